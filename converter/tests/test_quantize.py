"""Blocks of few bits."""

import pytest
import torch

from kinora_convert.quantize.blocks import BLOCK, dequantize, quantize
from kinora_convert.quantize.sparsity import kept_count, kept_units


@pytest.mark.parametrize("bits", [4, 8])
@pytest.mark.parametrize("inputs", [32, 64, 45])
def test_no_number_is_further_off_than_half_a_step(bits: int, inputs: int) -> None:
    weight = torch.randn(7, inputs, generator=torch.Generator().manual_seed(0))
    packed, scales = quantize(weight, bits)
    assert packed.shape == (7, -(-inputs // BLOCK), BLOCK * bits // 8)
    back = dequantize(packed, scales, bits, inputs)
    steps = scales.abs().repeat_interleave(BLOCK, dim=1)[:, :inputs]
    # The end of the range opposite to the largest number is one step nearer to zero.
    assert bool(((back - weight).abs() <= steps * 1.001).all())
    inside = weight.abs() < 0.9 * steps * (2 ** (bits - 1) - 1)
    assert bool(((back - weight).abs() <= steps * 0.501)[inside].all())


@pytest.mark.parametrize("bits", [4, 8])
def test_zeros_stay_zeros(bits: int) -> None:
    packed, scales = quantize(torch.zeros(3, 64), bits)
    assert bool((dequantize(packed, scales, bits, 64) == 0).all())


def test_units_of_largest_score_are_kept_in_their_order() -> None:
    assert kept_units(torch.tensor([1.0, 9.0, 3.0, 8.0]), 2).tolist() == [1, 3]
    assert kept_count(2880, 0.25) == 2176
    assert kept_count(2880, 0.0) == 2880
