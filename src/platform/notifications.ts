import { readStored, writeStored } from './stored-text.js';

const KEY = 'kinora-tell-when-done';

export const canNotify = (): boolean => 'Notification' in globalThis;

/** Whether a person asked to be told on this device, and the browser still allows it. */
export const notifies = (): boolean => canNotify() && readStored(KEY) === 'on' && Notification.permission === 'granted';

/** Turns notifications on, which asks the person where they were not asked before, or off. Resolves with whether they are on. */
export async function setNotifies(on: boolean): Promise<boolean> {
  const allowed = on && canNotify() && (Notification.permission === 'granted' || (await Notification.requestPermission()) === 'granted');
  writeStored(KEY, allowed ? 'on' : null);
  return allowed;
}

/** Shows a notification; a click brings the page to the front. */
export async function notify(title: string, body: string): Promise<void> {
  // Chrome on Android has notifications of service workers only, and `new Notification` throws there.
  const worker = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration().catch(() => undefined) : undefined;
  const options = { body, tag: 'kinora-film', icon: new URL('favicon.svg', document.baseURI).href };
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => window.focus());
  } catch {
    await worker?.showNotification(title, options).catch(() => undefined);
  }
}
