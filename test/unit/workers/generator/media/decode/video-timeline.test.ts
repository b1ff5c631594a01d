import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readEditList } from '../../../../../../workers/generator/media/decode/edit-list.js';
import { videoTimeline } from '../../../../../../workers/generator/media/decode/video-timeline.js';

const fixture = async (name: string): Promise<Blob> => new Blob([await readFile(new URL(`../../../../../fixtures/inputs/${name}`, import.meta.url))]);

describe('the edit list of a video', () => {
  test('fault 7: is read from its file', async () => {
    expect(await readEditList(await fixture('cut.mp4'), 1)).toEqual([{ duration: 0.5, mediaTime: 1.25, rate: 1 }]);
    expect(await readEditList(await fixture('late.mp4'), 1)).toEqual([
      { duration: 1, mediaTime: null, rate: 1 },
      { duration: 3, mediaTime: 0, rate: 1 },
    ]);
  });

  test('fault 7: is none where there is no such track, and where the file ends before it', async () => {
    expect(await readEditList(await fixture('cut.mp4'), 2)).toBeNull();
    expect(await readEditList(await fixture('alpha.webm'), 1)).toBeNull();
    expect(await readEditList(new Blob(['no video at all']), 1)).toBeNull();
    const cut = await fixture('cut.mp4');
    for (let size = 0; size < cut.size; size += 7) await readEditList(cut.slice(0, size), 1);
  });
});

describe('what a player shows', () => {
  const at = (timeline: ReturnType<typeof videoTimeline>, ...times: number[]): number[] => times.map((time) => Math.round(timeline.at(time) * 1000) / 1000);

  test('fault 7: begins and ends where the owner cut', () => {
    // The demuxer counts from the cut: frames before it have times below zero, and frames behind the end are there as well.
    const timeline = videoTimeline({ first: -1.25, end: 1.75 }, [{ duration: 0.5, mediaTime: 1.25, rate: 1 }]);
    expect(timeline.seconds).toBe(0.5);
    expect(at(timeline, 0, 0.25, 0.45)).toEqual([0, 0.25, 0.45]);
  });

  test('fault 7: joins the pieces of several cuts', () => {
    const timeline = videoTimeline({ first: -1, end: 9 }, [
      { duration: 2, mediaTime: 1, rate: 1 },
      { duration: 1, mediaTime: 6, rate: 1 },
    ]);
    expect(timeline.seconds).toBe(3);
    expect(at(timeline, 0, 1.5, 2.5)).toEqual([0, 1.5, 5.5]);
  });

  test('fault 7: holds a picture in gaps and where the list says so, and never runs past the end of the track', () => {
    const late = videoTimeline({ first: 1, end: 4 }, [
      { duration: 1, mediaTime: null, rate: 1 },
      { duration: 30, mediaTime: 0, rate: 1 },
    ]);
    expect(late.seconds).toBe(4);
    expect(at(late, 0, 0.5, 1, 2)).toEqual([1, 1, 1, 2]);
    const gap = videoTimeline({ first: 0, end: 4 }, [
      { duration: 1, mediaTime: 0, rate: 1 },
      { duration: 1, mediaTime: null, rate: 1 },
      { duration: 1, mediaTime: 2, rate: 1 },
    ]);
    expect(at(gap, 0.5, 1.5, 2.5)).toEqual([0.5, 0.999, 2.5]);
    const still = videoTimeline({ first: 0, end: 4 }, [{ duration: 2, mediaTime: 3, rate: 0 }]);
    expect([still.seconds, ...at(still, 0, 1.5)]).toEqual([2, 3, 3]);
  });

  test('fault 7: leaves out frames with times below zero where there is no list', () => {
    const timeline = videoTimeline({ first: -0.5, end: 2 }, null);
    expect([timeline.seconds, ...at(timeline, 0, 1)]).toEqual([2, 0, 1]);
    // A recording whose clock began long before.
    const recorded = videoTimeline({ first: 60, end: 62 }, null);
    expect([recorded.seconds, ...at(recorded, 0, 1)]).toEqual([2, 60, 61]);
  });

  test('fault 7: lasts to the end of the track where the list leaves that open', () => {
    expect(videoTimeline({ first: -1, end: 3 }, [{ duration: 0, mediaTime: 1, rate: 1 }]).seconds).toBe(3);
  });
});
