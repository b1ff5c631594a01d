"""Positions in time, rows and columns. Each head's 72 numbers are three thirds of 12 pairs."""

import torch
from torch import Tensor, nn

from kinora_convert.families.mobilei2v.config import HEAD

AXES = 3
THIRD = HEAD // AXES
PAIRS = THIRD // 2
BASE = 10000.0
#: Positions were stretched onto a grid of 16 by 16.
BASE_GRID = 16


def halves_first(heads: int) -> Tensor:
    """Where the numbers of queries and keys come from: all first ones of the pairs of a head, then all second ones.

    Scores do not depend on the order, as long as it is that of both. Turning is then a product of contiguous halves.
    """
    first = torch.cat([torch.arange(PAIRS) + axis * THIRD for axis in range(AXES)])
    head = torch.cat([first, first + PAIRS])
    return torch.cat([head + index * HEAD for index in range(heads)])


class RotaryTables(nn.Module):
    """Cosines and sines for a grid [T, h, w], each [1, tokens, 1, 36]."""

    def __init__(self, grid: tuple[int, int, int], stretch: tuple[float, float, float]) -> None:
        """`stretch`: what positions are divided by, along each axis."""
        super().__init__()
        frequencies = BASE ** -(torch.arange(PAIRS, dtype=torch.float64) / PAIRS)
        steps = [torch.arange(length, dtype=torch.float64) / by for length, by in zip(grid, stretch, strict=True)]
        places = torch.meshgrid(*steps, indexing="ij")
        angles = torch.cat([place.flatten()[:, None] * frequencies for place in places], dim=1)
        self.register_buffer("cos", angles.cos().to(torch.float32)[None, :, None], persistent=False)
        self.register_buffer("sin", angles.sin().to(torch.float32)[None, :, None], persistent=False)
        self.cos: Tensor
        self.sin: Tensor

    def turn(self, x: Tensor, heads: int) -> Tensor:
        """x [1, tokens, heads * 72], in the order of `halves_first`."""
        first, second = x.unflatten(-1, (heads, HEAD)).chunk(2, dim=-1)
        turned = torch.cat([first * self.cos - second * self.sin, second * self.cos + first * self.sin], dim=-1)
        return turned.flatten(2)


def stretch_of(height: int, width: int) -> tuple[float, float, float]:
    """As released for 23 by 40. For other grids nothing is published; the same rule is a guess."""
    return (1.0, height / BASE_GRID, width / BASE_GRID)
