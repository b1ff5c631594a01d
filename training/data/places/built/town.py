"""Places that people have built, seen from outside, and what stands in them."""

import itertools

import numpy as np

from training.data.places.canvas import Canvas, Floats, mixed, smooth, union
from training.data.places.nature.outdoors import _clouds


def _paved(canvas: Canvas, horizon: float, colours: tuple[str, str], half_width: float, kerb: str, marks: str) -> Floats:
    """A road that runs into the distance; returns how far each position is off its middle, in its own half widths."""
    across, away = canvas.ground(horizon)
    off = np.abs(across) / half_width
    shown = smooth(canvas.y, horizon, horizon + 0.02)
    canvas.cover(smooth(-off, -1.16, -1.10) * shown, kerb)
    canvas.cover(smooth(-off, -1.04, -0.99) * shown, canvas.between((horizon, colours[0]), (1.75, colours[1])))
    dashes = smooth(np.sin(9 * np.log(away + 0.02)), -0.1, 0.1) * smooth(-off, -0.075, -0.045) * smooth(canvas.y, horizon + 0.03, horizon + 0.12)
    canvas.cover(dashes * shown, marks)
    return off


def _house(canvas: Canvas, near: float, far: float, top: float, wall: str, roof: str, lit: str) -> None:
    """A front along the street, from x `near` to x `far` (nearer to the middle); the eye is at the height of `horizon`."""
    horizon, foot = 0.05, 0.62

    def at(x: float, level: float) -> float:
        """A height that is `level` at |x| = 1, seen in perspective."""
        return horizon + (level - horizon) * abs(x)

    front = canvas.polygon((near, at(near, top)), (far, at(far, top)), (far, at(far, foot)), (near, at(near, foot)))
    canvas.solid(front - 0.01, wall, 0.06, gloss=0.1)
    rise, lean = 0.36, 0.03 * np.sign(near)
    eaves = canvas.polygon((near + lean, at(near, top) + 0.02), (far - lean, at(far, top) + 0.02),
                           (far - 0.25 * (far - near), at(far, top - rise)), (near + 0.18 * (far - near), at(near, top - rise)))
    canvas.solid(eaves - 0.02, roof, 0.08)
    for level in (top + 0.24, top + 0.66):
        for share in (0.25, 0.72):
            x = near + (far - near) * share
            wide = 0.13 * abs(far - near)
            pane = canvas.polygon((x - wide, at(x - wide, level - 0.14)), (x + wide, at(x + wide, level - 0.14)),
                                  (x + wide, at(x + wide, level + 0.14)), (x - wide, at(x - wide, level + 0.14)))
            canvas.fill(pane - 0.025, "ffffff")
            canvas.solid(pane, lit, 0.05, gloss=0.5)


def _houses(canvas: Canvas, walls: tuple[str, ...], roofs: tuple[str, ...], lit: str) -> None:
    spans = ((0.26, 0.42, -0.72), (0.44, 0.7, -0.66), (0.72, 1.14, -0.76), (1.18, 1.95, -0.62))
    for number, (far, near, top) in enumerate(spans):
        for side in (-1, 1):
            at = number + (side > 0) * 3
            _house(canvas, side * near, side * far, top + 0.1 * (side > 0), walls[at % len(walls)], roofs[at % len(roofs)], lit)


def street(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4ea8f0"), (-0.7, "96d0fa"), (0.05, "eaf6ff"))
    _clouds(canvas, ((-0.1, -0.85, 0.26), (1.1, -1.2, 0.3), (-1.1, -1.15, 0.26)))
    canvas.fill(canvas.below(0.05), canvas.between((0.05, "dccfc0"), (1.75, "b9a99b")))
    for x, size in ((-0.16, 0.16), (0.12, 0.14)):
        canvas.solid(canvas.puff(x, 0.1, size), "5fae5a", 0.1)
    _houses(canvas, ("ffd28a", "ff9b86", "8fd0e8", "f6eadb", "b9dd9a"), ("c4523f", "7a5a86", "a8442f", "4f6f9a"), "9adcf7")
    _paved(canvas, 0.05, ("858a98", "666b7a"), 0.78, "e9e3dc", "ffffff")
    for side in (-1, 1):
        for x, scale in ((0.52, 0.5), (1.3, 1.15)):
            foot = 0.05 + 0.5 * x
            canvas.solid(canvas.line((side * x, foot), (side * x, foot - 0.85 * scale), 0.03 * scale), "4a5566", 0.03)
            canvas.solid(canvas.circle(side * x, foot - 0.9 * scale, 0.08 * scale), "fff3c4", 0.08, gloss=0.6)


def city_lights(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "0b1036"), (-0.6, "231d5c"), (0.1, "6a3a86"))
    for number in range(30):
        x, top = -2.1 + number * 0.145, canvas.random.uniform(-1.1, -0.3)
        wide = canvas.random.uniform(0.09, 0.16)
        canvas.solid(canvas.box(x, top + 1.5, wide, 1.5, 0.02), mixed("1a1d4f", "33307a", canvas.random.random()), 0.08, gloss=0.1)
        for row in np.arange(top + 0.1, 0.25, 0.12):
            for column in (-0.5, 0.05, 0.55):
                if canvas.random.random() < 0.4:
                    part = canvas.part(x + column * wide, row, 0.08)
                    window = part.box(x + column * wide, row, 0.02, 0.03, 0.01)
                    part.fill(window, ("ffd27a", "ffe9b0", "ffb35c", "9fd8ff")[canvas.random.integers(4)], 0.9)
    canvas.fill(canvas.below(0.3), canvas.between((0.3, "2c2558"), (1.0, "1a1740"), (1.75, "0d0c28")), edge=0.06)
    colours = ("ffb347", "ff5f7e", "ffd86b", "5fd0ff", "ff8a4c", "b57bff")
    for number in range(22):
        x, colour = canvas.random.uniform(-2.1, 2.1), colours[number % 6]
        canvas.light(np.exp(-(((canvas.x - x) / 0.05) ** 2)) * smooth(canvas.y, 0.3, 0.4) * np.exp(-np.maximum(canvas.y - 0.35, 0) / 0.45) * 0.5, colour)
    canvas.bokeh(colours, 76, (-2.1, -0.3, 2.1, 0.4), (0.06, 0.14), 0.85)
    canvas.bokeh(colours, 12, (-2.1, -0.8, 2.1, 0.6), (0.1, 0.17), 0.5)


def rain(canvas: Canvas) -> None:
    wet_town(canvas)
    for _ in range(260):
        x, y = canvas.random.uniform(-2.2, 2.2), canvas.random.uniform(-2.2, 1.8)
        length, width = canvas.random.uniform(0.14, 0.3), canvas.random.uniform(0.006, 0.011)
        part = canvas.part(x, y + 0.5 * length, 0.25)
        part.light(smooth(-part.line((x, y), (x - 0.22 * length, y + length), 0.3 * width, width), -0.01, 0.004) * 0.6, "e6f3ff")
    canvas.bokeh(["e8f4ff"], 26, (-1.7, 0.4, 1.7, 1.6), (0.015, 0.03), 0.5)


def wet_town(canvas: Canvas) -> None:
    """No rain is in the air: the app lets it fall."""
    canvas.gradient((-1.75, "566b86"), (-0.5, "7d93ab"), (0.25, "a9bccb"))
    for x, y, size in ((-0.75, -1.3, 0.6), (0.3, -1.35, 0.6), (1.4, -1.3, 0.6), (-1.45, -0.75, 0.5), (-0.55, -0.62, 0.42), (0.5, -0.68, 0.46), (1.4, -0.72, 0.5)):
        canvas.solid(canvas.puff(x, y, size), mixed("64768e", "8496ad", canvas.random.random()), 0.3, gloss=0.1, edge=0.08, shade=0.25)
    for number in range(21):
        x = -2.1 + 0.21 * number
        canvas.fill(canvas.box(x, 0.35, 0.1, canvas.random.uniform(0.3, 0.75), 0.02), "8a9db3", 0.6, edge=0.08)
    canvas.fill(canvas.below(0.28), canvas.between((0.28, "8699ad"), (0.8, "5f7389"), (1.75, "43566c")), edge=0.06)
    for x, y, size in ((-0.95, 0.56, 0.4), (0.8, 0.5, 0.36), (0.05, 0.82, 0.62), (-1.3, 1.1, 0.5), (1.25, 1.0, 0.55), (0.0, 1.4, 0.8)):
        pool = canvas.ellipse(x, y, size, 0.16 * size)
        canvas.fill(pool, "b3c8da", 0.85, edge=0.03)
        canvas.fill(canvas.ellipse(x - 0.1 * size, y - 0.02 * size, 0.6 * size, 0.07 * size), "dcebf5", 0.6, edge=0.05)
        for ring in (0.35, 0.6):
            canvas.fill(np.abs(canvas.ellipse(x + 0.15 * size, y + 0.01, ring * size, 0.16 * ring * size)) - 0.006, "eef7ff", 0.8)


def road(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3f9df0"), (-0.6, "8fcdfb"), (0.0, "f2f8ff"))
    _clouds(canvas, ((-0.85, -0.72, 0.3), (0.75, -0.92, 0.28), (1.5, -0.45, 0.22), (-1.6, -0.4, 0.2)))
    canvas.solid(canvas.below(-0.08 - 0.16 * np.sin(1.7 * canvas.x + 0.5)), "8fb9a8", 0.2)
    canvas.solid(canvas.below(0.02 - 0.09 * np.cos(1.6 * canvas.x)), "79b866", 0.2)
    canvas.fill(canvas.below(0.05), canvas.between((0.05, "a5cf6c"), (0.6, "83bd55"), (1.75, "5d9c43")), edge=0.03)
    _paved(canvas, 0.05, ("7f8594", "50566a"), 0.9, "f3f0e6", "ffd84a")
    for side in (-1, 1):
        for away in (0.34, 0.5, 0.78, 1.25):
            x, foot = side * away * 1.08, 0.05 + away * 0.95
            canvas.solid(canvas.box(x, foot - 0.14 * away, 0.035 * away, 0.16 * away, 0.02), "ffffff", 0.03)
            canvas.fill(canvas.box(x, foot - 0.2 * away, 0.035 * away, 0.035 * away, 0.01), "e8503a")
    for x, foot, size in ((-1.15, 0.2, 0.3), (1.3, 0.22, 0.34), (0.75, 0.1, 0.16), (-0.62, 0.1, 0.15), (-1.65, 0.3, 0.36)):
        canvas.solid(canvas.line((x, foot), (x, foot - size), 0.12 * size), "7a5535", 0.05)
        canvas.solid(canvas.puff(x, foot - 0.7 * size, 0.8 * size), "4fa052", 0.2)


def farm(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4aa6ee"), (-0.7, "9ad4fa"), (0.1, "fdf3d6"))
    _clouds(canvas, ((-1.1, -0.85, 0.26), (0.25, -0.95, 0.3), (1.5, -0.98, 0.24)))
    canvas.solid(canvas.below(0.06 - 0.12 * np.sin(1.6 * canvas.x + 1.2)), "9ccf70", 0.2)
    canvas.solid(canvas.below(0.16 + 0.05 * np.sin(1.8 * canvas.x)), "82bf55", 0.2)
    x = 0.66
    body = canvas.polygon((x - 0.46, 0.26), (x - 0.46, -0.28), (x - 0.3, -0.58), (x, -0.74), (x + 0.3, -0.58), (x + 0.46, -0.28), (x + 0.46, 0.26))
    canvas.solid(canvas.box(1.32, -0.22, 0.17, 0.5, 0.05), "d9dfe8", 0.17)
    canvas.solid(canvas.ellipse(1.32, -0.72, 0.18, 0.14), "b8c3d2", 0.12)
    canvas.solid(body - 0.02, "d8413a", 0.08)
    for a, b in (((-0.5, -0.26), (-0.32, -0.61)), ((-0.32, -0.61), (0, -0.79)), ((0, -0.79), (0.32, -0.61)), ((0.32, -0.61), (0.5, -0.26))):
        canvas.solid(canvas.line((x + a[0], a[1]), (x + b[0], b[1]), 0.045), "fbf4ea", 0.045)
    canvas.solid(canvas.box(x, 0.06, 0.2, 0.21, 0.02), "fbf4ea", 0.04)
    canvas.solid(canvas.box(x, 0.07, 0.165, 0.19, 0.02), "b32f2b", 0.04)
    for lean in (-1, 1):
        canvas.solid(canvas.line((x - 0.15 * lean, -0.1), (x + 0.15 * lean, 0.24), 0.02), "fbf4ea", 0.02)
    canvas.solid(canvas.box(x, -0.38, 0.1, 0.09, 0.02), "fbf4ea", 0.03)
    canvas.fill(canvas.box(x, -0.38, 0.065, 0.06, 0.02), "5a2a2a")
    for at, size in ((-1.5, 0.4), (-1.1, 0.3), (0.2, 0.22)):
        canvas.solid(canvas.line((at, 0.25), (at, -0.15), 0.045), "7a5535", 0.05)
        canvas.solid(canvas.puff(at, 0.02, size), "58a84f", 0.2)
    for at in np.arange(-2.28, 0.5, 0.24):
        canvas.solid(canvas.box(at, 0.2, 0.028, 0.14), "f7efe2", 0.03)
    for height in (0.13, 0.24):
        canvas.solid(canvas.box(-0.95, height, 1.3, 0.022), "f7efe2", 0.02)
    across, _away = canvas.ground(0.02)
    canvas.fill(canvas.below(0.32), canvas.between((0.32, "edcf63"), (0.9, "d6a63f"), (1.75, "a8792c")), edge=0.03)
    rows = smooth(np.sin(across * 15), -0.2, 0.7) * smooth(canvas.y, 0.33, 0.5)
    canvas.cover(rows * 0.7, canvas.between((0.32, "8cbf4a"), (1.0, "5f9c36"), (1.75, "41782a")))
    for at, foot, size in ((-1.05, 0.52, 0.17), (-0.68, 0.5, 0.13), (1.3, 0.55, 0.17)):
        canvas.shadow(at, foot + 0.02, 1.4 * size, 0.05, 0.3)
        canvas.solid(canvas.circle(at, foot - 0.75 * size, size), "f0cb62", size)
        for ring in (0.35, 0.7):
            canvas.fill(np.abs(canvas.circle(at, foot - 0.75 * size, ring * size)) - 0.008, "b98a2e", 0.6)


def playground(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "55b2f4"), (-0.6, "a4dcfb"), (0.1, "eefaff"))
    _clouds(canvas, ((-0.1, -0.95, 0.28), (1.3, -1.05, 0.24), (-1.45, -0.95, 0.22)))
    for x, size in ((-1.7, 0.46), (-1.1, 0.36), (-0.5, 0.3), (0.1, 0.32), (0.7, 0.3), (1.3, 0.4), (1.75, 0.42)):
        canvas.solid(canvas.puff(x, 0.2, size), "62b760", 0.2)
    canvas.fill(canvas.below(0.2), canvas.between((0.2, "94d868"), (0.7, "6cc052"), (1.75, "44963f")), edge=0.04)
    canvas.fill(canvas.ellipse(0, 0.95, 1.5, 0.55), "f2d59a", edge=0.06)
    # A slide with its ladder on the left, a swing on the right.
    canvas.shadow(-0.71, 0.5, 0.5, 0.06, 0.25)
    for x in (-1.18, -0.94):
        canvas.solid(canvas.line((x, 0.5), (x + 0.06, -0.62), 0.035), "3f7fe0", 0.04)
    for y in (0.34, 0.16, -0.02, -0.2):
        canvas.solid(canvas.line((-1.16, y), (-0.92, y), 0.022), "ffd23f", 0.03)
    canvas.solid(canvas.polygon((-1.26, -0.5), (-1, -0.84), (-0.74, -0.5)) - 0.03, "ff5a5a", 0.1)
    canvas.solid(canvas.box(-1, -0.3, 0.2, 0.035), "ffd23f", 0.03)
    points = [(-0.86, -0.28), (-0.64, 0.0), (-0.46, 0.32), (-0.3, 0.46), (-0.14, 0.48)]
    canvas.solid(union(*(canvas.line(a, b, 0.1) for a, b in itertools.pairwise(points)), blend=0.02), "ffc62e", 0.09)
    canvas.solid(union(*(canvas.line(a, b, 0.05) for a, b in itertools.pairwise(points)), blend=0.02), "ffdf75", 0.06)
    canvas.shadow(0.9, 0.5, 0.5, 0.05, 0.22)
    for x in (0.42, 1.38):
        for lean in (-0.12, 0.12):
            canvas.solid(canvas.line((x, -0.7), (x + lean, 0.48), 0.034), "ff6b5e", 0.04)
    canvas.solid(canvas.line((0.36, -0.72), (1.44, -0.72), 0.045), "3f7fe0", 0.045)
    for x in (0.7, 1.1):
        for rope in (-0.1, 0.1):
            canvas.solid(canvas.line((x + rope, -0.7), (x + rope, 0.18), 0.012), "7a8290", 0.02)
        canvas.solid(canvas.box(x, 0.2, 0.14, 0.03), "39b56a", 0.03)


def stadium(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2f7fd8"), (-0.9, "74b9f2"), (-0.4, "d5edff"))
    stand = 0.06 * np.abs(canvas.x) ** 2
    canvas.fill(canvas.below(-0.62 - stand), "d4dae6", edge=0.03)
    canvas.solid(np.maximum(canvas.below(-0.78 - 1.3 * stand), canvas.y + 0.62 + stand), "f7f9fc", 0.08)
    canvas.fill(canvas.below(-0.5 - stand), "5b6b8c", edge=0.03)
    crowd = ("ff6a5e", "ffd24a", "ffffff", "4fa3f7", "ffb38a", "8ad06b", "c05bd0")
    for row, y in enumerate(np.arange(-0.47, 0.02, 0.062)):
        for x in np.arange(-2.155, 2.2, 0.075):
            at = (x + 0.037 * (row % 2), y - 0.06 * x * x * (1 - row / 9))
            part = canvas.part(*at, 0.06)
            part.solid(part.circle(*at, 0.031), crowd[canvas.random.integers(7)], 0.03, gloss=0.1)
    canvas.solid(canvas.box(0, 0.13, 2.3, 0.09, 0.02), "2f62c9", 0.06)
    for number, x in enumerate(np.arange(-2, 2.1, 0.4)):
        canvas.fill(canvas.box(x, 0.13, 0.13, 0.028, 0.02), ("ffffff", "ffd24a")[number % 2])
    _across, away = canvas.ground(-0.05)
    canvas.fill(canvas.below(0.22), canvas.between((0.22, "63c255"), (0.8, "46a944"), (1.75, "2f8738")), edge=0.02)
    stripes = smooth(np.sin(11 * np.log(away)), -0.3, 0.3) * smooth(canvas.y, 0.22, 0.24)
    canvas.cover(stripes * 0.32, "8ee070")
    for y, width in ((0.27, 0.012), (0.62, 0.022)):
        canvas.fill(np.abs(canvas.y - y) - width, "ffffff", 0.95)
    canvas.fill(np.abs(canvas.ellipse(0.0, 0.62, 0.85, 0.22)) - 0.018, "ffffff", 0.95)
    for side in (-1, 1):
        canvas.solid(canvas.line((side * 0.44, 0.27), (side * 0.44, -0.12), 0.022), "ffffff", 0.02)
    net = np.minimum(np.abs(np.sin(canvas.x * 44)), np.abs(np.sin(canvas.y * 44)))
    canvas.cover(smooth(-canvas.box(0, 0.08, 0.44, 0.19, 0.01), 0, 0.02) * smooth(-net, -0.3, 0) * 0.5, "ffffff")
    canvas.solid(canvas.line((-0.44, -0.12), (0.44, -0.12), 0.022), "ffffff", 0.02)
    for x in (-1.2, 1.2):
        canvas.solid(canvas.line((x, -0.7), (x, -1.25), 0.03), "8f9bb0", 0.03)
        canvas.solid(canvas.box(x, -1.35, 0.22, 0.12, 0.03), "e8eef7", 0.05)
        canvas.glow(canvas.box(x, -1.35, 0.2, 0.1), "fffbe0", 0.25, 0.6)


def booth(canvas: Canvas, x: float, foot: float, half: float) -> None:
    """A red box to telephone in."""
    red, top = "e02f34", foot - 5.2 * half
    canvas.shadow(x + 0.25 * half, foot, 1.7 * half, 0.06, 0.5)
    canvas.solid(canvas.box(x, 0.5 * (foot + top), half, 0.5 * (foot - top), 0.03), red, 0.07, gloss=0.4)
    canvas.solid(union(canvas.box(x, top, 1.08 * half, 0.06, 0.03), canvas.ellipse(x, top - 0.05, 0.95 * half, 0.09), blend=0.01), red, 0.07, gloss=0.5)
    canvas.fill(canvas.box(x, top + 0.1, 0.72 * half, 0.035, 0.02), "fff8ea")
    for row in range(4):
        for column in (-0.38, 0.38):
            y = top + 0.26 + row * 0.92 * half
            pane = canvas.part(x + column * half, y, 0.6 * half)
            pane.solid(pane.box(x + column * half, y, 0.29 * half, 0.38 * half, 0.015), mixed("9fd4f0", "eaf6ff", 1 - row / 4), 0.02, gloss=0.5)
    canvas.solid(canvas.box(x, foot - 0.03, 1.08 * half, 0.045, 0.02), "b01f28", 0.03)


def tub(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """Flowers in a tub."""
    canvas.shadow(x + 0.1 * size, foot, 0.9 * size, 0.2 * size, 0.4)
    canvas.solid(canvas.puff(x, foot - 0.6 * size, 0.75 * size), "4fa354", 0.3 * size)
    for number in range(7):
        dx, dy = 0.56 * size * np.sin(2.4 * number), (-0.9 + 0.3 * np.cos(1.7 * number)) * size
        part = canvas.part(x + dx, foot + dy, 0.3 * size)
        part.solid(part.circle(x + dx, foot + dy, 0.2 * size), ("ff6f8f", "fff0f4", "ffd24a")[number % 3], 0.18 * size)
    canvas.barrel(canvas.polygon((x - 0.6 * size, foot - 0.6 * size), (x + 0.6 * size, foot - 0.6 * size), (x + 0.46 * size, foot), (x - 0.46 * size, foot)) - 0.01, x, 0.65 * size, "8a93a6")


def far_houses(canvas: Canvas, tops: tuple[float, float], colours: tuple[str, str]) -> None:
    """A pale row along the horizon, of two colours."""
    for number in range(30):
        x, top = -2.15 + 0.15 * number, canvas.random.uniform(*tops)
        house = canvas.box(x, top + 0.5, canvas.random.uniform(0.06, 0.1), 0.5, 0.015)
        canvas.solid(house, mixed(*colours, canvas.random.random()), 0.05, gloss=0.05, shade=0.2)
