"""Places that are stored as latents of text-to-image's picture decoder, painted by `data/places`: the denoiser draws only what is in front of them.

A place of the captions has the name that it has in `vocabulary.py`, and its phrases; the others are only stored.
"""

from dataclasses import dataclass

from training.scenes.captions import split_words
from training.scenes.vocabulary import BACKGROUND_BY_NAME, BACKGROUNDS


@dataclass(frozen=True)
class StoredPlace:
    """One that no caption has. `name` is its painter's.

    `ground`: where its ground begins, in fractions of the frame's height from its top; None where it has none. `passes`: whether it goes on to both
    sides, so that a camera may follow what runs.
    """

    name: str
    phrases: tuple[str, ...]
    ground: float | None
    passes: bool = False


def _place(name: str, ground: float | None, *phrases: str, passes: bool = False) -> StoredPlace:
    return StoredPlace(name, phrases, ground, passes)


#: Open land, by day.
LANDS = (
    _place("savanna", 0.6, "on the savanna", "in the savanna", "in the savannah", "in africa", "on safari", "on a safari", passes=True),
    _place("canyon", 0.62, "in a canyon", "in the canyon", "at the grand canyon", "in the grand canyon", "in the wild west", passes=True),
    _place("cherry blossoms", 0.6, "under cherry blossoms", "among cherry trees", "in spring", "under cherry trees", passes=True),
    _place("flower field", 0.63, "in a field of flowers", "in a flower field", "among flowers", "in a field of sunflowers", "among sunflowers", passes=True),
    _place("wheat field", 0.63, "in a wheat field", "in a field", "in the field", "in the fields", "in a cornfield", "in a golden field", passes=True),
    _place("volcano", 0.6, "at a volcano", "in front of a volcano", "near a volcano", "by a volcano", "in hell"),
    _place("arctic", 0.62, "in the arctic", "in antarctica", "at the north pole", "on the ice", "among icebergs", passes=True),
    _place("pyramids", 0.6, "at the pyramids", "in front of the pyramids", "in egypt", "near the pyramids", passes=True),
    _place("bamboo forest", 0.6, "in a bamboo forest", "in the bamboo forest", "in a bamboo grove", "among bamboo", passes=True),
)
#: Water, and skies.
WATERS = (
    _place("waterfall", 0.75, "at a waterfall", "at the waterfall", "near a waterfall", "by a waterfall", "under a waterfall", "at the falls"),
    _place("lake", 0.78, "by a lake", "at a lake", "at the lake", "by the lake", "by a pond", "by a mountain lake", "at a mountain lake"),
    _place("river", 0.76, "by a river", "at the river", "by the river", "at a stream", "by a stream", "on a river"),
    _place("lake water", None, "on a lake", "on the lake", "on the water", "on water", "on a pond", "in a lake", "in the lake", "in a pond", "on a calm lake"),
    _place("open sea", None, "on the sea", "on the ocean", "on the open sea", "on the waves", "on the high seas", "at sea", "far out at sea"),
    _place("stormy sea", None, "on a stormy sea", "in a storm at sea", "on a stormy ocean", "in stormy waves", "in a storm on the sea"),
    _place("starry night", 0.75, "under the stars", "under a starry sky", "on a starry night", "under the night sky", "under the milky way"),
    _place("northern lights", 0.7, "under the northern lights", "under the aurora", "in iceland", "under polar lights",
           "under northern lights", "with northern lights", "in lapland"),
    _place("campfire", 0.72, "by a campfire", "at a campfire", "around a campfire", "at a campsite", "by the fire", "at camp", "by a bonfire",
           "around a bonfire"),
    _place("night forest", 0.62, "in a forest at night", "in the forest at night", "in the woods at night", "in a dark forest", "in the dark forest",
           "in the dark woods", "in dark woods", "among fireflies"),
    _place("mars", 0.66, "on mars", "on a red planet", "on another planet", "on an alien planet", passes=True),
)
#: What people have built, seen from outside.
TOWNS = (
    _place("neon street", 0.6, "on a neon street", "in a neon city", "in a cyberpunk city", "in tokyo", "in a futuristic city"),
    _place("haunted house", 0.7, "at a haunted house", "in a haunted house", "in front of a haunted house", "on halloween", "at halloween"),
    _place("graveyard", 0.6, "in a graveyard", "at the graveyard", "in a cemetery"),
    _place("castle", 0.62, "at a castle", "in front of a castle", "in a castle", "in a kingdom"),
    _place("highway", 0.55, "on a highway", "on the highway", "on a freeway", "on a racetrack"),
    _place("highway at night", 0.55, "on a highway at night", "on the road at night", "in traffic at night", "on the street at night"),
    _place("harbor", 0.72, "in a harbor", "in the harbor", "at the port", "in a marina", "at the docks"),
    _place("railway", 0.6, "on the tracks", "on a railway", "at the train station", "at a train station"),
    _place("airport", 0.6, "at the airport", "at an airport", "on the runway"),
    _place("temple", 0.62, "at a temple", "in japan", "in kyoto", "in front of a temple", "in china"),
    _place("paris", 0.6, "in paris", "at the eiffel tower", "in front of the eiffel tower", "in france"),
    _place("bridge", 0.65, "on a bridge", "on the bridge", "over a bridge"),
    _place("london", 0.66, "in london", "in england", "at big ben", "in front of big ben"),
    _place("new york", 0.7, "in new york", "in new york city", "in manhattan", "in america", "at the statue of liberty"),
    _place("venice", 0.71, "in venice", "in italy", "at a canal", "by a canal"),
    _place("rooftop", 0.7, "on a rooftop", "on the rooftop", "on the roof", "on a roof", "on the rooftops"),
    _place("wedding", 0.64, "at a wedding", "at the wedding", "at a wedding party"),
)
#: Rooms, and places of fairy tales.
ROOMS = (
    _place("library", 0.75, "in a library", "in the library", "at the library", "in a bookshop", "in a bookstore", "among books"),
    _place("office", 0.75, "in an office", "in the office", "at the office", "at work"),
    _place("cafe", 0.75, "in a cafe", "in a restaurant", "in a coffee shop", "in a bar", "in a diner", "at a cafe", "in the cafe", "in a bakery"),
    _place("bathroom", 0.8, "in a bathroom", "in the bathroom", "in a bathtub", "in the bath"),
    _place("fireplace", 0.75, "by the fireplace", "by a fireplace", "in front of a fireplace", "at christmas", "in a christmas room",
           "under the christmas tree", "on christmas eve", "by the christmas tree"),
    _place("disco", 0.7, "in a disco", "at a disco", "at the disco", "in a nightclub", "in a club", "on the dance floor"),
    _place("spaceship", 0.75, "in a spaceship", "on a spaceship", "in the spaceship", "aboard a spaceship", "in a space station", "in a spacecraft"),
    _place("candy land", 0.6, "in candy land", "in candyland", "in a candy world", "in a world of candy", "in a land of candy"),
    _place("enchanted forest", 0.65, "in an enchanted forest", "in the enchanted forest", "in a magic forest", "in a magical forest", "in fairyland"),
    _place("pool", 0.75, "in a pool", "in the pool", "by the pool", "at the pool"),
    _place("circus", 0.7, "in a circus", "at the circus", "in the circus", "in a circus tent", "in a circus ring"),
    _place("table", 0.64, "on a table", "on the table", "on a wooden table", "on a desk", "on the desk", "on a kitchen table", "on the kitchen table"),
    _place("gym", 0.7, "in a gym", "at the gym", "in the gym", "at a gym"),
    _place("hospital room", 0.7, "in a hospital", "in the hospital", "at the hospital", "in a hospital room", "in a hospital bed"),
    _place("laboratory", 0.75, "in a laboratory", "in a lab", "in the lab", "in a science lab"),
)
#: Captioned places whose stored picture is another than the one that the denoiser learned.
REPAINTED = ("sunset", "ocean", "night sky", "meadow", "forest", "city", "park", "desert", "seaside", "living room", "mall", "studio", "clouds", "factory",
             "city lights")
if strangers := set(REPAINTED) - BACKGROUND_BY_NAME.keys():
    raise ValueError(f"There are no such backgrounds: {sorted(strangers)}.")
if twice := {place.name for place in (*LANDS, *WATERS, *TOWNS, *ROOMS)} & {item.name for item in BACKGROUNDS}:
    raise ValueError(f"These are captioned already: {sorted(twice)}.")
#: Those of no caption.
NEW_PLACES: tuple[StoredPlace, ...] = (*LANDS, *WATERS, *TOWNS, *ROOMS)


def stored_phrases() -> dict[str, tuple[str, ...]]:
    """Of each row, the name of its place and the ways to say it: those of the captions first. A phrase that a new place has is of that one."""
    new = {phrase for place in NEW_PLACES for phrase in place.phrases}
    captioned = {
        item.name: tuple(phrase for phrase in (" ".join(split_words(said)) for said in item.phrases) if phrase not in new)
        for item in BACKGROUNDS if item.is_picture or item.name in REPAINTED
    }
    return captioned | {place.name: place.phrases for place in NEW_PLACES}
