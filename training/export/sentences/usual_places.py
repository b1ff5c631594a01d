"""Where things are when a prompt does not say it (`scenes/usual_places.py`), for the browser."""
from collections.abc import Iterable, Sequence
from typing import TypedDict

from training.scenes.captions import split_words
from training.scenes.nouns import Noun
from training.scenes.stored_places import NEW_PLACES, StoredPlace
from training.scenes.usual_places import usual_place


class UsualPlaces(TypedDict):
    """As in `words.json`, short: `of` has for each of the names of things the number of its phrase, -1 for none."""

    phrases: list[str]
    of: list[int]


TABLE = "on a wooden table"
#: Of things whose place no caption has, by phrases of `scenes/stored_places.py`.
STORED: dict[str, str] = {
    "on the savanna": "lion, zebra, giraffe, elephant, rhino, leopard, buffalo, lion head",
    "in a canyon": "cowboy, scorpion, snake",
    "under cherry blossoms": "cherry blossom, kimono, folding fan, dango",
    "in a field of flowers": "sunflower, tulip, bee, butterfly, hyacinth",
    "in a wheat field": "wheat, corn, tractor",
    "at a volcano": "devil, angry devil",
    "in the arctic": "penguin, polar bear, ice cube, seal, mammoth",
    "at the pyramids": "camel, bactrian camel",
    "in a bamboo forest": "panda, bamboo",
    "by a lake": "duck, swan, canoe, rower, female rower, goose, fishing rod",
    "by a river": "beaver, otter, moose",
    "on the open sea": "ship, sailboat, ferry, cruise ship, motor yacht, speedboat, wave, life ring, surfer, female surfer",
    "under the stars": "owl, bat, telescope, shooting star, flying saucer, wolf, full moon, campsite, tent, fire",
    "by a campfire": "log, lantern, banjo",
    "on mars": "alien, space invader",
    "on halloween": "ghost, vampire, witch, pumpkin, spider, spider web, black cat",
    "in a graveyard": "zombie, skull, coffin, gravestone, bone, haunted house",
    "at a castle": "princess, prince, king, crown, guard, unicorn, dragon",
    "on a highway": "racing car, motorcycle, bus, truck, semi truck",
    "in a harbor": "anchor",
    "on the tracks": "train, bullet train, railway car, monorail",
    "at the airport": "airplane, departing plane, landing plane, pilot, suitcase",
    "in japan": "ninja, karate suit",
    "in a library": "books, book, open book",
    "in an office": "office worker, laptop, desktop computer, printer, briefcase, calendar, clipboard, programmer, keyboard, computer mouse",
    "in a cafe": "croissant, martini, wine, beer, cocktail, whiskey, cheers, champagne glasses",
    "in a bathroom": "bathtub, toilet, shower, soap, toothbrush, toilet paper, razor, sponge, lotion, comb, person taking a bath",
    "at christmas": "santa, mrs claus, gift",
    "in a disco": "disco ball, disco dancer",
    "in a spaceship": "robot",
    "in candy land": "candy, lollipop",
    "in an enchanted forest": "fairy, elf, wizard, mushroom, troll, goblin, genie, magic wand",
    "in a pool": "swimmer, female swimmer, water polo player",
    "in a circus": "clown, juggler, female juggler",
    "on a wooden table": "candle, vase, alarm clock, mantel clock, radio, telephone, cell phone, teapot, tea, coffee, dice, bouquet",
    "in a lab": "scientist, microscope, test tube, flask, petri dish, dna, germ, lab coat, atom",
}


def usual_places(names: Sequence[str], offered: Iterable[Noun], new: Iterable[StoredPlace] = NEW_PLACES) -> UsualPlaces:
    """`new`: the places of no caption that the pack has."""
    stored = {name: phrase for place in new for phrase in place.phrases for name in STORED.get(phrase, "").split(", ")}
    # A kitchen has a floor, on which no meal is.
    has_table = any(TABLE in place.phrases for place in new)
    offered = list(offered)
    served = {noun.name for noun in offered if noun.name != "chef" and usual_place(noun).name == "kitchen"} if has_table else set()
    stored = dict.fromkeys(served, TABLE) | stored
    phrase_of = {
        name.lower(): stored.get(noun.name) or " ".join(split_words(usual_place(noun).phrases[0])) for noun in offered for name in (noun.name, *noun.synonyms)
    }
    phrases = sorted(set(phrase_of.values()))
    return {"phrases": phrases, "of": [phrases.index(phrase_of[name]) if name in phrase_of else -1 for name in names]}
