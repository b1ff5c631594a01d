"""Trains a picture autoencoder: `python -m training.stages.image_autoencoder --of picture --minutes 40`.

`--of picture` is that of text-to-image, `--of condition` that of image-to-video, of which only the encoder ships.

Two phases. `--phase both` trains encoder and decoder together on pictures at the encoder's size and standardizes the latents at its
end. `--phase decoder` (of `picture` only) freezes the encoder and trains the decoder alone, enlarged to the size that ships:
latents are final from then on, so that the denoisers can start.
"""

import argparse
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.datasets.first_frames import CPU_REFILL, GPU_REFILL, FirstFrames, FramePool
from training.models.blocks import standardize_latents
from training.models.image_autoencoder import CONDITION, PICTURE, TOY, TOY_PICTURE, ImageAutoencoder, ImageAutoencoderConfig
from training.scenes.render import Renderer
from training.trainer.checkpoints import load_checkpoint, load_matching, weights_of
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers
from training.trainer.reconstruction import psnr, reconstruction_loss
from training.trainer.run import half_precision, prepare, run, stage_arguments
from training.trainer.trainer import Trainer

CONFIGS = {("picture", False): PICTURE, ("picture", True): TOY_PICTURE, ("condition", False): CONDITION, ("condition", True): TOY}
HELD_SEED = 1_000_003


def small_config(whole: ImageAutoencoderConfig) -> ImageAutoencoderConfig:
    """What `--phase both` trains: the decoder draws at the encoder's size."""
    return dataclasses.replace(whole, decoder_widths=whole.decoder_widths[:3], decoder_blocks=whole.decoder_blocks[:3])


@dataclass(frozen=True)
class Settings:
    """Stored in the checkpoint as its configuration."""

    model: ImageAutoencoderConfig
    muon_rate: float = 0.02
    adam_rate: float = 1e-3
    #: Standard deviation of the noise on standardized latents in the decoder's training: a smoother latent space.
    latent_noise: float = 0.1


@torch.no_grad()
def standardize(model: nn.Module, pictures: Tensor) -> None:
    """Gives the latents mean 0 and variance 1 over pictures [N, 3, H, W]; the decoder's first layer undoes it."""
    assert isinstance(model, ImageAutoencoder)
    stem = model.decoder.stem
    # `forward`: a compiled encoder would be compiled once more for these few calls.
    mean, deviation = standardize_latents(model.encoder, torch.cat([model.encoder.forward(part) for part in pictures.split(64)]))
    assert stem.bias is not None
    # Zero padding now stands for the mean: a small change at the border that the second phase trains away.
    stem.bias += (stem.weight * mean).sum(dim=(1, 2, 3))
    stem.weight *= deviation


def new_model(arguments: argparse.Namespace, settings: Settings) -> ImageAutoencoder:
    """On the device; for `--phase decoder`, with the first phase's weights and a frozen encoder."""
    model = ImageAutoencoder(settings.model).to(arguments.device)
    if arguments.device.startswith("cuda"):
        model = model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if arguments.compile:
        model.encoder.compile()
        model.decoder.compile()
    if arguments.phase == "decoder":
        if not arguments.resume:
            load_matching(model, weights_of(load_checkpoint(arguments.runs / f"{arguments.of}-autoencoder.pt", arguments.device)))
        model.encoder.requires_grad_(False)
    return model


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--of", choices=["picture", "condition"], default="picture")
    arguments.add_argument("--phase", choices=["both", "decoder"], default="both")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    only_decoder = arguments.phase == "decoder"
    if only_decoder and arguments.of == "condition":
        raise StageError("--of condition has no --phase decoder: only its encoder ships. Leave --phase out, or give --of picture.")
    whole = CONFIGS[arguments.of, arguments.size == "toy"]
    settings = Settings(whole if only_decoder else small_config(whole))
    model = new_model(arguments, settings)
    side = settings.model.seen_side * settings.model.enlargement
    renderer = Renderer.of_size(arguments.cache, side, arguments.device)
    frames = FirstFrames(renderer, arguments.seed, whole.alpha)
    on_gpu = arguments.device.startswith("cuda")
    source = FramePool(frames, GPU_REFILL if on_gpu else CPU_REFILL) if on_gpu or only_decoder else frames
    batch = arguments.batch or 16
    held = FirstFrames(renderer, HELD_SEED, whole.alpha).batch(4 * min(batch, 16))
    optimizers = Optimizers(model, settings.muon_rate, settings.adam_rate)
    name = f"{arguments.of}-{'decoder' if only_decoder else 'autoencoder'}"
    trainer = Trainer(name, model, optimizers, settings, arguments)

    def step(_: int) -> dict[str, Tensor]:
        pictures = source.batch(batch)
        with half_precision(arguments.device), torch.set_grad_enabled(not only_decoder):
            latents = model.encoder(pictures[:, :3]).float()
        # Text-to-image never hits the latents exactly: the decoder learns to draw clean pictures from near misses.
        strength = 3 * torch.rand(batch, 1, 1, 1, device=latents.device) if only_decoder else 1.0
        noise = settings.latent_noise * strength * torch.randn_like(latents)
        with half_precision(arguments.device):
            made = model.decoder(latents + noise, clamp=False).float()
        losses = reconstruction_loss(made, pictures)
        # Keeps the scale of the latents near one, so that the noise means something.
        size = latents.square().mean()
        return losses if only_decoder else losses | {"loss": losses["loss"] + 1e-3 * (size - 1).square(), "latent": size}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = ImageAutoencoder(settings.model).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        made = torch.cat([averaged.decoder(averaged.encoder(part[:, :3])) for part in held.split(16)])
        return {"psnr": psnr(float(F.mse_loss(made[:, :3], held[:, :3])))}

    print(dataclasses.asdict(settings), sum(p.numel() for p in model.parameters()))
    trainer.save()  # the frozen encoder is ready for the other stages from here on
    trainer.run(step, validate)
    if not only_decoder:
        many = FirstFrames(renderer, 5, whole.alpha)
        pictures = torch.cat([many.batch(batch)[:, :3] for _ in range(64 if batch <= 16 else 16)])
        trainer.finish(lambda finished: standardize(finished, pictures))


if __name__ == "__main__":
    run(main)
