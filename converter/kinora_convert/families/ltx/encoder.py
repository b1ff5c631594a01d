"""LTX-Video's encoder for one frame: causal and padded with that frame, so that it is a 2-D network."""

from typing import Any

import torch.nn.functional as F
from torch import Tensor, nn

from kinora_convert.errors import ConvertError
from kinora_convert.rewrites.conv3d import summed_taps
from kinora_convert.rewrites.norms import ChannelLayerNorm, channel_rms_norm

#: Of the norms between the convolutions.
NORM_EPS = 1e-8


def patchify(image: Tensor, patch: int) -> Tensor:
    """[1, C, H, W] -> [1, C * patch * patch, H / patch, W / patch], with columns before rows within a patch."""
    batch, channels, height, width = image.shape
    x = image.view(batch, channels, height // patch, patch, width // patch, patch)
    return x.permute(0, 1, 5, 3, 2, 4).reshape(batch, channels * patch * patch, height // patch, width // patch)


class PictureResnet(nn.Module):
    def __init__(self, block: Any) -> None:
        super().__init__()
        self.conv1, self.conv2 = summed_taps(block.conv1.conv), summed_taps(block.conv2.conv)
        shortcut = block.conv_shortcut
        self.norm3 = None if shortcut is None else ChannelLayerNorm(block.norm3)
        self.conv_shortcut = None if shortcut is None else summed_taps(shortcut.conv)

    def forward(self, x: Tensor) -> Tensor:
        h = self.conv1(F.silu(channel_rms_norm(x, NORM_EPS)))
        h = self.conv2(F.silu(channel_rms_norm(h, NORM_EPS)))
        if self.conv_shortcut is not None and self.norm3 is not None:
            x = self.conv_shortcut(self.norm3(x))
        return x + h


class PictureDownsampler(nn.Module):
    """From 0.9.5 on: pixels into channels, beside the mean of neighbours. In time the frame stands for itself and the one before."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.conv = summed_taps(layer.conv.conv)
        self.frames, self.down, self.across = (int(part) for part in layer.stride)
        self.group = int(layer.group_size)

    def folded(self, x: Tensor) -> Tensor:
        """[1, C, H, W] -> [1, C * frames * down * across, H / down, W / across]; all frames are the same."""
        batch, channels, height, width = x.shape
        x = x.view(batch, channels, height // self.down, self.down, width // self.across, self.across)
        x = x.permute(0, 1, 3, 5, 2, 4)
        x = x[:, :, None].expand(-1, -1, self.frames, -1, -1, -1, -1)
        return x.reshape(batch, -1, height // self.down, width // self.across)

    def forward(self, x: Tensor) -> Tensor:
        residual = self.folded(x)
        residual = residual.view(residual.shape[0], -1, self.group, *residual.shape[2:]).mean(2)
        return self.folded(self.conv(x)) + residual


class PictureEncoder(nn.Module):
    """image [1, 3, H, W] in -1..1 -> mean of the latents [1, C, h, w]."""

    def __init__(self, encoder: Any, latent_channels: int) -> None:
        super().__init__()
        if not encoder.conv_in.is_causal:
            raise ConvertError("the autoencoder's encoder is not causal, so that one frame cannot be encoded alone; use LTX-Video 0.9.x.")
        self.patch, self.latent_channels = int(encoder.patch_size), latent_channels
        self.conv_in = summed_taps(encoder.conv_in.conv)
        layers: list[nn.Module] = []
        for block in [*encoder.down_blocks, encoder.mid_block]:
            layers.extend(PictureResnet(resnet) for resnet in block.resnets)
            for downsampler in getattr(block, "downsamplers", None) or []:
                layers.append(PictureDownsampler(downsampler) if hasattr(downsampler, "group_size") else summed_taps(downsampler.conv))
            if getattr(block, "conv_out", None) is not None:
                layers.append(PictureResnet(block.conv_out))
        self.layers = nn.ModuleList(layers)
        self.conv_out = summed_taps(encoder.conv_out.conv)

    def forward(self, image: Tensor) -> Tensor:
        x = self.conv_in(patchify(image, self.patch))
        for layer in self.layers:
            x = layer(x)
        x = self.conv_out(F.silu(channel_rms_norm(x, NORM_EPS)))
        return x[:, : self.latent_channels]
