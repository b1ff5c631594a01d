"""Converted packs, as ONNX Runtime runs them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from torch import Tensor


class Pack:
    """A pack's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads((folder / "pack.json").read_text(encoding="utf-8"))
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}

    def variant(self, graph: str) -> dict[str, Any]:
        found: dict[str, Any] = self.manifest["graphs"][graph]["variants"][0]
        return found

    def run(self, graph: str, **roles: Tensor) -> Tensor:
        """Inputs by their roles; the first output."""
        if graph not in self._sessions:
            path = self.folder / self.variant(graph)["file"]
            self._sessions[graph] = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        inputs = {binding["name"]: roles[binding["role"]].numpy() for binding in self.manifest["graphs"][graph]["inputs"]}
        return torch.from_numpy(np.asarray(self._sessions[graph].run(None, inputs)[0]))

    def cases(self) -> list[dict[str, Any]]:
        """Of the goldens, with their tensors."""
        data = (self.folder / "goldens.bin").read_bytes()

        def read(record: dict[str, Any]) -> Tensor:
            if "data" in record:
                array = np.array(record["data"], dtype=record["dtype"]).reshape(record["shape"])
            else:
                array = np.frombuffer(data, record["dtype"], int(np.prod(record["shape"])), record["offset"]).reshape(record["shape"]).copy()
            return torch.from_numpy(array)

        cases: list[dict[str, Any]] = json.loads((self.folder / "goldens.json").read_text(encoding="utf-8"))["cases"]
        return [
            {**case, "inputs": {k: read(v) for k, v in case["inputs"].items()}, "outputs": {k: read(v) for k, v in case["outputs"].items()}}
            for case in cases
        ]
