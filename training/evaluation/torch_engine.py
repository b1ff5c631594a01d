"""The graphs of a pack in PyTorch, run when told to: `bench/graphs.mjs` starts it as one of the engines that take turns.

A model gets the weights that the pack's graph has (`export/restoring`), so that what it gives can be compared. Orders and answers are lines of JSON, those of
`bench/graphs/engine.mjs`.
"""

import argparse
import contextlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.evaluation.time_limit import at_most
from training.export.graphs import Graph
from training.export.manifest import graph_files, pack_tables_of, read_manifest
from training.export.restoring.blank_models import blank_models, read_weights
from training.trainer.run import run

WARM_UP = 6
#: What compiling a graph may take.
COMPILE_SECONDS = 90
#: The engines' measure of what can be reached; bench/graphs/gemm.mjs makes the same matrix.
GEMM = "gemm"
#: A graph's example inputs, which its weights are checked with, come out of another one.
AFTER = {"textToImage": "textEncoder", "imageToVideo": "textEncoder", "videoDecoder": "videoDecoderPrepare"}

Order = dict[str, Any]


class Product(nn.Module):
    def __init__(self, side: int) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.arange(side * side, dtype=torch.float64).mul(37).remainder(101).div(50).sub(1).float().reshape(side, side))

    def forward(self, a: Tensor) -> Tensor:
        return a @ self.factor


class Engine:
    def __init__(self, pack: Path, weights: Path, compiled: bool, size: str = "shipped") -> None:
        manifest = read_manifest(pack)
        self.files, self.weights, self.compiled = graph_files(pack, manifest), weights, compiled
        self.blank = blank_models(manifest, self.files, pack_tables_of(pack, manifest), size)
        self.version = f"{manifest['id']} {manifest['version']}"
        self.call: Callable[..., Any] = lambda: None
        self.given: list[Tensor] = []

    def graph(self, name: str) -> Graph:
        """With the weights of the pack, which take seconds to find and are kept in a file."""
        if name in AFTER:
            self.graph(AFTER[name])
        graph, kept = self.blank.graph(name), self.weights.with_suffix(f".{name}.pt")
        if kept.exists() and (known := torch.load(kept, weights_only=True))["version"] == self.version:
            graph.module.load_state_dict(known["weights"])
            return graph
        read_weights(graph, self.files[name])
        partial = kept.with_suffix(f".{os.getpid()}")
        torch.save({"version": self.version, "weights": graph.module.state_dict()}, partial)
        partial.replace(kept)
        return graph

    def open(self, order: Order) -> dict[str, Any]:
        given = {each["name"]: read_input(each) for each in order["inputs"]}
        began = time.perf_counter()
        module: nn.Module
        if order["graph"] == GEMM:
            (matrix,) = given.values()
            module, self.given, names = Product(matrix.shape[0]), [matrix], ["product"]
        else:
            graph = self.graph(order["graph"])
            module, names = graph.module, list(graph.outputs)
            self.given = [given[name] for name in graph.inputs]
        module = module.eval().requires_grad_(False)
        self.call = torch.compile(module, dynamic=False) if self.compiled else module
        loaded = time.perf_counter()
        with at_most(COMPILE_SECONDS):
            results = self.call(*self.given)
        first = time.perf_counter() - loaded
        results = [results] if isinstance(results, Tensor) else results
        for name, value in zip(names, results, strict=False):
            value.float().numpy().tofile(Path(order["folder"]) / f"{name}.f32")
        for _ in range(WARM_UP):
            self.call(*self.given)
        return {"loadMs": 1000 * (loaded - began), "firstMs": 1000 * first, "outputs": names}

    def run(self, order: Order) -> dict[str, Any]:
        times, before = [], time.process_time()
        for _ in range(order["runs"]):
            began = time.perf_counter()
            self.call(*self.given)
            times.append(1000 * (time.perf_counter() - began))
        cpu = 1000 * (time.process_time() - before) / order["runs"]
        return {"times": times, "cpuMs": cpu, "peakMB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)}

    def close(self, _order: Order) -> dict[str, Any]:
        self.call, self.given = lambda: None, []
        torch.compiler.reset()
        return {}

    def answer(self, order: Order) -> dict[str, Any]:
        orders = {"open": self.open, "run": self.run, "close": self.close}
        try:
            return orders[order["do"]](order)
        except Exception as error:  # a compiler raises many kinds
            return {"error": f"{type(error).__name__}: {(str(error) or ' ').splitlines()[0]}"}


def read_input(described: dict[str, Any]) -> Tensor:
    kind = np.int32 if described["type"] == "int32" else np.float32
    return torch.from_numpy(np.fromfile(described["path"], kind).reshape(described["shape"]))


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("way", choices=("eager", "compiled"))
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--weights", type=Path, required=True, help="files of this name, with the graph's behind it, keep the pack's weights")
    arguments.add_argument("--size", choices=("toy", "shipped"), default="shipped", help="of the models that were exported")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    engine = Engine(arguments.pack, arguments.weights, arguments.way == "compiled", arguments.size)
    with torch.no_grad():
        for line in sys.stdin:
            # What libraries print is no answer.
            with contextlib.redirect_stdout(sys.stderr):
                answer = engine.answer(json.loads(line))
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    run(main)
