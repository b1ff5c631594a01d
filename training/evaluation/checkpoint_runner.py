"""Checkpoints of the denoisers in place of the graphs of an exported pack: what the evaluation compares the pack with."""

import copy
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from training.datasets.latents import Conditioning
from training.diffusion.distilling import draw, sampler_of
from training.evaluation.pack_runner import Array, PackRunner
from training.models.inner_motion.clock import advance
from training.models.pair import TextAndDenoiser
from training.scenes.tokens import tokenize, words
from training.trainer.checkpoints import load_checkpoint
from training.trainer.trained_models import freeze
from training.trainer.warm_start import load_pair_with_words

KINDS = {"textToImage": "text-to-image", "imageToVideo": "image-to-video"}
MANY, FEW = (28, 28), (4, 2)


class Variant(NamedTuple):
    """A row of other runners in the evaluation: checkpoints of text-to-image and image-to-video, and the steps of those that hold no sampler."""

    title: str
    pictures: str
    clips: str
    steps: tuple[int, int] = MANY


VARIANTS = {
    "teacher": Variant("dense teacher, 28 steps, its motion guided", "text-to-image", "image-to-video"),
    "few": Variant("dense teacher, 4 steps for the picture and 2 for its motion, the motion guided", "text-to-image", "image-to-video", FEW),
    "student2": Variant("dense student, 2 steps", "text-to-image-student-2", "image-to-video-student-2"),
    "student1": Variant("dense student, 1 step", "text-to-image-student-1", "image-to-video-student-1"),
    "sparse": Variant("the same with the sparse student for the motion, 2 steps", "text-to-image", "image-to-video-sparse", FEW),
    "sparse2": Variant("sparse student, 2 steps", "text-to-image-student-2", "image-to-video-sparse-student-2"),
    "sparse1": Variant("sparse student, 1 step", "text-to-image-student-1", "image-to-video-sparse-student-1"),
    "forced": Variant("sparse student, 2 steps, after self-forcing", "text-to-image-student-2", "image-to-video-sparse-student-2-forced"),
}


class CheckpointRunner(PackRunner):
    """`clip` as PackRunner's, with both denoisers and their text from checkpoints."""

    def __init__(self, pack: PackRunner, pictures: Path, clips: Path, steps: tuple[int, int] = MANY) -> None:
        vars(self).update(vars(copy.copy(pack)))  # the same sessions: graphs are large
        self.pairs: dict[str, TextAndDenoiser] = {}
        self.samplers: dict[str, tuple[tuple[float, ...], float]] = {}
        for graph, path, count in zip(KINDS, (pictures, clips), steps, strict=True):
            self.pairs[graph] = freeze(load_pair_with_words(path, words())[0])
            self.samplers[graph] = sampler_of(load_checkpoint(path), KINDS[graph], count)

    @torch.no_grad()
    def denoise(self, graph: str, prompt: str, noise: Array, sampler: dict[str, Any], conditions: dict[str, Array]) -> Array:
        known = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in conditions.items()}
        sigmas, guidance = self.samplers[graph]
        channels, tokens = self.motion_channels, torch.tensor([tokenize(prompt)])
        if graph == "textToImage":
            return draw(self.pairs[graph], torch.from_numpy(noise), sigmas, Conditioning(tokens, tuple(known.values())), guidance).numpy()
        # The clock's channels are computed, not predicted.
        clock = advance(known["context"][:, -1, channels:], known["context_mask"][:, -1], noise.shape[1])
        known["context"] = known["context"][:, :, :channels]
        motion = torch.from_numpy(noise[:, :, :channels])
        drawn = draw(self.pairs[graph], motion, sigmas, Conditioning(tokens, tuple(known.values())), guidance)
        return torch.cat([drawn, clock], dim=2).numpy()


def runners_of(pack: PackRunner, runs: Path) -> dict[str, PackRunner]:
    """Every variant whose two checkpoints are there."""
    found: dict[str, PackRunner] = {}
    for name, variant in VARIANTS.items():
        pictures, clips = (runs / f"{file}.pt" for file in (variant.pictures, variant.clips))
        if pictures.exists() and clips.exists():
            found[name] = CheckpointRunner(pack, pictures, clips, variant.steps)
    return found
