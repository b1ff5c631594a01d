"""Gives text-to-image the pictures of today's nouns: `python -m training.stages.picture_memory`, two minutes.

What things look like is not in the weights but in a table, so a noun can be added, or get another picture, without training the denoiser: only
which words mean a new one has to be learned (`training.stages.naming`).
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict, replace

from training.datasets.portraits import fill_memory
from training.models.pair import PairConfig, TextAndDenoiser, trained_config
from training.scenes.nouns import NOUNS, TURNED_ROWS
from training.scenes.tokens import words
from training.trainer.checkpoints import load_checkpoint, save_checkpoint
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.warm_start import warm_start

NAME = "text-to-image"


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--name", default=NAME, help="of the checkpoint; a student's also works")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    path = arguments.runs / f"{arguments.name}.pt"
    checkpoint = load_checkpoint(path)
    trained = trained_config(checkpoint)
    config = PairConfig(
        replace(trained.text, vocabulary=len(words())), replace(trained.model, entries=len(NOUNS), turned=len(TURNED_ROWS))
    )
    pair = TextAndDenoiser(config).to(arguments.device)
    new = warm_start(pair, path, words())
    fill_memory(pair.memory, arguments.runs, arguments.cache, arguments.device)
    known = set(checkpoint["nouns"])
    state = pair.state_dict()
    save_checkpoint(path, checkpoint | {
        "model": state, "ema": state, "config": checkpoint["config"] | asdict(config), "words": words(), "nouns": [noun.name for noun in NOUNS],
    })
    print(f"{len(NOUNS)} nouns, {len(TURNED_ROWS)} of them turned as well; {len({noun.name for noun in NOUNS} - known)} are new; {len(new)} words are new")


if __name__ == "__main__":
    run(main)
