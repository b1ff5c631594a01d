"""Rigs of parts of the body, and of the few things that move by themselves."""
from training.scenes.nouns.noun import split
from training.scenes.rigs.rig import Area, Beat, Limb, Look, Rig, Ripple, Shift, Stretch, Turn

#: What hangs swings about where it hangs.
_SWINGS: Rig = (Turn((0.0, -0.95), 9.0, Beat(4)),)
_GESTURES: Rig = (Turn((0.0, 0.9), 6.0, Beat(6)),)
_BEATS: Rig = (Stretch((0.0, 0.0), 0.07, 0.07, Beat(7, 0.75)),)
_STEAMS: Rig = (Ripple(0.06, 0.0, 0.0, 2.0, Beat(6), Area(0.0, -0.75, 3.0, 0.25, soft=0.2)),)
_HANDS = split(
    "hand, thumbs up, thumbs down, ok hand, victory hand, horns hand, crossed fingers, call me hand, vulcan salute, fist, muscle, robot arm"
)
THINGS: dict[str, Rig] = {
    **dict.fromkeys(split("bell, lantern, medal, gold medal, silver medal, bronze medal, disco ball"), _SWINGS),
    **dict.fromkeys(_HANDS, _GESTURES),
    "wind chime": (Turn((0.0, -0.95), 5.0, Beat(3)), Turn((0.0, -0.1), 14.0, Beat(6), Area(0.0, 0.6, 0.6, 0.5, soft=0.25))),
    "waving hand": (Turn((0.3, 0.8), 13.0, Beat(9), Area(0.2, 0.0, 0.75, 1.0, soft=0.2)),),
    "clapping hands": (Stretch((0.1, 0.9), -0.12, 0.0, Beat(12, 0.75)), Turn((0.1, 0.9), 4.0, Beat(6))),
    "raised hands": (Shift(0.0, -0.07, Beat(6, 0.75)), Turn((0.0, 0.9), 4.0, Beat(3))),
    "praying hands": (Shift(0.0, 0.04, Beat(3)),),
    "eyes": (
        Look((-0.5, 0.0), 0.6, 0.12, 0.0, Beat(3)), Look((0.5, 0.0), 0.6, 0.12, 0.0, Beat(3)), Stretch((0.0, 0.0), 0.0, -0.05, Beat(6, 0.75)),
    ),
    "eye": (Look((0.0, 0.0), 0.95, 0.18, 0.0, Beat(2)), Look((0.0, 0.0), 0.95, 0.0, 0.1, Beat(3))),
    "mouth": (Stretch((0.0, 0.0), -0.06, 0.22, Beat(9, 0.75)),),
    "tongue": (
        Stretch((0.0, -0.5), 0.0, 0.12, Beat(6), Area(0.0, 0.4, 0.6, 0.6, soft=0.3)),
        Turn((0.0, -0.5), 6.0, Beat(3), Area(0.0, 0.5, 0.6, 0.6, soft=0.3)),
    ),
    "human heart": _BEATS,
    "lungs": (Stretch((0.0, 0.2), -0.1, -0.07, Beat(2, 0.75), Area(0.0, 0.3, 3.0, 0.5, soft=0.3)),),
    "tea": _STEAMS,
    "maracas": (Turn((0.0, 0.8), 8.0, Beat(12)),),
    "satellite": (Turn((0.0, 0.0), 5.0, Beat(2)),),
    "person in bed": (Stretch((0.0, 0.5), 0.0, 0.08, Beat(2), Area(0.4, -0.1, 0.55, 0.4, soft=0.2)),),
    "person taking a bath": (Turn((-0.5, 0.1), 7.0, Beat(3), Area(-0.6, -0.35, 0.35, 0.35)), Ripple(0.0, 0.03, 2.0, 0.0, Beat(4), Area(0.1, 0.0, 0.6, 0.15))),
    "statue": (Ripple(0.03, 0.03, 0.0, 2.0, Beat(9), Area(-0.6, -0.85, 0.2, 0.15, soft=0.1)),),
    "ribbon": (Stretch((0.0, 0.0), 0.0, 0.04, Beat(3)), Limb((0.0, 0.0), (-0.6, 0.7), 0.3, 5.0, Beat(3)), Limb((0.0, 0.0), (0.6, 0.7), 0.3, -5.0, Beat(3))),
    "scarf": (Ripple(0.03, 0.02, 0.6, 1.0, Beat(3), Area(0.0, 0.5, 3.0, 0.5, soft=0.3)),),
    "kimono": (Turn((0.0, -0.9), 2.0, Beat(2)),),
    "dress": (Ripple(0.04, 0.0, 1.0, 0.0, Beat(4), Area(0.0, 0.7, 3.0, 0.4, soft=0.5)), Turn((0.0, -0.9), 3.0, Beat(2))),
}
