"""Operators of ONNX Runtime that PyTorch has no name for. In PyTorch they are computed by their definition; in a graph they are one node."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from kinora_convert.quantize.blocks import BLOCK, dequantize

MICROSOFT = "com.microsoft"
#: As PyTorch types them.
Attributes = dict[str, int | float | str | bool | Sequence[int] | Sequence[float] | Sequence[str] | Sequence[bool]]


def exporting() -> bool:
    return torch.compiler.is_exporting()


def matmul_nbits(x: Tensor, packed: Tensor, scales: Tensor, bits: int, inputs: int) -> Tensor:
    """x [..., inputs] times a matrix of `quantize.blocks`, summed in float32 (accuracy level 0: activations are not rounded)."""
    outputs = packed.shape[0]
    if exporting():
        attributes: Attributes = {"K": inputs, "N": outputs, "bits": bits, "block_size": BLOCK, "accuracy_level": 0}
        shape = [*x.shape[:-1], outputs]
        return torch.onnx.ops.symbolic(f"{MICROSOFT}::MatMulNBits", (x, packed, scales), attributes, dtype=x.dtype, shape=shape, version=1)
    return x @ dequantize(packed, scales, bits, inputs).T


def multi_head_attention(query: Tensor, key: Tensor, value: Tensor, heads: int, scale: float, bias: Tensor | None = None) -> Tensor:
    """query [B, S, heads * D], key and value [B, L, heads * D], bias [1 or B, 1 or heads, S, L] -> [B, S, heads * D]."""
    if exporting():
        # The operator repeats a bias over heads, but not over queries.
        bias = bias if bias is None or bias.shape[2] == query.shape[1] else bias.expand(-1, -1, query.shape[1], -1)
        inputs = (query, key, value, None, None, bias) if bias is not None else (query, key, value)
        return torch.onnx.ops.symbolic(
            f"{MICROSOFT}::MultiHeadAttention", inputs, {"num_heads": heads, "scale": scale}, dtype=query.dtype, shape=list(query.shape), version=1
        )
    q, k, v = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (query, key, value))
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias, scale=scale).transpose(1, 2).flatten(2)


def rms_norm(x: Tensor, weight: Tensor, eps: float) -> Tensor:
    """Over the last axis, in float32, as one node that cannot overflow in between."""
    if exporting():
        attributes: Attributes = {"axis": -1, "epsilon": eps, "stash_type": 1}
        return torch.onnx.ops.symbolic("SimplifiedLayerNormalization", (x, weight), attributes, dtype=x.dtype, shape=list(x.shape))
    return F.rms_norm(x, (x.shape[-1],), weight, eps)


def fast_gelu(x: Tensor) -> Tensor:
    """GELU by its tanh formula. (ONNX has it as an attribute of Gelu, which not every backend heeds.)"""
    if exporting():
        return torch.onnx.ops.symbolic(f"{MICROSOFT}::FastGelu", (x,), {}, dtype=x.dtype, shape=list(x.shape), version=1)
    return F.gelu(x, approximate="tanh")
