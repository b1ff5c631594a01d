"""What places in nature are made of: clouds, hills, trees, flowers and stones."""

from collections.abc import Iterator

import numpy as np

from training.data.places.canvas import Canvas, Colour, Floats, mixed, smooth, union


def clouds(canvas: Canvas, *places: tuple[float, float, float], low: str = "a9c8ee", high: str = "ffffff") -> None:
    """Heaps of balls on a flat bottom, each heap at x, y and of a size."""
    for x, y, size in places:
        part = canvas.part(x, y - 0.3 * size, 1.9 * size)
        colour = part.between((y - 0.8 * size, high), (y - 0.15 * size, high), (y + 0.16 * size, low))
        for share, up, radius in ((-0.3, 0.48, 0.36), (0.28, 0.6, 0.42), (-0.72, 0.2, 0.3), (0.8, 0.22, 0.32), (0.0, 0.3, 0.42), (-0.98, 0.06, 0.22), (1.06, 0.06, 0.23),
                                  (-0.45, 0.1, 0.3), (0.42, 0.1, 0.32), (0.0, 0.06, 0.3)):
            radius *= size * canvas.random.uniform(0.85, 1.2)
            ball = part.circle(x + share * size, y - up * size, radius)
            part.solid(np.maximum(ball, part.y - y - 0.14 * size), colour, radius, gloss=0.15, edge=0.022 + 0.03 * size, shade=0.1)


def wave(canvas: Canvas, height: float, *waves: tuple[float, float, float]) -> Floats:
    """A crest about `height`; each wave as high, as often and shifted by as much."""
    return height - sum((high * np.sin(often * canvas.x + shift) for high, often, shift in waves), start=np.zeros_like(canvas.x))


def hill(canvas: Canvas, crest: Floats, lit: str, dark: str, deep: float = 0.6, edge: float = 0.014) -> None:
    """All below a crest: lit where it faces the light and along its top, dark behind and `deep` below."""
    slope = np.gradient(crest, canvas.step, axis=1)
    shade = np.clip(0.3 + 0.9 * slope + 0.7 * (canvas.y - crest) / deep, 0, 1)
    canvas.fill(canvas.below(crest), mixed(lit, dark, shade[..., None]), edge=edge)
    canvas.light(np.exp(-(((canvas.y - crest - 0.01) / 0.035) ** 2)) * smooth(canvas.y - crest, -0.004, 0.012) * 0.22, lit)


def dune(canvas: Canvas, crest: Floats, ridge: Floats, lit: str, dark: str, deep: float) -> None:
    """Sand below a crest: in the light left of its ridge, a curve of x, and in the shade right of it."""
    canvas.fill(canvas.below(crest), mixed(lit, dark, np.clip((canvas.y - crest) / deep, 0, 1)[..., None] * 0.45), edge=0.012)
    shade = smooth(canvas.x - ridge, -0.008, 0.012) * np.exp(-np.maximum(canvas.x - ridge, 0) / (0.25 + 0.5 * deep)) * smooth(canvas.y - crest, -0.006, 0.006)
    canvas.cover(shade * 0.85, dark)


def rock(canvas: Canvas, x: float, y: float, size: float, colour: str) -> None:
    canvas.shadow(x + 0.3 * size, y, 1.3 * size, 0.2 * size, 0.3)
    part = canvas.part(x, y - 0.4 * size, 1.6 * size)
    heap = union(part.ellipse(x, y - 0.4 * size, 0.75 * size, 0.55 * size), part.ellipse(x + 0.6 * size, y - 0.2 * size, 0.5 * size, 0.36 * size), blend=0.06 * size)
    part.solid(np.maximum(heap, part.y - y), colour, 0.5 * size, gloss=0.12)


def winding(canvas: Canvas, top: float, x: float, slope: float, sway: float, width: float) -> Floats:
    """What flows from x at `top` towards the bottom of the frame, to the side by `slope`, wider as it comes nearer."""
    down = canvas.y - top
    return np.maximum(np.abs(canvas.x - x - slope * down - sway * np.sin(13 * down)) - width * down - 0.01, -down)


def tree(canvas: Canvas, x: float, foot: float, size: float, trunk: str, dark: str, lit: str, lumps: int = 34) -> None:
    """A round one, about 1.8 of its size high."""
    canvas.shadow(x + 0.2 * size, foot + 0.01, 0.62 * size, 0.07 * size, 0.32)
    part = canvas.part(x, foot - 0.85 * size, 1.1 * size)
    limbs = [part.line((x, foot), (x + 0.02 * size, foot - size), 0.1 * size, 0.06 * size)]
    limbs += [part.line((x, foot - 0.5 * size), (x + side * 0.3 * size, foot - 0.95 * size), 0.055 * size, 0.035 * size) for side in (-1, 1)]
    limbs += [part.line((x, foot - 0.1 * size), (x + side * 0.17 * size, foot + 0.01 * size), 0.06 * size, 0.02 * size) for side in (-1, 1)]
    part.solid(union(*limbs, blend=0.025 * size), trunk, 0.09 * size, gloss=0.1)
    for number in range(lumps):
        reach, angle = np.sqrt(1 - number / lumps), 2.4 * number + canvas.random.uniform(-0.3, 0.3)
        dx, dy = 0.56 * reach * np.cos(angle), 0.42 * reach * np.sin(angle)
        at, radius = (x + dx * size, foot + (dy - 1.22) * size), size * canvas.random.uniform(0.17, 0.23)
        leaf = canvas.part(*at, 1.2 * radius)
        leaf.solid(leaf.circle(*at, radius), mixed(dark, lit, float(np.clip(0.5 - 0.9 * dy - 0.35 * dx, 0, 1))), radius, gloss=0.08, edge=0.014, shade=0.3)


def acacia(canvas: Canvas, x: float, foot: float, size: float, trunk: str, dark: str, lit: str) -> None:
    canvas.shadow(x + 0.3 * size, foot, 0.7 * size, 0.06 * size, 0.35)
    part = canvas.part(x, foot - 0.6 * size, 1.2 * size)
    limbs = [part.line((x, foot), (x + 0.06 * size, foot - 0.45 * size), 0.065 * size, 0.045 * size)]
    limbs += [part.line((x, foot - 0.08 * size), (x + side * 0.14 * size, foot + 0.01 * size), 0.045 * size, 0.01 * size) for side in (-1, 1)]
    limbs += [part.line((x + 0.06 * size, foot - 0.42 * size), (x + to * size, foot - up * size), 0.04 * size, 0.022 * size)
              for to, up in ((-0.42, 0.86), (-0.12, 0.98), (0.2, 1.0), (0.5, 0.84))]
    part.solid(union(*limbs, blend=0.02 * size), trunk, 0.06 * size, gloss=0.1)
    for number in range(40):
        to, up = 0.86 * np.sin(2.4 * number) * (1 - 0.35 * number / 40), 0.86 + 0.3 * number / 40 + canvas.random.uniform(-0.03, 0.03)
        at = (x + to * size, foot - (up - 0.14 * to * to) * size)
        leaf = canvas.part(*at, 0.25 * size)
        leaf.solid(leaf.ellipse(*at, 0.19 * size, 0.1 * size), mixed(dark, lit, number / 40), 0.1 * size, gloss=0.08, shade=0.3)


def palm(canvas: Canvas, x: float, foot: float, size: float, lean: float) -> None:
    canvas.shadow(x + 0.3 * size, foot, 0.5 * size, 0.05 * size, 0.35)
    bend, top = (x + 0.35 * lean * size, foot - 0.55 * size), (x + lean * size, foot - 1.05 * size)
    canvas.solid(union(canvas.line((x, foot), bend, 0.06 * size, 0.05 * size), canvas.line(bend, top, 0.05 * size, 0.04 * size), blend=0.02 * size), "a9743f", 0.05)
    for number, angle in enumerate((-2.85, -0.25, -2.3, -0.8, -1.85, -1.25, 2.7, 0.45)):
        middle = (top[0] + 0.28 * size * np.cos(angle), top[1] + 0.25 * size * np.sin(angle) - 0.03 * size)
        tip = (top[0] + 0.54 * size * np.cos(angle), top[1] + (0.36 * np.sin(angle) + 0.2) * size)
        leaf = union(canvas.line(top, middle, 0.03 * size, 0.052 * size), canvas.line(middle, tip, 0.052 * size, 0.008 * size), blend=0.02 * size)
        canvas.solid(leaf, mixed("2c8a3f", "6cc04a", number % 3 / 2), 0.07 * size)


def trunk(canvas: Canvas, x: float, foot: float, wide: float, lean: float, colour: str, grooves: str, edge: float = 0.016) -> None:
    """One that goes up out of the picture, with roots."""
    top = (x + lean, -2.3)
    parts = [canvas.line((x, foot), top, wide, 0.72 * wide)]
    for side, far, down in ((-1, 2.3, 0.25), (1, 2.2, 0.3), (-1, 1.2, 0.75), (1, 1.0, 0.8)):
        parts.append(canvas.line((x + 0.3 * side * wide, foot - 1.1 * wide), (x + side * far * wide, foot + down * wide), 0.5 * wide, 0.12 * wide))
    canvas.shadow(x + 1.4 * wide, foot + 0.3 * wide, 3.4 * wide, 0.6 * wide, 0.4)
    moss = smooth(foot - canvas.y + 0.5 * wide * np.sin(9 * (canvas.x - x) / (wide + 0.1)) + 0.6 * (canvas.x - x), -0.2 * wide, 2.4 * wide)
    canvas.solid(union(*parts, blend=0.16 * wide), mixed("86b83c", colour, moss[..., None]), 0.9 * wide, gloss=0.12, edge=edge, shade=0.55)
    for share in (-0.5, -0.05, 0.42):
        bark = canvas.line((x + 0.9 * share * wide, foot - 0.5 * wide), (x + lean + 0.7 * share * wide, -2.3), 0.07 * wide)
        canvas.fill(bark + 0.05 * wide * np.sin(canvas.y * 7 / (wide + 0.15) + 9 * share), grooves, 0.5, edge=0.02)


def bamboo(canvas: Canvas, x: float, foot: float, wide: float, lean: float, colour: str) -> None:
    canvas.solid(canvas.line((x, foot), (x + lean, -2.3), wide, 0.9 * wide), colour, wide, gloss=0.4, shade=0.5)
    for y in np.arange(foot - 1.5 * wide, -2.1, -5.5 * wide - 0.1):
        at = (x + lean * (foot - y) / (foot + 2.3), float(y))
        ring = canvas.part(*at, 1.6 * wide)
        ring.fill(ring.box(at[0], at[1] + 0.2 * wide, 0.97 * wide, 0.14 * wide, 0.01), mixed(colour, "2a5a20", 0.5), 0.8)
        ring.solid(ring.box(*at, 1.12 * wide, 0.16 * wide, 0.15 * wide), mixed(colour, "f4ffc0", 0.35), 0.2 * wide, gloss=0.3)


def scattered(canvas: Canvas, count: int, top: float, calm: float, strays: bool = True) -> Iterator[tuple[float, float, float, int]]:
    """x, y, how near (1 at the bottom of the frame) and a number, the farthest first; only `strays` are less than `calm` from the middle."""
    spots = sorted((top + 1.7 * canvas.random.random() ** 1.2, canvas.random.uniform(-2.1, 2.1)) for _ in range(count))
    for number, (y, x) in enumerate(spots):
        if abs(x) > calm * min(1, 0.25 + 1.5 * (y - top)) or (strays and number % 9 == 0):
            yield x, y, 0.5 + 0.5 * (y - top) / (1.2 - top), number


def tuft(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    part = canvas.part(x, y - 0.4 * size, 1.1 * size)
    for lean, high in ((-0.6, 0.6), (0.62, 0.66), (0.06, 1.0)):
        part.solid(part.line((x + 0.25 * lean * size, y), (x + lean * size, y - high * size), 0.16 * size, 0.02 * size), colour, 0.14 * size, gloss=0.1)


def flower(canvas: Canvas, x: float, y: float, size: float, petals: str, heart: str) -> None:
    part = canvas.part(x, y, 3.2 * size)
    part.fill(part.line((x, y), (x + 0.2 * size, y + 2.6 * size), 0.16 * size, 0.12 * size), "3d8f3b")
    part.solid(part.ellipse(x + 0.55 * size, y + 1.9 * size, 0.6 * size, 0.22 * size, -0.6), "4fa544", 0.2 * size)
    ring = [part.circle(x + 0.78 * size * np.cos(a), y + 0.62 * size * np.sin(a), 0.56 * size) for a in np.arange(6) * 1.0472]
    part.solid(union(*ring), petals, 0.5 * size, gloss=0.3, shade=0.3)
    part.solid(part.ellipse(x, y - 0.05 * size, 0.42 * size, 0.36 * size), heart, 0.36 * size, gloss=0.35)


def petals(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    """A cherry blossom."""
    part = canvas.part(x, y, 2 * size)
    turn = canvas.random.uniform(0, 1.2)
    ring = [part.circle(x + 0.62 * size * np.cos(a), y + 0.62 * size * np.sin(a), 0.5 * size) for a in np.arange(5) * 1.2566 + turn]
    part.solid(union(*ring), colour, 0.45 * size, gloss=0.3, shade=0.18)
    part.fill(part.circle(x, y, 0.26 * size), "f0568c")


def sunflower(canvas: Canvas, x: float, y: float, foot: float, size: float) -> None:
    """Its head at x, y."""
    canvas.solid(canvas.line((x + 0.1 * size, foot), (x, y), 0.13 * size, 0.1 * size), "4f9f3c", 0.1 * size)
    for side, share in ((-1, 0.4), (1, 0.55), (-1, 0.75), (1, 0.9)):
        at = (x + 0.75 * side * size, y + share * (foot - y))
        leaf = canvas.part(*at, 1.1 * size)
        leaf.solid(leaf.ellipse(*at, 0.72 * size, 0.34 * size, -0.5 * side), mixed("3f9a3a", "7cc848", share), 0.3 * size, gloss=0.15)
    head = canvas.part(x, y, 1.5 * size)
    for reach, wide, colour, shift in ((0.88, 0.25, "f08f1c", 0.2856), (0.76, 0.22, "ffd22e", 0.0)):
        petals = [head.ellipse(x + reach * size * np.cos(a), y + reach * size * np.sin(a), 0.42 * size, wide * size, a) for a in np.arange(11) * 0.5712 + shift]
        head.solid(union(*petals), colour, 0.16 * size, gloss=0.3, shade=0.3)
    head.solid(head.circle(x, y, 0.56 * size), "7a4520", 0.4 * size, gloss=0.3)
    head.solid(head.circle(x - 0.03 * size, y - 0.03 * size, 0.3 * size), "a86a2c", 0.2 * size, gloss=0.2)


def ear(canvas: Canvas, x: float, y: float, size: float, lean: float, colour: Colour) -> None:
    """Of wheat, `size` high with its stalk."""
    top, neck = (x + lean * size, y - size), (x + 0.6 * lean * size, y - 0.6 * size)
    part = canvas.part(x + 0.5 * lean * size, y - 0.6 * size, 0.85 * size)
    part.solid(part.line((x, y), neck, 0.025 * size, 0.018 * size), mixed(colour, "b8862e", 0.5), 0.02 * size)
    grains = [part.ellipse(top[0], top[1] - 0.05 * size, 0.06 * size, 0.11 * size)]
    for share in (0.85, 0.43, 0.0):
        at = (neck[0] + (top[0] - neck[0]) * share, neck[1] + (top[1] - neck[1]) * share)
        grains += [part.ellipse(at[0] + side * 0.09 * size, at[1], 0.14 * size, 0.075 * size, -1.0 * side + lean) for side in (-1, 1)]
    part.fill(union(*grains) - 0.022 * size, mixed(colour, "7a4a12", 0.75), edge=0.02)
    for grain in reversed(grains):
        part.solid(grain, colour, 0.06 * size, gloss=0.35, shade=0.5)


def toadstool(canvas: Canvas, x: float, y: float, size: float) -> None:
    part = canvas.part(x, y - 0.5 * size, 1.4 * size)
    part.solid(part.line((x, y - 0.6 * size), (x, y), 0.2 * size, 0.28 * size), "fff3dc", 0.2 * size)
    cap = np.maximum(part.ellipse(x, y - 0.6 * size, 0.8 * size, 0.75 * size), part.y - y + 0.5 * size)
    part.solid(cap - 0.04 * size, "ea3f34", 0.4 * size, gloss=0.4)
    for dx, dy in ((-0.4, 0.85), (0.1, 1.1), (0.42, 0.75)):
        part.fill(part.circle(x + dx * size, y - dy * size, 0.13 * size), "ffffff")
