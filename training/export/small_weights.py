"""Stores the weights of an exported graph with 8 bits; every backend computes with 32."""

import logging
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

#: Weights that share a scale.
BLOCK = 32
#: Tensors with fewer numbers than this stay float32: storing them otherwise would save nothing.
SMALLEST = 1024
#: From so many numbers on, the last block is filled up. Fewer that fill no whole blocks keep 16 bits.
FILLED_UP = 65_536
#: Names of what 8-bit matrices are multiplied with end so.
SCALES = "_scales"
#: Names of stored weights, of their scales, and of scales of matrices end so.
STORED, STORED_SCALES, HALVED = ".q8", ".q8.scales", ".float16"
#: Those of what gives them their shape.
PLUMBING = (".shape", ".all", ".start", ".size")


def quantize_matrices(source: Path, target: Path) -> None:
    """8-bit weights in blocks of 32 (MatMulNBits), activations float32."""
    quantizer = MatMulNBitsQuantizer(onnx.load(source), bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=4)
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.ERROR)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), use_external_data_format=False)


def quantize_weights(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 of any shape -> int8 [blocks, 32] and float16 scales [blocks, 1]; the last block is filled up. A weight is stored * scale."""
    blocks = np.pad(weights.reshape(-1), (0, -weights.size % BLOCK)).reshape(-1, BLOCK)
    scales = (np.abs(blocks).max(axis=1, keepdims=True) / 127).astype(np.float16)
    scales[scales == 0] = 1
    return np.clip(np.round(blocks / scales.astype(np.float32)), -127, 127).astype(np.int8), scales


def read_weights(stored: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The inverse of `quantize_weights`, up to rounding: float32 [blocks, 32]"""
    return stored.astype(np.float32) * scales.astype(np.float32)


def shrink_weights(source: Path, target: Path) -> None:
    """Stores large float32 weights with 8 bits behind a Mul, and scales of matrices with 16 behind a Cast.

    ONNX Runtime folds these nodes when it loads the graph, so no step is slower for them.
    """
    model = onnx.load(source)
    graph = model.graph
    nodes: list[onnx.NodeProto] = []

    def cast(stored: str, name: str) -> None:
        nodes.append(onnx.helper.make_node("Cast", [stored], [name], name=f"{name}.cast", to=onnx.TensorProto.FLOAT))

    for initializer in list(graph.initializer):
        weights, name = numpy_helper.to_array(initializer), initializer.name
        if weights.dtype != np.float32 or weights.size < SMALLEST:
            continue
        # Whole numbers count rows of something, and have to stay what they are.
        uneven = weights.size % BLOCK and weights.size < FILLED_UP
        if name.endswith(SCALES) or uneven or np.array_equal(weights, weights.round()):
            initializer.CopyFrom(numpy_helper.from_array(weights.astype(np.float16), name + HALVED))
            cast(name + HALVED, name)
            continue
        numbers, scales = quantize_weights(weights)
        parts = {name + STORED: numbers, name + STORED_SCALES: scales, f"{name}.shape": np.array(weights.shape, np.int64)}
        graph.initializer.remove(initializer)
        graph.initializer.extend(numpy_helper.from_array(array, key) for key, array in parts.items())
        for part in (STORED, STORED_SCALES):
            cast(name + part, f"{name}{part}.float32")
        nodes.append(onnx.helper.make_node(
            "Mul", [f"{name}{STORED}.float32", f"{name}{STORED_SCALES}.float32"], [f"{name}.blocks"], name=f"{name}.multiply"
        ))
        nodes += shaped(graph, name, weights.size)
    for node in reversed(nodes):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def shaped(graph: onnx.GraphProto, name: str, size: int) -> list[onnx.NodeProto]:
    """Nodes that give the blocks of `name` its shape, without what fills the last one up."""
    blocks, nodes = f"{name}.blocks", []
    if size % BLOCK:
        bounds = {f"{name}.all": [-1], f"{name}.start": [0], f"{name}.size": [size]}
        graph.initializer.extend(numpy_helper.from_array(np.array(value, np.int64), key) for key, value in bounds.items())
        flat, blocks = f"{name}.flat", f"{name}.whole"
        every, start, end = bounds
        nodes.append(onnx.helper.make_node("Reshape", [f"{name}.blocks", every], [flat], name=f"{name}.flatten"))
        nodes.append(onnx.helper.make_node("Slice", [flat, start, end], [blocks], name=f"{name}.cut"))
    return [*nodes, onnx.helper.make_node("Reshape", [blocks, f"{name}.shape"], [name], name=f"{name}.reshape")]


def stored_arrays(path: Path) -> dict[str, np.ndarray]:
    """The weights of a shipped graph, by the names that they had before they were made small."""
    kept = {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    found: dict[str, np.ndarray] = {}
    for name, array in kept.items():
        if name.endswith(STORED):
            base = name.removesuffix(STORED)
            shape = kept[f"{base}.shape"]
            found[base] = read_weights(array, kept[base + STORED_SCALES]).reshape(-1)[: shape.prod()].reshape(shape)
        elif name.endswith("_Q8"):
            base = name.removesuffix("_Q8")
            scales = kept.get(base + SCALES, kept.get(base + SCALES + HALVED))
            assert scales is not None
            blocks = (array.astype(np.float32) - 128) * scales.astype(np.float32).reshape(*array.shape[:2], 1)
            found[base] = blocks.reshape(len(array), -1).T
        elif not name.endswith((STORED_SCALES, *PLUMBING)):
            found[name.removesuffix(HALVED)] = array.astype(np.float32) if array.dtype == np.float16 else array
    return found
