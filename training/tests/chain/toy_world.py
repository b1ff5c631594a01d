"""The files that `training.data` fetches, as a toy: coloured shapes for sprites, noise for photographs, random word vectors."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.word_vectors import DIMENSIONS
from training.scenes.artwork import SPRITE_SIDES, animations_path, backgrounds_path, sprites_path, word_vectors_path
from training.scenes.tokens import words
from training.scenes.vocabulary import BACKGROUNDS, NOUNS

#: Side of the sprites and of the pack's frames: no model of the toy size sees more.
SIDE = SPRITE_SIDES[0]
#: Nouns with an animation, of which one may be mirrored.
MOVING = ("panda", "fish")
#: A word that is in no caption, and the one that its vector is near to.
STRANGE, FAMILIAR = "limousine", "car"


def toy_sprite(number: int, side: int = SIDE) -> NDArray[np.uint8]:
    """A coloured disc, box, ring or bar by `number`: uint8 [side, side, 4], premultiplied."""
    generator = np.random.default_rng(number)
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    radius = np.hypot(x, y)
    shapes = (radius < 0.85, np.maximum(abs(x), abs(y)) < 0.75, abs(radius - 0.6) < 0.25, (abs(x) < 0.35) & (abs(y) < 0.85))
    alpha = shapes[number % len(shapes)].astype(np.float64)
    light = 0.75 - 0.25 * y  # brighter at the top, so that a turn shows
    colour = generator.uniform(0.2, 1, 3) * light[..., None] * alpha[..., None]
    return np.round(np.concatenate([colour, alpha[..., None]], axis=2) * 255).astype(np.uint8)


def write_sprites(cache: Path) -> None:
    """As `data.fetch`; four shapes stand for all nouns."""
    cache.mkdir(parents=True, exist_ok=True)
    path = sprites_path(cache, SIDE)
    np.save(path, np.stack([toy_sprite(number) for number in range(4)]))
    index = [{"name": noun.name, "start": number % 4, "count": 1} for number, noun in enumerate(NOUNS)]
    path.with_suffix(".json").write_text(json.dumps(index), encoding="utf-8")
    names = [item.name for item in BACKGROUNDS if item.is_picture]
    pictures = np.random.default_rng(0).integers(0, 256, (len(names), 16, 16, 3), np.uint8)
    np.savez(backgrounds_path(cache), names=np.array(names), pixels=pictures)


def write_animations(cache: Path) -> None:
    """As `data.animations`: the nouns' own sprites, moved up and down."""
    sprites = np.load(sprites_path(cache, SIDE))
    rows = {item["name"]: item["start"] for item in json.loads(sprites_path(cache, SIDE).with_suffix(".json").read_text(encoding="utf-8"))}
    heights = np.round(6 * np.sin(np.arange(12) * 2 * np.pi / 12)).astype(int)
    frames = [np.roll(sprites[rows[name]], height, axis=0)[::2, ::2] for name in MOVING for height in heights]
    np.save(animations_path(cache), np.stack(frames))
    index = [{"name": name, "start": 12 * number, "count": 12, "reach": 1.0} for number, name in enumerate(MOVING)]
    animations_path(cache).with_suffix(".json").write_text(json.dumps(index), encoding="utf-8")


def write_vectors(cache: Path) -> None:
    """As `data.word_vectors`: a random vector for every word, but the strange word's beside the familiar one's."""
    generator = np.random.default_rng(1)
    known = [word for word in words() if word.isalpha()]
    vectors = generator.standard_normal((len(known), DIMENSIONS))
    strange = vectors[known.index(FAMILIAR)] + 0.3 * generator.standard_normal(DIMENSIONS)
    table = np.concatenate([vectors, strange[None]])
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    np.savez(word_vectors_path(cache), words=np.array([*known, STRANGE]), vectors=table.astype(np.float16))
