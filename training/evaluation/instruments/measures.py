"""What `evaluation.evaluate` measures of a single picture or clip: scenes, where their pictures come from, and the judges."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.evaluation.instruments.naming import SIDE, Namer, Shown, by_difference, cut_out
from training.evaluation.instruments.tracks import MotionJudge, shrink
from training.evaluation.pack_runner import Bytes, PackRunner
from training.geometry.warps import affine_grid
from training.scenes.captions import canonical_caption
from training.scenes.motions import MOTIONS
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, Scene, Split, sample_scene
from training.scenes.stored_places import REPAINTED
from training.scenes.vocabulary import BACKGROUND_BY_NAME

SCENE_SEED = 4_000_037
#: Every second frame is enough to follow the fastest motion.
TRACK_STRIDE = 2
#: Later frames that are compared with the first.
LATER = (8, 16, 24, 32)
#: Side at which subjects are cut out of later frames, and the angles at which they are compared with the first.
CUT_SIDE, ANGLES = 128, 24
#: What is added to renderings before they are named, and how much coarser half of them are: the judges must not go by sharpness.
NOISE, SOFTER = 0.03, 4
#: A minute of frames in floating point would fill the memory.
RENDERED_AT_ONCE = 48


def draw_scenes(count: int, split: Split, offered: dict[str, list[str]], even: bool = False) -> list[Scene]:
    """New scenes of different pairs of noun and motion that the pack's vocabulary offers, at the usual speed, the camera at rest.

    `even`: all motions in turn, on backgrounds of one colour, where tracks can be followed. Otherwise every second one has a colour.
    """
    generator, motions = np.random.default_rng([SCENE_SEED, count, split == "heldout", even]), list(MOTIONS)
    drawn: dict[tuple[str, str], Scene] = {}
    # Where there are fewer of each split than motions, the held-out ones go on where the others end.
    before = count if split == "heldout" else 0
    for _ in range(3000 * count):
        scene = replace(sample_scene(generator, split), speed="normal", camera="none", inner_phase=0.0)
        number, background = len(drawn), BACKGROUND_BY_NAME[scene.background]
        if even:
            fits = scene.motion == motions[(before + number) % len(motions)] and not background.is_picture and background.name not in REPAINTED
        else:
            fits = scene.place != "anywhere" and bool(scene.colour) == (number % 2 == 0)
        if fits and scene.noun in offered["objects"] and background.phrases[0] in offered["backgrounds"]:
            drawn.setdefault((scene.noun, scene.motion), scene)
        if len(drawn) == count:
            break
    return list(drawn.values())


class Source(Protocol):
    """Makes first frames and clips of scenes; `seed` decides what words leave open."""

    def still(self, scene: Scene, seed: int) -> Shown: ...
    def clip(self, scene: Scene, seed: int, frames: int) -> Bytes: ...


@dataclass(frozen=True)
class Drawn:
    """By a pack, from the scene's caption."""

    runner: PackRunner

    def still(self, scene: Scene, seed: int) -> Shown:
        first = self.runner.drawn_first_frame(canonical_caption(scene), seed)
        return Shown(*(torch.from_numpy(planes) for planes in (first.image, first.plate, first.alpha)))

    def clip(self, scene: Scene, seed: int, frames: int) -> Bytes:
        return self.runner.clip(canonical_caption(scene), frames, seed)


@dataclass(frozen=True)
class Rendered:
    """The truth. Its first frames are softened or not, noisy, and cut out by their difference to the background, so that they try the judges."""

    renderer: Renderer

    def still(self, scene: Scene, seed: int) -> Shown:
        image, plate = self.renderer.first_frames([scene, replace(scene, x=AWAY)])[0].split(1)
        if seed % 2:
            image = F.interpolate(F.avg_pool2d(image, SOFTER), scale_factor=float(SOFTER), mode="bilinear")
        noise = NOISE * torch.randn(image.shape, generator=torch.Generator().manual_seed(seed))
        # What is a little different everywhere is so less in the mean.
        return by_difference(*(F.avg_pool2d(planes, SOFTER) for planes in ((image + noise).clamp(0, 1), plate)))

    def clip(self, scene: Scene, seed: int, frames: int) -> Bytes:
        return render_real(self.renderer, scene, torch.arange(frames))


def render_real(renderer: Renderer, scene: Scene, moments: Tensor) -> Bytes:
    """Frames of a scene, [T, H, W, 3]."""
    parts = []
    for some in moments.split(RENDERED_AT_ONCE):
        planes = renderer.render([scene], some, with_flow=False).frames[0].permute(0, 2, 3, 1).numpy()
        parts.append(np.round(planes * 255).clip(0, 255).astype(np.uint8))
    return np.concatenate(parts)


def to_planes(frames: Bytes) -> Tensor:
    """[T, H, W, 3] bytes -> [T, 3, H, W] in 0..1"""
    return torch.from_numpy(frames).permute(0, 3, 1, 2).float() / 255


def subjects(frames: Tensor, plate: Tensor) -> Tensor:
    """What differs from the plate, premultiplied: [T, 4, CUT_SIDE, CUT_SIDE]"""
    small, behind = (F.adaptive_avg_pool2d(planes, CUT_SIDE) for planes in (frames, plate))
    alpha = by_difference(small, behind).alpha
    return torch.cat([small * alpha, alpha], dim=1)


def identity(frames: Bytes, plate: Tensor) -> float:
    """How like the subject of later frames is to that of the first, turned by the angle at which it is most like it: the mean correlation of their
    pixels, cut out and brought to one size. Frames [1 + T, H, W, 3], plate [1, 3, H, W]."""
    seen = subjects(to_planes(frames), plate)
    angles = torch.arange(ANGLES) * (2 * np.pi / ANGLES)
    cosine, sine, zero = angles.cos(), angles.sin(), torch.zeros(ANGLES)
    maps = torch.stack([torch.stack([cosine, -sine, zero], dim=1), torch.stack([sine, cosine, zero], dim=1)], dim=1)
    # Cut out before it is turned, so that no corner leaves the picture.
    first = F.pad(cut_out(seen[:1], seen[:1, 3:]), (SIDE // 2,) * 4)
    turned = F.grid_sample(first.expand(ANGLES, -1, -1, -1), affine_grid(maps, first.shape[-1]), padding_mode="zeros", align_corners=False)
    known, later = (centred(cut_out(planes, planes[:, 3:])) for planes in (turned, seen[1:]))
    return float((later @ known.T).amax(dim=1).mean())


def centred(pictures: Tensor) -> Tensor:
    """[N, 4, s, s] -> unit vectors [N, 4 s s], each channel's mean taken off."""
    return F.normalize((pictures - pictures.mean(dim=(2, 3), keepdim=True)).flatten(1), dim=1)


class Judges:
    """The instruments, applied to scenes."""

    def __init__(self, renderer: Renderer) -> None:
        self.namer, self.motion = Namer(renderer), MotionJudge(renderer)

    def of_still(self, shown: Shown, scene: Scene) -> dict[str, float]:
        """Shares that are 0 or 1; the colour of what has its own is not asked for (NaN)."""
        return {
            "object": float(self.namer.thing(shown, scene.colour) == scene.noun),
            "background": float(self.namer.background(shown)[0] == scene.background),
            "colour": float(self.namer.colour(shown, scene.noun) == scene.colour) if scene.colour else float("nan"),
        }

    def of_clip(self, frames: Bytes, plate: Tensor, scene: Scene) -> dict[str, float]:
        """Whether the motion is right, the subject's identity in later frames, and the mean change of a pixel from frame to frame."""
        moments: NDArray[np.int64] = np.arange(0, len(frames), TRACK_STRIDE)
        followed = shrink(frames[::TRACK_STRIDE])
        motion = self.motion.motion(followed, moments, scene.noun, self.motion.background(followed[0]))
        shown = [0, *(number for number in LATER if number < len(frames))]
        change = np.abs(np.diff(frames.astype(np.float32), axis=0)).mean() / 255
        return {"motion": float(motion == scene.motion), "consistency": identity(frames[shown], plate), "change": float(change)}


def average(measured: list[dict[str, float]]) -> dict[str, float]:
    """Means by name, of what could be measured; JSON has no NaN."""
    known = {key: [row[key] for row in measured if not np.isnan(row[key])] for key in measured[0]}
    return {key: float(np.mean(values)) for key, values in known.items() if values}
