import { type Capabilities, findCapabilityFault } from '../../contract/capabilities.js';
import type { KinoraError } from '../../contract/errors.js';
import { browserTexts } from './browser-texts.js';
import { translate } from './language.js';

/** Why no film can be made in this browser, in the language of the page; null too while nothing is known of it. */
export function findBrowserError(capabilities: Capabilities | null): KinoraError | null {
  return capabilities === null ? null : findCapabilityFault(capabilities, translate(browserTexts).missing);
}
