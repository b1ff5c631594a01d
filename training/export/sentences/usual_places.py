"""Where things are when a prompt does not say it (`scenes/usual_places.py`), for the browser."""
from collections.abc import Iterable

from training.scenes.captions import split_words
from training.scenes.nouns import Noun
from training.scenes.usual_places import usual_place


def usual_places(offered: Iterable[Noun]) -> dict[str, list[str]]:
    """By phrases that the model learned: all names of things."""
    places: dict[str, list[str]] = {}
    for noun in offered:
        phrase = " ".join(split_words(usual_place(noun).phrases[0]))
        places.setdefault(phrase, []).extend(name.lower() for name in (noun.name, *noun.synonyms) if name.isascii())
    return dict(sorted(places.items()))
