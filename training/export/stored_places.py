"""Writes the stored places into an exported pack: `python -m training.export.stored_places --pack public/packs/starter`.

Those whose latents are in the runs (`training.data.place_latents`) become rows of the table `places`, and `textToImage.places` of the
manifest says how each is called.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from training.export.manifest import read_manifest
from training.export.tables import Table
from training.scenes.captions import split_words
from training.scenes.colours import Rgb, painted_colours
from training.scenes.stored_places import NEW_PLACES, stored_phrases
from training.scenes.vocabulary import BACKGROUNDS
from training.trainer.checkpoints import RUNS
from training.trainer.errors import StageError
from training.trainer.run import run
from training.trainer.trained_models import load_places

TABLE = "places"
#: What is in front of a stored place is drawn on this: what is gray colours its rim least.
NEUTRAL = "on a gray background"
#: Shown besides those of the export, behind its first.
EXAMPLES = ("a penguin dancing in a disco", "a whale jumping out of the ocean", "a cat walking in paris", "a unicorn in an enchanted forest", "northern lights")
#: Offered before all others, as long as they are there.
FIRST = (
    "on the beach", "in a forest", "in the snow", "in space", "in the kitchen", "in paris", "at a castle", "under the northern lights", "on a neon street",
    "on a white background",
)


def write_places(folder: Path, runs: Path) -> int:
    """Writes the table and its part of the manifest; returns how many places there are. @raises StageError where none was found"""
    latents = load_places(runs)
    phrases = {name: said for name, said in stored_phrases().items() if name in latents}
    if not phrases:
        raise StageError(f"There are no places in {runs}: python -m training.data.place_latents.")
    rows = torch.stack([latents[name]["latents"].flatten() for name in phrases])
    manifest = read_manifest(folder)
    manifest["tables"][TABLE] = Table.of(rows.numpy(), "q8").write(folder, TABLE)
    # What is hard to see on it was measured with the pack.
    kept = {key: value for key, value in manifest["textToImage"].get("places", {}).items() if key == "instead"}
    manifest["textToImage"]["places"] = kept | {
        "table": TABLE, "background": NEUTRAL, "rows": [list(said) for said in phrases.values()],
        "plain": {name: list(rgb) for name, rgb in plain_backgrounds().items()},
    }
    learned = {" ".join(split_words(item.phrases[0])) for item in BACKGROUNDS}
    offered = [phrase for phrase in manifest["vocabulary"]["backgrounds"] if " ".join(split_words(phrase)) in learned]
    offered += [place.phrases[0] for place in NEW_PLACES if place.name in phrases]
    manifest["vocabulary"]["backgrounds"] = sorted(offered, key=lambda phrase: FIRST.index(phrase) if phrase in FIRST else len(FIRST))
    first, *others = (text for text in manifest["vocabulary"]["examples"] if text not in EXAMPLES)
    manifest["vocabulary"]["examples"] = [first, *EXAMPLES, *others]
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return len(phrases)


def plain_backgrounds() -> dict[str, Rgb]:
    """Backgrounds of one colour. Those of the captions have a shade of their own, in front of which things of their colour are seen."""
    captioned = {item.name: item.stops[0] for item in BACKGROUNDS if not item.shows_tilt}
    return painted_colours() | captioned | {"grey": captioned["gray"], "sky blue": captioned["light blue"]}


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=Path, default=RUNS)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    print(f"{arguments.pack}: {write_places(arguments.pack, arguments.runs)} stored places")


if __name__ == "__main__":
    run(main)
