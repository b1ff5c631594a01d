"""Streets and cities."""

import itertools

import numpy as np

from training.data.places.built.town import far_houses
from training.data.places.canvas import REACH, Canvas, Colour, Floats, Painter, blurred, mixed, rgb, smooth, union
from training.data.places.nature.beyond import _stars
from training.data.places.nature.outdoors import _clouds

#: Where the eye is in a city: lines that lead away from it meet there.
HORIZON = 0.1
WINDOWS = ("ffd27a", "ffe9b0", "ffb35c", "8fd4ff")


def _panes(canvas: Canvas, across: Floats, down: Floats, face: Colour, lit: float) -> Floats:
    """A front of glass; `across` and `down` count its panes. By night a share `lit` of them shines."""
    chance = canvas.random.random((64, 64))[np.floor(down).astype(int) % 64, np.floor(across).astype(int) % 64]
    pane = smooth(-np.abs(across % 1 - 0.5), -0.43, -0.35) * smooth(-np.abs(down % 1 - 0.5), -0.4, -0.3)
    if not lit:
        glass = mixed(face, "ffffff", (0.1 + 0.2 * chance)[..., None])
        return mixed(mixed(face, "16386e", 0.38), glass, pane[..., None])
    shine = np.stack([rgb(colour) for colour in WINDOWS])
    bright = shine[(chance * 997).astype(int) % 4] * (0.72 + 0.28 * ((chance * 89) % 1))[..., None]
    return mixed(face, bright, (pane * (chance < lit))[..., None])


def _tower(canvas: Canvas, x: float, half: float, top: float, colour: str, haze: float = 0.0, lit: float = 0.0, roof: str = "flat", pane: float = 0.12) -> None:
    """A tower from the ground up to `top`: its front, and its side that faces the middle."""
    foot, side, shrink = 0.3, -np.sign(x), 0.16
    part = canvas.part(x, 0.5 * (top + foot), 0.5 * (foot - top) + 2 * half + 0.25)
    air = "4a3f8f" if lit else "cfe6fb"
    edge, depth = x + side * half, 0.75 * half * min(1.0, 0.35 + abs(x))

    def height(y: float, share: float) -> float:
        return HORIZON + (y - HORIZON) * (1 - shrink * share)

    slope = half * (0.7 if roof == "slant" else 0.0)
    front = part.polygon((x - half, foot), (x - half, top + slope * (side < 0)), (x + half, top + slope * (side > 0)), (x + half, foot))
    flank = part.polygon((edge, foot), (edge, top + slope), (edge + side * depth, height(top + slope, 1)), (edge + side * depth, foot))
    share = np.clip((part.x - edge) * side / depth, 0, 1)
    level = HORIZON + (part.y - HORIZON) / (1 - shrink * share)
    top_colour, low = mixed(colour, "d8f0ff" if not lit else "5a56b8", 0.35 if not lit else 0.15), mixed(colour, "173a78" if not lit else "0c0b2e", 0.28)
    face = mixed(mixed(top_colour, low, smooth(part.y, top, foot)[..., None]), air, haze)
    dim = 0.62 if side > 0 or lit else 1.16
    for distance, columns, light in ((flank, share * max(1, round(0.9 * depth / pane)), dim), (front, (part.x - x + half) / (2 * half) * max(2, round(2 * half / pane)), 1.0)):
        panes = _panes(part, columns, (level - top) / pane, np.clip(face * light, 0, 1), lit)
        if not lit:
            streak = smooth(np.sin(5 * (part.x + 0.6 * part.y) + 4 * x), 0.2, 0.9) * 0.3 * (1 - haze)
            panes = mixed(panes, "ffffff", streak[..., None])
        part.solid(distance, mixed(panes, air, 0.5 * haze), 0.035, gloss=0.12)
    if roof == "spire":
        part.solid(part.box(x, top - 0.03, 0.6 * half, 0.06, 0.02), np.clip(face * 0.9, 0, 1), 0.04)
        part.solid(part.line((x, top), (x, top - 0.3), 0.022, 0.008), mixed("e8eef6" if not lit else "4a4690", air, haze), 0.02)
        if lit:
            part.glow(part.circle(x, top - 0.3, 0.012), "ff5a5a", 0.05)
    elif roof == "flat":
        part.solid(part.box(x - 0.2 * half, top - 0.02, 0.45 * half, 0.035, 0.015), np.clip(face * 0.85, 0, 1), 0.03)


def _wet(canvas: Canvas, foot: float | Floats, strength: float, soft: float = 0.02) -> None:
    """What stands on a line is mirrored under it, fainter towards the eye."""
    rows = np.clip((2 * foot - canvas.y + REACH) / canvas.step, 0, len(canvas.y) - 1).astype(int)
    image = blurred(np.take_along_axis(canvas.pixels, rows[..., None], 0), soft / canvas.step)
    canvas.cover(smooth(canvas.y - foot, -0.005, 0.015) * strength * np.exp(-np.maximum(canvas.y - foot, 0) / 0.8), image.astype(np.float32))


def _lamp(canvas: Canvas, x: float, foot: float, size: float, post: str, shine: float = 0.0) -> None:
    part = canvas.part(x, foot - 0.5 * size, 1.3 * size)
    part.solid(part.line((x, foot), (x, foot - size), 0.03 * size, 0.02 * size), post, 0.03)
    part.solid(part.box(x, foot, 0.06 * size, 0.03 * size, 0.02), post, 0.03)
    part.solid(part.circle(x, foot - 1.04 * size, 0.085 * size), "fff6d8", 0.08, gloss=0.6, shade=0.15)
    if shine:
        part.glow(part.circle(x, foot - 1.04 * size, 0.05 * size), "ffc46b", 0.3 * size, shine)


def _tree(canvas: Canvas, x: float, foot: float, size: float, colour: Colour, trunk: str = "7a5535") -> None:
    part = canvas.part(x, foot - 0.6 * size, 1.3 * size)
    part.shadow(x + 0.1 * size, foot, 0.6 * size, 0.08 * size, 0.3)
    part.solid(part.line((x, foot), (x, foot - 0.7 * size), 0.07 * size), trunk, 0.05 * size)
    part.solid(part.puff(x, foot - 0.5 * size, 0.5 * size), mixed(colour, "123a3a", 0.3), 0.3 * size)
    part.solid(part.puff(x - 0.04 * size, foot - 0.72 * size, 0.42 * size), colour, 0.3 * size, gloss=0.15)


def city(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2c86e6"), (-0.7, "7cc0f8"), (-0.1, "d6edfb"), (0.15, "fff0d6"))
    canvas.glow(canvas.circle(-0.5, -1.5, 0.1), "fff2cf", 0.9, 0.55)
    _clouds(canvas, ((-0.02, -0.86, 0.24), (0.42, -0.52, 0.15), (-0.5, -0.6, 0.14), (1.75, -1.2, 0.3), (-1.8, -1.3, 0.3)))
    far_houses(canvas, (-0.34, -0.02), ("aecbea", "c9def2"))
    for x, half, top, colour, haze, roof in (
        (-0.13, 0.085, -0.5, "6fa6d8", 0.5, "spire"), (0.1, 0.1, -0.32, "e0b08a", 0.5, "flat"), (-0.36, 0.11, -0.42, "5b95cf", 0.38, "slant"),
        (0.34, 0.1, -0.64, "5aa0cf", 0.36, "spire"), (1.62, 0.2, -0.9, "4c8ecb", 0.3, "flat"), (-1.66, 0.2, -0.75, "5a98d2", 0.3, "slant"),
        (0.58, 0.13, -0.46, "d98f6c", 0.2, "flat"), (-0.62, 0.14, -0.74, "3f8bcf", 0.22, "spire"), (-1.28, 0.15, -0.98, "d6a07a", 0.16, "flat"),
        (1.25, 0.16, -0.72, "3f9cc4", 0.18, "flat"), (0.88, 0.17, -1.0, "2f7fc8", 0.06, "slant"), (-0.94, 0.17, -0.56, "38a0c2", 0.06, "flat"),
        (1.98, 0.2, -0.6, "3a8ac0", 0.1, "flat"), (-2.0, 0.22, -1.1, "3a7fc0", 0.1, "flat"),
    ):
        _tower(canvas, x, half, top, colour, haze, roof=roof)
    canvas.cover(smooth(canvas.y, -0.2, 0.2) * 0.35, "ffe9cf")
    across, away = canvas.ground(0.04)
    canvas.fill(canvas.below(0.19), canvas.between((0.19, "f2dfc4"), (0.6, "e3cdb4"), (1.2, "cdb6a4"), (1.75, "b09c92")), edge=0.02)
    column, row = across * 2.2, 6 * np.log(away)
    seam = np.maximum(smooth(-np.abs(column - np.round(column)), -0.05, -0.01), smooth(-np.abs(row - np.round(row)), -0.06, -0.01))
    canvas.darken(seam * smooth(canvas.y, 0.25, 0.5), 0.22, "7a5a4a")
    canvas.darken(((np.floor(column) + np.floor(row)) % 2) * smooth(canvas.y, 0.22, 0.4), 0.07, "8a6a5a")
    for x, size in ((-1.9, 0.4), (-1.55, 0.36), (-1.2, 0.38), (-0.86, 0.33), (-0.56, 0.26), (-0.3, 0.22), (0.24, 0.22), (0.5, 0.27), (0.8, 0.32), (1.14, 0.37), (1.5, 0.38), (1.9, 0.4)):
        _tree(canvas, x, 0.2 + 0.03 * abs(x), size, mixed("58b25a", "8acb5a", canvas.random.random()))
    for x, foot, size in ((-1.08, 0.44, 0.34), (1.08, 0.44, 0.34), (-1.75, 0.62, 0.5), (1.75, 0.62, 0.5)):
        canvas.shadow(x + 0.05, foot + 0.02, 0.8 * size, 0.07, 0.35)
        canvas.solid(canvas.puff(x, foot - 0.24 * size, 0.5 * size), "5fb552", 0.14)
        canvas.solid(canvas.box(x, foot - 0.1 * size, 0.62 * size, 0.17 * size, 0.05), "f6efe6", 0.07)
    for x, foot, size in ((-0.72, 0.34, 0.52), (0.72, 0.34, 0.52)):
        _lamp(canvas, x, foot, size, "47566b")


def city_lights(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "0a0f38"), (-0.8, "1d1f66"), (-0.2, "4a3596"), (0.15, "b45f9c"))
    _stars(canvas, 90, -0.5)
    canvas.glow(canvas.circle(0.36, -0.86, 0.16), "9fb4ff", 0.3, 0.6)
    moon = canvas.circle(0.36, -0.86, 0.16)
    canvas.solid(moon, "fff6dc", 0.16, gloss=0.2, shade=0.2)
    for x, y, size in ((0.31, -0.9, 0.035), (0.41, -0.8, 0.028), (0.4, -0.92, 0.02)):
        canvas.fill(canvas.circle(x, y, size), "e2d3b8", 0.7)
    far_houses(canvas, (-0.32, 0.0), ("5a429c", "6f4ea8"))
    for x, half, top, colour, haze, roof in (
        (-0.12, 0.09, -0.42, "3a3488", 0.4, "spire"), (0.12, 0.1, -0.26, "40388c", 0.4, "flat"), (-0.36, 0.11, -0.58, "2f2d80", 0.3, "flat"),
        (0.36, 0.11, -0.44, "332f84", 0.3, "slant"), (1.62, 0.2, -0.86, "24276f", 0.2, "flat"), (-1.64, 0.2, -0.7, "262a74", 0.2, "slant"),
        (0.62, 0.14, -0.6, "2a2b78", 0.15, "spire"), (-0.63, 0.14, -0.88, "242a72", 0.15, "spire"), (-1.28, 0.15, -1.02, "1f2468", 0.1, "flat"),
        (1.27, 0.15, -0.62, "24276c", 0.1, "flat"), (0.94, 0.17, -0.98, "1b2160", 0.0, "slant"), (-0.95, 0.17, -0.5, "1d2264", 0.0, "flat"),
        (2.0, 0.2, -0.5, "1b2060", 0.0, "flat"), (-2.0, 0.22, -1.1, "1b2060", 0.0, "flat"),
    ):
        _tower(canvas, x, half, top, colour, haze, 0.5, roof)
    canvas.light(np.exp(-(((canvas.y - 0.16) / 0.2) ** 2)) * 0.35, "ff9f7a")
    canvas.fill(canvas.below(0.26), canvas.between((0.26, "5a4788"), (0.6, "37316a"), (1.2, "232150"), (1.75, "171638")), edge=0.02)
    across, away = canvas.ground(HORIZON)
    canvas.cover(smooth(-np.abs(np.abs(across) - 1.25), -0.07, -0.03) * smooth(canvas.y, 0.26, 0.3), "c9b3d8")
    canvas.fill(np.maximum(1.3 - np.abs(across), 0.27 - canvas.y), canvas.between((0.26, "7a64a0"), (1.0, "54487f"), (1.75, "332c58")))
    dashes = smooth(np.sin(7 * np.log(away)), -0.15, 0.15) * smooth(-np.abs(np.abs(across) - 0.42), -0.035, -0.015)
    canvas.cover(dashes * smooth(canvas.y, 0.27, 0.36) * 0.8, "ffe2a8")
    _wet(canvas, 0.27, 0.42, 0.03)
    for x, size in ((-1.8, 0.42), (-1.36, 0.36), (-1.0, 0.34), (-0.62, 0.24), (-0.4, 0.18), (0.42, 0.18), (0.66, 0.25), (1.04, 0.34), (1.42, 0.36), (1.85, 0.42)):
        _tree(canvas, x, 0.27 + 0.03 * abs(x), size, mixed("256a74", "3f7f7c", canvas.random.random()), "231f4c")
    for side in (-1, 1):
        for scale in (0.3, 0.46, 0.74, 1.2):
            x, foot = side * 1.42 * scale, HORIZON + 0.9 * scale
            canvas.light(np.exp(-(canvas.ellipse(x, foot, 0.02, 0.006).clip(0) / (0.1 * scale)) ** 2) * 0.5, "ffb86b")
            _lamp(canvas, x, foot, 0.95 * scale, "14163f", 0.8)


def _neon(canvas: Canvas, shape: Floats, colour: str, width: float = 0.02) -> None:
    """A tube of light along the edge of a shape."""
    canvas.glow(np.abs(shape), colour, 0.07, 0.5)
    canvas.fill(np.abs(shape) - width, mixed(colour, "ffffff", 0.2))
    canvas.fill(np.abs(shape) - 0.4 * width, mixed(colour, "ffffff", 0.75))


def _lit(canvas: Canvas, shape: Floats, colour: str) -> None:
    canvas.glow(shape, colour, 0.06, 0.5)
    canvas.solid(shape, mixed(colour, "ffffff", 0.3), 0.05, gloss=0.5, shade=0.15)


def _sign(canvas: Canvas, x: float, y: float, size: float, kind: str, colour: str, other: str) -> None:
    """A board that faces the eye, with a shape on it that says nothing."""
    part = canvas.part(x, y, 2.2 * size + 0.28)
    tall = 2.0 if kind == "glass" else 1.0
    board = part.box(x, y, size, tall * size, 0.25 * size)
    part.glow(board, colour, 0.12, 0.45)
    part.solid(board, "1c1142", 0.06)
    _neon(part, board, colour)
    if kind == "glass":
        glass = part.polygon((x - 0.62 * size, y - 1.25 * size), (x + 0.62 * size, y - 1.25 * size), (x, y - 0.05 * size)) - 0.05 * size
        stem = part.line((x, y - 0.1 * size), (x, y + 1.2 * size), 0.12 * size)
        _lit(part, union(glass, stem, part.line((x - 0.4 * size, y + 1.25 * size), (x + 0.4 * size, y + 1.25 * size), 0.12 * size), blend=0.01), other)
    elif kind == "bolt":
        points = ((0.25, -0.8), (-0.55, 0.16), (-0.06, 0.16), (-0.25, 0.8), (0.55, -0.18), (0.06, -0.18))
        _lit(part, part.polygon(*((x + a * size, y + b * size) for a, b in points)) - 0.03 * size, other)
    elif kind == "fish":
        _lit(part, union(part.ellipse(x - 0.14 * size, y, 0.5 * size, 0.34 * size),
                         part.polygon((x + 0.2 * size, y), (x + 0.7 * size, y - 0.42 * size), (x + 0.7 * size, y + 0.42 * size)), blend=0.02), other)
    else:
        lobes = (part.circle(x + side * size, y - 0.16 * size, 0.36 * size) for side in (-0.3, 0.3))
        _lit(part, union(*lobes, part.polygon((x - 0.6 * size, y), (x + 0.6 * size, y), (x, y + 0.68 * size)), blend=0.02), other)


def neon_street(canvas: Canvas) -> None:
    horizon, cyan, pink = 0.05, "2fe6ff", "ff3fb4"
    canvas.gradient((-1.75, "0c0a2c"), (-0.8, "2b1765"), (-0.3, "7a2a9c"), (0.05, "ff7fc4"))
    for number in range(11):
        x, top = -0.5 + 0.1 * number, canvas.random.uniform(-0.7, -0.25)
        canvas.solid(canvas.box(x, top + 0.6, canvas.random.uniform(0.04, 0.07), 0.6, 0.01), mixed("7a2f9e", "a23fae", canvas.random.random()), 0.04, gloss=0.05)
    canvas.glow(canvas.ellipse(0, 0.0, 0.04, 0.1), "ffc4e8", 0.35, 0.8)
    canvas.fill(canvas.below(horizon), canvas.between((horizon, "8a3a98"), (0.5, "2c1c58"), (1.75, "140f34")), edge=0.03)
    depth = 1 / np.maximum(np.abs(canvas.x), 0.05)
    for far, near, level in ((0.13, 0.2, -2.6), (0.2, 0.32, -1.9), (0.32, 0.52, -2.4), (0.52, 0.84, -1.55), (0.84, 1.36, -1.75), (1.36, 2.2, -1.5)):
        for side in (-1, 1):
            top = level + 0.35 * (side > 0)
            corners = [(side * x, horizon + at * x) for x, at in ((far, top), (near, top), (near, 0.62), (far, 0.62))]
            face = mixed(mixed("2a1d66", "472082", canvas.random.random()), "b04ab8", 0.75 * np.exp(-far / 0.22))
            panes = _panes(canvas, depth * 3, (canvas.y - horizon) * depth * 3.4, face, 0.34)
            canvas.solid(canvas.polygon(*corners), mixed(panes, face, 0.4 * smooth(canvas.y - horizon, -0.3 * near, 0.1 * near)[..., None]), 0.05, gloss=0.1)
            stripe = [(side * x, horizon + at * x) for x, at in ((far, 0.09), (0.97 * near, 0.09), (0.97 * near, 0.16), (far, 0.16))]
            awning = canvas.polygon(*stripe)
            colour = (cyan, pink, "ffb84a")[int(near * 10) % 3] if side > 0 else (pink, "8f6bff", cyan)[int(near * 10) % 3]
            canvas.glow(awning, colour, 0.05 * near + 0.02, 0.4)
            canvas.fill(awning, mixed(colour, "ffffff", 0.35))
    for x, y, size, kind, colour, other in (
        (-0.36, -0.34, 0.075, "glass", cyan, pink), (0.42, -0.42, 0.1, "heart", pink, "ff5f8f"), (-0.86, -0.36, 0.17, "glass", pink, cyan),
        (0.9, -0.16, 0.2, "fish", "8f6bff", cyan), (-0.72, -0.94, 0.17, "bolt", "9b6bff", "ffe14a"), (0.86, -0.86, 0.2, "heart", cyan, pink),
        (-1.6, -0.5, 0.24, "glass", "9b6bff", "ffd24a"), (1.65, -0.6, 0.24, "glass", cyan, pink),
    ):
        canvas.solid(canvas.line((x, y), (x + np.sign(x) * 1.6 * size, y), 0.012), "1c1142", 0.02)
        _sign(canvas, x, y, size, kind, colour, other)
    _wet(canvas, horizon + 0.62 * np.abs(canvas.x), 1.0, 0.02)
    canvas.darken(smooth(canvas.noise(0.9, 0.14), 0.45, 0.65) * smooth(canvas.y, 0.2, 0.6), 0.3, "120c30")
    for side in (-1, 1):
        kerb = canvas.polygon((0, horizon), (side * 2.2, horizon + 0.8 * 2.2), (side * 2.2, horizon + 0.86 * 2.2))
        canvas.fill(kerb, mixed(cyan if side < 0 else pink, "ffffff", 0.3), 0.75)


def _lattice(canvas: Canvas, x: float, foot: float, top: float, base: float) -> None:
    """A tower of iron, open between its legs: wide at the foot, thin at the top."""
    tall = foot - top
    up = np.clip((foot - canvas.y) / tall, 0, 1.2)
    wide = base * (0.86 * np.exp(-up / 0.24) + 0.14 * (1 - up)) + 0.014
    off = np.abs(canvas.x - x)
    inner = wide * 0.58 * smooth(up, 0.6, 0.42)
    legs = np.maximum(np.maximum(np.maximum(off - wide, canvas.y - foot), top - canvas.y), inner - off)
    # A brace goes from one edge of a leg to the other, and back, as high as the leg is wide.
    where = (off - inner) / (wide - inner)
    folds = np.cumsum(canvas.step / (wide - inner)[:, :1], 0) * 0.8
    brace = np.abs(where - np.abs(folds % 2 - 1))
    hole = smooth(brace, 0.15, 0.24) * smooth(np.abs(where - 0.5), 0.36, 0.28) * smooth(up, 0.62, 0.5)
    sky = canvas.pixels.copy()
    light = canvas.between((top, "eebb82"), (foot, "c4824f")) * (1.04 - 0.22 * smooth((canvas.x - x) / wide, -0.6, 0.9))[..., None]
    canvas.solid(legs, np.clip(light, 0, 1), 0.03, gloss=0.15)
    canvas.cover(hole * smooth(-legs, 0.0, 0.01) * 0.85, sky)
    arch = np.maximum(np.abs(np.hypot(canvas.x - x, 0.8 * (canvas.y - foot)) - 0.56 * base) - 0.02, canvas.y - foot)
    canvas.solid(arch, "d9a06a", 0.02)
    for share, over, thick in ((0.19, 1.1, 0.032), (0.4, 1.2, 0.024), (0.93, 1.6, 0.014)):
        half = over * base * (0.86 * np.exp(-share / 0.24) + 0.14 * (1 - share)) + 0.014
        canvas.solid(canvas.box(x, foot - share * tall, half, thick, 0.012), "e2aa72", 0.03)
    canvas.solid(canvas.line((x, top + 0.04), (x, top - 0.12), 0.014, 0.006), "d9a06a", 0.02)


def _mansard(canvas: Canvas, near: float, far: float, wall: str, horizon: float = 0.1) -> None:
    """A house of Paris along the street, from x `near` to x `far`."""
    out = np.abs(canvas.x)
    level = (canvas.y - horizon) / np.maximum(out, 0.05)

    def span(low: float, high: float, first: float = near, last: float = far) -> Floats:
        flat = np.maximum(np.maximum(np.maximum(low - level, level - high) * out, out - max(abs(first), abs(last))), min(abs(first), abs(last)) - out)
        return np.maximum(flat, -np.sign(first) * canvas.x)

    canvas.solid(span(-0.78, 0.46), wall, 0.04, gloss=0.1)
    steps = np.geomspace(abs(far), abs(near), 3)
    for first, last in itertools.pairwise(steps):
        one, other = np.sign(near) * (0.7 * first + 0.3 * last), np.sign(near) * (0.25 * first + 0.75 * last)
        for low in (-0.7, -0.2):
            canvas.solid(span(low, low + 0.34, one, other), "6f93b4", 0.03, gloss=0.4)
            canvas.fill(span(low + 0.24, low + 0.36, one, other) - 0.006, "4a4a5c")
        canvas.solid(span(0.24, 0.46, one, other), "5a4a4a", 0.03)
    canvas.fill(span(0.18, 0.25), "d8604f")
    for low in (-0.82, -0.3):
        canvas.solid(span(low, low + 0.06) - 0.004, mixed(wall, "ffffff", 0.5), 0.02)
    canvas.solid(span(-1.14, -0.8), mixed("5f7390", "7f93ae", smooth(-level, 0.8, 1.14)[..., None]), 0.05)
    for first, last in itertools.pairwise(steps):
        one, other = np.sign(near) * (0.68 * first + 0.32 * last), np.sign(near) * (0.3 * first + 0.7 * last)
        canvas.solid(span(-1.06, -0.83, one, other) - 0.012, "f7ead6", 0.03)
        canvas.solid(span(-1.02, -0.85, one, other), "6f93b4", 0.03, gloss=0.4)


def paris(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6f9fe6"), (-0.8, "a9c6f4"), (-0.25, "fbd9d3"), (0.1, "ffe6b8"))
    canvas.glow(canvas.circle(-0.2, -0.1, 0.1), "fff0c4", 0.6, 0.6)
    _clouds(canvas, ((-0.2, -0.9, 0.2), (0.12, -0.45, 0.13), (1.3, -0.75, 0.2), (-1.7, -1.3, 0.3), (1.9, -0.4, 0.22)), "fff3ee")
    for number in range(26):
        x, top = -2.1 + 0.17 * number, canvas.random.uniform(-0.06, 0.04)
        part = canvas.part(x, 0.05, 0.3)
        part.solid(part.polygon((x - 0.1, 0.2), (x - 0.1, top), (x - 0.06, top - 0.06), (x + 0.06, top - 0.06), (x + 0.1, top), (x + 0.1, 0.2)), "cdbcd2", 0.05, gloss=0.05)
    for x in np.arange(-2.1, 2.2, 0.2):
        part = canvas.part(x, 0.15, 0.35)
        part.solid(part.puff(x, 0.2, canvas.random.uniform(0.12, 0.17)), mixed("8fbf8a", "a8cc86", canvas.random.random()), 0.1)
    _lattice(canvas, 0.68, 0.22, -1.06, 0.46)
    for near, far, wall in ((-0.66, -0.4, "f0d2b4"), (-1.14, -0.66, "fbe6c8"), (-2.15, -1.14, "f3d8ba")):
        _mansard(canvas, near, far, wall)
    canvas.fill(canvas.below(0.2), canvas.between((0.2, "a5cf78"), (0.6, "84bd5e"), (1.75, "5d9c4b")), edge=0.03)
    across, _away = canvas.ground(0.08)
    canvas.cover(smooth(0.95 - np.abs(across), -0.03, 0.03) * smooth(canvas.y, 0.2, 0.24), canvas.between((0.2, "fbeacb"), (0.7, "eed7b2"), (1.75, "d1b48e")))
    canvas.cover(smooth(-np.abs(np.abs(across) - 0.99), -0.06, -0.03) * smooth(canvas.y, 0.2, 0.24), "fff8ea")
    for x, foot, size in ((0.2, 0.21, 0.12), (1.22, 0.27, 0.24), (1.5, 0.36, 0.46), (1.75, 0.42, 0.6), (-0.42, 0.24, 0.2), (-0.66, 0.3, 0.3), (-1.1, 0.42, 0.46), (-1.85, 0.6, 0.7)):
        _tree(canvas, x, foot, size, mixed("6cb457", "93c95a", canvas.random.random()))
    for x, foot, size in ((-0.72, 0.52, 0.64), (1.02, 0.6, 0.72)):
        _lamp(canvas, x, foot, size, "33495a")


#: By the name of a stored place.
PLACES: dict[str, Painter] = {painter.__name__.replace("_", " "): painter for painter in (city, city_lights, neon_street, paris)}
