"""Counts how many motions of a pack's clips are named right: `python -m training.dev.name_motions --clips 72`.

On plain backgrounds, each motion as often as any other; and of the same scenes, rendered. `evaluation.evaluate` measures more, and needs a trained classifier.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from training.evaluation.measures import TRACK_STRIDE
from training.evaluation.pack_runner import PackRunner
from training.evaluation.tracks import MotionJudge, shrink
from training.scenes.artwork import sprites_path
from training.scenes.captions import canonical_caption
from training.scenes.motions import MOTIONS
from training.scenes.render import Renderer
from training.scenes.scene import Scene, sample_scene
from training.scenes.vocabulary import BACKGROUND_BY_NAME
from training.trainer.checkpoints import CACHE
from training.trainer.run import run

#: Frames of a clip that is judged: 2.7 seconds.
FRAMES = 33
SCENE_SEED = 5


def judged_scenes(count: int) -> Iterator[Scene]:
    """New scenes of all motions in turn, whose background is even across each row and whose words say where the subject is."""
    generator, motions, drawn = np.random.default_rng(SCENE_SEED), list(MOTIONS), 0
    while drawn < count:
        scene = replace(sample_scene(generator, "all"), speed="normal", camera="none", inner_phase=0.0)
        if scene.motion == motions[drawn % len(motions)] and scene.place != "anywhere" and not BACKGROUND_BY_NAME[scene.background].is_picture:
            drawn += 1
            yield scene


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--clips", type=int, default=72)
    arguments.add_argument("--cache", type=Path, default=CACHE, help="folder of the fetched artwork")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    torch.set_num_threads(1)
    runner, judge = PackRunner(arguments.pack), MotionJudge(Renderer(sprites_path(arguments.cache)))
    moments = np.arange(0, FRAMES, TRACK_STRIDE)
    right, real = 0, 0
    for number, scene in enumerate(judged_scenes(arguments.clips), start=1):
        made = shrink(runner.clip(canonical_caption(scene), FRAMES, number)[::TRACK_STRIDE])
        named = judge.motion(made, moments, scene.noun, judge.background(made[0]))
        rendered = judge.motion(judge.render([scene], moments)[0], moments, scene.noun, scene.background)
        right, real = right + (named == scene.motion), real + (rendered == scene.motion)
        print(f"{number}: {canonical_caption(scene)}: {named} (rendered: {rendered})", flush=True)
    print(f"{right} of {arguments.clips} motions are named right; of the renderings {real}.")


if __name__ == "__main__":
    run(main)
