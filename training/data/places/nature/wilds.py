"""Woods, land of bare rock, and a lake from its water."""

from itertools import pairwise

import numpy as np

from training.data.places.canvas import Canvas, Floats, mixed, rgb, smooth, union
from training.data.places.nature.scenery import bamboo, clouds, hill, petals, rock, scattered, toadstool, tree, trunk, tuft, wave, winding
from training.data.places.nature.skies import cumulus, pines
from training.data.places.nature.waters import still_water


def forest(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "3f8f4a"), (-0.9, "8fcb62"), (-0.2, "e2f5a4"), (0.14, "f4fbc4"), (0.3, "b8dc74"))
    canvas.glow(canvas.ellipse(-0.1, -0.35, 0.3, 0.4), "fffbd8", 0.55, 0.75)
    for number in range(16):
        x = -2.1 + 0.28 * number + canvas.random.uniform(-0.08, 0.08)
        canvas.solid(canvas.line((x, 0.2), (x + 0.05, -2.3), 0.03, 0.022), "b4cf86", 0.04, gloss=0, edge=0.03)
        canvas.solid(canvas.puff(x, 0.2, 0.17), "b9dd80", 0.12, gloss=0, edge=0.04, shade=0.15)
    for x in (-1.75, -0.72, -0.38, 0.28, 0.62, 1.6):
        trunk(canvas, x, 0.16, 0.055, 0.03 * np.sign(x), "9aa860", "78904c", 0.024)
    hill(canvas, wave(canvas, 0.14, (0.03, 2.3, 0.4), (0.012, 7, 0)), "d0f068", "3f9440", 1.5)
    canvas.light(smooth(canvas.noise(0.8, 0.16, 2), 0.52, 0.75) * smooth(canvas.y, 0.18, 0.5) * 0.5, "fbff9a")
    for x, foot, wide, lean in ((-1.42, 0.42, 0.15, -0.05), (1.5, 0.4, 0.14, 0.06), (0.86, 0.34, 0.12, 0.05), (-0.9, 0.46, 0.17, -0.08)):
        trunk(canvas, x, foot, wide, lean, "a86c3e", "6a4228")
    for number in range(46):
        x, y = canvas.random.uniform(-2.1, 2.1), -1.75 + 0.022 * number
        if number < 20 or abs(x) > 0.6:
            leaves = canvas.part(x, y, 0.45)
            leaves.solid(leaves.puff(x, y, 0.3), mixed("2f7f3a", "8fcf4a", float(canvas.random.uniform(0, 0.4) + 0.01 * number)), 0.2, gloss=0.05, shade=0.3)
    for x, wide in ((-0.95, 0.1), (-0.5, 0.16), (0.05, 0.1), (0.5, 0.14), (1.1, 0.09)):
        down = canvas.y + 1.9
        ray = np.abs(canvas.x - x - 0.32 * (down - 1.2)) - wide * (0.5 + 0.3 * down)
        canvas.light(smooth(-ray, -0.05, 0.12) * smooth(-canvas.y, -0.75, 0.3) * smooth(canvas.y, -1.7, -0.9) * 0.62, "fff7b0")
    for x, y, size in ((0.62, 0.46, 0.11), (-0.5, 0.4, 0.07), (1.12, 0.62, 0.15), (-1.25, 0.7, 0.16)):
        rock(canvas, x, y, size, "8f9a78")
    for x, y, near, number in scattered(canvas, 80, 0.32, 0.62):
        if number % 7 == 3 and abs(x) > 0.5:
            toadstool(canvas, x, y, 0.13 * near)
        else:
            tuft(canvas, x, y, 0.34 * near, mixed("2f8a3a", "86c83f", canvas.random.random()))


def cherry_blossoms(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6fbcf4"), (-0.8, "b4defb"), (-0.1, "fdeef4"))
    canvas.glow(canvas.circle(-0.2, -0.9, 0.2), "fffaf0", 0.6, 0.6)
    peak = canvas.polygon((-0.75, 0.2), (-0.16, -0.5), (-0.06, -0.53), (0.1, -0.53), (0.2, -0.5), (0.9, 0.2)) - 0.02
    canvas.solid(peak, "93b4e0", 0.25, gloss=0.1)
    canvas.solid(np.maximum(peak, canvas.y + 0.26 + 0.05 * np.sin(26 * canvas.x)), "ffffff", 0.14, shade=0.14)
    canvas.cover(smooth(canvas.y, -0.25, 0.15) * 0.6, "f6e6f2")
    hill(canvas, wave(canvas, 0.06, (0.06, 2.3, 0.2)), "c4e2b4", "94c4a0", 0.4)
    for x, foot, size in ((-0.48, 0.16, 0.26), (0.5, 0.15, 0.28), (-0.68, 0.18, 0.34), (0.74, 0.18, 0.36), (-0.28, 0.13, 0.18), (0.3, 0.12, 0.18)):
        tree(canvas, x, foot, size, "8a6a66", "f09ac0", "ffe0ec", 24)
    hill(canvas, wave(canvas, 0.2, (0.03, 1.7, 2.0)), "b4e474", "4fa552", 1.4)
    canvas.light(smooth(canvas.noise(1.0, 0.2, 2), 0.5, 0.75) * smooth(canvas.y, 0.25, 0.5) * 0.2, "f2ffa8")
    for x, foot, wide, lean in ((-1.05, 0.42, 0.11, 0.12), (1.08, 0.44, 0.11, -0.1)):
        trunk(canvas, x, foot, wide, lean, "7a4f4a", "4f302f")
        side = -np.sign(x)
        for up, far in ((0.95, 0.5), (1.15, 0.75)):
            canvas.solid(canvas.line((x, foot - up), (x + side * far, foot - up - 0.45), 0.05, 0.018), "7a4f4a", 0.05, gloss=0.1)
    for _ in range(70):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(-2.1, -1.5)
        at = canvas.part(x, y, 0.34)
        at.solid(at.circle(x, y, 0.3), mixed("ffdcea", "f5a6c8", canvas.random.random()), 0.3, gloss=0.1, shade=0.24)
    balls = []
    for _ in range(430):
        x = canvas.random.uniform(-2.1, 2.1)
        low = -0.98 + 0.72 * min(1, abs(x) / 1.1) ** 2
        balls.append((canvas.random.uniform(low - 0.6, low), x))
    for depth, (y, x) in enumerate(sorted(balls)):
        at = canvas.part(x, y, 0.14)
        at.solid(at.circle(x, y, canvas.random.uniform(0.075, 0.115)), mixed("ffe2ee", "f291bb", float(np.clip(canvas.random.uniform(-0.1, 0.3) + depth / 760, 0, 1))), 0.1, gloss=0.1, shade=0.24)
    for y, x in balls[::8]:
        petals(canvas, x + 0.05, y, 0.066, mixed("ffffff", "ffc4dc", canvas.random.random()))
    for number in range(110):
        x, y = canvas.random.uniform(-2.1, 2.1), 0.26 + 1.7 * canvas.random.random() ** 1.4
        fallen = canvas.part(x, y, 0.1)
        fallen.solid(fallen.ellipse(x, y, 0.02 + 0.024 * y, 0.011 + 0.014 * y, canvas.random.uniform(-0.5, 0.5)), ("ffd0e2", "ff9fc6", "ffe8f1")[number % 3], 0.02)
    for number in range(36):
        x, y, angle = canvas.random.uniform(-2.0, 2.0), canvas.random.uniform(-0.8, 0.5), canvas.random.uniform(0, 3)
        if abs(x) > 0.35:
            part = canvas.part(x, y, 0.1)
            part.solid(part.ellipse(x, y, 0.034, 0.02, angle), ("ffb4d2", "ffdcea")[number % 2], 0.02)


def bamboo_forest(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6fb85a"), (-0.9, "a8dc7c"), (-0.2, "e6f8c0"), (0.2, "f2fbd4"))
    canvas.glow(canvas.ellipse(0.1, -0.5, 0.3, 0.5), "fffde4", 0.5, 0.7)
    rows = ((15, 0.03, 0.17, "cde8a4", 0.0), (10, 0.042, 0.2, "a4d474", 0.0), (7, 0.06, 0.24, "7cc04f", 0.3))
    for count, wide, foot, colour, clear in rows:
        for number in range(count):
            x = -2.1 + 4.2 * (number + canvas.random.uniform(0.1, 0.9)) / count
            if abs(x) > clear:
                bamboo(canvas, x, foot, wide, canvas.random.uniform(-0.1, 0.1), colour)
        if clear == 0:
            canvas.cover(smooth(canvas.y, -0.5, 0.2) * 0.3, "f2fbd4")
    hill(canvas, wave(canvas, 0.22, (0.025, 2.2, 0.4)), "bfe06c", "4a8a40", 1.2)
    canvas.light(smooth(canvas.noise(0.9, 0.16, 2), 0.5, 0.75) * smooth(canvas.y, 0.28, 0.5) * 0.4, "f8ffb0")
    for x, foot, wide, lean in ((-1.5, 0.4, 0.09, 0.06), (1.52, 0.42, 0.1, -0.05), (-0.68, 0.36, 0.07, -0.08), (0.72, 0.34, 0.065, 0.1), (-1.0, 0.5, 0.1, 0.05), (1.05, 0.48, 0.095, -0.06)):
        canvas.shadow(x + 0.12, foot, 0.3, 0.035, 0.35)
        bamboo(canvas, x, foot, wide, lean, "5fb23c")
        for side in (-0.9, 0.8, 0.0):
            tuft(canvas, x + 1.2 * side * wide, foot + (1.3 - 0.3 * abs(side)) * wide, 2.9 * wide, mixed("4a9a3c", "a4d858", canvas.random.random()))
    for _ in range(64):
        x = canvas.random.uniform(-2.1, 2.1)
        y = canvas.random.uniform(-1.75, -0.98 + 0.62 * min(1, abs(x) / 1.2) ** 2)
        for angle in 1.3 + np.array([-0.75, 0.0, 0.75]) + canvas.random.uniform(-0.5, 0.5):
            middle, tip = ((x + reach * np.cos(angle), y + reach * np.sin(angle)) for reach in (0.2, 0.46))
            part = canvas.part(*middle, 0.32)
            part.solid(union(part.line((x, y), middle, 0.018, 0.056), part.line(middle, tip, 0.056, 0.006)), mixed("3a8f36", "a8dc58", canvas.random.random()), 0.04, gloss=0.2)
    for x, wide in ((-0.6, 0.1), (-0.15, 0.14), (0.4, 0.1), (0.85, 0.12)):
        ray = np.abs(canvas.x - x - 0.3 * (canvas.y + 0.7)) - wide * (0.8 + 0.3 * canvas.y)
        canvas.light(smooth(-ray, -0.05, 0.12) * smooth(-canvas.y, -0.7, 0.3) * smooth(canvas.y, -1.6, -0.9) * 0.4, "fffbc8")
    for x, y, size in ((-0.74, 0.56, 0.12), (0.86, 0.62, 0.14), (-1.2, 0.72, 0.17), (1.25, 0.84, 0.18)):
        rock(canvas, x, y, size, "8f9a8a")
    for x, y, near, _ in scattered(canvas, 70, 0.3, 0.66):
        tuft(canvas, x, y, 0.26 * near, mixed("4a9a3c", "a4d858", canvas.random.random()))


def _cliff(canvas: Canvas, shape: Floats, haze: float, air: str = "f6cfae") -> None:
    """Rock in layers; `haze` of the air in front of it."""
    level = (canvas.y + 0.08 * canvas.noise(0.9, 0.5, 2) + 0.02 * canvas.x) / 0.13
    layers = np.stack([rgb(colour) for colour in ("d9683c", "f0a068", "c4502f", "e58a52", "f6bd86", "b84a30", "e07848")])
    colour = layers[np.floor(level).astype(int) % len(layers)]
    colour = mixed(colour, "7a2c24", smooth(level % 1, 0.72, 1.0)[..., None] * 0.35)
    colour = mixed(colour, "fff0d0", smooth(level % 1, 0.22, 0.0)[..., None] * 0.25)
    pillars = smooth(canvas.noise(0.16, 3.0, 2), 0.42, 0.66)
    canvas.solid(shape, mixed(mixed(colour, "6a2430", pillars[..., None] * 0.3), air, haze), 0.14, gloss=0.08, shade=0.5)


def canyon(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2484e6"), (-0.8, "6cbcf8"), (-0.15, "ffe9cc"), (0.2, "ffdcb4"))
    canvas.glow(canvas.circle(-0.35, -1.2, 0.1), "fff4cc", 0.6, 0.7)
    clouds(canvas, (0.12, -0.86, 0.2), (-0.3, -0.5, 0.12), low="efd0bc")
    for x, top, wide, haze in ((-0.3, -0.1, 0.3, 0.62), (0.35, -0.16, 0.36, 0.56), (-0.36, -0.3, 0.1, 0.5), (0.24, -0.38, 0.13, 0.4), (0.44, -0.24, 0.06, 0.4)):
        _cliff(canvas, canvas.polygon((x - 1.7 * wide, 0.24), (x - wide, 0.5 * top), (x - 0.9 * wide, top), (x + 0.9 * wide, top), (x + wide, 0.5 * top), (x + 1.7 * wide, 0.24)) - 0.01, haze)
    for side, low, haze in ((1, 0.1, 0.22), (-1, 0.0, 0.16)):
        steps = ((0.42, 0.26), (0.5, 0.02 + low), (0.58, 0.0 + low), (0.6, -0.28), (0.7, -0.32), (0.73, -0.62 - low), (2.3, -0.72 - low), (2.3, 0.4))
        _cliff(canvas, canvas.polygon(*((side * x, y) for x, y in steps)) - 0.02, haze)
    for side, low in ((1, 0.14), (-1, 0.0)):
        ledges = ((0.6, 0.42), (0.74, 0.16), (0.82, 0.12), (0.86, -0.34 + low), (0.97, -0.38 + low), (1.0, -0.86 + low), (1.2, -0.94 + low), (2.3, -1.1), (2.3, 0.5))
        _cliff(canvas, canvas.polygon(*((side * x, y) for x, y in ledges)) - 0.03, 0.0)
    hill(canvas, wave(canvas, 0.25, (0.02, 2.1, 0.6)) + 0.05 * canvas.x**2, "f7bd80", "c06a3e", 1.2)
    canvas.light(smooth(canvas.noise(1.1, 0.16, 2), 0.5, 0.75) * smooth(canvas.y, 0.3, 0.6) * 0.25, "ffe6b4")
    for x, y, size in ((-0.92, 0.46, 0.2), (-0.66, 0.42, 0.08), (0.8, 0.44, 0.13), (1.06, 0.52, 0.22), (-1.2, 0.72, 0.2), (1.3, 0.86, 0.18), (0.62, 0.4, 0.05)):
        rock(canvas, x, y, size, "c4633c")
    for x, y, near, _ in scattered(canvas, 34, 0.36, 0.6):
        tuft(canvas, x, y, 0.2 * near, mixed("8a9a4a", "c8c46a", canvas.random.random()))


def _lava(canvas: Canvas, shape: Floats) -> None:
    canvas.glow(shape, "ff5a1e", 0.1, 0.55)
    for inside, colour in ((0.0, "f4511e"), (0.014, "ff8a24"), (0.03, "ffc23c"), (0.05, "fff0a0")):
        canvas.fill(shape + inside, colour, edge=0.02)


def volcano(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "1c1230"), (-0.9, "4a1f3c"), (-0.3, "a83a34"), (0.2, "ff9a4a"))
    x, top = 0.3, -0.5
    canvas.glow(canvas.circle(x, top - 0.1, 0.12), "ff8a3c", 0.75, 0.75)
    for number in range(64):
        up = number / 64
        at = (x + 0.9 * up**1.6 + canvas.random.uniform(-1, 1) * (0.07 + 0.42 * up), top - 0.1 - 1.25 * up + canvas.random.uniform(-0.08, 0.08))
        radius = 0.1 + 0.2 * up
        ball = canvas.part(*at, 1.2 * radius)
        under = smooth(ball.y - at[1] + 0.5 * (at[0] - x), -0.3 * radius, radius)[..., None] * (1 - 0.75 * up)
        ball.solid(ball.circle(*at, radius), mixed(mixed("5a4456", "3a2c48", up), "ff7a3a", under), radius, gloss=0.05, shade=0.45)
    drops = []
    for lean, high in ((-0.42, 0.3), (-0.27, 0.5), (-0.1, 0.66), (0.06, 0.6), (0.2, 0.54), (0.36, 0.36), (0.5, 0.2)):
        for share in np.linspace(0, 1.25, 16):
            at = (x + lean * share + canvas.random.uniform(-0.02, 0.02), top - high * share * (2 - share) + canvas.random.uniform(-0.02, 0.02))
            drops.append(canvas.circle(*at, 0.05 * (1.1 - 0.72 * share) * canvas.random.uniform(0.6, 1.1)))
    _lava(canvas, union(*drops, canvas.line((x, top), (x - 0.02, top - 0.45), 0.13, 0.04), blend=0.004))
    hill(canvas, wave(canvas, 0.12, (0.06, 3.0, 0.4), (0.03, 7, 1)), "7a3a48", "4a2238", 0.3)
    cone = np.maximum(0.3 - 0.98 * np.exp(-np.abs(canvas.x - x) / 0.62), top + 0.025 * np.cos(30 * (canvas.x - x)))
    hill(canvas, cone, "8a5a60", "2f1c30", 0.9)
    canvas.darken(smooth(canvas.noise(0.2, 1.2, 2), 0.45, 0.7) * smooth(canvas.y - cone, 0.0, 0.05) * smooth(-canvas.y, -0.3, 0.0), 0.35, "1a0c1c")
    for run in (((0.0, -0.5), (-0.06, -0.3), (-0.02, -0.12), (-0.16, 0.05), (-0.34, 0.18), (-0.62, 0.28)), ((0.08, -0.5), (0.13, -0.26), (0.28, -0.08), (0.3, 0.08), (0.5, 0.3)),
                ((-0.12, -0.48), (-0.22, -0.22), (-0.3, -0.1)), ((0.2, -0.47), (0.3, -0.28), (0.42, -0.18))):
        lava = union(*(canvas.line((x + a[0], a[1]), (x + b[0], b[1]), 0.055 + 0.008 * at, 0.05 + 0.008 * at) for at, (a, b) in enumerate(pairwise(run))), blend=0.02)
        _lava(canvas, lava)
    canvas.fill(canvas.ellipse(x, top + 0.01, 0.19, 0.035), "ffe27a", edge=0.03)
    hill(canvas, wave(canvas, 0.24, (0.03, 2.1, 0.5), (0.012, 9, 0)), "7a5a60", "2c2030", 1.0)
    canvas.darken(smooth(canvas.noise(0.5, 0.14, 2), 0.5, 0.72) * smooth(canvas.y, 0.28, 0.5), 0.3, "1a1020")
    for side, start, slope in ((-1, 0.36, 0.8), (1, 0.62, 1.2)):
        lava = winding(canvas, 0.24, side * start, side * slope, 0.09, 0.3)
        canvas.fill(lava - 0.02, "3a1c24", edge=0.03)
        _lava(canvas, lava)
    for far, y, size in ((-0.98, 0.46, 0.14), (0.76, 0.62, 0.15), (1.14, 0.56, 0.13), (-0.6, 0.72, 0.12), (-1.25, 0.7, 0.16), (1.1, 1.05, 0.2)):
        rock(canvas, far, y, size, "6a4a54")
    canvas.bokeh(["ffb03c", "ff7a2e", "ffe07a"], 40, (-1.7, -1.4, 1.7, 0.2), (0.014, 0.03), 0.9)


def night_forest(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "05122e"), (-0.9, "0a2c52"), (-0.2, "1f7088"), (0.16, "6cc8c4"), (0.3, "2f8488"))
    moon = canvas.circle(0.3, -0.72, 0.2)
    canvas.glow(moon, "bff4f0", 0.75, 0.62)
    canvas.solid(moon, mixed("fffdf0", "e4ecd8", smooth(canvas.noise(0.3, octaves=2), 0.45, 0.62)[..., None]), 0.2, gloss=0.1, shade=0.12)
    for number in range(20):
        x = -2.1 + 0.22 * number + canvas.random.uniform(-0.07, 0.07)
        if abs(x - 0.32) > 0.24:
            canvas.solid(canvas.line((x, 0.2), (x + 0.05, -2.3), 0.026, 0.02), "1f6078", 0.04, gloss=0, edge=0.04)
        canvas.solid(canvas.puff(x, 0.2, 0.17), "3f9aa0", 0.12, gloss=0, edge=0.05, shade=0.15)
    canvas.glow(canvas.ellipse(0.1, 0.12, 0.7, 0.05), "c8fff0", 0.25, 0.4)
    for x in (-1.75, -0.66, -0.34, 0.56, 0.74, 1.62):
        trunk(canvas, x, 0.17, 0.055, 0.03 * np.sign(x), "1d5468", "123c52", 0.024)
    hill(canvas, wave(canvas, 0.15, (0.03, 2.3, 0.4), (0.012, 7, 0)), "5fc4ae", "0e3d52", 1.1)
    canvas.light(np.exp(-(((canvas.x - 0.1) / 0.75) ** 2) - ((canvas.y - 0.55) / 0.4) ** 2) * 0.4, "8ff4d8")
    canvas.light(smooth(canvas.noise(0.9, 0.16, 2), 0.52, 0.75) * smooth(canvas.y, 0.2, 0.5) * 0.2, "b4ffe4")
    for x, foot, wide, lean in ((-1.45, 0.44, 0.16, -0.05), (1.5, 0.42, 0.15, 0.06), (0.93, 0.36, 0.12, 0.06), (-0.9, 0.48, 0.18, -0.08)):
        trunk(canvas, x, foot, wide, lean, "24506a", "0c2740")
        canvas.cover(smooth(-np.abs(canvas.x - x), -3.2 * wide, -2 * wide) * smooth(-np.abs(canvas.y - foot + 0.1), -0.5, -0.2) * 0.55, "123f56")
        rim = np.abs(canvas.x - x - lean * (foot - canvas.y) / (foot + 2.3) + np.sign(x) * 0.8 * wide)
        canvas.light(smooth(-rim, -0.05, 0) * smooth(-canvas.y, -foot + 0.1, 0.2) * smooth(canvas.y, -1.5, -0.6) * 0.4, "8fe8e4")
    for number in range(46):
        x, y = canvas.random.uniform(-2.1, 2.1), -1.75 + 0.021 * number
        if number < 18 or abs(x - 0.1) > 0.62:
            leaves = canvas.part(x, y, 0.45)
            leaves.solid(leaves.puff(x, y, 0.3), mixed("0a2c44", "2a7478", float(canvas.random.uniform(0, 0.5) + 0.008 * number)), 0.2, gloss=0.1, shade=0.45)
    canvas.darken(smooth(np.hypot(0.9 * (canvas.x - 0.1), canvas.y - 0.1), 0.75, 1.7), 0.5, "041428")
    for x, wide in ((-0.45, 0.12), (0.0, 0.14), (0.42, 0.1), (0.8, 0.1)):
        down = canvas.y + 1.6
        ray = np.abs(canvas.x - x + 0.3 * (down - 1.0)) - wide * (0.4 + 0.35 * down)
        canvas.light(smooth(-ray, -0.06, 0.14) * smooth(-canvas.y, -0.75, 0.3) * smooth(canvas.y, -1.3, -0.7) * 0.34, "bffaf0")
    for x, y, size in ((0.7, 0.48, 0.11), (-0.55, 0.42, 0.06), (1.12, 0.66, 0.15), (-1.25, 0.74, 0.16)):
        rock(canvas, x, y, size, "4a7f90")
    for x, y, near, _number in scattered(canvas, 110, 0.3, 0.7, False):
        tuft(canvas, x, y, 0.34 * near, mixed("0f4a58", "3fa08c", canvas.random.random()))
    for number in range(34):
        x, y = canvas.random.uniform(-1.9, 1.9), canvas.random.uniform(-0.6, 0.95)
        if abs(x) > 0.3 or y < -0.2:
            size = canvas.random.uniform(0.012, 0.02)
            part = canvas.part(x, y, 12 * size)
            part.glow(part.circle(x, y, size), ("d8ff6a", "fff08a")[number % 2], 4.5 * size, 0.75)
            part.fill(part.circle(x, y, size), "ffffe0")


def lake_water(canvas: Canvas) -> None:
    level = 0.02
    canvas.gradient((-1.75, "3f86e0"), (-0.8, "8cc4f6"), (-0.25, "fde8d2"), (0.02, "ffdcb8"))
    canvas.glow(canvas.circle(-0.25, -0.3, 0.12), "fff0c4", 0.6, 0.7)
    for at, wide, tall in (((0.15, -0.85), 0.42, 0.17), ((-0.75, -0.98), 0.4, 0.18), ((1.1, -0.95), 0.45, 0.22), ((-1.6, -0.8), 0.5, 0.24)):
        cumulus(canvas, at, wide, tall, "ffffff", "b9cdf0")
    for x, top, width, colour in ((-0.1, -0.36, 0.9, "b9c4e8"), (-1.75, -0.66, 1.1, "98a8dc"), (1.75, -0.6, 1.0, "98a8dc"), (0.7, -0.74, 0.92, "7f95d2"), (-0.8, -0.64, 0.8, "8a9cd6")):
        jag = 0.03 * np.sin(17 * canvas.x + 3 * x) + 0.018 * np.sin(31 * canvas.x)
        peak = np.maximum(top + np.abs(canvas.x - x) * (level - top) / width * 1.15 + 0.6 * jag * np.minimum(np.abs(canvas.x - x) * 4, 1), top + 0.02) - canvas.y
        canvas.fill(peak, mixed(colour, "f2e2e6", smooth(canvas.y, -0.4, 0.05)[..., None]))
        canvas.fill(np.maximum(peak, canvas.y - top - 0.36 * (level - top) - 2.0 * jag - 0.1 * np.abs(canvas.x - x)), "fffaf4", edge=0.02)
        canvas.darken(smooth(-peak, 0, 0.02) * smooth(canvas.x - x - 0.35 * (canvas.y - top) - 1.2 * jag, -0.02, 0.04), 0.26, "4a55b0")
    canvas.solid(canvas.below(-0.04 - 0.08 * np.abs(np.sin(1.9 * canvas.x + 0.5)) - 0.06 * np.abs(canvas.x)), "8fc0a0", 0.1, gloss=0.05)
    pines(canvas, tuple((x, level + 0.01, canvas.random.uniform(0.14, 0.22) * (0.7 + 0.5 * min(abs(x), 1.2))) for x in np.arange(-2.1, 2.15, 0.12)), "56a078")
    pines(canvas, ((-1.3, level + 0.03, 0.42), (-1.0, level + 0.02, 0.36), (-0.78, level + 0.02, 0.28), (0.86, level + 0.02, 0.3), (1.06, level + 0.02, 0.4), (1.3, level + 0.03, 0.44)), "3a8862")
    canvas.fill(np.maximum(canvas.below(level - 0.014), canvas.y - level - 0.012), "d8cf96", edge=0.02)
    still_water(canvas, level, ("6fc0e4", "0f6cae"), (0.12, 0.82), 0.014)
    canvas.light(smooth(canvas.noise(1.3, 0.05), 0.54, 0.7) * smooth(canvas.y, level + 0.02, level + 0.25) * 0.34, "fff6e6")
    path = np.exp(-(((canvas.x + 0.25) / (0.1 + 0.35 * np.maximum(canvas.y - level, 0))) ** 2))
    canvas.light(path * smooth(canvas.noise(0.5, 0.05, 2), 0.4, 0.7) * smooth(canvas.y, level, level + 0.03) * smooth(-canvas.y, -1.0, -0.2) * 0.5, "ffe9b4")
    # Rings come out of the middle, where something floats.
    rings = np.hypot(canvas.x, 3.4 * (canvas.y - 0.8))
    canvas.light(smooth(np.sin(15 * rings), 0.5, 1.0) * np.exp(-(((rings - 0.9) / 0.5) ** 2)) * 0.22, "e6fbff")
    canvas.darken(smooth(-np.sin(15 * rings), 0.4, 1.0) * np.exp(-(((rings - 0.9) / 0.5) ** 2)), 0.16, "06406e")
    for x, y, size, bloom in ((-0.98, 0.86, 0.17, True), (-0.7, 1.05, 0.15, False), (-1.12, 1.12, 0.2, False), (1.0, 0.94, 0.18, False), (1.08, 0.72, 0.13, True), (0.76, 1.1, 0.14, False), (-1.6, 0.9, 0.24, True), (1.6, 1.0, 0.24, True)):
        part = canvas.part(x, y, 2 * size)
        part.shadow(x, y + 0.12 * size, 1.1 * size, 0.4 * size, 0.4)
        notch = part.polygon((x, y), (x + 1.2 * size, y - 0.1 * size), (x + 1.1 * size, y + 0.34 * size))
        part.solid(np.maximum(part.ellipse(x, y, size, 0.36 * size), -notch), "58b85c", 0.06, gloss=0.4)
        for angle in np.linspace(-2.9, 2.9, 9) if bloom else ():
            tip = (x - 0.2 * size + 0.42 * size * np.sin(angle), y - (0.3 + 0.3 * np.cos(angle)) * size)
            part.solid(part.line((x - 0.2 * size, y - 0.1 * size), tip, 0.06 * size, 0.1 * size), mixed("ffffff", "ffb4d0", 0.5 - 0.5 * np.cos(angle)), 0.09 * size, gloss=0.3)
        if bloom:
            part.solid(part.circle(x - 0.2 * size, y - 0.16 * size, 0.13 * size), "ffd24a", 0.1 * size)
