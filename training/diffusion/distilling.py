"""What distillation, self-forcing and recovery after pruning share: guided predictions and distribution matching.

Distribution matching distillation (Yin et al., DMD2, arXiv 2405.14867): add noise to what the student made. The difference
between the teacher's prediction of the clean latents and that of a critic, which is trained on the student's samples alone,
is the direction in which the student should change. No pairs are needed, and the teacher's guidance becomes part of the student.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.datasets.latents import Conditioning
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.sampling import guided, noised, sample, schedule
from training.models.pair import TextAndDenoiser
from training.trainer.checkpoints import load_checkpoint
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers
from training.trainer.run import half_precision

#: Below this noise level no denoiser has been trained.
LEAST_SIGMA = 0.3
#: Guidance of a teacher, unless its checkpoint says otherwise.
GUIDANCE = {"text-to-image": 1.0, "image-to-video": 2.0}
#: Rates of fine-tuning: a tenth of those that train from random weights.
MUON_RATE, ADAM_RATE = 0.002, 2.5e-4


def predict(pair: TextAndDenoiser, x: Tensor, sigma: Tensor | float, conditioning: Conditioning, guidance: float = 1.0) -> Tensor:
    """The clean latents, like x [B, ...], at noise level sigma [B] or one for all, with classifier-free guidance."""
    sigma = torch.full((len(x),), sigma, device=x.device) if isinstance(sigma, float) else sigma
    with half_precision(str(x.device)):
        if guidance == 1:
            return pair.denoiser(x, sigma, *pair.text(conditioning.tokens), *conditioning.others).float()
        text = pair.text(torch.cat([conditioning.tokens, torch.zeros_like(conditioning.tokens)]))
        others = (torch.cat([item, item]) for item in conditioning.others)
        both = pair.denoiser(torch.cat([x, x]), torch.cat([sigma, sigma]), *text, *others).float()
    conditional, unconditional = both.chunk(2)
    return guided(conditional, unconditional, guidance)


def draw(pair: TextAndDenoiser, noise: Tensor, sigmas: Sequence[float], conditioning: Conditioning, guidance: float = 1.0) -> Tensor:
    """Latents like the noise [B, ...], sampled along `sigmas`."""
    return sample(lambda x, sigma: predict(pair, x, sigma, conditioning, guidance), noise, sigmas)


def draw_until(pair: TextAndDenoiser, noise: Tensor, sigmas: Sequence[float], conditioning: Conditioning, last: int) -> Tensor:
    """The student's prediction at step `last`, the only one with gradients; the steps before it run as in use."""
    with torch.no_grad():
        x = draw(pair, noise, sigmas[: last + 1], conditioning)
    return predict(pair, x, sigmas[last], conditioning)


def teacher_sigmas(steps: int) -> tuple[float, ...]:
    """Sigmas of a teacher with many steps, without those below LEAST_SIGMA."""
    return (*(sigma for sigma in schedule(steps) if sigma >= LEAST_SIGMA), 0.0)


def matching_loss(made: Tensor, teacher: TextAndDenoiser, critic: TextAndDenoiser, conditioning: Conditioning, guidance: float) -> Tensor:
    """A loss whose gradient is the critic's prediction minus the teacher's, divided by how far the teacher's is from the latents."""
    with torch.no_grad():
        sigma = LEAST_SIGMA + (0.98 - LEAST_SIGMA) * torch.rand(len(made), device=made.device)
        noisy = noised(made, sigma)
        real = predict(teacher, noisy, sigma, conditioning, guidance)
        apart = (made - real).abs().flatten(1).mean(dim=1).clamp(min=0.02)
        gradient = (predict(critic, noisy, sigma, conditioning) - real) / apart.view(-1, *[1] * (made.ndim - 1))
        target = made - gradient
    return 0.5 * F.mse_loss(made, target)


class Critic:
    """A denoiser that is trained on the student's samples alone, at twice the student's rates."""

    def __init__(self, pair: TextAndDenoiser) -> None:
        self.pair = pair
        self.optimizers = Optimizers(pair, 2 * MUON_RATE, 2 * ADAM_RATE)

    def learn(self, made: Tensor, conditioning: Conditioning) -> None:
        sigma = sample_sigma(len(made)).to(made)
        noisy = noised(made, sigma)
        loss = clean_latent_loss(predict(self.pair, noisy, sigma, conditioning), made, sigma)
        self.optimizers.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.pair.parameters(), 1.0)
        self.optimizers.step()


def sampler_of(checkpoint: dict[str, Any], kind: str, teacher_steps: int = 28) -> tuple[tuple[float, ...], float]:
    """Sigmas and guidance to sample a checkpoint with: those stored in it by distillation, else a teacher's."""
    if "sampler" in checkpoint:
        return schedule(checkpoint["sampler"]["steps"]), float(checkpoint["sampler"]["guidance"])
    return teacher_sigmas(teacher_steps), GUIDANCE[kind]


def steps_of(path: Path) -> int:
    """Steps of a student's checkpoint. @raises StageError when it is not a student's"""
    checkpoint = load_checkpoint(path)
    if "sampler" not in checkpoint:
        raise StageError(f"{path} is not a student. Distil one first: python -m training.stages.distill.")
    return int(checkpoint["sampler"]["steps"])
