"""The clock of a subject's own animation, and the fields that it moves through."""

import pytest
import torch

from training.models.inner_motion.appearance import few_fields
from training.models.inner_motion.clock import CYCLE, advance, clock, clock_channels, read, turns
from training.models.inner_motion.fields import Beats, InnerMotion, InnerMotionConfig, Placed
from training.stages.inner_motion import assemble

PER_LATENT, SIDE = 4, 2


def test_the_clock_goes_on_from_window_to_window() -> None:
    whole = clock(6, PER_LATENT, SIDE)
    first = advance(torch.zeros(1, clock_channels(PER_LATENT), SIDE, SIDE), torch.zeros(1), 3)
    following = advance(first[:, -1], torch.ones(1), 3)
    assert torch.allclose(torch.cat([first, following], dim=1)[0], whole, atol=1e-5)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 0.5), (2.0, 1.0)])
def test_a_share_of_the_clock_is_a_share_of_the_animation(share: float, expected: float) -> None:
    amount, angle = read(share * clock(6, PER_LATENT, SIDE)[:1])
    assert torch.allclose(amount, torch.tensor(expected))
    assert torch.allclose(angle, turns(1, PER_LATENT))


def moving(known: float, share: float) -> torch.Tensor:
    """What a noun's one field of displacement is at frame 9 of a cycle in which it swings once."""
    model = InnerMotion(InnerMotionConfig(animated=1, flow_fields=1, change_fields=1, most_flow=1, most_change=1, flow_side=4, change_side=4))
    swing = (torch.arange(CYCLE) * 2 * torch.pi / CYCLE).sin()
    model.beats.copy_(torch.stack([swing, torch.zeros(CYCLE)], dim=1).flatten()[None])
    for table in (model.flow, model.change, model.flow_sizes, model.change_sizes, model.flow_rows, model.change_rows):
        table.fill_(1.0)
    placed = Placed(torch.ones(1, 1), torch.tensor([[known]]), torch.zeros(1, 2), torch.full((1, 1), 0.5), torch.ones(1, 1))
    amount, angle = read(share * clock(3, PER_LATENT, SIDE)[2:])
    fields: torch.Tensor = model(placed, amount, angle).fields
    return fields[0, 0, 0, 0]


def test_fields_follow_the_clock() -> None:
    # Of half a side of the square, which is half of half a frame.
    expected = torch.tensor(9 * 2 * torch.pi / CYCLE).sin() / 2
    assert moving(1.0, 1.0).item() == pytest.approx(float(expected), abs=0.02)
    assert moving(1.0, 0.5).item() == pytest.approx(float(expected) / 2, abs=0.02)


def test_nothing_moves_that_is_not_known() -> None:
    assert moving(0.0, 1.0) == 0


def test_few_fields_come_as_near_as_asked() -> None:
    numbers, fields = torch.randn(12, 2), torch.randn(2, 2, 6, 6)
    whole = torch.einsum("tr,rcij->tcij", numbers, fields)
    coefficients, basis = few_fields(whole, 1e-3, 8)
    assert len(basis) == 2
    assert coefficients.abs().max() <= 1
    assert torch.allclose(torch.einsum("tr,rcij->tcij", coefficients, basis), whole, atol=1e-4)


def test_what_a_noun_does_comes_out_of_the_tables_again() -> None:
    parts = [Beats(torch.randn(12, 2), torch.randn(2, 2, 4, 4), torch.randn(12, 1), torch.randn(1, 4, 6, 6)) for _ in range(3)]
    for number, part in enumerate(parts):
        read_again = assemble(parts, [1.0] * 3).beats_of(number)
        assert torch.allclose(read_again.flow()[:12], part.flow(), atol=1e-4)
        assert torch.allclose(read_again.change()[:12], part.change(), atol=1e-4)
