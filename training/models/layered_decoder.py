"""The first frame as two layers, each moved by its own map: what ships of the motion autoencoder's decoder.

Text-to-image draws the subject's alpha along with the picture, so what is the subject need not be guessed in each frame: it is cut out once,
what it hid is filled in from around it, and both are moved and put together again, as sharp as the picture is.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.geometry.warps import affine_grid, look_up
from training.models.inner_motion.animator import Animator
from training.models.motion_autoencoder import FIELDS, VideoDecoder
from training.models.motion_rules import extent
from training.models.subject import fill_in, make_even

#: How many times coarser than the picture what is behind the subject is filled in.
COARSER = 4
#: Pixels (of 256 across the picture) by which what is hidden reaches beyond the subject's alpha: its rim is neither.
RIM = 2
#: Alpha below which a pixel's own colour cannot be told from what is behind it.
FAINT = 0.08
#: How steep the edge of the picture is, beyond which there is no subject, in units of half a frame.
BORDER = 1 / 128


class LayeredVideoDecoder(nn.Module):
    """latents [1, C, h, w] and the clock; first_frame [1, 3, H, W], alpha of its subject [1, 1, H, W] and plate [1, 3, H, W], all in
    0..1; previous [1, C, h, w] -> frames [F, 3, H, W] in 0..1. At rest, they are the first frame.

    The plate is the scene without its subject. Of it only what the subject and its rim hide is used.
    """

    def __init__(self, decoder: VideoDecoder, animator: Animator | None) -> None:
        super().__init__()
        self.decoder, self.animator = decoder, animator

    def forward(self, motion: Tensor, clock: Tensor, first_frame: Tensor, alpha: Tensor, plate: Tensor, previous: Tensor) -> Tensor:
        side, count = first_frame.shape[-1], self.decoder.config.frames_per_latent
        size = motion.shape[-1] * FIELDS
        small, found = (F.avg_pool2d(whole, side // size) for whole in (first_frame, alpha))
        maps = self.decoder.maps(motion, small, previous, extent(found))
        plate = torch.lerp(first_frame, plate, hidden_by(alpha))
        subject = cut_out(first_frame, alpha, plate)
        layers = torch.cat([subject, alpha], dim=1)
        to_subject = affine_grid(maps.subject, side)
        changed = None
        if self.animator is not None:
            inner = self.animator(clock, first_frame, found)
            # Half as fine as the picture is finer than all of these are.
            fields = F.interpolate(torch.cat(inner.through(maps.subject, side // 2), dim=1), scale_factor=2.0, mode="bilinear", align_corners=False)
            displaced, changed = fields.split([2, 4], dim=1)
            to_subject = to_subject + displaced.permute(0, 2, 3, 1)
        moved = look_up(layers.repeat_interleave(count, dim=0), to_subject)
        colour, shown = moved[:, :3], moved[:, 3:] * inside(to_subject)
        if changed is not None:
            colour, shown = colour + changed[:, :3], (shown + changed[:, 3:]).clamp(0, 1)
        background = look_up(plate.repeat_interleave(count, dim=0), affine_grid(maps.background, side))
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


def cut_out(picture: Tensor, alpha: Tensor, plate: Tensor) -> Tensor:
    """The subject's own colours [1, 3, H, W]: at its rim the picture shows them mixed with what is behind."""
    own = (picture - (1 - alpha) * plate) / alpha.clamp(min=FAINT)
    return torch.lerp(picture, own.clamp(0, 1), (alpha / FAINT - 1).clamp(0, 1))


def inside(grid: Tensor) -> Tensor:
    """1 where grid [N, H, W, 2] points into the picture, 0 beyond: [N, 1, H, W]"""
    x, y = (((1 - part.abs()) / BORDER).clamp(0, 1) for part in grid.permute(0, 3, 1, 2).split(1, dim=1))
    return x * y
