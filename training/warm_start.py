"""Starts a model with the weights of an earlier one that knew fewer words."""

from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn

from training.models.pair import PairConfig, TextAndDenoiser, trained_config
from training.run import StageError, load_checkpoint, weights_of

WORDS = "words.weight"


@torch.no_grad()
def warm_start(model: nn.Module, path: Path, words: list[str]) -> set[str]:
    """Takes over every weight of the checkpoint at `path`, word vectors by their words; returns the words that are new.

    `words` are those of the new vocabulary, in the order of their ids. New words start at random.
    """
    checkpoint = load_checkpoint(path)
    if "words" not in checkpoint:
        raise StageError(f"{path} does not say which words it knows, so it cannot be started from. Train it anew.")
    known = {word: row for row, word in enumerate(checkpoint["words"])}
    state = model.state_dict()
    for key, value in weights_of(checkpoint).items():
        if key.endswith(WORDS):
            state[key] = carried_over(state[key], value, known, words)
        elif key in state and state[key].shape == value.shape:
            state[key] = value
    model.load_state_dict(state)
    return {word for word in words if word not in known}


def load_pair(path: Path, vocabulary: list[str]) -> tuple[TextAndDenoiser, set[str]]:
    """The pair that the checkpoint at `path` holds, with today's words, and the words that it has not learned."""
    trained = trained_config(load_checkpoint(path))
    pair = TextAndDenoiser(PairConfig(replace(trained.text, vocabulary=len(vocabulary)), trained.model))
    return pair.eval(), warm_start(pair, path, vocabulary)


def carried_over(fresh: Tensor, trained: Tensor, known: dict[str, int], words: list[str]) -> Tensor:
    """Word vectors [new words, width]: the trained one where there is one."""
    rows = fresh.clone()
    for row, word in enumerate(words):
        if word in known:
            rows[row] = trained[known[word]]
    return rows
