"""Graphs over half floats that compute in float32."""

from pathlib import Path

import numpy as np
import onnx
import onnx_ir as ir
import onnxruntime
import pytest
import torch
from torch import Tensor, nn

from kinora_convert.audit.memory import as_it_runs, memory_of
from kinora_convert.checkpoints.random_source import RandomSource
from kinora_convert.export.graph import Graph, Input
from kinora_convert.export.trace import trace
from kinora_convert.export.widen import widen
from kinora_convert.export.write import write_graph
from kinora_convert.rewrites.precision import Precision, apply_precision
from kinora_convert.rewrites.recipe import describe_module
from tests.packs import Pack

SHAPE = (2, 8, 6, 6)


class Layers(nn.Module):
    """One layer of each kind: behind a norm, where inputs are divided, and a matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(8, 8, 3, padding=1)
        self.upsample = nn.Conv2d(8, 8, 1)
        self.linear = nn.Linear(6, 32)
        self.out = nn.Linear(32, 32)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(self.linear(self.conv1(x).tanh() + self.upsample(x)))


def described() -> Layers:
    with torch.device("meta"):
        module = Layers().eval()
    describe_module(module)
    apply_precision(module, Precision("float16", "float16"))
    return module


SOURCE = RandomSource({key: tuple(value.shape) for key, value in Layers().state_dict().items()}, 3, "random layers")


def stored() -> Layers:
    """In float32, with the weights as a pack has them."""
    module = Layers().eval()
    module.load_state_dict({key: round_off(key, SOURCE.read(key).to(torch.float32)) for key in SOURCE.tensors()})
    return module


def round_off(key: str, value: Tensor) -> Tensor:
    is_half = key.endswith("weight") and key != "linear.weight"
    return value.to(torch.float16).to(torch.float32) if is_half else value


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ir.Model]:
    folder = tmp_path_factory.mktemp("widened")
    traced = trace(Graph(described(), {"x": Input("latents", torch.randn(SHAPE))}, {"y": "prediction"}))
    write_graph(traced, SOURCE, folder, "layers", 1_000_000, show=False)
    assert widen(traced.model)
    onnx.save(ir.serde.serialize_model(traced.model), folder / "layers.wide.onnx")
    return folder, traced.model


@pytest.mark.parametrize("scale", [1.0, 1e5])
def test_results_are_those_of_float32_over_the_stored_weights(written: tuple[Path, ir.Model], scale: float) -> None:
    x = scale * torch.randn(SHAPE, generator=torch.Generator().manual_seed(1))
    session = onnxruntime.InferenceSession(str(written[0] / "layers.wide.onnx"), providers=["CPUExecutionProvider"])
    (got,) = session.run(None, {"x": x.numpy()})
    with torch.no_grad():
        expected = stored()(x).numpy()
    assert np.abs(np.asarray(got) - expected).max() <= 1e-5 * np.abs(expected).max()


def test_nothing_but_weights_is_half(written: tuple[Path, ir.Model]) -> None:
    graph = written[1].graph
    assert {value.dtype for node in graph for value in node.outputs} == {ir.DataType.FLOAT}
    halves = [value for value in graph.initializers.values() if value.dtype == ir.DataType.FLOAT16 and value.uses()]
    assert sorted(str(value.name) for value in halves) == ["conv1.weight", "out.matrix", "upsample.weight"]
    assert {node.op_type for value in halves for node, _ in value.uses()} == {"Cast"}
    # Whatever kept half floats from ending is gone.
    assert {node.op_type for node in graph} & {"Abs", "ReduceMax", "Div", "Clip"} == set()


def test_weights_are_widened_right_before_they_are_needed(written: tuple[Path, ir.Model]) -> None:
    order = as_it_runs(written[1].graph)
    assert len(order) == len(list(written[1].graph))
    for place, node in enumerate(order):
        if node.op_type == "Cast":
            assert order[place + 1].op_type in ("Conv", "MatMul")


def test_a_graph_without_half_floats_stays_as_it_is() -> None:
    with torch.device("meta"):
        module = Layers().eval()
    describe_module(module)
    traced = trace(Graph(module, {"x": Input("latents", torch.randn(SHAPE))}, {"y": "prediction"}))
    assert not widen(traced.model)


def test_widened_weights_count_while_they_are_there() -> None:
    class Wide(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second = nn.Linear(1024, 1024, bias=False), nn.Linear(1024, 1024, bias=False)

        def forward(self, x: Tensor) -> Tensor:
            return self.second(self.first(x))

    with torch.device("meta"):
        module = Wide().eval()
    describe_module(module)
    apply_precision(module, Precision("float16"))
    traced = trace(Graph(module, {"x": Input("latents", torch.randn(1, 1024))}, {"y": "prediction"}))
    for value in list(traced.model.graph.inputs):
        if value.name in traced.recipes:
            traced.model.graph.inputs.remove(value)
            value.const_value = ir.tensor(np.zeros((1024, 1024), np.float16), name=value.name)
            traced.model.graph.register_initializer(value)
    widen(traced.model)
    vector, matrix = 4 * 1024, 4 * 1024 * 1024
    memory = memory_of(traced.model)
    assert memory.weights == matrix
    # One matrix at a time, with what goes in and comes out; the graph's own input stays.
    assert memory.cpu_values == matrix + 3 * vector
    # In the order of the file all are widened first.
    assert memory.values == 2 * matrix + 2 * vector


def test_a_pack_has_it_for_webassembly_over_the_same_files(small_pack: Pack) -> None:
    graph = small_pack.manifest["graphs"]["videoDecoder"]["variants"]
    on_gpu, on_cpu = graph
    assert (on_gpu["backend"], on_cpu["backend"]) == (["webgpu"], ["wasm"])
    assert on_gpu["data"] == on_cpu["data"]
    assert on_gpu["needs"]["features"] == ["shader-f16"]
    assert on_cpu["needs"] == {}


@pytest.mark.parametrize("graph", ["textToImage", "imageDecoder", "firstFrame", "videoDecoder"])
def test_a_pack_has_the_same_results_on_webassembly(small_pack: Pack, graph: str) -> None:
    case = next(case for case in small_pack.cases() if case["graph"] == graph)
    (variant,) = [each for each in small_pack.manifest["graphs"][graph]["variants"] if each["backend"] == ["wasm"]]
    session = onnxruntime.InferenceSession(str(small_pack.folder / variant["file"]), providers=["CPUExecutionProvider"])
    got = session.run(list(case["outputs"]), {name: value.numpy() for name, value in case["inputs"].items()})
    for result, expected in zip(got, case["outputs"].values(), strict=True):
        assert np.abs(np.asarray(result) - expected.numpy()).max() <= case["tolerance"]["wasm"]["maxAbs"]
