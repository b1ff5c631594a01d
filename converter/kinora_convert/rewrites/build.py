"""Models of diffusers without weights."""

from collections.abc import Mapping
from typing import Any, TypeVar

import torch
from torch import nn

from kinora_convert.errors import ConvertError
from kinora_convert.rewrites.recipe import describe_module

Module = TypeVar("Module", bound=nn.Module)


def described_model(cls: type[Module], config: Mapping[str, Any], name: str, prefix: str = "") -> Module:
    """An instance of a diffusers class on the meta device, whose weights are described as those of the checkpoint."""
    settings = {key: value for key, value in config.items() if not key.startswith("_")}
    try:
        with torch.device("meta"):
            model: Module = cls.from_config(settings)  # type: ignore[attr-defined]
    except (TypeError, ValueError, KeyError, NotImplementedError) as error:
        raise ConvertError(f"{name}: {cls.__name__} cannot be built from its configuration ({error}); use the config.json of the same checkpoint.") from None
    describe_module(model, prefix)
    return model.eval()
