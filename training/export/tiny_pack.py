"""Writes the tests' pack: the same graphs at toy size, untrained: `python -m training.export.tiny_pack`.

Its pictures mean nothing. It exists so that every backend, the software GPU included, can run all graphs in seconds and
be compared with PyTorch's numbers. The pack in `test/fixtures/tiny-pack` was written before first frames had alpha, in the format
`kinora-pack/1`, and stays so: such packs have to work too. That in `test/fixtures/layers-pack` is what this writes today.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.export.graphs import PackModels
from training.export.pack import PackDescription, write_pack
from training.models.denoisers import DenoiserConfig, ImageToVideo, TextToImage
from training.models.image_autoencoder import ImageAutoencoder, ImageAutoencoderConfig
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.fields import InnerMotionConfig
from training.models.inner_motion.recognition import RecognitionConfig
from training.models.motion_autoencoder import MotionAutoencoderConfig, VideoDecoder
from training.models.text_encoder import TextTower, TextTowerConfig
from training.scenes.tokens import vocabulary_size
from training.trainer.run import run


def fill_zeros(module: nn.Module) -> nn.Module:
    """Fills the layers that training starts at zero, so that every one of them changes the goldens."""
    with torch.no_grad():
        for parameter in module.parameters():
            if parameter.ndim >= 2 and float(parameter.abs().max()) < 1e-2:
                nn.init.normal_(parameter, std=0.1)
    return module.eval()


def tiny_models(latent_size: int = 4, channels: int = 4) -> PackModels:
    torch.manual_seed(0)
    text = TextTowerConfig(vocabulary_size(), width=32, layers=1, heads=2)
    common: dict[str, Any] = {"latent_channels": channels, "latent_size": latent_size, "width": 32, "blocks": 1, "heads": 2, "feed_forward": 64}
    image = ImageAutoencoderConfig(channels, (8, 8, 8), (8, 8, 8), (1, 1, 1), (1, 1, 1), alpha=True)
    video = MotionAutoencoderConfig(channels, 4, latent_size, (8, 8), (8, 8, 8), 4)
    autoencoder = ImageAutoencoder(image)
    models = PackModels(
        TextTower(text),
        TextTower(text),
        TextToImage(DenoiserConfig(**common, text_width=32, pooled_text=True)),
        ImageToVideo(DenoiserConfig(**common, text_width=32, pooled_text=True, window=4, context=2)),
        autoencoder.decoder,
        autoencoder.encoder,
        VideoDecoder(video),
        frame_size=latent_size * 16,
    )
    for module in vars(models).values():
        if isinstance(module, nn.Module):
            fill_zeros(module)
    models.animator = tiny_animator()
    return models


def tiny_animator() -> Animator:
    """Three nouns, two of them animated, of which one may be mirrored. Every gray picture is recognised as the first."""
    recognition = RecognitionConfig(nouns=3, turned=1, animated=2, side=4)
    motion = InnerMotionConfig(animated=2, flow_fields=3, change_fields=3, most_flow=2, most_change=2, flow_side=4, change_side=8)
    animator = Animator(AnimatorConfig(recognition, motion)).eval()
    known, moving = animator.recognition, animator.motion
    known.portraits.fill_(1.0)
    known.portraits[:3, 0] = 0.5
    known.reach.fill_(0.9)
    known.fill_rows(3, [2], [0, 2])
    for table, scale in ((moving.beats, 0.5), (moving.flow, 0.1), (moving.change, 0.1)):
        nn.init.uniform_(table, -scale, scale)
    moving.flow_sizes.fill_(1.0)
    moving.change_sizes.fill_(1.0)
    for rows in (moving.flow_rows, moving.change_rows):
        rows.copy_(torch.tensor([[1.0, 2.0], [3.0, 0.0]]))
    return animator


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, required=True, help="folder of the pack")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    flow = {"kind": "flow", "sigmas": [1.0, 0.6, 0.0]}
    description = PackDescription(
        id="tiny",
        version="1.0.0",
        title="Toy graphs for the tests",
        about="Nothing: it was not trained.",
        licence="MIT",
        credits=[],
        vocabulary={
            "objects": ["apple", "panda", "car"],
            "motions": ["bouncing", "spinning"],
            "cameras": ["the camera zooms in"],
            "backgrounds": ["on a green background", "on a blue background"],
            "examples": ["a red apple bouncing on a green background"],
        },
        sampler={"textToImage": flow | {"guidance": 2.0}, "imageToVideo": flow | {"guidance": 1.0}},
        golden_prompts=["a red apple bouncing on a green background", "A PANDA, spinning!", "a zzz car", ""],
    )
    write_pack(tiny_models(), description, arguments.out, arguments.out)


if __name__ == "__main__":
    run(main)
