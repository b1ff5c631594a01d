import { findAdapter } from './find-adapter.js';
import { Failure } from '../../../contract/errors/failure.js';

/** A GPU device of our own, so that its loss is noticed and its memory goes back when it is destroyed. */
export interface OwnedDevice {
  readonly device: GPUDevice;
  /**
   * What `work` on the device gives; where the device goes in the middle of it, Failure `device-lost` and nothing else.
   * Work that a lost device leaves hanging is not waited for.
   */
  orLost<T>(work: Promise<T>): Promise<T>;
  destroy(): void;
}

/** The loss of a device and the failure of work on it arrive in any order, this many milliseconds apart at most. */
const LOSS_NOTICE_MS = 1000;

/** Features that ONNX Runtime uses where they are. */
const WANTED_FEATURES = ['shader-f16', 'subgroups'] as const;

/** @throws Failure `no-webgpu-adapter` or `no-webgpu-device` */
export async function requestDevice(): Promise<OwnedDevice> {
  const adapter = await findAdapter();
  if (!adapter) {
    throw Failure.because('no-webgpu-adapter', {});
  }
  const { limits } = adapter;
  const device = await requestFrom(adapter, {
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupSizeY: limits.maxComputeWorkgroupSizeY,
      maxComputeWorkgroupSizeZ: limits.maxComputeWorkgroupSizeZ,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });
  const watch = new LossWatch(device.lost);
  return { device, orLost: (work) => watch.orLost(work), destroy: () => device.destroy() };
}

/** Tells work that failed because its device went from work that failed by itself. */
export class LossWatch {
  readonly #waiting = new Set<(lost: Failure) => void>();
  #lost: Failure | null = null;

  constructor(loss: Promise<Pick<GPUDeviceLostInfo, 'message'>>) {
    void loss.then(({ message }) => {
      this.#lost = deviceLost(message);
      for (const tell of this.#waiting) tell(this.#lost);
    });
  }

  async orLost<T>(work: Promise<T>): Promise<T> {
    let tell: (lost: Failure) => void = () => undefined;
    const lost = new Promise<Failure>((resolve) => {
      tell = resolve;
    });
    // A set that is left again, because a `then` on the device's own promise would stay for as long as the device.
    if (this.#lost) tell(this.#lost);
    else this.#waiting.add(tell);
    const hanging = lost.then(async (failure) => {
      await pause(LOSS_NOTICE_MS);
      throw failure;
    });
    try {
      return await Promise.race([work, hanging]);
    } catch (error) {
      throw (await Promise.race([lost, pause(LOSS_NOTICE_MS)])) ?? error;
    } finally {
      this.#waiting.delete(tell);
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function requestFrom(adapter: GPUAdapter, descriptor: GPUDeviceDescriptor): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice(descriptor);
  } catch (error) {
    throw Failure.because('no-webgpu-device', {}, error);
  }
}

export function deviceLost(cause: string): Failure {
  return Failure.because('device-lost', {}, cause);
}
