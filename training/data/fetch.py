"""Fetch the emoji packages and write the sprites that scenes are made of.

    python -m training.data.fetch [--size 128] [--every 1] [--out training/cache] [--preset cpu|all]

Writes `sprites-<size>-v<edition>.npy` (uint8 [frames, size, size, 4], premultiplied RGBA, to be memory mapped),
`sprites-<size>-v<edition>.json` (one entry a noun: where its frames are and what it is called) and
`backgrounds-v<edition>.npz` (photographs and painted places, see `backgrounds.py`); the edition is `EDITION` of `scenes/artwork.py`.
Only code points in `lists/` are read: those are the ones whose artwork Microsoft released under
the MIT licence (see LICENSES.md).
"""
import argparse
import io
import json
import subprocess
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.data import backgrounds
from training.scenes.artwork import backgrounds_path, sprites_path
from training.scenes.vocabulary import NOUNS

FPS = 12
FILL = 0.9  # share of the square's side that the subject's bounding box fills
VISIBLE_ALPHA = 8  # of 255: fainter pixels (soft glows) do not count for the bounding box
LISTS = Path(__file__).parent / "lists"
ANIMATED_PACKAGES = tuple(f"@lobehub/fluent-emoji-anim-{part}@1.0.0" for part in (1, 2, 3, 4))
STATIC_PACKAGE = "@lobehub/fluent-emoji-3d@1.1.0"
LABELS_PACKAGE = "emojibase-data@17.0.0"


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


@dataclass(frozen=True)
class Listed:
    """A line of a list: a code point sequence we may use."""

    codepoints: str
    label: str
    group: str
    frames: int
    fps: float


def read_list(source: str) -> dict[str, Listed]:
    """The allowed code points of `animated` or `static`, in file order."""
    listed: dict[str, Listed] = {}
    for line in (LISTS / f"fluent-{source}-mit.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("# "):
            continue
        codepoints, label, group, frames, fps = line.split("\t")[:5]
        is_animated = source == "animated"
        listed[codepoints] = Listed(codepoints, label, group, int(frames) if is_animated else 1,
                                    float(fps) if is_animated else FPS)
    return listed


def npm_pack(package: str, folder: Path) -> Path:
    """The package's tarball, downloaded once."""
    name, version = package.rsplit("@", 1)
    tarball = folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not tarball.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"npm pack {package}")
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return tarball


def clips(tarball: Path, wanted: set[str]):
    """Yield (codepoints, webp bytes) of the wanted images of a package."""
    with tarfile.open(tarball) as archive:
        for member in archive:
            codepoints = Path(member.name).stem
            if member.name.endswith(".webp") and codepoints in wanted:
                content = archive.extractfile(member)
                assert content is not None
                yield codepoints, content.read()


def decode(webp: bytes, count: int) -> list[Image.Image]:
    """One whole loop as `count` evenly spaced frames, mode RGBa (premultiplied)."""
    image = Image.open(io.BytesIO(webp))
    total = getattr(image, "n_frames", 1)
    keep = [round(index * total / count) % total for index in range(count)]
    decoded: dict[int, Image.Image] = {}
    for index in sorted(set(keep)):
        image.seek(index)
        decoded[index] = image.convert("RGBA").convert("RGBa")
    return [decoded[index] for index in keep]


@dataclass(frozen=True)
class Square:
    """A square of a picture: its middle and its side, in pixels. It may stick out of the picture."""

    x: float
    y: float
    side: float


def box_of(frame: Image.Image) -> tuple[int, int, int, int] | None:
    """left, top, right, bottom of what is visible, if anything is."""
    return frame.getchannel("a").point(lambda alpha: 255 * (alpha > VISIBLE_ALPHA)).getbbox()


def square_around(frames: list[Image.Image]) -> Square:
    """The square that all of the frames fill by FILL."""
    shown = np.array([box for box in map(box_of, frames) if box])
    (left, top), (right, bottom) = shown[:, :2].min(0), shown[:, 2:].max(0)
    return Square((left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / FILL)


def cut(frames: list[Image.Image], square: Square, size: int) -> np.ndarray:
    """What is in the square, scaled: uint8 [frames, size, size, 4]."""
    # Pillow's resize does not take squares that stick out: pad by a whole picture.
    pad = frames[0].width
    left, top = square.x - square.side / 2 + pad, square.y - square.side / 2 + pad
    pixels = np.empty((len(frames), size, size, 4), np.uint8)
    for index, frame in enumerate(frames):
        canvas = Image.new("RGBa", (frame.width + 2 * pad, frame.height + 2 * pad))
        canvas.paste(frame, (pad, pad))
        box = (left, top, left + square.side, top + square.side)
        pixels[index] = np.asarray(canvas.resize((size, size), Image.Resampling.LANCZOS, box))
    # Lanczos overshoots at edges; a premultiplied colour above its alpha would glow when composited.
    np.minimum(pixels[..., :3], pixels[..., 3:], out=pixels[..., :3])
    return pixels


def fit(frames: list[Image.Image], size: int) -> np.ndarray:
    """Crop to one square for the whole loop, subject centred, and scale: uint8 [frames, size, size, 4]."""
    return cut(frames, square_around(frames), size)


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
            raise SystemExit(f"{name} ({codepoints}) is not in the list of {source} artwork under the MIT licence; "
                             f"choose one that is in lists/fluent-{source}-mit.tsv.")
        listed = lists[source][codepoints]
        count = max(1, round(listed.frames * FPS / listed.fps / every)) if source == "animated" else 1
        words = list(dict.fromkeys([*synonyms, *tags.get(bare(codepoints), [])]))
        sprites.append(Sprite(name, codepoints, listed.group, source, start, count, FPS, every, words))
        start += count
    return sprites


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=128, help="side of a sprite in pixels (the artwork has 256)")
    parser.add_argument("--out", type=Path, default=Path("training/cache"))
    parser.add_argument("--preset", choices=("cpu", "all"), default="cpu", help="what the vocabulary names, or everything listed")
    parser.add_argument("--every", type=int, default=1, help="keep one frame of clips in so many (6 for big pictures)")
    options = parser.parse_args()

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
        raise SystemExit(f"The packages lack {sorted(missing)}.")
    pixels.flush()
    target.with_suffix(".json").write_text(json.dumps([asdict(sprite) for sprite in sprites], indent=1) + "\n")
    backgrounds.write_backgrounds(npm_pack(backgrounds.PACKAGE, npm), backgrounds_path(options.out))
    print(f"{target}: {len(sprites)} nouns, {shape[0]} frames of {options.size}x{options.size}")


if __name__ == "__main__":
    main()
