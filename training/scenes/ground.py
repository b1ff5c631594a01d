"""Where subjects stand: how high the ground of a place reaches, and which things and motions are not on it."""

from collections.abc import Sequence
from typing import TypedDict

from training.scenes.captions import MOTION_WORDS, split_words
from training.scenes.nouns import FACING_LEFT, Noun
from training.scenes.nouns.noun import split
from training.scenes.stored_places import NEW_PLACES, StoredPlace
from training.scenes.vocabulary import BACKGROUND_BY_NAME, Background

#: Where the ground begins, in fractions of the frame's height from its top; a place that is not here has none. A plain background is a studio's: its wall
#: goes over into its floor.
HORIZONS: dict[str, float] = {
    **dict.fromkeys(split("white, black, gray, red, orange, yellow, green, light blue, blue, purple, pink, brown"), 0.55),
    "meadow": 0.56, "forest": 0.56, "city": 0.58, "park": 0.52, "desert": 0.54, "living room": 0.78, "seaside": 0.76,
    "mall": 0.78, "studio": 0.72, "factory": 0.72,
    "beach": 0.66, "street": 0.58, "snow": 0.64, "stage": 0.66, "kitchen": 0.74, "garden": 0.64, "mountain": 0.64, "rain": 0.64, "city lights": 0.66,
    "jungle": 0.68, "farm": 0.62, "playground": 0.64, "stadium": 0.62, "bedroom": 0.78, "classroom": 0.86, "road": 0.56, "autumn": 0.62,
    "sunset beach": 0.66, "party": 0.78, "cave": 0.66, "moon": 0.6,
}
#: What flies, floats or hangs, and what is of light or air.
AIRBORNE = frozenset(split(
    "butterfly, bee, bird, dove, eagle, bat, owl, mosquito, housefly, ghost, angel, fairy, jellyfish, rocket, airplane, propeller plane, departing plane, "
    "landing plane, helicopter, flying saucer, satellite, parachute, cable car, kite, balloon, sun, sun face, sunrise, moon, full moon, half moon, new moon, "
    "moon face, star, shooting star, comet, planet, earth, rainbow, cloud, storm cloud, rain cloud, snow cloud, sun and cloud, wind, lightning, snowflake, "
    "raindrop, water drops, bubbles, smoke, sparkles, fireworks, explosion, feather, wing, winged money, spiral, disco ball, wind chime, music note, "
    "music notes, speech bubble, thought bubble, zzz"
))
AIRBORNE_MOTIONS = ("floats", "orbits")
#: Those that begin in the air, above ground that is the frame's lower edge.
LANDING_MOTIONS = ("bounces", "falls")
#: Places that go on to both sides. A street leads away from whoever looks, and a room ends.
PASSING = frozenset(split(
    "meadow, forest, park, desert, beach, snow, garden, mountain, jungle, farm, playground, stadium, autumn, sunset beach, moon, cave"
))
#: How fast the camera follows what runs or walks on the spot, in widths of the frame a second.
PACES = {"runs": 0.3, "walks": 0.12}
#: What is drawn from the side and neither runs nor walks.
LEGLESS = frozenset(split(
    "fish, whale, dolphin, shark, snake, seal, pufferfish, humpback whale, trout, shrimp, bee, bird, parrot, eagle, dove, mosquito, baby bird, "
    "police car, car, bus, taxi, ambulance, fire truck, truck, tractor, racing car, motorcycle, bicycle, train, helicopter, ship, bullet train, "
    "scooter, speedboat, pickup truck, van, wheelchair, surfer, swimmer, skier, fencer, female surfer, female swimmer, suv, semi truck, rickshaw, "
    "kick scooter, electric wheelchair, trolleybus, monorail, motor yacht, ferry, cruise ship, sled, carousel horse, pinata, shopping cart, horse "
    "head, dragon head"
))
if strangers := (HORIZONS.keys() | PASSING) - BACKGROUND_BY_NAME.keys():
    raise ValueError(f"There are no such backgrounds: {sorted(strangers)}.")
if legged := LEGLESS - FACING_LEFT:
    raise ValueError(f"These are not drawn from the side: {sorted(legged)}.")


class Horizon(TypedDict):
    height: float
    places: list[str]


class Pace(TypedDict):
    speed: float
    motions: list[str]


class Followed(TypedDict):
    names: list[str]
    paces: list[Pace]
    places: list[str]


class GroundRecord(TypedDict):
    """The field `ground` of a pack's vocabulary."""

    horizons: list[Horizon]
    airborne: list[str]
    airborneMotions: list[str]
    landingMotions: list[str]
    followed: Followed


_HEIGHTS = HORIZONS | {place.name: place.ground for place in NEW_PLACES if place.ground is not None}
_PASSING = PASSING | {place.name for place in NEW_PLACES if place.passes}


def ground_record(backgrounds: Sequence[Background | StoredPlace], nouns: list[Noun]) -> GroundRecord:
    """What is known of these places and things."""
    of_new = {phrase for item in backgrounds if isinstance(item, StoredPlace) for phrase in item.phrases}
    by_height: dict[float, list[str]] = {}
    for background in backgrounds:
        if background.name in _HEIGHTS:
            said = (" ".join(split_words(phrase)) for phrase in background.phrases)
            # What a new place is called is no longer another one's.
            by_height.setdefault(_HEIGHTS[background.name], []).extend(phrase for phrase in said if isinstance(background, StoredPlace) or phrase not in of_new)
    followed: Followed = {
        "names": _names_of(nouns, FACING_LEFT - LEGLESS),
        "paces": [{"speed": speed, "motions": _words_of((motion,))} for motion, speed in PACES.items()],
        "places": sorted({" ".join(split_words(phrase)) for background in backgrounds if background.name in _PASSING for phrase in background.phrases}),
    }
    return {
        "horizons": [{"height": height, "places": sorted(by_height[height])} for height in sorted(by_height)],
        "airborne": _names_of(nouns, AIRBORNE),
        "airborneMotions": _words_of(AIRBORNE_MOTIONS),
        "landingMotions": _words_of(LANDING_MOTIONS),
        "followed": followed,
    }


def _names_of(nouns: list[Noun], wanted: frozenset[str]) -> list[str]:
    return sorted({name.lower() for noun in nouns if noun.name in wanted for name in (noun.name, *noun.synonyms)})


def _words_of(motions: tuple[str, ...]) -> list[str]:
    forms = (form for motion in motions for forms in MOTION_WORDS[motion] for form in forms)
    return sorted({" ".join(split_words(form.removeprefix("is ").removeprefix("be "))) for form in forms})
