"""Pools of first frames, and how sharp they are drawn."""

from typing import cast

import numpy as np
import torch

from training.datasets.first_frames import FirstFrames, FramePool, Refill
from training.models.image_autoencoder import sharpened


class Counting:
    """A source whose pictures are numbered."""

    def __init__(self) -> None:
        self.made = 0

    def stored(self, size: int) -> torch.Tensor:
        numbers = torch.arange(self.made, self.made + size, dtype=torch.uint8)
        self.made += size
        return numbers[:, None, None, None].expand(-1, 3, 1, 1).clone()


def pool_of(refill: Refill) -> tuple[FramePool, Counting]:
    source = Counting()
    return FramePool(cast(FirstFrames, source), refill), source


def numbers_of(batch: torch.Tensor) -> list[int]:
    return np.round(batch[:, 0, 0, 0].numpy() * 255).astype(int).tolist()


def test_a_growing_pool_renders_whole_batches_until_it_is_full() -> None:
    pool, source = pool_of(Refill(16))
    made = []
    for _ in range(4):
        shown = numbers_of(pool.batch(8))
        made.append(source.made)
        assert len(shown) == 8
    assert made == [8, 16, 18, 20], "then a quarter of each"
    assert len(pool.frames) == 16


def test_a_growing_pool_shows_a_quarter_of_new_pictures_first() -> None:
    pool, _ = pool_of(Refill(16))
    pool.batch(8)
    assert numbers_of(pool.batch(8))[:2] == [8, 9]


def test_a_pool_that_is_filled_ahead_renders_now_and_then() -> None:
    pool, source = pool_of(Refill(32, count=8, every=3, ahead=True))
    made = []
    for _ in range(6):
        assert pool.batch(4).shape == (4, 3, 1, 1)
        made.append(source.made)
    assert made == [32, 32, 40, 40, 40, 48]
    assert len(pool.frames) == 32


def test_edges_are_drawn_steeper_and_even_parts_as_they_are() -> None:
    edge = torch.linspace(-12, 12, 24).sigmoid().mul(0.6).add(0.2).expand(1, 3, 24, 24)
    sharp = sharpened(edge)
    assert sharp.diff(dim=3).amax() > 1.03 * edge.diff(dim=3).amax()
    assert torch.allclose(sharpened(torch.full((1, 3, 8, 8), 0.4)), torch.full((1, 3, 8, 8), 0.4), atol=1e-6)
    assert sharpened(torch.rand(1, 3, 16, 16).round()).unique().tolist() == [0.0, 1.0]
