"""Where the artwork lies that scenes are made of: the files that `training.data.fetch` writes."""
from pathlib import Path

# Goes up when the nouns or backgrounds change: a run that still reads the files before is not disturbed.
EDITION = 4


def sprites_path(cache: Path, size: int = 128) -> Path:
    """The sprites, uint8 [frames, size, size, 4]; the index is beside it, with the suffix .json."""
    return cache / f"sprites-{size}-v{EDITION}.npy"


def backgrounds_path(cache: Path) -> Path:
    """The backgrounds that are pictures: photographs and painted places."""
    return cache / f"backgrounds-v{EDITION}.npz"


def animations_path(cache: Path) -> Path:
    """What subjects do by themselves, uint8 [frames, side, side, 4]; the index is beside it, with the suffix .json."""
    return cache / f"animations-v{EDITION}.npy"
