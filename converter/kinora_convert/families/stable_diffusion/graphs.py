"""The three graphs of Stable Diffusion."""

import math
from collections.abc import Mapping
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor, nn

from kinora_convert.export.graph import Graph, Input
from kinora_convert.families.stable_diffusion.clip import ClipTextEncoder
from kinora_convert.rewrites.build import described_model
from kinora_convert.rewrites.diffusers_attention import fuse_attention
from kinora_convert.rewrites.embedding import shrink_embeddings
from kinora_convert.rewrites.precision import Precision, apply_precision
from kinora_convert.rewrites.recipe import describe_module

#: Pixels to a latent, along each side.
STRIDE = 8
#: Tokens of a prompt.
PROMPT_TOKENS = 77
SMALL_NORMS_AND_TIMES = ("time_embedding", "time_emb_proj", "conv_in", "conv_out")


def stays_exact(name: str) -> bool:
    """What is small and decides much: the embedding of the timestep, the first and the last convolution."""
    return any(part in name.split(".") for part in SMALL_NORMS_AND_TIMES)


def noise(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)))


def text_encoder_graph(config: Mapping[str, Any], precision: Precision, vocabulary: int) -> Graph:
    with torch.device("meta"):
        module = ClipTextEncoder(config).eval()
    describe_module(module)
    apply_precision(module, precision)
    shrink_embeddings(module, precision)
    tokens = torch.zeros(1, PROMPT_TOKENS, dtype=torch.int32)
    tokens[0, :6] = torch.tensor([vocabulary - 2, 3, 1, 4, 2, vocabulary - 1], dtype=torch.int32)
    return Graph(module, {"tokens": Input("tokens", tokens)}, {"text": "text"})


class DenoiserGraph(nn.Module):
    """latents [1, C, h, w], timestep [1], text [1, L, D] -> what the network was trained to predict."""

    def __init__(self, unet: nn.Module, guidance: Tensor | None) -> None:
        super().__init__()
        self.unet = unet
        #: Of models that were distilled with guidance (LCM): its embedding [1, W].
        self.register_buffer("guidance", guidance, persistent=False)

    def forward(self, latents: Tensor, timestep: Tensor, text: Tensor) -> Tensor:
        prediction: Tensor = self.unet(latents, timestep, text, timestep_cond=self.guidance, return_dict=False)[0]
        return prediction


def guidance_embedding(scale: float, width: int) -> Tensor:
    """As LCM embeds w = scale - 1: sines, then cosines, of 1000 w."""
    half = width // 2
    frequencies = torch.exp(torch.arange(half, dtype=torch.float32) * -(math.log(10000.0) / (half - 1)))
    angles = (scale - 1) * 1000.0 * frequencies[None]
    embedding = torch.cat([angles.sin(), angles.cos()], dim=1)
    return embedding if width % 2 == 0 else torch.nn.functional.pad(embedding, (0, 1))


def denoiser_graph(config: Mapping[str, Any], precision: Precision, size: tuple[int, int], guidance: float) -> Graph:
    unet = described_model(UNet2DConditionModel, config, "unet")
    fuse_attention(unet)
    apply_precision(unet, precision, stays_exact)
    width = config.get("time_cond_proj_dim")
    module = DenoiserGraph(unet, None if width is None else guidance_embedding(guidance, int(width)))
    channels, (across, down) = int(config["in_channels"]), size
    text_width = config["cross_attention_dim"]
    inputs = {
        "latents": Input("latents", noise(1, channels, down // STRIDE, across // STRIDE)),
        "timestep": Input("timestep", torch.tensor([999.0])),
        "text": Input("text", noise(1, PROMPT_TOKENS, text_width)),
    }
    return Graph(module, inputs, {"prediction": "prediction"})


class DecoderGraph(nn.Module):
    """latents [1, C, h, w], already divided by the scaling factor -> image [1, 3, H, W] in -1..1."""

    def __init__(self, vae: Any) -> None:
        super().__init__()
        self.post_quant_conv, self.decoder = vae.post_quant_conv, vae.decoder

    def forward(self, latents: Tensor) -> Tensor:
        z = latents if self.post_quant_conv is None else self.post_quant_conv(latents)
        image: Tensor = self.decoder(z)
        return image


def decoder_graph(config: Mapping[str, Any], precision: Precision, size: tuple[int, int]) -> Graph:
    vae: Any = described_model(AutoencoderKL, config, "vae")
    fuse_attention(vae)
    apply_precision(vae, precision, stays_exact)
    channels, (across, down) = int(config.get("latent_channels", 4)), size
    inputs = {"latents": Input("latents", noise(1, channels, down // STRIDE, across // STRIDE))}
    return Graph(DecoderGraph(vae), inputs, {"image": "image"})
