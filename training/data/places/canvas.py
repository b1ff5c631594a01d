"""What places are painted with: soft shapes with rounded shading, from signed distances.

The frame spans -SHOWN..SHOWN both ways, y down, and the canvas extends to REACH, so that cameras can move.
A distance is negative inside of its shape. Colours are sRGB, six hexadecimal digits, and are mixed as they are.
"""

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.scenes.backdrop import EXTENT

#: How much of what is painted the frame shows when the camera is at rest.
SHOWN = 1.2
REACH = SHOWN * EXTENT

#: float32 or float64.
Floats = NDArray[np.floating[Any]]
Colour = str | Floats

#: Further than any shape reaches.
NOWHERE = 99.0
#: The width of an edge: what is in focus would have one of a pixel.
EDGE = 0.016
#: Where the light comes from: left, above, in front.
LIGHT = np.array([-0.42, -0.66, 0.62], np.float32)


def rgb(colour: Colour) -> Floats:
    """[3], or what is given, 0..1."""
    if isinstance(colour, str):
        return np.array([int(colour[at:at + 2], 16) for at in (0, 2, 4)], np.float32) / 255
    return colour


def mixed(one: Colour, other: Colour, share: float | Floats) -> Floats:
    return rgb(one) * (1 - share) + rgb(other) * share


def smooth(value: Floats, low: float, high: float) -> Floats:
    """0 up to `low`, 1 from `high` on, without a corner in between."""
    share = np.clip((value - low) / (high - low), 0, 1)
    return share * share * (3 - 2 * share)


def union(*distances: Floats, blend: float = 0.0) -> Floats:
    """All of the shapes; with `blend`, their seams are filled this wide."""
    if not blend:
        return np.minimum.reduce(distances)
    nearest = np.minimum.reduce(distances)
    return nearest - blend * np.log(sum(np.exp((nearest - one) / blend) for one in distances))


class Canvas:
    """A picture [side, side, 3] and the shapes at its positions."""

    def __init__(self, side: int, seed: int) -> None:
        line = ((np.arange(side) + 0.5) / side * 2 * REACH - REACH).astype(np.float32)
        self.x: Floats
        self.y: Floats
        self.x, self.y = np.meshgrid(line, line)
        self.pixels = np.zeros((side, side, 3), np.float32)
        self.random = np.random.default_rng(seed)
        self.step = 2 * REACH / side

    def part(self, x: float, y: float, reach: float) -> "Canvas":
        """The square around a position, to paint something small quickly: its pixels are those of the canvas."""
        first_x, first_y = (int(np.clip((at - reach + REACH) / self.step, 0, len(self.x) - 2)) for at in (x, y))
        last_x, last_y = (int(np.clip((at + reach + REACH) / self.step + 1, 2, len(self.x))) for at in (x, y))
        inside = slice(first_y, max(last_y, first_y + 2)), slice(first_x, max(last_x, first_x + 2))
        part = copy(self)
        part.x, part.y, part.pixels = self.x[inside], self.y[inside], self.pixels[inside]
        return part

    # Shapes

    def circle(self, x: float, y: float, radius: float) -> Floats:
        return np.hypot(self.x - x, self.y - y) - radius

    def ellipse(self, x: float, y: float, across: float, down: float, angle: float = 0.0) -> Floats:
        dx, dy = self._turned(x, y, angle)
        return (np.hypot(dx / across, dy / down) - 1) * min(across, down)

    def box(self, x: float | Floats, y: float | Floats, across: float, down: float, corner: float = 0.03, angle: float = 0.0) -> Floats:
        """`across` and `down` are half its sides."""
        dx, dy = self._turned(x, y, angle)
        beyond_x, beyond_y = np.abs(dx) - across + corner, np.abs(dy) - down + corner
        return np.hypot(np.maximum(beyond_x, 0), np.maximum(beyond_y, 0)) + np.minimum(np.maximum(beyond_x, beyond_y), 0) - corner

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float, end_width: float | None = None) -> Floats:
        """With round ends; `width` is half of it."""
        (ax, ay), (bx, by) = start, end
        dx, dy = bx - ax, by - ay
        share = np.clip(((self.x - ax) * dx + (self.y - ay) * dy) / (dx * dx + dy * dy), 0, 1)
        wide = width + ((width if end_width is None else end_width) - width) * share
        return np.hypot(self.x - ax - share * dx, self.y - ay - share * dy) - wide

    def polygon(self, *points: tuple[float, float]) -> Floats:
        near = np.full_like(self.x, np.inf)
        inside = np.zeros(self.x.shape, bool)
        for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
            near = np.minimum(near, self.line((ax, ay), (bx, by), 0.0))
            if ay != by:
                crosses = (self.y < ay) != (self.y < by)
                inside ^= crosses & (self.x < ax + (self.y - ay) / (by - ay) * (bx - ax))
        return np.where(inside, -near, near)

    def below(self, height: float | Floats) -> Floats:
        """All under a line, or under a curve [side, side]."""
        return height - self.y

    def puff(self, x: float, y: float, size: float, lumps: int = 5) -> Floats:
        """A cloud, a bush, the crown of a tree: circles in a heap on a flat bottom."""
        circles = []
        for number in range(lumps):
            share = number / max(lumps - 1, 1) * 2 - 1
            radius = size * (0.62 - 0.3 * abs(share)) * self.random.uniform(0.85, 1.15)
            circles.append(self.circle(x + share * size, y - radius * 0.7 + self.random.uniform(-0.1, 0.1) * size, radius))
        return union(*circles, blend=size * 0.09)

    def noise(self, across: float, down: float | None = None, octaves: int = 3) -> Floats:
        """Smooth noise about 0.5; `across` and `down` are how far its hills are apart."""
        side, total, weight = self.x.shape[0], np.zeros_like(self.x), 0.0
        for octave in range(octaves):
            grid = [max(2, round(2 * REACH / size * 2**octave)) for size in (down or across, across)]
            hills = Image.fromarray(self.random.random(grid, np.float32))
            total += np.asarray(hills.resize((side, side), Image.Resampling.BICUBIC)) / 2**octave
            weight += 1 / 2**octave
        return total / weight

    # Painting

    def gradient(self, *stops: tuple[float, str]) -> None:
        """The whole canvas, from top to bottom; each colour at its height."""
        self.pixels[:] = self.between(*stops)

    def between(self, *stops: tuple[float, str]) -> Floats:
        heights = [height for height, _ in stops]
        colours = np.stack([rgb(colour) for _, colour in stops])
        return np.stack([np.interp(self.y, heights, colours[:, part]) for part in range(3)], -1).astype(np.float32)

    def cover(self, share: Floats, colour: Colour) -> None:
        """`share` [side, side] of `colour`, 0..1."""
        self.pixels += (rgb(colour) - self.pixels) * share[..., None]

    def fill(self, distance: Floats, colour: Colour, opacity: float = 1.0, edge: float = EDGE) -> None:
        self.cover(opacity * smooth(-distance, -edge / 2, edge / 2), colour)

    def solid(self, distance: Floats, colour: Colour, depth: float = 0.12, gloss: float = 0.25, edge: float = EDGE,
              shade: float = 0.38) -> None:
        """Filled as if it were round towards its edge, `depth` wide, in the light of LIGHT; `shade` is what its dark side lacks."""
        within = np.clip(-distance / depth, 0, 1)
        height = np.sqrt(1 - (1 - within) ** 2) * depth
        down, across = np.gradient(height, self.step)
        facing = (LIGHT[2] - LIGHT[0] * across - LIGHT[1] * down) / np.sqrt(1 + across**2 + down**2)
        # Where the light falls straight on, the colour is as it was given; flat parts are nearly so.
        lit = (rgb(colour) * (1 - shade + (shade + 0.04) * np.clip(facing, 0, 1)[..., None])).clip(0, 1)
        lit = lit + (1 - lit) * (gloss * np.clip(facing, 0, 1) ** 8)[..., None]
        self.fill(distance, lit, edge=edge)

    def shadow(self, x: float, y: float, across: float, down: float, strength: float = 0.3) -> None:
        """On the ground, without an edge."""
        self.darken(np.exp(-(((self.x - x) / across) ** 2) - ((self.y - y) / down) ** 2), strength)

    def darken(self, share: Floats, strength: float, colour: Colour = "000000") -> None:
        self.cover(np.clip(share, 0, 1) * strength, colour)

    def glow(self, distance: Floats, colour: Colour, reach: float, strength: float = 1.0) -> None:
        """Light that fades with the distance from a shape."""
        self.light(np.exp(-((np.maximum(distance, 0) / reach) ** 2)) * strength, colour)

    def light(self, share: Floats, colour: Colour) -> None:
        """Light on top of what is there, so that nothing gets brighter than white."""
        self.pixels += (1 - self.pixels) * np.clip(share, 0, 1)[..., None] * rgb(colour)

    def cast(self, distance: Floats, reach: float, strength: float, colour: Colour = "2a1626") -> None:
        """The shadow of a shape on what is close behind it."""
        self.darken(np.exp(-((np.maximum(distance, 0) / reach) ** 2)), strength, colour)

    def barrel(self, distance: Floats, x: float, half: float, colour: Colour, gloss: float = 0.3) -> None:
        """Filled as if it were as round as a barrel that stands at `x`, `half` as wide."""
        across = np.clip((self.x - x) / half, -1, 1)
        lit = rgb(colour) * (0.6 + 0.44 * np.clip(np.sqrt(1 - across**2 * 0.98) - 0.42 * across, 0, 1)[..., None])
        self.fill(distance, np.clip(lit + gloss * (1 - lit) * np.exp(-(((across + 0.42) / 0.2) ** 2))[..., None], 0, 1).astype(np.float32))

    def mirror(self, line: float, strength: float, reach: float) -> None:
        """What is above `line`, in the gloss of the floor under it, as far as `reach`."""
        rows = self.y[:, 0]
        first = int(np.searchsorted(rows, line))
        under = np.arange(first, len(rows))
        seen = self.pixels[np.clip(2 * first - under, 0, len(rows) - 1)]
        share = strength * np.exp(-(((rows[under] - line) / reach) ** 2))
        self.pixels[under] += (seen - self.pixels[under]) * share[:, None, None]

    def bokeh(self, colours: Sequence[str], count: int, where: tuple[float, float, float, float], sizes: tuple[float, float],
              strength: float = 0.6) -> None:
        """Points of light as a lens out of focus draws them; `where` is left, top, right, bottom."""
        left, top, right, bottom = where
        for number in range(count):
            x, y, size = self.random.uniform(left, right), self.random.uniform(top, bottom), self.random.uniform(*sizes)
            part = self.part(x, y, size)
            distance = part.circle(x, y, size)
            rim = 0.75 + 0.25 * np.exp(-((distance / (0.18 * size)) ** 2))
            shown = smooth(-distance, 0, 0.22 * size) * rim * strength * self.random.uniform(0.6, 1)
            part.light(shown, colours[number % len(colours)])

    def ground(self, horizon: float, vanishing: float = 0.0) -> tuple[Floats, Floats]:
        """How far to the side and how far away each position on level ground is: 1 is the bottom of the frame."""
        away = (1 - horizon) / np.maximum(self.y - horizon, 0.012)
        return (self.x - vanishing) * away, away

    def scaled(self, x: float, y: float, size: float) -> "Canvas":
        """What is painted about the origin comes out there, in this size."""
        scaled = copy(self)
        scaled.x, scaled.y, scaled.step = (self.x - x) / size, (self.y - y) / size, self.step / size
        return scaled

    def floored(self, horizon: float, top: float) -> "Canvas":
        """The floor under `top`, to paint on as seen from above: x to the side, y how far away it is."""
        flat = copy(self)
        flat.x, flat.y = self.ground(horizon)
        flat.x = np.where(self.y < top, NOWHERE, flat.x)
        return flat

    def walled(self, side: int, half_width: float, horizon: float, end: float) -> "Canvas":
        """The wall at one side, to paint on as seen from the front: x how far away it is, up to `end`, y the height that it has where x is 1."""
        wall = copy(self)
        away = half_width / np.maximum(side * self.x, half_width / NOWHERE)
        wall.x = np.where(away < end, away, NOWHERE)
        wall.y = horizon + (self.y - horizon) * away
        return wall

    # The picture

    def finished(self, blur: float) -> NDArray[np.uint8]:
        """uint8 [side, side, 3]; out of focus by `blur`, in the units of positions."""
        return np.round(np.clip(blurred(self.pixels, blur * len(self.x) / (2 * REACH)), 0, 1) * 255).astype(np.uint8)

    def _turned(self, x: float | Floats, y: float | Floats, angle: float) -> tuple[Floats, Floats]:
        dx, dy = self.x - x, self.y - y
        cos, sin = np.float32(np.cos(angle)), np.float32(np.sin(angle))
        return dx * cos + dy * sin, dy * cos - dx * sin


#: Paints a place onto a canvas.
Painter = Callable[[Canvas], None]


def blurred(picture: Floats, sigma: float) -> Floats:
    """Gaussian, `sigma` pixels; its edges go on as they are."""
    reach = max(1, round(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype(np.float32)
    kernel /= kernel.sum()
    for axis in (0, 1):
        wide = np.pad(picture, [(reach, reach) if axis == at else (0, 0) for at in range(3)], mode="edge")
        length = picture.shape[axis]
        picture = sum(weight * np.take(wide, range(shift, shift + length), axis) for shift, weight in enumerate(kernel))
    return picture
