"""Text-to-image's memory: which picture a prompt names, and where it stands.

A small denoiser cannot keep hundreds of subjects in its weights, and need not: retrieval-augmented diffusion (Blattmann et al.,
arXiv 2204.11824) gives it what to draw and leaves it how. The memory holds each noun's latents at three sizes on nothing; the
text picks one and says where it goes; the denoiser draws the scene around it.

Latents are not pixels: moved by a fraction of one, or scaled, they do not decode to a picture. So everything stands on a grid of whole
latents. The noise chooses among the places near the one that the words mean (see `nudged`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from training.geometry.grid import FILL, KEPT_SIZES

#: How many places of the grid a subject may be off where the words put it, each way.
NUDGES = (-1.0, 0.0, 1.0)
#: Sharpness of the softmax over places: nearly an argmax, since a mixture of two places is neither.
OUTRIGHT = 1e3
#: Numbers of a row that share a scale where they are stored.
STORED_TOGETHER = 32
#: Added up against a place that is out of the picture.
OUTSIDE = 1e6


@dataclass(frozen=True)
class Truth:
    """What a training scene shows: `nouns` [B], their numbers, 0 for none; `layout` [B, 3] as in Recollection, on the grid;
    `heading` [B, 1]: 1 where the words send it to the right."""

    nouns: Tensor
    layout: Tensor
    heading: Tensor


@dataclass(frozen=True)
class Recollection:
    """`picture` [B, C + 1, h, w]: latents above those of an empty picture, and how much of each is covered; `scores`
    [B, nouns + 1], of nothing first; `layout` [B, 3]: x, y, and half the side, in units of half the frame, y down; `heading`
    [B, 1]: above 0 where the words send it to the right, as logits."""

    picture: Tensor
    scores: Tensor
    layout: Tensor
    heading: Tensor


class PictureMemory(nn.Module):
    """Looks up the picture of the noun that a text names, and puts it where the text says; nothing of the pictures is trained."""

    pictures: Tensor
    own: Tensor
    turned: Tensor

    def __init__(self, entries: int, turned: int, channels: int, side: int, text_width: int) -> None:
        super().__init__()
        self.side = side
        #: From one place of the grid to the next, in units of half the frame.
        self.step = 2 / side
        #: A row for each picture at each size: [(1 + nouns + turned ones) * sizes, (C + 1) * h * w], see `training.datasets.portraits`; never trained. The
        #: first is of nothing. Rows are looked up, not multiplied with, so that the export may keep them anywhere.
        self.register_buffer("pictures", torch.zeros((1 + entries + turned) * len(KEPT_SIZES), (channels + 1) * side**2))
        #: Of nothing and of each noun: which of the pictures shows it, and which shows it turned (the same, where there is none). Numbers that a
        #: GPU can count with.
        self.register_buffer("own", torch.arange(1.0 + entries))
        self.register_buffer("turned", torch.arange(1.0 + entries))
        #: Which words name the subject, and which say where it is.
        self.look = nn.Linear(text_width, 2)
        self.name = nn.Linear(text_width, entries + 1)
        self.layout = nn.Linear(text_width, 3)
        self.heading = nn.Linear(text_width, 1)
        for layer in (self.layout, self.heading):
            nn.init.zeros_(layer.weight)
        with torch.no_grad():
            self.layout.bias.copy_(torch.tensor([0.0, 0.0, KEPT_SIZES[1]]))

    @torch.no_grad()
    def fill(self, portraits: Tensor, turned_rows: Sequence[int]) -> None:
        """`portraits` [nouns and turned ones, sizes, C + 1, h, w]; `turned_rows`: the nouns that the turned ones are of."""
        self.pictures[len(KEPT_SIZES) :] = portraits.flatten(2).flatten(0, 1)
        nouns = len(self.own) - 1
        for place, row in enumerate(turned_rows):
            self.turned[1 + row] = 1 + nouns + place

    @torch.no_grad()
    def round(self) -> None:
        """The pictures as a pack has them."""
        self.pictures.copy_(as_stored(self.pictures))

    def read(self, text: Tensor, text_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """text [B, L, text_width], text_mask [B, L] -> scores, layout and heading, as in Recollection."""
        attention = (self.look(text) + ((text_mask - 1.0) * 1e4)[:, :, None]).softmax(dim=1)
        subject, place = (attention.transpose(1, 2) @ text).unbind(dim=1)
        return self.name(subject), self.layout(place), self.heading(place)

    def forward(
        self,
        text: Tensor,
        text_mask: Tensor,
        latents: Tensor,
        truth: Truth | None = None,
        subject: Tensor | None = None,
        reference: Tensor | None = None,
    ) -> Recollection:
        """`latents` [B, C, h, w] are those that the denoiser gets. `truth` is given in training only. Where `subject` [B] is 0, nothing
        is looked up, and the denoiser draws the scene without its subject. `reference` [B, (C + 1) * h * w]: the row of `pictures` that `row`
        names, where it is not to be looked up here."""
        scores, layout, heading = self.read(text, text_mask)
        if truth is None:
            if reference is None:
                reference = self.pictures_of(self.rows(scores.argmax(dim=1), layout[:, 2:], (heading > 0).to(scores)))
            if subject is not None:
                reference = reference * (subject[:, None] > 0.5)
            sized = self.as_latents(reference)
            places = self.nudged(sized, layout.detach(), latents)
        else:
            sized = self.as_latents(self.pictures_of(self.rows(truth.nouns, truth.layout[:, 2:], truth.heading)))
            places = self.on_grid(truth.layout[:, :2])
        return Recollection(self.placed(sized, places[:, :, None]), scores, layout, heading)

    def row(self, text: Tensor, text_mask: Tensor) -> Tensor:
        """The row of `pictures` that shows what the text names, int32 [B]."""
        scores, layout, heading = self.read(text, text_mask)
        return self.rows(scores.argmax(dim=1), layout[:, 2:], (heading > 0).to(scores))

    def pictures_of(self, rows: Tensor) -> Tensor:
        return nn.functional.embedding(rows, self.pictures)

    def as_latents(self, rows: Tensor) -> Tensor:
        """Rows of `pictures` [B, (C + 1) * h * w] -> [B, C + 1, h, w]"""
        return rows.unflatten(1, (-1, self.side, self.side))

    def rows(self, nouns: Tensor, half: Tensor, heading: Tensor) -> Tensor:
        """The rows of nouns [B] at the size nearest to `half` [B, 1], turned where `heading` [B, 1] is 1: int32 [B]"""
        kept = torch.tensor(KEPT_SIZES, device=half.device)
        size = torch.arange(float(len(KEPT_SIZES)), device=half.device)[(half - kept).abs().argmin(dim=1)]
        picture = torch.lerp(self.own[nouns], self.turned[nouns], heading[:, 0].float())
        return (picture * len(KEPT_SIZES) + size + 0.5).to(torch.int32)

    def on_grid(self, place: Tensor) -> Tensor:
        """The place of the grid [B, 2] nearest to x, y [B, 2]."""
        return (place / self.step + 0.5).floor()

    def placed(self, sized: Tensor, places: Tensor) -> Tensor:
        """The picture of `sized` at each of the grid's places x, y [B, 2, D] -> [B, C + 1, D * h, D * w]"""
        across, down = (moves(part, self.side)[:, None] for part in places.unbind(dim=1))
        return down @ sized @ across.transpose(2, 3)

    def nudged(self, sized: Tensor, layout: Tensor, latents: Tensor) -> Tensor:
        """The place of the grid [B, 2], around that of the layout, at which the picture is most like the latents.

        Noise alone is like any of them: so the seed decides. Later steps find the picture where the first one put it.
        """
        nudges, count = torch.tensor(NUDGES, device=layout.device), len(NUDGES)
        home = self.on_grid(layout[:, :2])
        around = home[:, :, None] + nudges
        pictures = self.placed(sized, around)[:, :-1]
        likeness = (pictures * latents.repeat(1, 1, count, count)).sum(dim=1)
        likeness = likeness.unflatten(2, (count, -1)).sum(dim=3).unflatten(1, (count, -1)).sum(dim=2)
        beyond = around.abs() * self.step + FILL * layout[:, 2:, None] - 1
        out_x, out_y = (OUTSIDE * beyond.clamp(min=0) * nudges.abs()).unbind(dim=1)
        chosen = (OUTRIGHT * (likeness - out_y[:, :, None] - out_x[:, None])).flatten(1).softmax(dim=1).unflatten(1, (count, count))
        nudge = torch.stack([(chosen.sum(dim=1) * nudges).sum(dim=1), (chosen.sum(dim=2) * nudges).sum(dim=1)], dim=1)
        return home + (nudge + 0.5).floor()


def as_stored(rows: Tensor) -> Tensor:
    """Rows [N, columns] as a pack has them: 4 bits a number, and a scale for each 32 (`training/export/tables.py`)."""
    blocks = rows.unflatten(1, (-1, STORED_TOGETHER))
    farthest = blocks.gather(2, blocks.abs().argmax(dim=2, keepdim=True))
    scales = torch.where(farthest == 0, 1.0, farthest / -8)
    return ((blocks / scales).round().clamp(-8, 7) * scales).flatten(1)


def moves(places: Tensor, side: int) -> Tensor:
    """Places of the grid along one axis [B, D] -> [B, D * side, side]: rows are targets, columns are sources.

    What comes from beyond the border is zero.
    """
    index = torch.arange(side, dtype=torch.float32, device=places.device)
    source = index[:, None] - places[:, :, None, None]
    return (1 - (source - index).abs()).clamp(min=0).flatten(1, 2)
