"""Contact sheets of what training sees: scenes over time with their captions, and all nouns.

    python -m training.scenes.preview --out preview.png [--seed 0] [--rows 24]
"""
import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from training.scenes.artwork import sprites_path
from training.scenes.captions import canonical_caption, caption
from training.scenes.motions import MOTIONS
from training.scenes.render import Renderer
from training.scenes.scene import Scene, make_scene, sample_scene
from training.scenes.vocabulary import BACKGROUNDS, CAMERAS, NOUNS

COLUMNS = 9
STEP = 6  # frames between columns: half a second
TEXT_HEIGHT = 14


def scene_sheet(renderer: Renderer, scenes: list[Scene], captions: list[str], step: int = STEP) -> Image.Image:
    """One row a scene: its caption, then frames 0, step, 2*step, ..."""
    frames = renderer.render(scenes, torch.arange(COLUMNS) * step, with_flow=False).frames
    side = frames.shape[-1]
    sheet = Image.new("RGB", (COLUMNS * side, len(scenes) * (side + TEXT_HEIGHT)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, text in enumerate(captions):
        top = row * (side + TEXT_HEIGHT)
        draw.text((2, top + 1), text, fill="black")
        strip = frames[row].permute(2, 0, 3, 1).reshape(side, COLUMNS * side, 3)
        sheet.paste(_image(strip), (0, top + TEXT_HEIGHT))
    return sheet


def noun_sheet(renderer: Renderer) -> Image.Image:
    """Every noun, standing still, each on another background that suits it."""
    scenes = []
    for row, noun in enumerate(NOUNS):
        suitable = [item.name for item in BACKGROUNDS if not item.clashes_with(noun)]
        scenes.append(make_scene(noun.name, background=suitable[row % len(suitable)]))
    frames = renderer.render(scenes, torch.zeros(1, dtype=torch.int64), with_flow=False).frames[:, 0]
    side = frames.shape[-1]
    rows = -(-len(scenes) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * side, rows * (side + TEXT_HEIGHT)), "white")
    draw = ImageDraw.Draw(sheet)
    for place, scene in enumerate(scenes):
        left, top = place % COLUMNS * side, place // COLUMNS * (side + TEXT_HEIGHT)
        draw.text((left + 2, top + 1), f"{scene.noun} / {scene.background}", fill="black")
        sheet.paste(_image(frames[place].permute(1, 2, 0)), (left, top + TEXT_HEIGHT))
    return sheet


def _image(pixels: torch.Tensor) -> Image.Image:
    """From [height, width, 3], 0..1."""
    return Image.fromarray((pixels.clamp(0, 1) * 255).round().byte().cpu().numpy())


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=Path("preview.png"))
    arguments.add_argument("--sprites", type=Path, default=sprites_path(Path("training/cache")))
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--side", type=int, default=128, help="of a frame, in pixels")
    arguments.add_argument("--rows", type=int, default=24)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    options = parser().parse_args(argv)

    renderer = Renderer(options.sprites, frame_size=options.side)
    rng = np.random.default_rng(options.seed)
    scenes = [sample_scene(rng) for _ in range(options.rows)]
    sheets = {
        "": scene_sheet(renderer, scenes, [caption(scene, rng) for scene in scenes]),
        "-nouns": noun_sheet(renderer),
    }
    shown = [make_scene(NOUNS[row * 7 % len(NOUNS)].name, motion, "meadow") for row, motion in enumerate(MOTIONS)]
    shown += [make_scene("dog", background="park", camera=camera) for camera in CAMERAS]
    shown += [make_scene("star", background=item.name) for item in BACKGROUNDS if item.is_picture]
    sheets["-motions"] = scene_sheet(renderer, shown, [canonical_caption(scene) for scene in shown], step=3)
    for suffix, sheet in sheets.items():
        path = options.out.with_stem(options.out.stem + suffix)
        sheet.save(path)
        print(path)


if __name__ == "__main__":
    main()
