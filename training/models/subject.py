"""Finds the subject in the first frame, and fills in what is behind it."""

import torch.nn.functional as F
from torch import Tensor, nn

from training.models.blocks import Downsample, ResidualBlock, Upsample


class SubjectFinder(nn.Module):
    """First frame [B, 3, s, s] in 0..1 -> how likely each pixel is the subject's, before the sigmoid [B, 1, s, s].

    It sees nothing else, so that what counts as the subject is the same in every window of a film.
    """

    def __init__(self, widths: tuple[int, int, int]) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.stem = nn.Conv2d(3, fine, 3, padding=1)
        self.fine = ResidualBlock(fine)
        self.down = Downsample(fine, middle)
        self.middle = ResidualBlock(middle)
        self.down_again = Downsample(middle, coarse)
        self.coarse = nn.Sequential(ResidualBlock(coarse), ResidualBlock(coarse))
        self.up = Upsample(coarse, middle)
        self.middle_again = ResidualBlock(middle)
        self.up_again = Upsample(middle, fine)
        self.fine_again = ResidualBlock(fine)
        self.head = nn.Conv2d(fine, 1, 3, padding=1)

    def forward(self, small: Tensor) -> Tensor:
        fine = self.fine(self.stem(small * 2 - 1))
        middle = self.middle(self.down(fine))
        x = self.middle_again(middle + self.up(self.coarse(self.down_again(middle))))
        return self.head(F.silu(self.fine_again(fine + self.up_again(x))))


#: Confidence at which a pixel begins to be hidden, and at which it is hidden wholly, with its rim.
HIDDEN_FROM, HIDDEN_FULL = 0.3, 0.5


def hide(found: Tensor) -> Tensor:
    """How far the first frame is replaced by what is behind the subject: found [B, 1, s, s] -> the same shape, 0..1.

    The subject and its rim: drawn subjects have a soft one, and on a plain background too much costs nothing. But of a photograph that has no subject,
    in which a little is found everywhere, nothing should go.
    """
    return F.max_pool2d(((found - HIDDEN_FROM) / (HIDDEN_FULL - HIDDEN_FROM)).clamp(0, 1), 5, stride=1, padding=2)


def fill_in(picture: Tensor, known: Tensor) -> Tensor:
    """Picture [B, 3, s, s] with what is not `known` [B, 1, s, s] in 0..1 filled in from around it.

    Push and pull (Gortler et al. 1996, "The Lumigraph", 3.4.2): means of what is known, coarser and coarser, show through where finer ones know
    nothing.
    """
    if picture.shape[-1] == 1:
        return picture
    share = F.avg_pool2d(known, 2)
    mean = F.avg_pool2d(picture * known, 2) / (share + 1e-4)
    coarser = F.interpolate(fill_in(mean, (2 * share).clamp(max=1)), scale_factor=2.0, mode="bilinear", align_corners=False)
    return known * picture + (1 - known) * coarser


#: How often what is filled in is made even with what is around it: as many pixels as a hidden rim is wide, and some more.
ROUNDS = 16


def make_even(filled: Tensor, known: Tensor) -> Tensor:
    """`filled` [B, 3, s, s] without steps where the known part ends: a few rounds towards the membrane between the known pixels (Perez et al.
    2003, "Poisson Image Editing"), which a rim soon is."""
    hidden = 1 - known
    shown = known * filled
    for _ in range(ROUNDS):
        filled = shown + hidden * F.avg_pool2d(filled, 3, stride=1, padding=1, count_include_pad=False)
    return filled
