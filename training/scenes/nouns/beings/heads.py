"""Heads and faces of those who are drawn whole under their plain name."""
from training.scenes.nouns.noun import Noun, static

HEADS: tuple[Noun, ...] = (
    static("dog face", "1f436", "brown", "dog head, head of a dog", clashes="brown, orange"),
    static("cat face", "1f431", "orange", "cat head, head of a cat", clashes="orange, yellow"),
    static("monkey face", "1f435", "brown", "monkey head, head of a monkey", clashes="brown"),
    static("pig face", "1f437", "pink", "pig head, head of a pig", clashes="pink"),
    static("mouse face", "1f42d", "gray", "mouse head, head of a mouse", clashes="gray"),
)
