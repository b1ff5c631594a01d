import { boundsOf, cutOut, type Layers } from '../../../workers/generator/pipelines/decoders/layers/cut-out.js';
import { AT_REST, mapsOfFrame, type FrameFields, type FrameMaps } from '../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { IDENTITY } from '../../../workers/generator/pipelines/decoders/layers/pixel-map.js';
import { readGolden, type GoldenFile, type GoldenTensor } from './goldens.js';

export interface PaintedScene {
  readonly name: string;
  readonly layers: Layers;
  readonly maps: FrameMaps;
}

/** Scenes whose maps are as a graph gives them: four frames. */
export interface GoldenScene {
  readonly layers: Layers;
  readonly maps: Float32Array;
  readonly fields: Float32Array;
}

export async function goldenScene(goldensUrl: string): Promise<GoldenScene> {
  const { layers } = (await (await fetch(`${goldensUrl}goldens.json`)).json()) as GoldenFile & { readonly layers: Readonly<Record<string, GoldenTensor>> };
  const blobs = new Map([['goldens.bin', await (await fetch(`${goldensUrl}goldens.bin`)).arrayBuffer()]]);
  const read = (name: string): Float32Array => readGolden(layers[name]!, blobs).data as Float32Array;
  const side = layers['image']?.shape.at(-1) ?? 0;
  return { layers: cutOut({ image: read('image'), alpha: read('alpha'), plate: read('plate') }, side, side), maps: read('maps'), fields: read('fields') };
}

/** The size of a film's frames, and one that is not square. */
const SIZES = [[512, 512], [320, 180]] as const;

export function paintedScenes(golden: GoldenScene): readonly PaintedScene[] {
  const { width, height } = golden.layers;
  const made = SIZES.flatMap(([w, h]) => {
    const layers = ballBeforeWaves(w, h);
    const moved = { xx: 0.9, xy: 0.2, x0: 0.1 * w, yx: -0.2, yy: 0.9, y0: -0.08 * h };
    return Object.entries({
      rest: AT_REST,
      'a background that moves less than can be seen': { ...AT_REST, background: { ...IDENTITY, x0: 0.05 } },
      'a moved background': { ...AT_REST, background: { ...IDENTITY, xx: 1.04, x0: -7.3, y0: 5.6 } },
      'a turned subject': { ...AT_REST, subject: moved },
      'a subject beyond the edge': { ...AT_REST, subject: { ...IDENTITY, x0: 0.6 * w, y0: 0.3 * h } },
      fields: { subject: moved, background: IDENTITY, fields: wavingFields(w, h) },
    } satisfies Record<string, FrameMaps>).map(([name, maps]) => ({ name: `${w}x${h}: ${name}`, layers, maps }));
  });
  const empty = { ...ballBeforeWaves(512, 512), bounds: { left: 512, right: -1, top: 512, bottom: -1 }, subject: new Uint8ClampedArray(512 * 512 * 4) };
  const graph = [0, 1, 2, 3].map((number) => ({ name: `frame ${number} of a graph`, layers: golden.layers, maps: mapsOfFrame(golden.maps, golden.fields, 4, number, width, height) }));
  return [...made, { name: 'no subject', layers: empty, maps: { ...AT_REST, background: { ...IDENTITY, x0: 4.5 } } }, ...graph];
}

/** Fine enough that a pixel's shift shows, with a soft edge. */
export function ballBeforeWaves(width: number, height: number): Layers {
  const subject = new Uint8ClampedArray(width * height * 4);
  const background = new Uint8ClampedArray(width * height * 4);
  const radius = height / 4;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      background.set([127 + 90 * Math.sin(x / 4), 127 + 90 * Math.cos(y / 6), 127 + 90 * Math.sin((x + y) / 9), 255], at);
      subject.set([127 + 90 * Math.cos(x / 5), 60, 127 + 90 * Math.sin(y / 4), 90 * (radius - Math.hypot(x - 0.45 * width, y - 0.55 * height))], at);
    }
  }
  return { width, height, subject, background, bounds: boundsOf(subject, width, height) };
}

/** As those of the starter pack: 48 places a side, around the subject. */
export function wavingFields(width: number, height: number): FrameFields {
  const side = 48;
  const planes = Float32Array.from({ length: 6 * side * side }, (_, i) => {
    const [x, y, channel] = [i % side, Math.floor(i / side) % side, Math.floor(i / (side * side))];
    return (channel < 2 ? 0.03 : 0.1) * Math.sin(x / 6 + channel) * Math.cos(y / 7);
  });
  const scale = { x: (1.6 * side) / width, y: (1.6 * side) / height };
  return { side, planes, map: { xx: scale.x, xy: 0.002, x0: -0.3 * side, yx: -0.002, yy: scale.y, y0: -0.3 * side }, reach: 0.03 };
}
