"""Writes variants of an exported pack's graphs that compute with half floats: `python -m training.export.half_precision.write`.

They are for WebGPU adapters with `shader-f16`. A variant holds nodes and no weights: it says where those lie in the file of the 8-bit variant, which
is fetched with it and takes its place where the results of the two differ too much. So nobody fetches weights twice.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.export.half_precision.variants import write_variants
from training.trainer.run import run

#: The graphs that are worth it (docs/decisions/056-half-floats.md).
GRAPHS = ("imageDecoder",)


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--graphs", nargs="+", default=GRAPHS, help="names of graphs with float inputs")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    write_variants(arguments.pack, arguments.graphs)


if __name__ == "__main__":
    run(main)
