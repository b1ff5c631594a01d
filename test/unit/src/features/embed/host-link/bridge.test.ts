import { afterEach, describe, expect, it, vi } from 'vitest';
import { kinoraError } from '../../../../../../contract/errors.js';
import { tellError } from '../../../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../../../contract/errors/english/english.js';
import type { FrameMessage } from '../../../../../../contract/embed.js';
import type { AllowList } from '../../../../../../src/features/embed/host-link/allow-list.js';
import { Bridge } from '../../../../../../src/features/embed/host-link/bridge.js';
import { EmbedSession } from '../../../../../../src/features/embed/embed-session.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../../../../fixtures/fake-generator.js';
import { until } from '../../../../../fixtures/until.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const protocol = 'kinora-embed/1';
const HOST = 'https://host.example';
const connect = { protocol, type: 'connect' };

interface Setting extends FakeGeneratorOptions {
  readonly ui?: 'full' | 'minimal' | 'none';
  readonly list?: AllowList;
  readonly seen?: boolean;
}

/** A frame inside a parent, and the ports that were opened, to be closed at the end. */
function framed({ ui = 'minimal', list = { embed: '*', drive: [] }, seen = true, ...fake }: Setting = {}) {
  const parent = {};
  const frame = Object.assign(new EventTarget(), { parent, location: { origin: 'https://kinora.example' } });
  const engine = new FakeGenerator(fake);
  const session = new EmbedSession({ engine, load: { packUrl: 'https://kinora.example/packs/fake/' } });
  const focus = vi.fn();
  const setTheme = vi.fn();
  const bridge = new Bridge({
    frame: frame as never,
    ui,
    allowList: Promise.resolve(list),
    session,
    isVisible: async () => seen,
    focus,
    setTheme,
  });
  open.push(() => bridge.close());

  /** Sends a window message with a port of its own; `heard` fills with what comes back through it. */
  const send = (data: unknown, { source = parent, origin = HOST, ports = 1 } = {}) => {
    const channels = Array.from({ length: ports }, () => new MessageChannel());
    const heard: FrameMessage[] = [];
    for (const { port1 } of channels) {
      port1.onmessage = (event: MessageEvent<FrameMessage>) => heard.push(event.data);
      open.push(() => port1.close());
    }
    const event = new Event('message');
    Object.assign(event, { data, source, origin, ports: channels.map(({ port2 }) => port2) });
    frame.dispatchEvent(event);
    return { heard, say: (message: object) => channels[0]?.port1.postMessage({ protocol, ...message }) };
  };
  return { send, engine, session, focus, setTheme, bridge, frame };
}

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const types = (heard: readonly FrameMessage[]): string[] => heard.map(({ type }) => type);
const ofJob = (heard: readonly FrameMessage[], id: number) => heard.filter((message) => 'id' in message && message.id === id);
/** Resolves when what was sent through ports before has arrived, and its answers too: messages arrive in the order in which they are sent. */
async function delivered(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) {
    const { port1, port2 } = new MessageChannel();
    const arrived = new Promise((resolve) => (port2.onmessage = resolve));
    port1.postMessage(null);
    await arrived;
    port1.close();
  }
}

describe('a host that may', () => {
  it('connects, generates, hears how it goes and gets a copy of the film', async () => {
    const { send } = framed();
    const { heard, say } = send(connect);
    await until(() => expect(types(heard)).toEqual(['ready']));
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 1, seed: 7 } });
    await until(() => expect(types(heard)).toContain('done'));
    const done = heard.find((message) => message.type === 'done');
    expect(done).toMatchObject({ id: 1, metadata: { seed: 7, frames: 12 } });
    expect(done?.blob.size).toBeGreaterThan(0);
    const events = heard.flatMap((message) => (message.type === 'event' ? [message.event.type] : []));
    expect(new Set(events)).toEqual(new Set(['loading', 'stage', 'progress']));
    // Ids of the worker stay inside.
    expect(JSON.stringify(heard)).not.toContain('jobId');
  });

  it('stops a film, and the next one is made', async () => {
    const { send, engine } = framed({ stepMs: 5 });
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 60 } });
    await until(() => expect(heard.some((message) => message.type === 'event' && message.event.type === 'progress')).toBe(true));
    say({ type: 'generate', id: 2, request: { prompt: 'a fox', seconds: 0.5 } });
    say({ type: 'cancel', id: 1 });
    await until(() => expect(types(heard)).toContain('done'));
    expect(ofJob(heard, 1).at(-1)).toMatchObject({ type: 'failed', error: { code: 'cancelled', reason: 'cancelled' } });
    expect(ofJob(heard, 2).at(-1)).toMatchObject({ type: 'done' });
    expect(await engine.resources()).toMatchObject({ tensors: 0, frames: 0 });
  });

  it('is told what is wrong with a request', async () => {
    const { send } = framed();
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 10_000 } });
    say({ type: 'generate', id: 2, request: { promt: 'a panda' } });
    await until(() => expect(heard).toHaveLength(3));
    expect(ofJob(heard, 1)).toMatchObject([{ type: 'failed', error: { code: 'bad-request', reason: 'seconds-above-limit', message: 'Seconds is 10000; the most is 120.', remedy: 'Ask for 120 seconds or fewer.' } }]);
    expect(ofJob(heard, 2)).toMatchObject([{ type: 'failed', error: { code: 'bad-request', reason: 'host-request-malformed', message: expect.stringContaining('promt') as string } }]);
  });

  it('is warned in a sentence, with a reason that stays the same', async () => {
    const { send } = framed({ warnings: [{ code: 'word-replaced', params: { word: 'beach', drawn: 'palm tree' } }] });
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 0.5 } });
    await until(() => expect(types(heard)).toContain('done'));
    expect(ofJob(heard, 1).flatMap((message) => (message.type === 'event' && message.event.type === 'warning' ? [message.event] : []))).toEqual([
      { type: 'warning', reason: 'word-replaced', message: 'The model does not know "beach"; it draws what is nearest: palm tree.' },
    ]);
  });

  it('fault 25: alone is told what went wrong with its film', async () => {
    const jobError = kinoraError('pack-needs-memory', { title: 'Toy', neededBytes: 9e9, availableBytes: 1e9 });
    const { send, session } = framed({ jobError });
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 1 } });
    await until(() => expect(ofJob(heard, 1).at(-1)).toMatchObject({ type: 'failed', error: tellError(jobError, ENGLISH) }));
    expect(session.store.getState()).toMatchObject({ error: null, current: null });

    const own = await session.make(requestFor('a panda'), 'person');
    expect(own).toEqual({ ok: false, error: jobError });
    expect(session.store.getState().error).toEqual(jobError);
    say({ type: 'generate', id: 2, request: { prompt: 'a panda', seconds: 1 } });
    await until(() => expect(ofJob(heard, 2).at(-1)).toMatchObject({ type: 'failed' }));
    expect(session.store.getState().error).toEqual(jobError);
  });

  it('has a bounded number of films waiting', async () => {
    const { send } = framed({ stepMs: 20 });
    const { heard, say } = send(connect);
    for (let id = 1; id <= 9; id++) say({ type: 'generate', id, request: { prompt: 'a panda', seconds: 60 } });
    await until(() => expect(ofJob(heard, 9)).toMatchObject([{ type: 'failed', error: { code: 'bad-request', reason: 'too-many-films-waiting' } }]));
  });

  it('moves the keyboard and changes the colours', async () => {
    const { send, focus, setTheme } = framed();
    const { say } = send(connect);
    say({ type: 'focus' });
    say({ type: 'theme', theme: 'dark' });
    await until(() => expect(setTheme).toHaveBeenCalledWith('dark'));
    expect(focus).toHaveBeenCalledOnce();
  });

  it('leaves nothing running when the frame goes', async () => {
    const { send, bridge, session } = framed({ stepMs: 5 });
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 60 } });
    await until(() => expect(types(heard)).toContain('event'));
    bridge.close();
    await until(() => expect(session.store.getState().current).toBeNull());
  });
});

describe('a host that may not', () => {
  it('is refused without a user interface unless it is listed', async () => {
    const stranger = framed({ ui: 'none' }).send(connect);
    await until(() => expect(stranger.heard).toMatchObject([{ type: 'refused', error: { code: 'not-allowed' } }]));
    const listed = framed({ ui: 'none', list: { embed: '*', drive: [HOST] } }).send(connect);
    await until(() => expect(types(listed.heard)).toEqual(['ready']));
  });

  it('makes no film after the refusal', async () => {
    const { send, session } = framed({ ui: 'none' });
    const { heard, say } = send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 1 } });
    await delivered();
    expect(types(heard)).toEqual(['refused']);
    expect(session.store.getState()).toMatchObject({ current: null, film: null, waiting: 0 });
  });

  it('makes no film in a frame that it hides, unless it is listed', async () => {
    const { heard, say } = framed({ seen: false }).send(connect);
    say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 0.5 } });
    await until(() => expect(heard.at(-1)).toMatchObject({ type: 'failed', id: 1, error: { code: 'not-allowed', reason: 'driving-not-allowed' } }));
    const listed = framed({ seen: false, list: { embed: '*', drive: [HOST] } }).send(connect);
    listed.say({ type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 0.5 } });
    await until(() => expect(types(listed.heard)).toContain('done'));
  });

  it('is told so when it speaks another version', async () => {
    const { heard } = framed().send({ protocol: 'kinora-embed/2', type: 'connect' });
    await until(() => expect(heard).toMatchObject([{ type: 'refused', error: { code: 'not-allowed' } }]));
  });
});

describe('silence', () => {
  it.each<[string, unknown, object]>([
    ['a sibling frame', connect, { source: {} }],
    ['no window at all', connect, { source: null }],
    ['a message without a port', connect, { ports: 0 }],
    ['a message with two ports', connect, { ports: 2 }],
    ['a film asked for before hello', { protocol, type: 'generate', id: 1, request: { prompt: 'a panda' } }, {}],
    ['something else', 'hello', {}],
  ])('answers %s, and the host still gets in', async (_, data, how) => {
    const { send, session } = framed();
    const stranger = send(data, how);
    await delivered();
    expect(stranger.heard).toEqual([]);
    expect(session.store.getState()).toMatchObject({ current: null, waiting: 0 });
    const host = send(connect);
    await until(() => expect(types(host.heard)).toEqual(['ready']));
  });

  it('answers the frame itself', async () => {
    const { send, frame } = framed();
    const { heard } = send(connect, { source: frame });
    await delivered();
    expect(heard).toEqual([]);
  });

  it('answers a second hello, even from the host', async () => {
    const { send } = framed();
    send(connect);
    const second = send(connect);
    await delivered();
    expect(second.heard).toEqual([]);
  });

  it('answers a message that was sent before', async () => {
    const { send } = framed();
    const { heard, say } = send(connect);
    const film = { type: 'generate', id: 1, request: { prompt: 'a panda', seconds: 0.5, seed: 1 } };
    say(film);
    await until(() => expect(types(heard)).toContain('done'));
    const before = heard.length;
    say(film);
    await delivered();
    expect(heard).toHaveLength(before);
  });
});
