"""Fields of a rig (`scenes/rigs/`): what `appearance.py` learns from an animation is here computed from formulas."""

import math
from functools import singledispatch

import torch
from torch import Tensor

from training.geometry.smooth_step import smooth_step
from training.geometry.warps import identity_grid
from training.models.inner_motion.appearance import CHANGE_SIDE, FLOW_SIDE, MOST_FIELDS, few_fields
from training.models.inner_motion.clock import CYCLE
from training.models.inner_motion.fields import CHANGE, Beats
from training.scenes.rigs.rig import Area, Beat, Limb, Look, Movement, Rig, Ripple, Shift, Stretch, Sway, Turn

#: The square of the fields, as a multiple of the sprite's: what moves leaves that of the sprite.
REACH = 1.2
#: How near few fields come to all that a rig does, in halves of the square.
ERROR = 0.002
#: How far beyond its tip a limb ends, and from where on it turns as a whole, as shares of its length.
LIMB_END, LIMB_START = 1.35, 0.3
#: How soft a limb is at its sides, as a share of its width.
LIMB_SIDE = 0.7


def rigged(rig: Rig) -> Beats:
    """What a noun of this rig does in a cycle; nothing in colour."""
    grid = REACH * identity_grid(FLOW_SIDE)[0]
    flow = torch.stack([displacement(movement, grid) for movement in rig]).sum(dim=0).permute(0, 3, 1, 2) / REACH
    return Beats(*few_fields(flow, ERROR, MOST_FIELDS["flow"]), torch.zeros(CYCLE, 0), torch.zeros(0, CHANGE, CHANGE_SIDE, CHANGE_SIDE))


def swing(beat: Beat, behind: float | Tensor = 0.0) -> Tensor:
    """How much of a movement at each frame of a cycle, at most 1: [T], or [T, s, s] where it comes `behind` [s, s] times later."""
    frames = torch.arange(CYCLE) / CYCLE
    late = torch.as_tensor(behind)
    angle = 2 * math.pi * (beat.times * frames[(...,) + (None,) * late.ndim] + beat.phase - late)
    moved = angle.sin() - angle[:1].sin()
    return moved / (1 + abs(math.sin(2 * math.pi * beat.phase))) if late.ndim == 0 else moved / 2


def weight(area: Area, grid: Tensor) -> Tensor:
    """[s, s]"""
    x, y = (grid[..., 0] - area.x).abs(), (grid[..., 1] - area.y).abs()
    if area.is_round:
        return 1 - smooth_step((x / area.width).hypot(y / area.height), 1.0, 1.0 + area.soft / min(area.width, area.height))
    return (1 - smooth_step(x, area.width, area.width + area.soft)) * (1 - smooth_step(y, area.height, area.height + area.soft))


def turned(grid: Tensor, about: tuple[float, float], angle: Tensor) -> Tensor:
    """From where points come that are turned about one by angles [T] in radians: [T, s, s, 2]"""
    x, y = (grid - torch.tensor(about)).unbind(dim=-1)
    cosine, sine = angle.cos()[:, None, None] - 1, angle.sin()[:, None, None]
    return torch.stack([cosine * x + sine * y, cosine * y - sine * x], dim=-1)


@singledispatch
def displacement(movement: Movement, grid: Tensor) -> Tensor:
    """From where the points of the grid [s, s, 2] come at each frame, relative to where they are: [T, s, s, 2]"""
    raise TypeError(movement)


@displacement.register
def _(movement: Limb, grid: Tensor) -> Tensor:
    joint, tip = torch.tensor(movement.joint), torch.tensor(movement.tip)
    length = (tip - joint).norm()
    ahead = (tip - joint) / length
    away = grid - joint
    along, aside = (away @ ahead) / length, (away[..., 0] * ahead[1] - away[..., 1] * ahead[0]).abs()
    within = smooth_step(along, 0.0, LIMB_START) * (1 - smooth_step(along, LIMB_END, LIMB_END + LIMB_START))
    within = within * (1 - smooth_step(aside, movement.width, (1 + LIMB_SIDE) * movement.width))
    return within[..., None] * turned(grid, movement.joint, math.radians(movement.degrees) * swing(movement.beat))


@displacement.register
def _(movement: Turn, grid: Tensor) -> Tensor:
    return weight(movement.area, grid)[..., None] * turned(grid, movement.about, math.radians(movement.degrees) * swing(movement.beat))


@displacement.register
def _(movement: Shift, grid: Tensor) -> Tensor:
    return -swing(movement.beat)[:, None, None, None] * weight(movement.area, grid)[..., None] * torch.tensor([movement.x, movement.y])


@displacement.register
def _(movement: Stretch, grid: Tensor) -> Tensor:
    size = 1 + swing(movement.beat)[:, None, None, None] * torch.tensor([movement.x, movement.y])
    return weight(movement.area, grid)[..., None] * (grid - torch.tensor(movement.about)) * (1 / size - 1)


@displacement.register
def _(movement: Sway, grid: Tensor) -> Tensor:
    height = ((grid[..., 1] - movement.foot) / (movement.top - movement.foot)).clamp(min=0)
    leant = -movement.x * swing(movement.beat)[:, None, None] * height.square()
    return torch.stack([leant, torch.zeros_like(leant)], dim=-1)


@displacement.register
def _(movement: Look, grid: Tensor) -> Tensor:
    inside = (1 - ((grid - torch.tensor(movement.middle)) / movement.radius).square().sum(dim=-1)).clamp(min=0)
    return -swing(movement.beat)[:, None, None, None] * inside[..., None] * torch.tensor([movement.x, movement.y])


@displacement.register
def _(movement: Ripple, grid: Tensor) -> Tensor:
    behind = (grid @ torch.tensor([movement.along_x, movement.along_y])) / 2
    moved = -swing(movement.beat, behind) * weight(movement.area, grid)
    return moved[..., None] * torch.tensor([movement.x, movement.y])
