/** Which backend is the faster one for a pack on this device, by what was measured here. */
import type { Capabilities } from '../capabilities.js';
import type { BackendName } from '../names.js';
import type { PackSummary } from '../pack-summary.js';

/** Seconds that a second of film takes, without loading. */
export type BackendSeconds = Readonly<Record<BackendName, number>>;

/** What was measured of a pack on a device. */
export interface MeasuredBackends {
  /** As {@link measuringKey} writes it. */
  readonly key: string;
  /** Null where no measurement has come to its end. */
  readonly seconds: BackendSeconds | null;
  /** Measurements that were begun and not given up for a film: one that fails, or ends the page, is not tried for ever. */
  readonly tries: number;
}

/** A pack, or a pair of them, as its key names it. */
export type MeasuredPack = Pick<PackSummary, 'id' | 'version' | 'mover'>;

/** What a device is told apart by. */
export type MeasuredDevice = Pick<Capabilities, 'webgpu' | 'wasm' | 'crossOriginIsolated' | 'backend'>;

/** How many times faster a backend has to be to be called so: what is measured beside other work varies by less. */
export const CLEARLY_FASTER = 1.25;

export const MOST_TRIES = 2;

/** Whether there is a choice: a GPU that is none of software, and a CPU with threads. */
export function hasTwoBackends({ webgpu, wasm, crossOriginIsolated }: MeasuredDevice): boolean {
  return webgpu !== null && !webgpu.software && crossOriginIsolated && wasm.threads > 1;
}

/** Whether a model can be measured while the one of the next film stays where it is. */
export function fitsTwice({ memory }: Pick<PackSummary, 'memory'>): boolean {
  return memory === undefined || (memory.sessions === 'together' && 2 * memory.neededBytes <= memory.budgetBytes);
}

/** Of other versions and devices nothing is known. */
export function measuringKey({ webgpu, wasm }: MeasuredDevice, { id, version, mover }: MeasuredPack): string {
  const packs = [`${id} ${version}`, ...(mover ? [`${mover.id} ${mover.version}`] : [])];
  return [webgpu?.adapter ?? '', `${wasm.threads} threads`, ...packs].join('; ');
}

export function findMeasured(device: MeasuredDevice, pack: MeasuredPack, measured: readonly MeasuredBackends[] = []): MeasuredBackends | undefined {
  const key = measuringKey(device, pack);
  return measured.find((each) => each.key === key);
}

/** What runs `pack` where nobody chose: what the probe says, unless the other one was measured to be clearly faster. */
export function usualBackend(device: MeasuredDevice, pack: MeasuredPack, measured?: readonly MeasuredBackends[]): BackendName {
  const seconds = findMeasured(device, pack, measured)?.seconds;
  if (!seconds || !hasTwoBackends(device)) return device.backend;
  const other = device.backend === 'wasm' ? 'webgpu' : 'wasm';
  return timesFaster(seconds, other) >= CLEARLY_FASTER ? other : device.backend;
}

/** How many times faster `backend` is than the other one; below 1 where it is slower. */
export function timesFaster(seconds: BackendSeconds, backend: BackendName): number {
  return backend === 'wasm' ? seconds.webgpu / seconds.wasm : seconds.wasm / seconds.webgpu;
}
