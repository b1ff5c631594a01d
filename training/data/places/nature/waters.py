"""Water."""

import itertools
from copy import copy

import numpy as np

from training.data.places.canvas import REACH, Canvas, Colour, Painter, mixed, smooth, union
from training.data.places.nature.skies import cumulus, pines, rocks, tree


def _bubbles(canvas: Canvas, count: int, where: tuple[float, float, float, float], sizes: tuple[float, float]) -> None:
    """`where` is left, top, right, bottom."""
    left, top, right, bottom = where
    others: list[tuple[float, float, float]] = []
    for _ in range(count):
        x, y = canvas.random.uniform(left, right), canvas.random.uniform(top, bottom)
        size = sizes[0] + (sizes[1] - sizes[0]) * canvas.random.random() ** 1.5
        if any(np.hypot(x - other[0], y - other[1]) < 1.2 * (size + other[2]) for other in others):
            continue
        others.append((x, y, size))
        part = canvas.part(x, y, 1.6 * size)
        ball = part.circle(x, y, size)
        part.light(smooth(-ball, -0.01, 0.01) * (0.16 + 0.6 * smooth(ball, -0.5 * size, 0)), "c8f4ff")
        part.glow(part.circle(x - 0.36 * size, y - 0.4 * size, 0.12 * size), "ffffff", 0.18 * size + 0.008, 0.95)


def _fish(canvas: Canvas, x: float, y: float, size: float, colour: Colour, heading: float = 1.0) -> None:
    """A silhouette that swims to the right, or to the left where `heading` is -1."""
    part = canvas.part(x, y, 2 * size)
    tail = part.polygon((x - 0.75 * heading * size, y), (x - 1.3 * heading * size, y - 0.42 * size), (x - 1.15 * heading * size, y), (x - 1.3 * heading * size, y + 0.42 * size))
    part.solid(union(part.ellipse(x, y, size, 0.5 * size), tail, blend=0.05 * size), colour, 0.35 * size, gloss=0, edge=0.02)


def ocean(canvas: Canvas) -> None:
    canvas.gradient((-1.6, "9df2ff"), (-1.0, "3fc4f2"), (-0.3, "1590dc"), (0.5, "0c5cb4"), (1.2, "083a86"), (1.9, "062860"))
    canvas.glow(canvas.ellipse(-0.15, -1.5, 0.7, 0.25), "f0ffff", 0.55, 0.8)
    # The surface from below: waves that get closer together towards its far end.
    away = 1 / np.maximum(-0.62 - canvas.y, 0.03)
    across = (canvas.x + 0.15) * away
    waves = np.sin(2.6 * across + 2 * np.sin(1.7 * away)) + np.sin(4.2 * away + 1.4 * np.sin(2.1 * across + 1))
    canvas.light(smooth(np.abs(waves), 0.7, 0.0) * smooth(-canvas.y, 0.72, 1.15) * 0.75, "e8ffff")
    canvas.darken(smooth(waves, 0.8, 2.0) * smooth(-canvas.y, 0.8, 1.2), 0.35, "1f9fe0")
    angle = np.arctan2(canvas.x + 0.15, canvas.y + 2.5)
    for shares, strength in (((13, 0.4, 29, 1.0), 0.5), ((21, 2.2, 8, 0.3), 0.35)):
        rays = smooth(np.sin(shares[0] * angle + shares[1]) + 0.7 * np.sin(shares[2] * angle + shares[3]), 0.1, 1.6)
        canvas.light(rays * np.exp(-((angle / 0.55) ** 2)) * smooth(-canvas.y, -1.2, 1.1) * strength, "b4f4ff")
    x, y = 0.74, 0.16
    whale = union(canvas.ellipse(x, y, 0.3, 0.11, 0.06), canvas.line((x - 0.2, y - 0.01), (x - 0.44, y - 0.08), 0.06, 0.02), blend=0.03)
    fins = union(canvas.polygon((x - 0.42, y - 0.08), (x - 0.58, y - 0.17), (x - 0.52, y - 0.08), (x - 0.57, y + 0.0)) - 0.012, canvas.line((x + 0.08, y + 0.07), (x - 0.04, y + 0.2), 0.04, 0.015), blend=0.02)
    canvas.solid(union(whale, fins, blend=0.015), "1476c8", 0.14, gloss=0, edge=0.03, shade=0.22)
    for number in range(13):
        row, column = divmod(number, 4)
        at = -1.02 + 0.17 * column + 0.08 * (row % 2) + canvas.random.uniform(-0.03, 0.03), -0.4 + 0.14 * row + 0.05 * column + canvas.random.uniform(-0.03, 0.03)
        _fish(canvas, *at, canvas.random.uniform(0.05, 0.07), ("1573c2", "1a82d0", "0f66b4")[number % 3])
    for number in range(7):
        at = 0.62 + 0.13 * (number % 4) + 0.06 * (number // 4), -0.52 + 0.1 * (number // 4) + canvas.random.uniform(-0.03, 0.03)
        _fish(canvas, *at, canvas.random.uniform(0.036, 0.05), ("2a9ade", "1f8fd8")[number % 2], -1.0)
    _bubbles(canvas, 26, (-1.1, 0.2, -0.55, 1.3), (0.022, 0.085))
    _bubbles(canvas, 18, (0.62, 0.6, 1.15, 1.4), (0.022, 0.08))
    _bubbles(canvas, 18, (-2.0, -0.8, 2.0, 1.8), (0.018, 0.035))


def still_water(canvas: Canvas, level: float, tint: tuple[str, str], share: tuple[float, float], ripple: float = 0.012) -> None:
    """Water below `level` that shows what is above; `tint` covers it by `share`, at `level` and where the frame ends."""
    rows = np.clip((2 * level - canvas.y[:, :1] + REACH) / canvas.step, 0, len(canvas.y) - 1)
    deep = np.maximum(canvas.y - level, 0)
    sway = ripple * (0.4 + deep) * np.sin((26 - 9 * deep) * deep * 2 + 2 * np.sin(3 * canvas.x))
    columns = np.clip((canvas.x + sway + REACH) / canvas.step, 0, len(canvas.x) - 1)
    seen = canvas.pixels[rows.astype(int), columns.astype(int)]
    amount = (share[0] + (share[1] - share[0]) * smooth(deep, 0, 1.2 - level))[..., None]
    canvas.fill(canvas.below(level), mixed(seen, canvas.between((level, tint[0]), (1.2, tint[1])), amount), edge=0.008)


def lake(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2f8ae6"), (-0.7, "7cc2f8"), (0.0, "dff3fd"))
    for at, wide, tall in (((0.2, -0.72), 0.4, 0.18), ((-0.5, -0.98), 0.4, 0.16), ((1.3, -0.95), 0.5, 0.24), ((-1.5, -0.85), 0.5, 0.24)):
        cumulus(canvas, at, wide, tall, "ffffff", "b4d6f4")
    level = 0.14
    for x, top, width, colour in ((0.1, -0.36, 0.8, "a8c3e6"), (-1.7, -0.7, 1.1, "86a6d6"), (1.7, -0.62, 1.0, "86a6d6"), (-0.72, -0.8, 0.86, "6f90c6"), (0.84, -0.68, 0.84, "6f90c6")):
        edge = 0.035 * np.sin(17 * canvas.x + 3 * x) + 0.02 * np.sin(31 * canvas.x)
        peak = np.maximum(top + np.abs(canvas.x - x) * (level - top) / width * 1.15 + 0.6 * edge * np.minimum(np.abs(canvas.x - x) * 4, 1), top + 0.02) - canvas.y
        ridge = canvas.x - x - 0.35 * (canvas.y - top) - 1.2 * edge
        canvas.fill(peak, mixed(colour, "cfe2f4", smooth(canvas.y, -0.3, 0.15)[..., None]))
        cap = np.maximum(peak, canvas.y - top - 0.4 * (level - top) * (0.75 if x == 0.1 else 0.9) - 2.2 * edge - 0.1 * np.abs(canvas.x - x))
        canvas.fill(cap, "ffffff", edge=0.02)
        canvas.darken(smooth(-peak, 0, 0.02) * smooth(ridge, -0.02, 0.04), 0.3, "3f62b0")
    canvas.solid(canvas.below(0.06 - 0.1 * np.cos(2.4 * canvas.x + 0.3) * np.sign(np.cos(2.4 * canvas.x + 0.3)) * 0.6 - 0.05 * np.abs(canvas.x)), "7fb88a", 0.1, gloss=0.05)
    row = tuple((x, level + 0.01, canvas.random.uniform(0.16, 0.24) * (0.7 + 0.5 * min(abs(x), 1.2))) for x in np.arange(-2.1, 2.15, 0.13))
    pines(canvas, row, "4a9468")
    pines(canvas, ((-1.35, level + 0.03, 0.44), (-1.0, level + 0.02, 0.36), (0.95, level + 0.02, 0.36), (1.25, level + 0.03, 0.46)), "357f58")
    canvas.fill(np.maximum(canvas.below(level - 0.012), canvas.y - level - 0.01), "a9cf86", edge=0.02)
    still_water(canvas, level, ("58b4ea", "1278c8"), (0.2, 0.7))
    canvas.light(smooth(canvas.noise(1.2, 0.05), 0.56, 0.72) * smooth(canvas.y, level + 0.02, level + 0.2) * 0.4, "ffffff")
    shore = 0.62 + 0.05 * np.cos(2.6 * canvas.x + 0.6) - 0.1 * np.minimum(np.abs(canvas.x), 1.4) ** 2
    canvas.fill(canvas.below(shore - 0.025), "d8f2fb", 0.7, edge=0.03)
    canvas.fill(canvas.below(shore), canvas.between((0.4, "efe0b4"), (0.75, "d8c494")), edge=0.02)
    canvas.solid(canvas.below(shore + 0.09 + 0.025 * np.sin(5 * canvas.x)), canvas.between((0.55, "a4dc72"), (0.95, "6dbb54"), (1.75, "3f8f48")), 0.1, gloss=0.1, edge=0.03)
    rocks(canvas, ((-1.12, 0.62, 0.17), (-0.86, 0.66, 0.1), (1.08, 0.62, 0.15), (0.86, 0.7, 0.08), (-1.5, 0.6, 0.22), (1.5, 0.62, 0.24)), "9aa5b4")
    for x, y, colour in ((-1.0, 0.92, "ffffff"), (-0.78, 1.06, "ffd84a"), (0.92, 0.9, "ffd84a"), (1.06, 1.04, "ffffff"), (0.74, 1.12, "ff8fb0"), (-1.1, 1.12, "ff8fb0"), (-1.5, 0.95, "ffd84a"), (1.5, 1.0, "ffffff")):
        for dx, dy in ((0, 0), (0.07, -0.03), (-0.06, -0.05)):
            part = canvas.part(x + dx, y + dy, 0.08)
            part.solid(part.ellipse(x + dx, y + dy, 0.03, 0.024), colour, 0.03, shade=0.2)


def _fronds(canvas: Canvas, x: float, y: float, size: float, colours: tuple[str, str], middle: float, fan: float = 2.2, count: int = 6) -> None:
    """Long leaves out of one point, `fan` apart about the angle `middle`, that bend down."""
    for share in sorted(np.linspace(-0.5, 0.5, count), key=lambda one: -abs(one)):
        angle = middle + fan * share
        knee = (x + 0.55 * size * np.cos(angle), y + 0.55 * size * np.sin(angle))
        tip = (x + size * np.cos(angle), y + size * np.sin(angle) + 0.22 * size)
        part = canvas.part(*knee, 0.75 * size)
        leaf = union(part.line((x, y), knee, 0.03 * size, 0.13 * size), part.line(knee, tip, 0.13 * size, 0.015 * size), blend=0.03 * size)
        part.solid(leaf, mixed(*colours, canvas.random.random()), 0.12 * size, gloss=0.3)


def _falls(canvas: Canvas, x: float, top: float, foot: float, wide: float) -> None:
    widened = wide * (1 + 0.3 * smooth(canvas.y, top, foot))
    across = (canvas.x - x) / widened
    streaks = np.sin(11 * across + 1.5 * np.sin(2.2 * canvas.y)) + 0.8 * np.sin(19 * across + 2 * np.sin(1.7 * canvas.y + 1))
    shape = np.maximum(np.abs(canvas.x - x) - widened, np.maximum(top + 0.25 * wide * across**2 - canvas.y, canvas.y - foot))
    canvas.fill(shape, mixed("7fd4f4", "ffffff", (0.5 + 0.5 * smooth(streaks, -1.0, 1.2))[..., None]), edge=0.03)
    canvas.darken(smooth(-shape, 0, 0.02) * smooth(np.abs(across), 0.6, 1.0), 0.3, "3f9cd0")
    canvas.glow(canvas.ellipse(x, top + 0.03, 0.7 * wide, 0.03), "ffffff", 0.06, 0.9)


def waterfall(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4fb8f0"), (-0.95, "b8f0fa"), (-0.3, "dcf8d0"), (0.4, "6fc06a"))
    canvas.glow(canvas.circle(0.35, -0.95, 0.2), "fffbd8", 0.6, 0.7)
    for number in range(18):
        x, y = -0.15 + 0.075 * number, -0.42 + 0.035 * number + 0.12 * canvas.random.random()
        if number % 3 == 0:
            canvas.solid(canvas.line((x, 0.3), (x + 0.03, y - 0.1), 0.035, 0.02), "8aa080", 0.04, gloss=0)
        canvas.solid(canvas.puff(x, y, 0.22), mixed(mixed("9ad8a0", "58b060", number / 18), "c0e88a", 0.5 * canvas.random.random()), 0.2, gloss=0, edge=0.04, shade=0.35)
    for number in range(26):
        left = number % 2 == 0
        x = (-2.1 + 0.18 * (number // 2)) if left else (0.78 + 0.12 * (number // 2))
        top = (-0.78 + 0.1 * canvas.random.random() + 0.5 * max(x + 0.28, 0)) if left else -0.3 - 0.14 * min(x - 0.78, 0.6) + 0.14 * canvas.random.random()
        part = canvas.part(x, 0.5 * (top + 0.5), 1.0)
        part.solid(part.box(x, 0.5 * (top + 0.55), 0.15, 0.5 * (0.55 - top), 0.09, canvas.random.uniform(-0.05, 0.05)), mixed("7f7468", "a3927c", canvas.random.random()), 0.13, gloss=0.1, shade=0.5)
    for x, y, size in ((-2.0, -0.72, 0.3), (-1.5, -0.78, 0.32), (-1.05, -0.76, 0.26), (-0.14, -0.66, 0.15), (0.1, -0.46, 0.16), (0.84, -0.24, 0.2), (1.15, -0.32, 0.26), (1.6, -0.36, 0.3)):
        canvas.solid(canvas.puff(x, y, size), mixed("3f9c4a", "62b850", canvas.random.random()), 0.2, gloss=0.1)
    _falls(canvas, -0.52, -0.8, 0.3, 0.21)
    _falls(canvas, 0.98, -0.26, 0.3, 0.08)
    canvas.fill(canvas.below(0.24), canvas.between((0.24, "8fe8ea"), (0.4, "2fbcd0"), (0.7, "1590b4")), edge=0.03)
    canvas.light(smooth(canvas.noise(0.7, 0.06), 0.52, 0.7) * smooth(canvas.y, 0.26, 0.36) * 0.6, "e8ffff")
    for x, wide in ((-0.52, 0.34), (0.98, 0.15)):
        for ring in (1.15, 1.6):
            canvas.fill(np.maximum(np.abs(canvas.ellipse(x, 0.31, ring * wide, 0.2 * ring * wide)) - 0.01, 0.26 - canvas.y), "f0ffff", 0.6, edge=0.03)
        cumulus(canvas, (x, 0.33), 1.25 * wide, 0.55 * wide, "ffffff", "c4ecf6", relief=0.5)
        canvas.glow(canvas.ellipse(x, 0.16, wide, 0.1), "ffffff", 0.2, 0.45)
    rocks(canvas, ((-1.05, 0.36, 0.2), (-0.08, 0.3, 0.11), (0.68, 0.33, 0.14), (1.2, 0.4, 0.2), (-1.4, 0.42, 0.26)), "8d8478", "5fb04a")
    shore = 0.56 + 0.04 * np.sin(2.6 * canvas.x + 0.5) - 0.06 * canvas.x**2
    canvas.fill(canvas.below(shore - 0.03), "c8f6f4", 0.6, edge=0.04)
    canvas.solid(canvas.below(shore), canvas.between((0.52, "dcc490"), (0.6, "a8bc66"), (0.7, "7cc054"), (0.95, "5aa84a"), (1.75, "2f7a3c")), 0.08, gloss=0.1, edge=0.03)
    rocks(canvas, ((-0.98, 0.7, 0.15), (1.02, 0.74, 0.17), (-1.3, 0.84, 0.24), (1.36, 0.86, 0.24)), "968c80", "6aba50")
    for side, height in ((-1, -1.12), (1, -1.2)):
        crown, bend = (1.06 * side, height), (1.3 * side, -0.3)
        canvas.solid(union(canvas.line((1.34 * side, 0.72), bend, 0.1, 0.075), canvas.line(bend, crown, 0.075, 0.05), blend=0.04), "8f6a45", 0.09)
        _fronds(canvas, *crown, 0.62, ("1f8a44", "58bc52"), -1.57, 5.4, 11)
    for x, y, size, middle in ((-1.28, 0.98, 0.5, -1.1), (1.28, 1.0, 0.5, -2.0), (-1.5, 1.5, 0.7, -1.2), (1.5, 1.5, 0.7, -1.9)):
        _fronds(canvas, x, y, size, ("1f8a44", "58bc52"), middle)


def _waves(canvas: Canvas, horizon: float, crests: tuple[str, str], troughs: tuple[str, str], glint: str, high: float = 1.0, count: int = 9) -> None:
    """A sea of rolling waves; `crests` and `troughs` are their colours far away and near, `high` is 1 on a fair day."""
    canvas.fill(canvas.below(horizon), mixed(crests[0], troughs[0], smooth(canvas.y, horizon, horizon + 0.25)[..., None]), edge=0.012)
    for number in range(count):
        share = number / (count - 1)
        level, tall = horizon + 0.05 + 1.5 * share**1.6, (0.012 + 0.1 * share**1.1) * high
        long = (9 - 6.6 * share**0.6) / high**0.4
        phase = 2.4 * number + 0.8
        bend = np.sin(long * canvas.x + phase) + 0.4 * np.sin(1.7 * long * canvas.x + 2 * phase)
        # Crests are sharper than the troughs between them.
        deep = canvas.y - level + tall * (1.6 * np.exp(1.1 * bend) / np.e - 0.5)
        water = mixed(mixed(*crests, share), mixed(*troughs, share), smooth(deep, 0, 0.05 + 0.4 * share)[..., None])
        canvas.fill(-deep, water, edge=0.012 + 0.01 * share)
        foam = smooth(bend, 0.55 - 0.3 * (high - 1), 1.2) * np.exp(-((np.maximum(deep, 0) / ((0.008 + 0.05 * share) * high)) ** 2)) * smooth(deep, -0.008, 0.008)
        canvas.cover(foam * 0.95, "ffffff")
        lines = smooth(np.sin(2.1 * long * canvas.x + 14 * deep / (tall / high + 0.05) + phase), 0.7, 1.0)
        canvas.light(lines * smooth(deep, 0.02, 0.06 + 0.1 * share) * smooth(-deep, -0.16 - 0.2 * share, -0.06) * 0.28, glint)


def open_sea(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2a86e8"), (-0.8, "6cbcfa"), (-0.12, "dff4ff"))
    canvas.glow(canvas.circle(0.72, -0.85, 0.15), "fff6d0", 0.45, 0.85)
    canvas.glow(canvas.circle(0.72, -0.85, 0.13), "ffffff", 0.09)
    for at, wide, tall in (((-0.75, -0.42), 0.5, 0.36), ((0.2, -0.2), 0.4, 0.14), ((1.2, -0.28), 0.5, 0.34), ((-0.25, -0.82), 0.34, 0.14), ((-1.6, -0.2), 0.6, 0.4), ((1.7, -0.9), 0.5, 0.3)):
        cumulus(canvas, at, wide, tall, "ffffff", "a9d0f4")
    _waves(canvas, -0.12, ("8adcf4", "45c4ee"), ("1f84d8", "0a4fa4"), "c8f4ff")


def river(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3f9cf0"), (-0.7, "8fd0fb"), (0.0, "e9f8ff"))
    for at, wide, tall in (((-0.35, -0.85), 0.4, 0.18), ((0.62, -0.6), 0.36, 0.16), ((1.5, -1.0), 0.5, 0.24), ((-1.5, -0.7), 0.5, 0.22)):
        cumulus(canvas, at, wide, tall, "ffffff", "b4d8f6")
    for height, slope, phase, colour in ((-0.3, 0.14, 0.4, "a8cfe6"), (-0.14, 0.12, 2.2, "8fc4b4"), (-0.02, 0.08, 4.0, "86c47a")):
        canvas.solid(canvas.below(height - slope * np.sin(2.2 * canvas.x + phase)), colour, 0.2, gloss=0.05, edge=0.025)
    for x, foot, size in ((-0.62, 0.02, 0.3), (0.62, 0.02, 0.28), (-0.36, 0.0, 0.22), (0.38, 0.0, 0.2), (0.9, 0.04, 0.36), (-0.95, 0.04, 0.4)):
        tree(canvas, x, foot, size, ("3f9a5a", "8ed87a"))
    canvas.fill(canvas.below(-0.01), canvas.between((0.0, "b4e07a"), (0.5, "84cc58"), (1.75, "4a9c44")), edge=0.02)
    course = np.array([(0.3, -0.02, 0.012), (0.1, 0.03, 0.03), (0.5, 0.07, 0.06), (0.72, 0.12, 0.1), (0.2, 0.18, 0.15), (-0.75, 0.24, 0.22), (-0.95, 0.36, 0.3),
                       (-0.2, 0.5, 0.4), (0.8, 0.52, 0.42), (2.4, 0.54, 0.45)])
    for _ in range(2):  # corners are cut
        course = np.concatenate([course[:1], np.stack([0.75 * course[:-1] + 0.25 * course[1:], 0.25 * course[:-1] + 0.75 * course[1:]], 1).reshape(-1, 3), course[-1:]])
    # Seen at a low angle, what lies across is 2.6 times as wide as what lies along.
    flat = copy(canvas)
    flat.y = 2.6 * canvas.y
    bank = union(*(flat.line((ax, 2.6 * ay), (bx, 2.6 * by), aw, bw) for (ax, ay, aw), (bx, by, bw) in itertools.pairwise(course.tolist())))
    canvas.fill(bank - 0.02 - 0.1 * np.maximum(canvas.y, 0), canvas.between((0.0, "e4d6a0"), (0.6, "d4bd84")), edge=0.02)
    canvas.fill(bank, canvas.between((0.0, "c4f0fa"), (0.2, "5fccf0"), (0.45, "2fa4e0"), (0.8, "1f8fd4")), edge=0.02)
    canvas.darken(smooth(bank, -0.08, -0.01) * smooth(-bank, -0.01, 0.02) * smooth(canvas.y, 0, 0.3), 0.25, "0f5fa8")
    waves = smooth(np.sin(44 * bank + 3 * np.sin(5 * canvas.x)), 0.6, 1.0) * 0.22 + smooth(canvas.noise(0.6, 0.05), 0.52, 0.68) * 0.6
    canvas.light(waves * smooth(-bank, 0.02, 0.08), "ffffff")
    for x, foot, size in ((-1.12, 0.15, 0.66), (1.1, 0.26, 0.72), (1.75, 0.3, 0.8), (-1.75, 0.2, 0.8)):
        canvas.shadow(x + 0.1, foot, 0.4 * size, 0.05, 0.3)
        tree(canvas, x, foot, size, ("2f8a4a", "84d868"))
    near = 0.64 - 0.03 * np.sin(2.2 * canvas.x + 1) - 0.08 * smooth(np.abs(canvas.x), 0.5, 1.4)
    canvas.fill(canvas.below(near - 0.04), "d9c48c", edge=0.02)
    canvas.solid(canvas.below(near), canvas.between((0.55, "a8e070"), (0.95, "74c455"), (1.75, "43964a")), 0.12, gloss=0.1, edge=0.03)
    rocks(canvas, ((-0.5, 0.5, 0.08), (0.55, 0.48, 0.08), (-1.05, 0.72, 0.14), (1.06, 0.74, 0.15), (0.5, 0.27, 0.06)), "a2a9b2")
    for x, y in ((0.76, 0.76), (-0.78, 0.8), (1.4, 0.76)):
        for lean in (-0.1, -0.03, 0.05, 0.12):
            part = canvas.part(x + lean, y - 0.15, 0.32)
            top = (x + 2.2 * lean, y - 0.3 + abs(lean))
            part.solid(part.line((x + lean, y + 0.06), top, 0.016, 0.007), "4f9c48", 0.02)
            part.solid(part.line(top, (top[0] - 0.1 * lean, top[1] + 0.1), 0.026), "9a6238", 0.03)


def seaside(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2a8ef0"), (-0.8, "6cc0fb"), (-0.15, "e0f6ff"))
    canvas.glow(canvas.circle(-0.75, -1.0, 0.14), "fff6d0", 0.5, 0.85)
    for at, wide, tall in (((0.55, -0.72), 0.5, 0.26), ((-0.5, -0.42), 0.34, 0.13), ((1.4, -0.42), 0.4, 0.22), ((0.1, -1.1), 0.4, 0.16)):
        cumulus(canvas, at, wide, tall, "ffffff", "b0d6f6")
    horizon = -0.14
    for height, middle, wide, colour in ((0.2, -1.5, 0.9, "9cc6e0"), (0.13, -0.85, 0.6, "86c0b4"), (0.22, 1.6, 0.8, "8fc4c4")):
        canvas.solid(np.maximum(canvas.below(horizon - height * np.exp(-(((canvas.x - middle) / (0.6 * wide)) ** 2)) + 0.02), canvas.y - horizon - 0.01), colour, 0.12, gloss=0.05, edge=0.02)
    canvas.fill(canvas.below(horizon), canvas.between((horizon, "8fdcf8"), (0.1, "2fb0f0"), (0.45, "1590e4"), (0.7, "1fb4e0")), edge=0.01)
    canvas.light(smooth(canvas.noise(0.8, 0.06), 0.54, 0.72) * smooth(canvas.y, horizon, 0.3) * 0.5, "ffffff")
    canvas.light(np.exp(-(((canvas.x + 0.75) / 0.3) ** 2)) * smooth(canvas.noise(0.3, 0.04), 0.46, 0.62) * smooth(canvas.y, horizon, 0.05) * 0.6, "fff8e0")
    for x, foot, size, colour in ((-0.42, -0.02, 0.2, "ffffff"), (0.3, -0.08, 0.14, "ff7a5a"), (0.7, 0.08, 0.32, "fff6e4"), (-0.74, -0.09, 0.12, "ffd24a"), (1.5, -0.03, 0.2, "ffffff"), (-1.5, 0.04, 0.26, "ff7a5a")):
        part = canvas.part(x, foot - 0.5 * size, 1.1 * size)
        part.light(np.exp(-(((part.x - x) / (0.5 * size)) ** 2) - ((part.y - foot - 0.2 * size) / (0.14 * size)) ** 2) * 0.5, "ffffff")
        part.solid(part.polygon((x + 0.04 * size, foot - 0.1 * size), (x + 0.04 * size, foot - 1.25 * size), (x + 0.62 * size, foot - 0.12 * size)) - 0.02 * size, colour, 0.3 * size, shade=0.25)
        part.solid(part.polygon((x - 0.06 * size, foot - 0.1 * size), (x - 0.04 * size, foot - 0.95 * size), (x - 0.45 * size, foot - 0.1 * size)) - 0.02 * size, mixed(colour, "ffffff", 0.6), 0.3 * size, shade=0.25)
        hull = np.maximum(part.ellipse(x + 0.04 * size, foot - 0.06 * size, 0.62 * size, 0.24 * size), foot - 0.04 * size - part.y)
        part.solid(hull, "e4523f" if colour != "ff7a5a" else "2f62b8", 0.12 * size)
    edge = 0.6
    across, _away = canvas.ground(0.1)
    canvas.fill(canvas.below(edge), canvas.between((edge, "f2d6a8"), (0.9, "dcb27c"), (1.75, "a87a4c")), edge=0.012)
    boards = smooth(np.abs(np.sin(4.2 * across * np.pi / 2)), 0.1, 0.0) * smooth(canvas.y, edge, edge + 0.02)
    canvas.darken(boards, 0.4, "7a4f2c")
    canvas.light(smooth(np.sin(4.2 * np.pi * np.floor(across * 2.1 + 0.0) * 1.7), 0.2, 1) * smooth(canvas.y, edge, edge + 0.02) * 0.12, "fff0d0")
    canvas.solid(canvas.box(0, edge + 0.01, 2.3, 0.03), "fff2da", 0.03)
    for x in np.arange(-2.1, 2.2, 0.6):
        part = canvas.part(x, 0.44, 0.3)
        part.solid(part.box(x, 0.46, 0.045, 0.17, 0.03), "ffffff", 0.04)
        part.solid(part.circle(x, 0.27, 0.06), "ffffff", 0.06)
    for y in (0.36, 0.5):
        canvas.solid(canvas.box(0, y, 2.3, 0.028), "ffffff", 0.028)
    for x in (-0.92, 0.98):
        part = canvas.part(x, -0.1, 0.9)
        part.shadow(x + 0.1, edge + 0.1, 0.16, 0.03, 0.3)
        part.solid(union(part.line((x, edge + 0.09), (x, -0.5), 0.028), part.line((x, edge + 0.09), (x, edge - 0.05), 0.06, 0.04), blend=0.02), "2f6a80", 0.04)
        part.solid(part.circle(x, -0.6, 0.1), "fff4cc", 0.1, gloss=0.6)
        part.solid(part.ellipse(x, -0.7, 0.1, 0.04), "2f6a80", 0.04)


def _lightning(canvas: Canvas, points: tuple[tuple[float, float], ...], width: float) -> None:
    bolt = union(*(canvas.line(start, end, width * (1 - 0.7 * number / len(points)), width * (1 - 0.7 * (number + 1) / len(points))) for number, (start, end) in enumerate(itertools.pairwise(points))))
    canvas.glow(bolt, "7a9cff", 0.3, 0.5)
    canvas.glow(bolt, "c8dcff", 0.06, 0.8)
    canvas.fill(bolt, "ffffff")


def stormy_sea(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "141c34"), (-0.8, "2a3c5c"), (-0.1, "6f8ca4"), (0.1, "9ab4bc"))
    for at, wide, tall, light, shade in (
        ((-0.1, -0.62), 0.7, 0.4, "7488a8", "2c3a5a"), ((-1.2, -0.34), 0.7, 0.4, "7d92ae", "33435f"), ((1.2, -0.4), 0.75, 0.42, "8094b2", "33425f"),
        ((-0.7, -0.78), 0.8, 0.6, "667a9c", "202c4a"), ((0.75, -0.82), 0.85, 0.6, "6c80a4", "222e4e"), ((0.0, -1.15), 1.2, 0.5, "56698c", "182340"), ((-1.6, -1.0), 0.9, 0.7, "56698c", "182340"), ((1.7, -1.1), 0.9, 0.7, "56698c", "182340")):
        cumulus(canvas, at, wide, tall, light, shade)
    _lightning(canvas, ((0.72, -0.8), (0.6, -0.55), (0.72, -0.5), (0.55, -0.22), (0.66, -0.18), (0.52, 0.1)), 0.03)
    _lightning(canvas, ((0.62, -0.38), (0.82, -0.24), (0.8, -0.14), (0.94, 0.0)), 0.016)
    _lightning(canvas, ((-0.82, -0.72), (-0.92, -0.5), (-0.8, -0.46), (-0.96, -0.2), (-0.9, -0.16), (-1.0, 0.06)), 0.022)
    _waves(canvas, 0.1, ("6496a8", "34829a"), ("24506a", "082440"), "a8d8e4", 2.3, 8)



#: By the name of a stored place.
PLACES: dict[str, Painter] = {"ocean": ocean, "lake": lake, "waterfall": waterfall, "open sea": open_sea, "river": river, "seaside": seaside, "stormy sea": stormy_sea}
