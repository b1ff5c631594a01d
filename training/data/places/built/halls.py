"""Places for many people: where they dance, swim, shop and build."""

import numpy as np

from training.data.places.built.interiors import plant
from training.data.places.canvas import Canvas, Painter, mixed, rgb, smooth, union
from training.data.places.nature.outdoors import _clouds, _palm


def disco(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "140630"), (-0.3, "351064"), (0.42, "5a1a80"))
    lights = ("ff3fa0", "3fd8ff", "ffd23f", "8f5fff", "4dffb0")
    # Light that the ball throws onto the wall, and beams from above.
    for _ in range(70):
        angle, reach = canvas.random.uniform(0, 6.3), canvas.random.uniform(0.4, 2.2)
        x, y, size = reach * np.cos(angle), -0.8 + 0.8 * reach * np.sin(angle), 0.02 + 0.022 * reach
        if y < 0.4:
            part = canvas.part(x, y, 0.12)
            part.light(smooth(-part.ellipse(x, y, size, 0.8 * size, angle), -0.012, 0.015) * 0.55, lights[canvas.random.integers(4)])
    for x, lean, colour in ((-1.5, 0.62, "ff3fa0"), (-0.75, -0.12, "3fd8ff"), (0.75, 0.12, "ffd23f"), (1.5, -0.62, "8f5fff"), (-1.0, 0.95, "4dffb0"), (1.0, -0.95, "ff6f3f")):
        down = (canvas.y + 1.35) / 2
        beam = np.abs(canvas.x - x - lean * down) - 0.05 - 0.2 * np.maximum(down, 0)
        canvas.light(smooth(-beam, -0.04, 0.16) * smooth(canvas.y, -1.4, -1.3) * smooth(-canvas.y, -0.9, 1.2) * 0.8, colour)
    # The floor: tiles of light.
    flat = canvas.floored(-0.25, 0.42)
    canvas.fill(canvas.below(0.42), "1a0a38", edge=0.02)
    column, row = np.floor(flat.x * 2.6 + 0.5), np.floor(flat.y * 4)
    shades = np.stack([rgb(colour) for colour in (*lights, "ff7a3f")])
    at = np.mod(column * 5 + row * 3 + np.floor(np.sin(column * 12.9 + row * 78.2) * 3), 6).astype(int)
    inside = np.minimum(0.5 - np.abs(flat.x * 2.6 - column), 0.5 - np.abs(flat.y * 4 - row - 0.5))
    shown = smooth(canvas.y, 0.42, 0.44)
    glowing = np.clip(shades[at] * (0.6 + 0.5 * smooth(inside, 0, 0.5)[..., None]), 0, 1)
    canvas.cover(smooth(inside, 0.03, 0.08) * shown, glowing.astype(np.float32))
    canvas.light(smooth(inside, 0.1, 0.5) * shown * 0.3, "ffffff")
    canvas.darken(smooth(canvas.y, 0.85, 1.7), 0.5, "12042a")
    canvas.mirror(0.42, 0.16, 0.3)
    canvas.solid(canvas.box(0, 0.42, 2.3, 0.03, 0.02), "ff4fb0", 0.03)
    canvas.glow(np.abs(canvas.y - 0.42), "ff5fc0", 0.13, 0.5)
    # Loudspeakers.
    for side in (-1, 1):
        x = side * 1.04
        canvas.shadow(x, 0.62, 0.4, 0.06, 0.6)
        canvas.solid(canvas.box(x, 0.08, 0.28, 0.54, 0.05), "2b2148", 0.07, gloss=0.3)
        for y, size in ((0.3, 0.2), (-0.14, 0.15)):
            canvas.solid(canvas.circle(x, y, size), "4a3c78", 0.04)
            canvas.solid(canvas.circle(x, y, 0.8 * size), "191030", 0.1)
            canvas.solid(canvas.circle(x, y, 0.34 * size), "6a5aa8", 0.08, gloss=0.7)
            canvas.glow(np.abs(canvas.circle(x, y, size)), lights[(side + 1) // 2], 0.035, 0.8)
        canvas.solid(canvas.circle(x, -0.37, 0.05), "6a5aa8", 0.05, gloss=0.7)
    # The ball: its facets are lit one by one.
    canvas.glow(canvas.circle(0, -0.76, 0.3), "c9b0ff", 0.35, 0.6)
    canvas.fill(canvas.line((0, -2.2), (0, -1.1), 0.014), "cfc8e8")
    ball = canvas.circle(0, -0.76, 0.34)
    dx, dy = canvas.x / 0.345, (canvas.y + 0.76) / 0.345
    depth = np.sqrt(np.maximum(1 - dx**2 - dy**2, 0.001))
    round_x, round_y = np.arctan2(dx, depth) * 2.5, np.arcsin(np.clip(dy, -1, 1)) * 2.5
    facet = np.sin(np.floor(round_x) * 12.9898 + np.floor(round_y) * 4.1414) * 0.5 + 0.5
    light = np.clip(-0.5 * dx - 0.6 * dy + 0.6 * depth, 0, 1)
    tint = np.where((facet > 0.72)[..., None], rgb("ff9ad8"), np.where((facet < 0.25)[..., None], rgb("8fd8ff"), rgb("e8e4ff")))
    canvas.fill(ball, np.clip(tint * (0.3 + 0.75 * light[..., None]) * (0.75 + 0.35 * facet[..., None]), 0, 1).astype(np.float32))
    gaps = np.minimum(np.abs(round_x - np.round(round_x)), np.abs(round_y - np.round(round_y)))
    canvas.cover(smooth(-gaps, -0.09, -0.03) * smooth(-ball, 0, 0.02) * 0.65, "3a2a68")
    for x, y, size in ((-0.14, -0.92, 0.16), (0.12, -0.7, 0.1), (-0.2, -0.68, 0.08)):
        for angle in (0, np.pi / 2):
            way = (size * np.cos(angle), size * np.sin(angle))
            canvas.glow(canvas.line((x - way[0], y - way[1]), (x + way[0], y + way[1]), 0.001), "ffffff", 0.014, 0.9)
        canvas.glow(canvas.circle(x, y, 0.01), "ffffff", 0.05, 1.0)


def pool(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "2f9cf2"), (-0.6, "8fd4fb"), (-0.05, "eefaff"))
    canvas.glow(canvas.circle(0.3, -1.0, 0.12), "fff6cc", 0.5, 0.85)
    _clouds(canvas, ((-0.36, -0.7, 0.24), (0.62, -0.52, 0.2), (1.6, -0.8, 0.26), (-1.7, -0.7, 0.26)))
    for x, size in ((-2.0, 0.3), (-1.6, 0.34), (-1.2, 0.28), (-0.8, 0.25), (-0.42, 0.2), (-0.08, 0.17), (0.26, 0.18), (0.6, 0.24), (1.0, 0.28), (1.4, 0.34), (1.9, 0.34)):
        canvas.solid(canvas.puff(x, 0.02, size), mixed("4fae5a", "7fcf6a", 0.5 + 0.5 * np.sin(7 * x)), 0.14, gloss=0.15, edge=0.03)
    for x, size, lean in ((-0.92, 0.72, 0.16), (-1.5, 0.8, -0.1), (0.96, 0.76, -0.18), (1.6, 0.8, 0.1)):
        _palm(canvas.scaled(x, 0.04, size), 0.0, 0.0, lean, "b07a48", "3fae4f")
    canvas.fill(canvas.below(0.0), canvas.between((0.0, "fff3dc"), (0.13, "f0d8b4")), edge=0.02)
    # Parasols with loungers on the far side.
    for x, colour in ((-0.72, "ff6f5e"), (0.74, "ffb52e"), (-1.55, "3fa8e8"), (1.55, "ff6f9a")):
        canvas.shadow(x, 0.1, 0.34, 0.025, 0.35)
        canvas.solid(canvas.line((x, 0.08), (x, -0.4), 0.014), "ffffff", 0.014)
        top = np.maximum(canvas.ellipse(x, -0.26, 0.36, 0.24), canvas.y + 0.27 - 0.02 * np.cos((canvas.x - x) * 44))
        canvas.solid(top, mixed(colour, "fffaf2", smooth(np.sin(np.arctan2(canvas.x - x, canvas.y + 0.62) * 12), -0.2, 0.2)[..., None]).astype(np.float32), 0.16)
        for side in (-1, 1):
            bed = union(canvas.line((x + side * 0.1, 0.04), (x + side * 0.3, 0.04), 0.026), canvas.line((x + side * 0.1, 0.04), (x + side * 0.02, -0.09), 0.026))
            canvas.solid(bed, "ffffff", 0.026)
            canvas.solid(canvas.line((x + side * 0.26, 0.06), (x + side * 0.26, 0.1), 0.012), "c9d3de", 0.012)
    # The water: tiles and nets of light under it.
    canvas.fill(canvas.below(0.13), "ffffff", edge=0.012)
    canvas.fill(canvas.below(0.16), canvas.between((0.16, "2aa5cc"), (0.2, "7ce8ee"), (0.34, "3fd0e4"), (0.54, "16acd6")), edge=0.012)
    flat = canvas.floored(-0.3, 0.17)
    column, row = flat.x * 5 + 0.12 * np.sin(flat.y * 9), flat.y * 8 + 0.12 * np.sin(flat.x * 9)
    lines = np.minimum(np.abs(column - np.round(column)), np.abs(row - np.round(row)))
    wet = smooth(canvas.y, 0.17, 0.2) * smooth(-canvas.y, -0.54, -0.53)
    canvas.light(smooth(-lines, -0.09, -0.03) * wet * 0.26, "d8ffff")
    canvas.light(smooth(-np.abs(canvas.noise(0.34, 0.11, 2) - 0.5), -0.05, -0.005) * wet * 0.5, "ffffff")
    canvas.light(np.exp(-(((canvas.x - 0.3) / 0.16) ** 2)) * smooth(canvas.noise(0.4, 0.05, 2), 0.48, 0.62) * wet * 0.7, "ffffff")
    for x, y, across, ring in ((-0.76, 0.3, 0.25, True), (1.02, 0.24, 0.14, False)):
        canvas.darken(np.exp(-(canvas.ellipse(x + 0.03, y + 0.07, across, 0.06).clip(0) / 0.05) ** 2), 0.3, "0a5a90")
        turn = np.arctan2((canvas.y - y) * (2.4 if ring else 1), canvas.x - x)
        paint = mixed("ffffff", "ff5f7e" if ring else "ffb52e", smooth(np.sin((turn + 0.3) * 4), -0.15, 0.15)[..., None]).astype(np.float32)
        shape = np.abs(canvas.ellipse(x, y, 0.84 * across, 0.3 * across)) - 0.13 * across if ring else canvas.circle(x, y - 0.07, across)
        canvas.solid(shape, paint, 0.13 * across if ring else across, gloss=0.6)
    # The edge in front, with the ladder's rails.
    canvas.fill(canvas.below(0.56), canvas.between((0.56, "f7e2c0"), (0.9, "f2d4a8"), (1.75, "b88f62")), edge=0.012)
    flat = canvas.floored(-0.3, 0.56)
    seams = np.minimum(np.abs(flat.x * 2.2 - np.round(flat.x * 2.2)), np.abs(flat.y * 4.4 - np.round(flat.y * 4.4)))
    canvas.darken(smooth(-seams, -0.06, -0.02) * smooth(canvas.y, 0.58, 0.6), 0.24, "8a5a30")
    canvas.cast(np.abs(canvas.y - 0.55) - 0.05, 0.04, 0.25, "6a4020")
    canvas.solid(np.abs(canvas.y - 0.55) - 0.045, "ffffff", 0.045, gloss=0.3)
    for x in (0.56, 0.8):
        bow = np.maximum(np.abs(canvas.ellipse(x, 0.42, 0.07, 0.13)) - 0.02, canvas.y - 0.42)
        canvas.solid(union(bow, canvas.line((x - 0.07, 0.42), (x - 0.07, 0.5), 0.02), canvas.line((x + 0.07, 0.42), (x + 0.07, 0.62), 0.02)), "e3eaf2", 0.02, gloss=0.8)


def mall(canvas: Canvas) -> None:
    horizon, end = -0.06, 3.4
    canvas.gradient((-1.75, "d8ecff"), (-0.3, "ffffff"), (0.3, "fff3e0"))
    # The far end: a gallery with a tall window.
    arch = union(canvas.box(0, -0.2, 0.2, 0.16, 0.01), canvas.circle(0, -0.32, 0.2))
    canvas.fill(canvas.box(0, 0, 0.5, 1.2), canvas.between((-0.6, "f2e2d6"), (0.2, "e0c4b4")))
    for side in (-1, 1):
        canvas.solid(canvas.line((side * 0.06, 0.22), (side * 0.24, -0.02), 0.05), "b8c4d4", 0.05, gloss=0.4)
        canvas.solid(canvas.line((side * 0.02, 0.19), (side * 0.22, -0.08), 0.016), "4a5568", 0.016)
    canvas.solid(canvas.box(0, 0.0, 0.4, 0.035, 0.02), "ffffff", 0.03)
    canvas.fill(arch, canvas.between((-0.6, "8fd0ff"), (-0.1, "e8f8ff"), (0.1, "fff6e0")))
    canvas.solid(np.maximum(arch, np.minimum(np.abs(canvas.x) - 0.01, np.abs(canvas.y + 0.4) - 0.01)), "ffffff", 0.01)
    flat = canvas.floored(horizon, horizon + 0.28)
    canvas.fill(canvas.below(0.24), canvas.between((0.24, "f7e2c8"), (0.7, "dcbd9e"), (1.75, "a08068")), edge=0.01)
    colours = np.stack([rgb(colour) for colour in ("ff6f91", "3fb8d8", "ffb03f", "6fc48a", "a07be8")])
    for side in (-1, 1):
        wall = canvas.walled(side, 1.12, horizon, end)
        inside = smooth(-wall.x, -end, -end + 0.05)
        # The floor mirrors what is on the wall.
        level = np.where(wall.y > 1, 2 - wall.y, wall.y)
        inside *= np.where(wall.y > 1, 0.3 * np.exp(-((np.maximum(wall.y - 1, 0) / 0.5) ** 2)), 1)
        at = np.log(wall.x) * 1.9 + (3.22 if side < 0 else 3.6)
        shop, across = np.floor(at), np.mod(at, 1)
        tone = colours[np.mod(shop * 2 + (side > 0), 5).astype(int)]
        canvas.cover(inside, mixed("f6e6d8", "d8bfae", smooth(level, -1.4, 1.0)[..., None]).astype(np.float32))
        for low, high in ((0.94, 0.0), (-0.5, -1.12)):
            pane = smooth(np.minimum(across, 1 - across), 0.1, 0.12) * smooth(low - level, 0, 0.02) * smooth(level - high, 0, 0.02) * inside
            canvas.cover(smooth(np.minimum(across, 1 - across), 0.06, 0.07) * smooth(low - level, -0.04, -0.02) * smooth(level - high, -0.04, -0.02) * inside, "fffaf4")
            up = (low - level) / (low - high)
            canvas.cover(pane, mixed(mixed(tone, "54305c", 0.5), "ffe6a8", smooth(up, 0.1, 0.9)[..., None]).astype(np.float32))
            # Bags on shelves.
            cell, dx, dy = np.floor(across * 2.5), np.mod(across * 2.5, 1) - 0.5, np.mod(up * 1.7, 1) - 0.38
            bag = np.maximum(np.abs(dx) - 0.3 - 0.12 * dy, np.abs(dy) - 0.24)
            handle = np.abs(np.hypot(dx, (dy - 0.24) * 0.9) - 0.17) - 0.04
            hue = colours[np.mod(cell * 3 + np.floor(up * 1.7) * 2 + shop + 1, 5).astype(int)]
            shown = pane * (up < 1 / 1.7) * (low > 0) * (dy < 0.62)
            canvas.cover(shown * smooth(-np.minimum(bag, handle), -0.04, 0.04), mixed(hue, "ffffff", 0.3 * smooth(-dx, -0.3, 0.3)[..., None]).astype(np.float32))
            canvas.cover(pane * smooth(-np.abs(np.mod(up * 1.7, 1) - 0.08), -0.06, -0.04) * (up < 0.7), "ffeed8")
        # An awning, and a sign over it.
        drop = 0.2 + 0.06 * np.abs(np.sin(across * np.pi * 4))
        awning = smooth(np.minimum(across, 1 - across), 0.02, 0.04) * smooth(drop - level, 0, 0.03) * smooth(level + 0.06, 0, 0.02) * inside
        canvas.cover(awning, (mixed(tone, "fffaf2", smooth(np.sin(across * np.pi * 8), -0.2, 0.2)[..., None]) * (1.04 - 0.9 * np.clip(level, 0, 0.3)[..., None])).clip(0, 1).astype(np.float32))
        sign = np.hypot((across - 0.5) * 1.5, level + 0.19)
        canvas.cover(smooth(-sign, -0.17, -0.15) * inside, "fffaf2")
        canvas.cover(smooth(-sign, -0.13, -0.11) * inside, tone)
        canvas.cover(smooth(-np.abs(level + 0.38), -0.07, -0.055) * inside, "ffffff")
        canvas.cover(smooth(-np.abs(level + 0.38), -0.03, -0.01) * inside, "ffe9a8")
        canvas.cover(smooth(-np.abs(level + 0.5), -0.16, -0.15) * inside * 0.45, "a8e0f2")
        canvas.cover(smooth(-np.abs(level + 0.66), -0.035, -0.025) * inside, "c98a55")
        canvas.cover(inside * smooth(wall.x, 1.6, end) * 0.62, "fbe8d6")
    # The roof of glass.
    away = 1.34 / np.maximum(horizon - canvas.y, 0.01)
    roof = smooth(1.12 - np.abs(canvas.x) * away, -0.01, 0.01) * smooth(horizon - canvas.y, 0, 0.02) * (away < end)
    canvas.cover(roof, mixed("5fb4f7", "e4f6ff", smooth(away, 1.0, 3.2)[..., None]).astype(np.float32))
    ribs = np.minimum(np.abs(away * 2.4 - np.round(away * 2.4)) / 2.4, np.abs(canvas.x * away / 0.56 - np.round(canvas.x * away / 0.56)) * 0.56)
    canvas.cover(roof * smooth(-ribs, -0.04, -0.025), "ffffff")
    for half in (0.52, 0.46):
        canvas.cover(smooth(half - np.abs(flat.x), 0, 0.02) * (canvas.y > 0.24), canvas.between((0.24, "fff6ea"), (0.7, "e09a5c" if half > 0.5 else "fdeedc"), (1.75, "b89a84")))
    tiles = np.minimum(np.abs(flat.x * 2.2 - np.round(flat.x * 2.2)), np.abs(flat.y * 4 - np.round(flat.y * 4)))
    canvas.darken(smooth(-tiles, -0.05, -0.015) * smooth(canvas.y, 0.3, 0.45), 0.14, "8a5a40")
    canvas.light(np.exp(-((canvas.x / 0.3) ** 2)) * smooth(canvas.y, 0.22, 0.3) * np.exp(-np.maximum(canvas.y - 0.3, 0) / 0.3) * 0.2, "ffffff")
    for side in (-1, 1):
        plant(canvas, side * 0.52, 0.42, 0.3, "ffffff", "45a85c")
        plant(canvas, side * 1.06, 0.86, 0.56, "ffffff", "45a85c")


def factory(canvas: Canvas) -> None:
    canvas.gradient((-1.75, "4a5a70"), (-0.4, "8d9db0"), (0.4, "75869a"))
    # Windows up in the wall, and the light that falls through them.
    for x in (-1.5, -0.5, 0.5, 1.5):
        pane = canvas.box(x, -0.62, 0.4, 0.32, 0.04)
        canvas.solid(pane - 0.04, "56657c", 0.05)
        canvas.fill(pane, canvas.between((-0.96, "bfe4ff"), (-0.3, "fff0cc")))
        canvas.solid(np.maximum(pane, np.minimum(np.abs(np.mod(canvas.x - x + 0.1333, 0.2667) - 0.1333) - 0.012, np.abs(canvas.y + 0.62) - 0.012)), "56657c", 0.012)
        canvas.glow(pane, "fff0cc", 0.2, 0.35)
    canvas.fill(canvas.below(0.4), canvas.between((0.4, "a3aab4"), (0.8, "8b939f"), (1.75, "555d6c")), edge=0.02)
    canvas.mirror(0.4, 0.2, 0.26)
    flat = canvas.floored(-0.2, 0.41)
    for x in (-0.62, 0.62):
        canvas.cover(smooth(-np.abs(flat.x - x), -0.075, -0.06) * (canvas.y > 0.41), canvas.between((0.41, "f0cc5c"), (1.0, "ffc928"), (1.75, "b8902a")))
        canvas.cover(smooth(-np.abs(flat.x - x), -0.075, -0.06) * smooth(np.sin(flat.x * 22 + flat.y * 30), -0.2, 0.2) * (canvas.y > 0.41), "3a3f4c")
    for x in (-0.9, -0.1, 0.7):
        ray = np.abs(canvas.x - x - 0.42 * (canvas.y + 0.6)) - 0.24
        canvas.light(smooth(-ray, -0.08, 0.16) * smooth(canvas.y, -0.6, -0.4) * smooth(-canvas.y, -0.9, 0.4) * 0.3, "fff0c8")
    # Pipes under the roof, and lamps.
    for y, width, colour in ((-1.14, 0.06, "e08a4a"), (-1.0, 0.04, "4fb0a8")):
        canvas.cast(np.abs(canvas.y - y) - width, 0.08, 0.25)
        canvas.solid(np.abs(canvas.y - y) - width, colour, width, gloss=0.6)
        for x in (-1.7, -0.85, 0.0, 0.85, 1.7):
            canvas.solid(canvas.box(x + 3 * width, y, 0.03, 1.35 * width, 0.015), mixed(colour, "ffffff", 0.2), 0.03, gloss=0.5)
    # The boiler.
    for x in (-1.36, -0.74):
        canvas.solid(canvas.box(x, 0.5, 0.04, 0.14), "4a5568", 0.04)
    canvas.shadow(-1.05, 0.64, 0.6, 0.08, 0.5)
    for x, top in ((-1.2, -0.95), (-0.86, -0.95)):
        canvas.solid(canvas.line((x, top), (x, -0.1), 0.05), "e08a4a" if x < -1 else "4fb0a8", 0.05, gloss=0.6)
    tank = canvas.box(-1.06, 0.14, 0.43, 0.42, 0.2)
    canvas.barrel(tank, -1.06, 0.45, "2f9fb0", 0.5)
    for y in (-0.12, 0.4):
        canvas.barrel(canvas.box(-1.06, y, 0.45, 0.035, 0.02), -1.06, 0.46, "5fc4cc", 0.6)
    for x, y, size in ((-0.98, 0.1, 0.15), (-1.32, 0.18, 0.09)):
        canvas.solid(canvas.circle(x, y, size), "e8b04a", 0.04, gloss=0.5)
        canvas.solid(canvas.circle(x, y, 0.78 * size), "fffaf0", 0.03, gloss=0.1)
        canvas.fill(canvas.line((x, y), (x + 0.4 * size, y - 0.4 * size), 0.014), "e0303f")
        canvas.fill(np.maximum(np.abs(canvas.circle(x, y, 0.58 * size)) - 0.014, x - canvas.x), "4fc06a")
    # A machine with gears, and the conveyor that takes its boxes away.
    canvas.solid(canvas.box(1.4, -0.8, 0.12, 0.6, 0.04), "8a96a8", 0.1, gloss=0.5)
    canvas.solid(canvas.polygon((0.6, -0.62), (1.06, -0.62), (0.94, -0.4), (0.72, -0.4)) - 0.02, "8a96a8", 0.08, gloss=0.5)
    canvas.cast(canvas.box(1.2, 0.0, 0.66, 0.4, 0.08), 0.14, 0.3)
    canvas.solid(canvas.box(1.2, 0.0, 0.66, 0.4, 0.08), "e8604c", 0.09, gloss=0.4)
    canvas.solid(canvas.box(1.2, 0.0, 0.58, 0.32, 0.06), "d04a3c", 0.05)
    for x in (0.58, 0.58 + 1.24):
        for y in (-0.36, 0.16):
            canvas.solid(canvas.circle(x, y, 0.022), "ffd9c8", 0.022)
    for x, y, size, teeth, colour in ((0.83, -0.12, 0.16, 10, "ffc23f"), (1.09, -0.2, 0.11, 8, "d8e0ea"), (1.03, 0.03, 0.08, 8, "5fc4cc")):
        gear = canvas.circle(x, y, size) - 0.16 * size * smooth(np.sin(teeth * np.arctan2(canvas.y - y, canvas.x - x)), -0.4, 0.4)
        canvas.cast(gear, 0.05, 0.35)
        canvas.solid(np.maximum(gear, -canvas.circle(x, y, 0.34 * size)), colour, 0.05, gloss=0.4)
    canvas.shadow(1.3, 0.68, 0.9, 0.07, 0.5)
    for x in (0.74, 1.16, 1.6):
        canvas.solid(canvas.box(x, 0.56, 0.04, 0.12), "4a5568", 0.04)
    canvas.solid(canvas.box(1.5, 0.42, 0.92, 0.09, 0.09), "3a4152", 0.06, gloss=0.4)
    canvas.solid(canvas.box(1.5, 0.42, 0.86, 0.035, 0.035), "ffc928", 0.03)
    for x in np.arange(0.7, 2.2, 0.2):
        canvas.solid(canvas.circle(x, 0.42, 0.055), "d5dce6", 0.05, gloss=0.6)
    for x, size, colour in ((0.72, 0.11, "e0a868"), (1.06, 0.12, "c98a55"), (1.5, 0.11, "e0a868")):
        canvas.cast(canvas.box(x, 0.33 - size, size, size, 0.02), 0.05, 0.35)
        canvas.solid(canvas.box(x, 0.33 - size, size, size, 0.02), colour, 0.04)
        canvas.solid(canvas.box(x, 0.33 - size, 0.035, size, 0.01), "ffe2b0", 0.02)


#: By the name of a stored place.
PLACES: dict[str, Painter] = {"disco": disco, "pool": pool, "mall": mall, "factory": factory}
