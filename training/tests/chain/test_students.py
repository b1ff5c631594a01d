"""Few steps, fewer weights, windows of its own: each checkpoint holds what it is and how it is sampled."""

from typing import Any

import pytest

from training.tests.chain.conftest import STUDENT
from training.tests.chain.workshop import Workshop


def denoiser_weights(checkpoint: dict[str, Any]) -> int:
    return sum(value.numel() for key, value in checkpoint["ema"].items() if key.startswith("denoiser."))


def test_pruning_removes_weights(sparse: Workshop) -> None:
    left = denoiser_weights(sparse.checkpoint("image-to-video-sparse")) / denoiser_weights(sparse.checkpoint("image-to-video"))
    assert left <= 0.7


def test_recovery_folds_guidance_in(sparse: Workshop) -> None:
    folded = sparse.checkpoint("image-to-video-folded")
    assert folded["sampler"] == {"steps": 2, "guidance": 1.0}
    assert folded["config"]["model"]["kept"]


def test_self_forcing_keeps_the_pruned_shape_and_the_sampler(students: Workshop) -> None:
    forced = students.checkpoint(f"{STUDENT}-forced")
    assert forced["sampler"] == {"steps": 2, "guidance": 1.0}
    assert forced["config"]["model"]["kept"]


@pytest.mark.parametrize("name", ["text-to-image-student-1", "image-to-video-sparse", STUDENT, f"{STUDENT}-forced"])
def test_students_report_finite_losses(students: Workshop, name: str) -> None:
    students.check_curve(name)
