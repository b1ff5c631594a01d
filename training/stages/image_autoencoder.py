"""Trains the picture autoencoder: `python -m training.stages.image_autoencoder --minutes 40`.

Two phases in one run: encoder and decoder together, then the encoder is frozen (its latents standardized) and the decoder
alone goes on, so that the denoisers can start on final latents while pictures still get sharper.
"""

import dataclasses
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.image_autoencoder import ImageAutoencoder, ImageAutoencoderConfig
from training.optimizer import Optimizers
from training.run import Trainer, load_checkpoint, main, stage_arguments, weights_of
from training.scenes.render import Renderer
from training.scenes.scene import sample_scene


@dataclass(frozen=True)
class Settings:
    model: ImageAutoencoderConfig
    muon_rate: float = 0.02
    adam_rate: float = 1e-3
    #: Standard deviation of the noise on standardized latents in the decoder's training: a smoother latent space.
    latent_noise: float = 0.1


def reconstruction_loss(made: Tensor, real: Tensor) -> dict[str, Tensor]:
    """L1, L1 of the gradients (edges), and L1 of pooled pictures (colours of areas)."""
    pixel = (made - real).abs().mean()
    gradient = sum(
        ((made - real).diff(dim=axis)).abs().mean() for axis in (2, 3)
    )
    pooled = (F.avg_pool2d(made, 8) - F.avg_pool2d(real, 8)).abs().mean()
    error = F.mse_loss(made, real)
    return {"loss": pixel + gradient + pooled + 4 * error, "pixel": pixel, "mse": error}


class FirstFrames:
    """First frames of random scenes, rendered as they are needed."""

    def __init__(self, renderer: Renderer, seed: int) -> None:
        self.renderer, self.generator = renderer, np.random.default_rng(seed)

    def batch(self, size: int) -> Tensor:
        """[size, 3, H, W]"""
        scenes = [sample_scene(self.generator, "all") for _ in range(size)]
        return self.renderer.render(scenes, torch.tensor([0]), with_flow=False).frames[:, 0]


def psnr(mse: float) -> float:
    return -10 * float(np.log10(max(mse, 1e-10)))


@torch.no_grad()
def standardize(model: ImageAutoencoder, pictures: Tensor) -> None:
    """Writes mean and scale of the latents into the encoder, and folds their inverse into the decoder's first layer."""
    encoder, stem = model.encoder, model.decoder.stem
    encoder.latent_mean.zero_()
    encoder.latent_scale.fill_(1.0)
    latents = torch.cat([encoder(part) for part in pictures.split(64)])
    mean = latents.mean(dim=(0, 2, 3), keepdim=True)
    deviation = latents.std(dim=(0, 2, 3), keepdim=True).clamp(min=1e-3)
    encoder.latent_mean.copy_(mean)
    encoder.latent_scale.copy_(1 / deviation)
    # Zero padding now stands for the mean: a small change at the border that the second phase trains away.
    stem.bias += (stem.weight * mean).sum(dim=(1, 2, 3))
    stem.weight *= deviation


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--phase", choices=["both", "decoder"], default="both")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    settings = Settings(ImageAutoencoderConfig())
    model = ImageAutoencoder(settings.model).to(arguments.device)
    renderer = Renderer(arguments.cache / "sprites-128.npy", arguments.device)
    data = FirstFrames(renderer, arguments.seed)
    held = FirstFrames(renderer, 1_000_003).batch(64)
    batch = arguments.batch or 16
    only_decoder = arguments.phase == "decoder"
    if only_decoder:
        if not arguments.resume:
            state = load_checkpoint(arguments.runs / "image-autoencoder.pt", arguments.device)
            model.load_state_dict(weights_of(state))
            standardize(model, FirstFrames(renderer, 5).batch(1024))
        model.encoder.requires_grad_(False)
    optimizers = Optimizers(model, settings.muon_rate, settings.adam_rate)
    trainer = Trainer("image-decoder" if only_decoder else "image-autoencoder", model, optimizers, settings, arguments)

    def step(_: int) -> dict[str, Tensor]:
        pictures = data.batch(batch)
        if only_decoder:
            with torch.no_grad():
                latents = model.encoder(pictures)
            # Text-to-image will never hit the latents exactly: the decoder learns to draw clean pictures from near misses.
            strength = torch.rand(batch, 1, 1, 1, device=latents.device) * 3 * settings.latent_noise
            latents = latents + strength * torch.randn_like(latents)
        else:
            latents = model.encoder(pictures)
            # Keeps the scale of the latents near one, so that the noise means something.
            noise = settings.latent_noise * torch.randn_like(latents)
            made = model.decoder(latents + noise, clamp=False)
            losses = reconstruction_loss(made, pictures)
            size = latents.square().mean()
            losses["loss"] = losses["loss"] + 1e-3 * (size - 1).square()
            losses["latent"] = size
            return losses
        return reconstruction_loss(model.decoder(latents, clamp=False), pictures)

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = ImageAutoencoder(settings.model).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        made = averaged.decoder(averaged.encoder(held))
        return {"psnr": psnr(float(F.mse_loss(made, held)))}

    print(dataclasses.asdict(settings), sum(p.numel() for p in model.parameters()))
    trainer.save()  # the frozen encoder is ready for the other stages from here on
    trainer.run(step, validate)


if __name__ == "__main__":
    main(train)
