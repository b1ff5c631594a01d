"""The table of what people do (`scenes/nouns/beings/doings.py`) in all the ways to write it, for the browser."""
from typing import TypedDict

from training.export.word_forms import many, participles, past_forms, plurals, third_persons
from training.scenes.nouns.beings.doings import ANYONE, DOINGS, MANY, MEN, WOMEN, Doing
from training.scenes.nouns.noun import split


class DoingRow(TypedDict, total=False):
    """As in `words.json`; `who` is a key of the lists beside it."""

    who: str
    does: list[str]
    thing: str
    objects: list[str]
    shows: list[str]
    moves: str
    place: str
    people: int


class Doings(TypedDict):
    """Who can do something, in the singular and the plural, and what they are then."""

    who: dict[str, list[str]]
    many: dict[str, int]
    rows: list[DoingRow]


#: Forms that no rule leads to.
IRREGULAR = {
    "take": "took taken", "have": "has had", "do": "did", "make": "made", "hold": "held", "fight": "fought", "throw": "threw thrown", "catch": "caught",
    "ride": "rode ridden", "lie": "lying lay", "wake": "woke", "sit": "sat sitting", "ski": "skiing",
}
#: Everyone can do what is said of anyone.
GROUPS = {WOMEN: "women", MEN: "men", ANYONE: "anyone"}


def doing_words(offered: set[str]) -> Doings:
    """Rows whose noun is not among the `offered` are left out."""
    names = {group: [form for name in split(people) for form in (name, *many(name))] for people, group in GROUPS.items()}
    return {
        "who": {"women": names["women"], "men": names["men"], "anyone": names["women"] + names["men"] + names["anyone"]},
        "many": MANY,
        "rows": [row_of(doing) for doing in DOINGS if doing.noun in offered],
    }


def row_of(doing: Doing) -> DoingRow:
    row: DoingRow = {"who": GROUPS[doing.who], "does": [form for verb in split(doing.does) for form in verb_forms(verb)], "thing": doing.noun}
    if doing.objects:
        row["objects"] = noun_forms(doing.objects)
    if doing.shows:
        row["shows"] = noun_forms(doing.shows)
    if doing.moves:
        row["moves"] = doing.moves
    if doing.place:
        row["place"] = doing.place
    if doing.people > 1:
        row["people"] = doing.people
    return row


def verb_forms(verb: str) -> list[str]:
    if verb == "on":
        return [verb]
    return list(dict.fromkeys((verb, *third_persons(verb), *past_forms(verb), *participles(verb), *IRREGULAR.get(verb, "").split())))


def noun_forms(names: str) -> list[str]:
    return list(dict.fromkeys(form for name in split(names) for form in (name, *plurals(name))))
