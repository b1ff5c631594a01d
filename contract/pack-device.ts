import type { Capabilities } from './capabilities.js';
import type { BackendName } from './names.js';
import type { PackDevice } from './pack-store.js';

/** What of a device decides which files of a pack it uses, and whether they fit. Features and limits are those of a GPU. */
export function packDevice(backend: BackendName, { webgpu, deviceMemoryGiB }: Pick<Capabilities, 'webgpu' | 'deviceMemoryGiB'>): PackDevice {
  if (backend === 'wasm' || webgpu === null) return { backend, features: [], memoryGiB: deviceMemoryGiB };
  const { features, maxBufferBytes, maxStorageBufferBytes } = webgpu;
  return { backend, features, limits: { maxBufferSize: maxBufferBytes, maxStorageBufferBindingSize: maxStorageBufferBytes }, memoryGiB: deviceMemoryGiB };
}
