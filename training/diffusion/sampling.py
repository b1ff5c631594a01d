"""The one sampler: flow matching from clean-latent predictions. `workers/generator/pipelines` does the same in the browser.

Noisy latents are x = (1 - sigma) * clean + sigma * noise, with the noise level sigma in 0..1. A step from sigma to sigma'
keeps the estimated noise, x' = denoised + sigma' / sigma * (x - denoised), which is Euler's method for the
probability-flow ODE (Lipman et al., arXiv 2210.02747).
"""

import itertools
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

#: Latents of PyTorch, or of ONNX Runtime.
Latents = TypeVar("Latents", Tensor, NDArray[np.float32])


def schedule(steps: int, shift: float = 2.0) -> tuple[float, ...]:
    """Sigmas from 1 to 0 in `steps` steps, denser near 1 as `shift` grows (Esser et al., arXiv 2403.03206)."""
    even = [1 - i / steps for i in range(steps + 1)]
    return tuple(shift * s / (1 + (shift - 1) * s) for s in even)


def noised(clean: Tensor, sigma: Tensor) -> Tensor:
    """Latents [B, ...] with fresh noise, each at its own level sigma [B]."""
    return torch.lerp(clean, torch.randn_like(clean), sigma.view(-1, *[1] * (clean.ndim - 1)))


def sample(denoise: Callable[[Latents, float], Latents], noise: Latents, sigmas: Sequence[float]) -> Latents:
    """`denoise(latents, sigma)` -> clean latents of the same shape; returns those at the last sigma."""
    x = noise
    for sigma, following in itertools.pairwise(sigmas):
        denoised = denoise(x, sigma)
        x = denoised + following / sigma * (x - denoised)
    return x


def guided(conditional: Latents, unconditional: Latents, guidance: float) -> Latents:
    """Classifier-free guidance (Ho and Salimans, arXiv 2207.12598); 1 is the conditional prediction."""
    return unconditional + guidance * (conditional - unconditional)
