"""Both denoisers: trained, resumed, and the memory's names."""

from pathlib import Path
from typing import Any

import pytest
import torch

from training.geometry.grid import KEPT_SIZES
from training.scenes.nouns import NOUNS
from training.stages import image_to_video, naming, picture_memory, text_to_image
from training.tests.chain.conftest import Change, Drawing
from training.tests.chain.workshop import STEPS, Workshop, changed_weights, damaged
from training.trainer.checkpoints import save_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import run


def test_the_checkpoint_holds_its_configuration_and_its_memory(drawn: dict[str, Any]) -> None:
    assert drawn["step"] == STEPS
    assert drawn["config"]["model"]["width"] > 0
    assert drawn["ema"]["denoiser.memory.pictures"].std() > 0


def test_a_reload_changes_nothing(drawn: dict[str, Any], reloaded: dict[str, Any]) -> None:
    assert reloaded["step"] == drawn["step"]
    assert all(torch.equal(reloaded["ema"][key], value) for key, value in drawn["ema"].items())


def test_a_resumed_run_continues_at_the_last_step(drawn: dict[str, Any], resumed: dict[str, Any]) -> None:
    assert resumed["step"] == drawn["step"] + STEPS


def test_naming_trains_the_memory_alone(named: Change) -> None:
    changed = changed_weights(*named)
    assert changed
    assert all(key.startswith(naming.TRAINED) for key in changed), changed


def test_an_older_memory_gets_the_pictures_of_todays_nouns(latents: Workshop, named: Change) -> None:
    today = named.after
    save_checkpoint(latents.runs / "older.pt", without_its_last_noun(today))
    latents.run(picture_memory.main, "--name", "older")
    refilled = latents.checkpoint("older")
    assert refilled["nouns"] == [noun.name for noun in NOUNS]
    changed = {key for key, value in refilled["ema"].items() if not value.equal(today["ema"][key])}
    # Which words mean the last noun is not known any more; its picture is there.
    assert changed == {"denoiser.memory.name.weight", "denoiser.memory.name.bias"}, changed
    weight = "denoiser.memory.name.weight"
    assert torch.equal(refilled["ema"][weight][:-1], today["ema"][weight][:-1])


def without_its_last_noun(checkpoint: dict[str, Any]) -> dict[str, Any]:
    """As it was trained before the last of today's nouns, which is not turned, was there."""
    config = checkpoint["config"]
    fewer = {**config, "model": {**config["model"], "entries": len(NOUNS) - 1}}
    weights = dict(checkpoint["ema"])
    for name in ("name.weight", "name.bias", "own", "turned"):
        weights[f"denoiser.memory.{name}"] = weights[f"denoiser.memory.{name}"][:-1]
    pictures = "denoiser.memory.pictures"
    weights[pictures] = torch.zeros_like(weights[pictures][: -len(KEPT_SIZES)])
    return checkpoint | {"config": fewer, "nouns": checkpoint["nouns"][:-1], "ema": weights, "model": weights}


def test_what_draws_is_trained_whole_but_for_words_and_encoder(latents: Workshop, drawing: Drawing) -> None:
    changed, decoder, details = (
        {key for key, value in after["ema"].items() if not value.equal(before["ema"][key])} for before, after in drawing
    )
    assert any(key.startswith("denoiser.refiner.") for key in changed), changed
    # The memory's pictures have 4 bits from then on, as a pack's have.
    astray = {key for key in changed if not key.startswith("denoiser.") or (".memory." in key and not key.endswith(".pictures"))}
    assert not astray, astray
    for changed in (decoder, details):
        assert {key.partition(".")[0] for key in changed} == {"decoder"}
    for name in ("end-to-end", "picture-details"):
        latents.check_curve(name)


@pytest.mark.parametrize("name", ["text-to-image", "image-to-video"])
def test_denoisers_report_finite_losses(denoisers: Workshop, name: str) -> None:
    denoisers.check_curve(name)


def test_a_damaged_file_is_refused(latents: Workshop) -> None:
    path = latents.cache / "latents-clips.pt"
    with damaged(path), pytest.raises(StageError, match=r"latents-clips\.pt is damaged"):
        latents.train(image_to_video.main)


def test_a_missing_file_is_one_line_and_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = Workshop(tmp_path)
    with pytest.raises(SystemExit) as end:
        run(lambda: missing.train(text_to_image.main))
    assert end.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(missing.cache / "latents-images.pt") in line
    assert "missing" in line
