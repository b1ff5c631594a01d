"""Cuts the subject out of artwork: one square for all frames, subject centred, scaled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.geometry.grid import FILL

VISIBLE_ALPHA = 8  # of 255: fainter pixels (soft glows) do not count for the bounding box


@dataclass(frozen=True)
class Square:
    """A square of a picture: its middle and its side, in pixels. It may stick out of the picture."""

    x: float
    y: float
    side: float


def box_of(frame: Image.Image) -> tuple[int, int, int, int] | None:
    """left, top, right, bottom of what is visible, if anything is."""
    return frame.getchannel("a").point(lambda alpha: 255 * (alpha > VISIBLE_ALPHA)).getbbox()


def square_around(frames: list[Image.Image]) -> Square:
    """The square that all of the frames fill by FILL."""
    shown = np.array([box for box in map(box_of, frames) if box])
    (left, top), (right, bottom) = shown[:, :2].min(0), shown[:, 2:].max(0)
    return Square((left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / FILL)


def cut(frames: list[Image.Image], square: Square, size: int) -> NDArray[np.uint8]:
    """What is in the square, scaled: uint8 [frames, size, size, 4]."""
    # Pillow's resize does not take squares that stick out: pad by a whole picture.
    pad = frames[0].width
    left, top = square.x - square.side / 2 + pad, square.y - square.side / 2 + pad
    pixels = np.empty((len(frames), size, size, 4), np.uint8)
    for index, frame in enumerate(frames):
        canvas = Image.new("RGBa", (frame.width + 2 * pad, frame.height + 2 * pad))
        canvas.paste(frame, (pad, pad))
        box = (left, top, left + square.side, top + square.side)
        pixels[index] = np.asarray(canvas.resize((size, size), Image.Resampling.LANCZOS, box))
    # Lanczos overshoots at edges; a premultiplied colour above its alpha would glow when composited.
    np.minimum(pixels[..., :3], pixels[..., 3:], out=pixels[..., :3])
    return pixels


def fit(frames: list[Image.Image], size: int) -> NDArray[np.uint8]:
    """Crop to one square for the whole loop, subject centred, and scale: uint8 [frames, size, size, 4]."""
    return cut(frames, square_around(frames), size)
