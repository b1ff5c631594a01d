import type { VideoCodecName } from '../../../../contract/generator.js';
import { Failure } from '../../../../contract/errors/failure.js';
import type { ChosenCodec } from './frame-encoder.js';
import { probeEncoder, type Verdict } from './probe-encoder.js';
import { SILENT, unlessSilent } from './unless-silent.js';

/** In order of how many players take them. */
const CODEC_ORDER: readonly VideoCodecName[] = ['h264', 'vp9', 'av1'];

/**
 * Profiles to try, best first. Levels allow 1280x720 at 30 frames a second, or 1920x1088 for the second of a pair.
 * H.264: High, Main and Constrained Baseline. VP9 profile 0 and AV1 Main, 8 bits.
 */
const CODEC_STRINGS: Record<VideoCodecName, readonly string[]> = {
  h264: ['avc1.64001f', 'avc1.640028', 'avc1.4d001f', 'avc1.42e01f', 'avc1.42e028'],
  vp9: ['vp09.00.31.08', 'vp09.00.41.08'],
  av1: ['av01.0.05M.08', 'av01.0.08M.08'],
};

export interface EncodedSize {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What was found out in this worker, by codec and size. */
const knownConfigs = new Map<string, Promise<VideoEncoderConfig | null>>();
/** Profiles that are not tried again: their encoder is silent, or puts frames out of order, which no level of theirs mends. */
const rejectedProfiles = new Set<string>();

/**
 * The first codec that truly encodes frames of this size here, `preferred` before all others.
 * @throws Failure `no-codec-at-size`
 */
export async function chooseCodec(size: EncodedSize, preferred?: VideoCodecName): Promise<ChosenCodec> {
  const order = preferred ? [preferred, ...CODEC_ORDER.filter((name) => name !== preferred)] : CODEC_ORDER;
  for (const name of order) {
    const config = await findConfig(name, size);
    if (config) return { name, config };
  }
  throw Failure.because('no-codec-at-size', { width: size.width, height: size.height });
}

/** All codecs that can be encoded at this size. */
export async function listCodecs(size: EncodedSize): Promise<readonly VideoCodecName[]> {
  const configs = await Promise.all(CODEC_ORDER.map((name) => findConfig(name, size)));
  return CODEC_ORDER.filter((_, i) => configs[i] !== null);
}

/** `name` as it can be encoded here at this size, or null. */
export async function findCodec(name: VideoCodecName, size: EncodedSize): Promise<ChosenCodec | null> {
  const config = await findConfig(name, size);
  return config && { name, config };
}

/**
 * Takes note of how an encoder ended that a probe found sound.
 * @param begun whether the stream that it did not keep to was its own
 */
export function recordEncoderFailure({ config }: ChosenCodec, error: unknown, begun: boolean): void {
  if (error instanceof Failure && error.error.code === 'encoder-changed') {
    if (!begun) return;
    rejectedProfiles.add(profileOf(config));
  }
  // Also of one that broke or fell silent: whether it still is sound is found out when it is asked for again.
  knownConfigs.clear();
}

function findConfig(name: VideoCodecName, size: EncodedSize): Promise<VideoEncoderConfig | null> {
  const key = `${name} ${size.width}x${size.height} ${size.fps}`;
  const known = knownConfigs.get(key);
  if (known) return known;
  const search = searchConfig(name, size);
  knownConfigs.set(key, search);
  return search;
}

/** The first configuration of `name` that encodes frames as it should; else one that does and labels them wrongly. */
async function searchConfig(name: VideoCodecName, size: EncodedSize): Promise<VideoEncoderConfig | null> {
  if (typeof VideoEncoder === 'undefined') return null;
  let mislabelled: VideoEncoderConfig | null = null;
  for (const codec of CODEC_STRINGS[name]) {
    const plain = configFor(name, codec, size);
    for (const config of [{ ...plain, contentHint: CONTENT_HINT }, plain]) {
      if (rejectedProfiles.has(profileOf(config))) continue;
      const verdict = await judge({ name, config }, size.fps);
      if (verdict === 'sound') return config;
      if (verdict === 'mislabelled') mislabelled ??= config;
      if (verdict === 'hopeless') rejectedProfiles.add(profileOf(config));
    }
  }
  return mislabelled;
}

async function judge(codec: ChosenCodec, fps: number): Promise<Verdict> {
  try {
    const claim = await unlessSilent(VideoEncoder.isConfigSupported(codec.config), CLAIM_PATIENCE_SECONDS);
    if (claim === SILENT) return 'hopeless';
    return claim.supported === true ? await probeEncoder(codec, fps) : 'unfit';
  } catch {
    return 'unfit';
  }
}

/** "avc1.64" of "avc1.64001f". */
function profileOf({ codec }: VideoEncoderConfig): string {
  return codec.slice(0, 7);
}

const CLAIM_PATIENCE_SECONDS = 10;

/**
 * Without it Chromium's software H.264 takes small changes for camera noise and skips them: a drawn film lost a little
 * more in each frame, from 37 dB to 30 dB within two seconds at any bitrate. With it the film keeps 35 dB.
 */
const CONTENT_HINT = 'detail';

/** Small frames need more bits a pixel than large ones before their edges show no blocks. */
const BITS_PER_PIXEL = 0.9;
const MIN_BITRATE = 600_000;
const MAX_BITRATE = 16_000_000;

function configFor(name: VideoCodecName, codec: string, { width, height, fps }: EncodedSize): VideoEncoderConfig {
  return {
    codec,
    width,
    height,
    framerate: fps,
    bitrate: Math.round(Math.min(Math.max(width * height * fps * BITS_PER_PIXEL, MIN_BITRATE), MAX_BITRATE)),
    bitrateMode: 'variable',
    latencyMode: 'quality',
    hardwareAcceleration: 'no-preference',
    // MP4 wants length-prefixed units and the parameter sets apart.
    ...(name === 'h264' ? { avc: { format: 'avc' } } : {}),
  };
}
