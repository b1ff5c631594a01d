"""Graphs of the shipped pack, as ONNX Runtime has to run them."""

from pathlib import Path

import onnx
import pytest

from training.export.manifest import graph_files, read_manifest

PACK = Path("public/packs/starter")
#: Operators that ONNX Runtime 1.30 has no WebGPU kernel for: each of them brings its inputs to the CPU, and its result back.
WITHOUT_KERNEL = {"GridSample", "RandomNormal", "NonZero", "Unique", "Loop", "If", "Scan"}


@pytest.mark.parametrize("name", sorted(graph_files(PACK, read_manifest(PACK))))
def test_no_node_is_known_to_have_no_webgpu_kernel(name: str) -> None:
    graph = onnx.load(graph_files(PACK, read_manifest(PACK))[name]).graph
    assert [f"{node.op_type} {node.name}" for node in graph.node if node.op_type in WITHOUT_KERNEL] == []
