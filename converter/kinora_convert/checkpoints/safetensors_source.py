"""Safetensors files, and folders as diffusers writes them: one file, or several with an index."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from kinora_convert.checkpoints.source import TensorInfo
from kinora_convert.errors import ConvertError

DTYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "F8_E4M3": torch.float8_e4m3fn,
    "F8_E5M2": torch.float8_e5m2,
    "I64": torch.int64,
    "I32": torch.int32,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}
#: Names that libraries give to the weights of one component, in order of preference.
STEMS = ("diffusion_pytorch_model", "model", "pytorch_model")
#: Published variants of the same weights; the exact ones come first.
SUFFIXES = ("", ".fp16", ".bf16", ".non_ema")


class SafetensorsSource:
    """Tensors of one or several safetensors files, each read when it is asked for."""

    def __init__(self, paths: list[Path], name: str | None = None) -> None:
        self.name = name or str(paths[0])
        self.metadata: dict[str, str] = {}
        self._paths = paths
        self._files: dict[str, Path] = {}
        self._infos: dict[str, TensorInfo] = {}
        for path in paths:
            self._scan(path)

    def _scan(self, path: Path) -> None:
        try:
            with safe_open(path, framework="pt") as file:
                self.metadata |= file.metadata() or {}
                for key in list(file.keys()):
                    part = file.get_slice(key)
                    dtype = DTYPES.get(part.get_dtype())
                    if dtype is None:
                        raise ConvertError(f"{path}: {key} has the type {part.get_dtype()}; convert the file to float16 or bfloat16 first.")
                    self._files[key] = path
                    self._infos[key] = TensorInfo(tuple(part.get_shape()), dtype)
        except FileNotFoundError:
            raise ConvertError(f"{path} is missing; download all files of the checkpoint.") from None
        except (SafetensorError, OSError) as error:
            raise ConvertError(f"{path} is no whole safetensors file ({error}); download it again.") from None

    def tensors(self) -> Mapping[str, TensorInfo]:
        return self._infos

    def read(self, key: str) -> Tensor:
        with safe_open(self._files[key], framework="pt") as file:
            return file.get_tensor(key)

    def fingerprint(self) -> str:
        marks = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in self._paths]
        return hashlib.sha256(json.dumps(marks).encode()).hexdigest()[:16]


def open_component(folder: Path) -> SafetensorsSource:
    """The weights in the folder of one component, such as `unet/`."""
    if not folder.is_dir():
        raise ConvertError(f"{folder} is missing; give the folder of a whole diffusers checkpoint.")
    for stem in STEMS:
        for suffix in SUFFIXES:
            index = folder / f"{stem}.safetensors.index{suffix}.json"
            if index.exists():
                parts = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
                return SafetensorsSource([folder / part for part in parts], str(folder))
            single = folder / f"{stem}{suffix}.safetensors"
            if single.exists():
                return SafetensorsSource([single], str(folder))
    raise ConvertError(f"{folder} holds no safetensors file; download the checkpoint in that format.")


def read_config(path: Path) -> dict[str, Any]:
    """A JSON file of a checkpoint."""
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConvertError(f"{path} is missing; download all files of the checkpoint.") from None
    except ValueError as error:
        raise ConvertError(f"{path} is no JSON ({error}); download it again.") from None
    return config
