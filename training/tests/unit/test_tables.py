"""4-bit tables, and costs counted from graphs."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper

from training.evaluation.count_flops import graph_flops
from training.export.tables import BLOCK, quantize_table, read_table


@pytest.fixture
def table() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((6, 4 * BLOCK)).astype(np.float32)


def test_a_table_takes_four_bits_a_number(table: np.ndarray) -> None:
    stored, scales = quantize_table(table)
    assert stored.dtype == np.uint8
    assert stored.shape == (6, 2 * BLOCK)
    assert scales.shape == (6, 4)


def test_a_number_is_off_by_half_a_step_at_most(table: np.ndarray) -> None:
    read = read_table(*quantize_table(table))
    step = np.abs(table).reshape(6, -1, BLOCK).max(axis=2) / 8
    # The scale's sign makes the farthest number exact; the other end of the range is cut.
    assert (np.abs(read - table).reshape(6, -1, BLOCK).max(axis=2) <= step + 1e-6).all()


def test_the_farthest_number_of_a_block_is_exact(table: np.ndarray) -> None:
    read = read_table(*quantize_table(table))
    farthest = np.abs(table).reshape(6, -1, BLOCK).argmax(axis=2)[..., None]
    stored, original = (np.take_along_axis(array.reshape(6, -1, BLOCK), farthest, axis=2) for array in (read, table))
    np.testing.assert_allclose(stored, original, rtol=1e-6)


def test_a_read_table_is_stored_without_loss(table: np.ndarray) -> None:
    once = read_table(*quantize_table(table))
    np.testing.assert_allclose(read_table(*quantize_table(once)), once, atol=1e-6)


def test_an_empty_block_stays_empty() -> None:
    assert not read_table(*quantize_table(np.zeros((1, BLOCK), np.float32))).any()


def test_a_matrix_product_costs_two_operations_a_weight(tmp_path: Path) -> None:
    x = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [5, 7])
    y = helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [5, 3])
    weights = helper.make_tensor("w", onnx.TensorProto.FLOAT, [7, 3], np.ones(21))
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "one", [x], [y], [weights])
    onnx.save(helper.make_model(graph), tmp_path / "one.onnx")
    assert graph_flops(tmp_path / "one.onnx") == 2 * 5 * 7 * 3
