"""Trains image-to-video on cached latents: `python -m training.stages.image_to_video --minutes 60`."""

import argparse
import dataclasses
from collections.abc import Sequence

import torch
from torch import Tensor

from training.datasets.latents import CONTEXT_NOISE, draw_starts, drop_captions, pick_captions, window_at, with_noise
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.sampling import noised
from training.models.pair import TextAndDenoiser
from training.scenes.tokens import words
from training.trainer.checkpoints import load_checkpoint
from training.trainer.denoisers import new_pair, pair_arguments
from training.trainer.optimizer import Optimizers
from training.trainer.run import half_precision, prepare, run
from training.trainer.trained_models import copy_of
from training.trainer.trainer import Trainer


def parser() -> argparse.ArgumentParser:
    return pair_arguments(__doc__)


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    cached = load_checkpoint(arguments.cache / "latents-clips.pt", arguments.device)
    clips, firsts, tokens = cached["clips"], cached["firsts"], cached["tokens"]
    count = len(clips)
    held = min(128, count // 10)
    pair, settings = new_pair("image-to-video", clips.shape[2:], arguments)
    config = settings.model
    optimizers = Optimizers(pair, settings.muon_rate * arguments.rate, settings.adam_rate * arguments.rate)
    trainer = Trainer("image-to-video", pair, optimizers, settings, arguments, extra={"words": words()})
    batch = arguments.batch or 48
    last_start = clips.shape[1] - config.window

    def loss_of(pair: TextAndDenoiser, rows: Tensor, dropout: float) -> Tensor:
        clean, context, mask = window_at(clips[rows].float(), draw_starts(len(rows), last_start), config)
        first = with_noise(firsts[rows].float(), CONTEXT_NOISE)
        context = with_noise(context, CONTEXT_NOISE) * mask[:, :, None, None, None]
        sigma = sample_sigma(len(rows), arguments.near_steps).to(clean)
        noisy = noised(clean, sigma)
        captions = drop_captions(pick_captions(tokens, rows), dropout)
        with half_precision(arguments.device):
            made = pair.denoiser(noisy, sigma, *pair.text(captions), first, context, mask)
        return clean_latent_loss(made.float(), clean, sigma)

    def step(_: int) -> dict[str, Tensor]:
        return {"loss": loss_of(pair, torch.randint(held, count, (batch,)), settings.caption_dropout)}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = copy_of(pair, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            return {"held": float(loss_of(averaged, torch.arange(held), 0.0))}

    print(dataclasses.asdict(settings), sum(p.numel() for p in pair.parameters()))
    trainer.run(step, validate, report_seconds=120)


if __name__ == "__main__":
    run(main)
