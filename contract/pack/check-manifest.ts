/** What fields of a manifest have to do with each other, once each is right by itself. */
import type * as z from 'zod/mini';
import type { ManifestFault } from '../errors/manifest-fault.js';
import { checkGraphs, checkVariants, type GraphUse } from './check-graphs.js';
import { checkTables } from './check-tables.js';
import { issueOf } from './fields.js';
import type * as graphs from './graph-schema.js';
import type * as halves from './half-schema.js';
import type * as tables from './table-schema.js';

type Graph = z.infer<typeof graphs.graph>;
type TextToImage = z.infer<typeof halves.textToImage>;
type ImageToVideo = z.infer<typeof halves.imageToVideo>;

/** The parts of a manifest that are checked together. */
export interface ManifestParts {
  readonly graphs: Readonly<Record<string, Graph>>;
  readonly tables: Readonly<Record<string, z.infer<typeof tables.table>>>;
  readonly textToImage?: TextToImage | undefined;
  readonly imageToVideo?: ImageToVideo | undefined;
}

/** A fault, and the path to the field. */
export type Found = readonly [path: readonly PropertyKey[], fault: ManifestFault];

export function checkManifest(manifest: ManifestParts): z.core.$ZodRawIssue[] {
  const { textToImage, imageToVideo } = manifest;
  const found: readonly Found[] = [
    ...(textToImage || imageToVideo ? [] : [[['textToImage'], { kind: 'no-half', params: {} }] satisfies Found]),
    ...checkGraphs(manifest.graphs, usesOf(manifest)),
    ...checkVariants(manifest.graphs),
    ...(textToImage ? under('textToImage', [...checkSampling(textToImage), ...checkCutOut(textToImage, manifest)]) : []),
    ...(imageToVideo ? under('imageToVideo', [...checkSampling(imageToVideo), ...checkMotion(imageToVideo, manifest)]) : []),
    ...checkTables(manifest),
  ];
  return found.map(([path, fault]) => issueOf(fault, undefined, path));
}

const under = (half: string, found: readonly Found[]): readonly Found[] => found.map(([path, fault]) => [[half, ...path], fault]);

/** Where each graph is named, and what it has to be able to do there. */
function usesOf({ textToImage, imageToVideo }: ManifestParts): readonly GraphUse[] {
  const encoders = (half: 'textToImage' | 'imageToVideo', entries: TextToImage['textEncoders'] = []): readonly GraphUse[] =>
    entries.map(({ graph }, i) => ({ graph, place: 'textEncoder', path: [half, 'textEncoders', i, 'graph'] }));
  const uses: GraphUse[] = [...encoders('textToImage', textToImage?.textEncoders), ...encoders('imageToVideo', imageToVideo?.textEncoders)];
  if (textToImage) {
    const { denoiser, decoder, latents, textEncoders } = textToImage;
    uses.push({ graph: denoiser, place: 'textToImage', path: ['textToImage', 'denoiser'], latents: latents.shape, encoders: textEncoders.length });
    uses.push({ graph: decoder.graph, place: 'imageDecoder', path: ['textToImage', 'decoder', 'graph'], latents: latents.shape });
  }
  if (imageToVideo) {
    const { denoiser, decoder, firstFrame, latents, textEncoders } = imageToVideo;
    uses.push({ graph: denoiser, place: 'imageToVideo', path: ['imageToVideo', 'denoiser'], latents: latents.shape, encoders: textEncoders.length });
    const place = decoder.mode === 'layers' ? 'layersFirstFrame' : 'firstFrame';
    uses.push({ graph: firstFrame.graph, place, path: ['imageToVideo', 'firstFrame', 'graph'] });
    uses.push({ graph: decoder.graph, place: decoder.mode === 'layers' ? 'layersDecoder' : 'videoDecoder', path: ['imageToVideo', 'decoder', 'graph'], latents: latents.shape });
    const { prepare } = decoder;
    if (prepare) uses.push({ graph: prepare.graph, place: 'prepare', path: ['imageToVideo', 'decoder', 'prepare', 'graph'] });
  }
  return uses;
}

/** What a scheduler of each kind can take from a denoiser. */
const FITTING = { flow: ['clean', 'velocity'], 'euler-epsilon': ['epsilon', 'velocity', 'clean'], lcm: ['epsilon', 'velocity', 'clean'] } as const;

function checkSampling({ scheduler, textEncoders }: TextToImage | ImageToVideo): readonly Found[] {
  const { kind, sigmas, timesteps, prediction, negative } = scheduler;
  const found: Found[] = [];
  const say = (field: string, fault: ManifestFault): void => void found.push([['scheduler', field], fault]);
  const descends = sigmas.at(-1) === 0 && sigmas.every((sigma, i) => i === 0 || sigma < (sigmas[i - 1] ?? 0));
  if (!descends) say('sigmas', { kind: 'sigmas-climb', params: {} });
  else if (kind === 'flow' && sigmas[0] !== 1) say('sigmas', { kind: 'sigmas-not-from-one', params: { first: sigmas[0] ?? 0 } });
  const steps = sigmas.length - 1;
  if (timesteps && timesteps.length !== steps) say('timesteps', { kind: 'timesteps-count', params: { steps, found: timesteps.length } });
  if (!timesteps && kind !== 'flow') say('timesteps', { kind: 'timesteps-needed', params: {} });
  const choices: readonly string[] = FITTING[kind];
  if (!choices.includes(prediction)) say('prediction', { kind: 'prediction-unfit', params: { kind, choices } });
  for (const [i, { encoder }] of negative.entries()) {
    if (encoder < textEncoders.length) continue;
    found.push([['scheduler', 'negative', i, 'encoder'], { kind: 'encoder-unknown', params: { encoder, count: textEncoders.length } }]);
  }
  return found;
}

/** What is in front of a stored place, and what is painted, is cut out by its alpha. */
function checkCutOut({ places, colours, decoder }: TextToImage, { graphs: all }: ManifestParts): readonly Found[] {
  const outputs = all[decoder.graph]?.outputs;
  if (!outputs || outputs.some(({ role }) => role === 'alpha')) return [];
  const asking = [...(places ? ['places'] : []), ...(colours ? ['colours'] : [])];
  return asking.map((field) => [[field], { kind: 'role-missing', params: { roles: ['alpha'] } }]);
}

function checkMotion({ capabilities, decoder, motion, window, denoiser, firstFrame }: ImageToVideo, { graphs: all, textToImage }: ManifestParts): readonly Found[] {
  const found: Found[] = [];
  const inputs = all[denoiser]?.inputs ?? [];
  if (decoder.mode === 'perWindow') {
    const { overlap, framesPerLatent } = decoder;
    if (motion.mode === 'factor') found.push([['motion', 'mode'], { kind: 'factor-needs-per-latent', params: {} }]);
    if (framesPerLatent.first !== undefined && overlap === 0) found.push([['decoder', 'overlap'], { kind: 'overlap-needed', params: {} }]);
    const made = Math.min(window.latents, window.first ?? window.latents);
    if (overlap > made) found.push([['decoder', 'overlap'], { kind: 'overlap-beyond-window', params: { overlap, latents: made } }]);
  }
  if (capabilities.includes('alpha') && decoder.mode !== 'layers') found.push([['capabilities'], { kind: 'alpha-needs-layers', params: {} }]);
  if (window.perTokenTimestep && !inputs.some(({ role }) => role === 'timestep' || role === 'sigma')) {
    found.push([['window', 'perTokenTimestep'], { kind: 'timestep-needed', params: {} }]);
  }
  if (motion.mode === 'condition' && inputs.length > 0 && !inputs.some(({ role }) => role === 'motion')) {
    found.push([['motion', 'mode'], { kind: 'role-missing', params: { roles: ['motion'] } }]);
  }
  if (firstFrame.sharesLatents && !textToImage) found.push([['firstFrame', 'sharesLatents'], { kind: 'shares-with-nobody', params: {} }]);
  return found;
}
