import type { ClipSettings } from '../../../../contract/request/clip-settings.js';
import { withFiles } from '../../../../contract/request/flat-request.js';
import type { FlatLayer } from '../../../../contract/request/layers/layer.js';
import type { Footage, GenerationSettings, Picture } from './generation-settings.js';

/** The files that a film was made with, as far as they are at hand, by the names of the fields. */
export interface ClipFiles {
  readonly image?: Picture;
  readonly endImage?: Picture;
  readonly extend?: Footage;
  /** Of the layers, by their numbers. */
  readonly layerImages?: readonly (Picture | undefined)[];
}

/** The settings that a film carries, with its files. The form knows a film of one scene as a film of one prompt. */
export function settingsFromClip(
  { kinora: _, needs: __, pack: ___, background: ____, endBackground: _____, layers, ...fields }: ClipSettings,
  { layerImages = [], ...files }: ClipFiles = {},
): GenerationSettings {
  const inFront = layers?.map((layer, i): FlatLayer<Picture> => {
    const picture = layerImages[i];
    return layer.image === true && picture ? { ...layer, image: picture } : layer;
  });
  const settings = withFiles<Picture, Footage>({ ...fields, ...(inFront && { layers: inFront }) }, files);
  const [scene, ...more] = fields.scenes ?? [];
  return scene === undefined || more.length > 0 ? settings : { ...settings, subject: { kind: 'prompt', prompt: scene.prompt, seconds: scene.seconds } };
}
