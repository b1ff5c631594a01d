"""How like a pack's animated subjects are to the animations that they were learned from (`evaluation.evaluate --originals`)."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from training.datasets.animations import read_frames, read_index
from training.evaluation.pack_runner import PackRunner
from training.export.manifest import frame_side
from training.geometry.grid import GRID, KEPT_SIZES
from training.geometry.warps import affine_grid
from training.scenes.render import background_colour
from training.scenes.rigs import RIGS
from training.scenes.vocabulary import BACKGROUND_BY_NAME, NOUN_BY_NAME

#: The first on which a noun is easily seen.
BACKGROUNDS = ("green", "blue", "white")
HALF = KEPT_SIZES[1]
#: A cycle of most animations, and the first frame again.
FRAMES = 37
#: Text-to-image puts a subject at most so many places of the grid off the middle.
NUDGES = (-1, 0, 1)
#: Correlation from which on a drawn subject counts as animated.
ALIVE = 0.2


def original(frames: Tensor, reach: float, background: str, place: tuple[float, float], side: int) -> Tensor:
    """The animation [T, 4, S, S] on a plain background, again and again: [FRAMES, 3, side, side]"""
    half = HALF * reach
    to_square = torch.tensor([[[1 / half, 0, -place[0] / half], [0, 1 / half, -place[1] / half]]])
    placed = F.grid_sample(frames, affine_grid(to_square, side).expand(len(frames), -1, -1, -1), mode="bilinear", align_corners=False)
    shown = placed[:, :3] + (1 - placed[:, 3:]) * background_colour(background)[:, None, None]
    return shown[torch.arange(FRAMES) % len(frames)]


def planes(clip: NDArray[np.uint8]) -> Tensor:
    """[T, H, W, 3] bytes -> [T, 3, H, W] in 0..1"""
    return torch.from_numpy(clip.astype(np.float32) / 255).permute(0, 3, 1, 2)


def explained(made: Tensor, true: Tensor) -> float:
    """Share of the true clip's squared change from its first frame that is also in the made one; 0 for a clip at rest, 1 for the true one."""
    return 1 - float((made - true).square().sum() / (true - true[:1]).square().sum())


def likeness(made: Tensor, true: Tensor) -> float:
    """Correlation of both clips' change from their first frames."""
    one, other = made - made[:1], true - true[:1]
    return float((one * other).sum() / (one.square().sum() * other.square().sum() + 1e-12).sqrt())


def measure_originals(runner: PackRunner, cache: Path, count: int) -> dict[str, Any]:
    """Over `count` of the animated nouns, evenly taken: how much of the original's own motion the pack shows when it is given the
    original's first frame, and how like it is when it draws the first frame itself."""
    known = set(runner.manifest["vocabulary"].get("animated", [])) - set(RIGS)
    index = [entry for entry in read_index(cache) if entry["name"] in known]
    entries = index[:: max(1, len(index) // count)][:count]
    side = frame_side(runner.manifest)
    given, drawn = [], []
    for number, entry in enumerate(entries):
        frames, reach = read_frames(cache, entry), entry["reach"]
        background = next(name for name in BACKGROUNDS if name not in NOUN_BY_NAME[entry["name"]].clashes)
        prompt = f"a {entry['name']} standing still {BACKGROUND_BY_NAME[background].phrases[0]}"
        true = original(frames, reach, background, (0.0, 0.0), side)
        given.append(explained(planes(runner.clip(prompt, FRAMES, number, image=true[:1].numpy())), true))
        made = planes(runner.clip(prompt, FRAMES, number))
        places = [(x * GRID, y * GRID) for x in NUDGES for y in NUDGES]
        firsts = [original(frames[:1], reach, background, place, side)[0] for place in places]
        nearest = min(range(len(places)), key=lambda i: float((firsts[i] - made[0]).square().mean()))
        drawn.append(likeness(made, original(frames, reach, background, places[nearest], side)))
        print(f"{entry['name']}: {given[-1]:.0%} of its own motion from its first frame; drawn: correlation {drawn[-1]:.2f}", flush=True)
    medians = {name: round(float(np.median(values)), 4) for name, values in (("given", given), ("drawn", drawn))}
    return {"nouns": len(entries), "of": len(index), **medians, "alive": round(float(np.mean(np.array(drawn) > ALIVE)), 4)}
