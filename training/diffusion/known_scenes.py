"""Text-to-image on scenes that are known: what it makes of their latents, with the subject where it is."""

from collections.abc import Sequence

import torch
from torch import Tensor

from training.diffusion.sampling import noised, sample
from training.models.memory import Truth
from training.models.pair import TextAndDenoiser


def predicted(pair: TextAndDenoiser, truth: Truth, text: Tensor, mask: Tensor, noisy: Tensor, sigma: Tensor) -> Tensor:
    """The clean latents [B, C, h, w] of noisy ones at noise levels [B], float32."""
    recalled = pair.picture_denoiser.recall(text, mask, noisy, truth)
    made: Tensor = pair.denoiser(noisy, sigma, text, mask, recalled=recalled)
    return made.float()


@torch.no_grad()
def sampled(pair: TextAndDenoiser, truth: Truth, text: Tensor, mask: Tensor, latents: Tensor, sigmas: Sequence[float]) -> Tensor:
    """Latents at the last of `sigmas`, as the sampler comes to it from the first, where noise has left little of the true `latents`."""

    def levels(sigma: float) -> Tensor:
        return torch.full((len(latents),), sigma, device=latents.device)

    return sample(lambda noisy, sigma: predicted(pair, truth, text, mask, noisy, levels(sigma)), noised(latents, levels(sigmas[0])), sigmas)
