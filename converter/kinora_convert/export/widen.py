"""A graph with half floats for a backend that computes in float32 only, such as WebAssembly: over the same weights, which stay as small as they are.

ONNX Runtime would widen such weights when it loads a graph, all of them and for good, and narrow and widen what comes into and out of each layer. Here a
weight is widened when a film needs it, and let go of.
"""

import onnx_ir as ir
from onnx_ir.passes.common import RemoveUnusedNodesPass

#: What multiplies with half floats.
LAYERS = ("Conv", "MatMul")


def widen(model: ir.Model) -> bool:
    """In place. Whether there was something to widen."""
    graph = model.graph
    layers = [node for node in graph if node.op_type in LAYERS and is_half(node.inputs[1])]
    if not layers:
        return False
    widened: dict[ir.Value, ir.Node] = {}
    for layer in layers:
        weight = layer.inputs[1]
        assert weight is not None
        if weight not in widened:
            widened[weight] = widening(weight)
        layer.replace_input_with(1, widened[weight].outputs[0])
        layer.replace_input_with(0, before_narrowing(layer.inputs[0]))
        layer.outputs[0].dtype = ir.DataType.FLOAT
        undo_division(layer)
    # ONNX Runtime goes from the results to where they come from, latest nodes first: what is in front is computed when it is needed.
    graph.insert_before(graph[0], list(widened.values()))
    RemoveUnusedNodesPass()(model)
    return True


def is_half(value: ir.Value | None) -> bool:
    return value is not None and value.dtype == ir.DataType.FLOAT16


def widening(weight: ir.Value) -> ir.Node:
    node = ir.node("Cast", [weight], {"to": ir.DataType.FLOAT.value})
    wide = node.outputs[0]
    wide.name, wide.dtype, wide.shape = f"{weight.name}.wide", ir.DataType.FLOAT, weight.shape
    return node


def before_narrowing(value: ir.Value | None) -> ir.Value:
    """What came in before it became half floats and was cut off at the end of what a layer may get."""
    while True:
        assert value is not None
        node = value.producer()
        if not is_half(value) or node is None:
            return value
        assert node.op_type in ("Cast", "Clip"), f"half floats come out of {node.op_type}"
        value = node.inputs[0]


def undo_division(layer: ir.Node) -> None:
    """Behind the layer there are no half floats to be widened; and what was divided so that they do not end need not be."""
    result = layer.outputs[0]
    for use, _ in list(result.uses()):
        if use.op_type == "Cast":
            put_in_place(result, use.outputs[0])
    given = layer.inputs[0]
    division = None if given is None else given.producer()
    if division is None or division.op_type != "Div":
        return
    divisor = division.inputs[1]
    uses = [use for use, _ in result.uses() if use.op_type != "Cast"]
    if all(use.op_type == "Mul" and divisor in use.inputs for use in uses):
        layer.replace_input_with(0, division.inputs[0])
        for use in uses:
            put_in_place(result, use.outputs[0])


def put_in_place(value: ir.Value, of: ir.Value) -> None:
    """A result of the graph keeps its name."""
    name, is_result = of.name, of.is_graph_output()
    of.replace_all_uses_with(value, replace_graph_outputs=True)
    if is_result:
        of.name, value.name = f"{name}.before", name
