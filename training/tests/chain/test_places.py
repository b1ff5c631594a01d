"""Stored places: searched, written into a pack, drawn, and read back."""

import shutil

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from training.data import place_latents
from training.evaluation import front_backgrounds
from training.evaluation.pack_runner import PackRunner
from training.export import stored_places, word_files
from training.export.manifest import read_manifest
from training.export.restore import restore
from training.scenes.artwork import backgrounds_path, places_path
from training.scenes.backdrop import Backdrops, stored_paintings
from training.scenes.colours import COLOURS, NEUTRALS
from training.tests.chain.workshop import Workshop
from training.trainer.reconstruction import psnr
from training.trainer.trained_models import load_picture_autoencoder, load_places

PLACES = ("beach", "lake")


@pytest.fixture(scope="module")
def stored(packed: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """A pack with two stored places, one of the captions and one of no caption."""
    shop = Workshop(tmp_path_factory.mktemp("places"))
    shutil.copytree(packed.runs, shop.runs)
    shutil.copytree(packed.cache, shop.cache)
    shutil.copytree(packed.pack, shop.pack)
    shop.run(place_latents.main, "--threads", "1", "--updates", "25", "--only", *PLACES)
    stored_places.main(["--runs", str(shop.runs), "--pack", str(shop.pack)])
    return shop


def test_latents_that_are_searched_decode_nearer_than_those_of_the_encoder(stored: Workshop) -> None:
    autoencoder = load_picture_autoencoder(stored.runs, "cpu")
    side = autoencoder.decoder.picture_side(autoencoder.config.latent_size)
    for name in PLACES:
        target = place_latents.painting(name, side, stored.cache)
        with torch.no_grad():
            found = load_places(stored.runs)[name]["latents"], autoencoder.encoder(target)
            near, far = (psnr(float(F.mse_loss(autoencoder.decoder(latents)[:, :3], target))) for latents in found)
        assert near > far


def test_a_painting_that_did_not_change_is_not_searched_again(stored: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_places(stored.runs)["beach"]["latents"]
    stored.run(place_latents.main, "--threads", "1", "--updates", "25", "--only", "beach")
    assert torch.equal(load_places(stored.runs)["beach"]["latents"], before)
    assert "dB" not in capsys.readouterr().out


def test_the_pack_says_how_its_places_are_called(stored: Workshop) -> None:
    places = read_manifest(stored.pack)["textToImage"]["places"]
    assert places["rows"][0][0] == "on the beach"
    assert "by a lake" in places["rows"][1]
    assert "by a lake" in read_manifest(stored.pack)["vocabulary"]["backgrounds"]


def test_a_stored_place_is_drawn_by_the_decoder_behind_what_is_drawn_on_gray(stored: Workshop) -> None:
    runner = PackRunner(stored.pack, threads=1)
    place = runner.run("imageDecoder", latents=runner.tables["places"].rows(np.array([1])).reshape(runner.latent_shape))[0]
    first = runner.drawn_first_frame("a red apple by a lake", seed=1)
    assert np.array_equal(first.plate, place)
    assert np.array_equal(first.alpha, runner.drawn_first_frame("a red apple on a gray background", seed=1).alpha)
    behind = np.broadcast_to(first.alpha, first.image.shape) == 0
    assert np.allclose(first.image[behind], place[behind], atol=1e-6)
    assert runner.clip("a red apple by a lake", 5, seed=1).std() > 0


def test_a_colour_is_painted_and_a_plain_background_is_one_colour(stored: Workshop) -> None:
    word_files.main(["--pack", str(stored.pack)])
    runner = PackRunner(stored.pack, threads=1)
    manifest = read_manifest(stored.pack)["textToImage"]
    noun = next(name for name, own in runner.asked_colours.own.items() if own not in ("blue", *NEUTRALS))
    own, blue = (runner.drawn_first_frame(f"a {colour}{noun} on a teal background", seed=1) for colour in ("", "blue "))
    assert np.array_equal(own.alpha, blue.alpha)
    assert not np.array_equal(own.image, blue.image)
    teal = np.array(manifest["places"]["plain"]["teal"], dtype=np.float32) / 255
    assert np.allclose(blue.plate, teal.reshape(1, 3, 1, 1), atol=1e-6)
    assert manifest["colours"]["blue"] == list(COLOURS["blue"])


def test_things_are_drawn_on_the_background_on_which_they_are_cut_out_best(stored: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = PackRunner(stored.pack, threads=1)
    hard, *others = runner.manifest["vocabulary"]["objects"]
    monkeypatch.setattr(front_backgrounds, "alpha_error", lambda _runner, _renderer, noun, background: 0.01 if (noun, background) == (hard, "gray") else 0.005)
    front_backgrounds.main(["--pack", str(stored.pack), "--cache", str(stored.cache)])
    stored_places.main(["--runs", str(stored.runs), "--pack", str(stored.pack)])
    places = PackRunner(stored.pack, threads=1).places
    assert places.instead == {"background": "on a light blue background", "things": [hard]}
    assert places.read(f"a {hard} by a lake")[0] == f"a {hard} on a light blue background"
    assert places.read(f"a {others[0]} by a lake")[0] == f"a {others[0]} on a gray background"


def test_stored_places_are_read_back(stored: Workshop) -> None:
    read = restore(stored.pack, "toy")["places"]
    assert set(read) == set(PLACES)
    for name in PLACES:
        kept = load_places(stored.runs)[name]["latents"]
        assert (read[name]["latents"] - kept).abs().max() <= kept.abs().max() / 127


def test_renderings_show_what_is_stored(stored: Workshop) -> None:
    backdrops = Backdrops(backgrounds_path(stored.cache), torch.device("cpu"))
    rows, view, jitter = torch.tensor([backdrops.rows["beach"]]), torch.tensor([[1.0, 0.0, 0.0]]), torch.zeros(1)
    before = backdrops.draw(rows, view, jitter, 32)
    paintings = stored_paintings(stored.cache)
    assert set(paintings) == {"beach"}
    backdrops.show(paintings)
    shown = backdrops.draw(rows, view, jitter, 32)
    assert not torch.equal(shown, before)
    painting = torch.from_numpy(paintings["beach"]).float().permute(2, 0, 1)[None] / 255
    assert (shown.mean() - painting.mean()).abs() < 0.1
    assert places_path(stored.cache).is_dir()
