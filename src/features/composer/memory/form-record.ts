import * as z from 'zod/mini';
import { NEEDED_FILES, SCENE_STARTS, type NeededFile } from '../../../../contract/names.js';
import { plainFields } from '../../../../contract/request/request-schema.js';
import { flatFromLayer, layerFromFlat, withoutImages, type FlatLayer } from '../../../../contract/request/layers/layer.js';
import type { ComposerState } from '../composer-slice.js';
import { draftOf, layersOf, type LayerDraft } from '../layers/layer-draft.js';
import { draftScene, sceneState } from '../scenes/scene-list.js';

/** The part of the form that is written down: all but its files, which must be chosen again. */
export type RememberedForm = Pick<ComposerState, 'scenes' | 'sceneId' | 'prompt' | 'secondsText' | 'seedText' | 'stepsText' | 'loop' | 'layers' | 'arranging' | 'options' | 'missingInputs'>;

const { prompt: _, scenes: __, seconds: ___, seed: ____, loop: _____, layers: layersSchema, background: ______, endBackground: _______, steps: ________, ...optionFields } = plainFields;

/** Options that a newer version knows are left out. */
export const optionsSchema = z.object(optionFields);

const recordSchema = z.object({
  form: z.literal(1),
  scenes: z.array(z.object({ prompt: z.string(), seconds: z.string(), start: z.enum(SCENE_STARTS) })).check(z.minLength(1)),
  scene: z.number(),
  seed: z.string(),
  steps: z.string(),
  loop: z.boolean(),
  layers: layersSchema,
  options: optionsSchema,
  needs: z.array(z.enum(NEEDED_FILES)),
});

/** The form as text, for {@link parseForm}. */
export function formText({ scenes, sceneId, seedText, stepsText, loop, layers, options, picture, endPicture, footage, missingInputs }: ComposerState): string {
  const flat = withoutImages(layersOf(layers).map(flatFromLayer)).map((layer, index) => (layers[index]?.lacksPicture === true ? { ...layer, image: true as const } : layer));
  const has = { image: picture !== null, endImage: endPicture !== null, extend: footage !== null, layerImages: flat.some(({ image }) => image === true) };
  const needs: readonly NeededFile[] = NEEDED_FILES.filter((name) => has[name] || (name !== 'layerImages' && missingInputs.includes(name)));
  const record: z.input<typeof recordSchema> = {
    form: 1,
    scenes: scenes.map(({ prompt, secondsText, start }) => ({ prompt, seconds: secondsText, start })),
    scene: scenes.findIndex(({ id }) => id === sceneId),
    seed: seedText,
    steps: stepsText,
    loop,
    ...(flat.length > 0 && { layers: [...flat] }),
    options: { ...options },
    needs: [...needs],
  };
  return JSON.stringify(record);
}

/** The form in a text; null where it is none, or one of another version. */
export function parseForm(text: string): RememberedForm | null {
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { scenes, scene, seed, steps, loop, layers = [], options, needs } = parsed.data;
  const drafts = scenes.map(({ prompt, seconds, start }) => draftScene(prompt, seconds, start));
  return { ...sceneState(drafts, drafts[scene]?.id), seedText: seed, stepsText: steps, loop, layers: layers.map(draftFromFlat), arranging: layers.length > 0, options, missingInputs: needs };
}

/** Without its picture, where it had one. */
const draftFromFlat = (layer: FlatLayer<never>): LayerDraft => ({ ...draftOf(layerFromFlat(layer)), ...(layer.image === true && { lacksPicture: true }) });

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
