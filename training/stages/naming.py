"""Teaches the memory of text-to-image the bare names of things: `python -m training.stages.naming`, two minutes.

Captions say more than a noun, so that "panda" by itself, or "a camera" beside "the camera zooms in", is hardly among them. Only
the layers that read which noun is meant are trained, on names and synonyms in the shortest sentences and on cached captions.
"""

import torch
import torch.nn.functional as F
from torch import Tensor

from training.diffusion.distilling import load_trained
from training.trainer.run import StageError, load_checkpoint, main, save_part, stage_arguments
from training.scenes.captions import UNCOUNTED
from training.scenes.nouns import NOUNS
from training.stages.text_to_image import UNKNOWN_SHARE, pick_captions
from training.scenes.tokens import forget_words, tokenize

NAME = "text-to-image"
#: What somebody may write who writes little; a noun that takes no article is left without one.
FORMS = ("{}", "a {}", "the {}", "one {}", "my {}", "a {} please", "{}, {}")
TRAINED = ("denoiser.memory.look.", "denoiser.memory.name.")
RATE = 4e-3
REPORT_EVERY = 50
#: How much oftener names are practised that were read wrong at the last report.
HARD = 10


def bare_names() -> tuple[Tensor, Tensor]:
    """Tokens [N, L] of every name in every form, and the nouns' numbers [N]."""
    tokens, numbers = [], []
    for number, noun in enumerate(NOUNS, start=1):
        for name in (noun.name, *noun.synonyms):
            for form in FORMS:
                text = form.replace("{}", name)
                tokens.append(tokenize(text.removeprefix("a ") if name in UNCOUNTED else text))
                numbers.append(number)
    return torch.tensor(tokens), torch.tensor(numbers)


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.set_defaults(updates=350)
    parser.add_argument("--name", default=NAME, help="of the checkpoint; a student's, perhaps")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    path, batch = arguments.runs / f"{arguments.name}.pt", arguments.batch or 96
    checkpoint = load_checkpoint(path)
    pair = load_trained(path, arguments.device)
    if pair.denoiser.memory is None:
        raise StageError(f"{path} has no memory. Train it anew: python -m training.stages.text_to_image.")
    cached = load_checkpoint(arguments.cache / "latents-images.pt", arguments.device)
    bare, bare_numbers = (each.to(arguments.device) for each in bare_names())
    parameters = [value for name, value in pair.named_parameters() if name.startswith(TRAINED)]
    optimizer = torch.optim.AdamW(parameters, RATE, weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=arguments.updates)

    def scores_of(tokens: Tensor) -> Tensor:
        with torch.no_grad():
            text = pair.text(tokens)
        return pair.denoiser.memory.read(*text)[0]

    @torch.no_grad()
    def read_right() -> Tensor:
        return torch.cat([scores_of(part).argmax(dim=1) for part in bare.split(256)]) == bare_numbers

    practice = torch.ones(len(bare))
    for index in range(arguments.updates):
        rows, few = torch.randint(len(cached["nouns"]), (batch,)), torch.multinomial(practice, batch, replacement=True)
        tokens = torch.cat([forget_words(pick_captions(cached["tokens"], rows), UNKNOWN_SHARE), bare[few], torch.zeros_like(bare[:4])])
        numbers = torch.cat([cached["nouns"][rows].long(), bare_numbers[few], torch.zeros_like(bare_numbers[:4])])
        loss = F.cross_entropy(scores_of(tokens), numbers)
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
    main(train)
