"""Places in nature."""

import itertools

import numpy as np

from training.data.places.canvas import Canvas, mixed, smooth, union


def _clouds(canvas: Canvas, places: tuple[tuple[float, float, float], ...], colour: str = "ffffff") -> None:
    """Each at x, y and of a size."""
    for x, y, size in places:
        canvas.solid(canvas.puff(x, y, size), colour, depth=0.6 * size, gloss=0.3, edge=0.05, shade=0.14)


def _palm(canvas: Canvas, x: float, foot: float, lean: float, trunk: str, leaves: str) -> None:
    top = (x + lean, foot - 1.45)
    bend = (x + 0.2 * lean, foot - 0.7)
    canvas.solid(union(canvas.line((x, foot), bend, 0.075, 0.06), canvas.line(bend, top, 0.06, 0.045), blend=0.03), trunk, 0.06)
    for angle in (-2.9, -2.35, -1.75, -1.2, -0.6, -0.1, 0.35, 2.8):
        tip = (top[0] + 0.62 * np.cos(angle), top[1] + 0.42 * np.sin(angle) + 0.14)
        middle = (top[0] + 0.34 * np.cos(angle), top[1] + 0.34 * np.sin(angle))
        leaf = union(canvas.line(top, middle, 0.05, 0.085), canvas.line(middle, tip, 0.085, 0.01), blend=0.02)
        canvas.solid(leaf, mixed(leaves, "ffffff", 0.12 * (np.sin(angle) < -0.6)), 0.09)
    for side in (-0.06, 0.05):
        canvas.solid(canvas.circle(top[0] + side, top[1] + 0.08, 0.06), "8a5a35", 0.06)


def _sea_and_sand(canvas: Canvas, sea: tuple[str, str], foam: str, sand: tuple[str, str], wet: str) -> None:
    horizon, shore = -0.12, 0.3 + 0.05 * np.sin(2.2 * canvas.x + 0.6) + 0.03 * np.sin(5 * canvas.x)
    canvas.fill(canvas.below(horizon), canvas.between((horizon, sea[0]), (0.3, sea[1])), edge=0.01)
    ripples = canvas.noise(0.9, 0.07)
    canvas.light(smooth(ripples, 0.55, 0.8) * smooth(canvas.y, horizon, 0.25) * 0.3, "ffffff")
    canvas.fill(canvas.below(shore - 0.05), foam, edge=0.05)
    canvas.fill(canvas.below(shore), canvas.between((0.3, wet), (0.55, sand[0]), (1.75, sand[1])), edge=0.04)
    canvas.darken(smooth(canvas.noise(0.7, 0.16), 0.5, 0.8) * smooth(canvas.y, 0.45, 0.9), 0.10, "8a5a20")


def beach(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3fa4f2"), (-0.7, "7cc8fb"), (-0.12, "d4f1ff"))
    canvas.glow(canvas.circle(0.95, -1.15, 0.16), "fff3c0", 0.5, 0.8)
    _clouds(canvas, ((-0.5, -0.72, 0.3), (0.55, -0.42, 0.22), (1.45, -0.68, 0.28), (-1.4, -0.38, 0.2)))
    _sea_and_sand(canvas, ("1583d6", "4fd6dd"), "ffffff", ("fbe2a6", "efc57c"), "d9b47a")
    canvas.shadow(-0.75, 0.62, 0.4, 0.06, 0.28)
    _palm(canvas, -0.92, 0.6, 0.22, "a9743f", "37a845")
    _palm(canvas, 1.5, 0.52, -0.2, "a9743f", "2f9c43")
    canvas.solid(canvas.ellipse(0.72, 0.83, 0.09, 0.055), "ff8f7a", 0.06)
    canvas.solid(canvas.ellipse(-0.5, 1.05, 0.07, 0.045), "fff4e0", 0.05)


def sunset_beach(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4a2f7f"), (-1.0, "a1479a"), (-0.5, "f2707a"), (-0.12, "ffc46b"))
    canvas.glow(canvas.circle(0.3, -0.17, 0.22), "ffdf8a", 0.45, 0.75)
    canvas.fill(canvas.circle(0.3, -0.17, 0.24), "fff0b0")
    for x, y, size in ((-0.6, -0.62, 0.34), (1.1, -0.5, 0.28), (-1.5, -0.4, 0.25), (0.2, -0.95, 0.3)):
        canvas.fill(canvas.ellipse(x, y, 1.4 * size, 0.16 * size), "ff9d8f", 0.8, edge=0.08)
    _sea_and_sand(canvas, ("d8657c", "7a4a92"), "ffd9b8", ("d08f6c", "8a4f58"), "a0606a")
    path = np.exp(-(((canvas.x - 0.3) / (0.12 + 0.5 * np.maximum(canvas.y + 0.12, 0))) ** 2))
    canvas.light(path * (0.45 + 0.6 * (canvas.noise(0.5, 0.05) - 0.5)) * smooth(canvas.y, -0.13, -0.1) * smooth(-canvas.y, -0.36, -0.2), "ffcf7a")
    _palm(canvas, -0.98, 0.62, 0.26, "3a2140", "3f2748")
    _palm(canvas, -1.4, 0.6, -0.16, "3a2140", "3f2748")


def _pine(canvas: Canvas, x: float, foot: float, size: float, colour: str, snow: str | None = None) -> None:
    canvas.solid(canvas.box(x, foot - 0.04 * size, 0.06 * size, 0.12 * size), "7a5236", 0.05)
    for step in range(3):
        width, top = (0.42 - 0.09 * step) * size, foot - (0.1 + 0.32 * step) * size
        tier = canvas.polygon((x - width, top), (x, top - 0.55 * size), (x + width, top)) - 0.05 * size
        canvas.solid(tier, colour, 0.16 * size)
        if snow:
            cap = canvas.polygon((x - 0.62 * width, top - 0.2 * size), (x, top - 0.55 * size), (x + 0.62 * width, top - 0.2 * size))
            canvas.solid(cap - 0.04 * size, snow, 0.1 * size, shade=0.12)


def snow(canvas: Canvas) -> None:
    snowy_land(canvas)
    canvas.bokeh(["ffffff"], 90, (-2.1, -2.1, 2.1, 2.1), (0.018, 0.05), 0.95)


def snowy_land(canvas: Canvas) -> None:
    """No snow is in the air: the app lets it fall."""
    canvas.gradient((-1.75, "86b8ea"), (-0.8, "b5d8f6"), (-0.1, "e6f4ff"))
    canvas.solid(canvas.below(0.02 - 0.22 * np.sin(1.5 * canvas.x + 0.4) - 0.08 * np.sin(3.1 * canvas.x)), "c3dbf3", 0.3, edge=0.03)
    for x, foot, size in ((-1.5, -0.02, 0.5), (-0.52, -0.12, 0.36), (0.78, 0.12, 0.42), (1.45, 0.14, 0.62)):
        _pine(canvas, x, foot, size, "3f7f74", "f4faff")
    canvas.solid(canvas.below(0.3 - 0.1 * np.sin(1.8 * canvas.x - 1.2)), "dcebfb", 0.3, edge=0.03)
    for x, foot, size in ((-0.86, 0.42, 0.85), (1.12, 0.36, 0.72)):
        canvas.shadow(x + 0.12, foot + 0.02, 0.45 * size, 0.07, 0.2)
        _pine(canvas, x, foot, size, "2f7568", "f8fcff")
    canvas.solid(canvas.below(0.62 + 0.07 * np.sin(1.4 * canvas.x + 2.2)), "f1f7ff", 0.4, edge=0.03)
    canvas.darken(smooth(canvas.y, 0.8, 1.75), 0.28, "8fb6e2")


def mountain(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3d94e8"), (-0.8, "84c2f7"), (0.0, "e4f4fd"))
    _clouds(canvas, ((-1.3, -0.85, 0.24), (0.35, -1.02, 0.26), (1.35, -0.6, 0.2)))
    for x, top, width, colour in ((-1.25, -0.5, 1.1, "8fa9d2"), (1.35, -0.45, 1.0, "8fa9d2"), (0.62, -0.78, 0.98, "6d89bd"), (-0.55, -0.98, 1.15, "5c78b0")):
        foot = 0.35
        peak = canvas.polygon((x - width, foot), (x, top), (x + width, foot))
        canvas.solid(peak - 0.03, colour, 0.3)
        canvas.darken(smooth(-peak, 0, 0.02) * smooth(canvas.x - x - 0.1 * (canvas.y - top), -0.03, 0.06), 0.22, "1f2f66")
        jagged = top + 0.30 + 0.05 * np.sin(21 * (canvas.x - x)) + 0.16 * np.abs(canvas.x - x)
        cap = np.maximum(peak - 0.02, canvas.y - jagged)
        canvas.fill(cap, "ffffff", edge=0.02)
        canvas.darken(smooth(-cap, 0, 0.02) * smooth(canvas.x - x - 0.1 * (canvas.y - top), -0.03, 0.06), 0.2, "5f7fc0")
    canvas.cover(smooth(canvas.y, -0.25, 0.3) * 0.55, "d8ecf6")
    canvas.solid(canvas.below(0.24 - 0.08 * np.sin(2 * canvas.x + 1)), "5fae6a", 0.2)
    for x, size in ((-1.55, 0.34), (-1.2, 0.44), (-0.86, 0.3), (0.7, 0.32), (1.02, 0.46), (1.5, 0.38)):
        _pine(canvas, x, 0.32, size, "2f7d57")
    canvas.solid(canvas.below(0.38 + 0.06 * np.sin(1.5 * canvas.x)), canvas.between((0.4, "8ed06b"), (1.0, "6dbb57"), (1.75, "4c9a48")), 0.3)


def garden(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "58b4f5"), (-0.6, "a2dbfb"), (0.0, "e9f8ff"))
    _clouds(canvas, ((-0.9, -0.8, 0.28), (0.9, -0.62, 0.24)))
    for x, size in ((-1.6, 0.42), (-1.05, 0.34), (-0.5, 0.28), (0.1, 0.3), (0.62, 0.28), (1.1, 0.38), (1.65, 0.44)):
        canvas.solid(canvas.puff(x, 0.1, size), "58ad55", 0.2)
    for x in np.arange(-2.15, 2.2, 0.2):
        canvas.solid(union(canvas.box(x, 0.08, 0.055, 0.2, 0.05), canvas.box(x, -0.1, 0.04, 0.05, 0.04)), "ffffff", 0.05)
    canvas.solid(canvas.box(0, 0.02, 2.3, 0.03), "f4f6fa", 0.03)
    canvas.fill(canvas.below(0.18), canvas.between((0.18, "8ed363"), (0.8, "63b84a"), (1.75, "3f8f3a")), edge=0.05)
    flowers = sorted((canvas.random.uniform(0.2, 2.0), canvas.random.uniform(-2.1, 2.1), number) for number in range(150))
    colours = ("ff5f8a", "ffd23f", "ffffff", "b06bf0", "ff8a3d", "f7486b")
    for y, x, number in flowers:
        size = 0.035 + 0.06 * (y - 0.15)
        if abs(x) < 0.5 and y > 0.5 and number % 3:
            continue
        part = canvas.part(x, y, 3.5 * size)
        petals = [part.circle(x + size * np.cos(a), y + size * np.sin(a), 0.72 * size) for a in np.arange(5) * 1.2566 - 1.57]
        part.fill(part.line((x, y), (x + 0.01, y + 2.4 * size), 0.14 * size), "3d8f3b")
        part.solid(union(*petals), colours[number % 6], 0.6 * size, shade=0.25)
        part.solid(part.circle(x, y, 0.5 * size), "ffb52e" if number % 6 != 1 else "b5651d", 0.4 * size)


def jungle(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2b7a4b"), (-0.6, "7fc36a"), (0.0, "d5ee9c"), (0.4, "7cbf5e"), (1.75, "2d6b35"))
    canvas.glow(canvas.ellipse(0.1, -0.25, 0.35, 0.45), "fbffd0", 0.6, 0.75)
    for number in range(26):
        x, y = canvas.random.uniform(-2.1, 2.1), -0.2 + 0.02 * number
        if abs(x) > 0.45:
            canvas.solid(canvas.puff(x, y + 0.2, 0.3), mixed("5fae58", "8ccb6a", canvas.random.random()), 0.2)
    for x in (-0.5, -0.28, 0.34, 0.58):
        canvas.solid(canvas.line((x, -2.3), (x + 0.02, 0.4), 0.035, 0.05), "8fb06a", 0.05, edge=0.04)
    for x, width in ((-1.55, 0.14), (-0.82, 0.1), (0.9, 0.11), (1.5, 0.15)):
        canvas.solid(canvas.line((x, -2.3), (x + 0.05, 0.5), width, 1.35 * width), "7a5a3a", 0.12)
    canvas.solid(canvas.below(0.4 + 0.05 * np.sin(2 * canvas.x)), canvas.between((0.4, "74b84f"), (1.75, "2f6e35")), 0.2)
    for x, depth in ((-1.15, -0.1), (-0.45, -0.55), (0.55, -0.5), (1.2, -0.15)):
        drawn = union(*(canvas.line((x + 0.25 * a, -2.2 + 0.02 * a), (x + 0.25 * a + 0.06 * np.sin(a), depth - 0.3 * abs(a)), 0.022) for a in (-0.5, 0.4)))
        canvas.solid(drawn, "3f8a3f", 0.03)
    spots = [(side * canvas.random.uniform(0.8, 1.75), canvas.random.uniform(0.25, 1.3), side) for side in (-1, 1) for _ in range(11)]
    spots += [(canvas.random.uniform(-2.1, 2.1), -canvas.random.uniform(0.95, 1.6), 0) for _ in range(20)]
    for x, y, side in sorted(spots, key=lambda spot: abs(spot[1])):
        upwards = -1.5 if y > 0 else 1.5
        for angle in upwards + np.array([-1.0, -0.5, 0.0, 0.5, 1.0]) + 0.25 * side:
            length = canvas.random.uniform(0.38, 0.58)
            tip = (x + length * np.cos(angle), y + length * np.sin(angle))
            middle = ((2 * x + 3 * tip[0]) / 5, (2 * y + 3 * tip[1]) / 5)
            part = canvas.part(*middle, 0.45)
            leaf = union(part.line((x, y), middle, 0.02, 0.075), part.line(middle, tip, 0.075, 0.008), blend=0.02)
            part.solid(leaf, mixed("1f7a3a", "4fb04a", canvas.random.random()), 0.08)


def autumn(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "f2b35a"), (-0.5, "ffdf9a"), (0.05, "ffe9ae"), (0.2, "f3bf62"), (0.4, "e8a24c"))
    for number in range(24):
        x, y = canvas.random.uniform(-2.1, 2.1), -0.4 + 0.03 * number
        canvas.solid(canvas.puff(x, y, 0.3), mixed("f0a040", "ffd070", canvas.random.random()), 0.25, gloss=0, edge=0.1, shade=0.18)
    canvas.glow(canvas.ellipse(0.0, -0.35, 0.25, 0.4), "fff6d8", 0.5, 0.6)
    canvas.fill(canvas.below(0.28), canvas.between((0.28, "eda24a"), (0.8, "cf7430"), (1.75, "8f4320")), edge=0.06)
    path = np.abs(canvas.x - 0.08 * np.sin(5 * canvas.y)) - 0.12 - 0.52 * np.maximum(canvas.y - 0.28, 0)
    canvas.fill(np.maximum(path, 0.28 - canvas.y), "f1c88c", 0.75, edge=0.12)
    colours = ("e4572e", "f28c28", "f6b93b", "c8401f", "d9772b")
    for x, size in ((-1.6, 1.0), (1.62, 1.05), (-0.78, 0.72), (0.84, 0.78)):
        foot = 0.2 + 0.3 * size
        canvas.shadow(x, foot, 0.3 * size, 0.06, 0.3)
        canvas.solid(canvas.line((x, foot), (x + 0.02, foot - 1.6 * size), 0.11 * size, 0.06 * size), "6f452c", 0.09)
        for number in range(46):
            angle, reach = canvas.random.uniform(0, 6.3), np.sqrt(canvas.random.random())
            dx, dy = 0.62 * size * reach * np.cos(angle), 0.5 * size * reach * np.sin(angle)
            part = canvas.part(x + dx, foot - 1.55 * size + dy, 0.3 * size)
            crown = part.circle(x + dx, foot - 1.55 * size + dy, 0.17 * size)
            part.solid(crown, mixed(colours[number % 4], "ffd27a", 0.3 * (dy < 0)), 0.17 * size, gloss=0.05, edge=0.04, shade=0.3)
    for number in range(220):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(0.34, 2.1)
        size = 0.02 + 0.045 * (y - 0.2)
        part = canvas.part(x, y, 2 * size)
        part.solid(part.ellipse(x, y, size, 0.6 * size, canvas.random.uniform(0, 3)), colours[number % 5], size)
    for number in range(22):
        x, y, angle = *canvas.random.uniform(-1.7, 1.0, 2), canvas.random.uniform(0, 3)
        canvas.solid(canvas.ellipse(x + 0.3, y, 0.05, 0.03, angle), colours[number % 5], 0.05)


def underwater(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "8be8ff"), (-0.9, "35b4ee"), (0.2, "1478cf"), (1.0, "0d57a8"))
    for x, lean, width in ((-1.3, -0.25, 0.10), (-0.7, -0.1, 0.15), (-0.1, 0.03, 0.09), (0.45, 0.15, 0.16), (1.15, 0.32, 0.12)):
        down = (canvas.y + 1.9) / 2
        ray = np.abs(canvas.x - x - lean * down) - width * (0.5 + down)
        canvas.light(smooth(-ray, -0.06, 0.1) * smooth(-canvas.y, -1.0, 1.6) * 0.55, "c8f7ff")
    for x, top, colour in ((-1.5, 0.1, "1a62b5"), (-0.7, 0.4, "1a62b5"), (1.0, 0.3, "1a62b5"), (1.6, 0.0, "1a62b5")):
        canvas.solid(canvas.ellipse(x, 0.85, 0.5, 0.85 - top), colour, 0.4, edge=0.06)
    sand = 0.62 + 0.05 * np.sin(2.6 * canvas.x) + 0.03 * np.sin(6 * canvas.x + 1)
    canvas.solid(canvas.below(sand), canvas.between((0.6, "d9cf9a"), (1.0, "e6cf8e"), (1.75, "b58f5a")), 0.2)
    canvas.light(smooth(np.abs(canvas.noise(0.5, 0.2) - 0.5), 0.05, 0.0) * smooth(canvas.y, 0.62, 0.8) * 0.35, "ffffff")
    for x, size, colour in ((-1.2, 0.42, "ff6f91"), (1.25, 0.46, "ff9f45"), (-1.65, 0.36, "b46bf0"), (0.82, 0.24, "ff6f91")):
        for angle in (-2.3, -1.9, -1.55, -1.2, -0.8):
            end = (x + size * np.cos(angle), 0.75 + size * np.sin(angle))
            canvas.solid(union(canvas.line((x, 0.8), end, 0.05, 0.055), canvas.circle(*end, 0.065), blend=0.02), colour, 0.06)
    for x, height in ((-0.86, 0.75), (-0.75, 0.5), (0.98, 0.62), (1.62, 0.85), (-1.42, 0.8)):
        points = [(x + 0.06 * np.sin(6 * share), 0.78 - height * share) for share in np.linspace(0, 1, 7)]
        canvas.solid(union(*(canvas.line(a, b, 0.045) for a, b in itertools.pairwise(points)), blend=0.01), "2fae6b", 0.05)
    for _ in range(26):
        x, y, size = canvas.random.uniform(-1.7, 1.7), canvas.random.uniform(-1.6, 0.5), canvas.random.uniform(0.02, 0.05)
        part = canvas.part(x, y, 0.12)
        part.light(np.exp(-((part.circle(x, y, size) / 0.012) ** 2)) * 0.7, "ffffff")


def cave(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "1d1626"), (0.0, "4a3a52"), (1.75, "2a2030"))
    rough = canvas.noise(0.4, 0.4) - 0.5
    opening = union(canvas.ellipse(0.12, -0.1, 0.46, 0.5), canvas.box(0.12, 0.15, 0.44, 0.28), blend=0.05) + 0.22 * rough
    canvas.solid(-opening, "6b5674", 0.5, gloss=0, edge=0.05)
    canvas.darken(smooth(canvas.noise(0.5, 0.35, 4), 0.45, 0.8), 0.35, "1c1228")
    canvas.fill(opening, canvas.between((-0.9, "9fdcff"), (0.0, "e2f6ff"), (0.3, "b7e39a")), edge=0.05)
    canvas.glow(opening, "bfe6ff", 0.35, 0.4)
    canvas.darken(smooth(np.hypot(canvas.x - 0.1, canvas.y + 0.1), 0.42, 1.35), 0.78, "0e0a18")
    floor = 0.36 + 0.08 * rough
    canvas.fill(canvas.below(floor), canvas.between((0.36, "a58a8f"), (0.8, "5f4a5f"), (1.75, "241a2c")), edge=0.06)
    canvas.light(np.exp(-(((canvas.x - 0.1) / 0.6) ** 2)) * smooth(-canvas.y, -1.1, -0.36) * smooth(canvas.y, 0.34, 0.4) * 0.4, "cfeaff")
    for x, length, width in ((-1.5, 0.9, 0.2), (-1.05, 0.6, 0.14), (-0.62, 0.85, 0.15), (-0.2, 0.42, 0.1), (0.3, 0.5, 0.11), (0.72, 0.8, 0.15), (1.15, 0.55, 0.14), (1.55, 0.95, 0.2)):
        canvas.solid(canvas.line((x, -2.3), (x, -1.05 + length * 0.85), 1.5 * width, 0.012), "6f5a78", 0.14, gloss=0.1)
    for x, height, width in ((-1.5, 0.75, 0.2), (-0.95, 0.42, 0.14), (1.05, 0.45, 0.14), (1.5, 0.8, 0.2)):
        canvas.solid(canvas.line((x, 0.75), (x, 0.7 - height), width, 0.015), "75607c", 0.14, gloss=0.1)
    for x, y, colour in ((-0.78, 0.55, "5ff0e0"), (0.88, 0.6, "c58bff"), (-1.25, 0.62, "c58bff")):
        for lean, height in ((-0.12, 0.16), (0.0, 0.26), (0.12, 0.15)):
            canvas.solid(canvas.line((x, y + 0.1), (x + lean, y - height), 0.05, 0.008), colour, 0.05, gloss=0.5)
        canvas.glow(canvas.circle(x, y, 0.05), colour, 0.25, 0.35)
