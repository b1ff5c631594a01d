"""What stands out of the land that it is in."""

import itertools

import numpy as np

from training.data.places.built import ways
from training.data.places.built.cities import _tree
from training.data.places.built.ways import _lanes, _strip
from training.data.places.canvas import Canvas, Floats, Painter, mixed, smooth, union
from training.data.places.nature.beyond import _stars
from training.data.places.nature.outdoors import _clouds


def _keep(canvas: Canvas, x: float, foot: float, half: float, top: float, roof: str, wall: str = "f3e6ee") -> None:
    """A round tower under a pointed roof."""
    part = canvas.part(x, 0.5 * (foot + top) - 0.3, 0.5 * (foot - top) + 6 * half)
    part.solid(part.box(x, 0.5 * (foot + top), half, 0.5 * (foot - top), 0.02), wall, 0.9 * half, gloss=0.1, shade=0.45)
    part.solid(part.box(x, top + 0.02, 1.25 * half, 0.035, 0.03), mixed(wall, "ffffff", 0.3), 0.05)
    cone = part.polygon((x - 1.4 * half, top), (x, top - 3.6 * half), (x + 1.4 * half, top)) - 0.01
    part.solid(cone, roof, 1.1 * half, gloss=0.3, shade=0.45)
    part.solid(part.line((x, top - 3.5 * half), (x, top - 4.4 * half), 0.01), "ffd24a", 0.02)
    part.solid(part.circle(x, top - 4.4 * half, 0.022), "ffd24a", 0.02)
    for y in np.arange(top + 0.14, foot - 0.1, 0.26):
        pane = union(part.circle(x, y, 0.26 * half), part.box(x, y + 0.3 * half, 0.26 * half, 0.3 * half, 0.01))
        part.fill(pane - 0.01, "ffffff")
        part.solid(pane, "5a6fb0", 0.02)


def castle(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "5a8ff0"), (-0.8, "9fc4fb"), (-0.2, "fbdcef"), (0.15, "ffeccb"))
    canvas.glow(canvas.circle(-0.8, -0.75, 0.12), "fff3c8", 0.5, 0.8)
    _clouds(canvas, ((-0.85, -0.28, 0.2), (-0.1, -0.92, 0.2), (1.12, -0.98, 0.16), (0.02, -0.3, 0.13), (1.8, -0.6, 0.3), (-1.8, -0.8, 0.3)), "fff6fb")
    for height, swing, phase, colour in ((-0.06, 0.16, 0.2, "b9c3ea"), (0.04, 0.1, 2.4, "a3cdb8")):
        canvas.solid(canvas.below(height - swing * np.sin(1.9 * canvas.x + phase) - 0.03 * np.sin(4.6 * canvas.x + phase)), colour, 0.25, gloss=0.1)
    hill = 0.16 - 0.36 * np.exp(-(((canvas.x - 0.72) / 0.42) ** 2))
    canvas.solid(canvas.below(hill), canvas.between((-0.2, "8ccb6a"), (0.3, "66b05c")), 0.25, gloss=0.1)
    for x, half, top, roof in ((0.5, 0.06, -0.5, "6f7fe0"), (0.92, 0.07, -0.58, "6f7fe0"), (0.7, 0.085, -0.74, "e0608f")):
        _keep(canvas, x, -0.1, half, top, roof)
    canvas.solid(canvas.box(0.71, -0.2, 0.26, 0.16, 0.02), "f7ecf2", 0.08, gloss=0.1)
    for x in np.arange(0.46, 0.98, 0.085):
        canvas.solid(canvas.box(x, -0.37, 0.026, 0.035, 0.01), "fff6fa", 0.03)
    for x, half, top, roof in ((0.38, 0.07, -0.3, "e0608f"), (1.04, 0.075, -0.34, "6f7fe0"), (0.56, 0.05, -0.24, "6f7fe0"), (0.86, 0.05, -0.24, "e0608f")):
        _keep(canvas, x, -0.04, half, top, roof)
    gate = union(canvas.circle(0.71, -0.16, 0.07), canvas.box(0.71, -0.09, 0.07, 0.07, 0.01))
    canvas.fill(gate - 0.025, "d9c3d2")
    canvas.solid(gate, "8a5a3c", 0.04)
    canvas.solid(canvas.below(0.24 - 0.3 * np.exp(-(((canvas.x - 0.78) / 0.5) ** 2)) + 0.03 * np.sin(6 * canvas.x)), canvas.between((-0.1, "86cb62"), (0.4, "5fae52")), 0.2, gloss=0.1)
    points = [(0.71, -0.03), (0.8, 0.06), (0.6, 0.16), (0.4, 0.24), (0.1, 0.42), (0.0, 0.8), (0.05, 1.4), (0.1, 2.2)]
    widths = (0.035, 0.04, 0.055, 0.08, 0.16, 0.28, 0.5, 0.8)
    canvas.fill(canvas.below(0.26 + 0.02 * np.sin(3 * canvas.x)), canvas.between((0.26, "95d468"), (0.7, "72bf55"), (1.75, "4c9a48")), edge=0.04)
    path = union(*(canvas.line(a, b, wide, end) for a, b, wide, end in zip(points, points[1:], widths, widths[1:], strict=False)), blend=0.03)
    canvas.fill(path - 0.015, "fff3d8", 0.9, edge=0.03)
    canvas.fill(path, canvas.between((0.0, "f3dcb0"), (1.0, "e2c48f")), edge=0.02)
    for x, foot, size in ((0.28, 0.2, 0.16), (1.2, 0.16, 0.26), (0.98, 0.12, 0.16), (-0.5, 0.24, 0.24), (-0.78, 0.28, 0.36), (-1.12, 0.34, 0.48), (-1.75, 0.42, 0.62), (1.75, 0.34, 0.5)):
        _tree(canvas, x, foot, size, mixed("4fae58", "86cb58", canvas.random.random()))
    for number in range(150):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(0.42, 2.0)
        if abs(x) > 0.55:
            part = canvas.part(x, y, 0.12)
            part.solid(part.circle(x, y, 0.012 + 0.02 * y), ("ff7fae", "ffffff", "ffd24a")[number % 3], 0.03)


def _bare(canvas: Canvas, x: float, foot: float, size: float, colour: str, lean: float = 0.0) -> None:
    """A tree without leaves."""
    part = canvas.part(x + 0.4 * lean * size, foot - 0.6 * size, size)
    twigs = []

    def grow(start: tuple[float, float], angle: float, length: float, wide: float, level: int) -> None:
        end = (start[0] + length * np.sin(angle), start[1] - length * np.cos(angle))
        twigs.append(part.line(start, end, wide, 0.62 * wide))
        for turn in (-0.62, 0.55) if level else ():
            grow(end, angle + turn * canvas.random.uniform(0.7, 1.3), 0.72 * length, 0.6 * wide, level - 1)

    grow((x, foot), lean, 0.42 * size, 0.07 * size, 4)
    part.solid(union(*twigs, part.polygon((x - 0.13 * size, foot), (x, foot - 0.2 * size), (x + 0.13 * size, foot)), blend=0.006 * size), colour, 0.05 * size, gloss=0.1)


def _bat(canvas: Canvas, x: float, y: float, size: float, colour: str = "1d1238") -> None:
    part = canvas.part(x, y, 2 * size)
    wings = [part.polygon((x, y - 0.1 * size), (x + side * 0.5 * size, y - 0.42 * size), (x + side * size, y - 0.1 * size), (x + side * 0.72 * size, y - 0.12 * size),
                          (x + side * 0.56 * size, y + 0.16 * size), (x + side * 0.3 * size, y), (x, y + 0.22 * size)) for side in (-1, 1)]
    part.fill(union(*wings, part.ellipse(x, y, 0.14 * size, 0.26 * size)), colour)


def _night(canvas: Canvas, sky: tuple[str, str, str, str], moon: tuple[float, float, float], shine: str) -> None:
    canvas.gradient(*zip((-1.75, -0.7, -0.1, 0.4), sky, strict=True))
    _stars(canvas, 70, -0.3)
    disc = canvas.circle(*moon)
    canvas.glow(disc, shine, 0.4, 0.6)
    canvas.solid(disc, mixed("fff2c4", "f2dc9a", smooth(canvas.noise(0.3), 0.45, 0.62)[..., None]), moon[2], gloss=0.15, shade=0.18)
    for x, y, size in ((-1.75, -0.5, 0.4), (0.2, -0.28, 0.2), (1.0, -0.62, 0.3), (1.85, -0.3, 0.3)):
        canvas.fill(canvas.ellipse(x, y, 1.3 * size, 0.13 * size), mixed(sky[2], shine, 0.3), 0.55, edge=0.1)


def haunted_house(canvas: Canvas) -> None:
    _night(canvas, ("140b38", "32206e", "7a3f94", "e08a6a"), (-0.34, -0.62, 0.36), "ffb870")
    canvas.solid(canvas.below(0.12 - 0.12 * np.sin(1.9 * canvas.x + 2)), "5b3a80", 0.2, gloss=0.05)
    hill = 0.34 - 0.36 * np.exp(-(((canvas.x + 0.72) / 0.5) ** 2)) + 0.03 * np.sin(4 * canvas.x)
    canvas.solid(canvas.below(hill), canvas.between((0.0, "4a3a78"), (0.6, "3a2f66")), 0.15, gloss=0.05)
    wall, dark, roof = "7c66a8", "5c4a88", "33264f"
    for corners, colour in (
        (((-0.58, 0.1), (-0.52, -0.34), (-0.2, -0.3), (-0.24, 0.12)), dark), (((-1.12, 0.1), (-1.18, -0.36), (-0.86, -0.4), (-0.82, 0.1)), dark),
        (((-0.92, 0.1), (-0.86, -0.62), (-0.48, -0.58), (-0.5, 0.1)), wall),
    ):
        canvas.solid(canvas.polygon(*corners) - 0.01, colour, 0.08, gloss=0.1)
    for points in (((-0.6, -0.32), (-0.34, -0.6), (-0.12, -0.26)), ((-1.27, -0.34), (-1.08, -0.74), (-0.78, -0.38)), ((-0.98, -0.58), (-0.78, -1.06), (-0.62, -1.12), (-0.4, -0.54))):
        canvas.solid(canvas.polygon(*points) - 0.025, roof, 0.12, gloss=0.2)
    canvas.solid(canvas.line((-0.7, -1.1), (-0.66, -1.2), 0.012), roof, 0.02)
    canvas.solid(canvas.box(-0.44, -0.84, 0.05, 0.12, 0.01, 0.12), dark, 0.04)
    canvas.solid(canvas.box(-0.43, -0.95, 0.07, 0.025, 0.01, 0.12), roof, 0.03)
    for x, y, size, lean in ((-0.68, -0.42, 0.075, 0.06), (-0.78, -0.12, 0.07, 0.04), (-0.58, -0.14, 0.07, -0.05), (-0.38, -0.12, 0.07, -0.08), (-1.02, -0.16, 0.07, 0.08), (-0.69, -0.8, 0.05, 0.05)):
        pane = union(canvas.box(x, y, size, 1.1 * size, 0.02, lean), canvas.circle(x, y - 0.9 * size, size))
        canvas.solid(pane - 0.02, roof, 0.03)
        canvas.glow(pane, "ff9a3c", 0.1, 0.42)
        canvas.fill(pane, canvas.between((y - 1.5 * size, "ffe07a"), (y + 1.2 * size, "ff9a3c")))
        canvas.fill(union(canvas.line((x, y - 2 * size), (x, y + 1.2 * size), 0.008), canvas.line((x - size, y - 0.2 * size), (x + size, y - 0.2 * size), 0.008)), roof)
    door = union(canvas.box(-0.69, 0.06, 0.06, 0.09, 0.02), canvas.circle(-0.69, -0.02, 0.06))
    canvas.solid(door - 0.02, roof, 0.03)
    canvas.solid(door, "8a4a3a", 0.04)
    _bare(canvas, 0.98, 0.5, 1.35, "2b1d4a", -0.15)
    _bare(canvas, -1.9, 0.4, 1.0, "2b1d4a", -0.1)
    for x, y, size in ((0.28, -0.86, 0.13), (0.02, -0.5, 0.1), (-0.12, -0.98, 0.07), (0.62, -1.0, 0.08), (1.0, -0.95, 0.06)):
        _bat(canvas, x, y, size)
    canvas.fill(canvas.below(0.44 + 0.03 * np.sin(2.6 * canvas.x)), canvas.between((0.42, "5a4a86"), (0.9, "3f3468"), (1.75, "241c44")), edge=0.05)
    bend = -0.62 * np.exp(-np.maximum(canvas.y - 0.14, 0) / 0.2)
    path = np.abs(canvas.x - bend) - 0.05 - 0.42 * np.maximum(canvas.y - 0.14, 0)
    canvas.fill(np.maximum(path, 0.15 - canvas.y), canvas.between((0.15, "8a76ac"), (0.8, "7a689c"), (1.75, "4a3e6c")), 0.85, edge=0.05)
    for x in (*np.arange(-2.1, -0.5, 0.15), *np.arange(0.56, 2.15, 0.15)):
        top = 0.28 + canvas.random.uniform(-0.04, 0.04)
        part = canvas.part(x, 0.44, 0.3)
        part.solid(part.polygon((x - 0.035, 0.56), (x - 0.03, top), (x + 0.01, top - 0.06), (x + 0.04, top), (x + 0.035, 0.56)) - 0.006, "2f2250", 0.03)
    for side in (-1, 1):
        canvas.solid(canvas.line((side * 0.5, 0.4), (side * 2.2, 0.42), 0.018), "2f2250", 0.02)
    for x, y, size in ((0.82, 0.62, 0.13), (1.08, 0.68, 0.1), (-0.92, 0.66, 0.12), (1.7, 0.8, 0.16), (-1.7, 0.8, 0.16)):
        part = canvas.part(x, y, 4 * size)
        part.glow(part.circle(x, y, size), "ff8a2c", 1.2 * size, 0.4)
        for lobe in (-0.62, 0.62, -0.3, 0.3, 0.0):
            part.solid(part.ellipse(x + lobe * size, y, 0.5 * size, 0.8 * size), "ff8a2c", 0.4 * size)
        part.solid(part.line((x, y - 0.75 * size), (x + 0.14 * size, y - 1.1 * size), 0.11 * size), "5f8a3a", 0.03)
        for eye in (-0.4, 0.4):
            part.fill(part.polygon((x + (eye - 0.2) * size, y - 0.05 * size), (x + eye * size, y - 0.42 * size), (x + (eye + 0.2) * size, y - 0.05 * size)), "ffe98a")
        part.fill(np.maximum(part.ellipse(x, y + 0.15 * size, 0.6 * size, 0.42 * size), -part.ellipse(x, y + 0.02 * size, 0.66 * size, 0.3 * size)), "ffe98a")


def _eaves(canvas: Canvas, x: float, y: float, half: float, colour: str, rise: float = 0.12) -> None:
    """A roof of a temple, its corners turned up; `y` is its lower edge."""
    part = canvas.part(x, y, half + 0.3)
    off = np.abs(part.x - x) / half
    low = y - 0.1 * half * np.clip(off, 0, 1.2) ** 3
    high = y - rise - 0.5 * rise + 1.5 * rise * np.sqrt(np.clip(off - 0.2, 0, 1) / 0.8) - 0.1 * half * np.clip(off, 0, 1.2) ** 3
    shape = np.maximum(np.maximum(high - part.y, part.y - low - 0.015), np.abs(part.x - x) - half)
    part.solid(shape - 0.008, colour, 0.06, gloss=0.2)
    part.solid(np.maximum(np.abs(part.y - low - 0.012) - 0.014, np.abs(part.x - x) - 1.02 * half), "f2c14e", 0.015)


def temple(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6fa8f0"), (-0.8, "a9d0fa"), (-0.2, "ffe0e4"), (0.15, "fff0d8"))
    canvas.fill(canvas.circle(0.22, -0.78, 0.17), "ffb09a", 0.85)
    canvas.glow(canvas.circle(0.22, -0.78, 0.17), "ffd8c4", 0.3, 0.5)
    peak = 0.16 - 0.86 * np.exp(-np.abs(canvas.x + 0.12) / 0.52) + 0.1 * np.exp(-(((canvas.x + 0.12) / 0.1) ** 2))
    canvas.solid(canvas.below(peak), canvas.between((-0.6, "7f97d6"), (0.15, "c3cdee")), 0.3, gloss=0.1)
    cap = np.maximum(canvas.below(peak), canvas.y + 0.3 + 0.05 * np.sin(28 * canvas.x) + 0.03 * np.sin(53 * canvas.x))
    canvas.solid(cap, "ffffff", 0.15, shade=0.2)
    _clouds(canvas, ((-0.75, -0.12, 0.14), (0.3, -0.06, 0.12), (1.7, -0.7, 0.3), (-1.7, -0.4, 0.3)), "fff4f4")
    canvas.solid(canvas.below(0.12 - 0.06 * np.sin(2.3 * canvas.x + 1)), "9fcf9a", 0.2, gloss=0.1)
    for x in np.arange(-2.1, 2.2, 0.22):
        canvas.solid(canvas.puff(x, 0.22, canvas.random.uniform(0.14, 0.22)), mixed("ffb3cf", "ffd3e2", canvas.random.random()), 0.12, shade=0.25)
    for level, half in enumerate((0.3, 0.26, 0.22, 0.18)):
        y = 0.12 - 0.27 * level
        canvas.solid(canvas.box(0.74, y, 0.62 * half, 0.14, 0.01), "d8483c", 0.1, gloss=0.1)
        for x in (-0.3, 0.0, 0.3):
            canvas.solid(canvas.box(0.74 + x * half, y + 0.01, 0.1 * half, 0.065, 0.01), "fff0d0", 0.02)
        canvas.solid(canvas.box(0.74, y + 0.12, 0.74 * half, 0.02, 0.01), "8a3a34", 0.02)
    for level, half in enumerate((0.4, 0.35, 0.3, 0.25)):
        _eaves(canvas, 0.74, -0.02 - 0.27 * level, half, "4f6a78")
    canvas.solid(canvas.line((0.74, -0.95), (0.74, -1.14), 0.014), "f2c14e", 0.02)
    for y in (-1.0, -1.06, -1.12):
        canvas.solid(canvas.ellipse(0.74, y, 0.035, 0.014), "f2c14e", 0.02)
    canvas.solid(canvas.box(0.74, 0.24, 0.34, 0.045, 0.02), "d9d3cc", 0.04)
    canvas.fill(canvas.below(0.24), canvas.between((0.24, "b7d88a"), (0.6, "93c46c"), (1.75, "659e50")), edge=0.03)
    across, away = canvas.ground(0.08)
    canvas.cover(smooth(0.85 - np.abs(across), -0.03, 0.03) * smooth(canvas.y, 0.24, 0.27), canvas.between((0.24, "f6efe4"), (0.8, "ddd3c8"), (1.75, "b8aca4")))
    slabs = np.minimum(np.abs(np.sin(7 * np.log(away))), np.abs(across % 0.56 - 0.28) * 5)
    canvas.darken(smooth(0.85 - np.abs(across), -0.03, 0.03) * smooth(-slabs, -0.16, -0.02) * smooth(canvas.y, 0.28, 0.45), 0.2, "7a6a70")
    for x in (-0.97, -0.49):
        canvas.shadow(x + 0.06, 0.47, 0.14, 0.03, 0.35)
        canvas.solid(canvas.line((x, 0.46), (x * 0.96 - 0.03, -0.62), 0.046, 0.04), "e8442f", 0.05)
        canvas.solid(canvas.box(x, 0.44, 0.065, 0.045, 0.02), "3a3444", 0.04)
    canvas.solid(canvas.line((-1.08, -0.42), (-0.38, -0.42), 0.036), "e8442f", 0.04)
    canvas.solid(canvas.box(-0.73, -0.53, 0.045, 0.08, 0.01), "e8442f", 0.03)
    beam = -0.68 - 0.12 * (np.abs(canvas.x + 0.73) / 0.52) ** 2
    canvas.solid(np.maximum(np.abs(canvas.y - beam) - 0.055, np.abs(canvas.x + 0.73) - 0.43), "e8442f", 0.05)
    canvas.solid(np.maximum(np.abs(canvas.y - beam + 0.06) - 0.03, np.abs(canvas.x + 0.73) - 0.47), "3a3444", 0.04, gloss=0.4)
    canvas.solid(union(canvas.line((2.0, -1.35), (1.5, -1.2), 0.05, 0.035), canvas.line((1.5, -1.2), (1.1, -1.12), 0.035, 0.012), blend=0.01), "7a5048", 0.03)
    for _ in range(46):
        x, y = 1.5 + 0.26 * canvas.random.standard_normal(), -1.16 + 0.14 * canvas.random.standard_normal()
        part = canvas.part(x, y, 0.16)
        part.solid(part.circle(x, y, canvas.random.uniform(0.045, 0.085)), mixed("ff9fc4", "ffe0ec", canvas.random.random()), 0.07, shade=0.25)
    for _ in range(40):
        x, y, angle = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(-1.0, 1.4), canvas.random.uniform(0, 3)
        part = canvas.part(x, y, 0.06)
        part.fill(part.ellipse(x, y, 0.022, 0.013, angle), "ffb3d0")


def _stone(canvas: Canvas, x: float, foot: float, size: float, kind: int, colour: str) -> None:
    part = canvas.part(x, foot - 0.4 * size, 1.4 * size)
    part.shadow(x + 0.2 * size, foot + 0.02 * size, 0.6 * size, 0.1 * size, 0.45)
    lean = canvas.random.uniform(-0.08, 0.08)
    if kind == 2:
        shape = union(part.box(x, foot - 0.45 * size, 0.11 * size, 0.55 * size, 0.03 * size, lean), part.box(x, foot - 0.62 * size, 0.34 * size, 0.1 * size, 0.03 * size, lean))
        part.solid(shape, colour, 0.1 * size, gloss=0.15)
    else:
        head = part.circle(x + lean * 0.6 * size, foot - 0.62 * size, 0.36 * size) if kind == 0 else part.box(x + lean * 0.6 * size, foot - 0.66 * size, 0.3 * size, 0.24 * size, 0.12 * size, lean)
        part.solid(union(part.box(x, foot - 0.3 * size, 0.36 * size, 0.36 * size, 0.03 * size, lean), head, blend=0.02 * size), colour, 0.13 * size, gloss=0.15)
        for y, wide in ((0.66, 0.2), (0.5, 0.2), (0.34, 0.13)):
            part.fill(part.line((x - wide * size, foot - y * size), (x + wide * size, foot - y * size), 0.02 * size), mixed(colour, "1c2a4a", 0.5), 0.8)
    part.solid(part.box(x, foot, 0.48 * size, 0.07 * size, 0.04 * size), mixed(colour, "20304f", 0.25), 0.05)
    part.solid(part.puff(x - 0.45 * size, foot + 0.06 * size, 0.2 * size), "3f8a7a", 0.06)


def graveyard(canvas: Canvas) -> None:
    _night(canvas, ("081a3c", "12406a", "2f7f90", "9fd8c0"), (0.5, -0.72, 0.24), "9fe8e0")
    for height, swing, phase, colour in ((-0.04, 0.12, 0.6, "2f7488"), (0.08, 0.07, 2.6, "266272")):
        canvas.solid(canvas.below(height - swing * np.sin(1.9 * canvas.x + phase)), colour, 0.2, gloss=0.05)
    # A chapel on the left.
    canvas.solid(canvas.box(-0.6, 0.02, 0.24, 0.24, 0.01), "3a5f7a", 0.08, gloss=0.1)
    canvas.solid(canvas.polygon((-0.9, -0.18), (-0.6, -0.5), (-0.3, -0.18)) - 0.015, "1f3d5c", 0.1)
    canvas.solid(canvas.box(-0.78, -0.16, 0.09, 0.42, 0.01), "43698a", 0.07, gloss=0.1)
    canvas.solid(canvas.polygon((-0.9, -0.56), (-0.78, -0.98), (-0.66, -0.56)) - 0.015, "1f3d5c", 0.09)
    for x, y, size in ((-0.78, -0.34, 0.04), (-0.5, -0.02, 0.05)):
        pane = union(canvas.circle(x, y - size, size), canvas.box(x, y, size, size, 0.01))
        canvas.glow(pane, "ffd27a", 0.1, 0.6)
        canvas.fill(pane, "ffe6a0")
    _bare(canvas, 0.92, 0.34, 1.25, "12263f", -0.12)
    _bare(canvas, -1.55, 0.34, 1.1, "12263f", 0.1)
    canvas.solid(union(*(canvas.line((-2.3, y), (2.3, y), 0.014) for y in (0.1, 0.22))), "163250", 0.02)
    for x in np.arange(-2.1, 2.15, 0.12):
        part = canvas.part(x, 0.14, 0.2)
        part.solid(union(part.line((x, 0.28), (x, 0.05), 0.014), part.polygon((x - 0.03, 0.06), (x, -0.02), (x + 0.03, 0.06))), "163250", 0.02)
    ground = 0.25 + 0.02 * np.sin(3 * canvas.x)
    canvas.fill(canvas.below(ground), canvas.between((0.24, "5faa8c"), (0.6, "37806e"), (1.2, "235a5a"), (1.75, "163f48")), edge=0.04)
    path = np.abs(canvas.x - 0.06 * np.sin(5 * canvas.y)) - 0.08 - 0.34 * np.maximum(canvas.y - 0.25, 0)
    canvas.fill(np.maximum(path, 0.26 - canvas.y), canvas.between((0.25, "b7d8c8"), (0.8, "86b0ac"), (1.75, "4f7880")), 0.8, edge=0.06)
    stones = [(-0.42, 0.34, 0.2), (-0.7, 0.38, 0.22), (-1.02, 0.36, 0.22), (0.38, 0.33, 0.19), (0.66, 0.37, 0.22), (1.04, 0.38, 0.23), (-0.62, 0.58, 0.34), (-1.05, 0.6, 0.36), (0.64, 0.57, 0.34),
              (1.08, 0.6, 0.36), (-1.5, 0.56, 0.34), (1.52, 0.56, 0.34), (-1.25, 1.0, 0.5), (1.28, 1.02, 0.5), (-1.9, 0.8, 0.46), (1.9, 0.8, 0.46)]
    for number, (x, foot, size) in enumerate(stones):
        _stone(canvas, x, foot, size, (0, 2, 1)[number % 3], ("9fb8c4", "8aa6b8", "b0c4c8")[number % 3])
    for x, y, size in ((-0.9, 0.3, 0.5), (0.8, 0.28, 0.55), (0.0, 0.25, 0.5), (-1.7, 0.4, 0.5), (1.7, 0.4, 0.5), (0.5, 0.48, 0.4), (-0.5, 0.5, 0.4)):
        canvas.light(np.exp(-(((canvas.x - x) / size) ** 2) - ((canvas.y - y) / 0.05) ** 2) * 0.3, "c4f2e4")
    for x, y, size in ((-0.2, -0.8, 0.1), (0.14, -0.6, 0.07), (-0.36, -0.58, 0.06)):
        _bat(canvas, x, y, size, "0d1f38")


def bridge(canvas: Canvas) -> None:
    horizon, red = 0.08, "e0523a"
    canvas.gradient((-1.75, "3f98ee"), (-0.7, "98d2fb"), (0.08, "ffe9d0"))
    canvas.glow(canvas.circle(-0.85, -0.8, 0.1), "fff2c4", 0.5, 0.75)
    _clouds(canvas, ((0.05, -1.0, 0.2), (-0.95, -0.34, 0.16), (0.95, -0.28, 0.18), (-1.75, -0.9, 0.3), (1.8, -0.8, 0.3)))
    for height, swing, phase, colour in ((0.02, 0.1, 0.4, "a9c4e4"), (0.06, 0.07, 2.5, "8fbcb4")):
        canvas.solid(canvas.below(height - swing * np.cos(2.2 * canvas.x + phase)), colour, 0.2, gloss=0.1)
    canvas.fill(canvas.below(0.09), canvas.between((0.09, "a8e0f0"), (0.4, "4fb0e0"), (1.0, "2f86c8"), (1.75, "2468a8")))
    canvas.light(smooth(canvas.noise(0.6, 0.06), 0.54, 0.74) * smooth(canvas.y, 0.1, 0.25) * 0.4, "ffffff")

    def at(z: float, side: float, height: float) -> tuple[float, float]:
        return side / z, horizon + (1 - horizon - height) / z

    first, second, half = 2.1, 6.6, 1.54
    # How high the cables hang at each distance.
    hangers = []
    for z in np.concatenate([np.linspace(0.3, first, 16), np.linspace(first, second, 20)[1:], np.linspace(second, 11, 8)[1:]]):
        middle = 0.5 * (first + second) + (second - first) * np.floor((z - first) / (second - first) + 1e-6)
        hangers.append((float(z), 0.5 + 2.5 * ((z - middle) / (0.5 * (second - first))) ** 2))
    for z in (second, first):
        iron = mixed(red, "ffd8c4", 0.4 * (z == second))
        for height in (3.02, 1.9):
            beam = canvas.polygon(at(z, -half, height), at(z, half, height), at(z, half, height - 0.26), at(z, -half, height - 0.26))
            canvas.solid(beam - 0.01 / z, iron, 0.16 / z, gloss=0.2)
        for side in (-half, half):
            for low, high, wide in ((-1.2, 1.9, 0.17), (1.7, 3.2, 0.13)):
                (x, foot), (_x, top) = at(z, side, low), at(z, side, high)
                canvas.solid(canvas.box(x, 0.5 * (foot + top), wide / z, 0.5 * (foot - top), 0.03 / z), iron, 0.12 / z, gloss=0.2)
    _lanes(canvas, *canvas.ground(horizon), horizon, 1.16, ("a3a7b4", "636879"), "fff6e6")
    for side in (-1, 1):
        walk = canvas.polygon(*((s * t, horizon + (1 - horizon) * t) for s, t in ((1.16 * side, 0.08), (1.16 * side, 2.4), (1.38 * side, 2.4), (1.38 * side, 0.08))))
        canvas.solid(walk, canvas.between((0.1, "f6e6d4"), (1.0, "d9c6b4")), 0.04, gloss=0.1)
        canvas.solid(_strip(canvas, 1.38 * side, -0.16, 0.02, horizon, 0.08), mixed(red, "7a1f2a", 0.35), 0.04)
    far = mixed(red, "ffd8c4", (0.5 * smooth(-np.abs(canvas.x), -0.6, -0.2))[..., None])
    for side in (-half, half):
        drawn: list[Floats] = []
        for z, height in hangers[1:22:3]:
            canvas.solid(canvas.line(at(z, side, 0.2), at(z, side, height), 0.028 / z), far, 0.02)
        for (z, height), (other_z, other) in itertools.pairwise(hangers):
            drawn.append(canvas.line(at(z, side, height), at(other_z, side, other), max(0.075 / z, 0.012), max(0.075 / other_z, 0.012)))
        canvas.solid(union(*drawn), far, 0.025, gloss=0.3)
        canvas.solid(_strip(canvas, np.sign(side) * 1.36, 0.2, 0.34, horizon, 0.08), far, 0.03, gloss=0.3)


#: By the name of a stored place.
PLACES: dict[str, Painter] = {painter.__name__.replace("_", " "): painter for painter in (castle, haunted_house, temple, graveyard, bridge)} | ways.PLACES
