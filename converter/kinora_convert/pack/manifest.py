"""`pack.json` in the format `kinora-pack/2`."""

import json
from pathlib import Path
from typing import Any

import onnx_ir as ir

from kinora_convert.audit.memory import GraphMemory, stage_bytes
from kinora_convert.export.graph import Graph
from kinora_convert.families.plan import HalfPlan
from kinora_convert.pack.shards import file_record

FORMAT = "kinora-pack/2"
MANIFEST = "pack.json"
#: Bytes of a graph and its weights up to which WebAssembly is offered, whose memory ends at 4 GiB.
MOST_FOR_WASM = 1_400_000_000
TYPE_NAMES = {ir.DataType.FLOAT: "float32", ir.DataType.FLOAT16: "float16", ir.DataType.INT32: "int32", ir.DataType.INT64: "int64"}


def backends_of(graph_bytes: int) -> list[str]:
    """What can run a graph whose file and weights take that many bytes."""
    return ["webgpu", "wasm"] if graph_bytes <= MOST_FOR_WASM else ["webgpu"]


def bindings(graph: Graph, model: ir.Model) -> dict[str, list[dict[str, Any]]]:
    """The tensors of a graph and what they are for, with the types and shapes that the exported graph has."""
    inputs = {value.name: value for value in model.graph.inputs}
    return {
        "inputs": [binding(each.role, inputs[name]) for name, each in graph.inputs.items()],
        "outputs": [binding(role, value) for role, value in zip(graph.outputs.values(), model.graph.outputs, strict=True)],
    }


def binding(role: str, value: ir.Value) -> dict[str, Any]:
    assert value.dtype is not None
    assert value.shape is not None
    return {"role": role, "name": value.name, "type": TYPE_NAMES[value.dtype], "shape": [int(str(length)) for length in value.shape]}


def tokenizer_record(folder: Path, half: HalfPlan) -> None:
    """Completes the half's tokenizers with the files that have been written."""
    for encoder in half.manifest["textEncoders"]:
        tokenizer = encoder["tokenizer"]
        encoder["tokenizer"] = tokenizer | file_record(folder / tokenizer["file"]).as_json()


def joined(values: list[str], separator: str) -> str:
    """Each once, in their order."""
    return separator.join(dict.fromkeys(values))


def stages_of(halves: list[HalfPlan]) -> dict[str, list[str]]:
    """The graphs that each stage of a film has loaded."""
    stages: dict[str, list[str]] = {"text": [encoder["graph"] for half in halves for encoder in half.manifest["textEncoders"]]}
    for half in halves:
        denoiser, decoder = half.manifest["denoiser"], half.manifest["decoder"]["graph"]
        if half.key == "textToImage":
            stages["image"] = [denoiser, decoder]
        else:
            stages |= {"firstFrame": [half.manifest["firstFrame"]["graph"]], "motion": [denoiser], "decode": [decoder]}
    return {stage: names for stage, names in stages.items() if names}


def memory_by_stage(halves: list[HalfPlan], graphs: dict[str, dict[str, GraphMemory]]) -> dict[str, dict[str, int]]:
    """For each backend, of the stages whose graphs it is offered for."""

    def of(backend: str) -> dict[str, int]:
        stages = {stage: [graphs[name].get(backend) for name in names] for stage, names in stages_of(halves).items()}
        return {stage: stage_bytes([each for each in found if each is not None], backend) for stage, found in stages.items() if None not in found}

    return {backend: of(backend) for backend in ("webgpu", "wasm")}


def manifest_of(
    halves: list[HalfPlan], graphs: dict[str, Any], identity: dict[str, str], memory: dict[str, dict[str, GraphMemory]], metrics: dict[str, Any]
) -> dict[str, Any]:
    """`identity` has `id`, `version` and `title`."""
    licences = [half.licence for half in halves]
    licence: dict[str, Any] = {"name": joined([each["name"] for each in licences], "; ")}
    addresses = [each["url"] for each in licences if each.get("url")]
    if addresses:
        licence["url"] = addresses[0]
    licence["mustAccept"] = any(each.get("mustAccept") for each in licences)
    return {
        "format": FORMAT,
        **identity,
        "description": " ".join(half.description for half in halves),
        "licence": licence,
        "credits": [credit for half in halves for credit in half.credits],
        "graphs": graphs,
        **{half.key: half.manifest for half in halves},
        "memory": memory_by_stage(halves, memory),
        "metrics": metrics | {"notes": [note for half in halves for note in half.notes]},
    }


def write_json(path: Path, content: object) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)
