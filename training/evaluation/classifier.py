"""A small classifier of nouns, the judge of `evaluation.evaluate`.

`evaluation.train_classifier` trains it on rendered frames alone; no model that ships is trained with its gradients.
"""

import itertools
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.scenes.render import Renderer
from training.scenes.scene import sample_scene
from training.scenes.vocabulary import NOUNS
from training.trainer.checkpoints import load_checkpoint

NAMES = tuple(noun.name for noun in NOUNS)
SIDE = 64
#: Frames of 12 a second that a training picture may come from.
LAST_FRAME = 64
#: Share of the pictures that are first frames, the only ones that it judges.
FIRST_SHARE = 0.5
HELD_SEED = 3_000_017


class Classifier(nn.Module):
    """frames [B, 3, 64, 64] in 0..1 -> logits [B, nouns]; `features` [B, 256] are what consistency is measured by."""

    def __init__(self, names: tuple[str, ...] = NAMES) -> None:
        super().__init__()
        self.names = names
        widths = (3, 32, 64, 128, 128)
        layers: list[nn.Module] = []
        for before, after in itertools.pairwise(widths):
            layers += [nn.Conv2d(before, after, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(2 * widths[-1], len(names))

    def features(self, frames: Tensor) -> Tensor:
        x = self.body(frames * 2 - 1)
        return torch.cat([x.mean(dim=(2, 3)), x.amax(dim=(2, 3))], dim=1)

    def forward(self, frames: Tensor) -> Tensor:
        return self.head(self.features(frames))


def pictures(renderer: Renderer, generator: np.random.Generator, count: int) -> tuple[Tensor, Tensor]:
    """Frames [count, 3, 64, 64] of random scenes, and their nouns' numbers [count]."""
    scenes = [sample_scene(generator, "all") for _ in range(count)]
    moments = generator.integers(1, LAST_FRAME + 1, count) * (generator.random(count) >= FIRST_SHARE)
    frames = renderer.render(scenes, torch.from_numpy(moments)[:, None], resolution=SIDE, with_flow=False).frames[:, 0]
    return frames, torch.tensor([NAMES.index(scene.noun) for scene in scenes], device=frames.device)


def soften_half(frames: Tensor) -> Tensor:
    """Blurs half of the pictures and puts noise on all: so that the judge does not go by sharpness."""
    half = len(frames) // 2
    small = F.interpolate(frames[:half], scale_factor=0.5, mode="bilinear", antialias=True)
    blurred = F.interpolate(small, scale_factor=2.0, mode="bilinear")
    frames = torch.cat([blurred, frames[half:]])
    return frames + 0.03 * torch.randn_like(frames)


@torch.no_grad()
def accuracy(model: Classifier, renderer: Renderer, count: int = 480) -> float:
    """Share of first frames of new scenes that it names right."""
    generator = np.random.default_rng(HELD_SEED)
    scenes = [sample_scene(generator, "all") for _ in range(count)]
    frames = renderer.render(scenes, torch.tensor([0]), resolution=SIDE, with_flow=False).frames[:, 0]
    named = model.eval()(frames).argmax(dim=1).tolist()
    return sum(NAMES[got] == scene.noun for got, scene in zip(named, scenes, strict=True)) / count


def load_classifier(runs: Path) -> Classifier:
    """@raises StageError when it is missing. It may have been trained before the last nouns were added."""
    checkpoint = load_checkpoint(runs / "classifier.pt")
    model = Classifier(NAMES[: len(checkpoint["model"]["head.bias"])])
    model.load_state_dict(checkpoint["model"])
    return model.eval()
