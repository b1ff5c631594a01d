"""A text tower and the denoiser that reads it: what both denoisers are trained as, in the sizes that there are.

A checkpoint holds its own configuration, so everything behind training builds the model that was trained: small, large or pruned.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from training.models.denoisers import DenoiserConfig, ImageToVideo, TextToImage
from training.models.memory import PictureMemory
from training.models.text_encoder import TextTower, TextTowerConfig


@dataclass(frozen=True)
class PairConfig:
    """Sizes of both parts."""

    text: TextTowerConfig
    model: DenoiserConfig


class TextAndDenoiser(nn.Module):
    """A text tower and the denoiser that is trained with it."""

    def __init__(self, config: PairConfig) -> None:
        super().__init__()
        self.config = config
        self.text = TextTower(config.text)
        self.denoiser: TextToImage | ImageToVideo = ImageToVideo(config.model) if config.model.window else TextToImage(config.model)

    @property
    def picture_denoiser(self) -> TextToImage:
        """The denoiser of a text-to-image pair."""
        assert isinstance(self.denoiser, TextToImage)
        return self.denoiser

    @property
    def video_denoiser(self) -> ImageToVideo:
        """The denoiser of an image-to-video pair."""
        assert isinstance(self.denoiser, ImageToVideo)
        return self.denoiser

    @property
    def memory(self) -> PictureMemory:
        """The memory of a text-to-image pair."""
        memory = self.picture_denoiser.memory
        assert memory is not None
        return memory


#: By the name of the stage, what differs from the defaults of DenoiserConfig and TextTowerConfig. "toy" is for the tests.
SIZES: dict[str, dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    "toy": {
        kind: ({"width": 64, "blocks": 2, "heads": 2, "feed_forward": 96, "text_width": 32} | refined, {"width": 32, "layers": 1, "heads": 2})
        for kind, refined in (("text-to-image", {"refined": 16}), ("image-to-video", {}))
    },
    "cpu": {kind: ({}, {}) for kind in ("text-to-image", "image-to-video")},
    "gpu": {
        "text-to-image": (
            {"width": 256, "blocks": 8, "heads": 4, "feed_forward": 896, "text_width": 192, "refined": 96}, {"width": 192, "layers": 3, "heads": 6}
        ),
        "image-to-video": (
            {"width": 320, "blocks": 8, "heads": 5, "feed_forward": 1280, "text_width": 192}, {"width": 192, "layers": 3, "heads": 6}
        ),
    },
}


def pair_config(kind: str, size: str, latent_shape: Sequence[int], vocabulary: int, nouns: int, turned: int) -> PairConfig:
    """The configuration of "text-to-image" or "image-to-video" in one of SIZES, for latents of `latent_shape` (C, h, w)."""
    model, text = SIZES[size][kind]
    own: dict[str, Any] = {"window": 4, "context": 2} if kind == "image-to-video" else {"entries": nouns, "turned": turned}
    own |= {"latent_channels": latent_shape[0], "latent_size": latent_shape[-1], "pooled_text": True}
    return PairConfig(TextTowerConfig(vocabulary, **text), DenoiserConfig(**own, **model))


def trained_config(checkpoint: dict[str, Any]) -> PairConfig:
    """The configuration that a denoiser's checkpoint was written with."""
    saved = checkpoint["config"]
    known = {item.name for item in dataclasses.fields(DenoiserConfig)}
    model: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in saved["model"].items() if key in known}
    return PairConfig(TextTowerConfig(**saved["text"]), DenoiserConfig(**model))
