"""How much of its beginning a film keeps after a minute or so (`evaluation.evaluate --long-films`).

Each number is a share of its value two seconds into the same film. Real renderings are measured too, since a subject that
has grown or left the frame differs from the beginning there as well.
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray

from training.evaluation.classifier import SIDE, Classifier
from training.evaluation.pack_runner import Bytes, PackRunner
from training.scenes.artwork import FPS
from training.scenes.captions import canonical_caption
from training.scenes.render import Renderer
from training.scenes.scene import Scene

#: Seconds of film that each moment is averaged over: a whole swing or hop.
MOMENT = 1.5


@dataclass
class Kept:
    """Of one film, at its end beside its second second."""

    #: Cosine of the classifier's features with the first frame's.
    identity: float
    #: Mean absolute difference of neighbouring pixels.
    sharpness: float
    #: Mean change from frame to frame where a window follows another, beside the mean change within windows.
    seam: float


def moment(second: float) -> NDArray[np.int64]:
    """Numbers of the frames of a moment that begins there."""
    return round(second * FPS) + np.arange(round(MOMENT * FPS))


@torch.no_grad()
def identity(classifier: Classifier, first: Bytes, frames: Bytes) -> float:
    """first [H, W, 3], frames [T, H, W, 3]"""
    planes = torch.from_numpy(np.concatenate([first[None], frames])).float().permute(0, 3, 1, 2) / 255
    features = classifier.features(F.interpolate(planes, size=(SIDE, SIDE), mode="area"))
    return float(F.cosine_similarity(features[:1], features[1:]).mean())


def sharpness(frames: Bytes) -> float:
    """Mean absolute difference of neighbouring pixels of frames [T, H, W, 3], 0..255."""
    whole = frames.astype(np.float32)
    return float(sum(np.abs(np.diff(whole, axis=axis)).mean() for axis in (1, 2)))


def seam(frames: Bytes, window: int) -> float:
    """frames [1 + n * window, H, W, 3]"""
    changes = np.array([np.abs(late.astype(np.int16) - early).mean() for early, late in itertools.pairwise(frames)])
    border = np.arange(len(changes)) % window == 0
    border[0] = False  # from the first frame, which another model drew
    return float(changes[border].mean() / max(changes[~border].mean(), 1e-6))


def kept(classifier: Classifier, early: Bytes, late: Bytes, first: Bytes) -> tuple[float, float]:
    return (
        identity(classifier, first, late) / identity(classifier, first, early),
        sharpness(late) / sharpness(early),
    )


def measure_long_films(
    runner: PackRunner, renderer: Renderer, classifier: Classifier, scenes: list[Scene], seconds: int
) -> dict[str, Any]:
    """Means over one film a scene; the seeds are 0, 1, 2, ..."""
    early, late = moment(2), moment(seconds - MOMENT)
    window = runner.window * runner.frames_per_latent
    measured: list[Kept] = []
    real: list[tuple[float, float]] = []
    for number, scene in enumerate(scenes):
        made = runner.clip(canonical_caption(scene), 1 + -(-seconds * FPS // window) * window, number)
        measured.append(Kept(*kept(classifier, made[early], made[late], made[0]), seam(made, window)))
        times = torch.from_numpy(np.concatenate([[0], early, late]))
        rendered = renderer.render([scene], times, with_flow=False).frames[0].permute(0, 2, 3, 1)
        frames = np.round(rendered.numpy() * 255).astype(np.uint8)
        real.append(kept(classifier, frames[1 : 1 + len(early)], frames[1 + len(early) :], frames[0]))
        print(f"{seconds} seconds of {canonical_caption(scene)}: {measured[-1]}", flush=True)
    names = ("identity", "sharpness", "seam")
    return {
        "films": len(scenes),
        "seconds": seconds,
        "shipped": {name: round(float(np.mean([getattr(one, name) for one in measured])), 3) for name in names},
        "real": {name: round(float(np.mean([pair[i] for pair in real])), 3) for i, name in enumerate(names[:2])},
    }
