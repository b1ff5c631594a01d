"""Trains the picture autoencoder: `python -m training.stages.image_autoencoder --minutes 40`.

Two phases. `--phase both` trains encoder and decoder together on small pictures and standardizes the latents at its end.
`--phase decoder` freezes the encoder and trains the decoder alone, enlarged to the size that ships: the denoisers can start
on final latents while pictures still get sharper.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import standardize_latents
from training.models.image_autoencoder import TOY, ImageAutoencoder, ImageAutoencoderConfig, ImageEncoder
from training.optimizer import Optimizers
from training.run import Trainer, half_precision, load_checkpoint, main, stage_arguments, weights_of
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import sample_scene


#: Side of the pictures that the encoder sees.
SEEN_SIDE = 128


def small_config(whole: ImageAutoencoderConfig) -> ImageAutoencoderConfig:
    """What the first phase trains: pictures come out as large as the encoder sees them."""
    return dataclasses.replace(whole, decoder_widths=whole.decoder_widths[:3], decoder_blocks=whole.decoder_blocks[:3])


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
        self.pool = torch.empty(0, dtype=torch.uint8)

    def batch(self, size: int) -> Tensor:
        """[size, 3, H, W]"""
        scenes = [sample_scene(self.generator, "all") for _ in range(size)]
        return self.renderer.render(scenes, torch.tensor([0]), with_flow=False).frames[:, 0]

    def pooled_batch(self, size: int, pool_size: int = 2048) -> Tensor:
        """[size, 3, H, W] out of a pool, a quarter of which is new: rendering costs as much as a training step."""
        fresh = (self.batch(size if len(self.pool) < pool_size else size // 4) * 255).round().byte()
        if len(self.pool) < pool_size:
            self.pool = torch.cat([self.pool.to(fresh.device), fresh])
        else:
            self.pool[torch.randint(len(self.pool), (len(fresh),))] = fresh
        rest = self.pool[torch.randint(len(self.pool), (size - size // 4,))]
        return torch.cat([fresh[: size // 4], rest]).float() / 255


def psnr(mse: float) -> float:
    return -10 * float(np.log10(max(mse, 1e-10)))


@torch.no_grad()
def standardize(model: ImageAutoencoder, pictures: Tensor) -> None:
    """Gives the latents mean 0 and variance 1; the inverse is folded into the decoder's first layer."""
    stem = model.decoder.stem
    mean, deviation = standardize_latents(model.encoder, torch.cat([model.encoder(part) for part in pictures.split(64)]))
    # Zero padding now stands for the mean: a small change at the border that the second phase trains away.
    stem.bias += (stem.weight * mean).sum(dim=(1, 2, 3))
    stem.weight *= deviation


def load_matching(model: nn.Module, weights: dict[str, Tensor]) -> None:
    """Takes over every layer that both have, in the same shape: what is new, or larger, starts anew."""
    own = model.state_dict()
    model.load_state_dict(own | {key: value for key, value in weights.items() if key in own and value.shape == own[key].shape})


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--phase", choices=["both", "decoder"], default="both")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    only_decoder, on_gpu = arguments.phase == "decoder", arguments.device.startswith("cuda")
    whole = TOY if arguments.size == "toy" else ImageAutoencoderConfig()
    settings = Settings(whole if only_decoder else small_config(whole))
    model = ImageAutoencoder(settings.model).to(arguments.device)
    side = SEEN_SIDE * settings.model.enlargement
    renderer = Renderer(sprites_path(arguments.cache, side), arguments.device, side)
    data = FirstFrames(renderer, arguments.seed)
    batch = arguments.batch or 16
    held = FirstFrames(renderer, 1_000_003).batch(4 * min(batch, 16))
    if only_decoder:
        if not arguments.resume:
            load_matching(model, weights_of(load_checkpoint(arguments.runs / "image-autoencoder.pt", arguments.device)))
        model.encoder.requires_grad_(False)
    optimizers = Optimizers(model, settings.muon_rate, settings.adam_rate)
    trainer = Trainer("image-decoder" if only_decoder else "image-autoencoder", model, optimizers, settings, arguments)

    def step(_: int) -> dict[str, Tensor]:
        if only_decoder:
            pictures = data.pooled_batch(batch)
            with torch.no_grad():
                latents = model.encoder(pictures)
            # Text-to-image will never hit the latents exactly: the decoder learns to draw clean pictures from near misses.
            strength = torch.rand(batch, 1, 1, 1, device=latents.device) * 3 * settings.latent_noise
            latents = latents + strength * torch.randn_like(latents)
            with half_precision(arguments.device):
                made = model.decoder(latents, clamp=False).float()
            return reconstruction_loss(made, pictures)
        pictures = data.pooled_batch(batch, 8192) if on_gpu else data.batch(batch)
        with half_precision(arguments.device):
            latents = model.encoder(pictures).float()
        # Keeps the scale of the latents near one, so that the noise means something.
        noise = settings.latent_noise * torch.randn_like(latents)
        with half_precision(arguments.device):
            made = model.decoder(latents + noise, clamp=False).float()
        losses = reconstruction_loss(made, pictures)
        size = latents.square().mean()
        return losses | {"loss": losses["loss"] + 1e-3 * (size - 1).square(), "latent": size}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = ImageAutoencoder(settings.model).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        made = averaged.decoder(averaged.encoder(held))
        return {"psnr": psnr(float(F.mse_loss(made, held)))}

    print(dataclasses.asdict(settings), sum(p.numel() for p in model.parameters()))
    trainer.save()  # the frozen encoder is ready for the other stages from here on
    trainer.run(step, validate)
    if not only_decoder:
        many = FirstFrames(renderer, 5)
        pictures = torch.cat([many.batch(batch) for _ in range(64 if batch <= 16 else 16)])
        trainer.finish(lambda finished: standardize(finished, pictures))  # type: ignore[arg-type]


def load_image_autoencoder(runs: Path, device: str) -> ImageAutoencoder:
    """With the decoder that enlarges, ready for the evaluation and for export."""
    checkpoint = load_checkpoint(runs / "image-decoder.pt", device)
    model = ImageAutoencoder(ImageAutoencoderConfig(**checkpoint["config"]["model"])).to(device)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval()


def load_image_encoder(runs: Path, device: str) -> ImageEncoder:
    """For scenes that are rendered as small as it sees pictures, [B, 3, SEEN_SIDE, SEEN_SIDE]."""
    encoder = load_image_autoencoder(runs, device).encoder
    encoder.enlargement = 1
    return encoder


if __name__ == "__main__":
    main(train)
