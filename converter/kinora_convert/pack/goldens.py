"""Inputs and results of graphs, for whoever runs them elsewhere."""

from typing import Any

import numpy as np
from torch import Tensor

#: Larger tensors are in a file of their own.
LARGEST_INLINE = 64
FILE = "goldens.bin"
INDEX = "goldens.json"


class GoldenWriter:
    """Collects tensors in one little-endian file and cases that point into it."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.cases: list[dict[str, Any]] = []

    def add(self, graph: str, file: str, tolerance: float, inputs: dict[str, Tensor], outputs: dict[str, Tensor]) -> None:
        bound = {"maxAbs": tolerance}
        self.cases.append(
            {
                "graph": graph,
                "file": file,
                "tolerance": {"wasm": bound, "webgpu": bound},
                "inputs": {name: self._put(value) for name, value in inputs.items()},
                "outputs": {name: self._put(value) for name, value in outputs.items()},
            }
        )

    def _put(self, value: Tensor) -> dict[str, Any]:
        array = np.ascontiguousarray(value.numpy())
        record = {"dtype": str(array.dtype), "shape": list(array.shape)}
        if array.size <= LARGEST_INLINE:
            return record | {"data": array.flatten().tolist()}
        offset = len(self.data)
        self.data += array.astype(array.dtype.newbyteorder("<")).tobytes()
        return record | {"file": FILE, "offset": offset}
