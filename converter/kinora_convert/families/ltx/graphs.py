"""The four graphs of LTX-Video."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from diffusers import AutoencoderKLLTXVideo, LTXVideoTransformer3DModel
from torch import Tensor, nn

from kinora_convert.export.graph import Graph, Input
from kinora_convert.families.ltx.decoder import WHOLE, FrameDecoder, Tiles
from kinora_convert.families.ltx.denoiser import LtxDenoiser, LtxRotary
from kinora_convert.families.ltx.encoder import PictureEncoder
from kinora_convert.families.ltx.t5 import T5Encoder
from kinora_convert.rewrites.build import described_model
from kinora_convert.rewrites.embedding import shrink_embeddings
from kinora_convert.rewrites.precision import Precision, apply_precision
from kinora_convert.rewrites.recipe import derive, describe_module

STRIDE = 32
PROMPT_TOKENS = 128
#: What the released recipes decode with: a little noise, and its level.
DECODE_NOISE, DECODE_TIMESTEP = 0.025, 0.05
TEXT, TRANSFORMER, VAE = "text_encoder.", "transformer.", "vae."


@dataclass(frozen=True)
class LtxConfigs:
    text: Mapping[str, Any]
    transformer: Mapping[str, Any]
    vae: Mapping[str, Any]


@dataclass(frozen=True)
class LtxShape:
    """Latents of a window, the clean one in front included, and their rows and columns."""

    frames: int
    height: int
    width: int
    fps: float


def noise(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(sum(shape)))


def transformer_model(configs: LtxConfigs) -> Any:
    return described_model(LTXVideoTransformer3DModel, configs.transformer, "transformer", TRANSFORMER)


def vae_model(configs: LtxConfigs) -> Any:
    return described_model(AutoencoderKLLTXVideo, configs.vae, "vae", VAE)


def keeps_time(name: str) -> bool:
    """What is small and decides much: the embedding of the time, the first and the last layer."""
    return any(part in name.split(".") for part in ("time_embed", "proj_in", "proj_out", "time_embedder", "conv_in", "conv_out"))


class TextGraph(nn.Module):
    """tokens and mask -> text as wide as the transformer is, and the mask once more"""

    def __init__(self, encoder: T5Encoder, projection: nn.Module) -> None:
        super().__init__()
        self.encoder, self.projection = encoder, projection

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        result: Tensor = self.projection(self.encoder(tokens, mask))
        return result


def text_encoder_graph(configs: LtxConfigs, precision: Precision) -> Graph:
    with torch.device("meta"):
        encoder = T5Encoder(configs.text).eval()
    describe_module(encoder, TEXT)
    encoder.fix_length(PROMPT_TOKENS)
    module = TextGraph(encoder, transformer_model(configs).caption_projection)
    apply_precision(module, precision)
    shrink_embeddings(module, precision)
    tokens, mask = torch.zeros(1, PROMPT_TOKENS, dtype=torch.int32), torch.zeros(1, PROMPT_TOKENS)
    tokens[0, :5], mask[0, :5] = torch.tensor([7, 3, 9, 4, 1], dtype=torch.int32), 1.0
    return Graph(module, {"tokens": Input("tokens", tokens), "mask": Input("tokenMask", mask)}, {"text": "text"})


class DenoiserGraph(nn.Module):
    """One clean latent, the first frame's or the end of the window before, stands in front of the noisy ones."""

    def __init__(self, denoiser: LtxDenoiser) -> None:
        super().__init__()
        self.denoiser = denoiser

    def forward(self, latents: Tensor, sigma: Tensor, text: Tensor, text_mask: Tensor, first_frame: Tensor, context: Tensor, context_mask: Tensor) -> Tensor:
        clean = torch.lerp(first_frame, context[:, 0], context_mask[:, :, None, None])
        times = torch.cat([torch.zeros_like(sigma), sigma.expand(latents.shape[1])])
        return self.denoiser(torch.cat([clean, latents[0]]), times, text, text_mask)[1:][None]


def denoiser_graph(configs: LtxConfigs, precision: Precision, shape: LtxShape) -> Graph:
    config = configs.transformer
    heads, head, channels = int(config["num_attention_heads"]), int(config["attention_head_dim"]), int(config["in_channels"])
    rotary = LtxRotary((shape.frames, shape.height, shape.width), shape.fps, heads, head)
    module = DenoiserGraph(LtxDenoiser(transformer_model(configs), rotary))
    apply_precision(module, precision, keeps_time)
    mask = torch.zeros(1, PROMPT_TOKENS)
    mask[0, :5] = 1.0
    inputs = {
        "latents": Input("latents", noise(1, shape.frames - 1, channels, shape.height, shape.width)),
        "sigma": Input("sigma", torch.tensor([0.6])),
        "text": Input("text", noise(1, PROMPT_TOKENS, heads * head)),
        "text_mask": Input("textMask", mask),
        "first_frame": Input("firstFrameLatents", noise(1, channels, shape.height, shape.width)),
        "context": Input("context", noise(1, 1, channels, shape.height, shape.width)),
        "context_mask": Input("contextMask", torch.zeros(1, 1)),
    }
    return Graph(module, inputs, {"prediction": "prediction"})


def as_rows(vector: Tensor) -> nn.Parameter:
    """The statistics of the latents, one number for each channel."""
    return derive(lambda values: values.view(1, -1, 1, 1), vector)


class FirstFrameGraph(nn.Module):
    """image [1, 3, H, W] in -1..1 -> normalised latents [1, C, h, w]"""

    def __init__(self, vae: Any, latent_channels: int) -> None:
        super().__init__()
        self.encoder = PictureEncoder(vae.encoder, latent_channels)
        self.mean, self.std = as_rows(vae.latents_mean), as_rows(vae.latents_std)

    def forward(self, image: Tensor) -> Tensor:
        return (self.encoder(image) - self.mean) / self.std


def first_frame_graph(configs: LtxConfigs, precision: Precision, shape: LtxShape) -> Graph:
    module = FirstFrameGraph(vae_model(configs), int(configs.vae["latent_channels"]))
    apply_precision(module, precision, keeps_time)
    image = torch.rand(1, 3, shape.height * STRIDE, shape.width * STRIDE, generator=torch.Generator().manual_seed(1)) * 2 - 1
    return Graph(module, {"image": Input("image", image)}, {"latents": "firstFrameLatents"})


class FramesGraph(nn.Module):
    """Latents with a clean one in front, and noise -> frames [1 + 8 * N, 3, H, W] in -1..1"""

    def __init__(self, vae: Any, noisy: bool, tiles: Tiles) -> None:
        super().__init__()
        self.decoder = FrameDecoder(vae.decoder, DECODE_TIMESTEP if noisy else None, tiles=tiles)
        self.mean, self.std = as_rows(vae.latents_mean), as_rows(vae.latents_std)

    def forward(self, latents: Tensor, noise: Tensor | None = None) -> Tensor:
        z = latents[0] * self.std + self.mean
        if noise is not None:
            z = (1 - DECODE_NOISE) * z + DECODE_NOISE * noise[0]
        frames: Tensor = self.decoder(z)
        return frames.clamp(-1, 1)


def decoder_graph(configs: LtxConfigs, precision: Precision, shape: LtxShape, tiles: Tiles = WHOLE) -> Graph:
    noisy = bool(configs.vae.get("timestep_conditioning"))
    module = FramesGraph(vae_model(configs), noisy, tiles)
    apply_precision(module, precision, keeps_time)
    size = (1, shape.frames, int(configs.vae["latent_channels"]), shape.height, shape.width)
    inputs = {"latents": Input("latents", noise(*size))}
    if noisy:
        inputs["noise"] = Input("noise", noise(*size).flip(-1).contiguous())
    return Graph(module, inputs, {"frames": "frames"})
