"""Skies, and nights."""

import numpy as np

from training.data.places.beyond import _stars
from training.data.places.canvas import Canvas, Colour, Floats, Painter, mixed, smooth
from training.data.places.outdoors import _pine

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
        ((0.35, -1.5), 1.5, 0.5, "d06ab4", "4c3390"), ((-1.45, -0.78), 0.95, 0.5, "ff94a8", "6a3a98"), ((1.15, -0.42), 0.95, 0.62, "ffae8e", "84408f"),
        ((-0.55, -0.55), 0.45, 0.2, "ffb090", "a04c94"), ((1.5, 0.12), 0.75, 0.34, "ffcf94", "c25a8a"), ((-1.5, 0.18), 0.62, 0.3, "ffd69a", "cc6088"),
        ((0.42, 0.22), 0.42, 0.15, "ffe0a4", "ea8478")):
        cumulus(canvas, at, wide, tall, light, shade, toward=(-0.4 if at[0] > sun[0] else 0.4, 0.75), relief=0.45)
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


#: By the name of a stored place.
PLACES: dict[str, Painter] = {
    "night sky": night_sky, "sunset": sunset, "clouds": clouds, "northern lights": northern_lights,
}
