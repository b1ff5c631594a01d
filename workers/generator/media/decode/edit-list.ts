/** A stretch of a track as a player shows it. Times are in seconds. */
export interface Edit {
  /** Zero in the last one means: to the end. */
  readonly duration: number;
  /** Of the track's own time, where it begins; null where nothing is shown. */
  readonly mediaTime: number | null;
  /** 0 holds one picture. */
  readonly rate: number;
}

interface Box {
  readonly type: string;
  /** Of what it holds. */
  readonly start: number;
  readonly end: number;
}

/** Far above what cameras and editors write. */
const MOST_EDITS = 10_000;
const MOST_BOXES = 10_000;

/**
 * The edit list of a track in an MP4 or QuickTime file; null where it has none. A demuxer gives all samples of a track,
 * also those that the owner cut away: a cut "without loss" only moves the borders in this list.
 */
export async function readEditList(file: Blob, trackId: number): Promise<readonly Edit[] | null> {
  try {
    const movie = await find(file, { type: '', start: 0, end: file.size }, 'moov');
    const movieHeader = movie && (await find(file, movie, 'mvhd'));
    if (!movie || !movieHeader) return null;
    const movieScale = await timescale(file, movieHeader);
    for await (const track of boxes(file, movie)) {
      if (track.type !== 'trak') continue;
      const header = await find(file, track, 'tkhd');
      if (!header || (await idOf(file, header)) !== trackId) continue;
      const edits = await find(file, track, 'edts', 'elst');
      const mediaHeader = await find(file, track, 'mdia', 'mdhd');
      if (!edits || !mediaHeader) return null;
      return parseEdits(await read(file, edits), movieScale, await timescale(file, mediaHeader));
    }
  } catch (error) {
    // A DataView throws RangeError past its end: the box is cut short.
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}

function parseEdits(view: DataView, movieScale: number, mediaScale: number): readonly Edit[] | null {
  const long = view.getUint8(0) === 1;
  const count = view.getUint32(4);
  if (count === 0 || count > MOST_EDITS || movieScale === 0 || mediaScale === 0) return null;
  const [entry, field] = long ? [20, 8] : [12, 4];
  return Array.from({ length: count }, (_, i) => {
    const at = 8 + i * entry;
    const duration = long ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const mediaTime = long ? Number(view.getBigInt64(at + field)) : view.getInt32(at + field);
    // 16.16 fixed point.
    const rate = view.getInt32(at + 2 * field) / 65_536;
    return { duration: duration / movieScale, mediaTime: mediaTime < 0 ? null : mediaTime / mediaScale, rate };
  });
}

/** Of an `mvhd` or `mdhd` box: units a second. */
async function timescale(file: Blob, box: Box): Promise<number> {
  const view = await read(file, box);
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12);
}

async function idOf(file: Blob, trackHeader: Box): Promise<number> {
  const view = await read(file, trackHeader);
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12);
}

async function read(file: Blob, { start, end }: Box): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

async function find(file: Blob, within: Box, ...path: readonly string[]): Promise<Box | null> {
  const [type, ...rest] = path;
  for await (const box of boxes(file, within)) {
    if (box.type === type) return rest.length === 0 ? box : find(file, box, ...rest);
  }
  return null;
}

/** The boxes inside one, read by their headers. */
async function* boxes(file: Blob, { start, end }: Box): AsyncGenerator<Box, void, undefined> {
  for (let at = start, count = 0; at + 8 <= end && count < MOST_BOXES; count++) {
    const view = new DataView(await file.slice(at, Math.min(at + 16, end)).arrayBuffer());
    const short = view.getUint32(0);
    const type = String.fromCharCode(view.getUint8(4), view.getUint8(5), view.getUint8(6), view.getUint8(7));
    const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? end - at : short;
    if (size < 8) return;
    yield { type, start: at + (short === 1 ? 16 : 8), end: Math.min(at + size, end) };
    at += size;
  }
}
