"""Tables that a graph looks rows up in, with 4 bits a number."""

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

#: Numbers that share a scale.
BLOCK = 32
#: A table has at least so many numbers; smaller ones are not worth it.
SMALLEST = 1_000_000
#: Names of stored tables, and of their scales, end so.
STORED, SCALES = "_T4", "_T4_scales"


def quantize_table(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [rows, columns] -> two numbers a byte, the first in the low half, uint8 [rows, columns / 2], and scales [rows, columns / 32].

    A number is (stored - 8) * scale. Of each block, the number farthest from zero is exact.
    """
    blocks = table.reshape(len(table), -1, BLOCK)
    farthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)
    scales = np.where(farthest == 0, 1, farthest / -8).astype(np.float32)
    numbers = np.clip(np.round(blocks / scales) + 8, 0, 15).astype(np.uint8).reshape(len(table), -1)
    return numbers[:, 0::2] | numbers[:, 1::2] << 4, scales[..., 0]


def read_table(stored: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The inverse of `quantize_table`, up to rounding."""
    numbers = np.stack([stored & 15, stored >> 4], axis=2).reshape(len(stored), -1, BLOCK)
    return ((numbers.astype(np.float32) - 8) * scales[..., None]).reshape(len(stored), -1)


def quantize_tables(source: Path, target: Path) -> None:
    """Stores large tables that Gather reads rows of with 4 bits (GatherBlockQuantized of ONNX Runtime's contrib operators)."""
    model = onnx.load(source)
    graph = model.graph
    stored = {item.name: item for item in graph.initializer}
    for node in graph.node:
        table = stored.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or len(table.dims) != 2 or np.prod(table.dims) < SMALLEST or table.dims[1] % BLOCK:
            continue
        numbers, scales = quantize_table(numpy_helper.to_array(table))
        names = [f"{table.name}{ending}" for ending in (STORED, SCALES)]
        graph.initializer.remove(table)
        graph.initializer.extend(numpy_helper.from_array(array, name) for array, name in zip((numbers, scales), names, strict=True))
        node.CopyFrom(onnx.helper.make_node(
            "GatherBlockQuantized", [names[0], node.input[1], names[1]], list(node.output), name=node.name, domain="com.microsoft",
            bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1,
        ))
    if not any(each.domain == "com.microsoft" for each in model.opset_import):
        model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, target)
