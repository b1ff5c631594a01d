import { useEffect, useRef } from 'react';
import { singleKeysAllowed } from '../../platform/single-keys.js';
import type { Studio } from '../../store/studio.js';
import { findShortcut } from './shortcut-table.js';

/** Elements in which a letter is typed, or which a key already operates. */
const TAKES_KEYS = 'input:not([type="range"]), textarea, select, [contenteditable]';
/** Elements that the space bar or the arrow keys operate. */
const OPERATED = 'video, button, a, summary';

/** Listens for the shortcuts of the page; `onDialog` shows the list of them. */
export function Shortcuts({ studio, onDialog }: { readonly studio: Studio; readonly onDialog: () => void }) {
  const pressedAt = useRef(new Map<string, number>());
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const { key, timeStamp } = event;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(OPERATED) && /^( |Arrow)/.test(key)) return;
      const action = findShortcut({
        key,
        control: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        typing: target?.closest(TAKES_KEYS) !== null && target !== null,
        singleKeysAllowed: singleKeysAllowed(),
      });
      if (action === null) return;
      // Escape keeps its own meaning, such as leaving full screen.
      if (key !== 'Escape') event.preventDefault();
      action({ studio, openDialog: onDialog, sincePressed: timeStamp - (pressedAt.current.get(key) ?? -Infinity) });
      pressedAt.current.set(key, timeStamp);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [studio, onDialog]);
  return null;
}
