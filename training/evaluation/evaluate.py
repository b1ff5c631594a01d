"""Measures a pack as it ships, and writes the numbers into it: `python -m training.evaluation.evaluate --pack public/packs/starter`.

`metrics` in `pack.json` and the table in `MODEL_CARD.md` come from here and from nowhere else. Every row is measured with the
same instruments (`training.evaluation.classifier`, `training.evaluation.tracks`), on real renderings too: their row is what the instruments allow.
"""

import argparse
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.evaluation.checkpoint_runner import VARIANTS, runners_of
from training.evaluation.classifier import SIDE, Classifier, load_classifier
from training.evaluation.long_films import measure_long_films
from training.models.image_autoencoder import PICTURE, ImageEncoder
from training.models.inner_motion.clock import clock
from training.models.motion_autoencoder import MotionAutoencoder
from training.evaluation.originals import ALIVE, measure_originals
from training.evaluation.pack_runner import PackRunner
from training.trainer.run import RUNS, StageError, load_checkpoint, main
from training.scenes.artwork import sprites_path
from training.scenes.captions import canonical_caption
from training.scenes.render import Renderer
from training.scenes.scene import Scene, sample_scene
from training.scenes.vocabulary import BACKGROUND_BY_NAME, NOUN_BY_NAME
from training.stages.image_autoencoder import load_picture_encoder
from training.stages.motion_autoencoder import encode, load_motion_autoencoder, render_groups
from training.evaluation.tracks import MotionJudge, shrink

Bytes = NDArray[np.uint8]

BEGIN, END = "<!-- evaluation:begin -->", "<!-- evaluation:end -->"
#: Two windows after the first frame: 2.7 seconds, in which every motion shows itself.
WINDOWS = 2
SCENE_SEED = 4_000_037
#: Every second frame is enough to follow the fastest motion.
TRACK_STRIDE = 2
#: Later frames that are compared with the first.
LATER = (8, 16, 24, 32)
#: Motions that do not stay: after a minute, real subjects too are elsewhere, or another size.
LEAVES = frozenset({"grows", "shrinks", "slides left", "slides right", "rolls"})
#: In the table's order; those of checkpoints are there when the checkpoints are.
ROWS = {
    "real": "real renderings (the ceiling)",
    "autoencoder": "autoencoders only",
    **{name: variant.title for name, variant in VARIANTS.items()},
    "one": "the pack in one step each",
    "shipped": "the pack as shipped, quantized",
}


@dataclass
class Clip:
    frames: Bytes  # [T, H, W, 3]
    scene: Scene


def draw_scenes(count: int, split: str, offered: dict[str, list[str]]) -> list[Scene]:
    """New scenes of different noun-motion pairs that the pack's vocabulary offers, at the usual speed, the camera at rest."""
    generator = np.random.default_rng([SCENE_SEED, count, split == "heldout"])
    drawn: dict[tuple[str, str], Scene] = {}
    for _ in range(100 * count):
        scene = replace(sample_scene(generator, split), speed="normal", camera="none", inner_phase=0.0)  # type: ignore[arg-type]
        if scene.noun in offered["objects"] and BACKGROUND_BY_NAME[scene.background].phrases[0] in offered["backgrounds"]:
            drawn.setdefault((scene.noun, scene.motion), scene)
        if len(drawn) == count:
            return list(drawn.values())
    raise StageError(f"There are only {len(drawn)} {split} pairs of noun and motion; ask for at most {2 * len(drawn)} clips.")


def to_planes(frames: Bytes) -> NDArray[np.float32]:
    """[T, H, W, 3] bytes -> [T, 3, H, W] in 0..1"""
    return (frames.astype(np.float32) / 255).transpose(0, 3, 1, 2).copy()


def to_bytes(planes: NDArray[np.float32]) -> Bytes:
    return np.round(planes.transpose(0, 2, 3, 1) * 255).clip(0, 255).astype(np.uint8)


def render_real(renderer: Renderer, scene: Scene, count: int) -> Bytes:
    """The first `count` frames of a scene, [count, H, W, 3]."""
    return to_bytes(renderer.render([scene], torch.arange(count), with_flow=False).frames[0].numpy())


def squared_error(one: Bytes, other: Bytes) -> float:
    return float(np.square((one.astype(np.float32) - other) / 255).mean())


def psnr(errors: list[float]) -> float:
    """Of the mean squared error over all pictures, in dB."""
    return round(-10 * float(np.log10(np.mean(errors))), 2)


class Reconstruction:
    """Real clips through the shipped decoders; the encoders are those that training used."""

    def __init__(self, runner: PackRunner, renderer: Renderer, pictures: ImageEncoder, motion: MotionAutoencoder) -> None:
        self.runner, self.renderer, self.pictures, self.motion = runner, renderer, pictures, motion

    @torch.no_grad()
    def motion_latents(self, scene: Scene, count: int) -> list[NDArray[np.float32]]:
        config = self.motion.config
        groups = render_groups(self.renderer, [scene], 0, count, config)
        # Scenes hold the frames of some animations, and stills of the others.
        is_animated = float(NOUN_BY_NAME[scene.noun].source == "animated")
        hands = is_animated * clock(count, config.frames_per_latent, config.latent_size)
        return [torch.cat([encode(self.motion, group), hand[None]], dim=1).numpy() for group, hand in zip(groups, hands, strict=True)]

    def picture(self, frame: Bytes) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The first frame [H, W, 3] through picture encoder and decoder: [1, 3, H, W], and its alpha [1, 1, H, W]."""
        shrunk = max(1, len(frame) // PICTURE.seen_side)
        latents = self.pictures(F.avg_pool2d(torch.from_numpy(to_planes(frame[None])), shrunk)).detach().numpy()
        image, alpha = self.runner.run("imageDecoder", latents=latents)
        return image, alpha

    def moved(self, picture: NDArray[np.float32], alpha: NDArray[np.float32], latents: list[NDArray[np.float32]]) -> Bytes:
        """The clip that the video decoder makes of a first frame and motion latents."""
        made, previous = [picture[0]], np.zeros(self.runner.state_shape, np.float32)
        for part in latents:
            four, previous = self.runner.run("videoDecoder", latents=part, first_frame=picture, alpha=alpha, previous=previous)
            made.extend(four)
        return to_bytes(np.stack(made))


class Judges:
    """The instruments, and the sums of what they say about each row."""

    def __init__(self, classifier: Classifier, motion: MotionJudge) -> None:
        self.classifier, self.motion = classifier, motion

    @torch.no_grad()
    def measure(self, clip: Clip) -> dict[str, float]:
        shown = [0, *(number for number in LATER if number < len(clip.frames))]
        small = F.interpolate(torch.from_numpy(to_planes(clip.frames[shown])), size=(SIDE, SIDE), mode="area")
        features: Tensor = self.classifier.features(small)
        noun = self.classifier.names[int(self.classifier.head(features[:1]).argmax())]
        followed = shrink(clip.frames[::TRACK_STRIDE])
        moments = np.arange(0, len(clip.frames), TRACK_STRIDE)
        background = self.motion.background(followed[0])
        # Tracks are taken against a background that is even across each row, which pictures are not.
        is_even = not BACKGROUND_BY_NAME[clip.scene.background].is_picture
        motion = self.motion.motion(followed, moments, clip.scene.noun, background) if is_even else None
        change = np.abs(np.diff(clip.frames.astype(np.float32), axis=0)).mean() / 255
        return {
            "object": float(noun == clip.scene.noun),
            "background": float(background == clip.scene.background),
            "motion": float(motion == clip.scene.motion) if is_even else float("nan"),
            "consistency": float(F.cosine_similarity(features[:1], features[1:]).mean()),
            "dynamicDegree": float(change),
        }


def average(measured: list[dict[str, float]]) -> dict[str, float | None]:
    """None where no clip could be measured, as motion when every background is a picture: JSON knows no NaN."""
    means: dict[str, float | None] = {}
    for key in measured[0]:
        known = [row[key] for row in measured if not np.isnan(row[key])]
        means[key] = round(float(np.mean(known)), 4) if known else None
    return means


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def evaluate(pack: Path, runs: Path, cache: Path, clips: int, originals: int, long_films: int, long_seconds: int, with_checkpoints: bool) -> dict[str, Any]:
    """All numbers; `clips` prompts, half of them of pairs that training has seen, `originals` nouns, and `long_films` of `long_seconds`."""
    runner = PackRunner(pack)
    side = int(runner.manifest["frame"]["width"])
    renderer = Renderer(sprites_path(cache, min(256, side)), frame_size=side)
    judges = Judges(load_classifier(runs), MotionJudge(renderer))
    reconstruction = Reconstruction(runner, renderer, load_picture_encoder(runs, "cpu"), load_motion_autoencoder(runs, "cpu"))
    frames = 1 + WINDOWS * runner.manifest["window"]["latents"] * runner.frames_per_latent
    others = {"one": runner.in_steps(1).clip} | (runners_of(runner, runs) if with_checkpoints else {})
    shown_rows = [name for name in ROWS if name not in VARIANTS or name in others]
    metrics: dict[str, Any] = {"clips": clips, "framesPerClip": frames, "rows": {name: {} for name in shown_rows}}
    picture_errors: list[float] = []
    video_errors: list[float] = []
    window_seconds: list[float] = []
    for split in ("seen", "heldout"):
        measured: dict[str, list[dict[str, float]]] = {name: [] for name in shown_rows}
        for number, scene in enumerate(draw_scenes(clips // 2, "train" if split == "seen" else split, runner.manifest["vocabulary"])):
            real = render_real(renderer, scene, frames)
            latents = reconstruction.motion_latents(scene, (frames - 1) // runner.frames_per_latent)
            picture, alpha = reconstruction.picture(real[0])
            picture_errors.append(squared_error(to_bytes(picture)[0], real[0]))
            video_errors.append(squared_error(reconstruction.moved(to_planes(real[:1]), alpha, latents)[1:], real[1:]))
            ends: list[float] = []
            made = runner.clip(canonical_caption(scene), frames, number, on_window=lambda _: ends.append(time.process_time()))
            window_seconds += np.diff(ends).tolist()
            for name, shown in (("real", real), ("autoencoder", reconstruction.moved(picture, alpha, latents)), ("shipped", made)):
                measured[name].append(judges.measure(Clip(shown, scene)))
            for name, clip in others.items():
                measured[name].append(judges.measure(Clip(clip(canonical_caption(scene), frames, number), scene)))
            print(f"{split} {number}: {canonical_caption(scene)} {measured['shipped'][-1]}", flush=True)
        for name, rows in measured.items():
            metrics["rows"][name][split] = average(rows)
    if long_films:
        drawn = draw_scenes(5 * long_films, "train", runner.manifest["vocabulary"])
        staying = [scene for scene in drawn if scene.motion not in LEAVES][:long_films]
        metrics["longFilms"] = measure_long_films(runner, renderer, judges.classifier, staying, long_seconds)
    if originals:
        metrics["originals"] = measure_originals(runner, cache, originals)
    metrics["imagePsnr"], metrics["videoDecoderPsnr"] = psnr(picture_errors), psnr(video_errors)
    metrics["classifierNouns"] = len(judges.classifier.names)
    metrics["classifierAccuracy"] = round(float(load_checkpoint(runs / "classifier.pt")["accuracy"]), 4)
    metrics["cpuSecondsPerWindow"] = round(float(np.median(window_seconds)), 2)
    metrics["packBytes"] = sum(graph["variants"][0]["bytes"] for graph in runner.manifest["graphs"].values())
    return metrics


def table(metrics: dict[str, Any]) -> str:
    """The markdown that stands between the markers."""
    half = metrics["clips"] // 2
    lines = [
        "| | object | background | motion | consistency | change |",
        "|---|---|---|---|---|---|",
    ]
    for name in metrics["rows"]:
        title = ROWS[name]
        seen, held = metrics["rows"][name]["seen"], metrics["rows"][name]["heldout"]
        shares = [f"{percent(seen[key])} / {percent(held[key])}" for key in ("object", "background", "motion")]
        steady = f"{seen['consistency']:.3f} / {held['consistency']:.3f}"
        change = f"{100 * seen['dynamicDegree']:.2f}% / {100 * held['dynamicDegree']:.2f}%"
        lines.append(f"| {title} | {' | '.join(shares)} | {steady} | {change} |")
    return "\n".join([
        *lines,
        "",
        f"Each cell is *seen / held out*: {half} prompts whose pair of noun and motion was in the training captions, and {half} whose "
        "pair never was (each word alone was). One clip a prompt, the seeds are 0, 1, 2, ..., nothing was picked. With so few clips a "
        f"share is known to about ±{100 * 0.98 / np.sqrt(half):.0f} points (95%) at worst.",
        "",
        f"- *object*: a classifier of {metrics['classifierNouns']} nouns, trained apart on renderings, names the first frame right. On new renderings "
        f"it is right {metrics['classifierAccuracy']:.1%} of the time.",
        "- *background*: of all named backgrounds, the prompted one is nearest to the colours of the first frame's border.",
        "- *motion*: of the 13 motions, the prompted one's real rendering, begun from the clip's own first frame, has the nearest track "
        "(middle, area, tilt).",
        "- *consistency*: cosine of the classifier's features, first frame with later ones. *change*: mean absolute difference of "
        "neighbouring frames. Both are to be read beside the real row; more is not better.",
        "",
        f"Image autoencoder, new renderings: **{metrics['imagePsnr']:.1f} dB**. Video decoder with the true first frame and the true "
        f"motion: **{metrics['videoDecoderPsnr']:.1f} dB** over {metrics['framesPerClip'] - 1} frames. Graphs: "
        f"{metrics['packBytes'] / 1e6:.1f} MB. A window of 16 frames took {metrics['cpuSecondsPerWindow']:.1f} s of one CPU core where "
        "this was measured (ONNX Runtime, native; a note, not a benchmark).",
        *original_lines(metrics.get("originals")),
        *long_film_lines(metrics.get("longFilms")),
    ])


def original_lines(measured: dict[str, Any] | None) -> list[str]:
    if measured is None:
        return []
    return [
        "",
        f"What animated subjects do by themselves, beside the animations themselves, over three seconds (medians of {measured['nouns']} of "
        f"{measured['of']} nouns): begun from the animation's own first frame, a clip has **{measured['given']:.0%}** of its squared change (one at "
        f"rest has 0%); drawn from words, the changes correlate by {measured['drawn']:.2f} (a subject that moves as a whole: about 0), and "
        f"{measured['alive']:.0%} of the subjects move as theirs do at all (by more than {ALIVE}); the others were not recognised.",
    ]


def long_film_lines(measured: dict[str, Any] | None) -> list[str]:
    if measured is None:
        return []
    made, real = measured["shipped"], measured["real"]
    return [
        "",
        f"At the end of {measured['films']} films of {measured['seconds']} seconds, beside their second second: the subject's features "
        f"{made['identity']:.0%} (real renderings {real['identity']:.0%}), sharpness {made['sharpness']:.0%} ({real['sharpness']:.0%}). Where "
        f"one window follows another, the picture changes {made['seam']:.2f} times as much as within windows.",
    ]


def write_into(pack: Path, metrics: dict[str, Any]) -> None:
    manifest_path, card_path = pack / "pack.json", pack / "MODEL_CARD.md"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest["metrics"] = metrics
    manifest_path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if not card_path.exists():
        print(f"{card_path} is missing, so only pack.json has the numbers.")
        return
    card = card_path.read_text(encoding="utf-8")
    before, found_begin, rest = card.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not (found_begin and found_end):
        raise StageError(f"{card_path} lacks the markers {BEGIN} and {END}; put them where the table belongs.")
    card_path.write_text(f"{before}{BEGIN}\n{table(metrics)}\n{END}{after}", encoding="utf-8")


def run() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    parser.add_argument("--clips", type=int, default=96, help="how many prompts, half of them of held-out pairs")
    parser.add_argument("--runs", type=Path, default=RUNS)
    parser.add_argument("--cache", type=Path, default=Path("training/cache"))
    parser.add_argument("--only-pack", action="store_true", help="leave out the rows of checkpoints, which take most of the time")
    parser.add_argument("--dry", action="store_true", help="print the table, write nothing")
    parser.add_argument("--originals", type=int, default=40, help="how many animated nouns are compared with their animations; 0: none")
    parser.add_argument("--long-films", type=int, default=4, help="how many long films; 0: none")
    parser.add_argument("--long-seconds", type=int, default=60, help="how long those are")
    arguments = parser.parse_args()
    if arguments.clips < 2:
        raise StageError(f"--clips {arguments.clips} leaves nothing to measure; give at least 2.")
    torch.set_num_threads(1)
    counts = (arguments.clips, arguments.originals, arguments.long_films, arguments.long_seconds)
    metrics = evaluate(arguments.pack, arguments.runs, arguments.cache, *counts, with_checkpoints=not arguments.only_pack)
    if not arguments.dry:
        write_into(arguments.pack, metrics)
    print(table(metrics))


if __name__ == "__main__":
    main(run)
