"""Bounds on the affine maps that are read off the motion latents, from how things move in the training scenes.

A flow that is an average of two angles is fitted best by a map that makes the subject smaller, and latents of two steps are such
averages. But nothing in the scenes turns and shrinks, or flies and grows, and nothing leaves the picture (`scenes/motions.py`).
"""

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from training.geometry.warps import Fit, identity_grid

#: Cosine of the angle from which on a subject keeps its size, and of the one up to which it may change it freely.
TURNED, UPRIGHT = math.cos(math.radians(25)), math.cos(math.radians(10))
#: The same for how far it has moved, in units of half a frame.
NEARBY, AWAY = 0.1, 0.25
#: A subject that lands is at most this much wider, relative to its height, than it was, and 0.8 times as much wider as it is lower
#: (`scenes/motions.py`, _squash).
MOST_STRETCH, WIDENING = 1.75, 0.8
#: How sure it has to be that a pixel is the subject's to count for where the subject is, and the least share of the picture.
SURE, LEAST_AREA = 0.3, 0.01
#: How much of the way from its middle to its rim stays in the picture: to the left and up (what jumps, jumps a little out of it), and
#: to the right and down.
KEPT_IN = ((0.95, 0.75), (0.95, 1.0))


def camera_map(fit: Fit) -> Fit:
    """The camera's map: it moves, enlarges and turns, and does not stretch."""
    even, turn = (fit.a + fit.d) / 2, (fit.c - fit.b) / 2
    return replace(fit, a=even, b=-turn, c=turn, d=even)


@dataclass(frozen=True)
class Extent:
    """Where the subject is in the first frame: `middle` and `half` its width and height, each [N, 2], in units of half a frame."""

    middle: Tensor
    half: Tensor


def extent(found: Tensor) -> Extent:
    """found [B, 1, s, s] in 0..1; `half` is 0 where nothing was found."""
    weight = (found - SURE).clamp(min=0)
    area = weight.mean(dim=(2, 3))
    weight = weight / (weight.sum(dim=(2, 3), keepdim=True) + 1e-4)
    grid = identity_grid(found.shape[-1]).to(found).permute(0, 3, 1, 2)
    middle = (weight * grid).sum(dim=(2, 3))
    spread = (weight * (grid - middle[:, :, None, None]).square()).sum(dim=(2, 3))
    # Of a rectangle; round things reach a little farther.
    return Extent(middle, (3 * spread + 1e-8).sqrt() * (area / LEAST_AREA).clamp(max=1))


def subject_map(fit: Fit, camera: Fit, subject: Extent) -> Fit:
    """The subject's map; all arguments have the same N.

    Upright and in its place, a subject may be enlarged. Turned or moved, it is as large as the camera shows it; upright and right
    above or below its place, it may be flat, and then it is wider. It stays in the picture, unless the camera takes it out.
    """
    even, turn, wide = (fit.a + fit.d) / 2, (fit.c - fit.b) / 2, (fit.a - fit.d) / 2
    size = (even.square() + turn.square() + 1e-8).sqrt()
    upright = ((even / size - TURNED) / (UPRIGHT - TURNED)).clamp(0, 1)
    moved = fit.source - source_of(camera, fit.at)
    aside, astray = moved[:, 0:1].abs(), moved.square().sum(dim=1, keepdim=True).add(1e-8).sqrt()
    above, still = ((AWAY - far).div(AWAY - NEARBY).clamp(0, 1) for far in (aside, astray))
    flat = upright * above * (wide / size).clamp(-(MOST_STRETCH - 1) / (MOST_STRETCH + 1), 0.0)
    # How much lower it is, if it is flat as `_squash` has it, and what of its map then enlarges.
    lowered = -2 * flat / (1 - flat + WIDENING * (1 + flat))
    usual = (camera.a.square() + camera.c.square()).sqrt() * (1 / (1 + WIDENING * lowered) + 1 / (1 - lowered)) / 2
    resized = torch.lerp(usual, size, upright * still)
    even, turn, wide = even * resized / size, turn * resized / size, flat * resized
    shaped = replace(fit, a=even + wide, b=-turn, c=turn, d=even - wide)
    # Its middle, and its half sides when it is turned any way.
    place = target_of(shaped, subject.middle)
    tall_and_wide = subject.half / torch.cat([shaped.a, shaped.d], dim=1).clamp(min=0.1)
    half = torch.lerp(subject.half.mean(dim=1, keepdim=True) / resized, tall_and_wide, upright)
    kept_in, carried = torch.tensor(KEPT_IN).to(half), target_of(camera, subject.middle)
    lowest, highest = torch.minimum(half * kept_in[0] - 1, carried), torch.maximum(1 - half * kept_in[1], carried)
    place = torch.minimum(torch.maximum(place, lowest), highest)
    return replace(shaped, at=place, source=subject.middle)


def source_of(fit: Fit, point: Tensor) -> Tensor:
    """Where points [N, 2] of the frame were in the first frame."""
    x, y = (point - fit.at).split(1, dim=1)
    return fit.source + torch.cat([fit.a * x + fit.b * y, fit.c * x + fit.d * y], dim=1)


def target_of(fit: Fit, source: Tensor) -> Tensor:
    """Where points [N, 2] of the first frame are in the frame."""
    x, y = (source - fit.source).split(1, dim=1)
    determinant = fit.a * fit.d - fit.b * fit.c
    return fit.at + torch.cat([fit.d * x - fit.b * y, fit.a * y - fit.c * x], dim=1) / determinant
