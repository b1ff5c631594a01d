"""Noise levels to train at, and the losses of clean-latent predictions."""

import torch
from torch import Tensor

from training.diffusion.sampling import schedule


def sample_sigma(batch: int, near_steps: int = 0) -> Tensor:
    """Noise levels [B] in 0.3..1, two fifths of them above 0.9.

    Four steps visit 1, 0.86, 0.67 and 0.4 and nothing below, and what a noun looks like is learned at high noise, where the
    caption is the only information. With `near_steps`, three quarters lie within 0.05 of the levels of a schedule with
    that many steps: a last run trains where a sampler of few steps evaluates the model.
    """
    strong = torch.rand(batch) < 0.4
    anywhere = torch.where(strong, 0.9 + 0.1 * torch.rand(batch), 0.3 + 0.65 * torch.rand(batch))
    if not near_steps:
        return anywhere
    visited = torch.tensor(schedule(near_steps)[:-1])
    near = visited[torch.randint(near_steps, (batch,))] + 0.05 * (2 * torch.rand(batch) - 1)
    return torch.where(torch.rand(batch) < 0.75, near.clamp(max=1), anywhere)


def clean_latent_loss(made: Tensor, clean: Tensor, sigma: Tensor, smallest: float = 0.5) -> Tensor:
    """Squared error of the clean latents, weighted 1/sigma^2 as the velocity's would be; the weight is capped at 1/smallest^2."""
    weight = 1 / sigma.clamp(min=smallest).square()
    return (weight * (made - clean).square().flatten(1).mean(dim=1)).mean()
