"""For common English words that a pack did not learn: the learned ones nearest in meaning, by their vectors.

Near in such vectors is related, not same: "limousine" is near "taxi". So the page says what such a word is read as;
true synonyms are in the vocabulary, each under an id of its own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.models.word_meanings import LEAST_SIMILAR, WordMeanings
from training.scenes.artwork import word_vectors_path
from training.scenes.tokenizer import UNKNOWN_ID

#: Words that are read by their vectors, the most frequent ones.
COMMON_WORDS = 20_000
MAX_NEAR = 3
#: Of the main directions of all vectors, which hold how frequent a word is rather than what it means.
SHARED_DIRECTIONS = 2
#: A suggestion this much further away than the best one is left out.
SLACK = 0.12


def without_common_part(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Unit vectors [N, D] without what all words share (Mu and Viswanath, arXiv 1702.01417).

    The shared part makes frequent words near to everything: "about" was near "gift", and people were near colours.
    """
    centred = vectors - vectors.mean(axis=0)
    main = np.linalg.svd(centred, full_matrices=False)[2][:SHARED_DIRECTIONS]
    kept = centred - (centred @ main.T) @ main
    return kept / np.linalg.norm(kept, axis=1, keepdims=True)


class WordVectors:
    """The vectors that `data.word_vectors` wrote, most frequent words first."""

    def __init__(self, cache: Path) -> None:
        table = np.load(word_vectors_path(cache))
        self.words: list[str] = table["words"].tolist()
        self.vectors = without_common_part(table["vectors"].astype(np.float32))
        self.row_of = {word: row for row, word in enumerate(self.words)}

    def beyond(self, known: set[str]) -> list[str]:
        """The most frequent words that are not known."""
        return [word for word in self.words if word not in known][:COMMON_WORDS]

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        return self.vectors[[self.row_of[word] for word in words]]


def word_meanings(table: WordVectors, extra: list[str], vocabulary: list[str], known: set[str]) -> WordMeanings:
    """`extra` words after the ids of `vocabulary`, read by the nearest of the `known` ones."""
    targets = [(row, word) for row, word in enumerate(vocabulary) if word in known and word in table.row_of]
    vectors, near = (torch.from_numpy(table.of(words)) for words in (extra, [word for _, word in targets]))
    return WordMeanings(len(vocabulary), vectors, near, torch.tensor([row for row, _ in targets]), UNKNOWN_ID)


def near_words(table: WordVectors, extra: list[str], concepts: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Those of `extra` that are near something, each with up to three suggestions, nearest first.

    `concepts` are what may be suggested: a phrase of the vocabulary, with the words that mean it.
    """
    pairs = [(phrase, word) for phrase, meanings in concepts.items() for word in meanings if word in table.row_of]
    names = [phrase for phrase, _ in pairs]
    targets = table.of([word for _, word in pairs])

    near: dict[str, list[str]] = {}
    for word, vector in zip(extra, table.of(extra), strict=True):
        similarity = targets @ vector
        # Backgrounds that share a word are as near as each other, and stay in their order.
        order = [column for column in np.argsort(-similarity, kind="stable") if similarity[column] >= LEAST_SIMILAR]
        good = [names[column] for column in order if similarity[column] > similarity[order[0]] - SLACK]
        if good:
            near[word] = list(dict.fromkeys(good))[:MAX_NEAR]
    return near
