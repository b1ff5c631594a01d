"""How much of its beginning a film keeps after a minute or so, and whether what pulses still does after ten seconds.

Each number is a share of its value two seconds into the same film. Real renderings are measured too, since a subject that
has grown or left the frame differs from the beginning there as well.
"""

import itertools
from typing import Any

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from training.evaluation.instruments.measures import Source, identity
from training.evaluation.instruments.tracks import shrink, track
from training.evaluation.pack_runner import Bytes
from training.scenes.artwork import FPS
from training.scenes.captions import canonical_caption
from training.scenes.scene import Scene

#: Seconds of film that each moment is averaged over: a whole swing or hop.
MOMENT = 1.5
#: When pulses are measured, and for how long: some beats.
PULSE_AT, PULSE_SECONDS = 10, 3


def moment(second: float, length: float = MOMENT) -> NDArray[np.int64]:
    """Numbers of the frames of a moment that begins there."""
    return round(second * FPS) + np.arange(round(length * FPS))


def sharpness(frames: Bytes) -> float:
    """Mean absolute difference of neighbouring pixels of frames [T, H, W, 3], 0..255."""
    whole = frames.astype(np.float32)
    return float(sum(np.abs(np.diff(whole, axis=axis)).mean() for axis in (1, 2)))


def seam(frames: Bytes, window: int) -> float:
    """Mean change from frame to frame where a window follows another, beside the mean change within windows; frames [1 + n * window, H, W, 3]."""
    changes = np.array([np.abs(late.astype(np.int16) - early).mean() for early, late in itertools.pairwise(frames)])
    border = np.arange(len(changes)) % window == 0
    border[0] = False  # from the first frame, which another model drew
    return float(changes[border].mean() / max(changes[~border].mean(), 1e-6))


def kept(frames: Bytes, plate: Tensor, seconds: int) -> dict[str, float]:
    """Identity and sharpness at the end, as shares of what they are in the second second."""
    early, late = (frames[moment(second)] for second in (2, seconds - MOMENT))
    ends = [identity(np.concatenate([frames[:1], part]), plate) for part in (early, late)]
    return {"identity": ends[1] / max(ends[0], 1e-6), "sharpness": sharpness(late) / sharpness(early)}


def measure_long_films(source: Source, scenes: list[Scene], seconds: int, window: int) -> dict[str, Any]:
    """Means over one film a scene; the seeds are 0, 1, 2, ..."""
    measured = []
    for number, scene in enumerate(scenes):
        made = source.clip(scene, number, 1 + -(-seconds * FPS // window) * window)
        measured.append(kept(made, source.still(scene, number).plate, seconds) | {"seam": seam(made, window)})
        print(f"{seconds} seconds of {canonical_caption(scene)}: {measured[-1]}", flush=True)
    return {name: float(np.mean([each[name] for each in measured])) for name in measured[0]}


def pulse(frames: Bytes) -> float:
    """How much the size of the subject of frames [T, H, W, 3] goes up and down: the deviation of its logarithm."""
    return float(track(shrink(frames)).values[:, 2].std())


def measure_pulses(source: Source, scenes: list[Scene]) -> float:
    """Mean pulse of the scenes' films ten seconds after their beginning."""
    return float(np.mean([pulse(source.clip(scene, number, PULSE_AT * FPS + PULSE_SECONDS * FPS)[moment(PULSE_AT, PULSE_SECONDS)])
                          for number, scene in enumerate(scenes)]))
