"""Cached latents: captions, windows and conditions drawn from them, and the scenes that they are of."""

from pathlib import Path

import pytest
import torch

from training.datasets.cached_scenes import CAPTIONS, is_composed, layouts, rows_of, sample_scenes, scene_at
from training.datasets.latents import Conditioning, LatentDataset, concat, drop_captions, pick_captions, window_at, with_noise
from training.models.denoisers import DenoiserConfig
from training.scenes.nouns import PRESETS
from training.trainer.checkpoints import save_checkpoint

WINDOW = DenoiserConfig(window=4, context=2)


def test_windows_have_the_context_before_them() -> None:
    clips = torch.arange(12.0).view(1, 12, 1, 1, 1).expand(2, -1, -1, -1, -1)
    window, context, mask = window_at(clips, torch.tensor([0, 5]), WINDOW)
    assert window[:, :, 0, 0, 0].tolist() == [[0, 1, 2, 3], [5, 6, 7, 8]]
    assert context[:, :, 0, 0, 0].tolist() == [[0, 0], [3, 4]]
    assert mask.tolist() == [[0, 0], [1, 1]]


def test_noise_has_a_strength_for_each_sample() -> None:
    noisy = with_noise(torch.zeros(64, 3, 8, 8), 0.5)
    deviations = noisy.flatten(1).std(dim=1)
    assert deviations.max() < 0.6
    assert deviations.min() < 0.1 < deviations.max()


def test_dropped_captions_are_empty() -> None:
    tokens = torch.full((400, 5), 7)
    assert torch.equal(drop_captions(tokens, 0.0), tokens)
    dropped = drop_captions(tokens, 0.5)
    assert 0.4 < float((dropped == 0).all(dim=1).float().mean()) < 0.6


def test_one_paraphrase_is_picked_for_each_row() -> None:
    tokens = torch.arange(3)[:, None, None] * 10 + torch.arange(4)[None, :, None]
    picked = pick_captions(tokens.expand(-1, -1, 2), torch.tensor([2, 0]))
    assert (picked // 10)[:, 0].tolist() == [2, 0]
    assert picked.shape == (2, 2)


def test_conditions_are_indexed_and_joined() -> None:
    some = Conditioning(torch.arange(4)[:, None], (torch.arange(4.0),))
    both = concat([some[slice(1, 2)], some[torch.tensor([3, 0])]])
    assert both.tokens[:, 0].tolist() == [1, 3, 0]
    assert both.others[0].tolist() == [1, 3, 0]


@pytest.mark.parametrize(("model", "others"), [("text-to-image", 0), ("image-to-video", 3)])
def test_a_dataset_draws_conditions_and_clean_latents(tmp_path: Path, model: str, others: int) -> None:
    stored = {"tokens": torch.ones(20, 6, 32, dtype=torch.int16), "firsts": torch.randn(20, 4, 2, 2).half()}
    save_checkpoint(tmp_path / "latents-images.pt", stored)
    save_checkpoint(tmp_path / "latents-clips.pt", stored | {"clips": torch.randn(20, 16, 4, 2, 2).half()})
    conditioning, clean = LatentDataset(model, tmp_path, "cpu").draw(5, WINDOW)
    assert conditioning.tokens.shape == (5, 32)
    assert len(conditioning.others) == others
    assert clean.shape == ((5, 4, 4, 2, 2) if others else (5, 4, 2, 2))


def test_cached_scenes_are_found_again_by_their_number() -> None:
    scenes, tokens = sample_scenes(range(3, 6), seed=1, kind="images")
    assert [scene_at(number, 1, "images")[0] for number in range(3, 6)] == scenes
    assert all(is_composed(scene) for scene in scenes)
    assert [len(captions) for captions in tokens] == [CAPTIONS] * 3
    assert layouts(scenes).shape == (3, 3)


def test_rows_of_a_preset_show_its_nouns() -> None:
    rows = rows_of(PRESETS["cpu"], 40, seed=0)
    assert {scene_at(int(row), 0, "images")[0].noun for row in rows} <= PRESETS["cpu"]
    assert rows_of(PRESETS["all"], 40, seed=0).tolist() == list(range(40))
