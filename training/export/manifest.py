"""Reads the manifest of an exported pack."""

import json
from pathlib import Path
from typing import Any

from training.export.tables import Table
from training.trainer.errors import StageError


def read_manifest(folder: Path) -> dict[str, Any]:
    """`pack.json`. @raises StageError when it is missing"""
    path = folder / "pack.json"
    if not path.exists():
        raise StageError(f"{path} is missing. Export a pack first: python -m training.export.starter_pack")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def graph_files(folder: Path, manifest: dict[str, Any]) -> dict[str, Path]:
    """The files of the graphs by their names, each in the first variant that holds its weights."""
    return {
        name: folder / next(variant["file"] for variant in graph["variants"] if "golden" not in variant) for name, graph in manifest["graphs"].items()
    }


def pack_tables_of(folder: Path, manifest: dict[str, Any]) -> dict[str, Table]:
    """The tables that graphs are given rows of, by their names."""
    return {name: Table.read(folder, entry) for name, entry in manifest.get("tables", {}).items()}


def tokenizer_of(manifest: dict[str, Any]) -> dict[str, Any]:
    """The tokenizer that both halves have."""
    (encoder,) = manifest["textToImage"]["textEncoders"]
    entry: dict[str, Any] = encoder["tokenizer"]
    return entry


def frame_side(manifest: dict[str, Any]) -> int:
    """Of the square frames, in pixels."""
    return int(manifest["imageToVideo"]["size"]["width"])


def sampler_of(manifest: dict[str, Any], kind: str) -> dict[str, Any]:
    """Sigmas and guidance of a half: "textToImage" or "imageToVideo"."""
    scheduler: dict[str, Any] = manifest[kind]["scheduler"]
    return scheduler


def draws_plate(manifest: dict[str, Any]) -> bool:
    """Whether text-to-image can leave the subject out."""
    return any(item["role"] == "subject" for item in manifest["graphs"]["textToImage"]["inputs"])
