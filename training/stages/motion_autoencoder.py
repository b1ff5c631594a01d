"""Trains the motion autoencoder: `python -m training.stages.motion_autoencoder --minutes 25`.

`--phase decoder` then trains the decoder alone, on latents with errors as large as a denoiser's. The latents stay the same,
so image-to-video can be trained at the same time. `--phase encoder` trains another encoder for a decoder out of a pack
(`training.export.restore`): its latents are those that the pack's image-to-video writes, as far as the decoder tells them apart.

The renderer knows how every pixel moved, so the fields are supervised directly as well as through the picture they make:
gradients through a warp alone reach a pixel or two, too little to find a jump across the frame.
"""

import argparse
import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.datasets.motion_groups import GROUPS, Group, encode, group_frames, render_groups
from training.geometry.warps import affine_grid, identity_grid
from training.models.blocks import standardize_latents
from training.models.motion_autoencoder import TOY, MotionAutoencoder, MotionAutoencoderConfig, MotionFields
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import Scene, sample_scene
from training.trainer.checkpoints import load_checkpoint, load_matching, weights_of
from training.trainer.optimizer import Optimizers
from training.trainer.reconstruction import psnr
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trainer import Trainer

#: Most noise on the latents when the decoder is trained alone.
DENOISER_ERROR = 0.4
#: By how much pictures are softened for `--phase decoder`, one factor a batch: text-to-image draws less sharply than the renderer.
SOFTER = (1, 2, 4)
#: Share of batches that begin a clip: group 0 has no previous latents, and every clip begins with it.
FIRST_GROUPS = 0.15
HELD_SEED = 1_000_003
#: Groups at which held-out clips are measured.
HELD_GROUPS = (0, 3, 7, 12)


@dataclass(frozen=True)
class Settings:
    """Stored in the checkpoint as its configuration."""

    model: MotionAutoencoderConfig
    muon_rate: float = 0.02
    adam_rate: float = 1e-3
    latent_noise: float = 0.04
    flow_weight: float = 2.0
    #: Weight of the flow that the affine maps are fitted to, relative to that of the maps.
    before_fit_weight: float = 0.5
    #: Weight of the difference between the true alpha and the subject's share, in the fit and in the first frame.
    coverage_weight: float = 0.2


def flow_of(affine: Tensor, size: int) -> Tensor:
    """affine [N, 2, 3] -> its flow [N, 2, size, size], in units of half a frame"""
    return (affine_grid(affine, size) - identity_grid(size).to(affine)).permute(0, 3, 1, 2)


def soften(frames: Tensor, factor: int) -> Tensor:
    """frames [B, F, 3, H, W], as if drawn at 1 / `factor` of the size"""
    flat = F.interpolate(F.avg_pool2d(frames.flatten(0, 1), factor), scale_factor=float(factor), mode="bilinear", align_corners=False)
    return flat.unflatten(0, frames.shape[:2])


@torch.no_grad()
def standardize(model: nn.Module, renderer: Renderer, batch: int, seed: int = 7) -> None:
    """Gives the latents mean 0 and variance 1; the decoder's first layer undoes it."""
    assert isinstance(model, MotionAutoencoder)
    generator = np.random.default_rng(seed)
    stem = model.decoder.stem
    parts = []
    for _ in range(8):
        scenes = [sample_scene(generator, "all") for _ in range(min(4 * batch, 64))]
        parts += [encode(model, group) for group in render_groups(renderer, scenes, int(generator.integers(12)), 2, model.config)]
    mean, deviation = standardize_latents(model.encoder, torch.cat(parts))
    assert stem.bias is not None
    # The stem reads the current latents and the previous ones; missing previous latents stay zeros of the new scale.
    channels = model.config.latent_channels
    stem.bias += (stem.weight[:, :channels] * mean).sum(dim=(1, 2, 3))
    stem.bias += (stem.weight[:, channels:] * mean).sum(dim=(1, 2, 3))
    stem.weight *= torch.cat([deviation, deviation], dim=1)


def flow_error(subject: Tensor, background: Tensor, flow: Tensor, near: Tensor) -> tuple[Tensor, Tensor]:
    """Mean errors of both flows [N, 2, s, s]: the subject's where `near` [N, 1, s, s] is 1, the background's elsewhere."""
    inside = ((subject - flow).abs() * near).mean() / near.mean().clamp(min=1e-3)
    return inside, ((background - flow).abs() * (1 - near)).mean()


def field_losses(fields: MotionFields, group: Group, settings: Settings) -> dict[str, Tensor]:
    """Supervision with the renderer's flow and alpha; "fields" is the weighted sum of all."""
    maps = fields.maps
    flow, alpha = group.flow.flatten(0, 1), group.alpha.flatten(0, 1)
    # A little beyond the edge too, where the neighbours of edge pixels are sampled.
    near = F.max_pool2d(alpha, 3, stride=1, padding=1)
    size = flow.shape[-1]
    subject, background = flow_error(flow_of(maps.subject, size), flow_of(maps.background, size), flow, near)
    before_inside, before_outside = flow_error(maps.subject_flow, maps.background_flow, flow, near)
    coverage = (maps.coverage[:, 0:1] - alpha).abs().mean()
    # Not the mean difference, whose gradient vanishes where everything is taken for background.
    found = F.binary_cross_entropy(fields.found.clamp(1e-6, 1 - 1e-6), group.first_alpha.clamp(0, 1))
    flows = settings.flow_weight * (subject + background + settings.before_fit_weight * (before_inside + before_outside))
    # Beyond the first frame's border, the subject's map repeats the border's pixels: on a plain background no other loss notices.
    beyond = (fields.scores.softmax(dim=1)[:, 0:1] - alpha).clamp(min=0).mean()
    total = flows + settings.coverage_weight * (coverage + found) + beyond
    return {"fields": total, "subject": subject, "background": background, "coverage": coverage, "found": found, "beyond": beyond}


class ClipLosses:
    """The losses of a group of four frames, rendered for it."""

    def __init__(self, renderer: Renderer, settings: Settings, picture_side: int) -> None:
        self.renderer, self.settings, self.picture_side = renderer, settings, picture_side

    def __call__(self, model: MotionAutoencoder, scenes: list[Scene], index: int, noise: Tensor, softer: int = 1) -> dict[str, Tensor]:
        """Of group `index` of B scenes, with noise of strength [B, 1, 1, 1] on its latents; "loss" is the sum."""
        settings, first = self.settings, max(index - 1, 0)
        groups = render_groups(self.renderer, scenes, first, index - first + 1, settings.model)
        numbers = torch.cat([torch.zeros(1, dtype=torch.long), group_frames(index, settings.model.frames_per_latent)])
        real = self.renderer.render(scenes, numbers, resolution=self.picture_side, with_flow=False).frames
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
        gradient = (made - target).diff(dim=2).abs().mean() + (made - target).diff(dim=3).abs().mean()
        error = F.mse_loss(made, target)
        parts = field_losses(fields, groups[-1], settings)
        loss = pixel + gradient + 4 * error + parts.pop("fields") + 1e-3 * (size - 1).square()
        return {"loss": loss, "pixel": pixel, "mse": error, **parts, "latent": size}


def new_model(arguments: argparse.Namespace, settings: Settings) -> MotionAutoencoder:
    """On the device; for a phase of one half, with the first phase's weights and the other half frozen. After a warm start,
    what finds the subject is frozen."""
    model = MotionAutoencoder(settings.model).to(arguments.device)
    if arguments.phase != "both":
        load_matching(model, weights_of(load_checkpoint(arguments.runs / "motion-autoencoder.pt", arguments.device)))
    elif arguments.warm_start:
        load_matching(model, weights_of(load_checkpoint(arguments.warm_start, arguments.device)))
        model.decoder.subject.requires_grad_(False)
    if arguments.phase == "decoder":
        model.encoder.requires_grad_(False)
        model.decoder.subject.requires_grad_(False)  # `subject_finder` trains it further
    if arguments.phase == "encoder":
        model.decoder.requires_grad_(False)
    return model


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--phase", choices=["both", "decoder", "encoder"], default="both")
    arguments.add_argument("--warm-start", type=Path, help="a checkpoint to begin both halves from, or the decoder out of a pack")
    arguments.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates; a fifth for a decoder that is good already")
    arguments.add_argument("--picture", type=int, default=64, help="side of the pictures that are warped and compared, in pixels")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    settings = Settings(TOY if arguments.size == "toy" else MotionAutoencoderConfig())
    model = new_model(arguments, settings)
    only_decoder = arguments.phase == "decoder"
    renderer = Renderer(sprites_path(arguments.cache), arguments.device)
    losses_of = ClipLosses(renderer, settings, arguments.picture)
    generator = np.random.default_rng(arguments.seed)
    optimizers = Optimizers(model, settings.muon_rate * arguments.rate, settings.adam_rate * arguments.rate)
    trainer = Trainer("motion-decoder" if only_decoder else "motion-autoencoder", model, optimizers, settings, arguments)
    batch = arguments.batch or 16

    def noise_strength(count: int) -> Tensor:
        """Of each sample, [count, 1, 1, 1]."""
        one_each = torch.rand(count, 1, 1, 1, device=arguments.device) * DENOISER_ERROR
        return one_each if only_decoder else torch.full_like(one_each, settings.latent_noise)

    def step(_: int) -> dict[str, Tensor]:
        scenes = [sample_scene(generator, "all") for _ in range(batch)]
        index = 0 if generator.random() < FIRST_GROUPS else int(generator.integers(1, GROUPS))
        softer = int(generator.choice(SOFTER)) if only_decoder else 1
        return losses_of(model, scenes, index, noise_strength(batch), softer)

    @torch.no_grad()
    def validate() -> dict[str, float]:
        averaged = MotionAutoencoder(settings.model).to(arguments.device)
        averaged.load_state_dict(trainer.ema)
        held = np.random.default_rng(HELD_SEED)
        scenes = [[sample_scene(held, "all") for _ in range(min(batch, 16))] for _ in HELD_GROUPS]

        def quality(noise: float) -> float:
            strength = torch.tensor(noise, device=arguments.device)
            errors = [losses_of(averaged, group, index, strength)["mse"] for group, index in zip(scenes, HELD_GROUPS, strict=True)]
            return psnr(float(torch.stack(errors).mean()))

        with torch.random.fork_rng():
            torch.manual_seed(1)
            return {"psnr": quality(0.0), "psnr_noisy": quality(DENOISER_ERROR / 2)}

    print(dataclasses.asdict(settings), sum(p.numel() for p in model.parameters()))
    trainer.run(step, validate)
    if arguments.phase == "both":
        trainer.finish(lambda finished: standardize(finished, renderer, batch))


if __name__ == "__main__":
    run(main)
