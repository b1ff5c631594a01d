"""Noise levels of the distilled LTX-Videos."""

import json
from collections.abc import Mapping

from kinora_convert.errors import ConvertError

#: Of 0.9.8 distilled, as its published configuration lists them for the first pass.
LEVELS_098 = [1.0, 0.9937, 0.9875, 0.9812, 0.975, 0.9094, 0.725, 0.0]
USUAL_STEPS = 8
#: Where the schedule turns from linear to quadratic.
THRESHOLD = 0.025


def linear_quadratic(steps: int) -> list[float]:
    """Half of the steps near pure noise, the other half ever further apart."""
    if steps == 1:
        return [1.0, 0.0]
    linear = steps // 2
    quadratic = steps - linear
    slope = THRESHOLD / linear
    lower = [slope * index for index in range(linear)]
    # A parabola that goes on from the line with its slope and ends at 1.
    square = (1 - THRESHOLD - slope * quadratic) / quadratic**2
    upper = [THRESHOLD + slope * index + square * index**2 for index in range(quadratic)]
    return [round(1 - level, 7) for level in lower + upper] + [0.0]


def sampler_of(metadata: Mapping[str, str]) -> str:
    """What a single file says of its scheduler. @raises ConvertError for one that is not known"""
    try:
        scheduler = json.loads(metadata["config"])["scheduler"]
    except (KeyError, ValueError, TypeError):
        return "LinearQuadratic"
    if scheduler.get("shifting"):
        raise ConvertError(f"the checkpoint's scheduler shifts its noise levels ({scheduler['shifting']}); give them with --sigmas.")
    sampler = str(scheduler.get("sampler", "LinearQuadratic"))
    if sampler not in ("LinearQuadratic", "Uniform"):
        raise ConvertError(f"the checkpoint's scheduler is {sampler}; give its noise levels with --sigmas.")
    return sampler


def levels(name: str, metadata: Mapping[str, str], steps: int | None) -> list[float]:
    """For a checkpoint of this name, descending from 1 to 0."""
    if steps is None and "0.9.8" in name:
        return LEVELS_098
    count = steps or USUAL_STEPS
    if sampler_of(metadata) == "Uniform":
        return [round(1 - index / count, 7) for index in range(count)] + [0.0]
    return linear_quadratic(count)
