"""Starts a model with the weights of an earlier one that knew fewer words."""

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.models.pair import PairConfig, TextAndDenoiser, trained_config
from training.trainer.run import StageError, load_checkpoint, weights_of
from training.scenes.nouns import NOUNS
from training.scenes.tokenizer import UNKNOWN_ID

WORDS = "words.weight"
#: Rows that stand for nouns, nothing being the first.
NAMES = ("memory.name.weight", "memory.name.bias")


@torch.no_grad()
def warm_start(model: nn.Module, path: Path, words: list[str]) -> set[str]:
    """Takes over every weight of the checkpoint at `path`, word vectors by their words and what stands for a noun by its name;
    returns the words that are new.

    `words` are those of the new vocabulary, in the order of their ids. New words start at random.
    """
    checkpoint = load_checkpoint(path)
    if "words" not in checkpoint:
        raise StageError(f"{path} does not say which words it knows, so it cannot be started from. Train it anew.")
    known = {word: row for row, word in enumerate(checkpoint["words"])}
    state = model.state_dict()
    named = {noun: row for row, noun in enumerate(["", *checkpoint.get("nouns", [])])}
    for key, value in weights_of(checkpoint).items():
        if key.endswith(WORDS):
            state[key] = carried_over(state[key], value, known, words)
        elif key.endswith(NAMES) and len(value) != len(state[key]):
            state[key] = carried_over(state[key], value, named, ["", *(noun.name for noun in NOUNS)])
        elif key in state and state[key].shape == value.shape:
            state[key] = value
    model.load_state_dict(state)
    return {word for word in words if word not in known}


def load_pair(path: Path, vocabulary: list[str]) -> tuple[TextAndDenoiser, set[str]]:
    """The pair that the checkpoint at `path` holds, with today's words, and those that it has not learned: to it they are the
    unknown word, which it has met."""
    trained = trained_config(load_checkpoint(path))
    pair = TextAndDenoiser(PairConfig(replace(trained.text, vocabulary=len(vocabulary)), trained.model))
    new = warm_start(pair, path, vocabulary)
    rows = [row for row, word in enumerate(vocabulary) if word in new]
    with torch.no_grad():
        pair.text.words.weight[rows] = pair.text.words.weight[UNKNOWN_ID].clone()
    return pair.eval(), new


def carried_over(fresh: Tensor, trained: Tensor, known: dict[str, int], words: list[str]) -> Tensor:
    """Rows [words, ...]: the trained one where there is one."""
    rows = fresh.clone()
    for row, word in enumerate(words):
        if word in known:
            rows[row] = trained[known[word]]
    return rows
