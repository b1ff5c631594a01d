"""Composed first frames at the size that they are drawn, with their latents, captions and places: what text-to-image and its decoder learn together."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor

from training.datasets.cached_scenes import layouts, sample_ahead
from training.datasets.first_frames import FRESH, FRESH_EVERY, as_bytes
from training.datasets.latents import pick_captions
from training.models.image_autoencoder import ImageEncoder
from training.models.memory import Truth
from training.scenes.nouns import NOUN_NUMBERS
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, Scene

#: On a CPU, scenes that are rendered at a time, and of so many one without its subject.
FRESH_ON_CPU, EMPTY_IN = 8, 8
#: More scenes than any run gets to.
NUMBERS = 1_000_000


@dataclass
class Composed:
    """`pictures` uint8 [B, 4, H, W] with alpha; `latents` [B, C, h, w]; `tokens` int64 [B, paraphrases, L], of the scene with its subject; `nouns` [B], 0 where
    the subject is left out; `layouts` [B, 3] and `headings` [B, 1] as in Truth."""

    pictures: Tensor
    latents: Tensor
    tokens: Tensor
    nouns: Tensor
    layouts: Tensor
    headings: Tensor

    def __getitem__(self, rows: Tensor) -> "Composed":
        return Composed(*(part[rows] for part in self.parts()))

    def parts(self) -> tuple[Tensor, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    def captions(self) -> Tensor:
        """One paraphrase each, int64 [B, L]."""
        return pick_captions(self.tokens, torch.arange(len(self.tokens), device=self.tokens.device))

    @property
    def truth(self) -> Truth:
        return Truth(self.nouns, self.layouts, self.headings)


@torch.no_grad()
def compose(renderer: Renderer, encoder: ImageEncoder, scenes: list[Scene], captions: list[list[list[int]]], empty: int = 0) -> Composed:
    """Renders the scenes; the first `empty` of them without their subject, whose place the background then shows."""
    shown = [replace(scene, x=AWAY) if number < empty else scene for number, scene in enumerate(scenes)]
    (pictures, alpha), device = renderer.first_frames(shown), renderer.device
    nouns = torch.tensor([NOUN_NUMBERS[scene.noun] for scene in scenes], device=device)
    nouns[:empty] = 0
    return Composed(
        as_bytes(torch.cat([pictures, alpha], dim=1)), encoder(pictures), torch.tensor(captions, device=device), nouns,
        layouts(scenes).to(device), torch.tensor([[float(scene.heads_right)] for scene in scenes], device=device),
    )


class ComposedPictures:
    """A pool of `size` pictures on the renderer's device, some of which are rendered anew now and then.

    `arguments` are those of a stage, with `kind` and `workers` as `training.stages.cache_latents` has them.
    """

    def __init__(self, renderer: Renderer, encoder: ImageEncoder, size: int, arguments: argparse.Namespace) -> None:
        self.renderer, self.encoder = renderer, encoder
        on_gpu = renderer.device.type == "cuda"
        self.fresh = FRESH if on_gpu else FRESH_ON_CPU
        self.empty = self.fresh // EMPTY_IN
        numbers = [range(start, start + self.fresh) for start in range(0, NUMBERS, self.fresh)]
        self.scenes: Iterator[tuple[list[Scene], list[list[list[int]]]]] = sample_ahead(numbers, arguments)
        first = self.rendered()
        self.size, self.steps, self.filled = max(size, self.fresh), 0, 0
        self.pool = Composed(*(torch.empty(self.size, *part.shape[1:], dtype=part.dtype, device=renderer.device) for part in first.parts()))
        self.put(first)

    def rendered(self) -> Composed:
        """New scenes; the first of them without their subject."""
        scenes, captions = next(self.scenes)
        return compose(self.renderer, self.encoder, scenes, captions, self.empty)

    def held_out(self, size: int) -> Composed:
        """At most so many new scenes with their subjects, which no batch has."""
        made = self.rendered()
        return made[torch.arange(self.empty, min(self.empty + size, len(made.nouns)), device=self.renderer.device)]

    def put(self, made: Composed) -> None:
        """In the place of the oldest."""
        rows = torch.arange(self.filled, self.filled + len(made.nouns), device=self.renderer.device) % self.size
        for whole, part in zip(self.pool.parts(), made.parts(), strict=True):
            whole[rows] = part
        self.filled += len(made.nouns)

    def batch(self, size: int) -> Composed:
        """Of those that are there; pictures are rendered until the pool is full, and then every few steps."""
        self.steps += 1
        if self.filled < self.size or self.steps % FRESH_EVERY == 0:
            self.put(self.rendered())
        return self.pool[torch.randint(min(self.filled, self.size), (size,), device=self.renderer.device)]
