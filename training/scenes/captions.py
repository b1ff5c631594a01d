"""Scenes to words: the grammar of captions.

A caption names a noun and any of: size, colour, motion with its speed, place, background, camera. What a
caption leaves out is either the neutral value (camera none, speed normal) or was drawn freely.
"""
import re
from dataclasses import replace

import numpy as np

from training.scenes.colours import COLOURS
from training.scenes.scene import Scene, noun_of
from training.scenes.vocabulary import BACKGROUND_BY_NAME, BACKGROUNDS, NOUNS

Verb = tuple[str, str, str]  # as in "it bounces", "it is bouncing", "make it bounce"
OTHER_SIDE = {"left": "right", "right": "left"}


def _verb(forms: str, after: str = "{}") -> Verb:
    """The three forms with what follows them; "{}" is where "slowly" or "quickly" may stand."""
    third, ing, base = (f"{form} {after}".strip() for form in forms.split())
    return third, ing, base


#: What is said of things that go to one side; the first is said to go there in three ways.
SLIDING = ("slides sliding slide", "moves moving move", "goes going go", "glides gliding glide")
RUNNING = ("runs running run", "gallops galloping gallop", "jogs jogging jog", "sprints sprinting sprint", "dashes dashing dash", "rushes rushing rush")
WALKING = ("walks walking walk", "strolls strolling stroll", "marches marching march", "wanders wandering wander", "trots trotting trot")


def _sideways(side: str, verbs: tuple[str, ...]) -> tuple[Verb, ...]:
    usual = tuple(_verb(forms, f"{{}} to the {side}") for forms in verbs)
    return usual + tuple(_verb(forms, f"{side} {{}}") for forms in verbs[:3]) + (_verb(verbs[0], f"from {OTHER_SIDE[side]} to {side} {{}}"),)


def _in_place(verbs: tuple[str, ...]) -> tuple[Verb, ...]:
    return (*(_verb(forms) for forms in verbs), _verb(verbs[0], "around {}"))


# The first of each is the canonical one.
MOTION_WORDS: dict[str, tuple[Verb, ...]] = {
    "bounces": (_verb("bounces bouncing bounce"), _verb("bounces bouncing bounce", "up and down {}"),
                ("falls and bounces {}", "falling and bouncing {}", "fall and bounce {}")),
    "jumps": (_verb("jumps jumping jump"), _verb("hops hopping hop"), _verb("leaps leaping leap"),
              _verb("jumps jumping jump", "up and down {}")),
    "spins": (_verb("spins spinning spin"), _verb("rotates rotating rotate"), _verb("turns turning turn"),
              _verb("spins spinning spin", "around {}"), _verb("twirls twirling twirl")),
    "swings": (_verb("swings swinging swing"), _verb("sways swaying sway"),
               _verb("rocks rocking rock", "back and forth {}")),
    "shakes": (_verb("shakes shaking shake"), _verb("trembles trembling tremble"),
               _verb("shivers shivering shiver"), _verb("vibrates vibrating vibrate"),
               _verb("wobbles wobbling wobble")),
    "pulses": (_verb("pulses pulsing pulse"), _verb("throbs throbbing throb"), _verb("beats beating beat"),
               _verb("pulsates pulsating pulsate")),
    "floats": (_verb("floats floating float"), _verb("hovers hovering hover"), _verb("flies flying fly"),
               _verb("drifts drifting drift", "up and down {}"), _verb("floats floating float", "in the air {}")),
    "slides left": _sideways("left", SLIDING),
    "slides right": _sideways("right", SLIDING),
    "rolls": (_verb("rolls rolling roll"), _verb("rolls rolling roll", "from side to side {}"),
              _verb("rolls rolling roll", "back and forth {}"), _verb("tumbles tumbling tumble")),
    "grows": (_verb("grows growing grow"), _verb("gets getting get", "bigger {}"),
              _verb("expands expanding expand"), _verb("becomes becoming become", "larger {}")),
    "shrinks": (_verb("shrinks shrinking shrink"), _verb("gets getting get", "smaller {}"),
                _verb("becomes becoming become", "smaller {}")),
    "stands still": (_verb("stands standing stand", "still"), _verb("rests resting rest", ""),
                     _verb("stays staying stay", "still"), _verb("stays staying stay", "in place"),
                     ("does not move", "not moving", "stay")),
    "runs": _in_place(RUNNING), "runs left": _sideways("left", RUNNING), "runs right": _sideways("right", RUNNING),
    "walks": _in_place(WALKING), "walks left": _sideways("left", WALKING), "walks right": _sideways("right", WALKING),
    "dances": (_verb("dances dancing dance"), _verb("grooves grooving groove"), _verb("dances dancing dance", "to the music {}"),
               _verb("parties partying party"), _verb("boogies boogieing boogie")),
    # "Waves" and "wave" are things of the sea, so nothing is said to wave but with these words.
    "waves": (("is waving {}", "waving {}", "be waving {}"), ("is waving hello {}", "waving hello {}", "be waving hello {}"),
              _verb("tilts tilting tilt", "from side to side {}"), _verb("wags wagging wag"), _verb("greets greeting greet")),
    "falls": (_verb("falls falling fall"), _verb("falls falling fall", "down {}"), _verb("plunges plunging plunge"), _verb("lands landing land"),
              _verb("collapses collapsing collapse")),
    "orbits": (_verb("orbits orbiting orbit"), ("is circling {}", "circling {}", "be circling {}"), _verb("flies flying fly", "around {}"),
               _verb("loops looping loop"), _verb("revolves revolving revolve")),
    "breathes": (_verb("breathes breathing breathe"), _verb("sleeps sleeping sleep"), _verb("relaxes relaxing relax"), _verb("naps napping nap"),
                 _verb("inhales inhaling inhale")),
}
# What is on wheels may be said to drive instead of to slide.
VEHICLES = {"car", "police car", "bus", "taxi", "ambulance", "fire truck", "truck", "tractor", "racing car", "motorcycle", "train",
            "bullet train", "tram", "scooter", "pickup truck", "van", "wheelchair",
            "suv", "semi truck", "rickshaw", "kick scooter", "electric wheelchair", "trolleybus", "railway car", "subway", "monorail"}
DRIVING = ("drives {} to the %s", "driving {} to the %s", "drive {} to the %s")
SPEED_WORDS: dict[str, tuple[str, ...]] = {
    "slowly": ("slowly", "gently", "very slowly"), "normal": ("",),
    "quickly": ("quickly", "fast", "very fast", "rapidly"),
}
SIZE_WORDS: dict[str, tuple[str, ...]] = {
    "small": ("small", "little", "tiny"), "normal": ("",), "big": ("big", "large", "huge", "giant"),
}
PLACE_WORDS: dict[str, tuple[str, ...]] = {
    "left": ("on the left", "on the left side", "at the left"),
    "right": ("on the right", "on the right side", "at the right"),
    "top": ("at the top", "near the top"), "bottom": ("at the bottom", "near the bottom"),
}
CAMERA_WORDS: dict[str, tuple[str, ...]] = {
    "none": ("",),
    "zooms in": ("the camera zooms in", "zooming in", "zoom in", "camera zooms in", "the camera moves closer",
                 "the camera comes closer"),
    "zooms out": ("the camera zooms out", "zooming out", "zoom out", "camera zooms out", "the camera moves away",
                  "the camera pulls back"),
    "pans left": ("the camera pans left", "panning left", "pan left", "camera pans left", "the camera pans to the left",
                  "the camera moves left", "the camera turns left"),
    "pans right": ("the camera pans right", "panning right", "pan right", "camera pans right", "the camera pans to the right",
                   "the camera moves right", "the camera turns right"),
    "tilts up": ("the camera tilts up", "tilting up", "tilt up", "camera tilts up", "the camera looks up",
                 "the camera moves up", "the camera tilts upwards"),
}
# Names that take no article, and of those the ones that are many things.
PLURAL = {"cherries", "grapes", "fries", "french fries", "chips", "sunglasses", "shades", "drums", "flames", "scissors",
          "pancakes", "noodles", "heart eyes", "piano keys", "glasses", "eyeglasses", "spectacles", "jeans", "pants", "trousers",
          "blue jeans", "socks", "headphones", "earphones",
          "paw prints", "paws", "animal tracks", "fallen leaves", "dry leaves", "autumn leaves", "green leaves",
          "spring leaves", "leaves", "bamboo stalks", "sparkles", "water drops", "drops",
          "bubbles", "soap bubbles", "fireworks", "blueberries", "bilberries", "olives", "peanuts", "nuts", "peas",
          "beans", "kidney beans", "bagels", "meatballs", "champagne glasses", "clinking glasses", "toasting glasses",
          "two beers", "beers", "clinking beers", "chopsticks", "wooden chopsticks", "star eyes", "puppy eyes", "eyes",
          "two eyes", "looking eyes", "lips", "kissing lips", "teeth", "bones", "lungs", "biceps", "footprints",
          "footsteps", "two fingers", "crossed fingers", "fingers crossed", "clapping hands", "hands clapping",
          "praying hands", "folded hands", "thank-you hands", "raised hands", "hooray hands", "celebrating hands",
          "open hands", "two open hands", "heart hands", "hands making a heart", "painted nails", "fingernails", "houses",
          "smokestacks", "chimneys", "skyscrapers", "tall buildings", "train tracks", "rails", "maracas", "rattles",
          "music notes", "musical notes", "notes", "theater masks", "drama masks", "theatre masks", "swords", "hands", "bags",
          "skittles", "skis", "streamers", "shorts", "swim trunks", "short pants",
          "briefs", "underpants", "swimming trunks", "gloves", "mittens", "flip-flops", "ballet shoes", "ballerina shoes",
          "pointe shoes", "goggles", "swimming goggles", "safety goggles", "ski goggles", "shopping bags", "beads",
          "prayer beads", "crutches", "paper towels", "books", "paints", "dollars", "tools", "repair tools", "chains",
          "bricks", "crossed swords", "two swords", "scales", "scales of justice", "genes", "wrestlers", "two wrestlers",
          "people wrestling", "people hugging", "two people hugging", "two hearts", "hearts", "spades", "clubs",
          "hundred points", "bacteria"}
UNCOUNTED = PLURAL | {"broccoli", "corn", "maize", "sweetcorn", "popcorn", "fire", "lightning", "santa", "santa claus",
                      "father christmas", "cheese", "soccer", "saturn", "planet earth", "confetti",
                      "bread", "toast", "bacon", "meat", "sushi", "ramen", "chocolate", "milk", "wine", "red wine", "poop", "poo",
                      "mail", "boxing", "chess", "money", "luggage",
                      "calamari", "mint", "basil", "wheat", "grain", "barley", "lavender", "bamboo",
                      "firewood", "glitter", "wind", "snowfall", "smoke", "steam", "sweat", "blood", "garlic",
                      "ginger", "kale", "spinach", "paprika", "french bread", "naan", "pita", "butter",
                      "margarine", "roast meat", "ham", "tempura", "gyoza", "ravioli", "rice", "cooked rice",
                      "curry", "curry and rice", "spaghetti", "spaghetti with tomato sauce", "pasta", "stew",
                      "soup", "fondue", "melted cheese", "cheese fondue", "canned food", "chinese takeout",
                      "gelato", "shaved ice", "frozen yogurt", "slush", "honey", "salt", "tea", "green tea",
                      "bubble tea", "boba", "iced coffee", "boba tea", "apple juice", "whiskey", "whisky",
                      "liquor", "champagne", "cheers", "cutlery", "silverware", "mrs claus",
                      "mother christmas", "santa's wife", "yoga", "meditation", "water polo", "handball",
                      "horse racing", "applause", "nail polish", "makeup", "underwear",
                      "toilet paper", "tissue paper", "soap", "toothpaste", "shampoo", "sunscreen", "lotion",
                      "film", "winged money", "winged cash", "lost money", "thread", "yarn", "wool", "rope", "cash", "daily news",
                      "statistics", "archery", "dynamite", "tnt", "dna", "medicine", "sheet music", "bowling",
                      "ice hockey", "hockey", "field hockey", "lacrosse", "curling", "ping pong",
                      "table tennis", "badminton", "rugby", "golf", "fishing", "angling", "camping",
                      "mount fuji", "fuji", "kaaba", "mecca", "dawn", "infinity", "recycling",
                      "radioactivity", "yin yang", "yin and yang", "parking", "no smoking", "no entry", "zzz",
                      "snoring", "one hundred", "coral",
                      *(f"{word} {number}" for word in ("number", "digit") for number in
                        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")),
                      *(f"number {digit}" for digit in range(10))}
if strangers := (UNCOUNTED | VEHICLES) - {name for noun in NOUNS for name in (noun.name, *noun.synonyms)}:
    raise ValueError(f"There are no such nouns: {sorted(strangers)}.")
# What is said with a vowel first takes "an", however it is written.
AS_IF_A_VOWEL = ("a", "e", "i", "o", "u", "hour", "x ", "x-", "sos", "suv")
AS_IF_NO_VOWEL = ("uni", "ufo", "uku", "user", "eu", "one")
OPENINGS = ("a video of", "an animation of", "a clip of", "a cartoon of", "a picture of", "show")
# What the wording of a background begins with when it needs no comma before it.
PREPOSITIONS = {"on", "with", "in", "against", "at", "under", "by", "among", "near", "inside", "over", "down", "along", "underwater"}
_STILL = "stands still"


def caption(scene: Scene, rng: np.random.Generator) -> str:
    """One of many ways to say what happens; lower case."""
    noun = noun_of(scene)
    plain_name = noun.name if not noun.synonyms or rng.random() < 0.65 else _any(rng, noun.synonyms)
    size = _any(rng, SIZE_WORDS[scene.size]) if rng.random() < 0.85 else ""
    colour = ("grey" if scene.colour == "gray" and rng.random() < 0.4 else scene.colour) or (noun.colour if noun.colour and rng.random() < 0.3 else "")
    article = "" if (draw := rng.random()) < 0.2 else "the" if draw < 0.28 else "a"
    if article == "a" and plain_name in UNCOUNTED:
        article = ""
    subject = _noun_phrase(article, size, colour, plain_name)

    place = _any(rng, PLACE_WORDS[scene.place]) if scene.place in PLACE_WORDS and rng.random() < 0.85 else ""
    backdrop = _any(rng, BACKGROUND_BY_NAME[scene.background].phrases) if rng.random() < 0.85 else ""
    camera = _any(rng, CAMERA_WORDS[scene.camera])
    motion, form = _motion(scene, rng, plain_name in PLURAL)

    if form == 2 and article:
        sentence = _join("make", subject, motion, place)
    elif form == 1 and rng.random() < 0.12 and article == "a":
        sentence = _join(_any(rng, OPENINGS), subject, motion, place)
    elif rng.random() < 0.15 and place:
        sentence = _join(subject, place, motion)
    else:
        sentence = _join(subject, motion, place)
    end = "" if (draw := rng.random()) < 0.93 else "." if draw < 0.99 else "!"
    return _arrange(sentence, backdrop, camera, rng) + end


def canonical_caption(scene: Scene) -> str:
    """The plain way to say everything that can be said."""
    noun = noun_of(scene)
    article = "" if noun.name in UNCOUNTED else "a"
    subject = _noun_phrase(article, SIZE_WORDS[scene.size][0], scene.colour, noun.name)
    motion = MOTION_WORDS[scene.motion][0][1].replace("{}", SPEED_WORDS[scene.speed][0])
    place = PLACE_WORDS[scene.place][0] if scene.place in PLACE_WORDS else ""
    backdrop = BACKGROUND_BY_NAME[scene.background].phrases[0]
    camera = CAMERA_WORDS[scene.camera][0]
    return _join(subject, motion, place, backdrop, "," if camera else "", camera)


def resting_captions(scene: Scene, short: bool) -> tuple[str, str]:
    """The scene's things at rest: as one says it who does not think of motion, and with the words that mean it."""
    kept = replace(scene, size="normal", place="anywhere", camera="none") if short else scene
    said = canonical_caption(replace(kept, motion=_STILL))
    if short:
        said = said.replace(f" {BACKGROUND_BY_NAME[scene.background].phrases[0]}", "")
    return said.replace(" standing still", ""), said


def tokenizer_words() -> list[str]:
    """Every word a caption can hold, and punctuation; sorted, so that ids are stable."""
    named = [text for noun in NOUNS for text in (noun.name, *noun.synonyms, *noun.inner)]
    return sorted({*words_besides_nouns(), *(word for text in named for word in split_words(text))})


def words_besides_nouns() -> list[str]:
    """The words for motions, cameras, backgrounds, colours and the like, and punctuation."""
    tables = [*OPENINGS, ",", ".", "!", "a an the is are make with and", *DRIVING, "left right", *_sayings(SPEED_WORDS),
              *_sayings(SIZE_WORDS), *_sayings(PLACE_WORDS), *_sayings(CAMERA_WORDS)]
    tables += [form for choices in MOTION_WORDS.values() for forms in choices for form in forms]
    tables += [phrase for background in BACKGROUNDS for phrase in background.phrases]
    tables += [*COLOURS, "grey", *(noun.colour or "" for noun in NOUNS)]
    return sorted({word for text in tables for word in split_words(text)})


def moving_words() -> set[str]:
    """The words for motions, their speeds, and cameras: what image-to-video goes by."""
    tables = [*DRIVING, *_sayings(SPEED_WORDS), *_sayings(CAMERA_WORDS)]
    tables += [form for choices in MOTION_WORDS.values() for forms in choices for form in forms]
    return {word for text in tables for word in split_words(text)}


def split_words(text: str) -> list[str]:
    """As the tokenizer splits: runs of letters and digits, runs of punctuation."""
    return re.findall(r"\w+|[^\w\s]+", text.lower().replace("{}", "").replace("%s", ""))


def _motion(scene: Scene, rng: np.random.Generator, plural: bool) -> tuple[str, int]:
    """The words for the motion and their form: 0 "bounces", 1 "bouncing", 2 "bounce"; empty when left out."""
    inner = noun_of(scene).inner
    # Of what nothing is said, stands still: were it left out of moving scenes too, most captions without it would be theirs.
    if scene.motion == _STILL and rng.random() < 0.35:
        return "", 1
    form = 1 if (draw := rng.random()) < 0.55 else 0 if draw < 0.95 and not plural else 2 if draw >= 0.95 else 1
    if scene.motion == _STILL and inner and rng.random() < 0.6:
        return _any(rng, inner), 1
    choices = MOTION_WORDS[scene.motion]
    forms = choices[0] if rng.random() < 0.45 else choices[rng.integers(len(choices))]
    if scene.noun in VEHICLES and scene.motion.startswith("slides") and rng.random() < 0.4:
        third, ing, base = (saying % scene.motion.split()[1] for saying in DRIVING)
        forms = third, ing, base
    words = forms[form].replace("{}", _any(rng, SPEED_WORDS[scene.speed]))
    return (f"{'are' if plural else 'is'} {words}" if form == 1 and rng.random() < 0.12 else words), form


def _arrange(sentence: str, backdrop: str, camera: str, rng: np.random.Generator) -> str:
    """Put the parts in one of the usual orders. A backdrop without a preposition wants a comma."""
    draw = rng.random()
    begins_alone = bool(backdrop) and backdrop.split()[0] not in PREPOSITIONS
    if camera and draw < 0.1:
        return _join(camera, ",", sentence, "," if begins_alone else "", backdrop)
    if backdrop and draw > 0.9:
        return _join(backdrop, ",", sentence, "," if camera else "", camera)
    comma = "," if begins_alone or (backdrop and rng.random() < 0.1) else ""
    return _join(sentence, comma, backdrop, "," if camera else "", camera)


def _noun_phrase(article: str, size: str, colour: str | None, name: str) -> str:
    words = _join(size, colour or "", name)
    if article == "a" and words.startswith(AS_IF_A_VOWEL) and not words.startswith(AS_IF_NO_VOWEL):
        article = "an"
    return _join(article, words)


def _join(*parts: str) -> str:
    return re.sub(r"\s+,", ",", " ".join(part for part in parts if part)).replace("  ", " ").strip()


def _any(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    return choices[rng.integers(len(choices))]


def _sayings(table: dict[str, tuple[str, ...]]) -> list[str]:
    return [saying for choices in table.values() for saying in choices]
