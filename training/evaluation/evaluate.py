"""Measures a pack as it ships, and writes the numbers into it: `python -m training.evaluation.evaluate --pack public/packs/starter`.

`metrics` in `pack.json` and the table in `MODEL_CARD.md` come from here and from nowhere else. The instruments (`naming.py`, `tracks.py`,
`fidelity.py`, `long_films.py`, `originals.py`) learn nothing: all of them compare with renderings. They judge renderings too, which says how far
they can be relied on.
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.evaluation.checkpoint_runner import runners_of
from training.evaluation.instruments.fidelity import Nearness, Reconstruction, compare, pooled_psnr
from training.evaluation.instruments.long_films import measure_long_films, measure_pulses
from training.evaluation.instruments.measures import Drawn, Judges, Rendered, Source, average, draw_scenes
from training.evaluation.instruments.originals import measure_originals
from training.evaluation.pack_runner import PackRunner
from training.evaluation.report import table, write_into
from training.export.manifest import frame_side, graph_files, read_manifest
from training.scenes.backdrop import stored_paintings
from training.scenes.captions import canonical_caption
from training.scenes.render import Renderer
from training.scenes.scene import Scene
from training.trainer.errors import StageError
from training.trainer.run import add_folders, run
from training.trainer.trained_models import load_motion_autoencoder

#: Two windows after the first frame: 2.7 seconds, in which every motion can be seen.
WINDOWS = 2
#: Motions after which, in a minute, real subjects too are elsewhere, or another size.
LEAVES = frozenset({"grows", "shrinks", "slides left", "slides right", "rolls", "falls", "runs left", "runs right", "walks left", "walks right"})
PULSES = "pulses"


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    stills: int = 200
    clips: int = 96
    compared: int = 64
    reconstructed: int = 12
    long_films: int = 4
    long_seconds: int = 60
    pulses: int = 4
    originals: int = 24


QUICK = Counts(stills=40, clips=24, compared=16, reconstructed=2, long_films=1, long_seconds=30, pulses=1, originals=4)
SAID = {
    "stills": "first frames whose object, background and colour are named",
    "clips": "clips whose motion is named, half of them of held-out pairs",
    "compared": "of the first frames, so many are compared with renderings",
    "reconstructed": "rendered clips that the video decoder makes again",
    "long_films": "long films; 0: none",
    "long_seconds": "how long those are",
    "pulses": "films of things that pulse; 0: none",
    "originals": "animated nouns that are compared with their animations; 0: none",
}


class Evaluation:
    """The rows of the table."""

    def __init__(self, pack: Path, cache: Path, threads: int) -> None:
        torch.set_num_threads(threads)
        self.folder, self.runner = pack, PackRunner(pack, threads)
        side = frame_side(self.runner.manifest)
        self.renderer = Renderer.of_size(cache, side)
        if "places" in self.runner.manifest["textToImage"]:
            self.renderer.backdrops.show(stored_paintings(cache))
        self.judges = Judges(self.renderer)
        self.window = self.runner.window * self.runner.frames_per_latent
        self.real = Rendered(self.renderer)

    def scenes(self, count: int, held_out: bool, even: bool = False) -> list[Scene]:
        return draw_scenes(count, "heldout" if held_out else "train", self.runner.manifest["vocabulary"], even)

    def stills(self, source: Source, count: int) -> dict[str, float]:
        """Half of them of held-out pairs: what a thing does decides where it stands."""
        measured: list[dict[str, float]] = []
        for scene in [*self.scenes(-(-count // 2), False), *self.scenes(count // 2, True)]:
            measured.append(self.judges.of_still(source.still(scene, len(measured)), scene))
            print(f"{canonical_caption(scene)}: {measured[-1]}", flush=True)
        return average(measured)

    def wrong_pairs(self, count: int) -> float:
        """How many renderings are named as what the next one shows, in object or in background: only what both show may be."""
        scenes, taken = self.scenes(count, False), 0
        for number, (scene, other) in enumerate(zip(scenes, [*scenes[1:], scenes[0]], strict=True)):
            judged = self.judges.of_still(self.real.still(scene, number), replace(other, colour=scene.colour))
            taken += bool(judged["object"]) and other.noun != scene.noun
            taken += bool(judged["background"]) and other.background != scene.background
        return taken / count

    def clips(self, source: Source, count: int, held_out: bool) -> dict[str, float]:
        frames = 1 + WINDOWS * self.window
        measured: list[dict[str, float]] = []
        for scene in self.scenes(count, held_out, even=True):
            seed = len(measured)
            measured.append(self.judges.of_clip(source.clip(scene, seed, frames), source.still(scene, seed).plate, scene))
            print(f"{canonical_caption(scene)}: {measured[-1]}", flush=True)
        return average(measured)

    def first_frames(self, source: Source, count: int) -> dict[str, float]:
        near: list[Nearness] = []
        for number, scene in enumerate(self.scenes(count, False)):
            near.append(compare(self.judges.namer, source.still(scene, number), scene))
            print(f"{canonical_caption(scene)}: {near[-1]}", flush=True)
        drawn, rendered = (sum(each.gradients[part] for each in near) for part in (0, 1))
        errors = [each.error for each in near]
        return {
            "firstFramePsnr": pooled_psnr(errors),
            "firstFramePsnrMedian": pooled_psnr([float(np.median(errors))]),
            "firstFrameGradients": drawn / rendered,
            "firstFrameAlpha": float(np.mean([each.alpha for each in near])),
        }

    def video_decoder(self, runs: Path, count: int) -> float:
        reconstruction = Reconstruction(self.runner, self.renderer, load_motion_autoencoder(runs, "cpu").decoder)
        errors = []
        for scene in self.scenes(count, False):
            errors.append(reconstruction.error(scene, WINDOWS * self.runner.window))
            print(f"{canonical_caption(scene)}: {pooled_psnr(errors[-1:]):.1f} dB through the video decoder", flush=True)
        return pooled_psnr(errors)

    def judged(self, source: Source, counts: Counts) -> dict[str, float]:
        """What is said of any source in the same words."""
        seen, held_out = (self.clips(source, counts.clips // 2, held_out) for held_out in (False, True))
        rest = {name: (seen[name] + held_out[name]) / 2 for name in ("consistency", "change")}
        return self.stills(source, counts.stills) | {"motionSeen": seen["motion"], "motionHeldOut": held_out["motion"]} | rest

    def metrics(self, counts: Counts, runs: Path, cache: Path, checkpoints: bool) -> dict[str, Any]:
        """All numbers, as `pack.json` has them."""
        pack = Drawn(self.runner)
        made, real = self.judged(pack, counts), self.judged(self.real, counts)
        made |= self.first_frames(pack, counts.compared)
        made["videoDecoderPsnr"] = self.video_decoder(runs, counts.reconstructed)
        if counts.long_films:
            staying = [scene for scene in self.scenes(5 * counts.long_films, False) if scene.motion not in LEAVES][: counts.long_films]
            for source, numbers in ((pack, made), (self.real, real)):
                films = measure_long_films(source, staying, counts.long_seconds, self.window)
                numbers |= {f"late{name.capitalize()}": value for name, value in films.items()}
        if counts.pulses:
            scenes = [scene for scene in self.scenes(24 * counts.pulses, False, even=True) if scene.motion == PULSES]
            made["latePulses"], real["latePulses"] = (measure_pulses(source, scenes) for source in (pack, self.real))
        metrics: dict[str, Any] = {"counts": asdict(counts), "pack": made, "renderings": real, "wrongPairs": self.wrong_pairs(counts.stills)}
        if checkpoints:
            others = {"one": self.runner.in_steps(1)} | runners_of(self.runner, runs)
            metrics["others"] = {name: self.judged(Drawn(runner), counts) for name, runner in others.items()}
        if counts.originals:
            metrics["originals"] = measure_originals(self.runner, cache, counts.originals)
        metrics["packBytes"] = sum(file.stat().st_size for file in graph_files(self.folder, self.runner.manifest).values())
        return rounded(metrics)


def rounded(value: Any) -> Any:
    """Numbers with four digits behind the point."""
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    add_folders(arguments)
    arguments.add_argument("--quick", action="store_true", help="a fifth of all: to see whether something broke")
    for field in fields(Counts):
        arguments.add_argument(f"--{field.name.replace('_', '-')}", type=int, help=f"{SAID[field.name]} (full: {field.default})")
    arguments.add_argument("--checkpoints", action="store_true", help="judge the pack in one step and the checkpoints in --runs as well")
    arguments.add_argument("--threads", type=int, default=1, help="more than one pays where nothing else runs")
    arguments.add_argument("--dry", action="store_true", help="print the table, write nothing")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    given = {field.name: getattr(arguments, field.name) for field in fields(Counts)}
    counts = replace(QUICK if arguments.quick else Counts(), **{name: count for name, count in given.items() if count is not None})
    if min(counts.stills, counts.clips) < 2 or min(counts.compared, counts.reconstructed) < 1:
        raise StageError("There is nothing to measure: --stills and --clips have to be at least 2, --compared and --reconstructed at least 1.")
    evaluation = Evaluation(arguments.pack, arguments.cache, arguments.threads)
    metrics = evaluation.metrics(counts, arguments.runs, arguments.cache, arguments.checkpoints)
    if sentences := read_manifest(arguments.pack).get("metrics", {}).get("sentences"):
        metrics["sentences"] = sentences
    if not arguments.dry:
        write_into(arguments.pack, metrics)
    print(table(metrics))


if __name__ == "__main__":
    run(main)
