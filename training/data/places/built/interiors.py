"""More rooms."""

import itertools

import numpy as np

from training.data.places.built.rooms import _boards
from training.data.places.canvas import Canvas, Floats, Painter, mixed, rgb, smooth, union


def plant(canvas: Canvas, x: float, foot: float, size: float, pot: str = "f3ece2", leaf: str = "3fa35c") -> None:
    """Large leaves in a pot."""
    canvas.shadow(x + 0.08 * size, foot, 0.32 * size, 0.05 * size, 0.35)
    top = foot - 0.34 * size
    for number, (angle, length) in enumerate(((-2.8, 0.5), (-0.34, 0.5), (-2.4, 0.78), (-0.74, 0.78), (-1.9, 0.98), (-1.24, 0.98), (-1.57, 0.76))):
        ends = [(x + share * length * size * np.cos(angle), top + share * length * size * (np.sin(angle) + 0.2 * share**2)) for share in (0, 0.42, 0.68, 1.0)]
        colour = mixed(leaf, "c8ee8a" if number % 2 else "0f4f4a", 0.28)
        canvas.solid(canvas.line(ends[0], ends[1], 0.02 * size), mixed(leaf, "2a5a30", 0.5), 0.02)
        blade = union(canvas.line(ends[1], ends[2], 0.03 * size, 0.12 * size), canvas.line(ends[2], ends[3], 0.12 * size, 0.012 * size), blend=0.03 * size)
        canvas.solid(blade, colour, 0.12 * size, gloss=0.35)
        canvas.fill(canvas.line(ends[1], ends[3], 0.007 * size), mixed(colour, "ffffff", 0.35), 0.7)
    sides = ((x - 0.2 * size, top), (x + 0.2 * size, top), (x + 0.13 * size, foot), (x - 0.13 * size, foot))
    canvas.barrel(canvas.polygon(*sides) - 0.02, x, 0.22 * size, pot)
    canvas.barrel(canvas.box(x, top, 0.23 * size, 0.05 * size, 0.03), x, 0.24 * size, pot)


def outlook(canvas: Canvas, pane: Floats, middle: float, foot: float) -> None:
    """A sunny garden, in the shape of a pane."""
    canvas.fill(pane, canvas.between((foot - 1.0, "63b9f7"), (foot - 0.45, "b5e2ff"), (foot - 0.2, "f3fbff")))
    for x, up, size in ((-0.42, 0.7, 0.16), (0.3, 0.58, 0.13)):
        canvas.solid(np.maximum(pane, canvas.puff(middle + x, foot - up, size)), "ffffff", 0.1, edge=0.04, shade=0.12)
    for x, size, colour in ((-0.66, 0.3, "6fbf62"), (0.62, 0.34, "62b45c"), (-0.1, 0.2, "93d372"), (0.26, 0.17, "84c96a")):
        canvas.solid(np.maximum(pane, canvas.puff(middle + x, foot - 0.1, size)), colour, 0.14, gloss=0.1, edge=0.03)
    lawn = canvas.below(foot - 0.14 + 0.03 * np.sin(4 * canvas.x))
    canvas.fill(np.maximum(pane, lawn), canvas.between((foot - 0.15, "b6e678"), (foot, "86cb5c")), edge=0.03)


def living_room(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "f3dcc0"), (0.0, "fff0da"), (0.45, "f6dfc2"))
    canvas.glow(canvas.box(0.05, -0.5, 0.6, 0.5), "fffdf0", 0.55, 0.6)
    _boards(canvas, -0.3, 0.43, ("e3b27c", "cf955c", "97622f"), "6b4120")
    canvas.solid(canvas.box(0, 0.41, 2.3, 0.05, 0.02), "fffaf2", 0.04)
    canvas.darken(smooth(-np.abs(canvas.y - 0.5), -0.09, 0), 0.18, "4a2812")
    window = canvas.box(0.02, -0.52, 0.66, 0.52, 0.05)
    canvas.cast(window, 0.12, 0.16, "7a4a20")
    canvas.solid(window, "ffffff", 0.05)
    for x in (-0.41, 0.02, 0.45):
        outlook(canvas, canvas.box(x, -0.52, 0.19, 0.46, 0.03), 0.02, -0.06)
    canvas.solid(canvas.box(0.02, 0.01, 0.72, 0.04, 0.03), "ffffff", 0.04)
    canvas.solid(canvas.line((-1.02, -1.13), (1.06, -1.13), 0.026), "b98350", 0.026)
    for side in (-1, 1):
        hem = 0.02 + side * (0.73 - 0.05 * np.sin(2.4 * (canvas.y + 0.3)))
        drape = np.maximum(np.abs(canvas.x - hem - side * 0.07) - 0.2, np.abs(canvas.y + 0.34) - 0.78)
        canvas.cast(drape, 0.08, 0.16, "7a4a20")
        folds = np.cos((canvas.x - hem) * 46)[..., None]
        canvas.fill(drape, np.clip(rgb("f6b08e") * (0.93 + 0.09 * folds), 0, 1).astype(np.float32), edge=0.025)
    # Sunlight from the window lies on the floor and the rug.
    flat = canvas.floored(-0.3, 0.46)
    for half, colour in ((0.0, "f6e8d6"), (0.09, "6fb7b4"), (0.16, "fbf3e6"), (0.34, "f3c9a0"), (0.42, "fbf3e6")):
        flat.solid(flat.ellipse(0.05, 1.18, 1.06 - half * 1.5, 0.42 - 0.8 * half), colour, 0.03, gloss=0.05)
    for x in (-0.36, 0.06, 0.48):
        canvas.light(smooth(-flat.polygon((x - 0.05, 0.9), (x + 0.25, 0.9), (x + 0.1, 1.5), (x - 0.2, 1.5)), -0.03, 0.05) * 0.5, "fff2cc")
    # The sofa with a lamp behind it.
    canvas.solid(canvas.line((-1.04, 0.5), (-1.04, -0.6), 0.022), "c79a5a", 0.022)
    shade = canvas.polygon((-1.27, -0.52), (-1.16, -0.9), (-0.92, -0.9), (-0.81, -0.52)) - 0.02
    canvas.glow(shade, "ffd890", 0.4, 0.6)
    canvas.barrel(shade, -1.04, 0.3, "ffe3a6")
    canvas.light(np.exp(-(canvas.ellipse(-1.04, -0.6, 0.1, 0.1).clip(0) / 0.2) ** 2) * smooth(-shade, 0, 0.03) * 0.7, "fff6d8")
    canvas.shadow(-1.15, 0.68, 0.9, 0.08, 0.45)
    for x in (-1.8, -0.55):
        canvas.solid(canvas.line((x, 0.55), (x, 0.68), 0.03), "8a5a34", 0.03)
    canvas.solid(canvas.box(-1.2, 0.14, 0.7, 0.34, 0.16), "2f9a98", 0.14)
    for x in (-1.5, -0.92):
        canvas.solid(canvas.box(x, 0.12, 0.28, 0.26, 0.13), "3fb0ac", 0.14)
    canvas.solid(canvas.box(-1.2, 0.5, 0.76, 0.13, 0.06), "2b8f8e", 0.1)
    for x in (-1.5, -0.92):
        canvas.solid(canvas.box(x, 0.35, 0.29, 0.1, 0.08), "4cbdb7", 0.1)
    canvas.solid(canvas.box(-0.53, 0.36, 0.13, 0.26, 0.12), "36a5a2", 0.13)
    canvas.solid(canvas.box(-0.84, 0.16, 0.17, 0.17, 0.1, 0.3), "ffc65a", 0.13)
    canvas.solid(canvas.box(-1.1, 0.17, 0.15, 0.15, 0.1, -0.25), "ff8f73", 0.12)
    # A sideboard with a vase, pictures, and a plant in front.
    canvas.shadow(1.3, 0.6, 0.6, 0.07, 0.4)
    for x in (0.98, 1.6):
        canvas.solid(canvas.line((x, 0.5), (x, 0.6), 0.025), "8a5a34", 0.03)
    canvas.solid(canvas.box(1.32, 0.34, 0.5, 0.2, 0.04), "c98a55", 0.06)
    for x in (1.06, 1.36):
        canvas.solid(canvas.box(x, 0.35, 0.13, 0.14, 0.03), "dba169", 0.04)
        canvas.solid(canvas.circle(x + 0.08, 0.35, 0.022), "fff0c8", 0.02)
    canvas.solid(union(canvas.ellipse(1.14, 0.03, 0.09, 0.11), canvas.box(1.14, -0.07, 0.035, 0.07), blend=0.02), "f2f6fa", 0.09, gloss=0.5)
    for number, (dx, dy) in enumerate(((-0.1, -0.27), (0.02, -0.36), (0.11, -0.24))):
        canvas.solid(canvas.line((1.14, -0.1), (1.14 + dx, dy), 0.01), "5a9a50", 0.01)
        canvas.solid(canvas.circle(1.14 + dx, dy, 0.07), ("ff8fa0", "ffd166", "ff8fa0")[number], 0.07)
    canvas.solid(canvas.box(1.14, -0.72, 0.15, 0.2, 0.03), "fffaf2", 0.03)
    canvas.fill(canvas.box(1.14, -0.72, 0.11, 0.16, 0.02), canvas.between((-0.88, "ffd9a8"), (-0.72, "ff9f8a"), (-0.56, "6f8fd0")))
    plant(canvas, 0.78, 0.62, 0.78, "f7f3ec")


def studio(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2c2f3d"), (0.2, "474c5f"), (0.42, "3c4052"))
    canvas.fill(canvas.below(0.3), canvas.between((0.3, "565b6d"), (0.8, "41465a"), (1.75, "262938")), edge=0.03)
    # The paper: hanging in the back, it bends into the floor and comes towards us.
    wide = 0.84 + 0.55 * np.maximum(canvas.y - 0.34, 0) ** 1.15
    paper = np.maximum(np.abs(canvas.x) - wide, -1.06 - canvas.y)
    canvas.cast(paper, 0.1, 0.5, "0a0c16")
    canvas.fill(paper, canvas.between((-1.1, "23a3b4"), (-0.3, "37bcc6"), (0.25, "2fb0bd"), (0.5, "4fcdd0"), (0.9, "6fdcd8"), (1.75, "2a9fb0")), edge=0.014)
    canvas.light(np.exp(-((canvas.x / 0.6) ** 2) - (((canvas.y + 0.3) / 0.62) ** 2)) * smooth(-paper, 0, 0.04) * 0.55, "e6fff4")
    canvas.light(np.exp(-((canvas.x / 0.75) ** 2) - (((canvas.y - 0.84) / 0.24) ** 2)) * smooth(-paper, 0, 0.04) * 0.5, "e6fff4")
    canvas.darken(np.exp(-(((canvas.y - 0.36) / 0.17) ** 2)) * smooth(-paper, 0, 0.02), 0.22, "0b6a80")
    canvas.darken(smooth(-np.abs(paper + 0.02), -0.035, 0), 0.15, "064a5a")
    canvas.solid(canvas.line((-1.02, -1.08), (1.02, -1.08), 0.05), "d5dae6", 0.05, gloss=0.6)
    canvas.solid(canvas.line((-0.86, -1.07), (0.86, -1.07), 0.075), "2bb0bd", 0.075)
    for side in (-1, 1):
        canvas.solid(canvas.line((side * 0.98, -1.08), (side * 0.98, 0.36), 0.02), "20222c", 0.02)
    # The soft boxes, turned towards the middle, and a stool.
    for side, x, y, size in ((-1, -0.98, -0.36, 1.0), (1, 1.0, -0.44, 0.96)):
        foot = 0.78
        canvas.shadow(x, foot, 0.34, 0.05, 0.5)
        near, far = x - side * 0.2 * size, x + side * 0.22 * size
        face = canvas.polygon((near - side * 0.04, y - 0.53 * size), (near + side * 0.2 * size, y - 0.43 * size),
                              (near + side * 0.2 * size, y + 0.43 * size), (near - side * 0.04, y + 0.53 * size)) - 0.02
        canvas.glow(face, "fff0d0", 0.34, 0.5)
        for leg in (-0.26, 0.0, 0.26):
            canvas.solid(canvas.line((x + 0.08 * side, 0.42), (x + 0.08 * side + leg, foot - 0.05 * (leg == 0)), 0.02), "191b24", 0.02, gloss=0.4)
        canvas.solid(canvas.line((x + 0.08 * side, 0.5), (x + 0.08 * side, y), 0.026), "23252f", 0.026, gloss=0.5)
        canvas.solid(canvas.polygon((near, y - 0.5 * size), (far, y - 0.2 * size), (far + side * 0.1, y), (far, y + 0.2 * size), (near, y + 0.5 * size)) - 0.03, "2b2e3c", 0.16)
        canvas.solid(face - 0.02, "3b3f50", 0.03, gloss=0.4)
        canvas.fill(face + 0.02, "ffe9c4")
        canvas.light(np.exp(-(((canvas.x - near - 0.08 * side) / 0.13) ** 2) - (((canvas.y - y) / 0.4) ** 2)) * smooth(-face - 0.02, -0.008, 0.008), "ffffff")
        canvas.light(np.exp(-(((canvas.x - near) / 0.5) ** 2) - (((canvas.y - 0.62) / 0.14) ** 2)) * 0.16, "fff0d0")


def fireplace(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6a2c2e"), (0.0, "a4523c"), (0.45, "8a3f34"))
    for x in np.arange(-2.05, 2.2, 0.3):
        canvas.cover(smooth(-np.abs(canvas.x - x), -0.07, -0.05) * 0.16, "f0a878")
    canvas.glow(canvas.circle(0.86, 0.2, 0.2), "ffb060", 0.95, 0.6)
    canvas.glow(canvas.circle(-0.86, -0.1, 0.2), "ffc878", 0.6, 0.32)
    _boards(canvas, -0.3, 0.44, ("b0693a", "95532c", "58290f"), "3a1a0a")
    canvas.solid(canvas.box(0, 0.43, 2.3, 0.045, 0.02), "6a2f22", 0.04)
    # A window to a snowy night.
    canvas.solid(canvas.box(-0.06, -0.56, 0.35, 0.46, 0.05), "f7ead8", 0.06)
    pane = canvas.box(-0.06, -0.56, 0.29, 0.4, 0.03)
    canvas.fill(pane, canvas.between((-0.96, "16265f"), (-0.5, "3a5aa8"), (-0.2, "8fb4e6")))
    canvas.light(np.exp(-((canvas.circle(0.07, -0.75, 0.07).clip(0) / 0.14) ** 2)) * smooth(-pane, 0, 0.02) * 0.6, "dfe9ff")
    canvas.fill(canvas.circle(0.07, -0.75, 0.07), "fdf8e2")
    canvas.solid(np.maximum(pane, canvas.below(-0.26 - 0.05 * np.sin(6 * canvas.x))), "eef5ff", 0.06)
    for _ in range(15):
        x, y = canvas.random.uniform(-0.32, 0.2), canvas.random.uniform(-0.93, -0.22)
        canvas.part(x, y, 0.05).fill(canvas.part(x, y, 0.05).circle(x, y, 0.024), "ffffff", 0.9)
    canvas.solid(union(canvas.box(-0.06, -0.56, 0.018, 0.4), canvas.box(-0.06, -0.56, 0.29, 0.018)), "f7ead8", 0.02)
    canvas.solid(canvas.box(-0.06, -0.08, 0.4, 0.04, 0.03), "f7ead8", 0.04)
    # The fireplace.
    canvas.solid(canvas.box(0.9, -1.4, 0.42, 1.3, 0.03), "c98a6a", 0.06, gloss=0.1)
    canvas.solid(canvas.box(0.9, 0.22, 0.56, 0.38, 0.03), "e0a582", 0.07, gloss=0.1)
    opening = np.maximum(union(canvas.box(0.9, 0.3, 0.36, 0.28, 0.02), canvas.ellipse(0.9, 0.06, 0.36, 0.16)), canvas.y - 0.56)
    canvas.solid(opening - 0.05, "b4674a", 0.05)
    canvas.fill(opening, canvas.between((-0.1, "200a0a"), (0.3, "5a1c0c"), (0.58, "a83c10")))
    canvas.glow(canvas.ellipse(0.9, 0.42, 0.2, 0.1), "ff8a2a", 0.26, 0.8)
    for x, height, wide, colour in ((0.74, 0.26, 0.1, "ff7a1a"), (1.06, 0.24, 0.1, "ff7a1a"), (0.9, 0.4, 0.13, "ff8f1f"), (0.82, 0.22, 0.08, "ffc83a"),
                                    (0.98, 0.24, 0.08, "ffc83a"), (0.9, 0.2, 0.06, "fff2a8")):
        canvas.fill(union(canvas.circle(x, 0.46, wide), canvas.line((x, 0.44), (x + 0.02, 0.46 - height), 0.8 * wide, 0.006), blend=0.03), colour, edge=0.03)
    for lean in (-1, 1):
        canvas.solid(canvas.line((0.9 - 0.24 * lean, 0.53), (0.9 + 0.24 * lean, 0.47), 0.045), "7a4526", 0.045)
    canvas.solid(canvas.box(0.9, 0.6, 0.64, 0.05, 0.03), "d3a084", 0.05)
    canvas.solid(canvas.box(0.9, -0.2, 0.68, 0.055, 0.03), "8a4f2c", 0.05)
    for number, x in enumerate(np.arange(0.32, 1.6, 0.13)):
        canvas.solid(canvas.puff(x, -0.1 - 0.05 * np.cos(9.6 * (x - 0.32)), 0.11, 3), "2f8a4f", 0.07)
        if number % 2:
            canvas.solid(canvas.circle(x, -0.15 - 0.05 * np.cos(9.6 * (x - 0.32)), 0.035), ("ffd24a", "ef4040")[number // 2 % 2], 0.035, gloss=0.6)
    for x, colour in ((0.46, "e23b3b"), (1.34, "3a9a5a")):
        canvas.solid(union(canvas.box(x, 0.06, 0.06, 0.13, 0.04), canvas.ellipse(x + 0.05, 0.19, 0.1, 0.06), blend=0.02), colour, 0.06)
        canvas.solid(canvas.box(x, -0.05, 0.075, 0.04, 0.03), "fff6ea", 0.04)
    for x, up in ((0.6, 0.16), (1.12, 0.2)):
        canvas.solid(canvas.box(x, -0.25 - up / 2, 0.035, up / 2, 0.02), "fff1dc", 0.035)
        canvas.glow(canvas.circle(x, -0.3 - up, 0.03), "ffcf70", 0.16, 0.8)
        canvas.fill(canvas.ellipse(x, -0.3 - up, 0.02, 0.045), "fff4b8")
    flat = canvas.floored(-0.3, 0.46)
    for half, colour in ((0.0, "f6e3c8"), (0.05, "b8323a"), (0.3, "f0c268"), (0.34, "c8434a")):
        flat.solid(flat.ellipse(0.06, 1.12, 0.86 - half, 0.33 - 0.5 * half), colour, 0.03, gloss=0.05)
    # The tree, and presents under it.
    canvas.shadow(-0.92, 0.66, 0.6, 0.09, 0.5)
    canvas.solid(canvas.box(-0.92, 0.54, 0.07, 0.12), "6f4426", 0.06)
    for top, foot, wide in ((-0.12, 0.5, 0.58), (-0.46, 0.16, 0.46), (-0.8, -0.18, 0.33)):
        skirt = union(canvas.polygon((-0.92, top - 0.1), (-0.92 + wide, foot), (-0.92 - wide, foot)) - 0.03,
                      *(canvas.circle(-0.92 + share * wide, foot, 0.09) for share in (-0.9, -0.45, 0, 0.45, 0.9)), blend=0.03)
        canvas.cast(skirt, 0.08, 0.5, "06281c")
        canvas.solid(skirt, mixed("1f7a48", "58b866", smooth(-canvas.y, -foot, -top + 0.1)[..., None]), 0.2, gloss=0.1)
    for number, (dx, y) in enumerate(((-0.38, 0.42), (-0.12, 0.36), (0.16, 0.42), (0.42, 0.4), (-0.24, 0.16), (0.04, 0.08), (0.28, 0.12), (-0.12, -0.14), (0.16, -0.2),
                                      (0.0, -0.4), (-0.1, -0.56), (0.08, -0.62))):
        canvas.solid(canvas.circle(-0.92 + dx, y, 0.055), ("ef3f46", "ffc93f", "4fa8f0", "f7f2ff", "d75fd0")[number % 5], 0.055, gloss=0.8)
    for dx, y in ((-0.26, 0.44), (0.02, 0.46), (0.3, 0.34), (-0.36, 0.24), (-0.08, 0.2), (0.14, 0.22), (-0.2, -0.02), (0.06, -0.06), (0.26, -0.08), (-0.08, -0.3), (0.1, -0.46)):
        part = canvas.part(-0.92 + dx, y, 0.2)
        part.glow(part.circle(-0.92 + dx, y, 0.016), "ffe08a", 0.07, 1.0)
        part.fill(part.circle(-0.92 + dx, y, 0.018), "fffbe0")
    spikes = [(-0.92 + r * np.sin(a), -0.93 - r * np.cos(a)) for a, r in zip(np.arange(10) * np.pi / 5, itertools.cycle((0.14, 0.06)), strict=False)]
    canvas.glow(canvas.circle(-0.92, -0.93, 0.06), "ffe28a", 0.3, 0.8)
    canvas.solid(canvas.polygon(*spikes) - 0.015, "ffd84a", 0.06, gloss=0.6)
    for x, foot, across, down, paper, ribbon in ((-1.28, 0.74, 0.16, 0.14, "4f8ff0", "ffffff"), (-0.62, 0.74, 0.13, 0.11, "e23b4a", "ffd84a"), (-0.98, 0.8, 0.18, 0.12, "f7c948", "e23b4a")):
        canvas.shadow(x, foot, 1.3 * across, 0.05, 0.35)
        canvas.solid(canvas.box(x, foot - down, across, down, 0.03), paper, 0.06)
        canvas.solid(union(canvas.box(x, foot - down, 0.03, down, 0.01), canvas.box(x, foot - down, across, 0.025, 0.01)), ribbon, 0.02)
        for lean in (-1, 1):
            canvas.solid(canvas.ellipse(x + 0.055 * lean, foot - 2 * down - 0.03, 0.06, 0.035, 0.5 * lean), ribbon, 0.035)
    canvas.light(np.exp(-(((canvas.x - 0.75) / 0.75) ** 2) - (((canvas.y - 0.75) / 0.22) ** 2)) * 0.4, "ffa850")


def bathroom(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "ffe0d0"), (-0.3, "fff2e8"), (0.5, "f6dccc"))
    # Tiles up to half of the wall, and on the floor.
    gaps = np.minimum(np.abs(canvas.x * 4.2 - np.round(canvas.x * 4.2)), np.abs(canvas.y * 4.2 - np.round(canvas.y * 4.2)))
    wall = smooth(canvas.y, -0.25, -0.24)
    canvas.cover(wall, canvas.between((-0.24, "a8e6e2"), (0.5, "7fcfd0")))
    canvas.light(wall * smooth(gaps, 0.05, 0.4) * 0.16, "ffffff")
    canvas.cover(wall * smooth(-gaps, -0.07, -0.03) * 0.85, "eafaf8")
    canvas.solid(np.abs(canvas.y + 0.26) - 0.045, "3fb0b4", 0.04, gloss=0.5)
    canvas.fill(canvas.below(0.44), "ffffff", edge=0.02)
    flat = canvas.floored(-0.28, 0.45)
    even = smooth(np.sin(flat.x * np.pi * 2.6) * np.sin(flat.y * np.pi * 5), -0.06, 0.06)[..., None]
    white, blue = canvas.between((0.45, "e6eef4"), (0.9, "ffffff"), (1.75, "a8b8c8")), canvas.between((0.45, "8fb8d8"), (0.9, "8fc0e4"), (1.75, "5f88a8"))
    canvas.cover(smooth(canvas.y, 0.455, 0.47), mixed(white, blue, even).astype(np.float32))
    canvas.mirror(0.45, 0.18, 0.3)
    canvas.solid(canvas.box(0, 0.43, 2.3, 0.04, 0.02), "ffffff", 0.04)
    window = canvas.circle(-0.1, -0.66, 0.32)
    canvas.cast(window, 0.1, 0.2, "7a4a20")
    canvas.solid(window, "ffffff", 0.05)
    outlook(canvas, window + 0.06, -0.1, -0.38)
    canvas.solid(np.maximum(window + 0.05, np.minimum(np.abs(canvas.x + 0.1), np.abs(canvas.y + 0.66)) - 0.016), "ffffff", 0.02)
    # The tub with its foam, and a duck in it.
    canvas.shadow(-1.1, 0.7, 0.8, 0.08, 0.4)
    for x in (-0.62, -1.6):
        canvas.solid(canvas.ellipse(x - 0.1, 0.61, 0.09, 0.08), "f0c050", 0.06, gloss=0.8)
    canvas.solid(canvas.line((-1.12, -0.1), (-1.12, -0.9), 0.024), "dfe6ee", 0.024, gloss=0.8)
    canvas.solid(np.maximum(canvas.ellipse(-0.98, -0.86, 0.17, 0.12), canvas.y + 0.86), "dfe6ee", 0.06, gloss=0.8)
    foam = [(x, 0.02 - up, size) for x, up, size in ((-1.5, 0.06, 0.17), (-1.25, 0.12, 0.2), (-0.98, 0.08, 0.17), (-0.78, 0.03, 0.12), (-1.1, 0.2, 0.14), (-0.62, 0.0, 0.09))]
    for x, y, size in foam:
        canvas.solid(canvas.circle(x, y, size), mixed("ffffff", "d8ecff", 0.5), size, gloss=0.5, shade=0.2)
    body = union(canvas.ellipse(-0.72, 0.0, 0.15, 0.1), canvas.circle(-0.66, -0.14, 0.09), canvas.line((-0.84, -0.02), (-0.9, -0.08), 0.04, 0.015), blend=0.02)
    canvas.solid(body, "ffd02e", 0.1, gloss=0.6)
    canvas.solid(canvas.ellipse(-0.56, -0.12, 0.05, 0.024), "ff8a2a", 0.03)
    canvas.fill(canvas.circle(-0.64, -0.17, 0.018), "2a2a34")
    tub = union(canvas.box(-1.1, 0.3, 0.62, 0.3, 0.26), canvas.box(-1.1, 0.14, 0.64, 0.14, 0.05), blend=0.03)
    canvas.solid(tub, "ffffff", 0.3, gloss=0.4, shade=0.17)
    canvas.solid(canvas.box(-1.1, 0.06, 0.7, 0.055, 0.05), "ffffff", 0.055, gloss=0.5, shade=0.25)
    for x, y, size in ((-0.36, -0.2, 0.06), (-0.46, -0.42, 0.045), (-0.98, -0.42, 0.07), (-0.28, 0.02, 0.035)):
        canvas.fill(canvas.circle(x, y, size), "e6f6ff", 0.3)
        canvas.fill(np.abs(canvas.circle(x, y, size)) - 0.007, "ffffff", 0.9)
        canvas.fill(canvas.circle(x - 0.35 * size, y - 0.35 * size, 0.22 * size), "ffffff")
    # The basin under its mirror.
    canvas.cast(canvas.ellipse(0.92, -0.56, 0.3, 0.36), 0.1, 0.25, "7a4a20")
    canvas.solid(canvas.ellipse(0.92, -0.56, 0.3, 0.36), "e8b45c", 0.05, gloss=0.5)
    mirror = canvas.ellipse(0.92, -0.56, 0.25, 0.31)
    canvas.fill(mirror, canvas.between((-0.9, "e8f6ff"), (-0.25, "a8d4ee")))
    canvas.light(smooth(-np.abs(canvas.x + 0.6 * canvas.y - 0.5) + 0.07, -0.02, 0.02) * smooth(-mirror, 0, 0.02) * 0.6, "ffffff")
    canvas.shadow(0.98, 0.68, 0.56, 0.07, 0.4)
    canvas.solid(canvas.box(1.0, 0.4, 0.4, 0.26, 0.04), "e09a6a", 0.06)
    for x in (0.8, 1.2):
        canvas.solid(canvas.box(x, 0.41, 0.17, 0.2, 0.03), "eeb083", 0.04)
        canvas.solid(canvas.circle(x + (0.1 if x < 1 else -0.1), 0.36, 0.024), "fff0c8", 0.024)
    canvas.solid(np.maximum(canvas.ellipse(0.98, 0.0, 0.36, 0.17), -0.02 - canvas.y), "ffffff", 0.1, gloss=0.5, shade=0.26)
    canvas.solid(canvas.box(1.0, 0.13, 0.44, 0.035, 0.03), "fff6ee", 0.035)
    canvas.solid(canvas.ellipse(0.98, -0.01, 0.37, 0.035), "ffffff", 0.03, shade=0.2)
    canvas.solid(union(canvas.line((0.98, -0.02), (0.98, -0.16), 0.024), canvas.line((0.98, -0.16), (0.88, -0.13), 0.024), blend=0.02), "d0dae4", 0.024, gloss=0.8)
    canvas.barrel(canvas.box(0.68, 0.0, 0.06, 0.1, 0.02), 0.68, 0.07, "ff8fa0")
    for x, colour in ((0.66, "4fa8f0"), (0.71, "6fd08a")):
        canvas.solid(canvas.line((x, -0.08), (x - 0.03 + 0.9 * (x - 0.66), -0.24), 0.014), colour, 0.014)
    for half, colour in ((0.0, "ff9fa8"), (0.06, "ffc4c4")):
        flat.solid(flat.ellipse(0.02, 1.02, 0.56 - half, 0.2 - half), colour, 0.04, gloss=0.05)


#: By the name of a stored place.
PLACES: dict[str, Painter] = {"living room": living_room, "studio": studio, "fireplace": fireplace, "bathroom": bathroom}
