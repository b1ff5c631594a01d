"""Flow-matching sampling from clean-latent predictions; `workers/generator/pipelines` does the same in the browser.

Noisy latents are x = (1 - sigma) * clean + sigma * noise. A step from sigma to sigma' keeps the estimated noise:
x' = denoised + sigma' / sigma * (x - denoised), which is Euler's method for the probability-flow equation.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from training.models.denoisers import ImageToVideo, TextToImage

def schedule(steps: int, shift: float = 2.0) -> tuple[float, ...]:
    """Sigmas from 1 to 0 in `steps` steps, denser near 1 as `shift` grows (Esser et al., arXiv 2403.03206)."""
    even = [1 - i / steps for i in range(steps + 1)]
    return tuple(shift * s / (1 + (shift - 1) * s) for s in even)


def noised(clean: Tensor, sigma: Tensor) -> Tensor:
    """Latents [B, ...] with fresh noise, each at its own level sigma [B]."""
    return torch.lerp(clean, torch.randn_like(clean), sigma.view(-1, *[1] * (clean.ndim - 1)))


def sample(denoise: Callable[[Tensor, float], Tensor], noise: Tensor, sigmas: Sequence[float]) -> Tensor:
    """`denoise(latents, sigma)` -> clean latents of the same shape; returns those at the last sigma."""
    x = noise
    for sigma, following in zip(sigmas[:-1], sigmas[1:], strict=True):
        denoised = denoise(x, sigma)
        x = denoised + following / sigma * (x - denoised)
    return x


def guided(conditional: Tensor, unconditional: Tensor | None, guidance: float) -> Tensor:
    return conditional if unconditional is None else unconditional + guidance * (conditional - unconditional)


@torch.no_grad()
def draw_first_frames(
    model: TextToImage,
    text: tuple[Tensor, Tensor],
    nothing: tuple[Tensor, Tensor],
    noise: Tensor,
    sigmas: Sequence[float],
    guidance: float,
) -> Tensor:
    """noise [B, C, h, w] -> latents; `nothing` is the text encoding of empty prompts."""

    def denoise(x: Tensor, sigma: float) -> Tensor:
        sigma_batch = torch.full((x.shape[0],), sigma, device=x.device)
        conditional = model(x, sigma_batch, *text)
        unconditional = model(x, sigma_batch, *nothing) if guidance != 1 else None
        return guided(conditional, unconditional, guidance)

    return sample(denoise, noise, sigmas)


@torch.no_grad()
def animate(
    model: ImageToVideo,
    text: tuple[Tensor, Tensor],
    nothing: tuple[Tensor, Tensor],
    first_frame: Tensor,
    noise: Tensor,
    sigmas: Sequence[float],
    guidance: float,
) -> Tensor:
    """first_frame [B, C, h, w] and noise [B, windows * N, C, h, w] -> latents like the noise, window after window."""
    config = model.config
    context = torch.zeros(noise.shape[0], config.context, *noise.shape[2:], device=noise.device)
    context_mask = torch.zeros(noise.shape[0], config.context, device=noise.device)
    made = []
    for window in noise.split(config.window, dim=1):

        def denoise(x: Tensor, sigma: float, context: Tensor = context, mask: Tensor = context_mask) -> Tensor:
            sigma_batch = torch.full((x.shape[0],), sigma, device=x.device)
            conditional = model(x, sigma_batch, *text, first_frame, context, mask)
            unconditional = model(x, sigma_batch, *nothing, first_frame, context, mask) if guidance != 1 else None
            return guided(conditional, unconditional, guidance)

        latents = sample(denoise, window, sigmas)
        made.append(latents)
        context = latents[:, -config.context :]
        context_mask = torch.ones_like(context_mask)
    return torch.cat(made, dim=1)
