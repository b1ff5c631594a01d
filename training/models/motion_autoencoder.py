"""Video latents are motion: four frames become 8x8x32 numbers that say how the first frame moves.

The decoder warps the first frame twice (subject and background), and paints what the first frame does not show; the idea
of latent flow diffusion (LFDM, arXiv 2303.13744). So the subject keeps its looks for any length, a picture from outside the
training domain keeps its own pixels, and the video denoiser has only smooth fields to learn.

Both warps are affine, one map for each frame, fitted to the flow that the decoder reads off the latents (the motion model of
FOMM, arXiv 2003.00135, with two regions). All motions and cameras of the training scenes are affine, and a subject whose map is
a little wrong looks far better than one whose every pixel goes its own way.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.geometry.warps import affine_grid, fit_affine, look_up, warp
from training.models.blocks import Downsample, ResidualBlock, Upsample, start_near_unit_variance, zero
from training.models.motion_rules import Extent, camera_map, extent, subject_map
from training.models.subject import SubjectFinder, fill_in, hide, make_even


@dataclass(frozen=True)
class MotionAutoencoderConfig:
    """Sizes of the motion autoencoder."""

    latent_channels: int = 32
    frames_per_latent: int = 4
    #: Side of the latents; the fields are four times as fine.
    latent_size: int = 8
    encoder_widths: tuple[int, int] = (96, 128)
    decoder_widths: tuple[int, int, int] = (32, 96, 128)
    first_frame_width: int = 16
    #: Channels of what is known of the first frame's regions, warped by both maps.
    region_width: int = 24
    #: Channels of the network that finds the subject in the first frame, from fine to coarse.
    subject_widths: tuple[int, int, int] = (16, 32, 48)


#: For the tests.
TOY = MotionAutoencoderConfig(
    encoder_widths=(8, 16), decoder_widths=(8, 8, 16), first_frame_width=4, region_width=4,
    subject_widths=(4, 4, 8)
)

#: Displacements reach about 1 (half the frame); the encoder sees them scaled to the size of its other inputs.
FLOW_SCALE = 2.0
FIELDS = 4  # the fields are this many times finer than the latents, in each direction
#: How much more the subject is shown where its map brings what was found of it in the first frame: what is hidden there
#: appears here. 0.9 dB more on renderings, and drawn subjects, whose rims are soft, keep them.
KEEP = 4.0
#: The same for pixels that were found with high confidence. Latents of few steps may show the subject a little beside where they
#: move it, and a part of it would be missing.
INSIST = 12.0
UNSURE, SURE = 0.5, 0.9
#: How far a subject has to be from where it was, in units of half a frame, for what it hid to be filled in; and how far around, in pixels of
#: a picture so many times smaller.
LEFT, LEFT_REACH, COARSER = 0.03, 2, 4


class MotionEncoder(nn.Module):
    """Four frames with the renderer's flow and alpha -> latents [B, C, h, w]. Needed for training only, never shipped.

    flow [B, F, 2, s, s], alpha [B, F, 1, s, s], frames [B, F, 3, s, s] in 0..1, first [B, 3, s, s]; s = 4h.
    """

    latent_mean: Tensor
    latent_scale: Tensor

    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        fine, coarse = config.encoder_widths
        self.net = nn.Sequential(
            Downsample(config.frames_per_latent * 6 + 3, fine),
            ResidualBlock(fine),
            Downsample(fine, coarse),
            ResidualBlock(coarse),
            nn.SiLU(),
            head := nn.Conv2d(coarse, config.latent_channels, 1),
        )
        start_near_unit_variance(head)
        self.register_buffer("latent_mean", torch.zeros(1, config.latent_channels, 1, 1))
        self.register_buffer("latent_scale", torch.ones(1, config.latent_channels, 1, 1))

    def forward(self, flow: Tensor, alpha: Tensor, frames: Tensor, first: Tensor) -> Tensor:
        change = frames - first[:, None]
        known = torch.cat([(flow * FLOW_SCALE).flatten(1, 2), alpha.flatten(1, 2), change.flatten(1, 2), first], dim=1)
        return (self.net(known) - self.latent_mean) * self.latent_scale


@dataclass
class MotionMaps:
    """How each of N = B * F frames moves, from B latents; s is the fields' size. Flows are in units of half a frame."""

    subject_flow: Tensor  # [N, 2, s, s], before the fit
    background_flow: Tensor  # [N, 2, s, s], before the fit
    subject: Tensor  # [N, 2, 3], affine
    background: Tensor  # [N, 2, 3], affine
    coverage: Tensor  # [N, 3, s, s], sum 1: shares of subject, background, paint, by which the fit weights pixels
    features: Tensor  # [N, fine, s, s]
    seen: Tensor  # [B, first_frame_width, s, s]
    out: Tensor  # [N, 10, s, s]


@dataclass
class MotionFields:
    """The maps, and what is shown of the first frame through them."""

    maps: MotionMaps
    scores: Tensor  # [N, 3, s, s]: logits of the shares that are shown
    paint: Tensor  # [N, 3, s, s] in 0..1
    found: Tensor  # [B, 1, s, s], the subject in the first frame, 0..1
    hidden: Tensor  # [B, 1, s, s], how far the plate replaces the first frame, 0..1
    plate: Tensor  # [B, 3, s, s], the first frame without the subject, in 0..1


class VideoDecoder(nn.Module):
    """latents [B, C, h, w], first_frame [B, 3, H, W] in 0..1, previous [B, C, h, w] -> F frames of each clip.

    `previous` is the decoder's state: the latents of the previous call, zero at the start of a clip. Training uses `fields`
    and `paint`; what ships uses `maps` alone (`layered_decoder.py`).
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
        self.subject = SubjectFinder(config.subject_widths)
        self.regions = nn.Conv2d(config.first_frame_width + 4, config.region_width, 3, padding=1)
        self.regions_block = ResidualBlock(config.region_width)
        self.compare = nn.Conv2d(fine + 2 * (config.region_width + 3), fine, 3, padding=1)
        self.compare_block = ResidualBlock(fine)
        self.shown_head = nn.Conv2d(fine, 3 + 3, 3, padding=1)
        for layer in (self.coarse_flow, self.head, self.shown_head):
            zero(layer)
            nn.init.normal_(layer.weight, std=1e-3)
        assert self.head.bias is not None
        with torch.no_grad():
            # Start by showing the first frame unchanged.
            self.head.bias[4:7] = torch.tensor([1.0, 1.0, -2.0])

    def maps(
        self, latents: Tensor, small: Tensor, previous: Tensor, where: Extent, warp: Callable[[Tensor, Tensor], Tensor] = warp
    ) -> MotionMaps:
        """How the N = B * F frames move, frame index fastest; small [B, 3, s, s], the first frame; `where` its subject is, each [B, 2]."""
        frame_count = self.config.frames_per_latent
        seen = self.look(small * 2 - 1)
        x = self.coarse(self.stem(torch.cat([latents, previous], dim=1)))
        x = self.middle(self.up(x) + self.look_coarse(F.pixel_unshuffle(seen, 2)))
        x = self.to_frames(F.silu(x)).unflatten(1, (frame_count, -1)).flatten(0, 1)
        x = self.up_frame(x)
        flow = self.coarse_flow(F.silu(x))
        seen_and_small = torch.cat([seen, small], dim=1).repeat_interleave(frame_count, dim=0)
        x = self.fine(self.merge(torch.cat([F.silu(x), warp(seen_and_small, flow)], dim=1)))
        out = self.head(F.silu(x))
        subject_flow, background_flow, coverage = flow + out[:, 0:2], out[:, 2:4], out[:, 4:7].softmax(dim=1)
        where = Extent(*(each.repeat_interleave(frame_count, dim=0) for each in (where.middle, where.half)))
        # Squared: where it is sure what a pixel belongs to counts most.
        camera = camera_map(fit_affine(background_flow, coverage[:, 1:2].square()))
        fit = subject_map(fit_affine(subject_flow, coverage[:, 0:1].square()), camera, where)
        return MotionMaps(subject_flow, background_flow, fit.affine(), camera.affine(), coverage, x, seen, out)

    def fields(self, latents: Tensor, first_frame: Tensor, previous: Tensor) -> MotionFields:
        """The N = B * F fields, frame index fastest."""
        frame_count = self.config.frames_per_latent
        size = latents.shape[-1] * FIELDS
        small = F.avg_pool2d(first_frame, first_frame.shape[-1] // size)
        found = self.subject(small).sigmoid()
        maps = self.maps(latents, small, previous, extent(found))
        # A second look, with the first frame where the maps put it: what is shown of it, and what has to be painted?
        hidden = hide(found)
        known = torch.cat([self.regions_block(self.regions(torch.cat([maps.seen, small, found], dim=1))), small], dim=1)
        known = known.repeat_interleave(frame_count, dim=0)
        sure = ((found - UNSURE) / (SURE - UNSURE)).clamp(0, 1)
        to_keep = KEEP * F.max_pool2d(found, 3, stride=1, padding=1) + INSIST * sure
        kept = look_up(to_keep.repeat_interleave(frame_count, dim=0), affine_grid(maps.subject, size))
        moved = [look_up(known, affine_grid(affine, size)) for affine in (maps.subject, maps.background)]
        x = self.compare_block(self.compare(torch.cat([F.silu(maps.features), *moved], dim=1)))
        shown, out = self.shown_head(F.silu(x)), maps.out
        return MotionFields(
            maps=maps,
            scores=torch.cat([out[:, 4:5] + shown[:, 0:1] + kept, out[:, 5:7] + shown[:, 1:3]], dim=1),
            paint=out[:, 7:10] + shown[:, 3:6] + 0.5,
            found=found,
            hidden=hidden,
            plate=make_even(fill_in(small, 1 - hidden), 1 - hidden),
        )

    def paint(self, fields: MotionFields, first_frame: Tensor) -> Tensor:
        """The fields, enlarged to the picture's size and applied to it: first_frame [B, 3, H, W] -> frames [N, 3, H, W]"""
        frame_count, side, maps = self.config.frames_per_latent, first_frame.shape[-1], fields.maps
        # The enlarged scores' softmax has sharper edges than enlarged shares. It is written out because ONNX Runtime
        # computes a softmax over three planes pixel by pixel; no exponent is above 0.
        scores = fields.scores - fields.scores.amax(dim=1, keepdim=True)
        enlarged = torch.cat([scores, fields.paint], dim=1)
        enlarged = F.interpolate(enlarged, scale_factor=float(side // enlarged.shape[-1]), mode="bilinear", align_corners=False)
        scores, paint = enlarged[:, 0:3], enlarged[:, 3:6]
        pictures = first_frame.repeat_interleave(frame_count, dim=0)
        subject, background = (look_up(pictures, affine_grid(affine, side)) for affine in (maps.subject, maps.background))
        background = torch.lerp(background, *self.behind(fields, side))
        first, second, third = scores.exp().split(1, dim=1)
        return (first * subject + second * background + third * paint) / (first + second + third)

    def behind(self, fields: MotionFields, side: int) -> tuple[Tensor, Tensor]:
        """The plate [N, 3, side, side], and how far it replaces the first frame [N, 1, side, side].

        It does so only where the subject has left its place. Where it has not, its rim is right as it is.
        """
        coarse, maps = side // COARSER, fields.maps
        grid, to_subject = affine_grid(maps.background, coarse), affine_grid(maps.subject, coarse)
        known = torch.cat([fields.plate, fields.hidden], dim=1).repeat_interleave(self.config.frames_per_latent, dim=0)
        known = look_up(known, grid)
        away = (to_subject - grid).permute(0, 3, 1, 2)
        left = ((away.square().sum(dim=1, keepdim=True) + 1e-6).sqrt() / LEFT).clamp(max=1)
        left = F.max_pool2d(left, 2 * LEFT_REACH + 1, stride=1, padding=LEFT_REACH)
        behind = torch.cat([known[:, 0:3], known[:, 3:4] * left], dim=1)
        shown = F.interpolate(behind, scale_factor=float(COARSER), mode="bilinear", align_corners=False)
        return shown[:, 0:3], shown[:, 3:4]


class MotionAutoencoder(nn.Module):
    """Both halves; a checkpoint holds them under `encoder.` and `decoder.`."""

    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = MotionEncoder(config)
        self.decoder = VideoDecoder(config)
