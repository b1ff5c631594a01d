"""What people call the backgrounds, with any preposition or none: "down the street", "rainy city", "sunset over the ocean"."""
from collections.abc import Iterable
from typing import TypedDict

from training.scenes.captions import split_words
from training.scenes.colours import painted_colours
from training.scenes.nouns import NOUNS
from training.scenes.stored_places import NEW_PLACES, StoredPlace
from training.scenes.vocabulary import BACKGROUNDS

#: Where several phrases have the same name, this one counts.
PREFERRED = (
    "in the sea", "in the ocean", "in a meadow", "on the street", "in the city", "on the road", "in the rain", "in the snow", "in the sky", "on the beach",
)
#: More names, by the phrase that a caption has.
ALSO = {
    "on the beach": "coast, coastline, seashore, seafront, waterfront, sands",
    "by the sea": "bay, promenade, shoreline, seaside",
    "in the desert": "dunes, sand dunes, sahara, wasteland",
    "in a forest": "trees, forests, grove",
    "in a park": "parks, public garden",
    "in a meadow": "meadows, grassland, pasture, lawn, grass, grassy field, green field, prairie",
    "in the mountains":
        "mountain, mountains, snowy mountains, snow-capped mountains, snow capped mountains, snowy mountain, mountain range, hills, "
        "hillside, cliff, cliffs, valley, peaks, alps, mountainside, mountain top, mountaintop",
    "on the street": "streets, sidewalk, alley, avenue, boulevard, pavement, town, village, neighborhood, neighbourhood, suburb, main street",
    "on the road": "roads, lane, country lane, path",
    "in the city": "cities, downtown, skyline, city streets, city street, metropolis",
    "in the city at night": "city lights, night city, city at night, night lights, street at night",
    "in space": "outer space, galaxy, universe, cosmos, milky way, deep space, galaxies",
    "in the sky": "skies, blue sky",
    "in the clouds": "cloudy sky, clouds, cloud, cloudscape",
    "in the night sky": "night sky",
    "at night": "night, nighttime, midnight, moonlight",
    "at sunset": "sunset, sunrise, dusk, dawn, twilight, golden hour, sundown, evening, evening sky",
    "in the rain": "rain, rainy, rainy day, bad weather, raining, rainfall, heavy rain, rainstorm, thunderstorm, downpour, rainy weather",
    "in a storm": "storm, stormy",
    "in the snow": "snow, snowy, snowy day, snowfall, snowing, blizzard, snow falling, snowstorm, ski slope, slopes",
    "in winter": "winter, wintertime",
    "in autumn": "autumn, autumn day, fall season, autumnal",
    "under water": "underwater, sea floor, coral reef, reef, seabed, ocean floor, aquarium, deep sea, under the ocean",
    "in the jungle": "jungles, rainforest, tropical forest, amazon",
    "on a farm": "farmland, countryside, barn",
    "in a field of flowers": "flower field, field of flowers, flower garden, flower meadow, meadow of flowers, sunflower field, tulip field",
    "in a garden": "gardens, backyard, back yard, yard",
    "in a living room": "apartment, living room, lounge, house interior, hotel lobby",
    "in a bedroom": "bed room, hotel room",
    "in the kitchen": "kitchens, kitchen counter, counter",
    "in a mall": "market, supermarket, shop, shopping center, shopping mall",
    "in a factory": "warehouse, workshop, garage",
    "in a classroom": "class room, school, blackboard, lecture hall",
    "on a stage": "stage, concert, theater, theatre, spotlight, opera",
    "in a stadium": "arena, soccer field, football field, sports field, basketball court, tennis court, pitch",
    "at a party": "carnival, festival, birthday party, celebration",
    "at the playground": "sandbox, playgrounds",
    "in a cave": "tunnel, cavern, dungeon, grotto",
    "on the moon": "moon, lunar surface, moon surface, surface of the moon, lunar landscape",
    "on a sunset background": "gradient, colorful gradient, gradient background",
    "in wonderland": "wonderland, dreamland",
    "on the savanna": "savanna, savannah, safari, serengeti, africa",
    "in a canyon": "canyon, grand canyon, wild west, gorge",
    "in spring": "spring, springtime",
    "under cherry blossoms": "cherry trees, cherry blossoms, sakura",
    "in a wheat field": "fields, wheat field, corn field, cornfield, wheatfield, rice field",
    "in the arctic": "arctic, antarctica, antarctic, north pole, south pole, ice, iceberg, icebergs, ice floe",
    "at the pyramids": "pyramids, pyramid, egypt, giza",
    "in a bamboo forest": "bamboo forest, bamboo grove",
    "in hell": "hell, lava, inferno",
    "at a waterfall": "waterfall, waterfalls, cascade",
    "by a lake": "lake, lakeside, lakeshore, pond, lagoon",
    "by a river": "river, riverside, riverbank, creek, stream, brook",
    "on the open sea": "open sea, open ocean, open water, atlantic, pacific, high seas",
    "on the waves": "waves, ocean waves, sea waves, big waves",
    "on a stormy sea": "stormy sea, stormy ocean, rough sea, sea storm, stormy waves",
    "under the stars": "starry sky, starry night, starlit sky, night stars",
    "under the northern lights": "northern lights, aurora, auroras, aurora borealis, polar lights, iceland",
    "by a campfire": "campfire, bonfire, camp fire",
    "on mars": "mars, red planet, alien planet, alien world, another planet",
    "in tokyo": "tokyo, hong kong, shibuya",
    "in a neon city": "neon city, neon street, neon lights, neon light, neon",
    "in a cyberpunk city": "cyberpunk, cyberpunk city, cyberpunk street, futuristic city, future city",
    "on halloween": "halloween, halloween night",
    "in a graveyard": "graveyard, cemetery",
    "on a highway": "highway, freeway, motorway, racetrack, race track, autobahn",
    "in a harbor": "harbor, harbour, port, marina, pier, dock, docks, wharf",
    "at the train station": "train station, railway station, station platform",
    "on the tracks": "tracks, train tracks, railway, railway tracks, rails",
    "at the airport": "airport, runway",
    "in japan": "japan, kyoto",
    "in china": "china",
    "in paris": "paris",
    "in london": "london",
    "in new york": "new york, new york city, manhattan, times square",
    "in venice": "venice",
    "on a rooftop": "rooftop, rooftops, roof top",
    "at a wedding": "wedding",
    "on a wooden table": "table, wooden table, desk, tabletop",
    "in a gym": "gym, fitness studio",
    "in a hospital room": "hospital room",
    "on a calm lake": "calm lake",
    "in a dark forest": "dark forest, dark woods, night forest",
    "in a bakery": "bakery",
    "on a bridge": "bridge",
    "in a library": "library, bookshop, bookstore",
    "in an office": "office",
    "in a cafe": "cafe, restaurant, coffee shop, coffee house, bar, diner, pub, cafeteria, pizzeria",
    "in a bathroom": "bathroom, bath tub",
    "by the fireplace": "fireplace",
    "at christmas": "christmas, christmas eve, xmas, christmas day",
    "in a disco": "disco, nightclub, night club, discotheque, dance floor, dancefloor",
    "in a spaceship": "spaceship, space station, spacecraft",
    "in candy land": "candy land, candyland, candy world",
    "in an enchanted forest": "enchanted forest, magic forest, magical forest, fairy forest, fairyland, magical land, fairy tale, fairytale",
    "in a pool": "pool, swimming pool, poolside",
    "in a circus": "circus",
    "in a lab": "lab, laboratory",
}
#: Names that are also of a time or a weather: they give way to any other place.
WEAK = ("at night", "at sunset", "in the rain", "in a storm", "in winter", "in autumn", "in the snow", "in spring", "on halloween", "at christmas",
        "under the stars", "on a wooden table")
#: Two names that together are another place; where none of these is, the first one that is not weak counts.
TOGETHER = (
    ("on the beach at sunset", ("at sunset",), ("on the beach",)),
    ("by the ocean at sunset", ("at sunset",), ("in the ocean", "on the ocean")),
    ("by the sea at sunset", ("at sunset",), ("by the sea", "in the sea", "on the sea")),
    ("in a neon city", ("in a neon city", "in a cyberpunk city"),
     ("on the street", "in the city", "in tokyo", "at night", "in the city at night", "in the night sky", "on the road", "in the rain")),
    ("on a street at night", ("at night", "in the night sky"), ("on the street",)),
    ("in the city at night", ("at night", "in the night sky", "at sunset"), ("in the city",)),
    ("on the road at night", ("at night", "in the night sky"), ("on the road", "on a highway", "at the train station")),
    ("on a stormy sea", ("in a storm",), ("in the ocean", "in the sea", "on the ocean", "on the sea", "by the sea", "on the open sea", "on the waves")),
    ("by a campfire", ("by a campfire",), ("at night", "in the night sky", "under the stars", "in a forest", "on the beach", "in the mountains")),
    ("under the northern lights", ("under the northern lights",),
     ("at night", "in the night sky", "under the stars", "in the snow", "in a forest", "in the mountains")),
    ("in a forest at night", ("at night", "in the night sky", "under the stars"), ("in a forest",)),
    ("under the stars", ("at night", "in the night sky", "under the stars"), ("in a meadow", "in the mountains", "by a lake")),
    ("in the rain", ("in the rain", "in a storm"),
     ("in the city", "on the street", "in a park", "at night", "on the road", "in a garden", "in the city at night", "in the sky", "in the clouds")),
    ("in the snow", ("in the snow",),
     ("in a forest", "in the city", "on the street", "in a park", "in the mountains", "on the road", "in a garden", "on a farm", "at night", "in a meadow",
      "in winter", "in the sky", "at sunset")),
    ("in an autumn forest", ("in autumn",), ("in a forest", "in a park", "in a garden")),
)
#: Names that give way as well, since the place that they lead to is another one that has them: a river in the mountains.
GIVING_WAY = "river, riverbank, bay"
#: What is shown of a place where nothing is in it: a gradient is no place to look at.
ALONE = {
    "in the ocean": "on the open sea", "in the sea": "on the open sea",
}
#: The same of two names: a sea in a storm is gray.
ALONE_TOGETHER = (("in the rain", ("in the rain", "in a storm"), ("on the beach",)),)
#: What is in space, so that whoever goes there is as well.
IN_SPACE = "moon, full moon, planet, planets, mars, saturn, jupiter, venus, sun, star, stars, earth, galaxy"
#: Nouns of the pack that are read as places, though not where they are counted: "a beautiful beach".
FIRST = ("snowy mountains, snow-capped mountains, snow capped mountains, snowy mountain, "
         "beach, sandy beach, coral reef, dawn, sunrise, freeway, highway, motorway, playground, skyline, snowfall, stadium, mountains, clouds, thunderstorm, "
         "trees")
#: After a colour, these are a plain background as well.
PLAIN = ("background", "gradient", "screen", "wallpaper", "backdrop", "wall", "gradient background")
_THINGS = {name.lower() for noun in NOUNS for name in (noun.name, *noun.synonyms)}
PREPOSITIONS = {"in", "on", "at", "by", "near", "inside", "under", "among", "with", "along", "down", "over", "against"}
ARTICLES = {"a", "an", "the", "my"}
#: By themselves these are no places.
NO_NAMES = {"fall", "class", "dream", "room", "home", "background"}


class PlaceWords(TypedDict):
    """As in `words.json`."""

    names: dict[str, str]
    weak: list[str]
    first: list[str]
    together: list[tuple[str, list[str], list[str]]]
    destinations: dict[str, str]
    alone: dict[str, str]
    aloneTogether: list[tuple[str, list[str], list[str]]]


def place_words(new: Iterable[StoredPlace] = NEW_PLACES) -> PlaceWords:
    """`new`: the places of no caption that the pack has; what is said of others is left out."""
    names: dict[str, str] = {}
    phrases = [" ".join(split_words(phrase)) for background in BACKGROUNDS for phrase in background.phrases]
    of_new = [phrase for place in new for phrase in place.phrases]
    for phrase in (*of_new, *PREFERRED, *(phrase for phrase in phrases if "background" not in phrase)):
        # What is also a thing is a place only behind a preposition, which leads to its phrase.
        if phrase not in of_new or bare(phrase) not in _THINGS:
            names.setdefault(bare(phrase), phrase)
    for phrase, also in ALSO.items():
        # Said by hand, so it counts before what is taken from a phrase.
        if phrase in phrases or phrase in of_new:
            names |= dict.fromkeys(also.split(", "), phrase)
    colours = colour_places()
    names |= {f"{colour} {plain}": phrase for colour, phrase in colours.items() for plain in PLAIN}
    # Those of a colour alone are no place: "on green".
    names = {name: phrase for name, phrase in names.items() if name not in colours and name not in NO_NAMES}
    of_phrase = {phrase: [name for name, meant in names.items() if meant == phrase or bare(phrase) == name] for phrase in set(names.values()) | set(ALSO)}

    def names_of(meant: tuple[str, ...]) -> list[str]:
        return sorted({name for phrase in meant for name in of_phrase.get(phrase, [])})

    return {
        "names": dict(sorted(names.items())),
        "weak": sorted({*names_of(WEAK), *GIVING_WAY.split(", ")}),
        "first": FIRST.split(", "),
        "together": [(phrase, names_of(ones), names_of(others)) for phrase, ones, others in TOGETHER if phrase in phrases or phrase in of_new],
        "destinations": dict.fromkeys(IN_SPACE.split(", "), "in space"),
        "alone": {phrase: shown for phrase, shown in ALONE.items() if shown in phrases or shown in of_new},
        "aloneTogether": [(phrase, names_of(ones), names_of(others)) for phrase, ones, others in ALONE_TOGETHER],
    }


def colour_places() -> dict[str, str]:
    """Of each colour, the phrase for a background of it."""
    return {name: f"on {'an' if name[0] in 'aeiou' else 'a'} {name} background" for name in painted_colours()}


def bare(phrase: str) -> str:
    """A phrase without its preposition and article: "in the woods" is called "woods"."""
    words = phrase.removeprefix("in front of ").split()
    while len(words) > 1 and (words[0] in PREPOSITIONS or words[0] in ARTICLES):
        words.pop(0)
    return " ".join(words)
