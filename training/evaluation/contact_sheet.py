"""Frames of many clips in one picture: `python -m training.evaluation.contact_sheet --pack public/packs/starter --out sheet.jpg`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from training.evaluation.pack_runner import PackRunner
from training.trainer.run import run

#: Fixed, so that sheets of different packs can be compared; rows of subjects, motions and backgrounds.
PROMPTS = (
    "a red apple bouncing on a green background",
    "a panda on a blue background",
    "a police car slides to the left",
    "a rocket floating, night sky background",
    "a cat spinning on a pink background",
    "a small dog jumping on a yellow background",
    "a penguin swinging on a white background",
    "a red balloon floats in the sky",
    "a soccer ball rolling on a meadow",
    "a heart pulsing on a black background",
    "a ghost shaking on a purple background",
    "a big pizza growing on a gray background",
    "a butterfly flying on a light blue background",
    "a robot stands still, the camera zooms in",
    "a sunflower shrinking on a brown background",
    "a frog hopping quickly on an orange background",
    "kitty jumping",
    "the automobile drives to the right",
    "a crown on a red background, the camera zooms out",
    "an owl slowly swings on a sunset background",
    "a strawberry spins quickly on a white background",
    "a donut bouncing on a light blue background",
    "a guitar shaking on a yellow background",
    "a tree swaying slowly on a white background",
    "an octopus floats, ocean background",
    "a smiley bouncing on a purple background",
    "a burger sliding to the right on a green background",
    "an elephant on the left on a pink background",
    "a house at the bottom on a sunset background",
    "a star spinning, night sky background",
    "a lion roaring on a blue background",
    "a crab moves left on a white background",
)
FRAMES = (0, 4, 8, 12, 18, 24, 32, 40)
#: Side of a frame on the sheet, in pixels.
SHOWN_SIDE = 128
JPEG_QUALITY = 88


def sheet(runner: PackRunner, prompts: tuple[str, ...], frames: tuple[int, ...], seed: int, columns: int = 2) -> Image.Image:
    """Each prompt is a row of its frames; rows fill `columns` columns."""
    size = SHOWN_SIDE
    label, gap = 14, 6
    rows = -(-len(prompts) // columns)
    width = columns * (len(frames) * size + gap)
    picture = Image.new("RGB", (width, rows * (size + label)), "white")
    draw = ImageDraw.Draw(picture)
    for number, prompt in enumerate(prompts):
        clip = runner.clip(prompt, max(frames) + 1, seed + number)
        x, y = (number // rows) * (len(frames) * size + gap), (number % rows) * (size + label)
        draw.text((x + 2, y + 1), prompt, fill="black")
        strip = Image.fromarray(np.concatenate([clip[frame] for frame in frames], axis=1))
        picture.paste(strip.resize((len(frames) * size, size), Image.Resampling.BOX), (x, y + label))
    return picture


def places_sheet(runner: PackRunner, columns: int = 10) -> Image.Image:
    """All stored places, as the picture decoder draws them, each with the first way to say it."""
    size, label, phrases = SHOWN_SIDE, 14, list(dict.fromkeys(runner.places.rows.values()))
    names = {row: phrase for phrase, row in reversed(runner.places.rows.items())}
    picture = Image.new("RGB", (columns * size, -(-len(phrases) // columns) * (size + label)), "white")
    draw = ImageDraw.Draw(picture)
    for number, row in enumerate(phrases):
        x, y = number % columns * size, number // columns * (size + label)
        draw.text((x + 2, y + 1), names[row].removeprefix("on a ").removesuffix(" background"), fill="black")
        drawn = Image.fromarray((runner.stored_place(row)[0].transpose(1, 2, 0) * 255).round().clip(0, 255).astype(np.uint8))
        picture.paste(drawn.resize((size, size), Image.Resampling.BOX), (x, y + label))
    return picture


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--out", type=Path, default=Path("sheet.jpg"))
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--places", action="store_true", help="the stored places instead of clips")
    arguments.add_argument("--prompts", type=int, default=len(PROMPTS), help="only the first so many")
    arguments.add_argument("--frames", type=int, nargs="+", default=list(FRAMES))
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    runner = PackRunner(arguments.pack)
    shown = places_sheet(runner) if arguments.places else sheet(runner, PROMPTS[: arguments.prompts], tuple(arguments.frames), arguments.seed)
    shown.save(arguments.out, quality=JPEG_QUALITY)


if __name__ == "__main__":
    run(main)
