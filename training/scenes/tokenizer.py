"""Write `tokenizer.json`: a word-level tokenizer in the Hugging Face format.

    python -m training.scenes.tokenizer --out tokenizer.json
"""
import argparse
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from training.scenes.captions import tokenizer_words

PAD, UNKNOWN = "[PAD]", "[UNK]"
PAD_ID, UNKNOWN_ID = 0, 1


def build_tokenizer() -> Tokenizer:
    """Lower-cases, splits at spaces and punctuation; adds no special tokens."""
    vocabulary = {word: index for index, word in enumerate([PAD, UNKNOWN, *tokenizer_words()])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("training/cache/tokenizer.json"))
    options = parser.parse_args()
    tokenizer = build_tokenizer()
    tokenizer.save(str(options.out))
    print(f"{options.out}: {tokenizer.get_vocab_size()} words")


if __name__ == "__main__":
    main()
