"""Trains a picture autoencoder: `python -m training.stages.image_autoencoder --of picture --minutes 40`.

`--of picture` is that of text-to-image, `--of condition` that of image-to-video, of which only the encoder ships.

Two phases. `--phase both` trains encoder and decoder together on pictures as large as the encoder sees them and standardizes the latents at its
end. `--phase decoder` freezes the encoder and trains the decoder alone, enlarged to the size that ships: the denoisers can start
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
from training.models.image_autoencoder import CONDITION, PICTURE, TOY, TOY_PICTURE, ImageAutoencoder, ImageAutoencoderConfig, ImageEncoder
from training.trainer.optimizer import Optimizers
from training.trainer.run import Trainer, half_precision, load_checkpoint, main, stage_arguments, weights_of
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import sample_scene

CONFIGS = {("picture", False): PICTURE, ("picture", True): TOY_PICTURE, ("condition", False): CONDITION, ("condition", True): TOY}
#: Pictures that are kept and shown again, and of how many each step renders one anew: rendering costs as much as a step.
POOL, POOL_ON_GPU = 2048, 16_000
#: Pictures that are rendered at a time on a GPU, and steps until the next are.
FRESH, FRESH_EVERY = 256, 24


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


#: Weight of alpha's error beside that of a colour.
ALPHA_WEIGHT = 0.5


def reconstruction_loss(made: Tensor, real: Tensor) -> dict[str, Tensor]:
    """L1, L1 of the gradients (edges), and L1 of pooled pictures (colours of areas); pictures [B, 3, H, W], or [B, 4, H, W] with alpha."""
    difference = made - real
    weight = torch.tensor([1.0, 1.0, 1.0, ALPHA_WEIGHT][: made.shape[1]], device=made.device)[:, None, None]
    weight = weight / weight.mean()
    weighted = difference * weight
    pixel = weighted.abs().mean()
    gradient = weighted.diff(dim=2).abs().mean() + weighted.diff(dim=3).abs().mean()
    pooled = F.avg_pool2d(weighted, 8).abs().mean()
    error = difference[:, :3].square().mean()
    losses = {"loss": pixel + gradient + pooled + 4 * error, "pixel": pixel, "mse": error}
    return losses | ({"alpha": difference[:, 3].abs().mean()} if made.shape[1] == 4 else {})


class FirstFrames:
    """First frames of random scenes, rendered as they are needed; with `alpha`, that of the subject is their fourth channel."""

    def __init__(self, renderer: Renderer, seed: int, alpha: bool) -> None:
        self.renderer, self.generator, self.alpha = renderer, np.random.default_rng(seed), alpha
        self.pool = torch.empty(0, dtype=torch.uint8)
        self.steps = 0

    def batch(self, size: int) -> Tensor:
        """[size, 3 or 4, H, W]"""
        scenes = [sample_scene(self.generator, "all") for _ in range(size)]
        rendered = self.renderer.render(scenes, torch.tensor([0]), with_flow=False)
        return torch.cat([rendered.frames, rendered.alpha], dim=2)[:, 0] if self.alpha else rendered.frames[:, 0]

    def stored(self, size: int) -> Tensor:
        return (self.batch(size) * 255).round().byte()

    def pooled_batch(self, size: int) -> Tensor:
        """[size, 3 or 4, H, W] out of a pool, a quarter of which is new."""
        fresh = self.stored(size if len(self.pool) < POOL else size // 4)
        if len(self.pool) < POOL:
            self.pool = torch.cat([self.pool.to(fresh.device), fresh])
        else:
            self.pool[torch.randint(len(self.pool), (len(fresh),))] = fresh
        rest = self.pool[torch.randint(len(self.pool), (size - size // 4,))]
        return torch.cat([fresh[: size // 4], rest]).float() / 255

    def gpu_batch(self, size: int, pool_size: int = POOL_ON_GPU) -> Tensor:
        """As `pooled_batch`, in few large pieces: a GPU waits for each scene that Python makes up."""
        if not len(self.pool):
            self.pool = torch.cat([self.stored(FRESH) for _ in range(-(-pool_size // FRESH))])
        self.steps += 1
        if self.steps % FRESH_EVERY == 0:
            start = self.steps // FRESH_EVERY * FRESH % (len(self.pool) - FRESH + 1)
            self.pool[start : start + FRESH] = self.stored(FRESH)
        rows = torch.randint(len(self.pool), (size,), device=self.pool.device)
        return self.pool[rows].float() / 255


def psnr(mse: float) -> float:
    return -10 * float(np.log10(max(mse, 1e-10)))


@torch.no_grad()
def standardize(model: ImageAutoencoder, pictures: Tensor) -> None:
    """Gives the latents mean 0 and variance 1; the inverse is folded into the decoder's first layer."""
    stem = model.decoder.stem
    # `forward`: a compiled encoder would be compiled once more for these few calls.
    mean, deviation = standardize_latents(model.encoder, torch.cat([model.encoder.forward(part) for part in pictures.split(64)]))
    # Zero padding now stands for the mean: a small change at the border that the second phase trains away.
    stem.bias += (stem.weight * mean).sum(dim=(1, 2, 3))
    stem.weight *= deviation


def load_matching(model: nn.Module, weights: dict[str, Tensor]) -> None:
    """Takes over every layer that both have, in the same shape: what is new, or larger, starts anew."""
    own = model.state_dict()
    model.load_state_dict(own | {key: value for key, value in weights.items() if key in own and value.shape == own[key].shape})


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--of", choices=["picture", "condition"], default="picture")
    parser.add_argument("--phase", choices=["both", "decoder"], default="both")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    only_decoder, on_gpu = arguments.phase == "decoder", arguments.device.startswith("cuda")
    whole = CONFIGS[arguments.of, arguments.size == "toy"]
    settings = Settings(whole if only_decoder else small_config(whole))
    model = ImageAutoencoder(settings.model).to(arguments.device)
    if on_gpu:
        model = model.to(memory_format=torch.channels_last)
    if arguments.compile:
        model.encoder.compile()
        model.decoder.compile()
    side = settings.model.seen_side * settings.model.enlargement
    renderer = Renderer(sprites_path(arguments.cache, sprite_side(settings.model)), arguments.device, side)
    data = FirstFrames(renderer, arguments.seed, whole.alpha)
    batch = arguments.batch or 16
    held = FirstFrames(renderer, 1_000_003, whole.alpha).batch(4 * min(batch, 16))
    if only_decoder:
        if not arguments.resume:
            load_matching(model, weights_of(load_checkpoint(arguments.runs / f"{arguments.of}-autoencoder.pt", arguments.device)))
        model.encoder.requires_grad_(False)
    optimizers = Optimizers(model, settings.muon_rate, settings.adam_rate)
    name = f"{arguments.of}-{'decoder' if only_decoder else 'autoencoder'}"
    trainer = Trainer(name, model, optimizers, settings, arguments)

    def step(_: int) -> dict[str, Tensor]:
        pictures = data.gpu_batch(batch) if on_gpu else data.pooled_batch(batch) if only_decoder else data.batch(batch)
        with half_precision(arguments.device), torch.set_grad_enabled(not only_decoder):
            latents = model.encoder(pictures[:, :3]).float()
        # Text-to-image will never hit the latents exactly: the decoder learns to draw clean pictures from near misses.
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
        trainer.finish(lambda finished: standardize(finished, pictures))  # type: ignore[arg-type]


def sprite_side(config: ImageAutoencoderConfig) -> int:
    """Side of the sprites that pictures of this size are rendered from: the artwork has 256 pixels."""
    return min(256, config.seen_side * config.enlargement)


def load_picture_autoencoder(runs: Path, device: str) -> ImageAutoencoder:
    """With the decoder that enlarges, ready for the evaluation and for export."""
    return loaded(runs / "picture-decoder.pt", device)


def load_picture_encoder(runs: Path, device: str) -> ImageEncoder:
    """For scenes that are rendered as small as it sees pictures."""
    return unenlarged(load_picture_autoencoder(runs, device))


def load_condition_encoder(runs: Path, device: str) -> ImageEncoder:
    """Likewise, that of image-to-video."""
    return unenlarged(loaded(runs / "condition-autoencoder.pt", device))


def loaded(path: Path, device: str) -> ImageAutoencoder:
    checkpoint = load_checkpoint(path, device)
    model = ImageAutoencoder(ImageAutoencoderConfig(**checkpoint["config"]["model"])).to(device)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval()


def unenlarged(autoencoder: ImageAutoencoder) -> ImageEncoder:
    autoencoder.encoder.enlargement = 1
    return autoencoder.encoder


if __name__ == "__main__":
    main(train)
