"""Learns what each animated subject does by itself: `python -m training.stages.inner_motion`, 45 minutes on two cores.

Each noun's animation becomes an active appearance model (`training/appearance.py`); what is done is kept, one file a noun, so that an
interrupted run goes on. Then the tables of all are put together, with what the decoder needs to recognise the nouns.
"""

import argparse
import json
import multiprocessing
import os
import zlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.inner_motion.appearance import BACKDROP, first_guess, over, pictured, quality, refine
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.clock import CYCLE
from training.models.inner_motion.fields import Beats, InnerMotion, InnerMotionConfig
from training.models.memory import KEPT_SIZES
from training.models.motion_autoencoder import FIELDS
from training.models.motion_rules import extent
from training.models.inner_motion.recognition import Recognition, RecognitionConfig
from training.models.subject import SubjectFinder
from training.datasets.portraits import TURNED_ROWS
from training.trainer.run import StageError, load_checkpoint, main, save_checkpoint, stage_arguments
from training.scenes.artwork import animations_path, sprites_path
from training.scenes.nouns import NOUNS
from training.scenes.render import Renderer
from training.scenes.scene import make_scene
from training.stages.motion_autoencoder import load_motion_autoencoder

NAME = "inner-motion"
#: Backgrounds on which the finder is asked where things are.
PLAIN = ("gray", "white", "blue")
#: Animations that come out worse than this, in dB, are left away: the subject keeps still.
LEAST_QUALITY = 27.0


def read_index(cache: Path) -> list[dict[str, Any]]:
    """Of all animations, in the order of the nouns."""
    path = animations_path(cache).with_suffix(".json")
    if not path.exists():
        raise StageError(f"{path} is missing. Fetch the animations first: python -m training.data.animations")
    row_of = {noun.name: row for row, noun in enumerate(NOUNS)}
    return sorted(json.loads(path.read_text(encoding="utf-8")), key=lambda entry: row_of[entry["name"]])


def read_frames(cache: Path, entry: dict[str, Any]) -> Tensor:
    """[T, 4, SIDE, SIDE], premultiplied, 0..1"""
    pixels = np.load(animations_path(cache), mmap_mode="r")[entry["start"] : entry["start"] + entry["count"]]
    return torch.from_numpy(pixels.astype(np.float32) / 255).permute(0, 3, 1, 2).contiguous()


def learn(cache: Path, folder: Path, entry: dict[str, Any], updates: int) -> str:
    """Writes a noun's beats, and says how well they do."""
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
    """The same sums with numbers that begin with 0 and are at most 1, fields whose largest is 1, and sizes for these."""
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
        for noun, (numbers, fields, size) in enumerate(kind):
            count = len(size)
            beats[noun, :, at : at + count] = numbers.repeat(CYCLE // len(numbers), 1)
            table[filled : filled + count], sizes[filled : filled + count] = fields, size
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
def extents(renderer: Renderer, finder: SubjectFinder, fields_side: int) -> Tensor:
    """Middle and half width and height of what the finder finds of each noun [nouns, 4], relative to its square: medians over sizes and
    backgrounds."""
    seen = []
    for half in KEPT_SIZES:
        for background in PLAIN:
            parts = []
            for start in range(0, len(NOUNS), 32):
                scenes = [replace(make_scene(noun.name, background=background), x=0.0, y=0.0, half=half) for noun in NOUNS[start : start + 32]]
                pictures = renderer.render(scenes, torch.tensor([0]), with_flow=False).frames[:, 0]
                where = extent(finder(F.adaptive_avg_pool2d(pictures, fields_side)).sigmoid())
                parts.append(torch.cat([where.middle, where.half], dim=1) / half)
            seen.append(torch.cat(parts))
    return torch.stack(seen).median(dim=0).values


def recognition_of(names: list[str], renderer: Renderer, finder: SubjectFinder, fields_side: int) -> Recognition:
    """`names` are those of the nouns that have an animation; these are in the order of NOUNS."""
    model = Recognition(RecognitionConfig(len(NOUNS), len(TURNED_ROWS), len(names)))
    turned = list(TURNED_ROWS)
    upright, found = portraits(renderer, model.config.side), extents(renderer, finder, fields_side)
    model.portraits.copy_(torch.cat([upright, upright[:, turned]], dim=1))
    model.shift.copy_(torch.cat([found[:, :2], found[turned, :2] * torch.tensor([-1.0, 1.0])]))
    model.reach.copy_(torch.cat([found[:, 2:], found[turned, 2:]]))
    model.fill_rows(len(NOUNS), TURNED_ROWS, [row for row, noun in enumerate(NOUNS) if noun.name in names])
    return model


def learn_all(arguments: argparse.Namespace, index: list[dict[str, Any]], folder: Path) -> None:
    missing = [entry for entry in index if not (folder / f"{entry['name']}.pt").exists()]
    workers = arguments.threads or os.cpu_count() or 1
    if workers == 1:
        for entry in missing:
            print(learn(arguments.cache, folder, entry, arguments.updates), flush=True)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        done = [pool.submit(learn, arguments.cache, folder, entry, arguments.updates) for entry in missing]
        for number, report in enumerate(as_completed(done), start=1):
            print(f"{number} of {len(done)}: {report.result()}", flush=True)


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.set_defaults(updates=100)
    arguments = parser.parse_args()
    index, folder = read_index(arguments.cache), arguments.runs / NAME
    autoencoder = load_motion_autoencoder(arguments.runs, "cpu")
    learn_all(arguments, index, folder)
    learned = {entry["name"]: load_checkpoint(folder / f"{entry['name']}.pt") for entry in index}
    kept = [entry for entry in index if learned[entry["name"]]["moving"] >= LEAST_QUALITY]
    names = [entry["name"] for entry in kept]
    motion = assemble([Beats(*(learned[name][field.name] for field in fields(Beats))) for name in names], [entry["reach"] for entry in kept])
    renderer = Renderer(sprites_path(arguments.cache))
    size = autoencoder.config.latent_size * FIELDS
    recognition = recognition_of(names, renderer, autoencoder.decoder.subject, size)
    animator = Animator(AnimatorConfig(recognition.config, motion.config))
    animator.recognition, animator.motion = recognition, motion
    save_checkpoint(arguments.runs / f"{NAME}.pt", {"ema": animator.state_dict(), "config": asdict(animator.config), "nouns": names})
    print(f"{len(names)} of {len(index)} animations, {motion.config.flow_fields} and {motion.config.change_fields} fields")


def load_animator(runs: Path) -> tuple[Animator, list[str]] | None:
    """And the names of the nouns that it moves; None where no animations have been learned: subjects then move as a whole."""
    path = runs / f"{NAME}.pt"
    if not path.exists():
        return None
    checkpoint = load_checkpoint(path)
    config = checkpoint["config"]
    animator = Animator(AnimatorConfig(RecognitionConfig(**config["recognition"]), InnerMotionConfig(**config["motion"])))
    animator.load_state_dict(checkpoint["ema"])
    return animator.eval(), checkpoint["nouns"]


if __name__ == "__main__":
    main(train)
