"""Captions to token ids, as the browser makes them: no special tokens, padded with 0, cut at MAX_TOKENS."""

from functools import cache

import torch
from tokenizers import Tokenizer
from torch import Tensor

from training.scenes.tokenizer import PAD_ID, UNKNOWN_ID, build_tokenizer

MAX_TOKENS = 32


@cache
def tokenizer() -> Tokenizer:
    """Built once."""
    return build_tokenizer()


def vocabulary_size() -> int:
    return int(tokenizer().get_vocab_size())


def words() -> list[str]:
    """The vocabulary in the order of its ids."""
    ids = tokenizer().get_vocab()
    return sorted(ids, key=lambda word: ids[word])


def tokenize(text: str, by: Tokenizer | None = None) -> list[int]:
    """MAX_TOKENS ids, by the training's tokenizer or a pack's own; an empty text is all padding."""
    ids = (by or tokenizer()).encode(text).ids[:MAX_TOKENS]
    return ids + [PAD_ID] * (MAX_TOKENS - len(ids))


def forget_words(tokens: Tensor, share: float) -> Tensor:
    """Replaces a share of the words [B, L] by the unknown word, so that a prompt with a word it does not know still works."""
    unknown = (torch.rand(tokens.shape, device=tokens.device) < share) & (tokens != PAD_ID)
    return tokens.masked_fill(unknown, UNKNOWN_ID)
