"""Optimizers, checkpoints, the training loop, warm starts, and slices of weights."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from torch import nn

from training.dev.slices import cut, join
from training.models.pair import TextAndDenoiser, pair_config
from training.scenes.nouns import NOUNS
from training.scenes.tokens import words
from training.trainer.checkpoints import load_checkpoint, load_matching, save_checkpoint
from training.trainer.errors import StageError
from training.trainer.optimizer import Optimizers, orthogonalize
from training.trainer.reconstruction import psnr, reconstruction_loss
from training.trainer.run import run, stage_arguments
from training.trainer.trainer import Trainer
from training.trainer.warm_start import load_pair_with_words, warm_start


def test_orthogonalized_updates_have_singular_values_near_1() -> None:
    update = orthogonalize(torch.randn(3, 8, 20))
    values = torch.linalg.svdvals(update)
    assert 0.6 < float(values.min()) <= float(values.max()) < 1.3


def test_rates_warm_up_and_cool_down() -> None:
    optimizers = Optimizers(nn.Sequential(nn.Linear(4, 4)), 0.02, 0.001)

    def rate(step: int, share: float) -> float:
        optimizers.set_progress(step, share)
        return float(optimizers.all[0].param_groups[0]["lr"])

    assert rate(0, 0.0) == pytest.approx(0.02 / 50)
    assert rate(100, 0.4) == pytest.approx(0.02)
    assert rate(100, 0.75) == pytest.approx(0.01)
    assert rate(100, 1.0) == pytest.approx(0.02 * 0.03)


def test_psnr_and_the_loss_of_a_perfect_reconstruction() -> None:
    picture = torch.rand(2, 4, 16, 16)
    assert reconstruction_loss(picture, picture)["loss"] == 0
    assert "alpha" not in reconstruction_loss(picture[:, :3], picture[:, :3])
    assert psnr(0.01) == pytest.approx(20)


def test_a_missing_and_a_damaged_checkpoint_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StageError, match="Run the stage that writes it"):
        load_checkpoint(tmp_path / "none.pt")
    (tmp_path / "half.pt").write_bytes(b"PK\x03\x04")
    with pytest.raises(StageError, match="is damaged"):
        load_checkpoint(tmp_path / "half.pt")


def test_an_interrupted_save_keeps_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "model.pt"
    save_checkpoint(path, {"step": 1})

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(torch, "save", full_disk)
    with pytest.raises(StageError, match="No space left on device"):
        save_checkpoint(path, {"step": 2})
    assert load_checkpoint(path) == {"step": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_only_matching_tensors_are_taken_over() -> None:
    model = nn.Linear(3, 2)
    bias = model.bias.clone()
    load_matching(model, {"weight": torch.ones(2, 3), "bias": torch.ones(5), "other": torch.ones(1)})
    assert (model.weight == 1).all()
    assert torch.equal(model.bias, bias)


@dataclass
class Config:
    width: int = 2


def trainer_of(folder: Path, *arguments: str) -> tuple[Trainer, nn.Linear]:
    parsed = stage_arguments("").parse_args(["--runs", str(folder), "--device", "cpu", *arguments])
    model = nn.Linear(1, 1)
    nn.init.zeros_(model.weight)
    return Trainer("line", model, Optimizers(model, 0.1, 0.1), Config(), parsed), model


def test_training_learns_saves_and_resumes(tmp_path: Path) -> None:
    trainer, line = trainer_of(tmp_path, "--updates", "120")
    trainer.run(lambda _: {"loss": (line.weight - 3).square().sum() + line.bias.square().sum()})
    saved = load_checkpoint(tmp_path / "line.pt")
    assert saved["step"] == 120
    assert saved["config"] == {"width": 2}
    assert 1.5 < float(saved["ema"]["weight"]) < 3.5
    resumed, again = trainer_of(tmp_path, "--resume")
    assert resumed.step_index == 120
    assert torch.equal(again.weight, saved["model"]["weight"])
    row = json.loads((tmp_path / "line.jsonl").read_text().splitlines()[-1])
    assert row["step"] == 120


def test_a_loss_that_is_not_finite_stops_the_run(tmp_path: Path) -> None:
    trainer, line = trainer_of(tmp_path, "--updates", "5")
    with pytest.raises(StageError, match="not finite at step 0"):
        trainer.run(lambda _: {"loss": (line.weight.sum() + line.bias.sum()) * float("nan")})


def test_a_missing_sprite_file_says_what_fetches_it(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        Path("nowhere/sprites-128-v4.npy").read_bytes()

    with pytest.raises(SystemExit) as end:
        run(command)
    assert end.value.code == 2
    assert "python -m training.data.fetch" in capsys.readouterr().err


def test_a_warm_start_carries_words_and_nouns_over(tmp_path: Path) -> None:
    known = [word for word in words() if word != "panda"]
    old = TextAndDenoiser(pair_config("text-to-image", "toy", (32, 4, 4), len(known), 2, 0))
    save_checkpoint(tmp_path / "old.pt", {
        "ema": old.state_dict(), "words": known, "nouns": [NOUNS[1].name, NOUNS[0].name],
        "config": {"text": vars(old.config.text), "model": vars(old.config.model)},
    })
    new = TextAndDenoiser(pair_config("text-to-image", "toy", (32, 4, 4), len(words()), len(NOUNS), 0))
    assert warm_start(new, tmp_path / "old.pt", words()) == {"panda"}
    row = known.index("jumping")
    assert torch.equal(new.text.words.weight[words().index("jumping")], old.text.words.weight[row])
    # Row 0 stands for no noun, so the first noun, which was the second, has row 1.
    assert torch.equal(new.memory.name.bias[[0, 1, 2]], old.memory.name.bias[[0, 2, 1]])
    pair, unknown = load_pair_with_words(tmp_path / "old.pt", words())
    assert unknown == {"panda"}
    assert torch.equal(pair.text.words.weight[words().index("panda")], pair.text.words.weight[1])


def test_slices_are_joined_to_the_averaged_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.dev.slices.SLICE_BYTES", 1000)
    weights = {"weight": torch.randn(40, 40)}
    save_checkpoint(tmp_path / "runs" / "model.pt", {"ema": weights, "model": weights, "optimizers": [1], "step": 7})
    parts = cut(tmp_path / "runs" / "model.pt", tmp_path / "slices")
    assert len(parts) > 1
    (joined,) = join(tmp_path / "slices", tmp_path / "joined")
    again = load_checkpoint(joined)
    assert again.keys() == {"ema", "step"}
    assert torch.equal(again["ema"]["weight"], weights["weight"].half())
    parts[1].unlink()
    with pytest.raises(StageError, match="is missing"):
        join(tmp_path / "slices", tmp_path / "joined")


def test_arguments_of_a_stage_have_defaults() -> None:
    parsed: argparse.Namespace = stage_arguments("").parse_args([])
    assert (parsed.updates, parsed.batch, parsed.resume) == (0, 0, False)


def test_rows_of_nouns_are_carried_over_by_name(tmp_path: Path) -> None:
    trained = named_rows()
    names = [noun.name for noun in reversed(NOUNS)]
    save_checkpoint(tmp_path / "trained.pt", {"words": [], "nouns": names, "ema": trained.state_dict()})
    today = named_rows()
    warm_start(today, tmp_path / "trained.pt", [])
    rows = today.state_dict()["memory.name.weight"]
    assert torch.equal(rows[0], trained.state_dict()["memory.name.weight"][0])
    assert torch.equal(rows[1:], trained.state_dict()["memory.name.weight"][1:].flip(0))


def named_rows() -> nn.Module:
    return nn.ModuleDict({"memory": nn.ModuleDict({"name": nn.Linear(2, len(NOUNS) + 1)})})
