"""A module whose weights have no values becomes an ONNX graph whose weights are still to be written."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import onnx_ir as ir
import torch
from onnxscript import optimizer
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode

from kinora_convert.export.graph import Graph
from kinora_convert.rewrites.recipe import Recipe, recipe_of, weights_of

OPSET = 20


@dataclass
class TracedGraph:
    """A graph whose described weights are inputs, until `write_graph` gives them values."""

    model: ir.Model
    recipes: dict[str, Recipe]
    #: Names of the weights among the graph's inputs, in the order in which the graph uses them.
    weights: list[str]


@contextmanager
def quiet() -> Iterator[None]:
    """The exporter speaks of packages that are not needed and of its own deprecations."""
    loggers = [logging.getLogger(name) for name in ("torch.onnx", "onnx_ir", "onnxscript")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


def fake_weights(module: nn.Module, mode: FakeTensorMode) -> None:
    """Weights without values become tensors that PyTorch's tracer takes for ones in the memory of the CPU."""
    replaced: dict[int, torch.Tensor] = {}
    for owner in module.modules():
        for held in (owner._parameters, owner._buffers):
            for name, value in held.items():
                if value is None or not value.is_meta:
                    continue
                if id(value) not in replaced:
                    with mode:
                        empty = torch.empty(value.shape, dtype=value.dtype)
                    replaced[id(value)] = nn.Parameter(empty, requires_grad=False) if isinstance(value, nn.Parameter) else empty
                held[name] = replaced[id(value)]  # type: ignore[assignment]


def trace(graph: Graph) -> TracedGraph:
    """Exports the graph. Afterwards its module has no weights any more."""
    recipes = {name: recipe_of(weight) for name, weight in weights_of(graph.module) if weight.is_meta}
    mode = FakeTensorMode(allow_non_fake_inputs=True)
    fake_weights(graph.module, mode)
    with quiet(), torch.no_grad():
        inputs = tuple(mode.from_tensor(each.example) for each in graph.inputs.values())
        with mode:
            exported = torch.export.export(graph.module.eval(), inputs, strict=False)
        program = torch.onnx.export(
            exported,
            inputs,
            input_names=list(graph.inputs),
            output_names=list(graph.outputs),
            opset_version=OPSET,
            dynamo=True,
            optimize=False,
            external_data=False,
            verbose=False,
        )
        assert program is not None
        model = program.model
        # As inputs the weights are values that nothing can be computed from in advance.
        for name in list(model.graph.initializers):
            if name in recipes:
                value = model.graph.initializers.pop(name)
                value.const_value = None
                model.graph.inputs.append(value)
        optimizer.optimize_ir(model)
    return TracedGraph(model, recipes, [value.name for value in model.graph.inputs if value.name in recipes])
