"""Reads the manifest of an exported pack."""

import json
from pathlib import Path
from typing import Any

from training.trainer.errors import StageError


def read_manifest(folder: Path) -> dict[str, Any]:
    """`pack.json`. @raises StageError when it is missing"""
    path = folder / "pack.json"
    if not path.exists():
        raise StageError(f"{path} is missing. Export a pack first: python -m training.export.starter_pack")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def graph_files(folder: Path, manifest: dict[str, Any]) -> dict[str, Path]:
    """The files of the graphs by their names, each in its first variant."""
    return {name: folder / graph["variants"][0]["file"] for name, graph in manifest["graphs"].items()}
