"""Norms over the channels of [B, C, H, W], without moving the channels to the end and back."""

import torch
from torch import Tensor, nn

from kinora_convert.rewrites.recipe import derive


def channel_rms_norm(x: Tensor, eps: float) -> Tensor:
    return x * torch.rsqrt((x * x).mean(1, keepdim=True) + eps)


class ChannelLayerNorm(nn.Module):
    def __init__(self, norm: nn.LayerNorm) -> None:
        super().__init__()
        self.weight = derive(lambda weight: weight.view(1, -1, 1, 1), norm.weight)
        self.bias = derive(lambda bias: bias.view(1, -1, 1, 1), norm.bias)
        self.eps = norm.eps

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean(1, keepdim=True)
        return channel_rms_norm(centred, self.eps) * self.weight + self.bias
