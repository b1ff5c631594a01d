"""Measures a pack as it ships, and writes the numbers into it: `python -m training.evaluation.evaluate --pack public/packs/starter`.

`metrics` in `pack.json` and the table in `MODEL_CARD.md` come from here and from nowhere else. Every row is measured with the
same instruments (`classifier.py`, `tracks.py`), on real renderings too: their row is what the instruments allow.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.evaluation.checkpoint_runner import VARIANTS, runners_of
from training.evaluation.classifier import load_classifier
from training.evaluation.long_films import measure_long_films
from training.evaluation.measures import Clip, Judges, Reconstruction, average, draw_scenes, psnr, render_real, squared_error, to_bytes, to_planes
from training.evaluation.originals import measure_originals
from training.evaluation.pack_runner import PackRunner
from training.evaluation.report import ROWS, table, write_into
from training.evaluation.tracks import MotionJudge
from training.export.manifest import frame_side
from training.scenes.artwork import sprite_side, sprites_path
from training.scenes.captions import canonical_caption
from training.scenes.render import Renderer
from training.scenes.scene import Scene
from training.trainer.checkpoints import load_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import add_folders, run
from training.trainer.trained_models import load_motion_autoencoder, load_picture_encoder

#: Two windows after the first frame: 2.7 seconds, in which every motion can be seen.
WINDOWS = 2
#: Motions after which, in a minute, real subjects too are elsewhere, or another size.
LEAVES = frozenset({"grows", "shrinks", "slides left", "slides right", "rolls"})


class Evaluation:
    """The rows of the table, measured prompt by prompt."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.runner = PackRunner(arguments.pack)
        manifest = self.runner.manifest
        side = frame_side(manifest)
        self.renderer = Renderer(sprites_path(arguments.cache, sprite_side(side)), frame_size=side)
        self.judges = Judges(load_classifier(arguments.runs), MotionJudge(self.renderer))
        encoders = load_picture_encoder(arguments.runs, "cpu"), load_motion_autoencoder(arguments.runs, "cpu")
        self.reconstruction = Reconstruction(self.runner, self.renderer, *encoders)
        self.frames = 1 + WINDOWS * self.runner.window * self.runner.frames_per_latent
        self.others: dict[str, Callable[..., Any]] = {"one": self.runner.in_steps(1).clip}
        if not arguments.only_pack:
            self.others |= runners_of(self.runner, arguments.runs)
        self.rows = [name for name in ROWS if name not in VARIANTS or name in self.others]
        self.picture_errors: list[float] = []
        self.video_errors: list[float] = []
        self.window_seconds: list[float] = []

    def measure_scene(self, scene: Scene, number: int) -> dict[str, dict[str, float]]:
        """What the judges say of each row's clip of one prompt; `number` is the seed."""
        runner, reconstruction, frames = self.runner, self.reconstruction, self.frames
        prompt = canonical_caption(scene)
        real = render_real(self.renderer, scene, frames)
        latents = reconstruction.motion_latents(scene, (frames - 1) // runner.frames_per_latent)
        first = reconstruction.picture(real[0])
        self.picture_errors.append(squared_error(to_bytes(first.image)[0], real[0]))
        self.video_errors.append(squared_error(reconstruction.moved(replace(first, image=to_planes(real[:1])), latents)[1:], real[1:]))
        ends: list[float] = []
        made = runner.clip(prompt, frames, number, on_window=lambda _: ends.append(time.process_time()))
        self.window_seconds += np.diff(ends).tolist()
        clips = {"real": real, "autoencoder": reconstruction.moved(first, latents), "shipped": made}
        clips |= {name: clip(prompt, frames, number) for name, clip in self.others.items()}
        return {name: self.judges.measure(Clip(shown, scene)) for name, shown in clips.items()}

    def measure_rows(self) -> dict[str, Any]:
        """By row, the means over seen and over held-out pairs of noun and motion."""
        rows: dict[str, Any] = {name: {} for name in self.rows}
        for split in ("seen", "heldout"):
            measured: dict[str, list[dict[str, float]]] = {name: [] for name in self.rows}
            scenes = draw_scenes(self.arguments.clips // 2, "train" if split == "seen" else "heldout", self.runner.manifest["vocabulary"])
            for number, scene in enumerate(scenes):
                for name, numbers in self.measure_scene(scene, number).items():
                    measured[name].append(numbers)
                print(f"{split} {number}: {canonical_caption(scene)} {measured['shipped'][-1]}", flush=True)
            for name, each in measured.items():
                rows[name][split] = average(each)
        return rows

    def metrics(self) -> dict[str, Any]:
        """All numbers, as `pack.json` has them."""
        arguments, runner = self.arguments, self.runner
        metrics: dict[str, Any] = {"clips": arguments.clips, "framesPerClip": self.frames, "rows": self.measure_rows()}
        if arguments.long_films:
            drawn = draw_scenes(5 * arguments.long_films, "train", runner.manifest["vocabulary"])
            staying = [scene for scene in drawn if scene.motion not in LEAVES][: arguments.long_films]
            metrics["longFilms"] = measure_long_films(runner, self.renderer, self.judges.classifier, staying, arguments.long_seconds)
        if arguments.originals:
            metrics["originals"] = measure_originals(runner, arguments.cache, arguments.originals)
        metrics["imagePsnr"], metrics["videoDecoderPsnr"] = psnr(self.picture_errors), psnr(self.video_errors)
        metrics["classifierNouns"] = len(self.judges.classifier.names)
        metrics["classifierAccuracy"] = round(float(load_checkpoint(arguments.runs / "classifier.pt")["accuracy"]), 4)
        metrics["cpuSecondsPerWindow"] = round(float(np.median(self.window_seconds)), 2)
        metrics["packBytes"] = sum(graph["variants"][0]["bytes"] for graph in runner.manifest["graphs"].values())
        return metrics


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--clips", type=int, default=96, help="how many prompts, half of them of held-out pairs")
    add_folders(arguments)
    arguments.add_argument("--only-pack", action="store_true", help="leave out the rows of checkpoints, which take most of the time")
    arguments.add_argument("--dry", action="store_true", help="print the table, write nothing")
    arguments.add_argument("--originals", type=int, default=40, help="how many animated nouns are compared with their animations; 0: none")
    arguments.add_argument("--long-films", type=int, default=4, help="how many long films; 0: none")
    arguments.add_argument("--long-seconds", type=int, default=60, help="how long those are")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if arguments.clips < 2:
        raise StageError(f"--clips {arguments.clips} leaves nothing to measure; give at least 2.")
    torch.set_num_threads(1)
    metrics = Evaluation(arguments).metrics()
    if not arguments.dry:
        write_into(arguments.pack, metrics)
    print(table(metrics))


if __name__ == "__main__":
    run(main)
