"""Rigs of plants, fire, water and air."""
from training.scenes.nouns.noun import split
from training.scenes.rigs.rig import Area, Beat, Limb, Rig, Ripple, Shift, Stretch, Sway, Turn


def plant(x: float, times: int = 2) -> Rig:
    """It leans in the wind, and its leaves flutter."""
    return (Sway(0.95, -0.95, x, Beat(times)), Ripple(0.02, 0.015, 1.0, 0.7, Beat(6), Area(0.0, -0.45, 3.0, 0.6, soft=0.5)))


_TREES = split("tree, pine tree, cactus, bamboo, coral, mushroom")
_FLOWERS = split(
    "rose, tulip, sunflower, daisy, hyacinth, wheat, herb, sprout, potted plant, clover, hibiscus, wilted rose, bouquet, green leaves, leaf, "
    "cherry blossom, lotus"
)
_PALM: Rig = (
    Sway(0.95, -0.95, 0.12, Beat(2)),
    Limb((0.0, -0.6), (-0.65, -0.45), 0.35, 8.0, Beat(4)),
    Limb((0.0, -0.6), (0.65, -0.45), 0.35, 8.0, Beat(4, 0.1)),
)
_FLICKERS = Beat(9)
_FLOATS: Rig = (Sway(0.9, -0.9, 0.1, Beat(2)), Shift(0.0, -0.05, Beat(3)), Turn((0.0, 0.0), 3.0, Beat(2)))
_CLOUD: Rig = (Stretch((0.0, 0.4), 0.04, 0.03, Beat(2)), Ripple(0.02, 0.025, 1.2, 0.4, Beat(3)))
_FALLS: Rig = (Turn((0.0, 0.0), 9.0, Beat(2)), Shift(0.06, 0.04, Beat(2)))
_SPARKLES: Rig = (
    Stretch((-0.6, -0.5), 0.3, 0.3, Beat(6, 0.25), Area(-0.6, -0.5, 0.3, 0.3)),
    Stretch((0.2, 0.0), -0.12, -0.12, Beat(6, 0.75), Area(0.25, -0.1, 0.5, 0.8)),
    Stretch((-0.5, 0.55), 0.25, 0.25, Beat(9, 0.25), Area(-0.5, 0.55, 0.3, 0.3)),
)
NATURE: dict[str, Rig] = {
    **{name: plant(0.07) for name in _TREES}, **{name: plant(0.13) for name in _FLOWERS},
    "palm tree": _PALM,
    "fallen leaves": _FALLS, "feather": _FALLS,
    "candle": (
        Sway(-0.35, -1.0, 0.09, _FLICKERS),
        Stretch((0.0, -0.4), 0.0, 0.16, Beat(6), Area(0.0, -0.75, 0.3, 0.3, soft=0.12)),
    ),
    "burning heart": (Ripple(0.05, 0.06, 0.0, 1.5, _FLICKERS, Area(0.0, -0.8, 3.0, 0.25, soft=0.35)),),
    "rain cloud": _CLOUD, "snow cloud": _CLOUD, "sun and cloud": _CLOUD, "smoke": (*_CLOUD, Ripple(0.04, 0.0, 1.0, 1.0, Beat(4))),
    "wind": (Ripple(0.05, 0.02, 1.2, 0.0, Beat(6), Area(0.4, 0.3, 0.7, 0.6, soft=0.3)),),
    "bubbles": (Ripple(0.04, 0.05, 0.9, 0.7, Beat(3)), Shift(0.0, -0.04, Beat(3))),
    "water drops": (Ripple(0.0, 0.05, 1.3, 0.5, Beat(6)),),
    "fountain": (
        Stretch((0.0, 0.0), 0.08, 0.12, Beat(6), Area(0.0, -0.5, 0.7, 0.45, soft=0.15)),
        Ripple(0.0, 0.05, 1.5, 0.6, Beat(9), Area(0.0, -0.5, 0.8, 0.4, soft=0.2)),
    ),
    "spider web": (Ripple(0.03, 0.03, 0.8, 0.6, Beat(4)),),
    "sparkles": _SPARKLES,
    "fireworks": (Stretch((0.0, -0.1), -0.2, -0.2, Beat(4, 0.75), Area(0.0, -0.1, 0.55, 0.55, soft=0.25, is_round=True)),),
    "explosion": (Stretch((0.0, 0.0), -0.1, -0.1, Beat(9, 0.75)), Turn((0.0, 0.0), 3.0, Beat(9))),
    "comet": (Ripple(0.05, 0.05, 0.8, -0.8, Beat(9), Area(0.35, -0.4, 0.6, 0.6, soft=0.3)),),
    "balloon": _FLOATS, "kite": (Turn((0.1, 0.6), 8.0, Beat(3)), Ripple(0.06, 0.03, 0.0, 1.5, Beat(6), Area(0.5, 0.4, 0.4, 0.7, soft=0.25))),
}
