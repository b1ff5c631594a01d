"""Goes over every node of a traced graph."""

import math
from dataclasses import dataclass

import onnx_ir as ir

from kinora_convert.audit.operators import CONVOLUTION_AXES, MICROSOFT, MOST_AXES, STANDARD, TYPES
from kinora_convert.errors import ConvertError

#: What WebGPU guarantees.
GUARANTEED_BINDING = 128 * 1024 * 1024
GUARANTEED_BUFFER = 256 * 1024 * 1024
#: No device offers more for one tensor.
LARGEST_TENSOR = 2 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Audit:
    nodes: int
    #: Of any value or weight, in bytes.
    largest_tensor: int
    largest_name: str
    uses_float16: bool

    def needs(self) -> dict[str, object]:
        """The `needs` of a variant."""
        needs: dict[str, object] = {"features": ["shader-f16"] if self.uses_float16 else []}
        if self.largest_tensor > GUARANTEED_BINDING:
            needs["maxStorageBufferBindingSize"] = self.largest_tensor
        if self.largest_tensor > GUARANTEED_BUFFER:
            needs["maxBufferSize"] = self.largest_tensor
        return needs


def audit(model: ir.Model, name: str) -> Audit:
    """@raises ConvertError with the first thing that ONNX Runtime Web does not run"""
    largest, largest_name, half, nodes = 0, "", False, 0
    for node in model.graph.all_nodes():
        nodes += 1
        check_node(node, name)
    values = [*model.graph.inputs, *model.graph.initializers.values(), *(value for node in model.graph.all_nodes() for value in node.outputs)]
    for value in values:
        size = bytes_of(value, name)
        half = half or value.dtype == ir.DataType.FLOAT16
        if size > largest:
            largest, largest_name = size, value.name or ""
    if largest > LARGEST_TENSOR:
        raise ConvertError(f"{name}: {largest_name} has {largest / 1e9:.1f} GB, more than any GPU buffer; use a smaller --size.")
    return Audit(nodes, largest, largest_name, half)


def check_node(node: ir.Node, name: str) -> None:
    operator = f"{node.domain or 'ai.onnx'}.{node.op_type}"
    known = {"": STANDARD, "com.microsoft": MICROSOFT}.get(node.domain, frozenset())
    if node.op_type not in known:
        raise ConvertError(f"{name}: {operator} does not run on ONNX Runtime Web's WebGPU backend; this model needs another rewrite first.")
    first = node.inputs[0] if node.inputs else None
    rank = len(first.shape) if first is not None and first.shape is not None else 0
    if node.op_type == "Conv" and rank > CONVOLUTION_AXES:
        raise ConvertError(f"{name}: a convolution over {rank - 2} axes is left; this model needs another rewrite first.")
    if node.op_type == "Transpose" and rank > MOST_AXES:
        raise ConvertError(f"{name}: a transposition of {rank} axes is left; this model needs another rewrite first.")


def bytes_of(value: ir.Value, name: str) -> int:
    if value.dtype is None or value.shape is None:
        raise ConvertError(f"{name}: nothing is known of the shape of {value.name}; all shapes must be fixed.")
    if value.dtype.name not in TYPES:
        raise ConvertError(f"{name}: {value.name} is {value.dtype.name}, which ONNX Runtime Web does not compute with.")
    lengths = list(value.shape)
    if not all(isinstance(length, int) for length in lengths):
        raise ConvertError(f"{name}: {value.name} has a free dimension; all shapes must be fixed.")
    return math.prod(int(str(length)) for length in lengths) * int(value.dtype.itemsize)
