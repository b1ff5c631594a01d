"""On a table, in a kitchen, and places for days that people remember."""

import itertools
from copy import copy

import numpy as np

from training.data.places.built.interiors import outlook, plant
from training.data.places.built.rooms import _boards, gym
from training.data.places.built.town import tub
from training.data.places.canvas import Canvas, Painter, blurred, mixed, rgb, smooth, union
from training.data.places.nature.scenery import clouds, hill, tree, wave


def _mug(canvas: Canvas, x: float, foot: float, size: float, colour: str) -> None:
    canvas.shadow(x + 0.3 * size, foot, 1.3 * size, 0.22 * size, 0.45)
    canvas.solid(np.abs(canvas.ellipse(x + 0.95 * size, foot - 0.75 * size, 0.38 * size, 0.45 * size)) - 0.1 * size, colour, 0.1 * size, gloss=0.5)
    body = union(canvas.box(x, foot - 0.85 * size, 0.8 * size, 0.65 * size, 0.06), canvas.ellipse(x, foot - 0.28 * size, 0.8 * size, 0.28 * size), blend=0.01)
    canvas.barrel(body, x, 0.82 * size, colour, 0.45)
    canvas.barrel(np.abs(canvas.y - foot + 0.7 * size - 0.12 * size * np.sqrt(np.clip(1 - ((canvas.x - x) / size) ** 2, 0, 1))) - 0.12 * size + 9 * np.maximum(body, 0), x, 0.82 * size, "fff4e2")
    canvas.solid(canvas.ellipse(x, foot - 1.5 * size, 0.8 * size, 0.2 * size), mixed(colour, "ffffff", 0.35), 0.08 * size)
    canvas.fill(canvas.ellipse(x, foot - 1.47 * size, 0.68 * size, 0.14 * size), "7a4526", edge=0.02)
    for lean in (-0.25, 0.2):
        steam = np.abs(canvas.x - x - (lean + 0.16 * np.sin(7 * canvas.y / (size + 0.1))) * size) - 0.05 * size
        canvas.light(smooth(-steam, -0.09 * size, 0.03) * np.exp(-(((canvas.y - foot + 2.3 * size) / (0.6 * size)) ** 2)) * 0.45, "ffffff")


def table(canvas: Canvas) -> None:
    edge = 0.3
    canvas.gradient((-1.75, "e9b98a"), (-0.4, "ffe3b8"), (0.3, "d8a274"))
    canvas.solid(canvas.box(-0.62, -0.58, 0.5, 0.6, 0.04), "fff6e6", 0.06)
    for x in (-0.86, -0.38):
        outlook(canvas, canvas.box(x, -0.58, 0.21, 0.53, 0.02), -0.62, -0.03)
    for side in (-1.0, 1.0):
        canvas.solid(np.maximum(np.abs(canvas.x + 0.62 - 0.62 * side) - 0.13, np.abs(canvas.y + 0.5) - 0.82), "f59b7c", 0.12)
    for y in (-0.62, -0.12):
        canvas.solid(canvas.box(0.85, y, 0.52, 0.035, 0.02), "9a5f34", 0.03)
        for number, x in enumerate(np.arange(0.42, 1.3, 0.12)):
            high = 0.15 + 0.05 * np.sin(2.7 * number + 9 * y)
            canvas.solid(canvas.box(x, y - high - 0.03, 0.052, high, 0.02), ("e8604f", "4f9fc8", "f7c65a", "5fb07c", "f2efe6")[(number + (y > -0.5)) % 5], 0.05)
    canvas.solid(canvas.box(0.3, 0.16, 2.3, 0.2, 0.04), "dcae80", 0.1)
    canvas.solid(canvas.box(-1.3, 0.02, 0.5, 0.3, 0.14), "3fa5a0", 0.14)
    canvas.solid(canvas.puff(0.22, 0.1, 0.24), "58a860", 0.15)
    canvas.fill(canvas.line((0.3, -2.2), (0.3, -1.0), 0.012), "7a4a30")
    canvas.glow(canvas.ellipse(0.3, -0.84, 0.2, 0.1), "ffe0a0", 0.5, 0.8)
    canvas.solid(np.maximum(canvas.ellipse(0.3, -0.8, 0.27, 0.26), canvas.y + 0.82), "f2a548", 0.2, gloss=0.5)
    canvas.fill(canvas.ellipse(0.3, -0.82, 0.25, 0.04), "fff4d0")
    canvas.pixels[:] = blurred(canvas.pixels, 0.03 / canvas.step)
    canvas.bokeh(("ffe6b0", "ffd08a", "fff3d8"), 26, (-1.9, -1.2, 1.9, 0.1), (0.05, 0.12), 0.3)
    canvas.glow(canvas.box(-0.62, -0.55, 0.4, 0.5), "fff3d0", 0.5, 0.35)
    # The table: planks across it, their grain, and the room in its gloss.
    _boards(canvas, -0.62, edge, ("dc9b5c", "cc8545", "8f5526"), "5f3214", across_room=True)
    grain = canvas.noise(1.6, 0.05, 2)
    canvas.darken(smooth(grain, 0.52, 0.72) * smooth(canvas.y, edge, edge + 0.12), 0.16, "6a3614")
    canvas.light(smooth(-grain, -0.46, -0.3) * smooth(canvas.y, edge, edge + 0.12) * 0.16, "ffdca0")
    canvas.mirror(edge, 0.34, 0.42)
    canvas.light(np.exp(-(((canvas.x + 0.3 - 0.35 * (canvas.y - edge)) / 0.55) ** 2)) * smooth(canvas.y, edge, edge + 0.03) * np.exp(-((canvas.y - 0.45) / 0.5) ** 2) * 0.42, "fff0c8")
    canvas.darken(smooth(canvas.y, 0.95, 1.6), 0.4, "4a2410")
    canvas.solid(np.abs(canvas.y - edge) - 0.028, "f2bd80", 0.03, gloss=0.5)
    # A mug, and books with a plant on them, at its sides.
    _mug(canvas, -0.93, 0.62, 0.17, "4fa9d8")
    canvas.shadow(0.98, 0.64, 0.46, 0.06, 0.5)
    for number, (half, colour) in enumerate(((0.34, "e8604f"), (0.31, "f7c65a"), (0.28, "3f9fb8"))):
        y = 0.59 - 0.105 * number
        canvas.solid(canvas.box(0.98 + 0.02 * number, y, half, 0.052, 0.025), colour, 0.05, gloss=0.4)
        canvas.fill(canvas.box(0.98 + 0.02 * number - half + 0.07, y, 0.02, 0.052, 0.01), "fff4e0", 0.8)
    plant(canvas, 1.0, 0.33, 0.5, "fbf3e8", "46a862")


def _slanted(flat: Canvas) -> Canvas:
    """A floor, to paint on as light falls in from a window on the left."""
    slanted = copy(flat)
    slanted.x = flat.x - 0.3 * (1.3 - flat.y)
    return slanted


def _jar(canvas: Canvas, x: float, foot: float, wide: float, high: float, colour: str) -> None:
    canvas.shadow(x, foot, 1.3 * wide, 0.02, 0.3)
    canvas.barrel(canvas.box(x, foot - high, wide, high, 0.04), x, wide, colour, 0.5)
    canvas.barrel(canvas.box(x, foot - 2 * high - 0.015, 0.85 * wide, 0.03), x, wide, "b9803f")
    canvas.fill(canvas.box(x, foot - 0.9 * high, 0.55 * wide, 0.35 * high, 0.02), "fff6e6", 0.9)


def kitchen(canvas: Canvas) -> None:
    top, counter, floor = -0.42, 0.06, 0.576
    canvas.gradient((-1.75, "f3dcbc"), (-0.4, "fff1da"), (0.5, "f6e2c4"))
    even = np.mod(np.floor(canvas.x * 4.4 + 0.5) + np.floor(canvas.y * 4.4 + 0.5), 2)
    wall = smooth(canvas.y, top - 0.01, top + 0.01)
    canvas.cover(wall, mixed("bfe8ea", "e6f8f6", even[..., None].astype(np.float32)))
    lines = np.minimum(*(np.abs(at * 4.4 - 0.5 - np.round(at * 4.4 - 0.5)) for at in (canvas.x, canvas.y)))
    canvas.cover(wall * smooth(-lines, -0.08, -0.02), "fbffff")
    # The window, with herbs on its sill and a short curtain.
    canvas.cast(canvas.box(0, -0.58, 0.56, 0.46), 0.14, 0.2)
    canvas.solid(canvas.box(0, -0.6, 0.55, 0.45, 0.05), "ffffff", 0.05)
    for x in (-0.255, 0.255):
        outlook(canvas, canvas.box(x, -0.58, 0.225, 0.38, 0.02), 0.0, -0.2)
    canvas.glow(canvas.box(0, -0.6, 0.45, 0.35), "fffbe0", 0.4, 0.25)
    for number, x in enumerate(np.arange(-0.54, 0.55, 0.12)):
        hem = np.maximum(union(canvas.box(x, -0.98, 0.062, 0.12, 0.02), canvas.ellipse(x, -0.86, 0.062, 0.06)), -1.14 - canvas.y)
        canvas.solid(hem, ("ff8f73", "fff4e4")[number % 2], 0.06)
    canvas.solid(canvas.box(0, -0.14, 0.64, 0.035, 0.03), "ffffff", 0.04)
    for x, colour in ((-0.4, "ef7f5c"), (-0.22, "ffc65a"), (0.4, "ef7f5c")):
        canvas.solid(canvas.puff(x, -0.29, 0.1), "4fae58", 0.07)
        canvas.barrel(canvas.polygon((x - 0.07, -0.29), (x + 0.07, -0.29), (x + 0.05, -0.17), (x - 0.05, -0.17)) - 0.01, x, 0.08, colour)
    for side in (-1, 1):
        for x in (0.95, 1.48):
            door = canvas.box(side * x, -0.98, 0.255, 0.5, 0.04)
            canvas.cast(door, 0.08, 0.25)
            canvas.solid(door, "45a89e", 0.05)
            canvas.solid(canvas.box(side * x, -0.98, 0.19, 0.42, 0.03), "62c2b6", 0.04, gloss=0.35)
            canvas.solid(canvas.circle(side * (x - 0.16 * np.cos(3.14 * (x > 1.2))), -0.6, 0.032), "ffd777", 0.03, gloss=0.6)
    # What stands under the counter: doors, and an oven on the left.
    canvas.fill(canvas.below(counter), canvas.between((counter, "3d978d"), (floor, "2d7a72")))
    for x in np.arange(-1.82, 1.9, 0.455):
        if not -1.2 < x < -0.8:
            canvas.solid(canvas.box(x, 0.33, 0.215, 0.19, 0.035), "52b6ab", 0.05)
            canvas.solid(canvas.box(x, 0.35, 0.15, 0.125, 0.03), "66c6ba", 0.03, gloss=0.35)
            canvas.solid(canvas.box(x, 0.185, 0.08, 0.017), "ffd777", 0.02, gloss=0.6)
    canvas.solid(canvas.box(-0.93, 0.33, 0.31, 0.22, 0.03), "f4f6f8", 0.05, gloss=0.4)
    canvas.solid(canvas.box(-0.93, 0.38, 0.23, 0.12, 0.03), "3a3f50", 0.03, gloss=0.4)
    canvas.light(np.exp(-(canvas.ellipse(-0.93, 0.42, 0.12, 0.03).clip(0) / 0.06) ** 2) * 0.8, "ffa040")
    canvas.solid(canvas.box(-0.93, 0.235, 0.22, 0.016), "c3ccd8", 0.02, gloss=0.6)
    for x in (-1.1, -0.98, -0.86, -0.74):
        canvas.solid(canvas.circle(x, 0.165, 0.027), "ef5a4c", 0.025, gloss=0.5)
    canvas.fill(canvas.box(0, 0.55, 2.3, 0.03, 0.01), "235f5a")
    canvas.cast(canvas.box(0, counter, 2.3, 0.05), 0.07, 0.35)
    canvas.solid(canvas.box(0, counter, 2.3, 0.055, 0.03), "e8b274", 0.05, gloss=0.35)
    canvas.light(np.exp(-((canvas.x / 0.6) ** 2) - ((canvas.y - counter + 0.03) / 0.025) ** 2) * 0.5, "fff6d8")
    # A pot, the tap, jars, a bowl of fruit.
    canvas.barrel(canvas.box(-0.95, -0.1, 0.22, 0.13, 0.06), -0.95, 0.23, "ef5a4c", 0.5)
    for side in (-1, 1):
        canvas.solid(canvas.box(-0.95 + 0.25 * side, -0.14, 0.05, 0.028), "3a3a44", 0.03)
    canvas.barrel(union(canvas.box(-0.95, -0.23, 0.24, 0.028, 0.02), canvas.ellipse(-0.95, -0.25, 0.2, 0.06), blend=0.01), -0.95, 0.25, "d94a3e", 0.5)
    canvas.solid(canvas.circle(-0.95, -0.32, 0.04), "3a3a44", 0.04, gloss=0.6)
    tap = union(canvas.line((-0.02, 0.02), (-0.02, -0.24), 0.026), np.maximum(np.abs(canvas.circle(0.08, -0.24, 0.1)) - 0.024, canvas.y + 0.24), canvas.line((0.18, -0.24), (0.18, -0.19), 0.024))
    canvas.solid(tap, "c9d3de", 0.03, gloss=0.7)
    for x, wide, high, colour in ((0.72, 0.09, 0.15, "f7c64b"), (0.93, 0.085, 0.13, "f08a4b"), (1.12, 0.08, 0.11, "8fce6a")):
        _jar(canvas, x, 0.03, wide, high, colour)
    for x, y, colour in ((-0.5, -0.06, "f6a33c"), (-0.36, -0.06, "e8503a"), (-0.43, -0.13, "8fce4a")):
        canvas.solid(canvas.circle(x, y, 0.07), colour, 0.07, gloss=0.5)
    canvas.solid(np.maximum(canvas.ellipse(-0.43, -0.06, 0.19, 0.1), -0.05 - canvas.y), "fdf6ec", 0.09, gloss=0.5)
    # The tiled floor, and sunlight on it.
    flat = canvas.floored(-0.3, floor)
    even = np.mod(np.floor(flat.x * 2.6) + np.floor(4.2 * flat.y), 2)[..., None].astype(np.float32)
    canvas.fill(canvas.below(floor), mixed(canvas.between((floor, "f3dfc4"), (0.9, "fff3e0"), (1.75, "cfb493")), canvas.between((floor, "8fc4c0"), (0.9, "9ad2cc"), (1.75, "5f948f")), even), edge=0.012)
    seams = np.minimum(np.abs(flat.x * 2.6 - np.round(flat.x * 2.6)), np.abs(4.2 * flat.y - np.round(4.2 * flat.y)))
    canvas.cover(smooth(-seams, -0.035, -0.012) * smooth(canvas.y, floor, floor + 0.03) * 0.8, "e8d6bc")
    canvas.mirror(floor, 0.22, 0.22)
    canvas.darken(np.exp(-(((canvas.y - floor) / 0.06) ** 2)) * smooth(canvas.y, floor - 0.01, floor + 0.01), 0.35, "3a2a20")
    for x in (-0.3, 0.2):
        canvas.light(smooth(-_slanted(flat).box(x, 1.12, 0.19, 0.2, 0.03), -0.03, 0.04) * 0.4, "fff6d0")


def hospital_room(canvas: Canvas) -> None:
    foot = 0.44
    canvas.gradient((-1.75, "cfe8ea"), (0.0, "eefaf8"), (foot, "d4ecea"))
    canvas.fill(canvas.below(0.06), canvas.between((0.06, "a8dcd6"), (foot, "8fccc6")))
    canvas.solid(canvas.box(0, 0.06, 2.3, 0.03, 0.02), "fbffff", 0.03)
    canvas.solid(canvas.box(0.24, -0.52, 0.5, 0.46, 0.04), "ffffff", 0.05)
    for x in (0.01, 0.47):
        outlook(canvas, canvas.box(x, -0.52, 0.2, 0.4, 0.02), 0.24, -0.1)
    canvas.glow(canvas.box(0.24, -0.52, 0.4, 0.36), "fffff0", 0.5, 0.35)
    canvas.solid(canvas.box(0.24, -0.04, 0.58, 0.035, 0.03), "ffffff", 0.04)
    canvas.fill(canvas.below(foot), canvas.between((foot, "e2eef0"), (0.8, "cfe0e4"), (1.75, "93aab2")), edge=0.015)
    canvas.mirror(foot, 0.26, 0.5)
    flat = canvas.floored(-0.3, foot)
    seams = np.minimum(np.abs(flat.x * 1.6 - np.round(flat.x * 1.6)) / 1.6, np.abs(flat.y * 1.6 - np.round(flat.y * 1.6)) / 1.6)
    canvas.darken(smooth(-seams, -0.025, -0.008) * smooth(canvas.y, foot, foot + 0.02), 0.22, "7a9aa4")
    canvas.solid(canvas.box(0, foot - 0.02, 2.3, 0.035, 0.02), "fbffff", 0.03)
    for x in (0.05, 0.45):
        canvas.light(smooth(-_slanted(flat).box(x, 1.14, 0.15, 0.26, 0.03), -0.03, 0.05) * 0.5, "fffbe0")
    # A curtain on its rail.
    canvas.solid(canvas.line((-2.3, -1.06), (-0.3, -1.06), 0.022), "c3ced8", 0.02, gloss=0.6)
    folds = np.cos((canvas.x + 0.5) * 40)[..., None]
    drape = np.maximum(np.abs(canvas.x + 0.5) - 0.16 - 0.02 * np.sin(4 * canvas.y), np.abs(canvas.y + 0.35) - 0.72)
    canvas.cast(drape, 0.1, 0.2, "2a5a60")
    canvas.fill(drape, np.clip(rgb("6fc4d4") * (0.93 + 0.09 * folds), 0, 1).astype(np.float32), edge=0.025)
    # The bed, its head at the left.
    canvas.shadow(-0.9, 0.72, 0.7, 0.08, 0.4)
    for x in (-1.2, -0.42):
        canvas.solid(canvas.line((x, 0.4), (x, 0.66), 0.03), "a8b6c4", 0.03, gloss=0.5)
        canvas.solid(canvas.circle(x, 0.69, 0.05), "4a5868", 0.04, gloss=0.5)
    canvas.solid(canvas.box(-1.28, 0.14, 0.04, 0.32, 0.04), "e4edf4", 0.04, gloss=0.5)
    canvas.solid(canvas.box(-0.8, 0.42, 0.5, 0.07, 0.04), "c9d6e2", 0.06, gloss=0.4)
    canvas.solid(canvas.box(-0.8, 0.3, 0.49, 0.12, 0.08), "ffffff", 0.1)
    canvas.solid(canvas.box(-1.02, 0.12, 0.2, 0.14, 0.12, -0.4), "fdffff", 0.13, shade=0.25)
    canvas.solid(union(canvas.box(-0.62, 0.26, 0.3, 0.14, 0.1), canvas.box(-0.6, 0.38, 0.28, 0.1, 0.05), blend=0.03), "4fa8e0", 0.14)
    canvas.solid(canvas.box(-0.86, 0.25, 0.075, 0.15, 0.06), "eaf6ff", 0.07)
    canvas.solid(canvas.box(-0.28, 0.24, 0.04, 0.26, 0.04), "e4edf4", 0.04, gloss=0.5)
    canvas.solid(np.maximum(np.abs(canvas.box(-0.7, 0.36, 0.24, 0.1, 0.06)) - 0.018, canvas.y - 0.42), "b4c2d0", 0.02, gloss=0.6)
    # A drip and the monitor of the heart.
    canvas.solid(canvas.line((-1.08, 0.2), (-1.08, -0.76), 0.016), "b4c2d0", 0.016, gloss=0.6)
    canvas.solid(canvas.line((-1.18, -0.74), (-0.96, -0.74), 0.014), "b4c2d0", 0.014, gloss=0.6)
    canvas.solid(canvas.box(-0.98, -0.56, 0.065, 0.13, 0.04), "d8f2ff", 0.06, gloss=0.6)
    canvas.fill(canvas.box(-0.98, -0.52, 0.045, 0.08, 0.03), "7fd0f4", 0.8)
    canvas.shadow(0.88, 0.68, 0.36, 0.05, 0.4)
    canvas.solid(canvas.line((0.88, 0.6), (0.88, -0.1), 0.03), "a8b6c4", 0.03, gloss=0.6)
    for side in (-0.2, 0.2):
        canvas.solid(canvas.line((0.88, 0.58), (0.88 + side, 0.66), 0.024), "a8b6c4", 0.024, gloss=0.5)
        canvas.solid(canvas.circle(0.88 + side, 0.68, 0.035), "4a5868", 0.03)
    canvas.solid(canvas.box(0.88, 0.26, 0.2, 0.1, 0.03), "f4f8fb", 0.05, gloss=0.4)
    canvas.cast(canvas.box(0.88, -0.26, 0.3, 0.24), 0.08, 0.25)
    canvas.solid(canvas.box(0.88, -0.26, 0.3, 0.25, 0.06), "f4f8fb", 0.06, gloss=0.4)
    canvas.fill(canvas.box(0.88, -0.28, 0.25, 0.19, 0.03), canvas.between((-0.47, "123a54"), (-0.1, "0c2438")))
    beat = ((0.65, -0.3), (0.78, -0.3), (0.82, -0.36), (0.87, -0.2), (0.93, -0.43), (0.97, -0.27), (1.00, -0.3), (1.11, -0.3))
    pulse = union(*(canvas.line(a, b, 0.011) for a, b in itertools.pairwise(beat)))
    canvas.glow(pulse, "4fffa0", 0.04, 0.7)
    canvas.fill(pulse, "8fffc0")
    canvas.fill(canvas.line((0.68, -0.15), (0.82, -0.15), 0.014), "ffd24a")
    canvas.fill(canvas.line((0.90, -0.15), (1.00, -0.15), 0.014), "5fc8ff")
    plant(canvas, 1.66, 0.6, 0.6)
    canvas.solid(canvas.box(0.98, -0.88, 0.17, 0.17, 0.04), "ffffff", 0.03)
    canvas.solid(union(canvas.box(0.98, -0.88, 0.035, 0.11, 0.01), canvas.box(0.98, -0.88, 0.11, 0.035, 0.01)), "3fb88a", 0.03)


def wedding(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6fb4f4"), (-0.8, "b4dcfb"), (-0.1, "fff0ea"), (0.2, "ffe6dc"))
    canvas.glow(canvas.circle(0.5, -0.9, 0.15), "fff6d4", 0.7, 0.7)
    clouds(canvas, (-0.75, -0.82, 0.18), (0.95, -0.6, 0.16), (1.7, -0.9, 0.3), (-1.7, -0.6, 0.3), low="e4d0e8")
    hill(canvas, wave(canvas, 0.06, (0.06, 2.1, 0.6)), "c4e6c0", "9ccfb0", 0.4)
    for x, foot, size in ((-1.6, 0.24, 0.62), (-1.05, 0.2, 0.48), (-0.62, 0.16, 0.32), (0.62, 0.16, 0.34), (1.08, 0.2, 0.5), (1.65, 0.24, 0.62)):
        tree(canvas, x, foot, size, "8a6a50", "58a868", "b4e08a", 26)
    hill(canvas, wave(canvas, 0.22, (0.012, 2.3, 0.2)), "a8e078", "4fa552", 1.4)
    # The aisle: a white cloth with petals on it.
    aisle = np.abs(canvas.x) - 0.1 - 0.46 * np.maximum(canvas.y - 0.22, 0)
    canvas.darken(np.exp(-((np.maximum(aisle, 0) / 0.04) ** 2)) * smooth(canvas.y, 0.24, 0.3), 0.2, "1f5a30")
    canvas.fill(np.maximum(aisle, 0.24 - canvas.y), canvas.between((0.24, "ffffff"), (0.8, "fdf6f2"), (1.75, "d8ccd4")), edge=0.015)
    canvas.light(np.exp(-((canvas.x / 0.5) ** 2) - ((canvas.y - 0.7) / 0.3) ** 2) * 0.3, "ffffff")
    # The arch of flowers, with cloth in it.
    for side in (-1, 1):
        canvas.solid(canvas.line((0.62 * side, 0.36), (0.62 * side, -0.4), 0.03), "f6efe6", 0.03, gloss=0.3)
        hem = 0.6 - 0.2 * smooth(canvas.y, -0.7, -0.1) + 0.12 * smooth(canvas.y, -0.1, 0.3)
        cloth = np.maximum(np.maximum(np.abs(side * canvas.x - 0.5 * (hem + 0.6)) - 0.5 * (0.62 - hem) - 0.02, canvas.y - 0.36), -0.7 - canvas.y)
        folds = np.cos(60 * (side * canvas.x - hem))[..., None]
        canvas.fill(cloth, np.clip(rgb("fff4f2") * (0.95 + 0.05 * folds), 0, 1).astype(np.float32), 0.9, edge=0.03)
    for number in range(190):
        along = canvas.random.uniform(0, 1)
        side, turn = (-1, 1)[number % 2], max(0.0, along - 0.42) / 0.58 * np.pi / 2
        at = (0.63 * side * np.cos(turn), 0.36 - 1.62 * min(along, 0.42) - 0.6 * np.sin(turn))
        spread = 0.05 + 0.04 * min(1.0, 2.4 * along)
        x, y = at[0] + spread * canvas.random.standard_normal(), at[1] + spread * canvas.random.standard_normal()
        size = canvas.random.uniform(0.06, 0.085)
        if number < 80:
            leaf = canvas.part(x, y, 0.18)
            leaf.solid(leaf.ellipse(x, y, 0.13, 0.065, canvas.random.uniform(-1.5, 1.5)), mixed("3f9450", "86cc70", canvas.random.random()), 0.05)
        else:
            _rose(canvas, x, y, size, ("ffffff", "ff7fa8", "ffc0d6", "fff0c4", "f7608f")[number % 5])
    # Chairs in rows, and flowers at the aisle.
    for foot, size in ((0.42, 0.5), (0.66, 0.82)):
        for side in (-1, 1):
            for column in range(3):
                _chair(canvas, side * (0.36 + 0.6 * (foot - 0.22) + 0.36 * size * (column + 0.62)), foot, 0.3 * size, side)
    for foot, size in ((0.4, 0.12), (0.6, 0.18)):
        for side in (-1, 1):
            tub(canvas, side * (0.2 + 0.52 * (foot - 0.22)), foot, size)
    for number in range(40):
        y = 0.34 + 1.5 * canvas.random.random() ** 1.5
        x = canvas.random.uniform(-1, 1) * (0.1 + 0.5 * (y - 0.2))
        part = canvas.part(x, y, 0.1)
        part.solid(part.ellipse(x, y, 0.02 + 0.028 * y, 0.01 + 0.017 * y, canvas.random.uniform(-0.5, 0.5)), ("ffb0cc", "ff86ae", "ffd4e2")[number % 3], 0.02)


def _chair(canvas: Canvas, x: float, foot: float, size: float, side: int) -> None:
    """A white one, from behind."""
    part = canvas.part(x, foot - 0.8 * size, 1.6 * size)
    part.shadow(x, foot, 0.7 * size, 0.12 * size, 0.35)
    for leg in (-0.4, 0.4):
        part.solid(part.line((x + leg * size, foot), (x + leg * size, foot - 0.7 * size), 0.05 * size), "f0eaf0", 0.05 * size)
    part.solid(part.box(x - 0.06 * side * size, foot - 0.72 * size, 0.5 * size, 0.1 * size, 0.06 * size), "ffffff", 0.1 * size, shade=0.25)
    back = part.box(x, foot - 1.25 * size, 0.46 * size, 0.5 * size, 0.3 * size)
    part.solid(back - 0.06 * size, "ffffff", 0.12 * size, shade=0.3)
    part.solid(back + 0.1 * size, "f2dfe8", 0.08 * size, gloss=0.1, shade=0.25)


def _rose(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    part = canvas.part(x, y, 1.3 * size)
    part.solid(part.circle(x, y, size), colour, 0.8 * size, gloss=0.3, shade=0.3)
    for turn, far in ((0.5, 0.34), (2.6, 0.3), (4.6, 0.26)):
        petal = part.circle(x + far * size * np.cos(turn), y + far * size * np.sin(turn), 0.46 * size)
        part.darken(np.exp(-((petal / (0.13 * size)) ** 2)) * smooth(-part.circle(x, y, 0.85 * size), 0, 0.2 * size), 0.14, "b02050")


#: By the name of a stored place.
PLACES: dict[str, Painter] = {painter.__name__.replace("_", " "): painter for painter in (table, kitchen, gym, hospital_room, wedding)}
