"""Teaches text-to-image's memory the bare names of things: `python -m training.stages.naming`, two minutes.

Captions say more than a noun, so that they hardly contain "panda" alone, or "a camera" beside "the camera zooms in". Only
the layers that read which noun is meant are trained, on names and synonyms in the shortest sentences and on captions of scenes.
"""

import argparse
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.bare_names import bare_names
from training.datasets.cached_scenes import sample_scenes
from training.datasets.latents import UNKNOWN_SHARE, pick_captions
from training.models.pair import TextAndDenoiser
from training.scenes.nouns import NOUN_NUMBERS, NOUNS
from training.scenes.tokens import forget_words
from training.trainer.checkpoints import load_checkpoint, save_part
from training.trainer.errors import StageError
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import load_pair

NAME = "text-to-image"
#: Names of the weights that this stage changes begin so.
TRAINED = ("denoiser.memory.look.", "denoiser.memory.name.")
RATE = 4e-3
REPORT_EVERY = 50
#: Scenes whose captions are read.
SCENES = 8000
#: How many times as often as others names are drawn that were read wrong at the last report.
HARD = 10


@torch.no_grad()
def text_of(pair: TextAndDenoiser, tokens: Tensor) -> tuple[Tensor, Tensor]:
    """tokens [B, L] -> what the text tower makes of them [B, L, text_width], in half the precision, and the mask [B, L]."""
    parts = [pair.text(part) for part in tokens.split(256)]
    return torch.cat([text.half() for text, _ in parts]), torch.cat([mask for _, mask in parts])


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.set_defaults(updates=350)
    arguments.add_argument("--name", default=NAME, help="of the checkpoint; a student's also works")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    path, batch = arguments.runs / f"{arguments.name}.pt", arguments.batch or 96
    checkpoint = load_checkpoint(path)
    pair = load_pair(path, arguments.device)
    if pair.picture_denoiser.memory is None:
        raise StageError(f"{path} has no memory. Train it anew: python -m training.stages.text_to_image.")
    scenes, captions = sample_scenes(range(SCENES), arguments.seed, "images")
    said, meant = torch.tensor(captions).to(arguments.device), torch.tensor([NOUN_NUMBERS[scene.noun] for scene in scenes]).to(arguments.device)
    bare, bare_numbers = (each.to(arguments.device) for each in bare_names())
    parameters = [value for name, value in pair.named_parameters() if name.startswith(TRAINED)]
    optimizer = torch.optim.AdamW(parameters, RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=arguments.updates)

    # The text tower does not change, so what it makes of the bare names is computed once.
    read = text_of(pair, bare)

    def scores_of(*text: Tensor) -> Tensor:
        return pair.memory.read(*(part.float() for part in text))[0]

    @torch.no_grad()
    def read_right() -> Tensor:
        parts = (scores_of(*text).argmax(dim=1) for text in zip(*(part.split(1024) for part in read), strict=True))
        return torch.cat(list(parts)) == bare_numbers

    practice = torch.ones(len(bare))
    for index in range(arguments.updates):
        rows, few = torch.randint(len(said), (batch,)), torch.multinomial(practice, batch, replacement=True)
        shown = text_of(pair, torch.cat([forget_words(pick_captions(said, rows), UNKNOWN_SHARE), torch.zeros_like(bare[:4])]))
        numbers = torch.cat([meant[rows], torch.zeros_like(bare_numbers[:4]), bare_numbers[few]])
        loss = F.cross_entropy(scores_of(*(torch.cat([both[0], both[1][few]]) for both in zip(shown, read, strict=True))), numbers)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if index % REPORT_EVERY == 0:
            practice = 1 + HARD * (~read_right()).float().cpu()
            print(f"step {index}, loss {loss.item():.3f}", flush=True)
    right = read_right()
    wrong, asked = (torch.bincount(numbers, minlength=len(NOUNS) + 1) for numbers in (bare_numbers[~right], bare_numbers))
    hard = [noun.name for number, noun in enumerate(NOUNS, start=1) if wrong[number] > asked[number] / 2]
    save_part(path, checkpoint, {name: value for name, value in pair.state_dict().items() if name.startswith(TRAINED)})
    print(f"{right.float().mean():.1%} of bare names are read right; mostly wrong: {', '.join(hard) or 'none'}")


if __name__ == "__main__":
    run(main)
