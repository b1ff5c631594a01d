"""Portraits: each noun alone, as latents, which is what text-to-image's memory holds (`models/memory.py`)."""

from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.geometry.grid import KEPT_SIZES
from training.models.image_autoencoder import ImageEncoder
from training.models.memory import PictureMemory
from training.scenes.nouns import NOUNS, TURNED_ROWS
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, Scene, make_scene
from training.trainer.trained_models import load_picture_encoder

#: Neither dark nor light, so that every subject can be seen on it.
BACKGROUND = "gray"
#: Scenes that are rendered at a time.
BATCH = 64


@torch.no_grad()
def fill_memory(memory: PictureMemory, runs: Path, cache: Path, device: str) -> None:
    """Writes every noun's portraits into the memory, as the picture encoder in `runs` sees the sprites in `cache`."""
    encoder = load_picture_encoder(runs, device)
    memory.fill(portraits(encoder, Renderer.of_size(cache, encoder.seen_side, device)), TURNED_ROWS)


@torch.no_grad()
def portraits(encoder: ImageEncoder, renderer: Renderer) -> Tensor:
    """[nouns and mirrored nouns, sizes, C + 1, h, w]: latents minus those of the empty background, and each latent's share that the subject covers."""
    plain = [make_scene(noun.name, background=BACKGROUND) for noun in NOUNS]
    plain += [make_scene(NOUNS[row].name, "slides right", BACKGROUND) for row in TURNED_ROWS]
    empty, _ = portrayed(encoder, renderer, [replace(plain[0], x=AWAY)])

    def kept(half: float) -> Tensor:
        parts = []
        for start in range(0, len(plain), BATCH):
            scenes = [replace(scene, x=0.0, y=0.0, half=half) for scene in plain[start : start + BATCH]]
            latents, alpha = portrayed(encoder, renderer, scenes)
            parts.append(torch.cat([latents - empty, F.adaptive_avg_pool2d(alpha, latents.shape[-1])], dim=1))
        return torch.cat(parts)

    return torch.stack([kept(half) for half in KEPT_SIZES], dim=1)


@torch.no_grad()
def portrayed(encoder: ImageEncoder, renderer: Renderer, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
    """Latents [B, C, h, w] and alpha [B, 1, H, W] of the first frames, rendered at the encoder's size."""
    frames, alpha = renderer.first_frames(scenes)
    return encoder(frames), alpha
