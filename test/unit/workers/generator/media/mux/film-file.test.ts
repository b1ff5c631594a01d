import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { muxFilm } from '../../../../../../workers/generator/media/mux/mux-film.js';
import { SegmentMuxer } from '../../../../../../workers/generator/media/mux/segment-muxer.js';
import { readChunks, writeChunks } from '../../../../../../workers/generator/checkpoints/chunk-log.js';
import { memoryFolders } from '../../../../../../workers/generator/checkpoints/memory-job-folders.js';
import { decodeRecord, encodeRecord } from '../../../../../../workers/generator/checkpoints/record-codec.js';
import { AtomicRecord, readRecords } from '../../../../../../workers/generator/checkpoints/atomic-record.js';
import { fakeVideo } from '../../../../../fixtures/worker/fake-clip.js';
import type { EncodedChunk } from '../../../../../../workers/generator/media/encoded-chunk.js';

const openFile = async () => (await memoryFolders().create('film')).open('file');

/** Frames of a film in windows of 16: each begins with a key frame. */
function chunksOf(frames: number, fps: number): EncodedChunk[] {
  const time = (index: number): number => Math.round((index * 1e6) / fps);
  return Array.from({ length: frames }, (_, i) => ({
    key: i % 16 === 0,
    timestamp: time(i),
    duration: time(i + 1) - time(i),
    data: Uint8Array.from({ length: 20 + (i % 7) }, (__, k) => (i * 31 + k) % 256),
  }));
}

/** Types of the boxes at the top of a file, in order. */
function boxes(bytes: Uint8Array<ArrayBuffer>): string[] {
  const view = new DataView(bytes.buffer);
  const types: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
    const size = view.getUint32(at);
    at += size === 1 ? Number(view.getBigUint64(at + 8)) : size;
  }
  return types;
}

/** What another library reads out of a file. */
async function packetsOf(bytes: Uint8Array<ArrayBuffer>) {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(new Blob([bytes])) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('There is no video track.');
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}

describe.each([12, 23.976])('a film at %f frames a second', (fps) => {
  const video = { ...fakeVideo(), fps };
  const chunks = chunksOf(50, fps);

  async function expectSameFrames(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const packets = await packetsOf(bytes);
    expect(packets.map(({ data }) => [...data])).toEqual(chunks.map(({ data }) => [...data]));
    expect(packets.map(({ type }) => type === 'key')).toEqual(chunks.map(({ key }) => key));
    packets.forEach(({ timestamp }, i) => expect(Math.abs(timestamp - i / fps)).toBeLessThan(0.0005));
  }

  test('is one file with its index in front, and what is put behind it', async () => {
    const file = await openFile();
    muxFilm(video, chunks, chunks.length, file, Uint8Array.of(0, 0, 0, 8, 117, 117, 105, 100));
    const bytes = file.read(0, file.size());
    expect(boxes(bytes)).toEqual(['ftyp', 'moov', 'free', 'mdat', 'uuid']);
    await expectSameFrames(bytes);
  });

  test('is pieces for a player with the same frames at the same times', async () => {
    const writer = new SegmentMuxer();
    const pieces = [0, 16, 32, 48].map((start) => {
      const [first, ...others] = chunks.slice(start, start + 16);
      return writer.mux(video, [first!, ...others]);
    });
    expect(new Set(pieces.map(({ mimeType }) => mimeType))).toEqual(new Set(['video/mp4; codecs="vp09.00.31.08"']));
    expect(pieces.map(({ bytes }) => boxes(new Uint8Array(bytes)))).toEqual([['ftyp', 'moov', 'moof', 'mdat'], ...Array<string[]>(3).fill(['moof', 'mdat'])]);
    await expectSameFrames(new Uint8Array(await new Blob(pieces.map(({ bytes }) => bytes)).arrayBuffer()));
  });

  test('that begins again after its first piece begins with what a new player needs', async () => {
    const [first, ...others] = chunks;
    const muxer = new SegmentMuxer();
    muxer.mux(video, [first!, ...others.slice(0, 4)]);
    const again = new Uint8Array(muxer.mux(video, [first!, ...others.slice(0, 15)]).bytes);
    expect(boxes(again)).toEqual(['ftyp', 'moov', 'moof', 'mdat']);
    expect(await packetsOf(again)).toHaveLength(16);
  });

  test('has times of its own in each piece, that meet at the seams', async () => {
    const muxer = new SegmentMuxer();
    const pieces = [0, 16, 32].map((start) => {
      const [first, ...others] = chunks.slice(start, start + 16);
      return muxer.mux(video, [first!, ...others]).bytes;
    });
    const packets = await packetsOf(new Uint8Array(await new Blob(pieces).arrayBuffer()));
    packets.slice(1).forEach(({ timestamp }, i) => expect(packets[i]!.timestamp + packets[i]!.duration).toBeCloseTo(timestamp, 6));
  });
});

test('encoded frames come back from the log as they went in, up to where it counts', async () => {
  const file = await openFile();
  const chunks = chunksOf(20, 12);
  const middle = writeChunks(file, 0, chunks.slice(0, 16));
  writeChunks(file, middle, chunksOf(9, 5));
  // Windows that were not kept are written over.
  const end = writeChunks(file, middle, chunks.slice(16));
  expect([...readChunks(file, end)]).toEqual(chunks);
  expect([...readChunks(file, middle)]).toEqual(chunks.slice(0, 16));
});

test('a record comes back as it went in, without the rest of the buffers of its arrays', () => {
  const batch = Float32Array.from({ length: 1000 }, (_, i) => i / 7);
  const record = {
    name: 'état',
    nothing: null,
    window: 3,
    context: [batch.subarray(3, 8), batch.subarray(990)],
    decoder: { previous: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(Number.NaN, -0) } },
    tokens: Int32Array.of(-5, 7),
    digest: Uint8Array.of(1, 2, 255),
    empty: new Float32Array(0),
  };
  const bytes = encodeRecord(record);
  expect(bytes.length).toBeLessThan(900);
  expect(decodeRecord(bytes)).toEqual(record);
  expect(() => encodeRecord({ wide: new Float64Array(2) })).toThrow(/cannot be written down/);
});

describe('a record in two slots', () => {
  test('is the newest that is whole', async () => {
    const files = [await openFile(), await openFile()] as const;
    const newest = async () => {
      const [slot] = await readRecords(files.map((file) => file.read(0, file.size())));
      return slot ? { number: slot.number, text: new TextDecoder().decode(slot.record) } : null;
    };
    const write = (slots: AtomicRecord, text: string) => slots.write(new TextEncoder().encode(text));
    expect(await newest()).toBeNull();
    const slots = new AtomicRecord(files, 0);
    await write(slots, 'a long first record');
    await write(slots, 'second');
    await write(slots, 'third');
    expect(await newest()).toEqual({ number: 3, text: 'third' });
    files[1].write(50, Uint8Array.of(0));
    files[1].write(46, Uint8Array.of(0));
    expect(await newest()).toEqual({ number: 2, text: 'second' });
    await write(new AtomicRecord(files, 2), 'third again');
    expect(await newest()).toEqual({ number: 3, text: 'third again' });
  });
});
