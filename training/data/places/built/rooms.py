"""Places indoors."""

import itertools

import numpy as np

from training.data.places.canvas import Canvas, mixed, smooth, union


def _boards(canvas: Canvas, horizon: float, top: float, colours: tuple[str, str, str], gap: str, across_room: bool = False) -> None:
    """A wooden floor under `top`, seen in perspective from the height of `horizon`."""
    across, away = canvas.ground(horizon)
    shown = smooth(canvas.y, top - 0.01, top + 0.01)
    canvas.cover(shown, canvas.between((top, colours[0]), (0.9, colours[1]), (1.75, colours[2])))
    plank = across * 5 if not across_room else 7 * np.log(away)
    tint = np.sin(np.floor(plank) * 12.9898) * 0.5 + 0.5
    fade = shown * smooth(-away, -5, -1)
    canvas.darken(tint * fade, 0.14, gap)
    canvas.darken(smooth(-np.abs(plank - np.round(plank)), -0.07, 0.0) * fade, 0.45, gap)


def _window(canvas: Canvas, x: float, y: float, across: float, down: float, frame: str = "ffffff") -> None:
    canvas.solid(canvas.box(x, y, across + 0.05, down + 0.05, 0.04), frame, 0.05)
    pane = canvas.box(x, y, across, down, 0.02)
    canvas.fill(pane, canvas.between((y - down, "7cc6fb"), (y + 0.4 * down, "dff4ff"), (y + down, "a5dc8a")))
    canvas.solid(np.maximum(pane, canvas.below(y + 0.55 * down - 0.06 * np.sin(5 * canvas.x))), "7cc46a", 0.1)
    canvas.solid(canvas.box(x, y, 0.025, down), frame, 0.03)
    canvas.solid(canvas.box(x, y, across, 0.025), frame, 0.03)
    canvas.solid(canvas.box(x, y + down + 0.06, across + 0.1, 0.035, 0.03), frame, 0.03)


def stage(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2a0f1e"), (0.4, "5a1a2c"))
    canvas.glow(canvas.ellipse(0, -0.1, 0.4, 0.5), "ff9a6a", 0.6, 0.35)
    _boards(canvas, -0.25, 0.36, ("b9743c", "d08a48", "8f5426"), "4a2412")
    canvas.light(np.exp(-(canvas.ellipse(0, 0.66, 0.75, 0.2).clip(0) / 0.12) ** 2) * 0.5, "ffe7b0")
    # The folds are rounder near the middle of each curtain.
    fold = np.sin(canvas.x * 21)
    back = mixed("7d1224", "a81d33", 0.5) * (0.78 + 0.22 * fold[..., None])
    canvas.cover(smooth(-canvas.y, -0.38, -0.34), back.astype(np.float32))
    canvas.darken(smooth(canvas.y, -0.2, 0.36) * smooth(-canvas.y, -0.4, -0.36), 0.35, "2a0010")
    for x in (-0.5, 0.0, 0.5):
        reach = 0.1 + 0.32 * (canvas.y + 1.75) / 2.4
        beam = np.abs(canvas.x - x * (1 - (canvas.y + 1.75) / 2.4)) - reach
        canvas.light(smooth(-beam, -0.05, 0.25) * smooth(-canvas.y, -0.75, 1.5) * 0.42, "fff0c8")
    for side in (-1, 1):
        edge = 0.78 + 0.16 * np.cos(2.2 * np.minimum(canvas.y - 0.25, 0))
        drape = edge - side * canvas.x
        hanging = np.maximum(drape, canvas.y - 0.72)
        folds = np.sin((side * canvas.x - edge) * 26 + 0.6)
        colour = mixed("c01f38", "e8384f", 0.5) * (0.72 + 0.3 * folds[..., None])
        canvas.fill(hanging, np.clip(colour, 0, 1).astype(np.float32), edge=0.03)
        canvas.solid(canvas.box(side * 1.2, 0.2, 0.3, 0.04, 0.03), "f3c14b", 0.04)
    swag = -0.86 + 0.12 * np.abs(np.sin(canvas.x * 3.2 + np.pi / 2))
    top = canvas.y - swag
    colour = mixed("c01f38", "e8384f", 0.4) * (0.78 + 0.26 * np.sin(canvas.x * 26)[..., None])
    canvas.fill(top, np.clip(colour, 0, 1).astype(np.float32), edge=0.02)
    canvas.solid(np.abs(top) - 0.03, "f7cb5a", 0.03)


def kitchen(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "fbe9cf"), (0.5, "fff4e2"))
    # Tiles behind the counter.
    wall = smooth(canvas.y, -0.52, -0.5)
    even = np.mod(np.floor(canvas.x * 4.4 + 0.5) + np.floor(canvas.y * 4.4 + 0.5), 2)
    canvas.cover(wall, mixed("c9ecf0", "eafafa", even[..., None].astype(np.float32)))
    lines = np.minimum(np.abs(canvas.x * 4.4 - 0.5 - np.round(canvas.x * 4.4 - 0.5)), np.abs(canvas.y * 4.4 - 0.5 - np.round(canvas.y * 4.4 - 0.5)))
    canvas.cover(wall * smooth(-lines, -0.06, -0.01) * 0.9, "ffffff")
    for x in (-1.5, -0.98, 0.98, 1.5):
        canvas.solid(canvas.box(x, -1.05, 0.25, 0.52, 0.05), "4fb0a5", 0.06)
        canvas.solid(canvas.box(x, -1.05, 0.18, 0.43, 0.04), "66c2b6", 0.04)
        canvas.solid(canvas.circle(x + (0.15 if x < 0 else -0.15), -0.68, 0.035), "ffd777", 0.03)
    _window(canvas, 0.0, -0.72, 0.5, 0.36)
    canvas.fill(canvas.below(0.32), canvas.between((0.32, "4fb0a5"), (1.0, "3d978d"), (1.75, "2d7a72")))
    for x in np.arange(-2.08, 2.1, 0.52):
        canvas.solid(canvas.box(x, 0.86, 0.24, 0.46, 0.05), "5cbab0", 0.06)
        canvas.solid(canvas.box(x, 0.52, 0.09, 0.022), "ffd777", 0.02)
    canvas.fill(canvas.below(1.4), canvas.between((1.4, "d9a566"), (1.75, "a8743c")), edge=0.03)
    canvas.solid(canvas.box(0, 0.24, 2.3, 0.12, 0.04), "e0a765", 0.08)
    canvas.fill(np.abs(canvas.y - 0.16) - 0.02, "f5c88c", 0.8)
    # The stove and its pot, on the left; the tap, jars and a plant.
    canvas.solid(canvas.box(-1.05, 0.08, 0.25, 0.17, 0.06), "ef5a4c", 0.1, gloss=0.5)
    canvas.solid(canvas.box(-1.05, -0.1, 0.28, 0.03, 0.03), "d14438", 0.03)
    canvas.solid(canvas.circle(-1.05, -0.16, 0.045), "3a3a44", 0.04)
    for side in (-1, 1):
        canvas.solid(canvas.box(-1.05 + 0.3 * side, 0.0, 0.05, 0.03), "3a3a44", 0.03)
    for number, (x, colour) in enumerate(((0.7, "f7c64b"), (0.93, "f08a4b"), (1.14, "8fce6a"))):
        height = 0.16 - 0.02 * number
        canvas.solid(canvas.box(x, 0.14 - height, 0.09, height, 0.05), colour, 0.08, gloss=0.5)
        canvas.solid(canvas.box(x, 0.13 - 2 * height, 0.075, 0.03), "b9803f", 0.03)
    canvas.solid(canvas.box(1.52, 0.04, 0.12, 0.11, 0.04), "e9785c", 0.1)
    canvas.solid(canvas.puff(1.52, -0.05, 0.2), "57b25a", 0.1)
    tap = union(canvas.line((-0.2, 0.14), (-0.2, -0.12), 0.025), np.maximum(np.abs(canvas.circle(-0.1, -0.12, 0.1)) - 0.025, canvas.y + 0.12))
    canvas.solid(tap, "c9d3de", 0.03, gloss=0.6)


def bedroom(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "c9b8ee"), (0.4, "e2d5fa"))
    for x in np.arange(-2, 2.2, 0.3):
        canvas.cover(smooth(-np.abs(canvas.x - x), -0.08, -0.06) * 0.35, "f4ecff")
    _boards(canvas, -0.3, 0.42, ("d9a06a", "c98a54", "98623a"), "6f4424", across_room=True)
    canvas.solid(canvas.box(0, 0.4, 2.3, 0.05, 0.02), "ffffff", 0.04)
    _window(canvas, -0.86, -0.62, 0.32, 0.4)
    for side in (-1, 1):
        canvas.solid(canvas.box(-0.86 + 0.44 * side, -0.58, 0.12, 0.56, 0.08), "ff9fb5", 0.12)
    canvas.solid(canvas.line((-1.5, -1.14), (-0.22, -1.14), 0.03), "b57d4c", 0.03)
    # The bed, with its head against the wall.
    canvas.shadow(0.6, 0.86, 1.0, 0.1, 0.3)
    canvas.solid(canvas.box(0.66, -0.02, 0.72, 0.42, 0.2), "b9784a", 0.1)
    canvas.solid(canvas.box(0.66, 0.4, 0.74, 0.36, 0.1), "a86a3e", 0.08)
    canvas.solid(canvas.box(0.66, 0.22, 0.69, 0.24, 0.14), "ffffff", 0.14)
    for x in (0.34, 0.98):
        canvas.solid(canvas.box(x, 0.04, 0.28, 0.14, 0.13, -0.06), "fff6ea", 0.13)
    canvas.solid(canvas.box(0.66, 0.46, 0.76, 0.28, 0.13), "5f8ff0", 0.16)
    canvas.solid(canvas.box(0.66, 0.27, 0.77, 0.085, 0.08), "a9c6ff", 0.08)
    for row, y in enumerate((0.46, 0.62)):
        for x in np.arange(0.06, 1.33, 0.24):
            canvas.solid(canvas.circle(x + 0.12 * (row % 2), y, 0.045), "ffd76a", 0.04)
    # A table with a lamp, and a picture.
    canvas.solid(canvas.box(-0.28, 0.36, 0.17, 0.2, 0.03), "c58a55", 0.05)
    canvas.solid(canvas.circle(-0.28, 0.36, 0.03), "ffe0a0", 0.03)
    canvas.solid(canvas.line((-0.28, 0.14), (-0.28, -0.08), 0.025), "f0c063", 0.03)
    canvas.solid(canvas.polygon((-0.44, -0.08), (-0.37, -0.34), (-0.19, -0.34), (-0.12, -0.08)) - 0.02, "ffe9a8", 0.1)
    canvas.glow(canvas.circle(-0.28, -0.16, 0.1), "ffe2a0", 0.45, 0.55)
    canvas.solid(canvas.box(0.62, -0.82, 0.3, 0.22, 0.03), "f7cf7a", 0.04)
    canvas.fill(canvas.box(0.62, -0.82, 0.24, 0.16, 0.01), canvas.between((-0.97, "9fd8ff"), (-0.82, "d6f0ff"), (-0.77, "8fd08a")))
    canvas.solid(canvas.ellipse(-0.5, 0.98, 0.85, 0.24), "ff9fb5", 0.08)
    canvas.solid(canvas.ellipse(-0.5, 0.97, 0.62, 0.16), "ffc6d3", 0.06)


def classroom(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "fff0cf"), (0.4, "ffe6b8"))
    _boards(canvas, -0.3, 0.44, ("cf9a63", "b98350", "86592f"), "5f3d1e", across_room=True)
    canvas.solid(canvas.box(0, 0.42, 2.3, 0.05, 0.02), "b9804a", 0.04)
    canvas.solid(canvas.box(0, -0.5, 0.98, 0.56, 0.05), "b97c45", 0.06)
    canvas.solid(canvas.box(0, -0.5, 0.9, 0.48, 0.03), "2f7359", 0.06, gloss=0.05)
    canvas.cover(smooth(-canvas.box(0, -0.5, 0.88, 0.46), 0, 0.04) * smooth(canvas.noise(0.8, 0.3), 0.5, 0.8) * 0.14, "ffffff")
    chalk = "eef7ef"
    for points in (((-0.72, -0.58), (-0.64, -0.82), (-0.56, -0.58)), ((-0.68, -0.66), (-0.6, -0.66))):
        for a, b in itertools.pairwise(points):
            canvas.fill(canvas.line(a, b, 0.012), chalk)
    canvas.fill(union(canvas.line((-0.42, -0.82), (-0.42, -0.58), 0.012), np.abs(canvas.ellipse(-0.38, -0.76, 0.06, 0.06)) - 0.012,
                      np.abs(canvas.ellipse(-0.37, -0.64, 0.07, 0.06)) - 0.012), chalk)
    canvas.fill(np.maximum(np.abs(canvas.circle(-0.12, -0.7, 0.11)) - 0.012, canvas.x + 0.06), chalk)
    canvas.fill(np.abs(canvas.circle(0.5, -0.66, 0.13)) - 0.012, "ffe17a")
    for angle in np.arange(8) * np.pi / 4:
        way = np.array([np.cos(angle), np.sin(angle)])
        canvas.fill(canvas.line(tuple(way * 0.18 + (0.5, -0.66)), tuple(way * 0.24 + (0.5, -0.66)), 0.012), "ffe17a")
    for y, width in ((-0.34, 0.5), (-0.22, 0.35)):
        canvas.fill(canvas.line((-0.72, y), (-0.72 + width, y), 0.01), chalk, 0.8)
    canvas.solid(canvas.box(0, 0.06, 0.7, 0.03, 0.02), "a56b38", 0.03)
    _window(canvas, -1.42, -0.55, 0.24, 0.42)
    canvas.solid(canvas.box(1.4, -0.62, 0.24, 0.3, 0.03), "ffffff", 0.03)
    canvas.fill(canvas.box(1.4, -0.62, 0.2, 0.26, 0.02), "86c8f2")
    for x, y, across, down in ((1.32, -0.7, 0.09, 0.07), (1.36, -0.54, 0.05, 0.1), (1.5, -0.66, 0.07, 0.11)):
        canvas.solid(canvas.ellipse(x, y, across, down), "7cc46a", 0.05)
    canvas.solid(canvas.circle(1.16, -1.2, 0.16), "ffffff", 0.05)
    for end in ((1.16, -1.3), (1.24, -1.2)):
        canvas.fill(canvas.line((1.16, -1.2), end, 0.012), "3a3a44")
    for side in (-1, 1):
        for x, scale in ((0.62, 0.72), (1.3, 1.05)):
            foot = 0.45 + 0.42 * scale
            canvas.shadow(side * x, foot, 0.4 * scale, 0.07, 0.3)
            for leg in (-0.26, 0.26):
                canvas.solid(canvas.line((side * x + leg * scale, foot - 0.35 * scale), (side * x + leg * scale, foot), 0.025 * scale), "6f7c90", 0.03)
            canvas.solid(canvas.box(side * x, foot - 0.4 * scale, 0.36 * scale, 0.065 * scale, 0.04), "f2b866", 0.06)
    for number, colour in enumerate(("ef5a4c", "4f8df0", "6bc46a")):
        canvas.solid(canvas.box(-0.66 + 0.02 * number, 0.4 - 0.065 * number, 0.14, 0.033, 0.02), colour, 0.03)
    canvas.solid(canvas.circle(0.66, 0.34, 0.085), "e8402f", 0.085, gloss=0.5)
    canvas.solid(canvas.ellipse(0.7, 0.25, 0.05, 0.025, -0.5), "5fb84a", 0.03)


def party(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "5a2fa0"), (-0.2, "b54bb0"), (0.6, "f07aa0"), (1.75, "7a2f86"))
    colours = ("ffd24a", "ff6fae", "5fd4ff", "ffa24a", "9dff9a", "c79bff")
    canvas.bokeh(colours, 60, (-2.1, -1.6, 2.1, 0.5), (0.07, 0.2), 0.5)
    for start, end, sag in (((-1.85, -0.85), (-0.1, -1.02), 0.3), ((-0.1, -1.02), (1.85, -0.85), 0.3), ((-1.85, -1.4), (1.85, -1.4), 0.35)):
        at = [(start[0] + (end[0] - start[0]) * s, start[1] + (end[1] - start[1]) * s + sag * 4 * s * (1 - s)) for s in np.linspace(0, 1, 10)]
        canvas.fill(union(*(canvas.line(a, b, 0.008) for a, b in itertools.pairwise(at))), "ffffff")
        for number, (x, y) in enumerate(at[:-1]):
            canvas.solid(canvas.polygon((x - 0.08, y), (x + 0.08, y), (x, y + 0.2)) - 0.01, colours[number % 6], 0.06)
    for x, y, size, colour in ((-1.45, -0.25, 0.26, "ff5f7e"), (-1.02, -0.52, 0.22, "ffd24a"), (-0.78, -0.12, 0.19, "4fb4ff"),
                               (1.42, -0.3, 0.26, "5fd08a"), (1.0, -0.5, 0.22, "ff8f4a"), (0.78, -0.1, 0.19, "c07bff")):
        canvas.fill(canvas.line((x, y + 1.1 * size), (0.86 * x, 0.75), 0.008), "ffffff", 0.8)
        canvas.solid(canvas.polygon((x - 0.04, y + 1.24 * size), (x + 0.04, y + 1.24 * size), (x, y + size)) - 0.01, colour, 0.04)
        canvas.solid(canvas.ellipse(x, y, size, 1.15 * size), colour, size, gloss=0.7)
    canvas.fill(canvas.below(0.62), canvas.between((0.62, "ffb0c8"), (1.75, "b04a8f")), edge=0.06)
    for number in range(210):
        x, y = canvas.random.uniform(-2.1, 2.1, 2)
        part = canvas.part(x, y, 0.08)
        piece = part.box(x, y, 0.035, 0.018, 0.01, canvas.random.uniform(0, 3))
        part.solid(piece, colours[number % 6], 0.03)


def _weight(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A dumbbell."""
    canvas.solid(canvas.line((x - 0.7 * size, y), (x + 0.7 * size, y), 0.14 * size), "c9d3e0", 0.14 * size, gloss=0.6)
    for side in (-1, 1):
        canvas.solid(canvas.box(x + 0.5 * side * size, y, 0.15 * size, 0.42 * size, 0.06 * size), colour, 0.12 * size, gloss=0.5)
        canvas.solid(canvas.box(x + 0.8 * side * size, y, 0.13 * size, 0.33 * size, 0.06 * size), mixed(colour, "20242e", 0.35), 0.1 * size, gloss=0.5)


def gym(canvas: Canvas) -> None:
    foot = 0.44
    canvas.gradient((-1.75, "4a5a80"), (-0.6, "7f94bc"), (foot, "5a6c94"))
    canvas.solid(canvas.box(0, -0.42, 2.3, 0.7, 0.02), "8fa2c4", 0.04)
    # Mirrors, with the room and its lamps in them.
    for x in (-1.56, -0.78, 0.0, 0.78, 1.56):
        pane = canvas.box(x, -0.36, 0.37, 0.68, 0.02)
        canvas.solid(pane - 0.02, "e4ecf6", 0.02, gloss=0.5)
        canvas.fill(pane, canvas.between((-1.0, "b4dcf8"), (-0.3, "dcf1ff"), (0.1, "aed2f0"), (0.3, "86a8d0")))
        canvas.fill(np.maximum(pane, canvas.below(0.12)), canvas.between((0.12, "7f9ac0"), (0.34, "64789e")), edge=0.03)
        for at, high in ((x - 0.14, 0.16), (x + 0.2, 0.22)):
            canvas.fill(np.maximum(pane, canvas.box(at, 0.14 - high, 0.07, high, 0.03)), "8fb0d8", 0.6, edge=0.06)
        for shift, wide in ((-0.1, 0.06), (0.06, 0.025)):
            canvas.light(smooth(-np.abs(canvas.x - x - shift + 0.5 * (canvas.y + 0.36)), -wide - 0.012, -wide) * smooth(-pane, 0, 0.01) * 0.3, "ffffff")
    for x in (-1.2, -0.4, 0.4, 1.2):
        lamp = canvas.box(x, -1.12, 0.3, 0.03, 0.03)
        canvas.glow(lamp, "dff2ff", 0.22, 0.7)
        canvas.fill(lamp, "ffffff")
    canvas.solid(canvas.box(0, foot - 0.03, 2.3, 0.06, 0.02), "f2a33c", 0.04, gloss=0.3)
    # The rubber floor, in mats.
    canvas.fill(canvas.below(foot), canvas.between((foot, "717f9c"), (0.8, "5a6684"), (1.75, "2c3348")), edge=0.015)
    canvas.mirror(foot, 0.22, 0.4)
    flat = canvas.floored(-0.3, foot)
    seams = np.minimum(np.abs(flat.x * 1.5 - 0.5 - np.round(flat.x * 1.5 - 0.5)) / 1.5, np.abs(flat.y * 1.6 - np.round(flat.y * 1.6)) / 1.6)
    canvas.darken(smooth(-seams, -0.03, -0.01) * smooth(canvas.y, foot, foot + 0.02), 0.3, "161a26")
    canvas.darken(((np.floor(flat.x * 1.5 - 0.5) + np.floor(flat.y * 1.6)) % 2) * smooth(canvas.y, foot, foot + 0.02), 0.12, "161a26")
    canvas.light(np.exp(-((canvas.x / 0.7) ** 2) - ((canvas.y - 0.72) / 0.22) ** 2) * 0.22, "cfe6ff")
    for x in (-0.9, 0.9):
        flat.fill(np.abs(flat.x - x) - 0.03, "f2a33c", 0.9)
    # A barbell on its stand at the left, a rack of weights at the right, balls and a bench.
    canvas.shadow(-0.9, 0.7, 0.5, 0.06, 0.5)
    for x in (-1.14, -0.66):
        canvas.solid(canvas.box(x, 0.02, 0.04, 0.66, 0.02), "f0503f", 0.04, gloss=0.5)
        canvas.solid(canvas.box(x, 0.68, 0.11, 0.035, 0.02), "2c3242", 0.03, gloss=0.4)
    canvas.solid(canvas.box(-0.9, -0.62, 0.28, 0.04, 0.02), "f0503f", 0.04, gloss=0.5)
    canvas.solid(canvas.line((-1.7, -0.2), (-0.36, -0.2), 0.022), "eef3fa", 0.022, gloss=0.7)
    for x, high, colour in ((-0.54, 0.3, "3f9cf4"), (-0.47, 0.23, "ffd04a"), (-0.415, 0.16, "4fd08f"), (-1.26, 0.3, "3f9cf4"), (-1.33, 0.23, "ffd04a")):
        canvas.solid(canvas.box(x, -0.2, 0.036, high, 0.03), colour, 0.045, gloss=0.6)
    canvas.solid(canvas.box(-0.95, 0.46, 0.26, 0.055, 0.04), "2f3648", 0.05, gloss=0.5)
    for x in (-1.12, -0.8):
        canvas.solid(canvas.line((x, 0.5), (x, 0.7), 0.025), "c9d3e0", 0.025, gloss=0.5)
    canvas.shadow(1.0, 0.66, 0.5, 0.06, 0.5)
    for x in (0.52, 1.6):
        canvas.solid(canvas.line((x, -0.34), (x, 0.64), 0.034), "2c3242", 0.03, gloss=0.5)
    for number, y in enumerate((-0.1, 0.22, 0.55)):
        canvas.solid(canvas.box(1.06, y, 0.55, 0.035, 0.02), "465068", 0.03, gloss=0.5)
        for at, x in enumerate((0.71, 1.02, 1.33)):
            _weight(canvas, x, y - 0.1, 0.14, ("4fd08f", "ffae42", "3f9cf4", "ff6a62")[(at + number) % 4])
    for x, y, size, colour in ((0.66, 0.8, 0.1, "ff6a62"), (1.02, 0.9, 0.18, "3fc4d4"), (-0.66, 0.82, 0.09, "ffd04a")):
        canvas.shadow(x + 0.04, y + 0.01, 1.2 * size, 0.3 * size, 0.5)
        if size < 0.15:
            canvas.solid(np.abs(canvas.ellipse(x, y - 1.7 * size, 0.55 * size, 0.5 * size)) - 0.13 * size, "2c3242", 0.13 * size, gloss=0.5)
        canvas.solid(canvas.circle(x, y - 0.9 * size, size), colour, size, gloss=0.5)
