"""Tokenizers without words, for hollow packs: text becomes many tokens, but of the right range."""

import json
from pathlib import Path
from typing import Any

START, END = "<|startoftext|>", "<|endoftext|>"
LETTERS = [chr(code) for code in range(33, 127)]


def write_hollow_bpe(path: Path, size: int) -> None:
    """Letters, each alone and at the end of a word."""
    vocabulary = [*LETTERS, *(f"{letter}</w>" for letter in LETTERS)]
    vocabulary += [f"unused-{index}</w>" for index in range(size - len(vocabulary) - 2)] + [START, END]
    tokens = [{"id": vocabulary.index(token), "content": token, "special": True} for token in (START, END)]
    common = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    content: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [token | common for token in tokens],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": END,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "</w>",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {word: index for index, word in enumerate(vocabulary)},
            "merges": [],
        },
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def write_hollow_unigram(path: Path, size: int) -> None:
    """Letters and the mark of a word's beginning."""
    pieces = ["<pad>", "</s>", "<unk>", "\u2581", *LETTERS]
    pieces += [f"unused-{index}" for index in range(size - len(pieces))]
    replacement = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": True}
    content: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": replacement,
        "post_processor": None,
        "decoder": None,
        "model": {"type": "Unigram", "unk_id": 2, "vocab": [[piece, -1.0] for piece in pieces], "byte_fallback": False},
    }
    path.write_text(json.dumps(content), encoding="utf-8")
