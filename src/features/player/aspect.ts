import type { CSSProperties } from 'react';
import type { FilmSize } from '../../../contract/request/request.js';

/** Width over height of a film, for the styles of the screen; nothing for one that is square. */
export function aspectOf(size: FilmSize | undefined): CSSProperties & { '--aspect'?: number } {
  return size === undefined || size.width === size.height ? {} : { '--aspect': size.width / size.height };
}
