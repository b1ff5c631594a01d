"""Trains image-to-video on cached latents: `python -m training.stages.image_to_video --minutes 60`."""

import dataclasses

import torch
from torch import Tensor

from training.models.denoisers import DenoiserConfig
from training.models.pair import TextAndDenoiser
from training.trainer.optimizer import Optimizers
from training.trainer.run import Trainer, half_precision, load_checkpoint, main
from training.diffusion.sampling import noised
from training.stages.text_to_image import (
    clean_latent_loss,
    copy_of,
    drop_captions,
    new_pair,
    pair_arguments,
    pick_captions,
    sample_sigma,
)
from training.scenes.tokens import words

#: Share of windows that begin a clip. Later ones can read the motion off their context; only these learn it from the words.
FIRST_WINDOWS = 0.6
#: Most noise on the context and on the first frame, so that the model's own small errors do not add up.
CONTEXT_NOISE = 0.15


def with_noise(latents: Tensor, most: float) -> Tensor:
    """Adds noise of a random strength up to `most`, one strength a sample."""
    strength = torch.rand(latents.shape[0], *[1] * (latents.dim() - 1), device=latents.device) * most
    return latents + strength * torch.randn_like(latents)


def window_at(clips: Tensor, starts: Tensor, config: DenoiserConfig) -> tuple[Tensor, Tensor, Tensor]:
    """clips [B, T, C, h, w], starts [B] -> the window [B, N, ...], its context [B, K, ...], context_mask [B, K]"""
    rows = torch.arange(len(clips))[:, None]
    window = clips[rows, starts[:, None] + torch.arange(config.window)]
    past = starts[:, None] - config.context + torch.arange(config.context)
    mask = (past >= 0).to(clips)
    return window, clips[rows, past.clamp(min=0)] * mask[:, :, None, None, None], mask


def draw_starts(count: int, last: int) -> Tensor:
    """Where in their clips [count] windows begin."""
    return torch.where(torch.rand(count) < FIRST_WINDOWS, 0, torch.randint(1, last + 1, (count,)))


def train() -> None:
    arguments = pair_arguments(__doc__ or "").parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    cached = load_checkpoint(arguments.cache / "latents-clips.pt", arguments.device)
    clips, firsts, tokens = cached["clips"], cached["firsts"], cached["tokens"]
    count = len(clips)
    held = min(128, count // 10)
    pair, settings = new_pair("image-to-video", arguments)
    config = pair.denoiser.config
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
    main(train)
