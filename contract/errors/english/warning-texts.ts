import type { WarningTexts } from '../describe.js';

export const WARNINGS: WarningTexts = {
  'little-memory': 'This device has little memory for this pack: its parts are loaded in turns, which takes longer.',
  'word-replaced': ({ word, drawn }) => `The model does not know "${word}"; it draws what is nearest: ${drawn}.`,
  'word-left-out': ({ word, near, isKnown }) =>
    `${isKnown === true ? `The word "${word}" is left out.` : `The model does not know "${word}" and leaves it out.`}${near.length === 0 ? '' : ` Near words that it knows: ${near.join(', ')}.`}`,
  'one-of-it': ({ asked, thing }) => `This model draws a single subject: for "${asked}", one ${thing} is in the film.`,
  'fewer-of-it': ({ asked, thing, drawn }) => `A film has room for six things: of "${asked}", ${drawn === 1 ? `one ${thing} is` : `${drawn} are`} in it.`,
  'one-subject': ({ things }) => `This model draws a single subject, so only one of these is in the film: ${things.join(', ')}.`,
  'own-colours': ({ thing, colour }) => `This model has the ${thing} in its own colours only, not in ${colour}.`,
  'steps-kept': ({ title, asked, kept }) => `The model "${title}" works in ${kept === 1 ? 'one step' : `${kept} steps`}, as it was made for; the ${asked} that were asked for do not change that.`,
  'prompt-cut-off': 'The prompt is longer than the model reads; its end is left out.',
  'other-adapter': ({ begunOn, now, isolationLost }) =>
    `The film was begun on ${begunOn}, and goes on with ${now}${isolationLost ? ', because the page is not cross-origin isolated now' : ''}: ` +
    'its frames may differ from an undisturbed run, by less than can be seen.',
  'painted-on-cpu': () => 'This GPU, or the encoder behind it, does not show frames as they are, so the CPU paints them; the film takes a little longer.',
  'other-codec': ({ wanted, used }) => `This browser cannot encode ${wanted.toUpperCase()}; the film is ${used.toUpperCase()} instead.`,
  paused: ({ error }, messageOf) => (error === null ? 'Paused.' : `Paused. ${messageOf(error)}`),
};
