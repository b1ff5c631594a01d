"""Stable Diffusion 1 and 2 from a single file, with the names of the original code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from kinora_convert.checkpoints.source import TensorInfo, TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.stable_diffusion.family import StableDiffusionCheckpoint
from kinora_convert.families.stable_diffusion.released import SCHEDULER, SD1_TEXT, SD1_UNET, SD2_TEXT, SD2_UNET, SD_VAE, TURBO_SCHEDULER
from kinora_convert.families.stable_diffusion.tokenizer import tokenizer_settings, writer

UNET, VAE = "model.diffusion_model.", "first_stage_model."
TEXT_1, TEXT_2 = "cond_stage_model.transformer.", "cond_stage_model.model."
MARK = f"{UNET}input_blocks.0.0.weight"
RESNET = {
    "in_layers.0": "norm1",
    "in_layers.2": "conv1",
    "emb_layers.1": "time_emb_proj",
    "out_layers.0": "norm2",
    "out_layers.3": "conv2",
    "skip_connection": "conv_shortcut",
}
UNET_ENDS = {"time_embed.0": "time_embedding.linear_1", "time_embed.2": "time_embedding.linear_2", "out.0": "conv_norm_out", "out.2": "conv_out"}
VAE_ATTENTION = {"norm": "group_norm", "q": "to_q", "k": "to_k", "v": "to_v", "proj_out": "to_out.0"}
OPENCLIP = {
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
    "attn.out_proj": "self_attn.out_proj",
}
#: Levels of the U-Net and of the autoencoder, and resnets of a level of the U-Net.
LEVELS, RESNETS = 4, 2


@dataclass(frozen=True)
class Part:
    """A tensor that is part of one in the file, or has another shape there."""

    key: str
    shape: tuple[int, ...]
    take: Callable[[Tensor], Tensor]


class PartSource:
    """Tensors that are taken out of those of a file."""

    def __init__(self, name: str, source: TensorSource, parts: Mapping[str, Part]) -> None:
        self.name, self._source, self._parts = name, source, parts

    def tensors(self) -> Mapping[str, TensorInfo]:
        infos = self._source.tensors()
        return {name: TensorInfo(part.shape, infos[part.key].dtype) for name, part in self._parts.items()}

    def read(self, key: str) -> Tensor:
        part = self._parts[key]
        return part.take(self._source.read(part.key))

    def fingerprint(self) -> str:
        return self._source.fingerprint()


def is_single_file(source: TensorSource) -> bool:
    return MARK in source.tensors()


def open_file(source: TensorSource, tokenizer: Path | None, turbo: bool) -> StableDiffusionCheckpoint:
    """@raises ConvertError when it is another model, or there is no tokenizer"""
    if tokenizer is None:
        raise ConvertError(f"{source.name} has no tokenizer; give the tokenizer folder of the same model with --tokenizer.")
    infos = source.tensors()
    second = any(key.startswith(TEXT_2) for key in infos)
    if not second and not any(key.startswith(TEXT_1) for key in infos):
        raise ConvertError(f"{source.name} has no text encoder of Stable Diffusion 1 or 2; give a folder of diffusers.")
    text_prefix, text_name = (TEXT_2, openclip_parts) if second else (TEXT_1, clip_parts)
    return StableDiffusionCheckpoint(
        name=source.name,
        text_encoder=PartSource(f"{source.name} ({text_prefix}*)", source, collect(infos, text_prefix, text_name)),
        unet=PartSource(f"{source.name} ({UNET}*)", source, collect(infos, UNET, unet_parts)),
        vae=PartSource(f"{source.name} ({VAE}*)", source, collect(infos, VAE, vae_parts)),
        text_config=SD2_TEXT if second else SD1_TEXT,
        unet_config=SD2_UNET if second else SD1_UNET,
        vae_config=SD_VAE,
        scheduler_config=TURBO_SCHEDULER if turbo else SCHEDULER,
        tokenizer=tokenizer_settings(tokenizer),
        write_tokenizer=writer(tokenizer),
    )


def collect(infos: Mapping[str, TensorInfo], prefix: str, parts_of: Callable[[str, TensorInfo], dict[str, Part]]) -> dict[str, Part]:
    """All parts of the tensors under a prefix. Names that no rule knows stay as they are, and are refused later."""
    parts: dict[str, Part] = {}
    for key, info in infos.items():
        if key.startswith(prefix):
            parts |= {name: Part(key, part.shape, part.take) for name, part in parts_of(key.removeprefix(prefix), info).items()}
    return parts


def whole(name: str, info: TensorInfo) -> dict[str, Part]:
    return {name: Part("", info.shape, lambda value: value)}


def renamed(name: str, names: Mapping[str, str]) -> str:
    """The longest beginning that the table knows is replaced."""
    for theirs in sorted(names, key=len, reverse=True):
        if name.startswith(theirs + "."):
            return names[theirs] + name.removeprefix(theirs)
    return name


def unet_parts(name: str, info: TensorInfo) -> dict[str, Part]:
    return whole(unet_name(name), info)


def unet_name(name: str) -> str:
    match = re.match(r"(input_blocks|middle_block|output_blocks)\.(\d+)\.(.*)", name)
    if match is None:
        return renamed(name, UNET_ENDS)
    group, index, rest = match[1], int(match[2]), match[3]
    if group == "middle_block":
        place = {0: "mid_block.resnets.0", 1: "mid_block.attentions.0", 2: "mid_block.resnets.1"}[index]
        return f"{place}.{renamed(rest, RESNET)}"
    layer, inner = rest.split(".", 1)
    if group == "input_blocks":
        if index == 0:
            return f"conv_in.{inner}"
        level, step = divmod(index - 1, RESNETS + 1)
        if step == RESNETS:
            return f"down_blocks.{level}.downsamplers.0.conv.{inner.removeprefix('op.')}"
        return f"down_blocks.{level}.{'resnets' if layer == '0' else 'attentions'}.{step}.{renamed(inner, RESNET)}"
    level, step = divmod(index, RESNETS + 1)
    if inner.startswith("conv."):
        return f"up_blocks.{level}.upsamplers.0.{inner}"
    return f"up_blocks.{level}.{'resnets' if layer == '0' else 'attentions'}.{step}.{renamed(inner, RESNET)}"


def vae_parts(name: str, info: TensorInfo) -> dict[str, Part]:
    """The attention's layers are convolutions of one pixel there."""
    ours = vae_name(name)
    if ".attentions." in ours and len(info.shape) == 4:
        return {ours: Part("", info.shape[:2], lambda value: value[:, :, 0, 0])}
    return whole(ours, info)


def vae_name(name: str) -> str:
    name = name.replace("nin_shortcut", "conv_shortcut").replace("norm_out", "conv_norm_out")
    name = re.sub(r"\.mid\.block_(\d)", lambda match: f".mid_block.resnets.{int(match[1]) - 1}", name)
    name = re.sub(r"\.mid\.attn_1\.(.*)", lambda match: f".mid_block.attentions.0.{renamed(match[1], VAE_ATTENTION)}", name)
    name = re.sub(r"\.down\.(\d)\.block\.", r".down_blocks.\1.resnets.", name)
    name = re.sub(r"\.down\.(\d)\.downsample\.", r".down_blocks.\1.downsamplers.0.", name)
    name = re.sub(r"\.up\.(\d)\.block\.", lambda match: f".up_blocks.{LEVELS - 1 - int(match[1])}.resnets.", name)
    return re.sub(r"\.up\.(\d)\.upsample\.", lambda match: f".up_blocks.{LEVELS - 1 - int(match[1])}.upsamplers.0.", name)


def clip_parts(name: str, info: TensorInfo) -> dict[str, Part]:
    bare = name.removeprefix("text_model.")
    return {} if bare == "embeddings.position_ids" else whole(bare, info)


def openclip_parts(name: str, info: TensorInfo) -> dict[str, Part]:
    """Queries, keys and values are one matrix there. Its last layer, the projection and the temperature are not used."""
    if name in ("text_projection", "logit_scale", "attn_mask"):
        return {}
    ends = {"token_embedding.weight": "embeddings.token_embedding.weight", "positional_embedding": "embeddings.position_embedding.weight"}
    if name in ends:
        return whole(ends[name], info)
    if name.startswith("ln_final."):
        return whole(f"final_layer_norm.{name.removeprefix('ln_final.')}", info)
    match = re.match(r"transformer\.resblocks\.(\d+)\.(.*)", name)
    if match is None:
        return whole(name, info)
    layer, inner = f"encoder.layers.{match[1]}", match[2]
    if int(match[1]) >= SD2_TEXT["num_hidden_layers"]:
        return {}
    if inner.startswith("attn.in_proj_"):
        width, ending = info.shape[0] // 3, inner.removeprefix("attn.in_proj_")
        return {
            f"{layer}.self_attn.{which}_proj.{ending}": Part("", (width, *info.shape[1:]), third(index, width)) for index, which in enumerate("qkv")
        }
    return whole(f"{layer}.{renamed(inner, OPENCLIP)}", info)


def third(index: int, width: int) -> Callable[[Tensor], Tensor]:
    return lambda value: torch.narrow(value, 0, index * width, width)
