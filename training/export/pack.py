"""Writes a pack: graphs, tokenizer, goldens and `pack.json`, in the format `kinora-pack/2` (docs/packs.md)."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.export.file_record import file_record
from training.export.goldens import GoldenWriter, golden_case, layers_case
from training.export.graphs import KNOWN_OF_SHOT, Graph, PackModels, export_graph, pack_graphs, pack_tables
from training.export.roles import ROLES, bindings
from training.export.small_weights import quantize_matrices, shrink_weights
from training.models.word_meanings import WordMeanings
from training.scenes.tokens import tokenize, tokenizer

#: Side of the frames up to which the goldens have some that are painted: their floats are large.
LARGEST_PAINTED = 64
#: What `videoDecoderPrepare` gives numbers of rows of.
ANIMATION_TABLES = ("beats", "flow", "change")


@dataclass
class PackDescription:
    """What a manifest says beyond the models, and the words that the pack reads."""

    id: str
    version: str
    title: str
    about: str
    licence: str
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


def write_graph(name: str, graph: Graph, folder: Path, goldens: GoldenWriter) -> dict[str, Any]:
    """Exports a graph, makes it small, and adds its golden; returns its entry for the manifest."""
    shipped = folder / f"{name}.q8.onnx"
    export_graph(graph, shipped)
    if graph.quantize:
        quantize_matrices(shipped, shipped)
    shrink_weights(shipped, shipped)
    case, outputs, difference = golden_case(name, graph, shipped)
    named = dict(zip(graph.outputs, outputs, strict=True))
    goldens.add(case, graph.inputs, named)
    variant = file_record(shipped) | {"dtype": "q8", "backend": ["webgpu", "wasm"]}
    print(f"{name}: {variant['bytes'] / 1e6:.2f} MB, differs from PyTorch by {difference:.2g}", flush=True)
    inputs, made = ROLES[name]
    return {"variants": [variant], "inputs": bindings(name, graph.inputs, inputs), "outputs": bindings(name, named, made)}


def write_pack(models: PackModels, description: PackDescription, folder: Path, goldens_folder: Path) -> dict[str, Any]:
    """Returns the manifest that it wrote. Goldens have a folder of their own where the pack is published: only tests read them."""
    folder.mkdir(parents=True, exist_ok=True)
    goldens_folder.mkdir(parents=True, exist_ok=True)
    goldens = GoldenWriter()
    tables = pack_tables(models, description.meanings)
    graphs = {name: write_graph(name, graph, folder, goldens) for name, graph in pack_graphs(models, tables).items()}
    listed = {"tables": {name: table.write(folder, name) for name, table in tables.items()}, "graphs": graphs}
    write_tokenizer(folder / "tokenizer.json", description.left_out, description.extra_words)
    layers = {"layers": layers_case(goldens, models.frame_size)} if models.frame_size <= LARGEST_PAINTED else {}
    (goldens_folder / "goldens.bin").write_bytes(goldens.bytes)
    prompts = [{"text": text, "tokens": tokenize(text)} for text in description.golden_prompts]
    (goldens_folder / "goldens.json").write_text(json.dumps({"cases": goldens.cases, "prompts": prompts} | layers), encoding="utf-8")
    manifest = manifest_of(models, description, folder, listed)
    (folder / "pack.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    return manifest


def manifest_of(models: PackModels, description: PackDescription, folder: Path, listed: dict[str, Any]) -> dict[str, Any]:
    """`pack.json` of a folder whose files have been written, all but near-words.json, which is written here."""
    tokens = models.image_tower.config
    tokenizer = file_record(folder / "tokenizer.json") | {"kind": "words", "maxLength": tokens.tokens, "learnedTokens": tokens.vocabulary}
    common = {
        "size": {"width": models.frame_size, "height": models.frame_size},
        "textEncoders": [{"graph": "textEncoder", "tokenizer": tokenizer}],
    }
    return {
        "format": "kinora-pack/2",
        "id": description.id,
        "version": description.version,
        "title": description.title,
        "description": description.about,
        "licence": {"name": description.licence},
        "credits": description.credits,
        **listed,
        "textToImage": common | drawing_half(models, description),
        "imageToVideo": common | moving_half(models, description),
        "vocabulary": description.vocabulary,
        **({"nearWords": near_words_record(description.near_words, folder)} if description.near_words else {}),
        "metrics": description.metrics,
    }


def drawing_half(models: PackModels, description: PackDescription) -> dict[str, Any]:
    config = models.text_to_image.config
    return {
        "denoiser": "textToImage",
        "scheduler": description.sampler["textToImage"] | {"prediction": "clean"},
        "latents": {"shape": [config.latent_channels, config.latent_size, config.latent_size]},
        "decoder": {"graph": "imageDecoder"},
    }


def moving_half(models: PackModels, description: PackDescription) -> dict[str, Any]:
    config, decoder = models.image_to_video.config, models.video_decoder.config
    size = config.latent_size
    state = {"input": "previous", "output": "next", "type": "float32", "shape": [1, config.latent_channels, size, size]}
    return {
        "denoiser": "imageToVideo",
        "scheduler": description.sampler["imageToVideo"] | {"prediction": "clean"},
        "latents": {"shape": [models.video_channels, size, size]},
        "firstFrame": {"graph": "imageEncoder"},
        "window": {"latents": config.window, "context": config.context, "fps": description.fps},
        "decoder": {
            "mode": "layers",
            "graph": "videoDecoder",
            "framesPerLatent": {"rest": decoder.frames_per_latent},
            "states": [state],
            "prepare": {
                "graph": "videoDecoderPrepare",
                "tensors": [
                    {"output": name, "input": name} | ({"table": name} if name in ANIMATION_TABLES else {})
                    for name in (KNOWN_OF_SHOT if models.animator else KNOWN_OF_SHOT[:2])
                ],
            },
        },
        "motion": {"mode": "factor"},
        "capabilities": ["loop", "endPicture", "motionStrength", "alpha"],
    }
