"""Checkpoints out of a pack, to continue training from what ships: `python -m training.export.restore`.

A graph keeps its weights under names that the exporter makes up, some of them transposed. So each model is exported once more with
random weights: the place where a weight turns up is where the pack has its own. 8 and 16 bits become 32, so that another export
writes the same numbers. What graphs look up is read from the pack's tables.

A pack has no encoders that only training needs. That of pictures lies in `training/shipped/picture-encoder.pt`;
`stages.motion_autoencoder --phase encoder` trains another one for the motion decoder.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.export.manifest import graph_files, pack_tables_of, read_manifest, sampler_of
from training.export.restoring.blank_models import blank_models, read_weights
from training.export.tables import Table
from training.models.inner_motion.fields import InnerMotion, InnerMotionConfig
from training.scenes.nouns import NOUNS
from training.scenes.rigs import RIGS
from training.scenes.stored_places import stored_phrases
from training.scenes.tokens import words
from training.trainer.checkpoints import RUNS, load_checkpoint, save_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import run
from training.trainer.trained_models import INNER_MOTION

#: The encoder of the shipped picture decoder: 16-bit weights by their names.
PICTURE_ENCODER = Path(__file__).parents[1] / "shipped" / "picture-encoder.pt"
#: What is written.
NAMES = ("condition-autoencoder", "picture-decoder", "motion-autoencoder", "inner-motion", "text-to-image", "image-to-video-sparse")


def restore(pack: Path, size: str) -> dict[str, dict[str, Any]]:
    """Checkpoints by name: weights, but not what optimizers remember."""
    manifest = read_manifest(pack)
    files = graph_files(pack, manifest)
    models = blank_models(manifest, files, pack_tables_of(pack, manifest), size)
    for name, file in files.items():
        read_weights(models.graph(name), file)
        print(f"{file} is read", flush=True)
    models.read_tables()
    moved = sampler_of(manifest, "imageToVideo")
    sampler = {"steps": len(moved["sigmas"]) - 1, "guidance": moved["guidance"]}
    moving = models.animator and checkpoint(models.animator, asdict(models.animator.config)) | {"nouns": manifest["vocabulary"]["animated"]}
    pairs = {"words": words(), "nouns": [noun.name for noun in NOUNS]}
    if size != "toy":
        models.drawn.encoder.load_state_dict(load_checkpoint(PICTURE_ENCODER))
    return {
        "condition-autoencoder": checkpoint(models.conditions, {"model": asdict(models.conditions.config)}),
        "picture-decoder": checkpoint(models.drawn, {"model": asdict(models.drawn.config)}),
        "motion-autoencoder": checkpoint(models.motion, {"model": asdict(models.motion.config)}),
        **({"inner-motion": moving} if moving else {}),
        "text-to-image": checkpoint(models.pictures, asdict(models.pictures.config)) | pairs,
        "image-to-video-sparse": checkpoint(models.clips, asdict(models.clips.config)) | pairs | {"sampler": sampler},
        **({"places": restored_places(manifest, models.tables)} if "places" in manifest["textToImage"] else {}),
    }


def restored_places(manifest: dict[str, Any], tables: dict[str, Table]) -> dict[str, dict[str, Any]]:
    """As `data.place_latents` writes them; a pack does not say what they were painted as."""
    stored, shape = manifest["textToImage"]["places"], (1, *manifest["textToImage"]["latents"]["shape"])
    names = {said[0]: name for name, said in stored_phrases().items()}
    known = [(names[said[0]], row) for said, row in zip(stored["rows"], tables[stored["table"]].values, strict=True) if said[0] in names]
    return {name: {"latents": torch.from_numpy(row).reshape(shape), "painted": None} for name, row in known}


def checkpoint(model: nn.Module, config: dict[str, Any]) -> dict[str, Any]:
    weights = model.state_dict()
    return {"model": weights, "ema": weights, "step": 0, "config": config}


def save_beats(folder: Path, state: dict[str, Any]) -> None:
    """What each noun does by itself in a file of its own, as `stages.inner_motion` writes them; rigs are not learned."""
    motion = InnerMotion(InnerMotionConfig(**state["config"]["motion"]))
    motion.load_state_dict({name.removeprefix("motion."): value for name, value in state["ema"].items() if name.startswith("motion.")})
    for number, noun in enumerate(state["nouns"]):
        if noun in RIGS:
            continue
        # A pack does not say how near it came; what it holds was near enough.
        save_checkpoint(folder / f"{noun}.pt", asdict(motion.beats_of(number)) | {"still": 0.0, "moving": math.inf})


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--runs", type=Path, default=RUNS)
    arguments.add_argument("--size", choices=("toy", "shipped"), default="shipped", help="of the models that were exported")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    there = [path for path in (arguments.runs / f"{name}.pt" for name in NAMES) if path.exists()]
    if there:
        raise StageError(f"{there[0]} is there already. Move it away, or choose another folder with --runs.")
    for name, state in restore(arguments.pack, arguments.size).items():
        save_checkpoint(arguments.runs / f"{name}.pt", state)
        print(arguments.runs / f"{name}.pt")
        if name == INNER_MOTION:
            save_beats(arguments.runs / INNER_MOTION, state)


if __name__ == "__main__":
    run(main)
