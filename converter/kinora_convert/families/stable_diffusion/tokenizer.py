"""The tokenizer of CLIP as one file in the format of the tokenizers library."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from transformers import CLIPTokenizer

from kinora_convert.checkpoints.safetensors_source import read_config
from kinora_convert.errors import ConvertError

FILE = "tokenizer.json"
PROMPT_TOKENS = 77


def tokenizer_settings(folder: Path) -> dict[str, Any]:
    """The `tokenizer` of a text encoder, without its file's size and hash."""
    tokenizer = load(folder)
    config_path = folder / "tokenizer_config.json"
    config = read_config(config_path) if config_path.exists() else {}
    ids = {name: token_id(tokenizer, config.get(f"{name}_token"), default) for name, default in (("bos", "<|startoftext|>"), ("eos", "<|endoftext|>"))}
    return {
        "file": FILE,
        "kind": "bpe",
        "maxLength": PROMPT_TOKENS,
        "padTo": "max",
        # Stable Diffusion 1 pads with the end token, 2 and Turbo with "!".
        "padId": token_id(tokenizer, config.get("pad_token"), "<|endoftext|>"),
        "beginId": ids["bos"],
        "endId": ids["eos"],
        "mask": False,
    }


def token_id(tokenizer: Tokenizer, token: Any, default: str) -> int:
    """Configurations write a token as a string or with its properties."""
    text = token["content"] if isinstance(token, dict) else token or default
    found = tokenizer.token_to_id(text)
    if found is None:
        raise ConvertError(f"the tokenizer does not know its own token {json.dumps(text)}; use the tokenizer of the same checkpoint.")
    return found


def load(folder: Path) -> Tokenizer:
    if (folder / FILE).exists():
        return Tokenizer.from_file(str(folder / FILE))
    if not (folder / "vocab.json").exists() or not (folder / "merges.txt").exists():
        raise ConvertError(f"{folder} holds neither tokenizer.json nor vocab.json and merges.txt; give the folder of a CLIP tokenizer with --tokenizer.")
    return CLIPTokenizer.from_pretrained(folder, local_files_only=True).backend_tokenizer


def writer(folder: Path) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        if (folder / FILE).exists():
            shutil.copyfile(folder / FILE, path)
        else:
            load(folder).save(str(path))

    return write
