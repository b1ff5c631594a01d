"""Writes the variants and what they are compared with."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from training.export.file_record import file_record
from training.export.half_precision.half_graph import half_graph
from training.export.manifest import graph_files, read_manifest
from training.trainer.errors import StageError

#: Numbers of each output that are compared in the browser.
COMPARED = 512
#: Inputs of goldens are even noise between these, which has the variance 1 of latents.
NOISE = math.sqrt(3)


def noise(count: int) -> NDArray[np.float32]:
    """A linear congruential generator, which `workers/generator/model/golden.ts` has as well."""
    state, made = 0, np.empty(count, dtype=np.float32)
    for i in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        made[i] = (state / 2**31 - 1) * NOISE
    return made


def golden_of(graph: Path) -> dict[str, Any]:
    """What `graph` makes of noise: for each input its shape, for each output one number in `every`."""
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    shapes = {item.name: item.shape for item in session.get_inputs()}
    feeds = {name: noise(math.prod(shape)).reshape(shape) for name, shape in shapes.items()}
    made = dict(zip((item.name for item in session.get_outputs()), session.run(None, feeds), strict=True))
    outputs = {}
    for name, array in made.items():
        # Odd, so that all columns of a picture are among them.
        every = math.ceil(array.size / COMPARED) | 1
        outputs[name] = {"every": every, "numbers": [round(float(number), 5) for number in array.reshape(-1)[::every]]}
    return {"inputs": shapes, "outputs": outputs}


def write_half(folder: Path, name: str, source: Path) -> dict[str, Any]:
    """Writes the variant of one graph and its golden; returns its entry for the manifest."""
    variant, golden = folder / f"{name}.f16.onnx", folder / f"{name}.f16.golden.json"
    variant.write_bytes(half_graph(source))
    golden.write_text(json.dumps(golden_of(source), separators=(",", ":")) + "\n", encoding="utf-8")
    return file_record(variant) | {
        "data": [file_record(source) | {"path": source.name}],
        "golden": file_record(golden),
        "dtype": "q8",
        "backend": ["webgpu"],
        "needs": {"features": ["shader-f16"]},
    }


def write_variants(folder: Path, graphs: Sequence[str]) -> None:
    """Writes the variants of these graphs and lists them before the others. @raises StageError where a graph is missing"""
    manifest = read_manifest(folder)
    files = graph_files(folder, manifest)
    for name in graphs:
        if name not in files:
            raise StageError(f"{folder} has no graph {name}; it has {', '.join(files)}.")
        others = [variant for variant in manifest["graphs"][name]["variants"] if "golden" not in variant]
        variant = write_half(folder, name, files[name])
        manifest["graphs"][name]["variants"] = [variant, *others]
        print(f"{variant['file']}: {variant['bytes'] / 1e3:.0f} kB, and {variant['golden']['bytes'] / 1e3:.0f} kB to compare with")
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
