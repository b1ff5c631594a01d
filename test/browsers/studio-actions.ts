import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserPage } from './drivers/browser-page.js';

/** What a person does in the studio, the same in all browsers. */

export const PROMPT = 'a red apple bouncing on a green background';

/** A film of the toy graphs takes seconds; a busy machine is given more. */
const FILM_MS = 120_000;
const OPEN_MS = 60_000;

const ALIVE_MS = 10_000;

/** Whether the page answers at all. */
export function isAlive(page: BrowserPage): Promise<boolean> {
  return Promise.race([page.run(() => true).catch(() => false), pause(ALIVE_MS, false)]);
}

export interface FilmOutcome {
  /** Text of the error that stands in place of a film, or null. */
  readonly error: string | null;
  /** What the page says of the film. */
  readonly facts: string;
  /** Seconds that the player has shown of the growing film before it was finished. */
  readonly watchedLive: number;
  /** The finished film, as base64. */
  readonly bytes: string;
  readonly video: { readonly width: number; readonly height: number; readonly seconds: number; readonly time: number; readonly error: string | null };
}

/** Opens the studio and waits until a film can be asked for. */
export async function openStudio(page: BrowserPage, url: string): Promise<void> {
  await page.go(url);
  await page.run(async (patienceMs) => {
    for (const begun = Date.now(); Date.now() - begun < patienceMs; ) {
      // It knows words once the model is described, which comes last.
      if (document.querySelector<HTMLButtonElement>('[data-testid="surprise"]')?.disabled === false) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The studio does not open; the page says "${document.body.innerText}".`);
  }, OPEN_MS);
}

export async function order(page: BrowserPage, { prompt = PROMPT, seconds = '1', seed = '7' }: { prompt?: string; seconds?: string; seed?: string } = {}): Promise<void> {
  await page.type('prompt', prompt);
  await page.type('seconds', seconds);
  await page.type('seed', seed);
  await page.click('generate');
  // The form hands its order to the worker in its own time.
  await waitFor(page, '[data-testid="progress"], [data-testid="error"]');
}

/** Waits in the page for the end of the film that is being made, if one is, and until the one on the screen plays. */
export async function filmOutcome(page: BrowserPage): Promise<FilmOutcome> {
  return page.run(async (patienceMs) => {
    const get = (testId: string) => document.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
    const player = (testId: string) => document.querySelector<HTMLVideoElement>(`[data-testid="${testId}"]`);
    const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
    const outcome = { error: null as string | null, facts: '', watchedLive: 0, bytes: '', video: { width: 0, height: 0, seconds: 0, time: 0, error: null as string | null } };
    const begun = Date.now();
    for (; Date.now() - begun < patienceMs; await pause()) {
      const error = get('error');
      // With the detail, which is folded.
      if (error !== null) return { ...outcome, error: error.textContent };
      const live = player('live-video');
      if (get('progress') !== null && live !== null && !live.hidden) outcome.watchedLive = Math.max(outcome.watchedLive, live.currentTime);
      const video = player('result-video');
      if (get('progress') !== null || video === null) continue;
      if (video.error === null && !(video.currentTime > 0.2)) continue;
      const file = await (await fetch(document.querySelector<HTMLAnchorElement>('[data-testid="download"]')!.href)).arrayBuffer();
      return {
        ...outcome,
        facts: get('facts')!.innerText,
        bytes: btoa(Array.from(new Uint8Array(file), (byte) => String.fromCharCode(byte)).join('')),
        video: { width: video.videoWidth, height: video.videoHeight, seconds: video.duration, time: video.currentTime, error: video.error?.message ?? null },
      };
    }
    const video = player('result-video');
    const state = video === null ? 'no player' : `a player at ${video.currentTime} s in state ${video.readyState}, ${video.paused ? 'paused' : 'playing'}`;
    return { ...outcome, error: `Nothing came in ${patienceMs / 1000} s: stage "${get('stage')?.textContent}", ${get('progress')?.ariaValueNow}%, ${state}.` };
  }, FILM_MS);
}

/** One film from words, which must come and play. */
export async function makeFilm(page: BrowserPage, asked: Parameters<typeof order>[1] = {}): Promise<FilmOutcome & { readonly file: Buffer }> {
  await order(page, asked);
  const outcome = await filmOutcome(page);
  if (outcome.error !== null) throw new Error(`${page.name} made no film: ${outcome.error}`);
  return { ...outcome, file: Buffer.from(outcome.bytes, 'base64') };
}

/** Drops a file on the middle of the page, as from a folder of the desktop. */
export async function drop(page: BrowserPage, name: string, type: string, bytes: Buffer): Promise<void> {
  await page.run(
    (fileName, mimeType, base64) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const carried = new DataTransfer();
      carried.items.add(new File([data], fileName, { type: mimeType }));
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        document.querySelector('main')!.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
      }
    },
    name,
    type,
    bytes.toString('base64'),
  );
}

/** Waits until an element is there, or is gone. */
export async function waitFor(page: BrowserPage, selector: string, { gone = false, patienceMs = FILM_MS } = {}): Promise<void> {
  await page.run(
    async (wanted, away, patience) => {
      for (const begun = Date.now(); Date.now() - begun < patience; ) {
        if ((document.querySelector(wanted) === null) === away) return;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      throw new Error(`"${wanted}" is ${away ? 'still' : 'not'} there; the page says "${document.body.innerText}".`);
    },
    selector,
    gone,
    patienceMs,
  );
}

/** Presses a button that saves a file, and takes the file as base64 instead. */
export async function savedBy(page: BrowserPage, selector: string): Promise<{ readonly name: string; readonly file: Buffer }> {
  await waitFor(page, selector);
  const { name, bytes } = await page.run(
    async (button, patienceMs) => {
      const pressed = HTMLAnchorElement.prototype.click;
      try {
        const link = await new Promise<HTMLAnchorElement>((resolve, reject) => {
          HTMLAnchorElement.prototype.click = function () {
            resolve(this);
          };
          setTimeout(() => reject(new Error(`Nothing was saved; the page says "${document.body.innerText}".`)), patienceMs);
          document.querySelector<HTMLElement>(button)!.click();
        });
        const file = await (await fetch(link.href)).arrayBuffer();
        return { name: link.download, bytes: btoa(Array.from(new Uint8Array(file), (byte) => String.fromCharCode(byte)).join('')) };
      } finally {
        HTMLAnchorElement.prototype.click = pressed;
      }
    },
    selector,
    FILM_MS,
  );
  return { name, file: Buffer.from(bytes, 'base64') };
}
