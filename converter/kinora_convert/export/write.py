"""Writes a traced graph: the nodes as ONNX, the weights into shards, one weight in memory at a time."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnx_ir as ir
import torch
from torch import Tensor

from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.export.trace import TracedGraph
from kinora_convert.pack.shards import FileRecord, Place, ShardWriter, file_record, shard_writer
from kinora_convert.progress import Progress

#: Smaller tensors stay in the graph's own file.
SMALLEST_OUTSIDE = 1024
ONNX_TYPES = {
    torch.float32: ir.DataType.FLOAT,
    torch.float16: ir.DataType.FLOAT16,
    torch.uint8: ir.DataType.UINT8,
    torch.int64: ir.DataType.INT64,
    torch.int32: ir.DataType.INT32,
    torch.bool: ir.DataType.BOOL,
}


@dataclass(frozen=True)
class WrittenGraph:
    file: FileRecord
    shards: list[FileRecord]

    @property
    def bytes(self) -> int:
        return self.file.bytes + sum(shard.bytes for shard in self.shards)


def peak_bytes(traced: TracedGraph, source: TensorSource) -> int:
    """The most that one weight needs while it is written."""
    infos = dict(source.tensors())
    return max((recipe.peak_bytes(infos) for recipe in traced.recipes.values()), default=0)


def weight_bytes(traced: TracedGraph) -> int:
    return sum(traced.recipes[name].bytes for name in traced.weights)


def write_graph(traced: TracedGraph, source: TensorSource, folder: Path, stem: str, shard_limit: int, show: bool = True) -> WrittenGraph:
    """Writes `stem.onnx` and `stem.N.bin`."""
    model = traced.model
    progress = Progress(stem, weight_bytes(traced))
    with shard_writer(folder, stem, shard_limit) as shards:
        for value in list(model.graph.inputs):
            name = value.name or ""
            if name not in traced.recipes:
                continue
            model.graph.inputs.remove(value)
            if not value.uses():
                continue
            made = traced.recipes[name].make(source)
            if tuple(made.shape) != tuple(value.shape or ()):
                raise AssertionError(f"{name} was made with the shape {tuple(made.shape)} instead of {value.shape}")
            check_finite(made, name, source.name)
            value.const_value = store(made.contiguous(), name, shards)
            model.graph.register_initializer(value)
            progress.add(made.numel() * made.dtype.itemsize)
            del made
        for name, value in model.graph.initializers.items():
            constant = value.const_value
            if constant is not None and not isinstance(constant, ir.ExternalTensor) and constant.nbytes >= SMALLEST_OUTSIDE:
                value.const_value = outside(shards.add(constant.tobytes(), name), constant.dtype, tuple(constant.shape.numpy()), name)
    strip_notes(model)
    written = WrittenGraph(save(model, folder / f"{stem}.onnx"), shards.records)
    if show:
        progress.finish(f" ({len(shards.records)} shards)" if len(shards.records) > 1 else "")
    return written


def save(model: ir.Model, path: Path) -> FileRecord:
    onnx.save(ir.serde.serialize_model(model), path)
    return file_record(path)


def check_finite(value: Tensor, name: str, source: str) -> None:
    """float16 ends at 65504."""
    if value.is_floating_point() and not bool(torch.isfinite(value).all()):
        raise ConvertError(f"{source}: {name} is not finite as {str(value.dtype).removeprefix('torch.')}; use float32 for this part.")


def store(value: Tensor, name: str, shards: ShardWriter) -> ir.TensorProtocol:
    array = value.numpy()
    if array.nbytes < SMALLEST_OUTSIDE:
        return ir.tensor(array, name=name)
    place = shards.add(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data, name)
    return outside(place, ONNX_TYPES[value.dtype], array.shape, name)


def outside(place: Place, dtype: ir.DataType, shape: tuple[int, ...], name: str) -> ir.ExternalTensor:
    return ir.ExternalTensor(place.file, place.offset, place.length, dtype, shape=ir.Shape(shape), name=name, base_dir="")


def strip_notes(model: ir.Model) -> None:
    """The exporter notes source lines, which hold paths of the machine and are half of a small file."""
    model.metadata_props.clear()
    model.doc_string = None
    model.graph.metadata_props.clear()
    model.graph.doc_string = None
    for node in model.graph.all_nodes():
        node.metadata_props.clear()
        node.doc_string = None
        for value in node.outputs:
            value.metadata_props.clear()
            value.doc_string = None
    for value in [*model.graph.inputs, *model.graph.initializers.values()]:
        value.metadata_props.clear()
        value.doc_string = None
