"""Noise levels and timesteps, as diffusers' schedulers compute them from a checkpoint's configuration."""

from collections.abc import Mapping
from typing import Any

import torch
from diffusers import EulerDiscreteScheduler, LCMScheduler

from kinora_convert.errors import ConvertError

PREDICTIONS = {"epsilon": "epsilon", "v_prediction": "velocity", "sample": "clean"}
TURBO_STEPS, LCM_STEPS, USUAL_STEPS = 1, 4, 20
USUAL_GUIDANCE = 7.5


def kind_of(config: Mapping[str, Any], unet: Mapping[str, Any]) -> str:
    """"turbo", "lcm" or "plain"."""
    if unet.get("time_cond_proj_dim") is not None or config.get("_class_name") == "LCMScheduler":
        return "lcm"
    return "turbo" if config.get("timestep_spacing") == "trailing" else "plain"


def schedule(config: Mapping[str, Any], kind: str, steps: int | None, guidance: float | None) -> dict[str, Any]:
    """The `scheduler` of a half."""
    settings = {key: value for key, value in config.items() if not key.startswith("_")}
    prediction = PREDICTIONS.get(settings.get("prediction_type", "epsilon"))
    if prediction is None:
        raise ConvertError(f"scheduler: prediction_type {settings['prediction_type']} is not supported; it is one of {', '.join(PREDICTIONS)}.")
    if kind == "lcm":
        return lcm_schedule(settings, prediction, steps or LCM_STEPS)
    settings |= {"timestep_spacing": "trailing", "use_karras_sigmas": False}
    scheduler = EulerDiscreteScheduler.from_config(settings)
    scheduler.set_timesteps(steps or (TURBO_STEPS if kind == "turbo" else USUAL_STEPS))
    return {
        "kind": "euler-epsilon",
        "sigmas": rounded(scheduler.sigmas),
        "timesteps": rounded(scheduler.timesteps),
        "initialScale": rounded(scheduler.init_noise_sigma)[0],
        "prediction": prediction,
        "guidance": 1 if kind == "turbo" else (USUAL_GUIDANCE if guidance is None else guidance),
    }


def lcm_schedule(settings: Mapping[str, Any], prediction: str, steps: int) -> dict[str, Any]:
    """The guidance is inside the network."""
    scheduler = LCMScheduler.from_config(settings)
    scheduler.set_timesteps(steps, original_inference_steps=scheduler.config.original_inference_steps)
    kept = scheduler.alphas_cumprod[scheduler.timesteps.to(torch.int64)]
    sigmas = ((1 - kept) / kept).sqrt()
    return {
        "kind": "lcm",
        "sigmas": [*rounded(sigmas), 0.0],
        "timesteps": rounded(scheduler.timesteps),
        "prediction": prediction,
        "guidance": 1,
    }


def rounded(values: Any) -> list[float]:
    """To what float32 holds."""
    return [round(float(value), 7) for value in torch.as_tensor(values, dtype=torch.float64).flatten()]
