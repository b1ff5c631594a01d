"""Writes how an exported pack reads words that no caption has: `python -m training.export.word_files --version 1.7.1`.

`words.json` are forms of the words that captions have; `near-words.json` gets what is said by hand about common words; `pack.json` says where the ground of
places is. `--only-ground` writes that alone, into a pack whose words are as they should be.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.export.file_record import file_record
from training.export.manifest import read_manifest, tokenizer_of
from training.export.sentences.belongings import belongings
from training.export.sentences.doing_words import doing_words
from training.export.sentences.kinds import MEANT_OTHERWISE, kind_forms
from training.export.sentences.place_words import colour_places, place_words
from training.export.sentences.said_words import said_words
from training.export.sentences.usual_places import usual_places
from training.export.sentences.word_forms import word_forms
from training.scenes.captions import split_words, words_besides_nouns
from training.scenes.colours import COLOURS, painted_colours, takes_colours
from training.scenes.ground import ground_record
from training.scenes.nouns import NOUNS
from training.scenes.stored_places import NEW_PLACES, StoredPlace
from training.scenes.vocabulary import BACKGROUNDS, Background
from training.trainer.run import run

#: What is nearest in meaning where the vectors say nothing, or something else. The first is what is drawn; where the prompt names a
#: thing, the first that is none.
BY_HAND: dict[str, list[str]] = {
    "supermarket": ["mall"], "lake": ["ocean"], "pond": ["ocean"], "lagoon": ["ocean", "beach"],
    "person": ["man", "woman"], "kid": ["boy", "girl"], "child": ["boy", "girl", "baby"],
    "enormous": ["huge"], "massive": ["huge"], "immense": ["huge"], "gigantic": ["huge"], "swiftly": ["quickly"], "gradually": ["slowly"],
}
#: Said of the light and the look of a film, which the vectors take for things and places; they are left out.
LOOKS = "morning afternoon hour hours cinematic cinematography funny"
#: What is nearest to these by the vectors is another thing: a penguin to a viking.
MISLED = "art arts viking family couple crowd poppy hunter nun mustang dude"
#: By motion, the verbs that are read as it.
VERBS_BY_HAND = {
    "flying": "soar soars soared soaring",
    "running":
        "race races raced racing chase chases chased chasing hurry hurries hurried hurrying flee flees fled fleeing escape escapes escaped escaping charge "
        "charges charging",
    "walking":
        "crawl crawls crawled crawling cross crosses crossed crossing creep creeps crept creeping hike hikes hiked hiking sneak sneaks sneaking roam roams "
        "roaming",
    "jumping":
        "skip skips skipped skipping climb climbs climbed climbing celebrate celebrating cheer cheers cheered cheering play plays played playing",
    "dancing": "wiggle wiggles wiggled wiggling groove sing sings sang singing",
    "falling": "drop dropped dropping sink sinks sank sinking descend descends descended descending crash crashes crashed crashing",
    "floating": "rise rises rose rising ascend ascends ascending levitate levitates levitating swimming dive dives diving",
    "growing": "bloom blooms bloomed blooming appear appears appeared appearing emerge emerges emerged emerging explode explodes exploded exploding",
    "shrinking": "disappear disappears disappeared disappearing vanish vanishes vanished vanishing fade fades faded fading melt melts melted melting",
    "spinning": "whirl whirls whirling twist twists twisted twisting",
    "shaking": "rattle rattles rattling quake quakes quaking",
    "sleeping": "snore snores doze dozes dozing slumber dream dreams dreamed dreaming",
    "sliding to the right":
        "surf surfs surfed surfing skate skates skated skating skateboard skateboards skateboarding snowboarding skiing sledding rollerblading cycling "
        "biking ride rides sail sails sailing cruise cruising travel travels",
}
BY_HAND |= {word: [motion] for motion, verbs in VERBS_BY_HAND.items() for word in verbs.split()}
#: Places in words that have vectors.
PLACE_FORMS = {"aurora borealis": "aurora"}
#: Before the rest of what a manifest holds.
FIRST_KEYS = ("format", "id", "version", "title", "description", "licence", "credits", "nearWords", "words")


def write_ground(folder: Path) -> None:
    """Sets `ground` of the manifest's vocabulary, for the places and things that the pack offers."""
    manifest = read_manifest(folder)
    vocabulary = manifest["vocabulary"]
    places, things = set(vocabulary["backgrounds"]), set(vocabulary["objects"])
    known: list[Background | StoredPlace] = [*BACKGROUNDS, *NEW_PLACES]
    record = ground_record([item for item in known if item.phrases[0] in places], [noun for noun in NOUNS if noun.name in things])
    vocabulary["ground"] = record
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{folder / 'pack.json'}: {len(record['horizons'])} heights of ground, {len(record['airborne'])} names of what is in the air")


def write_word_files(folder: Path, version: str | None) -> None:
    """Writes `words.json`, extends `near-words.json`, and records both in the manifest."""
    manifest: dict[str, Any] = read_manifest(folder)
    vocabulary: dict[str, int] = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    learned = tokenizer_of(manifest)["learnedTokens"]
    near_file, words_file = folder / "near-words.json", folder / "words.json"
    near: dict[str, list[str]] = json.loads(near_file.read_text(encoding="utf-8"))
    near = {word: names for word, names in near.items() if word not in (*LOOKS.split(), *MISLED.split())}
    besides = set(words_besides_nouns())
    near |= {word: names for word, names in BY_HAND.items() if word not in besides}
    near_file.write_text(json.dumps(near, separators=(",", ":"), sort_keys=True), encoding="utf-8")

    offered = [noun for noun in NOUNS if noun.name in set(manifest["vocabulary"]["objects"])]
    content = word_forms({word for word, number in vocabulary.items() if number < learned}, set(near), offered)
    forms: dict[str, str] = {form: text for form, text in content["forms"].items() if text.isascii() or not form.isalpha()}
    content["things"] = [name for name in content["things"] if name.isascii()]  # the page takes accents away before it looks
    content["things"] = [name for name in content["things"] if name not in MEANT_OTHERWISE]
    # "Leaves" are a leaf, but "fallen leaves" are a name.
    forms |= {name: name for name in content["things"] if " " in name and any(forms.get(word, word) != word for word in name.split())}
    forms |= kind_forms(set(content["things"])) | PLACE_FORMS
    new = [place for place in NEW_PLACES if place.phrases[0] in manifest["vocabulary"]["backgrounds"]]
    of_new = {phrase for place in new for phrase in place.phrases}
    captioned = {" ".join(split_words(phrase)) for background in BACKGROUNDS for phrase in background.phrases}
    places = sorted(of_new | captioned | set(colour_places().values()))
    lists: dict[str, Any] = {
        "forms": forms,
        "things": content["things"],
        **said_words(offered, content["things"], places),
        "places": places,
        "placeWords": place_words(new),
        "usualPlaces": usual_places(content["things"], offered, new),
        "doings": doing_words({noun.name for noun in offered}),
        "belongings": belongings({noun.name for noun in offered}),
        "ownColours": sorted(noun.name for noun in offered if not takes_colours(noun)),
        "thingColours": {colour: [noun.name for noun in offered if noun.colour == colour and takes_colours(noun)] for colour in COLOURS},
    }
    words_file.write_text(json.dumps(lists, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    manifest["textToImage"]["colours"] = {name: list(rgb) for name, rgb in painted_colours().items()}
    manifest |= {"version": version or manifest["version"], "nearWords": file_record(near_file), "words": file_record(words_file)}
    manifest = {key: manifest[key] for key in FIRST_KEYS} | manifest
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{words_file}: {len(forms)} forms of {len(lists['things'])} names and other words; {near_file}: {len(near)} words")


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--version", help="of the pack from now on")
    arguments.add_argument("--only-ground", action="store_true")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if not arguments.only_ground:
        write_word_files(arguments.pack, arguments.version)
    write_ground(arguments.pack)


if __name__ == "__main__":
    run(main)
