"""Places that are out of this world."""

import numpy as np

from training.data.places.canvas import Canvas, mixed, smooth, union
from training.data.places.nature.outdoors import _clouds


def _stars(canvas: Canvas, count: int, lowest: float) -> None:
    for _ in range(count):
        x, y = canvas.random.uniform(-2.1, 2.1), canvas.random.uniform(-2.1, lowest)
        size = canvas.random.uniform(0.008, 0.018)
        part = canvas.part(x, y, 5 * size)
        part.glow(part.circle(x, y, 0.2 * size), "ffffff", size, canvas.random.uniform(0.6, 1))


def space(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "070820"), (1.75, "120b33"))
    cloud, other = canvas.noise(1.3, octaves=4), canvas.noise(1.1, octaves=4)
    band = np.exp(-(((canvas.y + 0.55 * canvas.x + 0.1) / 0.75) ** 2))
    canvas.light(smooth(cloud, 0.4, 0.75) * band * 0.75, "8a3fd0")
    canvas.light(smooth(other, 0.45, 0.75) * band * 0.65, "2f7fe0")
    canvas.light(smooth(cloud * other, 0.25, 0.45) * band * 0.6, "ff6fae")
    _stars(canvas, 280, 2.1)
    # The limb of a planet under the subject, a small one with a ring above.
    planet = canvas.circle(0.35, 2.35, 1.72)
    canvas.glow(planet, "5fb8ff", 0.16, 0.8)
    bands = canvas.noise(1.4, 0.16, 3)
    canvas.solid(planet, mixed("2f6fd8", "6fd0e8", smooth(bands, 0.35, 0.7)[..., None]), 0.5, gloss=0.15)
    canvas.solid(canvas.circle(0.78, -0.62, 0.2), mixed("ffb15f", "ff8a5a", (np.sin(26 * canvas.y + 3 * canvas.x)[..., None] + 1) / 2), 0.2)
    ring = np.abs(canvas.ellipse(0.78, -0.62, 0.36, 0.1, -0.35)) - 0.022
    front = np.maximum(ring, -(canvas.y + 0.62 + 0.36 * (canvas.x - 0.78)))
    behind = np.maximum(ring, -canvas.circle(0.78, -0.62, 0.2))
    canvas.solid(np.minimum(front, behind), "ffe0a8", 0.02)
    canvas.solid(canvas.circle(-0.85, -0.8, 0.1), "c9b8e8", 0.1)
    canvas.solid(canvas.circle(1.5, 0.1, 0.13), "f06a8a", 0.13)
    canvas.solid(canvas.circle(-1.45, 0.25, 0.18), "5fd0b0", 0.18)


def moon(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "04050f"), (0.3, "141832"))
    _stars(canvas, 200, 0.2)
    canvas.glow(canvas.circle(-0.72, -0.62, 0.27), "5fb0ff", 0.14, 0.7)
    lands = union(canvas.ellipse(-0.83, -0.7, 0.13, 0.1, 0.5), canvas.ellipse(-0.76, -0.52, 0.07, 0.13, -0.3),
                  canvas.ellipse(-0.56, -0.66, 0.07, 0.12), blend=0.02)
    canvas.solid(canvas.circle(-0.72, -0.62, 0.28), mixed("2f7fe8", "5fc06a", smooth(-lands, -0.02, 0.02)[..., None]), 0.28)
    for x, y in ((-0.68, -0.78), (-0.62, -0.47), (-0.86, -0.57)):
        canvas.fill(canvas.ellipse(x, y, 0.11, 0.025, -0.15), "ffffff", 0.8, edge=0.03)
    canvas.solid(canvas.below(0.2 - 0.12 * np.sin(1.9 * canvas.x + 0.8) - 0.04 * np.sin(5 * canvas.x)), "83889c", 0.2, gloss=0.05)
    canvas.solid(canvas.below(0.38 + 0.05 * np.sin(1.6 * canvas.x)), canvas.between((0.38, "c3c7d4"), (0.9, "a2a6b6"), (1.75, "70748a")), 0.15, gloss=0.05)
    for x, y, size in ((-0.95, 0.6, 0.24), (0.9, 0.54, 0.2), (0.1, 0.98, 0.42), (-1.45, 1.05, 0.32), (1.35, 0.9, 0.32), (-0.3, 0.52, 0.11), (1.5, 0.5, 0.1), (-0.75, 1.4, 0.3), (0.9, 1.45, 0.34)):
        canvas.solid(canvas.ellipse(x, y, size, 0.32 * size), "d6d9e4", 0.03, gloss=0.1)
        pit = canvas.ellipse(x, y + 0.02 * size, 0.84 * size, 0.24 * size)
        canvas.fill(pit, canvas.between((y - 0.24 * size, "60647a"), (y + 0.26 * size, "a8acbc")), edge=0.02)


def rainbow(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "6db8fa"), (-0.4, "b5e0ff"), (0.6, "ffe6f4"), (1.75, "ffd0ea"))
    colours = ("ff5a5f", "ff9f43", "ffe14d", "5fd07a", "4fa8ff", "9b6bf0")
    for number, colour in enumerate(colours):
        band = np.abs(canvas.circle(0, 0.72, 1.36 - 0.1 * number)) - 0.053
        canvas.solid(band, colour, 0.05, gloss=0.3)
    _clouds(canvas, ((-0.7, -1.1, 0.22), (0.95, -1.2, 0.22), (1.55, -0.5, 0.22), (-1.6, -0.6, 0.24)))
    for x, y, size in ((-1.05, 0.72, 0.5), (1.05, 0.72, 0.5), (-1.7, 0.8, 0.4), (1.7, 0.8, 0.4)):
        canvas.solid(canvas.puff(x, y, size), "ffffff", 0.3, shade=0.1)
    for x, y, size in ((-1.4, 1.1, 0.5), (-0.7, 1.05, 0.5), (0.0, 1.02, 0.55), (0.7, 1.05, 0.5), (1.4, 1.1, 0.5)):
        canvas.solid(canvas.puff(x, y, size), "fff4fb", 0.3, edge=0.04, shade=0.1)
    canvas.cover(smooth(canvas.y, 0.95, 1.2), canvas.between((0.95, "fff1fa"), (1.75, "ffd9f0")))
    for _ in range(22):
        x, y, size = canvas.random.uniform(-1.7, 1.7), canvas.random.uniform(-1.6, 0.6), canvas.random.uniform(0.02, 0.045)
        spark = union(canvas.ellipse(x, y, size, 0.28 * size), canvas.ellipse(x, y, 0.28 * size, size))
        canvas.fill(spark, "ffffff", 0.95)
