"""LTX-Video's transformer over frames of tokens [T, h * w, D]: the time differs from frame to frame only."""

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.rewrites.attention import chunked_attention
from kinora_convert.rewrites.operators import fast_gelu, rms_norm
from kinora_convert.rewrites.recipe import derive

QK_NORM_EPS = 1e-5
THETA = 10000.0
#: What positions are divided by: seconds, rows and columns in pixels.
BASES = (20.0, 2048.0, 2048.0)
#: Frames and pixels to a latent.
STRIDES = (8, 32, 32)
#: Added to the scores of padding, as in the original.
HIDDEN = -10000.0


def evens_first(heads: int, width: int) -> Tensor:
    """Where the numbers of queries and keys come from: within each head all first ones of the pairs, then all second ones."""
    head = torch.cat([torch.arange(0, width, 2), torch.arange(1, width, 2)])
    return torch.cat([head + index * width for index in range(heads)])


class LtxRotary(nn.Module):
    """Cosines and sines, each [1, tokens, heads, head / 2]. In time the first latent is one frame, and all others end with their eighth."""

    def __init__(self, grid: tuple[int, int, int], fps: float, heads: int, head: int) -> None:
        super().__init__()
        frames, rows, columns = (torch.arange(length, dtype=torch.float32) * stride for length, stride in zip(grid, STRIDES, strict=True))
        steps = ((frames + 1 - STRIDES[0]).clamp(min=0) / fps, rows, columns)
        places = torch.stack([place.flatten() for place in torch.meshgrid(*steps, indexing="ij")], dim=-1) / torch.tensor(BASES)
        width = heads * head
        frequencies = THETA ** torch.linspace(0.0, 1.0, width // 6) * math.pi / 2
        angles = (frequencies * (places[..., None] * 2 - 1)).transpose(1, 2).flatten(1)
        # What is left over of the width stands in front and is not turned.
        left = width % 6 // 2
        angles = torch.cat([torch.zeros(angles.shape[0], left), angles], dim=1)[None].unflatten(2, (heads, head // 2))
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)
        self.cos: Tensor
        self.sin: Tensor

    def turn(self, x: Tensor) -> Tensor:
        """x [1, tokens, width], in the order of `evens_first`."""
        first, second = x.unflatten(-1, (self.cos.shape[2], -1)).chunk(2, dim=-1)
        return torch.cat([first * self.cos - second * self.sin, second * self.cos + first * self.sin], dim=-1).flatten(2)


class LtxAttention(nn.Module):
    def __init__(self, layer: Any, turned: bool) -> None:
        super().__init__()
        self.heads, self.scale = int(layer.heads), float(layer.head_dim) ** -0.5
        self.to_q, self.to_k, self.to_v, self.to_out = layer.to_q, layer.to_k, layer.to_v, layer.to_out[0]
        self.q_norm, self.k_norm = layer.norm_q.weight, layer.norm_k.weight
        if turned:
            order = evens_first(self.heads, int(layer.head_dim))
            for projection in (self.to_q, self.to_k):
                for name in ("weight", "bias"):
                    setattr(projection, name, reordered(getattr(projection, name), order))
            self.q_norm, self.k_norm = reordered(self.q_norm, order), reordered(self.k_norm, order)

    def forward(self, x: Tensor, context: Tensor, rotary: LtxRotary | None = None, bias: Tensor | None = None) -> Tensor:
        query = rms_norm(self.to_q(x), self.q_norm, QK_NORM_EPS)
        key = rms_norm(self.to_k(context), self.k_norm, QK_NORM_EPS)
        if rotary is not None:
            query, key = rotary.turn(query), rotary.turn(key)
        result: Tensor = self.to_out(chunked_attention(query, key, self.to_v(context), self.heads, self.scale, bias))
        return result


def reordered(weight: Tensor, order: Tensor) -> nn.Parameter:
    return derive(lambda values: values[order.to(values.device)], weight, shape=tuple(weight.shape))


class LtxBlock(nn.Module):
    def __init__(self, block: Any) -> None:
        super().__init__()
        self.attn1, self.attn2 = LtxAttention(block.attn1, True), LtxAttention(block.attn2, False)
        self.widen, self.narrow = block.ff.net[0].proj, block.ff.net[2]
        self.scale_shift_table, self.eps = block.scale_shift_table, float(block.norm1.eps)
        self.register_buffer("ones", torch.ones(block.scale_shift_table.shape[1]), persistent=False)
        self.ones: Tensor

    def forward(self, x: Tensor, time: Tensor, text: Tensor, bias: Tensor, rotary: LtxRotary) -> Tensor:
        """x [T, S, D], time [T, 6 * D]"""
        parts = time.unflatten(1, (6, -1)) + self.scale_shift_table
        shift, scale, gate, shift_mlp, scale_mlp, gate_mlp = parts.split(1, dim=1)
        h = (self.normed(x) * (1 + scale) + shift).flatten(0, 1)[None]
        x = x + self.attn1(h, h, rotary)[0].unflatten(0, x.shape[:2]) * gate
        x = x + self.attn2(x.flatten(0, 1)[None], text, None, bias)[0].unflatten(0, x.shape[:2])
        h = self.normed(x) * (1 + scale_mlp) + shift_mlp
        return x + self.narrow(fast_gelu(self.widen(h))) * gate_mlp

    def normed(self, x: Tensor) -> Tensor:
        return rms_norm(x, self.ones, self.eps)


class LtxDenoiser(nn.Module):
    """Takes over the layers of diffusers' transformer, all but the projection of captions, which the text encoder's graph has."""

    def __init__(self, transformer: Any, rotary: LtxRotary) -> None:
        super().__init__()
        self.proj_in, self.proj_out, self.time_embed = transformer.proj_in, transformer.proj_out, transformer.time_embed
        self.blocks = nn.ModuleList(LtxBlock(block) for block in transformer.transformer_blocks)
        self.scale_shift_table, self.rotary = transformer.scale_shift_table, rotary
        self.eps = float(transformer.norm_out.eps)

    def forward(self, latents: Tensor, times: Tensor, text: Tensor, text_mask: Tensor) -> Tensor:
        """latents [T, C, h, w], times [T] in 0..1 (0 is clean), text [1, L, D], text_mask [1, L] -> velocity [T, C, h, w]"""
        x = self.proj_in(latents.flatten(2).transpose(1, 2))
        time, embedded = self.time_embed(times * 1000, batch_size=1, hidden_dtype=x.dtype)
        bias = ((1 - text_mask) * HIDDEN)[:, None, None].expand(-1, -1, x.shape[0] * x.shape[1], -1)
        for block in self.blocks:
            x = block(x, time, text, bias, self.rotary)
        shift, scale = (self.scale_shift_table + embedded[:, None]).split(1, dim=1)
        x = F.layer_norm(x, x.shape[-1:], eps=self.eps) * (1 + scale) + shift
        velocity: Tensor = self.proj_out(x)
        return velocity.transpose(1, 2).unflatten(2, (latents.shape[2], latents.shape[3]))
