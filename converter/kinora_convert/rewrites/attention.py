"""Attention whose score matrix fits into one GPU buffer, whatever the backend does inside the operator."""

import torch
from torch import Tensor

from kinora_convert.rewrites.operators import multi_head_attention

#: WebGPU guarantees storage buffers of 128 MiB.
LARGEST_SCORES = 128 * 1024 * 1024


def chunked_attention(
    query: Tensor, key: Tensor, value: Tensor, heads: int, scale: float, bias: Tensor | None = None, largest: int = LARGEST_SCORES
) -> Tensor:
    """`multi_head_attention`, a part of the queries at a time: each query's result depends on no other query."""
    batch, length, _ = query.shape
    rows = max(1, largest // (4 * batch * heads * key.shape[1]))
    if rows >= length:
        return multi_head_attention(query, key, value, heads, scale, bias)
    parts = -(-length // rows)
    step = -(-length // parts)
    results = []
    for start in range(0, length, step):
        end = min(start + step, length)
        part = bias if bias is None or bias.shape[2] == 1 else bias[:, :, start:end]
        results.append(multi_head_attention(query[:, start:end], key, value, heads, scale, part))
    return torch.cat(results, dim=1)
