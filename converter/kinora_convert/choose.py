"""Which family a checkpoint is of."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from kinora_convert.checkpoints.pickle_source import PickleSource
from kinora_convert.checkpoints.safetensors_source import SafetensorsSource, open_component, read_config
from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx import family as ltx
from kinora_convert.families.ltx import load
from kinora_convert.families.ltx.decoder import WHOLE
from kinora_convert.families.mobilei2v import family as mobilei2v
from kinora_convert.families.mobilei2v.schedule import USUAL_STEPS
from kinora_convert.families.plan import HalfPlan
from kinora_convert.families.stable_diffusion import family as stable_diffusion
from kinora_convert.families.stable_diffusion import single_file
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
    return Precision(linear, "float32" if linear == "float32" else convolutions, convolutions)


def convolution_weights(convolutions: str) -> Precision:
    """Of autoencoders, which have hardly anything but convolutions."""
    return Precision(convolutions, convolutions)


def plan_drawing(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    options = drawing_options(given, given.draw_size or size, None if given.move else given.steps, given.guidance)
    if given.draw.is_dir():
        return stable_diffusion.plan(open_folder(given.draw), options)
    source = open_weights(given.draw)
    if not single_file.is_single_file(source):
        raise ConvertError(f"{given.draw} is of no family that draws; give Stable Diffusion 1.5, 2.x, Turbo or LCM.")
    return stable_diffusion.plan(single_file.open_file(source, given.tokenizer, given.turbo), options)


def drawing_options(
    given: argparse.Namespace, size: tuple[int, int] | None, steps: int | None, guidance: float | None
) -> stable_diffusion.StableDiffusionOptions:
    return stable_diffusion.StableDiffusionOptions(
        size=size or USUAL_DRAWING_SIZE,
        precision=weights(given.draw_weights, given.convolutions),
        text_precision=weights(given.text_weights or "q8", given.convolutions),
        vae_precision=convolution_weights(given.convolutions),
        steps=steps,
        guidance=guidance,
    )


def open_weights(path: Path) -> SafetensorsSource | PickleSource:
    if not path.exists():
        raise ConvertError(f"{path} is missing; download the checkpoint first and give its folder or file.")
    if path.is_dir():
        return open_component(path)
    return SafetensorsSource([path]) if path.suffix == ".safetensors" else PickleSource(path)


def plan_motion(given: argparse.Namespace, size: tuple[int, int] | None) -> HalfPlan:
    if load.is_folder(given.move):
        return ltx.plan(with_sigmas(load.open_ltx_folder(given.move, given.text_encoder, given.steps), given.sigmas), ltx_options(given, size))
    source = open_weights(given.move)
    if isinstance(source, SafetensorsSource) and load.is_single_file(source):
        return ltx.plan(with_sigmas(load.open_ltx_file(source, given.text_encoder, given.steps), given.sigmas), ltx_options(given, size))
    if not mobilei2v.is_mobilei2v(source):
        raise ConvertError(f"{given.move} is of no family that moves pictures; give MobileI2V, or LTX-Video 2B 0.9.6 or 0.9.8 distilled.")
    vae, vae_config = open_vae(given.vae)
    return mobilei2v.plan(source, vae, vae_config, mobilei2v_options(given, size))


def mobilei2v_options(given: argparse.Namespace, size: tuple[int, int] | None) -> mobilei2v.MobileI2VOptions:
    return mobilei2v.MobileI2VOptions(
        size=size or mobilei2v.RELEASED_SIZE,
        precision=Precision(given.move_weights),
        vae_precision=convolution_weights(given.convolutions),
        steps=given.steps or (1 if given.distilled else USUAL_STEPS),
        distilled=given.distilled,
        sparsity=given.sparsity,
        decode_tiles=given.decode_tiles,
    )


def ltx_options(given: argparse.Namespace, size: tuple[int, int] | None) -> ltx.LtxOptions:
    if given.sparsity > 0 or given.distilled:
        raise ConvertError("--sparsity and --distilled are for MobileI2V; leave them out for LTX-Video.")
    return ltx.LtxOptions(
        size=size or ltx.USUAL_SIZE,
        frames=given.window or ltx.USUAL_FRAMES,
        precision=Precision(given.move_weights),
        text_precision=Precision(given.text_weights or "q4", table=given.convolutions),
        vae_precision=convolution_weights(given.convolutions),
        decode_tiles=given.decode_tiles or WHOLE,
    )


def with_sigmas(checkpoint: ltx.LtxCheckpoint, sigmas: list[float] | None) -> ltx.LtxCheckpoint:
    return checkpoint if sigmas is None else replace(checkpoint, sigmas=sigmas)


def open_vae(path: Path | None) -> tuple[TensorSource, dict[str, Any]]:
    """The autoencoder's folder, or that of the checkpoint around it."""
    if path is None:
        raise ConvertError("MobileI2V needs the autoencoder of LTX-Video 0.9.0; give its folder with --vae.")
    folder = path / "vae" if (path / "vae" / "config.json").exists() else path
    return open_component(folder), read_config(folder / "config.json")
