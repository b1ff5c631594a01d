"""Recognition: which of the known subjects a picture shows, and where, as a part of the video decoder's graph.

From the extent that the finder finds follow a place and a size for each noun; there the noun's portrait is compared
with the picture. Text-to-image draws on a grid (`memory.py`), so each noun is compared as found and on the grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.geometry.grid import GRID, KEPT_SIZES
from training.geometry.warps import gather_look_up, pixel_centres
from training.models.inner_motion.fields import Placed
from training.models.motion_rules import extent

#: Sharpness of the softmax over portraits: nearly an argmax.
OUTRIGHT = 1e5
#: How much the outline counts; the finder is not sure enough of it for more.
OUTLINE = 0.1
#: Mean squared difference up to which it is surely this noun, and from which on it is surely none.
ALIKE, UNLIKE = 0.05, 0.06
#: The same for the colours' difference as a share of how much they vary within the subject: a plain disc is nearly like a bear, and is none.
TELLING, PLAIN = 1.1, 1.2


@dataclass(frozen=True)
class RecognitionConfig:
    """Sizes of the tables."""

    #: Portraits: of each noun, and of each that may be mirrored.
    nouns: int
    turned: int
    #: Of the nouns, how many have an animation.
    animated: int
    #: Of the portraits, in pixels.
    side: int = 11


class Recognition(nn.Module):
    """Compares with M portraits: those of all nouns, and once more those that may be mirrored; mirrored are the places where they are compared, not they."""

    portraits: Tensor
    again: Tensor
    shift: Tensor
    reach: Tensor
    heading: Tensor
    animated: Tensor
    animated_turned: Tensor

    def __init__(self, config: RecognitionConfig) -> None:
        super().__init__()
        self.config = config
        count = config.nouns + config.turned
        #: The nouns' sprites' squares: red, green, blue and alpha, straight, in 0..1.
        self.register_buffer("portraits", torch.zeros(4, config.nouns, config.side**2))
        #: Which of them may be mirrored.
        self.register_buffer("again", torch.zeros(config.turned, dtype=torch.int64))
        #: Middle, and half width and height, of what the finder finds of each, relative to half the square's side.
        self.register_buffer("shift", torch.zeros(count, 2))
        self.register_buffer("reach", torch.ones(count, 2))
        #: 1, and -1 for the mirrored ones.
        self.register_buffer("heading", torch.ones(count, 1))
        #: The portraits of those that have an animation; and their mirrored ones, M where there is none.
        self.register_buffer("animated", torch.zeros(config.animated, dtype=torch.int64))
        self.register_buffer("animated_turned", torch.zeros(config.animated, dtype=torch.int64))

    def fill_rows(self, nouns: int, turned: Sequence[int], animated: Sequence[int]) -> None:
        """Which nouns may be mirrored, and which have an animation."""
        mirrored = {row: nouns + place for place, row in enumerate(turned)}
        self.heading[nouns:] = -1
        self.again.copy_(torch.tensor(list(turned), dtype=torch.int64))
        self.animated.copy_(torch.tensor(animated))
        self.animated_turned.copy_(torch.tensor([mirrored.get(row, len(self.heading)) for row in animated]))

    def forward(self, found: Tensor, picture: Tensor) -> Placed:
        """found [B, 1, s, s] in 0..1, picture [B, 3, t, t] in 0..1, about as fine as the portraits are."""
        squares = self.squares(found)
        differences, shares = self.compared(found, picture, squares)
        least = differences.amin(dim=1, keepdim=True)
        chosen = (OUTRIGHT * (least - differences)).softmax(dim=1)
        square = (chosen[:, :, None] * squares).sum(dim=1)
        share = (chosen * shares).sum(dim=1, keepdim=True)
        known = ((UNLIKE - least) / (UNLIKE - ALIKE)).clamp(0, 1) * ((PLAIN - share) / (PLAIN - TELLING)).clamp(0, 1)
        as_found, on_grid = chosen.chunk(2, dim=1)
        each = torch.cat([as_found + on_grid, torch.zeros_like(least)], dim=1)
        nouns = each.index_select(1, self.animated) + each.index_select(1, self.animated_turned)
        # In a plain picture a noun and its mirror image are equally near; their mean would be neither heading.
        heading = 1 - 2 * (square[:, 3:4] < 0).to(found)
        return Placed(nouns, known, square[:, 0:2], square[:, 2:3], heading)

    def picture_of(self, number: int, side: int) -> Tensor:
        """One of those that have an animation, on gray in the middle of a picture that it is recognised in: [1, 3, side, side]"""
        portrait = self.portraits[:, self.animated[number]].unflatten(1, (self.config.side, self.config.side))[None]
        across = round(KEPT_SIZES[1] * side)
        shown = F.interpolate(portrait, (across, across), mode="bilinear", align_corners=False)
        picture, start = torch.full((1, 3, side, side), 0.5), (side - across) // 2
        middle = picture[:, :, start : start + across, start : start + across]
        middle.lerp_(shown[:, :3], shown[:, 3:])
        return picture

    def squares(self, found: Tensor) -> Tensor:
        """The squares that the subject would fill if it were this or that [B, 2 M, 4]: x, y, half the side, heading; as found, then on the grid."""
        where = extent(found)
        half = (where.half[:, None] * self.reach).sum(dim=2, keepdim=True) / self.reach.square().sum(dim=1, keepdim=True)
        kept = torch.tensor(KEPT_SIZES, device=found.device)
        nearest = ((-OUTRIGHT * (half - kept).abs()).softmax(dim=2) * kept).sum(dim=2, keepdim=True)
        middle, on_grid = (where.middle[:, None] - size * self.shift for size in (half, nearest))
        on_grid = (on_grid / GRID + 0.5).floor() * GRID
        heading = self.heading.expand_as(half)
        return torch.cat([torch.cat([middle, half, heading], dim=2), torch.cat([on_grid, nearest, heading], dim=2)], dim=1)

    def compared(self, found: Tensor, picture: Tensor, squares: Tensor) -> tuple[Tensor, Tensor]:
        """How different what is in the squares is from the portraits, and how much of its own variety that is: [B, 2 M] each"""
        side = self.config.side
        line = pixel_centres(side).to(found)
        columns = squares[:, :, 0:1] + squares[:, :, 2:3] * squares[:, :, 3:4] * line
        rows = squares[:, :, 1:2] + squares[:, :, 2:3] * line
        # One tall picture of all that is in the squares.
        across = columns[:, :, None].expand(-1, -1, side, -1).flatten(1, 2)
        down = rows[:, :, :, None].expand(-1, -1, -1, side).flatten(1, 2)
        outline = F.interpolate(found, picture.shape[-2:], mode="bilinear", align_corners=False)
        seen = gather_look_up(torch.cat([picture, outline], dim=1), torch.stack([across, down], dim=3))
        portraits = torch.cat([self.portraits, self.portraits.index_select(1, self.again)], dim=1)
        alpha = portraits[3:]
        area = alpha.sum(dim=(0, 2))

        def compared(half: Tensor) -> tuple[Tensor, Tensor]:
            """[B, 4, M * side, side] -> [B, M] each"""
            shown = half.unflatten(2, (-1, side)).flatten(3)
            colours = shown[:, :3]
            apart = (shown - portraits).square()
            mean = (colours * alpha).sum(dim=3, keepdim=True) / area[:, None]
            variety = ((colours - mean).square() * alpha).sum(dim=(1, 3)) / (3 * area)
            colour = (apart[:, :3] * alpha).sum(dim=(1, 3)) / (3 * area)
            return colour + OUTLINE * apart[:, 3].sum(dim=2) / area, colour / (variety + 1e-4)

        as_found, on_grid = (compared(half) for half in seen.chunk(2, dim=2))
        return torch.cat([as_found[0], on_grid[0]], dim=1), torch.cat([as_found[1], on_grid[1]], dim=1)
