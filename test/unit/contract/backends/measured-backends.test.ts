import { describe, expect, test } from 'vitest';
import { CLEARLY_FASTER, hasTwoBackends, type MeasuredBackends, type MeasuredDevice, type MeasuredPack, measuringKey, timesFaster, usualBackend } from '../../../../contract/backends/measured-backends.js';

const GPU = { adapter: 'intel gen-12lp', software: false, features: [], maxStorageBufferBytes: 1, maxBufferBytes: 1 };
const LAPTOP: MeasuredDevice = { webgpu: GPU, wasm: { simd: true, threads: 8 }, crossOriginIsolated: true, backend: 'webgpu' };
const PACK: MeasuredPack = { id: 'starter', version: '2.5.0' };

const measured = (webgpu: number, wasm: number, { device = LAPTOP, pack = PACK } = {}): readonly MeasuredBackends[] => [{ key: measuringKey(device, pack), seconds: { webgpu, wasm }, tries: 0 }];

describe('the usual backend', () => {
  test('is what the probe says while nothing is known', () => {
    expect(usualBackend(LAPTOP, PACK)).toBe('webgpu');
    expect(usualBackend(LAPTOP, PACK, [])).toBe('webgpu');
    expect(usualBackend(LAPTOP, PACK, [{ key: measuringKey(LAPTOP, PACK), seconds: null, tries: 1 }])).toBe('webgpu');
  });

  test('is the CPU only where that is clearly faster', () => {
    expect(usualBackend(LAPTOP, PACK, measured(CLEARLY_FASTER, 1))).toBe('wasm');
    expect(usualBackend(LAPTOP, PACK, measured(CLEARLY_FASTER - 0.01, 1))).toBe('webgpu');
    expect(usualBackend(LAPTOP, PACK, measured(1, 1))).toBe('webgpu');
    expect(usualBackend(LAPTOP, PACK, measured(0.2, 3))).toBe('webgpu');
  });

  test('knows nothing of other versions, other packs of a pair, other adapters and other numbers of threads', () => {
    const pair = { ...PACK, mover: { id: 'mover', version: '1.0.0' } };
    const others = [
      measured(3, 1, { pack: { ...PACK, version: '2.4.0' } }),
      measured(3, 1, { pack: { ...PACK, id: 'other' } }),
      measured(3, 1, { pack: pair }),
      measured(3, 1, { device: { ...LAPTOP, webgpu: { ...GPU, adapter: 'nvidia ada' } } }),
      measured(3, 1, { device: { ...LAPTOP, wasm: { simd: true, threads: 4 } } }),
    ];
    for (const other of others) expect(usualBackend(LAPTOP, PACK, other), other[0]!.key).toBe('webgpu');
    expect(usualBackend(LAPTOP, pair, measured(3, 1, { pack: { ...pair, mover: { id: 'mover', version: '1.0.1' } } }))).toBe('webgpu');
    expect(usualBackend(LAPTOP, pair, measured(3, 1, { pack: pair }))).toBe('wasm');
    expect(usualBackend(LAPTOP, PACK, [...others.flat(), ...measured(3, 1)])).toBe('wasm');
  });

  test('is not asked of measurements where there is one backend only', () => {
    const software: MeasuredDevice = { ...LAPTOP, webgpu: { ...GPU, software: true }, backend: 'wasm' };
    const single: MeasuredDevice = { ...LAPTOP, crossOriginIsolated: false, wasm: { simd: true, threads: 1 } };
    const none: MeasuredDevice = { ...LAPTOP, webgpu: null, backend: 'wasm' };
    expect([LAPTOP, software, single, none].map(hasTwoBackends)).toEqual([true, false, false, false]);
    expect(usualBackend(software, PACK, measured(0.1, 1, { device: software }))).toBe('wasm');
    expect(usualBackend(single, PACK, measured(3, 1, { device: single }))).toBe('webgpu');
  });
});

test('one backend is as many times faster as the other takes longer', () => {
  expect(timesFaster({ webgpu: 1.8, wasm: 1 }, 'wasm')).toBe(1.8);
  expect(timesFaster({ webgpu: 1, wasm: 4 }, 'webgpu')).toBe(4);
  expect(timesFaster({ webgpu: 1, wasm: 4 }, 'wasm')).toBe(0.25);
});
