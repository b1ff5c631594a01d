"""The table of what people do (`scenes/nouns/beings/doings.py`) in all the ways to write it, for the browser."""
from typing import TypedDict

from training.export.sentences.word_forms import many, participles, past_forms, plurals, third_persons
from training.scenes.nouns import NOUN_BY_NAME
from training.scenes.nouns.beings.doings import (
    ANYONE,
    DOINGS,
    HEADS_OF_CHILDREN,
    HEADS_OF_MEN,
    HEADS_OF_WOMEN,
    IN_WATER,
    MANY,
    MEN,
    ON_WATER,
    ON_WHEELS,
    PLANES,
    ROCKETS,
    WAVES,
    WOMEN,
    Doing,
)
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
    isAlone: bool


class Doings(TypedDict):
    """Who can do something, in the singular and the plural, and what they are then."""

    who: dict[str, list[str]]
    #: Those that are things.
    kinds: dict[str, list[str]]
    many: dict[str, int]
    rows: list[DoingRow]


#: Forms that no rule leads to.
IRREGULAR = {
    "take": "took taken", "have": "has had", "do": "did", "make": "made", "hold": "held", "fight": "fought", "throw": "threw thrown", "catch": "caught",
    "ride": "rode ridden", "lie": "lying lay", "wake": "woke", "sit": "sat sitting", "ski": "skiing", "speed": "sped", "stop": "stopping stopped",
    "lap": "lapping lapped",
    "hop": "hopping hopped", "skip": "skipping skipped", "bob": "bobbing bobbed", "break": "broke broken", "hit": "hitting",
}
#: Everyone can do what is said of anyone.
GROUPS = {
    WOMEN: "women", MEN: "men", ANYONE: "anyone", HEADS_OF_WOMEN: "headsOfWomen", HEADS_OF_MEN: "headsOfMen", HEADS_OF_CHILDREN: "headsOfChildren",
}
#: Things, under all of their names.
KINDS = {ON_WHEELS: "onWheels", ON_WATER: "onWater", PLANES: "planes", ROCKETS: "rockets", IN_WATER: "inWater", WAVES: "waves"}


def doing_words(offered: set[str]) -> Doings:
    """Rows whose noun is not among the `offered` are left out."""
    names = {group: [form for name in split(people) for form in (name, *many(name))] for people, group in GROUPS.items()}
    nouns = {kind: [NOUN_BY_NAME[name] for name in split(members) if name in offered] for members, kind in KINDS.items()}
    return {
        "who": {**names, "anyone": names["women"] + names["men"] + names["anyone"]},
        "kinds": {kind: [name for noun in members for name in (noun.name, *noun.synonyms)] for kind, members in nouns.items()},
        "many": MANY,
        "rows": [row_of(doing) for doing in DOINGS if doing.noun in offered or (doing.noun == "" and nouns[KINDS[doing.who]])],
    }


def row_of(doing: Doing) -> DoingRow:
    row: DoingRow = {"who": (GROUPS | KINDS)[doing.who], "does": [form for verb in split(doing.does) for form in verb_forms(verb)]}
    if doing.noun:
        row["thing"] = doing.noun
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
    if doing.is_alone:
        row["isAlone"] = True
    return row


def verb_forms(verb: str) -> list[str]:
    if verb == "on":
        return [verb]
    return list(dict.fromkeys((verb, *third_persons(verb), *past_forms(verb), *participles(verb), *IRREGULAR.get(verb, "").split())))


def noun_forms(names: str) -> list[str]:
    return list(dict.fromkeys(form for name in split(names) for form in (name, *plurals(name))))
