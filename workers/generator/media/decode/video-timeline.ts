import type { Edit } from './edit-list.js';

/** A track as a demuxer tells of it, in seconds. */
export interface TrackTimes {
  /** Of the first frame; below zero where frames are not to be shown. */
  readonly first: number;
  /** Where the last frame ends. */
  readonly end: number;
}

/** What a player shows of a track: how long it is, and which moment of the track it shows when. */
export interface VideoTimeline {
  readonly seconds: number;
  /** The demuxer's time for a time of the player's clock. */
  at(seconds: number): number;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The demuxer's time at its start. */
  readonly from: number;
  readonly rate: number;
}

/**
 * @param edits the edit list of the track; null where there is none
 */
export function videoTimeline({ first, end }: TrackTimes, edits: readonly Edit[] | null): VideoTimeline {
  const stretches = edits === null ? [] : stretchesOf(edits, end);
  const last = stretches.at(-1);
  if (!last) {
    const start = Math.max(0, first);
    return { seconds: Math.max(0, end - start), at: (seconds) => start + seconds };
  }
  return {
    seconds: last.end,
    at: (seconds) => {
      const { start, from, rate } = stretches.find((stretch) => seconds < stretch.end) ?? last;
      // Before a stretch begins its first picture is shown: a player has no other.
      return from + Math.max(0, seconds - start) * rate;
    },
  };
}

/** The stretches in which something is shown; a gap between two holds the picture before it. */
function stretchesOf(edits: readonly Edit[], end: number): readonly Stretch[] {
  const offset = demuxerOffset(edits);
  const stretches: Stretch[] = [];
  let start = 0;
  edits.forEach(({ duration, mediaTime, rate }, i) => {
    const previous = stretches.at(-1);
    if (mediaTime === null) {
      if (previous && i < edits.length - 1) stretches.push({ start, end: start + duration, from: heldAt(previous), rate: 0 });
      start += duration;
      return;
    }
    const from = mediaTime - offset;
    // An edit may promise more than there is.
    const left = Math.max(0, end - from);
    const length = rate > 0 ? Math.min(duration === 0 ? Number.POSITIVE_INFINITY : duration, left / rate) : duration;
    if (length > 0) stretches.push({ start, end: start + length, from, rate: Math.max(0, rate) });
    start += length;
  });
  return stretches;
}

/** A hair before its end, which belongs to what was cut away. */
const heldAt = ({ start, end, from, rate }: Stretch): number => from + Math.max(0, end - start - HAIR) * rate;
const HAIR = 1e-3;

/** Mediabunny counts from the first edit that shows something, if it plays at the usual speed. */
function demuxerOffset(edits: readonly Edit[]): number {
  let empty = 0;
  for (const { duration, mediaTime, rate } of edits) {
    if (mediaTime === null) empty += duration;
    else return rate === 1 ? mediaTime - empty : 0;
  }
  return 0;
}
