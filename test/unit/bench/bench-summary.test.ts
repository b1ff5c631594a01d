import { describe, expect, it } from 'vitest';
import { comparison, median, percentile, replaceMeasured, summarise, table } from '../../../bench/summary.mjs';

type MeasuredClip = Parameters<typeof summarise>[0][number];

const clip = (total: number, framesSha256 = 'a'): MeasuredClip =>
  ({
    metadata: { seconds: 5, frames: 60, width: 128, height: 128, fps: 12, codec: 'h264', backend: 'wasm', adapter: 'CPU', framesSha256 },
    timings: { load: 1, text: 0.1, image: 2, video: total / 2, decode: 1, encode: 0.5, total },
    peakMemoryMB: total * 10,
    cpuSeconds: total * 2,
    peakByProcess: { page: total * 6e6, gpu: 0, others: total * 4e6 },
  }) as unknown as MeasuredClip;

describe('the summary of a benchmark', () => {
  it('tells medians, which one slow run does not move', () => {
    const summary = summarise([clip(11), clip(100), clip(13)]);
    expect(summary.timings).toMatchObject({ load: 1, video: 6.5, total: 13 });
    expect(summary.peakMemoryMB).toBe(130);
    expect(summary).toMatchObject({ cpuSeconds: 26, totalSpread: [11, 100], peakByProcessMB: { page: 78, gpu: 0, others: 52 } });
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect([percentile([5, 1, 4, 2, 3], 0), percentile([5, 1, 4, 2, 3], 0.1), percentile([5, 1, 4, 2, 3], 0.9)]).toEqual([1, 1, 5]);
  });

  it('leaves the loading out of the real-time factor', () => {
    expect(summarise([clip(11)]).realTimeFactor).toBe(2);
  });

  it('notices frames that differ from run to run', () => {
    expect(summarise([clip(11), clip(11)]).sameFrames).toBe(true);
    expect(summarise([clip(11), clip(11, 'b')]).sameFrames).toBe(false);
  });

  it('renews the measured part of a document and nothing else', () => {
    const document = 'before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n';
    expect(replaceMeasured(document, 'new')).toBe('before\n<!-- measured -->\n\nnew\n\n<!-- /measured -->\nafter\n');
    expect(replaceMeasured('no markers', 'new')).toBeNull();
  });

  it('compares with an earlier report by ratios of films that both made', () => {
    const row = (kind: string, total: number) => ({ kind, ...summarise([clip(total)]) });
    const lines = comparison([row('wasm', 10), row('webgpu', 3)], [row('wasm', 20)])?.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines?.[2]).toBe('| wasm, 5 s of 128x128 | 1.00 | 1.00 | 1.00 | 0.50 | 1.00 | 1.00 | 0.50 | 0.50 |');
    expect(comparison([row('webgpu', 3)], [row('wasm', 20)])).toBeNull();
  });

  it('makes a table whose columns line up', () => {
    const lines = table([{ kind: 'wasm', ...summarise([clip(11)]) }, { kind: 'wasm-one-thread', ...summarise([clip(101.5)]) }]).split('\n');
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[3]).toContain('101.50');
  });
});
