"""Video latents are motion: four frames become 8x8 numbers that say how the first frame moves.

The decoder warps the first frame twice (subject and background), and paints what the first frame does not show; the idea
of latent flow diffusion (LFDM, arXiv 2303.13744). So the subject stays itself for any length, a picture from outside the
training domain keeps its own pixels, and the video denoiser has only smooth fields to learn.

Both warps are affine, one map for each frame, fitted to the flow that the decoder reads off the latents (the motion model of
FOMM, arXiv 2003.00135, with two regions). All motions and cameras of the training scenes are affine, and a subject whose map is
a little wrong looks far better than one whose every pixel goes its own way.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import Downsample, ResidualBlock, Upsample, start_near_unit_variance
from training.models.subject import SubjectFinder, fill_in, hide, make_even
from training.models.inner_motion.fields import InnerFields
from training.models.motion_rules import Extent, camera_map, extent, subject_map
from training.geometry.warps import affine_grid, back_through, fit_affine, look_up, warp


@dataclass(frozen=True)
class MotionAutoencoderConfig:
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


#: For the smoke test.
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
#: The same for what was surely found. Latents of few steps may show the subject a little beside where they move it, and a part
#: of it would be missing.
INSIST = 12.0
UNSURE, SURE = 0.5, 0.9
#: How far a subject has to be from where it was, in units of half a frame, for what it hid to be filled in; and how far around, in pixels of
#: a picture so many times smaller.
LEFT, LEFT_REACH, COARSER = 0.03, 2, 4


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
    """What the decoder derives for each of N frames, and for B first frames; s is the fields' size."""

    subject_flow: Tensor  # [N, 2, s, s], before the fit
    background_flow: Tensor  # [N, 2, s, s], before the fit
    subject: Tensor  # [N, 2, 3], affine
    background: Tensor  # [N, 2, 3], affine
    coverage: Tensor  # [N, 3, s, s], sum 1: shares of subject, background, paint that the fit went by
    scores: Tensor  # [N, 3, s, s]: the shares that are shown, before their softmax
    paint: Tensor  # [N, 3, s, s] in 0..1
    found: Tensor  # [B, 1, s, s], the subject in the first frame, 0..1
    hidden: Tensor  # [B, 1, s, s], how far the plate takes the first frame's place, 0..1
    plate: Tensor  # [B, 3, s, s], the first frame without the subject, in 0..1


@dataclass
class MotionMaps:
    """The first half of MotionFields, and what the second half is made of."""

    subject_flow: Tensor
    background_flow: Tensor
    subject: Tensor
    background: Tensor
    coverage: Tensor
    features: Tensor  # [N, fine, s, s]
    seen: Tensor  # [B, first_frame_width, s, s]
    out: Tensor  # [N, 10, s, s]


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
        self.subject = SubjectFinder(config.subject_widths)
        self.regions = nn.Conv2d(config.first_frame_width + 4, config.region_width, 3, padding=1)
        self.regions_block = ResidualBlock(config.region_width)
        self.compare = nn.Conv2d(fine + 2 * (config.region_width + 3), fine, 3, padding=1)
        self.compare_block = ResidualBlock(fine)
        self.shown_head = nn.Conv2d(fine, 3 + 3, 3, padding=1)
        for layer in (self.coarse_flow, self.head, self.shown_head):
            nn.init.normal_(layer.weight, std=1e-3)
            nn.init.zeros_(layer.bias)
        with torch.no_grad():
            # Start by showing the first frame unchanged.
            self.head.bias[4:7] = torch.tensor([1.0, 1.0, -2.0])

    def maps(self, latents: Tensor, small: Tensor, previous: Tensor, where: Extent) -> MotionMaps:
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
            subject_flow=maps.subject_flow,
            background_flow=maps.background_flow,
            subject=maps.subject,
            background=maps.background,
            coverage=maps.coverage,
            scores=torch.cat([out[:, 4:5] + shown[:, 0:1] + kept, out[:, 5:7] + shown[:, 1:3]], dim=1),
            paint=out[:, 7:10] + shown[:, 3:6] + 0.5,
            found=found,
            hidden=hidden,
            plate=make_even(fill_in(small, 1 - hidden), 1 - hidden),
        )

    def paint(self, fields: MotionFields, first_frame: Tensor, inner: InnerFields | None = None) -> Tensor:
        """The fields, made as fine as the picture and applied to it: [N, 3, H, W]. `inner` is what the subject does by itself."""
        frame_count, side = self.config.frames_per_latent, first_frame.shape[-1]

        def enlarged(fields: Tensor) -> Tensor:
            return F.interpolate(fields, scale_factor=float(side // fields.shape[-1]), mode="bilinear", align_corners=False)

        # The fine scores' softmax has sharper edges than finer shares have. It is written out, since ONNX Runtime takes a
        # softmax over three planes pixel by pixel; none of the exponents is above 0.
        scores = fields.scores - fields.scores.amax(dim=1, keepdim=True)
        to_subject, displaced = affine_grid(fields.subject, side), None
        if inner is None:
            every = enlarged(torch.cat([scores, fields.paint], dim=1))
            scores, paint = every[:, 0:3], every[:, 3:6]
        else:
            # Half as fine as the picture is finer than all of these are.
            displaced, change = inner.through(fields.subject, side // 2)
            # The outline goes along.
            moved = warp(scores, back_through(fields.subject, displaced))
            every = enlarged(torch.cat([moved, displaced, change], dim=1))
            scores, displaced, change = every.split([3, 2, 4], dim=1)
            to_subject = to_subject + displaced.permute(0, 2, 3, 1)
            paint = enlarged(fields.paint)
        pictures = first_frame.repeat_interleave(frame_count, dim=0)
        subject, background = (look_up(pictures, grid) for grid in (to_subject, affine_grid(fields.background, side)))
        background = torch.lerp(background, *self.behind(fields, side, displaced))
        first, second, third = scores.exp().split(1, dim=1)
        if inner is None:
            return (first * subject + second * background + third * paint) / (first + second + third)
        total = first + second + third
        shown = (first / total + change[:, 3:4]).clamp(0, 1)
        painted = (third / total).minimum(1 - shown)
        return shown * (subject + change[:, 0:3]) + painted * paint + (1 - shown - painted) * background

    def behind(self, fields: MotionFields, side: int, displaced: Tensor | None) -> tuple[Tensor, Tensor]:
        """What is behind the subject [N, 3, side, side], and how far it takes the first frame's place [N, 1, side, side]: only where the
        subject has left its place, by its map or as `displaced` [N, 2, side, side]. Where it has not, its rim is right as it is."""
        coarse = side // COARSER
        grid, to_subject = affine_grid(fields.background, coarse), affine_grid(fields.subject, coarse)
        known = torch.cat([fields.plate, fields.hidden], dim=1).repeat_interleave(self.config.frames_per_latent, dim=0)
        known = look_up(known, grid)
        away = (to_subject - grid).permute(0, 3, 1, 2)
        if displaced is not None:
            away = away + F.avg_pool2d(displaced, COARSER)
        left = ((away.square().sum(dim=1, keepdim=True) + 1e-6).sqrt() / LEFT).clamp(max=1)
        left = F.max_pool2d(left, 2 * LEFT_REACH + 1, stride=1, padding=LEFT_REACH)
        behind = torch.cat([known[:, 0:3], known[:, 3:4] * left], dim=1)
        shown = F.interpolate(behind, scale_factor=float(COARSER), mode="bilinear", align_corners=False)
        return shown[:, 0:3], shown[:, 3:4]

    def forward(self, latents: Tensor, first_frame: Tensor, previous: Tensor) -> tuple[Tensor, Tensor]:
        frames = self.paint(self.fields(latents, first_frame, previous), first_frame)
        return frames.clamp(0, 1).unflatten(0, (latents.shape[0], -1)), latents


class MotionAutoencoder(nn.Module):
    def __init__(self, config: MotionAutoencoderConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = MotionEncoder(config)
        self.decoder = VideoDecoder(config)
