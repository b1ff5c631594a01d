"""What all kinds of checkpoints have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from kinora_convert.errors import ConvertError


@dataclass(frozen=True)
class TensorInfo:
    """What is known of a tensor before it is read."""

    shape: tuple[int, ...]
    dtype: torch.dtype

    @property
    def elements(self) -> int:
        count = 1
        for size in self.shape:
            count *= size
        return count

    @property
    def bytes(self) -> int:
        return self.elements * self.dtype.itemsize


class TensorSource(Protocol):
    """A checkpoint of which no more than one tensor is in memory."""

    #: What messages call it: the path of the file or folder.
    name: str

    def tensors(self) -> Mapping[str, TensorInfo]: ...

    def read(self, key: str) -> Tensor:
        """The values as they are stored."""
        ...

    def fingerprint(self) -> str:
        """Changes when the checkpoint does."""
        ...


class RenamedSource:
    """The same tensors by other names. Keys that `rename` maps to None are left out, and counted as known."""

    def __init__(self, source: TensorSource, rename: Callable[[str], str | None], name: str | None = None) -> None:
        self.name = name or source.name
        self._source = source
        self._keys: dict[str, str] = {}
        for key in source.tensors():
            renamed = rename(key)
            if renamed is None:
                continue
            if renamed in self._keys:
                raise ConvertError(f"{source.name}: {key} and {self._keys[renamed]} would both be {renamed}; use a checkpoint of one model.")
            self._keys[renamed] = key

    def tensors(self) -> Mapping[str, TensorInfo]:
        infos = self._source.tensors()
        return {name: infos[key] for name, key in self._keys.items()}

    def read(self, key: str) -> Tensor:
        return self._source.read(self._keys[key])

    def fingerprint(self) -> str:
        return self._source.fingerprint()


class JoinedSource:
    """Several checkpoints as one, each under its prefix: "vae." and so on."""

    def __init__(self, parts: Mapping[str, TensorSource]) -> None:
        self.name = ", ".join(dict.fromkeys(part.name for part in parts.values()))
        self._parts = dict(parts)

    def tensors(self) -> Mapping[str, TensorInfo]:
        return {prefix + key: info for prefix, part in self._parts.items() for key, info in part.tensors().items()}

    def read(self, key: str) -> Tensor:
        prefix = next(prefix for prefix in self._parts if key.startswith(prefix))
        return self._parts[prefix].read(key.removeprefix(prefix))

    def fingerprint(self) -> str:
        return " ".join(part.fingerprint() for part in self._parts.values())


class MemorySource:
    """Tensors that are in memory already: toy checkpoints, and modules in tests."""

    def __init__(self, tensors: Mapping[str, Tensor], name: str = "memory") -> None:
        self.name = name
        self._tensors = dict(tensors)

    def tensors(self) -> Mapping[str, TensorInfo]:
        return {key: TensorInfo(tuple(value.shape), value.dtype) for key, value in self._tensors.items()}

    def read(self, key: str) -> Tensor:
        return self._tensors[key]

    def fingerprint(self) -> str:
        return self.name
