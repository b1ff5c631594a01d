"""Runs commands in this process, on folders of their own."""

import contextlib
import json
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from training.trainer.checkpoints import load_checkpoint

Main = Callable[[Sequence[str]], None]
#: Steps of each training stage: enough to see it learn, be saved and continue.
STEPS = 3
TOY = ("--size", "toy")


class Workshop:
    """The folders of a training, and `python -m` without the start of a process."""

    def __init__(self, folder: Path) -> None:
        self.runs, self.cache, self.pack = folder / "runs", folder / "cache", folder / "pack"

    def run(self, main: Main, *arguments: str) -> None:
        main([*arguments, "--runs", str(self.runs), "--cache", str(self.cache)])

    def train(self, main: Main, *arguments: str) -> None:
        self.run(main, "--updates", str(STEPS), "--batch", "4", "--threads", "1", *arguments)

    def checkpoint(self, name: str) -> dict[str, Any]:
        return load_checkpoint(self.runs / f"{name}.pt")

    def check_curve(self, name: str) -> None:
        """The run reported at least once, and nothing in its reports is infinite."""
        rows = [json.loads(line) for line in (self.runs / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert rows, f"{name} reported nothing"
        for row in rows:
            assert all(math.isfinite(value) for value in row.values()), f"{name} reported {row}"


@contextlib.contextmanager
def damaged(path: Path) -> Iterator[None]:
    """Only half of the file is there, as after a full disk."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    try:
        yield
    finally:
        path.write_bytes(whole)


def changed_weights(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Names of the tensors that differ, in the weights or in their average."""
    return {
        key for weights in ("model", "ema") for key, value in after[weights].items() if not value.equal(before[weights][key])
    }
