/** What was asked of WebGPU in this worker. */
export interface GpuCalls {
  readonly writes: number;
  readonly bindGroups: number;
  readonly passes: number;
  readonly submits: number;
}

const counts = { writes: 0, bindGroups: 0, passes: 0, submits: 0 };
let [bytes, mostBytes] = [0, 0];

/** Call it once, before anything uses WebGPU. */
export function countCalls(): void {
  counted(GPUQueue.prototype, 'writeBuffer', () => counts.writes++);
  counted(GPUDevice.prototype, 'createBindGroup', () => counts.bindGroups++);
  counted(GPUCommandEncoder.prototype, 'beginComputePass', () => counts.passes++);
  counted(GPUQueue.prototype, 'submit', () => counts.submits++);
  const { createBuffer } = GPUDevice.prototype;
  const open = new WeakSet<GPUBuffer>();
  GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    open.add(buffer);
    bytes += descriptor.size;
    mostBytes = Math.max(mostBytes, bytes);
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function (this: GPUBuffer) {
    if (open.delete(this)) bytes -= this.size;
    destroy.call(this);
  };
}

function counted<Of extends object>(prototype: Of, name: keyof Of, count: () => void): void {
  const own = prototype[name] as (...given: unknown[]) => unknown;
  prototype[name] = function (this: Of, ...given: unknown[]) {
    count();
    return own.apply(this, given);
  } as Of[typeof name];
}

/** What `work` gives, and what it asked for. */
export async function callsOf<T>(work: () => Promise<T>): Promise<readonly [T, GpuCalls]> {
  const before = { ...counts };
  const result = await work();
  const calls = { writes: counts.writes - before.writes, bindGroups: counts.bindGroups - before.bindGroups, passes: counts.passes - before.passes, submits: counts.submits - before.submits };
  return [result, calls];
}

/** Of buffers that were made and not destroyed: now, and at most since the last call. */
export function bufferBytes(): { readonly now: number; readonly most: number } {
  const since = { now: bytes, most: mostBytes };
  mostBytes = bytes;
  return since;
}
