"""Each noun by itself, as latents: what the memory of text-to-image holds (see `models/memory.py`)."""

from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.image_autoencoder import ImageEncoder
from training.models.memory import KEPT_SIZES, PHASES
from training.scenes.nouns import FACING_LEFT, NOUNS
from training.scenes.render import Renderer
from training.scenes.scene import TURNING, Scene, make_scene

#: Neither dark nor light, so that no subject vanishes on it.
BACKGROUND = "gray"
#: Of the nouns that have a second picture, turned.
TURNED_ROWS = tuple(row for row, noun in enumerate(NOUNS) if noun.name in FACING_LEFT)
#: Beyond the border.
AWAY = 9.0


@torch.no_grad()
def portraits(encoder: ImageEncoder, renderer: Renderer) -> Tensor:
    """[nouns and turned ones, sizes, C + 1, phases, h, phases, w]: latents minus those of the empty background, and the share of
    each that is covered; phase 1 is half a latent to the right, or down."""
    plain = [make_scene(noun.name, background=BACKGROUND) for noun in NOUNS]
    plain += [make_scene(NOUNS[row].name, TURNING, BACKGROUND) for row in TURNED_ROWS]
    empty, _ = portrayed(encoder, renderer, [replace(plain[0], x=AWAY)])
    step = 2 / (PHASES * empty.shape[-1])

    def kept(half: float, down: int, right: int) -> Tensor:
        scenes = [replace(scene, x=right * step, y=down * step, half=half) for scene in plain]
        latents, alpha = portrayed(encoder, renderer, scenes)
        return torch.cat([latents - empty, F.adaptive_avg_pool2d(alpha, latents.shape[-1])], dim=1)

    phases = range(PHASES)
    sizes = [torch.stack([torch.stack([kept(half, down, right) for right in phases], -2) for down in phases], 2) for half in KEPT_SIZES]
    return torch.stack(sizes, dim=1)


def portrayed(encoder: ImageEncoder, renderer: Renderer, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
    """Latents [B, C, h, w] and alpha [B, 1, H, W] of the first frames, as small as the encoder sees them."""
    rendered = renderer.render(scenes, torch.tensor([0]), with_flow=False)
    return encoder(rendered.frames[:, 0]), rendered.alpha[:, 0]
