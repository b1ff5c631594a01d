"""How a pack reads words that are in no caption: forms of known words, and words near in meaning."""

from pathlib import Path

import numpy as np
import pytest
import torch

from training.export.near_words import WordVectors, near_words, without_common_part, word_meanings
from training.export.word_forms import BOUND_PLURALS, word_forms
from training.models.word_meanings import WordMeanings
from training.scenes.artwork import word_vectors_path
from training.scenes.nouns import NOUNS
from training.scenes.tokenizer import UNKNOWN_ID
from training.scenes.tokens import words


@pytest.fixture(scope="module")
def forms() -> dict[str, str]:
    return word_forms(set(words()), set(), list(NOUNS))["forms"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("pandas", "panda"), ("grape", "grapes"), ("wolves", "wolf"), ("bounced", "bouncing"), ("swum", "swimming"), ("🐼", "panda"), ("grey-ish", None)],
)
def test_word_forms(forms: dict[str, str], written: str, meant: str | None) -> None:
    assert forms.get(written) == meant


def test_known_words_are_no_forms_of_others(forms: dict[str, str]) -> None:
    assert not set(words()) & {form for form in forms if form.isalpha()} - BOUND_PLURALS.keys()


@pytest.fixture
def vectors(tmp_path: Path) -> WordVectors:
    """Five words: limousine is nearly taxi, and the rest have nothing in common."""
    generator = np.random.default_rng(0)
    table = generator.standard_normal((5, 60))
    table[1] = table[0] + 0.2 * table[1]
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    np.savez(word_vectors_path(tmp_path), words=np.array(["taxi", "limousine", "piano", "moon", "zebra"]), vectors=table)
    loaded = WordVectors(tmp_path)
    loaded.vectors = table.astype(np.float32)  # five words are too few to take a common part away
    return loaded


def test_near_words_are_near(vectors: WordVectors) -> None:
    assert near_words(vectors, ["limousine", "moon"], {"taxi": ["taxi"], "piano": ["piano"]}) == {"limousine": ["taxi"]}


def test_words_beyond_the_vocabulary_are_read_by_the_nearest(vectors: WordVectors) -> None:
    vocabulary = ["[PAD]", "[UNK]", "taxi", "piano"]
    meanings: WordMeanings = word_meanings(vectors, ["limousine", "moon"], vocabulary, {"taxi", "piano"})
    table = torch.eye(4)
    known, near, far = meanings(torch.tensor([[3, 4, 5]]), table)[0]
    assert known.tolist() == table[3].tolist()
    assert near.argmax() == 2
    assert far.argmax() == UNKNOWN_ID


def test_the_common_part_is_removed() -> None:
    generator = np.random.default_rng(1)
    common = generator.standard_normal(20)
    vectors = (3 * common + generator.standard_normal((100, 20))).astype(np.float32)
    kept = without_common_part(vectors)
    np.testing.assert_allclose(np.linalg.norm(kept, axis=1), 1, rtol=1e-5)
    assert np.abs(kept @ kept.T).mean() < 0.5 * np.abs(np.corrcoef(vectors)).mean()
