"""What a subject does by itself: a panda nods, a butterfly flaps, wheels turn.

A memory, as that of text-to-image (`memory.py`): of each animated noun it holds an active appearance model (Cootes, Edwards and Taylor
1998, "Active Appearance Models"), that is fields of displacement and of change in colour and alpha, over the square of the noun's
sprite, and for each moment of a cycle how much of each. So what is shown are still the pixels of the first frame, moved.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.models.inner_motion.clock import CYCLE

#: Channels: displacement (2), then change of red, green, blue and alpha.
FLOW, CHANGE = 2, 4
#: Least half side of a square, in units of half a frame.
LEAST_HALF = 0.02
#: Sharpness of the softmax over the frames of a cycle: the neighbours of the nearest frame weigh 2%.
SHARPNESS = 1000.0


@dataclass(frozen=True)
class InnerMotionConfig:
    """Sizes of the tables."""

    #: Nouns that have an animation.
    animated: int
    #: Fields of all of them together, and the most that one has.
    flow_fields: int
    change_fields: int
    most_flow: int
    most_change: int
    flow_side: int = 24
    change_side: int = 48


@dataclass(frozen=True)
class Beats:
    """What one noun does in a period of T frames: numbers [T, r], and fields [r, 2, s, s] in halves of the square; numbers [T, q], and fields
    [q, 4, S, S] of colour and alpha in 0..1."""

    flow_beats: Tensor
    flow_fields: Tensor
    change_beats: Tensor
    change_fields: Tensor

    def flow(self) -> Tensor:
        """[T, 2, s, s]"""
        return sums(self.flow_beats, self.flow_fields)

    def change(self) -> Tensor:
        """[T, 4, S, S]"""
        return sums(self.change_beats, self.change_fields)


def sums(beats: Tensor, fields: Tensor) -> Tensor:
    """beats [T, r], fields [r, C, s, s] -> their sums [T, C, s, s], which are 0 in the first frame."""
    return ((beats - beats[:1]) @ fields.flatten(1)).unflatten(1, fields.shape[1:])


def enlarged(fields: Tensor, side: int) -> Tensor:
    return F.interpolate(fields, (side, side), mode="bilinear", align_corners=False)


@dataclass(frozen=True)
class Placed:
    """What the first frame's subject is, and where: `nouns` [B, E], 1 for one of the animated ones, or all 0; `known` [B, 1] in 0..1, how surely
    it is what it seems; its square's `middle` [B, 2] and `half` its side [B, 1], in units of half a frame; `heading` [B, 1]: -1 where it is
    mirrored, else 1."""

    nouns: Tensor
    known: Tensor
    middle: Tensor
    half: Tensor
    heading: Tensor


@dataclass(frozen=True)
class Animation:
    """What one picture's subject can do; the same for all of a shot. R and Q are the most fields that a noun has."""

    #: How much of each field at each moment of a cycle, [B, T, R + Q]; 0 where nothing is known of the subject.
    beats: Tensor
    flow: Tensor  # [B, R, 2 s s]
    change: Tensor  # [B, Q, 4 S S]
    #: The square of the fields: its middle, then its half sides, the first one negative where it is mirrored; [B, 4] in units of half a frame.
    square: Tensor


@dataclass(frozen=True)
class WantedRows:
    """Which rows of `InnerMotion.tables` an Animation is made of, -1 for none: int32 `beats` [B], `flow` [B, R], `change` [B, Q]; how much of the
    beats, `known` [B, 1]; and `square` as Animation has it."""

    known: Tensor
    beats: Tensor
    flow: Tensor
    change: Tensor
    square: Tensor


@dataclass(frozen=True)
class InnerFields:
    """What N frames' subjects do, over their squares: `fields` [N, 6, S, S], displacement in units of half a frame, then change of colour and
    alpha; `square` [N, 4] as Animation has it."""

    fields: Tensor
    square: Tensor

    def to_square(self, affine: Tensor) -> Tensor:
        """Where in the fields frames' pixels lie that were, by `affine` [N, 2, 3], there in the first frame: [N, 2, 3]"""
        middle, scale = self.square.split(2, dim=1)
        offset = affine[:, :, 2:] - middle[:, :, None]
        return torch.cat([affine[:, :, :2], offset], dim=2) / scale[:, :, None]


class InnerMotion(nn.Module):
    """Tables, learned by `stages.inner_motion`. Those of `tables` are looked up, so that the export may keep them anywhere."""

    beats: Tensor
    flow: Tensor
    change: Tensor
    flow_sizes: Tensor
    change_sizes: Tensor
    flow_rows: Tensor
    change_rows: Tensor
    reach: Tensor

    def __init__(self, config: InnerMotionConfig) -> None:
        super().__init__()
        self.config = config
        most = config.most_flow + config.most_change
        self.register_buffer("beats", torch.zeros(config.animated, CYCLE * most))
        self.register_buffer("flow", torch.zeros(config.flow_fields, FLOW * config.flow_side**2))
        self.register_buffer("change", torch.zeros(config.change_fields, CHANGE * config.change_side**2))
        #: What the rows have to be multiplied with.
        self.register_buffer("flow_sizes", torch.zeros(config.flow_fields))
        self.register_buffer("change_sizes", torch.zeros(config.change_fields))
        #: Which rows are a noun's, counted from 1; 0: it has no more.
        self.register_buffer("flow_rows", torch.zeros(config.animated, config.most_flow))
        self.register_buffer("change_rows", torch.zeros(config.animated, config.most_change))
        #: How large the square of the fields is, as a multiple of that of the sprite.
        self.register_buffer("reach", torch.ones(config.animated))

    def forward(self, placed: Placed, amount: Tensor, angle: Tensor) -> InnerFields:
        """amount [B, F, 1] and angle [B, F, 2] as `inner_clock.read` gives them; N = B F, frame index fastest."""
        return self.at(self.animation(placed), amount, angle)

    def animation(self, placed: Placed) -> Animation:
        """The rows of the tables that are the subject's."""
        return Animation(
            placed.known[:, :, None] * (placed.nouns @ self.beats).unflatten(1, (CYCLE, -1)),
            rows_of(placed.nouns, self.flow_rows, self.flow_sizes, self.flow),
            rows_of(placed.nouns, self.change_rows, self.change_sizes, self.change),
            self.square(placed),
        )

    def beats_of(self, number: int) -> Beats:
        """What one of the nouns does, as it was learned; `Beats` over a whole cycle."""
        flow, change = self.beats[number].view(CYCLE, -1).split([self.config.most_flow, self.config.most_change], dim=1)

        def own(rows: Tensor, sizes: Tensor, table: Tensor, channels: int) -> Tensor:
            taken = rows[number][rows[number] > 0].long() - 1
            side = math.isqrt(table.shape[1] // channels)
            return (table[taken] * sizes[taken, None]).unflatten(1, (channels, side, side))

        displaced = own(self.flow_rows, self.flow_sizes, self.flow, FLOW)
        changed = own(self.change_rows, self.change_sizes, self.change, CHANGE)
        return Beats(flow[:, : len(displaced)].clone(), displaced, change[:, : len(changed)].clone(), changed)

    def square(self, placed: Placed) -> Tensor:
        """As Animation has it."""
        half = (placed.half * (placed.nouns * self.reach).sum(dim=1, keepdim=True)).clamp(min=LEAST_HALF)
        return torch.cat([placed.middle, half * placed.heading, half], dim=1)

    def wanted(self, placed: Placed) -> WantedRows:
        """The numbers of the rows that `animation` looks up. Of a subject that is not known, or as much one noun as another, there are
        none."""
        nouns = (placed.nouns > 0.5).to(placed.nouns) * (placed.known > 0).to(placed.nouns)
        counted = torch.arange(1.0, 1 + nouns.shape[1], device=nouns.device)

        def numbers(rows: Tensor) -> Tensor:
            """rows [E, r], counted from 1 -> [B, r], counted from 0"""
            return ((nouns[:, :, None] * rows).sum(dim=1) - 0.5).floor().to(torch.int32)

        beats = numbers(counted[:, None])[:, 0]
        return WantedRows(placed.known, beats, numbers(self.flow_rows), numbers(self.change_rows), self.square(placed))

    def tables(self) -> dict[str, Tensor]:
        """By names of WantedRows: [E, CYCLE * (R + Q)], [P, 2 s s] and [P, 4 S S], in their full size."""
        return {"beats": self.beats, "flow": self.flow * self.flow_sizes[:, None], "change": self.change * self.change_sizes[:, None]}

    def at(self, animation: Animation, amount: Tensor, angle: Tensor) -> InnerFields:
        """The moments `angle` of an animation; arguments and result as `forward` has them."""
        config, count = self.config, amount.shape[1]
        moments = torch.arange(CYCLE, device=amount.device) * (2 * math.pi / CYCLE)
        # Sums and not a product of matrices, of which the export would store 8 bits.
        nearness = angle[:, :, 0:1] * moments.cos() + angle[:, :, 1:2] * moments.sin()
        now = amount * ((SHARPNESS * nearness).softmax(dim=2) @ animation.beats)
        flow_now, change_now = now.split([config.most_flow, config.most_change], dim=2)
        flow = (flow_now @ animation.flow).flatten(0, 1).unflatten(1, (FLOW, config.flow_side, config.flow_side))
        change = (change_now @ animation.change).flatten(0, 1).unflatten(1, (CHANGE, config.change_side, config.change_side))
        square = animation.square.repeat_interleave(count, dim=0)
        return InnerFields(torch.cat([enlarged(flow, config.change_side) * square[:, 2:, None, None], change], dim=1), square)


def rows_of(nouns: Tensor, rows: Tensor, sizes: Tensor, table: Tensor) -> Tensor:
    """The fields of the nouns [B, E]: rows [E, r] of a table [P, D], times their sizes [P] -> [B, r, D]"""
    wanted = (nouns[:, :, None] * rows).sum(dim=1)
    index = torch.arange(1, len(sizes) + 1, dtype=torch.float32, device=nouns.device)
    chosen = (1 - (wanted[:, :, None] - index).abs()).clamp(min=0)
    return (chosen @ table) * (chosen * sizes).sum(dim=2, keepdim=True)
