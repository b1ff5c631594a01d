"""The fetched animations: frames of what subjects do by themselves (written by `data.animations`)."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.scenes.artwork import animations_path
from training.scenes.nouns import NOUNS
from training.trainer.errors import StageError


def read_index(cache: Path) -> list[dict[str, Any]]:
    """The entries of all animations, in the order of the nouns."""
    path = animations_path(cache).with_suffix(".json")
    if not path.exists():
        raise StageError(f"{path} is missing. Fetch the animations first: python -m training.data.animations")
    row_of = {noun.name: row for row, noun in enumerate(NOUNS)}
    return sorted(json.loads(path.read_text(encoding="utf-8")), key=lambda entry: row_of[entry["name"]])


def read_frames(cache: Path, entry: dict[str, Any]) -> Tensor:
    """[T, 4, SIDE, SIDE], premultiplied RGBA, 0..1"""
    pixels = np.load(animations_path(cache), mmap_mode="r")[entry["start"] : entry["start"] + entry["count"]]
    return torch.from_numpy(pixels.astype(np.float32) / 255).permute(0, 3, 1, 2).contiguous()
