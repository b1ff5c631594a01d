"""Tables of a pack: files of rows that graphs are given, of which a film reads a few (docs/packs.md).

A row has its numbers first, and then a float32 scale for each block of them. Rows are hashed in groups, so that what was read
out of the middle of a file can be checked.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from training.export.file_record import file_record

#: Numbers that share a scale.
BLOCK = 32
#: About how many bytes are hashed, and so read, at a time.
HASHED_BYTES = 16_384


def in_blocks(table: np.ndarray) -> np.ndarray:
    """float32 [rows, columns] -> [rows, blocks, 32], the last block filled up with zeros."""
    return np.pad(table, ((0, 0), (0, -table.shape[1] % BLOCK))).reshape(len(table), -1, BLOCK)


def quantize_table(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [rows, columns] -> two numbers a byte, the first in the low half, uint8 [rows, columns / 2], and scales [rows, columns / 32].

    A number is (stored - 8) * scale. Of each block, the number farthest from zero is exact.
    """
    blocks = table.reshape(len(table), -1, BLOCK)
    farthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2)[..., None], axis=2)
    scales = np.where(farthest == 0, 1, farthest / -8).astype(np.float32)
    numbers = np.clip(np.round(blocks / scales) + 8, 0, 15).astype(np.uint8).reshape(len(table), -1)
    return numbers[:, 0::2] | numbers[:, 1::2] << 4, scales[..., 0]


def read_table(stored: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The inverse of `quantize_table`, up to rounding."""
    numbers = np.stack([stored & 15, stored >> 4], axis=2).reshape(len(stored), -1, BLOCK)
    return ((numbers.astype(np.float32) - 8) * scales[..., None]).reshape(len(stored), -1)


def quantize_bytes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float32 [rows, columns] -> int8 [rows, columns] and scales [rows, columns / 32], rounded up. A number is stored * scale."""
    blocks = in_blocks(table)
    largest = np.abs(blocks).max(axis=2)
    scales = np.where(largest == 0, 1, largest / 127).astype(np.float32)
    numbers = np.round(blocks / scales[..., None]).astype(np.int8).reshape(len(table), -1)
    return numbers[:, : table.shape[1]], scales


def read_bytes(stored: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """The inverse of `quantize_bytes`, up to rounding."""
    blocks = in_blocks(stored.astype(np.float32)) * scales[..., None]
    return blocks.reshape(len(stored), -1)[:, : stored.shape[1]].astype(np.float32)


@dataclass(frozen=True)
class Table:
    """`numbers` and `scales` of its rows as they are stored; `dtype`: "q4" (two columns a byte) or "q8"."""

    dtype: str
    columns: int
    numbers: np.ndarray
    scales: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray, dtype: str) -> "Table":
        """`values` float32 [rows, columns]; of "q4", columns come in blocks of 32."""
        numbers, scales = (quantize_table if dtype == "q4" else quantize_bytes)(values)
        return cls(dtype, values.shape[1], numbers, scales)

    @classmethod
    def read(cls, folder: Path, entry: dict[str, Any]) -> "Table":
        """As `write` wrote it; `entry` is what it returned."""
        columns, count = int(entry["columns"]), int(entry["rows"])
        width = columns // 2 if entry["dtype"] == "q4" else columns
        rows = np.fromfile(folder / entry["file"], np.uint8).reshape(count, -1)
        numbers, scales = rows[:, :width], np.ascontiguousarray(rows[:, width:]).view("<f4")
        return cls(entry["dtype"], columns, numbers if entry["dtype"] == "q4" else numbers.view(np.int8), scales)

    @cached_property
    def values(self) -> np.ndarray:
        """What a film would read, float32 [rows, columns]."""
        return (read_table if self.dtype == "q4" else read_bytes)(self.numbers, self.scales)

    def rows(self, numbers: np.ndarray) -> np.ndarray:
        """Rows by their numbers [...], -1 for a row of zeros -> float32 [..., columns]"""
        found = self.values[numbers.clip(min=0)]
        found[numbers < 0] = 0
        return found

    def write(self, folder: Path, name: str) -> dict[str, Any]:
        """Writes the table and its hashes; returns its entry for the manifest."""
        rows = np.concatenate([self.numbers.view(np.uint8), self.scales.astype("<f4").view(np.uint8)], axis=1)
        together = max(1, round(HASHED_BYTES / rows.shape[1]))
        hashes = b"".join(hashlib.sha256(rows[start : start + together].tobytes()).digest() for start in range(0, len(rows), together))
        file, hashes_file = folder / f"{name}.{self.dtype}.bin", folder / f"{name}.hashes.bin"
        file.write_bytes(rows.tobytes())
        hashes_file.write_bytes(hashes)
        shape = {"rows": len(rows), "columns": self.columns, "dtype": self.dtype, "rowsPerHash": together}
        return file_record(file) | shape | {"hashes": file_record(hashes_file)}
