"""The fetched files that scenes are made of (written by `training.data`): where they lie, and their sizes."""

from pathlib import Path

#: Goes up when nouns or backgrounds change, so that a running stage keeps the files it began with.
EDITION = 6
#: Sides of the sprites that are fetched, in pixels; the artwork has the larger one.
SPRITE_SIDES = (128, 256)
#: Frames a second of scenes and of sprites.
FPS = 12


def sprite_side(frame_side: int) -> int:
    """Side in pixels of the sprites from which frames of this side are rendered."""
    return next((side for side in SPRITE_SIDES if side >= frame_side), SPRITE_SIDES[-1])


def sprites_path(cache: Path, size: int = SPRITE_SIDES[0]) -> Path:
    """The sprites, uint8 [frames, size, size, 4], premultiplied RGBA; the index is beside it, with the suffix .json."""
    return cache / f"sprites-{size}-v{EDITION}.npy"


def backgrounds_path(cache: Path) -> Path:
    """The backgrounds that are pictures: photographs and painted places."""
    return cache / f"backgrounds-v{EDITION}.npz"


def places_path(cache: Path) -> Path:
    """Folder of what stored places are painted as, a PNG for each, which reach as far as other backgrounds do."""
    return cache / f"places-v{EDITION}"


def animations_path(cache: Path) -> Path:
    """What subjects do by themselves, uint8 [frames, side, side, 4]; the index is beside it, with the suffix .json."""
    return cache / f"animations-v{EDITION}.npy"


def word_vectors_path(cache: Path) -> Path:
    """English word vectors: `words` [N] and unit `vectors` [N, 100] float16, most frequent first."""
    return cache / "word-vectors.npz"
