"""The ways to write a word that the models know: plurals, verb forms, spellings, names written together, emoji.

No caption has them and no training is needed for them: the browser puts the word that was learned in their place, before it looks at
what other words mean. They are listed here for the words of the captions, so that each can be looked at; no rule at run time has
to tell "leaves" from "glasses".
"""

from itertools import product
from pathlib import Path
from typing import TypedDict

from training.scenes.captions import CAMERA_WORDS, MOTION_WORDS, PLURAL, split_words
from training.scenes.nouns import Noun
from training.scenes.nouns.beings.activities import ACTIVITIES
from training.scenes.nouns.beings.animals import ANIMALS, MORE_ANIMALS
from training.scenes.nouns.beings.creatures import CREATURES
from training.scenes.nouns.beings.people import FIGURES, MORE_FIGURES
from training.scenes.nouns.beings.professions import PROFESSIONS
from training.scenes.vocabulary import BACKGROUNDS

#: Labels of all emoji of the artwork's package, with their code points.
EMOJI_LABELS = Path("training/data/lists/fluent-static-mit.tsv")

#: Plurals that follow no rule. Those of words that were not learned lead to the word that is read by its meaning.
IRREGULAR_PLURALS = {
    "man": ["men"], "woman": ["women"], "mouse": ["mice", "mouses"], "sheep": ["sheeps"], "deer": ["deers"], "fish": ["fishes"], "die": ["dice"],
    "dice": ["dices"], "octopus": ["octopuses", "octopi"], "cactus": ["cactuses", "cacti"], "bus": ["buses", "busses"], "leaf": ["leaves"],
    "wolf": ["wolves"], "elf": ["elves"], "loaf": ["loaves"], "scarf": ["scarves", "scarfs"], "monarch": ["monarchs"], "squid": ["squids", "squid"],
    "spacecraft": ["spacecrafts"], "child": ["children"], "person": ["people", "persons"], "goose": ["geese"], "knife": ["knives"],
    "tooth": ["teeth"], "foot": ["feet"], "ox": ["oxen"], "calf": ["calves"], "half": ["halves"], "shelf": ["shelves"], "thief": ["thieves"],
}
#: Nouns of which one is not written as their plural without its last letter.
SINGULARS = {
    "grapes": ["grape"], "french fries": ["french fry"], "noodles": ["noodle"], "headphones": ["headphone"], "earphones": ["earphone"],
    "sunglasses": ["sunglass"], "eyeglasses": ["eyeglass"], "scissors": ["scissor"], "trousers": ["trouser"],
}
#: Learned as part of another name or of a background only; by themselves they are plurals. The phrases are read as they stand.
BOUND_PLURALS = {
    "keys": ("key", ["piano keys"]),
    "shoes": ("shoe", ["ballet shoes", "pointe shoes", "ballerina shoes"]),
    "horns": ("horn", ["horns hand", "horns sign"]),
    "people": ("person", ["people hugging", "two people hugging", "people wrestling"]),
    "trees": ("tree", ["among trees", "among the trees", "in the trees"]),
    "clouds": ("cloud", ["clouds background", "the clouds", "in clouds", "among clouds", "with clouds", "of clouds"]),
    "flowers": ("flower", ["among flowers", "among the flowers", "in the flowers", "in flowers", "of flowers"]),
    "leaves": ("leaf", ["autumn leaves"]),
    "lights": ("light", ["city lights", "night lights"]),
    "mountains": ("mountain", ["the mountains", "of mountains", "in mountains"]),
    "stars": ("star", ["the stars", "among stars"]),
}
#: Past tense and participle, where "-ed" is wrong. The first words are what captions say, or what they say with "-ing".
IRREGULAR_VERBS = {
    "swing": "swung", "spin": "spun", "shake": "shook shaken", "grow": "grew grown", "shrink": "shrank shrunk shrunken", "fly": "flew flown",
    "fall": "fell fallen", "drive": "drove driven", "slide": "slid slidden", "go": "went gone", "get": "got gotten", "become": "became",
    "run": "ran", "sleep": "slept", "beat": "beaten", "leap": "leapt leaped", "stand": "stood", "come": "came", "swim": "swam swum", "stick": "stuck",
}
#: As a verb, what is said of a thing that moves by itself; its participle is in captions, and the rest of it is not.
PARTICIPLES_OF = {
    "blink": "blinking", "pant": "panting", "waddle": "waddling", "flap": "flapping", "flutter": "fluttering", "roar": "roaring", "nod": "nodding",
    "laugh": "laughing", "swim": "swimming", "pinch": "pinching", "haunt": "haunting", "grin": "grinning", "chew": "chewing",
    "sniff": "sniffing", "slither": "slithering", "shine": "shining", "spout": "spouting", "buzz": "buzzing", "chirp": "chirping",
    "quack": "quacking", "sob": "sobbing", "fume": "fuming", "wink": "winking", "flicker": "flickering", "erupt": "erupting", "swirl": "swirling",
}
#: After someone who can do it, what else would be a plural.
VERBS_OF_FIGURES = {"waves": "waving", "watches": "looking"}
COLOURS_ISH = {
    "red": "reddish redish", "orange": "orangish orangeish", "yellow": "yellowish", "green": "greenish", "blue": "bluish blueish",
    "purple": "purplish purpleish", "pink": "pinkish", "brown": "brownish", "gray": "grayish greyish", "white": "whitish", "black": "blackish",
}
SUPERLATIVES = {
    "small": "smallest", "tiny": "tinier tiniest", "little": "littler littlest", "big": "biggest", "large": "largest", "huge": "huger hugest",
    "tall": "taller tallest", "young": "younger youngest", "happy": "happier happiest", "fluffy": "fluffier fluffiest", "lazy": "lazier laziest",
}
#: British for American, American for British, and what is often written for either.
SPELLINGS = {
    "colored": "coloured", "colorful": "colourful", "harbor": "harbour", "woolen": "woollen", "woolly": "wooly", "racket": "racquet racquets",
    "chili": "chilli chillis chillies chile chiles", "smiley": "smilie smilies", "tv": "telly tellys",
}
#: Of one name, where two words are often written for it.
APART = (
    "snow man, pop corn, air plane, water melon, sun flower, butter fly, jelly fish, lady bug, foot ball, sail boat, cup cake, pine apple, straw berry, "
    "motor cycle, motor bike, back pack, fire fighter, police man, space ship, space man, tea pot, egg plant, drum stick, bath tub, hour glass, head phones, "
    "suit case, speed boat, rain drop, snow flake, cow boy, hedge hog, light bulb, skate board, sea shell, rain bow, para chute, wheel chair, mush room, "
    "super hero, sun glasses, ear phones, hot dog, puffer fish, basket ball, volley ball, base ball, lolly pop, pan cakes, cell phone, smart phone"
)

#: What else emoji are, where the package's label is no name of a noun.
EMOJI_BY_HAND = {
    "🐭": "mouse", "🐁": "mouse", "🐀": "mouse", "🐇": "rabbit", "🐖": "pig", "🐕": "dog", "🐩": "dog", "🦮": "dog", "🐈": "cat", "🐒": "monkey", "🙈": "monkey",
    "🙉": "monkey", "🙊": "monkey", "🐎": "horse", "🐴": "horse", "🦓": "zebra", "🐂": "cow", "🐃": "cow", "🐮": "cow", "🐏": "sheep", "🐋": "whale", "🐡": "pufferfish",
    "🐟": "fish", "🐠": "fish", "🐣": "chick", "🐤": "chick", "🐥": "chick", "🐫": "camel", "🐲": "dragon", "🐾": "", "🦑": "octopus", "🪼": "jellyfish", "🐓": "rooster",
    "🦖": "dinosaur", "🌟": "star", "⭐": "star", "✨": "star", "🌞": "sun", "🌲": "tree", "🌳": "tree", "🎄": "christmas tree", "🍁": "leaf", "🍂": "leaf", "🍃": "leaf",
    "🌱": "leaf", "🪴": "potted plant", "🌙": "moon", "🌛": "moon", "🌜": "moon", "🌝": "full moon", "🌚": "moon", "🌑": "moon", "🌒": "moon", "🌓": "moon", "🌔": "moon", "🌕": "full moon",
    "🌖": "moon", "🌗": "moon", "🌘": "moon", "🌎": "earth", "🌍": "earth", "🌏": "earth", "🪐": "planet", "💖": "heart", "💗": "heart", "💓": "heart", "💕": "heart", "💘": "heart",
    "💝": "heart", "💞": "heart", "💙": "heart", "💚": "heart", "💛": "heart", "🧡": "heart", "💜": "heart", "🖤": "heart", "🤍": "heart", "🤎": "heart", "🩷": "heart", "🩵": "heart",
    "🩶": "heart", "♥": "heart", "❣": "heart", "🏠": "house", "🏡": "house", "🏘": "house", "✈": "airplane", "🛩": "airplane", "🚕": "taxi", "🚖": "taxi", "🚘": "car", "🚙": "car", "🚔": "police car",
    "🚍": "bus", "🚌": "bus", "🚎": "bus", "🚛": "truck", "🚅": "bullet train", "🚄": "bullet train", "🚆": "train", "🚂": "train", "🚃": "train", "🚇": "train", "🚉": "train", "🚊": "tram", "🚋": "tram",
    "🚲": "bicycle", "🚴": "bicycle", "🛵": "scooter", "🚢": "ship", "🛳": "ship", "⛵": "sailboat", "🚤": "speedboat", "🛥": "speedboat", "☂": "umbrella", "☔": "umbrella", "🌂": "umbrella", "⛱": "umbrella",
    "🎅": "santa", "🤶": "santa", "⛄": "snowman", "☃": "snowman", "😀": "smiley", "😃": "smiley", "😄": "smiley", "😁": "smiley", "😊": "smiley", "🙂": "smiley", "☺": "smiley", "😆": "laughing face",
    "😂": "laughing face", "🤣": "laughing face", "😭": "crying face", "😢": "crying face", "😡": "angry face", "😠": "angry face", "🤬": "angry face", "😎": "cool face", "😴": "sleeping face",
    "😉": "winking face", "😜": "winking face", "😍": "love face", "🥰": "love face", "😻": "cat", "😺": "cat", "😸": "cat", "😹": "cat", "🤔": "thinking face", "😱": "scared face", "😨": "scared face",
    "🤢": "sick face", "🤮": "sick face", "👿": "devil", "😈": "devil", "☠": "skull", "💀": "skull", "👾": "alien", "🛸": "flying saucer", "👨": "man", "🧔": "man", "🧑": "man", "👩": "woman", "👱": "woman",
    "👦": "boy", "👧": "girl", "🧒": "boy", "👶": "baby", "👴": "old man", "👵": "old woman", "🧓": "old man", "👑": "crown", "💎": "diamond", "🎁": "gift", "🎀": "gift", "🎈": "balloon", "🎉": "party popper",
    "🎊": "party popper", "☕": "coffee", "🍵": "coffee", "🍺": "beer", "🍻": "beer", "🥛": "milk", "🍷": "wine", "🥤": "soda", "🍹": "cocktail", "🍸": "cocktail", "🥖": "bread", "🍞": "bread", "🍰": "cake", "🎂": "cake",
    "🧁": "cupcake", "🍦": "ice cream", "🍧": "ice cream", "🍨": "ice cream", "🍭": "lollipop", "🍬": "candy", "🍫": "chocolate", "🍜": "noodles", "🍝": "noodles", "🍣": "sushi", "🍙": "sushi", "🍗": "drumstick", "🍖": "drumstick",
    "🥩": "steak", "🥚": "egg", "🍳": "fried egg", "🌶": "chili pepper", "🍆": "eggplant", "🌽": "corn", "🌹": "rose", "🌷": "tulip", "🌸": "cherry blossom", "💐": "bouquet", "🌼": "sunflower", "🌻": "sunflower", "🍀": "clover",
    "☘": "clover", "🌵": "cactus", "🌴": "palm tree", "🏝": "island", "⛰": "mountain", "🏔": "mountain", "🗻": "mountain", "🌋": "volcano", "🌪": "tornado", "💧": "raindrop", "💦": "raindrop", "❄": "snowflake", "☁": "cloud",
    "⛈": "storm cloud", "🌩": "storm cloud", "🌧": "storm cloud", "⚡": "lightning", "🔥": "fire", "🌊": "wave", "🌈": "rainbow", "☎": "telephone", "📞": "telephone", "📱": "cell phone", "📷": "camera", "📸": "camera", "💻": "laptop",
    "🖥": "laptop", "📺": "television", "⏰": "alarm clock", "⏱": "alarm clock", "🕰": "alarm clock", "⌚": "watch", "⌛": "hourglass", "⏳": "hourglass", "📕": "book", "📖": "book", "📗": "book", "📘": "book", "📙": "book", "📚": "book", "✂": "scissors",
    "🔑": "key", "🗝": "key", "🔔": "bell", "🔍": "magnifying glass", "🔎": "magnifying glass", "💣": "bomb", "🪙": "coin", "⚔": "sword", "🗡": "sword", "⚓": "anchor", "👕": "t-shirt", "👔": "t-shirt", "👗": "dress", "👟": "shoe", "👞": "shoe",
    "🥾": "shoe", "👠": "high heel", "👡": "high heel", "🎩": "hat", "👒": "hat", "🕶": "sunglasses", "🏰": "castle", "🏯": "castle", "⛺": "tent", "🏕": "tent", "💔": "broken heart", "⚽": "soccer ball", "🏀": "basketball", "⚾": "baseball",
    "🎾": "tennis racket", "🏐": "volleyball", "🏈": "american football", "🏆": "trophy", "🥇": "", "🎯": "target", "🎲": "dice", "🎮": "game controller", "🕹": "game controller", "🎵": "music note", "🎶": "music note", "✉": "envelope",
    "📧": "envelope", "💌": "envelope", "📩": "envelope", "✏": "pencil", "🖍": "pencil", "💍": "ring", "👓": "glasses", "👖": "jeans", "🧦": "socks", "🧢": "cap", "💰": "money bag", "🔒": "lock", "🔓": "lock", "🔐": "lock", "🎧": "headphones",
    "🧳": "suitcase", "📦": "box", "⚙": "gear", "🛠": "hammer", "🔨": "hammer", "⚒": "hammer", "🪓": "axe", "🧲": "magnet", "🔭": "telescope", "🛡": "shield", "🚪": "door", "🛏": "bed", "🛋": "couch", "🛁": "bathtub", "🛀": "bathtub", "🪑": "chair",
    "⛪": "church", "🗼": "tower", "🗽": "statue", "🗿": "statue", "🚦": "traffic light", "🚥": "traffic light", "🕷": "spider", "🕊": "dove", "🐿": "squirrel", "🕵": "detective", "🎪": "circus tent", "♟": "chess pawn", "🛰": "satellite",
    "🧜": "mermaid", "👮": "police officer", "💂": "guard", "🤴": "prince", "👸": "princess", "🤡": "clown", "🤠": "cowboy", "💩": "poop", "🧠": "brain", "🤖": "robot", "👻": "ghost", "👽": "alien", "🎃": "pumpkin", "🦃": "turkey",
    "🍏": "green apple", "🍎": "apple", "🥥": "coconut", "🍑": "peach", "🥝": "kiwi", "🧅": "onion", "🥒": "cucumber", "🥨": "pretzel", "🥞": "pancakes", "🥓": "bacon", "🥪": "sandwich", "🧊": "ice cube", "🎹": "piano", "🥊": "boxing glove",
    "🎱": "eight ball", "🪄": "magic wand", "🪣": "bucket", "🧯": "fire extinguisher",
}
SKIN_TONES = range(0x1F3FB, 0x1F400)
VARIATION_SELECTORS = (0xFE0E, 0xFE0F)


def sprinkled(text: str) -> str:
    """An emoji without what only changes how it is shown: the browser takes the same away before it looks."""
    return "".join(letter for letter in text if ord(letter) not in SKIN_TONES and ord(letter) not in VARIATION_SELECTORS)


def plurals(noun: str) -> list[str]:
    """The plurals of one word, as they are written; also those that are often written wrongly."""
    if noun in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[noun]
    for single, many in IRREGULAR_PLURALS.items():
        if len(single) > 2 and noun.endswith(single) and single in ("man", "woman", "fish", "mouse"):
            return [noun.removesuffix(single) + form for form in many]
    if noun.endswith(("s", "x", "z", "sh", "ch")):
        return [f"{noun}es"]
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return [f"{noun[:-1]}ies"]
    return [f"{noun}s", f"{noun}es"] if noun.endswith("o") and noun[-2:-1] not in "aeiou" else [f"{noun}s"]


def past_forms(base: str) -> list[str]:
    if base in IRREGULAR_VERBS:
        return IRREGULAR_VERBS[base].split()
    if base.endswith("e"):
        return [f"{base}d"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [f"{base[:-1]}ied"]
    return [f"{doubled(base)}ed"]


def participles(base: str) -> list[str]:
    if base.endswith("e") and not base.endswith("ee"):
        return [f"{base[:-1]}ing"]
    return [f"{doubled(base)}ing"]


def third_persons(base: str) -> list[str]:
    return plurals(base) if base not in IRREGULAR_PLURALS else [f"{base}s"]


def doubled(base: str) -> str:
    """ "hop" as in "hopped"; what has two vowels, or ends unstressed, stays."""
    consonant, vowel, first = base[-1:], base[-2:-1], base[-3:-2]
    short = consonant not in "aeiouwxy" and vowel in "aeiou" and first not in "aeiou"
    return base + consonant if short and sum(letter in "aeiou" for letter in base) == 1 else base


def head(name: str) -> str:
    """The word of a name that has the plural: "slices of pizza", "police cars"."""
    parts = name.split()
    return next((parts[at - 1] for at in range(1, len(parts)) if parts[at] in ("of", "with")), parts[-1])


def many(name: str) -> list[str]:
    """A whole name in the plural."""
    last = head(name)
    before, _, after = name.partition(last) if last != name.split()[-1] else (name[: -len(last)], last, "")
    stem = last.rsplit("-", 1)
    return [before + "-".join([*stem[:-1], form]) + after for form in plurals(stem[-1])]


class WordFile(TypedDict):
    """The content of a pack's `words.json`."""

    forms: dict[str, str]
    things: list[str]


class WordForms:
    """Collects what is read as what; `known` are the words that captions have, which stay what they are."""

    def __init__(self, known: set[str]) -> None:
        self.known = known
        self.forms: dict[str, str] = {}

    def add(self, written: str, meant: str) -> None:
        """The first reading counts. Not a form of one word that captions have, nor of one that they have not."""
        if written in self.known or written == meant:
            return
        self.forms.setdefault(written, meant)

    def add_nouns(self, nouns: list[Noun]) -> None:
        names = [name for noun in nouns for name in (noun.name, *noun.synonyms) if self.known.issuperset(split_words(name))]
        for name in names:
            for single in SINGULARS.get(name, []):
                self.add(single, name)
            for plural in many(name) if name not in PLURAL else ():
                if " " not in plural and "-" not in plural:
                    self.add(plural, name)
                    continue
                # "teddy bears" is in two words already; where the plural is a word of its own, the name has to be known as a whole.
                if plural not in names and self.known.issuperset(split_words(plural)):
                    self.add(" ".join(split_words(plural.replace("-", " ").replace("'", ""))), name)
            last = head(name).rsplit("-", 1)[-1]
            for plural in plurals(last) if name not in PLURAL else ():
                self.add(plural, last)
        for name in names:
            parts = name.replace("-", " ").split()
            if len(parts) == 2 and len("".join(parts)) >= 6 and "'" not in name:
                for written in ("".join(parts), *("".join(plural.replace("-", " ").split()) for plural in many(name) if name not in PLURAL)):
                    self.add(written, name)
        for name in APART.split(", "):
            joined = name.replace(" ", "")
            if joined in self.known and not self.known.issuperset(name.split()):
                first, last = name.split()
                self.add(name, joined)
                for plural in plurals(last) if joined not in PLURAL else ():
                    self.add(f"{first} {plural}", joined)

    def add_verbs(self) -> None:
        said = {form for choices in MOTION_WORDS.values() for forms in choices for form in forms} | {form for sayings in CAMERA_WORDS.values() for form in sayings}
        learned = {word for text in said for word in split_words(text)}
        for base in sorted({*learned, "fall", "drive", "go", "zoom", "pan", "tilt", "pull", "come"} - {"left", "right", "camera"}):
            going = next((form for form in participles(base) if form in self.known), None)
            if going is None or base not in self.known:
                continue
            for form in (*third_persons(base), *past_forms(base), *participles(base)):
                self.add(form, going)
        for base, going in PARTICIPLES_OF.items():
            if going in self.known:
                for form in (base, *third_persons(base), *past_forms(base), *participles(base)):
                    self.add(form, going)

    def add_others(self) -> None:
        living = (*ANIMALS, *MORE_ANIMALS, *FIGURES, *MORE_FIGURES, *CREATURES, *PROFESSIONS, *ACTIVITIES)
        figures = {head(name).rsplit("-", 1)[-1] for noun in living for name in (noun.name, *noun.synonyms)}
        for figure, (third, going) in product(sorted(figures & self.known), VERBS_OF_FIGURES.items()):
            if going in self.known:
                self.add(f"{figure} {third}", f"{figure} {going}")
        for table in (COLOURS_ISH, SUPERLATIVES, SPELLINGS):
            for meant, written in table.items():
                for form in written.split() if meant in self.known else ():
                    self.add(form, meant)
        for single, plural_forms in IRREGULAR_PLURALS.items():
            for form in plural_forms:
                self.add(form, single)
        for background in BACKGROUNDS:
            for phrase in background.phrases:
                last = phrase.split()[-1]
                if last in self.known and not last.endswith("s") and last not in ("under", "indoors", "downtown", *COLOURS_ISH):
                    for plural in plurals(last):
                        self.add(plural, last)
        for plural, (single, phrases) in BOUND_PLURALS.items():
            if plural in self.known and single in self.known:
                self.forms |= {plural: single} | {phrase: phrase for phrase in phrases}

    def add_emoji(self, nouns: list[Noun], readable: set[str]) -> None:
        names = {name: noun.name for noun in nouns for name in (noun.name, *noun.synonyms)}
        for noun in nouns:
            self.forms[sprinkled("".join(chr(int(point, 16)) for point in noun.codepoints.split("-")))] = noun.name
        for emoji, name in EMOJI_BY_HAND.items():
            if name in names:
                self.forms.setdefault(sprinkled(emoji), name)
        for line in EMOJI_LABELS.read_text(encoding="utf-8").splitlines()[1:]:
            points, label = line.split("\t")[:2]
            emoji = sprinkled("".join(chr(int(point, 16)) for point in points.split("-")))
            meant = names.get(label.lower()) or (label.lower() if label.lower() in readable else None)
            if meant and emoji:
                self.forms.setdefault(emoji, meant)


def things(nouns: list[Noun], known: set[str]) -> list[str]:
    """The names that say what is drawn, but those that also stand in what is said of a background or of the camera."""
    elsewhere = {word for item in BACKGROUNDS for phrase in item.phrases for word in split_words(phrase)}
    elsewhere |= {word for sayings in CAMERA_WORDS.values() for saying in sayings for word in split_words(saying)}
    elsewhere -= {"soccer", "football"}  # "a dog playing soccer"
    names = (name for noun in nouns for name in (noun.name, *noun.synonyms))
    return [name for name in dict.fromkeys(names) if name not in elsewhere and known.issuperset(split_words(name))]


def word_forms(known: set[str], readable: set[str], nouns: list[Noun]) -> WordFile:
    """`known` are the words that a pack has learned, `readable` those that it reads as something near."""
    collected = WordForms(known)
    collected.add_nouns(nouns)
    collected.add_verbs()
    collected.add_others()
    collected.add_emoji(nouns, readable)
    return {"forms": dict(sorted(collected.forms.items())), "things": things(nouns, known)}
