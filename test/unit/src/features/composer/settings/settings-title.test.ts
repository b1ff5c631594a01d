import { expect, it } from 'vitest';
import { settingsTitle } from '../../../../../../src/features/composer/settings/generation-settings.js';

const place = { x: 0.5, y: 0.5, size: 0.5 };
const subject = { kind: 'prompt', prompt: 'a beach', seconds: 2 } as const;
const layers = [
  { content: { kind: 'prompt', prompt: 'a dog' }, place },
  { content: { kind: 'title', text: 'Beach\nday' }, place },
] as const;

it('calls a film by its scenes and its layers, as far as they are made', () => {
  expect(settingsTitle({ subject })).toBe('a beach');
  expect(settingsTitle({ subject: { kind: 'scenes', scenes: [{ prompt: 'a dog', seconds: 1 }, { prompt: 'a cat', seconds: 1 }] } })).toBe('a dog → a cat');
  expect(settingsTitle({ subject, layers })).toBe('a beach + a dog + Beach day');
  expect(settingsTitle({ subject, layers, transparent: true, hideSubject: true })).toBe('a dog + Beach day');
});
