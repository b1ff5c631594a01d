"""The text encoder of CLIP, written for a static graph: the names of its weights are those of transformers."""

from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.errors import ConvertError
from kinora_convert.rewrites.operators import multi_head_attention

#: Added to the scores of later tokens, which a token must not see.
HIDDEN = -1e9
ACTIVATIONS = ("quick_gelu", "gelu")


def activate(x: Tensor, name: str) -> Tensor:
    return x * torch.sigmoid(1.702 * x) if name == "quick_gelu" else F.gelu(x)


class ClipAttention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        mixed = multi_head_attention(self.q_proj(x), self.k_proj(x), self.v_proj(x), self.heads, self.scale, bias)
        return self.out_proj(mixed)


class ClipMlp(nn.Module):
    def __init__(self, width: int, hidden: int, activation: str) -> None:
        super().__init__()
        self.activation = activation
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(activate(self.fc1(x), self.activation))


class ClipLayer(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        width, eps = config["hidden_size"], config.get("layer_norm_eps", 1e-5)
        self.self_attn = ClipAttention(width, config["num_attention_heads"])
        self.layer_norm1 = nn.LayerNorm(width, eps=eps)
        self.mlp = ClipMlp(width, config["intermediate_size"], config.get("hidden_act", "quick_gelu"))
        self.layer_norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        x = x + self.self_attn(self.layer_norm1(x), bias)
        return x + self.mlp(self.layer_norm2(x))


class ClipEncoder(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(ClipLayer(config) for _ in range(config["num_hidden_layers"]))


class ClipEmbeddings(nn.Module):
    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(config.get("vocab_size", 49408), config["hidden_size"])
        self.position_embedding = nn.Embedding(config.get("max_position_embeddings", 77), config["hidden_size"])


class ClipTextEncoder(nn.Module):
    """tokens int32 [1, L] -> the last layer's output [1, L, D], normalised, as Stable Diffusion is conditioned on."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        super().__init__()
        if config.get("hidden_act", "quick_gelu") not in ACTIVATIONS:
            raise ConvertError(f"the text encoder's activation is {config['hidden_act']}; only {' and '.join(ACTIVATIONS)} are supported.")
        self.embeddings = ClipEmbeddings(config)
        self.encoder = ClipEncoder(config)
        self.final_layer_norm = nn.LayerNorm(config["hidden_size"], eps=config.get("layer_norm_eps", 1e-5))

    def forward(self, tokens: Tensor) -> Tensor:
        length = tokens.shape[1]
        causal = torch.full((length, length), HIDDEN).triu(1)[None, None]
        x = self.embeddings.token_embedding(tokens) + self.embeddings.position_embedding.weight[None, :length]
        for layer in self.encoder.layers:
            x = layer(x, causal)
        return self.final_layer_norm(x)


def clip_key(key: str) -> str | None:
    """The name of a published tensor here; None for tables that are computed."""
    bare = key.removeprefix("text_model.")
    return None if bare == "embeddings.position_ids" else bare


def is_projection(key: str) -> bool:
    """The pooled output's projection, which Stable Diffusion does not use."""
    return key == "text_projection.weight"
