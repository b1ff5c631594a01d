"""Warm starts: a model with the weights of an earlier one that knew fewer words."""

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.models.pair import PairConfig, TextAndDenoiser, trained_config
from training.scenes.nouns import NOUNS
from training.scenes.tokenizer import UNKNOWN_ID
from training.trainer.checkpoints import load_checkpoint, weights_of
from training.trainer.errors import StageError

WORDS = "words.weight"
#: Rows that stand for nouns, nothing being the first.
NAMES = ("memory.name.weight", "memory.name.bias")


@torch.no_grad()
def warm_start(model: nn.Module, path: Path, words: list[str]) -> set[str]:
    """Takes over every weight of the checkpoint at `path`: word vectors by word, rows that stand for nouns by the noun's name.

    `words` is the new vocabulary in the order of its ids. Returns the words that are new; they keep their random start.
    """
    checkpoint = load_checkpoint(path)
    if "words" not in checkpoint:
        raise StageError(f"{path} does not say which words it knows, so it cannot be started from. Train it anew.")
    known = {word: row for row, word in enumerate(checkpoint["words"])}
    state = model.state_dict()
    named = {noun: row for row, noun in enumerate(["", *checkpoint.get("nouns", [])])}
    for key, value in weights_of(checkpoint).items():
        if key.endswith(WORDS):
            state[key] = carry_over(state[key], value, known, words)
        elif key.endswith(NAMES) and "nouns" in checkpoint:
            state[key] = carry_over(state[key], value, named, ["", *(noun.name for noun in NOUNS)])
        elif key in state and state[key].shape == value.shape:
            state[key] = value
    model.load_state_dict(state)
    return {word for word in words if word not in known}


def load_pair_with_words(path: Path, vocabulary: list[str]) -> tuple[TextAndDenoiser, set[str]]:
    """The pair of the checkpoint at `path`, with today's vocabulary, and the words that it has not learned.

    Their vectors are that of the unknown word, which training shows it.
    """
    trained = trained_config(load_checkpoint(path))
    pair = TextAndDenoiser(PairConfig(replace(trained.text, vocabulary=len(vocabulary)), trained.model))
    new = warm_start(pair, path, vocabulary)
    rows = [row for row, word in enumerate(vocabulary) if word in new]
    with torch.no_grad():
        pair.text.words.weight[rows] = pair.text.words.weight[UNKNOWN_ID].clone()
    return pair.eval(), new


def carry_over(fresh: Tensor, trained: Tensor, known: dict[str, int], words: list[str]) -> Tensor:
    """Rows [words, ...]: `trained` where the word is known, else `fresh`."""
    rows = fresh.clone()
    for row, word in enumerate(words):
        if word in known:
            rows[row] = trained[known[word]]
    return rows
