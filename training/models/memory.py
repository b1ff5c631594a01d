"""Pictures that text-to-image looks up: which one a prompt names, and where it stands.

A small denoiser cannot keep hundreds of subjects in its weights, and need not: retrieval-augmented diffusion (Blattmann et al.,
arXiv 2204.11824) gives it what to draw and leaves it how. The memory holds each noun's latents at three sizes on nothing; the
text picks one and says where it goes; the denoiser draws the scene around it.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

#: Half the side of the subject's square at which a picture is kept, in units of half the frame: those of `vocabulary.SIZES`.
KEPT_SIZES = (0.42, 0.62, 0.82)
#: How clearly the likeliest noun wins over the next.
CERTAINTY = 4.0
#: Width, in ln(size), of the choice among KEPT_SIZES.
SIZE_TOLERANCE = 0.1


@dataclass(frozen=True)
class Recollection:
    """`picture` [B, C + 1, h, w]: latents above those of an empty picture, and how much of each is covered; `scores`
    [B, nouns + 1], of nothing first; `layout` [B, 3]: x, y, and half the side, in units of half the frame, y down."""

    picture: Tensor
    scores: Tensor
    layout: Tensor


class PictureMemory(nn.Module):
    def __init__(self, entries: int, channels: int, side: int, text_width: int) -> None:
        super().__init__()
        self.shape = (len(KEPT_SIZES), channels + 1, side, side)
        #: [nouns, sizes * (C + 1) * h * w], see `training.portraits`; never trained. A matrix, so that the export stores 8 bits.
        self.register_buffer("pictures", torch.zeros(entries, math.prod(self.shape)))
        #: Which words name the subject, and which say where it is.
        self.look = nn.Linear(text_width, 2)
        self.name = nn.Linear(text_width, entries + 1)
        self.layout = nn.Linear(text_width, 3)
        nn.init.zeros_(self.layout.weight)
        with torch.no_grad():
            self.layout.bias.copy_(torch.tensor([0.0, 0.0, KEPT_SIZES[1]]))

    def read(self, text: Tensor, text_mask: Tensor) -> tuple[Tensor, Tensor]:
        """text [B, L, text_width], text_mask [B, L] -> scores and layout, as in Recollection."""
        attention = (self.look(text) + ((text_mask - 1.0) * 1e4)[:, :, None]).softmax(dim=1)
        subject, place = (attention.transpose(1, 2) @ text).unbind(dim=1)
        return self.name(subject), self.layout(place)

    def forward(self, text: Tensor, text_mask: Tensor, named: Tensor | None = None) -> Recollection:
        """`named` [B] holds the true nouns' numbers, 0 for none, while training."""
        scores, layout = self.read(text, text_mask)
        if named is None:
            weights = (scores * CERTAINTY).softmax(dim=1)[:, 1:]
        else:
            weights = nn.functional.one_hot(named, scores.shape[1])[:, 1:].to(scores)
        return Recollection(self.placed(weights, layout.detach()), scores, layout)

    def placed(self, weights: Tensor, layout: Tensor) -> Tensor:
        """The picture of weights [B, nouns], moved and scaled to layout [B, 3] -> [B, C + 1, h, w]"""
        chosen = (weights @ self.pictures).unflatten(1, self.shape)
        x, y, half = layout[:, 0:1], layout[:, 1:2], layout[:, 2:3].clamp(0.2, 1.2)
        kept = torch.tensor(KEPT_SIZES, device=layout.device)[None]
        scale = half / kept
        across, down = interpolation(x, scale, self.shape[-1]), interpolation(y, scale, self.shape[-1])
        moved = down[:, :, None] @ chosen @ across[:, :, None].transpose(3, 4)
        nearest = (-((half.log() - kept.log()) / SIZE_TOLERANCE).square()).softmax(dim=1)
        return (moved * nearest[:, :, None, None, None]).sum(dim=1)


def interpolation(shift: Tensor, scale: Tensor, count: int) -> Tensor:
    """Linear interpolation along one axis as matrices [B, S, count, count]: rows are where, columns are whence.

    shift [B, 1] in units of half the frame, scale [B, S]. What comes from beyond the border is zero.
    """
    index = torch.arange(count, dtype=torch.float32, device=shift.device)
    centre = (2 * index + 1) / count - 1
    source = (centre[None, None] - shift[:, :, None]) / scale[:, :, None]
    source = (source + 1) * count / 2 - 0.5
    return (1 - (source[:, :, :, None] - index).abs()).clamp(min=0)
