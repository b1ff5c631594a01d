"""LTX-Video 2B as the half of a pack that sets pictures in motion."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.decoder import WHOLE, Tiles
from kinora_convert.families.ltx.graphs import (
    PROMPT_TOKENS,
    STRIDE,
    TEXT,
    TRANSFORMER,
    VAE,
    LtxConfigs,
    LtxShape,
    decoder_graph,
    denoiser_graph,
    first_frame_graph,
    text_encoder_graph,
)
from kinora_convert.families.plan import GraphPlan, HalfPlan
from kinora_convert.rewrites.precision import Precision

FPS = 24
CARD = "https://huggingface.co/Lightricks/LTX-Video"
USUAL_SIZE = (704, 480)
USUAL_FRAMES = 65
DENOISER_PRECISION, TEXT_PRECISION, VAE_PRECISION = Precision("q8"), Precision("q4"), Precision("float16", "float16")
__all__ = ["PROMPT_TOKENS", "TEXT", "TRANSFORMER", "USUAL_FRAMES", "USUAL_SIZE", "VAE", "LtxCheckpoint", "LtxOptions", "plan"]


@dataclass(frozen=True)
class LtxCheckpoint:
    """`source` has the parts under the prefixes TEXT, TRANSFORMER and VAE, with the names of diffusers and of this package's `T5Encoder`."""

    name: str
    source: TensorSource
    configs: LtxConfigs
    #: Noise levels from 1 to 0.
    sigmas: list[float]
    #: The `tokenizer` of the manifest without its file's size and hash, and what writes the file.
    tokenizer: Mapping[str, Any]
    write_tokenizer: Callable[[Path], None]


@dataclass(frozen=True)
class LtxOptions:
    size: tuple[int, int] = USUAL_SIZE
    #: Of a window, the clean first one included: 8 for each latent and 1.
    frames: int = USUAL_FRAMES
    precision: Precision = DENOISER_PRECISION
    text_precision: Precision = TEXT_PRECISION
    vae_precision: Precision = VAE_PRECISION
    #: Rows and columns of tiles that the decoder's last block goes over, one after the other.
    decode_tiles: Tiles = WHOLE


def plan(checkpoint: LtxCheckpoint, options: LtxOptions) -> HalfPlan:
    """@raises ConvertError when the parts do not fit each other or the options"""
    configs, source = checkpoint.configs, checkpoint.source
    check(checkpoint, options)
    across, down = options.size
    shape = LtxShape(1 + (options.frames - 1) // 8, down // STRIDE, across // STRIDE, FPS)
    precision, text_precision, vae_precision = options.precision, options.text_precision, options.vae_precision
    graphs = [
        GraphPlan("videoTextEncoder", "text", source, lambda: text_encoder_graph(configs, text_precision), text_precision.tag),
        GraphPlan("firstFrame", "firstFrame", source, lambda: first_frame_graph(configs, vae_precision, shape), vae_precision.tag),
        GraphPlan("imageToVideo", "motion", source, lambda: denoiser_graph(configs, precision, shape), precision.tag),
        GraphPlan("videoDecoder", "decode", source, lambda: decoder_graph(configs, vae_precision, shape, options.decode_tiles), vae_precision.tag),
    ]
    manifest = {
        "size": {"width": across, "height": down},
        "textEncoders": [{"graph": "videoTextEncoder", "tokenizer": dict(checkpoint.tokenizer)}],
        "denoiser": "imageToVideo",
        "scheduler": {"kind": "flow", "sigmas": checkpoint.sigmas, "prediction": "velocity", "stochastic": True},
        "latents": {"shape": [int(configs.transformer["in_channels"]), shape.height, shape.width]},
        "firstFrame": {"graph": "firstFrame", "range": [-1, 1]},
        "window": {"latents": shape.frames - 1, "context": 1, "fps": FPS},
        "decoder": {"mode": "perWindow", "graph": "videoDecoder", "range": [-1, 1], "framesPerLatent": {"first": 1, "rest": 8}, "overlap": 1},
        "motion": {"mode": "none"},
        "capabilities": [],
    }
    return HalfPlan(
        key="imageToVideo",
        title="LTX-Video",
        description=f"Sets a picture of {across}x{down} in motion as a prompt says.",
        graphs=graphs,
        unused={},
        manifest=manifest,
        licence={"name": "See the model card of Lightricks/LTX-Video", "url": CARD, "mustAccept": True},
        credits=[{"name": "LTX-Video", "license": "see its model card", "url": CARD}],
        tokenizers={checkpoint.tokenizer["file"]: checkpoint.write_tokenizer},
        notes=["Not confirmed: windows after the first begin with the last latent of the one before; the published pipelines encode frames again."],
        fingerprint=repr([sorted(each.items(), key=str) for each in (configs.text, configs.transformer, configs.vae)] + [options]),
    )


def check(checkpoint: LtxCheckpoint, options: LtxOptions) -> None:
    configs, (across, down) = checkpoint.configs, options.size
    if across % STRIDE or down % STRIDE:
        nearest = "x".join(str(max(STRIDE, round(side / STRIDE) * STRIDE)) for side in options.size)
        raise ConvertError(f"--size {across}x{down}: LTX-Video wants multiples of {STRIDE}; use {nearest}.")
    if options.frames % 8 != 1 or not 9 <= options.frames <= 257:
        raise ConvertError(f"--window {options.frames}: a window has 8 frames for each latent and 1, from 9 to 257; use {USUAL_FRAMES}.")
    if int(configs.transformer["caption_channels"]) != int(configs.text["d_model"]):
        raise ConvertError(
            f"{checkpoint.name}: the transformer wants text of {configs.transformer['caption_channels']} numbers and the encoder gives "
            f"{configs.text['d_model']}; use T5 1.1 XXL."
        )
    if int(configs.transformer["num_layers"]) > 32:
        raise ConvertError(f"{checkpoint.name} is an LTX-Video of 13 B or more, which no browser holds; use the 2B distilled one.")
    if int(configs.transformer.get("patch_size", 1)) != 1 or int(configs.transformer.get("patch_size_t", 1)) != 1:
        raise ConvertError(f"{checkpoint.name}: patches of several latents are not supported; use LTX-Video 2B 0.9.6 or 0.9.8.")
