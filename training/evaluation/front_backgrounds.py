"""Measures on which background of one colour each thing is cut out best: `python -m training.evaluation.front_backgrounds`, some ten minutes of a core.

What is in front of a stored place is drawn on gray, and what is gray itself loses parts there. Each thing is drawn on gray and on the other background,
and its alpha compared with the rendering's; those that are clearly better on the other one are written into `textToImage.places.instead` of the pack.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from training.evaluation.pack_runner import PackRunner
from training.export.manifest import frame_side
from training.geometry.grid import GRID
from training.scenes.captions import canonical_caption
from training.scenes.render import Renderer
from training.scenes.scene import make_scene, settled
from training.trainer.checkpoints import CACHE
from training.trainer.run import run

#: Names of the two backgrounds.
USUAL, OTHER = "gray", "light blue"
#: Mean difference of alpha by which the other background has to be better.
BETTER = 0.001
#: Text-to-image puts a subject at most so many places of the grid off the middle.
NUDGES = (-1, 0, 1)
SEED = 5


def alpha_error(runner: PackRunner, renderer: Renderer, noun: str, background: str) -> float:
    """Mean absolute difference of a drawn thing's alpha to that of the nearest rendering."""
    scene = make_scene(noun, background=background)
    alpha = torch.from_numpy(runner.run("imageDecoder", latents=runner.first_frame_latents(canonical_caption(scene), SEED))[1])
    still = settled(scene)
    nudged = [replace(still, x=still.x + GRID * across, y=still.y + GRID * down) for across in NUDGES for down in NUDGES]
    return float((renderer.first_frames(nudged)[1] - alpha).abs().mean(dim=(1, 2, 3)).min())


def hard_to_see(runner: PackRunner, renderer: Renderer) -> list[str]:
    """Things that are cut out better on the other background."""
    found = []
    for noun in runner.manifest["vocabulary"]["objects"]:
        usual, other = (alpha_error(runner, renderer, noun, name) for name in (USUAL, OTHER))
        if usual - other > BETTER:
            found.append(noun)
            print(f"{noun}: alpha is off by {usual:.4f} on {USUAL}, by {other:.4f} on {OTHER}", flush=True)
    return found


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--cache", type=Path, default=CACHE, help="folder of the fetched artwork")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    runner = PackRunner(arguments.pack)
    # Drawn with their background, as the denoiser knows it.
    runner.places.any_of = None
    found = hard_to_see(runner, Renderer.of_size(arguments.cache, frame_side(runner.manifest)))
    path = arguments.pack / "pack.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["textToImage"]["places"]["instead"] = {"background": f"on a {OTHER} background", "things": found}
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{path}: {len(found)} things are drawn on {OTHER}")


if __name__ == "__main__":
    run(main)
