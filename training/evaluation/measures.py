"""What `evaluation.evaluate` measures of a single clip: scenes, reconstructions, and the judges of noun, background and motion."""

from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.datasets.motion_groups import encode, render_groups
from training.evaluation.classifier import SIDE, Classifier
from training.evaluation.pack_runner import Bytes, FirstFrame, PackRunner
from training.evaluation.tracks import MotionJudge, shrink
from training.models.image_autoencoder import ImageEncoder
from training.models.inner_motion.clock import clock
from training.models.motion_autoencoder import MotionAutoencoder
from training.scenes.render import Renderer
from training.scenes.scene import Scene, Split, sample_scene
from training.scenes.vocabulary import BACKGROUND_BY_NAME, NOUN_BY_NAME
from training.trainer.errors import StageError

SCENE_SEED = 4_000_037
#: Every second frame is enough to follow the fastest motion.
TRACK_STRIDE = 2
#: Later frames that are compared with the first.
LATER = (8, 16, 24, 32)


@dataclass
class Clip:
    """A clip and the scene that it is meant to show."""

    frames: Bytes  # [T, H, W, 3]
    scene: Scene


def draw_scenes(count: int, split: Split, offered: dict[str, list[str]]) -> list[Scene]:
    """New scenes of different noun-motion pairs that the pack's vocabulary offers, at the usual speed, the camera at rest."""
    generator = np.random.default_rng([SCENE_SEED, count, split == "heldout"])
    drawn: dict[tuple[str, str], Scene] = {}
    for _ in range(100 * count):
        scene = replace(sample_scene(generator, split), speed="normal", camera="none", inner_phase=0.0)
        if scene.noun in offered["objects"] and BACKGROUND_BY_NAME[scene.background].phrases[0] in offered["backgrounds"]:
            drawn.setdefault((scene.noun, scene.motion), scene)
        if len(drawn) == count:
            return list(drawn.values())
    raise StageError(f"There are only {len(drawn)} {split} pairs of noun and motion; ask for at most {2 * len(drawn)} clips.")


def to_planes(frames: Bytes) -> NDArray[np.float32]:
    """[T, H, W, 3] bytes -> [T, 3, H, W] in 0..1"""
    return np.ascontiguousarray((frames / np.float32(255)).transpose(0, 3, 1, 2), dtype=np.float32)


def to_bytes(planes: NDArray[np.float32]) -> Bytes:
    """[T, 3, H, W] in 0..1 -> [T, H, W, 3] bytes"""
    return np.round(planes.transpose(0, 2, 3, 1) * 255).clip(0, 255).astype(np.uint8)


def render_real(renderer: Renderer, scene: Scene, count: int) -> Bytes:
    """The first `count` frames of a scene, [count, H, W, 3]."""
    return to_bytes(renderer.render([scene], torch.arange(count), with_flow=False).frames[0].numpy())


def squared_error(one: Bytes, other: Bytes) -> float:
    """Mean squared error of bytes [T, H, W, 3], in units of the range 0..1."""
    return float(np.square((one.astype(np.float32) - other) / 255).mean())


def psnr(errors: list[float]) -> float:
    """Of the mean squared error over all pictures, in dB."""
    return round(-10 * float(np.log10(np.mean(errors))), 2)


class Reconstruction:
    """Real clips through the pack's decoders; the encoders are those of training."""

    def __init__(self, runner: PackRunner, renderer: Renderer, pictures: ImageEncoder, motion: MotionAutoencoder) -> None:
        self.runner, self.renderer, self.pictures, self.motion = runner, renderer, pictures, motion

    @torch.no_grad()
    def motion_latents(self, scene: Scene, count: int) -> list[NDArray[np.float32]]:
        config = self.motion.config
        groups = render_groups(self.renderer, [scene], 0, count, config)
        # Scenes hold the frames of some animations, and stills of the others.
        is_animated = float(NOUN_BY_NAME[scene.noun].source == "animated")
        hands = is_animated * clock(count, config.frames_per_latent, config.latent_size)
        return [torch.cat([encode(self.motion, group), hand[None]], dim=1).numpy() for group, hand in zip(groups, hands, strict=True)]

    def picture(self, frame: Bytes) -> FirstFrame:
        """The first frame [H, W, 3] through picture encoder and decoder; its plate is guessed."""
        shrunk = max(1, len(frame) // self.pictures.seen_side)
        latents = self.pictures(F.avg_pool2d(torch.from_numpy(to_planes(frame[None])), shrunk)).detach().numpy()
        image, alpha = self.runner.run("imageDecoder", latents=latents)
        return replace(self.runner.given_first_frame(image), alpha=alpha)

    def moved(self, first: FirstFrame, latents: list[NDArray[np.float32]]) -> Bytes:
        """The clip that the video decoder makes of a first frame and motion latents."""
        made, state, shot = [first.image[0]], self.runner.first_state(), self.runner.open_shot(first)
        for part in latents:
            four, state = self.runner.decode(part, shot, state)
            made.extend(four)
        return to_bytes(np.stack(made))


class Judges:
    """The instruments."""

    def __init__(self, classifier: Classifier, motion: MotionJudge) -> None:
        self.classifier, self.motion = classifier, motion

    @torch.no_grad()
    def measure(self, clip: Clip) -> dict[str, float]:
        """Shares that are 0 or 1 (NaN where the motion cannot be judged), a cosine, and the mean change of a pixel from frame to frame."""
        shown = [0, *(number for number in LATER if number < len(clip.frames))]
        small = F.interpolate(torch.from_numpy(to_planes(clip.frames[shown])), size=(SIDE, SIDE), mode="area")
        features: Tensor = self.classifier.features(small)
        noun = self.classifier.names[int(self.classifier.head(features[:1]).argmax())]
        followed = shrink(clip.frames[::TRACK_STRIDE])
        moments = np.arange(0, len(clip.frames), TRACK_STRIDE)
        background = self.motion.background(followed[0])
        # Tracks are taken against a background that is even across each row, which pictures are not.
        is_even = not BACKGROUND_BY_NAME[clip.scene.background].is_picture
        motion = self.motion.motion(followed, moments, clip.scene.noun, background) if is_even else None
        change = np.abs(np.diff(clip.frames.astype(np.float32), axis=0)).mean() / 255
        return {
            "object": float(noun == clip.scene.noun),
            "background": float(background == clip.scene.background),
            "motion": float(motion == clip.scene.motion) if is_even else float("nan"),
            "consistency": float(F.cosine_similarity(features[:1], features[1:]).mean()),
            "dynamicDegree": float(change),
        }


def average(measured: list[dict[str, float]]) -> dict[str, float | None]:
    """Means by name; None where no clip could be measured (as motion on pictures), since JSON has no NaN."""
    means: dict[str, float | None] = {}
    for key in measured[0]:
        known = [row[key] for row in measured if not np.isnan(row[key])]
        means[key] = round(float(np.mean(known)), 4) if known else None
    return means
