"""Linear layers and 2-D convolutions with weights of fewer bits.

Activations are float32 between the layers. A layer in float16 divides by what it gets before it narrows it, so that no activation,
however large, becomes infinite.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.quantize.blocks import block_count, quantize
from kinora_convert.rewrites.operators import matmul_nbits
from kinora_convert.rewrites.recipe import derive, derive_pair

#: Inputs of float16 layers are at most this: a layer may then sum up to a thousand times as much before float16 ends.
LARGEST_HALF_INPUT = 64.0
#: Behind a norm hardly anything is beyond 30.
LARGEST_NORMED = 1024.0
#: In resnets these convolutions come after a norm.
AFTER_NORM = ("conv1", "conv2")


def narrow(x: Tensor, over: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """x in float16, divided by a number from 1 on for each slice, and that number."""
    divisor = (x.abs().amax(dim=over, keepdim=True) / LARGEST_HALF_INPUT).clamp(min=1.0)
    return (x / divisor).to(torch.float16), divisor


class PlainLinear(nn.Module):
    """The matrix is stored as MatMul wants it, so that the graph needs no Transpose."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.matrix = derive(lambda weight: weight.T.contiguous(), layer.weight)
        self.bias = layer.bias

    def forward(self, x: Tensor) -> Tensor:
        y = x @ self.matrix
        return y if self.bias is None else y + self.bias


class HalfLinear(nn.Module):
    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.matrix = derive(lambda weight: weight.T.contiguous(), layer.weight, dtype=torch.float16)
        self.bias = layer.bias

    def forward(self, x: Tensor) -> Tensor:
        narrowed, divisor = narrow(x, (-1,))
        y = (narrowed @ self.matrix).to(torch.float32) * divisor
        return y if self.bias is None else y + self.bias


class QuantizedLinear(nn.Module):
    def __init__(self, layer: nn.Linear, bits: int) -> None:
        super().__init__()
        outputs, inputs = layer.weight.shape
        blocks = block_count(inputs)
        self.bits, self.inputs = bits, inputs
        shapes = ((outputs, blocks, 4 * bits), (outputs, blocks))
        self.packed, self.scales = derive_pair(lambda weight: quantize(weight, bits), layer.weight, shapes, (torch.uint8, torch.float32))
        self.bias = layer.bias

    def forward(self, x: Tensor) -> Tensor:
        y = matmul_nbits(x, self.packed, self.scales, self.bits, self.inputs)
        return y if self.bias is None else y + self.bias


class HalfConv2d(nn.Module):
    def __init__(self, layer: nn.Conv2d, after_norm: bool = False) -> None:
        """`after_norm`: what comes in is near 1, so that nothing needs to be divided; what is beyond all bounds is cut off."""
        super().__init__()
        self.after_norm = after_norm
        self.weight = derive(lambda weight: weight, layer.weight, dtype=torch.float16)
        # Shaped to be added to the result, which is wider than the convolution.
        self.bias = None if layer.bias is None else derive(lambda bias: bias.view(1, -1, 1, 1), layer.bias)
        self.stride, self.padding, self.groups = layer.stride, layer.padding, layer.groups
        assert isinstance(self.padding, tuple)
        assert layer.dilation == (1, 1)

    def forward(self, x: Tensor) -> Tensor:
        if self.after_norm:
            # Cut off after the cast, which makes it infinite, because there are half as many bytes.
            y = self.convolve(x.to(torch.float16).clamp(-LARGEST_NORMED, LARGEST_NORMED))
        else:
            narrowed, divisor = narrow(x, (1, 2, 3))
            y = self.convolve(narrowed) * divisor
        return y if self.bias is None else y + self.bias

    def convolve(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight, None, self.stride, self.padding, groups=self.groups).to(torch.float32)


@dataclass(frozen=True)
class Precision:
    """Bits of the weights: "float32", "float16", "q8" or "q4" for linear layers, "float32" or "float16" for convolutions and tables of tokens.

    Where the linear layers are in float32, tables are.
    """

    linear: str = "float32"
    convolution: str = "float32"
    table: str = "float16"

    @property
    def tag(self) -> str:
        """The variant's name in file names and manifests."""
        return self.linear


def no_exception(name: str) -> bool:
    return False


def apply_precision(module: nn.Module, precision: Precision, keep: Callable[[str], bool] = no_exception) -> None:
    """Replaces all linear layers and 2-D convolutions, in place. Those whose name `keep` holds for stay in float32, as small ones do."""
    for name, owner in list(module.named_modules()):
        for child_name, child in list(owner.named_children()):
            full = f"{name}.{child_name}" if name else child_name
            replaced = narrowed_layer(child, precision, keep(full), any(part in AFTER_NORM for part in full.split(".")))
            if replaced is not None:
                setattr(owner, child_name, replaced)


#: A layer with fewer inputs gains nothing from blocks of 32.
FEWEST_INPUTS = 32


def narrowed_layer(layer: nn.Module, precision: Precision, kept: bool, after_norm: bool) -> nn.Module | None:
    """The replacement of one layer, or None where it stays."""
    if isinstance(layer, nn.Linear):
        if kept or precision.linear == "float32" or layer.in_features < FEWEST_INPUTS:
            return PlainLinear(layer)
        return HalfLinear(layer) if precision.linear == "float16" else QuantizedLinear(layer, int(precision.linear[1:]))
    if isinstance(layer, nn.Conv2d) and not kept and precision.convolution == "float16":
        return HalfConv2d(layer, after_norm)
    return None
