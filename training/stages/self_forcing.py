"""Self-forcing, for long clips: `python -m training.stages.self_forcing --student training/runs/image-to-video-student-2.pt`.

In training every window follows a true one; in use it follows the model's own, and small errors add up. So the student makes
several windows in a row, each from the end of its own previous window, and distribution matching trains them all
(Self Forcing, Huang et al., arXiv 2506.08009). As there, gradients pass through one step of each window and not through the context.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.latents import Conditioning, LatentDataset, concat
from training.diffusion.distilling import ADAM_RATE, GUIDANCE, MUON_RATE, Critic, draw, draw_until, matching_loss, steps_of
from training.diffusion.sampling import schedule
from training.models.pair import TextAndDenoiser
from training.trainer.checkpoints import load_checkpoint
from training.trainer.denoisers import DenoiserSettings
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import copy_of, freeze, load_pair
from training.trainer.trainer import Trainer

KIND = "image-to-video"
#: The student's rates: this is a finish, not a training.
SLOWER = 0.5
#: Weight that holds the student's first windows at what they were before.
ANCHOR = 0.25
CRITIC_STEPS = 2


def roll_out(student: TextAndDenoiser, conditioning: Conditioning, sigmas: tuple[float, ...], windows: int, noise: Tensor) -> tuple[Tensor, Conditioning]:
    """`windows` windows of each clip from its first frame on, [windows * B, N, C, h, w], and what each was made from.

    noise [windows, B, N, C, h, w]; one step of each window, chosen at random, carries gradients.
    """
    first, context, mask = conditioning.others
    context, mask = torch.zeros_like(context), torch.zeros_like(mask)
    config = student.config.model
    made, conditions = [], []
    for part in noise:
        here = Conditioning(conditioning.tokens, (first, context, mask))
        last = int(torch.randint(len(sigmas) - 1, ()))
        made.append(draw_until(student, part, sigmas, here, last))
        conditions.append(here)
        with torch.no_grad():
            # The context is what the student finishes, wherever its gradient stops.
            finished = made[-1] if last == len(sigmas) - 2 else draw(student, part, sigmas, here)
        context, mask = finished.detach()[:, -config.context :], torch.ones_like(mask)
    return torch.cat(made), concat(conditions)


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--student", type=Path, required=True, help="a student of training.stages.distill, dense or sparse")
    arguments.add_argument("--name", help="of the checkpoint; default: the student's with -forced")
    arguments.add_argument("--windows", type=int, default=4, help="in a row; 4 are 5.3 seconds")
    arguments.add_argument("--guidance", type=float, default=GUIDANCE[KIND], help="of the teacher")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if arguments.windows < 2:
        raise StageError(f"--windows {arguments.windows} never uses the model's own windows; give at least 2.")
    prepare(arguments)
    device, batch = arguments.device, arguments.batch or 12
    name = arguments.name or f"{arguments.student.stem}-forced"
    steps = steps_of(arguments.student)
    sigmas = schedule(steps)
    dataset = LatentDataset(KIND, arguments.cache, device)
    teacher = freeze(load_pair(arguments.runs / f"{KIND}.pt", device))
    before = freeze(load_pair(arguments.student, device))
    student = copy_of(before, before.state_dict())
    critic = Critic(copy_of(teacher, teacher.state_dict()))
    known = load_checkpoint(arguments.student)
    if arguments.resume:
        known = load_checkpoint(arguments.runs / f"{name}.pt")
    if "critic" in known:
        critic.pair.load_state_dict(known["critic"])
    settings = DenoiserSettings(student.config.text, student.config.model, SLOWER * MUON_RATE, SLOWER * ADAM_RATE)
    extra = {"words": known.get("words"), "sampler": {"steps": steps, "guidance": 1.0}, "critic": critic.pair.state_dict()}
    optimizers = Optimizers(student, settings.muon_rate, settings.adam_rate)
    trainer = Trainer(name, student, optimizers, settings, arguments, extra=extra)

    def fresh() -> tuple[Conditioning, Tensor]:
        conditioning, clean = dataset.draw(batch, student.config.model)
        return conditioning, torch.randn(arguments.windows, *clean.shape, device=device)

    def step(_: int) -> dict[str, Tensor]:
        for _ in range(CRITIC_STEPS):
            conditioning, noise = fresh()
            with torch.no_grad():
                made, conditions = roll_out(student, conditioning, sigmas, arguments.windows, noise)
            critic.learn(made, conditions)
        conditioning, noise = fresh()
        made, conditions = roll_out(student, conditioning, sigmas, arguments.windows, noise)
        matching = matching_loss(made, teacher, critic.pair, conditions, arguments.guidance)
        alone, some = conditions[slice(batch)], noise[0]
        with torch.no_grad():
            wanted = draw(before, some, sigmas, alone)
        anchor = F.mse_loss(draw(student, some, sigmas, alone), wanted)
        return {"loss": matching + ANCHOR * anchor, "matching": matching, "anchor": anchor}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        """How far the statistics of a late window are from those of the first: drift, 0 when nothing changes."""
        averaged = copy_of(student, trainer.ema)
        with torch.random.fork_rng():
            torch.manual_seed(1)
            conditioning, noise = fresh()
            made, _ = roll_out(averaged, conditioning, sigmas, arguments.windows, noise)
        windows = made.unflatten(0, (arguments.windows, batch)).flatten(2)
        return {"drift": float((windows[-1].std() / windows[0].std()).log().abs())}

    print(f"{name}: {arguments.windows} windows of {steps} steps in a row")
    trainer.run(step, validate)


if __name__ == "__main__":
    run(main)
