"""What the `cpu` preset knows by name: 48 nouns, 16 backgrounds, sizes, places, speeds, cameras.

Everything a caption can say is in tables, here and in `captions.py`, so that the tokenizer's
vocabulary follows from them and a word can never be in a caption but not in the tokenizer.
"""
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Noun:
    """One sprite and the words for it.

    `codepoints` is the file name in the emoji packages; `colour` is the colour that people see
    in it (never used to recolour); `synonyms` stand for `name` in captions; `inner` are phrases
    for what its own animation shows, used only when it has no other motion; `clashes` are
    backgrounds on which it would be hard to see.
    """

    name: str
    codepoints: str
    source: Literal["animated", "static"]
    colour: str | None = None
    synonyms: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def _animated(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
              inner: str = "", clashes: str = "") -> Noun:
    return Noun(name, codepoints, "animated", colour, _split(synonyms), _split(inner), _split(clashes))


def _static(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
            clashes: str = "") -> Noun:
    return Noun(name, codepoints, "static", colour, _split(synonyms), (), _split(clashes))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


NOUNS: tuple[Noun, ...] = (
    _animated("panda", "1f43c", None, "panda bear, panda face", clashes="white"),
    _animated("cat", "1f431", "orange", "kitty, kitten, cat face", "blinking, looking around",
              clashes="orange, yellow"),
    _animated("dog", "1f436", "brown", "puppy, doggy, dog face", "panting, sticking its tongue out",
              clashes="brown, orange"),
    _animated("penguin", "1f427", None, "baby penguin", "waddling, flapping its wings", clashes="purple, night sky"),
    _animated("butterfly", "1f98b", "orange", "monarch", "flapping its wings, fluttering",
              clashes="orange, red, brown"),
    _animated("fox", "1f98a", "orange", "fox face", "looking around", clashes="orange"),
    _animated("frog", "1f438", "green", "toad, frog face", "looking around", clashes="green"),
    _animated("owl", "1f989", "brown", "night bird", "looking around", clashes="brown"),
    _animated("lion", "1f981", "brown", "lion face", "roaring", clashes="brown"),
    _animated("pig", "1f437", "pink", "piggy, piglet, pig face", clashes="pink"),
    _animated("monkey", "1f435", "brown", "ape, chimp, monkey face", "laughing, nodding", clashes="brown"),
    _animated("rabbit", "1f430", "white", "bunny, bunny rabbit", clashes="white"),
    _animated("elephant", "1f418", "gray", "baby elephant", "waving its trunk", clashes="gray"),
    _animated("octopus", "1f419", "orange", "squid", "swimming, dancing", clashes="orange, pink"),
    _animated("crab", "1f980", "red", "", "dancing, pinching", clashes="red, pink"),
    _animated("fish", "1f420", "blue", "tropical fish", "swimming", clashes="blue, light blue, ocean"),
    _animated("dinosaur", "1f996", "green", "dino, t-rex", clashes="green"),
    _animated("ghost", "1f47b", "white", "spook, phantom", "haunting, hovering", clashes="white"),
    _animated("alien", "1f47d", "green", "martian, extraterrestrial", clashes="green"),
    _animated("robot", "1f916", None, "android, robot face", "blinking", clashes="white"),
    _animated("smiley", "1f600", "yellow", "smiling face, happy face, grinning face, emoji", "laughing, grinning",
              clashes="yellow, orange"),
    _animated("police car", "1f693", None, "cop car, patrol car"),
    _animated("car", "1f697", "red", "automobile, auto", "driving", clashes="red"),
    _animated("rocket", "1f680", "white", "spaceship, space rocket", "flying", clashes="white"),
    _static("apple", "1f34e", "red", "apple fruit", clashes="red"),
    _static("green apple", "1f34f", None, "unripe apple", clashes="green"),
    _static("banana", "1f34c", "yellow", "peeled banana", clashes="yellow, orange"),
    _static("strawberry", "1f353", "red", "berry", clashes="red"),
    _static("watermelon", "1f349", "red", "melon, slice of watermelon", clashes="red"),
    _static("pizza", "1f355", None, "slice of pizza, pizza slice", clashes="yellow, orange"),
    _static("burger", "1f354", None, "hamburger, cheeseburger", clashes="orange, brown"),
    _static("donut", "1f369", "brown", "doughnut, chocolate donut", clashes="brown"),
    _static("balloon", "1f388", "red", "party balloon", clashes="red"),
    _static("soccer ball", "26bd", None, "football, soccer"),
    _static("basketball", "1f3c0", "orange", "basket ball", clashes="orange, red"),
    _static("star", "2b50", "yellow", "gold star", clashes="yellow, orange"),
    _static("sun", "2600-fe0f", "yellow", "bright sun", clashes="yellow, orange"),
    _static("heart", "2764-fe0f", "red", "love heart", clashes="red"),
    _static("tree", "1f333", "green", "leafy tree", clashes="green, meadow"),
    _static("cactus", "1f335", "green", "desert plant", clashes="green, meadow"),
    _static("mushroom", "1f344", "red", "toadstool", clashes="red"),
    _static("gift", "1f381", "yellow", "present, gift box, wrapped gift", clashes="yellow, orange"),
    _static("crown", "1f451", "yellow", "gold crown, royal crown", clashes="yellow, orange"),
    _static("guitar", "1f3b8", "red", "electric guitar", clashes="red"),
    _static("umbrella", "2602-fe0f", "purple", "parasol", clashes="purple, night sky"),
    _static("airplane", "2708-fe0f", "blue", "plane, aeroplane, jet", clashes="blue, gray"),
    _static("house", "1f3e0", None, "home, cottage"),
    _static("sunflower", "1f33b", "yellow", "flower", clashes="yellow"),
)
NOUN_BY_NAME: dict[str, Noun] = {noun.name: noun for noun in NOUNS}

Rgb = tuple[int, int, int]


@dataclass(frozen=True)
class Background:
    """A vertical gradient through three colours (top, middle, bottom); plain when all are equal."""

    name: str
    stops: tuple[Rgb, Rgb, Rgb]
    phrases: tuple[str, ...]


def _plain(name: str, rgb: Rgb, *also: str) -> Background:
    shapes = ("on a {} background", "with a {} background", "in front of a {} background", "on {}",
              "{} background", "against a {} background", "against {}")
    phrases = [shape.format(word) for word in (name, *also) for shape in shapes]
    return Background(name, (rgb, rgb, rgb), tuple(phrase.replace("a orange", "an orange") for phrase in phrases))


def _gradient(name: str, top: Rgb, middle: Rgb, bottom: Rgb, *phrases: str) -> Background:
    shapes = ("on a {} background", "with a {} background", "{} background", "in front of a {}")
    shown = [shape.format(name).replace("a ocean", "an ocean") for shape in shapes]
    return Background(name, (top, middle, bottom), (*shown, *phrases))


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
)
BACKGROUND_BY_NAME: dict[str, Background] = {background.name: background for background in BACKGROUNDS}

# Half the side of the sprite's square, in units of half the frame (1.0 fills the frame).
SIZES: dict[str, float] = {"small": 0.42, "normal": 0.62, "big": 0.82}
# Where the sprite's centre starts; x to the right, y down, both -1..1. `home` is the motion's own place.
PLACES: dict[str, tuple[float, float]] = {
    "left": (-0.45, 0.0), "right": (0.45, 0.0), "top": (0.0, -0.42), "bottom": (0.0, 0.42),
}
# A period is multiplied by this.
SPEEDS: dict[str, float] = {"slowly": 1.6, "normal": 1.0, "quickly": 0.65}
CAMERAS: tuple[str, ...] = ("none", "zooms in", "zooms out")
