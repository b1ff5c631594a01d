"""Trained weights in small files, for machines that let only such out: `python -m training.dev.slices join DIR --runs training/runs`.

Cut, a checkpoint keeps its averaged weights (as 16-bit floats), its configuration, its words and its sampler, but not what it needs to be
trained further; such a checkpoint can be exported, evaluated, pruned, distilled, or started from with `--warm-start`.
"""

import argparse
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from training.trainer.checkpoints import RUNS, load_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import run

SLICE_BYTES = 15_000_000
KEPT = ("ema", "config", "words", "sampler", "step", "accuracy")
SLICE = re.compile(r"(?P<name>.+\.pt)\.(?P<index>\d\d)-of-(?P<count>\d\d)")


def halved(value: Any) -> Any:
    return value.half() if isinstance(value, torch.Tensor) and value.dtype == torch.float32 else value


def cut(checkpoint: Path, folder: Path) -> list[Path]:
    """Writes the slices of one checkpoint; earlier ones of the same name go."""
    stored = load_checkpoint(checkpoint)
    lean = {key: stored[key] for key in KEPT if key in stored}
    weights = stored.get("ema", stored.get("model", {}))
    lean["ema" if "ema" in stored else "model"] = {key: halved(value) for key, value in weights.items()}
    buffer = io.BytesIO()
    torch.save(lean, buffer)
    content = buffer.getvalue()
    parts = [content[start : start + SLICE_BYTES] for start in range(0, len(content), SLICE_BYTES)]
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{checkpoint.name}.*-of-*"):
        old.unlink()
    written = [folder / f"{checkpoint.name}.{index:02}-of-{len(parts):02}" for index in range(len(parts))]
    for path, part in zip(written, parts, strict=True):
        path.write_bytes(part)
    return written


def join(folder: Path, runs: Path) -> list[Path]:
    """Puts every checkpoint in `folder` together; a missing slice is a StageError that names it."""
    found: dict[str, list[re.Match[str]]] = {}
    for path in sorted(folder.iterdir()):
        if match := SLICE.fullmatch(path.name):
            found.setdefault(match["name"], []).append(match)
    if not found:
        raise StageError(f"{folder} holds no slices (NAME.pt.00-of-03 and so on).")
    runs.mkdir(parents=True, exist_ok=True)
    joined = []
    for name, matches in found.items():
        wanted = [f"{name}.{index:02}-of-{matches[0]['count']}" for index in range(int(matches[0]["count"]))]
        missing = [part for part in wanted if not (folder / part).exists()]
        if missing:
            raise StageError(f"{folder / missing[0]} is missing, so {name} cannot be put together.")
        (runs / name).write_bytes(b"".join((folder / part).read_bytes() for part in wanted))
        load_checkpoint(runs / name)  # says so when it is damaged
        joined.append(runs / name)
    return joined


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=("cut", "join"))
    arguments.add_argument("folder", type=Path, help="of the slices")
    arguments.add_argument("--runs", type=Path, default=RUNS)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if arguments.what == "join":
        for path in join(arguments.folder, arguments.runs):
            print(path)
        return
    for checkpoint in sorted(arguments.runs.glob("*.pt")):
        print(*(path.name for path in cut(checkpoint, arguments.folder)))


if __name__ == "__main__":
    run(main)
