import type { ComposedOption } from '../error-params.js';

/** What a film can have that is put together of parts. */
export const COMPOSED: Readonly<Record<'layers' | ComposedOption, string>> = {
  layers: 'layers',
  size: 'a size of its own',
  fps: 'a frame rate of its own',
  hideSubject: 'a hidden subject',
};
