"""Cities of the world."""

import itertools

import numpy as np

from training.data.places.built.cities import _lamp, _panes, _tower
from training.data.places.built.town import booth, tub
from training.data.places.canvas import Canvas, Colour, Floats, Painter, mixed, smooth, union
from training.data.places.nature.beyond import _stars
from training.data.places.nature.outdoors import _clouds
from training.data.places.nature.waters import still_water


def _span(canvas: Canvas, horizon: float, near: float, far: float, low: float, high: float) -> Floats:
    """Of a wall that runs away from the eye, from x `near` to x `far`, the part between two levels at |x| = 1."""
    return canvas.polygon((near, horizon + low * abs(near)), (far, horizon + low * abs(far)), (far, horizon + high * abs(far)), (near, horizon + high * abs(near)))


def _water(canvas: Canvas, level: float, colours: tuple[str, str], low: float) -> None:
    still_water(canvas, level, colours, (0.35, 0.85), 0.012)
    canvas.light(smooth(canvas.noise(0.8, 0.05), 0.53, 0.7) * smooth(canvas.y, level + 0.01, level + 0.1) * smooth(-canvas.y, -low, -low + 0.02) * 0.4, "fff6e6")


def _quay(canvas: Canvas, top: float, horizon: float, colours: tuple[str, str, str], seam: str, wide: float = 2.2) -> None:
    """Slabs of stone from `top` on, with an edge towards the water."""
    flat = canvas.floored(horizon, top)
    canvas.fill(canvas.below(top), canvas.between((top, colours[0]), (0.8, colours[1]), (1.75, colours[2])), edge=0.012)
    column, row = flat.x * wide, 6 * np.log(flat.y)
    column = column + 0.5 * (np.floor(row) % 2)
    tint = np.sin(np.floor(column) * 12.9 + np.floor(row) * 78.2)
    canvas.darken(smooth(canvas.y, top, top + 0.03) * (0.5 + 0.5 * tint), 0.1, seam)
    seams = np.minimum(np.abs(column - np.round(column)), np.abs(row - np.round(row)) * 1.2)
    canvas.darken(smooth(-seams, -0.06, -0.015) * smooth(canvas.y, top + 0.04, top + 0.2), 0.3, seam)
    canvas.solid(np.abs(canvas.y - top - 0.012) - 0.026, mixed(colours[0], "ffffff", 0.4), 0.025, gloss=0.3)


def _arches(canvas: Canvas, foot: float, top: float, span: float, colour: Colour, first: float = -2.4, last: float = 2.4) -> None:
    """A bridge across the picture."""
    at = (canvas.x - first) % span - 0.5 * span
    arch = (np.hypot(at / (0.42 * span), (canvas.y - foot) / (0.72 * (foot - top))) - 1) * 0.4 * span
    deck = np.maximum(np.maximum(top - canvas.y, canvas.y - foot), np.abs(canvas.x - 0.5 * (first + last)) - 0.5 * (last - first))
    canvas.solid(np.maximum(deck, -arch), colour, 0.06, gloss=0.1)
    for y, thick in ((top, 0.02), (top - 0.06, 0.01)):
        canvas.solid(np.maximum(np.abs(canvas.y - y) - thick, np.abs(canvas.x - 0.5 * (first + last)) - 0.5 * (last - first)), mixed(colour, "ffffff", 0.35), 0.02)
    for x in np.arange(first, last + 0.01, span):
        canvas.solid(canvas.box(x, 0.5 * (foot + top), 0.05 * span + 0.01, 0.5 * (foot - top) + 0.03, 0.01), mixed(colour, "ffffff", 0.15), 0.03)


def _clock_tower(canvas: Canvas, x: float, foot: float, wide: float, stone: str) -> None:
    top = -0.28
    for side in (-1, 1):
        canvas.solid(canvas.box(x + side * 0.86 * wide, 0.5 * (foot + top), 0.16 * wide, 0.5 * (foot - top), 0.01), mixed(stone, "fff2d0", 0.4), 0.03)
    canvas.solid(canvas.box(x, 0.5 * (foot + top), 0.84 * wide, 0.5 * (foot - top), 0.01), stone, 0.1, gloss=0.1)
    for y in np.arange(top + 0.16, foot, 0.2):
        canvas.fill(canvas.box(x, y + 0.08, 0.9 * wide, 0.012, 0.005), mixed(stone, "7a4f38", 0.35))
        for column in (-0.5, 0.0, 0.5):
            canvas.fill(canvas.box(x + column * wide, y, 0.11 * wide, 0.06, 0.02), mixed(stone, "5f4048", 0.6), 0.85)
    canvas.solid(canvas.box(x, top - 0.16, 1.16 * wide, 0.19, 0.02), mixed(stone, "fff2d0", 0.25), 0.05, gloss=0.15)
    for y in (top + 0.02, top - 0.35):
        canvas.solid(canvas.box(x, y, 1.28 * wide, 0.025, 0.015), "f3d28c", 0.025)
    canvas.solid(canvas.circle(x, top - 0.16, 0.16), "d9a84a", 0.03, gloss=0.5)
    canvas.solid(canvas.circle(x, top - 0.16, 0.135), "fffaf0", 0.05, shade=0.12)
    for angle in np.arange(4) * np.pi / 2:
        canvas.fill(canvas.circle(x + 0.1 * np.sin(angle), top - 0.16 + 0.1 * np.cos(angle), 0.016), "3a4460")
    hands = union(canvas.line((x, top - 0.16), (x + 0.055, top - 0.2), 0.018), canvas.line((x, top - 0.16), (x - 0.025, top - 0.25), 0.016))
    canvas.fill(hands, "2c3450")
    slate = "5f7f96"
    canvas.solid(canvas.polygon((x - 1.12 * wide, top - 0.37), (x + 1.12 * wide, top - 0.37), (x + 0.55 * wide, top - 0.58), (x - 0.55 * wide, top - 0.58)), slate, 0.1, gloss=0.3)
    canvas.solid(canvas.box(x, top - 0.61, 0.5 * wide, 0.05, 0.01), "f3d28c", 0.04)
    canvas.solid(canvas.polygon((x - 0.6 * wide, top - 0.65), (x + 0.6 * wide, top - 0.65), (x, top - 0.88)), slate, 0.08, gloss=0.3)
    for side in (-1, 1):
        canvas.solid(canvas.line((x + side * 1.1 * wide, top - 0.36), (x + side * 1.1 * wide, top - 0.5), 0.025, 0.006), "f3d28c", 0.02)


def london(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "5f98e2"), (-0.8, "a4ccf4"), (-0.2, "fbe6d4"), (0.1, "ffe9c4"))
    canvas.glow(canvas.circle(-0.4, -0.4, 0.1), "fff2cc", 0.8, 0.5)
    _clouds(canvas, ((-0.3, -0.82, 0.26), (-0.95, -0.5, 0.17), (0.2, -0.42, 0.14), (1.7, -1.1, 0.3), (-1.8, -0.9, 0.3)), "fff6f0")
    for number in range(26):
        x, top = -2.1 + 0.17 * number, canvas.random.uniform(-0.12, 0.02)
        canvas.solid(canvas.box(x, top + 0.3, canvas.random.uniform(0.07, 0.11), 0.3, 0.01), mixed("b9c4e2", "d4cfe4", canvas.random.random()), 0.05, gloss=0.05, shade=0.2)
    # The great wheel, far away.
    for angle in np.arange(12) * np.pi / 12:
        way = 0.3 * np.array([np.cos(angle), np.sin(angle)])
        canvas.fill(canvas.line((-0.62 + way[0], -0.26 + way[1]), (-0.62 - way[0], -0.26 - way[1]), 0.004), "f4f6ff", 0.6)
    for side in (-0.14, 0.14):
        canvas.solid(canvas.line((-0.62, -0.26), (-0.62 + side, 0.14), 0.016), "e8ecfa", 0.02)
    canvas.solid(np.abs(canvas.circle(-0.62, -0.26, 0.31)) - 0.016, "f2f5ff", 0.02)
    for angle in np.arange(16) * np.pi / 8:
        at = (-0.62 + 0.345 * np.cos(angle), -0.26 + 0.345 * np.sin(angle))
        canvas.part(*at, 0.08).solid(canvas.part(*at, 0.08).ellipse(*at, 0.034, 0.026), "8fc4f0", 0.03, gloss=0.6)
    for x in (*np.arange(-2.1, 0.1, 0.19), 1.9, 2.1):
        canvas.solid(canvas.puff(x, 0.13, canvas.random.uniform(0.1, 0.15)), mixed("7fb88a", "9cc88a", canvas.random.random()), 0.08)
    stone = "e2b878"
    canvas.solid(canvas.box(1.5, -0.06, 0.62, 0.24, 0.01), stone, 0.08, gloss=0.1)
    for x in np.arange(0.98, 2.2, 0.13):
        canvas.solid(canvas.line((x, 0.16), (x, -0.34), 0.022), mixed(stone, "fff2d0", 0.4), 0.02)
        canvas.solid(canvas.polygon((x - 0.035, -0.33), (x, -0.45), (x + 0.035, -0.33)), mixed(stone, "fff2d0", 0.4), 0.03)
        for y in (-0.18, 0.02):
            canvas.fill(canvas.box(x + 0.065, y, 0.026, 0.07, 0.02), "8a6450")
    _clock_tower(canvas, 0.7, 0.16, 0.17, stone)
    _arches(canvas, 0.17, 0.02, 0.34, "b4a4a8", -2.5, 0.46)
    _water(canvas, 0.16, ("a8cfe4", "4f8fc0"), 0.4)
    _quay(canvas, 0.36, 0.02, ("e9dccb", "d8c8b8", "a89a94"), "6a5a60")
    for x in (-1.75, 0.98, 1.7):
        canvas.shadow(x + 0.05, 0.5, 0.2, 0.03, 0.35)
        _lamp(canvas, x, 0.5, 0.72, "2c3a4c")
    booth(canvas, -0.97, 0.7, 0.165)
    for x, y in ((1.06, 0.66), (-1.5, 0.9), (1.6, 0.8)):
        tub(canvas, x, y, 0.2)


def _stepped(canvas: Canvas, x: float, foot: float, steps: tuple[tuple[float, float], ...], colour: str, lit: float = 0.0) -> None:
    """A tower of blocks, each half as wide and up to a height; fronts with windows in columns."""
    for half, top in steps:
        part = canvas.part(x, 0.5 * (foot + top), 0.5 * (foot - top) + half + 0.1)
        face = mixed(mixed(colour, "fff0d4", 0.35), mixed(colour, "3a4a80", 0.25), smooth(part.y, top, foot)[..., None])
        front = _panes(part, (part.x - x + half) / (2 * half) * max(2, round(half / 0.036)), (part.y - top) / 0.105, face, lit)
        part.solid(part.box(x, 0.5 * (foot + top), half, 0.5 * (foot - top), 0.012), front, 0.05, gloss=0.12)
        part.darken(smooth(part.x - x, 0.3 * half, half) * smooth(-part.box(x, 0.5 * (foot + top), half, 0.5 * (foot - top)), 0, 0.01), 0.22, "24305c")
        part.solid(part.box(x, top, 1.04 * half, 0.014, 0.01), mixed(colour, "ffffff", 0.4), 0.015)


def _statue(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """A woman with a torch and a crown of rays, on her pedestal."""
    part, green = canvas.part(x, foot - 0.6 * size, size), "74c4b0"
    part.solid(part.ellipse(x, foot + 0.01, 0.42 * size, 0.06 * size), "9ab88a", 0.04)
    for half, low, high in ((0.26, 0.0, 0.1), (0.17, 0.1, 0.36), (0.2, 0.36, 0.42)):
        part.solid(part.box(x, foot - 0.5 * (low + high) * size, half * size, 0.5 * (high - low) * size, 0.01), "d8c4a8", 0.05)
    robe = part.polygon((x - 0.14 * size, foot - 0.42 * size), (x + 0.14 * size, foot - 0.42 * size), (x + 0.08 * size, foot - 0.82 * size), (x - 0.08 * size, foot - 0.82 * size)) - 0.01
    arm = part.line((x - 0.06 * size, foot - 0.8 * size), (x - 0.17 * size, foot - 1.08 * size), 0.035 * size)
    book = part.box(x + 0.12 * size, foot - 0.7 * size, 0.045 * size, 0.07 * size, 0.005, 0.2)
    head = part.circle(x, foot - 0.91 * size, 0.065 * size)
    rays = [part.line((x, foot - 0.93 * size), (x + 0.15 * size * np.sin(a), foot - (0.94 + 0.14 * np.cos(a)) * size), 0.018 * size, 0.006 * size) for a in np.linspace(-1.3, 1.3, 7)]
    part.solid(union(robe, arm, head, *rays, blend=0.004), green, 0.08 * size, gloss=0.2)
    part.solid(book, "8ad4c0", 0.03)
    part.glow(part.circle(x - 0.18 * size, foot - 1.15 * size, 0.03 * size), "ffd27a", 0.1 * size, 0.8)
    part.solid(part.ellipse(x - 0.18 * size, foot - 1.15 * size, 0.035 * size, 0.06 * size), "ffc84a", 0.03)


def new_york(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4f8fe6"), (-0.7, "9cc6f8"), (-0.2, "ffe0d0"), (0.15, "ffd9b0"))
    canvas.glow(canvas.circle(-0.1, -0.25, 0.1), "fff0c8", 0.7, 0.6)
    _clouds(canvas, ((0.05, -0.86, 0.24), (0.98, -0.78, 0.2), (-1.05, -0.9, 0.16), (1.7, -0.4, 0.3), (-1.8, -1.1, 0.3)), "fff4ec")
    for number in range(30):
        x, top = -2.15 + 0.15 * number, canvas.random.uniform(-0.38, -0.06)
        if x < 0.72:
            canvas.solid(canvas.box(x, top + 0.5, canvas.random.uniform(0.06, 0.1), 0.5, 0.015), mixed("b4c0e6", "d6cce4", canvas.random.random()), 0.05, gloss=0.05, shade=0.2)
    for x, half, top, colour, haze, roof in (
        (-0.1, 0.1, -0.36, "8fa8d8", 0.4, "flat"), (0.12, 0.09, -0.52, "7f9fd4", 0.36, "slant"), (-1.7, 0.2, -0.62, "6f94cc", 0.3, "flat"), (-1.36, 0.16, -0.86, "c99a80", 0.2, "flat"),
        (-0.84, 0.13, -0.5, "5a90cc", 0.2, "slant"), (-0.3, 0.13, -0.58, "d4a084", 0.2, "flat"), (0.62, 0.12, -0.44, "6fa0d0", 0.24, "flat")):
        _tower(canvas, x, half, top, colour, haze, roof=roof, pane=0.12)
    x = -0.56
    _stepped(canvas, x, 0.3, ((0.2, -0.2), (0.155, -0.56), (0.11, -0.72), (0.07, -0.8), (0.035, -0.92)), "d9b08c")
    canvas.solid(canvas.line((x, -0.9), (x, -1.17), 0.02, 0.007), "f0e6dc", 0.02)
    x = 0.36
    _stepped(canvas, x, 0.3, ((0.17, -0.12), (0.125, -0.44)), "b8c0d4")
    for number, (half, up) in enumerate(((0.12, 0.16), (0.095, 0.27), (0.07, 0.37), (0.045, 0.46))):
        fan = np.maximum(canvas.ellipse(x, -0.45, half, up), canvas.y + 0.44)
        canvas.solid(fan, mixed("c9d4e6", "f4f8ff", number / 3), 0.05, gloss=0.5)
        for lean in (-0.5, 0.0, 0.5):
            at = (x + lean * half, -0.45 - 0.66 * up * (1 - 0.5 * abs(lean)))
            canvas.fill(canvas.polygon((at[0] - 0.16 * half, at[1] + 0.03), (at[0], at[1] - 0.03), (at[0] + 0.16 * half, at[1] + 0.03)), "7f90b8", 0.8)
    canvas.solid(canvas.line((x, -0.85), (x, -1.12), 0.026, 0.006), "f0f4fc", 0.025)
    for x, half, top, colour in ((-1.06, 0.15, -0.26, "4f8fc4"), (-0.78, 0.12, -0.1, "e0b090"), (-0.2, 0.13, -0.16, "5fa4c8"), (0.1, 0.14, -0.24, "d89a78"), (0.62, 0.1, -0.06, "7fb0d4"), (-1.5, 0.2, -0.2, "d8a888")):
        _tower(canvas, x, half, top, colour, 0.08, pane=0.12)
    canvas.cover(smooth(canvas.y, -0.15, 0.2) * 0.3, "ffe4cc")
    for x in np.arange(-2.1, 0.8, 0.15):
        canvas.solid(canvas.puff(x, 0.2, canvas.random.uniform(0.07, 0.1)), mixed("7fba86", "a4cc84", canvas.random.random()), 0.06)
    _water(canvas, 0.2, ("b4d8ec", "4a94cc"), 0.44)
    _statue(canvas, 0.92, 0.25, 0.6)
    _quay(canvas, 0.44, 0.06, ("e4bd94", "d8a878", "9a704c"), "7a4a30", 3.4)
    for y, thick in ((0.2, 0.024), (0.3, 0.013)):
        canvas.solid(np.abs(canvas.y - y) - thick, "3f5a78", 0.025, gloss=0.5)
    for x in np.arange(-2.1, 2.2, 0.3):
        canvas.solid(canvas.box(x, 0.33, 0.024, 0.14, 0.01), "3f5a78", 0.025, gloss=0.5)
    for x in (-0.98, 1.5):
        canvas.shadow(x + 0.05, 0.56, 0.2, 0.03, 0.35)
        _lamp(canvas, x, 0.56, 0.86, "2f4560")


def _villa(canvas: Canvas, near: float, far: float, top: float, wall: str, horizon: float = 0.08) -> None:
    """A house at a canal, its windows pointed."""
    front = canvas.part(0.5 * (near + far), horizon - 0.4 * abs(near), 0.5 * abs(near - far) + abs(near))
    front.solid(_span(front, horizon, near, far, top, 0.3), wall, 0.05, gloss=0.1)
    front.solid(_span(front, horizon, near, far, top - 0.05, top + 0.03) - 0.01, "d9705a", 0.04)
    front.solid(_span(front, horizon, near, far, 0.2, 0.31), mixed(wall, "6a5a6a", 0.4), 0.03)
    if abs(far) < 0.28:
        return
    steps = np.geomspace(abs(far), abs(near), 3)
    for row, level in enumerate(np.arange(top + 0.24, 0.1, 0.46)):
        for first, last in itertools.pairwise(steps):
            one, other = np.sign(near) * (0.7 * first + 0.3 * last), np.sign(near) * (0.28 * first + 0.72 * last)
            middle, high = 0.5 * (one + other), level + 0.22
            part = canvas.part(middle, horizon + (level + 0.1) * abs(middle), abs(other - one) + 0.3 * abs(middle))
            head = part.ellipse(middle, horizon + level * abs(middle), 0.5 * abs(other - one), 0.09 * abs(middle))
            pane = union(_span(part, horizon, one, other, level, high), head)
            part.fill(pane - 0.014, "fff6e6")
            part.solid(pane, "4f7f98", 0.03, gloss=0.4)
            if row % 2:
                for at, far_at in ((one, one - 0.4 * (other - one)), (other, other + 0.4 * (other - one))):
                    part.solid(_span(part, horizon, at, far_at, level, high), "3f9a80", 0.02)
            else:
                part.solid(_span(part, horizon, one - 0.2 * (other - one), other + 0.2 * (other - one), high, high + 0.05), "e86f5f", 0.02)


def venice(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3f94ea"), (-0.7, "8fcaf8"), (-0.1, "fdf0da"), (0.1, "ffe6bc"))
    canvas.glow(canvas.circle(0.1, -0.1, 0.1), "fff4d0", 0.5, 0.6)
    _clouds(canvas, ((-0.1, -0.9, 0.22), (0.28, -0.55, 0.13), (1.7, -1.2, 0.3), (-1.8, -1.3, 0.3)), "fff8f0")
    # A church with domes where the canal ends.
    for x, wide, top in ((-0.12, 0.05, -0.14), (0.2, 0.05, -0.14), (0.04, 0.12, -0.2)):
        canvas.solid(canvas.box(x, 0.02, 1.1 * wide, abs(top) + 0.02, 0.01), "f2e2d4", 0.05, gloss=0.1)
        canvas.solid(canvas.ellipse(x, top, wide, 1.15 * wide), "a4bcd4", 0.1, gloss=0.3)
        canvas.solid(canvas.line((x, top - 1.1 * wide), (x, top - 1.6 * wide), 0.012, 0.006), "f3d28c", 0.01)
    _arches(canvas, 0.1, -0.02, 0.26, "e4d0bc", -0.09, 0.17)
    for near, far, top, wall in (
        (-0.3, -0.18, -1.5, "f2b48c"), (-0.52, -0.3, -1.25, "f6d9a0"), (-0.9, -0.52, -1.05, "ee9478"), (-1.6, -0.9, -0.9, "f8dcb0"), (-2.3, -1.6, -0.7, "f0a88c"),
        (0.32, 0.2, -1.4, "f8dcb0"), (0.56, 0.32, -1.2, "ec9c84"), (0.98, 0.56, -1.1, "f6d096"), (1.7, 0.98, -0.85, "f0ac90"), (2.3, 1.7, -0.7, "f6d9a0")):
        _villa(canvas, near, far, top, wall)
    level = 0.08 + 0.3 * np.minimum(np.abs(canvas.x), 1.4)
    rows = np.clip((2 * level - canvas.y + 2.1) / canvas.step, 0, len(canvas.y) - 1).astype(int)
    sway = np.clip((canvas.x + 0.014 * np.sin(24 * canvas.y) + 2.1) / canvas.step, 0, len(canvas.x) - 1).astype(int)
    tint = mixed(canvas.pixels[rows, sway], canvas.between((0.08, "8fd8d8"), (0.46, "2f9fb4")), 0.72)
    canvas.fill(np.maximum(canvas.below(level), 0.08 - canvas.y), tint, edge=0.01)
    canvas.light(smooth(canvas.noise(0.7, 0.07, 2), 0.54, 0.7) * smooth(canvas.y - level, 0.01, 0.1) * 0.4, "ffffff")
    # A gondola, far away.
    x, y = -0.34, 0.3
    canvas.shadow(x, y + 0.03, 0.26, 0.02, 0.4)
    hull = np.maximum(np.abs(canvas.y - y + 1.6 * (canvas.x - x) ** 2) - 0.03 * np.clip(1.2 - np.abs(canvas.x - x) / 0.25, 0, 1), np.abs(canvas.x - x) - 0.25)
    canvas.solid(hull - 0.004, "2a2c40", 0.03, gloss=0.5)
    for side in (-1, 1):
        canvas.solid(canvas.line((x + 0.24 * side, y - 0.09), (x + 0.26 * side, y - 0.17), 0.012, 0.006), "f3d28c" if side < 0 else "2a2c40", 0.012)
    canvas.solid(canvas.box(x - 0.02, y - 0.03, 0.07, 0.02, 0.02), "e0443a", 0.02)
    _quay(canvas, 0.47, 0.08, ("f0e0cc", "e4ceb4", "b09880"), "7a5a4a")
    for x, foot, top in ((-0.82, 0.54, -0.3), (-1.02, 0.6, -0.42), (0.86, 0.55, -0.34), (-1.6, 0.7, -0.5), (1.6, 0.7, -0.5)):
        canvas.shadow(x + 0.05, foot, 0.14, 0.025, 0.35)
        stripes = smooth(np.sin(22 * canvas.y + 26 * (canvas.x - x)), -0.2, 0.2)[..., None]
        canvas.barrel(canvas.box(x, 0.5 * (foot + top), 0.04, 0.5 * (foot - top), 0.02), x, 0.042, mixed("fffaf2", "2f6fc8" if x < 0 else "e0443a", stripes).astype(np.float32))
        canvas.solid(canvas.circle(x, top - 0.03, 0.05), "f3c85a", 0.05, gloss=0.6)
    tub(canvas, 1.02, 0.74, 0.22)


def rooftop(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "231f6a"), (-0.9, "5a3a9c"), (-0.35, "c65f9c"), (0.0, "ff9a74"), (0.25, "ffcf8a"))
    _stars(canvas, 60, -0.75)
    canvas.glow(canvas.circle(0.1, 0.1, 0.1), "ffe0a0", 0.6, 0.6)
    for x, y, wide in ((-0.3, -0.62, 0.5), (0.7, -0.4, 0.44), (-1.2, -0.3, 0.5), (1.6, -0.8, 0.5), (0.2, -0.2, 0.36)):
        canvas.fill(canvas.ellipse(x, y, wide, 0.06 * wide + 0.02), "ff9f9a", 0.6, edge=0.09)
    for number in range(30):
        x, top = -2.15 + 0.15 * number, canvas.random.uniform(-0.26, 0.04)
        canvas.solid(canvas.box(x, top + 0.5, canvas.random.uniform(0.06, 0.1), 0.5, 0.015), mixed("a8609c", "c4789c", canvas.random.random()), 0.05, gloss=0.05, shade=0.2)
    for x, half, top, colour, haze, roof in (
        (-0.12, 0.1, -0.24, "5a4594", 0.35, "spire"), (0.14, 0.1, -0.1, "64489a", 0.35, "flat"), (-0.4, 0.12, -0.12, "4a3c8c", 0.25, "flat"), (0.42, 0.12, -0.4, "463a8a", 0.25, "spire"),
        (0.7, 0.13, -0.2, "3f3684", 0.15, "slant"), (-1.65, 0.2, -0.3, "3a3480", 0.15, "flat"), (1.04, 0.15, -0.5, "352f7a", 0.06, "flat"), (1.6, 0.2, -0.3, "3a3480", 0.1, "slant"), (-0.68, 0.13, -0.3, "3c3582", 0.12, "flat")):
        _tower(canvas, x, half, top, colour, haze, 0.45, roof)
    canvas.light(np.exp(-(((canvas.y - 0.2) / 0.2) ** 2)) * 0.3, "ffb08a")
    _quay(canvas, 0.46, 0.04, ("a8829c", "8a6c94", "4a3c6c"), "3a2a5c", 1.4)
    canvas.solid(canvas.box(0, 0.36, 2.3, 0.12, 0.02), "a8708a", 0.06, gloss=0.1)
    canvas.solid(canvas.box(0, 0.24, 2.3, 0.04, 0.02), "e0a8a0", 0.04, gloss=0.3)
    canvas.light(np.exp(-((canvas.x / 0.8) ** 2) - ((canvas.y - 0.62) / 0.2) ** 2) * 0.3, "ffb890")
    _tank(canvas, -0.9, 0.5)
    # A hut with a door, a fan, and lamps on a string.
    canvas.shadow(1.15, 0.62, 0.5, 0.05, 0.45)
    canvas.solid(canvas.box(1.2, 0.28, 0.4, 0.34, 0.03), "7a5a90", 0.07, gloss=0.15)
    canvas.solid(canvas.box(1.2, -0.07, 0.46, 0.045, 0.03), "a8789c", 0.04)
    canvas.solid(canvas.box(1.02, 0.34, 0.14, 0.26, 0.02), "3f8f98", 0.04, gloss=0.3)
    canvas.fill(canvas.circle(1.1, 0.36, 0.022), "ffd27a")
    canvas.glow(canvas.ellipse(1.02, 0.03, 0.06, 0.02), "ffd08a", 0.14, 0.5)
    canvas.solid(canvas.ellipse(1.02, 0.03, 0.06, 0.03), "fff0c0", 0.03)
    canvas.solid(canvas.line((0.9, -0.1), (0.9, -0.66), 0.018), "4a3c6c", 0.02)
    for (ax, ay), (bx, by) in itertools.pairwise(((-2.2, -0.6), (-0.62, -0.66), (0.9, -0.64), (2.2, -0.7))):
        at = [(ax + (bx - ax) * s, ay + (by - ay) * s + s * (1 - s)) for s in np.linspace(0, 1, 11)]
        canvas.fill(union(*(canvas.line(a, b, 0.006) for a, b in itertools.pairwise(at))), "2a2450")
        for x, y in at[1:-1]:
            part = canvas.part(x, y + 0.03, 0.2)
            part.glow(part.circle(x, y + 0.03, 0.025), "ffc870", 0.08, 0.5)
            part.fill(part.circle(x, y + 0.03, 0.026), "fff4cc")


def _tank(canvas: Canvas, x: float, foot: float) -> None:
    """A barrel for water on legs."""
    canvas.shadow(x, foot + 0.04, 0.5, 0.05, 0.5)
    for lean, up in ((-0.26, 0.0), (0.26, 0.0), (-0.12, 0.05), (0.12, 0.05)):
        canvas.solid(canvas.line((x + lean, foot - up), (x + 0.85 * lean, foot - 0.62), 0.024), "4a3560", 0.025)
    for low, high in ((0.05, 0.5), (0.5, 0.05)):
        canvas.solid(canvas.line((x - 0.25, foot - low), (x + 0.25, foot - high), 0.013), "4a3560", 0.015)
    canvas.solid(canvas.box(x, foot - 0.62, 0.36, 0.03, 0.01), "5c4068", 0.03)
    canvas.barrel(canvas.box(x, foot - 0.93, 0.31, 0.3, 0.02), x, 0.32, "b0705c")
    for at in np.arange(-0.24, 0.25, 0.08):
        canvas.fill(canvas.box(x + 1.1 * at, foot - 0.93, 0.005, 0.29, 0.004), "5f3040", 0.5)
    for up in (0.72, 0.93, 1.14):
        canvas.barrel(canvas.box(x, foot - up, 0.318, 0.016, 0.01), x, 0.32, "6a4a68")
    canvas.barrel(canvas.polygon((x - 0.36, foot - 1.22), (x + 0.36, foot - 1.22), (x, foot - 1.5)) - 0.02, x, 0.38, "7a5484")
    canvas.light(smooth(-np.abs(canvas.x - x - 0.27), -0.07, 0) * smooth(-np.abs(canvas.y - foot + 0.93), -0.3, -0.25) * 0.35, "ffb080")


#: By the name of a stored place.
PLACES: dict[str, Painter] = {painter.__name__.replace("_", " "): painter for painter in (london, new_york, venice, rooftop)}
