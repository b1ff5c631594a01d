import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../../../contract/request/clip-settings.js';
import { requestOf, type GenerationSettings } from '../../../../../../src/features/composer/settings/generation-settings.js';
import { settingsFromClip } from '../../../../../../src/features/composer/settings/clip-to-settings.js';

const pack = { id: 'toy', version: '1.0.0' };
const plain: GenerationSettings = { subject: { kind: 'prompt', prompt: 'a fox', seconds: 2 }, seed: 9 };
const scenes = [
  { prompt: 'a fox', seconds: 2 },
  { prompt: 'a fox jumps', seconds: 3, start: 'continue' as const },
];

describe('the settings that settings stand for', () => {
  it.each<[string, GenerationSettings]>([
    ['one prompt', plain],
    ['everything that is set', { ...plain, ending: { kind: 'loop' }, motion: 1.5, steps: 4, format: 'vp9' }],
    ['scenes', { ...plain, subject: { kind: 'scenes', scenes } }],
  ])('is what they were made of: %s', (_, settings) => {
    expect(settingsFromClip(settingsOf(requestOf(settings), pack))).toEqual(settings);
  });

  it('is a film of one prompt when there is one scene', () => {
    const { prompt: _, ...rest } = settingsOf(requestOf(plain), pack);
    expect(settingsFromClip({ ...rest, scenes: [{ prompt: 'a fox', seconds: 2 }] })).toEqual(plain);
  });
});
