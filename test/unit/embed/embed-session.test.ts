import { expect, test } from 'vitest';
import { EmbedSession, type EmbedSessionEvent } from '../../../src/features/embed/embed-session.js';
import { FakeGenerator } from '../../fixtures/fake-generator.js';

const MESSAGE = 'The model does not know "beach"; it draws what is nearest: palm tree.';
const REQUEST = { prompt: 'a panda', seconds: 0.5, seed: 7 };

test('fault 27: whoever asked for a film is told what is drawn in place of a word', async () => {
  const engine = new FakeGenerator({ warnings: [{ message: MESSAGE, word: 'beach' }] });
  const session = new EmbedSession({ engine, load: { packUrl: 'https://kinora.example/packs/fake/' } });
  await session.make(REQUEST, 'person');
  expect(session.store.getState().warnings).toEqual([MESSAGE]);

  const heard: EmbedSessionEvent[] = [];
  await session.make(REQUEST, 'host', { onEvent: (event) => heard.push(event) });
  expect(heard.filter(({ type }) => type === 'warning')).toMatchObject([{ message: MESSAGE }]);
  expect(session.store.getState().warnings).toEqual([]);
});
