import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Output, WebMOutputFormat } from 'mediabunny';
import { Failure } from '../../../contract/errors/failure.js';
import { findCodec, recordEncoderFailure } from '../../generator/media/encode/choose-codec.js';
import { FrameEncoder, type ChosenCodec, type EncodedFrames } from '../../generator/media/encode/frame-encoder.js';
import { i420Frame, toI420 } from '../../generator/media/encode/i420-frame.js';
import type { Rgba, Size, TimedPicture } from '../film/picture.js';

const MICROSECONDS = 1_000_000;
const SECONDS_PER_KEY_FRAME = 2;
/** Alpha is mostly flat, and its edges are what the eye sees of a picture. */
const ALPHA_SHARE = 0.3;
const NO_COLOUR = 128;

export interface WebmOptions {
  /** Pictures a second, about. */
  readonly rate: number;
  readonly transparent: boolean;
  /** Bits a second of all together; as films have it when absent. */
  readonly bitrate?: number;
}

/**
 * A WebM film in VP9. Browsers encode no alpha, so it is a second film in gray whose frames lie beside those of the first,
 * as WebM has it (webmproject.org/docs/container, "BlockAdditions").
 *
 * @param pictures gives all pictures from the first on, each time that it is called
 * @throws Failure of the encoder, or what `pictures` throws
 */
export async function encodeWebm(pictures: () => AsyncIterable<TimedPicture>, size: Size, options: WebmOptions): Promise<Blob> {
  for (;;) {
    const chosen = await findCodec('vp9', { ...size, fps: options.rate });
    if (!chosen) throw Failure.because('codec-not-encodable', { codec: 'VP9' });
    try {
      const colours = await encode(pictures(), size, chosen, options, colourPlanes, (frame) => frame % Math.round(SECONDS_PER_KEY_FRAME * options.rate) === 0);
      // A frame of alpha has to stand alone wherever the one of colours does.
      const alpha = options.transparent ? await encode(pictures(), size, chosen, options, alphaPlanes, (frame) => colours.chunks[frame]?.key === true) : null;
      return await mux(colours, alpha, options);
    } catch (thrown) {
      recordEncoderFailure(chosen, thrown, true);
      if (!(thrown instanceof Failure && thrown.error.code === 'encoder-changed')) throw thrown;
    }
  }
}

type ToPlanes = (rgba: Rgba, size: Size) => Uint8Array<ArrayBuffer>;

const colourPlanes: ToPlanes = (rgba, { width, height }) => toI420(rgba, width, height);

/** Alpha takes all codes of luma: players do not convert it. */
const alphaPlanes: ToPlanes = (rgba, { width, height }) => {
  const planes = new Uint8Array(width * height + 2 * ((width + 1) >> 1) * ((height + 1) >> 1)).fill(NO_COLOUR, width * height);
  for (let pixel = 0; pixel < width * height; pixel++) planes[pixel] = rgba[4 * pixel + 3] ?? 0;
  return planes;
};

async function encode(
  pictures: AsyncIterable<TimedPicture>,
  size: Size,
  chosen: ChosenCodec,
  { rate, bitrate, transparent }: WebmOptions,
  toPlanes: ToPlanes,
  isKey: (frame: number) => boolean,
): Promise<EncodedFrames> {
  const share = toPlanes === alphaPlanes ? ALPHA_SHARE : transparent ? 1 - ALPHA_SHARE : 1;
  const config = bitrate === undefined ? chosen.config : { ...chosen.config, bitrate: Math.round(bitrate * share) };
  const encoder = new FrameEncoder({ ...chosen, config }, rate);
  try {
    let done = 0;
    for await (const { rgba, time, duration } of pictures) {
      const times = { timestamp: Math.round(time * MICROSECONDS), duration: Math.round(duration * MICROSECONDS) };
      const frame = i420Frame(toPlanes(rgba, size), size.width, size.height, times);
      try {
        await encoder.ready();
        encoder.encode(frame, isKey(done++));
      } finally {
        frame.close();
      }
    }
    return await encoder.flush();
  } finally {
    encoder.close();
  }
}

async function mux({ chunks, video }: EncodedFrames, alpha: EncodedFrames | null, { transparent }: WebmOptions): Promise<Blob> {
  const { codec, colorSpace, width, height } = video;
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source, { canBeTransparent: transparent });
  await output.start();
  const decoderConfig = { codec, colorSpace, codedWidth: width, codedHeight: height };
  for (const [i, { data, key, timestamp, duration }] of chunks.entries()) {
    const beside = alpha?.chunks[i];
    const sideData = beside === undefined ? {} : { alpha: beside.data };
    const packet = new EncodedPacket(data, key ? 'key' : 'delta', timestamp / MICROSECONDS, duration / MICROSECONDS, i, undefined, sideData);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
  if (target.buffer === null) throw new Error('The muxer gave no bytes.');
  return new Blob([target.buffer], { type: 'video/webm' });
}
