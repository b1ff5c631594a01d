"""Plans of halves become a pack."""

import dataclasses
import gc
import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch

from kinora_convert.audit.audit import audit
from kinora_convert.audit.memory import GraphMemory, memory_of
from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.export.graph import Graph
from kinora_convert.export.trace import trace
from kinora_convert.export.widen import widen
from kinora_convert.export.write import WrittenGraph, save, write_graph
from kinora_convert.families.plan import GraphPlan, HalfPlan, nothing_unused
from kinora_convert.pack.estimate import Estimate, estimate
from kinora_convert.pack.goldens import FILE, INDEX, GoldenWriter
from kinora_convert.pack.journal import Journal
from kinora_convert.pack.manifest import MANIFEST, backends_of, bindings, manifest_of, tokenizer_record, write_json
from kinora_convert.pack.shards import file_record
from kinora_convert.rewrites.recipe import check_coverage, materialize

#: Backends add up in different orders and have their own sine and exponential.
TOLERANCE_FLOOR = 2e-3
TOLERANCE_FACTOR = 4.0
#: Raised when a record of the journal holds something else.
RECORD = "4"


@dataclass(frozen=True)
class Options:
    out: Path
    id: str
    version: str
    title: str
    shard_limit: int = 1_000_000_000
    #: Graphs whose weights are larger than this in float32 get no reference results, which need all of them in memory.
    goldens_limit: int = 600_000_000


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def convert(halves: list[HalfPlan], options: Options, tell: Callable[[str], None] = say) -> dict[str, Any]:
    """Writes the pack and returns its manifest. @raises ConvertError"""
    check_sources(halves)
    plans = [plan for half in halves for plan in half.graphs]
    expected = [estimate(plan) for plan in plans]
    announce(expected, halves, options, tell)
    check_room(sum(each.bytes for each in expected), options.out)
    options.out.mkdir(parents=True, exist_ok=True)
    journal = Journal(options.out)
    goldens = GoldenWriter()
    graphs: dict[str, Any] = {}
    metrics: dict[str, Any] = {}
    memory: dict[str, dict[str, GraphMemory]] = {}
    for plan, size in zip(plans, expected, strict=True):
        mark = fingerprint_of(plan, halves, options)
        record = journal.find(plan.name, mark, options.out)
        if record is None:
            record = write_one(plan, options)
            journal.keep(plan.name, mark, record)
        else:
            tell(f"{plan.name}: done before")
        graphs[plan.name] = {"variants": record["variants"], **record["bindings"]}
        metrics[plan.name] = record["audit"]
        memory[plan.name] = {backend: GraphMemory(**numbers) for backend, numbers in record["memory"].items()}
        if size.float_bytes <= options.goldens_limit:
            add_golden(plan, options.out / record["variants"][0]["file"], goldens)
        gc.collect()
    for half in halves:
        for name, write in half.tokenizers.items():
            write(options.out / name)
        tokenizer_record(options.out, half)
    identity = {"id": options.id, "version": options.version, "title": options.title}
    manifest = manifest_of(halves, graphs, identity, memory, {"converted": metrics})
    if goldens.cases:
        (options.out / FILE).write_bytes(goldens.data)
        write_json(options.out / INDEX, {"cases": goldens.cases})
        manifest["goldens"] = file_record(options.out / INDEX).as_json()
    write_json(options.out / MANIFEST, manifest)
    journal.finish()
    return manifest


def check_sources(halves: list[HalfPlan]) -> None:
    """All tensors of all checkpoints are used, or known to be of no use."""
    for half in halves:
        by_source: dict[int, tuple[TensorSource, list[GraphPlan]]] = {}
        for plan in half.graphs:
            by_source.setdefault(id(plan.source), (plan.source, []))[1].append(plan)
        for source, plans in by_source.values():
            check_coverage([plan.build().module for plan in plans], source, half.unused.get(source.name, nothing_unused))


def announce(expected: list[Estimate], halves: list[HalfPlan], options: Options, tell: Callable[[str], None]) -> None:
    """What it will take, before it starts."""
    total = sum(each.bytes for each in expected)
    seconds = sum(each.seconds for each in expected)
    peak = max(each.peak_bytes for each in expected)
    for note in (note for half in halves for note in half.notes):
        tell(note)
    tell(
        f"{options.out}: {len(expected)} graphs, {total / 1e6:,.0f} MB on disk, about {max(1, round(seconds / 60))} min on one core, "
        f"at most {peak / 1e6:,.0f} MB of memory for a weight beside about 1.5 GB for PyTorch."
    )


def check_room(needed: int, out: Path) -> None:
    folder = next(parent for parent in [out, *out.absolute().parents] if parent.exists())
    free = shutil.disk_usage(folder).free
    if free < needed * 1.02:
        raise ConvertError(f"{out} needs {needed / 1e6:,.0f} MB and {folder} has {free / 1e6:,.0f} MB left; choose another folder with --out.")


def fingerprint_of(plan: GraphPlan, halves: list[HalfPlan], options: Options) -> str:
    half = next(half for half in halves if plan in half.graphs)
    parts = [plan.name, plan.dtype, plan.source.fingerprint(), half.fingerprint, str(options.shard_limit), torch.__version__, RECORD]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def write_one(plan: GraphPlan, options: Options) -> dict[str, Any]:
    graph = plan.build()
    traced = trace(graph)
    checked = audit(traced.model, plan.name)
    tensors = bindings(graph, traced.model)
    tensors["inputs"] = [each for each in tensors["inputs"] if each["name"] in graph.inputs]
    stem = f"{plan.name}.{plan.dtype}"
    written = write_graph(traced, plan.source, options.out, stem, options.shard_limit)
    backends = backends_of(written.bytes)
    memory = dict.fromkeys(backends, memory_of(traced.model))
    variants = [variant_of(written, plan.dtype, backends, checked.needs())]
    if "wasm" in backends and widen(traced.model):
        wide = WrittenGraph(save(traced.model, options.out / f"{stem}.wide.onnx"), written.shards)
        variants = [variant_of(written, plan.dtype, ["webgpu"], checked.needs()), variant_of(wide, "float16", ["wasm"], {})]
        memory["wasm"] = memory_of(traced.model)
    return {
        "variants": variants,
        "bindings": tensors,
        "audit": {"nodes": checked.nodes, "largestTensorBytes": checked.largest_tensor},
        "memory": {backend: dataclasses.asdict(numbers) for backend, numbers in memory.items()},
    }


def variant_of(written: WrittenGraph, dtype: str, backends: list[str], needs: dict[str, object]) -> dict[str, Any]:
    data = [{**shard.as_json(), "path": shard.file} for shard in written.shards]
    return {**written.file.as_json(), "data": data, "dtype": dtype, "backend": backends, "needs": needs}


def add_golden(plan: GraphPlan, file: Path, goldens: GoldenWriter) -> None:
    """What PyTorch computes with the weights as they are stored, and how far ONNX Runtime is from it on the CPU."""
    graph = plan.build()
    materialize(graph.module, plan.source)
    inputs = {name: each.example for name, each in graph.inputs.items()}
    outputs = run_torch(graph)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    got = session.run(list(outputs), {name: value.numpy() for name, value in inputs.items()})
    difference = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, outputs.values(), strict=True))
    goldens.add(plan.name, file.name, round(max(TOLERANCE_FLOOR, TOLERANCE_FACTOR * difference), 4), inputs, outputs)


def run_torch(graph: Graph) -> dict[str, torch.Tensor]:
    with torch.no_grad():
        result = graph.module(*[each.example for each in graph.inputs.values()])
    results = result if isinstance(result, tuple) else (result,)
    return dict(zip(graph.outputs, results, strict=True))
