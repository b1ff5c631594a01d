"""Things in another colour than their own: "a blue car", "a pink elephant".

A sprite, or a thing as it was drawn, has one dominant hue. Pixels near that hue take the wanted colour, as light or dark as they were; all others (eyes,
wheels, windows) keep theirs. Of a gray, white or black thing, the pixels without a hue take it, but for those that are much darker than most.
"""
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.geometry.smooth_step import smooth_step
from training.scenes.nouns import Noun

Rgb = tuple[int, int, int]

#: The colours that a caption can ask for.
COLOURS: dict[str, Rgb] = {
    "red": (222, 52, 50), "orange": (246, 140, 40), "yellow": (252, 212, 62), "green": (72, 172, 82), "blue": (54, 118, 226),
    "purple": (138, 82, 202), "pink": (248, 138, 190), "brown": (128, 86, 60), "black": (50, 50, 58), "white": (242, 242, 246),
    "gray": (142, 146, 154),
}
#: Others that a drawn thing is painted in, and that a plain background may have.
MORE_COLOURS: dict[str, Rgb] = {
    "turquoise": (64, 204, 194), "teal": (28, 130, 130), "cyan": (38, 204, 228), "navy": (32, 48, 112), "navy blue": (32, 48, 112), "indigo": (74, 60, 172),
    "violet": (150, 88, 222), "magenta": (214, 48, 168), "fuchsia": (226, 56, 176), "maroon": (124, 34, 50), "crimson": (196, 30, 60),
    "scarlet": (226, 50, 34), "burgundy": (112, 28, 54), "emerald": (32, 164, 106), "gold": (238, 190, 62), "golden": (238, 190, 62),
    "silver": (190, 196, 206), "bronze": (178, 120, 66), "beige": (228, 210, 180), "tan": (210, 178, 138), "amber": (250, 182, 40), "khaki": (186, 174, 120),
    "charcoal": (66, 70, 78), "sky blue": (140, 206, 246), "baby blue": (164, 214, 246), "royal blue": (52, 86, 216), "hot pink": (248, 70, 160),
    "lime green": (142, 214, 50), "neon green": (92, 240, 80), "mint green": (160, 232, 200), "grey": COLOURS["gray"],
}
#: Before a colour, how much of it is mixed with black or white.
SHADES: dict[str, tuple[float, Rgb]] = {
    "dark": (0.42, (0, 0, 12)), "light": (0.5, (255, 255, 255)), "pale": (0.6, (255, 255, 255)), "bright": (0.0, (0, 0, 0)),
}
#: Own colours that have a hue to find.
HUES = frozenset({"red", "orange", "yellow", "green", "blue", "purple", "pink", "brown"})
#: Own colours that have none.
NEUTRALS = frozenset({"gray", "white", "black"})
#: Luma of BT.601.
LUMA = (0.299, 0.587, 0.114)
#: Cosines of the angles of hue between which a pixel passes from its own colour to the wanted one, and the same for its chroma.
NEAR_HUE, GRAY = (0.6, 0.88), (0.03, 0.10)
#: The same for the chroma of neutral things, which are shaded in lavender.
NEARLY_GRAY = (0.09, 0.17)
#: Least range of luma, above the mean, over which a pixel of a neutral thing becomes white: that of a white thing is all noise.
HIGHLIGHT = 0.5
#: Share of the mean luma from which on a pixel of a neutral thing takes the colour: eyes and mouths are darker.
DARK = (0.3, 0.6)
#: Bins of the hue's histogram.
BINS = 36


def painted_colours() -> dict[str, Rgb]:
    """All that a thing can be painted in, by what they are called."""
    hued = {name: rgb for name, rgb in COLOURS.items() if name not in ("black", "white")} | {"grey": COLOURS["gray"]}
    shaded = {f"{shade} {name}": _mixed(rgb, other, share) for shade, (share, other) in SHADES.items() for name, rgb in hued.items()}
    return COLOURS | MORE_COLOURS | shaded


def _mixed(rgb: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(own + share * (added - own)) for own, added in zip(rgb, other, strict=True))
    return red, green, blue


def takes_colours(noun: Noun) -> bool:
    """Whether the noun can be asked for in another colour."""
    return noun.colour in HUES | NEUTRALS and not set(noun.name.split()) & {*COLOURS, "grey", "golden"}


@dataclass(frozen=True)
class Hues:
    """The dominant hue of each sprite: `direction` [N, 2], a unit vector of chroma; zero for neutral things. `luma` [N], the mean of its pixels."""

    direction: Tensor
    luma: Tensor

    def recolour(self, textures: Tensor, rows: Tensor, wanted: Tensor) -> Tensor:
        """`textures` [B, C, h, w], premultiplied RGBA in their first channels, of the sprites `rows` [B], in the colours `wanted` [B, 3],
        0..1 -> the same shape."""
        alpha = textures[:, 3:4]
        straight = (textures[:, :3] / alpha.clamp(min=1e-4)).clamp(0, 1)
        luma, chroma = split_chroma(straight)
        mean = self.luma[rows][:, None, None, None]
        direction = self.direction[rows][:, :, None, None]
        light = luma / mean
        is_neutral = (direction == 0).all(dim=1, keepdim=True)
        share = torch.where(is_neutral, (1 - hued(chroma, NEARLY_GRAY)) * smooth_step(light, *DARK), near_hue(chroma, direction))
        target = wanted[:, :, None, None]
        highlight = ((luma - mean) / torch.where(is_neutral, (1 - mean).clamp(min=HIGHLIGHT), 1 - mean)).clamp(0, 1)
        painted = torch.lerp(target * light.clamp(max=1), torch.ones_like(target), highlight)
        return torch.cat([torch.lerp(straight, painted, share) * alpha, textures[:, 3:]], dim=1)


def recoloured(subject: Tensor, wanted: Rgb, is_neutral: bool) -> Tensor:
    """A drawn subject [1, 4, H, W], straight colours and alpha in 0..1, in another colour. `workers/generator/pipelines/colours/` computes the same."""
    alpha = subject[:, 3:]
    premultiplied = torch.cat([subject[:, :3] * alpha, alpha], dim=1)
    hues = find_hues((premultiplied * 255).round(), [is_neutral])
    painted = hues.recolour(premultiplied, torch.zeros(1, dtype=torch.long), torch.tensor([wanted]) / 255)
    return torch.cat([torch.where(alpha > 0, painted[:, :3] / alpha.clamp(min=1e-4), subject[:, :3]), alpha], dim=1)


def hued(chroma: Tensor, limits: tuple[float, float] = GRAY) -> Tensor:
    """How far pixels [B, 2, ...] have a hue, [B, 1, ...]."""
    return smooth_step(chroma.square().sum(dim=1, keepdim=True).sqrt(), *limits)


def near_hue(chroma: Tensor, direction: Tensor) -> Tensor:
    """How far pixels [B, 2, ...] have the hue `direction` [B, 2, 1, 1], [B, 1, ...]."""
    size = chroma.square().sum(dim=1, keepdim=True).sqrt()
    along = (chroma * direction).sum(dim=1, keepdim=True) / size.clamp(min=1e-4)
    return smooth_step(along, *NEAR_HUE) * hued(chroma)


def split_chroma(colours: Tensor) -> tuple[Tensor, Tensor]:
    """colours [B, 3, ...] in 0..1 -> luma [B, 1, ...] and chroma [B, 2, ...], blue and red minus luma."""
    red, green, blue = colours.split(1, dim=1)
    luma = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    return luma, torch.cat([0.564 * (blue - luma), 0.713 * (red - luma)], dim=1)


def find_hues(sprites: Tensor, neutral: Sequence[bool]) -> Hues:
    """sprites uint8 [N, C, side, side], premultiplied RGBA in their first channels; which of them have no hue."""
    directions, lumas = [], []
    for sprite, is_neutral in zip(sprites, neutral, strict=True):
        part = sprite[None, :4].float() / 255
        alpha = part[:, 3:4]
        luma, chroma = split_chroma((part[:, :3] / alpha.clamp(min=1e-4)).clamp(0, 1))
        direction = torch.zeros(2).to(chroma) if is_neutral else dominant_hue(alpha, chroma)
        share = alpha * ((1 - hued(chroma, NEARLY_GRAY)) if is_neutral else near_hue(chroma, direction[None, :, None, None]))
        directions.append(direction)
        lumas.append((luma * share).sum() / share.sum().clamp(min=1e-3))
    return Hues(torch.stack(directions), torch.stack(lumas).clamp(0.08, 0.92))


def dominant_hue(alpha: Tensor, chroma: Tensor) -> Tensor:
    """alpha [1, 1, h, w], chroma [1, 2, h, w] -> the unit vector [2] of the hue that most pixels have."""
    angle = torch.atan2(chroma[:, 1:2], chroma[:, 0:1])
    weight = (alpha * chroma.square().sum(dim=1, keepdim=True).sqrt()).flatten()
    bins = ((angle.flatten() + np.pi) / (2 * np.pi) * BINS).long().clamp(0, BINS - 1)
    counted = torch.bincount(bins, weight, BINS)
    smooth = counted + counted.roll(1) + counted.roll(-1)
    middle = (smooth.argmax() + 0.5) / BINS * 2 * np.pi - np.pi
    return torch.stack([middle.cos(), middle.sin()]).to(chroma)
