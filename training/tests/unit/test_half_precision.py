"""Variants that compute with half floats, and where their weights lie."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from training.export.graphs import OPSET
from training.export.half_precision.half_graph import LONGEST_SUM, half_graph
from training.export.half_precision.variants import COMPARED, golden_of, noise, write_variants
from training.export.small_weights import shrink_weights
from training.trainer.errors import StageError

CHANNELS = 16


def weights(*shape: int) -> np.ndarray:
    return (np.random.default_rng(sum(shape)).standard_normal(shape) / np.sqrt(np.prod(shape[1:]))).astype(np.float32)


def written(folder: Path, nodes: list[onnx.NodeProto], tensors: dict[str, np.ndarray], outputs: list[str]) -> Path:
    """A graph over `x` [1, 16, 16, 16], with its weights in 8 bits."""
    size = [1, CHANNELS, 16, 16]
    made = [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name in outputs]
    graph = helper.make_graph(nodes, "graph", [helper.make_tensor_value_info("x", TensorProto.FLOAT, size)], made)
    graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in tensors.items())
    path = folder / "graph.q8.onnx"
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10), path)
    shrink_weights(path, path)
    return path


def convolution(source: str, result: str, weight: str, **more: Any) -> onnx.NodeProto:
    return helper.make_node("Conv", [source, weight, "bias"], [result], name=result, pads=[1, 1, 1, 1], **more)


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Two convolutions with a softmax between them; a picture, and coordinates."""
    nodes = [
        convolution("x", "first", "weight"),
        helper.make_node("Sigmoid", ["first"], ["gate"]),
        helper.make_node("Softmax", ["gate"], ["shares"], axis=1),
        helper.make_node("Mul", ["shares", "first"], ["mixed"]),
        convolution("mixed", "second", "weight"),
        helper.make_node("Add", ["second", "half"], ["image"]),
        helper.make_node("Mul", ["second", "half"], ["maps"]),
    ]
    tensors = {"weight": weights(CHANNELS, CHANNELS, 3, 3), "bias": weights(CHANNELS), "half": np.array([0.5], np.float32)}
    return written(tmp_path, nodes, tensors, ["image", "maps"])


def variant_of(source: Path) -> tuple[onnx.ModelProto, Path]:
    path = source.with_name("graph.f16.onnx")
    path.write_bytes(half_graph(source))
    return onnx.load(path, load_external_data=False), path


def types_of(source: Path) -> dict[str, int]:
    """The number types of all values of the variant, by names."""
    model = onnx.load(variant_of(source)[1])
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True).graph
    return {value.name: value.type.tensor_type.elem_type for value in [*inferred.value_info, *inferred.output]}


def results(path: Path) -> list[np.ndarray]:
    x = np.random.default_rng(0).standard_normal((1, CHANNELS, 16, 16)).astype(np.float32)
    made: list[np.ndarray] = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, {"x": x})
    return made


def test_convolutions_and_what_lies_between_them_are_half_floats(network: Path) -> None:
    types = types_of(network)
    assert [types[name] for name in ("first", "mixed", "second")] == [TensorProto.FLOAT16] * 3


def test_a_softmax_and_what_comes_last_are_not_unless_it_is_a_picture(network: Path) -> None:
    model, _ = variant_of(network)
    types = types_of(network)
    assert types["shares"] == TensorProto.FLOAT
    assert types["image.half"] == TensorProto.FLOAT16
    (maps,) = (node for node in model.graph.node if "maps" in node.output)
    assert maps.op_type == "Mul"
    border = [*model.graph.input, *model.graph.output]
    assert {value.name: value.type.tensor_type.elem_type for value in border} == dict.fromkeys(("x", "image", "maps"), TensorProto.FLOAT)


def test_results_are_nearly_the_same(network: Path) -> None:
    _, path = variant_of(network)
    for exact, half in zip(results(network), results(path), strict=True):
        assert half.dtype == np.float32
        error = np.sqrt(np.square(exact - half).mean()) / np.ptp(exact)
        assert 0 < error < 1e-3


def test_long_sums_stay_float32(tmp_path: Path) -> None:
    wide = LONGEST_SUM // 9 + 1
    nodes = [convolution("x", "wide", "up"), convolution("wide", "narrow", "down"), convolution("narrow", "image", "weight")]
    for node in nodes:
        node.input.pop()
    tensors = {"up": weights(wide, CHANNELS, 3, 3), "down": weights(CHANNELS, wide, 3, 3), "weight": weights(CHANNELS, CHANNELS, 3, 3)}
    types = types_of(written(tmp_path, nodes, tensors, ["image"]))
    assert (types["wide"], types["narrow"], types["image.half"]) == (TensorProto.FLOAT16, TensorProto.FLOAT, TensorProto.FLOAT16)


def test_weights_are_read_from_the_other_file(network: Path) -> None:
    model, path = variant_of(network)
    content = network.read_bytes()
    stored = {item.name: item.raw_data for item in onnx.load(network).graph.initializer}
    outside = [item for item in model.graph.initializer if item.data_location == TensorProto.EXTERNAL]
    assert "weight.q8" in [item.name for item in outside]
    for item in outside:
        place = {entry.key: entry.value for entry in item.external_data}
        start = int(place["offset"])
        assert place["location"] == network.name
        assert content[start : start + int(place["length"])] == stored[item.name]
    assert stored["weight.q8"] not in path.read_bytes()


def test_a_golden_is_what_the_exact_graph_makes_of_noise(network: Path) -> None:
    golden = golden_of(network)
    assert golden["inputs"] == {"x": [1, CHANNELS, 16, 16]}
    session = onnxruntime.InferenceSession(str(network), providers=["CPUExecutionProvider"])
    made = session.run(["image"], {"x": noise(CHANNELS * 256).reshape(1, CHANNELS, 16, 16)})
    image = golden["outputs"]["image"]
    assert COMPARED / 2 < len(image["numbers"]) <= COMPARED
    np.testing.assert_allclose(made[0].reshape(-1)[:: image["every"]], image["numbers"], atol=1e-5)


def test_noise_is_that_of_the_browser() -> None:
    # `half-floats.test.ts` has the same numbers.
    assert [f"{number:.5f}" for number in noise(3)] == ["-0.91429", "-0.76707", "1.10690"]


def test_the_variant_comes_first_and_once(network: Path) -> None:
    folder = network.parent
    plain = {"file": network.name, "dtype": "q8", "backend": ["webgpu", "wasm"]}
    (folder / "pack.json").write_text(json.dumps({"graphs": {"imageDecoder": {"variants": [plain]}}}), encoding="utf-8")
    for _ in range(2):
        write_variants(folder, ["imageDecoder"])
    first, second = json.loads((folder / "pack.json").read_text(encoding="utf-8"))["graphs"]["imageDecoder"]["variants"]
    assert second == plain
    assert first["needs"] == {"features": ["shader-f16"]}
    assert first["file"] == "imageDecoder.f16.onnx"
    assert first["data"][0]["path"] == network.name
    assert json.loads((folder / first["golden"]["file"]).read_text(encoding="utf-8"))["outputs"].keys() == {"image", "maps"}
    with pytest.raises(StageError, match="has no graph unknown"):
        write_variants(folder, ["unknown"])
