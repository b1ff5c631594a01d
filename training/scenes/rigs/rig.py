"""Rigs: how the parts of a still sprite move by themselves, as formulas of time.

Emoji packages have animations of some nouns only. A rig takes their place: it bends, turns and shifts parts of the sprite, so that a runner's legs
run and a tree sways. Places and sizes are those of the sprite's square, -1..1, y down; times are how often in a cycle of six seconds; a phase is
a share of one time. Every movement is at rest at the start of a cycle. `datasets/rigged.py` makes fields of them.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Beat:
    """When: a sine, less what it is at the start. At phase 0 it goes both ways from rest, at 0.25 and 0.75 one way and back."""

    times: int
    phase: float = 0.0


@dataclass(frozen=True)
class Area:
    """A soft ellipse, or a soft rectangle: its middle and half its sides; weight 1 within, 0 beyond `soft` outside."""

    x: float = 0.0
    y: float = 0.0
    width: float = 3.0
    height: float = 3.0
    soft: float = 0.2
    is_round: bool = False


#: All of the sprite.
ALL = Area()


@dataclass(frozen=True)
class Limb:
    """An arm, a leg, a neck, a tail: what lies from a joint to a tip, and a little beyond, turns about the joint; clockwise where `degrees` are positive."""

    joint: tuple[float, float]
    tip: tuple[float, float]
    width: float
    degrees: float
    beat: Beat


@dataclass(frozen=True)
class Turn:
    """An area turns about a point, by up to `degrees`, clockwise where positive."""

    about: tuple[float, float]
    degrees: float
    beat: Beat
    area: Area = ALL


@dataclass(frozen=True)
class Shift:
    """An area moves by up to (x, y)."""

    x: float
    y: float
    beat: Beat
    area: Area = ALL


@dataclass(frozen=True)
class Stretch:
    """An area grows about a point by up to (x, y) times its size; it shrinks where they are negative."""

    about: tuple[float, float]
    x: float
    y: float
    beat: Beat
    area: Area = ALL


@dataclass(frozen=True)
class Sway:
    """What stands on row `foot` leans by up to `x` at `top`, by the square of the height; what hangs has its foot above its top."""

    foot: float
    top: float
    x: float
    beat: Beat


@dataclass(frozen=True)
class Look:
    """A round head looks aside, as a ball that turns: its middle moves by up to (x, y), its rim keeps still."""

    middle: tuple[float, float]
    radius: float
    x: float
    y: float
    beat: Beat


@dataclass(frozen=True)
class Ripple:
    """A wave runs over an area: it moves by up to (x, y), and as often as `waves` over two units of the direction (`along_x`, `along_y`)."""

    x: float
    y: float
    along_x: float
    along_y: float
    beat: Beat
    area: Area = ALL


Movement = Limb | Turn | Shift | Stretch | Sway | Look | Ripple
Rig = tuple[Movement, ...]
