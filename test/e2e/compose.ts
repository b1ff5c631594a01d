import type { Locator } from 'playwright-core';

/** In which order the end of a composition and the key that ends it come. */
export const COMPOSITION_ORDERS = ['key first, as in Chromium and Firefox', 'key last, as in WebKit'] as const;
export type CompositionOrder = (typeof COMPOSITION_ORDERS)[number];

/**
 * Ends a composition in a field with a key, by the events that an input method causes.
 *
 * @returns whether the browser would do by itself what the key does
 */
export function endComposition(field: Locator, order: CompositionOrder, key: string, keys: { readonly ctrlKey?: boolean; readonly altKey?: boolean } = {}): Promise<boolean> {
  return field.evaluate(
    (element, [keyFirst, pressed, modifiers]) => {
      const say = (type: string): boolean => element.dispatchEvent(new CompositionEvent(type, { bubbles: true, data: 'かな' }));
      const press = (isComposing: boolean): boolean =>
        element.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, keyCode: 229, isComposing, bubbles: true, cancelable: true, ...modifiers }));
      say('compositionstart');
      say('compositionupdate');
      if (!keyFirst) say('compositionend');
      const goesOn = press(keyFirst);
      if (keyFirst) say('compositionend');
      return goesOn;
    },
    [order === COMPOSITION_ORDERS[0], key, keys] as const,
  );
}
