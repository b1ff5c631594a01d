import { describe, expect, it, test } from 'vitest';
import { kinoraError } from '../../../../../contract/errors.js';
import type { FilmWarning } from '../../../../../contract/errors/warnings.js';
import { EmbedSession, type EmbedSessionEvent } from '../../../../../src/features/embed/embed-session.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../../../fixtures/fake-generator.js';
import { until } from '../../../../fixtures/until.js';
import { requestFor } from '../../../../fixtures/request-for.js';

const WARNING: FilmWarning = { code: 'word-replaced', params: { word: 'beach', drawn: 'palm tree' } };
const REQUEST = requestFor('a panda', 0.5);
const ERROR = kinoraError('picture-damaged', { format: 'png', size: 9 });

function open(options: FakeGeneratorOptions = {}) {
  const session = new EmbedSession({ engine: new FakeGenerator(options), load: { packUrl: 'https://kinora.example/packs/fake/' } });
  return { session, state: session.store.getState };
}

test('fault 27: whoever asked for a film is told what is drawn in place of a word', async () => {
  const { session, state } = open({ warnings: [WARNING] });
  await session.make(REQUEST, 'person');
  expect(state().warnings).toEqual([WARNING]);

  const received: EmbedSessionEvent[] = [];
  await session.make(REQUEST, 'host', { onEvent: (event) => received.push(event) });
  expect(received.filter(({ type }) => type === 'warning')).toMatchObject([{ warning: WARNING }]);
  expect(state().warnings).toEqual([]);
});

describe('an error of a film', () => {
  it('is shown to the person who asked for it', async () => {
    const { session, state } = open({ jobError: ERROR });
    expect(await session.make(REQUEST, 'person')).toMatchObject({ ok: false, error: ERROR });
    expect(state().error).toMatchObject(ERROR);
  });

  it.each([['while it is made', REQUEST], ['before it is made', requestFor('a panda', -1)]])('of the host goes to the host alone: %s', async (_, request) => {
    const { session, state } = open({ jobError: ERROR });
    expect(await session.make(request, 'host')).toMatchObject({ ok: false });
    expect(state()).toMatchObject({ error: null, current: null });
  });
});

describe('the film of an embedded page', () => {
  it('can be paused and continued by the person', async () => {
    const { session, state } = open({ stepMs: 5 });
    const made = session.make(REQUEST, 'person');
    await until(() => expect(state().current?.id ?? null).not.toBeNull());
    await session.pause();
    await until(() => expect(state().current?.paused).toMatchObject({ reason: 'asked' }));
    await session.resume();
    expect(await made).toMatchObject({ ok: true, value: { client: 'person' } });
  });

  it('is played while it is made', async () => {
    const { session, state } = open({ stepMs: 5, segment: { mimeType: 'video/mp4', bytes: () => new ArrayBuffer(4) } });
    const made = session.make(requestFor('a panda', 2), 'person');
    const segments: string[] = [];
    await until(() => expect(state().current).not.toBeNull());
    session.segments.connect({ onSegment: (mimeType) => segments.push(mimeType), onEnd: () => segments.push('end') });
    await made;
    expect(segments).toContain('video/mp4');
    expect(segments.at(-1)).toBe('end');
  });

  it('waits for the one before, and leaves the queue as soon as it is cancelled', async () => {
    const { session, state } = open({ stepMs: 5 });
    const [first, stop] = [session.make(REQUEST, 'person'), new AbortController()];
    const second = session.make(REQUEST, 'host', { signal: stop.signal });
    expect(state().waiting).toBe(1);
    stop.abort();
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(state().waiting).toBe(0);
    expect(state().current).not.toBeNull();
    expect(await first).toMatchObject({ ok: true });
  });

  it('leaves the queue also while the one before is paused', async () => {
    const { session, state } = open({ stepMs: 20 });
    const [first, stop] = [session.make(REQUEST, 'person'), new AbortController()];
    await until(() => expect(state().current?.id ?? null).not.toBeNull());
    await session.pause();
    await until(() => expect(state().current?.paused).not.toBeNull());
    const second = session.make(REQUEST, 'host', { signal: stop.signal });
    await until(() => expect(state().waiting).toBe(1));
    stop.abort();
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(state()).toMatchObject({ waiting: 0, current: { paused: { reason: 'asked' } } });
    await session.resume();
    expect(await first).toMatchObject({ ok: true });
  });
});
