"""How near a reconstructed picture is to the original."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

#: Weight of alpha's error relative to that of a colour channel.
ALPHA_WEIGHT = 0.5


def reconstruction_loss(made: Tensor, real: Tensor, where: Tensor | None = None) -> dict[str, Tensor]:
    """Losses by name, "loss" being their sum; pictures [B, 3, H, W] in 0..1, or [B, 4, H, W] with alpha.

    L1 of the pixels, of their gradients (edges) and of 8x8 means (colours of areas), plus 4 times the squared error. `where` [B, 1, H, W] is
    what an error at a pixel is multiplied with.
    """
    difference = made - real if where is None else (made - real) * where
    weight = torch.tensor([1.0, 1.0, 1.0, ALPHA_WEIGHT][: made.shape[1]], device=made.device)[:, None, None]
    weight = weight / weight.mean()
    weighted = difference * weight
    pixel = weighted.abs().mean()
    gradient = weighted.diff(dim=2).abs().mean() + weighted.diff(dim=3).abs().mean()
    pooled = F.avg_pool2d(weighted, 8).abs().mean()
    error = difference[:, :3].square().mean()
    losses = {"loss": pixel + gradient + pooled + 4 * error, "pixel": pixel, "mse": error}
    return losses | ({"alpha": difference[:, 3].abs().mean()} if made.shape[1] == 4 else {})


def contrast_loss(made: Tensor, real: Tensor) -> Tensor:
    """L1 of how strong the gradients are in each square of 8x8 pixels: soft edges cost as much here as misplaced ones do in the loss above."""
    return sum(
        (F.avg_pool2d(made.diff(dim=axis).abs(), 8) - F.avg_pool2d(real.diff(dim=axis).abs(), 8)).abs().mean() for axis in (2, 3)
    )  # type: ignore[return-value]


def gradient_energy(pictures: Tensor) -> float:
    """Sum of the squared differences of neighbouring pixels, over all of pictures [B, C, H, W]."""
    return float(pictures.diff(dim=2).square().sum() + pictures.diff(dim=3).square().sum())


def psnr(mse: float) -> float:
    """Peak signal-to-noise ratio in dB of pictures in 0..1."""
    return -10 * float(np.log10(max(mse, 1e-10)))
