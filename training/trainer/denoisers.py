"""What the stages of both denoisers share: settings, arguments, and a new pair of text tower and denoiser."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training.models.denoisers import DenoiserConfig
from training.models.pair import TextAndDenoiser, pair_config, trained_config
from training.models.text_encoder import TextTowerConfig
from training.scenes.nouns import NOUNS, TURNED_ROWS
from training.scenes.tokens import vocabulary_size, words
from training.trainer.checkpoints import load_checkpoint
from training.trainer.run import stage_arguments
from training.trainer.warm_start import warm_start


@dataclass(frozen=True)
class DenoiserSettings:
    """Stored in the checkpoint as its configuration."""

    text: TextTowerConfig
    model: DenoiserConfig
    muon_rate: float = 0.02
    adam_rate: float = 2.5e-3
    #: Weight of the loss of which noun is meant and which way it faces, and of where it stands.
    name_weight: float = 0.05
    layout_weight: float = 0.3
    #: Share of captions that are emptied, for classifier-free guidance (Ho and Salimans, arXiv 2207.12598).
    caption_dropout: float = 0.1


def pair_arguments(description: str | None) -> argparse.ArgumentParser:
    """The arguments of both denoisers' stages."""
    parser = stage_arguments(description)
    parser.add_argument("--near-steps", type=int, default=0, help="train mostly near the noise levels of a sampler with this many steps; 0: at all levels")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates; half or less after a warm start")
    parser.add_argument("--warm-start", type=Path, help="an earlier checkpoint to begin from; it may know fewer words")
    return parser


def new_pair(kind: str, latent_shape: Sequence[int], arguments: argparse.Namespace) -> tuple[TextAndDenoiser, DenoiserSettings]:
    """An untrained (or warm-started) pair on the device, of the size asked for, or of the checkpoint's with --resume.

    `latent_shape` (C, h, w) is that of the latents that it is trained on.
    """
    config = pair_config(kind, arguments.size, latent_shape, vocabulary_size(), len(NOUNS), len(TURNED_ROWS))
    if arguments.resume:
        config = trained_config(load_checkpoint(arguments.runs / f"{kind}.pt"))
    pair = TextAndDenoiser(config)
    if arguments.warm_start:
        print(f"{len(warm_start(pair, arguments.warm_start, words()))} words are new")
    if arguments.compile:
        pair.denoiser.compile()
    return pair.to(arguments.device), DenoiserSettings(config.text, config.model)
