import type { StoreApi } from 'zustand/vanilla';
import { translate } from '../../i18n/language.js';
import { canSaveToFolder, forgetFolder, pickFolder, rememberedFolder } from '../../platform/film-folder.js';
import { notifies, notify } from '../../platform/notifications.js';
import { readStored, writeStored } from '../../platform/stored-text.js';
import { ScreenWakeLock } from '../../platform/wake-lock.js';
import type { StudioState } from '../../store/studio-state.js';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import { afterFilmTexts } from './after-film-texts.js';
import { FolderSaver } from './folder-saver.js';

const PATTERN_KEY = 'kinora-file-names';

/** The folder that films are written into; one for the page. */
export const folderSaver = new FolderSaver({
  pick: pickFolder,
  remembered: rememberedFolder,
  forget: forgetFolder,
  readPattern: () => readStored(PATTERN_KEY),
  writePattern: (pattern) => writeStored(PATTERN_KEY, pattern),
});

/** Keeps the screen on while a film is made; tells of a finished one where that was asked for, and writes it into the chosen folder. */
export function attendFilms(store: StoreApi<StudioState>): void {
  const awake = new ScreenWakeLock('wakeLock' in navigator ? navigator.wakeLock : undefined, document);
  if (canSaveToFolder()) void folderSaver.open();
  const attend = ({ job, clips }: StudioState, before: StudioState): void => {
    awake.hold(job !== null && job.paused === null);
    if (clips === before.clips) return;
    const known = new Set(before.clips.map(({ id }) => id));
    for (const clip of clips) {
      // One of an earlier visit was not made now.
      if (known.has(clip.id) || clip.jobId === undefined) continue;
      void folderSaver.save(clip);
      if (document.hidden && notifies()) void notify(translate(afterFilmTexts).done, settingsTitle(clip.settings));
    }
  };
  attend(store.getState(), store.getState());
  store.subscribe(attend);
}
