"""Seeded random weights in the place of a checkpoint, made one tensor at a time: what hollow packs are filled with."""

import hashlib
import math
from collections.abc import Mapping

import torch
from torch import Tensor

from kinora_convert.checkpoints.source import TensorInfo


class RandomSource:
    """Every tensor depends on the seed and its name alone, so it does not matter in which order they are read."""

    def __init__(self, shapes: Mapping[str, tuple[int, ...]], seed: int = 0, name: str = "random weights") -> None:
        self.name = name
        self._infos = {key: TensorInfo(tuple(shape), torch.float32) for key, shape in shapes.items()}
        self._seed = seed

    def tensors(self) -> Mapping[str, TensorInfo]:
        return self._infos

    def read(self, key: str) -> Tensor:
        """Matrices keep the size of what they are multiplied with; scales are near 1, offsets near 0."""
        digest = hashlib.sha256(f"{self._seed}/{key}".encode()).digest()
        generator = torch.Generator().manual_seed(int.from_bytes(digest[:7], "little"))
        shape = self._infos[key].shape
        if len(shape) >= 2 and "table" not in key:
            fan_in = math.prod(shape[1:])
            return torch.randn(shape, generator=generator).mul_(1 / math.sqrt(fan_in))
        noise = torch.randn(shape, generator=generator)
        if key.endswith(("weight", "_std")):
            return noise.mul_(0.1).add_(1)
        return noise.mul_(0.1)

    def fingerprint(self) -> str:
        return f"random-{self._seed}-{len(self._infos)}"
