import type { ComposedOption } from '../error-params.js';

/** Was ein Film haben kann, der aus Teilen zusammengesetzt wird; im Akkusativ. */
export const COMPOSED: Readonly<Record<'layers' | ComposedOption, string>> = {
  layers: 'keine Ebenen',
  size: 'keine eigene Größe',
  fps: 'keine eigene Bildrate',
  hideSubject: 'keinen verborgenen Gegenstand',
};
