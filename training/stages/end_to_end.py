"""Trains text-to-image and its decoder together, by the pictures that come out: `python -m training.stages.end_to_end --minutes 60`.

Each was trained for itself: the denoiser by latents, the decoder by those of renderings. What a prompt names is looked up and stands on a grid, so its
picture is known to the pixel. The denoiser takes a few steps as the sampler does, the decoder draws what the last one gives, and both learn from
the difference to the rendering. The text tower and the encoder stay as they are, so that words, the memory and image-to-video do.
"""

import argparse
import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.datasets.composed_pictures import ComposedPictures
from training.datasets.first_frames import POOL_ON_GPU
from training.datasets.portraits import fill_memory
from training.diffusion.known_scenes import predicted, sampled
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.sampling import noised, schedule
from training.models.image_autoencoder import ImageAutoencoder, ImageDecoder
from training.models.pair import TextAndDenoiser
from training.scenes.render import Renderer
from training.scenes.tokens import words
from training.trainer.checkpoints import load_checkpoint, save_part
from training.trainer.optimizer import Optimizers
from training.trainer.reconstruction import contrast_loss, gradient_energy, psnr, reconstruction_loss
from training.trainer.run import half_precision, prepare, run, stage_arguments
from training.trainer.trained_models import copy_of, load_pair, load_picture_autoencoder
from training.trainer.trainer import Trainer

DENOISER, DECODER = "text-to-image", "picture-decoder"
#: What the names of their weights begin with.
PREFIXES = {DENOISER: "pair.", DECODER: "autoencoder."}
POOL = 64
#: Of a batch, the share that is drawn; the rest is compared as latents.
DRAWN_SHARE = 0.2
#: Pixels around a subject that count as its edge.
EDGE = 9
HELD = 64


@dataclass(frozen=True)
class Settings:
    """Stored in the checkpoint as its configuration."""

    muon_rate: float = 0.01
    adam_rate: float = 1e-3
    #: Of the denoiser's rates to the decoder's.
    denoiser_rate: float = 0.4
    #: Weight of the latents' loss, of how strong gradients are, and of a subject's pixels beside its background's.
    latents: float = 0.2
    contrast: float = 3.0
    subject: float = 3.0


class Drawing(nn.Module):
    """What is trained, and what it needs."""

    def __init__(self, pair: TextAndDenoiser, autoencoder: ImageAutoencoder) -> None:
        super().__init__()
        self.pair, self.autoencoder = pair, autoencoder
        pair.text.requires_grad_(False)
        pair.memory.requires_grad_(False)
        autoencoder.encoder.requires_grad_(False)


class SeveralOptimizers(Optimizers):
    """Of parts with rates of their own."""

    def __init__(self, parts: Sequence[Optimizers]) -> None:
        self.all = [optimizer for part in parts for optimizer in part.all]
        self.rates = [rate for part in parts for rate in part.rates]


def pixel_losses(decoder: ImageDecoder, latents: Tensor, pictures: Tensor, settings: Settings) -> dict[str, Tensor]:
    """Of latents [B, C, h, w] that should show pictures [B, 4, H, W] in 0..1."""
    made = decoder(latents, clamp=False).float()
    near = F.max_pool2d(pictures[:, 3:], EDGE, stride=1, padding=EDGE // 2)
    where = 1 + settings.subject * near
    losses = reconstruction_loss(made, pictures, where / where.mean())
    contrast = contrast_loss(made[:, :3], pictures[:, :3])
    error = F.mse_loss(made[:, :3].detach(), pictures[:, :3])
    return losses | {"loss": losses["loss"] + settings.contrast * contrast, "contrast": contrast, "mse": error}


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--workers", type=int, default=0, help="processes that sample scenes and captions ahead of the rendering")
    arguments.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    return arguments


def averaged(trainer: Trainer, name: str) -> dict[str, Tensor]:
    """The averaged weights of the denoiser or of the decoder, as its own checkpoint has them."""
    prefix = PREFIXES[name]
    return {key.removeprefix(prefix): value for key, value in trainer.ema.items() if key.startswith(prefix)}


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    arguments.kind = "images"  # of scenes, as `datasets/cached_scenes.py` has them
    device, settings = arguments.device, Settings()
    on_gpu = device.startswith("cuda")
    drawing = Drawing(load_pair(arguments.runs / f"{DENOISER}.pt", device), load_picture_autoencoder(arguments.runs, device)).train()
    pair, autoencoder = drawing.pair, drawing.autoencoder
    fill_memory(pair.memory, arguments.runs, arguments.cache, device)
    # What 4 bits lose can be learned, since it is always the same.
    pair.memory.round()
    losses_of: Callable[..., dict[str, Tensor]] = pixel_losses
    if on_gpu:
        autoencoder.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if arguments.compile:
        losses_of = torch.compile(pixel_losses)
    side = autoencoder.config.seen_side * autoencoder.config.enlargement
    renderer = Renderer.of_size(arguments.cache, side, device)
    pictures = ComposedPictures(renderer, autoencoder.encoder, POOL_ON_GPU if on_gpu else POOL, arguments)
    batch = arguments.batch or (240 if on_gpu else 20)
    drawn = max(1, round(batch * DRAWN_SHARE))
    held = pictures.held_out(HELD)
    rates = [(pair, settings.denoiser_rate), (autoencoder, 1.0)]
    optimizers = SeveralOptimizers(
        [Optimizers(part, settings.muon_rate * factor * arguments.rate, settings.adam_rate * factor * arguments.rate) for part, factor in rates]
    )
    trainer = Trainer("end-to-end", drawing, optimizers, settings, arguments, extra={"words": words()})
    levels = schedule(4)[:-1]

    def step(index: int) -> dict[str, Tensor]:
        part = pictures.batch(batch)
        shown = part[torch.arange(drawn, device=part.nouns.device)]
        sigma = sample_sigma(batch).to(part.latents)
        sigma[:drawn] = levels[-1]
        with half_precision(device), torch.no_grad():
            text, mask = pair.text(part.captions())
        noisy = noised(part.latents, sigma)
        with half_precision(device):
            if index % 3:
                noisy[:drawn] = sampled(pair, shown.truth, text[:drawn], mask[:drawn], shown.latents, levels[index % 3 :])
            made = predicted(pair, part.truth, text, mask, noisy, sigma)
            losses = losses_of(autoencoder.decoder, made[:drawn], shown.pictures.float() / 255, settings)
        latents = clean_latent_loss(made, part.latents, sigma)
        return losses | {"loss": losses["loss"] + settings.latents * latents, "latents": latents}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        decoder = ImageAutoencoder(autoencoder.config).to(device)
        decoder.load_state_dict(averaged(trainer, DECODER))
        denoiser = copy_of(pair, averaged(trainer, DENOISER))
        with torch.random.fork_rng():
            torch.manual_seed(1)
            text, mask = denoiser.text(held.captions())
            clean = sampled(denoiser, held.truth, text, mask, held.latents, schedule(4)[1:])
        made = torch.cat([decoder.decoder(one) for one in clean.split(16)])[:, :3]
        real = held.pictures[:, :3].float() / 255
        return {"held_psnr": psnr(float(F.mse_loss(made, real))), "held_gradients": gradient_energy(made) / gradient_energy(real)}

    print(dataclasses.asdict(settings), sum(p.numel() for p in drawing.parameters() if p.requires_grad))
    print(validate())
    trainer.run(step, validate)
    for name in PREFIXES:
        path = arguments.runs / f"{name}.pt"
        save_part(path, load_checkpoint(path), averaged(trainer, name))


if __name__ == "__main__":
    run(main)
