"""Packs of real configurations with random weights. They draw nothing; loading, memory and time are those of the real ones."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, AutoencoderKLLTXVideo, UNet2DConditionModel
from torch import nn

from kinora_convert.checkpoints.random_source import RandomSource
from kinora_convert.choose import PACK_VERSION, convolution_weights, weights
from kinora_convert.families.ltx.released import VAE_090
from kinora_convert.families.mobilei2v import family as mobilei2v
from kinora_convert.families.mobilei2v.config import RELEASED
from kinora_convert.families.mobilei2v.model import MobileI2V
from kinora_convert.families.mobilei2v.schedule import USUAL_STEPS
from kinora_convert.families.plan import HalfPlan
from kinora_convert.families.stable_diffusion import family as stable_diffusion
from kinora_convert.families.stable_diffusion.clip import ClipTextEncoder
from kinora_convert.families.stable_diffusion.released import SD2_TEXT, SD2_UNET, SD_VAE, TURBO_SCHEDULER
from kinora_convert.pack.convert import Options, convert
from kinora_convert.rewrites.precision import Precision

START, END, PAD = "<|startoftext|>", "<|endoftext|>", "!"


def make_hollow(given: argparse.Namespace, size: tuple[int, int] | None, shard_limit: int) -> dict[str, Any]:
    half = {"sd-turbo": hollow_turbo, "mobilei2v": hollow_mobilei2v}[given.family](given, size)
    half.notes.insert(0, "Hollow: the weights are random, and so are the pictures.")
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
        write_tokenizer=lambda path: write_hollow_tokenizer(path, SD2_TEXT["vocab_size"]),
    )
    options = stable_diffusion.StableDiffusionOptions(
        size=size or (512, 512),
        precision=weights(given.draw_weights, given.convolutions),
        text_precision=weights(given.text_weights, given.convolutions),
        vae_precision=convolution_weights(given.convolutions),
        steps=given.steps,
    )
    return stable_diffusion.plan(checkpoint, options)


def hollow_mobilei2v(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    options = mobilei2v.MobileI2VOptions(
        size=size or mobilei2v.RELEASED_SIZE,
        precision=Precision(given.move_weights),
        vae_precision=convolution_weights(given.convolutions),
        steps=given.steps or (1 if given.distilled else USUAL_STEPS),
        distilled=given.distilled,
        sparsity=given.sparsity,
    )
    source = random_weights(lambda: MobileI2V(RELEASED), given.seed, "random MobileI2V")
    vae = random_weights(lambda: AutoencoderKLLTXVideo.from_config(VAE_090), given.seed, "random autoencoder")
    return mobilei2v.plan(source, vae, VAE_090, options)


def write_hollow_tokenizer(path: Path, size: int) -> None:
    """Letters, each alone and at the end of a word, and no words: text becomes many tokens, but of the right range."""
    letters = [chr(code) for code in range(33, 127)]
    vocabulary = [*letters, *(f"{letter}</w>" for letter in letters)]
    vocabulary += [f"unused-{index}</w>" for index in range(size - len(vocabulary) - 2)] + [START, END]
    tokens = [{"id": vocabulary.index(token), "content": token, "special": True} for token in (START, END)]
    common = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    content: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [token | common for token in tokens],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": END,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "</w>",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {word: index for index, word in enumerate(vocabulary)},
            "merges": [],
        },
    }
    path.write_text(json.dumps(content), encoding="utf-8")
