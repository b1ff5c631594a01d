"""The artwork in one small file, to be carried to a machine that can fetch nothing:

    python -m training.dev.pack_for_device --out artwork.zip
    python -m training.dev.pack_for_device --unpack artwork.zip --cache training/cache

Sprites become WebP with exact transparency, lossy (35 and 39 dB; 15 MB for the larger ones of 1,004 nouns); `--lossless` keeps the smaller ones, from which
all but the picture decoder learns, as they are (about 32 MB). Everything else goes in as it is.
"""
import argparse
import io
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from training.scenes.artwork import SPRITE_SIDES, backgrounds_path, sprites_path
from training.trainer.checkpoints import CACHE
from training.trainer.errors import StageError
from training.trainer.run import run

QUALITY = 92


def encode(pixels: np.ndarray, lossless: bool) -> bytes:
    """uint8 [side, side, 4], premultiplied; colours under full transparency are black and stay so."""
    target = io.BytesIO()
    options = {"lossless": True, "quality": 50} if lossless else {"quality": QUALITY, "alpha_quality": 100}
    Image.fromarray(pixels).save(target, "WEBP", method=4, exact=True, **options)
    return target.getvalue()


def decode(content: bytes) -> np.ndarray:
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA")).copy()
    # A premultiplied colour above its alpha would glow.
    np.minimum(pixels[..., :3], pixels[..., 3:], out=pixels[..., :3])
    return pixels


def pack(cache: Path, target: Path, lossless: bool) -> None:
    """Writes sprites, their indexes and backgrounds into one zip file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive, ThreadPoolExecutor() as pool:
        archive.write(backgrounds_path(cache), backgrounds_path(cache).name)
        for size in SPRITE_SIDES:
            path = sprites_path(cache, size)
            if not path.exists():
                continue
            archive.write(path.with_suffix(".json"), path.with_suffix(".json").name)
            sprites = np.load(path, mmap_mode="r")
            for number, content in enumerate(pool.map(partial(encode, lossless=lossless and size == SPRITE_SIDES[0]), sprites)):
                archive.writestr(f"{path.stem}/{number:05}.webp", content)


def unpack(source: Path, cache: Path) -> None:
    """Writes the files of `pack` into the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as archive, ThreadPoolExecutor() as pool:
        names = sorted(archive.namelist())
        for name in names:
            if not name.endswith(".webp"):
                archive.extract(name, cache)
        for stem in sorted({name.split("/")[0] for name in names if name.endswith(".webp")}):
            contents = [archive.read(name) for name in names if name.startswith(f"{stem}/")]
            np.save(cache / f"{stem}.npy", np.stack(list(pool.map(decode, contents))))


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=Path("artwork.zip"))
    arguments.add_argument("--lossless", action="store_true", help="twice the size")
    arguments.add_argument("--unpack", type=Path, help="a packed file, to be unpacked into the cache")
    arguments.add_argument("--cache", type=Path, default=CACHE)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    options = parser().parse_args(argv)
    if options.unpack:
        if not options.unpack.exists():
            raise StageError(f"{options.unpack} is missing. Pack it where the artwork is: python -m training.dev.pack_for_device")
        unpack(options.unpack, options.cache)
        return
    pack(options.cache, options.out, options.lossless)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    run(main)
