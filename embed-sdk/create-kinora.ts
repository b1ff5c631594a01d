/** `embed.js`: what a host page loads. Its types, with all that can be said about them, are in public/embed.d.ts. */
import type { ConnectMessage, HostMessage } from '../contract/embed.js';
import type { Clip, GenerateOptions, GenerateRequest, Kinora, KinoraEvents, KinoraOptions } from '../public/embed.js';
import { DESTROYED, HostError, RESTARTED } from './host-error.js';
import { makeFrame, schemeOf, type FrameElement } from './frame-element.js';
import { PROTOCOL, parseFrameMessage, type ParsedFrameMessage } from './frame-messages.js';
import { EventEmitter } from './event-emitter.js';

/** A page that has loaded answers at once; a busy machine is given more. Milliseconds. */
const ANSWER_MS = 20_000;
/** Until the page has loaded. Milliseconds. */
const LOAD_MS = 60_000;

/** What the host says, without the protocol's name. A request is checked by the frame, which knows the rules. */
type Saying =
  | Exclude<HostMessage, { type: 'generate' }> extends infer M
  ? M extends HostMessage
    ? Omit<M, 'protocol'>
    : never
  : never;

interface Pending {
  readonly resolve: (clip: Clip) => void;
  readonly reject: (reason: unknown) => void;
}

class FramedKinora implements Kinora {
  readonly frame: HTMLIFrameElement;
  readonly #made: FrameElement;
  readonly #hidden: boolean;
  readonly #listeners = new EventEmitter();
  readonly #pending = new Map<number, Pending>();
  #port: MessagePort | null = null;
  #jobs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #destroyed = false;
  /** Why nothing can be asked for now; a frame that comes back mends it. */
  #broken: HostError | null = null;
  /** Settles `ready`; each load of the frame after the first is a restart. */
  #opened: { readonly resolve: () => void; readonly reject: (reason: HostError) => void } | null = null;
  readonly ready: Promise<void>;

  constructor(element: HTMLElement, options: KinoraOptions) {
    this.#made = makeFrame(element, options);
    this.#hidden = options.ui === 'none';
    this.frame = this.#made.iframe;
    this.ready = new Promise((resolve, reject) => {
      this.#opened = { resolve, reject };
    });
    this.frame.addEventListener('load', this.#onLoad);
    this.#giveUpAfter(LOAD_MS);
    element.append(this.frame);
  }

  readonly generate = (request: GenerateRequest, { signal }: GenerateOptions = {}): Promise<Clip> => {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    // For hosts that are not on the list, Kinora makes films only while its frame is visible.
    if (!this.#hidden) bringIntoView(this.frame);
    const id = ++this.#jobs;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#pending.delete(id);
        this.#post({ type: 'cancel', id });
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', abort, { once: true });
      const over = (): void => signal?.removeEventListener('abort', abort);
      this.#pending.set(id, {
        resolve: (clip) => {
          over();
          resolve(clip);
        },
        reject: (reason) => {
          over();
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        },
      });
      try {
        this.#port?.postMessage({ protocol: PROTOCOL, type: 'generate', id, request });
      } catch (error) {
        // Something in the request, such as a function, cannot be sent.
        this.#take(id)?.reject(error);
      }
    });
  };

  readonly on = <Name extends keyof KinoraEvents>(name: Name, callback: (data: KinoraEvents[Name]) => void): (() => void) => {
    if (this.#destroyed) return () => undefined;
    const remove = this.#listeners.on(name, callback);
    if (name === 'preview') this.#postPreviews();
    return () => {
      remove();
      if (name === 'preview') this.#postPreviews();
    };
  };

  readonly setTheme = (theme: 'auto' | 'light' | 'dark'): void => {
    this.frame.style.colorScheme = schemeOf(theme);
    this.#post({ type: 'theme', theme });
  };

  readonly focus = (): void => {
    if (this.#hidden) return;
    this.frame.focus();
    this.#post({ type: 'focus' });
  };

  readonly destroy = (): void => {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#broken = new HostError(DESTROYED);
    clearTimeout(this.#timer);
    this.frame.removeEventListener('load', this.#onLoad);
    this.#port?.close();
    this.#port = null;
    this.frame.remove();
    this.#listeners.clear();
    this.#fail(this.#broken);
  };

  /** Gives the page in the frame its end of a new channel, addressed so that a page of another origin gets nothing. */
  readonly #onLoad = (): void => {
    this.#port?.close();
    this.#rejectAll(new HostError(RESTARTED));
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event: MessageEvent) => this.#receive(parseFrameMessage(event.data));
    this.#giveUpAfter(ANSWER_MS);
    this.frame.contentWindow?.postMessage({ protocol: PROTOCOL, type: 'connect' } satisfies ConnectMessage, this.#made.origin, [port2]);
  };

  #receive(told: ParsedFrameMessage | null): void {
    switch (told?.type) {
      case 'ready':
        clearTimeout(this.#timer);
        this.#broken = null;
        this.#postPreviews();
        if (this.#opened === null) this.#listeners.emit('restart', {});
        this.#opened?.resolve();
        this.#opened = null;
        break;
      case 'refused':
        this.#fail(new HostError(told.error));
        break;
      case 'height':
        this.#made.wishHeight(told.height);
        this.#listeners.emit('resize', { height: told.height });
        break;
      case 'event': {
        const { name, data } = told.event;
        if (this.#pending.has(data.job)) this.#listeners.emit(name, data);
        else if ('frame' in data) data.frame.close();
        break;
      }
      case 'done':
        this.#take(told.id)?.resolve({ blob: told.blob, metadata: told.metadata });
        break;
      case 'failed':
        this.#take(told.id)?.reject(new HostError(told.error));
        break;
      case undefined:
        break;
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #rejectAll(reason: HostError): void {
    for (const id of [...this.#pending.keys()]) this.#take(id)?.reject(reason);
  }

  #giveUpAfter(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#fail(
        new HostError({
          code: 'not-reached',
          reason: 'not-reached',
          message: `No Kinora answered at ${this.#made.origin}.`,
          remedy: "Check the address, and that your page's Content-Security-Policy allows it under frame-src.",
        }),
      );
    }, ms);
  }

  #fail(failure: HostError): void {
    clearTimeout(this.#timer);
    this.#broken = failure;
    this.#opened?.reject(failure);
    this.#opened = null;
    this.#rejectAll(failure);
  }

  #postPreviews(): void {
    this.#post({ type: 'previews', wanted: this.#listeners.has('preview') });
  }

  #post(saying: Saying): void {
    this.#port?.postMessage({ protocol: PROTOCOL, ...saying });
  }
}

/** Smallest part of the frame that Kinora counts as seen, in CSS pixels; src/features/embed/host-link/visibility.ts holds the rule. */
const SEEN = { width: 160, height: 80 };

/** Scrolls only when there is need to: a page that jumps at each film is a nuisance. */
function bringIntoView(frame: HTMLIFrameElement): void {
  const { left, right, top, bottom } = frame.getBoundingClientRect();
  const width = Math.min(right, window.innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, window.innerHeight) - Math.max(top, 0);
  if (width < SEEN.width || height < SEEN.height) frame.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

export async function createKinora(element: HTMLElement, options: KinoraOptions = {}): Promise<Kinora> {
  if (!(element instanceof HTMLElement)) {
    throw new TypeError('createKinora: the first argument is not an element; pass one such as document.querySelector("#film").');
  }
  const kinora = new FramedKinora(element, options);
  try {
    await kinora.ready;
  } catch (error) {
    kinora.destroy();
    throw error;
  }
  return kinora;
}
