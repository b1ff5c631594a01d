import type { Studio } from '../studio.js';
import { settingsInLink } from './settings-link.js';

/** Fills the form with the settings in the page's address, now and when another such link is followed. */
export function openLinkedSettings(studio: Studio, page: Window): void {
  const open = (): void => {
    const settings = settingsInLink(page.location.hash);
    if (settings === null) return;
    studio.takeSettings(settings);
    // Once they are in the form they may change, and a reload must not change them back.
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
  };
  open();
  page.addEventListener('hashchange', open);
}
