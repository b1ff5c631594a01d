"""Fetches what subjects do by themselves: `python -m training.data.animations`, after `training.data.fetch`.

Scenes are made of sprites, most of them stills, since frames cost memory. Here are all frames of those nouns that the emoji
packages have an animation of, cut so that the first one lies on the noun's sprite: `animations-v<edition>.npy`, uint8 [frames, SIDE,
SIDE, 4], premultiplied RGBA, and an index beside it.
"""
import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.data.crop import Square, box_of, cut, square_around
from training.data.packages import ANIMATED_PACKAGES, clips, decode, npm_pack, read_list
from training.geometry.grid import FILL
from training.models.inner_motion.clock import CYCLE
from training.scenes.artwork import FPS, animations_path
from training.scenes.nouns import AT_REST, NOUNS, Noun
from training.trainer.checkpoints import CACHE
from training.trainer.run import run

SIDE = 144
#: A cycle, or half, a third, ... of it: what loops in any of these loops in the longest.
PERIODS = tuple(CYCLE // part for part in (1, 2, 3, 4, 6))
#: How far beyond the sprite's square an animation may reach, as a multiple of the square; and a little more than it needs.
MOST_REACH, SLACK = 1.5, 1.04


@dataclass(frozen=True)
class Animation:
    """An entry of the index: frames `start : start + count`, 12 a second, in a square `reach` times as large as the sprite's."""

    name: str
    start: int
    count: int
    reach: float


def period(frames: int, fps: float) -> int:
    """The number of frames at 12 a second whose time is nearest to an animation's, of those that loop in a cycle."""
    return min(PERIODS, key=lambda count: abs(np.log(count * fps / (frames * FPS))))


def square_of(noun: Noun, frames: list[Image.Image]) -> Square:
    """Where the noun's sprite lies: of an animated one all frames fill it, of the others the first one does, as their still."""
    return square_around(frames if noun.source == "animated" else frames[:1])


def reach_of(square: Square, frames: list[Image.Image]) -> float:
    boxes = np.array([box for box in map(box_of, frames) if box])
    farthest = np.abs(boxes - np.array([square.x, square.y] * 2)).max() / (square.side / 2)
    return float(np.clip(farthest * SLACK, FILL, MOST_REACH))


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=CACHE)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    options = parser().parse_args(argv)
    listed = read_list("animated")
    wanted = {noun.codepoints: noun for noun in NOUNS if noun.codepoints in listed and noun.name not in AT_REST}
    index: list[Animation] = []
    parts: list[np.ndarray] = []
    for package in ANIMATED_PACKAGES:
        for codepoints, webp in clips(npm_pack(package, options.out / "npm"), set(wanted)):
            noun, source = wanted[codepoints], listed[codepoints]
            frames = decode(webp, period(source.frames, source.fps))
            square = square_of(noun, frames)
            reach = reach_of(square, frames)
            index.append(Animation(noun.name, sum(map(len, parts)), len(frames), reach))
            parts.append(cut(frames, Square(square.x, square.y, square.side * reach), SIDE))
    path = animations_path(options.out)
    np.save(path, np.concatenate(parts))
    path.with_suffix(".json").write_text(json.dumps([asdict(entry) for entry in index], indent=1) + "\n")
    print(f"{path}: {len(index)} animations, {sum(map(len, parts))} frames of {SIDE}x{SIDE}")


if __name__ == "__main__":
    run(main)
