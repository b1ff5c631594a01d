"""What a graph takes in a browser with its weights loaded, from the shapes of its values. PERFORMANCE.md says what it was measured against."""

import math
from dataclasses import dataclass

import onnx_ir as ir

#: WebAssembly's memory has weights as they are stored; ONNX Runtime lays out some of them in its own way while it loads them.
WASM_WEIGHTS = 1.1
#: WebAssembly's memory only grows, and is left with gaps.
WASM_VALUES = 1.25
#: Larger weights are widened by the graph when it needs them: as `LARGEST_WIDENED_AHEAD` in workers/generator/runtime/ort-graph-runner.ts.
LARGEST_WIDENED_AHEAD = 1 << 20
#: Buffers on the GPU, and what is on its way there. Some weights of convolutions are there in a second layout: 1.3 to 1.9 times them were seen.
WEBGPU_WEIGHTS, WEBGPU_CONVOLUTIONS, WEBGPU_VALUES = 1.15, 1.45, 1.3
SCORE_BYTES = 4


@dataclass(frozen=True)
class GraphMemory:
    weights: int
    #: Of these, those that convolutions have.
    convolution_weights: int
    #: The most that values between nodes take at one time, on a GPU and on the CPU.
    values: int
    cpu_values: int
    #: What comes out, of which the page has a copy.
    results: int = 0

    def loaded(self, backend: str) -> float:
        if backend == "webgpu":
            plain = self.weights - self.convolution_weights
            return WEBGPU_WEIGHTS * plain + WEBGPU_CONVOLUTIONS * self.convolution_weights
        return WASM_WEIGHTS * self.weights

    def working(self, backend: str) -> float:
        return self.values * WEBGPU_VALUES if backend == "webgpu" else self.cpu_values * WASM_VALUES + self.results


def stage_bytes(graphs: list[GraphMemory], backend: str) -> int:
    """Of graphs that are loaded together and run one after the other."""
    return round(sum(graph.loaded(backend) for graph in graphs) + max((graph.working(backend) for graph in graphs), default=0))


def memory_of(model: ir.Model) -> GraphMemory:
    graph = model.graph
    weights = [value for value in graph.initializers.values() if value.uses()]
    convolutions = sum(size_of(value) for value in weights if any(node.op_type == "Conv" for node, _ in value.uses()))
    return GraphMemory(
        weights=sum(size_of(value) for value in weights),
        convolution_weights=convolutions,
        values=peak_of_values(graph, list(graph)),
        cpu_values=peak_of_values(graph, as_it_runs(graph)),
        results=sum(size_of(value) for value in graph.outputs),
    )


def as_it_runs(graph: ir.Graph) -> list[ir.Node]:
    """ONNX Runtime's order: from the results back to where they come from, of what a node needs the latest first."""
    places = {node: place for place, node in enumerate(graph)}
    left = [(node, False) for node in graph if not any(value.uses() for value in node.outputs)]
    order: list[ir.Node] = []
    seen: set[ir.Node] = set()
    while left:
        node, is_ready = left.pop()
        if is_ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            left.append((node, True))
            producers = {value.producer() for value in node.inputs if value is not None}
            needed = [each for each in producers if each is not None]
            left.extend((each, False) for each in sorted(needed, key=places.__getitem__))
    return order


def peak_of_values(graph: ir.Graph, nodes: list[ir.Node]) -> int:
    """Goes over the nodes in their order: results come, and go after their last use."""
    constant: set[ir.Value] = set(graph.initializers.values())
    last_use: dict[ir.Value, ir.Node] = {}
    for node in nodes:
        last_use.update({value: node for value in node.inputs if value is not None})
    kept = {*graph.inputs, *graph.outputs}
    now = peak = sum(size_of(value) for value in graph.inputs)
    for node in nodes:
        given = {value for value in node.inputs if value is not None}
        if given <= constant and not widens(node):
            constant.update(node.outputs)
            continue
        now += sum(size_of(value) for value in node.outputs)
        peak = max(peak, now + inside(node))
        gone = {value for value in given if last_use[value] is node}
        unused = {value for value in node.outputs if value not in last_use}
        now -= sum(size_of(value) for value in (gone | unused) - constant - kept)
    return peak


def widens(node: ir.Node) -> bool:
    """A Cast that is run whenever the graph is."""
    return node.op_type == "Cast" and size_of(node.outputs[0]) > LARGEST_WIDENED_AHEAD


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
