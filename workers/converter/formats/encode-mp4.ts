import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { Failure } from '../../../contract/errors/failure.js';
import type { VideoCodecName } from '../../../contract/names.js';
import { findCodec, recordEncoderFailure } from '../../generator/media/encode/choose-codec.js';
import { FrameEncoder, type ChosenCodec, type EncodedFrames } from '../../generator/media/encode/frame-encoder.js';
import type { ConversionWatch } from '../convert.js';
import { recoloured } from '../film/film-colours.js';
import type { FilmReader } from '../film/film-reader.js';
import type { Colour } from '../film/flatten.js';
import { FrameCanvas } from '../film/frame-canvas.js';

/** Mediabunny's names of our codecs. */
const CODECS = { h264: 'avc', vp9: 'vp9', av1: 'av1' } as const satisfies Record<VideoCodecName, string>;
const CODEC_TITLES = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' } as const satisfies Record<VideoCodecName, string>;

const SECONDS_PER_KEY_FRAME = 2;
const MICROSECONDS = 1_000_000;

/**
 * The film once more in another codec, encoded as films are.
 *
 * @param background behind a transparent film
 * @throws Failure of the film, of the codec or of its encoder
 */
export async function encodeMp4(reader: FilmReader, codec: VideoCodecName, background: Colour, watch: ConversionWatch): Promise<Blob> {
  for (;;) {
    const chosen = await findCodec(codec, { width: reader.width, height: reader.height, fps: reader.rate });
    if (!chosen) throw Failure.because('codec-not-encodable', { codec: CODEC_TITLES[codec] });
    try {
      return await mux(await encode(reader, chosen, background, watch), reader);
    } catch (thrown) {
      recordEncoderFailure(chosen, thrown, true);
      // The encoder that did not keep to its stream is not chosen again.
      if (!(thrown instanceof Failure && thrown.error.code === 'encoder-changed')) throw thrown;
    }
  }
}

async function encode(reader: FilmReader, chosen: ChosenCodec, background: Colour, { signal, progress }: ConversionWatch): Promise<EncodedFrames> {
  const encoder = new FrameEncoder(chosen, reader.rate);
  const canvas = new FrameCanvas(reader, { size: reader, readsPixels: true });
  const framesPerKey = Math.round(SECONDS_PER_KEY_FRAME * reader.rate);
  try {
    let done = 0;
    for await (const { sample } of reader.frames(signal)) {
      const frame = await recoloured(sample, canvas, reader.transparent ? background : null);
      try {
        await encoder.ready();
        encoder.encode(frame, done % framesPerKey === 0);
      } finally {
        frame.close();
      }
      progress(++done, reader.frameCount);
    }
    return await encoder.flush();
  } finally {
    encoder.close();
  }
}

async function mux({ chunks, video }: EncodedFrames, { rate }: FilmReader): Promise<Blob> {
  const { name, codec, description, colorSpace, width, height } = video;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new EncodedVideoPacketSource(CODECS[name]);
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  const decoderConfig = { codec, colorSpace, codedWidth: width, codedHeight: height, ...(description.length === 0 ? {} : { description }) };
  for (const { data, key, timestamp, duration } of chunks) {
    const packet = new EncodedPacket(data, key ? 'key' : 'delta', timestamp / MICROSECONDS, duration / MICROSECONDS);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('The muxer gave no bytes.');
  return new Blob([target.buffer], { type: 'video/mp4' });
}
