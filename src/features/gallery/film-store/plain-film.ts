import { readSettings } from '../../../../contract/request/read-clip-settings.js';
import type { VideoFacts } from '../../../../contract/conversion.js';
import { settingsTitle } from '../../composer/settings/generation-settings.js';
import { NO_TIMINGS } from '../archive/archive.js';
import { crc32Of } from '../archive/zip/crc32.js';
import type { Film } from './film.js';
import { settingsFromClip } from '../../composer/settings/clip-to-settings.js';

/** What an MP4 says of its pictures; null when it holds none that a film has. */
export type DescribeVideo = (video: Blob) => Promise<VideoFacts | null>;

/**
 * Reads a film out of a Kinora MP4, by the settings inside it.
 *
 * @param madeAt milliseconds since the epoch
 */
export async function filmOfFile(video: Blob, describe: DescribeVideo, madeAt: number): Promise<Film | 'foreign' | 'damaged'> {
  const clipSettings = await readSettings(video).catch(() => null);
  if (clipSettings === null) return 'foreign';
  const facts = await describe(video);
  if (facts === null) return 'damaged';
  const settings = settingsFromClip(clipSettings);
  return {
    // The same file is the same film, however often it is added.
    id: `file-${(await crc32Of(video)).toString(16).padStart(8, '0')}-${video.size}`,
    title: '',
    settings,
    metadata: {
      ...facts,
      seconds: facts.frames / facts.fps,
      // The file does not say what it was made on.
      backend: 'wasm',
      adapter: '',
      prompt: settingsTitle(settings),
      seed: clipSettings.seed,
      pack: clipSettings.pack,
      ...(clipSettings.models && { models: clipSettings.models }),
      framesSha256: '',
      settings: clipSettings,
    },
    timings: NO_TIMINGS,
    took: 0,
    bytes: video.size,
    madeAt,
    deletedAt: null,
  };
}
