"""Structured pruning."""

import pytest
import torch

from training.diffusion.pruning import Importance, Unit, choose, weights_in, without
from training.models.pair import TextAndDenoiser, pair_config


@pytest.fixture
def pair() -> TextAndDenoiser:
    pair = TextAndDenoiser(pair_config("image-to-video", "toy", (32, 8, 8), 50, 0, 0))
    for parameter in pair.parameters():
        torch.nn.init.normal_(parameter, std=0.1)
    return pair


def predicted(pair: TextAndDenoiser) -> torch.Tensor:
    config = pair.config.model
    generator = torch.Generator().manual_seed(3)

    def noise(*shape: int) -> torch.Tensor:
        return torch.randn(shape, generator=generator)

    size = config.latent_channels, config.latent_size, config.latent_size
    text = pair.text(torch.randint(2, 50, (2, 32), generator=generator))
    made: torch.Tensor = pair.denoiser(
        noise(2, config.window, *size), torch.full((2,), 0.7), *text, noise(2, *size), noise(2, config.context, *size), torch.ones(2, config.context)
    )
    return made


def test_units_are_sorted_by_importance_for_their_size(pair: TextAndDenoiser) -> None:
    importance = Importance(pair)
    predicted(pair).square().mean().backward()
    importance.add()
    units = importance.units()
    ratios = [unit.score / unit.weights for unit in units]
    assert ratios == sorted(ratios)
    assert {unit.part for unit in units} == {"attention", "cross", "feed_forward"}


def test_units_are_chosen_until_they_hold_enough_weights() -> None:
    units = [Unit(0, "attention", (number,), 1.0, 100) for number in range(4)]
    assert choose(units, 250) == units[:3]
    assert choose(units, 1e9) == units


def test_a_pair_without_units_predicts_as_if_those_added_nothing(pair: TextAndDenoiser) -> None:
    block = pair.denoiser.body.blocks[0]
    units = tuple(range(32))
    with torch.no_grad():
        block.feed_forward.contract.weight[:, :32] = 0  # type: ignore[union-attr, operator]
    expected = predicted(pair)
    smaller = without(pair, [Unit(0, "feed_forward", units, 0.0, 0)])
    assert weights_in(smaller) < weights_in(pair)
    assert torch.allclose(predicted(smaller), expected, atol=1e-5)
