"""First frames of random scenes, rendered as they are needed or from a pool: what the picture autoencoders learn from."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.scenes.render import Renderer
from training.scenes.scene import sample_scene

#: Pictures that a pool keeps in memory.
POOL, POOL_ON_GPU = 2048, 16_000
#: On a GPU, pictures that are rendered at a time, and steps from one time to the next.
FRESH, FRESH_EVERY = 256, 24


def as_bytes(pictures: Tensor) -> Tensor:
    """Pictures in 0..1 as uint8."""
    return (pictures * 255).round().byte()


class FirstFrames:
    """An endless source of first frames, from every split of the scenes.

    With `alpha`, the subject's alpha is a fourth channel. All pictures are in 0..1.
    """

    def __init__(self, renderer: Renderer, seed: int, alpha: bool) -> None:
        self.renderer, self.generator, self.alpha = renderer, np.random.default_rng(seed), alpha

    def batch(self, size: int) -> Tensor:
        """[size, 3 or 4, H, W], each from a new scene."""
        scenes = [sample_scene(self.generator, "all") for _ in range(size)]
        frames, alpha = self.renderer.first_frames(scenes)
        return torch.cat([frames, alpha], dim=1) if self.alpha else frames

    def stored(self, size: int) -> Tensor:
        """As `batch`, uint8."""
        return as_bytes(self.batch(size))


@dataclass(frozen=True)
class Refill:
    """How a pool is filled and kept fresh; rendering a picture costs as much as training on it."""

    size: int
    #: Pictures that one rendering makes; 0: as many as the batch has while the pool fills, then a quarter of it.
    count: int = 0
    #: Steps from one rendering to the next.
    every: int = 1
    #: The pool is filled before the first batch. Otherwise it grows by each batch.
    ahead: bool = False


#: A CPU renders a quarter of each batch anew; a GPU waits for each scene that Python makes up, so it gets many at a time.
CPU_REFILL = Refill(POOL)
GPU_REFILL = Refill(POOL_ON_GPU, FRESH, FRESH_EVERY, ahead=True)


class FramePool:
    """First frames, kept as uint8 on the renderer's device and shown again and again."""

    def __init__(self, source: FirstFrames, refill: Refill) -> None:
        self.source, self.refill = source, refill
        self.frames = torch.empty(0, dtype=torch.uint8)
        self.steps = 0

    def batch(self, size: int) -> Tensor:
        """[size, 3 or 4, H, W] in 0..1. The rows rendered for this batch come first, where the pool grows by each batch."""
        refill, shown = self.refill, torch.empty(0, dtype=torch.uint8)
        if refill.ahead and not len(self.frames):
            self.frames = torch.cat([self.source.stored(refill.count) for _ in range(-(-refill.size // refill.count))])
        self.steps += 1
        if self.steps % refill.every == 0:
            shown = self._refill(size)
        rest = self.frames[torch.randint(len(self.frames), (size - len(shown),), device=self.frames.device)]
        return torch.cat([shown.to(rest.device), rest]).float() / 255

    def _refill(self, size: int) -> Tensor:
        """Renders some, and returns those of them that this batch shows for certain."""
        refill = self.refill
        if refill.ahead:
            start = self.steps // refill.every * refill.count % (len(self.frames) - refill.count + 1)
            self.frames[start : start + refill.count] = self.source.stored(refill.count)
            return self.frames[:0]
        is_full = len(self.frames) >= refill.size
        fresh = self.source.stored(size // 4 if is_full else size)
        if is_full:
            self.frames[torch.randint(len(self.frames), (len(fresh),))] = fresh
        else:
            self.frames = torch.cat([self.frames.to(fresh.device), fresh])
        return fresh[: size // 4]
