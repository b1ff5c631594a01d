"""Rigs of whole people and of busts. Their sprites face left."""
from training.scenes.nouns.noun import split
from training.scenes.rigs.rig import Area, Beat, Limb, Look, Movement, Rig, Ripple, Shift, Stretch, Sway, Turn

#: Steps of 0.46 and 0.5 seconds, as those of running and walking in `scenes/motions.py`.
RUN, WALK = 13, 12


def strides(hip: tuple[float, float], feet: float, share: float, times: int) -> tuple[Movement, ...]:
    """Legs that are apart come together and part again; the hips rise meanwhile. `feet`: their row; `share`: how much nearer they come."""
    middle = (hip[1] + feet) / 2 + 0.12
    legs = Area(hip[0], middle, 1.3, feet - middle, soft=0.3)
    return (
        Stretch(hip, -share, 0.0, Beat(times, 0.75), legs),
        Shift(0.0, -0.045, Beat(times, 0.75)),
    )


def stands(shoulders: float, hips: float, feet: float) -> Rig:
    """Breathes, shifts its weight and looks aside."""
    return (
        Stretch((0.0, hips), 0.05, 0.03, Beat(3), Area(0.0, (shoulders + hips) / 2, 0.4, (hips - shoulders) / 2)),
        Sway(feet, -0.9, 0.06, Beat(1)),
        Turn((0.0, shoulders), 5.0, Beat(2), Area(0.0, shoulders - 0.3, 0.4, 0.25, soft=0.15)),
    )


def bust(chin: tuple[float, float], half: float, times: int = 2) -> Rig:
    """A head above shoulders nods and looks aside. `half` the size of the head."""
    x, y = chin[0], chin[1] - half
    head = Area(x, y - 0.15, half + 0.15, half + 0.15, soft=0.2)
    return (
        Turn(chin, 4.0, Beat(times), head),
        Look((x, y), half, 0.07, 0.02, Beat(times)),
        Stretch((0.0, 1.0), 0.0, 0.02, Beat(3), ALL_BELOW),
    )


#: The lower half, softly.
ALL_BELOW = Area(0.0, 1.0, 3.0, 0.6, soft=0.4)
_RUNS: Rig = (
    *strides((0.0, 0.05), 0.9, 0.42, RUN),
    Limb((-0.12, -0.42), (-0.78, -0.35), 0.16, 22.0, Beat(RUN, 0.75)),
    Limb((0.12, -0.45), (0.55, -0.3), 0.16, -22.0, Beat(RUN, 0.75)),
    Turn((0.0, 0.1), 3.0, Beat(RUN // 2), Area(0.0, -0.6, 1.2, 0.6)),
)
_WALKS: Rig = (
    *strides((0.0, 0.0), 0.9, 0.4, WALK),
    Limb((-0.1, -0.4), (-0.45, 0.1), 0.12, -12.0, Beat(WALK, 0.75)),
    Limb((0.1, -0.4), (0.45, 0.1), 0.12, 12.0, Beat(WALK, 0.75)),
)
_SURFS: Rig = (
    Turn((0.0, 0.75), 5.0, Beat(3)),
    Shift(0.0, 0.04, Beat(3, 0.25)),
    Limb((-0.2, -0.3), (-0.65, -0.12), 0.16, 18.0, Beat(6)),
    Limb((0.2, -0.35), (0.4, -0.15), 0.18, -14.0, Beat(6)),
    Ripple(0.0, 0.05, 1.5, 0.0, Beat(6), Area(0.65, 0.3, 0.3, 0.6)),
)
_SWIMS: Rig = (
    Turn((0.75, 0.15), -8.0, Beat(6, 0.75), Area(0.0, -0.8, 1.2, 0.15, soft=0.3)),
    Turn((0.1, 0.1), 7.0, Beat(6), Area(-0.1, -0.1, 0.5, 0.45, is_round=True)),
    Shift(0.05, 0.0, Beat(6, 0.75), Area(0.0, -0.3, 3.0, 0.3)),
    Ripple(0.0, 0.06, 2.0, 0.0, Beat(6), Area(0.0, 0.35, 3.0, 0.2, soft=0.35)),
)
_ROWS: Rig = (
    Turn((-0.05, -0.1), 12.0, Beat(4, 0.75), Area(-0.1, -0.65, 0.5, 0.3, soft=0.2)),
    Limb((0.25, -0.2), (-0.25, 0.4), 0.13, 11.0, Beat(4, 0.75)),
    Ripple(0.0, 0.04, 2.0, 0.0, Beat(4), Area(0.0, 0.55, 3.0, 0.25, soft=0.2)),
    Turn((0.0, 0.4), 2.0, Beat(4), Area(0.0, -0.2, 1.2, 0.7)),
)
_SKIS: Rig = (
    Stretch((0.0, 0.75), 0.03, 0.09, Beat(6, 0.25), Area(-0.2, -0.1, 1.2, 0.7)),
    Limb((0.05, -0.3), (0.5, -0.25), 0.16, 16.0, Beat(6)),
    Turn((0.0, 0.7), 3.0, Beat(3)),
)
_SNOWBOARDS: Rig = (
    Turn((0.0, 0.6), 8.0, Beat(3), Area(-0.1, 0.0, 0.75, 0.95)),
    Limb((-0.25, -0.25), (-0.55, -0.05), 0.16, 18.0, Beat(6)),
    Limb((0.2, -0.25), (0.6, -0.1), 0.16, 18.0, Beat(6, 0.5)),
)
_LIFTS: Rig = (
    Stretch((0.0, 0.45), 0.0, -0.14, Beat(3, 0.75), Area(0.0, -0.5, 1.2, 0.85, soft=0.15)),
    Turn((0.0, 0.3), 2.0, Beat(6), Area(0.0, -0.7, 1.2, 0.5)),
)
_CYCLES: Rig = (
    # Feet go round: left and right, and a quarter of a turn later up and down.
    Shift(0.07, 0.0, Beat(9), Area(-0.05, 0.52, 0.12, 0.16, soft=0.2)),
    Shift(0.0, 0.09, Beat(9, 0.25), Area(-0.05, 0.4, 0.14, 0.28, soft=0.2)),
    Shift(0.05, 0.03, Beat(9, 0.25), Area(0.0, 0.0, 0.12, 0.15, soft=0.2)),
    Turn((0.3, -0.1), 3.0, Beat(9), Area(-0.1, -0.6, 0.6, 0.5)),
    Shift(0.0, -0.012, Beat(18, 0.75)),
)
_JUGGLES: Rig = (
    Shift(0.0, 0.3, Beat(9, 0.75), Area(-0.42, -0.66, 0.14, 0.3, soft=0.1)),
    Shift(0.0, 0.3, Beat(9, 0.75), Area(0.62, -0.6, 0.14, 0.3, soft=0.1)),
    Shift(0.0, -0.2, Beat(9, 0.75), Area(-0.64, -0.3, 0.13, 0.22, soft=0.08)),
    Shift(0.0, -0.2, Beat(9, 0.75), Area(0.7, -0.18, 0.13, 0.22, soft=0.08)),
    Limb((-0.45, 0.45), (-0.7, 0.15), 0.2, 10.0, Beat(9)),
    Limb((0.55, 0.45), (0.75, 0.2), 0.2, 10.0, Beat(9)),
    Look((0.05, -0.05), 0.4, 0.05, -0.02, Beat(3)),
)
_DRIBBLES: Rig = (
    *strides((0.05, 0.1), 0.9, 0.3, WALK),
    Shift(0.0, 0.3, Beat(WALK, 0.75), Area(-0.65, 0.42, 0.22, 0.36, soft=0.1)),
    Limb((-0.15, -0.45), (-0.6, -0.05), 0.12, -8.0, Beat(WALK, 0.75)),
    Limb((0.1, -0.5), (0.45, -0.1), 0.16, 14.0, Beat(WALK, 0.75)),
)
_CLIMBS: Rig = (
    Limb((0.3, -0.25), (0.05, -0.45), 0.12, 22.0, Beat(6, 0.75)),
    Limb((0.35, 0.2), (-0.3, 0.2), 0.14, 12.0, Beat(6, 0.75)),
    Limb((0.45, 0.2), (0.3, 0.75), 0.14, 16.0, Beat(6)),
    Shift(0.0, -0.05, Beat(6, 0.75), Area(0.45, -0.1, 0.45, 0.7, soft=0.15)),
)
_GYMNAST: Rig = (
    Turn((0.0, 0.1), 9.0, Beat(3)),
    Limb((0.1, -0.05), (0.8, -0.85), 0.18, -16.0, Beat(3)),
    Limb((0.0, -0.1), (-0.8, -0.2), 0.18, 16.0, Beat(3)),
)
_GALLOPS: Rig = (
    Turn((0.0, 0.1), 6.0, Beat(RUN)),
    Shift(0.0, -0.05, Beat(RUN, 0.75)),
    Stretch((-0.35, 0.2), 0.5, 0.0, Beat(RUN, 0.75), Area(-0.5, 0.7, 0.4, 0.35, soft=0.25)),
    Stretch((0.55, 0.2), -0.4, 0.0, Beat(RUN, 0.75), Area(0.6, 0.7, 0.35, 0.35, soft=0.25)),
    Limb((0.45, -0.3), (0.75, -0.3), 0.2, 18.0, Beat(RUN // 2)),
)
_WAVES_BALL: Rig = (
    Limb((-0.45, 0.0), (-0.6, -0.7), 0.26, 14.0, Beat(6)),
    Limb((0.4, 0.2), (0.55, -0.1), 0.2, -12.0, Beat(6)),
    Ripple(0.0, 0.06, 2.0, 0.0, Beat(6), Area(0.0, 0.6, 3.0, 0.3, soft=0.25)),
    Look((0.08, -0.25), 0.35, 0.05, 0.0, Beat(3)),
)
_WRESTLES: Rig = (
    Turn((-0.5, 0.5), 5.0, Beat(6), Area(-0.5, -0.2, 0.45, 0.7)),
    Turn((0.5, 0.5), 5.0, Beat(6, 0.25), Area(0.5, -0.2, 0.45, 0.7)),
)
_DISCO: Rig = (
    Sway(0.85, -0.9, 0.14, Beat(6)),
    Shift(0.09, 0.0, Beat(6), Area(0.0, 0.1, 0.5, 0.2, soft=0.35)),
    Limb((0.3, -0.3), (0.38, -0.8), 0.1, 14.0, Beat(6, 0.5)),
    Limb((-0.25, -0.3), (-0.4, 0.05), 0.16, 18.0, Beat(6)),
    Shift(0.0, 0.03, Beat(12, 0.75), Area(0.0, -0.4, 3.0, 0.7)),
)
_SHRUGS: Rig = (
    Shift(0.0, -0.09, Beat(3, 0.75), Area(-0.75, -0.1, 0.2, 0.6, soft=0.2)),
    Shift(0.0, -0.09, Beat(3, 0.75), Area(0.75, -0.1, 0.2, 0.6, soft=0.2)),
    Turn((0.0, 0.15), 6.0, Beat(3), Area(0.0, -0.4, 0.45, 0.5, soft=0.2)),
)
_RAISES: Rig = (
    Limb((-0.6, 0.3), (-0.55, -0.7), 0.3, 9.0, Beat(9)),
    Turn((0.15, 0.35), 4.0, Beat(3), Area(0.2, -0.3, 0.5, 0.55, soft=0.2)),
)
_SHAKES_HEAD: Rig = (Turn((0.0, 0.6), 4.0, Beat(3), Area(0.0, -0.4, 3.0, 0.75, soft=0.3)),)

_BOTH: dict[str, Rig] = {
    "runner": _RUNS, "surfer": _SURFS, "swimmer": _SWIMS, "rower": _ROWS, "weightlifter": _LIFTS, "cyclist": _CYCLES, "mountain biker": _CYCLES,
    "gymnast": _GYMNAST, "juggler": _JUGGLES, "basketball player": _DRIBBLES, "climber": _CLIMBS,
}
_BUSTS = split(
    "student, singer, artist, scientist, mechanic, factory worker, programmer, judge, pilot, nurse, policewoman, bride, groom, mother, father, "
    "pregnant woman, king, genie, supervillain, troll, witch"
)
PEOPLE: dict[str, Rig] = {
    **_BOTH, **{f"female {name}": rig for name, rig in _BOTH.items()},
    "walking man": _WALKS, "female walker": _WALKS, "man": stands(-0.5, 0.0, 0.9), "woman": stands(-0.5, 0.0, 0.9), "person": stands(-0.5, 0.0, 0.9),
    "skier": _SKIS, "snowboarder": _SNOWBOARDS, "jockey": _GALLOPS, "water polo player": _WAVES_BALL, "wrestlers": _WRESTLES, "disco dancer": _DISCO,
    "shrugging person": _SHRUGS, "person raising hand": _RAISES, "facepalm": _SHAKES_HEAD, "bowing person": _SHAKES_HEAD, "haircut": _SHAKES_HEAD,
    "massage": _SHAKES_HEAD,
    # The board behind keeps still.
    "teacher": (Look((0.0, -0.35), 0.42, 0.07, 0.03, Beat(2)), Stretch((0.0, 1.0), 0.0, 0.02, Beat(3), ALL_BELOW)),
    **{name: bust((0.0, 0.15), 0.45) for name in _BUSTS},
}
