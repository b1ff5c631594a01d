"""The denoiser, over latents [T, h * w, C]: what differs from token to token in the original (the time) differs from frame to frame here."""

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.families.mobilei2v.config import FREQUENCIES, HEAD, MobileI2VConfig
from kinora_convert.families.mobilei2v.rotary import RotaryTables, halves_first
from kinora_convert.quantize.sparsity import kept_count, kept_units
from kinora_convert.rewrites.attention import chunked_attention
from kinora_convert.rewrites.conv3d import split_frames
from kinora_convert.rewrites.operators import rms_norm
from kinora_convert.rewrites.recipe import derive

NORM_EPS = 1e-6
QK_NORM_EPS = 1e-5
LINEAR_EPS = 1e-8
#: Bytes of a value at most, of scores and of what is widened. Smaller than a GPU buffer has to be, because WebAssembly shares 4 GiB with the weights.
LARGEST_VALUE = 32 * 1024 * 1024


class Convolution(nn.Module):
    """In the checkpoint every convolution is called `conv` within its layer."""

    def __init__(self, inputs: int, outputs: int, kernel: int, groups: int = 1, bias: bool = True) -> None:
        super().__init__()
        self.conv: Any = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, groups=groups, bias=bias)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.conv(x)
        return result


class Embedder(nn.Module):
    """A number to a vector: cosines and sines, then two layers."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(2 * FREQUENCIES, width), nn.SiLU(), nn.Linear(width, width))

    def forward(self, values: Tensor) -> Tensor:
        frequencies = torch.exp(torch.arange(FREQUENCIES, dtype=torch.float32) * -(math.log(10000.0) / FREQUENCIES))
        angles = values[:, None] * frequencies[None]
        embedded: Tensor = self.mlp(torch.cat([angles.cos(), angles.sin()], dim=1))
        return embedded


class Attention(nn.Module):
    """Both kinds; the linear one normalises its queries and keys and has no bias in front."""

    def __init__(self, config: MobileI2VConfig, linear: bool, largest: int) -> None:
        super().__init__()
        self.heads, self.width, self.linear, self.largest = config.heads, config.width, linear, largest
        self.qkv: Any = nn.Linear(config.width, 3 * config.width, bias=not linear)
        self.proj: nn.Module = nn.Linear(config.width, config.width)
        if linear:
            self.q_norm, self.k_norm = nn.RMSNorm(config.width), nn.RMSNorm(config.width)

    def forward(self, x: Tensor, rotary: RotaryTables) -> Tensor:
        """x [1, tokens, width], with the numbers of each head in the order of `halves_first`."""
        query, key, value = self.qkv(x).split(self.width, dim=-1)
        if self.linear:
            query, key = rms_norm(query, self.q_norm.weight, QK_NORM_EPS), rms_norm(key, self.k_norm.weight, QK_NORM_EPS)
        query, key = rotary.turn(query, self.heads), rotary.turn(key, self.heads)
        mixed = self.mix_linearly(query, key, value) if self.linear else self.mix(query, key, value)
        result: Tensor = self.proj(mixed)
        return result

    def mix(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        return chunked_attention(query, key, value, self.heads, HEAD**-0.5, largest=self.largest)

    def mix_linearly(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Sums over all tokens, which float16 could not hold."""
        query, key, value = (part.unflatten(-1, (self.heads, HEAD)).transpose(1, 2) for part in (query.relu(), key.relu(), value))
        weighted = query @ (key.transpose(2, 3) @ value)
        total = query @ key.sum(2)[..., None]
        return (weighted / (total + LINEAR_EPS)).transpose(1, 2).flatten(2)


class FeedForward(nn.Module):
    """Widens, looks at the neighbours within the frame, gates, and narrows."""

    def __init__(self, config: MobileI2VConfig, largest: int) -> None:
        super().__init__()
        self.largest = largest
        self.inverted_conv = Convolution(config.width, 2 * config.hidden, 1)
        self.depth_conv = Convolution(2 * config.hidden, 2 * config.hidden, 3, groups=2 * config.hidden)
        self.point_conv = Convolution(config.hidden, config.width, 1, bias=False)

    def forward(self, x: Tensor, grid: tuple[int, int]) -> Tensor:
        """x [T, S, width]; frames are independent of each other."""
        widened = x.shape[1] * self.depth_conv.conv.in_channels
        parts = [self.mix(frames, grid) for frames in split_frames(x, self.largest, widened)]
        return parts[0] if len(parts) == 1 else torch.cat(parts)

    def mix(self, x: Tensor, grid: tuple[int, int]) -> Tensor:
        h = F.silu(self.inverted_conv(x))
        h = self.depth_conv(h.transpose(1, 2).unflatten(2, grid)).flatten(2)
        value, gate = h.chunk(2, dim=1)
        result: Tensor = self.point_conv((value * F.silu(gate)).transpose(1, 2))
        return result


class Block(nn.Module):
    def __init__(self, config: MobileI2VConfig, linear: bool, largest: int) -> None:
        super().__init__()
        self.attn = Attention(config, linear, largest)
        self.mlp = FeedForward(config, largest)
        self.scale_shift_table = nn.Parameter(torch.empty(6, config.width))

    def forward(self, x: Tensor, modulation: Tensor, rotary: RotaryTables, grid: tuple[int, int]) -> Tensor:
        """x [T, S, width], modulation [T, 6 * width]."""
        parts = modulation.unflatten(1, (6, -1)) + self.scale_shift_table
        shift, scale, gate, shift_mlp, scale_mlp, gate_mlp = (part.squeeze(1)[:, None] for part in parts.split(1, dim=1))
        h = modulated(x, shift, scale)
        x = x + gate * self.attn(h.flatten(0, 1)[None], rotary)[0].unflatten(0, x.shape[:2])
        return x + gate_mlp * self.mlp(modulated(x, shift_mlp, scale_mlp), grid)


def modulated(x: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    return F.layer_norm(x, x.shape[-1:], eps=NORM_EPS) * (1 + scale) + shift


class FinalLayer(nn.Module):
    def __init__(self, config: MobileI2VConfig) -> None:
        super().__init__()
        self.linear: nn.Module = nn.Linear(config.width, config.channels)
        self.scale_shift_table = nn.Parameter(torch.empty(2, config.width))

    def forward(self, x: Tensor, time: Tensor) -> Tensor:
        parts = self.scale_shift_table + time[:, None]
        shift, scale = parts.split(1, dim=1)
        result: Tensor = self.linear(modulated(x, shift, scale))
        return result


class PatchEmbedder(nn.Module):
    def __init__(self, config: MobileI2VConfig) -> None:
        super().__init__()
        self.proj: Any = nn.Conv2d(config.channels, config.width, 1)


class MobileI2V(nn.Module):
    """The names of its weights are those of the checkpoint."""

    def __init__(self, config: MobileI2VConfig, largest: int = LARGEST_VALUE) -> None:
        super().__init__()
        self.config = config
        self.x_embedder = PatchEmbedder(config)
        self.t_embedder, self.flow_embedder = Embedder(config.width), Embedder(config.width)
        self.t_block = nn.Sequential(nn.SiLU(), nn.Linear(config.width, 6 * config.width))
        self.flow_block = nn.Sequential(nn.SiLU(), nn.Linear(config.width, 6 * config.width))
        self.blocks = nn.ModuleList(Block(config, linear, largest) for linear in config.linear)
        self.final_layer = FinalLayer(config)

    def forward(self, latents: Tensor, times: Tensor, flow: Tensor, rotary: RotaryTables) -> Tensor:
        """latents [T, C, h, w], times [T] in 0..1 (0 is clean), flow [1] -> velocity [T, C, h, w]."""
        grid = (latents.shape[2], latents.shape[3])
        x = self.x_embedder.proj(latents.flatten(2).transpose(1, 2))
        time = self.t_embedder(times)
        modulation = self.t_block(time) + self.flow_block(self.flow_embedder(flow))
        for block in self.blocks:
            x = block(x, modulation, rotary, grid)
        velocity: Tensor = self.final_layer(x, time)
        return velocity.transpose(1, 2).unflatten(2, grid)


def pointwise(conv: nn.Conv2d) -> nn.Linear:
    """A convolution of one pixel as a linear layer over the channels."""
    with torch.device("meta"):
        linear = nn.Linear(conv.in_channels, conv.out_channels, bias=conv.bias is not None)
    linear.weight = derive(lambda weight: weight.flatten(1), conv.weight)
    if conv.bias is not None:
        linear.bias = derive(lambda bias: bias, conv.bias)
    return linear


def rewrite(model: MobileI2V, sparsity: float = 0.0) -> None:
    """In place: convolutions of one pixel become linear layers, and the numbers of each head are put in the order that turning wants."""
    if sparsity > 0:
        for block in model.blocks:
            assert isinstance(block, Block)
            leave_out_units(block.mlp, kept_count(model.config.hidden, sparsity))
    model.x_embedder.proj = pointwise(model.x_embedder.proj)
    width, heads = model.config.width, model.config.heads
    order = torch.cat([halves_first(heads), halves_first(heads) + width, torch.arange(2 * width, 3 * width)])
    for block in model.blocks:
        assert isinstance(block, Block)
        mlp, attention = block.mlp, block.attn
        mlp.inverted_conv.conv, mlp.point_conv.conv = pointwise(mlp.inverted_conv.conv), pointwise(mlp.point_conv.conv)
        reorder(attention.qkv, order)
        if attention.linear:
            for norm in (attention.q_norm, attention.k_norm):
                norm.weight = derive(lambda weight: weight[halves_first(heads)], norm.weight)


def leave_out_units(mlp: FeedForward, count: int) -> None:
    """Keeps `count` hidden units: in both halves of what widens and of what looks at the neighbours, and in what narrows."""
    wide, deep, narrow = mlp.inverted_conv.conv, mlp.depth_conv.conv, mlp.point_conv.conv
    units = narrow.in_channels
    sources = (wide.weight, deep.weight, narrow.weight)

    def kept(wide_weight: Tensor, deep_weight: Tensor, narrow_weight: Tensor) -> Tensor:
        halves = wide_weight.flatten(1).norm(dim=1) * deep_weight.flatten(1).norm(dim=1)
        return kept_units(halves[:units] * halves[units:] * narrow_weight.flatten(1).norm(dim=0), count)

    def of_both_halves(weight: Tensor, *weights: Tensor) -> Tensor:
        chosen = kept(*weights)
        return weight[torch.cat([chosen, chosen + units])]

    def shape(weight: Tensor, axis: int, length: int) -> tuple[int, ...]:
        return (*weight.shape[:axis], length, *weight.shape[axis + 1 :])

    for conv in (wide, deep):
        for name in ("weight", "bias"):
            tensor = getattr(conv, name)
            setattr(conv, name, derive(of_both_halves, tensor, *sources, shape=shape(tensor, 0, 2 * count)))
    narrow.weight = derive(lambda weight, *weights: weight[:, kept(*weights)], narrow.weight, *sources, shape=shape(narrow.weight, 1, count))
    wide.out_channels = deep.in_channels = deep.out_channels = deep.groups = 2 * count
    narrow.in_channels = count


def reorder(layer: nn.Linear, order: Tensor) -> None:
    layer.weight = derive(lambda weight: weight[order.to(weight.device)], layer.weight, shape=tuple(layer.weight.shape))
    if layer.bias is not None:
        layer.bias = derive(lambda bias: bias[order.to(bias.device)], layer.bias, shape=tuple(layer.bias.shape))
