"""Trains text-to-image on cached latents: `python -m training.stages.text_to_image --minutes 60`."""

import argparse
import dataclasses
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.cached_scenes import rows_of
from training.datasets.latents import drop_captions, pick_captions
from training.datasets.portraits import fill_memory
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.sampling import noised
from training.models.memory import Truth
from training.models.pair import TextAndDenoiser
from training.scenes.nouns import NOUNS, PRESETS
from training.scenes.tokens import words
from training.trainer.checkpoints import load_checkpoint
from training.trainer.denoisers import new_pair, pair_arguments
from training.trainer.optimizer import Optimizers
from training.trainer.run import half_precision, prepare, run
from training.trainer.trained_models import copy_of
from training.trainer.trainer import Trainer


def parser() -> argparse.ArgumentParser:
    arguments = pair_arguments(__doc__)
    arguments.add_argument("--preset", choices=sorted(PRESETS), default="all", help="which nouns to learn")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    cached = load_checkpoint(arguments.cache / "latents-images.pt", arguments.device)
    rows = rows_of(PRESETS[arguments.preset], len(cached["firsts"]), arguments.seed)
    latents, tokens = cached["firsts"][rows], cached["tokens"][rows]
    nouns = cached["nouns"][rows].long()
    layouts, meant, headings = (cached[name][rows] for name in ("layouts", "meant", "headings"))
    held = min(256, len(latents) // 10)
    pair, settings = new_pair("text-to-image", latents.shape[1:], arguments)
    if not arguments.resume:
        fill_memory(pair.memory, arguments.runs, arguments.cache, arguments.device)
    optimizers = Optimizers(pair, settings.muon_rate * arguments.rate, settings.adam_rate * arguments.rate)
    trainer = Trainer("text-to-image", pair, optimizers, settings, arguments, extra={"words": words(), "nouns": [noun.name for noun in NOUNS]})
    batch = arguments.batch or 128

    def losses_of(pair: TextAndDenoiser, rows: Tensor, dropout: float) -> dict[str, Tensor]:
        clean = latents[rows].float()
        captions = drop_captions(pick_captions(tokens, rows), dropout)
        said = captions.any(dim=1)
        sigma = sample_sigma(len(rows), arguments.near_steps).to(clean)
        noisy = noised(clean, sigma)
        with half_precision(arguments.device):
            text, mask = pair.text(captions)
            recalled = pair.picture_denoiser.recall(text, mask, noisy, Truth(nouns[rows] * said, layouts[rows], headings[rows]))
            made = pair.denoiser(noisy, sigma, text, mask, recalled=recalled)
        astray = (recalled.layout.float() - meant[rows])[said]
        return {
            "drawn": clean_latent_loss(made.float(), clean, sigma),
            "named": F.cross_entropy(recalled.scores.float(), nouns[rows] * said),
            # Not squared: where words leave the place open, the median is a place of the grid and the mean is not.
            "placed": astray.abs().mean(),
            "headed": F.binary_cross_entropy_with_logits(recalled.heading.float()[said], headings[rows][said]),
        }

    def step(_: int) -> dict[str, Tensor]:
        losses = losses_of(pair, torch.randint(held, len(latents), (batch,)), settings.caption_dropout)
        read = settings.name_weight * (losses["named"] + losses["headed"]) + settings.layout_weight * losses["placed"]
        return {"loss": losses["drawn"] + read, **losses}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = copy_of(pair, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            held_losses = losses_of(averaged, torch.arange(held), 0.0)
            return {f"held_{key}": float(value) for key, value in held_losses.items()}

    print(dataclasses.asdict(settings), sum(p.numel() for p in pair.parameters()))
    trainer.run(step, validate, report_seconds=120)


if __name__ == "__main__":
    run(main)
