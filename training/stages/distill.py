"""Few steps, guidance folded in: `python -m training.stages.distill --model image-to-video --steps 2 --minutes 10`.

First the student repeats the teacher's guided paths: from the noise, and from where the teacher stands at the student's next
level, it jumps to where the teacher's many small steps lead. That is plain regression, quick and stable, but what is uncertain
becomes blurred. So the second half adds distribution matching (`training/distilling.py`), which sharpens; the regression
stays on with a small weight and keeps it from wandering off. An adversarial loss would need a discriminator, and features to judge
by, which nobody has trained for these latents. Where little is uncertain, as with first frames that are looked up, `--matching 0`
leaves it at the regression, at a sixth of the cost of a step.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from training.diffusion.distilling import (
    ADAM_RATE,
    GUIDANCE,
    LEAST_SIGMA,
    MUON_RATE,
    Cached,
    Critic,
    Given,
    draw,
    draw_until,
    frozen,
    joined,
    load_trained,
    matching_loss,
    predict,
)
from training.models.pair import TextAndDenoiser
from training.trainer.optimizer import Optimizers
from training.trainer.run import StageError, Trainer, load_checkpoint, main, stage_arguments
from training.diffusion.sampling import schedule
from training.stages.text_to_image import Settings, copy_of, drop_captions

#: Weight of the regression beside distribution matching.
ANCHOR = 0.25
#: Steps of the critic for each of the student, as DMD2's two time scales.
CRITIC_STEPS = 4


@dataclass
class Paths:
    """Guided paths of the teacher: latents at each of the student's levels, [N, levels, ...]."""

    given: Given
    latents: Tensor


def fine_levels(start: float, end: float, count: int) -> list[float]:
    """`count` even steps between two levels, without those at which no model was trained."""
    levels = [start + (end - start) * i / count for i in range(count)]
    return [level for level in levels if level >= min(LEAST_SIGMA, start)] + [end]


@torch.no_grad()
def walk(teacher: TextAndDenoiser, given: Given, noise: Tensor, sigmas: tuple[float, ...], steps: int, guidance: float) -> Tensor:
    latents = [noise]
    for start, end in zip(sigmas[:-1], sigmas[1:], strict=True):
        fine = fine_levels(start, end, max(1, steps // (len(sigmas) - 1)))
        latents.append(draw(teacher, latents[-1], fine, given, guidance))
    return torch.stack(latents, dim=1)


def jump_loss(student: TextAndDenoiser, paths: Paths, rows: Tensor, sigmas: tuple[float, ...], step: int) -> Tensor:
    """How far the student's jump from level `step` lands from where the path is at the next one, as a clean-latent error."""
    given = paths.given[rows]
    here, there = paths.latents[rows, step].float(), paths.latents[rows, step + 1].float()
    left = sigmas[step + 1] / sigmas[step]
    return F.mse_loss(predict(student, here, sigmas[step], given), (there - left * here) / (1 - left))


def parse() -> argparse.Namespace:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--model", choices=sorted(GUIDANCE), required=True)
    parser.add_argument("--steps", type=int, choices=(1, 2), default=2)
    parser.add_argument("--student", type=Path, help="what the student begins as (a pruned model, say); else the teacher")
    parser.add_argument("--name", help="of the checkpoint; else <model>-student-<steps>")
    parser.add_argument("--guidance", type=float, default=0, help="of the teacher; 0: the usual")
    parser.add_argument("--teacher-steps", type=int, default=28)
    parser.add_argument("--paths", type=int, default=4096, help="how many of the teacher's paths are kept to learn from")
    parser.add_argument("--matching", type=float, default=0.5, help="share of the time, at its end, with distribution matching")
    parser.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates, which are those of fine-tuning")
    arguments = parser.parse_args()
    if not 0 <= arguments.matching < 1:
        raise StageError(f"--matching {arguments.matching} is no share; give 0 to 0.9.")
    return arguments


def train() -> None:
    arguments = parse()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    device, kind = arguments.device, arguments.model
    guidance = arguments.guidance or GUIDANCE[kind]
    sigmas = schedule(arguments.steps)
    name = arguments.name or f"{kind}-student-{arguments.steps}"
    batch = arguments.batch or (128 if kind == "text-to-image" else 48)
    if arguments.paths < 2 * batch:
        raise StageError(f"--paths {arguments.paths} is too few for batches of {batch}; give at least {2 * batch}.")
    cached = Cached(kind, arguments.cache, device)
    origin = load_checkpoint(arguments.runs / f"{kind}.pt")
    teacher = frozen(load_trained(arguments.runs / f"{kind}.pt", device))
    student = load_trained(arguments.student or arguments.runs / f"{kind}.pt", device)
    critic = Critic(copy_of(teacher, teacher.state_dict()))
    if arguments.resume:
        saved = load_checkpoint(arguments.runs / f"{name}.pt")
        student = load_trained(arguments.runs / f"{name}.pt", device)
        critic.pair.load_state_dict(saved["critic"])
    if arguments.compile:
        for pair in (teacher, student, critic.pair):
            pair.denoiser.compile()
    settings = Settings(student.config.text, student.config.model, MUON_RATE * arguments.rate, ADAM_RATE * arguments.rate)
    # The critic's tensors are updated in place, so that every save holds them as they are then.
    sampler = {"steps": arguments.steps, "guidance": 1.0}
    extra = {"words": origin.get("words"), "nouns": origin.get("nouns", []), "sampler": sampler, "critic": critic.pair.state_dict()}
    trainer = Trainer(name, student, Optimizers(student, settings.muon_rate, settings.adam_rate), settings, arguments, extra=extra)

    def fresh(count: int) -> tuple[Given, Tensor]:
        given, clean = cached.draw(count, teacher.config.model)
        return Given(drop_captions(given.tokens, settings.caption_dropout), given.others), torch.randn_like(clean)

    parts, walked = [], []
    for _ in range(-(-arguments.paths // batch)):
        given, noise = fresh(batch)
        parts.append(given)
        walked.append(walk(teacher, given, noise, sigmas, arguments.teacher_steps, guidance).half())
    paths = Paths(joined(parts), torch.cat(walked))
    held, total = batch, len(paths.latents)

    def any_step() -> int:
        return int(torch.randint(len(sigmas) - 1, ()))

    def teach_critic(times: int) -> None:
        for _ in range(times):
            given, noise = fresh(batch)
            with torch.no_grad():
                made = draw_until(student, noise, sigmas, given, any_step())
            critic.learn(made, given)

    def step(_: int) -> dict[str, Tensor]:
        jump = jump_loss(student, paths, torch.randint(held, total, (batch,)), sigmas, any_step())
        alone = 1 - arguments.matching
        if trainer.share < alone:
            # The critic has to know the student when matching begins.
            if arguments.matching and trainer.share > alone / 2:
                teach_critic(1)
            return {"loss": jump, "jump": jump}
        teach_critic(CRITIC_STEPS)
        given, noise = fresh(batch)
        matching = matching_loss(draw_until(student, noise, sigmas, given, any_step()), teacher, critic.pair, given, guidance)
        return {"loss": matching + ANCHOR * jump, "jump": jump, "matching": matching}

    @torch.no_grad()
    def validate() -> dict[str, float]:
        """The whole way in the student's few steps, against the teacher's end of the same way."""
        averaged = copy_of(student, trainer.ema)
        made = draw(averaged, paths.latents[:held, 0].float(), sigmas, paths.given[slice(held)])
        return {"held": float(F.mse_loss(made, paths.latents[:held, -1].float()))}

    print(f"{name}: from {arguments.teacher_steps} steps with guidance {guidance} to {len(sigmas) - 1} without")
    trainer.run(step, validate)


if __name__ == "__main__":
    main(train)
