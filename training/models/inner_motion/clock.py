"""The clock of a subject's own animation, as channels of the video latents.

Each frame has an angle, one turn a cycle, and a latent holds the cosine and the sine of its frames' angles in channels of their own,
constant over the picture. They are treated as motion, like the other channels: they advance from window to window, and a smaller
multiple of them is less of the animation.
"""

import math

import torch
from torch import Tensor

#: Frames of a cycle: six seconds. All animations loop in it, most of them twice.
CYCLE = 72
#: Least divisor of a length. A summand would not do: the exporter drops small ones.
LEAST = 1e-4


def clock_channels(frames_per_latent: int) -> int:
    """Channels of a latent that are the clock's."""
    return 2 * frames_per_latent


def turns(count: int, frames_per_latent: int) -> Tensor:
    """Cosine and sine of the angles of the frames of `count` latents, the first of them one frame after angle 0: [count, F, 2]"""
    frames = torch.arange(1, count * frames_per_latent + 1) * (2 * math.pi / CYCLE)
    return torch.stack([frames.cos(), frames.sin()], dim=-1).unflatten(0, (count, frames_per_latent))


def clock(count: int, frames_per_latent: int, side: int) -> Tensor:
    """The clock's channels of the first `count` latents of a clip: [count, 2 F, side, side]"""
    return turns(count, frames_per_latent).flatten(1)[:, :, None, None].expand(-1, -1, side, side)


def advance(last: Tensor, visible: Tensor, count: int) -> Tensor:
    """The clock's channels of the next `count` latents [B, count, 2 F, h, w] after `last` [B, 2 F, h, w].

    Where `visible` [B] is 0, as at the start of a clip, they begin at angle 0.
    """
    cosine, sine = last[:, -2:].mean(dim=(2, 3)).split(1, dim=1)
    size = (cosine.square() + sine.square()).sqrt().clamp(min=LEAST)
    seen = visible[:, None]
    cosine, sine = cosine / size * seen + (1 - seen), sine / size * seen
    ahead = turns(count, last.shape[1] // 2).to(last)
    further = torch.stack([ahead[..., 0] * cosine[:, :, None] - ahead[..., 1] * sine[:, :, None],
                           ahead[..., 1] * cosine[:, :, None] + ahead[..., 0] * sine[:, :, None]], dim=-1)
    return further.flatten(2)[..., None, None].expand(-1, -1, -1, *last.shape[2:])


def read(channels: Tensor) -> tuple[Tensor, Tensor]:
    """channels [B, 2 F, h, w] -> amplitude of the animation, 0..1 [B, F, 1], and cosine and sine of its angle [B, F, 2]"""
    hands = channels.mean(dim=(2, 3)).unflatten(1, (-1, 2))
    size = hands.square().sum(dim=2, keepdim=True).sqrt()
    return size.clamp(max=1.0), hands / size.clamp(min=LEAST)
