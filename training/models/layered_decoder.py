"""The first frame as two layers, each moved by its own map: what ships of the motion autoencoder's decoder.

Text-to-image draws the subject's alpha along with the picture, so what is the subject need not be guessed in each frame: it is cut out once,
what it hid is filled in from around it, and both are moved and put together again, as sharp as the picture is.

The graphs end with the maps and with small fields. Cutting out and painting, which cost as much as a frame has pixels, are Kinora's
(`workers/generator/pipelines/decoders/layers/`); `cut_out`, `Layers` and `paint` say what they compute.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.geometry.warps import affine_grid, gather_warp, look_up
from training.models.inner_motion.animator import Animator
from training.models.inner_motion.clock import CYCLE
from training.models.inner_motion.fields import FLOW, Animation
from training.models.motion_autoencoder import VideoDecoder
from training.models.motion_rules import Extent, extent
from training.models.subject import fill_in, make_even

#: How many times coarser than the picture what is behind the subject is filled in.
COARSER = 4
#: Pixels (of 256 across the picture) by which what is hidden reaches beyond the subject's alpha: its rim is neither.
RIM = 2
#: Alpha below which a pixel's own colour cannot be told from what is behind it, and from which on it can be relied on.
FAINT, PLAIN = 0.08, 0.6
#: Alpha up to which a pixel is none of the subject's.
NO_SUBJECT = 0.02
#: Mean difference up to which two pictures show one background.
SAME_BACKGROUND = 0.05
#: Mean difference up to which a background is plain, of pixels that are this part of the picture's width apart.
PLAIN_DETAIL, DETAIL_PARTS = 0.004, 64
#: How steep the edge of the picture is, beyond which there is no subject, in units of half a frame.
BORDER = 1 / 128


class ShotPreparation(nn.Module):
    """What depends on the first frame alone: first_frame [1, 3, H, W] and alpha of its subject [1, 1, H, W], both in 0..1 -> it as small as the
    fields [1, 3, s, s], where its subject is [1, 4] (`Extent`), and with an animator which rows of its tables say what that can do, as WantedRows has
    it."""

    def __init__(self, fields_side: int, animator: Animator | None) -> None:
        super().__init__()
        self.fields_side, self.animator = fields_side, animator

    def forward(self, first_frame: Tensor, alpha: Tensor) -> tuple[Tensor, ...]:
        small, found = (F.avg_pool2d(whole, first_frame.shape[-1] // self.fields_side) for whole in (first_frame, alpha))
        where = extent(found)
        placed = (small, torch.cat([where.middle, where.half], dim=1))
        if self.animator is None:
            return placed
        wanted = self.animator.wanted(first_frame, found)
        return *placed, wanted.known, wanted.beats, wanted.flow, wanted.change, wanted.square


class LayeredVideoDecoder(nn.Module):
    """motion [1, C, h, w], the clock, previous [1, C, h, w], and what `ShotPreparation` gave, with rows in place of their numbers -> the maps of F
    frames [F, 3, 2, 3] (of the subject, of the background, and into the fields) and with an animator fields [F, 6, S, S] (`InnerFields`).

    At rest, the frames are the first frame.
    """

    def __init__(self, decoder: VideoDecoder, animator: Animator | None) -> None:
        super().__init__()
        self.decoder, self.animator = decoder, animator

    def forward(self, motion: Tensor, clock: Tensor, previous: Tensor, small: Tensor, where: Tensor, *animation: Tensor) -> tuple[Tensor, ...]:
        middle, half = where.split(2, dim=1)
        maps = self.decoder.maps(motion, small, previous, Extent(middle, half), gather_warp)
        if self.animator is None:
            return (torch.stack([maps.subject, maps.background, torch.zeros_like(maps.subject)], dim=1),)
        known, beats, flow, change, square = animation
        inner = self.animator.at(Animation(known[:, :, None] * beats.unflatten(1, (CYCLE, -1)), flow, change, square), clock)
        return torch.stack([maps.subject, maps.background, inner.to_square(maps.subject)], dim=1), inner.fields


@dataclass(frozen=True)
class Layers:
    """A first frame, taken apart; all in 0..1."""

    #: Straight colours of the subject, which go on beyond its edge, and its alpha: [1, 4, H, W].
    subject: Tensor
    #: The scene without its subject, [1, 3, H, W].
    background: Tensor


def cut_out(picture: Tensor, alpha: Tensor, plate: Tensor) -> Layers:
    """Picture [1, 3, H, W], alpha of its subject [1, 1, H, W], and the scene without it [1, 3, H, W], of which only what the subject and its
    rim hide is used."""
    background = torch.lerp(picture, plate, hidden_by(alpha))
    # At its rim the picture shows the subject's colours mixed with what is behind.
    own = ((picture - (1 - alpha) * background) / alpha.clamp(min=FAINT)).clamp(0, 1)
    known = ((alpha - FAINT) / (PLAIN - FAINT)).clamp(0, 1)
    # Where alpha is faint, colours are those of the subject nearby: they are mixed into its edge wherever it goes.
    return Layers(torch.cat([fill_in(own, known), alpha], dim=1), background)


def paint(layers: Layers, maps: Tensor, fields: Tensor | None) -> Tensor:
    """Frames [F, 3, H, W] in 0..1 of layers, moved by maps [F, 3, 2, 3] and fields [F, 6, S, S]."""
    side, count = layers.background.shape[-1], len(maps)
    of_subject, of_background, into_fields = maps.unbind(dim=1)
    to_subject = affine_grid(of_subject, side)
    changed = torch.zeros(count, 4, side, side)
    if fields is not None:
        seen = F.grid_sample(fields, affine_grid(into_fields, side), mode="bilinear", padding_mode="zeros", align_corners=False)
        to_subject, changed = to_subject + seen[:, :FLOW].permute(0, 2, 3, 1), seen[:, FLOW:]
    moved = look_up(layers.subject.expand(count, -1, -1, -1), to_subject)
    colour = moved[:, :3] + changed[:, :3]
    shown = (moved[:, 3:] * inside(to_subject) + changed[:, 3:]).clamp(0, 1)
    # Beyond its edges the background goes on mirrored.
    grid = affine_grid(of_background, side)
    background = F.grid_sample(layers.background.expand(count, -1, -1, -1), grid, mode="bilinear", padding_mode="reflection", align_corners=False)
    return torch.lerp(background, colour, shown).clamp(0, 1)


def hidden_by(alpha: Tensor) -> Tensor:
    """Where the subject, or its rim, hides what is behind it: alpha [1, 1, H, W] -> the same shape, in 0..1."""
    reach = max(1, RIM * alpha.shape[-1] // 256)
    hidden = F.max_pool2d(alpha, 2 * reach + 1, stride=1, padding=reach)
    # A little of everything would be taken for hidden where alpha is never quite 0.
    return ((hidden - FAINT) / (0.5 - FAINT)).clamp(0, 1)


def guessed_plate(picture: Tensor, alpha: Tensor) -> Tensor:
    """The picture [1, 3, H, W] with what the subject hides filled in from around it: the plate of pictures that were not drawn here."""
    hidden = hidden_by(alpha)
    coarse, known = F.avg_pool2d(picture, COARSER), 1 - F.max_pool2d(hidden, COARSER)
    filled = make_even(fill_in(coarse, known), known)
    filled = F.interpolate(filled, scale_factor=float(COARSER), mode="bilinear", align_corners=False)
    return torch.lerp(picture, filled, hidden)


def settled_plate(picture: Tensor, alpha: Tensor, drawn: Tensor) -> Tensor:
    """What stands behind the subject of a drawn picture [1, 3, H, W], given the scene `drawn` without it.

    Where that shows another background, a plain one goes on behind the subject as it is around it, and a place is that of `drawn` in the colours
    of the picture. `workers/generator/pipelines/plate/settle-plate.ts` computes the same and says why.
    """
    bare = (alpha <= NO_SUBJECT).expand_as(picture)
    if not bare.any() or (picture - drawn)[bare].abs().mean() <= SAME_BACKGROUND:
        return drawn
    known = 1 - hidden_by(alpha)
    apart = max(1, picture.shape[-1] // DETAIL_PARTS)
    both = ((known[..., apart:] == 1) & (known[..., :-apart] == 1)).expand(-1, 3, -1, -1)
    plain = not both.any() or (picture[..., apart:] - picture[..., :-apart])[both].abs().mean() <= PLAIN_DETAIL
    start = torch.zeros_like(drawn) if plain else drawn
    return (start + fill_in(picture - start, known)).clamp(0, 1)


def plain_background(picture: Tensor, alpha: Tensor) -> Tensor:
    """What is behind the subject of a picture [1, 3, H, W] that was drawn on one colour: it goes on there as it is around it."""
    return fill_in(picture, 1 - hidden_by(alpha)).clamp(0, 1)


def subject_of(picture: Tensor, alpha: Tensor) -> Tensor:
    """The subject [1, 4, H, W] of a picture that was drawn on one colour."""
    return cut_out(picture, alpha, plain_background(picture, alpha)).subject


def in_front_of(scene: Tensor, subject: Tensor) -> Tensor:
    """A subject [1, 4, H, W] in front of a scene without one, [1, 3, H, W]."""
    return torch.lerp(scene, subject[:, :3], subject[:, 3:])


def inside(grid: Tensor) -> Tensor:
    """1 where grid [N, H, W, 2] points into the picture, 0 beyond: [N, 1, H, W]"""
    x, y = (((1 - part.abs()) / BORDER).clamp(0, 1) for part in grid.permute(0, 3, 1, 2).split(1, dim=1))
    return x * y
