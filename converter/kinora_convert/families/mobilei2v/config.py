"""The sizes of a MobileI2V, read from the shapes of its tensors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kinora_convert.checkpoints.source import TensorInfo
from kinora_convert.errors import ConvertError

#: All heads have this width, whatever the checkpoint's configuration says.
HEAD = 72
FREQUENCIES = 128
#: Latents of the first frame and the rest of a window of 17 frames.
WINDOW = 3


@dataclass(frozen=True)
class MobileI2VConfig:
    width: int
    channels: int
    hidden: int
    #: By block, whether its attention is linear.
    linear: tuple[bool, ...]

    @property
    def heads(self) -> int:
        return self.width // HEAD


RELEASED = MobileI2VConfig(width=1152, channels=128, hidden=2880, linear=tuple(index not in (7, 15) for index in range(16)))

#: In the checkpoint, and read by nothing: the captions' embedder, which no block attends to, and positions before the rotary ones.
UNUSED = re.compile(r"(pos_embed|pos_embed_temporal|y_embedder\..*|attention_y_norm\..*)")


def is_unused(key: str) -> bool:
    return UNUSED.fullmatch(key) is not None


def config_of(tensors: Mapping[str, TensorInfo], name: str) -> MobileI2VConfig:
    """@raises ConvertError when it is no MobileI2V"""
    try:
        width, channels = tensors["x_embedder.proj.weight"].shape[:2]
        blocks = 1 + max(int(match[1]) for key in tensors if (match := re.match(r"blocks\.(\d+)\.", key)))
        hidden = tensors["blocks.0.mlp.point_conv.conv.weight"].shape[1]
    except (KeyError, ValueError):
        raise ConvertError(f"{name} is no MobileI2V checkpoint; give hybrid_371.pth or a safetensors file with the same tensors.") from None
    return MobileI2VConfig(width, channels, hidden, tuple(f"blocks.{index}.attn.q_norm.weight" in tensors for index in range(blocks)))
