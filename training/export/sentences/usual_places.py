"""Where things are when a prompt does not say it (`scenes/usual_places.py`), for the browser."""
from collections.abc import Iterable, Sequence
from typing import TypedDict

from training.scenes.captions import split_words
from training.scenes.nouns import Noun
from training.scenes.usual_places import usual_place


class UsualPlaces(TypedDict):
    """As in `words.json`, short: `of` has for each of the names of things the number of its phrase, -1 for none."""

    phrases: list[str]
    of: list[int]


def usual_places(names: Sequence[str], offered: Iterable[Noun]) -> UsualPlaces:
    phrase_of = {name.lower(): " ".join(split_words(usual_place(noun).phrases[0])) for noun in offered for name in (noun.name, *noun.synonyms)}
    phrases = sorted(set(phrase_of.values()))
    return {"phrases": phrases, "of": [phrases.index(phrase_of[name]) if name in phrase_of else -1 for name in names]}
