"""A graph with 8-bit weights as one that computes with half floats where it pays and does no harm.

Convolutions and matrices do, and what lies between them. Three things stay float32: sums of softmaxes, and of long rows of products, because WebGPU kernels
of ONNX Runtime add half floats up as half floats; and what leads from inputs to the first convolution or from the last one to an output, such as
coordinates, unless the output is a picture. (Kernels of LayerNormalization add up in float32 whatever they are given.)
"""

import math
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.tools.symbolic_shape_infer import SymbolicShapeInference

#: What half floats begin with.
CORES = {"Conv", "MatMul", "MatMulNBits", "Gemm"}
#: What goes on with them, if it is given some.
CARRIERS = {
    "Add", "AveragePool", "Clip", "Concat", "DepthToSpace", "Div", "Gelu", "LayerNormalization", "Mul", "Pad", "Reshape", "Sigmoid", "Slice", "Split",
    "Squeeze", "Sub", "Transpose", "Unsqueeze",
}
#: Products that are added up as half floats, at most.
LONGEST_SUM = 2048
#: Outputs that are seen with 8 bits.
PICTURES = {"image", "alpha", "plate"}
#: Tensors of fewer bytes are in the variant's own file.
SMALLEST_OUTSIDE = 1024


def half_graph(source: Path) -> bytes:
    """The ONNX file of a variant of `source` that reads its weights from there."""
    model = onnx.load(source)
    Halving(model).rewrite()
    onnx.checker.check_model(model)
    leave_weights(model.graph, source)
    return bytes(model.SerializeToString())


class Halving:
    """Which nodes of a model compute with half floats, and how it is rewritten for that."""

    def __init__(self, model: ModelProto) -> None:
        self.graph = model.graph
        # ONNX's own inference knows nothing of MatMulNBits, and ONNX Runtime's knows less of the rest.
        is_plain = not any(node.domain for node in self.graph.node)
        inferred = (onnx.shape_inference.infer_shapes(model, data_prop=True) if is_plain else SymbolicShapeInference.infer_shapes(model, auto_merge=True)).graph
        values = [*inferred.value_info, *inferred.input, *inferred.output]
        self.types = {value.name: value.type.tensor_type.elem_type for value in values}
        self.shapes = {value.name: [size.dim_value for size in value.type.tensor_type.shape.dim] for value in values}
        self.initializers = {item.name: item for item in self.graph.initializer}
        self.types |= {name: item.data_type for name, item in self.initializers.items()}
        self.shapes |= {name: list(item.dims) for name, item in self.initializers.items()}
        #: Values that depend on weights alone: ONNX Runtime folds their nodes when it loads the graph.
        self.constants = set(self.initializers)
        for node in self.graph.node:
            if all(name in self.constants for name in node.input if name):
                self.constants.update(node.output)
        self.live = [node for node in self.graph.node if not self.constants.issuperset(node.output)]
        self.halved = self.find_halved()

    def find_halved(self) -> set[str]:
        """The values that become half floats."""
        reached: set[str] = set()
        for node in self.live:
            if all(self.types.get(name) == TensorProto.FLOAT for name in node.output) and (
                self.is_core(node) or (node.op_type in CARRIERS and not reached.isdisjoint(node.input))
            ):
                reached.update(node.output)
        wanted = PICTURES & {value.name for value in self.graph.output}
        halved: set[str] = set()
        for node in reversed(self.live):
            if not reached.issuperset(node.output):
                continue
            if self.is_core(node) or not wanted.isdisjoint(node.output):
                halved.update(node.output)
                wanted.update(node.input)
        return halved

    def is_core(self, node: NodeProto) -> bool:
        return node.op_type in CORES and self.summed(node) <= LONGEST_SUM

    def summed(self, node: NodeProto) -> int:
        """Products that are added up for a number of the result."""
        if node.op_type == "Conv":
            return math.prod(self.shapes[node.input[1]][1:])
        if node.op_type == "MatMulNBits":
            return next(int(item.i) for item in node.attribute if item.name == "K")
        # Of two matrices; whichever of the two is known.
        first, second = (self.shapes.get(name, []) for name in node.input[:2])
        turned = any(item.name == "transB" and item.i for item in node.attribute)
        return first[-1] if first else second[-1] if turned else second[-2]

    def rewrite(self) -> None:
        """Gives each node its inputs in the type that it computes with."""
        written = Written(self)
        made_here = {name for node in self.live for name in node.output}
        for node in self.graph.node:
            if made_here.issuperset(node.output):
                kind = TensorProto.FLOAT16 if self.halved.issuperset(node.output) else TensorProto.FLOAT
                node.input[:] = [written.as_type(name, kind) for name in node.input]
            written.nodes.append(node)
        for value in self.graph.output:
            if value.name in self.halved:
                written.widen_output(value.name)
        del self.graph.node[:]
        self.graph.node.extend(written.nodes)
        drop_unused(self.graph)


class Written:
    """The nodes of the new graph, with a Cast wherever a value is wanted in another type than it has."""

    def __init__(self, halving: Halving) -> None:
        self.of = halving
        self.nodes: list[NodeProto] = []
        self.casts: dict[tuple[str, int], str] = {}
        self.makers = {name: node for node in halving.graph.node for name in node.output}

    def as_type(self, name: str, kind: int) -> str:
        """What `name` is called in that type."""
        if self.of.types.get(name) != TensorProto.FLOAT or (TensorProto.FLOAT16 if name in self.of.halved else TensorProto.FLOAT) == kind:
            return name
        if (name, kind) not in self.casts:
            self.casts[name, kind] = self.stored_half(name) or self.cast(name, f"{name}.{'half' if kind == TensorProto.FLOAT16 else 'float'}", kind)
        return self.casts[name, kind]

    def stored_half(self, name: str) -> str | None:
        """Half floats that a constant is widened from, or that it is small enough to be stored as."""
        maker, initializer = self.makers.get(name), self.of.initializers.get(name)
        if name in self.of.constants and maker is not None and maker.op_type == "Cast" and self.of.types.get(maker.input[0]) == TensorProto.FLOAT16:
            return str(maker.input[0])
        if initializer is None or len(initializer.raw_data) >= SMALLEST_OUTSIDE:
            return None
        half = numpy_helper.from_array(numpy_helper.to_array(initializer).astype(np.float16), f"{name}.half")
        self.of.graph.initializer.append(half)
        return str(half.name)

    def cast(self, name: str, result: str, kind: int) -> str:
        self.nodes.append(helper.make_node("Cast", [name], [result], to=kind))
        return result

    def widen_output(self, name: str) -> None:
        """An output of the graph stays float32."""
        inner = f"{name}.half"
        for node in self.nodes:
            for names in (node.input, node.output):
                names[:] = [inner if each == name else each for each in names]
        self.cast(inner, name, TensorProto.FLOAT)


def drop_unused(graph: GraphProto) -> None:
    """Removes nodes and weights that nothing leads to an output from."""
    used = {value.name for value in graph.output}
    kept = []
    for node in reversed(graph.node):
        if not used.isdisjoint(node.output):
            kept.append(node)
            used.update(node.input)
    del graph.node[:]
    graph.node.extend(reversed(kept))
    initializers = [item for item in graph.initializer if item.name in used]
    del graph.initializer[:]
    graph.initializer.extend(initializers)


def leave_weights(graph: GraphProto, source: Path) -> None:
    """Says of each larger tensor where its bytes lie in the file `source`, in place of having them."""
    content = source.read_bytes()
    for item in graph.initializer:
        size = len(item.raw_data)
        if size < SMALLEST_OUTSIDE:
            continue
        place = {"location": source.name, "offset": content.index(item.raw_data), "length": size}
        item.ClearField("raw_data")
        item.data_location = TensorProto.EXTERNAL
        for key, value in place.items():
            item.external_data.add(key=key, value=str(value))
