import { requestFor } from '../fixtures/request-for.js';

export const PROMPT = 'a red apple bouncing on a green background';
const REQUEST = requestFor(PROMPT);

const PLACE = { x: 0.5, y: 0.5, size: 0.5 };
const film = (changes: object): unknown => ({ ...REQUEST, ...changes });
const prompted = (changes: object): unknown => film({ subject: { ...REQUEST.subject, ...changes } });
const scened = (...scenes: readonly object[]): unknown => film({ subject: { kind: 'scenes', scenes } });

/** Requests that no model can make. */
export const BAD_REQUESTS: readonly (readonly [string, unknown])[] = [
  ['an empty prompt', prompted({ prompt: '' })],
  ['a prompt of blanks', prompted({ prompt: ' \n\t ' })],
  ['no prompt at all', film({ subject: { kind: 'prompt', seconds: 1 } })],
  ['no subject at all', { seed: 7 }],
  ['a prompt of 10,000 characters', prompted({ prompt: 'a red apple '.repeat(834) })],
  ['unknown words only', prompted({ prompt: 'qwrtzxq vbnmplk' })],
  ['0 seconds', prompted({ seconds: 0 })],
  ['-1 seconds', prompted({ seconds: -1 })],
  ['NaN seconds', prompted({ seconds: Number.NaN })],
  ['endless seconds', prompted({ seconds: Number.POSITIVE_INFINITY })],
  ['10,000 seconds', prompted({ seconds: 10_000 })],
  ['seconds that are text', prompted({ seconds: '5' })],
  ['a negative seed', film({ seed: -1 })],
  ['a seed beyond 32 bits', film({ seed: 2 ** 32 })],
  ['half a seed', film({ seed: 1.5 })],
  ['no steps', film({ steps: 0 })],
  ['too many steps', film({ steps: 51 })],
  ['an empty list of scenes', scened()],
  ['a prompt and scenes', prompted({ scenes: [{ prompt: PROMPT, seconds: 1 }] })],
  ['a scene without a prompt', scened({ prompt: '', seconds: 1 })],
  ['a scene that starts in an unknown way', scened({ prompt: PROMPT, seconds: 1, start: 'fade' })],
  ['500 scenes', scened(...Array.from({ length: 500 }, () => ({ prompt: PROMPT, seconds: 1 })))],
  ['a scene of 0 seconds', scened({ prompt: PROMPT, seconds: 0 })],
  ['a loop that is to end with a picture', film({ ending: { kind: 'loop', file: { blob: new Blob() } } })],
  ['a picture and a video to start from', film({ start: { kind: 'image', file: { blob: new Blob() }, video: { blob: new Blob() } } })],
  ['a start of another kind', film({ start: { kind: 'sound', file: { blob: new Blob() } } })],
  ['a background that is no colour', film({ start: { kind: 'image', file: { blob: new Blob(), background: 'sky' } } })],
  ['a codec that there is not', film({ format: 'gif' })],
  ['a field too many', film({ prompt: PROMPT })],
  ['no motion at all', film({ motion: 0 })],
  ['wild motion', film({ motion: 3 })],
  ['a layer without words', film({ layers: [{ content: { kind: 'prompt', prompt: ' ' }, place: PLACE }] })],
  ['a title without a place', film({ layers: [{ content: { kind: 'title', text: 'Hi' } }] })],
  ['a layer of unknown words', film({ layers: [{ content: { kind: 'prompt', prompt: 'qwrtzxq' }, place: PLACE }] })],
  ['seven layers', film({ layers: Array.from({ length: 7 }, () => ({ content: { kind: 'title', text: 'Hi' }, place: PLACE })) })],
  ['an odd size', film({ size: { width: 483, height: 512 } })],
  ['25 frames a second', film({ fps: 25 })],
  ['neither subject nor place', film({ transparent: true, hideSubject: true })],
  ['scenes that are too long together', scened(...[1, 2].map(() => ({ prompt: PROMPT, seconds: 100 })))],
];
