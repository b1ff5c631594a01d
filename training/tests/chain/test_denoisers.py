"""Both denoisers: trained, resumed, and the memory's names."""

from pathlib import Path
from typing import Any

import pytest
import torch

from training.stages import image_to_video, naming, text_to_image
from training.tests.chain.conftest import Change
from training.tests.chain.workshop import STEPS, Workshop, changed_weights, damaged
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
