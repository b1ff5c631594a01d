"""A text tower and the denoiser that reads it: what both denoisers are trained as, in the sizes that there are.

A checkpoint holds its own configuration, so everything behind training builds the model that was trained: small, large or pruned.
"""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any

from torch import nn

from training.models.denoisers import DenoiserConfig, ImageToVideo, TextToImage
from training.models.image_autoencoder import PICTURE
from training.models.text_encoder import TextTower, TextTowerConfig


@dataclass(frozen=True)
class PairConfig:
    text: TextTowerConfig
    model: DenoiserConfig


class TextAndDenoiser(nn.Module):
    def __init__(self, config: PairConfig) -> None:
        super().__init__()
        self.config = config
        self.text = TextTower(config.text)
        self.denoiser = ImageToVideo(config.model) if config.model.window else TextToImage(config.model)


#: By the name of the stage, what differs from the defaults of DenoiserConfig and TextTowerConfig. "toy" is for the smoke test.
SIZES: dict[str, dict[str, tuple[dict[str, int], dict[str, int]]]] = {
    "toy": {
        kind: ({"width": 64, "blocks": 2, "heads": 2, "feed_forward": 96, "text_width": 32}, {"width": 32, "layers": 1, "heads": 2})
        for kind in ("text-to-image", "image-to-video")
    },
    "cpu": {kind: ({}, {}) for kind in ("text-to-image", "image-to-video")},
    "gpu": {
        "text-to-image": (
            {"width": 256, "blocks": 8, "heads": 4, "feed_forward": 1024, "text_width": 192}, {"width": 192, "layers": 3, "heads": 6}
        ),
        "image-to-video": (
            {"width": 320, "blocks": 8, "heads": 5, "feed_forward": 1280, "text_width": 192}, {"width": 192, "layers": 3, "heads": 6}
        ),
    },
}


def pair_config(kind: str, size: str, vocabulary: int, nouns: int, turned: int) -> PairConfig:
    """The configuration of "text-to-image" or "image-to-video" in one of SIZES."""
    model, text = SIZES[size][kind]
    base = DenoiserConfig(window=4, context=2) if kind == "image-to-video" else DenoiserConfig(latent_size=PICTURE.latent_size, entries=nouns, turned=turned)
    return PairConfig(TextTowerConfig(vocabulary, **text), replace(base, pooled_text=True, **model))


def trained_config(checkpoint: dict[str, Any]) -> PairConfig:
    """The configuration that a denoiser's checkpoint was written with."""
    saved = checkpoint["config"]
    known = {item.name for item in dataclasses.fields(DenoiserConfig)}
    model = {key: tuple(value) if isinstance(value, list) else value for key, value in saved["model"].items() if key in known}
    return PairConfig(TextTowerConfig(**saved["text"]), DenoiserConfig(**model))
