"""A scene: what is shown, as plain data, and how scenes are drawn at random."""
import zlib
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from training.geometry.grid import FILL, GRID, SIZES
from training.scenes.backdrop import JITTER
from training.scenes.colours import COLOURS, takes_colours
from training.scenes.motions import HEADINGS, HOMES, MOTIONS, camera_middle, camera_room
from training.scenes.nouns import FACING_LEFT
from training.scenes.vocabulary import BACKGROUND_BY_NAME, BACKGROUNDS, CAMERAS, NOUN_BY_NAME, NOUNS, PLACES, SPEEDS, Noun

Split = Literal["train", "heldout", "all"]
HELD_OUT_PERCENT = 10
# How many scenes have a plain background or a gradient.
PLAIN_SHARE = 0.4
# How many things that can have another colour than their own have one.
COLOURED_SHARE = 0.35
# Least distance of a wanted colour to the background's, of 0..255 a channel: what is nearer would vanish.
COLOUR_CONTRAST = 100.0
# A coordinate beyond the border: scenes whose subject stands there show none.
AWAY = 9.0
# The places from which a motion would show nothing.
POINTLESS = {"falls": "bottom", **{motion: motion.split()[1] for motion in HEADINGS}}
# Pairs that the README and the examples show: a demonstration should not depend on luck.
ALWAYS_SEEN = {("apple", "bounces"), ("police car", "slides left"), ("panda", "stands still"), ("rocket", "floats")}


@dataclass(frozen=True)
class Scene:
    """Everything that decides a clip.

    `noun`, `motion`, ... are keys of the tables in `vocabulary.py` and `motions.py`. `place` is a key of PLACES,
    or "home" (the motion's own start), or "anywhere" (no word for it). `x`, `y` and `half` are the start pose with
    its jitter: -1..1 across the frame, y down; `half` is half the side of the sprite's square. `inner_phase` is
    where in its loop the sprite's own animation starts, 0..1; `jitter` how far a picture is moved sideways. `colour` is a key of
    COLOURS, empty for the noun's own.
    """

    noun: str
    motion: str
    speed: str
    camera: str
    background: str
    size: str
    place: str
    x: float
    y: float
    half: float
    inner_phase: float
    jitter: float = 0.0
    colour: str = ""

    @property
    def room(self) -> float:
        """How far from the centre is still in the picture when the camera has come to rest."""
        return camera_room(self.camera)

    @property
    def turned(self) -> bool:
        """Mirrored, so that what moves to the right does not move backwards."""
        return self.heads_right and self.noun in FACING_LEFT

    @property
    def heads_right(self) -> bool:
        return HEADINGS.get(self.motion) == 1


def is_held_out(noun: str, motion: str) -> bool:
    """True for the pairs that are never trained on; stable across runs and machines."""
    if (noun, motion) in ALWAYS_SEEN:
        return False
    return zlib.crc32(f"{noun}|{motion}".encode()) % 100 < HELD_OUT_PERCENT


def sample_scene(rng: np.random.Generator, split: Split = "train") -> Scene:
    """A random scene whose noun and motion are a pair of the split."""
    while True:
        noun, motion = NOUNS[rng.integers(len(NOUNS))], _pick(rng, tuple(MOTIONS))
        if split == "all" or is_held_out(noun.name, motion) == (split == "heldout"):
            return _complete(rng, noun, motion)


def make_scene(noun: str, motion: str = "stands still", background: str = "white", *, speed: str = "normal",
               camera: str = "none", size: str = "normal", place: str = "home", colour: str = "") -> Scene:
    """The scene that a person would expect from these words, without jitter."""
    half = SIZES[size]
    x, y = _placed(PLACES.get(place) or HOMES.get(motion, (0.0, 0.0)), motion, half, camera)
    return Scene(noun, motion, speed, camera, background, size, place, x, y, half, 0.0, colour=colour)


def settled(scene: Scene) -> Scene:
    """The scene as its words put it, on the grid and without jitter; it has to be composed (its place is not "anywhere")."""
    planned = make_scene(scene.noun, scene.motion, camera=scene.camera, size=scene.size, place=scene.place)
    return replace(scene, x=GRID * round(planned.x / GRID), y=GRID * round(planned.y / GRID), half=planned.half)


def nudged(scene: Scene, rng: np.random.Generator) -> Scene:
    """The scene with its subject at most one place of the grid off, as far as that is inside the picture."""

    def moved(value: float) -> float:
        other = value + GRID * int(rng.integers(-1, 2))
        return other if abs(other) + FILL * scene.half <= 1 else value

    return replace(scene, x=moved(scene.x), y=moved(scene.y))


def _complete(rng: np.random.Generator, noun: Noun, motion: str) -> Scene:
    """Draw all the rest."""
    backgrounds = [item for item in BACKGROUNDS if not item.clashes_with(noun)]
    plain = rng.random() < PLAIN_SHARE
    background = _pick(rng, tuple(item.name for item in backgrounds if item.is_picture != plain))
    camera = _pick(rng, CAMERAS, _camera_odds(background))
    size = _pick(rng, *_size_odds(motion, camera))
    half = SIZES[size] * rng.uniform(0.92, 1.08)

    place = _pick(rng, ("home", "named", "anywhere"), (0.45, 0.25, 0.30))
    if place == "named":
        place = _pick(rng, tuple(name for name in PLACES if name != POINTLESS.get(motion)))
    if place == "anywhere":
        x, y = rng.uniform(-0.55, 0.55, 2)
        if motion in HEADINGS:
            x = HEADINGS[motion] * (0.2 - abs(x))
        if motion == "falls":
            y = -abs(y)
    else:
        centre = PLACES[place] if place in PLACES else HOMES.get(motion, (0.0, 0.0))
        x, y = np.asarray(centre) + rng.uniform(-0.08, 0.08, 2)
    x, y = _placed((float(x), float(y)), motion, half, camera)

    animated_from_start = noun.source == "static" or rng.random() < 0.7
    return Scene(
        noun=noun.name, motion=motion, camera=camera, background=background, size=size, place=place,
        # A speed says nothing of what stands still.
        speed="normal" if motion == "stands still" else _pick(rng, tuple(SPEEDS), (0.18, 0.64, 0.18)),
        x=x, y=y, half=float(half), inner_phase=0.0 if animated_from_start else float(rng.random()),
        jitter=float(rng.uniform(-JITTER, JITTER)), colour=_colour(rng, noun, background),
    )


def _colour(rng: np.random.Generator, noun: Noun, background: str) -> str:
    if not takes_colours(noun) or rng.random() >= COLOURED_SHARE:
        return ""
    stops = np.array(BACKGROUND_BY_NAME[background].stops, dtype=np.float64)
    shown = [name for name, rgb in COLOURS.items()
             if name != noun.colour and np.linalg.norm(stops - rgb, axis=1).min() >= COLOUR_CONTRAST]
    return _pick(rng, tuple(shown)) if shown else ""


def _camera_odds(background: str) -> tuple[float, ...]:
    """In the order of CAMERAS. A camera that turns in front of nothing would look like a subject that slides."""
    item = BACKGROUND_BY_NAME[background]
    if item.is_picture:
        return 0.40, 0.12, 0.12, 0.13, 0.13, 0.10
    return (0.56, 0.16, 0.16, 0.0, 0.0, 0.12) if item.shows_tilt else (0.68, 0.16, 0.16, 0.0, 0.0, 0.0)


def _placed(at: tuple[float, float], motion: str, half: float, camera: str) -> tuple[float, float]:
    """A place of the frame, in the part of the scene that stays in the picture."""
    room, middle = camera_room(camera), camera_middle(camera)
    x, y = (_inside(value * room, motion, half, room) + shift for value, shift in zip(at, middle, strict=True))
    return x, y


def _size_odds(motion: str, camera: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Sizes that leave the movement room: nothing big grows or comes closer, nothing small shrinks."""
    if motion == "grows" or camera == "zooms in":
        return ("small", "normal"), (0.4, 0.6)
    if motion == "shrinks":
        return ("normal", "big"), (0.6, 0.4)
    return ("small", "normal", "big"), (0.22, 0.56, 0.22)


def _inside(value: float, motion: str, half: float, room: float) -> float:
    """Move a coordinate so that most of the subject stays in the picture, also after the camera's move."""
    # How much wider than the sprite the place is that these motions sweep.
    sweep = {"swings": 1.6, "grows": 1.5, "pulses": 1.2, "rolls": 1.3, "floats": 1.4, "dances": 1.2, "waves": 1.3}.get(motion, 1.0)
    limit = max(room - half * sweep, 0.05)
    return float(np.clip(value, -limit, limit))


def _pick(rng: np.random.Generator, choices: tuple[str, ...], odds: tuple[float, ...] | None = None) -> str:
    if odds is None:
        return choices[rng.integers(len(choices))]
    left = rng.random()  # much faster than rng.choice for a handful of choices
    for choice, share in zip(choices, odds, strict=True):
        left -= share
        if left < 0:
            return choice
    return choices[-1]


def noun_of(scene: Scene) -> Noun:
    return NOUN_BY_NAME[scene.noun]
