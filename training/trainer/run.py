"""What every command shares: common arguments, and errors as one line."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from training.trainer.checkpoints import CACHE, RUNS
from training.trainer.errors import StageError


def stage_arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser with the arguments of every training stage."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--minutes", type=float, default=30, help="time to train, the last checkpoint included")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0: all")
    parser.add_argument("--updates", type=int, default=0, help="end after this many updates; 0: when the minutes are over")
    parser.add_argument("--resume", action="store_true", help="continue from the last checkpoint")
    parser.add_argument("--size", choices=("toy", "cpu", "gpu"), default="cpu", help="of the models; toy: only to see it run")
    parser.add_argument("--batch", type=int, default=0, help="0: the stage's own default")
    parser.add_argument("--compile", action="store_true", help="compile the model: worth its minute on a GPU")
    parser.add_argument("--seed", type=int, default=0)
    add_folders(parser)
    return parser


def add_folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=Path, default=RUNS, help="folder of checkpoints and curves")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the fetched artwork and of cached latents")


def prepare(arguments: argparse.Namespace) -> None:
    """Applies --threads and --seed."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)


def half_precision(device: str) -> torch.autocast:
    """bfloat16 for the matrices and convolutions within on a GPU; on a CPU nothing changes."""
    kind = torch.device(device).type
    return torch.autocast(kind, torch.bfloat16, enabled=kind == "cuda")


def run(command: Callable[[], None]) -> None:
    """Runs a command; a foreseen failure is one line on stderr and exit code 2."""
    torch.set_flush_denormal(True)  # a CPU is many times slower with denormal gradients
    if torch.cuda.is_available():
        torch.set_float32_matmul_precision("high")  # TF32 for what is not in bfloat16
    try:
        command()
    except FileNotFoundError as error:
        if not Path(str(error.filename)).name.startswith(("sprites-", "backgrounds-")):
            raise
        print(f"{error.filename} is missing. Fetch the sprites first: python -m training.data.fetch", file=sys.stderr)
        raise SystemExit(2) from None
    except StageError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
