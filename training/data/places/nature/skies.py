"""Skies, and nights."""

import numpy as np

from training.data.places.canvas import Canvas, Colour, Floats, Painter, mixed, smooth, union
from training.data.places.nature.beyond import _stars
from training.data.places.nature.outdoors import _pine

#: Where light comes from, on the canvas: from above on the left.
ABOVE = (-0.5, -0.85)


def cumulus(canvas: Canvas, at: tuple[float, float], wide: float, tall: float, light: Colour, shade: Colour, lumps: int = 17,
            toward: tuple[float, float] = ABOVE, relief: float = 0.9) -> None:
    """A heap of round clouds on a soft bottom at `at`, twice `wide`; the side `toward` the light is `light`."""
    x, y = at
    small = min(tall, wide)
    part = canvas.part(x, y - 0.4 * tall, 1.2 * max(wide, 0.7 * tall) + 0.1)
    lit: Floats = np.zeros_like(part.x)
    shown: Floats = np.zeros_like(part.x)
    balls: list[tuple[float, float, float]] = []
    for number in range(lumps):
        share = (number + canvas.random.uniform(-0.7, 0.7)) / (lumps - 1) * 1.8 - 0.9
        arch = max(1 - abs(share) ** 1.8, 0.0)
        radius = (0.15 + 0.12 * arch + 0.2 * arch * canvas.random.random()) * small * canvas.random.uniform(0.7, 1.35)
        rise = canvas.random.random() * max(tall * arch - radius, 0.0)
        across = x + share * (wide - 0.5 * radius) * (1 - 0.25 * rise / tall)
        if arch < 0.12:
            continue
        balls += [(y - 0.4 * radius - rise, across, radius), (y - 0.35 * radius - 0.45 * rise, across, 1.15 * radius)]
    for middle, across, radius in sorted(balls, reverse=toward[1] > 0):
        ball = part.circle(across, middle, radius)
        facing = ((part.x - across) * toward[0] + (part.y - middle) * toward[1]) / radius
        inside = smooth(-ball, -0.04 * radius, 0.22 * radius + 0.01)
        lit += (smooth(facing, -0.9, 0.85) - lit) * inside
        shown = np.maximum(shown, inside)
    along = ((part.x - x) * toward[0] / wide + (part.y - y + 0.4 * tall) * toward[1] / tall).clip(-1, 1)
    core = smooth(-part.ellipse(x, y - 0.2 * small, 0.72 * wide, 0.3 * small), 0, 0.2 * small)
    lit, shown = lit + (0.35 - lit) * core * (1 - shown), np.maximum(shown, core)
    shown *= 1 - smooth(part.y, y - 0.12 * small, y + 0.22 * small)
    part.cover(shown, mixed(shade, light, (lit * relief * (0.8 + 0.2 * along) + (1 - relief) * (0.5 + 0.6 * along)).clip(0, 1)[..., None]))


def bright_stars(canvas: Canvas, places: tuple[tuple[float, float, float], ...], colour: str = "ffffff") -> None:
    """With four points, each at x, y and of a size."""
    for x, y, size in places:
        part = canvas.part(x, y, 3 * size)
        part.glow(part.circle(x, y, 0.1 * size), colour, 0.9 * size, 0.55)
        for across, down in ((size, 0.17 * size), (0.17 * size, size)):
            part.glow(part.ellipse(x, y, across, down), colour, 0.012, 0.9)


def night_sky(canvas: Canvas) -> None:
    canvas.gradient((-1.9, "080d33"), (-0.6, "17256e"), (0.5, "344aa8"), (1.3, "7a78d0"), (2.0, "9a8ade"))
    haze = canvas.noise(1.2, octaves=3)
    canvas.light(smooth(haze, 0.4, 0.75) * np.exp(-(((canvas.y - 0.5 * canvas.x + 0.25) / 0.6) ** 2)) * 0.4, "6a78ff")
    _stars(canvas, 170, 1.1)
    bright_stars(canvas, ((0.17, -0.98, 0.055), (-0.95, -0.1, 0.05), (1.02, 0.1, 0.055), (-0.4, -0.66, 0.045), (0.0, -0.35, 0.035), (-1.0, -0.98, 0.06), (1.6, -0.9, 0.07)))
    x, y, size = 0.66, -0.62, 0.37
    canvas.glow(canvas.circle(x, y, size), "8fa8ff", 0.65, 0.5)
    canvas.glow(canvas.circle(x, y, size), "fff3d0", 0.14, 0.6)
    seas = canvas.noise(0.34, octaves=2)
    canvas.solid(canvas.circle(x, y, size), mixed("fffbe8", "f3e4bf", smooth(seas, 0.42, 0.62)[..., None]), 0.42, gloss=0.1, shade=0.12)
    for dx, dy, pit in ((-0.12, -0.1, 0.07), (0.12, 0.1, 0.09), (0.06, -0.2, 0.045), (-0.16, 0.13, 0.05), (0.21, -0.08, 0.04)):
        canvas.fill(canvas.circle(x + dx, y + dy, pit), "e0cda2", 0.75, edge=0.025)
        canvas.fill(canvas.circle(x + dx + 0.012, y + dy + 0.016, 0.8 * pit), "f7e9c8", 0.8, edge=0.03)
    canvas.fill(canvas.line((-0.92, -0.72), (-0.56, -0.52), 0.001, 0.012), "ffffff", 0.9, edge=0.02)
    for at, wide, tall, light, shade in (
        ((-1.3, 0.6), 0.7, 0.42, "8092ee", "222f80"), ((1.35, 0.5), 0.62, 0.42, "98a6f8", "2a3990"), ((0.05, 1.2), 0.9, 0.42, "a4aaf8", "3a459c"),
        ((-1.0, 1.28), 0.9, 0.62, "adb4ff", "3340a0"), ((1.1, 1.3), 0.9, 0.7, "cacdff", "3a48ac"), ((0.0, 1.75), 1.6, 0.55, "c3c1ff", "4c52b4"),
        ((-1.6, 2.1), 1.0, 0.7, "b9b8fb", "5a5cb8"), ((1.6, 2.1), 1.0, 0.7, "b9b8fb", "5a5cb8")):
        cumulus(canvas, at, wide, tall, light, shade, toward=(0.3, -0.95))


def sunset(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "33297c"), (-1.05, "7a3fa2"), (-0.35, "ea5f8e"), (0.2, "ff9560"), (0.62, "ffd678"))
    sun, low = (-0.6, 0.34), 0.74
    angle = np.arctan2(canvas.y - sun[1], canvas.x - sun[0])
    rays = smooth(np.sin(11 * angle) + 0.6 * np.sin(17 * angle + 1), -0.2, 1.2) * np.exp(-canvas.circle(*sun, 0.2) / 1.1)
    canvas.light(rays * 0.22 * smooth(-canvas.y, -low, -0.2), "ffd890")
    canvas.glow(canvas.circle(*sun, 0.2), "ffcf6a", 0.75, 0.6)
    canvas.glow(canvas.circle(*sun, 0.24), "fff0b8", 0.18, 0.85)
    canvas.fill(canvas.circle(*sun, 0.26), canvas.between((0.05, "fffbe2"), (0.62, "ffe68f")))
    for at, wide, tall, light, shade in (
        ((0.35, -1.5), 1.5, 0.5, "d06ab4", "4c3390"), ((-1.35, -0.72), 0.8, 0.5, "ff9aa8", "6a3494"), ((1.1, -0.38), 0.85, 0.66, "ffb890", "7c3a92"),
        ((-0.3, -0.78), 0.4, 0.2, "ffa694", "94469a"), ((1.35, 0.14), 0.62, 0.34, "ffd898", "b04e8c"), ((-1.5, 0.1), 0.62, 0.34, "ffdc9c", "b85088"),
        ((0.36, 0.2), 0.36, 0.18, "ffe6a8", "de7480")):
        cumulus(canvas, at, wide, tall, light, shade, toward=(-0.4 if at[0] > sun[0] else 0.4, 0.75), relief=0.68)
    for height, slope, colour, line in ((0.52, 0.16, "e07a86", "ffc890"), (0.64, 0.12, "a04c80", "e88a80")):
        hill = canvas.below(height - slope * np.sin(2.1 * canvas.x + 9 * height) - 0.4 * slope * np.sin(4.3 * canvas.x))
        canvas.fill(hill, canvas.between((height - slope, line), (height + 0.1, colour)), edge=0.02)
    canvas.fill(canvas.below(low), canvas.between((low, "ffb878"), (0.95, "e2708a"), (1.9, "5a3a8a")), edge=0.012)
    waves = canvas.noise(0.6, 0.09)
    canvas.cover(smooth(waves, 0.5, 0.75) * smooth(canvas.y, low, 0.95) * 0.26, "7a3f92")
    path = np.exp(-(((canvas.x - sun[0]) / (0.2 + 0.3 * np.maximum(canvas.y - low, 0))) ** 2)) * smooth(canvas.y, low - 0.01, low + 0.01)
    canvas.light(path * (0.3 + 0.7 * smooth(-waves, -0.56, -0.42)), "ffdf90")


def clouds(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "1f6fe0"), (-0.8, "4a9cf6"), (0.3, "a4d8ff"), (1.1, "e2f4ff"))
    canvas.glow(canvas.circle(-0.5, -1.05, 0.12), "fff6cf", 0.6, 0.7)
    canvas.glow(canvas.circle(-0.5, -1.05, 0.14), "fffbe6", 0.2, 0.9)
    for at, wide, tall in (((-0.2, -0.3), 0.34, 0.12), ((0.45, -0.62), 0.3, 0.12), ((0.1, 0.16), 0.5, 0.2), ((-0.62, 0.28), 0.5, 0.26), ((0.62, 0.34), 0.45, 0.24)):
        cumulus(canvas, at, wide, tall, "f4fbff", "a9d2f6")
    for at, wide, tall, shade in (
        ((-1.42, 0.55), 0.8, 1.15, "6ea2e4"), ((1.38, 0.4), 0.78, 1.3, "76a8e8"), ((-1.25, -0.72), 0.62, 0.4, "7fb0ec"), ((1.2, -0.98), 0.5, 0.3, "7fb0ec"),
        ((0.0, 0.86), 1.0, 0.36, "9cc6f2"), ((-0.95, 1.12), 0.9, 0.66, "76a8e6"), ((1.02, 1.1), 0.9, 0.7, "7aace8"), ((0.05, 1.42), 1.1, 0.55, "80b0ea"),
        ((-1.5, 1.9), 1.1, 0.85, "9cc3ef"), ((1.5, 1.9), 1.1, 0.85, "9cc3ef"), ((0.0, 2.1), 1.5, 0.75, "9cc3ef")):
        cumulus(canvas, at, wide, tall, "ffffff", shade, lumps=24)


def pines(canvas: Canvas, places: tuple[tuple[float, float, float], ...], colour: str, snow: str | None = None) -> None:
    """Each at x, its foot, and of a size."""
    for x, foot, size in places:
        _pine(canvas.part(x, foot - 0.6 * size, 1.0 * size), x, foot, size, colour, snow)


def tree(canvas: Canvas, x: float, foot: float, size: float, colours: tuple[str, str]) -> None:
    """A round crown on a trunk; `colours` are those of its shade and of its light."""
    part = canvas.part(x, foot - 0.7 * size, 1.2 * size)
    part.solid(union(part.line((x, foot), (x, foot - 0.7 * size), 0.09 * size, 0.06 * size), part.line((x, foot - 0.4 * size), (x + 0.22 * size, foot - 0.7 * size), 0.04 * size), blend=0.02 * size), "8a6242", 0.07 * size)
    cumulus(canvas, (x, foot - 0.45 * size), 0.62 * size, 0.85 * size, colours[1], colours[0], lumps=12)


def rocks(canvas: Canvas, places: tuple[tuple[float, float, float], ...], colour: Colour, moss: str | None = None, flat: float = 0.7) -> None:
    """Each at x, the height of its foot, and of a size."""
    for x, foot, size in places:
        part = canvas.part(x, foot - 0.3 * size, 1.6 * size)
        lean = canvas.random.uniform(-0.25, 0.25)
        rock = union(part.ellipse(x, foot - 0.35 * size, size, flat * size, 0.3 * lean), part.ellipse(x + 2 * lean * size, foot - 0.2 * size, 0.75 * size, 0.62 * flat * size), blend=0.08 * size)
        rock = -union(-rock, foot + 0.1 * size - part.y, blend=0.1 * size)
        part.solid(rock, mixed(colour, "ffffff", canvas.random.uniform(0, 0.14)), 0.5 * size, gloss=0.12, shade=0.5)
        if moss:
            cap = np.maximum(rock + 0.05 * size, part.y - foot + (0.5 - 0.12 * np.sin(9 * (part.x - x) / size)) * size)
            part.solid(cap, moss, 0.2 * size, gloss=0.1, edge=0.03)


def northern_lights(canvas: Canvas) -> None:
    canvas.gradient((-1.9, "070b2e"), (-0.7, "0c2258"), (0.0, "144a78"), (0.35, "2f8a94"))
    _stars(canvas, 110, -0.1)
    for base, lean, phase, reach, strength, foot, top in (
        (-0.72, 0.22, 0.4, 0.7, 0.6, "6a4cff", "e040d8"), (-0.1, -0.34, 2.5, 0.55, 0.85, "10f08a", "7a4cff"), (-0.42, 0.2, 4.3, 0.6, 1.0, "30ff90", "a83cff")):
        line = base + lean * canvas.x + 0.16 * np.sin(2.3 * canvas.x + phase) + 0.05 * np.sin(5.6 * canvas.x + 2 * phase)
        above = line - canvas.y
        rays = 0.62 + 0.38 * np.sin(8 * canvas.x + 2.5 * np.sin(2.7 * canvas.x + phase) + phase)
        shown = smooth(above, -0.05, 0.05) * np.exp(-np.maximum(above, 0) / (reach * (0.35 + 0.6 * rays))) * (0.45 + 0.55 * rays)
        canvas.cover(0.85 * shown * strength, mixed(foot, top, smooth(above, 0.06, 0.55)[..., None]))
        canvas.light(np.exp(-((above - 0.03) / 0.07) ** 2) * (0.2 + 0.5 * rays) * strength, mixed(foot, "ffffff", 0.25))
    for height, colour, snow in ((0.16, "24588c", "8fd8d8"), (0.26, "1d4a78", "6fb4cc")):
        ridge = height - 0.26 * (1 - np.abs(np.sin(1.9 * canvas.x + 32 * height))) - 0.07 * np.abs(np.sin(5.1 * canvas.x + 9 * height))
        canvas.fill(canvas.below(ridge), canvas.between((height - 0.24, snow), (height + 0.06, colour)), edge=0.02)
    canvas.solid(canvas.below(0.34 - 0.05 * np.sin(1.9 * canvas.x + 0.6)), canvas.between((0.3, "a8e4e0"), (0.6, "7fb4d8")), 0.12, edge=0.02)
    pines(canvas, ((-0.52, 0.38, 0.3), (0.5, 0.36, 0.28), (0.72, 0.4, 0.38), (-0.3, 0.34, 0.2), (0.3, 0.34, 0.2)), "1f5568", "9fd8e0")
    pines(canvas, ((-1.5, 0.5, 0.85), (1.55, 0.5, 0.9), (-0.75, 0.46, 0.55), (0.98, 0.48, 0.7)), "1a4a60", "b4e6ea")
    pines(canvas, ((-1.08, 0.6, 0.98), (1.32, 0.64, 0.8)), "163f56", "c6f0f0")
    canvas.solid(canvas.below(0.48 + 0.05 * np.sin(1.7 * canvas.x + 2.4)), canvas.between((0.46, "c4f0ea"), (0.75, "86b6e0"), (1.75, "3f62ac")), 0.16, edge=0.03)
    canvas.light(smooth(canvas.noise(0.9, 0.2), 0.45, 0.7) * smooth(canvas.y, 0.46, 0.6) * smooth(-canvas.y, -1.2, -0.5) * 0.4, "4affb0")
    canvas.light(smooth(canvas.noise(0.9, 0.2), 0.5, 0.7) * smooth(canvas.y, 0.7, 0.9) * 0.4, "b06aff")
    canvas.solid(canvas.below(1.22 - 0.2 * canvas.x**2 + 0.04 * np.sin(3 * canvas.x)), canvas.between((0.9, "d0f6f0"), (1.3, "7fb0de"), (2.0, "3f62ac")), 0.14, edge=0.03, gloss=0.1)


def starry_night(canvas: Canvas) -> None:
    canvas.gradient((-1.9, "050824"), (-0.8, "0c1648"), (0.0, "243a86"), (0.45, "5f6cb8"), (0.6, "a890c0"))
    # The milky way, with dark lanes through its middle.
    off = (canvas.y - 0.95 * canvas.x + 0.42) / 1.38
    rough, fine = canvas.noise(0.7, octaves=3), canvas.noise(0.32, octaves=3)
    off = off + 0.3 * (rough - 0.5)
    band = np.exp(-((off / 0.36) ** 2))
    canvas.light(band * 0.6, "4a6cf0")
    canvas.light(np.exp(-((off / 0.2) ** 2)) * smooth(fine, 0.2, 0.75) * 0.9, "c070f0")
    canvas.light(np.exp(-((off / 0.11) ** 2)) * smooth(rough, 0.25, 0.7) * 0.8, "ffd0b0")
    canvas.darken(np.exp(-(((off - 0.04) / 0.05) ** 2)) * smooth(fine, 0.46, 0.66), 0.6, "14164c")
    _stars(canvas, 190, 0.35)
    for number in range(60):
        at = canvas.random.uniform(-1.6, 0.3)
        x, y = (at + 0.42) / 0.95 + canvas.random.normal(0, 0.16), at
        part = canvas.part(x, y, 0.06)
        part.glow(part.circle(x, y, 0.004), ("ffffff", "ffe6c4", "c8d8ff")[number % 3], canvas.random.uniform(0.012, 0.018), 0.95)
    bright_stars(canvas, ((-0.72, -0.72, 0.05), (0.86, 0.02, 0.045), (-0.95, -0.2, 0.035), (-0.2, -0.98, 0.04), (-0.42, -0.32, 0.03), (1.05, -0.42, 0.03)))
    for height, slope, phase, colour in ((0.36, 0.12, 0.6, "3f4a90"), (0.42, 0.1, 2.8, "2a346f"), (0.5, 0.07, 4.6, "1b2452")):
        canvas.solid(canvas.below(height - slope * np.sin(2.0 * canvas.x + phase) - 0.3 * slope * np.sin(5 * canvas.x)), colour, 0.14, gloss=0.05, edge=0.02)
    pines(canvas, ((-1.0, 0.6, 0.34), (-0.82, 0.6, 0.24), (0.98, 0.6, 0.3), (1.12, 0.62, 0.42), (-1.3, 0.62, 0.5), (1.45, 0.62, 0.46)), "141c44")
    canvas.solid(canvas.below(0.58 + 0.03 * np.sin(2 * canvas.x)), canvas.between((0.56, "3f7a80"), (0.8, "245468"), (1.3, "14304c"), (2.0, "0a1a34")), 0.12, gloss=0.05, edge=0.03)
    for number in range(84):
        row, column = divmod(number, 12)
        x, y = -2.1 + 0.37 * (column + 0.5 * (row % 2)) + canvas.random.uniform(-0.1, 0.1), 0.68 + 0.1 * row + 0.03 * row**1.5
        if y < 1.2 and abs(x) < 0.5:
            continue
        size = (0.08 + 0.2 * (y - 0.6)) * (0.7 + 0.4 * min(abs(x), 1.5))
        for lean in (-0.7, -0.3, 0.05, 0.4, 0.75):
            part = canvas.part(x, y - 0.5 * size, 1.3 * size)
            knee = (x + 0.3 * lean * size, y - 0.6 * size)
            blade = union(part.line((x + 0.06 * lean * size, y), knee, 0.07 * size, 0.1 * size), part.line(knee, (x + 0.75 * lean * size, y - size * (1 - 0.3 * lean**2)), 0.1 * size, 0.004))
            part.solid(blade, mixed("1f5a6a", "4f9a90", canvas.random.random()), 0.03, edge=0.014)
    for x, y in ((-0.9, 0.86), (0.82, 0.78), (1.02, 1.0), (-0.72, 1.06), (-1.05, 0.7), (0.7, 1.1)):
        part = canvas.part(x, y, 0.3)
        part.glow(part.circle(x, y, 0.012), "ffe88a", 0.06, 0.5)
        part.glow(part.circle(x, y, 0.012), "fffbd0", 0.012, 0.95)


def _flame(canvas: Canvas, x: float, foot: float, size: float) -> None:
    part = canvas.part(x, foot - 0.5 * size, 1.2 * size)
    for scale, colour, lean in ((1.0, "ff5a1f", 0.05), (0.76, "ff9420", -0.04), (0.52, "ffd23f", 0.03), (0.3, "fff6c4", 0.0)):
        tongues = [part.circle(x, foot - 0.27 * scale * size, 0.27 * scale * size)]
        for dx, tall, wide in ((0.0, 1.0, 0.24), (-0.2, 0.66, 0.15), (0.2, 0.74, 0.15)):
            tip = (x + (0.8 * dx + lean) * scale * size, foot - tall * scale * size)
            tongues.append(part.line((x + dx * scale * size, foot - 0.26 * scale * size), tip, wide * scale * size, 0.012))
        part.solid(union(*tongues, blend=0.04 * scale * size), colour, 0.2 * scale * size, gloss=0.1, shade=0.12, edge=0.03)


def campfire(canvas: Canvas) -> None:
    canvas.gradient((-1.9, "0a1238"), (-0.8, "152a66"), (0.0, "2f5a94"), (0.4, "4f86a8"))
    _stars(canvas, 110, -0.3)
    canvas.glow(canvas.circle(-0.3, -0.86, 0.12), "bcd0ff", 0.35, 0.5)
    canvas.fill(canvas.circle(-0.3, -0.86, 0.13), "f6f2dc", edge=0.02)
    for low, high, count, foot, colour in ((0.4, 0.62, 15, 0.44, "2a5684"), (0.55, 0.85, 12, 0.48, "1c4068"), (0.85, 1.15, 9, 0.52, "12304e")):
        row = []
        for number in range(count):
            x = -2.1 + 4.2 * (number + canvas.random.uniform(0.2, 0.8)) / count
            row.append((x, foot, canvas.random.uniform(low, high) * (0.5 + 0.5 * min(abs(x) / 0.9, 1.2))))
        pines(canvas, tuple(row), colour)
        canvas.cover(smooth(canvas.y, -0.3, 0.5) * 0.14, "5f9ab8")
    canvas.solid(canvas.below(0.44 + 0.03 * np.sin(2.2 * canvas.x + 1)), canvas.between((0.42, "3f6a58"), (0.7, "35583f"), (1.2, "233f38"), (2.0, "101f28")), 0.1, gloss=0.05, edge=0.03)
    fire = (0.76, 0.74)
    canvas.light(np.exp(-(((canvas.x - fire[0]) / 0.95) ** 2) - ((canvas.y - 0.76) / 0.3) ** 2) * smooth(canvas.y, 0.43, 0.5) * 0.8, "ff9030")
    canvas.light(np.exp(-(((canvas.x - fire[0]) / 0.8) ** 2) - ((canvas.y - 0.3) / 0.6) ** 2) * 0.4, "f05a08")
    for x, foot, size, cloth, inside in ((-0.86, 0.68, 0.52, "ff8a3d", "ffd98a"), (-0.2, 0.5, 0.27, "2fa8b8", "ffe0a0"), (-1.62, 0.6, 0.45, "2fa8b8", "ffe0a0")):
        canvas.shadow(x, foot, 1.2 * size, 0.07, 0.4)
        part = canvas.part(x, foot - 0.5 * size, 1.6 * size)
        back = part.polygon((x + 0.2 * size, foot - size), (x - 0.55 * size, foot - 0.92 * size), (x - 1.1 * size, foot - 0.08 * size), (x - 0.5 * size, foot)) - 0.02
        part.solid(back, mixed(cloth, "14204a", 0.45), 0.1, gloss=0.05)
        part.solid(part.polygon((x + 0.1 * size, foot - size), (x - 0.62 * size, foot), (x + 0.85 * size, foot)) - 0.03, cloth, 0.12, gloss=0.15)
        part.fill(part.polygon((x + 0.11 * size, foot - 0.78 * size), (x - 0.24 * size, foot), (x + 0.46 * size, foot)) - 0.01, part.between((foot - 0.8 * size, "fff4cc"), (foot, inside)))
        part.solid(part.polygon((x + 0.11 * size, foot - 0.78 * size), (x + 0.2 * size, foot), (x + 0.46 * size, foot)) - 0.01, mixed(cloth, "ffffff", 0.25), 0.05)
    for x, y, size, angle in ((1.22, 0.86, 0.26, 0.3), (0.34, 0.62, 0.18, -0.12)):
        canvas.shadow(x, y + 0.06, 1.1 * size, 0.05, 0.35)
        canvas.solid(canvas.box(x, y, size, 0.065, 0.06, angle), "8a5a38", 0.07)
        end = (x - size * np.cos(angle), y - size * np.sin(angle))
        canvas.solid(canvas.ellipse(*end, 0.035, 0.06, angle), "e8bc84", 0.04)
    def ring(turns: Floats) -> None:
        for turn in turns:
            at = (fire[0] + 0.25 * np.cos(turn), fire[1] + 0.03 + 0.075 * np.sin(turn))
            part = canvas.part(*at, 0.1)
            part.solid(part.ellipse(*at, 0.062, 0.046), mixed("a09aa0", "ffb070", 0.3), 0.05, shade=0.5)

    ring(np.arange(3.5, 6.1, 0.62))
    for start, end in (((-0.2, 0.05), (0.16, -0.06)), ((0.2, 0.05), (-0.16, -0.06)), ((-0.04, 0.08), (0.06, -0.1))):
        part = canvas.part(*fire, 0.4)
        part.solid(part.line((fire[0] + start[0], fire[1] + start[1]), (fire[0] + end[0], fire[1] + end[1]), 0.04), "7a4a2c", 0.05)
    _flame(canvas, fire[0], fire[1] + 0.03, 0.56)
    ring(np.arange(0.3, 3.2, 0.64))
    canvas.glow(canvas.ellipse(fire[0], fire[1] - 0.16, 0.1, 0.2), "ff8a20", 0.34, 0.55)
    for number in range(9):
        x, y = fire[0] + (0.03 * number + 0.04) * (0.3, -1.0, 0.9, -0.2, 1.0, -0.6, 0.1, 0.7, -0.9)[number], fire[1] - 0.52 - 0.09 * number
        part = canvas.part(x, y, 0.08)
        part.glow(part.circle(x, y, 0.011), "ffb84a", 0.02, 0.95)


def mars(canvas: Canvas) -> None:
    canvas.gradient((-1.9, "8a4a4c"), (-0.9, "c87a5c"), (-0.2, "f0b484"), (0.2, "ffdcb0"))
    _stars(canvas, 16, -0.75)
    canvas.glow(canvas.circle(-0.55, -0.5, 0.07), "e4f2ff", 0.3, 0.75)
    canvas.glow(canvas.circle(-0.55, -0.5, 0.08), "ffffff", 0.05)
    for x, y, size in ((0.62, -0.82, 0.13), (0.2, -0.98, 0.06)):
        canvas.solid(canvas.circle(x, y, size), "e6bfa4", 1.1 * size, gloss=0.1)
        canvas.fill(canvas.circle(x + 0.2 * size, y + 0.1 * size, 0.28 * size), "c89a80", 0.7, edge=0.02)
        canvas.fill(canvas.circle(x - 0.3 * size, y - 0.25 * size, 0.18 * size), "c89a80", 0.7, edge=0.02)
    for x, top, wide, colour in ((0.15, 0.0, 0.36, "eeb48a"), (-1.75, -0.3, 0.55, "d88a62"), (-0.7, -0.16, 0.3, "dc9468"), (1.5, -0.42, 0.5, "d0805a"), (0.82, -0.22, 0.26, "d88a62")):
        mesa = union(canvas.polygon((x - wide, top), (x + wide, top), (x + 1.25 * wide, 0.3), (x - 1.25 * wide, 0.3)), canvas.polygon((x - 1.3 * wide, 0.12), (x + 1.3 * wide, 0.12), (x + 1.8 * wide, 0.34), (x - 1.8 * wide, 0.34)), blend=0.03)
        layers = smooth(np.sin(34 * canvas.y + 0.8 * np.sin(5 * canvas.x)), -0.4, 0.6)[..., None]
        canvas.solid(mesa - 0.02, mixed(colour, mixed(colour, "8a3a2c", 0.28), layers), 0.12, gloss=0.1)
    canvas.cover(smooth(canvas.y, -0.15, 0.25) * 0.4, "f8c89a")
    for height, slope, phase, crest, trough in ((0.2, 0.07, 0.5, "e8946a", "cf6f48"), (0.3, 0.07, 2.7, "e07e50", "bc5636")):
        canvas.solid(canvas.below(height - slope * np.sin(2.3 * canvas.x + phase)), canvas.between((height - slope, crest), (height + 0.3, trough)), 0.16, gloss=0.1, edge=0.02)
    canvas.solid(canvas.below(0.4 + 0.04 * np.sin(1.8 * canvas.x + 1)), canvas.between((0.38, "e88a58"), (0.8, "cc6240"), (1.75, "8a3628")), 0.14, gloss=0.1, edge=0.03)
    canvas.darken(smooth(canvas.noise(0.9, 0.14), 0.5, 0.72) * smooth(canvas.y, 0.44, 0.6), 0.16, "6a2418")
    for x, y, size in ((-0.82, 0.58, 0.2), (0.8, 0.62, 0.24), (1.3, 0.98, 0.34), (-1.2, 1.04, 0.34), (0.1, 1.5, 0.5)):
        canvas.solid(canvas.ellipse(x, y, size, 0.26 * size), "f2a274", 0.03, gloss=0.1)
        canvas.fill(canvas.ellipse(x, y + 0.015 * size, 0.84 * size, 0.19 * size), canvas.between((y - 0.19 * size, "8a3a28"), (y + 0.2 * size, "d8764e")), edge=0.02)
    stones = ((-1.06, 0.5, 0.13), (-0.9, 0.52, 0.06), (1.08, 0.5, 0.12), (0.56, 0.46, 0.05), (-0.6, 0.84, 0.08), (-0.98, 0.86, 0.14), (1.0, 0.86, 0.1), (1.5, 0.66, 0.2), (-1.6, 0.8, 0.24))
    for x, foot, size in stones:
        canvas.shadow(x + 0.6 * size, foot, 1.3 * size, 0.22 * size, 0.45)
    rocks(canvas, stones, "b8583c")


#: By the name of a stored place.
PLACES: dict[str, Painter] = {
    "night sky": night_sky, "sunset": sunset, "clouds": clouds, "northern lights": northern_lights,
    "starry night": starry_night,
    "campfire": campfire,
    "mars": mars,
}
