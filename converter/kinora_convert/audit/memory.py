"""What a graph takes in a browser with its weights loaded, from the shapes of its values. PERFORMANCE.md says what it was measured against."""

import math
from dataclasses import dataclass

import onnx_ir as ir

#: ONNX Runtime on the CPU widens weights of 16 bits to float32, and has both for a while; of others it keeps some in a second layout.
WASM_FLOAT16, WASM_WEIGHTS = 2.6, 1.4
#: WebAssembly's memory only grows, and is left with gaps.
WASM_VALUES = 2.0
#: Buffers on the GPU, and what is on its way there. Some weights of convolutions are there in a second layout: 1.3 to 1.9 times them were seen.
WEBGPU_WEIGHTS, WEBGPU_CONVOLUTIONS, WEBGPU_VALUES = 1.15, 1.45, 1.3
SCORE_BYTES = 4


@dataclass(frozen=True)
class GraphMemory:
    float16_weights: int
    other_weights: int
    #: Of both, those that convolutions have.
    convolution_weights: int
    #: The most that values between nodes take at one time.
    values: int

    def loaded(self, backend: str) -> float:
        if backend == "webgpu":
            plain = self.float16_weights + self.other_weights - self.convolution_weights
            return WEBGPU_WEIGHTS * plain + WEBGPU_CONVOLUTIONS * self.convolution_weights
        return WASM_FLOAT16 * self.float16_weights + WASM_WEIGHTS * self.other_weights

    def working(self, backend: str) -> float:
        return self.values * (WEBGPU_VALUES if backend == "webgpu" else WASM_VALUES)


def stage_bytes(graphs: list[GraphMemory], backend: str) -> int:
    """Of graphs that are loaded together and run one after the other."""
    return round(sum(graph.loaded(backend) for graph in graphs) + max((graph.working(backend) for graph in graphs), default=0))


def memory_of(model: ir.Model) -> GraphMemory:
    weights = [value for value in model.graph.initializers.values() if value.uses()]
    half = sum(size_of(value) for value in weights if value.dtype == ir.DataType.FLOAT16)
    convolutions = sum(size_of(value) for value in weights if any(node.op_type == "Conv" for node, _ in value.uses()))
    return GraphMemory(half, sum(size_of(value) for value in weights) - half, convolutions, peak_of_values(model.graph))


def peak_of_values(graph: ir.Graph) -> int:
    """Goes over the nodes in their order: results come, and go after their last use."""
    constant: set[ir.Value] = set(graph.initializers.values())
    last_use: dict[ir.Value, ir.Node] = {}
    for node in graph:
        last_use.update({value: node for value in node.inputs if value is not None})
    kept = {*graph.inputs, *graph.outputs}
    now = peak = sum(size_of(value) for value in graph.inputs)
    for node in graph:
        given = {value for value in node.inputs if value is not None}
        if given <= constant:
            constant.update(node.outputs)
            continue
        now += sum(size_of(value) for value in node.outputs)
        peak = max(peak, now + inside(node))
        gone = {value for value in given if last_use[value] is node}
        unused = {value for value in node.outputs if value not in last_use}
        now -= sum(size_of(value) for value in (gone | unused) - constant - kept)
    return peak


def inside(node: ir.Node) -> int:
    """Of attention: the scores, and queries, keys and values with their heads in front."""
    if node.op_type != "MultiHeadAttention":
        return 0
    copies = sum(size_of(value) for value in node.inputs[:3] if value is not None)
    tokens = [int(str(value.shape[1])) for value in node.inputs[:2] if value is not None and value.shape is not None]
    return copies + node.attributes["num_heads"].as_int() * math.prod(tokens) * SCORE_BYTES


def size_of(value: ir.Value) -> int:
    assert value.shape is not None
    assert value.dtype is not None
    return math.prod(int(str(length)) for length in value.shape) * int(value.dtype.itemsize)
