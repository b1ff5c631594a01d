"""Trained models, built from the configuration in their checkpoint, with the averaged weights."""

from pathlib import Path
from typing import Any

import torch

from training.models.image_autoencoder import ImageAutoencoder, ImageAutoencoderConfig, ImageEncoder
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.fields import InnerMotionConfig
from training.models.inner_motion.recognition import RecognitionConfig
from training.models.motion_autoencoder import MotionAutoencoder, MotionAutoencoderConfig
from training.models.pair import PairConfig, TextAndDenoiser, trained_config
from training.trainer.checkpoints import load_checkpoint, weights_of
from training.trainer.errors import StageError

#: Name of the checkpoint of `stages.inner_motion`, and of its folder of single nouns.
INNER_MOTION = "inner-motion"
#: Name of what `data.place_latents` writes.
PLACES = "places"


def load_picture_autoencoder(runs: Path, device: str) -> ImageAutoencoder:
    """Text-to-image's autoencoder, with the decoder that enlarges."""
    return load_autoencoder(runs / "picture-decoder.pt", device)


def load_picture_encoder(runs: Path, device: str) -> ImageEncoder:
    """Text-to-image's encoder, for pictures rendered at the size that it sees."""
    return without_shrinking(load_picture_autoencoder(runs, device))


def load_places(runs: Path) -> dict[str, dict[str, Any]]:
    """Of each stored place, `latents` [1, C, h, w], and `painted`, the checksum of its painting; none where there are none."""
    path = runs / f"{PLACES}.pt"
    return load_checkpoint(path) if path.exists() else {}


def load_condition_encoder(runs: Path, device: str) -> ImageEncoder:
    """Image-to-video's encoder of first frames, for pictures rendered at the size that it sees."""
    return without_shrinking(load_autoencoder(runs / "condition-autoencoder.pt", device))


def load_autoencoder(path: Path, device: str) -> ImageAutoencoder:
    """A picture autoencoder of any size."""
    checkpoint = load_checkpoint(path, device)
    model = ImageAutoencoder(ImageAutoencoderConfig(**checkpoint["config"]["model"])).to(device)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval()


def without_shrinking(autoencoder: ImageAutoencoder) -> ImageEncoder:
    """The encoder, which then takes pictures of its own size instead of the decoder's."""
    autoencoder.encoder.enlargement = 1
    return autoencoder.encoder


def load_motion_autoencoder(runs: Path, device: str) -> MotionAutoencoder:
    """The motion autoencoder, with the decoder of `--phase decoder` if there is one.

    @raises StageError when that decoder was trained for another encoder
    """
    checkpoint = load_checkpoint(runs / "motion-autoencoder.pt", device)
    path = runs / "motion-decoder.pt"
    if path.exists():
        first, checkpoint = weights_of(checkpoint), load_checkpoint(path, device)
        if any(not torch.equal(first[key], value) for key, value in weights_of(checkpoint).items() if key.startswith("encoder.")):
            raise StageError(f"{path} belongs to an earlier encoder. Delete it, or run --phase decoder again.")
    model = MotionAutoencoder(MotionAutoencoderConfig(**checkpoint["config"]["model"])).to(device)
    model.load_state_dict(weights_of(checkpoint))
    return model.eval()


def load_animator(runs: Path) -> tuple[Animator, list[str]] | None:
    """The animator and the names of the nouns that it animates; None when no animations have been learned."""
    path = runs / f"{INNER_MOTION}.pt"
    if not path.exists():
        return None
    checkpoint = load_checkpoint(path)
    config = checkpoint["config"]
    animator = Animator(AnimatorConfig(RecognitionConfig(**config["recognition"]), InnerMotionConfig(**config["motion"])))
    animator.load_state_dict(checkpoint["ema"])
    return animator.eval(), checkpoint["nouns"]


def load_pair(path: Path, device: str) -> TextAndDenoiser:
    """A denoiser of any size with its text tower."""
    checkpoint = load_checkpoint(path)
    pair = TextAndDenoiser(trained_config(checkpoint))
    pair.load_state_dict(weights_of(checkpoint))
    return pair.to(device)


def copy_of(pair: TextAndDenoiser, weights: dict[str, torch.Tensor]) -> TextAndDenoiser:
    """Another pair of the same shape and on the same device, with these weights."""
    other = TextAndDenoiser(PairConfig(pair.config.text, pair.config.model))
    other.load_state_dict(weights)
    return other.to(next(pair.parameters()).device)


def freeze(pair: TextAndDenoiser) -> TextAndDenoiser:
    """Evaluation mode, no gradients; returns the pair itself."""
    return pair.eval().requires_grad_(False)
