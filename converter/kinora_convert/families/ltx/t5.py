"""The encoder of T5, written for a static graph: the names of its weights are those of transformers.

Activations are float32 throughout: T5's grow beyond what float16 holds.
"""

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from kinora_convert.errors import ConvertError
from kinora_convert.rewrites.operators import fast_gelu, multi_head_attention, rms_norm
from kinora_convert.rewrites.recipe import derive

#: Added to the scores of padding.
HIDDEN = -1e9


def buckets(length: int, count: int, furthest: int) -> Tensor:
    """For each query and key the row of the table of biases: exact for near ones, logarithmic for far ones."""
    offset = torch.arange(length)[None] - torch.arange(length)[:, None]
    half = count // 2
    exact = half // 2
    distance = offset.abs()
    far = exact + (torch.log(distance.clamp(min=1).float() / exact) / math.log(furthest / exact) * (half - exact)).long()
    return torch.where(offset > 0, half, 0) + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class T5Norm(nn.Module):
    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x, self.weight, self.eps)


class T5Attention(nn.Module):
    def __init__(self, config: Mapping[str, Any], with_table: bool) -> None:
        super().__init__()
        width, self.heads = config["d_model"], int(config["num_heads"])
        inner = self.heads * config["d_kv"]
        self.q, self.k, self.v = (nn.Linear(width, inner, bias=False) for _ in range(3))
        self.o = nn.Linear(inner, width, bias=False)
        if with_table:
            self.relative_attention_bias = nn.Embedding(config.get("relative_attention_num_buckets", 32), self.heads)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return self.o(multi_head_attention(self.q(x), self.k(x), self.v(x), self.heads, 1.0, bias))


class T5SelfAttention(nn.Module):
    def __init__(self, config: Mapping[str, Any], with_table: bool) -> None:
        super().__init__()
        self.SelfAttention = T5Attention(config, with_table)
        self.layer_norm = T5Norm(config["d_model"], config.get("layer_norm_epsilon", 1e-6))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        return x + self.SelfAttention(self.layer_norm(x), bias)


class T5Gate(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        width, hidden = config["d_model"], config["d_ff"]
        self.wi_0, self.wi_1 = nn.Linear(width, hidden, bias=False), nn.Linear(width, hidden, bias=False)
        self.wo = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.wo(fast_gelu(self.wi_0(x)) * self.wi_1(x))


class T5FeedForward(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        self.DenseReluDense = T5Gate(config)
        self.layer_norm = T5Norm(config["d_model"], config.get("layer_norm_epsilon", 1e-6))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.DenseReluDense(self.layer_norm(x))


class T5Block(nn.Module):
    def __init__(self, config: Mapping[str, Any], first: bool) -> None:
        super().__init__()
        self.layer = nn.ModuleList([T5SelfAttention(config, first), T5FeedForward(config)])

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        result: Tensor = self.layer[1](self.layer[0](x, bias))
        return result


class T5Stack(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        self.block = nn.ModuleList(T5Block(config, index == 0) for index in range(config["num_layers"]))
        self.final_layer_norm = T5Norm(config["d_model"], config.get("layer_norm_epsilon", 1e-6))


class T5Encoder(nn.Module):
    """tokens int32 [1, L], mask float32 [1, L] (1 for a token) -> [1, L, D]"""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        if config.get("feed_forward_proj") != "gated-gelu":
            raise ConvertError(f"the text encoder's feed_forward_proj is {config.get('feed_forward_proj')}; LTX-Video's is gated-gelu (T5 1.1).")
        self.config = dict(config)
        self.shared = nn.Embedding(config["vocab_size"], config["d_model"])
        self.encoder = T5Stack(config)

    def fix_length(self, length: int) -> None:
        """Turns the table of biases into the biases themselves, which all blocks share."""
        attention: Any = self.encoder.block[0].layer[0].SelfAttention  # type: ignore[index, union-attr]
        table = attention.relative_attention_bias.weight
        rows = buckets(length, table.shape[0], int(self.config.get("relative_attention_max_distance", 128)))
        self.biases = derive(
            lambda values: values[rows.to(values.device)].permute(2, 0, 1)[None].contiguous(), table, shape=(1, table.shape[1], length, length)
        )
        del attention.relative_attention_bias

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        bias = self.biases + ((1 - mask) * HIDDEN)[:, None, None]
        x = self.shared(tokens)
        for block in self.encoder.block:
            x = block(x, bias)
        return self.encoder.final_layer_norm(x)


def t5_key(key: str) -> str | None:
    """The table of tokens is stored twice by some."""
    return None if key == "encoder.embed_tokens.weight" else key
