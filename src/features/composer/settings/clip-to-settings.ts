import type { ClipSettings } from '../../../../contract/clip-settings.js';
import type { GenerationSettings } from './generation-settings.js';

/** The settings that `settings` stand for, without the pictures and videos that it `needs`. */
export function settingsFromClip(settings: ClipSettings): GenerationSettings {
  const { prompt, scenes, seconds, seed, steps, motion, loop, format } = settings;
  const [first] = scenes ?? [];
  return {
    prompt: prompt ?? first?.prompt ?? '',
    seconds,
    seed,
    picture: null,
    // The form knows a film of one scene as a film of one prompt.
    ...(scenes === undefined || scenes.length < 2 ? {} : { scenes }),
    ...(steps === undefined ? {} : { steps }),
    ...(motion === undefined ? {} : { motion }),
    ...(loop === true ? { loop } : {}),
    ...(format === undefined ? {} : { format }),
  };
}
