"""What of a conversion is done, so that one that was broken off goes on where it stopped."""

import json
from pathlib import Path
from typing import Any

from kinora_convert.pack.manifest import write_json

NAME = "conversion.json"


class Journal:
    """A file in the pack's folder, until the pack is whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._done: dict[str, Any] = {}
        if self._path.exists():
            try:
                self._done = json.loads(self._path.read_text(encoding="utf-8"))
            except ValueError:
                # Cut off while it was written: all is done again.
                self._done = {}

    def find(self, name: str, fingerprint: str, folder: Path) -> Any:
        """The record of a graph, if it was written from the same checkpoint with the same options and its files are whole."""
        entry = self._done.get(name)
        if not entry or entry["fingerprint"] != fingerprint:
            return None
        files = [file for variant in entry["record"]["variants"] for file in [variant, *variant["data"]]]
        whole = all((folder / file["file"]).exists() and (folder / file["file"]).stat().st_size == file["bytes"] for file in files)
        return entry["record"] if whole else None

    def keep(self, name: str, fingerprint: str, record: Any) -> None:
        self._done[name] = {"fingerprint": fingerprint, "record": record}
        write_json(self._path, self._done)

    def finish(self) -> None:
        self._path.unlink(missing_ok=True)
