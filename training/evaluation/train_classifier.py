"""Trains the judge of nouns: `python -m training.evaluation.train_classifier`; 600 steps are two to three minutes of one CPU core."""

import argparse
import time
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F

from training.evaluation.classifier import Classifier, accuracy, pictures, soften_half
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.trainer.checkpoints import save_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import add_folders, run


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--steps", type=int, default=600)
    arguments.add_argument("--batch", type=int, default=64)
    arguments.add_argument("--seed", type=int, default=17)
    arguments.add_argument("--device", default="cpu")
    add_folders(arguments)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if arguments.steps < 1:
        raise StageError("--steps is 0: there is nothing to train.")
    torch.set_num_threads(1)
    torch.manual_seed(arguments.seed)
    generator = np.random.default_rng([arguments.seed, 99])
    renderer = Renderer(sprites_path(arguments.cache), arguments.device)
    model = Classifier().to(arguments.device)
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, total_steps=arguments.steps)
    used = time.process_time()
    for index in range(arguments.steps):
        frames, nouns = pictures(renderer, generator, arguments.batch)
        loss = F.cross_entropy(model(soften_half(frames)), nouns)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if index % 50 == 0:
            print(f"step {index}, loss {loss.item():.3f}, {time.process_time() - used:.0f} s of CPU", flush=True)
    right = accuracy(model, renderer)
    save_checkpoint(arguments.runs / "classifier.pt", {"model": model.state_dict(), "accuracy": right})
    print(f"{right:.1%} of new first frames are named right")


if __name__ == "__main__":
    run(main)
