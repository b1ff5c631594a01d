import type { Worker } from 'playwright-core';

interface CountedDevice {
  readonly device: GPUDevice;
  readonly buffers: Set<GPUBuffer>;
}

interface CountingScope {
  countedDevices: CountedDevice[];
}

/** Makes `worker` count the buffers of every GPU device that it opens from now on. */
export const countGpuBuffers = (worker: Worker): Promise<void> =>
  worker.evaluate(() => {
    const counted: CountedDevice[] = [];
    (globalThis as unknown as CountingScope).countedDevices = counted;
    const { requestDevice } = GPUAdapter.prototype;
    GPUAdapter.prototype.requestDevice = async function request(this: GPUAdapter, descriptor) {
      const device = await requestDevice.call(this, descriptor);
      const buffers = new Set<GPUBuffer>();
      const createBuffer = device.createBuffer.bind(device);
      device.createBuffer = (wanted) => {
        const buffer = createBuffer(wanted);
        buffers.add(buffer);
        const destroy = buffer.destroy.bind(buffer);
        buffer.destroy = () => {
          buffers.delete(buffer);
          destroy();
        };
        return buffer;
      };
      counted.push({ device, buffers });
      return device;
    };
  });

/** Buffers that are alive, and their bytes together, for each device in the order of opening. */
export const liveGpuBuffers = (worker: Worker): Promise<{ count: number; bytes: number }[]> =>
  worker.evaluate(() =>
    (globalThis as unknown as CountingScope).countedDevices.map(({ buffers }) => ({
      count: buffers.size,
      bytes: [...buffers].reduce((sum, { size }) => sum + size, 0),
    })),
  );

/** Takes the device that was opened last away. */
export const destroyGpuDevice = (worker: Worker): Promise<void> =>
  worker.evaluate(() => (globalThis as unknown as CountingScope).countedDevices.at(-1)?.device.destroy());
