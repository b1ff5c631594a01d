import type { ManifestFaultTexts } from '../manifest-fault.js';

const TYPES = { text: 'text in quotes', number: 'a number', 'whole number': 'a whole number', 'true or false': 'true or false', list: 'a list', record: 'a record' } as const;

const listed = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(', ');

/** Each ends the sentence 'pack.json is not right at "...": '. */
export const MANIFEST_FAULTS: ManifestFaultTexts = {
  missing: 'the field is missing',
  'unknown-field': 'there is no such field',
  'wrong-type': ({ expected, found }) => `${found} is not ${TYPES[expected]}`,
  empty: 'it is empty',
  'too-small': ({ min, exclusive, found }) => `${found} is too small; it has to be ${exclusive ? 'more than' : 'at least'} ${min}`,
  'too-large': ({ max, found }) => `${found} is too large; it may be ${max} at most`,
  'wrong-length': ({ expected, found }) => `${found} has to have ${expected} members`,
  odd: ({ found }) => `${found} is odd; video needs even sizes`,
  'not-one-of': ({ choices, found }) => `${found} is not one of ${listed(choices)}`,
  'bad-path': ({ found }) => `${found} is not a path inside the pack, such as "graphs/text-encoder.onnx"`,
  'bad-hash': ({ found }) => `${found} is not a SHA-256 of 64 lower-case hexadecimal digits`,
  'bad-address': ({ found }) => `${found} is not an address that begins with https://`,
  'no-slash': ({ found }) => `${found} does not end with a slash`,
  'bad-name': ({ found }) => `${found} is not a name of letters, digits, dots, hyphens and underscores`,
  'no-half': 'the pack has neither "textToImage" nor "imageToVideo"',
  'graph-unknown': ({ graph, known }) => `"graphs" has no "${graph}"; it has ${listed(known)}`,
  'graph-unused': 'nothing in the pack uses this graph',
  'role-missing': ({ roles }) => `no tensor has the role ${roles.map((role) => `"${role}"`).join(' or ')}`,
  'role-unknown': ({ role, known }) => `"${role}" is no role here; there are ${listed(known)}`,
  'role-twice': ({ role }) => `a tensor before has the role "${role}" already`,
  'name-twice': ({ name }) => `a tensor before is called "${name}" already`,
  'shape-mismatch': ({ shape, expected }) => `the shape ${shape} does not end with that of the latents, ${expected}`,
  'encoder-unknown': ({ encoder, count }) => `there is no text encoder ${encoder}; there are ${count}, counted from 0`,
  'sigmas-climb': 'noise levels have to descend to 0',
  'sigmas-not-from-one': ({ first }) => `noise levels of "flow" begin at 1, not at ${first}`,
  'timesteps-count': ({ steps, found }) => `there are ${found} timesteps for ${steps} steps`,
  'timesteps-needed': 'this kind of scheduler needs a timestep for each step',
  'prediction-unfit': ({ kind, choices }) => `a scheduler of the kind "${kind}" takes ${listed(choices)}`,
  'template-without-prompt': 'the template has no "{prompt}"',
  'factor-needs-per-latent': 'a factor of motion needs a decoder with the mode "perLatent"',
  'alpha-needs-layers': 'only a decoder of the mode "layers" makes transparent films',
  'overlap-needed': 'a decoder with "framesPerLatent.first" needs an overlap of at least 1',
  'overlap-beyond-window': ({ overlap, latents }) => `an overlap of ${overlap} is more than the ${latents} latents of a window`,
  'timestep-needed': 'the denoiser has no input with the role "timestep" or "sigma"',
  'shares-with-nobody': 'the pack has no "textToImage" to share latents with',
  'value-needed': 'a constant needs a "value"',
  'table-unknown': ({ table, known }) => `there is no table "${table}"; there are ${listed(known)}`,
  'table-bytes': ({ found, expected }) => `its rows take ${expected} bytes, not ${found}`,
  'table-columns': ({ shape, columns }) => `the shape ${shape} does not end with the ${columns} columns of the table`,
  'place-rows': ({ places, rows }) => `there are ${places} places, and the table has ${rows} rows`,
};
