"""The sampler, and the losses at its noise levels."""

import numpy as np
import pytest
import torch
from torch import Tensor

from training.diffusion.distilling import LEAST_SIGMA, sampler_of, teacher_sigmas
from training.diffusion.losses import clean_latent_loss, sample_sigma
from training.diffusion.sampling import guided, noised, sample, schedule


def test_the_schedule_goes_from_1_to_0() -> None:
    assert schedule(4) == pytest.approx((1, 6 / 7, 2 / 3, 2 / 5, 0))
    assert schedule(3, shift=1) == pytest.approx((1, 2 / 3, 1 / 3, 0))


def test_a_perfect_denoiser_is_reached_in_any_number_of_steps() -> None:
    clean, noise = torch.randn(2, 3, 4, 4), torch.randn(2, 3, 4, 4)
    for steps in (1, 2, 5):
        made = sample(lambda x, sigma: clean, noise, schedule(steps))
        assert torch.allclose(made, clean, atol=1e-6)


def test_a_step_keeps_the_estimated_noise() -> None:
    clean, noise = torch.zeros(1, 1), torch.ones(1, 1)
    assert sample(lambda x, sigma: clean, noise, (1.0, 0.4)).item() == pytest.approx(0.4)


def test_arrays_are_sampled_like_tensors() -> None:
    noise = np.random.default_rng(0).standard_normal((1, 4, 3)).astype(np.float32)

    def halve(x: Tensor, sigma: float) -> Tensor:
        return x * (0.5 * sigma)

    by_torch = sample(halve, torch.from_numpy(noise), schedule(3)).numpy()
    by_numpy = sample(lambda x, sigma: x * np.float32(0.5 * sigma), noise, schedule(3))
    assert by_numpy.dtype == np.float32
    np.testing.assert_allclose(by_numpy, by_torch, rtol=1e-6)


def test_guidance_1_is_the_conditional_prediction() -> None:
    conditional, unconditional = torch.randn(2, 3), torch.randn(2, 3)
    assert torch.allclose(guided(conditional, unconditional, 1.0), conditional)
    assert torch.allclose(guided(conditional, unconditional, 3.0), unconditional + 3 * (conditional - unconditional))


def test_noised_latents_have_their_level() -> None:
    noisy = noised(torch.ones(2, 1000), torch.tensor([0.0, 0.5]))
    assert torch.equal(noisy[0], torch.ones(1000))
    assert float(noisy[1].mean()) == pytest.approx(0.5, abs=0.1)


def test_noise_levels_are_those_that_samplers_visit() -> None:
    sigma = sample_sigma(4000)
    assert float(sigma.min()) >= 0.3
    assert float(sigma.max()) <= 1
    assert 0.42 < float((sigma > 0.9).float().mean()) < 0.52
    near = sample_sigma(4000, near_steps=2)
    visited = torch.tensor(schedule(2)[:-1])
    assert float(((near[:, None] - visited).abs().amin(dim=1) < 0.051).float().mean()) > 0.74


def test_the_loss_is_weighted_as_the_velocitys() -> None:
    made, clean = torch.ones(1, 4), torch.zeros(1, 4)
    assert clean_latent_loss(made, clean, torch.tensor([1.0])).item() == pytest.approx(1)
    assert clean_latent_loss(made, clean, torch.tensor([0.5])).item() == pytest.approx(4)
    assert clean_latent_loss(made, clean, torch.tensor([0.1])).item() == pytest.approx(4), "the weight is capped"


def test_a_teacher_jumps_from_the_last_level_it_was_trained_at() -> None:
    sigmas = teacher_sigmas(28)
    assert sigmas[0] == 1
    assert sigmas[-2] >= LEAST_SIGMA
    assert sigmas[-1] == 0


def test_a_student_has_its_own_sampler() -> None:
    student = {"sampler": {"steps": 2, "guidance": 1.0}}
    assert sampler_of(student, "image-to-video") == (schedule(2), 1.0)
    assert sampler_of({}, "image-to-video", 4) == (teacher_sigmas(4), 2.0)
