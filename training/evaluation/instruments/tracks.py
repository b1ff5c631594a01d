"""What a clip's subject does, measured from pixels: where it is, how big, how it lies. And which named motion that is.

Nothing here is learned. The mask is what differs from the background, the track its moments, and the motion the one whose
real rendering, begun from the same place and size, has the nearest track.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from training.scenes.motions import MOTIONS
from training.scenes.render import Renderer
from training.scenes.scene import Scene, make_scene
from training.scenes.vocabulary import BACKGROUNDS

#: float32 or float64.
Floats = NDArray[np.floating[Any]]

#: Side of the frames that are measured; moments need no more, and thirteen renderings a clip cost less.
SIDE = 64
#: Columns at either side that are taken for background.
BORDER = 2
#: Difference from the background (largest channel, of 1) at which the mask begins, and at which it is full.
MASK_FROM, MASK_FULL = 0.08, 0.2
#: Fewer pixels than this share of the frame are no subject.
LEAST_AREA = 0.004
#: How much a unit of x, y (half a frame), log size, lengthening (2) and lean (2) counts.
WEIGHTS = np.array([1.0, 1.0, 1.0, 0.6, 0.6, 2.0, 2.0], dtype=np.float32)


@dataclass
class Track:
    """`values` [T, 7]: x, y in -1..1; log of the side of a square as big; lengthening (2); lean (2).

    The last two pairs are vectors that turn with the subject: the second moments of its mask (twice as fast, long where it
    is elongated) and where its brightness lies off its middle. Round, evenly bright things have short ones.
    """

    values: Floats
    seen: NDArray[np.bool_]  # [T]: False where there is no subject in the frame


def shrink(frames: NDArray[np.uint8]) -> Floats:
    """[T, H, W, 3] bytes -> [T, SIDE, SIDE, 3] in 0..1, by means of areas."""
    count, height, width, _ = frames.shape
    blocks = frames.reshape(count, SIDE, height // SIDE, SIDE, width // SIDE, 3)
    return blocks.mean(axis=(2, 4), dtype=np.float32) / 255


def background_profile(frames: Floats) -> Floats:
    """[SIDE, 3]: the background's colour in each row, from the borders of all frames [T, SIDE, SIDE, 3]."""
    edges = np.concatenate([frames[:, :, :BORDER], frames[:, :, -BORDER:]], axis=2)
    return np.median(edges.transpose(1, 0, 2, 3).reshape(SIDE, -1, 3), axis=1).astype(np.float32)


def track(frames: Floats) -> Track:
    """frames [T, SIDE, SIDE, 3]"""
    line = (np.arange(SIDE, dtype=np.float32) * 2 + 1) / SIDE - 1
    x, y = line[None, None, :], line[None, :, None]
    difference = np.abs(frames - background_profile(frames)[None, :, None]).max(axis=3)
    mask = np.clip((difference - MASK_FROM) / (MASK_FULL - MASK_FROM), 0, 1)
    total = mask.sum(axis=(1, 2))
    share = mask / np.maximum(total, 1e-6)[:, None, None]

    def mean(values: Floats) -> Floats:
        return (share * values).sum(axis=(1, 2))

    centre_x, centre_y = mean(x), mean(y)
    off_x, off_y = x - centre_x[:, None, None], y - centre_y[:, None, None]
    spread_x, spread_y = mean(off_x**2), mean(off_y**2)
    spread = np.maximum(spread_x + spread_y, 1e-6)
    bright = frames.mean(axis=3)
    bright = bright - mean(bright)[:, None, None]
    values = np.stack([
        centre_x, centre_y, 0.5 * np.log(4 * np.maximum(total, 1e-6) / SIDE**2),
        (spread_x - spread_y) / spread, 2 * mean(off_x * off_y) / spread,
        mean(bright * off_x) / np.sqrt(spread), mean(bright * off_y) / np.sqrt(spread),
    ], axis=1)  # fmt: skip
    seen = total > LEAST_AREA * SIDE**2
    # Where nothing is seen, there is nothing to measure: `distance` charges for it instead.
    return Track(np.where(seen[:, None], values, 0).astype(np.float32), seen)


def distance(one: Track, other: Track) -> float:
    """Mean weighted distance of two tracks after their first frames are laid onto each other; a lost subject costs 1."""
    moved = (one.values - one.values[0]) - (other.values - other.values[0])
    apart = np.sqrt(((moved * WEIGHTS) ** 2).sum(axis=1))
    apart = np.where(one.seen & other.seen, apart, 1.0 * (one.seen != other.seen))
    return float(apart.mean())


class MotionJudge:
    """Names the background of a picture, and the motion of a clip of a known noun."""

    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer
        tiny = [replace(make_scene("star", background=item.name), half=0.05) for item in BACKGROUNDS]
        #: [backgrounds, SIDE, 3]
        self.profiles = np.stack([background_profile(frames) for frames in self.render(tiny, np.array([0]))])

    def render(self, scenes: list[Scene], moments: NDArray[np.int64]) -> Floats:
        """[scenes, moments, SIDE, SIDE, 3]"""
        rendered = self.renderer.render(scenes, torch.from_numpy(moments), resolution=SIDE, with_flow=False)
        return rendered.frames.permute(0, 1, 3, 4, 2).numpy()

    def background(self, frame: Floats) -> str:
        """The named background whose colours the frame's border [SIDE, SIDE, 3] is nearest to."""
        apart = np.abs(self.profiles - background_profile(frame[None])[None]).mean(axis=(1, 2))
        return BACKGROUNDS[int(apart.argmin())].name

    def templates(self, noun: str, background: str, start: Track, moments: NDArray[np.int64]) -> dict[str, Track]:
        """Tracks of every motion, rendered from where and how big the subject of `start` is in its first frame."""
        still = make_scene(noun, background=background)
        plain = track(self.render([still], moments[:1])[0]).values[0]
        half = still.half * float(np.exp(np.clip(start.values[0, 2] - plain[2], -1.5, 1.0)))
        # The middle of what is drawn is not the middle of its square.
        x, y = start.values[0, :2] - (plain[:2] - (still.x, still.y)) * (half / still.half)
        scenes = [replace(still, motion=motion, x=float(x), y=float(y), half=half) for motion in MOTIONS]
        return {motion: track(frames) for motion, frames in zip(MOTIONS, self.render(scenes, moments), strict=True)}

    def motion(self, frames: Floats, moments: NDArray[np.int64], noun: str, background: str) -> str:
        """The nearest named motion of a clip's frames at `moments`, the first of them 0; "nothing" where it shows nothing."""
        shown = track(frames)
        if not shown.seen[0]:
            return "nothing"
        known = self.templates(noun, background, shown, moments)
        return min(known, key=lambda motion: distance(shown, known[motion]))
