import type { PackManifest } from '../../../contract/pack.js';
import type { FirstFrame } from './first-frame.js';
import { resampleSigmas, sampleFlow } from './flow-match-euler-scheduler.js';
import { gaussianNoise } from './gaussian-noise.js';
import { guidedDenoiser } from './guided-denoiser.js';
import type { PipelineContext } from './pipeline-context.js';
import { float32, sizeOf } from './tensor.js';
import type { TextConditioning } from './prompt-embeds.js';
import type { WindowContext } from './windows.js';

/** [V, h, w] of a video latent; it may have more channels than a picture's. */
export function videoLatentShape(latent: PackManifest['latent']): readonly number[] {
  return [latent.videoChannels ?? latent.channels, latent.height, latent.width];
}

/**
 * Makes the video latents of one window, conditioned on the first frame and on the end of the window before.
 * @returns N latents of V * h * w numbers, oldest first
 */
export async function sampleWindow(
  tools: PipelineContext,
  conditioning: { readonly text: TextConditioning; readonly empty: TextConditioning },
  first: FirstFrame,
  context: WindowContext,
  noise: { readonly seed: number; readonly stream: number },
  steps: number | undefined,
): Promise<readonly Float32Array[]> {
  const { latent, window, sampler } = tools.manifest;
  const latentShape = videoLatentShape(latent);
  const latentSize = sizeOf(latentShape);
  const shape = [1, window.latents, ...latentShape];
  const denoise = guidedDenoiser(tools.runner, 'imageToVideo', shape, sampler.imageToVideo.guidance, conditioning, {
    first_frame: float32([1, latent.channels, latent.height, latent.width], first.latents),
    context: float32([1, window.context, ...latentShape], context.latents),
    context_mask: float32([1, window.context], context.mask),
  });
  const latents = await sampleFlow(
    gaussianNoise(noise.seed, noise.stream, sizeOf(shape)),
    resampleSigmas(sampler.imageToVideo.sigmas, steps),
    async (noisy, sigma) => {
      const clean = await denoise(noisy, sigma);
      tools.onUnit('video');
      return clean;
    },
    tools.throwIfCancelled,
  );
  return Array.from({ length: window.latents }, (_, i) => latents.subarray(i * latentSize, (i + 1) * latentSize));
}
