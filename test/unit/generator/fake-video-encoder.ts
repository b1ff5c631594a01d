import { vi } from 'vitest';

/** How an encoder in this test behaves, by its configuration; the default keeps its word. */
export interface Behaviour {
  readonly claims?: boolean | 'silent';
  /** Frames from this number on come out in threes, the last one first, as B-frames make it. */
  readonly reordersFrom?: number;
  /** From this frame on nothing comes out and nothing answers. */
  readonly silentFrom?: number;
  readonly failsFrom?: number;
  readonly description?: Uint8Array;
  readonly colorSpace?: VideoColorSpaceInit;
}

class FakeVideoFrame {
  static live = 0;
  readonly timestamp: number;
  readonly duration: number;
  readonly colorSpace: unknown;
  readonly data: Uint8Array;
  codedWidth = 8;

  constructor(data: Uint8Array, init: { readonly timestamp: number; readonly duration: number; readonly colorSpace: unknown }) {
    this.data = data;
    this.timestamp = init.timestamp;
    this.duration = init.duration;
    this.colorSpace = init.colorSpace;
    FakeVideoFrame.live++;
  }

  close(): void {
    this.codedWidth = 0;
    FakeVideoFrame.live--;
  }
}

interface Times {
  readonly timestamp: number;
  readonly duration: number;
}

/** An avcC record that is as it should be, with one parameter set of each kind. */
export const SOUND_AVCC = Uint8Array.of(1, 0x42, 0xc0, 0x1f, 0xff, 0xe1, 0, 5, 0x67, 0x42, 0xc0, 0x1f, 0xd9, 1, 0, 4, 0x68, 0xcb, 0x8c, 0xb2);

/**
 * Puts an encoder in the place of the browser's for one test.
 * @returns the configurations that were asked for, in order
 */
export function stubVideoEncoder(behaviourOf: (config: VideoEncoderConfig) => Behaviour): readonly VideoEncoderConfig[] {
  const asked: VideoEncoderConfig[] = [];

  class FakeVideoEncoder extends EventTarget {
    static isConfigSupported(config: VideoEncoderConfig): Promise<{ supported: boolean }> {
      asked.push(config);
      const { claims = true } = behaviourOf(config);
      return claims === 'silent' ? new Promise(() => undefined) : Promise.resolve({ supported: claims });
    }

    state: CodecState = 'unconfigured';
    encodeQueueSize = 0;
    readonly #init: VideoEncoderInit;
    #behaviour: Behaviour = {};
    #config: VideoEncoderConfig | null = null;
    #frames = 0;
    #given = 0;
    #held: (Times & { readonly key: boolean })[] = [];

    constructor(init: VideoEncoderInit) {
      super();
      this.#init = init;
    }

    configure(config: VideoEncoderConfig): void {
      this.#config = config;
      this.#behaviour = behaviourOf(config);
      this.state = 'configured';
    }

    encode(frame: FakeVideoFrame, { keyFrame }: { readonly keyFrame: boolean }): void {
      const { reordersFrom = Infinity, silentFrom = Infinity, failsFrom = Infinity } = this.#behaviour;
      const index = this.#frames++;
      if (index >= failsFrom) {
        this.state = 'closed';
        this.#init.error(new DOMException('The encoder is gone.', 'EncodingError'));
        return;
      }
      if (index >= silentFrom) {
        this.encodeQueueSize++;
        return;
      }
      const { timestamp, duration } = frame;
      this.#held.push({ key: keyFrame, timestamp, duration });
      if (index < reordersFrom || this.#held.length === 3) this.#release();
      this.dispatchEvent(new Event('dequeue'));
    }

    async flush(): Promise<void> {
      if (this.state === 'closed') throw new DOMException('It is closed.', 'InvalidStateError');
      if (this.encodeQueueSize > 0) await new Promise(() => undefined);
      this.#release();
    }

    close(): void {
      this.state = 'closed';
    }

    /** The key frame first, then the last of those that are held. */
    #release(): void {
      const [first, ...others] = this.#held.splice(0);
      for (const each of first ? [first, ...others.reverse()] : []) {
        const { description = SOUND_AVCC, colorSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } } = this.#behaviour;
        const data = Uint8Array.of(0, 0, 0, 2, each.key ? 0x65 : 0x41, this.#given);
        const chunk = { ...each, type: each.key ? 'key' : 'delta', byteLength: data.length, copyTo: (to: Uint8Array) => to.set(data) };
        const { codec = '', width, height } = this.#config ?? {};
        const decoderConfig = { codec, codedWidth: width, codedHeight: height, colorSpace, ...(codec.startsWith('avc1') ? { description } : {}) };
        this.#init.output(chunk as unknown as EncodedVideoChunk, (this.#given++ === 0 ? { decoderConfig } : {}) as EncodedVideoChunkMetadata);
      }
    }
  }

  vi.stubGlobal('VideoEncoder', FakeVideoEncoder);
  vi.stubGlobal('VideoFrame', FakeVideoFrame);
  return asked;
}
