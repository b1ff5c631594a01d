import type { KinoraError } from '../../../../contract/errors.js';
import { archiveTexts, type ArchiveCount } from './archive-texts.js';
import { translate } from '../../../i18n/language.js';
import { archiveError } from './archive-error.js';
import { loadArchive, type LoadedFilm } from './load-archive.js';
import type { DescribeVideo } from '../film-store/plain-film.js';

export interface FilmsTarget {
  readonly describe: DescribeVideo;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called once for each file that films come from, before its first. */
  readonly onOpened: () => Promise<void>;
  readonly isPresent: (loaded: LoadedFilm) => boolean;
  readonly add: (loaded: LoadedFilm) => Promise<void>;
  /** 0 to 1. */
  readonly onProgress: (fraction: number) => void;
}

/** Adds the films of archives and videos, and says what came of it. */
export async function addFilms(files: readonly Blob[], target: FilmsTarget): Promise<{ readonly outcome: string; readonly error: KinoraError | null }> {
  const count = { added: 0, present: 0, damaged: 0, locked: 0, unknown: 0, foreign: 0, lost: 0, cut: false, uncertain: false };
  let [opened, error]: [number, KinoraError | null] = [0, null];
  for (const [index, file] of files.entries()) {
    const archive = await loadArchive(file, target.describe, target.now());
    if (!archive.ok) {
      error = nameIn(archive.error, file, files.length);
      continue;
    }
    opened++;
    await target.onOpened();
    count.cut ||= archive.value.isCut;
    count.uncertain ||= archive.value.isUncertain;
    let done = 0;
    for await (const loaded of archive.value.films()) {
      if (typeof loaded === 'string') count[loaded]++;
      else if (target.isPresent(loaded)) count.present++;
      else {
        count.added++;
        await target.add(loaded);
      }
      target.onProgress((index + ++done / archive.value.count) / files.length);
    }
  }
  if (opened === 0) return { outcome: '', error };
  return isOnlyForeign(count) ? { outcome: '', error: error ?? archiveError('archive-of-others').error } : { outcome: translate(archiveTexts).loaded(count), error };
}

const isOnlyForeign = ({ foreign, cut: _, uncertain: __, ...others }: ArchiveCount): boolean => foreign > 0 && Object.values(others).every((films) => films === 0);

/** Of several files, the one that is meant is named. */
function nameIn(error: KinoraError, file: Blob, files: number): KinoraError {
  return files > 1 && file instanceof File ? { ...error, place: { file: file.name } } : error;
}
