"""How long a step of image-to-video takes in one pack beside another: `python -m training.evaluation.step_speed DENSE SPARSE`.

Natively, on one thread, in turns, so that whatever slows the machine down slows both; the fastest run of each counts.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.evaluation.pack_runner import PackRunner
from training.trainer.run import run

GRAPH = "imageToVideo"
RUNS = 60


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("packs", type=Path, nargs=2, help="folders of two packs")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    sessions = [PackRunner(folder).sessions[GRAPH] for folder in parser().parse_args(argv).packs]
    generator = np.random.default_rng(0)
    fastest = [float("inf")] * len(sessions)
    for _ in range(RUNS):
        for which, session in enumerate(sessions):
            inputs = {each.name: generator.standard_normal(each.shape).astype(np.float32) for each in session.get_inputs()}
            start = time.perf_counter()
            session.run(None, inputs)
            fastest[which] = min(fastest[which], time.perf_counter() - start)
    first, second = (1000 * seconds for seconds in fastest)
    print(f"a step of {GRAPH}: {first:.1f} ms and {second:.1f} ms, {first / second:.2f} times as fast")


if __name__ == "__main__":
    run(main)
