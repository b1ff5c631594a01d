"""Affine maps: fitted, bounded, and applied."""

import pytest
import torch

from training.geometry.warps import Fit, affine_grid, fit_affine, identity_grid, look_up, warp
from training.models.motion_rules import WIDENING, Extent, camera_map, extent, source_of, subject_map, target_of

ZERO = torch.zeros(1, 2)
SMALL = Extent(ZERO, ZERO + 0.3)


def fit_of(a: float, b: float, c: float, d: float, x: float = 0.0, y: float = 0.0) -> Fit:
    """The map that brings the middle to x, y."""
    columns = [torch.tensor([[float(value)]]) for value in (a, b, c, d)]
    return Fit(columns[0], columns[1], columns[2], columns[3], at=torch.tensor([[float(x), float(y)]]), source=ZERO)


CAMERA = fit_of(1, 0, 0, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param((0, 2, -2, 0, 0, 0), (0, 1, -1, 0, 0, 0), id="what turns keeps its size"),
        pytest.param((0.5, 0, 0, 0.5, 0, 0), (0.5, 0, 0, 0.5, 0, 0), id="what stands may grow"),
        pytest.param((0.5, 0, 0, 0.5, 0.4, 0), (1, 0, 0, 1, 0.4, 0), id="what moves keeps its size"),
        pytest.param((1, 0, 0, 1, -2, 0.5), (1, 0, 0, 1, -0.715, 0.5), id="what moves stays in the picture"),
    ],
)
def test_subjects_keep_to_the_rules(given: tuple[float, ...], expected: tuple[float, ...]) -> None:
    fit = subject_map(fit_of(*given), CAMERA, SMALL)
    assert [float(value) for value in (fit.a, fit.b, fit.c, fit.d, *fit.at[0])] == pytest.approx(expected, abs=1e-3)


def test_what_lands_is_wider_by_what_it_is_lower() -> None:
    fit = subject_map(fit_of(0.8, 0, 0, 1.4, 0, 0.5), CAMERA, SMALL)
    across, down = float(fit.a), float(fit.d)
    assert 0 < across < 1 < down
    assert (1 / across - 1) / (1 - 1 / down) == pytest.approx(WIDENING, abs=0.01)


def test_a_camera_does_not_stretch() -> None:
    fit = camera_map(fit_of(1.2, 0.3, 0.1, 0.8))
    assert (float(fit.a), float(fit.b)) == pytest.approx((float(fit.d), -float(fit.c)))


def test_source_and_target_are_inverse() -> None:
    fit, point = fit_of(1.2, 0.3, -0.1, 0.8, 0.2, -0.4), torch.tensor([[0.3, 0.7]])
    assert torch.allclose(source_of(fit, target_of(fit, point)), point, atol=1e-6)


def test_the_extent_of_a_square() -> None:
    found = torch.zeros(1, 1, 32, 32)
    found[:, :, 8:24, 16:32] = 1
    where = extent(found)
    assert where.middle[0].tolist() == pytest.approx([0.5, 0.0], abs=0.01)
    assert where.half[0].tolist() == pytest.approx([0.5, 0.5], abs=0.02)
    assert extent(torch.zeros(1, 1, 32, 32)).half.abs().max() < 1e-3


def test_a_map_is_fitted_to_its_own_flow() -> None:
    affine = torch.tensor([[[0.9, 0.1, 0.05], [-0.1, 1.1, -0.2]]])
    flow = (affine_grid(affine, 32) - identity_grid(32)).permute(0, 3, 1, 2)
    assert torch.allclose(fit_affine(flow, torch.ones(1, 1, 32, 32)).affine(), affine, atol=5e-3)


def test_the_grid_is_pytorchs() -> None:
    affine = torch.randn(2, 2, 3)
    expected = torch.nn.functional.affine_grid(affine, [2, 1, 16, 16], align_corners=False)
    assert torch.allclose(affine_grid(affine, 16), expected, atol=1e-5)


def test_what_lies_outside_is_as_the_border() -> None:
    picture = torch.rand(1, 3, 8, 8)
    assert torch.allclose(look_up(picture, torch.full((1, 1, 1, 2), 5.0))[..., 0, 0], picture[..., -1, -1])
    assert torch.allclose(warp(picture, torch.zeros(1, 2, 8, 8)), picture, atol=1e-6)
