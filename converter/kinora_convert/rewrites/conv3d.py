"""3-D convolutions as sums of 2-D ones, over frames that lie in the batch.

ONNX Runtime Web computes 3-D convolutions element by element, and grouped ones not at all. A video is a list of chunks, each
[frames, C, H, W], so that no tensor is larger than a GPU buffer.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from kinora_convert.rewrites.recipe import derive

Chunks = list[Tensor]


def plane(conv: nn.Conv3d, compute: Callable[[Tensor], Tensor], with_bias: bool) -> nn.Conv2d:
    """A 2-D convolution whose weights are computed from those of a 3-D one."""
    _, down, across = conv.kernel_size
    with torch.device("meta"):
        flat = nn.Conv2d(
            conv.in_channels,
            conv.out_channels,
            (down, across),
            stride=(conv.stride[1], conv.stride[2]),
            padding=(int(conv.padding[1]), int(conv.padding[2])),
            groups=conv.groups,
            bias=with_bias,
        )
    flat.weight = derive(compute, conv.weight)
    if with_bias:
        assert conv.bias is not None
        flat.bias = derive(lambda bias: bias, conv.bias)
    return flat


def summed_taps(conv: nn.Conv3d) -> nn.Conv2d:
    """For one frame that is repeated before itself: every tap of time sees the same frame."""
    return plane(conv, lambda weight: weight.sum(2), conv.bias is not None)


def tap(index: int) -> Callable[[Tensor], Tensor]:
    return lambda weight: weight[:, :, index].contiguous()


class FrameConv(nn.Module):
    """A 3-D convolution of stride 1 whose first and last frames are repeated at the ends: on both sides, or only before (causal)."""

    def __init__(self, conv: nn.Conv3d, causal: bool) -> None:
        super().__init__()
        length = conv.kernel_size[0]
        assert conv.stride[0] == 1
        assert conv.dilation == (1, 1, 1)
        self.before = length - 1 if causal else (length - 1) // 2
        self.after = 0 if causal else (length - 1) // 2
        self.taps = nn.ModuleList(plane(conv, tap(index), index == 0 and conv.bias is not None) for index in range(length))
        #: Pixels around its own that a result depends on, along each side.
        self.reach = max(int(conv.padding[1]), int(conv.padding[2]))

    def forward(self, chunks: Chunks) -> Chunks:
        return [self.convolve(self.padded(chunks, index), chunk.shape[0]) for index, chunk in enumerate(chunks)]

    def padded(self, chunks: Chunks, index: int) -> Tensor:
        """A chunk with the frames that its ends need, from its neighbours or repeated."""
        if self.before == 0 and self.after == 0:
            return chunks[index]
        before = frames_before(chunks, index, self.before)
        after = frames_after(chunks, index, self.after)
        return torch.cat([*before, chunks[index], *after])

    def convolve(self, frames: Tensor, count: int) -> Tensor:
        result = self.taps[0](frames[:count])
        for index in range(1, len(self.taps)):
            result = result + self.taps[index](frames[index : index + count])
        return result


def frames_before(chunks: Chunks, index: int, count: int) -> list[Tensor]:
    """The last `count` frames before a chunk; where there are none, the first of all."""
    found: list[Tensor] = []
    for chunk in reversed(chunks[:index]):
        for frame in range(chunk.shape[0] - 1, -1, -1):
            if len(found) < count:
                found.insert(0, chunk[frame : frame + 1])
    return [chunks[0][:1]] * (count - len(found)) + found


def frames_after(chunks: Chunks, index: int, count: int) -> list[Tensor]:
    """The first `count` frames behind a chunk; where there are none, the last of all."""
    found: list[Tensor] = []
    for chunk in chunks[index + 1 :]:
        for frame in range(chunk.shape[0]):
            if len(found) < count:
                found.append(chunk[frame : frame + 1])
    return found + [chunks[-1][-1:]] * (count - len(found))


def split_frames(video: Tensor, largest: int, numbers_per_frame: int) -> Chunks:
    """[frames, C, H, W] in chunks, such that `numbers_per_frame` float32 numbers for each frame fit into `largest` bytes."""
    frames = max(1, largest // (4 * numbers_per_frame))
    return list(video.split(frames)) if frames < video.shape[0] else [video]


def rechunk(chunks: Chunks, largest: int, numbers_per_frame: int) -> Chunks:
    """The same frames in chunks that are small enough."""
    return [part for chunk in chunks for part in split_frames(chunk, largest, numbers_per_frame)]
