"""Prompts that are a noun and little else, which captions hardly contain."""

import torch
from torch import Tensor

from training.scenes.captions import UNCOUNTED
from training.scenes.nouns import NOUNS
from training.scenes.tokens import tokenize

#: The shortest prompts that people write; a noun without an article is left without one.
FORMS = ("{}", "a {}", "the {}", "one {}", "my {}", "a {} please", "{}, {}")


def bare_names() -> tuple[Tensor, Tensor]:
    """Tokens [N, L] of every name in every form, and the nouns' numbers [N], counted from 1."""
    tokens, numbers = [], []
    for number, noun in enumerate(NOUNS, start=1):
        for name in (noun.name, *noun.synonyms):
            for form in FORMS:
                text = form.replace("{}", name)
                tokens.append(tokenize(text.removeprefix("a ") if name in UNCOUNTED else text))
                numbers.append(number)
    return torch.tensor(tokens), torch.tensor(numbers)
