"""Layers shared by the models. Only operators that every ONNX Runtime backend has: no GroupNorm, no Conv3d."""

import math
from typing import Protocol

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def zero(layer: nn.Conv2d | nn.Linear) -> None:
    """Sets the layer's weights and biases to 0."""
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)


class ResidualBlock(nn.Module):
    """Two 3x3 convolutions around a skip: [B, C, h, w] -> [B, C, h, w].

    The second convolution starts at zero, so that a deep stack starts as the identity and needs no normalization.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        zero(self.second)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(x))))


@torch.no_grad()
def start_near_unit_variance(head: nn.Conv2d) -> None:
    """Scales an encoder's last layer so that untrained latents are about as large as trained ones, relative to the noise put on them.

    Twelve is what this family of encoders needs; a loss term holds the size from there on.
    """
    head.weight *= 12


class StandardizedEncoder(Protocol):
    """An encoder that ends with (x - latent_mean) * latent_scale."""

    latent_mean: Tensor
    latent_scale: Tensor


@torch.no_grad()
def standardize_latents(encoder: StandardizedEncoder, latents: Tensor) -> tuple[Tensor, Tensor]:
    """Changes an encoder so that these latents [N, C, h, w] would have had mean 0 and variance 1.

    Returns the mean and the deviation [1, C, 1, 1] that they had, which the decoder's first layer must undo.
    """
    mean = latents.mean(dim=(0, 2, 3), keepdim=True)
    deviation = latents.std(dim=(0, 2, 3), keepdim=True).clamp(min=1e-3)
    encoder.latent_mean += mean / encoder.latent_scale
    encoder.latent_scale /= deviation
    return mean, deviation


class Downsample(nn.Module):
    """Space to depth by two, then a 1x1 convolution: [B, C, h, w] -> [B, C', h/2, w/2]."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.project = nn.Conv2d(channels_in * 4, channels_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.project(F.pixel_unshuffle(x, 2))


class Upsample(nn.Module):
    """A 1x1 convolution, then depth to space by two: [B, C, h, w] -> [B, C', 2h, 2w]."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.project = nn.Conv2d(channels_in, channels_out * 4, 1)

    def forward(self, x: Tensor) -> Tensor:
        return F.pixel_shuffle(self.project(x), 2)


class Attention(nn.Module):
    """Multi-head attention with normalized queries and keys (Dehghani et al., arXiv 2302.05442).

    Self-attention when `context_width` is None. A learned null key and value is always visible to cross-attention,
    so that an empty prompt has something to attend to.
    """

    def __init__(self, width: int, heads: int, context_width: int | None = None, head_width: int = 0) -> None:
        """`head_width` is width / heads, unless pruning has taken heads away."""
        super().__init__()
        self.heads = heads
        self.is_cross = context_width is not None
        inner = heads * head_width if head_width else width
        self.query = nn.Linear(width, inner)
        self.key = nn.Linear(context_width or width, inner)
        self.value = nn.Linear(context_width or width, inner)
        self.out = nn.Linear(inner, width)
        zero(self.out)
        if context_width is not None:
            self.null = nn.Parameter(torch.randn(1, 1, context_width) * 0.02)

    def split(self, x: Tensor) -> Tensor:
        """[B, n, heads * head width] -> [B, heads, n, head width]"""
        return x.unflatten(2, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor, context: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """`mask` [B, n_context]: 1 where a context token is visible, 0 where it is padding."""
        source = x if context is None else context
        if self.is_cross:
            source = torch.cat([self.null.expand(x.shape[0], -1, -1), source], dim=1)
        query, key, value = self.split(self.query(x)), self.split(self.key(source)), self.split(self.value(source))
        head_width = query.shape[-1]
        query = F.layer_norm(query, (head_width,))
        key = F.layer_norm(key, (head_width,))
        bias = None
        if mask is not None:
            if self.is_cross:
                mask = torch.cat([torch.ones_like(mask[:, :1]), mask], dim=1)
            # A finite number: minus infinity becomes NaN in half precision.
            bias = ((mask - 1.0) * 1e4)[:, None, None, :]
        # Written out, because the exporter's own form of scaled_dot_product_attention adds nodes for its options.
        scores = query @ key.transpose(2, 3) * (1.0 / math.sqrt(head_width))
        if bias is not None:
            scores = scores + bias
        mixed = scores.softmax(dim=-1) @ value
        return self.out(mixed.transpose(1, 2).flatten(2))


class FeedForward(nn.Module):
    """width -> hidden -> width with GELU; `hidden` is what structured pruning shortens."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.expand = nn.Linear(width, hidden)
        self.contract = nn.Linear(hidden, width)
        zero(self.contract)

    def forward(self, x: Tensor) -> Tensor:
        return self.contract(F.gelu(self.expand(x), approximate="tanh"))


class SigmaEmbedding(nn.Module):
    """Noise level in 0..1, [B], to a vector [B, width]."""

    frequencies: Tensor

    def __init__(self, width: int, frequencies: int = 64) -> None:
        super().__init__()
        # A buffer, so that the exported graph holds the numbers themselves.
        self.register_buffer("frequencies", torch.exp(torch.linspace(math.log(0.5), math.log(200.0), frequencies)))
        self.mlp = nn.Sequential(nn.Linear(frequencies * 2, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, sigma: Tensor) -> Tensor:
        angles = sigma[:, None] * self.frequencies[None, :]
        return self.mlp(torch.cat([angles.cos(), angles.sin()], dim=1))


class DenoiserBlock(nn.Module):
    """Self-attention, cross-attention to the text, feed-forward; modulated by one shared vector and a table of its own
    (adaLN-single, PixArt-alpha, arXiv 2310.00426)."""

    def __init__(self, width: int, head_width: int, text_width: int, kept: tuple[int, int, int]) -> None:
        """`kept`: heads of self-attention, heads of cross-attention, feed-forward units; a part with none is left out."""
        super().__init__()
        heads, cross_heads, hidden = kept
        self.attention = Attention(width, heads, None, head_width) if heads else None
        self.cross = Attention(width, cross_heads, text_width, head_width) if cross_heads else None
        self.feed_forward = FeedForward(width, hidden) if hidden else None
        self.cross_norm = nn.LayerNorm(width)
        self.table = nn.Parameter(torch.randn(6, width) * 0.02 + torch.tensor([0.0, 0, 1, 0, 0, 1])[:, None])

    def forward(self, x: Tensor, modulation: Tensor, text: Tensor, text_mask: Tensor) -> Tensor:
        """x [B, n, width], modulation [B, 6, width]"""
        shift_a, scale_a, gate_a, shift_f, scale_f, gate_f = (self.table + modulation).unbind(dim=1)
        width = (x.shape[-1],)
        if self.attention is not None:
            x = x + gate_a[:, None] * self.attention(F.layer_norm(x, width) * (1 + scale_a[:, None]) + shift_a[:, None])
        if self.cross is not None:
            x = x + self.cross(self.cross_norm(x), text, text_mask)
        if self.feed_forward is None:
            return x
        return x + gate_f[:, None] * self.feed_forward(
            F.layer_norm(x, width) * (1 + scale_f[:, None]) + shift_f[:, None]
        )
