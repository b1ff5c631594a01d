"""Kinora's sampler in a few lines, run from a manifest: what the app computes between the graphs."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

Denoiser = Callable[[Tensor, float, float], Tensor]


def sample(scheduler: dict[str, Any], noise: Tensor, denoise: Denoiser, fresh: Iterable[Tensor] = ()) -> Tensor:
    """`denoise` gets the scaled latents, sigma and the timestep, and gives the graph's prediction; `fresh` is noise between steps."""
    kind, sigmas = scheduler["kind"], scheduler["sigmas"]
    timesteps = scheduler.get("timesteps") or [1000 * sigma for sigma in sigmas[:-1]]
    start = {"flow": 1.0, "lcm": 1.0, "euler-epsilon": sigmas[0]}[kind]
    x = noise * scheduler.get("initialScale", start)
    draws = iter(fresh)
    for sigma, following, timestep in zip(sigmas, sigmas[1:], timesteps, strict=False):
        scale = (sigma**2 + 1) ** 0.5
        seen = x / scale if kind == "euler-epsilon" else x
        clean = clean_latents(scheduler, seen, denoise(seen, sigma, timestep), sigma)
        if kind == "lcm" or scheduler.get("stochastic"):
            x = clean if following == 0 else renoised(kind, clean, next(draws), following)
        else:
            x = clean + (x - clean) * (following / sigma)
    return x


def clean_latents(scheduler: dict[str, Any], seen: Tensor, prediction: Tensor, sigma: float) -> Tensor:
    kind, scale = scheduler["prediction"], (sigma**2 + 1) ** 0.5
    if kind == "clean":
        return prediction
    if scheduler["kind"] == "flow":
        return seen - sigma * prediction
    if kind == "epsilon":
        return seen * scale - sigma * prediction
    return seen / scale - sigma / scale * prediction


def renoised(kind: str, clean: Tensor, noise: Tensor, sigma: float) -> Tensor:
    return (1 - sigma) * clean + sigma * noise if kind == "flow" else (clean + sigma * noise) / (sigma**2 + 1) ** 0.5


def torch_noise(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))
