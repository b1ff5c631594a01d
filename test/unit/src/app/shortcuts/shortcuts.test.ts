import { describe, expect, it, vi } from 'vitest';
import { findShortcut, SHORTCUTS, type KeyPress } from '../../../../../src/app/shortcuts/shortcut-table.js';
import { shortcutTexts } from '../../../../../src/app/shortcuts/shortcut-texts.js';
import { Studio } from '../../../../../src/store/studio.js';
import { FakeGenerator } from '../../../../fixtures/fake-generator.js';

const PRESS: KeyPress = { key: 'l', control: false, alt: false, typing: false, singleKeysAllowed: true };

const newStudio = () => new Studio({ engine: new FakeGenerator(), load: { packUrl: 'https://kinora.example/packs/fake/' } });

describe('a key press', () => {
  it('runs the action that the table names', () => {
    const studio = newStudio();
    findShortcut(PRESS)?.({ studio, openDialog: vi.fn(), sincePressed: Infinity });
    expect(studio.store.getState().loop).toBe(true);
  });

  it.each<[string, Partial<KeyPress>]>([
    ['while a letter is typed', { typing: true }],
    ['with Ctrl', { control: true }],
    ['with Alt', { alt: true }],
    ['where single keys are off', { singleKeysAllowed: false }],
    ['of no shortcut', { key: 'q' }],
  ])('does nothing %s', (_, press) => {
    expect(findShortcut({ ...PRESS, ...press })).toBeNull();
  });

  it.each<[string, Partial<KeyPress>]>([
    ['Ctrl and Enter generate in a text field', { key: 'Enter', control: true, typing: true }],
    ['Escape cancels in a text field', { key: 'Escape', typing: true }],
    ['? opens the list where single keys are off', { key: '?', singleKeysAllowed: false }],
  ])('%s', (_, press) => {
    expect(findShortcut({ ...PRESS, ...press })).not.toBeNull();
  });

  it('Enter alone is left to the form', () => {
    expect(findShortcut({ ...PRESS, key: 'Enter' })).toBeNull();
  });
});

it('every shortcut has keys to show, and a text in each language', () => {
  for (const texts of Object.values(shortcutTexts)) expect(Object.keys(texts.keys).sort()).toEqual(Object.keys(SHORTCUTS).sort());
  for (const { keys } of Object.values(SHORTCUTS)) expect(keys.length).toBeGreaterThan(0);
});

describe('the video in the viewer', () => {
  const fakeVideo = (time: number) =>
    ({ hidden: false, paused: true, duration: 2, currentTime: time, play: vi.fn(() => Promise.resolve()), pause: vi.fn() }) as unknown as HTMLVideoElement;

  it.each([[12, 1 + 1 / 12], [24, 1 + 1 / 24]])('moves by one frame of its own at %i frames a second', (fps, expected) => {
    const { player } = newStudio();
    const video = fakeVideo(1);
    player.attach(video, fps);
    player.step(1);
    expect(video.currentTime).toBeCloseTo(expected);
  });

  it('stays within its length, and is left alone once it is detached', () => {
    const { player } = newStudio();
    const video = fakeVideo(2);
    const detach = player.attach(video, 12);
    player.step(1);
    expect(video.currentTime).toBe(2);
    detach();
    player.step(-1);
    player.playOrPause();
    expect(video.currentTime).toBe(2);
    expect(video.play).not.toHaveBeenCalled();
  });
});
