"""Counts what a pack costs, from its graphs: `python -m training.evaluation.count_flops --pack public/packs/starter`.

A multiplication with its addition is two operations. Counted are matrix products and convolutions, in which nearly all of
the time goes, and the samples of warps (eight operations each); sums and activations are left out.
"""

import argparse
from collections.abc import Iterable, Sequence
from math import prod
from pathlib import Path
from typing import Any

import onnx
from onnx import shape_inference

from training.export.manifest import draws_plate, graph_files, read_manifest, sampler_of
from training.trainer.run import run

WARP_OPERATIONS = 8


Shapes = dict[str, list[int]]
#: Element types, as ONNX numbers them.
Types = dict[str, int]


def shapes_of(model: onnx.ModelProto) -> tuple[Shapes, Types]:
    """The static shape and the element type of every tensor of which they are known."""
    graph = shape_inference.infer_shapes(model).graph
    shapes: Shapes = {item.name: list(item.dims) for item in graph.initializer}
    types: Types = {item.name: item.data_type for item in graph.initializer}
    note([*graph.input, *graph.output, *graph.value_info], shapes, types)
    return shapes, types


def note(values: Iterable[onnx.ValueInfoProto], shapes: Shapes, types: Types) -> None:
    for value in values:
        tensor = value.type.tensor_type
        types[value.name] = tensor.elem_type
        if tensor.HasField("shape"):  # else it is not a scalar, but unknown
            shapes[value.name] = [dimension.dim_value for dimension in tensor.shape.dim]


def attribute(node: onnx.NodeProto, name: str) -> int:
    return next(int(item.i) for item in node.attribute if item.name == name)


def node_flops(node: onnx.NodeProto, shapes: Shapes) -> int:
    """Operations of one run of a node; 0 for kinds that are not counted."""
    if node.op_type == "Conv":
        weights = shapes[node.input[1]]
        return 2 * prod(shapes[node.output[0]]) * prod(weights[1:])
    if node.op_type in ("MatMul", "Gemm"):
        inner = shapes[node.input[0]][-1]
        return 2 * prod(shapes[node.output[0]]) * inner
    if node.op_type == "MatMulNBits":
        return 2 * prod(shapes[node.input[0]][:-1]) * attribute(node, "K") * attribute(node, "N")
    if node.op_type == "GridSample":
        return WARP_OPERATIONS * prod(shapes[node.output[0]])
    return 0


def graph_flops(path: Path) -> int:
    """Operations of one run of a graph."""
    model = onnx.load(path)
    shapes, types = shapes_of(model)
    # Shape inference does not know ONNX Runtime's own operators; what follows them is known from their last dimension.
    for node in model.graph.node:
        if node.op_type == "MatMulNBits" and node.output[0] not in shapes:
            shapes[node.output[0]] = [*shapes[node.input[0]][:-1], attribute(node, "N")]
            continue
        if any(name and name not in shapes for name in node.output):
            infer_one(node, shapes, types, model)
    return sum(node_flops(node, shapes) for node in model.graph.node)


def infer_one(node: onnx.NodeProto, shapes: Shapes, types: Types, model: onnx.ModelProto) -> None:
    """Shapes of one node's outputs, from those of its inputs."""
    constants = [item for item in model.graph.initializer if item.name in node.input]
    known = {item.name for item in constants}
    inputs = [
        onnx.helper.make_tensor_value_info(name, types.get(name, onnx.TensorProto.FLOAT), shapes[name])
        for name in dict.fromkeys(node.input)
        if name and name not in known
    ]
    outputs = [onnx.helper.make_tensor_value_info(name, onnx.TensorProto.UNDEFINED, None) for name in node.output if name]
    graph = onnx.helper.make_graph([node], "one", inputs, outputs, constants)
    inferred = shape_inference.infer_shapes(onnx.helper.make_model(graph, opset_imports=model.opset_import)).graph
    note([*inferred.output, *inferred.value_info], shapes, types)


def count(pack: Path) -> dict[str, Any]:
    """GFLOP of each graph's one run, of a first frame, and of a window of video."""
    manifest = read_manifest(pack)
    once = {name: graph_flops(file) / 1e9 for name, file in graph_files(pack, manifest).items()}

    def evaluations(kind: str) -> int:
        sampler = sampler_of(manifest, kind)
        return (len(sampler["sigmas"]) - 1) * (1 if sampler["guidance"] == 1 else 2)

    moving = manifest["imageToVideo"]
    latents = moving["window"]["latents"]
    # With the subject, and without.
    pictures = 2 if draws_plate(manifest) else 1
    return {
        "once": once,
        "textToImage": once["textToImage"] * evaluations("textToImage"),
        "firstFrame": pictures * (once["textToImage"] * evaluations("textToImage") + once["imageDecoder"]) + once["imageEncoder"] + once["videoDecoderPrepare"],
        "decodeFrame": once["videoDecoder"] / moving["decoder"]["framesPerLatent"]["rest"],
        "window": once["imageToVideo"] * evaluations("imageToVideo") + once["videoDecoder"] * latents,
    }


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pack", type=Path, default=Path("public/packs/starter"))
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    counted = count(arguments.pack)
    for name, value in counted.pop("once").items():
        print(f"{name}: {value:.3f} GFLOP a run")
    for name, value in counted.items():
        print(f"{name}: {value:.2f} GFLOP")


if __name__ == "__main__":
    run(main)
