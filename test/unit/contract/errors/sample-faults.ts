import type { ManifestFault, ManifestFaultParams } from '../../../../contract/errors/manifest-fault.js';

/** Parameters for every fault; the type keeps the list complete. */
const SAMPLES: { readonly [Kind in keyof ManifestFaultParams]: readonly ManifestFaultParams[Kind][] } = {
  missing: [{}],
  'unknown-field': [{}],
  'wrong-type': (['text', 'number', 'whole number', 'true or false', 'list', 'record'] as const).map((expected) => ({ expected, found: '[1,2]' })),
  empty: [{}],
  'too-small': [{ min: 2, exclusive: false, found: '0' }, { min: 0, exclusive: true, found: '0' }],
  'too-large': [{ max: 4096, found: '5000' }],
  'wrong-length': [{ expected: 3, found: '[4, 64]' }],
  odd: [{ found: '483' }],
  'not-one-of': [{ choices: ['flow', 'lcm'], found: '"ddim"' }],
  'bad-path': [{ found: '"../x.onnx"' }],
  'bad-hash': [{ found: '"abc"' }],
  'bad-address': [{ found: '"nowhere"' }],
  'no-slash': [{ found: '"https://host/files"' }],
  'bad-name': [{ found: '"a b"' }],
  'no-half': [{}],
  'graph-unknown': [{ graph: 'unet', known: ['text', 'vae'] }],
  'graph-unused': [{}],
  'role-missing': [{ roles: ['sigma', 'timestep'] }],
  'role-unknown': [{ role: 'colour', known: ['latents'] }],
  'role-twice': [{ role: 'latents' }],
  'name-twice': [{ name: 'sample' }],
  'shape-mismatch': [{ shape: '[1,4,32,32]', expected: '[4,64,64]' }],
  'encoder-unknown': [{ encoder: 1, count: 1 }],
  'sigmas-climb': [{}],
  'sigmas-not-from-one': [{ first: 0.9 }],
  'timesteps-count': [{ steps: 4, found: 3 }],
  'timesteps-needed': [{}],
  'prediction-unfit': [{ kind: 'flow', choices: ['clean', 'velocity'] }],
  'template-without-prompt': [{}],
  'factor-needs-per-latent': [{}],
  'overlap-needed': [{}],
  'overlap-beyond-window': [{ overlap: 5, latents: 4 }],
  'timestep-needed': [{}],
  'shares-with-nobody': [{}],
  'value-needed': [{}],
};

export const MANIFEST_FAULT_SAMPLES: readonly ManifestFault[] = Object.entries(SAMPLES).flatMap(([kind, samples]) =>
  samples.map((params) => ({ kind, params }) as unknown as ManifestFault),
);
