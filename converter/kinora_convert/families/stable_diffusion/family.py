"""Stable Diffusion as the half of a pack that draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.plan import GraphPlan, HalfPlan
from kinora_convert.families.stable_diffusion.clip import is_projection
from kinora_convert.families.stable_diffusion.graphs import STRIDE, decoder_graph, denoiser_graph, text_encoder_graph
from kinora_convert.families.stable_diffusion.schedule import USUAL_GUIDANCE, kind_of, schedule
from kinora_convert.rewrites.precision import Precision

DENOISER_PRECISION, TEXT_PRECISION, VAE_PRECISION = Precision("q8", "float16"), Precision("q8"), Precision("float16", "float16")
TITLES = {"turbo": "Stable Diffusion Turbo", "lcm": "Stable Diffusion with latent consistency", "plain": "Stable Diffusion"}


@dataclass(frozen=True)
class StableDiffusionCheckpoint:
    """Where the parts come from; names of tensors are those of diffusers and of this package's `ClipTextEncoder`."""

    name: str
    text_encoder: TensorSource
    unet: TensorSource
    vae: TensorSource
    text_config: Mapping[str, Any]
    unet_config: Mapping[str, Any]
    vae_config: Mapping[str, Any]
    scheduler_config: Mapping[str, Any]
    #: The `tokenizer` of the manifest without its file's size and hash, and what writes the file.
    tokenizer: Mapping[str, Any]
    write_tokenizer: Callable[[Path], None]


@dataclass(frozen=True)
class StableDiffusionOptions:
    size: tuple[int, int] = (512, 512)
    precision: Precision = DENOISER_PRECISION
    text_precision: Precision = TEXT_PRECISION
    vae_precision: Precision = VAE_PRECISION
    steps: int | None = None
    guidance: float | None = None


def plan(checkpoint: StableDiffusionCheckpoint, options: StableDiffusionOptions) -> HalfPlan:
    """@raises ConvertError when the parts do not fit each other or the options"""
    unet, vae = checkpoint.unet_config, checkpoint.vae_config
    check_configs(checkpoint)
    kind = kind_of(checkpoint.scheduler_config, unet)
    across, down = options.size
    if across % STRIDE or down % STRIDE:
        raise ConvertError(f"--size {across}x{down}: {checkpoint.name} draws in steps of {STRIDE} pixels; use {round_to(across)}x{round_to(down)}.")
    guidance = USUAL_GUIDANCE if options.guidance is None else options.guidance
    vocabulary = int(checkpoint.text_config.get("vocab_size", 49408))
    size, precision, text_precision, vae_precision = options.size, options.precision, options.text_precision, options.vae_precision
    text_config = checkpoint.text_config
    graphs = [
        GraphPlan("textEncoder", "text", checkpoint.text_encoder, lambda: text_encoder_graph(text_config, text_precision, vocabulary), text_precision.tag),
        GraphPlan("textToImage", "image", checkpoint.unet, lambda: denoiser_graph(unet, precision, size, guidance), precision.tag),
        GraphPlan("imageDecoder", "image", checkpoint.vae, lambda: decoder_graph(vae, vae_precision, size), vae_precision.tag),
    ]
    manifest = {
        "size": {"width": across, "height": down},
        "textEncoders": [{"graph": "textEncoder", "tokenizer": dict(checkpoint.tokenizer)}],
        "denoiser": "textToImage",
        "scheduler": schedule(checkpoint.scheduler_config, kind, options.steps, options.guidance),
        "latents": {
            "shape": [int(unet["in_channels"]), down // STRIDE, across // STRIDE],
            "scalingFactor": float(vae.get("scaling_factor", 0.18215)),
        },
        "decoder": {"graph": "imageDecoder", "range": [-1, 1]},
    }
    return HalfPlan(
        key="textToImage",
        title=TITLES[kind],
        description=f"Draws pictures of {across}x{down} from a prompt.",
        graphs=graphs,
        unused={checkpoint.vae.name: is_encoder, checkpoint.text_encoder.name: is_projection},
        manifest=manifest,
        licence={"name": "See the model card of the checkpoint", "mustAccept": True},
        credits=[{"name": Path(checkpoint.name).name, "license": "see its model card"}],
        tokenizers={checkpoint.tokenizer["file"]: checkpoint.write_tokenizer},
        fingerprint=repr([sorted(each.items(), key=str) for each in (text_config, unet, vae)] + [options]),
    )


def is_encoder(key: str) -> bool:
    """The half of the autoencoder that makes latents of pictures."""
    return key.startswith(("encoder.", "quant_conv."))


def round_to(pixels: int) -> int:
    return max(STRIDE, round(pixels / STRIDE) * STRIDE)


def check_configs(checkpoint: StableDiffusionCheckpoint) -> None:
    """@raises ConvertError for what this family does not have"""
    unet = checkpoint.unet_config
    if unet.get("addition_embed_type") is not None:
        raise ConvertError(f"{checkpoint.name} is an SDXL; the published ONNX files of SDXL-Turbo run as they are, see the catalogue.")
    if int(unet["in_channels"]) != int(checkpoint.vae_config.get("latent_channels", 4)):
        raise ConvertError(f"{checkpoint.name} is for inpainting or depth ({unet['in_channels']} channels); give one that draws from a prompt alone.")
    if int(unet["cross_attention_dim"]) != int(checkpoint.text_config["hidden_size"]):
        raise ConvertError(
            f"{checkpoint.name}: the U-Net wants text of {unet['cross_attention_dim']} numbers and the encoder gives "
            f"{checkpoint.text_config['hidden_size']}; use parts of one checkpoint."
        )
