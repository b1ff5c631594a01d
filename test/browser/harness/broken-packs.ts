import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Variant {
  file: string;
  bytes: number;
  sha256: string;
}

/** The fields of a manifest that are broken here; the rest is kept as it is. */
interface LooseManifest {
  format: string;
  graphs: Record<'textToImage' | 'imageToVideo' | 'videoDecoder', { variants: [Variant] }>;
}

/** Ways in which a pack goes wrong; each gets a copy of a good pack in `folder`. */
const FAULTS = {
  'wrong-hash': ({ folder, manifest }) => {
    const file = path.join(folder, manifest.graphs.textToImage.variants[0].file);
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000);
    writeFileSync(file, bytes);
  },
  truncated: ({ folder, manifest }) => {
    const file = path.join(folder, manifest.graphs.imageToVideo.variants[0].file);
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  },
  'missing-file': ({ folder, manifest }) => {
    rmSync(path.join(folder, manifest.graphs.videoDecoder.variants[0].file));
  },
  'unknown-format': ({ manifest }) => {
    manifest.format = 'kinora-pack/9';
  },
  // Published wrong: size and hash fit, but it is no graph.
  'not-a-graph': ({ folder, manifest }) => {
    const [variant] = manifest.graphs.textToImage.variants;
    const bytes = Buffer.from('this is no graph');
    writeFileSync(path.join(folder, variant.file), bytes);
    variant.bytes = bytes.length;
    variant.sha256 = createHash('sha256').update(bytes).digest('hex');
  },
  'climbs-out': ({ manifest }) => {
    manifest.graphs.textToImage.variants[0].file = '../secret.onnx';
  },
} satisfies Record<string, (pack: { readonly folder: string; readonly manifest: LooseManifest }) => void>;

export type BrokenPack = keyof typeof FAULTS;

/** @returns the folder of each broken copy of the pack in `good` */
export function writeBrokenPacks(good: string, root: string): Record<BrokenPack, string> {
  const folders = Object.entries(FAULTS).map(([name, spoil]) => {
    const folder = path.join(root, name);
    cpSync(good, folder, { recursive: true });
    const manifest = JSON.parse(readFileSync(path.join(good, 'pack.json'), 'utf8')) as LooseManifest;
    spoil({ folder, manifest });
    writeFileSync(path.join(folder, 'pack.json'), JSON.stringify(manifest));
    return [name, folder];
  });
  return Object.fromEntries(folders) as Record<BrokenPack, string>;
}
