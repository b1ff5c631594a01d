"""Open land, by day."""

import numpy as np

from training.data.places.canvas import Canvas, Floats, Painter, mixed, smooth, union
from training.data.places.nature.scenery import acacia, clouds, dune, ear, flower, hill, palm, rock, scattered, sunflower, tree, tuft, wave, winding
from training.data.places.nature.wilds import bamboo_forest, canyon, cherry_blossoms, forest, lake_water, night_forest, volcano


def meadow(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "1f7fe6"), (-0.9, "5cb2f8"), (-0.25, "bfe6ff"), (0.1, "eefaff"))
    canvas.glow(canvas.circle(-1.25, -1.3, 0.1), "fff4c8", 0.75, 0.75)
    clouds(canvas, (-0.25, -0.72, 0.2), (0.72, -0.62, 0.42), (1.6, -0.85, 0.34), (-1.55, -0.42, 0.26), (0.1, -0.33, 0.15))
    hill(canvas, wave(canvas, -0.12, (0.1, 2.1, 0.4), (0.05, 4.7, 1.0)), "a9cdea", "8fb8e0", 0.4)
    hill(canvas, wave(canvas, 0.0, (0.1, 1.7, 2.6), (0.03, 4.1, 0.0)), "9fdcae", "6fbf98", 0.4)
    for x, size in ((0.35, 0.1), (0.47, 0.13), (0.6, 0.09), (1.42, 0.12), (1.56, 0.1)):
        tree(canvas, x, 0.03, size, "7a6a58", "4f9f7a", "86cf96", 9)
    hill(canvas, wave(canvas, 0.06, (0.09, 1.9, -0.9)), "a5e070", "56b45c", 0.4)
    for x, foot, size in ((0.98, 0.03, 0.2), (1.2, 0.05, 0.16), (-0.42, 0.15, 0.13)):
        tree(canvas, x, foot, size, "7a5a40", "3c9350", "8ad668", 14)
    hill(canvas, wave(canvas, 0.15, (0.05, 1.6, 2.2)), "a8e858", "3f9f3c", 1.3)
    canvas.light(smooth(canvas.noise(1.1, 0.22, 2), 0.5, 0.75) * smooth(canvas.y, 0.2, 0.5) * 0.3, "e8ff8a")
    tree(canvas, -0.93, 0.26, 0.62, "8a5d3c", "2f8f3c", "a0e04e")
    kinds = (("ff4f4a", "5a2a2a"), ("ffffff", "ffc22e"), ("ffd52e", "f08a24"), ("5f8cff", "ffe27a"), ("ff7fc0", "ffe27a"), ("ffffff", "ffc22e"))
    for x, y, near, number in scattered(canvas, 150, 0.26, 0.58):
        if number % 3 == 0:
            tuft(canvas, x, y + 0.04 * near, 0.2 * near, mixed("4fb03f", "a4e858", canvas.random.random()))
        else:
            flower(canvas, x, y, 0.09 * near, *kinds[canvas.random.integers(6)])


def park(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3b97f0"), (-0.8, "86c9fa"), (-0.1, "e4f5ff"))
    canvas.glow(canvas.circle(-1.0, -1.35, 0.1), "fff4cc", 0.7, 0.7)
    clouds(canvas, (0.15, -0.78, 0.24), (1.25, -0.95, 0.28), (-0.55, -0.48, 0.14))
    for number in range(22):
        x, size = -2.1 + 0.2 * number, canvas.random.uniform(0.16, 0.3)
        canvas.solid(canvas.puff(x, 0.0, size), mixed("9fd3c0", "b4dfc4", canvas.random.random()), 0.6 * size, gloss=0, shade=0.2)
    hill(canvas, wave(canvas, 0.0, (0.02, 2.1, 0.2)), "b4e884", "6cba66", 0.4)
    for x, size in ((-1.9, 0.3), (-0.5, 0.2), (-0.3, 0.25), (0.42, 0.24), (0.62, 0.34), (0.9, 0.28), (1.15, 0.36), (1.9, 0.32)):
        tree(canvas, x, 0.04, size, "80684a", "3f9c5c", "92d866", 18)
        canvas.solid(canvas.puff(x + 0.14, 0.06, 0.4 * size), "6cbf62", 0.2 * size, gloss=0.05)
    hill(canvas, wave(canvas, 0.05, (0.02, 1.7, 0.6)), "a6e45c", "3d9a42", 1.5)
    canvas.light(smooth(canvas.noise(1.0, 0.16, 2), 0.5, 0.75) * smooth(canvas.y, 0.1, 0.4) * 0.28, "ecff94")
    pond = canvas.ellipse(-0.12, 0.135, 0.46, 0.055)
    canvas.fill(pond - 0.018, "d9d2a8", edge=0.02)
    canvas.fill(pond, canvas.between((0.08, "6fb08c"), (0.12, "8fd0f0"), (0.2, "d4f2ff")), edge=0.015)
    bend = 0.34 * np.sin(3.2 * (canvas.y - 0.2)) - 0.5 + 0.62 * (canvas.y - 0.1)
    way = np.abs(canvas.x - bend) - 0.05 - 0.34 * np.maximum(canvas.y - 0.1, 0)
    canvas.fill(np.maximum(way - 0.03, 0.2 - canvas.y), "cbb287", edge=0.03)
    canvas.fill(np.maximum(way, 0.21 - canvas.y), canvas.between((0.2, "fbeecb"), (1.2, "ecd4a0"), (2, "d9b980")), edge=0.03)
    tree(canvas, 1.5, 0.3, 0.62, "80583c", "2c8a44", "8ed84e")
    tree(canvas, -1.02, 0.28, 0.66, "80583c", "2c8a44", "98dc4e")
    x, y = 0.8, 0.5
    canvas.shadow(x + 0.05, y + 0.02, 0.4, 0.05, 0.3)
    for side in (-0.27, 0.27):
        canvas.solid(canvas.line((x + side, y), (x + side, y - 0.36), 0.024), "3f4a58", 0.024)
        canvas.solid(canvas.line((x + side - 0.02, y - 0.17), (x + side - 0.02, y + 0.03), 0.022), "4f5b6b", 0.022)
    for up, half in ((0.36, 0.026), (0.27, 0.026), (0.17, 0.03)):
        canvas.solid(canvas.box(x, y - up, 0.36, half, 0.024), "d98a4a", 0.03, gloss=0.35)
    canvas.solid(canvas.box(x - 0.01, y - 0.13, 0.37, 0.018, 0.018), "b86c36", 0.02)
    for x, y, near, number in scattered(canvas, 70, 0.24, 0.7):
        if abs(x - (0.34 * np.sin(3.2 * (y - 0.2)) - 0.5 + 0.62 * (y - 0.1))) > 0.08 + 0.36 * (y - 0.1) and not (0.4 < x < 1.3 and y < 0.6):
            if number % 3:
                tuft(canvas, x, y, 0.18 * near, mixed("4fae44", "a0e45c", canvas.random.random()))
            else:
                flower(canvas, x, y, 0.05 * near, ("ffffff", "ffe14a", "ff9fc8")[number % 9 // 3], "ffb52e")


def desert(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2f8fe0"), (-0.9, "79c1f2"), (-0.3, "ffe6bc"), (0.1, "ffd9a0"))
    canvas.glow(canvas.circle(-0.72, -0.8, 0.15), "fff0b4", 0.55, 0.9)
    canvas.fill(canvas.circle(-0.72, -0.8, 0.15), "fffbe4", edge=0.03)
    for x, top, wide, colour in ((0.52, -0.42, 0.2, "dc967c"), (0.92, -0.3, 0.16, "dc967c"), (1.6, -0.5, 0.4, "d58a72"), (-0.2, -0.24, 0.13, "e4ab92"), (-1.6, -0.4, 0.4, "dc9c84")):
        mesa = canvas.polygon((x - 1.9 * wide, 0.2), (x - 1.1 * wide, 0.4 * top), (x - 0.9 * wide, top), (x + 0.88 * wide, top), (x + 1.0 * wide, 0.4 * top), (x + 1.9 * wide, 0.2))
        canvas.solid(mesa - 0.015, colour, 0.12, gloss=0.1)
        canvas.darken(smooth(-mesa, 0, 0.02) * smooth(np.sin(46 * (canvas.y - top)), 0.2, 0.7), 0.16, "8a3f4a")
        canvas.darken(smooth(-mesa, 0, 0.02) * smooth(canvas.x - x, 0.2 * wide, 0.7 * wide), 0.24, "7a3f62")
    canvas.cover(smooth(canvas.y, -0.3, 0.1) * 0.3, "ffdfb0")
    dune(canvas, wave(canvas, 0.03, (0.06, 2.4, 0.6), (0.02, 5.3, 0)), 0.05 + 0.5 * canvas.y, "ffd694", "dfa26a", 0.4)
    for x, high, wide, lean in ((1.2, 0.34, 0.6, 0.35), (-0.98, 0.5, 0.62, 0.5)):
        crest = 0.26 - high * np.exp(-np.hypot(canvas.x - x, 0.06) / wide) * 1.1
        dune(canvas, crest, x + lean * (canvas.y - 0.26 + high) + 0.07 * np.sin(9 * canvas.y), "ffcd7c", "c27448", 0.5)
    canvas.fill(canvas.below(wave(canvas, 0.15, (0.03, 1.8, 0.4))), canvas.between((0.1, "ffd584"), (0.7, "f3b058"), (1.8, "cf8440")), edge=0.012)
    ripples = np.sin(46 * np.log(np.maximum(canvas.y + 0.35, 0.05)) + 1.5 * np.sin(2.2 * canvas.x) + 0.8 * canvas.x)
    canvas.light(smooth(ripples, 0.1, 0.9) * smooth(canvas.y, 0.2, 0.6) * 0.3, "ffeaa8")
    for x, foot, size in ((1.02, 0.42, 0.5), (-1.1, 0.36, 0.42), (1.7, 0.4, 0.5)):
        canvas.shadow(x + 0.35 * size, foot, 0.5 * size, 0.06 * size, 0.35)
        stem = [canvas.line((x, foot), (x, foot - 1.1 * size), 0.11 * size), canvas.line((x, foot - 0.38 * size), (x - 0.3 * size, foot - 0.42 * size), 0.075 * size),
                canvas.line((x - 0.3 * size, foot - 0.42 * size), (x - 0.32 * size, foot - 0.78 * size), 0.075 * size),
                canvas.line((x, foot - 0.52 * size), (x + 0.28 * size, foot - 0.56 * size), 0.075 * size),
                canvas.line((x + 0.28 * size, foot - 0.56 * size), (x + 0.3 * size, foot - 0.95 * size), 0.075 * size)]
        canvas.solid(np.maximum(union(*stem, blend=0.02 * size), canvas.y - foot), "4aa85a", 0.1 * size, gloss=0.3)
    for x, y, size in ((1.25, 0.6, 0.13), (-0.85, 0.62, 0.16), (-1.2, 0.78, 0.1), (-0.3, 0.3, 0.05)):
        rock(canvas, x, y, size, "c98a5c")


def savanna(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "f0803c"), (-0.9, "fbab4e"), (-0.3, "ffcf6c"), (0.15, "ffe8ae"))
    canvas.glow(canvas.circle(0.5, -0.3, 0.27), "ffe9a0", 0.5, 0.8)
    canvas.fill(canvas.circle(0.5, -0.3, 0.27), "fffbe4", edge=0.03)
    for x, y, size in ((-0.3, -0.62, 0.34), (0.75, -0.78, 0.42), (-1.3, -0.42, 0.4), (1.3, -0.36, 0.3)):
        canvas.fill(canvas.ellipse(x, y, 1.3 * size, 0.09 * size), "ffe3a8", 0.75, edge=0.06)
        canvas.fill(canvas.ellipse(x + 0.5 * size, y + 0.07 * size, 0.9 * size, 0.06 * size), "fff0c4", 0.7, edge=0.05)
    peak = canvas.below(0.12 - 0.42 * np.exp(-(((canvas.x + 0.12) / 0.5) ** 2)) ** 0.8)
    canvas.fill(peak, canvas.between((-0.35, "b58fa0"), (0.12, "ecc096")), edge=0.02)
    canvas.fill(np.maximum(peak, canvas.y + 0.2 + 0.035 * np.sin(24 * canvas.x)), "fff4e2", 0.9, edge=0.02)
    hill(canvas, wave(canvas, 0.1, (0.04, 2.3, 1.2)), "f0c070", "cf9a58", 0.3)
    for x, foot, size in ((1.08, 0.13, 0.26), (0.1, 0.12, 0.16), (-0.35, 0.13, 0.2), (1.6, 0.14, 0.34)):
        acacia(canvas, x, foot, size, "8a5f44", "8a8048", "bfae58")
    for x, foot, size in ((0.56, 0.2, 0.36), (0.76, 0.18, 0.28)):
        legs = [canvas.line((x + to * size, foot), (x + 0.8 * to * size, foot - 0.45 * size), 0.025 * size) for to in (-0.2, -0.12, 0.14, 0.22)]
        neck = canvas.line((x + 0.15 * size, foot - 0.52 * size), (x + 0.4 * size, foot - 1.15 * size), 0.07 * size, 0.04 * size)
        head = canvas.line((x + 0.4 * size, foot - 1.15 * size), (x + 0.54 * size, foot - 1.1 * size), 0.05 * size, 0.035 * size)
        canvas.solid(union(*legs, neck, head, canvas.ellipse(x, foot - 0.5 * size, 0.25 * size, 0.12 * size), blend=0.02 * size), "b5713a", 0.05, gloss=0.1)
    hill(canvas, wave(canvas, 0.22, (0.025, 1.9, 0.3)), "ffd470", "b8772c", 1.3)
    canvas.light(smooth(canvas.noise(1.2, 0.14, 2), 0.5, 0.75) * smooth(canvas.y, 0.26, 0.5) * 0.3, "fff09a")
    acacia(canvas, -0.8, 0.36, 0.98, "7a4a30", "4f6a2c", "a8b84a")
    acacia(canvas, 1.7, 0.4, 0.8, "7a4a30", "4f6a2c", "a8b84a")
    rock(canvas, 0.95, 0.44, 0.12, "b07848")
    for x, y, near, _ in scattered(canvas, 110, 0.32, 0.66):
        tuft(canvas, x, y, 0.34 * near, mixed("c98a2e", "ffdc6e", canvas.random.random()))


def _berg(canvas: Canvas, x: float, foot: float, size: float, lit: str, shade: str, flip: int = 1) -> None:
    def face(*points: tuple[float, float]) -> Floats:
        return canvas.polygon(*((x + flip * across * size, foot + down * size) for across, down in points))

    mirrored = face((-1, 0), (-0.5, 0.32), (0.05, 0.42), (0.5, 0.28), (1, 0))
    canvas.fill(mirrored, lit, 0.4, edge=0.06)
    whole = face((-1, 0), (-0.86, -0.5), (-0.5, -0.66), (-0.22, -1.12), (0.06, -1.28), (0.3, -0.86), (0.62, -0.7), (0.86, -0.3), (1, 0))
    canvas.solid(whole - 0.015, mixed(lit, shade, 0.2), 0.06, gloss=0.2, shade=0.2)
    canvas.solid(face((-0.48, -0.66), (-0.22, -1.1), (0.05, -1.25), (0.1, -0.5), (-0.25, -0.36)) - 0.01, lit, 0.05, gloss=0.5, shade=0.1)
    canvas.solid(face((0.07, -1.22), (0.28, -0.84), (0.6, -0.67), (0.84, -0.28), (0.96, 0), (0.3, 0), (0.13, -0.5)) - 0.005, shade, 0.05, gloss=0.1, shade=0.15)
    canvas.solid(face((0.32, -0.82), (0.6, -0.66), (0.5, -0.25), (0.2, -0.45)), mixed(lit, shade, 0.55), 0.05, gloss=0.2, shade=0.1)
    canvas.solid(face((-0.84, -0.46), (-0.5, -0.62), (-0.3, -0.34), (-0.6, -0.12)), mixed(lit, shade, 0.08), 0.05, gloss=0.4, shade=0.1)
    canvas.light(smooth(-whole, 0, 0.02) * smooth(canvas.y, foot - 0.16 * size, foot) * 0.6, "5fe8f0")


def arctic(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3b93e0"), (-0.8, "8ccaf5"), (-0.1, "eaf8ff"))
    canvas.glow(canvas.circle(0.75, -1.0, 0.1), "fff8dc", 0.6, 0.8)
    clouds(canvas, (-0.15, -0.78, 0.2), (1.35, -0.62, 0.2), (-1.6, -0.9, 0.26))
    for x, size in ((-1.7, 0.22), (-0.1, 0.16), (0.28, 0.12), (1.4, 0.2)):
        _berg(canvas, x, -0.13, size, "e4f3fd", "b4d8f2", 1 if size > 0.15 else -1)
    canvas.fill(canvas.below(-0.14), canvas.between((-0.14, "8fd4f2"), (0.0, "2fa4de"), (0.3, "0f6cb8")), edge=0.012)
    canvas.light(smooth(canvas.noise(0.8, 0.05, 2), 0.52, 0.75) * smooth(canvas.y, -0.06, 0.1) * 0.4, "d8f6ff")
    _berg(canvas, -0.8, 0.1, 0.7, "ffffff", "6aaeea")
    _berg(canvas, 0.8, 0.04, 0.5, "fafdff", "74b4ec", -1)
    _berg(canvas, 1.75, 0.14, 0.5, "ffffff", "7fb8ea")
    for x, y, wide in ((-0.2, 0.06, 0.12), (0.25, 0.13, 0.2), (-0.5, 0.16, 0.14), (1.25, 0.17, 0.2), (-1.3, 0.17, 0.22)):
        floe = canvas.ellipse(x, y, wide, 0.2 * wide)
        canvas.fill(union(floe, canvas.ellipse(x, y + 0.025, wide, 0.2 * wide)), "6fd0f0")
        canvas.fill(floe, canvas.between((y - 0.2 * wide, "ffffff"), (y + 0.2 * wide, "dceefb")))
    shore = wave(canvas, 0.25, (0.02, 3.1, 0.5), (0.012, 8.3, 1.0))
    canvas.light(np.exp(-np.abs(canvas.y - shore + 0.02) / 0.03) * 0.6, "8ff0f6")
    canvas.fill(canvas.below(shore), canvas.between((0.24, "ffffff"), (0.6, "eef7ff"), (1.2, "c8e2f8"), (1.8, "9cc4ea")), edge=0.014)
    drift = canvas.noise(1.3, 0.24, 2)
    canvas.darken(smooth(drift, 0.5, 0.7) * smooth(canvas.y, 0.3, 0.5), 0.3, "7fb4e4")
    canvas.light(smooth(drift, 0.5, 0.36) * smooth(canvas.y, 0.3, 0.5) * 0.6, "ffffff")
    for side, start, slope in ((-1, 0.5, 1.1), (1, 0.66, 1.5)):
        lead = winding(canvas, 0.34, side * start, side * slope, 0.07, 0.32)
        canvas.fill(lead, "8fe0f6")
        canvas.fill(np.maximum(lead, 0.36 - canvas.y + 0.02 * np.sin(9 * canvas.x)) + 0.02, canvas.between((0.4, "3fb0e4"), (1.2, "1272b8")))
    for x, y, size in ((-0.9, 0.4, 0.13), (-0.68, 0.38, 0.08), (1.05, 0.42, 0.15), (1.3, 0.8, 0.2), (-1.3, 0.72, 0.2)):
        canvas.shadow(x + 0.06, y, 1.2 * size, 0.2 * size, 0.25)
        _berg(canvas, x, y, size, "ffffff", "8fc6f0", 1 if x < 0 else -1)


def pyramids(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2a86e0"), (-0.8, "7cc2f6"), (-0.1, "ffe9c2"), (0.2, "ffdca0"))
    canvas.glow(canvas.circle(-1.0, -1.0, 0.12), "fff3c4", 0.6, 0.9)
    clouds(canvas, (-0.28, -0.8, 0.2), (1.5, -0.98, 0.22), low="f0d3b4")
    canvas.fill(canvas.below(wave(canvas, 0.1, (0.05, 2.2, 0.9))), "f2cd90", edge=0.02)
    for x, top, wide, foot, lit, shade in ((0.08, -0.28, 0.46, 0.14, "f6d79a", "d3a878"), (-0.86, -0.56, 0.8, 0.19, "fbd488", "c08f5e"), (0.78, -0.86, 1.0, 0.23, "ffd27c", "b37d4a")):
        left, right, corner = (x - wide, foot), (x + wide, foot - 0.03), (x + 0.36 * wide, foot + 0.06)
        canvas.shadow(x + 0.9 * wide, foot + 0.02, 0.7 * wide, 0.06, 0.3)
        canvas.fill(canvas.polygon(left, (x, top), corner), mixed(lit, "e0a75c", smooth(canvas.y, top, foot + 0.1)[..., None] * 0.5))
        dark = canvas.polygon(corner, (x, top), right)
        canvas.fill(dark, mixed(shade, lit, smooth(canvas.y, top, foot)[..., None] * 0.25))
        both = union(canvas.polygon(left, (x, top), corner), dark)
        courses = np.sin(2 * np.pi * (canvas.y - top) / (0.05 + 0.04 * wide))
        canvas.darken(smooth(-both, 0.005, 0.03) * smooth(courses, 0.55, 0.95), 0.16, "7a4a20")
        tip = np.maximum(both, canvas.y - top - 0.16 * (foot - top))
        canvas.light(smooth(-tip, -0.004, 0.01) * 0.35, "fff6dc")
    canvas.fill(canvas.below(wave(canvas, 0.24, (0.025, 1.9, 0.6))), canvas.between((0.2, "ffdf98"), (0.7, "f4bf6c"), (1.8, "cf9048")), edge=0.02)
    ripples = np.sin(40 * np.log(np.maximum(canvas.y + 0.3, 0.05)) + 1.5 * np.sin(2.0 * canvas.x) - 0.9 * canvas.x)
    canvas.light(smooth(ripples, 0.1, 0.9) * smooth(canvas.y, 0.32, 0.7) * 0.26, "fff0b8")
    for x, foot, size, lean in ((-1.02, 0.38, 0.72, 0.14), (-0.72, 0.34, 0.5, -0.1), (1.08, 0.4, 0.6, -0.12), (-1.7, 0.4, 0.8, 0.1), (1.6, 0.42, 0.8, 0.1)):
        palm(canvas, x, foot, size, lean)
    for x, y, wide, high in ((0.78, 0.5, 0.13, 0.09), (0.98, 0.56, 0.11, 0.08), (0.88, 0.37, 0.09, 0.06), (-0.95, 0.62, 0.14, 0.1), (-1.3, 0.8, 0.2, 0.14)):
        canvas.shadow(x + 0.1, y + high, 1.4 * wide, 0.04, 0.35)
        canvas.solid(canvas.box(x, y, wide, high, 0.025), "dda865", 0.04, gloss=0.15)
        canvas.fill(canvas.box(x, y - 0.72 * high, 0.94 * wide, 0.25 * high, 0.02), "ffdc9a", 0.8)


def flower_field(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2f8ff0"), (-0.9, "70bffa"), (-0.2, "d4efff"), (0.1, "fff6e0"))
    canvas.glow(canvas.circle(-1.1, -1.25, 0.1), "fff2c0", 0.7, 0.8)
    clouds(canvas, (-0.2, -0.7, 0.24), (0.7, -0.86, 0.32), (1.7, -0.6, 0.26), (-1.3, -0.5, 0.22), (0.3, -0.4, 0.14))
    hill(canvas, wave(canvas, -0.06, (0.08, 2.2, 0.2), (0.03, 4.6, 1.0)), "a4cbe8", "86b4dc", 0.4)
    hill(canvas, wave(canvas, 0.02, (0.06, 1.9, 2.4)), "a2dc9c", "68b888", 0.4)
    for x, size in ((-0.62, 0.12), (-0.48, 0.16), (0.5, 0.15), (0.66, 0.11), (1.3, 0.16)):
        tree(canvas, x, 0.03, size, "7a6a50", "3f9a62", "8fd47c", 12)
    bands = ((0.05, "c79af0", "9a66dc"), (0.1, "ff9cc4", "f0629c"), (0.16, "ffe36a", "f5b92a"), (0.23, "ff8478", "e8453f"))
    for number, (level, lit, dark) in enumerate(bands):
        crest = wave(canvas, level, (0.022, 1.7, 0.9 * number))
        hill(canvas, crest, lit, dark, 0.25)
        size = 0.006 + 0.012 * number
        for x in np.arange(-2.1, 2.1, 2.0 * size) if number > 1 else ():
            y = level - 0.022 * np.sin(1.7 * x + 0.9 * number)
            for row in range(2):
                at = (x + 0.7 * size * (row % 2) + canvas.random.uniform(-0.5, 0.5) * size, y + 1.5 * row * size)
                bloom = canvas.part(*at, 1.5 * size)
                bloom.solid(bloom.circle(*at, size), mixed(lit, dark, float(canvas.random.uniform(0, 0.7))), size, gloss=0.2)
    hill(canvas, wave(canvas, 0.3, (0.02, 1.8, 1.0)), "a4e45c", "3f9a40", 1.3)
    canvas.light(smooth(canvas.noise(1.0, 0.2, 2), 0.5, 0.75) * smooth(canvas.y, 0.34, 0.6) * 0.28, "ecff94")
    kinds = (("ff5f8a", "ffe27a"), ("ffffff", "ffc22e"), ("b57bff", "ffe27a"), ("ff7a3c", "ffe27a"))
    for x, y, near, number in scattered(canvas, 170, 0.36, 0.56, strays=False):
        if number % 4 == 0:
            tuft(canvas, x, y, 0.22 * near, mixed("4fae44", "a0e45c", canvas.random.random()))
        else:
            flower(canvas, x, y, 0.08 * near, *kinds[canvas.random.integers(4)])
    for x, y, foot, size in ((-0.68, -0.02, 0.6, 0.11), (0.72, 0.0, 0.6, 0.1), (-1.5, -0.1, 0.9, 0.18), (1.5, -0.2, 0.9, 0.18), (-0.92, -0.3, 0.85, 0.17),
                             (0.98, -0.22, 0.9, 0.16), (-1.14, 0.14, 1.1, 0.2), (1.2, 0.2, 1.1, 0.19), (-1.9, 0.2, 1.2, 0.2), (1.9, 0.1, 1.2, 0.2)):
        sunflower(canvas, x, y, foot, size)


def wheat_field(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3a94ea"), (-0.9, "7cc2f8"), (-0.2, "e6f2f4"), (0.1, "fff0c8"))
    canvas.glow(canvas.circle(-0.8, -0.75, 0.14), "fff2b8", 0.65, 0.85)
    clouds(canvas, (0.1, -0.86, 0.24), (1.2, -0.95, 0.3), (-1.5, -0.7, 0.28), (0.42, -0.42, 0.14), low="d4d4dc")
    hill(canvas, wave(canvas, 0.0, (0.07, 2.1, 1.2)), "b4d4c8", "8fb8b4", 0.4)
    hill(canvas, wave(canvas, 0.06, (0.05, 1.8, 3.4)), "c4dc7c", "86b45c", 0.3)
    for x, size in ((-1.2, 0.22), (-0.98, 0.28), (-0.76, 0.2), (0.42, 0.13), (1.2, 0.24), (1.42, 0.3)):
        tree(canvas, x, 0.1, size, "7a5f40", "4a8f44", "a4d45c", 16)
    x = 0.78
    canvas.solid(canvas.polygon((x - 0.14, 0.12), (x - 0.09, -0.36), (x + 0.09, -0.36), (x + 0.14, 0.12)) - 0.01, "fff6e4", 0.12)
    canvas.solid(canvas.ellipse(x, -0.38, 0.12, 0.1), "c8553c", 0.1)
    for angle in np.arange(4) * np.pi / 2 + 0.5:
        across, down = np.cos(angle), np.sin(angle)
        sail = canvas.line((x + 0.12 * across, -0.36 + 0.12 * down), (x + 0.42 * across, -0.36 + 0.42 * down), 0.035, 0.045)
        canvas.solid(canvas.line((x, -0.36), (x + 0.4 * across, -0.36 + 0.4 * down), 0.016), "8a5a3a", 0.02)
        canvas.solid(sail, "ffffff", 0.03, shade=0.25)
    canvas.solid(canvas.circle(x, -0.36, 0.035), "8a5a3a", 0.03)
    canvas.solid(canvas.box(x, 0.03, 0.035, 0.07, 0.03), "8a5a3a", 0.03)
    hill(canvas, wave(canvas, 0.12, (0.03, 1.8, 0.4)), "ffdf7c", "d09a3a", 0.4)
    for row in range(3):
        for x in np.arange(-2.1, 2.1, 0.085 + 0.015 * row):
            at = (x + canvas.random.uniform(-0.02, 0.02), 0.13 + 0.06 * row - 0.03 * np.sin(1.8 * x + 0.4) + canvas.random.uniform(-0.02, 0.02))
            head = canvas.part(*at, 0.16)
            head.fill(head.ellipse(*at, 0.04 + 0.008 * row, 0.095 + 0.02 * row, 0.15), "a8741f", 0.8)
            head.solid(head.ellipse(*at, 0.032 + 0.008 * row, 0.085 + 0.02 * row, 0.15), mixed("e8ac3a", "ffe28a", canvas.random.random()), 0.04)
    hill(canvas, wave(canvas, 0.3, (0.03, 1.8, 0.4)), "f4d078", "b27a2a", 1.3)
    canvas.light(smooth(canvas.noise(1.0, 0.14, 2), 0.5, 0.75) * smooth(canvas.y, 0.34, 0.6) * 0.3, "fff2b0")
    for x, y, size in ((-0.86, 0.5, 0.25), (0.98, 0.44, 0.18), (1.7, 0.5, 0.24)):
        canvas.shadow(x + 0.1, y, 1.3 * size, 0.2 * size, 0.35)
        canvas.solid(canvas.box(x + 0.25 * size, y - 0.95 * size, size, 0.97 * size, 0.7 * size), "cf9a3c", 0.3 * size)
        canvas.solid(canvas.circle(x, y - 0.95 * size, size), "f5cd68", 0.3 * size)
        for ring in (0.3, 0.55, 0.78):
            canvas.fill(np.abs(canvas.circle(x, y - 0.95 * size, ring * size)) - 0.045 * size, "b0761f", 0.75)
    for side in (-1, 1):
        for number, (x, size) in enumerate(((1.0, 0.8), (1.3, 0.9), (1.64, 0.95), (0.82, 0.6), (1.14, 0.75), (1.5, 0.9), (1.9, 0.95), (0.98, 0.52), (1.28, 0.64))):
            for foot in (1.14, 1.7, 2.2):
                at = side * x + canvas.random.uniform(-0.03, 0.03), foot + 0.016 * number
                ear(canvas, *at, size, side * canvas.random.uniform(0.02, 0.2), mixed("eaa936", "ffe08a", canvas.random.random()))


#: By the name of a stored place.
PLACES: dict[str, Painter] = {
    painter.__name__.replace("_", " "): painter
    for painter in (
        meadow, forest, park, desert, savanna, arctic, pyramids, cherry_blossoms, flower_field, canyon, volcano, wheat_field, bamboo_forest,
        night_forest, lake_water,
    )
}
