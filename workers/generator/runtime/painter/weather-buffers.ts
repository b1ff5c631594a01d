import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import { PARTICLE_NUMBERS, type Particles } from '../../pipelines/weather/particles.js';
import { TILE } from './shaders/weather.js';

/** The particles of a frame on a device, and which of them reach each of its tiles. */
export class WeatherBuffers {
  readonly #device: GPUDevice;
  readonly #size: PixelSize;
  #particles: GPUBuffer;
  #tiles: GPUBuffer;

  constructor(device: GPUDevice, { width, height }: PixelSize) {
    this.#device = device;
    this.#size = { width, height };
    this.#particles = this.#storage(4 * PARTICLE_NUMBERS);
    this.#tiles = this.#storage(4);
  }

  /** As they were written last. */
  get particles(): GPUBuffer {
    return this.#particles;
  }

  get tiles(): GPUBuffer {
    return this.#tiles;
  }

  write(particles: Particles): void {
    this.#particles = this.#written(this.#particles, particles);
    this.#tiles = this.#written(this.#tiles, tilesOf(particles, this.#size));
  }

  destroy(): void {
    this.#particles.destroy();
    this.#tiles.destroy();
  }

  #written(buffer: GPUBuffer, data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): GPUBuffer {
    const fits = buffer.size >= data.byteLength;
    const fitting = fits ? buffer : this.#storage(data.byteLength);
    // Work that was submitted has it until it is done.
    if (!fits) buffer.destroy();
    this.#device.queue.writeBuffer(fitting, 0, data);
    return fitting;
  }

  #storage(size: number): GPUBuffer {
    return this.#device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  }
}

/** For each tile, row by row, where the numbers of its particles begin, then where the last ones end; then these numbers, in the order in which they are painted. */
export function tilesOf(particles: Particles, { width, height }: PixelSize): Uint32Array<ArrayBuffer> {
  const [across, down] = [Math.ceil(width / TILE), Math.ceil(height / TILE)];
  const within = Array.from({ length: across * down }, (): number[] => []);
  for (let i = 0; i < particles.length; i += PARTICLE_NUMBERS) {
    const [x = 0, y = 0, ux = 0, uy = 0, vx = 0, vy = 0] = particles.subarray(i, i + 6);
    const reach = (particles[i + PARTICLE_NUMBERS - 1] ?? 0) / Math.abs(ux * vy - uy * vx);
    const [beside, below] = [reach * Math.hypot(uy, vy), reach * Math.hypot(ux, vx)];
    const tile = (at: number, count: number): number => Math.min(Math.max(Math.floor(at / TILE), 0), count - 1);
    if (x + beside < 0 || y + below < 0 || x - beside > width - 1 || y - below > height - 1) continue;
    for (let row = tile(y - below, down); row <= tile(y + below, down); row++) {
      for (let column = tile(x - beside, across); column <= tile(x + beside, across); column++) within[row * across + column]?.push(i / PARTICLE_NUMBERS);
    }
  }
  let end = within.length + 1;
  const ends = within.map(({ length }) => (end += length));
  return Uint32Array.from([within.length + 1, ...ends, ...within.flat()]);
}
