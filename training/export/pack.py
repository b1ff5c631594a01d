"""Writes a pack: graphs, tokenizer, goldens and `pack.json`, in the format of `contract/pack/manifest-1.ts`."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from torch import Tensor

from training.export.graphs import Graph, PackModels, export_graph, halve_weights, pack_graphs, quantize_matrices
from training.export.tables import quantize_tables
from training.models.word_meanings import WordMeanings
from training.scenes.tokens import tokenize, tokenizer

#: Goldens allow this many times the difference that ONNX Runtime's CPU backend has from PyTorch, and at least the floor.
TOLERANCE_FACTOR = 4.0
#: Graphs run with 32-bit floats everywhere, but backends add up in different orders and have their own sine and exp.
TOLERANCE_FLOOR = 2e-3


@dataclass
class PackDescription:
    """What a manifest says beyond the models, and the words that the pack reads."""

    id: str
    version: str
    title: str
    license: str
    credits: list[dict[str, str]]
    vocabulary: dict[str, list[str]]
    sampler: dict[str, Any]
    golden_prompts: list[str]
    #: Common words that were not learned and are read by `meanings`; of some, what is near in meaning.
    extra_words: list[str] = field(default_factory=list)
    meanings: WordMeanings | None = None
    near_words: dict[str, list[str]] = field(default_factory=dict)
    #: Words of the training captions that the models never learned well: to the pack they are unknown.
    left_out: frozenset[str] = frozenset()
    fps: int = 12
    metrics: dict[str, Any] = field(default_factory=dict)


def file_record(path: Path) -> dict[str, Any]:
    """Name, size and SHA-256 of a file, as manifests have them."""
    data = path.read_bytes()
    return {"file": path.name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def write_tokenizer(path: Path, left_out: frozenset[str], extra: list[str]) -> None:
    """The training's tokenizer without the words `left_out`; all others keep their ids, and the `extra` ones come after them."""
    content = json.loads(tokenizer().to_str())
    learned: dict[str, int] = content["model"]["vocab"]
    kept = {word: number for word, number in learned.items() if word not in left_out}
    content["model"]["vocab"] = kept | {word: number for number, word in enumerate(extra, start=len(learned))}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def near_words_record(near_words: dict[str, list[str]], folder: Path) -> dict[str, Any]:
    path = folder / "near-words.json"
    path.write_text(json.dumps(near_words, separators=(",", ":"), sort_keys=True), encoding="utf-8")
    return file_record(path)


def golden_case(name: str, graph: Graph, file: Path) -> tuple[dict[str, Any], list[Tensor], float]:
    """What PyTorch computes for the example inputs, and how far ONNX Runtime is from it on the CPU."""
    with torch.no_grad():
        result = graph.module(*graph.inputs.values())
    outputs = list(result) if isinstance(result, tuple) else [result]
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    got = session.run(list(graph.outputs), {key: value.numpy() for key, value in graph.inputs.items()})
    difference = max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, outputs, strict=True))
    bound = round(max(TOLERANCE_FLOOR, TOLERANCE_FACTOR * difference), 4)
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
        array = value.numpy()
        record = {"dtype": str(array.dtype), "shape": list(array.shape)}
        if array.size <= 64:
            return record | {"data": array.flatten().tolist()}
        offset = len(self.bytes)
        self.bytes += array.astype(array.dtype.newbyteorder("<")).tobytes()
        return record | {"file": "goldens.bin", "offset": offset}


def write_graph(name: str, graph: Graph, folder: Path, goldens: GoldenWriter) -> dict[str, Any]:
    """Exports a graph, makes it small, and adds its golden; returns its variant for the manifest."""
    plain, dtype = folder / f"{name}.onnx", "q8" if graph.quantize else "float16"
    export_graph(graph, plain)
    shipped = folder / f"{name}.{dtype}.onnx"
    if graph.quantize:
        quantize_matrices(plain, plain)
        quantize_tables(plain, plain)
    if graph.halve:
        halve_weights(plain, plain)
    plain.replace(shipped)
    case, outputs, difference = golden_case(name, graph, shipped)
    goldens.add(case, graph.inputs, dict(zip(graph.outputs, outputs, strict=True)))
    variant = file_record(shipped) | {"dtype": dtype, "backend": ["webgpu", "wasm"], "needs": []}
    print(f"{name}: {variant['bytes'] / 1e6:.2f} MB, differs from PyTorch by {difference:.2g}", flush=True)
    return variant


def write_pack(models: PackModels, description: PackDescription, folder: Path, goldens_folder: Path) -> dict[str, Any]:
    """Returns the manifest that it wrote. Goldens have a folder of their own where the pack is published: only tests read them."""
    folder.mkdir(parents=True, exist_ok=True)
    goldens_folder.mkdir(parents=True, exist_ok=True)
    goldens = GoldenWriter()
    graphs: dict[str, Any] = {
        name: {"variants": [write_graph(name, graph, folder, goldens)]} for name, graph in pack_graphs(models, description.meanings).items()
    }
    config = models.image_to_video.config
    shape = [1, config.latent_channels, config.latent_size, config.latent_size]
    graphs["videoDecoder"]["state"] = [{"input": "previous", "output": "next", "shape": shape}]
    write_tokenizer(folder / "tokenizer.json", description.left_out, description.extra_words)
    (goldens_folder / "goldens.bin").write_bytes(goldens.bytes)
    prompts = [{"text": text, "tokens": tokenize(text)} for text in description.golden_prompts]
    (goldens_folder / "goldens.json").write_text(json.dumps({"cases": goldens.cases, "prompts": prompts}), encoding="utf-8")
    manifest = manifest_of(models, description, folder, graphs)
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return manifest


def manifest_of(models: PackModels, description: PackDescription, folder: Path, graphs: dict[str, Any]) -> dict[str, Any]:
    """`pack.json` of a folder whose files have been written, all but near-words.json, which is written here."""
    config, size = models.image_to_video.config, models.frame_size
    return {
        "format": "kinora-pack/1",
        "id": description.id,
        "version": description.version,
        "title": description.title,
        "license": description.license,
        "credits": description.credits,
        "frame": {"width": size, "height": size, "fps": description.fps},
        "latent": {
            "channels": config.latent_channels,
            "videoChannels": models.video_channels,
            "width": config.latent_size,
            "height": config.latent_size,
            "framesPerLatent": models.video_decoder.config.frames_per_latent,
        },
        "firstFrameAlpha": True,
        "firstFramePlate": {"drawn": models.text_to_image.memory is not None},
        "imageLatent": {
            "channels": models.text_to_image.config.latent_channels,
            "width": models.text_to_image.config.latent_size,
            "height": models.text_to_image.config.latent_size,
        },
        "tokenizer": file_record(folder / "tokenizer.json")
        | {"maxTokens": models.image_tower.config.tokens, "learnedTokens": models.image_tower.config.vocabulary},
        **({"nearWords": near_words_record(description.near_words, folder)} if description.near_words else {}),
        "graphs": graphs,
        "sampler": description.sampler,
        "window": {"latents": config.window, "context": config.context},
        "vocabulary": description.vocabulary,
        "metrics": description.metrics,
    }
