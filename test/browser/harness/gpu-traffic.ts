/** What crosses between ordinary memory and the GPU, of whatever uses WebGPU in this worker. */
export interface Traffic {
  /** Buffers that were mapped for reading. */
  readonly readbacks: number;
  readonly bytesBack: number;
  readonly bytesUp: number;
}

let [readbacks, bytesBack, bytesUp] = [0, 0, 0];

/** Call it once, before anything uses WebGPU. */
export function countTraffic(): void {
  const { mapAsync } = GPUBuffer.prototype;
  GPUBuffer.prototype.mapAsync = function (this: GPUBuffer, mode, offset = 0, size = this.size - offset) {
    if ((mode & GPUMapMode.READ) !== 0) {
      readbacks++;
      bytesBack += size;
    } else bytesUp += size;
    return mapAsync.call(this, mode, offset, size);
  };
  const { createBuffer } = GPUDevice.prototype;
  GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
    if (descriptor.mappedAtCreation === true) bytesUp += descriptor.size;
    return createBuffer.call(this, descriptor);
  };
  const { writeBuffer, writeTexture } = GPUQueue.prototype;
  GPUQueue.prototype.writeBuffer = function (this: GPUQueue, ...given: Parameters<GPUQueue['writeBuffer']>) {
    const [, , data, offset = 0, size] = given;
    const unit = data instanceof Float32Array || data instanceof Uint32Array ? data.BYTES_PER_ELEMENT : 1;
    bytesUp += size === undefined ? data.byteLength - offset * unit : size * unit;
    writeBuffer.apply(this, given);
  };
  GPUQueue.prototype.writeTexture = function (this: GPUQueue, ...given: Parameters<GPUQueue['writeTexture']>) {
    bytesUp += given[1].byteLength;
    writeTexture.apply(this, given);
  } as GPUQueue['writeTexture'];
}

export const traffic = (): Traffic => ({ readbacks, bytesBack, bytesUp });

export const NO_TRAFFIC: Traffic = { readbacks: 0, bytesBack: 0, bytesUp: 0 };
export const plus = (a: Traffic, b: Traffic): Traffic => ({ readbacks: a.readbacks + b.readbacks, bytesBack: a.bytesBack + b.bytesBack, bytesUp: a.bytesUp + b.bytesUp });
export const less = (a: Traffic, b: Traffic): Traffic => ({ readbacks: a.readbacks - b.readbacks, bytesBack: a.bytesBack - b.bytesBack, bytesUp: a.bytesUp - b.bytesUp });
export const since = (before: Traffic): Traffic => less(traffic(), before);
