"""LTX-Video from a folder of diffusers, or from its single file with a text encoder beside it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from transformers import T5Tokenizer

from kinora_convert.checkpoints.safetensors_source import SafetensorsSource, open_component, read_config
from kinora_convert.checkpoints.source import JoinedSource, RenamedSource, TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.family import PROMPT_TOKENS, TEXT, TRANSFORMER, VAE, LtxCheckpoint
from kinora_convert.families.ltx.graphs import LtxConfigs
from kinora_convert.families.ltx.released import TRANSFORMER_2B, VAE_095
from kinora_convert.families.ltx.schedule import levels
from kinora_convert.families.ltx.t5 import t5_key

#: Beside the tokenizer of the half that draws.
TOKENIZER_FILE = "video-tokenizer.json"
FILE_TRANSFORMER, FILE_VAE = "model.diffusion_model.", "vae."


def is_single_file(source: TensorSource) -> bool:
    return f"{FILE_TRANSFORMER}patchify_proj.weight" in source.tensors()


def is_folder(folder: Path) -> bool:
    return (folder / "transformer" / "config.json").exists() and (folder / "vae" / "config.json").exists()


def open_ltx_folder(folder: Path, text_encoder: Path | None, steps: int | None) -> LtxCheckpoint:
    """@raises ConvertError when a part is missing"""
    parts = {TRANSFORMER: open_component(folder / "transformer"), VAE: open_component(folder / "vae")}
    transformer, vae = read_config(folder / "transformer" / "config.json"), read_config(folder / "vae" / "config.json")
    return checkpoint_of(str(folder), parts, transformer, vae, text_encoder or folder, levels(folder.name, {}, steps))


def open_ltx_file(source: SafetensorsSource, text_encoder: Path | None, steps: int | None) -> LtxCheckpoint:
    """@raises ConvertError when it is another version than 0.9.5 to 0.9.8, or there is no text encoder"""
    if text_encoder is None:
        raise ConvertError(f"{source.name} has no text encoder; give a folder with text_encoder/ and tokenizer/ (T5 1.1 XXL) with --text-encoder.")
    parts: dict[str, TensorSource] = {TRANSFORMER: RenamedSource(source, transformer_key), VAE: RenamedSource(source, vae_key)}
    blocks = [int(match[1]) for key in source.tensors() if (match := re.match(rf"{FILE_TRANSFORMER}transformer_blocks\.(\d+)\.", key))]
    transformer = TRANSFORMER_2B | {"num_layers": 1 + max(blocks)}
    sigmas = levels(Path(source.name).name, source.metadata, steps)
    return checkpoint_of(source.name, parts, transformer, VAE_095, text_encoder, sigmas)


def checkpoint_of(
    name: str, parts: Mapping[str, TensorSource], transformer: Mapping[str, Any], vae: Mapping[str, Any], text_encoder: Path, sigmas: list[float]
) -> LtxCheckpoint:
    text = RenamedSource(open_component(text_encoder / "text_encoder"), t5_key)
    folder = text_encoder / "tokenizer"
    tokenizer = load_tokenizer(folder)
    return LtxCheckpoint(
        name=name,
        source=JoinedSource({TEXT: text, **parts}),
        configs=LtxConfigs(read_config(text_encoder / "text_encoder" / "config.json"), transformer, vae),
        sigmas=sigmas,
        tokenizer=tokenizer_settings(tokenizer),
        write_tokenizer=lambda path: tokenizer.save(str(path)),
    )


def tokenizer_settings(tokenizer: Tokenizer) -> dict[str, Any]:
    ids = [tokenizer.token_to_id(token) for token in ("<pad>", "</s>")]
    if None in ids:
        raise ConvertError("the tokenizer beside the text encoder is not T5's; give the tokenizer folder of the same checkpoint.")
    return {"file": TOKENIZER_FILE, "kind": "unigram", "maxLength": PROMPT_TOKENS, "padTo": "max", "padId": ids[0], "endId": ids[1], "mask": True}


def load_tokenizer(folder: Path) -> Tokenizer:
    if (folder / "tokenizer.json").exists():
        return Tokenizer.from_file(str(folder / "tokenizer.json"))
    if not (folder / "spiece.model").exists():
        raise ConvertError(f"{folder} holds neither tokenizer.json nor spiece.model; download the tokenizer of T5 1.1.")
    return T5Tokenizer.from_pretrained(folder, local_files_only=True).backend_tokenizer


def transformer_key(key: str) -> str | None:
    """A name in the published single file as diffusers has it."""
    if not key.startswith(FILE_TRANSFORMER):
        return None
    name = key.removeprefix(FILE_TRANSFORMER)
    for theirs, ours in (("patchify_proj", "proj_in"), ("adaln_single", "time_embed"), ("q_norm", "norm_q"), ("k_norm", "norm_k")):
        name = name.replace(theirs, ours)
    return name


#: Of the statistics only these two are of the latents themselves.
STATISTICS = {"per_channel_statistics.mean-of-means": "latents_mean", "per_channel_statistics.std-of-means": "latents_std"}
LAST_DOWN = 8


def vae_key(key: str) -> str | None:
    """In the published file all blocks of one direction are counted through: resnets, a sampler, resnets..."""
    if not key.startswith(FILE_VAE):
        return None
    name = key.removeprefix(FILE_VAE)
    if name.startswith("per_channel_statistics."):
        return STATISTICS.get(name)
    name = re.sub(r"^decoder\.up_blocks\.(\d+)\.", lambda match: f"decoder.{up_block(int(match[1]))}.", name)
    name = re.sub(r"^encoder\.down_blocks\.(\d+)\.", lambda match: f"encoder.{down_block(int(match[1]))}.", name)
    for theirs, ours in (("res_blocks", "resnets"), ("last_time_embedder", "time_embedder"), ("last_scale_shift_table", "scale_shift_table")):
        name = name.replace(theirs, ours)
    return name


def up_block(index: int) -> str:
    if index == 0:
        return "mid_block"
    block = (index - 1) // 2
    return f"up_blocks.{block}.upsamplers.0" if index % 2 else f"up_blocks.{block}"


def down_block(index: int) -> str:
    if index == LAST_DOWN:
        return "mid_block"
    return f"down_blocks.{index // 2}.downsamplers.0" if index % 2 else f"down_blocks.{index // 2}"
