"""Rigs of animals and creatures. Their sprites face left where they are seen from the side."""
from training.scenes.rigs.rig import Area, Beat, Limb, Look, Rig, Ripple, Shift, Stretch, Sway, Turn

#: A step of one pair of legs and then of the other, in a second, as `scenes/motions.py` walks. Who stands still treads on the spot so: little is enough.
WALK = 6


def four_legs(fore: tuple[float, float], hind: tuple[float, float], feet: float, times: int = WALK, reach: float = 7.0) -> Rig:
    """`fore` and `hind`: where the legs begin; `feet`: their row."""
    height = (feet - fore[1]) / 2
    return (
        Turn(fore, reach, Beat(times), Area(fore[0], fore[1] + height + 0.12, 0.28, height, soft=0.16)),
        Turn(hind, -reach, Beat(times), Area(hind[0], hind[1] + height + 0.12, 0.28, height, soft=0.16)),
        Shift(0.0, -0.025, Beat(2 * times, 0.75)),
        Turn((0.0, 0.0), 1.5, Beat(times)),
    )


_WAGS = Beat(12)
_JELLYFISH: Rig = (
    Stretch((0.0, -0.4), -0.1, 0.1, Beat(4, 0.75), Area(0.0, -0.4, 1.0, 0.45)),
    Ripple(0.09, 0.0, 0.0, 1.6, Beat(4), Area(0.0, 0.75, 3.0, 0.35, soft=0.45)),
    Shift(0.0, -0.06, Beat(4, 0.75)),
)
_HOUSEFLY: Rig = (
    Limb((-0.15, -0.1), (-0.6, 0.7), 0.3, 7.0, Beat(18)),
    Limb((0.15, -0.1), (0.6, 0.7), 0.3, -7.0, Beat(18)),
    Turn((0.0, -0.4), 4.0, Beat(6), Area(0.0, -0.7, 0.4, 0.3)),
)
_CAT: Rig = (
    *four_legs((-0.15, 0.3), (0.47, 0.3), 0.85, WALK, 6.0),
    Limb((0.75, 0.0), (0.7, -0.8), 0.25, 9.0, Beat(WALK)),
    Turn((-0.3, 0.1), 4.0, Beat(3), Area(-0.55, -0.45, 0.4, 0.45, soft=0.25)),
    Look((-0.5, -0.25), 0.45, 0.04, 0.02, Beat(3)),
)
ANIMALS: dict[str, Rig] = {
    "donkey": (
        Turn((0.0, 0.0), 6.0, Beat(10)),
        Shift(0.0, -0.04, Beat(10, 0.75)),
        Limb((-0.35, 0.15), (-0.5, 0.75), 0.22, 18.0, Beat(10, 0.75)),
        Limb((0.4, 0.1), (0.8, 0.35), 0.2, 24.0, Beat(10, 0.75)),
        Limb((0.5, -0.1), (0.6, -0.7), 0.2, 14.0, _WAGS),
    ),
    "labrador": (
        *four_legs((-0.4, 0.2), (0.45, 0.2), 0.75, WALK, 7.0),
        Limb((0.8, -0.1), (0.85, 0.3), 0.14, -16.0, _WAGS),
        Look((-0.5, -0.4), 0.45, 0.03, 0.03, Beat(3)),
    ),
    "bactrian camel": (*four_legs((-0.3, 0.25), (0.55, 0.25), 0.9), Limb((-0.5, -0.1), (-0.65, -0.6), 0.32, 5.0, Beat(WALK))),
    "carousel horse": (
        Shift(0.0, -0.06, Beat(6, 0.75)),
        Limb((-0.5, 0.1), (-0.8, 0.4), 0.25, 10.0, Beat(6)),
        Limb((0.5, 0.25), (0.7, 0.7), 0.25, -10.0, Beat(6)),
        Limb((0.7, -0.2), (0.85, 0.2), 0.14, -12.0, Beat(6, 0.25)),
    ),
    "goose": (
        Turn((0.0, 0.6), 5.0, Beat(6)),
        Limb((-0.3, 0.1), (-0.25, -0.7), 0.3, 8.0, Beat(6, 0.5)),
        Limb((0.3, 0.2), (0.7, 0.0), 0.22, 7.0, _WAGS),
    ),
    "crow": (
        Turn((0.0, 0.6), 9.0, Beat(4, 0.25), Area(0.0, -0.3, 3.0, 0.8, soft=0.3)),
        Turn((-0.2, -0.35), 9.0, Beat(6), Area(-0.1, -0.85, 0.7, 0.3, soft=0.25)),
        Limb((0.4, 0.35), (0.8, 0.75), 0.2, 8.0, Beat(6)),
    ),
    "otter": (
        Turn((0.0, 0.5), 5.0, Beat(2)),
        Look((-0.55, -0.15), 0.35, 0.07, 0.02, Beat(2)),
        Limb((0.7, -0.1), (0.35, -0.8), 0.3, 12.0, Beat(4)),
        Shift(0.03, 0.03, Beat(6), Area(-0.4, 0.15, 0.2, 0.2, is_round=True)),
    ),
    "monkey": (
        Turn((-0.3, 0.1), 5.0, Beat(4), Area(-0.35, -0.4, 0.55, 0.5, soft=0.3)),
        Look((-0.35, -0.25), 0.42, 0.06, 0.02, Beat(4)),
        Limb((0.6, 0.5), (0.55, -0.5), 0.35, 12.0, Beat(6)),
        Stretch((0.0, 0.8), 0.0, 0.04, Beat(4)),
    ),
    "cat": _CAT, "black cat": _CAT,
    "jellyfish": _JELLYFISH,
    "housefly": _HOUSEFLY,
    "germ": (Ripple(0.04, 0.06, 1.6, 0.8, Beat(6)), Turn((0.0, 0.0), 4.0, Beat(3))),
    "oyster": (Turn((0.0, 0.6), 6.0, Beat(3, 0.75), Area(0.3, -0.7, 0.9, 0.3, soft=0.3)),),
    "moose": (Turn((0.4, 0.8), 5.0, Beat(3)), Look((-0.4, 0.2), 0.5, 0.05, 0.02, Beat(3))),
    "merman": (
        Sway(-0.1, 0.9, 0.12, Beat(4)),
        Limb((-0.25, -0.2), (-0.75, 0.0), 0.18, 14.0, Beat(4)),
        Turn((0.0, -0.4), 5.0, Beat(2), Area(-0.1, -0.8, 0.35, 0.3)),
        Shift(0.0, -0.04, Beat(4, 0.75)),
    ),
    "angel": (
        Limb((-0.4, 0.6), (-0.85, 0.65), 0.3, 12.0, Beat(9)),
        Limb((0.4, 0.6), (0.85, 0.65), 0.3, -12.0, Beat(9)),
        Look((0.0, 0.0), 0.7, 0.07, 0.02, Beat(2)),
        Shift(0.0, -0.04, Beat(3)),
    ),
    "space invader": (Turn((0.0, 0.0), 6.0, Beat(6)), Stretch((0.0, 0.0), 0.05, -0.05, Beat(12, 0.75))),
    "silhouette": (Turn((0.0, 0.5), 3.0, Beat(2), Area(0.0, -0.4, 0.7, 0.7, soft=0.3)),),
    "hug": (Turn((0.0, 0.9), 3.0, Beat(3)),),
    "wing": (Stretch((-0.9, 0.0), -0.25, 0.0, Beat(6, 0.75)), Turn((-0.9, -0.8), 8.0, Beat(6))),
}
