"""LTX-Video's decoder: a window of latents to frames, with every 3-D convolution as a sum of 2-D ones."""

import math
from itertools import pairwise
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.encoder import NORM_EPS
from kinora_convert.rewrites.attention import LARGEST_SCORES
from kinora_convert.rewrites.conv3d import Chunks, FrameConv, rechunk
from kinora_convert.rewrites.norms import ChannelLayerNorm, channel_rms_norm


def frame_conv(layer: Any) -> FrameConv:
    return FrameConv(layer.conv, bool(layer.is_causal))


def as_rows(x: Tensor) -> Tensor:
    """[n, C] -> [n, C, 1, 1]"""
    return x[..., None, None]


class FrameResnet(nn.Module):
    def __init__(self, block: Any) -> None:
        super().__init__()
        if block.per_channel_scale1 is not None:
            raise ConvertError("the decoder adds noise of its own (LTX-Video 0.9.1); use 0.9.0, 0.9.6 or 0.9.8.")
        self.conv1, self.conv2 = frame_conv(block.conv1), frame_conv(block.conv2)
        shortcut = block.conv_shortcut
        self.norm3 = None if shortcut is None else ChannelLayerNorm(block.norm3)
        self.conv_shortcut = None if shortcut is None else frame_conv(shortcut)
        self.scale_shift_table = block.scale_shift_table
        self.reach = self.conv1.reach + self.conv2.reach

    def forward(self, chunks: Chunks, time: Tensor | None) -> Chunks:
        shift1, scale1, shift2, scale2 = self.modulation(time)
        h = self.conv1([F.silu(modulate(channel_rms_norm(x, NORM_EPS), shift1, scale1)) for x in chunks])
        h = self.conv2([F.silu(modulate(channel_rms_norm(x, NORM_EPS), shift2, scale2)) for x in h])
        if self.conv_shortcut is not None and self.norm3 is not None:
            chunks = self.conv_shortcut([self.norm3(x) for x in chunks])
        return [x + y for x, y in zip(chunks, h, strict=True)]

    def modulation(self, time: Tensor | None) -> list[Tensor | None]:
        if self.scale_shift_table is None or time is None:
            return [None] * 4
        return [as_rows(part) for part in (time.unflatten(1, (4, -1)) + self.scale_shift_table[None]).unbind(1)]


def modulate(x: Tensor, shift: Tensor | None, scale: Tensor | None) -> Tensor:
    return x if shift is None or scale is None else x * (1 + scale) + shift


def unfold_frames(x: Tensor, factors: tuple[int, int, int]) -> Tensor:
    """Channels into time, rows and columns: [n, C * t * d * a, H, W] -> [n * t, C, H * d, W * a]."""
    time, down, across = factors
    frames, channels, height, width = x.shape
    inner = channels // (time * down * across)
    # First the frames, then the pixels: a transposition of seven axes takes the slowest way of a backend.
    x = x.reshape(frames, inner, time, down * across * height * width).transpose(1, 2)
    x = x.reshape(frames * time, inner, down, across, height, width).permute(0, 1, 4, 2, 5, 3)
    return x.reshape(frames * time, inner, height * down, width * across)


class FrameUpsampler(nn.Module):
    """Twice the frames less one, twice the rows and columns."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.conv = frame_conv(layer.conv)
        time, down, across = layer.stride
        self.factors = (int(time), int(down), int(across))
        self.residual, self.upscale = bool(layer.residual), int(layer.upscale_factor)
        #: Numbers that come out for each one that goes in.
        self.growth = math.prod(self.factors) // self.upscale

    def forward(self, chunks: Chunks) -> Chunks:
        unfolded = [self.unfold(x) for x in self.conv(chunks)]
        if self.residual:
            unfolded = [y + self.unfold(x).repeat(1, self.growth, 1, 1) for x, y in zip(chunks, unfolded, strict=True)]
        return [unfolded[0][self.factors[0] - 1 :], *unfolded[1:]]

    def unfold(self, x: Tensor) -> Tensor:
        return unfold_frames(x, self.factors)


class FrameBlock(nn.Module):
    """The middle, or one of the blocks that lead up."""

    def __init__(self, block: Any) -> None:
        super().__init__()
        conv_in = getattr(block, "conv_in", None)
        if conv_in is not None and conv_in.scale_shift_table is not None:
            raise ConvertError("a decoder block with a timestep changes its width, which no released LTX-Video does; use 0.9.0, 0.9.6 or 0.9.8.")
        self.conv_in = None if conv_in is None else FrameResnet(conv_in)
        self.upsamplers = nn.ModuleList(FrameUpsampler(layer) for layer in getattr(block, "upsamplers", None) or [])
        self.resnets = nn.ModuleList(FrameResnet(resnet) for resnet in block.resnets)
        self.time_embedder = block.time_embedder

    def growth(self, axis: int) -> int:
        """Rows (1) or columns (2) that come out for each that goes in."""
        return math.prod(upsampler.factors[axis] for upsampler in self.upsamplers if isinstance(upsampler, FrameUpsampler))

    def halo(self, axis: int, after: int) -> int:
        """How far around its own place a pixel looks if what is behind this block looks `after` pixels around."""
        after += sum(resnet.reach for resnet in self.resnets if isinstance(resnet, FrameResnet))
        for upsampler in reversed(self.upsamplers):
            assert isinstance(upsampler, FrameUpsampler)
            after = -(-after // upsampler.factors[axis]) + upsampler.conv.reach
        return after + (0 if self.conv_in is None else self.conv_in.reach)

    def forward(self, chunks: Chunks, time: Tensor | None, largest: int) -> Chunks:
        if self.conv_in is not None:
            chunks = self.conv_in(chunks, None)
        embedded = embed_time(self.time_embedder, time)
        for upsampler in self.upsamplers:
            assert isinstance(upsampler, FrameUpsampler)
            chunks = upsampler(rechunk(chunks, largest, upsampler.growth * chunks[0][0].numel()))
        for resnet in self.resnets:
            chunks = resnet(chunks, embedded)
        return chunks


def embed_time(embedder: Any, time: Tensor | None) -> Tensor | None:
    if embedder is None or time is None:
        return None
    embedded: Tensor = embedder(timestep=time, resolution=None, aspect_ratio=None, batch_size=1, hidden_dtype=time.dtype)
    return embedded


Tiles = tuple[int, int]
WHOLE: Tiles = (1, 1)


def scaled(part: slice, factor: int) -> slice:
    return slice(part.start * factor, part.stop * factor)


def tile_ranges(length: int, halo: int, tiles: int) -> list[tuple[slice, slice]]:
    """Where tiles lie along one side: with their halo, and what of that is their own."""
    edges = [length * index // tiles for index in range(tiles + 1)]
    return [(slice(max(0, start - halo), min(length, end + halo)), slice(min(start, halo), min(start, halo) + end - start)) for start, end in pairwise(edges)]


class FrameDecoder(nn.Module):
    """latents [N, C, h, w] -> frames [1 + (N - 1) * 8, 3, H, W] in -1..1, not clamped.

    The last block takes most of the memory. With several `tiles`, along rows and columns, it goes over one after the other, each with the
    pixels around it that its own depend on, so that the frames are the same.
    """

    def __init__(self, decoder: Any, timestep: float | None, largest: int = LARGEST_SCORES, tiles: Tiles = WHOLE) -> None:
        super().__init__()
        self.conv_in, self.conv_out = frame_conv(decoder.conv_in), frame_conv(decoder.conv_out)
        self.blocks = nn.ModuleList(FrameBlock(block) for block in [decoder.mid_block, *decoder.up_blocks])
        self.patch, self.largest, self.tiles, self.timestep = int(decoder.patch_size), largest, tiles, timestep
        self.time_embedder, self.scale_shift_table = decoder.time_embedder, decoder.scale_shift_table
        self.timestep_scale_multiplier = decoder.timestep_scale_multiplier
        assert int(decoder.patch_size_t) == 1

    def forward(self, latents: Tensor) -> Tensor:
        time = None
        if self.timestep_scale_multiplier is not None and self.timestep is not None:
            time = torch.full((1,), self.timestep) * self.timestep_scale_multiplier
        chunks = self.conv_in([latents])
        for block in self.blocks[:-1]:
            chunks = block(chunks, time, self.largest)
        last = self.blocks[-1]
        assert isinstance(last, FrameBlock)
        if self.tiles == WHOLE:
            return self.finish(last(chunks, time, self.largest), time)
        down, across = (last.growth(axis) * self.patch for axis in (1, 2))
        # Chunks are smaller than tiles, or else there are as many values at a time as without.
        largest = self.largest // 2
        bands = []
        for rows, own_rows in self.ranges(last, chunks[0].shape[2], 1):
            tiles = []
            for columns, own_columns in self.ranges(last, chunks[0].shape[3], 2):
                frames = self.finish(last([x[:, :, rows, columns] for x in chunks], time, largest), time)
                tiles.append(frames[:, :, scaled(own_rows, down), scaled(own_columns, across)])
            bands.append(torch.cat(tiles, dim=3))
        return torch.cat(bands, dim=2)

    def ranges(self, last: FrameBlock, length: int, axis: int) -> list[tuple[slice, slice]]:
        return tile_ranges(length, last.halo(axis, self.conv_out.reach), min(self.tiles[axis - 1], length))

    def finish(self, chunks: Chunks, time: Tensor | None) -> Tensor:
        shift, scale = self.modulation(time)
        chunks = self.conv_out([F.silu(modulate(channel_rms_norm(x, NORM_EPS), shift, scale)) for x in chunks])
        return torch.cat([unpatchify(x, self.patch) for x in chunks])

    def modulation(self, time: Tensor | None) -> tuple[Tensor | None, Tensor | None]:
        embedded = embed_time(self.time_embedder, time)
        if embedded is None or self.scale_shift_table is None:
            return None, None
        shift, scale = (embedded.unflatten(1, (2, -1)) + self.scale_shift_table[None]).unbind(1)
        return as_rows(shift), as_rows(scale)


def unpatchify(x: Tensor, patch: int) -> Tensor:
    """The reverse of the encoder's order: columns before rows within a patch."""
    frames, channels, height, width = x.shape
    x = x.view(frames, channels // patch**2, patch, patch, height, width).permute(0, 1, 4, 3, 5, 2)
    return x.reshape(frames, -1, height * patch, width * patch)
