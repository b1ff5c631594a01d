"""Each noun by itself, as latents: what the memory of text-to-image holds."""

from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.image_autoencoder import ImageAutoencoder
from training.models.memory import KEPT_SIZES
from training.scenes.render import Renderer
from training.scenes.scene import Scene, make_scene
from training.scenes.vocabulary import NOUNS

#: Neither dark nor light, so that no subject vanishes on it.
BACKGROUND = "gray"
#: Beyond the border.
AWAY = 9.0


@torch.no_grad()
def portraits(autoencoder: ImageAutoencoder, renderer: Renderer) -> Tensor:
    """[nouns, sizes, C + 1, h, w]: latents minus those of the empty background, and the share of each that is covered."""
    empty, _ = portrayed(autoencoder, renderer, [replace(make_scene(NOUNS[0].name, background=BACKGROUND), x=AWAY)])
    sizes = []
    for half in KEPT_SIZES:
        scenes = [replace(make_scene(noun.name, background=BACKGROUND), x=0.0, y=0.0, half=half) for noun in NOUNS]
        latents, alpha = portrayed(autoencoder, renderer, scenes)
        sizes.append(torch.cat([latents - empty, F.adaptive_avg_pool2d(alpha, latents.shape[-1])], dim=1))
    return torch.stack(sizes, dim=1)


def portrayed(autoencoder: ImageAutoencoder, renderer: Renderer, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
    """Latents [B, C, h, w] and alpha [B, 1, H, W] of the first frames, as small as the encoder sees them."""
    rendered = renderer.render(scenes, torch.tensor([0]), with_flow=False)
    return autoencoder.encoder(rendered.frames[:, 0]), rendered.alpha[:, 0]
