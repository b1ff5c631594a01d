"""The three graphs of MobileI2V; first frame and frames by the autoencoder of LTX-Video 0.9.0."""

import math
from collections.abc import Mapping
from typing import Any

import torch
from diffusers import AutoencoderKLLTXVideo
from torch import Tensor, nn

from kinora_convert.export.graph import Graph, Input
from kinora_convert.families.ltx.decoder import WHOLE, FrameDecoder, Tiles
from kinora_convert.families.ltx.encoder import PictureEncoder
from kinora_convert.families.mobilei2v.config import WINDOW, MobileI2VConfig
from kinora_convert.families.mobilei2v.model import MobileI2V, rewrite
from kinora_convert.families.mobilei2v.rotary import RotaryTables, stretch_of
from kinora_convert.rewrites.build import described_model
from kinora_convert.rewrites.precision import Precision, apply_precision
from kinora_convert.rewrites.recipe import describe_module

#: Pixels to a latent, along each side.
STRIDE = 32
#: Of a picture that is decoded in one tile. At 1280x720 a value of the last block has 512 MB.
MOST_PIXELS = 400_000
#: The motion strength of the released example.
USUAL_FLOW = 2.0
KEPT_EXACT = ("x_embedder", "t_embedder", "flow_embedder", "final_layer")


def stays_exact(name: str) -> bool:
    """The first and the last layer, and the embeddings of time and motion."""
    return name.split(".")[0] in KEPT_EXACT


def grid_of(size: tuple[int, int]) -> tuple[int, int]:
    """Rows and columns of latents for a width and a height; a part of one counts as one."""
    return -(-size[1] // STRIDE), -(-size[0] // STRIDE)


def noise(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)))


class DenoiserGraph(nn.Module):
    """One clean latent, the first frame's or the end of the window before, stands in front of the noisy ones."""

    def __init__(self, model: MobileI2V, rotary: RotaryTables) -> None:
        super().__init__()
        self.model, self.rotary = model, rotary

    def forward(self, latents: Tensor, sigma: Tensor, first_frame: Tensor, context: Tensor, context_mask: Tensor, flow: Tensor) -> Tensor:
        """latents [1, 2, C, h, w], sigma [1], first_frame [1, C, h, w], context [1, 1, C, h, w] -> velocity, as latents."""
        clean = torch.lerp(first_frame, context[:, 0], context_mask[:, :, None, None])
        window = torch.cat([clean, latents[0]])
        times = torch.cat([torch.zeros_like(sigma), *[sigma] * (WINDOW - 1)])
        return self.model(window, times, flow, self.rotary)[1:][None]


def denoiser_graph(config: MobileI2VConfig, precision: Precision, size: tuple[int, int], sparsity: float = 0.0) -> Graph:
    with torch.device("meta"):
        model = MobileI2V(config).eval()
    describe_module(model)
    rewrite(model, sparsity)
    apply_precision(model, precision, stays_exact)
    height, width = grid_of(size)
    module = DenoiserGraph(model, RotaryTables((WINDOW, height, width), stretch_of(height, width)))
    channels = config.channels
    inputs = {
        "latents": Input("latents", noise(1, WINDOW - 1, channels, height, width)),
        "sigma": Input("sigma", torch.tensor([0.6])),
        "first_frame": Input("firstFrameLatents", noise(1, channels, height, width)),
        "context": Input("context", noise(1, 1, channels, height, width)),
        "context_mask": Input("contextMask", torch.zeros(1, 1)),
        "flow": Input("motion", torch.tensor([USUAL_FLOW])),
    }
    return Graph(module, inputs, {"prediction": "prediction"})


def vae_model(config: Mapping[str, Any]) -> Any:
    return described_model(AutoencoderKLLTXVideo, config, "the autoencoder")


def first_frame_graph(config: Mapping[str, Any], precision: Precision, size: tuple[int, int]) -> Graph:
    """image [1, 3, H, W] in -1..1 -> latents of the first frame [1, C, h, w]"""
    module = PictureEncoder(vae_model(config).encoder, int(config["latent_channels"]))
    apply_precision(module, precision, first_or_last)
    image = torch.rand(1, 3, size[1], size[0], generator=torch.Generator().manual_seed(1)) * 2 - 1
    return Graph(module, {"image": Input("image", image)}, {"latents": "firstFrameLatents"})


class FramesGraph(nn.Module):
    """The latents of a window with a clean one in front -> frames [1 + 8 * 2, 3, H, W] in -1..1; rows below the picture's are cut off."""

    def __init__(self, decoder: FrameDecoder, height: int) -> None:
        super().__init__()
        self.decoder, self.height = decoder, height

    def forward(self, latents: Tensor) -> Tensor:
        frames: Tensor = self.decoder(latents[0])
        return frames[:, :, : self.height].clamp(-1, 1)


def usual_tiles(size: tuple[int, int]) -> Tiles:
    """So many that the decoder fits into WebAssembly's 4 GiB beside its weights."""
    rows, columns = (length * STRIDE for length in grid_of(size))
    along = math.ceil(math.sqrt(rows * columns / MOST_PIXELS))
    return along, along


def decoder_graph(config: Mapping[str, Any], precision: Precision, size: tuple[int, int], tiles: Tiles = WHOLE) -> Graph:
    decoder = FrameDecoder(vae_model(config).decoder, None, tiles=tiles)
    apply_precision(decoder, precision, first_or_last)
    latents = noise(1, WINDOW, int(config["latent_channels"]), *grid_of(size))
    return Graph(FramesGraph(decoder, size[1]), {"latents": Input("latents", latents)}, {"frames": "frames"})


def first_or_last(name: str) -> bool:
    """The convolutions at both ends are small and seen at once."""
    return name.split(".")[0] in ("conv_in", "conv_out")
