"""The list of operators, and what is refused."""

from pathlib import Path

import onnx_ir as ir
import pytest
import torch
from torch import Tensor, nn

from kinora_convert.audit.audit import Audit, audit
from kinora_convert.audit.memory import GraphMemory, memory_of, stage_bytes
from kinora_convert.audit.operators import MICROSOFT, STANDARD
from kinora_convert.errors import ConvertError
from kinora_convert.export.graph import Graph, Input
from kinora_convert.export.trace import trace
from kinora_convert.rewrites.operators import multi_head_attention

RUNTIME = Path(__file__).parents[2] / "node_modules" / "onnxruntime-web"


@pytest.mark.skipif(not RUNTIME.exists(), reason="node_modules is missing: npm ci")
def test_every_operator_on_the_list_is_in_the_runtime() -> None:
    assert '"version": "1.30.0"' in (RUNTIME / "package.json").read_text(encoding="utf-8")
    for name in ("ort-wasm-simd-threaded.asyncify.wasm", "ort-wasm-simd-threaded.wasm"):
        content = (RUNTIME / "dist" / name).read_bytes()
        missing = [operator for operator in sorted(STANDARD | MICROSOFT) if operator.encode() not in content]
        assert missing == [], name


class Refused(nn.Module):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.conv = nn.Conv3d(1, 1, 3)

    def forward(self, x: Tensor) -> Tensor:
        if self.kind == "conv":
            return self.conv(x[None])
        if self.kind == "scatter":
            y = x.clone()
            y[..., 0::2] = 1.0
            return y
        if self.kind == "double":
            return x.double()
        return x.view(1, 2, 2, 2, 2, 2, 2, 1).permute(0, 7, 2, 1, 4, 3, 6, 5).contiguous()


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("conv", "convolution over 3 axes"),
        ("scatter", "does not run on ONNX Runtime Web"),
        ("double", "DOUBLE, which ONNX Runtime Web does not compute with"),
        ("axes", "transposition of"),
    ],
)
def test_what_does_not_run_is_refused(kind: str, message: str) -> None:
    x = torch.randn(1, 4, 4, 4)
    traced = trace(Graph(Refused(kind), {"x": Input("latents", x)}, {"y": "prediction"}))
    with pytest.raises(ConvertError, match=message):
        audit(traced.model, "graph")


def test_a_tensor_beyond_what_webgpu_guarantees_is_a_need() -> None:
    assert Audit(1, 1 << 20, "x", False).needs() == {"features": []}
    assert Audit(1, 200 << 20, "x", True).needs() == {"features": ["shader-f16"], "maxStorageBufferBindingSize": 200 << 20}
    assert Audit(1, 300 << 20, "x", False).needs()["maxBufferSize"] == 300 << 20


def test_a_tensor_that_no_device_holds_is_refused() -> None:
    x = ir.Value(name="x", type=ir.TensorType(ir.DataType.FLOAT), shape=ir.Shape([1 << 30]))
    node = ir.Node("", "Relu", [x])
    node.outputs[0].dtype, node.outputs[0].shape = ir.DataType.FLOAT, ir.Shape([1 << 30])
    model = ir.Model(ir.Graph([x], node.outputs, nodes=[node], opset_imports={"": 20}), ir_version=10)
    with pytest.raises(ConvertError, match="use a smaller --size"):
        audit(model, "graph")


class Sums(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.randn(1000))

    def forward(self, x: Tensor) -> Tensor:
        first = x * self.scale
        second = first.sigmoid()
        # Of the first two, only the sum is left.
        return (first + second).exp()


def test_values_count_as_long_as_they_are_needed() -> None:
    traced = trace(Graph(Sums(), {"x": Input("latents", torch.randn(1000))}, {"y": "prediction"}))
    memory = memory_of(traced.model)
    assert memory == GraphMemory(weights=4000, convolution_weights=0, values=4 * 4000, cpu_values=4 * 4000, results=4000)


class Attends(nn.Module):
    def forward(self, query: Tensor, key: Tensor) -> Tensor:
        return multi_head_attention(query, key, key, 2, 0.5)


def test_attention_has_scores_and_copies() -> None:
    given = {"query": Input("latents", torch.randn(1, 5, 8)), "key": Input("text", torch.randn(1, 7, 8))}
    memory = memory_of(trace(Graph(Attends(), given, {"y": "prediction"})).model)
    query, key, scores = 4 * 5 * 8, 4 * 7 * 8, 4 * 2 * 5 * 7
    assert memory.values == query + key + query + (query + 2 * key + scores)


def test_weights_of_convolutions_are_known() -> None:
    traced = trace(Graph(nn.Conv2d(3, 4, 3), {"x": Input("latents", torch.randn(1, 3, 8, 8))}, {"y": "prediction"}))
    assert memory_of(traced.model).convolution_weights == 4 * (4 * 3 * 3 * 3 + 4)


def test_a_stage_has_the_weights_of_all_its_graphs_and_the_values_of_one() -> None:
    graphs = [GraphMemory(1100, 800, 500, 600, 30), GraphMemory(100, 0, 700, 400, 20)]
    assert stage_bytes(graphs, "wasm") == round(1.1 * 1200 + 1.25 * 600 + 30)
    assert stage_bytes(graphs, "webgpu") == round(1.15 * 400 + 1.45 * 800 + 1.3 * 700)
