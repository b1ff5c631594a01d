"""The nouns: one row a sprite, with the words for it.

Animated ones cost scenes 36 frames of memory each, so only what moves most visibly is animated there; the rest are stills. What they do by
themselves is learned apart (`training.stages.inner_motion`).
"""
from collections import Counter

from training.scenes.nouns.at_rest import AT_REST
from training.scenes.nouns.beings.activities import ACTIVITIES, MORE_ACTIVITIES
from training.scenes.nouns.beings.animals import ANIMALS, MORE_ANIMALS
from training.scenes.nouns.beings.body import BODY
from training.scenes.nouns.beings.creatures import CREATURES
from training.scenes.nouns.beings.faces import FACES
from training.scenes.nouns.beings.heads import HEADS, MORE_HEADS
from training.scenes.nouns.beings.people import FIGURES, MORE_FIGURES
from training.scenes.nouns.beings.professions import PROFESSIONS
from training.scenes.nouns.facing import FACING_LEFT
from training.scenes.nouns.first import FIRST
from training.scenes.nouns.noun import Noun, split
from training.scenes.nouns.objects.clothes import CLOTHES
from training.scenes.nouns.objects.food import FOOD, MORE_FOOD
from training.scenes.nouns.objects.household import HOUSEHOLD
from training.scenes.nouns.objects.meals import MEALS
from training.scenes.nouns.objects.music_and_sport import MUSIC_AND_SPORT
from training.scenes.nouns.objects.signs import SIGNS
from training.scenes.nouns.objects.things import MORE_THINGS, THINGS
from training.scenes.nouns.objects.tools import TOOLS
from training.scenes.nouns.world.nature import MORE_NATURE, NATURE
from training.scenes.nouns.world.places import PLACES
from training.scenes.nouns.world.plants_and_sky import PLANTS_AND_SKY
from training.scenes.nouns.world.travel import TRAVEL
from training.scenes.nouns.world.vehicles import MORE_VEHICLES, VEHICLES

__all__ = ["AT_REST", "FACING_LEFT", "FIRST", "NOUNS", "NOUN_BY_NAME", "NOUN_NUMBERS", "PRESETS", "TURNED_ROWS", "Noun"]

# The order is what checkpoints and judges count by: new nouns go to the end of everything, not of their group.
NOUNS: tuple[Noun, ...] = (
    *FIRST, *ANIMALS, *FIGURES, *FOOD, *NATURE, *VEHICLES, *THINGS,
    *MORE_ANIMALS, *MORE_FIGURES, *MORE_FOOD, *MORE_NATURE, *MORE_VEHICLES, *MORE_THINGS,
    *CREATURES, *PROFESSIONS, *PLANTS_AND_SKY, *MEALS, *FACES, *BODY, *PLACES, *TRAVEL, *MUSIC_AND_SPORT, *CLOTHES, *HOUSEHOLD,
    *TOOLS, *ACTIVITIES, *SIGNS, *HEADS, *MORE_ACTIVITIES, *MORE_HEADS,
)
NOUN_BY_NAME: dict[str, Noun] = {noun.name: noun for noun in NOUNS}
#: From 1; 0 stands for no noun.
NOUN_NUMBERS: dict[str, int] = {noun.name: number for number, noun in enumerate(NOUNS, start=1)}
#: Rows of the nouns that have a mirrored picture as well.
TURNED_ROWS: tuple[int, ...] = tuple(row for row, noun in enumerate(NOUNS) if noun.name in FACING_LEFT)

# What a few hours of two CPU cores can learn to draw well, of all of the above: simple shapes that people ask for.
_CPU_NAMES = {noun.name for noun in FIRST} | set(split(
    "cow, horse, tiger, bear, koala, mouse, sheep, turtle, dragon, unicorn, whale, dolphin, bee, ladybug, bird, duck, chick, "
    "snowman, santa, astronaut, wizard, skull, lemon, pear, cherries, grapes, pineapple, avocado, tomato, carrot, ice cream, "
    "cake, cookie, lollipop, coffee, rose, moon, earth, rainbow, cloud, fire, bus, truck, train, sailboat, volleyball, "
    "teddy bear, light bulb, diamond, coin, pumpkin, castle"
))
# Whole people, whose faces are small.
_PEOPLE = {noun.name for noun in (*ACTIVITIES, *MORE_ACTIVITIES)} | {"man", "woman", "person"}
PRESETS: dict[str, frozenset[str]] = {
    "all": frozenset(NOUN_BY_NAME), "cpu": frozenset(_CPU_NAMES), "first": frozenset(noun.name for noun in FIRST), "people": frozenset(_PEOPLE),
}
if unknown := (PRESETS["cpu"] | FACING_LEFT | AT_REST) - PRESETS["all"]:
    raise ValueError(f"There are no such nouns: {sorted(unknown)}.")
# A word that two nouns share would be drawn as either.
if shared := [word for word, uses in Counter(word for noun in NOUNS for word in (noun.name, *noun.synonyms)).items() if uses > 1]:
    raise ValueError(f"More than one noun is called: {sorted(shared)}.")
if twice := [points for points, uses in Counter(noun.codepoints for noun in NOUNS).items() if uses > 1]:
    raise ValueError(f"More than one noun is drawn as: {sorted(twice)}.")
