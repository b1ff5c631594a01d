"""What is told with something else and is drawn on it already, or cannot be drawn on it: the steam of a coffee, the dress that somebody wears."""
from typing import TypedDict

from training.scenes.nouns import NOUN_BY_NAME
from training.scenes.nouns.beings.faces import FACES
from training.scenes.nouns.noun import split

#: Last words of names. With one of them, a thing is still that thing; by themselves they stand beside it.
PARTS = (
    "steam, smoke, wind, breeze, wheel, tire, tyre, wing, tail, ear, eye, nose, mouth, tongue, tooth, teeth, hair, hand, foot, leg, arm, horn, feather, "
    "petal, leaf, leaves, candle, door, window, roof, chimney, chimneys, sail, mast, mane, trunk, beak, paw, paws, claw, fur, whiskers, scales, antlers, "
    "flame, flames, bubble, bubbles, sparkle, sparkles, lips, beard, mustache, heels, brick, bricks, light, engine, seat, muscle, biceps, smile, fin, "
    "drop, drops, splash, foam, cream, sprinkles"
)
#: What of these is seen already, by the last word of what has them, so that nothing is missing.
SEEN = {
    "cake": "candle", "tree": "leaf, leaves", "car": "wheel, window, door", "truck": "wheel", "bus": "wheel, window", "house": "door, window, roof, chimney",
    "cottage": "door, window, roof, chimney", "bicycle": "wheel", "bike": "wheel", "tractor": "wheel", "dragon": "horn, tail", "cat": "ear, eye, tail, leg",
    "kitten": "ear, eye, tail, leg", "dog": "ear, eye, tail, tongue, leg", "puppy": "ear, eye, tail, tongue, leg", "butterfly": "wing", "bee": "wing",
    "eagle": "wing",
    "bird": "wing, beak", "angel": "wing", "fairy": "wing", "unicorn": "horn, mane", "fire": "flame, flames", "candle": "flame, flames",
    "rose": "petal, leaf, leaves", "sunflower": "petal, leaf, leaves", "flower": "petal, leaf, leaves", "sailboat": "sail, mast", "boat": "sail",
    "elephant": "trunk",
}
#: What people wear, beside their sprites, which have clothes.
WORN = (
    "graduation cap, sun hat, army helmet, helmet, tie, kimono, sari, blouse, tank top, coat, lab coat, safety vest, karate suit, bikini, swimsuit, shorts, "
    "underwear, gloves, dress shoe, sandal, boot, hiking boot, flat shoe, flip-flop, ballet shoes, goggles, ribbon, necklace, t-shirt, dress, shoe, "
    "high heel, hat, sunglasses, scarf, glasses, jeans, socks, cap, headphones, crown, watch, ring, lipstick, roller skate, ice skate, bandage, diving mask"
)
#: Whose sprite is a head from the front, so that a hat can be put on it.
HEADS = (
    "panda, fox, frog, lion, bear, koala, wolf, hamster, polar bear, rabbit face, cow head, tiger head, raccoon, robot, alien, smiley, baby, boy, girl, "
    "child, old man, old woman, skull, dog face, cat face, monkey face, pig face, mouse face, man face, woman face, person face, bald man, blond man, "
    "blond woman, red-haired woman, curly-haired woman, pumpkin"
)
#: Names that show people at it: with "yoga" a panda would have company.
PEOPLE_AT_IT = (
    "yoga, meditation, cartwheel, water polo, handball, horse racing, snowboard, barbell, mountain bike, haircut, massage, head massage, shrug, facepalm, "
    "apology"
)
#: Emoji that say how whoever typed them feels, beside words that name a thing; and all faces.
MOODS = (
    "heart, two hearts, broken heart, fire, sparkles, thumbs up, clapping hands, folded hands, raised hands, one hundred, party popper, cool face, "
    "crying face, angry face, laughing face, love face, smiley, winking face, thinking face, scared face, sleeping face, sick face, star"
)
#: What something is a picture of is drawn, and not the picture: "a painting of a boat", "vintage film look".
PICTURES = "painting, drawing, sketch, photo, photograph, film, movie, illustration, artwork, art, render, rendering, cartoon, poster, picture, portrait, print"


class Belongings(TypedDict):
    """As in `words.json`."""

    parts: list[str]
    seen: dict[str, list[str]]
    worn: list[str]
    heads: list[str]
    peopleAtIt: list[str]
    moods: list[str]
    pictures: list[str]


def belongings(offered: set[str]) -> Belongings:
    heads = [*split(HEADS), *(face.name for face in FACES)]
    if strangers := {*split(WORN), *heads} - NOUN_BY_NAME.keys():
        raise ValueError(f"There are no such nouns: {sorted(strangers)}.")
    return {
        "parts": list(split(PARTS)),
        "seen": {owner: list(split(seen)) for owner, seen in SEEN.items()},
        "worn": [name for name in split(WORN) if name in offered],
        "heads": [name for name in heads if name in offered],
        "peopleAtIt": list(split(PEOPLE_AT_IT)),
        "moods": [name for name in (*split(MOODS), *(face.name for face in FACES)) if name in offered],
        "pictures": list(split(PICTURES)),
    }
