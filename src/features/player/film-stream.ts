import { findMediaSource } from '../../platform/media-source.js';
import type { SegmentReceiver } from './segment-channel.js';

/** What the player's surroundings want to know. */
export interface StreamListener {
  /** There is a picture to show. */
  readonly onPlayable: () => void;
  /** The player has caught up with the making, or goes on again. */
  readonly onWaiting: (waiting: boolean) => void;
  /** This browser cannot play the pieces; what it has been given is of no use. */
  readonly onTrouble: () => void;
}

/** How much must lie ahead before a player that has caught up goes on, in seconds: else it would stutter. */
const AHEAD_SECONDS = 1;
/** What may be thrown away when the browser's buffer is full: what was seen this many seconds ago. */
const KEPT_BEHIND_SECONDS = 10;

/** Plays the pieces of a growing film in a video element, through Media Source Extensions. */
export class FilmStream implements SegmentReceiver {
  readonly #video: HTMLVideoElement;
  readonly #listener: StreamListener;
  /** Length that the film will have, in seconds; the finished one may differ by less than a frame. */
  readonly #seconds: number;
  readonly #plays: boolean;
  readonly #queue: ArrayBuffer[] = [];
  #source: MediaSource | null = null;
  #buffer: SourceBuffer | null = null;
  #url: string | null = null;
  #held = false;
  #ended = false;
  #closed = false;

  /** `plays`: begin by itself as soon as there is something to play. */
  constructor(video: HTMLVideoElement, seconds: number, plays: boolean, listener: StreamListener) {
    this.#video = video;
    this.#seconds = seconds;
    this.#plays = plays;
    this.#listener = listener;
    video.addEventListener('waiting', this.#hold);
    video.addEventListener('seeked', this.#goOn);
    video.addEventListener('loadeddata', this.#begin, { once: true });
  }

  readonly onSegment = (mimeType: string, bytes: ArrayBuffer): void => {
    if (this.#closed) return;
    this.#queue.push(bytes);
    if (this.#source === null) this.#open(mimeType);
    else this.#pump();
  };

  readonly onEnd = (): void => {
    this.#ended = true;
    this.#pump();
  };

  /** Lets go of the element and of all bytes. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.length = 0;
    this.#video.removeEventListener('waiting', this.#hold);
    this.#video.removeEventListener('seeked', this.#goOn);
    this.#video.removeEventListener('loadeddata', this.#begin);
    this.#video.removeAttribute('src');
    this.#video.load();
    if (this.#url !== null) URL.revokeObjectURL(this.#url);
  }

  #open(mimeType: string): void {
    const { kind, Source } = findMediaSource();
    if (Source === null || !Source.isTypeSupported(mimeType)) {
      this.#giveUp();
      return;
    }
    const source = new Source();
    this.#source = source;
    // ManagedMediaSource opens only where playback on another screen (AirPlay) is turned off.
    if (kind === 'managed') this.#video.disableRemotePlayback = true;
    source.addEventListener('sourceopen', () => this.#attach(source, mimeType), { once: true });
    this.#url = URL.createObjectURL(source);
    this.#video.src = this.#url;
  }

  #attach(source: MediaSource, mimeType: string): void {
    if (this.#closed || source.readyState !== 'open') return;
    try {
      this.#buffer = source.addSourceBuffer(mimeType);
      source.duration = this.#seconds;
    } catch {
      this.#giveUp();
      return;
    }
    this.#buffer.addEventListener('updateend', () => {
      this.#goOn();
      this.#pump();
    });
    this.#buffer.addEventListener('error', () => this.#giveUp());
    this.#pump();
  }

  #pump(): void {
    const [source, buffer] = [this.#source, this.#buffer];
    if (this.#closed || source === null || buffer === null || buffer.updating || source.readyState !== 'open') return;
    const [bytes] = this.#queue;
    if (bytes === undefined) {
      if (this.#ended) source.endOfStream();
      return;
    }
    try {
      buffer.appendBuffer(bytes);
      this.#queue.shift();
    } catch (thrown) {
      const until = this.#video.currentTime - KEPT_BEHIND_SECONDS;
      if (thrown instanceof DOMException && thrown.name === 'QuotaExceededError' && until > 0) buffer.remove(0, until);
      else this.#giveUp();
    }
  }

  readonly #begin = (): void => {
    this.#listener.onPlayable();
    if (this.#plays) this.#play();
  };

  readonly #hold = (): void => {
    if (this.#held || this.#ended) return;
    this.#held = true;
    this.#video.pause();
    this.#listener.onWaiting(true);
  };

  readonly #goOn = (): void => {
    const { buffered, currentTime } = this.#video;
    if (buffered.length === 0) return;
    // The segments of a recovered film may start in its middle.
    if (buffered.start(0) > currentTime) this.#video.currentTime = buffered.start(0);
    const ahead = buffered.end(buffered.length - 1) - this.#video.currentTime;
    if (!this.#held || (ahead < AHEAD_SECONDS && !this.#ended)) return;
    this.#held = false;
    this.#listener.onWaiting(false);
    this.#play();
  };

  /** A play that is cut short rejects; that is no trouble. */
  #play(): void {
    this.#video.play().catch(() => undefined);
  }

  #giveUp(): void {
    if (this.#closed) return;
    this.close();
    this.#listener.onTrouble();
  }
}
