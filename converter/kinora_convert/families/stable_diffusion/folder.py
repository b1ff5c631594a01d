"""Stable Diffusion from a folder as diffusers writes it."""

from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.safetensors_source import open_component, read_config
from kinora_convert.checkpoints.source import RenamedSource
from kinora_convert.families.stable_diffusion.clip import clip_key
from kinora_convert.families.stable_diffusion.family import StableDiffusionCheckpoint
from kinora_convert.families.stable_diffusion.tokenizer import tokenizer_settings, writer

#: Layers of the autoencoder's attention had other names before diffusers 0.18.
OLD_ATTENTION = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}


def vae_key(key: str) -> str | None:
    parts = key.split(".")
    if "attentions" in parts:
        parts = [OLD_ATTENTION.get(part, part) for part in parts]
    return ".".join(parts)


def open_folder(folder: Path) -> StableDiffusionCheckpoint:
    """@raises ConvertError when a part is missing"""
    tokenizer = folder / "tokenizer"
    return StableDiffusionCheckpoint(
        name=str(folder),
        text_encoder=RenamedSource(open_component(folder / "text_encoder"), clip_key),
        unet=open_component(folder / "unet"),
        vae=RenamedSource(open_component(folder / "vae"), vae_key),
        text_config=text_config(read_config(folder / "text_encoder" / "config.json")),
        unet_config=read_config(folder / "unet" / "config.json"),
        vae_config=read_config(folder / "vae" / "config.json"),
        scheduler_config=read_config(folder / "scheduler" / "scheduler_config.json"),
        tokenizer=tokenizer_settings(tokenizer),
        write_tokenizer=writer(tokenizer),
    )


def text_config(config: dict[str, Any]) -> dict[str, Any]:
    """Some folders hold the configuration of all of CLIP."""
    inner = config.get("text_config")
    return inner if isinstance(inner, dict) and "hidden_size" not in config else config
