"""Rigs: parts of sprites that move by formulas."""

import pytest
import torch

from training.datasets.rigged import displacement, rigged, swing
from training.geometry.warps import identity_grid, warp
from training.models.inner_motion.appearance import MOST_FIELDS
from training.models.inner_motion.clock import CYCLE
from training.scenes.nouns import NOUN_BY_NAME
from training.scenes.rigs import RIGS
from training.scenes.rigs.rig import Area, Beat, Limb, Look, Movement, Ripple, Shift, Stretch, Sway, Turn

SIDE = 48
#: A quarter of a beat that is done once a cycle: the farthest of a movement to both sides.
FARTHEST = CYCLE // 4


def shown(movement: Movement, dot: tuple[float, float], frame: int) -> tuple[float, float]:
    """Where a dot of the first frame is at a frame."""
    grid = identity_grid(SIDE)[0]
    first = torch.exp(-(grid - torch.tensor(dot)).square().sum(dim=-1) / 0.005)[None, None]
    flow = displacement(movement, grid)[frame].permute(2, 0, 1)[None]
    moved = warp(first, flow)[0, 0]
    x, y = ((moved[..., None] * grid).sum(dim=(0, 1)) / moved.sum()).tolist()
    return x, y


@pytest.mark.parametrize(
    ("movement", "dot", "expected"),
    [
        (Shift(0.2, -0.1, Beat(1)), (0.0, 0.0), (0.2, -0.1)),
        # Clockwise, from the right to below.
        (Turn((0.0, 0.0), 90.0, Beat(1)), (0.5, 0.0), (0.0, 0.5)),
        (Limb((0.0, 0.0), (0.6, 0.0), 0.3, 30.0, Beat(1)), (0.5, 0.0), (0.433, 0.25)),
        (Stretch((0.0, 0.0), 0.5, 0.0, Beat(1)), (0.4, 0.3), (0.6, 0.3)),
        (Sway(0.8, -0.8, 0.3, Beat(1)), (0.0, -0.8), (0.3, -0.8)),
        (Look((0.0, 0.0), 0.9, 0.1, 0.0, Beat(1)), (0.0, 0.0), (0.1, 0.0)),
    ],
)
def test_parts_move_where_their_rig_says(movement: Movement, dot: tuple[float, float], expected: tuple[float, float]) -> None:
    assert shown(movement, dot, FARTHEST) == pytest.approx(expected, abs=0.04)


@pytest.mark.parametrize(
    ("movement", "dot"),
    [
        (Limb((0.0, 0.0), (0.6, 0.0), 0.2, 30.0, Beat(1)), (-0.4, 0.0)),
        (Limb((0.0, 0.0), (0.6, 0.0), 0.2, 30.0, Beat(1)), (0.3, 0.6)),
        (Shift(0.2, 0.0, Beat(1), Area(-0.5, 0.0, 0.2, 0.2)), (0.5, 0.0)),
        (Sway(0.8, -0.8, 0.3, Beat(1)), (0.0, 0.8)),
    ],
)
def test_what_is_not_of_the_part_keeps_still(movement: Movement, dot: tuple[float, float]) -> None:
    assert shown(movement, dot, FARTHEST) == pytest.approx(dot, abs=0.01)


def test_a_ripple_moves_one_place_after_another() -> None:
    ripple = Ripple(0.2, 0.0, 1.0, 0.0, Beat(1))
    here, there = shown(ripple, (-0.5, 0.0), FARTHEST)[0] + 0.5, shown(ripple, (0.5, 0.0), FARTHEST)[0] - 0.5
    assert abs(here - there) > 0.05


@pytest.mark.parametrize(("phase", "least", "most"), [(0.0, -1.0, 1.0), (0.25, -1.0, 0.0), (0.75, 0.0, 1.0)])
def test_a_beat_begins_at_rest_and_reaches_its_ends(phase: float, least: float, most: float) -> None:
    moved = swing(Beat(2, phase))
    assert moved[0] == 0
    assert (moved.min().item(), moved.max().item()) == pytest.approx((least, most), abs=0.01)


def test_every_rig_is_of_a_noun_and_is_few_fields_that_move_it() -> None:
    assert set(RIGS) <= set(NOUN_BY_NAME)
    for name, rig in RIGS.items():
        beats = rigged(rig)
        flow = beats.flow()
        assert len(flow) == CYCLE
        assert 1 <= len(beats.flow_fields) <= MOST_FIELDS["flow"]
        assert flow[0].abs().max() == 0
        assert 0.01 < flow.abs().max() < 0.8, name
