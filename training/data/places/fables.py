"""Places of fairy tales, and of wonder."""

import itertools

import numpy as np

from training.data.places.canvas import Canvas, Painter, mixed, rgb, smooth, union


def spaceship(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "20283c"), (-0.9, "39445f"), (0.1, "5a6886"), (0.45, "3c4762"))
    # The window: stars, a nebula and planets.
    window = canvas.box(0, -0.42, 1.16, 0.6, 0.3)
    canvas.solid(window - 0.13, "8fa0bf", 0.1, gloss=0.4)
    canvas.solid(window - 0.05, "2a344c", 0.05)
    pane = smooth(-window, -0.008, 0.008)
    canvas.cover(pane, canvas.between((-1.0, "0b0f34"), (-0.4, "1c1c5c"), (0.2, "3d2a7c")))
    for x, y, across, down, colour in ((0.2, -0.3, 0.8, 0.2, "8a4fe0"), (0.6, -0.45, 0.4, 0.22, "e05fc0"), (-0.3, -0.12, 0.5, 0.14, "3f7fe8")):
        canvas.light(np.exp(-(canvas.ellipse(x, y, across, down, -0.3).clip(0) / 0.2) ** 2) * pane * 0.5, colour)
    for number in range(80):
        x, y, size = canvas.random.uniform(-1.14, 1.14), canvas.random.uniform(-1.0, 0.16), (0.001, 0.001, 0.004, 0.001, 0.013)[number % 5]
        part = canvas.part(x, y, 0.08)
        part.light(np.exp(-((part.circle(x, y, size).clip(0) / 0.011) ** 2)) * smooth(-part.box(0, -0.42, 1.16, 0.6, 0.3), 0, 0.02), ("ffffff", "cfe2ff", "ffe9c8")[number % 3])
    for x, y, size, colour, shine in ((-0.74, -0.52, 0.3, "ff9d5c", "ffb070"), (0.82, -0.6, 0.15, "4fc0e0", "8fe0ff"), (0.3, -0.84, 0.06, "d8d4e8", "ffffff")):
        planet = np.maximum(canvas.circle(x, y, size), window)
        canvas.light(np.exp(-(canvas.circle(x, y, size).clip(0) / (0.35 * size)) ** 2) * pane * 0.5, shine)
        bands = np.sin((canvas.y - y + 0.3 * (canvas.x - x)) / size * 7)[..., None]
        canvas.solid(planet, np.clip(rgb(colour) * (0.92 + 0.1 * bands), 0, 1).astype(np.float32), size, gloss=0.3, shade=0.75)
    ring = np.abs(canvas.ellipse(-0.74, -0.52, 0.47, 0.12, -0.3)) - 0.018
    canvas.fill(np.maximum(ring, -np.maximum(canvas.circle(-0.74, -0.52, 0.3), (canvas.y + 0.52) + 0.3 * (canvas.x + 0.74))), "ffe0b0", 0.9)
    for x in (-0.42, 0.46):
        canvas.light(smooth(-np.abs(canvas.x - x + 0.35 * canvas.y), -0.07, -0.05) * pane * 0.06, "ffffff")
    for side in (-1, 1):
        canvas.solid(np.maximum(canvas.line((side * 0.5, -1.1), (side * 0.62, 0.3), 0.035), np.abs(canvas.y + 0.42) - 0.64), "8fa0bf", 0.035, gloss=0.5)
    # The ceiling's lamps and the floor.
    for x in (-0.9, 0.0, 0.9):
        canvas.solid(canvas.box(x, -1.28, 0.3, 0.05, 0.05), "dff6ff", 0.05)
        canvas.glow(canvas.box(x, -1.28, 0.3, 0.05, 0.05), "8fe0ff", 0.22, 0.6)
    canvas.fill(canvas.below(0.44), canvas.between((0.44, "5d6a88"), (0.8, "46526e"), (1.75, "1e2638")), edge=0.02)
    canvas.mirror(0.44, 0.16, 0.45)
    flat = canvas.floored(-0.25, 0.44)
    for x in (-0.56, 0.56):
        flat.fill(np.abs(flat.x - x) - 0.035, "2fe0ff")
        canvas.light(np.exp(-((np.abs(flat.x - x) / 0.13) ** 2)) * smooth(canvas.y, 0.44, 0.46) * 0.5, "2fc8ff")
    seams = np.minimum(np.abs(flat.y * 2.2 - np.round(flat.y * 2.2)) / 2.2, np.where(np.abs(flat.x) > 0.6, np.abs(flat.x * 1.4 - np.round(flat.x * 1.4)) / 1.4, 1))
    canvas.darken(smooth(-seams, -0.022, -0.008) * smooth(canvas.y, 0.44, 0.46), 0.45, "141c30")
    canvas.darken(smooth(-np.abs(canvas.y - 0.46), -0.12, 0), 0.4, "0c1224")
    # Consoles at both sides, with a seat each.
    for side in (-1, 1):
        canvas.shadow(side * 1.1, 0.66, 0.6, 0.08, 0.5)
        desk = canvas.polygon((side * 0.6, 0.24), (side * 2.2, 0.1), (side * 2.2, 0.62), (side * 0.72, 0.6)) - 0.04
        canvas.solid(desk, "cdd8ea", 0.1, gloss=0.4)
        top = canvas.polygon((side * 0.56, 0.2), (side * 0.66, 0.06), (side * 2.2, -0.1), (side * 2.2, 0.12)) - 0.03
        canvas.solid(top, "2c3852", 0.06, gloss=0.4)
        for number, x in enumerate((0.74, 0.9, 1.06, 1.22)):
            colour = ("3fe0ff", "ff5f8a", "ffd24a", "5fffb0")[(number + side) % 4]
            part = canvas.part(side * x, 0.12 - 0.1 * (x - 0.66), 0.3)
            lamp = part.box(side * x, 0.13 - 0.1 * (x - 0.66), 0.05, 0.035, 0.02, -0.1 * side)
            part.glow(lamp, colour, 0.06, 0.7)
            part.fill(lamp, mixed(colour, "ffffff", 0.35))
        screen = canvas.polygon((side * 0.86, -0.32), (side * 1.5, -0.4), (side * 1.5, -0.08), (side * 0.9, -0.04)) - 0.02
        canvas.glow(screen, "3fc8ff", 0.14, 0.4)
        canvas.fill(screen, "2f8fd8", 0.75)
        canvas.fill(np.abs(screen) - 0.012, "a8ecff")
        for row in range(3):
            canvas.fill(canvas.line((side * 0.94, -0.26 + 0.075 * row), (side * (1.16 - 0.07 * (row == 1)), -0.285 + 0.075 * row), 0.014), "c8f6ff")
        canvas.fill(canvas.line((side * 0.76, 0.42), (side * 2.2, 0.4), 0.022), "2fe0ff")
        canvas.glow(canvas.line((side * 0.76, 0.42), (side * 2.2, 0.4), 0.02), "2fc8ff", 0.1, 0.5)


def _cane(canvas: Canvas, x: float, foot: float, size: float, side: int, colour: str) -> None:
    """A candy cane, bent to one side."""
    top, bend = foot - size, 0.22 * size
    bow = np.maximum(np.abs(canvas.circle(x + side * bend, top, bend)) - 0.075 * size, canvas.y - top)
    stick = union(canvas.line((x, foot), (x, top), 0.075 * size), bow, canvas.circle(x + 2 * side * bend, top + 0.02 * size, 0.075 * size))
    turn = np.arctan2(top - canvas.y, side * (x + side * bend - canvas.x)) * bend
    along = np.where(canvas.y > top, foot - canvas.y, size + np.where(canvas.y > top, 0, turn)) + 0.8 * np.where(canvas.y > top, canvas.x - x, 0)
    stripes = smooth(np.sin(along / size * 26), -0.25, 0.25)[..., None]
    canvas.solid(stick, mixed("fffaf6", colour, stripes).astype(np.float32), 0.075 * size, gloss=0.7)


def _lollipop(canvas: Canvas, x: float, y: float, size: float, foot: float, colours: tuple[str, str]) -> None:
    canvas.solid(canvas.line((x, y), (x, foot), 0.07 * size), "fff6ee", 0.06 * size)
    turns = np.arctan2(canvas.y - y, canvas.x - x) + np.hypot(canvas.x - x, canvas.y - y) / size * 5.5
    swirl = smooth(np.sin(3 * turns), -0.3, 0.3)[..., None]
    disc = canvas.circle(x, y, size)
    canvas.solid(disc, mixed(*colours, swirl).astype(np.float32), 0.4 * size, gloss=0.5, shade=0.3)
    canvas.light(np.exp(-(canvas.ellipse(x - 0.42 * size, y - 0.48 * size, 0.22 * size, 0.1 * size, -0.8).clip(0) / (0.05 * size)) ** 2) * 0.8, "ffffff")


def candy_land(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "7fb8ff"), (-0.9, "b9c8ff"), (-0.3, "ffd0ea"), (0.2, "fff0e0"))
    canvas.glow(canvas.circle(0.15, -0.3, 0.1), "fff6d8", 0.8, 0.6)
    rainbow = canvas.ellipse(0.1, 0.35, 1.35, 1.3)
    for number, colour in enumerate(("ff8fa8", "ffb88a", "ffe79a", "a8ecb0", "a0d0ff", "d0b0ff")):
        canvas.fill(np.abs(rainbow + 0.058 * number) - 0.03, colour, 0.75, edge=0.025)
    for x, y, size, colour in ((-0.3, -0.86, 0.26, "ffe3f2"), (0.72, -0.96, 0.28, "e6f4ff"), (-1.55, -0.62, 0.3, "fff0f8"), (1.6, -0.6, 0.3, "ffe3f2")):
        canvas.solid(canvas.puff(x, y, size), colour, 0.6 * size, edge=0.05, shade=0.16)
    # Hills of ice cream, with sauce on the tops.
    for x, foot, size, scoop, sauce in ((-0.36, 0.16, 0.3, "d9f4e0", "f5c0da"), (0.34, 0.14, 0.28, "ffe6c8", "d9a8e8"), (-1.02, 0.26, 0.5, "ffc2d8", "b0654a"),
                                        (1.06, 0.26, 0.52, "c4f0dc", "ff7fa8"), (-1.8, 0.3, 0.5, "fff0c8", "ff8fb0"), (1.85, 0.3, 0.5, "e2ccff", "8a5638")):
        ball = canvas.ellipse(x, foot, size, 1.12 * size)
        canvas.cast(ball, 0.08, 0.12, "8a3f7a")
        canvas.solid(ball, scoop, 0.8 * size, gloss=0.3, shade=0.26)
        drips = [canvas.line((x + share * size, foot - 0.95 * size), (x + share * size, foot - long * size), 0.13 * size)
                 for share, long in ((-0.68, 0.3), (-0.42, 0.5), (-0.14, 0.28), (0.14, 0.46), (0.42, 0.22), (0.68, 0.4))]
        cap = union(*drips, canvas.y - foot + 0.62 * size, blend=0.05 * size)
        canvas.solid(np.maximum(ball - 0.012, cap), sauce, 0.14 * size, gloss=0.6)
        canvas.solid(canvas.circle(x, foot - 1.2 * size, 0.16 * size), "f0304a", 0.16 * size, gloss=0.9)
    canvas.solid(canvas.below(0.24 + 0.03 * np.sin(3 * canvas.x)), canvas.between((0.24, "ffc6e2"), (0.7, "ff9fcb"), (1.75, "e06aa8")), 0.12, gloss=0.3)
    # A path of biscuit.
    flat = canvas.floored(0.0, 0.2)
    path = np.abs(flat.x - 0.2 * np.sin(1.7 * flat.y)) - 0.5
    shown = smooth(canvas.y, 0.235, 0.25)
    canvas.cover(smooth(-path, -0.06, -0.02) * shown, "fff4e6")
    canvas.cover(smooth(-path, 0.0, 0.04) * shown, canvas.between((0.3, "f7d79c"), (0.8, "eebf78"), (1.75, "c48a48")))
    for _ in range(46):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(0.4, 1.7)
        size, angle = 0.03 + 0.03 * y, canvas.random.uniform(0, 3)
        if abs(x) > 0.25 + 0.42 * y:
            part = canvas.part(x, y, 0.16)
            part.solid(part.line((x - size * np.cos(angle), y - 0.5 * size * np.sin(angle)), (x + size * np.cos(angle), y + 0.5 * size * np.sin(angle)), 0.38 * size),
                       ("ffe14a", "5fd0ff", "ffffff", "9a6bff", "6fe08a")[canvas.random.integers(5)], 0.03, gloss=0.5)
    for x, foot, size, side, colour in ((-0.66, 0.4, 0.72, -1, "3fc48a"), (0.62, 0.38, 0.66, 1, "f0485f"), (-1.14, 0.66, 1.15, 1, "f0384f"), (1.7, 0.7, 1.2, -1, "3fc48a")):
        canvas.shadow(x + 0.1, foot, 0.26 * size, 0.05, 0.25)
        _cane(canvas, x, foot, size, side, colour)
    for x, y, size, foot, colours in ((-1.62, -0.3, 0.3, 0.6, ("ffd24a", "ff8f3f")), (1.06, -0.2, 0.3, 0.6, ("ff6fb0", "fff0f8")), (-0.84, 0.14, 0.15, 0.52, ("6fd0ff", "ffffff"))):
        canvas.shadow(x, foot, 0.2, 0.04, 0.25)
        _lollipop(canvas, x, y, size, foot, colours)
    for x, y, size, colour in ((-0.98, 0.78, 0.13, "8fe06a"), (0.9, 0.72, 0.13, "ffb03f"), (1.12, 0.78, 0.11, "b07bff"), (-1.22, 0.82, 0.1, "ff5f8f")):
        canvas.shadow(x, y + 0.02, 1.3 * size, 0.04, 0.25)
        canvas.solid(np.maximum(canvas.ellipse(x, y, size, 1.2 * size), canvas.y - y), colour, 0.8 * size, gloss=0.7)


def enchanted_forest(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "1a1450"), (-0.8, "3a2f90"), (-0.1, "3f8fb8"), (0.35, "5fd0c0"))
    canvas.glow(canvas.ellipse(0.05, -0.3, 0.12, 0.3), "a8fff0", 0.5, 0.5)
    canvas.glow(canvas.circle(0.1, -0.52, 0.22), "e0fff4", 0.3, 0.7)
    canvas.fill(canvas.circle(0.1, -0.52, 0.24), "f6fff0", edge=0.03)
    for x, y, size in ((0.02, -0.58, 0.06), (0.17, -0.46, 0.045), (0.14, -0.62, 0.035)):
        canvas.fill(canvas.circle(x, y, size), "d2f0e4", 0.8, edge=0.03)
    # Trees, the farther the paler.
    for count, tone, wide, foot, blur in ((9, "56a0c4", 0.045, 0.3, 0.04), (8, "3d62a8", 0.075, 0.36, 0.025)):
        for number in range(count):
            x = -2.0 + 4.0 * (number + 0.5) / count + canvas.random.uniform(-0.12, 0.12)
            lean = canvas.random.uniform(-0.06, 0.06)
            if abs(x - 0.08) > 0.3:
                trunk = union(canvas.line((x + lean, -2.3), (x, foot), wide, 1.2 * wide), canvas.line((x, foot - 0.2), (x - 0.1, foot + 0.03), wide, 0.2 * wide),
                              canvas.line((x, foot - 0.2), (x + 0.12, foot + 0.03), wide, 0.2 * wide), blend=0.03)
                canvas.solid(trunk, tone, 0.06, gloss=0.05, edge=blur)
        canvas.light(np.exp(-(((canvas.y - 0.3) / 0.28) ** 2)) * 0.3, "6fe0d8")
    for x, lean, width in ((-0.42, -0.5, 0.1), (0.1, -0.3, 0.14), (0.62, -0.45, 0.08)):
        ray = np.abs(canvas.x - x - lean * (canvas.y + 0.9)) - width * (0.7 + 0.4 * (canvas.y + 1.2))
        canvas.light(smooth(-ray, -0.08, 0.1) * smooth(-canvas.y, -0.5, 0.9) * 0.2, "c8fff0")
    canvas.solid(canvas.below(0.34 + 0.03 * np.sin(2.3 * canvas.x)), canvas.between((0.32, "5fc8a8"), (0.55, "3f9a98"), (1.0, "3a5f98"), (1.75, "231c60")), 0.1, gloss=0.1)
    canvas.light(np.exp(-((canvas.x / 0.75) ** 2) - (((canvas.y - 0.66) / 0.24) ** 2)) * 0.42, "9ffff0")
    # The near trees with a roof of leaves.
    for side, x in ((-1, -1.16), (1, 1.18)):
        trunk = union(canvas.line((x - 0.1 * side, -2.3), (x, 0.6), 0.26, 0.24), canvas.line((x, 0.3), (x - 0.5 * side, 0.7), 0.2, 0.03),
                      canvas.line((x, 0.3), (x + 0.4 * side, 0.8), 0.2, 0.05), canvas.line((x, -0.62), (x - 0.62 * side, -1.06), 0.11, 0.04), blend=0.07)
        canvas.solid(trunk, "4a3a8c", 0.2, gloss=0.15, edge=0.025)
    for layer, tone in enumerate(("4f9fc0", "4a6ab8", "5a48a8")):
        leaves = []
        for number in range(24):
            x = -2.15 + 0.19 * number + 0.07 * layer
            edge = -0.94 - 0.1 * layer + (0.2 + 0.12 * layer) * abs(x) ** 1.6 + 0.05 * np.sin(4 * x + 2 * layer)
            leaves.append(canvas.circle(x, edge - 0.12, canvas.random.uniform(0.1, 0.17)))
            leaves.append(canvas.circle(x, edge - 0.5, 0.34))
        crown = union(*leaves, canvas.y + 1.5, blend=0.015)
        canvas.cast(crown, 0.12, 0.3, "140a40")
        canvas.solid(crown, mixed(tone, "33247c", smooth(-canvas.y, 0.9, 1.5)[..., None] * 0.7), 0.13, gloss=0.15, edge=0.04 - 0.008 * layer)
        for _ in range(46):
            x, y, size = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(-1.5, -0.3), canvas.random.uniform(0.07, 0.13)
            part = canvas.part(x, y, size)
            if y < -1.0 - 0.1 * layer + (0.2 + 0.12 * layer) * abs(x) ** 1.6:
                part.solid(part.circle(x, y, size), mixed(tone, "b0a8ff" if layer else "9ff0e8", 0.22), size, gloss=0.1, edge=0.05)
    for x, long in ((-0.72, 0.42), (-0.38, 0.26), (0.46, 0.3), (0.76, 0.46)):
        points = [(x + 0.02 * np.sin(9 * share), -0.95 + long * share) for share in np.linspace(0, 1, 6)]
        canvas.solid(union(*(canvas.line(one, other, 0.011) for one, other in itertools.pairwise(points))), "4a6ab8", 0.012)
        canvas.glow(canvas.circle(*points[-1], 0.03), "8ff0ff", 0.1, 0.8)
        canvas.fill(canvas.ellipse(*points[-1], 0.03, 0.042), "e6ffff")
    for _ in range(60):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(0.42, 1.6)
        if abs(x) > 0.5 + 0.2 * y:
            for lean in (-0.05, 0.0, 0.05):
                part = canvas.part(x, y - 0.05, 0.2)
                part.solid(part.line((x, y), (x + lean, y - 0.09 - 0.04 * (lean == 0)), 0.018, 0.004), mixed("3fc8b0", "5f6fd0", smooth(np.array(y), 0.5, 1.3)), 0.02)
    # Mushrooms that glow.
    for x, foot, size, colour in ((-0.55, 0.42, 0.16, "7fa8ff"), (0.58, 0.44, 0.18, "ff8fe0"), (-0.98, 0.68, 0.44, "ff6fc8"), (1.0, 0.7, 0.42, "3fd8e8"), (-0.66, 0.72, 0.2, "4fe0d0"),
                                  (0.7, 0.74, 0.17, "b08fff"), (1.6, 0.8, 0.4, "ff6fc8"), (-1.7, 0.8, 0.4, "7fa8ff")):
        top = foot - 1.15 * size
        canvas.shadow(x, foot, 0.5 * size, 0.04, 0.3)
        canvas.glow(canvas.ellipse(x, top, 0.7 * size, 0.5 * size), colour, 0.6 * size, 0.55)
        canvas.solid(union(canvas.line((x, foot - 0.05), (x, top), 0.19 * size, 0.12 * size), canvas.circle(x, foot - 0.08 * size, 0.2 * size), blend=0.03), "e8f0ff", 0.14 * size, shade=0.3)
        cap = np.maximum(canvas.ellipse(x, top + 0.1 * size, 0.72 * size, 0.72 * size), canvas.y - top - 0.12 * size + 0.06 * size * np.cos((canvas.x - x) / size * 4))
        canvas.fill(np.maximum(canvas.ellipse(x, top + 0.1 * size, 0.66 * size, 0.16 * size), top - canvas.y), mixed(colour, "ffffff", 0.7))
        canvas.solid(cap, colour, 0.5 * size, gloss=0.6, shade=0.35)
        canvas.light(smooth(canvas.y, top - 0.15 * size, top + 0.15 * size) * smooth(-cap, 0, 0.02) * 0.5, "ffffff")
        for dx, dy, dot in ((-0.32, -0.2, 0.1), (0.08, -0.38, 0.12), (0.38, -0.12, 0.09)):
            canvas.solid(canvas.ellipse(x + dx * size, top + dy * size, dot * size, 0.8 * dot * size), "ffffff", 0.1 * size, gloss=0.3, shade=0.15)
    for _ in range(46):
        x, y, size = canvas.random.uniform(-1.6, 1.6), canvas.random.uniform(-1.0, 0.85), canvas.random.uniform(0.008, 0.018)
        part = canvas.part(x, y, 0.2)
        part.glow(part.circle(x, y, size), "ffe98a", 3.2 * size, 0.85)
        part.fill(part.circle(x, y, size), "fffde0", 0.95)


def circus(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3a0f2c"), (-0.2, "6a1c3c"), (0.4, "8a2c40"))
    # The audience, out of focus.
    for row, y in enumerate((-0.26, -0.12, 0.02, 0.17)):
        for number in range(26):
            x = -2.1 + 0.168 * number + 0.08 * (row % 2)
            part = canvas.part(x, y, 0.2)
            body = union(part.circle(x, y - 0.03, 0.045), part.ellipse(x, y + 0.09, 0.085, 0.09), blend=0.01)
            tone = ("ff8f6a", "ffcf6a", "8fb0ff", "ff8fc0", "a8e0a0", "d8a8ff")[canvas.random.integers(6)]
            part.solid(body, mixed("6a2048", tone, 0.4 + 0.08 * row), 0.06, gloss=0.1, edge=0.03)
        canvas.fill(np.abs(canvas.y - y - 0.15) - 0.03, mixed("4a1230", "7a2444", row / 3), 0.9, edge=0.03)
    # The tent: stripes that meet at its top.
    angle = np.arctan2(canvas.x, canvas.y + 2.0)
    stripes = smooth(np.cos(angle * 24), -0.12, 0.12)[..., None]
    cloth = mixed(mixed("e8303f", "b81c38", smooth(np.abs(angle), 0.1, 1.0)[..., None]), mixed("fff2dc", "f0c4a0", smooth(np.abs(angle), 0.1, 1.0)[..., None]), stripes)
    fold = (0.93 + 0.07 * np.abs(np.cos(angle * 12)))[..., None]
    hem = -0.44 - 0.1 * canvas.x**2
    roof = canvas.y - hem
    canvas.cast(roof, 0.16, 0.55, "1a0418")
    canvas.fill(roof, (cloth * fold).astype(np.float32))
    canvas.light(np.exp(-((canvas.x / 0.7) ** 2) - (((canvas.y + 1.0) / 0.5) ** 2)) * smooth(-roof, 0, 0.02) * 0.35, "ffe0a0")
    canvas.darken(np.exp(-(((canvas.y - hem) / 0.1) ** 2)) * smooth(-roof, 0, 0.02), 0.3, "3a0418")
    for number, x in enumerate(np.arange(-2.1, 2.2, 0.2)):
        y = -0.44 - 0.1 * x * x
        canvas.solid(np.maximum(canvas.circle(x, y, 0.1), y - 0.01 - canvas.y), ("2f6fd8", "ffc83a")[number % 2], 0.06, gloss=0.3)
        part = canvas.part(x, y, 0.25)
        part.glow(part.circle(x, y, 0.03), "ffe08a", 0.08, 0.9)
        part.fill(part.circle(x, y, 0.03), "fffbe0")
    # The ring.
    canvas.fill(canvas.below(0.3), canvas.between((0.3, "6a2434"), (0.7, "8a3440"), (1.75, "3a0f20")), edge=0.03)
    ring, turn = canvas.ellipse(0, 1.06, 1.42, 0.68), np.arctan2((canvas.y - 1.06) / 0.68, canvas.x / 1.42)
    canvas.fill(ring, canvas.between((0.36, "d8a060"), (0.7, "efc080"), (1.1, "e8b070"), (1.75, "9a6438")))
    canvas.darken(np.exp(-(((ring + 0.04) / 0.08) ** 2)) * (ring < 0), 0.35, "5a2410")
    curb = np.abs(ring) - 0.05
    canvas.solid(curb, mixed("e0303f", "fff3e0", smooth(np.sin(turn * 26), -0.15, 0.15)[..., None]).astype(np.float32), 0.05, gloss=0.5)
    canvas.fill(np.abs(ring - 0.055) - 0.012, "ffc83a")
    for x, lean, colour in ((-1.05, 0.5, "fff0b0"), (1.05, -0.5, "fff0b0"), (-0.5, 0.1, "ff9fd0"), (0.5, -0.1, "9fd8ff")):
        beam = np.abs(canvas.x - x - lean * (canvas.y + 1.1)) - 0.03 - 0.17 * (canvas.y + 1.1)
        canvas.light(smooth(-beam, -0.03, 0.16) * smooth(canvas.y, -1.1, -0.8) * smooth(-canvas.y, -0.95, 0.4) * 0.26, colour)
    canvas.light(np.exp(-((canvas.x / 0.62) ** 2) - (((canvas.y - 0.82) / 0.17) ** 2)) * 0.5, "fff4d0")
    # Striped poles, and drums with a ball.
    for side in (-1, 1):
        pole = canvas.box(side * 0.74, -0.1, 0.045, 0.52, 0.02)
        canvas.shadow(side * 0.74, 0.42, 0.14, 0.03, 0.4)
        canvas.barrel(pole, side * 0.74, 0.05, mixed("fff3e0", "e0303f", smooth(np.sin(canvas.y * 24 + canvas.x * 20), -0.2, 0.2)[..., None]).astype(np.float32))
        canvas.solid(canvas.circle(side * 0.74, -0.62, 0.08), "ffc83a", 0.08, gloss=0.8)
        canvas.shadow(side * 1.02, 0.74, 0.36, 0.06, 0.45)
        drum = union(canvas.polygon(*((side * 1.02 + x, y) for x, y in ((-0.24, 0.46), (0.24, 0.46), (0.31, 0.72), (-0.31, 0.72)))), canvas.ellipse(side * 1.02, 0.72, 0.31, 0.06))
        zigzag = np.abs(np.mod((canvas.x - side * 1.02) * 7 + 0.5, 1) - 0.5) * 0.5 + 0.48
        canvas.barrel(drum, side * 1.02, 0.33, mixed("2f6fd8", "ffd24a", smooth(canvas.y - zigzag, -0.012, 0.012)[..., None]).astype(np.float32))
        canvas.solid(canvas.ellipse(side * 1.02, 0.46, 0.26, 0.055), "f04a58", 0.04)
    ball = canvas.circle(1.02, 0.26, 0.19)
    canvas.solid(ball, mixed("fff6e8", "2fa8e8", smooth(np.sin(np.arctan2(canvas.y - 0.16, canvas.x - 0.96) * 4), -0.1, 0.1)[..., None]).astype(np.float32), 0.19, gloss=0.7)
    spikes = [(-1.02 + r * np.sin(a), 0.27 - r * np.cos(a)) for a, r in zip(np.arange(10) * np.pi / 5, itertools.cycle((0.19, 0.085)), strict=False)]
    canvas.solid(canvas.polygon(*spikes) - 0.02, "ffd84a", 0.08, gloss=0.6)


#: By the name of a stored place.
PLACES: dict[str, Painter] = {"spaceship": spaceship, "candy land": candy_land, "enchanted forest": enchanted_forest, "circus": circus}
