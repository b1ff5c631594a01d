"""Which family a checkpoint is of."""

import argparse
from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.pickle_source import PickleSource
from kinora_convert.checkpoints.safetensors_source import SafetensorsSource, open_component, read_config
from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.mobilei2v import family as mobilei2v
from kinora_convert.families.mobilei2v.schedule import USUAL_STEPS
from kinora_convert.families.plan import HalfPlan
from kinora_convert.families.stable_diffusion import family as stable_diffusion
from kinora_convert.families.stable_diffusion.folder import open_folder
from kinora_convert.pack.convert import Options, convert
from kinora_convert.rewrites.precision import Precision

USUAL_DRAWING_SIZE = (512, 512)
PACK_VERSION = "1.0.0"


def convert_checkpoints(given: argparse.Namespace, size: tuple[int, int] | None, shard_limit: int) -> dict[str, Any]:
    """@raises ConvertError"""
    halves: list[HalfPlan] = []
    if given.draw is not None:
        halves.append(plan_drawing(given, size))
    if given.move is not None:
        halves.append(plan_motion(given, size))
    title = given.title or " and ".join(half.title for half in halves)
    return convert(halves, Options(given.out, given.out.absolute().name, PACK_VERSION, title, shard_limit))


def weights(linear: str, convolutions: str) -> Precision:
    """Everything in float32 was asked for with the linear layers alone."""
    return Precision(linear, "float32" if linear == "float32" else convolutions)


def convolution_weights(convolutions: str) -> Precision:
    """Of autoencoders, which have hardly anything but convolutions."""
    return Precision(convolutions, convolutions)


def plan_drawing(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    if not given.draw.exists():
        raise ConvertError(f"{given.draw} is missing; download the checkpoint first and give its folder or file.")
    if not given.draw.is_dir():
        raise ConvertError(f"{given.draw} is a file; give the folder of a diffusers checkpoint.")
    checkpoint = open_folder(given.draw)
    options = stable_diffusion.StableDiffusionOptions(
        size=size or USUAL_DRAWING_SIZE,
        precision=weights(given.draw_weights, given.convolutions),
        text_precision=weights(given.text_weights, given.convolutions),
        vae_precision=convolution_weights(given.convolutions),
        steps=given.steps if given.move is None else None,
        guidance=given.guidance,
    )
    return stable_diffusion.plan(checkpoint, options)


def open_weights(path: Path) -> TensorSource:
    if not path.exists():
        raise ConvertError(f"{path} is missing; download the checkpoint first and give its folder or file.")
    if path.is_dir():
        return open_component(path)
    return SafetensorsSource([path]) if path.suffix == ".safetensors" else PickleSource(path)


def plan_motion(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    source = open_weights(given.move)
    if not mobilei2v.is_mobilei2v(source):
        raise ConvertError(f"{given.move} is of no family that is known; give a MobileI2V checkpoint.")
    vae, vae_config = open_vae(given.vae)
    options = mobilei2v.MobileI2VOptions(
        size=size or mobilei2v.RELEASED_SIZE,
        precision=Precision(given.move_weights),
        vae_precision=convolution_weights(given.convolutions),
        steps=given.steps or (1 if given.distilled else USUAL_STEPS),
        distilled=given.distilled,
        sparsity=given.sparsity,
    )
    return mobilei2v.plan(source, vae, vae_config, options)


def open_vae(path: Path | None) -> tuple[TensorSource, dict[str, Any]]:
    """The autoencoder's folder, or that of the checkpoint around it."""
    if path is None:
        raise ConvertError("MobileI2V needs the autoencoder of LTX-Video 0.9.0; give its folder with --vae.")
    folder = path / "vae" if (path / "vae" / "config.json").exists() else path
    return open_component(folder), read_config(folder / "config.json")
