"""Heads and faces of those who are drawn whole under their plain name."""
from training.scenes.nouns.noun import Noun, static

HEADS: tuple[Noun, ...] = (
    static("dog face", "1f436", "brown", "dog head, head of a dog", clashes="brown, orange"),
    static("cat face", "1f431", "orange", "cat head, head of a cat", clashes="orange, yellow"),
    static("monkey face", "1f435", "brown", "monkey head, head of a monkey", clashes="brown"),
    static("pig face", "1f437", "pink", "pig head, head of a pig", clashes="pink"),
    static("mouse face", "1f42d", "gray", "mouse head, head of a mouse", clashes="gray"),
)
MORE_HEADS: tuple[Noun, ...] = (
    static("man face", "1f9d4", None, "bearded man, man with a beard, head of a man", clashes="yellow, orange, brown"),
    static("woman face", "1f469", None, "woman with long hair, head of a woman", clashes="yellow, orange"),
    static("person face", "1f9d1", "yellow", "head of a person, human face", clashes="yellow, orange"),
)
