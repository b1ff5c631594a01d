import { useEffect, useRef } from 'react';
import type { Studio } from '../store/studio.js';
import { jobTexts } from '../features/jobs/job-texts.js';
import { translate } from '../i18n/language.js';
import { singleKeysAllowed } from '../platform/single-keys.js';
import { toggleTheme } from '../ui/theme.js';

/** The second Esc within this time cancels; one alone is too easily pressed. In milliseconds. */
const ESCAPE_AGAIN_MS = 3000;
const FRAMES_PER_SECOND = 12;

/** Where a letter is a letter, or a key already means something. */
const TAKES_KEYS = 'input:not([type="range"]), textarea, select, [contenteditable]';

/** Keys that work anywhere on the page. `onSheet` shows the list of them. */
export function Shortcuts({ studio, onSheet }: { readonly studio: Studio; readonly onSheet: () => void }) {
  const escapedAt = useRef(-Infinity);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const { key } = event;
      if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void studio.composer.generate();
        return;
      }
      if (key === 'Escape') {
        if (studio.store.getState().job === null) return;
        if (event.timeStamp - escapedAt.current < ESCAPE_AGAIN_MS) void studio.jobs.cancel();
        else studio.announce(translate(jobTexts).escapeAgain);
        escapedAt.current = event.timeStamp;
        return;
      }
      const target = event.target instanceof Element ? event.target : null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(TAKES_KEYS)) return;
      // A player that has the focus has keys of its own, and so has a button its space bar.
      if (target?.closest('video, button, a, summary') && /^( |Arrow)/.test(key)) return;
      if (!singleKeysAllowed() && key !== '?') return;
      const run = keyActions(studio, onSheet)[key.length === 1 ? key.toLowerCase() : key];
      if (run === undefined) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [studio, onSheet]);
  return null;
}

function keyActions(studio: Studio, onSheet: () => void): Readonly<Record<string, () => void>> {
  const { job, loop, picture, footage } = studio.store.getState();
  return {
    '?': onSheet,
    '/': () => document.getElementById('prompt')?.focus(),
    s: studio.composer.surprise,
    r: studio.composer.rollSeed,
    n: studio.scenes.add,
    l: () => studio.composer.setLoop(!loop),
    f: () => {
      if (picture === null && footage === null) void studio.firstFrames.draw();
    },
    p: () => void (job?.paused ? studio.jobs.resume() : studio.jobs.pause()),
    t: toggleTheme,
    ' ': () => withFilm((film) => {
      if (film.paused) void film.play().catch(() => undefined);
      else film.pause();
    }),
    ArrowLeft: () => withFilm((film) => stepBy(film, -1)),
    ArrowRight: () => withFilm((film) => stepBy(film, 1)),
  };
}

function withFilm(run: (film: HTMLVideoElement) => void): void {
  const film = document.querySelector<HTMLVideoElement>('video.screen__picture:not([hidden])');
  if (film !== null) run(film);
}

function stepBy(film: HTMLVideoElement, frames: number): void {
  film.pause();
  film.currentTime = Math.max(0, Math.min(film.duration || 0, film.currentTime + frames / FRAMES_PER_SECOND));
}
