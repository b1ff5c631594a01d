import type { PackManifest } from '../../../contract/pack.js';
import type { ShotConditioning } from './film-state.js';
import type { FlowMatchEulerScheduler } from './flow-match-euler-scheduler.js';
import { gaussianNoise } from './gaussian-noise.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import { float32, sizeOf } from './tensor.js';
import type { WindowContext } from './windows.js';

/** [V, h, w] of a video latent; it may have more channels than a picture's. */
export function videoLatentShape(latent: PackManifest['latent']): readonly number[] {
  return [latent.videoChannels ?? latent.channels, latent.height, latent.width];
}

/**
 * Makes the video latents of one window: noise -> image-to-video, step by step, conditioned on the prompt, the first
 * frame and the end of the window before.
 * @returns N latents of V * h * w numbers, oldest first
 */
export async function sampleWindow(
  context: PipelineContext,
  scheduler: FlowMatchEulerScheduler,
  { prompt, firstFrame }: ShotConditioning,
  before: WindowContext,
  noise: { readonly seed: number; readonly stream: number },
): Promise<readonly Float32Array[]> {
  const { latent, window, sampler } = context.manifest;
  const latentShape = videoLatentShape(latent);
  const latentSize = sizeOf(latentShape);
  const shape = [1, window.latents, ...latentShape];
  const denoise = guidedDenoiser(context.runner, 'imageToVideo', shape, sampler.imageToVideo.guidance, prompt, {
    first_frame: float32([1, latent.channels, latent.height, latent.width], firstFrame.latents),
    context: float32([1, window.context, ...latentShape], before.latents),
    context_mask: float32([1, window.context], before.mask),
  });

  let latents = gaussianNoise(noise.seed, noise.stream, sizeOf(shape));
  for (const [step, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
    await context.throwIfCancelled();
    latents = scheduler.step(await denoise(latents, sigma), step, latents);
    context.onUnit('video');
  }
  return Array.from({ length: window.latents }, (_, i) => latents.subarray(i * latentSize, (i + 1) * latentSize));
}
