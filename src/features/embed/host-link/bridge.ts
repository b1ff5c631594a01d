import { EMBED_JOBS_AT_ONCE, EMBED_PROTOCOL, type FrameMessage, type HostModels } from '../../../../contract/embed.js';
import type { EmbedTheme, EmbedUi } from '../../../../contract/names.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { tellError } from '../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import { LIMITS, type GenerateRequest } from '../../../../contract/request/request.js';
import type { EmbedSession } from '../embed-session.js';
import { findEmbedError, mayDriveUnseen, type AllowList } from './allow-list.js';
import { parseConnect, parseHostMessage } from './host-messages.js';
import { copyFrame, eventForHost } from './host-events.js';

export interface BridgeDeps {
  /** The frame's own window. */
  readonly frame: Pick<Window, 'parent' | 'addEventListener' | 'removeEventListener'> & { readonly location: { readonly origin: string } };
  readonly ui: EmbedUi;
  readonly allowList: Promise<AllowList>;
  readonly session: EmbedSession;
  /** Whether a person can see the frame; may take a moment to find out. */
  readonly isVisible: () => Promise<boolean>;
  readonly setTheme: (theme: EmbedTheme) => void;
  readonly focus: () => void;
  /** Called once, when the host is in; what it returns is called when the bridge closes. */
  readonly onConnect?: (host: { readonly origin: string; readonly reportHeight: (height: number) => void }) => () => void;
}

/** What the bridge says, without the protocol's name. */
type Saying = FrameMessage extends infer M ? (M extends FrameMessage ? Omit<M, 'protocol'> : never) : never;

/**
 * Connects the host page to the films of the frame. It accepts one connection, from the direct parent, when the parent's
 * origin (`event.origin`) is allowed; messages of other windows are dropped without an answer. After that only the
 * `MessagePort` is used. Every message is parsed before it is used.
 */
export class Bridge {
  readonly #deps: BridgeDeps;
  readonly #jobs = new Map<number, AbortController>();
  #port: MessagePort | null = null;
  #origin = '';
  /** Ids only grow, so a message that is sent again is known by its id. */
  #lastId = 0;
  #wantsPreviews = false;
  #onClose: () => void = () => undefined;

  constructor(deps: BridgeDeps) {
    this.#deps = deps;
    deps.frame.addEventListener('message', this.#onWindowMessage);
  }

  /** Stops the host's films and lets go of its port. */
  close(): void {
    this.#deps.frame.removeEventListener('message', this.#onWindowMessage);
    for (const job of this.#jobs.values()) job.abort();
    this.#onClose();
    this.#port?.close();
    this.#port = null;
  }

  readonly #onWindowMessage = (event: MessageEvent): void => {
    const { frame } = this.#deps;
    // Not from itself, a frame inside the host, a frame inside this one, or a window that opened one of them.
    if (event.source !== frame.parent || event.source === (frame as unknown)) return;
    const [port, ...more] = event.ports;
    if (port === undefined || more.length > 0 || this.#port !== null) return;
    const connect = parseConnect(event.data);
    if (connect === null) return;
    this.#port = port;
    this.#origin = event.origin;
    void this.#admit(connect === 'other-version');
  };

  async #admit(otherVersion: boolean): Promise<void> {
    const { ui, allowList, frame } = this.#deps;
    const fault = otherVersion ? kinoraError('other-embed-version', { version: EMBED_PROTOCOL }) : this.#origin === frame.location.origin ? null : findEmbedError(await allowList, this.#origin, ui);
    if (fault !== null) {
      this.#post({ type: 'refused', error: tellError(fault, ENGLISH) });
      this.#port?.close();
      this.#port = null;
      return;
    }
    if (this.#port === null) return;
    this.#port.onmessage = (event: MessageEvent) => this.#receive(event.data);
    this.#post({ type: 'ready', ui });
    this.#onClose = this.#deps.onConnect?.({ origin: this.#origin, reportHeight: (height) => this.#post({ type: 'height', height }) }) ?? this.#onClose;
  }

  #receive(data: unknown): void {
    const message = parseHostMessage(data, randomSeed);
    switch (message?.type) {
      case 'generate':
        if (this.#isNew(message.id)) void this.#generate(message.id, message.request, message.models);
        break;
      case 'faulty':
        if (this.#isNew(message.id)) this.#fail(message.id, message.error);
        break;
      case 'cancel':
        this.#jobs.get(message.id)?.abort();
        break;
      case 'previews':
        this.#wantsPreviews = message.wanted;
        break;
      case 'theme':
        this.#deps.setTheme(message.theme);
        break;
      case 'focus':
        this.#deps.focus();
        break;
      case undefined:
        break;
    }
  }

  #isNew(id: number): boolean {
    if (id <= this.#lastId) return false;
    this.#lastId = id;
    return true;
  }

  async #generate(id: number, request: GenerateRequest, models: HostModels | undefined): Promise<void> {
    if (this.#jobs.size >= EMBED_JOBS_AT_ONCE) {
      this.#fail(id, kinoraError('too-many-films-waiting', { max: EMBED_JOBS_AT_ONCE }));
      return;
    }
    const job = new AbortController();
    this.#jobs.set(id, job);
    try {
      const hidden = await this.#findHidden();
      if (hidden !== null) {
        this.#fail(id, hidden);
        return;
      }
      const made = await this.#deps.session.make(request, 'host', {
        signal: job.signal,
        ...(models && { models }),
        onEvent: (event) => {
          if (event.type === 'preview') this.#sendPreview(id, event.index, event.frame);
          else this.#post({ type: 'event', id, event: eventForHost(event) });
        },
      });
      if (made.ok) this.#post({ type: 'done', id, blob: made.value.file, metadata: made.value.metadata });
      else this.#fail(id, made.error);
    } finally {
      this.#jobs.delete(id);
    }
  }

  #sendPreview(id: number, index: number, frame: ImageBitmap): void {
    if (!this.#wantsPreviews) return;
    const send = (copy: ImageBitmap): void => {
      if (this.#jobs.has(id)) this.#post({ type: 'event', id, event: { type: 'preview', index, frame: copy } }, [copy]);
      else copy.close();
    };
    // A frame that cannot be copied is not sent to the host; the film continues.
    copyFrame(frame).then(send, () => undefined);
  }

  /** A user interface that the host hides is none: its films need the list too. */
  async #findHidden(): Promise<KinoraError | null> {
    const { allowList, frame, isVisible: isSeen } = this.#deps;
    if (this.#origin === frame.location.origin || mayDriveUnseen(await allowList, this.#origin) || (await isSeen())) return null;
    return kinoraError('driving-not-allowed', { origin: this.#origin, hidden: true });
  }

  /** Host pages receive sentences, in English, beside the code. */
  #fail(id: number, error: KinoraError): void {
    this.#post({ type: 'failed', id, error: tellError(error, ENGLISH) });
  }

  #post(saying: Saying, transfer: Transferable[] = []): void {
    this.#port?.postMessage({ protocol: EMBED_PROTOCOL, ...saying } satisfies FrameMessage, transfer);
  }
}

function randomSeed(): number {
  return Math.floor(Math.random() * (LIMITS.seed.max + 1));
}
