import type { Studio } from '../../../store/studio.js';

/** Fills the form with the settings in the page's address, now and when another such link is followed. */
export function openLinkedSettings(studio: Studio, page: Window): void {
  const open = async (): Promise<void> => {
    if (page.location.hash === '' || !(await studio.composer.openLink(page.location.hash))) return;
    // Once they are in the form they may change, and a reload must not change them back.
    page.history.replaceState(null, '', page.location.pathname + page.location.search);
  };
  void open();
  page.addEventListener('hashchange', () => void open());
}
