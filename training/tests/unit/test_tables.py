"""Tables and weights as packs store them, and costs counted from graphs."""

import hashlib
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper

from training.evaluation.count_flops import graph_flops
from training.export.graphs import OPSET
from training.export.small_weights import quantize_weights, read_weights, shrink_weights, stored_arrays
from training.export.tables import BLOCK, Table, quantize_table, read_table


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


@pytest.mark.parametrize(("dtype", "columns"), [("q4", 4 * BLOCK), ("q8", 4 * BLOCK), ("q8", 3 * BLOCK + 5)])
def test_a_table_is_read_as_it_was_written(table: np.ndarray, tmp_path: Path, dtype: str, columns: int) -> None:
    written = Table.of(table[:, :columns], dtype)
    entry = written.write(tmp_path, "some")
    read = Table.read(tmp_path, entry)
    np.testing.assert_array_equal(read.values, written.values)
    assert entry["bytes"] == 6 * (columns // (2 if dtype == "q4" else 1) + 4 * -(-columns // BLOCK))
    np.testing.assert_array_equal(read.rows(np.array([[2, -1]])), [[read.values[2], np.zeros(columns)]])


def test_rows_are_hashed_together(tmp_path: Path) -> None:
    entry = Table.of(np.random.default_rng(1).standard_normal((40, 1024)).astype(np.float32), "q8").write(tmp_path, "some")
    together = entry["rowsPerHash"]
    assert 1 < together < 40
    rows = (tmp_path / entry["file"]).read_bytes()
    last = rows[39 // together * together * (len(rows) // 40) :]
    assert (tmp_path / entry["hashes"]["file"]).read_bytes()[-32:] == hashlib.sha256(last).digest()


def test_a_number_of_eight_bits_is_off_by_half_a_step_at_most(table: np.ndarray) -> None:
    read = Table.of(table, "q8").values
    step = np.abs(table).reshape(6, -1, BLOCK).max(axis=2) / 127
    assert (np.abs(read - table).reshape(6, -1, BLOCK).max(axis=2) <= step / 2 + 1e-6).all()


def test_weights_that_were_read_are_stored_without_loss(table: np.ndarray) -> None:
    numbers, scales = quantize_weights(table)
    again, same = quantize_weights(read_weights(numbers, scales))
    np.testing.assert_array_equal(again, numbers)
    np.testing.assert_array_equal(same, scales)


def test_weights_that_fill_no_whole_blocks_and_row_numbers_are_kept(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    weights, rows = generator.normal(size=(1027, 65)).astype(np.float32), np.arange(1027, dtype=np.float32)[:, None]
    out = helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, [1027, 65])
    given = [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(rows, "rows")]
    graph = helper.make_graph([helper.make_node("Add", ["weights", "rows"], ["out"])], "sum", [], [out], given)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10), tmp_path / "plain.onnx")
    shrink_weights(tmp_path / "plain.onnx", tmp_path / "small.onnx")
    stored = stored_arrays(tmp_path / "small.onnx")
    assert set(stored) == {"weights", "rows"}
    np.testing.assert_array_equal(stored["rows"], rows)
    np.testing.assert_allclose(stored["weights"], weights, atol=np.abs(weights).max() / 200)
    made = onnxruntime.InferenceSession(tmp_path / "small.onnx").run(None, {})[0]
    np.testing.assert_allclose(made, stored["weights"] + rows, rtol=1e-6)


def test_a_matrix_product_costs_two_operations_a_weight(tmp_path: Path) -> None:
    x = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [5, 7])
    y = helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [5, 3])
    weights = helper.make_tensor("w", onnx.TensorProto.FLOAT, [7, 3], np.ones(21))
    graph = helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "one", [x], [y], [weights])
    onnx.save(helper.make_model(graph), tmp_path / "one.onnx")
    assert graph_flops(tmp_path / "one.onnx") == 2 * 5 * 7 * 3
