"""Fetches the emoji packages and writes the sprites that scenes are made of.

    python -m training.data.fetch [--size 128] [--every 1] [--out training/cache] [--preset cpu|all]

Writes `sprites-<size>-v<edition>.npy` (uint8 [frames, size, size, 4], premultiplied RGBA, to be memory mapped),
`sprites-<size>-v<edition>.json` (one entry a noun: where its frames are and what it is called) and
`backgrounds-v<edition>.npz` (photographs and painted places, see `backgrounds.py`); the edition is `EDITION` in `scenes/artwork.py`.
Only code points in `lists/` are read: those are the ones whose artwork Microsoft released under
the MIT licence (see LICENSES.md).
"""
import argparse
import json
import tarfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from training.data import backgrounds
from training.data.crop import fit
from training.data.packages import ANIMATED_PACKAGES, LABELS_PACKAGE, STATIC_PACKAGE, clips, decode, npm_pack, read_list
from training.scenes.artwork import FPS, SPRITE_SIDES, backgrounds_path, sprites_path
from training.scenes.vocabulary import NOUNS
from training.trainer.checkpoints import CACHE
from training.trainer.errors import StageError
from training.trainer.run import run


@dataclass
class Sprite:
    """An entry of the index. Frames are `start : start + count` of the array; `count` is 1 for stills; each lasts `every` / `fps` seconds."""

    name: str
    codepoints: str
    group: str
    source: str
    start: int
    count: int
    fps: int
    every: int
    synonyms: list[str]


def read_tags(tarball: Path) -> dict[str, list[str]]:
    """English tags by code points, as the image files write them."""
    with tarfile.open(tarball) as archive:
        content = archive.extractfile("package/en/data.json")
        assert content is not None
        entries = json.load(content)
    return {bare(entry["hexcode"]): entry.get("tags", []) for entry in entries}


def bare(codepoints: str) -> str:
    """Lower case, without the variation selector that some sources write and others leave out."""
    return codepoints.lower().replace("-fe0f", "")


def plan(preset: str, tags: dict[str, list[str]], every: int = 1) -> list[Sprite]:
    """What to decode and where each goes; refuses code points that are not listed. Of a clip, one frame in `every`."""
    lists = {source: read_list(source) for source in ("animated", "static")}
    if preset == "cpu":
        chosen = [(noun.name, noun.source, noun.codepoints, list(noun.synonyms)) for noun in NOUNS]
    else:
        stills = [code for code in lists["static"] if code not in lists["animated"]]
        chosen = [(lists["animated"][code].label, "animated", code, []) for code in lists["animated"]]
        chosen += [(lists["static"][code].label, "static", code, []) for code in stills]
    sprites, start = [], 0
    for name, source, codepoints, synonyms in chosen:
        if codepoints not in lists[source]:
            raise StageError(f"{name} ({codepoints}) is not in the list of {source} artwork under the MIT licence; "
                             f"choose one that is in lists/fluent-{source}-mit.tsv.")
        listed = lists[source][codepoints]
        count = max(1, round(listed.frames * FPS / listed.fps / every)) if source == "animated" else 1
        words = list(dict.fromkeys([*synonyms, *tags.get(bare(codepoints), [])]))
        sprites.append(Sprite(name, codepoints, listed.group, source, start, count, FPS, every, words))
        start += count
    return sprites


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, default=SPRITE_SIDES[0], help="side of a sprite in pixels (the artwork has 256)")
    arguments.add_argument("--out", type=Path, default=CACHE)
    arguments.add_argument("--preset", choices=("cpu", "all"), default="cpu", help="what the vocabulary names, or everything listed")
    arguments.add_argument("--every", type=int, default=1, help="keep one frame of clips in so many (6 for big pictures)")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    options = parser().parse_args(argv)

    npm = options.out / "npm"
    sprites = plan(options.preset, read_tags(npm_pack(LABELS_PACKAGE, npm)), options.every)
    target = sprites_path(options.out, options.size)
    if options.preset != "cpu":
        target = target.with_stem(f"{target.stem}-{options.preset}")
    shape = (sum(sprite.count for sprite in sprites), options.size, options.size, 4)
    pixels = np.lib.format.open_memmap(target, mode="w+", dtype=np.uint8, shape=shape)

    missing = {(sprite.source, sprite.codepoints): sprite for sprite in sprites}
    for package in (*ANIMATED_PACKAGES, STATIC_PACKAGE):
        source = "static" if package == STATIC_PACKAGE else "animated"
        wanted = {code for kind, code in missing if kind == source}
        for codepoints, webp in clips(npm_pack(package, npm), wanted):
            sprite = missing.pop((source, codepoints))
            pixels[sprite.start:sprite.start + sprite.count] = fit(decode(webp, sprite.count), options.size)
    if missing:
        raise StageError(f"The packages lack {sorted(missing)}.")
    pixels.flush()
    target.with_suffix(".json").write_text(json.dumps([asdict(sprite) for sprite in sprites], indent=1) + "\n")
    backgrounds.write_backgrounds(npm_pack(backgrounds.PACKAGE, npm), backgrounds_path(options.out))
    print(f"{target}: {len(sprites)} nouns, {shape[0]} frames of {options.size}x{options.size}")


if __name__ == "__main__":
    run(main)
