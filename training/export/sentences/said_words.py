"""Which words of the captions are said of anything, and which only name things: of "a happy dog", the model makes a happy face."""
from collections.abc import Iterable, Sequence
from typing import TypedDict

from training.scenes.captions import split_words, words_besides_nouns
from training.scenes.nouns import Noun


class SaidWords(TypedDict):
    """As in `words.json`."""

    said: list[str]
    ownWords: dict[str, list[str]]
    names: list[int]


def said_words(offered: Sequence[Noun], things: Sequence[str], places: Iterable[str]) -> SaidWords:
    """`said` are words for motions, sizes, colours and cameras, without those of `places`; `ownWords` what only some things do by themselves.

    `names` has for each of `offered` how many of `things`, which are in the same order, are names of it.
    """
    of_places = {word for phrase in places for word in phrase.split()}
    said = [word for word in words_besides_nouns() if word.isalpha() and word not in of_places]
    own: dict[str, list[str]] = {}
    for noun in offered:
        for word in dict.fromkeys(word for phrase in noun.inner for word in split_words(phrase)):
            if word not in of_places and word not in said:
                own.setdefault(word, []).append(noun.name)
    left = list(things)
    names = []
    for noun in offered:
        mine = {noun.name, *noun.synonyms}
        count = next((at for at, name in enumerate(left) if name not in mine), len(left))
        names.append(count)
        left = left[count:]
    if left:
        raise ValueError(f"These are names of nothing, or not in the order of the nouns: {left[:5]}.")
    return {"said": said, "ownWords": own, "names": names}
