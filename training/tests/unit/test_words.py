"""How a pack reads what is in no caption: forms of known words, words near in meaning, what people do, and what they call places."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from training.export.near_words import WordVectors, near_words, without_common_part, word_meanings
from training.export.sentences.belongings import belongings
from training.export.sentences.doing_words import doing_words, verb_forms
from training.export.sentences.kinds import MEANT_OTHERWISE, kind_forms
from training.export.sentences.place_words import colour_places, place_words
from training.export.sentences.said_words import said_words
from training.export.sentences.word_forms import BOUND_PLURALS, word_forms
from training.export.word_files import main
from training.models.word_meanings import WordMeanings
from training.scenes.artwork import word_vectors_path
from training.scenes.captions import split_words
from training.scenes.ground import HORIZONS
from training.scenes.nouns import NOUN_BY_NAME, NOUNS
from training.scenes.nouns.beings.doings import DOINGS
from training.scenes.stored_places import NEW_PLACES
from training.scenes.tokenizer import UNKNOWN_ID
from training.scenes.tokens import words
from training.scenes.vocabulary import BACKGROUNDS

PHRASES = {" ".join(split_words(phrase)) for background in BACKGROUNDS for phrase in background.phrases}
NAMES = {noun.name for noun in NOUNS}


@pytest.fixture(scope="module")
def forms() -> dict[str, str]:
    return word_forms(set(words()), set(), list(NOUNS))["forms"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("pandas", "panda"), ("grape", "grapes"), ("wolves", "wolf"), ("bounced", "bouncing"), ("swum", "swimming"), ("🐼", "panda"), ("grey-ish", None)],
)
def test_word_forms(forms: dict[str, str], written: str, meant: str | None) -> None:
    assert forms.get(written) == meant


def test_known_words_are_no_forms_of_others(forms: dict[str, str]) -> None:
    assert not set(words()) & {form for form in forms if form.isalpha()} - BOUND_PLURALS.keys()


@pytest.fixture
def vectors(tmp_path: Path) -> WordVectors:
    """Five words: limousine is nearly taxi, and the rest have nothing in common."""
    generator = np.random.default_rng(0)
    table = generator.standard_normal((5, 60))
    table[1] = table[0] + 0.2 * table[1]
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    np.savez(word_vectors_path(tmp_path), words=np.array(["taxi", "limousine", "piano", "moon", "zebra"]), vectors=table)
    loaded = WordVectors(tmp_path)
    loaded.vectors = table.astype(np.float32)  # five words are too few to take a common part away
    return loaded


def test_near_words_are_near(vectors: WordVectors) -> None:
    assert near_words(vectors, ["limousine", "moon"], {"taxi": ["taxi"], "piano": ["piano"]}) == {"limousine": ["taxi"]}


def test_words_beyond_the_vocabulary_are_read_by_the_nearest(vectors: WordVectors) -> None:
    vocabulary = ["[PAD]", "[UNK]", "taxi", "piano"]
    meanings: WordMeanings = word_meanings(vectors, ["limousine", "moon"], vocabulary, {"taxi", "piano"})
    table = torch.eye(4)
    known, near, far = meanings(torch.tensor([[3, 4, 5]]), table)[0]
    assert known.tolist() == table[3].tolist()
    assert near.argmax() == 2
    assert far.argmax() == UNKNOWN_ID


def test_the_common_part_is_removed() -> None:
    generator = np.random.default_rng(1)
    common = generator.standard_normal(20)
    vectors = (3 * common + generator.standard_normal((100, 20))).astype(np.float32)
    kept = without_common_part(vectors)
    np.testing.assert_allclose(np.linalg.norm(kept, axis=1), 1, rtol=1e-5)
    assert np.abs(kept @ kept.T).mean() < 0.5 * np.abs(np.corrcoef(vectors)).mean()


def test_rows_of_nouns_that_a_pack_does_not_offer_are_left_out() -> None:
    rows = [row for row in doing_words({"runner", "female runner"})["rows"] if not row.get("isAlone")]
    assert [(row["who"], row["thing"]) for row in rows] == [("women", "female runner"), ("anyone", "runner")]
    assert {row["who"] for row in doing_words({"car"})["rows"]} == {"onWheels"}
    assert doing_words(set())["rows"] == []


def test_every_row_leads_to_a_noun_and_to_places_of_captions() -> None:
    for doing in DOINGS:
        assert doing.noun in NAMES | {""}, doing
        assert doing.place in PHRASES | {""}, doing


def test_whoever_can_do_something_is_anyone() -> None:
    who = doing_words(NAMES)["who"]
    assert {"girl", "girls", "ladies", "women"} <= set(who["women"])
    assert set(who["women"]) | set(who["men"]) <= set(who["anyone"])


@pytest.mark.parametrize(("verb", "forms"), [("ride", {"ride", "rides", "rode", "ridden", "riding"}), ("swim", {"swam", "swimming"}), ("lie", {"lying"})])
def test_verbs_are_known_in_every_form(verb: str, forms: set[str]) -> None:
    assert forms <= set(verb_forms(verb))


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("street", "on the street"), ("forest", "in a forest"), ("ocean", "on the ocean"), ("beach", "on the beach"), ("living room", "in a living room"),
     ("blue gradient", "on a blue background"), ("autumn forest", "in an autumn forest"), ("meadow", "in a meadow")],
)
def test_names_of_places_lead_to_phrases(name: str, phrase: str) -> None:
    assert place_words()["names"][name] == phrase


def test_places_are_phrases_of_captions_or_of_stored_places() -> None:
    words = place_words()
    together = [*words["together"], *words["aloneTogether"]]
    phrases = [*words["names"].values(), *words["destinations"].values(), *words["alone"].values(), *words["alone"], *(phrase for phrase, _, _ in together)]
    assert set(phrases) <= PHRASES | set(colour_places().values()) | {phrase for place in NEW_PLACES for phrase in place.phrases}
    assert set(words["weak"]) | set(words["first"]) <= set(words["names"])
    assert all(ones and others for _, ones, others in together)


def test_a_colour_is_no_place() -> None:
    assert not {"green", "fall", "dream", ""} & set(place_words()["names"])


def test_kinds_lead_to_names_and_are_none() -> None:
    names = {name for noun in NOUNS for name in (noun.name, *noun.synonyms)} - MEANT_OTHERWISE
    forms = kind_forms(names)
    assert set(forms.values()) <= names
    assert not set(forms) & names
    assert (forms["husky"], forms["corgis"], forms["golden retriever"]) == ("dog", "dog", "dog")
    assert kind_forms({"cat"}).keys() >= {"siamese cat", "siamese cats"}
    assert "husky" not in kind_forms({"cat"})


def test_kinds_spell_no_place() -> None:
    assert not set(kind_forms(NAMES)) & set(place_words()["names"])


def test_names_are_counted_by_their_noun() -> None:
    offered = [NOUN_BY_NAME[name] for name in ("dog", "cat", "volcano")]
    written = said_words(offered, ["dog", "doggy", "kitty", "volcano", "erupting volcano"], ["on the beach"])
    assert written["names"] == [2, 1, 2]
    assert written["ownWords"]["panting"] == ["dog"]
    assert {"jumping", "big", "quickly"} <= set(written["said"])
    assert not {"beach", "happy", "panting"} & set(written["said"])
    with pytest.raises(ValueError, match="names of nothing"):
        said_words(offered, ["cat", "dog"], [])


def test_belongings_are_offered_nouns() -> None:
    lists = belongings({"hat", "bear", "heart"})
    assert (lists["worn"], lists["heads"], lists["moods"]) == (["hat"], ["bear"], ["heart"])
    everything = belongings(NAMES)
    assert set(everything["peopleAtIt"]) <= {name for noun in NOUNS for name in (noun.name, *noun.synonyms)}
    for seen in everything["seen"].values():
        assert set(seen) <= set(everything["parts"])


def test_a_pack_is_told_of_the_ground_of_what_it_offers(tmp_path: Path) -> None:
    manifest = {"id": "some", "vocabulary": {"objects": ["dog", "bee"], "backgrounds": ["on the beach", "in space"]}, "metrics": {}}
    (tmp_path / "pack.json").write_text(json.dumps(manifest), encoding="utf-8")
    main(["--pack", str(tmp_path), "--only-ground"])
    written = json.loads((tmp_path / "pack.json").read_text(encoding="utf-8"))
    ground = written["vocabulary"].pop("ground")
    assert written == manifest
    assert [horizon["height"] for horizon in ground["horizons"]] == [HORIZONS["beach"]]
    assert ground["airborne"] == sorted(["bee", *NOUN_BY_NAME["bee"].synonyms])
