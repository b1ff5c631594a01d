"""Teaches the picture decoder what is small in some nouns, such as the faces of whole people: `python -m training.stages.picture_details --minutes 40`.

It sees crops, so that a CPU gets somewhere: half of them the upper end of one of these nouns, half of anything. The latents are those that text-to-image
comes to; it and the encoder stay as they are.
"""

import argparse
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.datasets.cached_scenes import scene_at, tokens_of
from training.datasets.composed_pictures import Composed, compose
from training.diffusion.known_scenes import sampled
from training.diffusion.sampling import schedule
from training.models.blocks import Upsample
from training.models.image_autoencoder import ImageAutoencoder, ImageDecoder
from training.scenes.nouns import PRESETS
from training.scenes.render import Renderer
from training.scenes.scene import Scene
from training.trainer.checkpoints import load_checkpoint, save_part
from training.trainer.optimizer import Optimizers
from training.trainer.reconstruction import contrast_loss, psnr, reconstruction_loss
from training.trainer.run import half_precision, prepare, run, stage_arguments
from training.trainer.trained_models import load_pair, load_picture_autoencoder
from training.trainer.trainer import Trainer

#: Places of the decoder's coarse half for each latent along a side.
PLACES = 2
#: Sides of a crop and of what is around it, which only gives it neighbours, in such places.
CROP, AROUND = 8, 4
HELD = 16
DECODER = "picture-decoder"


@dataclass(frozen=True)
class Settings:
    """Stored in the checkpoint as its configuration."""

    muon_rate: float = 0.004
    adam_rate: float = 3e-4
    contrast: float = 3.0


def scenes_of(nouns: frozenset[str], seed: int) -> Iterator[tuple[Scene, list[list[int]]]]:
    """Composed scenes of these nouns and their captions, without end."""
    for number in itertools.count():
        scene, generator = scene_at(number, seed, "images")
        if scene.noun in nouns:
            yield scene, tokens_of(scene, generator)


def halves(decoder: ImageDecoder) -> tuple[list[nn.Module], list[nn.Module]]:
    """The layers of the body that see the whole frame, and those behind the second enlargement, which see crops."""
    layers = list(decoder.body)
    second = [number for number, layer in enumerate(layers) if isinstance(layer, Upsample)][1]
    return layers[:second], layers[second:]


def window_side(latents: Tensor) -> int:
    """Of a crop with what is around it, in places."""
    return min(CROP + 2 * AROUND, latents.shape[-1] * PLACES)


def decoded(decoder: ImageDecoder, latents: Tensor, corners: Tensor) -> Tensor:
    """What the decoder draws in windows whose upper left is at `corners` [B, 2] (x, y), in places: [B, 4, side, side]"""
    coarse, fine = halves(decoder)
    x = decoder.stem(latents)
    for layer in coarse:
        x = layer(x)
    side = window_side(latents)
    x = torch.cat([one[None, :, top : top + side, left : left + side] for one, (left, top) in zip(x, corners.tolist(), strict=True)])
    for layer in fine:
        x = layer(x)
    return F.pixel_shuffle(decoder.head(F.silu(x)), 4) * 0.5 + 0.5


class Crops:
    """Windows of composed pictures, with the latents that text-to-image comes to."""

    def __init__(self, part: Composed, latents: Tensor, upper: bool) -> None:
        self.pictures, self.latents, self.upper = part.pictures, latents, upper
        self.places = latents.shape[-1] * PLACES
        self.pixels = part.pictures.shape[-1] // self.places

    def batch(self, rows: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Latents, corners of windows, what they show [B, 4, side, side], and where that counts [B, 1, side, side]."""
        side = window_side(self.latents)
        corners = torch.stack([self.corner(int(row), side) for row in rows])
        shown, counts = [], []
        for row, (left, top) in zip(rows.tolist(), corners.tolist(), strict=True):
            span = [slice(start * self.pixels, (start + side) * self.pixels) for start in (top, left)]
            shown.append(self.pictures[row, :, span[0], span[1]])
            counts.append(self.inner(left, top, side))
        return self.latents[rows], corners, torch.stack(shown).float() / 255, torch.stack(counts)

    def corner(self, row: int, side: int) -> Tensor:
        """Of a window around the upper end of the subject, or around any place of it."""
        alpha = self.pictures[row, 3] > 127
        lines = alpha.any(dim=1).nonzero()[:, 0]
        if not len(lines):
            return torch.randint(self.places - side + 1, (2,))
        line = int(lines[0]) + self.pixels * CROP // 3 if self.upper else int(lines[torch.randint(len(lines), ())])
        line = min(line, int(lines[-1]))
        columns = alpha[max(0, line - self.pixels) : line + 1].any(dim=0).nonzero()[:, 0]
        column = float(columns.float().mean()) if self.upper or not len(columns) else float(columns[torch.randint(len(columns), ())])
        middle = torch.tensor([column, float(line)]) / self.pixels + torch.rand(2) * 2 - 1
        return (middle - side / 2).round().long().clamp(0, self.places - side)

    def inner(self, left: int, top: int, side: int) -> Tensor:
        """1 where the window has all its neighbours, or is at the frame's border."""
        counts = torch.ones(1, side * self.pixels, side * self.pixels)
        around = AROUND * self.pixels
        if left > 0:
            counts[:, :, :around] = 0
        if top > 0:
            counts[:, :around] = 0
        if left < self.places - side:
            counts[:, :, -around:] = 0
        if top < self.places - side:
            counts[:, -around:] = 0
        return counts


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--preset", choices=sorted(PRESETS), default="people", help="the nouns")
    arguments.add_argument("--count", type=int, default=1200, help="scenes of these nouns, and as many of all")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    autoencoder = load_picture_autoencoder(arguments.runs, arguments.device)
    autoencoder.encoder.requires_grad_(False)
    settings = Settings()
    pair = load_pair(arguments.runs / "text-to-image.pt", arguments.device)
    pair.memory.round()
    side = autoencoder.config.seen_side * autoencoder.config.enlargement
    renderer = Renderer.of_size(arguments.cache, side, arguments.device)
    levels = schedule(4)[1:]

    @torch.no_grad()
    def crops(nouns: frozenset[str], seed: int, count: int, upper: bool) -> Crops:
        source, parts, latents = scenes_of(nouns, seed), [], []
        for start in range(0, count, 16):
            scenes, captions = zip(*itertools.islice(source, min(16, count - start)), strict=True)
            part = compose(renderer, autoencoder.encoder, list(scenes), list(captions))
            text, mask = pair.text(part.captions())
            latents.append(sampled(pair, part.truth, text, mask, part.latents, levels))
            parts.append(part)
        whole = Composed(*(torch.cat(tensors) for tensors in zip(*(part.parts() for part in parts), strict=True)))
        return Crops(whole, torch.cat(latents), upper)

    held = crops(PRESETS[arguments.preset], arguments.seed + 1, HELD, upper=True).batch(torch.arange(HELD))
    sources = [crops(nouns, arguments.seed, arguments.count, upper) for nouns, upper in ((PRESETS[arguments.preset], True), (PRESETS["all"], False))]
    print(f"{2 * arguments.count} scenes are rendered", flush=True)
    optimizers = Optimizers(autoencoder, settings.muon_rate, settings.adam_rate)
    trainer = Trainer("picture-details", autoencoder, optimizers, settings, arguments)
    batch = arguments.batch or 8

    def losses_of(decoder: ImageDecoder, window: tuple[Tensor, Tensor, Tensor, Tensor]) -> dict[str, Tensor]:
        latents, corners, shown, counts = window
        with half_precision(arguments.device):
            made = decoded(decoder, latents, corners).float()
        losses = reconstruction_loss(made, shown, counts)
        contrast = contrast_loss(made[:, :3] * counts, shown[:, :3] * counts)
        error = ((made - shown)[:, :3].square() * counts).sum() / (3 * counts.sum())
        return losses | {"loss": losses["loss"] + settings.contrast * contrast, "mse": error}

    def step(index: int) -> dict[str, Tensor]:
        source = sources[index % 2]
        return losses_of(autoencoder.decoder, source.batch(torch.randint(len(source.latents), (batch,))))

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = ImageAutoencoder(autoencoder.config).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        return {"held_psnr": psnr(float(losses_of(averaged.decoder, held)["mse"]))}

    print(validate(), flush=True)
    trainer.run(step, validate)
    path = arguments.runs / f"{DECODER}.pt"
    save_part(path, load_checkpoint(path), trainer.ema)


if __name__ == "__main__":
    run(main)
