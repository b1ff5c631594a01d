"""A clip of a pack as a strip of frames: `python -m training.evaluation.pack_frames "a panda jumping on the beach" --out panda.png`.

Runs on a CPU with ONNX Runtime and needs nothing but the pack. The seed decides the clip; the browser draws other noise.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from training.evaluation.pack_runner import PackRunner
from training.trainer.run import run


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("prompt", help="what is drawn, and how it moves")
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--out", type=Path, default=Path("frames.png"))
    arguments.add_argument("--frames", type=int, default=33, help="length of the clip; 12 frames are a second")
    arguments.add_argument("--shown", type=int, default=9, help="how many of them are put side by side, evenly chosen")
    arguments.add_argument("--seed", type=int, default=0)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    clip = PackRunner(arguments.pack).clip(arguments.prompt, arguments.frames, arguments.seed)
    chosen = np.linspace(0, len(clip) - 1, min(arguments.shown, len(clip))).round().astype(int)
    Image.fromarray(np.concatenate([clip[number] for number in chosen], axis=1)).save(arguments.out)
    print(f"{arguments.out}: frames {', '.join(map(str, chosen))} of {len(clip)}")


if __name__ == "__main__":
    run(main)
