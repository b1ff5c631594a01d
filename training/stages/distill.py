"""Few steps, guidance folded in: `python -m training.stages.distill --model image-to-video --steps 2 --minutes 10`.

First the student repeats the teacher's guided paths: from the noise, and from where the teacher stands at the student's next
level, it jumps to where the teacher's many small steps lead. That is plain regression, quick and stable, but it averages what is
uncertain, which blurs. So the second half adds distribution matching (`diffusion/distilling.py`), which sharpens; the regression
stays on with a small weight and keeps the student near the teacher. An adversarial loss would need a discriminator with trained
features, which these latents do not have. Where little is uncertain, as with first frames that are looked up, `--matching 0`
leaves it at the regression, at a sixth of the cost of a step.
"""

import argparse
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.latents import Conditioning, LatentDataset, concat, drop_captions
from training.diffusion.distilling import (
    ADAM_RATE,
    GUIDANCE,
    LEAST_SIGMA,
    MUON_RATE,
    Critic,
    draw,
    draw_until,
    matching_loss,
    predict,
)
from training.diffusion.sampling import schedule
from training.models.pair import TextAndDenoiser
from training.trainer.checkpoints import load_checkpoint
from training.trainer.denoisers import DenoiserSettings
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import copy_of, freeze, load_pair
from training.trainer.trainer import Trainer

#: Weight of the regression beside distribution matching.
ANCHOR = 0.25
#: Steps of the critic for each of the student, as DMD2's two time scales.
CRITIC_STEPS = 4


@dataclass
class Paths:
    """Guided paths of the teacher: latents at each of the student's levels, [N, levels, ...]."""

    conditioning: Conditioning
    latents: Tensor


def fine_levels(start: float, end: float, count: int) -> list[float]:
    """`count` even steps between two levels, without levels below LEAST_SIGMA."""
    levels = [start + (end - start) * i / count for i in range(count)]
    return [level for level in levels if level >= min(LEAST_SIGMA, start)] + [end]


@torch.no_grad()
def walk(teacher: TextAndDenoiser, conditioning: Conditioning, noise: Tensor, sigmas: tuple[float, ...], steps: int, guidance: float) -> Tensor:
    """The teacher's latents at each of `sigmas`, [B, levels, ...], in about `steps` steps altogether."""
    latents = [noise]
    for start, end in itertools.pairwise(sigmas):
        fine = fine_levels(start, end, max(1, steps // (len(sigmas) - 1)))
        latents.append(draw(teacher, latents[-1], fine, conditioning, guidance))
    return torch.stack(latents, dim=1)


def jump_loss(student: TextAndDenoiser, paths: Paths, rows: Tensor, sigmas: tuple[float, ...], step: int) -> Tensor:
    """The student's jump from level `step` against the path at the next level, as a squared error of clean latents."""
    conditioning = paths.conditioning[rows]
    here, there = paths.latents[rows, step].float(), paths.latents[rows, step + 1].float()
    left = sigmas[step + 1] / sigmas[step]
    return F.mse_loss(predict(student, here, sigmas[step], conditioning), (there - left * here) / (1 - left))


class Distillation:
    """A teacher, its student and a critic, with random conditions for them."""

    def __init__(self, arguments: argparse.Namespace, name: str, batch: int) -> None:
        device, kind = arguments.device, arguments.model
        self.arguments, self.batch = arguments, batch
        self.guidance = arguments.guidance or GUIDANCE[kind]
        self.sigmas = schedule(arguments.steps)
        self.dataset = LatentDataset(kind, arguments.cache, device)
        self.teacher = freeze(load_pair(arguments.runs / f"{kind}.pt", device))
        self.student = load_pair(arguments.student or arguments.runs / f"{kind}.pt", device)
        self.critic = Critic(copy_of(self.teacher, self.teacher.state_dict()))
        if arguments.resume:
            saved = load_checkpoint(arguments.runs / f"{name}.pt")
            self.student = load_pair(arguments.runs / f"{name}.pt", device)
            self.critic.pair.load_state_dict(saved["critic"])
        if arguments.compile:
            for pair in (self.teacher, self.student, self.critic.pair):
                pair.denoiser.compile()
        config = self.student.config
        self.settings = DenoiserSettings(config.text, config.model, MUON_RATE * arguments.rate, ADAM_RATE * arguments.rate)

    def fresh(self) -> tuple[Conditioning, Tensor]:
        """Conditions, and noise [B, ...]."""
        conditioning, clean = self.dataset.draw(self.batch, self.teacher.config.model)
        tokens = drop_captions(conditioning.tokens, self.settings.caption_dropout)
        return Conditioning(tokens, conditioning.others), torch.randn_like(clean)

    def walk_paths(self, count: int) -> Paths:
        """At least `count` of the teacher's paths, float16."""
        parts, walked = [], []
        for _ in range(-(-count // self.batch)):
            conditioning, noise = self.fresh()
            parts.append(conditioning)
            walked.append(walk(self.teacher, conditioning, noise, self.sigmas, self.arguments.teacher_steps, self.guidance).half())
        return Paths(concat(parts), torch.cat(walked))

    def any_step(self) -> int:
        return int(torch.randint(len(self.sigmas) - 1, ()))

    def teach_critic(self, times: int) -> None:
        for _ in range(times):
            conditioning, noise = self.fresh()
            with torch.no_grad():
                made = draw_until(self.student, noise, self.sigmas, conditioning, self.any_step())
            self.critic.learn(made, conditioning)

    def matching(self) -> Tensor:
        """The loss of distribution matching for one batch."""
        conditioning, noise = self.fresh()
        made = draw_until(self.student, noise, self.sigmas, conditioning, self.any_step())
        return matching_loss(made, self.teacher, self.critic.pair, conditioning, self.guidance)


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--model", choices=sorted(GUIDANCE), required=True)
    arguments.add_argument("--steps", type=int, choices=(1, 2), default=2)
    arguments.add_argument("--student", type=Path, help="the checkpoint to begin from (a pruned model, for example); default: the teacher")
    arguments.add_argument("--name", help="of the checkpoint; default: <model>-student-<steps>")
    arguments.add_argument("--guidance", type=float, default=0, help="of the teacher; 0: its own")
    arguments.add_argument("--teacher-steps", type=int, default=28)
    arguments.add_argument("--paths", type=int, default=4096, help="how many of the teacher's paths are kept to learn from")
    arguments.add_argument("--matching", type=float, default=0.5, help="share of the time, at its end, with distribution matching")
    arguments.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates, which are those of fine-tuning")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    if not 0 <= arguments.matching < 1:
        raise StageError(f"--matching {arguments.matching} is not a share; give 0 to 0.9.")
    prepare(arguments)
    kind = arguments.model
    name = arguments.name or f"{kind}-student-{arguments.steps}"
    batch = arguments.batch or (128 if kind == "text-to-image" else 48)
    if arguments.paths < 2 * batch:
        raise StageError(f"--paths {arguments.paths} is too few for batches of {batch}; give at least {2 * batch}.")
    origin = load_checkpoint(arguments.runs / f"{kind}.pt")
    distillation = Distillation(arguments, name, batch)
    student, settings, sigmas = distillation.student, distillation.settings, distillation.sigmas
    # The critic's tensors are updated in place, so that every save holds their values at that time.
    extra = {
        "words": origin.get("words"),
        "nouns": origin.get("nouns", []),
        "sampler": {"steps": arguments.steps, "guidance": 1.0},
        "critic": distillation.critic.pair.state_dict(),
    }
    trainer = Trainer(name, student, Optimizers(student, settings.muon_rate, settings.adam_rate), settings, arguments, extra=extra)
    paths = distillation.walk_paths(arguments.paths)
    held, total = batch, len(paths.latents)

    def step(_: int) -> dict[str, Tensor]:
        jump = jump_loss(student, paths, torch.randint(held, total, (batch,)), sigmas, distillation.any_step())
        alone = 1 - arguments.matching
        if trainer.share < alone:
            # The critic has to know the student when matching begins.
            if arguments.matching and trainer.share > alone / 2:
                distillation.teach_critic(1)
            return {"loss": jump, "jump": jump}
        distillation.teach_critic(CRITIC_STEPS)
        matching = distillation.matching()
        return {"loss": matching + ANCHOR * jump, "jump": jump, "matching": matching}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        """The student's samples against the ends of the teacher's paths from the same noise."""
        averaged = copy_of(student, trainer.ema)
        made = draw(averaged, paths.latents[:held, 0].float(), sigmas, paths.conditioning[slice(held)])
        return {"held": float(F.mse_loss(made, paths.latents[:held, -1].float()))}

    print(f"{name}: from {arguments.teacher_steps} steps with guidance {distillation.guidance} to {len(sigmas) - 1} without")
    trainer.run(step, validate)


if __name__ == "__main__":
    run(main)
