"""Trains the motion autoencoder: `python -m training.stages.motion_autoencoder --minutes 25`.

`--phase decoder` then trains the decoder alone, on latents that are off by as much as a denoiser's are. Latents stay what they
were, so image-to-video can be trained meanwhile. `--phase encoder` trains another encoder for a decoder out of a pack
(`training.export.restore`): its latents are those that the pack's image-to-video writes, as far as the decoder tells them apart.

The renderer knows how every pixel moved, so the fields are supervised directly as well as through the picture they make:
gradients through a warp alone see a pixel or two far, and a jump across the frame would never be found.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.blocks import standardize_latents
from training.models.motion_autoencoder import FIELDS, TOY, MotionAutoencoder, MotionAutoencoderConfig
from training.geometry.warps import affine_grid, identity_grid
from training.trainer.optimizer import Optimizers
from training.trainer.run import StageError, Trainer, load_checkpoint, main, stage_arguments, weights_of
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import Scene, sample_scene
from training.stages.image_autoencoder import load_matching, psnr

#: Most noise on the latents when the decoder is trained alone.
DENOISER_ERROR = 0.4

#: How much softer the pictures are made for it, one factor a batch: what text-to-image draws is less sharp than renderings are.
SOFTER = (1, 2, 4)

#: Groups of frames a training clip is long: 1 + 16 * 4 frames are 5.4 seconds at 12 a second.
GROUPS = 16


@dataclass(frozen=True)
class Settings:
    model: MotionAutoencoderConfig
    muon_rate: float = 0.02
    adam_rate: float = 1e-3
    latent_noise: float = 0.04
    flow_weight: float = 2.0
    #: Of the flow that the affine maps are fitted to, beside that of the maps.
    before_fit_weight: float = 0.5
    #: Of the differences between the subject's true alpha and the share that the fit goes by, and in the first frame.
    coverage_weight: float = 0.2


@dataclass
class Group:
    """Four frames of B scenes, as the encoder sees them (at the fields' size s)."""

    flow: Tensor  # [B, F, 2, s, s]
    alpha: Tensor  # [B, F, 1, s, s]
    frames: Tensor  # [B, F, 3, s, s]
    first: Tensor  # [B, 3, s, s]
    first_alpha: Tensor  # [B, 1, s, s]


def group_frames(index: int, frames_per_latent: int) -> Tensor:
    """Frame numbers of group `index`: 4k + 1 to 4k + 4; frame 0 is the first frame."""
    return torch.arange(1, frames_per_latent + 1) + index * frames_per_latent


def render_groups(renderer: Renderer, scenes: list[Scene], start: int, count: int, config: MotionAutoencoderConfig) -> list[Group]:
    """`count` groups from `start` on, rendered in one go at the fields' size."""
    per_group = config.frames_per_latent
    numbers = torch.cat([torch.zeros(1, dtype=torch.long)] + [group_frames(start + i, per_group) for i in range(count)])
    small = renderer.render(scenes, numbers, resolution=config.latent_size * FIELDS)
    groups = []
    for i in range(count):
        at = slice(1 + i * per_group, 1 + (i + 1) * per_group)
        groups.append(Group(small.flow[:, at], small.alpha[:, at], small.frames[:, at], small.frames[:, 0], small.alpha[:, 0]))
    return groups


def flow_of(affine: Tensor, size: int) -> Tensor:
    """affine [N, 2, 3] -> the flow it makes [N, 2, size, size], in units of half a frame"""
    return (affine_grid(affine, size) - identity_grid(size).to(affine)).permute(0, 3, 1, 2)


def soften(frames: Tensor, factor: int) -> Tensor:
    """frames [B, F, 3, H, W], as if they had been drawn at 1 / `factor` of the size"""
    flat = F.interpolate(F.avg_pool2d(frames.flatten(0, 1), factor), scale_factor=float(factor), mode="bilinear", align_corners=False)
    return flat.unflatten(0, frames.shape[:2])


def encode(model: MotionAutoencoder, group: Group) -> Tensor:
    return model.encoder(group.flow, group.alpha, group.frames, group.first)


@torch.no_grad()
def standardize(model: MotionAutoencoder, renderer: Renderer, batch: int, seed: int = 7) -> None:
    """Mean 0 and variance 1 for the latents; the inverse is folded into the decoder's first layer."""
    generator = np.random.default_rng(seed)
    stem = model.decoder.stem
    parts = []
    for _ in range(8):
        scenes = [sample_scene(generator, "all") for _ in range(min(4 * batch, 64))]
        parts += [encode(model, group) for group in render_groups(renderer, scenes, int(generator.integers(12)), 2, model.config)]
    mean, deviation = standardize_latents(model.encoder, torch.cat(parts))
    # The stem reads the current latents and the previous ones; a missing previous latent stays a zero of the new scale.
    channels = model.config.latent_channels
    stem.bias += (stem.weight[:, :channels] * mean).sum(dim=(1, 2, 3))
    stem.bias += (stem.weight[:, channels:] * mean).sum(dim=(1, 2, 3))
    stem.weight *= torch.cat([deviation, deviation], dim=1)


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--phase", choices=["both", "decoder", "encoder"], default="both")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates; a fifth for a decoder that is good already")
    parser.add_argument("--picture", type=int, default=64, help="side of the pictures that are warped and compared")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    settings = Settings(TOY if arguments.size == "toy" else MotionAutoencoderConfig())
    model = MotionAutoencoder(settings.model).to(arguments.device)
    only_decoder = arguments.phase == "decoder"
    if only_decoder:
        load_matching(model, weights_of(load_checkpoint(arguments.runs / "motion-autoencoder.pt", arguments.device)))
        model.encoder.requires_grad_(False)
        model.decoder.subject.requires_grad_(False)  # `subject_finder` trains it further, on what is drawn
    if arguments.phase == "encoder":
        load_matching(model, weights_of(load_checkpoint(arguments.runs / "motion-autoencoder.pt", arguments.device)))
        model.decoder.requires_grad_(False)
    renderer = Renderer(sprites_path(arguments.cache), arguments.device)
    generator = np.random.default_rng(arguments.seed)
    optimizers = Optimizers(model, settings.muon_rate * arguments.rate, settings.adam_rate * arguments.rate)
    trainer = Trainer("motion-decoder" if only_decoder else "motion-autoencoder", model, optimizers, settings, arguments)
    batch = arguments.batch or 16

    def losses_of(model: MotionAutoencoder, scenes: list[Scene], index: int, noise: Tensor, softer: int = 1) -> dict[str, Tensor]:
        first = max(index - 1, 0)
        groups = render_groups(renderer, scenes, first, index - first + 1, settings.model)
        numbers = torch.cat([torch.zeros(1, dtype=torch.long), group_frames(index, settings.model.frames_per_latent)])
        real = renderer.render(scenes, numbers, resolution=arguments.picture, with_flow=False).frames
        if softer > 1:
            real = soften(real, softer)
        latents = encode(model, groups[-1])
        size = latents.square().mean()
        previous = encode(model, groups[0]) if index > 0 else torch.zeros_like(latents)
        latents = latents + noise * torch.randn_like(latents)
        previous = previous + noise * torch.randn_like(previous) * (index > 0)
        fields = model.decoder.fields(latents, real[:, 0], previous)
        made = model.decoder.paint(fields, real[:, 0])
        target = real[:, 1:].flatten(0, 1)
        pixel = (made - target).abs().mean()
        gradient = sum((made - target).diff(dim=axis).abs().mean() for axis in (2, 3))
        error = F.mse_loss(made, target)
        flow, alpha = groups[-1].flow.flatten(0, 1), groups[-1].alpha.flatten(0, 1)
        # A little beyond the edge too, where the neighbours of edge pixels are sampled.
        near = F.max_pool2d(alpha, 3, stride=1, padding=1)

        def flow_error(subject: Tensor, background: Tensor) -> tuple[Tensor, Tensor]:
            inside = ((subject - flow).abs() * near).mean() / near.mean().clamp(min=1e-3)
            return inside, ((background - flow).abs() * (1 - near)).mean()

        subject, background = flow_error(flow_of(fields.subject, flow.shape[-1]), flow_of(fields.background, flow.shape[-1]))
        before_fit = sum(flow_error(fields.subject_flow, fields.background_flow))
        coverage = (fields.coverage[:, 0:1] - alpha).abs().mean()
        # Not the mean difference, whose slope vanishes where everything is taken for background.
        found = F.binary_cross_entropy(fields.found.clamp(1e-6, 1 - 1e-6), groups[-1].first_alpha.clamp(0, 1))
        flows = settings.flow_weight * (subject + background + settings.before_fit_weight * before_fit)
        # Beyond the subject its map shows the border of the picture, drawn out: tempting where the background is plain.
        beyond = (fields.scores.softmax(dim=1)[:, 0:1] - alpha).clamp(min=0).mean()
        shares_loss = settings.coverage_weight * (coverage + found) + beyond
        loss = pixel + gradient + 4 * error + flows + shares_loss + 1e-3 * (size - 1).square()
        shares = {"coverage": coverage, "found": found, "beyond": beyond}
        return {"loss": loss, "pixel": pixel, "mse": error, "subject": subject, "background": background, **shares, "latent": size}

    def noise_strength(count: int) -> Tensor:
        """Of each sample, [count, 1, 1, 1]."""
        one_each = torch.rand(count, 1, 1, 1, device=arguments.device) * DENOISER_ERROR
        return one_each if only_decoder else torch.full_like(one_each, settings.latent_noise)

    def step(_: int) -> dict[str, Tensor]:
        scenes = [sample_scene(generator, "all") for _ in range(batch)]
        # Group 0 has no memory and every clip begins with it, so it is met more often.
        index = 0 if generator.random() < 0.15 else int(generator.integers(1, GROUPS))
        softer = int(generator.choice(SOFTER)) if only_decoder else 1
        return losses_of(model, scenes, index, noise_strength(batch), softer)

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = MotionAutoencoder(settings.model).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        held = np.random.default_rng(1_000_003)
        scenes = [[sample_scene(held, "all") for _ in range(min(batch, 16))] for _ in range(4)]

        def quality(noise: float) -> float:
            strength = torch.tensor(noise, device=arguments.device)
            errors = [losses_of(averaged, group, index, strength)["mse"] for group, index in zip(scenes, (0, 3, 7, 12), strict=True)]
            return psnr(float(torch.stack(errors).mean()))

        with torch.random.fork_rng():
            torch.manual_seed(1)
            return {"psnr": quality(0.0), "psnr_noisy": quality(DENOISER_ERROR / 2)}

    print(dataclasses.asdict(settings), sum(p.numel() for p in model.parameters()))
    trainer.run(step, validate)
    if arguments.phase == "both":
        trainer.finish(lambda finished: standardize(finished, renderer, batch))  # type: ignore[arg-type]


def load_motion_autoencoder(runs: Path, device: str) -> MotionAutoencoder:
    """The trained autoencoder, with the decoder that was trained on where there is one; for the denoiser and for export."""
    checkpoint = load_checkpoint(runs / "motion-autoencoder.pt", device)
    path = runs / "motion-decoder.pt"
    if path.exists():
        first, checkpoint = weights_of(checkpoint), load_checkpoint(path, device)
        if any(not torch.equal(first[key], value) for key, value in weights_of(checkpoint).items() if key.startswith("encoder.")):
            raise StageError(f"{path} belongs to an earlier encoder. Delete it, or run --phase decoder again.")
    model = MotionAutoencoder(MotionAutoencoderConfig(**checkpoint["config"]["model"])).to(device)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval()


if __name__ == "__main__":
    main(train)
