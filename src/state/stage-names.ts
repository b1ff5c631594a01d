import type { Stage } from '../../contract/generator.js';

/** What each stage is called in the page, in a person's words. */
export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  load: 'Loading the model',
  text: 'Reading your prompt',
  image: 'Drawing the first frame',
  video: 'Setting it in motion',
  decode: 'Developing the frames',
  encode: 'Recording the film',
  finish: 'Splicing it together',
};
