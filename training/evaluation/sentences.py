"""Judges films of sentences as people write them by their pixels: `python -m training.evaluation.sentences`.

Kinora itself makes the films, in a browser (`bench/sentences.mjs`): reading, layers and all. What differs from the film of the place alone is
named by the nearest rendering. Of several things, which hide each other, each is named in a film where it is alone; whether they are seen
together is told by how much of the place they hide in the film of all.
"""

import argparse
import io
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from training.evaluation.instruments.measures import average
from training.evaluation.instruments.naming import Namer, by_difference
from training.evaluation.report import ASPECTS, sentence_lines, write_into
from training.export.manifest import frame_side, read_manifest
from training.scenes.colours import COLOURS
from training.scenes.nouns import NOUNS
from training.scenes.render import Renderer
from training.scenes.vocabulary import BACKGROUNDS
from training.trainer.checkpoints import CACHE
from training.trainer.errors import StageError
from training.trainer.run import run

MAKER = "bench/sentences.mjs"
#: Less of the frame that differs is no thing but what encoding did to the place.
LEAST_AREA = 0.002
#: Of what things cover alone, how much they cover at least when they are seen together.
SEEN = 0.7


@dataclass(frozen=True)
class Thing:
    """Of a label such as "2 red car": how many, the nouns that are called so, and the colour that is asked for."""

    count: int
    nouns: frozenset[str]
    colour: str


def read_thing(label: str) -> Thing | None:
    """None where nothing in the vocabulary has that name."""
    number, _, text = label.lstrip("?").strip().partition(" ")
    count, words = (int(number), text.split()) if number.isdigit() else (1, label.lstrip("?").split())
    for start in range(len(words)):
        name = " ".join(words[start:])
        nouns = frozenset(noun.name for noun in NOUNS if name == noun.name or name in noun.synonyms)
        if nouns:
            return Thing(count, nouns, next((word for word in words[:start] if word in COLOURS), ""))
    return None


def places(label: str) -> set[str]:
    """The backgrounds that the words may mean."""
    wanted = set(label.lstrip("?").split())
    return {item.name for item in BACKGROUNDS if any(wanted <= set(phrase.split()) for phrase in item.phrases)}


class SentenceJudge:
    """Says of a sentence's films which aspects are right."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer

    def named(self, frame: Tensor, place: Tensor, colour: str) -> str | None:
        """The noun that is seen in front of the place; None where there is nothing."""
        shown = by_difference(frame, place)
        return self.namer.thing(shown, colour) if float(shown.alpha.mean()) > LEAST_AREA else None

    def judge(self, line: str, frames: list[Tensor]) -> dict[str, float]:
        """Frames [1, 3, H, W]: of all things, of the place, of each thing alone. NaN is what the vocabulary has no word for, or what is not asked for."""
        _, things, place, _ = (part.strip() for part in line.split("|"))
        whole, bare, *alone = frames
        asked = [] if things == "-" else [read_thing(label) for label in things.split(", ")]
        known = [thing for thing in asked if thing is not None]
        background = self.namer.background(by_difference(whole, bare))[0]
        seen = [{self.named(frame, bare, thing.colour) for thing in [*known, Thing(1, frozenset(), "")]} - {None} for frame in alone or [whole]]
        counts = [sum(bool(thing.nouns & names) for names in seen) for thing in known]
        areas = [float(by_difference(frame, bare).alpha.mean()) for frame in frames]
        together = not alone or areas[0] >= SEEN * sum(areas[2:])
        wanted = places(place)
        nan = float("nan")
        return {
            "things": float(all(counts)) if known else nan,
            "number": float(together and all(count == thing.count for count, thing in zip(counts, known, strict=True))) if known else nan,
            "place": float(background in wanted) if place != "-" and wanted else nan,
        }


def first_frame(film: Path) -> Tensor:
    """[1, 3, H, W] in 0..1"""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(film), "-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    try:
        picture = subprocess.run(command, check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise StageError("The films are MP4 files: install ffmpeg, which reads them.") from None
    return torch.from_numpy(np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).copy()).permute(2, 0, 1)[None].float() / 255


def measure(films: list[dict[str, Any]], folder: Path, judge: SentenceJudge) -> dict[str, dict[str, float]]:
    """By set of sentences, the shares that are right."""
    scores: dict[str, list[dict[str, float]]] = {}
    for film in films:
        frames = [first_frame(folder / file) for file in film["files"]]
        # What was refused shows nothing that was asked for.
        scored = judge.judge(film["line"], frames) if frames else dict.fromkeys(ASPECTS, 0.0)
        scores.setdefault(film["set"], []).append(scored)
        print(f"{film['line']}: {scored}", flush=True)
    return {name: {"films": len(each)} | {aspect: round(share, 4) for aspect, share in average(each).items()} for name, each in scores.items()}


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--cache", type=Path, default=CACHE, help="folder of the fetched artwork")
    arguments.add_argument("--films", type=Path, help="folder that bench/sentences.mjs has filled; made anew when absent, which needs the built app")
    arguments.add_argument("--every", type=int, default=1, help="make films of one sentence in so many")
    arguments.add_argument("--dry", action="store_true", help="print the shares, write nothing")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    manifest = read_manifest(arguments.pack)
    metrics = manifest.get("metrics", {})
    if not arguments.dry and "pack" not in metrics:
        raise StageError("The pack has not been evaluated. First: python -m training.evaluation.evaluate")
    side = frame_side(manifest)
    judge = SentenceJudge(Namer(Renderer.of_size(arguments.cache, side)))
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.films or Path(scratch)
        if arguments.films is None:
            subprocess.run(["node", MAKER, "--out", scratch, "--pack", str(arguments.pack), "--every", str(arguments.every)], check=True)
        films = json.loads((folder / "films.json").read_text(encoding="utf-8"))
        metrics["sentences"] = measure(films, folder, judge)
    if not arguments.dry:
        write_into(arguments.pack, metrics)
    print("\n".join(sentence_lines(metrics)))


if __name__ == "__main__":
    run(main)
