"""What a family promises to write, before anything heavy is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.export.graph import Graph


def nothing_unused(key: str) -> bool:
    return False


@dataclass
class GraphPlan:
    """A graph that can be built, without weights, at any time."""

    #: As in the manifest.
    name: str
    #: "text", "image", "firstFrame", "motion" or "decode": what is in memory at the same time.
    stage: str
    source: TensorSource
    build: Callable[[], Graph]
    #: Of the weights: "float32", "float16", "q8" or "q4".
    dtype: str
    #: WebGPU features that the numbers of the graph need.
    features: tuple[str, ...] = ()


@dataclass
class HalfPlan:
    """One half of a pack."""

    #: "textToImage" or "imageToVideo".
    key: str
    title: str
    #: What it is good at, in a sentence.
    description: str
    graphs: list[GraphPlan]
    #: Checkpoint tensors that are known to be of no use, by the name of their source.
    unused: dict[str, Callable[[str], bool]]
    #: The half as in the manifest, without the files of tokenizers.
    manifest: dict[str, Any]
    licence: dict[str, Any]
    credits: list[dict[str, str]] = field(default_factory=list)
    #: Writes a tokenizer into the pack's folder, by its file name.
    tokenizers: dict[str, Callable[[Path], None]] = field(default_factory=dict)
    #: Sentences that the person is told, such as what is not confirmed.
    notes: list[str] = field(default_factory=list)
    #: Configurations that a result depends on.
    fingerprint: str = ""
