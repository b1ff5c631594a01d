"""How a subject and the camera move: closed formulas of the time since frame 0.

Units: the frame spans -1..1 both ways, y down; times are seconds, already divided by the speed's
period factor. Every motion starts from the start pose at t = 0 (unrotated, unscaled) and at a phase
that the start pose decides, so that a picture and a motion word are enough to tell what follows.
"""
import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

CAMERA_SECONDS = 4.0
CAMERA_ZOOM = 1.5
CAMERA_PAN = 0.36  # how far the camera turns, in units of half the frame


@dataclass
class Start:
    """Where scenes start; each a [scenes, 1] float tensor.

    `half` is half the side of the sprite's square; `room` how far from the centre is still in the
    picture when the camera has come to rest (less than 1 when it zooms in).
    """

    x: Tensor
    y: Tensor
    half: Tensor
    room: Tensor


@dataclass
class Pose:
    """Centre, stretch relative to the start size, and clockwise angle (radians), each [scenes, frames]."""

    x: Tensor
    y: Tensor
    stretch_x: Tensor
    stretch_y: Tensor
    angle: Tensor


def _rest(start: Start, t: Tensor) -> Pose:
    zero = torch.zeros_like(t)
    return Pose(start.x + zero, start.y + zero, zero + 1, zero + 1, zero)


def _ease(t: Tensor, seconds: float) -> Tensor:
    """0 to 1: off at once, so that the motion shows early, then gently to rest."""
    left = (1 - t / seconds).clamp(0, 1)
    return 1 - left * left


def _squash(pose: Pose, start: Start, flat: Tensor) -> None:
    """Flatten by the share `flat` with the underside kept where it is."""
    pose.stretch_y = 1 - flat
    pose.stretch_x = 1 + 0.8 * flat
    pose.y = pose.y + start.half * 0.9 * flat


def _bounces(start: Start, t: Tensor) -> Pose:
    period, contact, flattest = 1.0, 0.13, 0.28
    # The floor is under the start, the top at least 0.7 above the floor: a start near the floor goes up first.
    floor = torch.maximum(start.room - 0.9 * start.half, start.y)
    top = torch.minimum(start.y, floor - 0.7 * start.room)
    fallen = ((start.y - top) / (floor - top)).clamp(0, 1).sqrt() * (period / 2)
    since_top = (t + fallen).remainder(period)
    from_top = torch.minimum(since_top, period - since_top)  # up and down are mirror images
    pose = _rest(start, t)
    pose.y = top + (floor - top) * (from_top / (period / 2)) ** 2
    near = (1 - (period / 2 - from_top) / contact).clamp(0, 1)
    _squash(pose, start, flattest * near * (t / 0.25).clamp(0, 1))
    return pose


def _jumps(start: Start, t: Tensor) -> Pose:
    crouch, air, recover = 0.22, 0.62, 0.26
    height = (start.y + start.room - 0.7 * start.half).clamp(0.4, 0.85)
    phase = t.remainder(crouch + air + recover)
    flight = ((phase - crouch) / air).clamp(0, 1)
    landed = ((phase - crouch - air) / recover).clamp(0, 1)
    pose = _rest(start, t)
    pose.y = pose.y - height * 4 * flight * (1 - flight)
    before = torch.sin(math.pi * (phase / crouch).clamp(0, 1))
    _squash(pose, start, 0.24 * before + 0.2 * torch.sin(math.pi * landed))
    return pose


def _spins(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.angle = 2 * math.pi * t / 2.0
    return pose


def _swings(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.angle = -math.radians(30) * torch.sin(2 * math.pi * t / 1.7)
    arm = (1.2 * start.half).clamp(max=0.6)  # from the pivot above the subject down to its centre
    pose.x = start.x - arm * torch.sin(pose.angle)
    pose.y = start.y - arm * (1 - torch.cos(pose.angle))
    return pose


def _shakes(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    swing = torch.sin(2 * math.pi * t / 0.5)
    pose.x = start.x + 0.13 * swing
    pose.angle = math.radians(5) * swing
    return pose


def _pulses(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.stretch_x = pose.stretch_y = 1 + 0.28 * torch.sin(2 * math.pi * t / 1.2)
    return pose


def _floats(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.y = start.y - 0.3 * start.room * torch.sin(2 * math.pi * t / 3.2)
    return pose


def _slides(start: Start, t: Tensor, direction: int) -> Pose:
    # Far enough to see, even from a start that is nearly there.
    to_edge = start.room - 0.85 * start.half - direction * start.x
    pose = _rest(start, t)
    pose.x = start.x + direction * torch.maximum(to_edge, 0.4 * start.room) * _ease(t, 2.5)
    return pose


def _rolls(start: Start, t: Tensor) -> Pose:
    reach = (start.room - 0.75 * start.half - start.x.abs()).clamp(0.25, 0.6)
    pose = _rest(start, t)
    moved = reach * torch.sin(2 * math.pi * t / 2.8)
    pose.x = start.x + moved
    pose.angle = moved / (0.8 * start.half)  # as a wheel rolls, without slipping
    return pose


def _gait(start: Start, t: Tensor, step: float, height: float) -> Pose:
    """Hops of `height` on the spot, one for each step of `step` seconds."""
    pose = _rest(start, t)
    pose.y = start.y - height * torch.sin(math.pi * t / step).abs()
    return pose


def _runs(start: Start, t: Tensor, direction: int = 0) -> Pose:
    # A gallop: up with the head first, down on the front feet.
    step = 0.45
    pose = _gait(start, t, step, 0.14)
    pose.angle = math.radians(9) * torch.sin(2 * math.pi * t / step) * (direction or -1)
    pose.x = pose.x + _crossed(start, t, direction, 2.4)
    return pose


def _walks(start: Start, t: Tensor, direction: int = 0) -> Pose:
    # From one foot to the other.
    step = 0.5
    pose = _gait(start, t, step, 0.05)
    pose.angle = math.radians(7) * torch.sin(math.pi * t / step)
    pose.x = pose.x + _crossed(start, t, direction, 4.5)
    return pose


def _crossed(start: Start, t: Tensor, direction: int, seconds: float) -> Tensor:
    """How far to the side in `direction` (-1, 1, or 0: nowhere): evenly, until it is nearly at the edge."""
    to_edge = start.room - 0.85 * start.half - direction * start.x
    return direction * torch.maximum(to_edge, 0.4 * start.room) * (t / seconds).clamp(0, 1)


def _dances(start: Start, t: Tensor) -> Pose:
    bar = 1.2
    pose = _rest(start, t)
    swing = torch.sin(2 * math.pi * t / bar)
    pose.x = start.x + 0.11 * swing
    pose.angle = math.radians(10) * swing
    _squash(pose, start, 0.08 * (1 - torch.cos(4 * math.pi * t / bar)))
    return pose


def _waves(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.angle = math.radians(17) * torch.sin(2 * math.pi * t / 0.9)
    arm = 0.85 * start.half  # from the underside, which stays, up to the centre
    pose.x = start.x + arm * torch.sin(pose.angle)
    pose.y = start.y + arm * (1 - torch.cos(pose.angle))
    return pose


def _falls(start: Start, t: Tensor) -> Pose:
    seconds, again, contact = 0.8, 0.5, 0.12
    depth = (start.room - 0.9 * start.half - start.y).clamp(min=0.3)
    rebound = (t - seconds) / again
    pose = _rest(start, t)
    pose.y = start.y + depth * (t / seconds).clamp(max=1) ** 2
    # It comes up once more, by a sixth of the way.
    pose.y = pose.y - depth / 6 * 4 * rebound.clamp(0, 1) * (1 - rebound.clamp(0, 1))
    near = (1 - (t - seconds).abs() / contact).clamp(0, 1)
    _squash(pose, start, 0.25 * near)
    return pose


def _orbits(start: Start, t: Tensor) -> Pose:
    radius = torch.minimum(start.room - 0.75 * start.half - start.x.abs(), (start.y + start.room - 0.75 * start.half) / 2).clamp(0.2, 0.42)
    angle = 2 * math.pi * t / 2.6
    pose = _rest(start, t)
    pose.x = start.x + radius * torch.sin(angle)
    pose.y = start.y - radius * (1 - torch.cos(angle))
    return pose


def _breathes(start: Start, t: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.stretch_x = pose.stretch_y = 1 + 0.06 * (1 - torch.cos(2 * math.pi * t / 2.6))
    pose.y = start.y - 0.9 * start.half * (pose.stretch_y - 1)
    return pose


def _scales(start: Start, t: Tensor, last_half: Tensor) -> Pose:
    pose = _rest(start, t)
    pose.stretch_x = pose.stretch_y = 1 + (last_half / start.half - 1) * _ease(t, 3.0)
    return pose


MOTIONS: dict[str, Callable[[Start, Tensor], Pose]] = {
    "bounces": _bounces,
    "jumps": _jumps,
    "spins": _spins,
    "swings": _swings,
    "shakes": _shakes,
    "pulses": _pulses,
    "floats": _floats,
    "slides left": lambda start, t: _slides(start, t, -1),
    "slides right": lambda start, t: _slides(start, t, 1),
    "rolls": _rolls,
    "grows": lambda start, t: _scales(start, t, torch.minimum(2.0 * start.half, 0.98 * start.room)),
    "shrinks": lambda start, t: _scales(start, t, 0.4 * start.half),
    "stands still": _rest,
    "runs": _runs,
    "runs left": lambda start, t: _runs(start, t, -1),
    "runs right": lambda start, t: _runs(start, t, 1),
    "walks": _walks,
    "walks left": lambda start, t: _walks(start, t, -1),
    "walks right": lambda start, t: _walks(start, t, 1),
    "dances": _dances,
    "waves": _waves,
    "falls": _falls,
    "orbits": _orbits,
    "breathes": _breathes,
}
#: Of those that go to one side, to which: -1 is left.
HEADINGS: dict[str, int] = {f"{verb} {side}": sign for verb in ("slides", "runs", "walks") for side, sign in (("left", -1), ("right", 1))}
# Where the subject starts unless told otherwise: x, y.
HOMES: dict[str, tuple[float, float]] = {
    "bounces": (0.0, -0.4), "jumps": (0.0, 0.36), "swings": (0.0, 0.05), "rolls": (0.0, 0.1),
    "falls": (0.0, -0.5), "orbits": (0.0, 0.4), **{motion: (-0.48 * sign, 0.0) for motion, sign in HEADINGS.items()},
}


# Where each camera has turned when it has come to rest: x, y.
CAMERA_TURNS: dict[str, tuple[float, float]] = {
    "pans left": (-CAMERA_PAN, 0.0), "pans right": (CAMERA_PAN, 0.0), "tilts up": (0.0, -CAMERA_PAN),
}
ZOOMS: dict[str, int] = {"zooms in": 1, "zooms out": -1}


def camera_view(camera: str, seconds: Tensor) -> Tensor:
    """[*seconds, 3]: by how much the camera enlarges the scene, and the point x, y of the scene in the frame's middle."""
    eased = _ease(seconds, CAMERA_SECONDS)
    x, y = CAMERA_TURNS.get(camera, (0.0, 0.0))
    return torch.stack([CAMERA_ZOOM ** (eased * ZOOMS.get(camera, 0)), x * eased, y * eased], -1)


def camera_room(camera: str) -> float:
    """How far from its middle the part of the scene reaches that stays in the picture all the time."""
    if camera == "zooms in":
        return 1 / CAMERA_ZOOM
    return 1.0 - CAMERA_PAN if camera in CAMERA_TURNS else 1.0


def camera_middle(camera: str) -> tuple[float, float]:
    """Where that middle is: half-way between the camera's start and its end."""
    x, y = CAMERA_TURNS.get(camera, (0.0, 0.0))
    return x / 2, y / 2
