"""Text-to-image's memory: pictures on the grid, the noise's choice of a place, turned pictures."""

import numpy as np
import pytest
import torch
from torch import Tensor

from training.export.tables import quantize_table, read_table
from training.geometry.grid import KEPT_SIZES
from training.models.denoisers import DenoiserConfig, TextToImage
from training.models.memory import PictureMemory, Truth, as_stored

CHANNELS, SIDE, NOUN, SMALL, BIG = 3, 8, 2, 0, 2
TEXT = torch.zeros(1, 5, 4), torch.ones(1, 5)


@pytest.fixture
def portraits() -> Tensor:
    """Of two nouns, and of the second one turned."""
    return torch.randn(NOUN + 1, len(KEPT_SIZES), CHANNELS + 1, SIDE, SIDE)


@pytest.fixture
def memory(portraits: Tensor) -> PictureMemory:
    memory = PictureMemory(NOUN, 1, CHANNELS, SIDE, 4)
    memory.fill(portraits, [NOUN - 1])
    return memory


def shown(memory: PictureMemory, x: int, y: int, size: int, heading: float = 0.0, noun: int = NOUN) -> Tensor:
    """The noun's picture, as training looks it up."""
    layout = torch.tensor([[x * memory.step, y * memory.step, KEPT_SIZES[size]]])
    truth = Truth(torch.tensor([noun]), layout, torch.tensor([[heading]]))
    picture: Tensor = memory(*TEXT, torch.zeros(1, CHANNELS, SIDE, SIDE), truth).picture[0]
    return picture


def test_a_picture_is_moved_by_whole_latents(memory: PictureMemory, portraits: Tensor) -> None:
    expected = torch.zeros(CHANNELS + 1, SIDE, SIDE)
    expected[:, :-1, 1:] = portraits[NOUN - 1, SMALL, :, 1:, :-1]
    assert torch.equal(shown(memory, 1, -1, SMALL), expected)


def test_the_turned_picture_is_another(memory: PictureMemory, portraits: Tensor) -> None:
    assert torch.equal(shown(memory, 0, 0, SMALL, heading=1.0), portraits[NOUN, SMALL])


def test_nothing_is_empty(memory: PictureMemory) -> None:
    assert not shown(memory, 0, 0, BIG, noun=0).any()


@pytest.mark.parametrize(("size", "is_found"), [(SMALL, True), (BIG, False)])
def test_the_noise_chooses_a_place_inside_the_picture(memory: PictureMemory, size: int, is_found: bool) -> None:
    torch.nn.init.zeros_(memory.name.weight)
    memory.heading.bias.data.fill_(-1.0)
    memory.name.bias.data = torch.tensor([0.0, 0.0, 100.0])
    memory.layout.bias.data = torch.tensor([1.1 * memory.step, -0.9 * memory.step, KEPT_SIZES[size] + 0.02])
    # A big subject would be cut by the border at this place.
    picture = shown(memory, 2, -1, size)
    recalled = memory(*TEXT, picture[None, :-1]).picture[0]
    assert torch.allclose(recalled, picture, atol=1e-5) == is_found


def test_rows_are_rounded_as_a_pack_stores_them() -> None:
    rows = torch.randn(5, 96)
    rows[2, :32] = 0
    assert np.array_equal(as_stored(rows).numpy(), read_table(*quantize_table(rows.numpy())))


def test_the_refiner_begins_with_what_the_blocks_draw() -> None:
    torch.manual_seed(0)
    config = DenoiserConfig(latent_channels=CHANNELS, latent_size=SIDE, width=32, blocks=1, heads=2, feed_forward=32, text_width=4, entries=NOUN, refined=8)
    refined = TextToImage(config)
    torch.nn.init.normal_(refined.head.weight)
    inputs = torch.randn(1, CHANNELS, SIDE, SIDE), torch.ones(1), torch.randn(1, 5, 4), torch.ones(1, 5)
    drawn = refined(*inputs)
    refiner, refined.refiner = refined.refiner, None
    assert torch.equal(refined(*inputs), drawn)
    assert refiner is not None
    torch.nn.init.normal_(refiner.head.weight)
    refined.refiner = refiner
    assert not torch.equal(refined(*inputs), drawn)
