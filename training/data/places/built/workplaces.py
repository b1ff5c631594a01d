"""Rooms where people work, shop and read."""

import numpy as np

from training.data.places.built.interiors import outlook, plant
from training.data.places.built.rooms import _boards
from training.data.places.canvas import Canvas, Floats, Painter, mixed, rgb, smooth, union


def _skyline(canvas: Canvas, pane: Floats, foot: float) -> None:
    """A town by day, in the shape of a pane."""
    canvas.fill(pane, canvas.between((foot - 1.0, "6fbdf8"), (foot - 0.4, "bfe4ff"), (foot, "eef8ff")))
    canvas.solid(np.maximum(pane, canvas.puff(-0.3, foot - 0.66, 0.17)), "ffffff", 0.1, edge=0.04, shade=0.12)
    for row, tones in enumerate((("c4d8f2", "e8d4e0", "cfe6ee"), ("f2c6a4", "8fb4ea", "ffffff", "9fd4cc", "b0a4e0"))):
        for number, x in enumerate(np.arange(-0.8, 0.9, 0.17)):
            height = 0.3 + 0.16 * np.sin(2.3 * number + 1.9 * row + 0.4) - 0.07 * row
            tower = canvas.box(x + 0.08 * row, foot, 0.07, height, 0.015)
            canvas.solid(np.maximum(pane, tower), tones[number % len(tones)], 0.04, gloss=0.2, shade=0.3)
            for up in np.arange(0.09, height - 0.03, 0.1) if row else ():
                canvas.fill(np.maximum(pane, canvas.box(x + 0.08 * row, foot - up, 0.045, 0.022, 0.005)), "5f8fd0", 0.55)


def _screen(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """A computer's screen with a chart, on its stand."""
    canvas.solid(canvas.box(x, foot - 0.06, 0.03, 0.08), "c2cad6", 0.03)
    canvas.solid(canvas.ellipse(x, foot, 0.13 * size / 0.3, 0.025), "d5dce6", 0.03)
    face = canvas.box(x, foot - 0.1 - 0.66 * size, size, 0.62 * size, 0.03)
    canvas.cast(face, 0.06, 0.2)
    canvas.solid(face, "2a3040", 0.03, gloss=0.4)
    canvas.fill(face + 0.03, canvas.between((foot - 0.1 - 1.28 * size, "3f8ff0"), (foot - 0.1, "7fd8ff")))
    for number, height in enumerate((0.16, 0.3, 0.22, 0.44)):
        at = x + size * (0.4 * number - 0.6)
        canvas.fill(canvas.box(at, foot - 0.1 - 0.2 * size - height * size, 0.11 * size, height * size, 0.01), ("ffffff", "ffd24a", "ffffff", "ff8f6a")[number])


def office(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "d5e2ee"), (0.0, "f3f7fb"), (0.45, "dde6ef"))
    _boards(canvas, -0.3, 0.44, ("dcb183", "c99a68", "8d6236"), "7a5028", across_room=True)
    canvas.solid(canvas.box(0, 0.43, 2.3, 0.04, 0.02), "ffffff", 0.04)
    window = canvas.box(0, -0.5, 0.7, 0.56, 0.03)
    canvas.cast(window, 0.12, 0.2, "4a6a90")
    canvas.solid(window, "ffffff", 0.05)
    for x in (-0.34, 0.34):
        _skyline(canvas, canvas.box(x, -0.5, 0.31, 0.49, 0.02), 0.0)
    for number, y in enumerate(np.arange(-1.02, -0.72, 0.07)):
        canvas.solid(canvas.box(0, y, 0.69, 0.026, 0.02), mixed("ffffff", "dfe8f2", number % 2), 0.03)
    canvas.solid(canvas.box(0, 0.08, 0.78, 0.04, 0.03), "ffffff", 0.04)
    flat = canvas.floored(-0.3, 0.47)
    for half, colour in ((0.0, "5f86b8"), (0.06, "86a9d4")):
        flat.solid(flat.box(0, 1.12, 0.8 - half, 0.34 - half, 0.06), colour, 0.03, gloss=0.05)
    for x in (-0.24, 0.3):
        canvas.light(smooth(-flat.polygon((x - 0.08, 0.88), (x + 0.32, 0.88), (x + 0.17, 1.4), (x - 0.23, 1.4)), -0.03, 0.05) * 0.3, "fff6dc")
    for x in (-0.72, 0.0, 0.72):
        canvas.fill(canvas.line((x, -2.2), (x, -1.2), 0.01), "4a5568")
        canvas.solid(np.maximum(canvas.ellipse(x, -1.08, 0.17, 0.17), canvas.y + 1.08), "ffb84a", 0.1, gloss=0.5)
        canvas.glow(canvas.ellipse(x, -1.06, 0.12, 0.02), "fff0c0", 0.2, 0.6)
    # A clock and shelves with folders.
    canvas.solid(canvas.circle(-0.98, -0.76, 0.15), "3a4a68", 0.04)
    canvas.solid(canvas.circle(-0.98, -0.76, 0.12), "ffffff", 0.03)
    for end in ((-0.98, -0.84), (-0.92, -0.74)):
        canvas.fill(canvas.line((-0.98, -0.76), end, 0.013), "3a4a68")
    for y in (-0.66, -0.24):
        for number, x in enumerate(np.arange(0.9, 1.7, 0.1)):
            canvas.solid(canvas.box(x, y - 0.16, 0.042, 0.14, 0.015), ("ef6a5a", "4f9df0", "ffc84a", "5fc08a")[(number + (y > -0.5)) % 4], 0.04, gloss=0.3)
            canvas.fill(canvas.box(x, y - 0.2, 0.02, 0.04, 0.01), "ffffff", 0.9)
        canvas.solid(canvas.box(1.34, y, 0.52, 0.03, 0.02), "b98350", 0.03)
    # Desks at both sides, each with a chair.
    for side in (-1, 1):
        x = side * 1.14
        canvas.shadow(x, 0.7, 0.7, 0.08, 0.4)
        for leg in (-0.56, 0.56):
            canvas.solid(canvas.box(x + leg, 0.45, 0.035, 0.26), "d5dce6", 0.03)
        canvas.solid(canvas.box(x + side * 0.3, 0.44, 0.24, 0.22, 0.03), "eef2f7", 0.05)
        for y in (0.34, 0.52):
            canvas.solid(canvas.box(x + side * 0.3, y, 0.07, 0.014), "aab4c4", 0.02)
        canvas.solid(canvas.box(x, 0.2, 0.64, 0.045, 0.03), "e0ab70", 0.05)
    _screen(canvas, -1.0, 0.16, 0.3)
    canvas.solid(canvas.box(-0.66, 0.1, 0.05, 0.06, 0.02), "ff7f6a", 0.05)
    canvas.solid(canvas.ellipse(1.06, 0.15, 0.1, 0.02), "3a4a68", 0.02)
    for start, end in (((1.06, 0.14), (1.2, -0.06)), ((1.2, -0.06), (1.04, -0.2))):
        canvas.solid(canvas.line(start, end, 0.018), "3a4a68", 0.018)
    canvas.solid(canvas.polygon((1.08, -0.24), (0.98, -0.2), (0.9, -0.06), (1.06, -0.1)) - 0.02, "ff7f5a", 0.06)
    canvas.glow(canvas.ellipse(0.96, -0.04, 0.06, 0.03, -0.4), "fff0c0", 0.16, 0.6)
    for number, colour in enumerate(("4f9df0", "ffc84a", "ef6a5a")):
        canvas.solid(canvas.box(0.76 + 0.015 * (number % 2), 0.13 - 0.055 * number, 0.13, 0.026, 0.01), colour, 0.02)
    canvas.shadow(-0.74, 0.76, 0.26, 0.05, 0.4)
    for lean in (-0.17, 0.0, 0.17):
        canvas.solid(canvas.line((-0.74, 0.64), (-0.74 + lean, 0.75), 0.022), "4a5568", 0.02)
    canvas.solid(canvas.line((-0.74, 0.48), (-0.74, 0.66), 0.026), "4a5568", 0.026)
    canvas.solid(canvas.box(-0.76, 0.18, 0.19, 0.23, 0.12), "ff8a4a", 0.12)
    canvas.solid(canvas.box(-0.74, 0.48, 0.21, 0.065, 0.06), "ff9c5c", 0.06)
    plant(canvas, 0.72, 0.66, 0.6, "ffffff")


def cafe(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "5a3424"), (-0.4, "a8683f"), (0.45, "7d4a30"))
    # Bricks, and shelves with cups.
    row = np.floor(canvas.y * 7)
    brick_x, brick_y = canvas.x * 3.4 + 0.5 * np.mod(row, 2), canvas.y * 7
    gap = np.minimum(0.5 - np.abs(np.mod(brick_x, 1) - 0.5), (0.5 - np.abs(np.mod(brick_y, 1) - 0.5)) * 0.5)
    tint = np.sin(np.floor(brick_x) * 12.9 + row * 78.2) * 0.5 + 0.5
    canvas.cover(tint * 0.25, "d98a58")
    canvas.darken(smooth(-gap, -0.06, -0.02), 0.3, "3a1a10")
    canvas.glow(canvas.ellipse(0, -0.5, 0.7, 0.2), "ffcf8a", 0.6, 0.45)
    canvas.fill(canvas.below(0.46), "e8d2b0", edge=0.02)
    flat = canvas.floored(-0.25, 0.46)
    even = smooth(np.sin(flat.x * np.pi * 2.6) * np.sin(flat.y * np.pi * 5), -0.06, 0.06)[..., None]
    pale, dark = (canvas.between((0.46, far), (0.9, near), (1.75, nearest)) for far, near, nearest in (("f0dcc0", "f7e8d0", "b89870"), ("a06844", "b0734a", "6f4228")))
    canvas.cover(smooth(canvas.y, 0.455, 0.465), mixed(pale, dark, even).astype(np.float32))
    canvas.mirror(0.46, 0.16, 0.3)
    canvas.solid(canvas.box(0, 0.43, 2.3, 0.05, 0.02), "5a3020", 0.04)
    # A wide window with an evening street of lights.
    canvas.cast(canvas.box(0.6, -0.36, 0.5, 0.5), 0.1, 0.35)
    canvas.solid(canvas.box(0.6, -0.36, 0.52, 0.5, 0.06), "3f7f72", 0.06)
    pane = canvas.box(0.6, -0.36, 0.46, 0.44, 0.03)
    outlook(canvas, pane, 0.6, 0.08)
    canvas.solid(union(canvas.box(0.6, -0.36, 0.02, 0.44), canvas.box(0.6, -0.46, 0.46, 0.02)), "3f7f72", 0.02)
    for number, x in enumerate(np.arange(0.06, 1.3, 0.18)):
        scallop = union(canvas.box(x, -0.92, 0.09, 0.12, 0.01), canvas.circle(x, -0.8, 0.09))
        canvas.solid(scallop, ("e8564a", "fff3e2")[number % 2], 0.06, gloss=0.2)
    # The blackboard and the counter with its cakes.
    canvas.solid(canvas.box(-0.72, -0.7, 0.36, 0.3, 0.03), "8a5530", 0.05)
    canvas.solid(canvas.box(-0.72, -0.7, 0.31, 0.25, 0.02), "2f4a44", 0.04, gloss=0.05)
    for y, width in ((-0.82, 0.22), (-0.7, 0.17), (-0.58, 0.2)):
        canvas.fill(canvas.line((-0.66, y), (-0.66 + width, y), 0.013), "f3efe0", 0.85)
        canvas.fill(canvas.circle(-0.86, y, 0.04), ("ffd27a", "ff9f8a", "a8dcc0")[int(10 * y) % 3], 0.9)
    canvas.shadow(-1.1, 0.66, 0.9, 0.08, 0.5)
    canvas.solid(canvas.box(-1.3, 0.38, 0.8, 0.28, 0.04), "3f8a7c", 0.08)
    for x in np.arange(-1.9, -0.5, 0.2):
        canvas.solid(canvas.box(x, 0.4, 0.075, 0.2, 0.03), "4f9f8f", 0.04)
    canvas.solid(canvas.box(-1.3, 0.09, 0.86, 0.045, 0.03), "e0a868", 0.05)
    case = canvas.box(-0.78, -0.1, 0.26, 0.15, 0.05)
    canvas.fill(case, "fff0d0", 0.9)
    for y, cakes in ((0.03, ((-0.92, "ff8fa8"), (-0.78, "8a5030"), (-0.64, "ffd27a"))), (-0.11, ((-0.92, "fff6ea"), (-0.78, "ffb08a"), (-0.64, "ff8fa8")))):
        for x, colour in cakes:
            canvas.solid(canvas.box(x, y - 0.035, 0.05, 0.035, 0.02), colour, 0.04)
            canvas.solid(canvas.circle(x, y - 0.08, 0.018), "e8304a", 0.018)
        canvas.solid(canvas.box(-0.78, y + 0.012, 0.25, 0.01), "c9b090", 0.02)
    canvas.solid(np.abs(case) - 0.014, "fff8ee", 0.015, gloss=0.5)
    canvas.solid(canvas.box(-1.22, -0.16, 0.16, 0.2, 0.05), "d8dde6", 0.1, gloss=0.7)
    canvas.solid(canvas.box(-1.22, -0.12, 0.12, 0.06, 0.02), "3a3f4c", 0.04)
    # A table for two.
    canvas.shadow(0.98, 0.74, 0.5, 0.07, 0.45)
    for x in (0.62, 1.36):
        for leg in (-0.12, 0.12):
            canvas.solid(canvas.line((x + leg, 0.44), (x + 1.2 * leg, 0.7), 0.022), "6f4226", 0.02)
        canvas.solid(np.abs(canvas.box(x, 0.18, 0.13, 0.22, 0.12)) - 0.025, "8f5830", 0.025, gloss=0.4)
        canvas.solid(canvas.ellipse(x, 0.44, 0.18, 0.05), "e8564a", 0.05)
    canvas.solid(canvas.line((0.99, 0.3), (0.99, 0.7), 0.035), "4a4a56", 0.03)
    canvas.solid(canvas.ellipse(0.99, 0.72, 0.2, 0.035), "4a4a56", 0.03)
    canvas.solid(canvas.ellipse(0.99, 0.29, 0.36, 0.07), "9a6238", 0.04)
    canvas.solid(canvas.ellipse(0.99, 0.265, 0.36, 0.07), "f0bf84", 0.05)
    for x in (0.86, 1.12):
        canvas.solid(np.abs(canvas.circle(x + 0.08, 0.19, 0.035)) - 0.014, "ffffff", 0.014)
        canvas.barrel(canvas.box(x, 0.19, 0.065, 0.065, 0.03), x, 0.07, "ffffff")
        canvas.fill(canvas.ellipse(x, 0.135, 0.055, 0.014), "7a4a2a")
    for x, y in ((-0.9, -1.0), (-0.3, -0.98), (0.3, -1.0), (0.9, -0.98)):
        canvas.fill(canvas.line((x, -2.2), (x, y - 0.14), 0.01), "2a1812")
        shade = np.maximum(canvas.ellipse(x, y, 0.16, 0.18), canvas.y - y)
        canvas.glow(canvas.ellipse(x, y + 0.03, 0.08, 0.05), "ffd890", 0.2, 0.6)
        canvas.barrel(shade, x, 0.17, "d8903f")
        canvas.fill(canvas.ellipse(x, y + 0.005, 0.15, 0.03), "fff3cc")


def library(canvas: Canvas) -> None:
    horizon = -0.12
    canvas.gradient((-1.75, "4a2a1c"), (-0.5, "8a5a34"), (0.3, "a06a3c"))
    # The far end: a tall window, full of light.
    canvas.glow(canvas.box(0, -0.5, 0.2, 0.3), "ffe7b0", 0.5, 0.6)
    arch = union(canvas.box(0, -0.32, 0.2, 0.36, 0.01), canvas.circle(0, -0.66, 0.2))
    canvas.solid(arch - 0.05, "7a4a28", 0.05)
    canvas.fill(arch, canvas.between((-0.86, "bfe6ff"), (-0.3, "fffbe8"), (0.04, "ffe9b8")))
    canvas.solid(np.maximum(arch, union(np.abs(canvas.x) - 0.014, np.abs(canvas.y + 0.52) - 0.014, np.abs(canvas.y + 0.22) - 0.014)), "7a4a28", 0.02)
    # The floor, and its carpet.
    _boards(canvas, horizon, 0.15, ("b8824c", "a06a38", "5a3418"), "3a1c0c")
    flat = canvas.floored(horizon, 0.15)
    canvas.light(np.exp(-((flat.x / 0.7) ** 2)) * smooth(canvas.y, 0.15, 0.2) * np.exp(-np.maximum(canvas.y - 0.3, 0) / 0.6) * 0.4, "ffe0a0")
    for half, colour in ((0.56, "e8bc5c"), (0.52, "8f2434"), (0.43, "e8bc5c"), (0.41, "b8324a")):
        flat.fill(np.abs(flat.x) - half, canvas.between((0.15, "f0a878"), (0.4, colour), (1.0, colour), (1.75, "4a1020")))
    # Shelves of books along both sides; the books get wider with the distance, so that they stay books.
    colours = np.stack([rgb(colour) for colour in ("c8473c", "3f7fb8", "e0a848", "4f9a6a", "8a5aa8", "e8dcc0", "d8743c", "2f5f8a")])
    for side in (-1, 1):
        wall = canvas.walled(side, 1.06, horizon, 4.2)
        inside = smooth(-wall.x, -4.2, -4.1) * smooth(-wall.y, -1.02, -1.0)
        column, row = np.floor(np.log(wall.x) * 9 + 36), np.floor((1.0 - wall.y) / 0.56)
        chance = np.mod(np.sin(column * 12.9898 + row * 78.233 + side) * 43758.5453, 1)
        across, up = np.mod(np.log(wall.x) * 9, 1), np.mod((1.0 - wall.y) / 0.56, 1)
        light = (0.62 + 0.5 * np.sin(np.pi * np.clip(across + 0.08, 0, 0.99)) ** 0.8)[..., None]
        book = smooth(np.minimum(across, 1 - across), 0.01, 0.08) * smooth(0.62 + 0.24 * chance - up, 0, 0.05) * smooth(up, 0.1, 0.13)
        book *= smooth(np.mod(chance * 7, 1) + 0 * up, 0.04, 0.05)
        canvas.cover(inside, "4a2816")
        tint = np.clip(colours[(chance * 97 % 8).astype(int)] * light, 0, 1).astype(np.float32)
        canvas.cover(book * inside, tint)
        canvas.cover(book * inside * smooth(-np.abs(up - 0.44), -0.09, -0.07) * (np.mod(chance * 13, 1) > 0.6) * smooth(-wall.x, -1.5, -1.3), "f7d98a")
        shelf = smooth(-np.minimum(up, 1 - up), -0.085, -0.06)
        canvas.cover(shelf * inside, mixed("a8683a", "d8975a", smooth(up, 0.0, 0.1)[..., None]).astype(np.float32))
        post = np.mod(np.log(wall.x) / 0.6 + 0.35, 1)
        canvas.cover(smooth(-np.abs(post - 0.5), -0.055, -0.045) * inside, mixed("8a5028", "d8985c", (0.5 + (0.5 - post) * 7)[..., None].clip(0, 1)).astype(np.float32))
        canvas.darken(inside * smooth(-wall.y, 0.2, 1.6), 0.35, "20100a")
        canvas.cover(inside * smooth(wall.x, 1.3, 2.9) * 0.84, canvas.between((-1.2, "b08050"), (-0.4, "f2cc90"), (0.2, "d8a468")))
        foot = smooth(-np.abs(wall.y - 0.97), -0.06, -0.04)
        canvas.cover(foot * smooth(-wall.x, -4.2, -4.1), "7a4424")
        canvas.darken(np.exp(-((np.maximum(wall.y - 1.0, 0) / 0.08) ** 2)) * (wall.x < 4.2) * (wall.y > 1.0), 0.45, "200c04")
    # A ladder, and lamps in the middle of the hall.
    for shift in (0.0, 0.2):
        canvas.solid(canvas.line((0.62 + shift, 0.52 + 0.22 * shift), (0.74 + shift, -1.1), 0.024), "e8b878", 0.024)
    for y in np.arange(-0.95, 0.5, 0.2):
        canvas.solid(canvas.line((0.73 - 0.074 * (y + 1.1), y), (0.93 - 0.074 * (y + 1.1), y), 0.018), "e8b878", 0.018)
    for x, y, size in ((0.0, -0.98, 0.1), (-0.5, -1.06, 0.15), (0.5, -1.06, 0.15)):
        canvas.fill(canvas.line((x, -2.2), (x, y), 0.01), "2a1408")
        canvas.glow(canvas.circle(x, y, 0.7 * size), "ffd890", 2.4 * size, 0.75)
        canvas.fill(canvas.circle(x, y, 0.75 * size), "fff4d0")


def laboratory(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "5f9fc0"), (-0.4, "d0eef4"), (0.4, "a8d4e0"))
    for x in np.arange(-2.1, 2.2, 0.7):
        canvas.darken(smooth(-np.abs(canvas.x - x - 0.35), -0.018, -0.006), 0.16, "2a6a8a")
    canvas.fill(canvas.below(0.4), canvas.between((0.4, "d8e8f0"), (0.8, "eef6fa"), (1.75, "8fa8b8")), edge=0.02)
    flat = canvas.floored(-0.25, 0.4)
    gaps = np.minimum(np.abs(flat.x * 2.2 - np.round(flat.x * 2.2)), np.abs(flat.y * 4.2 - np.round(flat.y * 4.2)))
    canvas.darken(smooth(-gaps, -0.05, -0.015) * smooth(canvas.y, 0.41, 0.45), 0.22, "3a6a88")
    # Shelves with flasks, and the lamp over them.
    canvas.solid(canvas.box(0, -1.16, 0.5, 0.045, 0.04), "ffffff", 0.04)
    canvas.glow(canvas.box(0, -1.14, 0.48, 0.03), "ffffff", 0.3, 0.7)
    hues = ("ff6f9a", "ffc23f", "5fd86f", "4fb4ff", "b07bff")
    for row, y in enumerate((-0.56, -0.14)):
        canvas.cast(canvas.box(0, y, 0.62, 0.03), 0.07, 0.25, "1a4a68")
        for number, x in enumerate(np.arange(-0.48, 0.6, 0.24)):
            hue = hues[(number + 2 * row) % 5]
            glass = union(canvas.circle(x, y - 0.13, 0.1), canvas.box(x, y - 0.25, 0.03, 0.09, 0.01), blend=0.015) if number % 2 else canvas.box(x, y - 0.16, 0.065, 0.14, 0.04)
            canvas.solid(glass, "e8f8ff", 0.08, gloss=0.6, shade=0.2)
            canvas.solid(np.maximum(glass + 0.014, y - 0.15 - canvas.y), hue, 0.07, gloss=0.5)
        canvas.solid(canvas.box(0, y, 0.62, 0.028, 0.02), "ffffff", 0.03)
    # The bench with a flask that bubbles, and a microscope.
    canvas.cast(canvas.box(0, 0.27, 0.9, 0.17, 0.02), 0.06, 0.3, "1a4a68")
    canvas.solid(canvas.box(0, 0.28, 0.9, 0.17, 0.02), "f2f8fb", 0.05)
    for x in np.arange(-0.72, 0.9, 0.36):
        canvas.solid(canvas.box(x, 0.28, 0.16, 0.12, 0.03), "7fc4d8", 0.04)
        canvas.solid(canvas.box(x, 0.21, 0.06, 0.014), "ffffff", 0.014)
    canvas.solid(canvas.box(0, 0.11, 0.94, 0.035, 0.02), "ffffff", 0.035)
    flask = union(canvas.polygon((-0.56, -0.14), (-0.44, -0.14), (-0.34, 0.06), (-0.66, 0.06)) - 0.02, canvas.box(-0.5, -0.2, 0.045, 0.08, 0.01), blend=0.01)
    canvas.glow(flask, "ff6fb0", 0.1, 0.4)
    canvas.solid(flask, "eefaff", 0.1, gloss=0.6, shade=0.2)
    canvas.solid(np.maximum(flask + 0.016, -0.06 - canvas.y), "ff4f9a", 0.08, gloss=0.6)
    for x, y, size in ((-0.52, -0.34, 0.04), (-0.44, -0.44, 0.028), (-0.55, 0.0, 0.025), (-0.46, 0.02, 0.02)):
        canvas.fill(canvas.circle(x, y, size), "ffd0e6", 0.9)
    scope = union(canvas.box(0.5, 0.06, 0.13, 0.022, 0.02), canvas.line((0.58, 0.05), (0.6, -0.14), 0.03), canvas.line((0.6, -0.16), (0.5, -0.2), 0.03), blend=0.015)
    canvas.solid(scope, "3f5f8a", 0.04, gloss=0.5)
    canvas.solid(canvas.line((0.44, -0.32), (0.53, -0.06), 0.036), "e8f0f6", 0.036, gloss=0.6)
    canvas.solid(canvas.box(0.53, 0.0, 0.08, 0.014), "3f5f8a", 0.014)
    # Tanks of glass in which something glows.
    for side, hue in ((-1, "3fe08a"), (1, "b06bff")):
        x = side * 1.0
        canvas.shadow(x, 0.66, 0.44, 0.07, 0.4)
        tank = canvas.box(x, -0.2, 0.25, 0.7, 0.06)
        canvas.glow(tank, hue, 0.26, 0.55)
        canvas.barrel(tank, x, 0.27, hue, 0.7)
        canvas.light(np.exp(-(canvas.ellipse(x, 0.1, 0.02, 0.3).clip(0) / 0.16) ** 2) * smooth(-tank, 0, 0.03) * 0.6, "ffffff")
        canvas.fill(np.maximum(tank, canvas.y + 0.66), "e6f8ff", 0.75)
        for _ in range(11):
            dx, y, size = canvas.random.uniform(-0.17, 0.17), canvas.random.uniform(-0.56, 0.38), canvas.random.uniform(0.016, 0.042)
            canvas.fill(canvas.circle(x + dx, y, size), "ffffff", 0.35)
            canvas.fill(np.abs(canvas.circle(x + dx, y, size)) - 0.006, "ffffff", 0.85)
        for y, down in ((-0.9, 0.07), (0.54, 0.12)):
            canvas.barrel(canvas.box(x, y, 0.31, down, 0.04), x, 0.33, "5f7088", 0.6)
        canvas.barrel(canvas.box(x, -1.1, 0.07, 0.16, 0.02), x, 0.08, "8a9ab0", 0.6)
        for number in range(3):
            light = canvas.circle(x + 0.12 * (number - 1), 0.54, 0.028)
            canvas.fill(light, ("ff5f6a", "ffd24a", "5fff9a")[number])


#: By the name of a stored place.
PLACES: dict[str, Painter] = {"office": office, "cafe": cafe, "library": library, "laboratory": laboratory}
