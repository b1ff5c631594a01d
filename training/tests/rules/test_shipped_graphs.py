"""Graphs of the shipped pack, as ONNX Runtime has to run them."""

import json
from pathlib import Path

import numpy as np
import onnx
import pytest

from training.export.half_precision.half_graph import half_graph
from training.export.half_precision.variants import golden_of
from training.export.manifest import graph_files, read_manifest

PACK = Path("public/packs/starter")
#: Operators that ONNX Runtime 1.30 has no WebGPU kernel for: each of them brings its inputs to the CPU, and its result back.
WITHOUT_KERNEL = {"GridSample", "RandomNormal", "NonZero", "Unique", "Loop", "If", "Scan"}


@pytest.mark.parametrize("name", sorted(graph_files(PACK, read_manifest(PACK))))
def test_no_node_is_known_to_have_no_webgpu_kernel(name: str) -> None:
    graph = onnx.load(graph_files(PACK, read_manifest(PACK))[name]).graph
    assert [f"{node.op_type} {node.name}" for node in graph.node if node.op_type in WITHOUT_KERNEL] == []


def test_variants_with_half_floats_are_of_the_graphs_beside_them() -> None:
    manifest = read_manifest(PACK)
    files = graph_files(PACK, manifest)
    halved = {name: variant for name, graph in manifest["graphs"].items() for variant in graph["variants"] if "golden" in variant}
    assert halved
    for name, variant in halved.items():
        (exact,) = (other for other in manifest["graphs"][name]["variants"] if "golden" not in other)
        assert variant["data"] == [{"path": exact["file"]} | {key: exact[key] for key in ("file", "bytes", "sha256")}]
        assert (PACK / variant["file"]).read_bytes() == half_graph(files[name]), "python -m training.export.half_precision.write"
        golden = json.loads((PACK / variant["golden"]["file"]).read_text(encoding="utf-8"))
        for output, expected in golden_of(files[name])["outputs"].items():
            np.testing.assert_allclose(golden["outputs"][output]["numbers"], expected["numbers"], atol=1e-3)
