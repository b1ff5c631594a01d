"""What distillation, self-forcing and recovery share: conditions, guided predictions, and distribution matching.

Distribution matching distillation (Yin et al., DMD2, arXiv 2405.14867): noise what the student made; where the teacher's guess of
the clean latents differs from that of a critic, which knows only the student's work, lies the direction in which the student
should go. No pairs are needed, and the teacher's guidance becomes part of the student.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.pair import TextAndDenoiser, trained_config
from training.trainer.optimizer import Optimizers
from training.trainer.run import StageError, half_precision, load_checkpoint, weights_of
from training.diffusion.sampling import guided, noised, sample, schedule
from training.stages.image_to_video import CONTEXT_NOISE, draw_starts, window_at, with_noise
from training.stages.text_to_image import clean_latent_loss, pick_captions, sample_sigma

#: Below this noise level no denoiser has been trained.
LEAST_SIGMA = 0.3
#: What a teacher is sampled with, unless its checkpoint says otherwise.
GUIDANCE = {"text-to-image": 1.0, "image-to-video": 2.0}
#: Fine-tuning: a tenth of the rates that a model is trained from nothing with.
MUON_RATE, ADAM_RATE = 0.002, 2.5e-4


@dataclass
class Given:
    """What a denoiser is told: captions [B, L], and for video the first frame, the context and its mask."""

    tokens: Tensor
    others: tuple[Tensor, ...] = ()

    def __getitem__(self, rows: Any) -> "Given":
        return Given(self.tokens[rows], tuple(item[rows] for item in self.others))


def joined(parts: list[Given]) -> Given:
    others = zip(*(part.others for part in parts), strict=True)
    return Given(torch.cat([part.tokens for part in parts]), tuple(torch.cat(items) for items in others))


class Cached:
    """Cached latents of either kind, as conditions."""

    def __init__(self, kind: str, cache: Path, device: str) -> None:
        self.kind = kind
        stored = load_checkpoint(cache / f"latents-{'clips' if kind == 'image-to-video' else 'images'}.pt", device)
        self.tokens, self.firsts, self.clips = stored["tokens"], stored["firsts"], stored.get("clips")
        self.held = min(256, len(self.firsts) // 10)

    def draw(self, count: int, config: Any) -> tuple[Given, Tensor]:
        """Conditions of random training scenes, and their true clean latents."""
        rows = torch.randint(self.held, len(self.firsts), (count,))
        tokens, first = pick_captions(self.tokens, rows), self.firsts[rows].float()
        if self.clips is None:
            return Given(tokens), first
        clean, context, mask = window_at(self.clips[rows].float(), draw_starts(count, self.clips.shape[1] - config.window), config)
        context = with_noise(context, CONTEXT_NOISE) * mask[:, :, None, None, None]
        return Given(tokens, (with_noise(first, CONTEXT_NOISE), context, mask)), clean


def load_trained(path: Path, device: str) -> TextAndDenoiser:
    """The averaged weights of a denoiser's checkpoint, of whatever size."""
    checkpoint = load_checkpoint(path)
    pair = TextAndDenoiser(trained_config(checkpoint))
    pair.load_state_dict(weights_of(checkpoint))
    return pair.to(device)


def frozen(pair: TextAndDenoiser) -> TextAndDenoiser:
    return pair.eval().requires_grad_(False)


def predict(pair: TextAndDenoiser, x: Tensor, sigma: Tensor | float, given: Given, guidance: float = 1.0) -> Tensor:
    """The clean latents, guided."""
    sigma = torch.full((len(x),), sigma, device=x.device) if isinstance(sigma, float) else sigma
    with half_precision(str(x.device)):
        if guidance == 1:
            return pair.denoiser(x, sigma, *pair.text(given.tokens), *given.others).float()
        text = pair.text(torch.cat([given.tokens, torch.zeros_like(given.tokens)]))
        others = (torch.cat([item, item]) for item in given.others)
        both = pair.denoiser(torch.cat([x, x]), torch.cat([sigma, sigma]), *text, *others).float()
    return guided(*both.chunk(2), guidance)


def draw(pair: TextAndDenoiser, noise: Tensor, sigmas: Sequence[float], given: Given, guidance: float = 1.0) -> Tensor:
    return sample(lambda x, sigma: predict(pair, x, sigma, given, guidance), noise, sigmas)


def draw_until(pair: TextAndDenoiser, noise: Tensor, sigmas: Sequence[float], given: Given, last: int) -> Tensor:
    """The student's guess at step `last`, which alone is differentiated: the steps before it run as they will in use."""
    with torch.no_grad():
        x = draw(pair, noise, sigmas[: last + 1], given)
    return predict(pair, x, sigmas[last], given)


def teacher_sigmas(steps: int) -> tuple[float, ...]:
    """The many levels of a teacher, which stops where its training did."""
    return (*(sigma for sigma in schedule(steps) if sigma >= LEAST_SIGMA), 0.0)


def matching_loss(made: Tensor, teacher: TextAndDenoiser, critic: TextAndDenoiser, given: Given, guidance: float) -> Tensor:
    """Its gradient is the difference of the critic's guess and the teacher's, scaled by how far off the latents are."""
    with torch.no_grad():
        sigma = LEAST_SIGMA + (0.98 - LEAST_SIGMA) * torch.rand(len(made), device=made.device)
        noisy = noised(made, sigma)
        real = predict(teacher, noisy, sigma, given, guidance)
        apart = (made - real).abs().flatten(1).mean(dim=1).clamp(min=0.02)
        gradient = (predict(critic, noisy, sigma, given) - real) / apart.view(-1, *[1] * (made.ndim - 1))
        target = made - gradient
    return 0.5 * F.mse_loss(made, target)


class Critic:
    """Follows the student: a denoiser that is trained on nothing but what the student makes."""

    def __init__(self, pair: TextAndDenoiser) -> None:
        self.pair = pair
        self.optimizers = Optimizers(pair, 2 * MUON_RATE, 2 * ADAM_RATE)

    def learn(self, made: Tensor, given: Given) -> None:
        sigma = sample_sigma(len(made)).to(made)
        noisy = noised(made, sigma)
        loss = clean_latent_loss(predict(self.pair, noisy, sigma, given), made, sigma)
        self.optimizers.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.pair.parameters(), 1.0)
        self.optimizers.step()


def sampler_of(checkpoint: dict[str, Any], kind: str, teacher_steps: int = 28) -> tuple[tuple[float, ...], float]:
    """Levels and guidance that a checkpoint is to be sampled with: a student knows its own."""
    if "sampler" in checkpoint:
        return schedule(checkpoint["sampler"]["steps"]), float(checkpoint["sampler"]["guidance"])
    return teacher_sigmas(teacher_steps), GUIDANCE[kind]


def steps_of(path: Path) -> int:
    checkpoint = load_checkpoint(path)
    if "sampler" not in checkpoint:
        raise StageError(f"{path} is no student. Distil one first: python -m training.stages.distill.")
    return int(checkpoint["sampler"]["steps"])
