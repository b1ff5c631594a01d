"""Packs of real configurations with random weights. They draw nothing; loading, memory and time are those of the real ones."""

import argparse
from collections.abc import Callable
from typing import Any

import torch
from diffusers import AutoencoderKL, AutoencoderKLLTXVideo, LTXVideoTransformer3DModel, UNet2DConditionModel
from torch import nn

from kinora_convert.checkpoints.random_source import RandomSource
from kinora_convert.checkpoints.source import JoinedSource
from kinora_convert.choose import PACK_VERSION, drawing_options, ltx_options, mobilei2v_options
from kinora_convert.families.ltx import family as ltx
from kinora_convert.families.ltx.graphs import LtxConfigs
from kinora_convert.families.ltx.released import T5_XXL, TRANSFORMER_2B, VAE_090, VAE_095
from kinora_convert.families.ltx.schedule import levels
from kinora_convert.families.ltx.t5 import T5Encoder
from kinora_convert.families.mobilei2v import family as mobilei2v
from kinora_convert.families.mobilei2v.config import RELEASED
from kinora_convert.families.mobilei2v.model import MobileI2V
from kinora_convert.families.plan import HalfPlan
from kinora_convert.families.stable_diffusion import family as stable_diffusion
from kinora_convert.families.stable_diffusion.clip import ClipTextEncoder
from kinora_convert.families.stable_diffusion.released import SD2_TEXT, SD2_UNET, SD_VAE, TURBO_SCHEDULER
from kinora_convert.hollow_tokenizers import write_hollow_bpe, write_hollow_unigram
from kinora_convert.pack.convert import Options, convert


def make_hollow(given: argparse.Namespace, size: tuple[int, int] | None, shard_limit: int) -> dict[str, Any]:
    half = {"sd-turbo": hollow_turbo, "mobilei2v": hollow_mobilei2v, "ltx": hollow_ltx}[given.family](given, size)
    half.notes.insert(0, "Hollow: the weights are random, and so are the pictures.")
    half.description = "Random weights of the real size: it draws noise."
    options = Options(given.out, f"hollow-{given.family}", PACK_VERSION, f"Hollow {half.title}", shard_limit, goldens_limit=0)
    return convert([half], options)


def random_weights(build: Callable[[], nn.Module], seed: int, name: str) -> RandomSource:
    with torch.device("meta"):
        tensors = build().state_dict()
    return RandomSource({key: tuple(value.shape) for key, value in tensors.items()}, seed, name)


def hollow_turbo(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    checkpoint = stable_diffusion.StableDiffusionCheckpoint(
        name="hollow SD-Turbo",
        text_encoder=random_weights(lambda: ClipTextEncoder(SD2_TEXT), given.seed, "random text encoder"),
        unet=random_weights(lambda: UNet2DConditionModel.from_config(SD2_UNET), given.seed, "random U-Net"),
        vae=random_weights(lambda: AutoencoderKL.from_config(SD_VAE), given.seed, "random autoencoder"),
        text_config=SD2_TEXT,
        unet_config=SD2_UNET,
        vae_config=SD_VAE,
        scheduler_config=TURBO_SCHEDULER,
        tokenizer={"file": "tokenizer.json", "kind": "bpe", "maxLength": 77, "padTo": "max", "padId": 0, "beginId": 49406, "endId": 49407, "mask": False},
        write_tokenizer=lambda path: write_hollow_bpe(path, SD2_TEXT["vocab_size"]),
    )
    return stable_diffusion.plan(checkpoint, drawing_options(given, size, given.steps, None))


def hollow_mobilei2v(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    source = random_weights(lambda: MobileI2V(RELEASED), given.seed, "random MobileI2V")
    vae = random_weights(lambda: AutoencoderKLLTXVideo.from_config(VAE_090), given.seed, "random autoencoder")
    return mobilei2v.plan(source, vae, VAE_090, mobilei2v_options(given, size))


def hollow_ltx(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    parts = {
        ltx.TEXT: random_weights(lambda: T5Encoder(T5_XXL), given.seed, "random T5"),
        ltx.TRANSFORMER: random_weights(lambda: LTXVideoTransformer3DModel.from_config(TRANSFORMER_2B), given.seed, "random transformer"),
        ltx.VAE: random_weights(lambda: AutoencoderKLLTXVideo.from_config(VAE_095), given.seed, "random autoencoder"),
    }
    checkpoint = ltx.LtxCheckpoint(
        name="hollow LTX-Video",
        source=JoinedSource(parts),
        configs=LtxConfigs(T5_XXL, TRANSFORMER_2B, VAE_095),
        sigmas=levels("", {}, given.steps),
        tokenizer={"file": "video-tokenizer.json", "kind": "unigram", "maxLength": ltx.PROMPT_TOKENS, "padId": 0, "endId": 1},
        write_tokenizer=lambda path: write_hollow_unigram(path, T5_XXL["vocab_size"]),
    )
    return ltx.plan(checkpoint, ltx_options(given, size))
