"""Weights of linear layers in blocks of 32 along the input, as `com.microsoft.MatMulNBits` reads them: symmetric, one float32 scale a block."""

import torch
from torch import Tensor

BLOCK = 32
#: The stored number that means zero; the operator's default when no zero points are given.
ZERO_POINT = {4: 8, 8: 128}


def block_count(inputs: int) -> int:
    """Blocks of one output; the last one may be padded."""
    return -(-inputs // BLOCK)


def quantize(weight: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """[outputs, inputs] -> bytes [outputs, blocks, 4 * bits] and scales [outputs, blocks]."""
    outputs, inputs = weight.shape
    blocks = block_count(inputs)
    padded = weight.new_zeros(outputs, blocks * BLOCK, dtype=torch.float32)
    padded[:, :inputs] = weight
    values = padded.view(outputs, blocks, BLOCK)
    zero = ZERO_POINT[bits]
    # The number of largest magnitude falls on the end of the range that has one step more.
    high, low = values.amax(2, keepdim=True), values.amin(2, keepdim=True)
    scales = torch.where(high > -low, high, low) / -zero
    steps = values * torch.where(scales == 0, 0.0, 1 / scales)
    whole = steps.round_().add_(zero).clamp_(0, 2 * zero - 1).to(torch.uint8)
    return pack_bytes(whole, bits), scales[..., 0].contiguous()


def pack_bytes(whole: Tensor, bits: int) -> Tensor:
    """Two 4-bit numbers a byte, the first in the lower half."""
    return whole if bits == 8 else whole[..., 0::2] | (whole[..., 1::2] << 4)


def dequantize(packed: Tensor, scales: Tensor, bits: int, inputs: int) -> Tensor:
    """What the operator multiplies with: [outputs, inputs] in float32."""
    whole = packed if bits == 8 else torch.stack([packed & 15, packed >> 4], dim=-1).flatten(-2)
    values = (whole.to(torch.float32) - ZERO_POINT[bits]) * scales[..., None]
    return values.flatten(1)[:, :inputs]
