"""What leads from one place to another."""

import numpy as np

from training.data.places.built.cities import _panes, _tower, _tree, _wet
from training.data.places.canvas import Canvas, Floats, Painter, mixed, smooth, union
from training.data.places.nature.beyond import _stars
from training.data.places.nature.outdoors import _clouds


def _strip(canvas: Canvas, across: float, low: float, high: float, horizon: float, first: float = 0.05, last: float = 2.4) -> Floats:
    """A band along a road, `across` off its middle and between two heights at the bottom of the frame, that runs to the horizon."""
    foot = 1 - horizon
    return canvas.polygon(*((across * at, horizon + (foot - height) * at) for at, height in ((first, low), (last, low), (last, high), (first, high))))


def _lanes(canvas: Canvas, across: Floats, away: Floats, horizon: float, half: float, colours: tuple[str, str], marks: str) -> None:
    """A carriageway of three lanes."""
    shown = smooth(canvas.y, horizon + 0.01, horizon + 0.04)
    canvas.cover(smooth(half - np.abs(across), -0.03, 0.03) * shown, canvas.between((horizon, colours[0]), (1.75, colours[1])))
    canvas.cover(smooth(-np.abs(np.abs(across) - 0.93 * half), -0.04, -0.02) * shown, marks)
    dash = smooth(np.sin(8 * np.log(away)), -0.1, 0.1) * smooth(-np.abs(np.abs(across) - 0.34 * half), -0.035, -0.018)
    canvas.cover(dash * smooth(canvas.y, horizon + 0.04, horizon + 0.14), marks)


def highway(canvas: Canvas) -> None:
    horizon = 0.02
    canvas.gradient((-1.75, "2f90ea"), (-0.6, "86c9fb"), (0.02, "fdf3dc"))
    canvas.glow(canvas.circle(-0.75, -0.95, 0.1), "fff2c4", 0.45, 0.75)
    _clouds(canvas, ((-0.2, -0.9, 0.2), (0.95, -0.98, 0.24), (0.3, -0.28, 0.12), (-1.7, -0.7, 0.3), (1.8, -0.4, 0.22)))
    for height, swing, phase, colour in ((-0.1, 0.13, 0.4, "a9c6dd"), (-0.04, 0.1, 2.2, "8fbda8"), (0.03, 0.08, 4.3, "7cba70")):
        canvas.solid(canvas.below(height - swing * np.sin(1.9 * canvas.x + phase) - 0.03 * np.sin(5 * canvas.x + phase)), colour, 0.2, gloss=0.1)
    canvas.fill(canvas.below(0.1), canvas.between((0.1, "a9d36a"), (0.6, "82bd52"), (1.75, "579a41")), edge=0.03)
    for x, foot, size in ((-0.42, 0.12, 0.14), (-0.62, 0.14, 0.22), (-0.92, 0.2, 0.36), (-1.3, 0.26, 0.5), (0.5, 0.12, 0.16), (0.74, 0.17, 0.28), (1.1, 0.22, 0.42), (1.6, 0.3, 0.55), (-1.8, 0.34, 0.6)):
        _tree(canvas, x, foot, size, mixed("4fa650", "86c24e", canvas.random.random()))
    across, away = canvas.ground(horizon)
    _lanes(canvas, across, away, horizon, 1.5, ("a3a7b4", "5b6072"), "ffffff")
    for side in (-1, 1):
        for at in np.geomspace(0.1, 1.9, 13):
            x, foot = side * 1.66 * at, horizon + 0.98 * at
            canvas.solid(canvas.box(x, foot - 0.13 * at, 0.028 * at, 0.14 * at, 0.01), "8a93a6", 0.02)
        canvas.solid(_strip(canvas, side * 1.66, 0.15, 0.29, horizon), canvas.between((0.1, "e4e9f0"), (1.0, "c3cbd8")), 0.03, gloss=0.5)
        canvas.fill(_strip(canvas, side * 1.66, 0.205, 0.225, horizon), "8f9bb0", 0.8)
    for side in (-1, 1):
        canvas.solid(canvas.line((side * 0.86, 0.44), (side * 0.86, -0.62), 0.028), "9aa5b6", 0.03)
    for y in (-0.5, -0.62):
        canvas.solid(canvas.line((-0.86, y), (0.86, y), 0.018), "b3bdcb", 0.02)
    for x, lean in ((-0.45, 0.0), (0.45, 0.7)):
        canvas.solid(canvas.box(x, -0.57, 0.3, 0.15, 0.04), "f4f8f6", 0.03)
        canvas.solid(canvas.box(x, -0.57, 0.28, 0.13, 0.03), "1f9a5c", 0.05, gloss=0.35)
        for at in (-0.12, 0.1):
            tip = (x + at + 0.07 * lean, -0.65)
            canvas.fill(canvas.line((x + at, -0.49), (tip[0], tip[1] + 0.03), 0.016), "ffffff")
            canvas.fill(canvas.polygon((tip[0] - 0.045, tip[1] + 0.045), (tip[0] + 0.01 * lean, tip[1] - 0.01), (tip[0] + 0.045, tip[1] + 0.045)) - 0.005, "ffffff")


def highway_at_night(canvas: Canvas) -> None:
    horizon = 0.02
    canvas.gradient((-1.75, "090d30"), (-0.8, "1a1c58"), (-0.25, "4d2f80"), (0.02, "f08a6a"))
    _stars(canvas, 90, -0.45)
    for x, half, top in ((-0.2, 0.08, -0.32), (0.14, 0.08, -0.2), (0.36, 0.08, -0.34), (-0.42, 0.1, -0.66), (0.62, 0.11, -0.52), (-0.66, 0.11, -0.46), (0.9, 0.12, -0.36), (-0.98, 0.12, -0.6), (1.22, 0.14, -0.62), (-1.4, 0.14, -0.44), (1.7, 0.16, -0.4), (-1.8, 0.16, -0.6)):
        _tower(canvas, x, half, top, "3c2f80", 0.3, 0.5, "spire" if top < -0.6 else "flat", 0.1)
    canvas.light(np.exp(-(((canvas.y - 0.02) / 0.14) ** 2)) * np.exp(-(((canvas.x + 0.3) / 0.9) ** 2)) * 0.7, "ffb07a")
    canvas.solid(canvas.below(0.05 - 0.08 * np.sin(1.6 * canvas.x - 1.3)), "2a2260", 0.2, gloss=0.05)
    canvas.fill(canvas.below(0.08), canvas.between((0.08, "2b2560"), (1.0, "1a1844"), (1.75, "121232")), edge=0.03)
    bend = 0.25 * np.exp(-np.maximum(canvas.y - horizon, 0) / 0.16)
    across, away = canvas.ground(horizon)
    across = (canvas.x + bend) * away
    _lanes(canvas, across, away, horizon, 1.5, ("6a548c", "2a284e"), "e6d9f0")
    shown = smooth(canvas.y, horizon + 0.01, horizon + 0.05)
    for middle, width, colour in ((-1.2, 0.05, "ffd98a"), (-0.94, 0.035, "fff6e0"), (-0.7, 0.05, "ffe3a0"), (0.7, 0.05, "ff3a4f"), (0.94, 0.035, "ff8a5a"), (1.2, 0.05, "ff2f6f")):
        off = np.abs(across - middle - 0.02 * np.sin(2 * away + 9 * middle))
        canvas.light(np.exp(-((off / (3 * width)) ** 2)) * shown * 0.4, colour)
        canvas.cover(smooth(-off, -width - 0.01, -0.6 * width) * shown, mixed(colour, "ffffff", 0.3))
    for side in (-1, 1):
        for at in (0.16, 0.26, 0.42, 0.7):
            x, foot = side * 1.7 * at - 0.25 * np.exp(-0.98 * at / 0.16), horizon + 0.98 * at
            size = 1.25 * at
            part = canvas.part(x, foot - 0.6 * size, 1.4 * size + 0.1)
            part.solid(union(part.line((x, foot), (x, foot - size), 0.02 * size), part.line((x, foot - size), (x - side * 0.3 * size, foot - 1.06 * size), 0.016 * size)), "2b2a55", 0.02)
            head = part.line((x - side * 0.22 * size, foot - 1.05 * size), (x - side * 0.36 * size, foot - 1.07 * size), 0.03 * size)
            part.glow(head, "ffb86b", 0.16 * size, 0.8)
            part.fill(head, "fff4d8")


def _plane(canvas: Canvas, x: float, y: float, size: float) -> None:
    """From the side, its nose to the left; `size` is half its length."""
    part = canvas.part(x, y, 1.3 * size)

    def at(*points: tuple[float, float]) -> Floats:
        return part.polygon(*((x + a * size, y + b * size) for a, b in points))

    part.shadow(x, y + 0.33 * size, 0.9 * size, 0.05 * size, 0.4)
    for a in (-0.62, 0.12, 0.22):
        part.solid(part.line((x + a * size, y + 0.1 * size), (x + a * size, y + 0.25 * size), 0.015 * size), "7c889a", 0.02)
        part.solid(part.circle(x + a * size, y + 0.27 * size, 0.05 * size), "2f3644", 0.03)
    part.solid(at((0.62, -0.08), (0.95, -0.62), (1.08, -0.62), (0.93, -0.06)) - 0.02 * size, "ff6a4a", 0.05)
    body = union(part.line((x - 0.78 * size, y), (x + 0.5 * size, y), 0.15 * size), part.line((x + 0.5 * size, y), (x + 1.0 * size, y - 0.06 * size), 0.15 * size, 0.05 * size))
    part.solid(body, part.between((y - 0.15 * size, "ffffff"), (y + 0.02 * size, "f4f7fb"), (y + 0.06 * size, "4fa0e8"), (y + 0.15 * size, "3b7fd0")), 0.14 * size, gloss=0.4)
    part.solid(at((-0.93, -0.02), (-0.84, -0.1), (-0.74, -0.1), (-0.74, -0.02)), "24406a", 0.02)
    for number in range(9):
        part.fill(part.box(x + (-0.56 + 0.12 * number) * size, y - 0.035 * size, 0.03 * size, 0.04 * size, 0.02 * size), "24406a")
    part.solid(at((0.8, -0.06), (1.16, -0.12), (1.22, -0.06), (0.95, 0.02)) - 0.015 * size, "dde5ef", 0.03)
    part.solid(at((-0.12, 0.06), (0.42, 0.22), (0.56, 0.2), (0.22, 0.04)) - 0.02 * size, "e6ecf4", 0.04)
    part.solid(part.line((x - 0.16 * size, y + 0.17 * size), (x + 0.06 * size, y + 0.17 * size), 0.075 * size), "ff6a4a", 0.06)


def airport(canvas: Canvas) -> None:
    horizon = 0.06
    canvas.gradient((-1.75, "3c97ec"), (-0.6, "90cffb"), (0.06, "ffeeda"))
    canvas.glow(canvas.circle(0.9, -1.0, 0.1), "fff2c4", 0.5, 0.7)
    _clouds(canvas, ((0.1, -0.9, 0.22), (0.62, -0.4, 0.15), (-0.3, -0.42, 0.12), (1.7, -0.7, 0.3), (-1.7, -0.8, 0.3)))
    canvas.solid(canvas.below(0.02 - 0.07 * np.sin(2 * canvas.x + 1)), "a9c9e0", 0.2, gloss=0.1)
    canvas.solid(canvas.below(0.08 - 0.03 * np.sin(3 * canvas.x)), "86bd84", 0.15, gloss=0.1)
    canvas.fill(canvas.below(0.12), canvas.between((0.12, "a4d06c"), (0.6, "80ba52"), (1.75, "579a41")), edge=0.03)
    # The terminal, its tower on the left, and a plane that waits on the right.
    roof = 0.02 - 0.12 * np.cos(2.2 * np.clip(canvas.x + 1.05, -0.714, 0.714))
    hall = np.maximum(np.maximum(roof - canvas.y, canvas.y - 0.2), np.abs(canvas.x + 1.05) - 0.68)
    glass = _panes(canvas, canvas.x * 9, canvas.y * 10, "5fb0e0", 0.0)
    canvas.solid(hall, glass, 0.05, gloss=0.2)
    canvas.solid(np.maximum(np.abs(canvas.y - roof) - 0.035, np.abs(canvas.x + 1.05) - 0.74), "f6f8fb", 0.04)
    canvas.solid(canvas.polygon((-0.86, 0.2), (-0.8, -0.55), (-0.66, -0.55), (-0.6, 0.2)) - 0.01, "eef2f7", 0.12)
    canvas.solid(canvas.polygon((-0.93, -0.6), (-0.53, -0.6), (-0.62, -0.46), (-0.84, -0.46)) - 0.02, "c9d3e0", 0.06)
    cabin = canvas.polygon((-0.96, -0.8), (-0.5, -0.8), (-0.56, -0.6), (-0.9, -0.6))
    canvas.solid(cabin - 0.02, "2f77b8", 0.05, gloss=0.6)
    canvas.light(smooth(-cabin, 0, 0.02) * smooth(np.sin(14 * canvas.x + 8 * canvas.y), 0.3, 0.9) * 0.5, "ffffff")
    for x in (-0.86, -0.73, -0.6):
        canvas.solid(canvas.line((x, -0.6), (x + 0.2 * (x + 0.73), -0.8), 0.012), "eef2f7", 0.02)
    canvas.solid(canvas.box(-0.73, -0.84, 0.27, 0.045, 0.04), "ff6a4a", 0.05)
    canvas.solid(canvas.line((-0.73, -0.87), (-0.73, -1.08), 0.014), "c9d3e0", 0.02)
    canvas.solid(canvas.circle(-0.73, -1.09, 0.025), "ff5a5a", 0.03)
    across, away = canvas.ground(horizon)
    shown = smooth(canvas.y, horizon + 0.05, horizon + 0.08)
    canvas.fill(np.maximum(np.abs(canvas.y - 0.24) - 0.035, 0.05 - np.abs(canvas.x)), "b9bcc6", 0.9, edge=0.02)
    canvas.cover(smooth(1.3 - np.abs(across), -0.03, 0.03) * shown, canvas.between((horizon, "a5a9b6"), (0.6, "7c8192"), (1.75, "5b6072")))
    canvas.cover(smooth(-np.abs(np.abs(across) - 1.18), -0.05, -0.03) * shown, "ffffff")
    dash = smooth(np.sin(7 * np.log(away) + 0.9), -0.1, 0.1) * smooth(-np.abs(across), -0.06, -0.035)
    canvas.cover(dash * smooth(canvas.y, horizon + 0.08, horizon + 0.16), "ffffff")
    for side in (-1, 1):
        for at in np.geomspace(0.14, 1.8, 11):
            lamp = (side * 1.42 * at, horizon + (0.94 - 0.05) * at)
            part = canvas.part(*lamp, 0.3 * at)
            part.glow(part.circle(*lamp, 0.02 * at), "ffd24a", 0.08 * at, 0.7)
            part.solid(part.circle(*lamp, 0.035 * at), "fff0b0", 0.03)
    _plane(canvas, 0.75, 0.1, 0.36)


def _track(canvas: Canvas, off: Floats, middle: float, horizon: float) -> None:
    """`off`: how far each position is off the track's middle."""
    stones = 0.88 + 0.24 * canvas.noise(0.09, 0.05, 2)[..., None]
    bed = np.clip(canvas.between((horizon, "cdbdac"), (1.0, "a89890"), (1.75, "7d7070")) * stones, 0, 1).astype(np.float32)
    canvas.cover(smooth(1.0 - np.abs(off), -0.08, 0.04) * smooth(canvas.y, horizon + 0.02, horizon + 0.05), bed)
    for at in np.geomspace(0.13, 2.2, 20):
        part = canvas.part(middle * at, horizon + 0.96 * at, at)
        part.solid(part.box(middle * at, horizon + 0.96 * at, 0.74 * at, 0.042 * at, 0.025 * at), mixed("8a5f42", "bfafa0", 0.75 * np.exp(-at / 0.24)), 0.03 * at + 0.01, gloss=0.1)
    for side in (-0.5, 0.5):
        canvas.solid(_strip(canvas, middle + side, -0.02, 0.06, horizon), "6f7788", 0.02)
        top = canvas.polygon(*(((middle + side + a) * at, horizon + 0.9 * at) for a, at in ((-0.045, 0.05), (-0.045, 2.4), (0.045, 2.4), (0.045, 0.05))))
        canvas.solid(top, "dfe6f0", 0.02, gloss=0.6)


def _train(canvas: Canvas, middle: float, horizon: float, near: float) -> None:
    """It waits on the left, its front at `near`."""
    x, foot, edge = middle * near, horizon + 0.92 * near, middle + 0.72
    canvas.shadow(x, foot + 0.02, 0.9 * near, 0.05, 0.4)
    for low, high, colour in ((0.14, 0.3, "3a4254"), (0.3, 1.62, "3f86c4"), (0.78, 0.9, "fff3df"), (1.56, 1.74, "c9d3e0")):
        canvas.solid(_strip(canvas, edge, low, high, horizon, 0.08, near), mixed(colour, "1f3f7a", 0.25), 0.03, gloss=0.1)
    for first, last in ((0.1, 0.12), (0.13, 0.16), (0.175, 0.22), (0.24, 0.31), (0.335, 0.41)):
        canvas.solid(_strip(canvas, edge, 0.98, 1.42, horizon, first, last), "7cc4ee", 0.02, gloss=0.4)
    front = canvas.box(x, foot - 0.82 * near, 0.72 * near, 0.8 * near, 0.24 * near)
    canvas.solid(front, canvas.between((foot - 0.9 * near, "5fa6dc"), (foot - 0.86 * near, "fff3df"), (foot - 0.68 * near, "fff3df"), (foot - 0.64 * near, "3f86c4")), 0.12)
    canvas.solid(canvas.box(x, foot - 1.18 * near, 0.56 * near, 0.27 * near, 0.12 * near), "274a78", 0.06, gloss=0.6)
    canvas.solid(canvas.line((x - 0.5 * near, foot - 0.08 * near), (x + 0.5 * near, foot - 0.08 * near), 0.07 * near), "4a5366", 0.04)
    for side in (-0.46, 0.46):
        lamp = canvas.circle(x + side * near, foot - 0.44 * near, 0.09 * near)
        canvas.solid(lamp, "fff6d0", 0.04, gloss=0.6, shade=0.1)
        canvas.glow(lamp, "ffe9a0", 0.06, 0.5)


def railway(canvas: Canvas) -> None:
    horizon = 0.04
    canvas.gradient((-1.75, "3a98ee"), (-0.6, "92d0fb"), (0.04, "fdf0d8"))
    _clouds(canvas, ((-0.15, -0.86, 0.22), (-0.6, -0.4, 0.15), (-1.7, -0.8, 0.3), (1.75, -0.5, 0.26)))
    for height, swing, phase, colour in ((-0.14, 0.16, 0.9, "a6c4e2"), (-0.02, 0.1, 2.6, "8cbda6"), (0.06, 0.06, 4.4, "79b968")):
        canvas.solid(canvas.below(height - swing * np.sin(1.8 * canvas.x + phase) - 0.03 * np.sin(5 * canvas.x + phase)), colour, 0.2, gloss=0.1)
    canvas.fill(canvas.below(0.1), canvas.between((0.1, "a9d36a"), (0.6, "82bd52"), (1.75, "579a41")), edge=0.03)
    for x, foot, size in ((-0.46, 0.12, 0.15), (-0.66, 0.16, 0.25), (-1.0, 0.22, 0.42), (-1.5, 0.3, 0.56)):
        _tree(canvas, x, foot, size, mixed("4fa650", "86c24e", canvas.random.random()))
    across, _away = canvas.ground(horizon)
    for middle in (-1.75, 0.0):
        _track(canvas, across - middle, middle, horizon)
    _train(canvas, -1.75, horizon, 0.38)
    # The platform on the right, under its roof.
    edge, top = 1.12, 0.74
    floor = [(edge * 0.1, horizon + top * 0.1), (edge * 2.4, horizon + top * 2.4), (5.0, horizon + top * 2.4), (5.0 * 0.1, horizon + top * 0.1)]
    canvas.solid(_strip(canvas, edge, -0.02, 0.24, horizon, 0.1), "b9a99c", 0.04)
    canvas.solid(canvas.polygon(*floor), canvas.between((0.1, "f3e6d2"), (1.0, "dcc9b2"), (1.75, "bda794")), 0.04, gloss=0.1)
    stripe = [(a * at, horizon + top * at) for a, at in ((edge + 0.07, 0.1), (edge + 0.07, 2.4), (edge + 0.2, 2.4), (edge + 0.2, 0.1))]
    canvas.fill(canvas.polygon(*stripe), "ffc93c")
    wall = np.minimum(_strip(canvas, 2.3, 0.22, 1.8, horizon, 0.1, 0.62), _strip(canvas, 2.3, 0.22, 1.8, horizon, 0.62))
    canvas.solid(wall, canvas.between((-0.6, "e9a06a"), (0.3, "f7d9a8"), (0.7, "d98f62")), 0.05, gloss=0.1)
    for first, last in ((0.16, 0.19), (0.23, 0.28), (0.35, 0.43), (0.54, 0.68)):
        canvas.solid(_strip(canvas, 2.3, 0.62, 1.4, horizon, first, last) - 0.015, "fff6e6", 0.02)
        canvas.solid(_strip(canvas, 2.3, 0.68, 1.34, horizon, first, last), "5fb0e0", 0.04, gloss=0.5)
    under = canvas.polygon(*((a * at, horizon - 0.82 * at) for a, at in ((1.15, 0.14), (1.15, 2.4), (2.5, 2.4), (2.5, 0.14))))
    canvas.solid(under, canvas.between((-1.6, "c9694a"), (0.0, "8a4a3a")), 0.05, gloss=0.05)
    for at in (0.2, 0.32, 0.52, 0.86):
        x = 1.55 * at
        canvas.solid(canvas.line((x, horizon + 0.74 * at), (x, horizon - 0.82 * at), 0.035 * at), "2f7d6b", 0.03)
    canvas.solid(_strip(canvas, 1.15, 1.76, 1.98, horizon, 0.14), "fff3df", 0.05)
    canvas.solid(canvas.line((0.63, -0.42), (0.63, -0.3), 0.012), "2f7d6b", 0.02)
    canvas.solid(canvas.circle(0.63, -0.2, 0.105), "2f7d6b", 0.04)
    canvas.solid(canvas.circle(0.63, -0.2, 0.082), "fffdf4", 0.03, shade=0.1)
    for tip in ((0.63, -0.255), (0.67, -0.185)):
        canvas.fill(canvas.line((0.63, -0.2), tip, 0.01), "2a3444")


def _boat(canvas: Canvas, x: float, water: float, size: float, hull: str, sail: str | None = None) -> None:
    """A sailing boat, its sails down unless they have a colour; `water` is where it floats."""
    part = canvas.part(x, water - 0.7 * size, 1.4 * size)
    part.solid(part.line((x + 0.02 * size, water - 0.1 * size), (x + 0.02 * size, water - 1.75 * size), 0.032 * size, 0.022 * size), "c98f5a", 0.03)
    for end in (-0.66, 0.66):
        part.fill(part.line((x + 0.02 * size, water - 1.7 * size), (x + end * size, water - 0.2 * size), 0.007), "8a90a4", 0.7)
    if sail:
        part.solid(part.polygon((x - 0.05 * size, water - 1.55 * size), (x - 0.05 * size, water - 0.34 * size), (x - 0.6 * size, water - 0.34 * size)) - 0.02 * size, sail, 0.12 * size)
        part.solid(part.polygon((x + 0.1 * size, water - 1.6 * size), (x + 0.1 * size, water - 0.34 * size), (x + 0.6 * size, water - 0.34 * size)) - 0.02 * size, "fffaf0", 0.12 * size)
    else:
        part.solid(part.line((x + 0.02 * size, water - 0.4 * size), (x + 0.58 * size, water - 0.44 * size), 0.05 * size), "fff6e6", 0.04)
        part.solid(part.box(x - 0.16 * size, water - 0.3 * size, 0.24 * size, 0.1 * size, 0.05 * size), "fffaf2", 0.04)
        for at in (-0.26, -0.1):
            part.fill(part.circle(x + at * size, water - 0.3 * size, 0.035 * size), "3f6fa8")
    shape = part.polygon((x - 0.74 * size, water - 0.26 * size), (x + 0.82 * size, water - 0.3 * size), (x + 0.56 * size, water + 0.02), (x - 0.56 * size, water + 0.02))
    part.solid(shape - 0.03 * size, part.between((water - 0.16 * size, hull), (water - 0.13 * size, "fffaf2"), (water - 0.09 * size, "fffaf2"), (water - 0.06 * size, hull)), 0.12 * size, gloss=0.35)


def harbor(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3a96ee"), (-0.7, "93d0fb"), (-0.05, "fff0dc"))
    _clouds(canvas, ((-0.1, -0.92, 0.22), (0.2, -0.44, 0.14), (1.2, -1.0, 0.2), (-1.75, -0.9, 0.3), (1.9, -0.5, 0.24)))
    canvas.solid(canvas.below(-0.04 - 0.22 * np.exp(-(((canvas.x + 0.95) / 0.6) ** 2)) - 0.2 * np.exp(-(((canvas.x - 1.5) / 0.7) ** 2))), "8fbf9a", 0.2, gloss=0.1)
    walls = ("ffd28a", "ff9b86", "fff0dc", "8fd0e8", "f7b6c2", "cfe6a0")
    for number, x in enumerate((*np.arange(-2.1, -0.2, 0.26), *np.arange(1.0, 2.2, 0.26))):
        top = -0.2 - canvas.random.uniform(0.0, 0.12) - 0.1 * (abs(x) > 0.7)
        part = canvas.part(x, -0.15, 0.5)
        part.solid(part.box(x, 0.5 * top, 0.125, -0.5 * top + 0.02, 0.01), walls[(number * 5) % 6], 0.04, gloss=0.1)
        part.solid(part.polygon((x - 0.14, top), (x - 0.08, top - 0.12), (x + 0.08, top - 0.12), (x + 0.14, top)) - 0.008, "d9694a", 0.04)
        for y in np.arange(top + 0.09, -0.06, 0.14):
            for side in (-0.055, 0.055):
                part.fill(part.box(x + side, y, 0.028, 0.04, 0.01), "5f86a8")
    # The lighthouse on its pier.
    canvas.solid(canvas.polygon((0.22, 0.05), (0.3, -0.02), (0.86, -0.02), (0.95, 0.05)), "b7a99c", 0.04)
    canvas.solid(canvas.polygon((0.45, -0.01), (0.49, -0.52), (0.63, -0.52), (0.67, -0.01)), canvas.between(
        *((-0.53 + 0.13 * number + more, colour) for number, colour in enumerate(("fffaf2", "f2544a", "fffaf2", "f2544a")) for more in (0.005, 0.125))), 0.1)
    canvas.solid(canvas.box(0.56, -0.54, 0.11, 0.02, 0.015), "3f4a66", 0.02)
    canvas.solid(canvas.box(0.56, -0.6, 0.055, 0.05, 0.02), "fff0a0", 0.04, gloss=0.5)
    canvas.glow(canvas.circle(0.56, -0.6, 0.03), "fff0a0", 0.12, 0.6)
    canvas.solid(canvas.polygon((0.48, -0.64), (0.56, -0.75), (0.64, -0.64)) - 0.01, "f2544a", 0.05)
    canvas.fill(canvas.below(0.02), canvas.between((0.02, "7fd4e8"), (0.25, "3fa6d8"), (0.5, "2b80c0"), (1.75, "2b80c0")))
    _wet(canvas, 0.02, 0.35, 0.012)
    for x, water, size, hull, sail in ((-0.38, 0.12, 0.2, "f2544a", None), (0.32, 0.12, 0.18, "4fa3e0", "ffb84a"), (-0.7, 0.22, 0.34, "2f6fc0", "ff7a5e"), (1.0, 0.24, 0.4, "f2544a", None),
                                       (-1.12, 0.32, 0.5, "38a888", None), (1.75, 0.34, 0.56, "2f6fc0", "ffd24a"), (-1.9, 0.3, 0.5, "f2544a", "fffaf0")):
        part = canvas.part(x, water + 0.1 * size, size)
        part.fill(part.ellipse(x, water + 0.14 * size, 0.62 * size, 0.15 * size), mixed(hull, "1f5f98", 0.45), 0.55, edge=0.05)
        _boat(canvas, x, water, size, hull, sail)
        for lean in (-0.1, 0.2):
            shine = water + (0.1 + 0.4 * abs(lean)) * size
            part.glow(part.line((x + (lean - 0.5) * size, shine), (x + (lean + 0.5) * size, shine), 0.004), "ffffff", 0.014, 0.45)
    canvas.light(smooth(canvas.noise(0.5, 0.05), 0.56, 0.74) * smooth(canvas.y, 0.04, 0.14) * smooth(-canvas.y, -0.5, -0.4) * 0.45, "ffffff")
    # The quay.
    canvas.solid(canvas.below(0.48), canvas.between((0.48, "f3e4cc"), (0.9, "dcc6aa"), (1.75, "b39a86")), 0.05, gloss=0.1)
    across, away = canvas.ground(-0.1)
    row = 4.2 * np.log(away)
    stone = across * 1.6 + 0.5 * (np.floor(row) % 2)
    seam = np.maximum(smooth(-np.abs(stone - np.round(stone)), -0.035, -0.008), smooth(-np.abs(row - np.round(row)), -0.05, -0.012))
    canvas.darken(seam * smooth(canvas.y, 0.56, 0.6), 0.3, "7a6252")
    canvas.fill(np.abs(canvas.y - 0.525) - 0.035, "fff6e6", 0.75)
    for x in (-0.86, 0.88, -1.8, 1.8):
        canvas.shadow(x + 0.06, 0.64, 0.16, 0.03, 0.35)
        canvas.solid(canvas.line((x, 0.62), (x, 0.48), 0.055, 0.045), "3f4a5e", 0.05, gloss=0.4)
        canvas.solid(canvas.ellipse(x, 0.46, 0.085, 0.04), "55627a", 0.04, gloss=0.4)
    for ring in (0.0, 0.035, 0.07):
        canvas.solid(np.abs(canvas.ellipse(1.08, 0.74 - ring, 0.12, 0.045)) - 0.02, "e0b276", 0.02)


#: By the name of a stored place.
PLACES: dict[str, Painter] = {painter.__name__.replace("_", " "): painter for painter in (highway, highway_at_night, airport, railway, harbor)}
