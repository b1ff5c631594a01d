"""Reference results of a pack: what PyTorch computes, for the browser to match."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from torch import Tensor

from training.export.graphs import Graph
from training.models.layered_decoder import cut_out, paint

#: Goldens allow this many times the difference that ONNX Runtime's CPU backend has from PyTorch, and at least the floor.
TOLERANCE_FACTOR = 4.0
#: Graphs run with 32-bit floats everywhere, but backends add up in different orders and have their own sine and exp.
TOLERANCE_FLOOR = 2e-3
#: Numbers from which on a tensor is one of pictures, which are in 0..1.
LARGE = 1 << 18


def golden_case(name: str, graph: Graph, file: Path) -> tuple[dict[str, Any], list[Tensor], float]:
    """What PyTorch computes for the example inputs, and how far ONNX Runtime is from it on the CPU."""
    with torch.no_grad():
        result = graph.module(*graph.inputs.values())
    outputs = list(result) if isinstance(result, tuple) else [result]
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    got = session.run(list(graph.outputs), {key: value.numpy() for key, value in graph.inputs.items()})
    difference = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, outputs, strict=True))
    rounded = 1 / 255 if any(output.numel() >= LARGE for output in outputs) else 0
    bound = round(max(TOLERANCE_FLOOR, TOLERANCE_FACTOR * difference) + rounded, 4)
    case = {"graph": name, "file": file.name, "tolerance": {"wasm": {"maxAbs": bound}, "webgpu": {"maxAbs": bound}}}
    return case, outputs, difference


class GoldenWriter:
    """Collects tensors in one little-endian file and cases that point into it."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.cases: list[dict[str, Any]] = []

    def add(self, case: dict[str, Any], inputs: dict[str, Tensor], outputs: dict[str, Tensor]) -> None:
        case["inputs"] = {key: self.put(value) for key, value in inputs.items()}
        case["outputs"] = {key: self.put(value) for key, value in outputs.items()}
        self.cases.append(case)

    def put(self, value: Tensor) -> dict[str, Any]:
        """Large pictures are stored with a byte a number; `golden_case` allows for that."""
        array = value.detach().numpy()
        record = {"dtype": str(array.dtype), "shape": list(array.shape)}
        if array.size <= 64:
            return record | {"data": array.flatten().tolist()}
        offset = len(self.bytes)
        if array.size >= LARGE:
            self.bytes += np.round(array * 255).clip(0, 255).astype(np.uint8).tobytes()
            return record | {"file": "goldens.bin", "offset": offset, "bytes": True}
        self.bytes += array.astype(array.dtype.newbyteorder("<")).tobytes()
        return record | {"file": "goldens.bin", "offset": offset}


def layers_case(goldens: GoldenWriter, side: int) -> dict[str, Any]:
    """A picture that is taken apart and put together again, moved by maps and fields as a video decoder gives them."""
    generator = torch.Generator().manual_seed(1)

    def smooth(*shape: int) -> Tensor:
        return F.interpolate(torch.rand(*shape, 8, 8, generator=generator), (side, side), mode="bicubic").clamp(0, 1)

    picture, plate = smooth(1, 3), smooth(1, 3)
    # A disc with a soft rim.
    y, x = torch.meshgrid(*[torch.linspace(-1, 1, side)] * 2, indexing="ij")
    alpha = ((0.55 - (x.square() + (y - 0.1).square()).sqrt()) * 8).clamp(0, 1)[None, None]
    angles = torch.tensor([0.0, 0.3, -0.5, 1.2])
    turned = torch.stack([angles.cos(), -angles.sin(), 0.4 * angles, angles.sin(), angles.cos(), 0.1 * angles], dim=1).view(-1, 2, 3)
    camera = torch.eye(2, 3) + torch.tensor([0.0, 0.02, -0.03, 0.05])[:, None, None] * torch.tensor([[1.0, 0.2, 0.5], [-0.2, 1.0, 1.0]])
    maps = torch.stack([turned, camera, turned * 1.6], dim=1)
    waves = torch.linspace(-math.pi, math.pi, 12).sin()
    amounts = torch.tensor([0.0, 1.0, 0.5, -1.0])[:, None, None, None] * torch.tensor([0.1, -0.05, 0.2, -0.1, 0.1, 0.3])[:, None, None]
    fields = amounts * (waves[:, None] * waves[None, :])
    frames = paint(cut_out(picture, alpha, plate), maps, fields)
    tensors = {"image": picture, "alpha": alpha, "plate": plate, "maps": maps, "fields": fields, "frames": frames}
    return {name: goldens.put(tensor) for name, tensor in tensors.items()}
