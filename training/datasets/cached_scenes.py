"""The scenes that are cached as latents, each found again by its number and a seed, on every machine."""

import argparse
import multiprocessing
from collections.abc import Iterator
from functools import partial
from typing import Literal

import numpy as np
import torch
from torch import Tensor

from training.scenes.captions import caption
from training.scenes.nouns import PRESETS
from training.scenes.scene import Scene, nudged, sample_scene, settled
from training.scenes.tokens import tokenize

#: "images": composed first frames for text-to-image; "clips": clips with their own first frames for image-to-video.
Kind = Literal["images", "clips"]
#: Paraphrases kept for each scene.
CAPTIONS = 6


def is_composed(scene: Scene) -> bool:
    """True where the subject stands where the caption says, at the start of its own animation.

    Image-to-video also learns from the others, since it must animate any picture; they would blur what text-to-image draws.
    """
    return scene.place != "anywhere" and scene.inner_phase == 0


def scene_at(index: int, seed: int, kind: Kind) -> tuple[Scene, np.random.Generator]:
    """The training scene of that number, and the generator of its captions."""
    generator = np.random.default_rng([seed, index])
    while True:
        scene = sample_scene(generator, "train")
        if kind == "clips":
            return scene, generator
        if is_composed(scene):
            return nudged(settled(scene), generator), generator


def tokens_of(scene: Scene, generator: np.random.Generator) -> list[list[int]]:
    """CAPTIONS paraphrases, each as its tokens."""
    return [tokenize(caption(scene, generator)) for _ in range(CAPTIONS)]


def sample_scenes(numbers: range, seed: int, kind: Kind) -> tuple[list[Scene], list[list[list[int]]]]:
    """The scenes of these numbers, and the tokens of their captions."""
    pairs = [scene_at(number, seed, kind) for number in numbers]
    return [scene for scene, _ in pairs], [tokens_of(scene, generator) for scene, generator in pairs]


def sample_ahead(numbers: list[range], arguments: argparse.Namespace) -> Iterator[tuple[list[Scene], list[list[list[int]]]]]:
    """`sample_scenes` for each range, in order; with --workers in other processes, so that a GPU does not wait for Python."""
    one = partial(sample_scenes, seed=arguments.seed, kind=arguments.kind)
    if not arguments.workers:
        yield from map(one, numbers)
        return
    # Spawned, because CUDA does not survive a fork.
    with multiprocessing.get_context("spawn").Pool(arguments.workers) as pool:
        yield from pool.imap(one, numbers)


def layouts(scenes: list[Scene]) -> Tensor:
    """Where the subjects stand in the first frame [B, 3]: x, y, and half the side, in units of half the frame."""
    return torch.tensor([[scene.x, scene.y, scene.half] for scene in scenes])


def rows_of(nouns: frozenset[str], count: int, seed: int) -> Tensor:
    """Numbers of those of the first `count` cached pictures that show one of `nouns`."""
    if nouns == PRESETS["all"]:
        return torch.arange(count)
    return torch.tensor([row for row in range(count) if scene_at(row, seed, "images")[0].noun in nouns])
