"""What the `cpu` preset knows by name: the nouns of `nouns/`, 50 backgrounds, sizes, places, speeds, cameras.

Everything a caption can say is in tables, here and in `captions.py`, so that the tokenizer's
vocabulary follows from them and a word can never be in a caption but not in the tokenizer.
"""
from dataclasses import dataclass

from training.scenes.nouns import NOUN_BY_NAME, NOUNS, Noun
from training.scenes.nouns.noun import split

__all__ = ["BACKGROUNDS", "BACKGROUND_BY_NAME", "CAMERAS", "NOUNS", "NOUN_BY_NAME", "PLACES", "SPEEDS",
           "Background", "Noun", "Photo"]

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Photo:
    """What a photographic background shows of a panorama of `@pmndrs/assets`.

    `panorama` is its file name; `turn` where in its width the middle of the frame looks, 0..1; `tilt` how far up, degrees.
    """

    panorama: str
    turn: float
    tilt: float


@dataclass(frozen=True)
class Background:
    """A vertical gradient through three colours (top, middle, bottom); plain when all are equal.

    With a `photo` or a `painter` (of `data/places`), that picture is shown instead, and the colours are those of its top,
    middle and bottom. `like` are backgrounds it looks like: what clashes with one of them clashes with it.
    """

    name: str
    stops: tuple[Rgb, Rgb, Rgb]
    phrases: tuple[str, ...]
    photo: Photo | None = None
    painter: str | None = None
    like: tuple[str, ...] = ()

    @property
    def is_picture(self) -> bool:
        return self.photo is not None or self.painter is not None

    def clashes_with(self, noun: Noun) -> bool:
        """Whether the noun would be hard to see."""
        return self.name in noun.clashes or any(name in noun.clashes for name in self.like)

    @property
    def shows_tilt(self) -> bool:
        """Whether a camera that moves up or down would be seen."""
        return self.is_picture or len(set(self.stops)) > 1


def _plain(name: str, rgb: Rgb, *also: str) -> Background:
    shapes = ("on a {} background", "with a {} background", "in front of a {} background", "on {}",
              "{} background", "against a {} background", "against {}")
    phrases = [shape.format(word) for word in (name, *also) for shape in shapes]
    return Background(name, (rgb, rgb, rgb), tuple(phrase.replace("a orange", "an orange") for phrase in phrases))


def _gradient(name: str, top: Rgb, middle: Rgb, bottom: Rgb, *phrases: str) -> Background:
    shapes = ("on a {} background", "with a {} background", "{} background", "in front of a {}")
    shown = [shape.format(name).replace("a ocean", "an ocean") for shape in shapes]
    return Background(name, (top, middle, bottom), (*shown, *phrases))


def _photo(name: str, panorama: str, turn: float, tilt: float, *phrases: str) -> Background:
    stops = PICTURE_COLOURS[name]
    return Background(name, stops, (*phrases, f"with a {name} background", f"{name} background"), Photo(panorama, turn, tilt))


def _painted(name: str, like: str, *phrases: str) -> Background:
    article = "an" if name[0] in "aeiou" else "a"
    said = (*phrases, f"with {article} {name} background", f"{name} background")
    return Background(name, PICTURE_COLOURS[name], said, painter=name, like=split(like))


# Means of the thirds of what `data.backgrounds` writes; it prints them.
PICTURE_COLOURS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "forest": ((164, 169, 141), (146, 132, 81), (153, 133, 92)),
    "city": ((157, 158, 174), (109, 107, 112), (115, 96, 94)),
    "park": ((111, 164, 248), (159, 186, 127), (129, 153, 41)),
    "desert": ((182, 174, 254), (167, 141, 163), (110, 80, 83)),
    "seaside": ((86, 184, 255), (103, 161, 230), (88, 122, 164)),
    "living room": ((174, 152, 124), (193, 187, 178), (181, 158, 135)),
    "mall": ((129, 110, 121), (106, 91, 89), (148, 113, 80)),
    "studio": ((94, 97, 104), (128, 139, 148), (136, 149, 158)),
    "clouds": ((139, 155, 195), (122, 141, 187), (140, 150, 179)),
    "factory": ((210, 184, 152), (198, 177, 140), (209, 186, 147)),
    "beach": ((132, 190, 188), (136, 194, 213), (240, 209, 148)),
    "street": ((153, 179, 207), (176, 184, 178), (159, 157, 157)),
    "snow": ((183, 216, 244), (156, 183, 191), (219, 228, 237)),
    "space": ((44, 35, 63), (34, 25, 71), (66, 108, 171)),
    "stage": ((156, 48, 55), (130, 40, 49), (200, 143, 94)),
    "kitchen": ((163, 203, 198), (195, 186, 164), (83, 163, 153)),
    "garden": ((166, 217, 248), (168, 198, 167), (156, 159, 108)),
    "mountain": ((149, 191, 232), (97, 135, 142), (111, 176, 88)),
    "rain": ((116, 133, 155), (146, 165, 185), (124, 143, 162)),
    "city lights": ((45, 41, 89), (99, 85, 122), (50, 39, 79)),
    "underwater": ((75, 184, 237), (48, 142, 207), (167, 161, 138)),
    "jungle": ((103, 148, 92), (147, 176, 124), (76, 141, 65)),
    "farm": ((172, 200, 225), (177, 162, 126), (183, 168, 66)),
    "playground": ((161, 199, 230), (154, 187, 140), (227, 205, 144)),
    "stadium": ((156, 185, 214), (123, 146, 140), (106, 187, 100)),
    "bedroom": ((204, 198, 215), (197, 185, 181), (172, 135, 131)),
    "classroom": ((135, 153, 123), (159, 160, 125), (168, 121, 75)),
    "road": ((155, 207, 247), (153, 193, 150), (126, 146, 121)),
    "autumn": ((218, 152, 93), (220, 175, 114), (208, 132, 68)),
    "sunset beach": ((171, 102, 128), (201, 138, 136), (186, 123, 101)),
    "party": ((167, 107, 158), (190, 111, 175), (232, 142, 177)),
    "rainbow": ((172, 196, 220), (182, 182, 181), (249, 240, 247)),
    "cave": ((75, 69, 88), (137, 142, 152), (117, 103, 123)),
    "moon": ((28, 43, 63), (55, 61, 84), (150, 154, 168)),
}
BACKGROUNDS: tuple[Background, ...] = (
    _plain("white", (246, 246, 244)),
    _plain("black", (28, 28, 32)),
    _plain("gray", (146, 148, 152), "grey"),
    _plain("red", (206, 66, 62)),
    _plain("orange", (242, 152, 66)),
    _plain("yellow", (250, 218, 100)),
    _plain("green", (98, 178, 100)),
    _plain("light blue", (164, 212, 244), "sky blue"),
    _plain("blue", (66, 112, 208)),
    _plain("purple", (132, 88, 186)),
    _plain("pink", (246, 172, 200)),
    _plain("brown", (136, 94, 66)),
    _gradient("sunset", (92, 70, 140), (232, 122, 104), (252, 202, 120), "at sunset", "in the evening sky"),
    _gradient("ocean", (150, 224, 226), (56, 150, 200), (22, 72, 140), "in the ocean", "in the sea"),
    _gradient("night sky", (14, 16, 44), (34, 36, 86), (74, 70, 136), "at night", "in the night sky"),
    _gradient("meadow", (150, 208, 246), (206, 232, 222), (112, 184, 88), "in a meadow", "on the grass"),
    _photo("forest", "forest", 0.16, 2, "in a forest", "in the forest", "in the woods", "among trees"),
    _photo("city", "city", 0.60, 8, "in a city", "in the city", "in a big city", "downtown"),
    _photo("park", "park", 0.36, 2, "in a park", "in the park", "on a lawn"),
    _photo("desert", "dawn", 0.74, 4, "in the desert", "in a desert", "in the wilderness"),
    _photo("seaside", "venice", 0.86, 2, "by the sea", "at the seaside", "by the water", "at the harbor"),
    _photo("living room", "apartment", 0.58, 2, "in a living room", "in a room", "in an apartment", "at home", "indoors"),
    _photo("mall", "esplanade", 0.57, 8, "in a mall", "in a shopping mall", "in a shop", "in a lobby"),
    _photo("studio", "studio", 0.36, 6, "in a studio", "in a photo studio"),
    _photo("clouds", "sky", 0.30, 32, "in the clouds", "in the sky", "in a cloudy sky", "among clouds"),
    _photo("factory", "workshop", 0.55, 4, "in a factory", "in a workshop", "in a warehouse"),
    _painted("beach", "", "on the beach", "at the beach", "on a beach", "on a sandy beach", "by the ocean", "on the shore", "on the sand",
             "in the sand"),
    _painted("street", "", "on the street", "in the street", "on a street", "in a small town", "in town", "in a village",
             "on the sidewalk", "in the neighborhood"),
    _painted("snow", "white", "in the snow", "on the snow", "in a snowy landscape", "in winter", "in a winter landscape",
             "on a snowy day", "in the winter"),
    _painted("space", "black, night sky", "in space", "in outer space", "among the stars", "in the galaxy", "in a galaxy",
             "in the universe", "in the cosmos"),
    _painted("stage", "red", "on a stage", "on the stage", "on stage", "in a theater", "in the theater", "in the spotlight",
             "in front of a curtain", "in front of red curtains"),
    _painted("kitchen", "", "in the kitchen", "in a kitchen", "in my kitchen", "on the kitchen counter", "in a cozy kitchen",
             "on the counter"),
    _painted("garden", "meadow", "in a garden", "in the garden", "among flowers", "in the flowers", "in a field of flowers",
             "in the backyard", "in my garden"),
    _painted("mountain", "blue", "in the mountains", "in front of mountains", "on a mountain", "in the alps", "in a valley", "on a hill",
             "in the hills"),
    _painted("rain", "gray", "in the rain", "on a rainy day", "in heavy rain", "in rainy weather", "in bad weather", "in a storm",
             "in the storm"),
    _painted("city lights", "black, night sky", "in the city at night", "in a city at night", "with city lights", "in front of city lights",
             "on a street at night", "downtown at night", "in the night lights"),
    _painted("underwater", "ocean", "under water", "underwater", "under the sea", "under the water", "on the sea floor",
             "at the bottom of the sea", "in a coral reef", "in an aquarium"),
    _painted("jungle", "forest", "in the jungle", "in a jungle", "in the rainforest", "in a rainforest", "in a tropical forest",
             "in the tropics"),
    _painted("farm", "yellow", "on a farm", "on the farm", "in a field", "in the field", "by the barn", "near a barn",
             "in the countryside"),
    _painted("playground", "", "at the playground", "on the playground", "on a playground", "in a playground", "at a playground",
             "in a sandbox"),
    _painted("stadium", "meadow", "in a stadium", "in the stadium", "at the stadium", "on a sports field", "on a soccer field",
             "on a football field", "on the field", "in an arena"),
    _painted("bedroom", "", "in a bedroom", "in the bedroom", "in my bedroom", "in a cozy bedroom", "in my room", "in a hotel room",
             "in the kids room"),
    _painted("classroom", "", "in a classroom", "in the classroom", "at school", "in school", "in class", "in front of a blackboard",
             "in front of a chalkboard"),
    _painted("road", "", "on the road", "on a road", "on a country road", "down the road", "on a highway", "on the highway",
             "along the road"),
    _painted("autumn", "orange", "in an autumn forest", "in autumn", "in the fall", "in a fall forest", "among autumn leaves",
             "in an autumn park", "on an autumn day"),
    _painted("sunset beach", "sunset", "on the beach at sunset", "on a beach at sunset", "at the beach at sunset", "by the sea at sunset",
             "by the ocean at sunset", "on a sunset beach"),
    _painted("party", "pink, purple", "at a party", "at the party", "at a birthday party", "at a celebration", "in a party room",
             "at a festival", "at a carnival"),
    _painted("rainbow", "white", "under a rainbow", "under the rainbow", "in front of a rainbow", "with a rainbow", "over the rainbow",
             "in a dream", "in wonderland", "in a magical land"),
    _painted("cave", "gray", "in a cave", "in the cave", "inside a cave", "in a dark cave", "in a crystal cave", "in a cavern",
             "in a dungeon"),
    _painted("moon", "gray, black", "on the moon", "on the surface of the moon", "on the lunar surface", "in a moon crater",
             "in a lunar landscape"),
)
BACKGROUND_BY_NAME: dict[str, Background] = {background.name: background for background in BACKGROUNDS}
_PHRASES = [phrase for background in BACKGROUNDS for phrase in background.phrases]
if shared := {phrase for phrase in _PHRASES if _PHRASES.count(phrase) > 1}:
    raise ValueError(f"More than one background is called so: {sorted(shared)}.")

# Where the sprite's centre starts; x to the right, y down, both -1..1. `home` is the motion's own place.
PLACES: dict[str, tuple[float, float]] = {
    "left": (-0.45, 0.0), "right": (0.45, 0.0), "top": (0.0, -0.42), "bottom": (0.0, 0.42),
}
# A period is multiplied by this.
SPEEDS: dict[str, float] = {"slowly": 1.6, "normal": 1.0, "quickly": 0.65}
CAMERAS: tuple[str, ...] = ("none", "zooms in", "zooms out", "pans left", "pans right", "tilts up")
