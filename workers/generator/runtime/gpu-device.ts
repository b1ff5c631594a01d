import { Failure } from '../pipeline/failure.js';

/** A GPU device of our own, so that its loss is noticed and its memory goes back when it is destroyed. */
export interface OwnedDevice {
  readonly device: GPUDevice;
  /** Set once the device is gone. */
  readonly lost: () => Failure | null;
  destroy(): void;
}

/** Features that ONNX Runtime uses where they are. */
const WANTED_FEATURES = ['shader-f16', 'subgroups'] as const;

/** @throws Failure `no-backend` when there is no adapter */
export async function requestDevice(): Promise<OwnedDevice> {
  const adapter = await findAdapter();
  if (!adapter) {
    throw new Failure('no-backend', 'This browser offers no WebGPU adapter.', 'Choose the WASM backend.');
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
  let failure: Failure | null = null;
  void device.lost.then((info) => {
    failure = deviceLost(info.message);
  });
  return { device, lost: () => failure, destroy: () => device.destroy() };
}

async function requestFrom(adapter: GPUAdapter, descriptor: GPUDeviceDescriptor): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice(descriptor);
  } catch (error) {
    throw new Failure('no-backend', 'The WebGPU adapter gives no device.', 'Choose the WASM backend.', error);
  }
}

export function deviceLost(cause: string): Failure {
  return new Failure(
    'device-lost',
    'The GPU was taken away in the middle of the job.',
    'Try again; if it happens again, close other tabs or choose the WASM backend.',
    cause,
  );
}

export async function findAdapter(): Promise<GPUAdapter | null> {
  try {
    // `navigator.gpu` is missing where WebGPU is, whatever the types say.
    const gpu = (navigator as { readonly gpu?: GPU }).gpu;
    return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  } catch {
    return null;
  }
}
