"""What a noun is, and the two ways to write one down."""
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Noun:
    """One sprite and the words for it.

    `codepoints` is the file name in the emoji packages; `colour` is the colour that people see
    in it (never used to recolour); `synonyms` stand for `name` in captions; `inner` are phrases
    for what its own animation shows, used only when it has no other motion; `clashes` are
    backgrounds on which it would be hard to see.
    """

    name: str
    codepoints: str
    source: Literal["animated", "static"]
    colour: str | None = None
    synonyms: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def animated(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
             inner: str = "", clashes: str = "") -> Noun:
    return Noun(name, codepoints, "animated", colour, split(synonyms), split(inner), split(clashes))


def static(name: str, codepoints: str, colour: str | None = None, synonyms: str = "",
           clashes: str = "") -> Noun:
    return Noun(name, codepoints, "static", colour, split(synonyms), (), split(clashes))


def split(text: str) -> tuple[str, ...]:
    """Comma-separated parts, without spaces around them."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
