"""A word-level tokenizer in the Hugging Face format; the browser reads the same file."""

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
