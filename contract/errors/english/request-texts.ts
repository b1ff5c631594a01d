import type { ErrorTexts } from '../describe.js';
import type { LayerNumber, RequestErrors } from '../error-params.js';
import { round } from '../round.js';
import { COMPOSED } from './composed.js';

export const REQUEST_ERRORS: ErrorTexts<keyof RequestErrors> = {
  'request-malformed': ({ field }) => [`${field === null ? 'The request' : `"${field}" of the request`} is not of the right type.`, 'Send the fields that GenerateRequest lists.'],
  'prompt-and-scenes': ['The request has both a prompt and scenes.', 'Give one of the two.'],
  'scenes-empty': ['The list of scenes is empty.', 'Give at least one scene.'],
  'too-many-scenes': ({ count, max }) => [`There are ${count} scenes; the most is ${max}.`, `Give ${max} scenes or fewer.`],
  'scenes-too-long': ({ seconds, max }) => [`The scenes are ${round(seconds)} seconds long together; the most is ${max}.`, 'Shorten or remove scenes.'],
  'scene-malformed': ['It is not a record with a prompt and seconds.', 'Write { "prompt": "...", "seconds": 4 }.'],
  'scene-start-unknown': ({ given }) => [`Its start is ${given}.`, 'Use "cut" or "continue".'],
  'prompt-empty': ['The prompt is empty.', 'Say what the film should show, such as "a red apple bouncing".'],
  'prompt-too-long': ({ characters, max }) => [`The prompt has ${characters} characters; the most is ${max}.`, 'Shorten the prompt.'],
  'prompt-words-unknown': ({ words, more, near }) => [
    `The model knows none of the words of the prompt (${[...words.map((word) => `"${word}"`), ...(more > 0 ? [`${more} more`] : [])].join(', ')}).`,
    near === null ? 'Use English words from the list of what it can draw.' : `Use words that it knows, such as "${near}".`,
  ],
  'prompt-draws-nothing': ['The prompt names nothing that could be drawn.', 'Use English words from the list of what it can draw.'],
  'seconds-not-a-number': ({ given, min, max }) => [`Seconds is ${given}, which is not a number.`, `Ask for ${min} to ${max} seconds.`],
  'seconds-below-limit': ({ seconds, min }) => [`Seconds is ${seconds}; the least is ${min}.`, `Ask for ${min} seconds or more.`],
  'seconds-above-limit': ({ seconds, max }) => [`Seconds is ${seconds}; the most is ${max}.`, `Ask for ${max} seconds or fewer.`],
  'seed-out-of-range': ({ given, min, max }) => [`Seed is ${given}.`, `Use a whole number from ${min} to ${max}.`],
  'steps-out-of-range': ({ given, min, max }) => [`Steps is ${given}.`, `Use a whole number from ${min} to ${max}.`],
  'motion-out-of-range': ({ given, min, max }) => [
    `The strength of the motion is ${given}.`,
    `Use a number from ${min} to ${max}; 1 is the usual one.`,
  ],
  'seeds-empty': ['The list of seeds is empty.', 'Give at least one seed.'],
  'too-many-seeds': ({ count, max }) => [`There are ${count} seeds; the most is ${max}.`, `Give ${max} seeds or fewer.`],
  'loop-malformed': ({ given }) => [`Loop is ${given}.`, 'Use true or false.'],
  'loop-with-end-picture': ['A film cannot both loop and end with a picture.', 'Leave out the loop or the end picture.'],
  'transparent-video': () => ['Nothing is transparent in the video, so a film that goes on from it cannot be transparent either.', 'Go on from a transparent film, or leave transparency out.'],
  'picture-and-video': ['A film cannot start from both a picture and a video.', 'Give one of the two.'],
  'background-unknown': ({ given }) => [`The background is ${given}.`, 'Use white, black, or a colour such as #1a2b3c.'],
  'too-many-layers': ({ count, max }) => [`There are ${count} layers; the most is ${max}.`, `Give ${max} layers or fewer.`],
  'layer-malformed': ['It is neither a thing nor a title, or both.', 'Write { "prompt": "a dog", "x": 0.5, "y": 0.6, "size": 0.7 }, or "text" in the place of the prompt.'],
  'layer-number-out-of-range': ({ field, given, min, max }) => [`${LAYER_NUMBERS[field]} is ${given}.`, `Use a number from ${min} to ${max}.`],
  'layer-ends-too-early': ({ start, end }) => [`It ends at ${round(end)} s, and begins at ${round(start)} s.`, 'Let it end later than it begins.'],
  'layer-begins-too-late': ({ start, seconds }) => [`It begins at ${round(start)} s, and the film is ${round(seconds)} s long.`, 'Let it begin earlier.'],
  'title-empty': ['The title is empty.', 'Give it a text.'],
  'title-too-long': ({ characters, max }) => [`The title has ${characters} characters; the most is ${max}.`, 'Shorten the title.'],
  'title-motion-unknown': ({ given, known }) => [`The motion of the title is ${given}.`, `Use one of ${known.join(', ')}.`],
  'title-colour-unknown': ({ field, given }) => [`The ${field} of the title is ${given}.`, `Use white, black, or a colour such as #1a2b3c${field === 'outline' ? '; none for no outline' : ''}.`],
  'size-out-of-range': ({ given, min, max }) => [`The size is ${given}.`, `Use a width and a height of ${min} to ${max} pixels.`],
  'size-odd': ({ width, height }) => [`The size is ${width}x${height}; video takes even numbers.`, `Use ${even(width)}x${even(height)}.`],
  'fps-unknown': ({ given, known }) => [`The frame rate is ${given}.`, `Use ${known.slice(0, -1).join(', ')} or ${known.at(-1)} frames a second.`],
  'hidden-subject-of-file': ['A film that starts from a picture or a video cannot hide its subject.', 'Start from a prompt, or show the subject.'],
  'composed-video': ({ what }) => [`A film that goes on from a video cannot have ${COMPOSED[what]}.`, 'Start from a prompt or a picture, or leave that out.'],
  'nothing-to-show': ['Neither a subject nor a place is to be shown.', 'Add a layer, or show one of the two.'],
};

const LAYER_NUMBERS: Readonly<Record<LayerNumber, string>> = {
  x: 'The place across (x)',
  y: 'The place down (y)',
  size: 'The size',
  turn: 'The turn in degrees',
  start: 'The start in seconds',
  end: 'The end in seconds',
  weight: 'The weight of the letters',
};

const even = (pixels: number): number => pixels + (pixels % 2);
