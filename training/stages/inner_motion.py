"""Learns what each animated subject does by itself: `python -m training.stages.inner_motion`, 45 minutes on two cores.

Each noun's animation becomes an active appearance model (`models/inner_motion/appearance.py`), saved in one file a noun, so that an
interrupted run continues; `export.restore` writes those that a pack has. Nouns without an animation that is good enough move by their rigs
(`scenes/rigs/`), which are computed anew each time. Then the tables of all are assembled, with what the decoder needs to recognise the nouns.
What was not learned when `--minutes` are over, and has no rig, keeps still.
"""

import argparse
import multiprocessing
import os
import time
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, fields, replace
from itertools import product
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.animations import read_frames, read_index
from training.datasets.rigged import REACH, rigged
from training.geometry.grid import KEPT_SIZES
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.appearance import BACKDROP, first_guess, over, pictured, quality, refine
from training.models.inner_motion.clock import CYCLE
from training.models.inner_motion.fields import Beats, InnerMotion, InnerMotionConfig
from training.models.inner_motion.recognition import Recognition, RecognitionConfig
from training.models.motion_autoencoder import FIELDS
from training.models.motion_rules import extent
from training.models.subject import SubjectFinder
from training.scenes.artwork import sprites_path
from training.scenes.nouns import NOUNS, TURNED_ROWS
from training.scenes.render import Renderer
from training.scenes.rigs import RIGS
from training.scenes.scene import make_scene
from training.trainer.checkpoints import load_checkpoint, save_checkpoint
from training.trainer.run import run, stage_arguments
from training.trainer.trained_models import INNER_MOTION, load_motion_autoencoder

#: Half the side of the subject's square, and a plain background.
View = tuple[float, str]
#: Those in which the finder is run on each noun.
VIEWS: tuple[View, ...] = tuple(product(KEPT_SIZES, ("gray", "white", "blue")))
#: Animations of a lower PSNR than this, in dB, are left out: the subject keeps still. Below it limbs that cross leave holes and ghosts.
LEAST_QUALITY = 34.0


def learn(cache: Path, folder: Path, entry: dict[str, Any], updates: int) -> str:
    """Learns one noun and saves it; returns a line with its quality."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(zlib.crc32(entry["name"].encode()))
    frames = read_frames(cache, entry)
    beats = refine(frames, first_guess(frames, updates), updates)
    still = quality(frames, over(frames[:1], BACKDROP).expand(len(frames), -1, -1, -1))
    moving = quality(frames, pictured(frames, beats, BACKDROP))
    save_checkpoint(folder / f"{entry['name']}.pt", asdict(beats) | {"still": still, "moving": moving})
    fields = f"{len(beats.flow_fields)} and {len(beats.change_fields)} fields"
    return f"{entry['name']}: {still:.1f} dB at rest, {moving:.1f} dB moving, {fields}"


def normal(beats: Tensor, fields: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The same sums with coefficients that begin at 0 and are at most 1, fields [r, D] that are at most 1, and their sizes [r]."""
    beats = beats - beats[:1]
    most, largest = beats.abs().amax(dim=0) + 1e-9, fields.flatten(1).abs().amax(dim=1) + 1e-9
    return beats / most, fields.flatten(1) / largest[:, None], most * largest


def assemble(parts: list[Beats], reaches: list[float]) -> InnerMotion:
    """The tables of all nouns, in their order."""
    flows = [normal(part.flow_beats, part.flow_fields) for part in parts]
    changes = [normal(part.change_beats, part.change_fields) for part in parts]
    config = InnerMotionConfig(
        len(parts), sum(len(size) for _, _, size in flows), sum(len(size) for _, _, size in changes),
        max(len(size) for _, _, size in flows), max(len(size) for _, _, size in changes),
        parts[0].flow_fields.shape[-1], parts[0].change_fields.shape[-1],
    )
    model = InnerMotion(config)
    beats = model.beats.view(len(parts), CYCLE, -1)
    for kind, table, sizes, rows, at in (
        (flows, model.flow, model.flow_sizes, model.flow_rows, 0),
        (changes, model.change, model.change_sizes, model.change_rows, config.most_flow),
    ):
        filled = 0
        for noun, (coefficients, basis, size) in enumerate(kind):
            count = len(size)
            beats[noun, :, at : at + count] = coefficients.repeat(CYCLE // len(coefficients), 1)
            table[filled : filled + count], sizes[filled : filled + count] = basis, size
            rows[noun, :count] = torch.arange(filled, filled + count).float() + 1
            filled += count
    model.reach.copy_(torch.tensor(reaches))
    return model


@torch.no_grad()
def portraits(renderer: Renderer, side: int) -> Tensor:
    """Of all nouns, as Recognition has them: [4, nouns, side * side]"""
    first = torch.tensor([renderer.sprites[noun.name][0] for noun in NOUNS])
    small = F.adaptive_avg_pool2d(renderer.pyramid[0][first, :4].float() / 255, side)
    return torch.cat([small[:, :3] / (small[:, 3:] + 1e-3), small[:, 3:]], dim=1).clamp(0, 1).flatten(2).transpose(0, 1)


@torch.no_grad()
def extents(renderer: Renderer, finder: SubjectFinder, fields_side: int, views: Sequence[View]) -> Tensor:
    """Middle and half width and height of what the finder finds of each noun [nouns, 4], relative to its square: medians over the views."""
    seen = []
    for half, background in views:
        parts = []
        for start in range(0, len(NOUNS), 32):
            scenes = [replace(make_scene(noun.name, background=background), x=0.0, y=0.0, half=half) for noun in NOUNS[start : start + 32]]
            pictures, _ = renderer.first_frames(scenes)
            where = extent(finder(F.adaptive_avg_pool2d(pictures, fields_side)).sigmoid())
            parts.append(torch.cat([where.middle, where.half], dim=1) / half)
        seen.append(torch.cat(parts))
    return torch.stack(seen).median(dim=0).values


def recognition_of(names: list[str], renderer: Renderer, finder: SubjectFinder, fields_side: int, views: Sequence[View]) -> Recognition:
    """`names` are those of the nouns that have an animation; these are in the order of NOUNS."""
    model = Recognition(RecognitionConfig(len(NOUNS), len(TURNED_ROWS), len(names)))
    turned = list(TURNED_ROWS)
    upright, found = portraits(renderer, model.config.side), extents(renderer, finder, fields_side, views)
    model.portraits.copy_(upright)
    model.shift.copy_(torch.cat([found[:, :2], found[turned, :2] * torch.tensor([-1.0, 1.0])]))
    model.reach.copy_(torch.cat([found[:, 2:], found[turned, 2:]]))
    model.fill_rows(len(NOUNS), TURNED_ROWS, [row for row, noun in enumerate(NOUNS) if noun.name in names])
    return model


def learn_all(arguments: argparse.Namespace, index: list[dict[str, Any]], folder: Path) -> None:
    missing = [entry for entry in index if not (folder / f"{entry['name']}.pt").exists()]
    workers = arguments.threads or os.cpu_count() or 1
    end = time.monotonic() + 60 * arguments.minutes
    if workers == 1:
        for entry in missing:
            if time.monotonic() > end:
                return
            print(learn(arguments.cache, folder, entry, arguments.updates), flush=True)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        done = [pool.submit(learn, arguments.cache, folder, entry, arguments.updates) for entry in missing]
        for number, report in enumerate(as_completed(done), start=1):
            print(f"{number} of {len(done)}: {report.result()}", flush=True)
            if time.monotonic() > end:
                pool.shutdown(cancel_futures=True)
                return


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.set_defaults(updates=100, minutes=240)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    index, folder = read_index(arguments.cache), arguments.runs / INNER_MOTION
    autoencoder = load_motion_autoencoder(arguments.runs, "cpu")
    learn_all(arguments, index, folder)
    files = {entry["name"]: folder / f"{entry['name']}.pt" for entry in index}
    learned = {name: load_checkpoint(path) for name, path in files.items() if path.exists()}
    moving = {name: (rigged(rig), REACH) for name, rig in RIGS.items()}
    for entry in index:
        state = learned.get(entry["name"])
        if state is not None and state["moving"] >= LEAST_QUALITY:
            moving[entry["name"]] = Beats(*(state[field.name] for field in fields(Beats))), entry["reach"]
    names = [noun.name for noun in NOUNS if noun.name in moving]
    motion = assemble([moving[name][0] for name in names], [moving[name][1] for name in names])
    renderer = Renderer(sprites_path(arguments.cache))
    size = autoencoder.config.latent_size * FIELDS
    recognition = recognition_of(names, renderer, autoencoder.decoder.subject, size, VIEWS[:1] if arguments.size == "toy" else VIEWS)
    animator = Animator(AnimatorConfig(recognition.config, motion.config))
    animator.recognition, animator.motion = recognition, motion
    save_checkpoint(arguments.runs / f"{INNER_MOTION}.pt", {"ema": animator.state_dict(), "config": asdict(animator.config), "nouns": names})
    print(f"{len(names)} nouns move; {len(learned)} of {len(index)} animations are learned")
    print(f"{motion.config.flow_fields} fields of displacement, {motion.config.change_fields} of change")


if __name__ == "__main__":
    run(main)
