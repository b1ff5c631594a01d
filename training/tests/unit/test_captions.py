"""Captions and their tokens."""

import numpy as np
import pytest
import torch

from training.datasets.bare_names import FORMS, bare_names
from training.scenes.captions import canonical_caption, caption, resting_captions, split_words, tokenizer_words
from training.scenes.nouns import NOUNS
from training.scenes.scene import Scene, make_scene, sample_scene
from training.scenes.tokenizer import PAD, PAD_ID, UNKNOWN, UNKNOWN_ID
from training.scenes.tokens import MAX_TOKENS, forget_words, tokenize, vocabulary_size, words


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        (make_scene("apple", "bounces", "green"), "an apple bouncing on a green background"),
        (make_scene("car", "slides left", "street", colour="blue"), "a blue car sliding to the left on the street"),
        (make_scene("broccoli", "spins", "white", speed="quickly"), "broccoli spinning quickly on a white background"),
        (make_scene("robot", camera="zooms in", size="small"), "a small robot standing still on a white background, the camera zooms in"),
    ],
)
def test_canonical_captions(scene: Scene, expected: str) -> None:
    assert canonical_caption(scene) == expected


def test_a_caption_at_rest_says_so_or_does_not() -> None:
    plain, said = resting_captions(make_scene("panda", "jumps", "beach"), short=False)
    assert "standing still" in said
    assert said.replace(" standing still", "") == plain


def test_no_caption_has_an_unknown_word() -> None:
    generator = np.random.default_rng(4)
    for _ in range(300):
        text = caption(sample_scene(generator, "all"), generator)
        assert UNKNOWN_ID not in tokenize(text), text
        assert text == text.lower()


def test_the_vocabulary_is_in_the_order_of_its_ids() -> None:
    assert words()[:2] == [PAD, UNKNOWN]
    assert words()[2:] == tokenizer_words() == sorted(tokenizer_words())
    assert vocabulary_size() == len(words()) == 2649


def test_tokens_are_padded_and_cut() -> None:
    assert tokenize("") == [PAD_ID] * MAX_TOKENS
    assert tokenize("A PANDA!") == tokenize("a panda !")
    assert tokenize("a qwxyz")[:3] == [words().index("a"), UNKNOWN_ID, PAD_ID]
    assert len(tokenize("panda " * 100)) == MAX_TOKENS


def test_words_split_as_the_tokenizer_splits() -> None:
    assert split_words("T-Rex, {} jumps!") == ["t", "-", "rex", ",", "jumps", "!"]


def test_forgotten_words_are_the_unknown_word() -> None:
    tokens = torch.tensor([tokenize("a panda jumping")])
    assert torch.equal(forget_words(tokens, 0.0), tokens)
    assert forget_words(tokens, 1.0).unique().tolist() == [PAD_ID, UNKNOWN_ID]


def test_bare_names_cover_every_noun_in_every_form() -> None:
    tokens, numbers = bare_names()
    assert len(tokens) == len(FORMS) * sum(1 + len(noun.synonyms) for noun in NOUNS)
    assert numbers.unique().tolist() == list(range(1, len(NOUNS) + 1))
