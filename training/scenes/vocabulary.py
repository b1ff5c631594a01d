"""What the `cpu` preset knows by name: the nouns of `nouns/`, 26 backgrounds, sizes, places, speeds, cameras.

Everything a caption can say is in tables, here and in `captions.py`, so that the tokenizer's
vocabulary follows from them and a word can never be in a caption but not in the tokenizer.
"""
from dataclasses import dataclass

from training.scenes.nouns import NOUN_BY_NAME, NOUNS, Noun

__all__ = ["BACKGROUNDS", "BACKGROUND_BY_NAME", "CAMERAS", "NOUNS", "NOUN_BY_NAME", "PLACES", "SIZES", "SPEEDS",
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

    With a `photo`, the picture is shown instead, and the colours are those of its top, middle and bottom.
    """

    name: str
    stops: tuple[Rgb, Rgb, Rgb]
    phrases: tuple[str, ...]
    photo: Photo | None = None

    @property
    def shows_tilt(self) -> bool:
        """Whether a camera that moves up or down would be seen."""
        return self.photo is not None or len(set(self.stops)) > 1


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
    stops = PHOTO_COLOURS[name]
    return Background(name, stops, (*phrases, f"with a {name} background", f"{name} background"), Photo(panorama, turn, tilt))


# Means of the thirds of what `data.backgrounds` writes; it prints them.
PHOTO_COLOURS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "forest": ((165, 166, 133), (154, 137, 85), (148, 133, 90)),
    "city": ((162, 163, 179), (116, 114, 120), (117, 99, 97)),
    "park": ((115, 169, 252), (163, 188, 134), (136, 161, 42)),
    "desert": ((197, 183, 254), (181, 154, 176), (108, 77, 79)),
    "seaside": ((94, 187, 255), (106, 164, 235), (84, 126, 172)),
    "living room": ((180, 161, 134), (201, 196, 189), (189, 173, 163)),
    "mall": ((138, 117, 118), (114, 101, 106), (123, 94, 63)),
    "studio": ((96, 93, 98), (130, 141, 150), (134, 147, 156)),
    "clouds": ((137, 153, 194), (124, 142, 186), (140, 151, 182)),
    "factory": ((219, 200, 176), (205, 184, 151), (214, 191, 156)),
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
    _gradient("ocean", (150, 224, 226), (56, 150, 200), (22, 72, 140), "in the ocean", "in the sea", "under water"),
    _gradient("night sky", (14, 16, 44), (34, 36, 86), (74, 70, 136), "at night", "in the night sky"),
    _gradient("meadow", (150, 208, 246), (206, 232, 222), (112, 184, 88), "in a meadow", "on the grass"),
    _photo("forest", "forest", 0.16, 2, "in a forest", "in the forest", "in the woods", "among trees"),
    _photo("city", "city", 0.60, 8, "in a city", "in the city", "on the street", "in town", "downtown"),
    _photo("park", "park", 0.36, 2, "in a park", "in the park", "on a lawn", "in a field"),
    _photo("desert", "dawn", 0.74, 4, "in the desert", "in a desert", "in the wilderness"),
    _photo("seaside", "venice", 0.86, 2, "by the sea", "at the seaside", "by the water", "at the harbor", "on the shore"),
    _photo("living room", "apartment", 0.58, 2, "in a living room", "in a room", "in an apartment", "at home", "indoors"),
    _photo("mall", "esplanade", 0.57, 8, "in a mall", "in a shopping mall", "in a shop", "in a lobby"),
    _photo("studio", "studio", 0.36, 6, "in a studio", "in a photo studio", "on a stage"),
    _photo("clouds", "sky", 0.30, 32, "in the clouds", "in the sky", "in a cloudy sky", "among clouds"),
    _photo("factory", "workshop", 0.55, 4, "in a factory", "in a workshop", "in a warehouse"),
)
BACKGROUND_BY_NAME: dict[str, Background] = {background.name: background for background in BACKGROUNDS}

if unknown := {name for noun in NOUNS for name in noun.clashes} - set(BACKGROUND_BY_NAME):
    raise ValueError(f"There are no such backgrounds: {sorted(unknown)}.")

# Half the side of the sprite's square, in units of half the frame (1.0 fills the frame).
SIZES: dict[str, float] = {"small": 0.42, "normal": 0.62, "big": 0.82}
# Where the sprite's centre starts; x to the right, y down, both -1..1. `home` is the motion's own place.
PLACES: dict[str, tuple[float, float]] = {
    "left": (-0.45, 0.0), "right": (0.45, 0.0), "top": (0.0, -0.42), "bottom": (0.0, 0.42),
}
# A period is multiplied by this.
SPEEDS: dict[str, float] = {"slowly": 1.6, "normal": 1.0, "quickly": 0.65}
CAMERAS: tuple[str, ...] = ("none", "zooms in", "zooms out", "pans left", "pans right", "tilts up")
