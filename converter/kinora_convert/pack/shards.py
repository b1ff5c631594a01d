"""Weights in files of a limited size beside a graph, with the checksums that the manifest needs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kinora_convert.errors import ConvertError

#: Native runtimes map weights of the file into memory by pages.
ALIGNMENT = 4096
#: What is copied at a time when a file is hashed.
CHUNK = 1 << 20


@dataclass(frozen=True)
class FileRecord:
    """A file as manifests list it."""

    file: str
    bytes: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        return {"file": self.file, "bytes": self.bytes, "sha256": self.sha256}


def file_record(path: Path) -> FileRecord:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return FileRecord(path.name, path.stat().st_size, digest.hexdigest())


@dataclass(frozen=True)
class Place:
    """Where a tensor lies."""

    file: str
    offset: int
    length: int


class ShardWriter:
    """Writes tensors one after the other, and begins a file whenever the next would not fit."""

    def __init__(self, folder: Path, stem: str, limit: int) -> None:
        self._folder, self._stem, self._limit = folder, stem, limit
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._size = 0
        self.records: list[FileRecord] = []

    def add(self, data: memoryview | bytes, name: str) -> Place:
        """@raises ConvertError when the tensor alone is larger than a shard may be"""
        length = len(data)
        if length > self._limit:
            raise ConvertError(f"{name} has {length / 1e6:.0f} MB, more than a shard may have; use --shard {-(-length // 1_000_000)}MB or more.")
        padding = -self._size % ALIGNMENT
        if self._file is not None and self._size + padding + length > self._limit:
            self._finish()
            padding = 0
        if self._file is None:
            self._file = (self._folder / self._name()).open("wb")
        place = Place(self._name(), self._size + padding, length)
        for part in (bytes(padding), data):
            self._file.write(part)
            self._digest.update(part)
        self._size += padding + length
        return place

    def close(self) -> list[FileRecord]:
        if self._file is not None:
            self._finish()
        return self.records

    def _name(self) -> str:
        return f"{self._stem}.{len(self.records)}.bin"

    def _finish(self) -> None:
        assert self._file is not None
        self._file.close()
        self.records.append(FileRecord(self._name(), self._size, self._digest.hexdigest()))
        self._file, self._digest, self._size = None, hashlib.sha256(), 0


@contextmanager
def shard_writer(folder: Path, stem: str, limit: int) -> Iterator[ShardWriter]:
    """Closes the last shard, whatever happens."""
    writer = ShardWriter(folder, stem, limit)
    try:
        yield writer
    finally:
        writer.close()
