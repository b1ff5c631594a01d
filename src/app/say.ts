/** Numbers in a person's words. */
import type { BackendName, Capabilities } from '../../contract/generator.js';

const BYTES_PER_MB = 1_000_000;

export function sayBytes(bytes: number): string {
  if (bytes < BYTES_PER_MB) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / BYTES_PER_MB).toFixed(bytes < 100 * BYTES_PER_MB ? 1 : 0)} MB`;
}

export function saySeconds(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

export function sayTimeLeft(seconds: number): string {
  if (seconds < 1.5) return 'nearly there';
  return `about ${saySeconds(Math.ceil(seconds))} left`;
}

export function sayDevice(backend: BackendName, { webgpu, wasm }: Capabilities): string {
  if (backend === 'webgpu') {
    if (webgpu === null) return 'your GPU was asked for, but this browser offers none';
    return webgpu.software ? `a software GPU (${webgpu.adapter}), which is slow` : `your GPU: ${webgpu.adapter}`;
  }
  return `your CPU (WebAssembly, ${wasm.threads} ${wasm.threads === 1 ? 'thread' : 'threads'})`;
}

/** A file name out of a prompt: "a-red-apple-bouncing-7.mp4". */
export function fileNameOf(prompt: string, seed: number): string {
  const words = prompt
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${words === '' ? 'kinora' : words}-${seed}.mp4`;
}
