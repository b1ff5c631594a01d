import type { ImageToVideo, PackGraph, PackHalf, PackManifest, TextToImage } from '../../../contract/pack/manifest.js';
import { drawingHalf, movingHalf } from '../../../contract/pack/pack-parts.js';
import { BACKENDS } from '../../../contract/names.js';
import { MEMORY_STAGES, type MemoryStage } from '../../../contract/pack/memory-stages.js';
import { filesOfVariant } from '../../model-store/choose-variants.js';
import type { FileEntry } from '../../model-store/verify-file.js';
import type { PackFiles } from '../platform.js';

/**
 * One pack out of two: the first draws, the second moves. What passes between them is a picture.
 * @throws Failure `pack-draws-nothing` or `pack-moves-nothing`
 */
export function pairPacks(draw: PackFiles, move: PackFiles): PackFiles {
  const drawn = new Set(hashesOf(draw.manifest));
  const ownerOf = ({ sha256 }: FileEntry): PackFiles => (drawn.has(sha256) ? draw : move);
  const split = (entries: readonly FileEntry[]): readonly (readonly [PackFiles, readonly FileEntry[]])[] =>
    [draw, move].map((owner) => [owner, entries.filter((entry) => ownerOf(entry) === owner)] as const);
  return {
    manifest: pairManifests(draw.manifest, move.manifest),
    missingBytes: async (entries) => {
      const missing = await Promise.all(split(entries).map(([owner, own]) => owner.missingBytes(own)));
      return missing.reduce((sum, bytes) => sum + bytes, 0);
    },
    fetchAll: async (entries, signal, onBytes) => {
      let before = 0;
      for (const [owner, own] of split(entries)) {
        const start = before;
        await owner.fetchAll(own, signal, (received) => onBytes(start + received));
        before += own.reduce((sum, { bytes }) => sum + bytes, 0);
      }
    },
    read: (entry, ...rest) => ownerOf(entry).read(entry, ...rest),
    open: (entry, ...rest) => ownerOf(entry).open(entry, ...rest),
    readRows: (table, ...rest) => ownerOf(table).readRows(table, ...rest),
  };
}

export function pairManifests(draw: PackManifest, move: PackManifest): PackManifest {
  const [drawing, moving] = [drawingHalf(draw), movingHalf(move)];
  // The files about words belong to the pack that has the tokenizer for them.
  const reads = ({ textEncoders }: PackHalf): boolean => textEncoders.some(({ tokenizer }) => tokenizer.kind === 'words');
  const { words, nearWords } = reads(drawing) || !reads(moving) ? draw : move;
  return {
    format: draw.format,
    id: `${draw.id}+${move.id}`,
    version: `${draw.version}+${move.version}`,
    title: `${draw.title} + ${move.title}`,
    licence: {
      name: draw.licence.name === move.licence.name ? draw.licence.name : `${draw.licence.name}, ${move.licence.name}`,
      mustAccept: draw.licence.mustAccept || move.licence.mustAccept,
    },
    credits: [...draw.credits, ...move.credits],
    graphs: { ...renamed(draw, 'draw', graphsOfDrawing(drawing)), ...renamed(move, 'move', graphsOfMoving(moving)) },
    tables: { ...tablesAs('draw', draw, graphsOfDrawing(drawing)), ...tablesAs('move', move, graphsOfMoving(moving)) },
    textToImage: drawingAs('draw', drawing),
    imageToVideo: movingAs('move', moving),
    memory: pairMemory(draw, move),
    ...(draw.vocabulary && { vocabulary: draw.vocabulary }),
    ...(words && { words }),
    ...(nearWords && { nearWords }),
    metrics: {},
  };
}

const called = (prefix: string, graph: string): string => `${prefix}.${graph}`;

function renamed({ graphs }: PackManifest, prefix: string, names: readonly string[]): Record<string, PackGraph> {
  return Object.fromEntries(Object.entries(graphs).flatMap(([name, graph]) => (names.includes(name) ? [[called(prefix, name), givenRows(prefix, graph)]] : [])));
}

const givenRows = (prefix: string, { inputs, ...graph }: PackGraph): PackGraph => ({ ...graph, inputs: inputs.map((input) => tableAs(prefix, input)) });

const tableAs = <Rows extends { readonly table?: string | undefined }>(prefix: string, rows: Rows): Rows => (rows.table === undefined ? rows : { ...rows, table: called(prefix, rows.table) });

/** Those that `graphs` are given rows of, and that of places where they draw. */
function tablesAs(prefix: string, { tables, graphs: all, textToImage, imageToVideo }: PackManifest, graphs: readonly string[]): PackManifest['tables'] {
  const { prepare } = imageToVideo?.decoder ?? {};
  const prepared = prepare && graphs.includes(prepare.graph) ? prepare.tensors : [];
  const places = textToImage?.places && graphs.includes(textToImage.denoiser) ? [textToImage.places] : [];
  const used = new Set([...graphs.flatMap((graph) => all[graph]?.inputs ?? []), ...prepared, ...places].map(({ table }) => table));
  return Object.fromEntries(Object.entries(tables).flatMap(([name, table]) => (used.has(name) ? [[called(prefix, name), table]] : [])));
}

const graphsOfDrawing = ({ textEncoders, denoiser, decoder }: TextToImage): readonly string[] => [...textEncoders.map(({ graph }) => graph), denoiser, decoder.graph];

const graphsOfMoving = ({ textEncoders, denoiser, decoder, firstFrame }: ImageToVideo): readonly string[] => [
  ...textEncoders.map(({ graph }) => graph),
  ...[denoiser, firstFrame.graph, decoder.graph],
  ...(decoder.prepare ? [decoder.prepare.graph] : []),
];

function encodersAs(prefix: string, { textEncoders }: PackHalf): PackHalf['textEncoders'] {
  return textEncoders.map((entry) => ({ ...entry, graph: called(prefix, entry.graph) }));
}

function drawingAs(prefix: string, half: TextToImage): TextToImage {
  const { denoiser, decoder, places } = half;
  return {
    ...half,
    textEncoders: encodersAs(prefix, half),
    denoiser: called(prefix, denoiser),
    decoder: { ...decoder, graph: called(prefix, decoder.graph) },
    ...(places && { places: tableAs(prefix, places) }),
  };
}

function movingAs(prefix: string, half: ImageToVideo): ImageToVideo {
  const { denoiser, decoder, firstFrame } = half;
  const { prepare } = decoder;
  return {
    ...half,
    textEncoders: encodersAs(prefix, half),
    denoiser: called(prefix, denoiser),
    // Latents of another model mean nothing here.
    firstFrame: { ...firstFrame, graph: called(prefix, firstFrame.graph), sharesLatents: false },
    decoder: { ...decoder, graph: called(prefix, decoder.graph), ...(prepare && { prepare: { graph: called(prefix, prepare.graph), tensors: prepare.tensors.map((tensor) => tableAs(prefix, tensor)) } }) },
  };
}

/** What was measured of each stage, by the pack whose stage it is; of text, by both. */
function pairMemory(draw: PackManifest, move: PackManifest): PackManifest['memory'] {
  return Object.fromEntries(
    BACKENDS.map((backend) => {
      const [drawing, moving] = [draw.memory[backend] ?? {}, move.memory[backend] ?? {}];
      const bytesOf = (stage: MemoryStage): number | undefined => {
        if (stage !== 'text') return (stage === 'image' ? drawing : moving)[stage];
        return drawing.text === undefined || moving.text === undefined ? undefined : drawing.text + moving.text;
      };
      const known = MEMORY_STAGES.map((stage) => [stage, bytesOf(stage)] as const).filter(([, bytes]) => bytes !== undefined);
      return [backend, Object.fromEntries(known)];
    }),
  );
}

function hashesOf({ graphs, tables, textToImage, nearWords, words }: PackManifest): readonly string[] {
  const files = Object.values(graphs).flatMap(({ variants }) => variants.flatMap(filesOfVariant));
  const others = [...(textToImage?.textEncoders ?? []).map(({ tokenizer }) => tokenizer), ...(textToImage?.scheduler.negative ?? []), nearWords, words];
  const looked = Object.values(tables).flatMap((table) => [table, table.hashes]);
  return [...files, ...looked, ...others].flatMap((entry) => (entry ? [entry.sha256] : []));
}
