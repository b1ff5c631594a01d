"""Checkpoints that PyTorch pickled (`.pth`), read without running what is pickled."""

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from kinora_convert.checkpoints.source import TensorInfo
from kinora_convert.errors import ConvertError

#: Harmless classes that the states of random generators are made of.
HARMLESS = [
    np.ndarray,
    np.dtype,
    np._core.multiarray._reconstruct,  # type: ignore[attr-defined]
    *(getattr(np.dtypes, name) for name in ("UInt32DType", "UInt8DType", "Int64DType", "Float64DType")),
]
#: Under these names training scripts keep the weights among other things.
WEIGHTS_AT = ("state_dict", "model", "module")


class PickleSource:
    """The tensors of a `.pth` file, mapped and not read until they are asked for."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        try:
            with torch.serialization.safe_globals([*HARMLESS, (np._core.multiarray._reconstruct, "numpy.core.multiarray._reconstruct")]):  # type: ignore[attr-defined]
                content = torch.load(path, map_location="cpu", mmap=True, weights_only=True)
        except FileNotFoundError:
            raise ConvertError(f"{path} is missing; check the path.") from None
        except (pickle.UnpicklingError, RuntimeError, EOFError, OSError) as error:
            reason = str(error).split("\n", 1)[0]
            raise ConvertError(f"{path} cannot be read safely ({reason}); save its weights as safetensors and give that file.") from None
        for name in WEIGHTS_AT:
            if isinstance(content, dict) and isinstance(content.get(name), dict):
                content = content[name]
                break
        if not isinstance(content, dict) or not content or not all(isinstance(value, Tensor) for value in content.values()):
            raise ConvertError(f"{path} holds no state_dict; give the checkpoint file itself.")
        self._tensors: dict[str, Tensor] = content

    def tensors(self) -> Mapping[str, TensorInfo]:
        return {key: TensorInfo(tuple(value.shape), value.dtype) for key, value in self._tensors.items()}

    def read(self, key: str) -> Tensor:
        return self._tensors[key]

    def fingerprint(self) -> str:
        stat = self._path.stat()
        return hashlib.sha256(f"{self._path.resolve()} {stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
