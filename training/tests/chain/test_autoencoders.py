"""The autoencoders, the finder, and what subjects do by themselves."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from training.geometry.warps import affine_grid
from training.models.inner_motion.recognition import Recognition
from training.models.motion_rules import extent
from training.scenes.nouns import NOUNS
from training.stages import image_autoencoder, subject_finder
from training.tests.chain.conftest import Change
from training.tests.chain.toy_world import MOVING
from training.tests.chain.workshop import TOY, Workshop, changed_weights
from training.trainer.errors import StageError
from training.trainer.trained_models import INNER_MOTION, load_animator, load_picture_encoder

#: Sides of the picture and of the finder's fields, in pixels.
SIDE, FIELDS = 64, 32


@pytest.mark.parametrize("name", ["condition-autoencoder", "picture-autoencoder", "picture-decoder"])
def test_picture_autoencoders_report_finite_losses(pictures: Workshop, name: str) -> None:
    pictures.check_curve(name)


@pytest.mark.parametrize("name", ["motion-autoencoder", "motion-decoder"])
def test_motion_autoencoders_report_finite_losses(motion: Workshop, name: str) -> None:
    motion.check_curve(name)


def test_the_condition_encoder_has_no_decoder_phase(shop: Workshop) -> None:
    with pytest.raises(StageError, match="only its encoder ships"):
        shop.train(image_autoencoder.main, "--of", "condition", "--phase", "decoder", *TOY)


def test_the_second_phase_keeps_the_encoder(pictures: Workshop) -> None:
    first, second = (pictures.checkpoint(f"picture-{name}")["ema"] for name in ("autoencoder", "decoder"))
    assert all(torch.equal(value, second[key]) for key, value in first.items() if key.startswith("encoder."))
    assert any(not torch.equal(value, second[key]) for key, value in first.items() if value.shape == second[key].shape)


def test_latents_are_standardized(pictures: Workshop) -> None:
    encoder = load_picture_encoder(pictures.runs, "cpu")
    assert encoder.latent_scale.std() > 0
    assert encoder.latent_mean.abs().max() > 0


def test_the_finder_alone_is_trained(finder: Change) -> None:
    changed = changed_weights(*finder)
    assert changed
    assert all(key.startswith(subject_finder.TRAINED) for key in changed), changed


@pytest.mark.parametrize("name", MOVING)
def test_animations_are_learned(animated: Workshop, name: str) -> None:
    learned = animated.checkpoint(f"{INNER_MOTION}/{name}")
    assert learned["moving"] > learned["still"] + 6, "dB"


def pasted(portrait: Tensor, x: float, y: float, half: float, heading: float, side: int) -> Tensor:
    """[C, s, s], laid into an empty picture: [1, C, side, side]"""
    to_square = torch.tensor([[[heading / half, 0, -heading * x / half], [0, 1 / half, -y / half]]])
    return F.grid_sample(portrait.reshape(1, -1, *portrait.shape[-2:]), affine_grid(to_square, side), mode="bilinear", align_corners=False)


@pytest.fixture(scope="session")
def recognition(animated: Workshop) -> Recognition:
    """With the extents that a finder would find that found exactly what is there."""
    loaded = load_animator(animated.runs)
    assert loaded
    model = loaded[0].recognition
    for row, alpha in enumerate(model.portraits[3].unflatten(1, (model.config.side, model.config.side))[:, None]):
        where = extent(pasted(alpha, 0.0, 0.0, 0.8, 1.0, FIELDS))
        model.shift[row] = where.middle[0] / 0.8 * torch.tensor([float(model.heading[row]), 1.0])
        model.reach[row] = where.half[0] / 0.8
    return model


@pytest.mark.parametrize(
    ("name", "x", "y", "half", "heading"),
    [pytest.param("panda", 0.25, -0.125, 0.62, 1.0, id="on the grid"), pytest.param("fish", 0.05, 0.02, 0.7, -1.0, id="off the grid, mirrored")],
)
def test_subjects_are_recognised(recognition: Recognition, name: str, x: float, y: float, half: float, heading: float) -> None:
    shape = recognition.config.side, recognition.config.side
    portrait = recognition.portraits[:, [noun.name for noun in NOUNS].index(name)].unflatten(1, shape)
    colour, alpha = (pasted(part[None], x, y, half, heading, SIDE) for part in (portrait[:3], portrait[3:]))
    placed = recognition(F.avg_pool2d(alpha, SIDE // FIELDS), colour * alpha + 0.5 * (1 - alpha))
    # Toy nouns share four shapes, so that another one of the same shape may be recognised.
    assert placed.known > 0.9
    np.testing.assert_allclose([*placed.middle[0], *placed.half[0]], (x, y, half), atol=0.08)


def test_nothing_is_recognised_in_an_empty_picture(recognition: Recognition) -> None:
    nothing = recognition(torch.zeros(1, 1, FIELDS, FIELDS), torch.full((1, 3, SIDE, SIDE), 0.9))
    assert nothing.known == 0
    assert nothing.heading.abs() == 1
