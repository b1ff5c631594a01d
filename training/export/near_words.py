"""For common English words that a pack does not know: the known ones nearest in meaning, by their vectors.

Near in such vectors is related, not same: "piano" is near "guitar". So these are suggestions, never silent replacements;
true synonyms are in the vocabulary, each under an id of its own.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.word_vectors import FILE
from training.run import StageError

#: Words that get suggestions, most frequent first.
COMMON_WORDS = 20_000
MAX_NEAR = 3
#: Cosine below which two words have nothing to do with each other.
LEAST_SIMILAR = 0.6
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


def near_words(cache: Path, known: set[str], concepts: dict[str, Sequence[str]]) -> dict[str, list[str]]:
    """Common words outside `known` with up to three suggestions, nearest first.

    `concepts` are what may be suggested: a phrase of the vocabulary, with the words that mean it.
    """
    path = cache / FILE
    if not path.exists():
        raise StageError(f"{path} is missing. Fetch it first: python -m training.data.word_vectors")
    table = np.load(path)
    words, vectors = table["words"].tolist(), without_common_part(table["vectors"].astype(np.float32))
    row_of = {word: row for row, word in enumerate(words)}
    pairs = [(phrase, row_of[word]) for phrase, meanings in concepts.items() for word in meanings if word in row_of]
    names = [phrase for phrase, _ in pairs]
    targets = vectors[[row for _, row in pairs]]

    near: dict[str, list[str]] = {}
    for word, vector in zip(words[:COMMON_WORDS], vectors[:COMMON_WORDS], strict=True):
        if word in known:
            continue
        similarity = targets @ vector
        order = [column for column in np.argsort(-similarity) if similarity[column] >= LEAST_SIMILAR]
        good = [names[column] for column in order if similarity[column] > similarity[order[0]] - SLACK]
        if good:
            near[word] = list(dict.fromkeys(good))[:MAX_NEAR]
    return near
