"""Checkpoints: written atomically, read with `weights_only=True`, and what can go wrong with either as a one-line error."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.trainer.errors import StageError

#: Folder of checkpoints and curves, and folder of the fetched artwork and of cached latents.
RUNS = Path("training/runs")
CACHE = Path("training/cache")


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Writes beside the target, then renames: an interrupted save never damages the previous file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    try:
        torch.save(state, partial)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StageError(f"Cannot save {path}: {error.strerror}. Free some space and run again with --resume.") from error


def load_checkpoint(path: Path, device: str = "cpu") -> dict[str, Any]:
    """@raises StageError when the file is missing or damaged"""
    if not path.exists():
        raise StageError(f"{path} is missing. Run the stage that writes it first (training/README.md lists them).")
    try:
        checkpoint: dict[str, Any] = torch.load(path, map_location=device, weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        raise StageError(f"{path} is damaged ({type(error).__name__}). Delete it and run its stage again.") from error
    return checkpoint


def save_part(path: Path, checkpoint: dict[str, Any], learned: dict[str, Tensor]) -> None:
    """Saves the checkpoint with new weights for a part of its model, both in the weights and in their average."""
    for weights in ("model", "ema"):
        checkpoint[weights] |= {name: value.cpu() for name, value in learned.items()}
    save_checkpoint(path, checkpoint)


def weights_of(checkpoint: dict[str, Any]) -> dict[str, Tensor]:
    """The averaged weights (EMA), which everything but training itself uses."""
    weights: dict[str, Tensor] = checkpoint["ema"]
    return weights


def load_matching(model: nn.Module, weights: dict[str, Tensor]) -> None:
    """Takes over every tensor that the model has in the same shape; new or larger ones keep their initial values."""
    own = model.state_dict()
    model.load_state_dict(own | {key: value for key, value in weights.items() if key in own and value.shape == own[key].shape})
