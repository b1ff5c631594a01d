"""The decoder that ships, and all graphs of a pack at toy size."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from training.export.graphs import Graph, ImageDecoderGraph, pack_graphs, pack_tables
from training.export.tiny_pack import tiny_models
from training.geometry.warps import gather_look_up, look_up
from training.models.image_autoencoder import TOY_PICTURE, ImageDecoder
from training.models.layered_decoder import cut_out, guessed_plate, paint, settled_plate
from training.models.motion_autoencoder import TOY, VideoDecoder
from training.models.subject import fill_in, hide

SIDE = 128


@pytest.fixture
def alpha() -> Tensor:
    """A square in the middle."""
    alpha = torch.zeros(1, 1, SIDE, SIDE)
    alpha[:, :, 40:88, 40:88] = 1
    return alpha


def moved(shift: float) -> Tensor:
    """Maps of frames whose subject has moved by `shift` of half a frame, and whose background has not."""
    maps = torch.eye(2, 3).repeat(4, 3, 1, 1)
    maps[:, 0, 0, 2] = -shift
    return maps


def test_at_rest_frames_are_the_first_frame(alpha: Tensor) -> None:
    picture = F.interpolate(torch.rand(1, 3, 4, 4), (SIDE, SIDE), mode="bilinear")
    frames = paint(cut_out(picture, alpha, guessed_plate(picture, alpha)), moved(0), None)
    assert frames.shape == (4, 3, SIDE, SIDE)
    # Sampling rounds, and the rim is cut out and put back.
    assert (frames - picture).abs().mean() < 1e-3


def test_where_the_subject_stood_the_plate_is_shown(alpha: Tensor) -> None:
    picture, plate = torch.full((1, 3, SIDE, SIDE), 0.5), torch.full((1, 3, SIDE, SIDE), 0.25)
    frames = paint(cut_out(picture, alpha, plate), moved(1.0), None)
    assert torch.allclose(frames[:, :, 44:84, 44:84], torch.tensor(0.25), atol=1e-3)
    # What the subject did not hide stays the picture's own.
    assert torch.allclose(frames[:, :, :32, :32], torch.tensor(0.5), atol=1e-3)


def test_fields_change_the_subject_where_they_are(alpha: Tensor) -> None:
    layers = cut_out(torch.full((1, 3, SIDE, SIDE), 0.5), alpha, torch.full((1, 3, SIDE, SIDE), 0.25))
    fields = torch.zeros(4, 6, 8, 8)
    fields[1, 2] = 0.3  # redder
    fields[2, 0] = -1.0  # from half a frame to the left, where there is no subject
    frames = paint(layers, moved(0), fields)
    middle = frames[:, :, SIDE // 2, SIDE // 2]
    assert torch.allclose(middle[1], torch.tensor([0.8, 0.5, 0.5]), atol=1e-3)
    assert torch.allclose(middle[2], torch.tensor(0.25), atol=1e-3)
    assert torch.allclose(middle[0], torch.tensor(0.5), atol=1e-3)


def test_gathers_look_up_what_grid_sample_does() -> None:
    image, grid = torch.randn(2, 3, 9, 7), torch.randn(2, 5, 4, 2)
    assert torch.allclose(gather_look_up(image[:, :, :7], grid), look_up(image[:, :, :7], grid), atol=1e-5)


def test_the_background_behind_the_subject_is_filled_in(alpha: Tensor) -> None:
    picture = torch.where(alpha > 0, torch.tensor([1.0, 0, 0])[None, :, None, None], torch.tensor([0, 0, 1.0])[None, :, None, None])
    plate = guessed_plate(picture, alpha)
    assert plate[0, 0].max() < 0.05, "no red is left"
    assert plate[0, 2].min() > 0.9
    assert torch.equal(guessed_plate(picture, torch.zeros_like(alpha)), picture)


def test_the_cut_out_has_the_subjects_own_colour_at_its_rim() -> None:
    red, blue = torch.tensor([1.0, 0, 0]).view(1, 3, 1, 1), torch.tensor([0, 0, 1.0]).view(1, 3, 1, 1)
    half = torch.full((1, 1, 4, 4), 0.5)
    mixture = 0.5 * red + 0.5 * blue.expand(1, 3, 4, 4)
    subject = cut_out(mixture, half, blue.expand(1, 3, 4, 4)).subject
    assert torch.allclose(subject[:, :3], red.expand(1, 3, 4, 4), atol=1e-3)
    assert torch.equal(subject[:, 3:], half)


def test_known_pixels_stay_when_others_are_filled_in() -> None:
    picture, known = torch.rand(1, 3, 16, 16), (torch.rand(1, 1, 16, 16) > 0.3).float()
    filled = fill_in(picture, known)
    assert torch.allclose(filled * known, picture * known)
    assert filled.min() >= 0


def test_doubtful_pixels_are_not_hidden() -> None:
    assert hide(torch.full((1, 1, 8, 8), 0.25)).max() == 0
    assert hide(torch.full((1, 1, 8, 8), 0.6)).min() == 1


def test_a_larger_drawing_is_shrunk_to_the_frame() -> None:
    decoder = ImageDecoder(TOY_PICTURE)
    latents = torch.randn(1, TOY_PICTURE.latent_channels, TOY_PICTURE.latent_size, TOY_PICTURE.latent_size)
    with torch.no_grad():
        image, alpha = ImageDecoderGraph(decoder, 2)(latents)
    side = decoder.picture_side(TOY_PICTURE.latent_size) // 2
    assert image.shape == (1, 3, side, side)
    assert alpha.shape == (1, 1, side, side)
    assert 0 <= float(image.min()) <= float(image.max()) <= 1


def test_the_training_decoder_paints_frames_from_fields() -> None:
    decoder = VideoDecoder(TOY)
    latents = torch.randn(2, TOY.latent_channels, TOY.latent_size, TOY.latent_size)
    picture = torch.rand(2, 3, 64, 64)
    fields = decoder.fields(latents, picture, torch.zeros_like(latents))
    frames = decoder.paint(fields, picture)
    assert frames.shape == (2 * TOY.frames_per_latent, 3, 64, 64)
    assert torch.isfinite(frames).all()


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    models = tiny_models()
    return pack_graphs(models, pack_tables(models))


@pytest.mark.parametrize("name", ["textEncoder", "textToImage", "imageEncoder", "imageDecoder", "imageToVideo", "videoDecoderPrepare", "videoDecoder"])
def test_tiny_graphs_run(graphs: dict[str, Graph], name: str) -> None:
    graph = graphs[name]
    with torch.no_grad():
        result = graph.module(*graph.inputs.values())
    outputs = result if isinstance(result, tuple) else (result,)
    assert len(outputs) == len(graph.outputs)
    assert all(output.numel() and torch.isfinite(output).all() for output in outputs)


def test_a_plate_with_another_background_is_settled() -> None:
    alpha = torch.zeros(1, 1, 64, 64)
    alpha[..., 24:40, 24:40] = 1
    stripes = ((torch.arange(64) // 4 % 2) * 0.4).expand(1, 3, 64, 64)
    place, plain = stripes + 0.1, torch.full((1, 3, 64, 64), 0.5)
    same, brighter = plain + 0.03, stripes + 0.3

    def settled(background: Tensor, drawn: Tensor) -> Tensor:
        return settled_plate(torch.lerp(background, torch.ones_like(background), alpha), alpha, drawn)

    assert settled(plain, same) is same
    assert torch.allclose(settled(plain, plain + 0.4), plain, atol=5e-3), "a plain background goes on"
    assert torch.allclose(settled(place, brighter), place, atol=5e-3), "a place is in the colours of the picture"
