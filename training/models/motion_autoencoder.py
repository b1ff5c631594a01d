"""Video latents are motion: four frames become 8x8 numbers that say how the first frame moves.

The decoder warps the first frame twice (subject and background), and paints what the first frame does not show; the idea
of latent flow diffusion (LFDM, arXiv 2303.13744). So the subject stays itself for any length, a picture from outside the
training domain keeps its own pixels, and the video denoiser has only smooth fields to learn.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import Downsample, ResidualBlock, Upsample, start_near_unit_variance


@dataclass(frozen=True)
class MotionAutoencoderConfig:
    latent_channels: int = 32
    frames_per_latent: int = 4
    #: Side of the latents; the fields are four times as fine.
    latent_size: int = 8
    encoder_widths: tuple[int, int] = (96, 128)
    decoder_widths: tuple[int, int, int] = (32, 96, 128)
    first_frame_width: int = 16


#: For the smoke test.
TOY = MotionAutoencoderConfig(encoder_widths=(8, 16), decoder_widths=(8, 8, 16), first_frame_width=4)

#: Displacements reach about 1 (half the frame); the encoder sees them scaled to the size of its other inputs.
FLOW_SCALE = 2.0
FIELDS = 4  # the fields are this many times finer than the latents, in each direction


def identity_grid(size: int) -> Tensor:
    """Pixel centres in grid_sample's coordinates (-1..1, align_corners=False): [1, size, size, 2] as (x, y)."""
    centres = (torch.arange(size) + 0.5) * (2.0 / size) - 1.0
    y, x = torch.meshgrid(centres, centres, indexing="ij")
    return torch.stack([x, y], dim=-1)[None]


def warp(image: Tensor, flow: Tensor) -> Tensor:
    """Samples image [B, C, H, W] at identity + flow; flow [B, 2, H, W] in units of half a frame."""
    grid = identity_grid(image.shape[-1]).to(flow) + flow.permute(0, 2, 3, 1)
    return F.grid_sample(image, grid, mode="bilinear", padding_mode="border", align_corners=False)


class MotionEncoder(nn.Module):
    """What the renderer knows of four frames -> latents [B, C, h, w]. Needed for training only, never shipped.

    flow [B, F, 2, s, s], alpha [B, F, 1, s, s], frames [B, F, 3, s, s] in 0..1, first [B, 3, s, s]; s = 4h.
    """

    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        fine, coarse = config.encoder_widths
        self.net = nn.Sequential(
            Downsample(config.frames_per_latent * 6 + 3, fine),
            ResidualBlock(fine),
            Downsample(fine, coarse),
            ResidualBlock(coarse),
            nn.SiLU(),
            nn.Conv2d(coarse, config.latent_channels, 1),
        )
        start_near_unit_variance(self.net[-1])
        self.register_buffer("latent_mean", torch.zeros(1, config.latent_channels, 1, 1))
        self.register_buffer("latent_scale", torch.ones(1, config.latent_channels, 1, 1))

    def forward(self, flow: Tensor, alpha: Tensor, frames: Tensor, first: Tensor) -> Tensor:
        change = frames - first[:, None]
        known = torch.cat([(flow * FLOW_SCALE).flatten(1, 2), alpha.flatten(1, 2), change.flatten(1, 2), first], dim=1)
        return (self.net(known) - self.latent_mean) * self.latent_scale


@dataclass
class MotionFields:
    """What the decoder derives for each of N frames at the fields' size s."""

    subject_flow: Tensor  # [N, 2, s, s]
    background_flow: Tensor  # [N, 2, s, s]
    weights: Tensor  # [N, 3, s, s], sum 1: subject, background, paint
    paint: Tensor  # [N, 3, s, s] in 0..1


class VideoDecoder(nn.Module):
    """latents [B, C, h, w], first_frame [B, 3, H, W] in 0..1, previous [B, C, h, w] -> frames [B, F, 3, H, W], next.

    `previous` is the decoder's memory: the latents of the call before, zero at the start of a clip.
    """

    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        fine, middle, coarse = config.decoder_widths
        self.config = config
        self.stem = nn.Conv2d(config.latent_channels * 2, coarse, 3, padding=1)
        self.coarse = ResidualBlock(coarse)
        self.up = Upsample(coarse, middle)
        self.look_coarse = nn.Conv2d(config.first_frame_width * 4, middle, 1)
        self.middle = ResidualBlock(middle)
        self.to_frames = nn.Conv2d(middle, config.frames_per_latent * (fine * 2), 1)
        self.up_frame = Upsample(fine * 2, fine)
        self.coarse_flow = nn.Conv2d(fine, 2, 3, padding=1)
        self.look = nn.Conv2d(3, config.first_frame_width, 3, padding=1)
        self.merge = nn.Conv2d(fine + config.first_frame_width + 3, fine, 3, padding=1)
        self.fine = ResidualBlock(fine)
        self.head = nn.Conv2d(fine, 2 + 2 + 3 + 3, 3, padding=1)
        for layer in (self.coarse_flow, self.head):
            nn.init.normal_(layer.weight, std=1e-3)
            nn.init.zeros_(layer.bias)
        with torch.no_grad():
            # Start by showing the first frame unchanged.
            self.head.bias[4:7] = torch.tensor([1.0, 1.0, -2.0])

    def fields(self, latents: Tensor, first_frame: Tensor, previous: Tensor) -> MotionFields:
        """The N = B * F fields, frame index fastest."""
        frame_count = self.config.frames_per_latent
        size = latents.shape[-1] * FIELDS
        small = F.avg_pool2d(first_frame, first_frame.shape[-1] // size)
        seen = self.look(small * 2 - 1)
        x = self.coarse(self.stem(torch.cat([latents, previous], dim=1)))
        x = self.middle(self.up(x) + self.look_coarse(F.pixel_unshuffle(seen, 2)))
        x = self.to_frames(F.silu(x)).unflatten(1, (frame_count, -1)).flatten(0, 1)
        x = self.up_frame(x)
        flow = self.coarse_flow(F.silu(x))
        seen_and_small = torch.cat([seen, small], dim=1).repeat_interleave(frame_count, dim=0)
        x = self.fine(self.merge(torch.cat([F.silu(x), warp(seen_and_small, flow)], dim=1)))
        out = self.head(F.silu(x))
        return MotionFields(
            subject_flow=flow + out[:, 0:2],
            background_flow=out[:, 2:4],
            weights=out[:, 4:7].softmax(dim=1),
            paint=out[:, 7:10] + 0.5,
        )

    def paint(self, fields: MotionFields, first_frame: Tensor) -> Tensor:
        """The fields, made as fine as the picture and applied to it: [N, 3, H, W]."""
        frame_count = self.config.frames_per_latent
        scale = first_frame.shape[-1] // fields.paint.shape[-1]
        every = torch.cat([fields.subject_flow, fields.background_flow, fields.weights, fields.paint], dim=1)
        every = F.interpolate(every, scale_factor=float(scale), mode="bilinear", align_corners=False)
        source = first_frame.repeat_interleave(frame_count, dim=0)
        subject, background = warp(source, every[:, 0:2]), warp(source, every[:, 2:4])
        return every[:, 4:5] * subject + every[:, 5:6] * background + every[:, 6:7] * every[:, 7:10]

    def forward(self, latents: Tensor, first_frame: Tensor, previous: Tensor) -> tuple[Tensor, Tensor]:
        frames = self.paint(self.fields(latents, first_frame, previous), first_frame)
        return frames.clamp(0, 1).unflatten(0, (latents.shape[0], -1)), latents


class MotionAutoencoder(nn.Module):
    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = MotionEncoder(config)
        self.decoder = VideoDecoder(config)
