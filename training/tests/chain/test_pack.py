"""The exported pack: run, measured, and read back."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from training.evaluation import torch_engine, torch_speed
from training.evaluation.count_flops import count
from training.evaluation.pack_runner import Array, PackRunner
from training.evaluation.report import ROWS
from training.export.manifest import read_manifest, sampler_of
from training.export.restore import restore
from training.models.inner_motion.animator import SEEN_SIDE
from training.models.inner_motion.clock import clock
from training.tests.chain.toy_world import FAMILIAR, SIDE, STRANGE
from training.tests.chain.workshop import Workshop
from training.trainer.trained_models import load_animator

PROMPT, FRAMES = "a red apple bouncing on a green background", 9


@pytest.fixture(scope="session")
def runner(packed: Workshop) -> PackRunner:
    return PackRunner(packed.pack, threads=1)


def test_the_sampler_is_the_students(runner: PackRunner) -> None:
    sampler = sampler_of(runner.manifest, "imageToVideo")
    assert sampler["guidance"] == 1
    assert len(sampler["sigmas"]) == 3


def test_a_clip_is_drawn_and_is_the_same_for_the_same_seed(runner: PackRunner) -> None:
    clip = runner.clip(PROMPT, FRAMES, seed=1)
    assert clip.shape == (FRAMES, SIDE, SIDE, 3)
    assert clip.dtype == np.uint8
    assert clip.std() > 0
    assert np.array_equal(clip, runner.clip(PROMPT, FRAMES, seed=1))


def test_the_plate_is_drawn_without_the_subject(runner: PackRunner) -> None:
    assert runner.draws_plate
    with_subject, without = (runner.first_frame_latents(PROMPT, 1, subject=subject) for subject in (True, False))
    assert not np.array_equal(with_subject, without)
    assert np.array_equal(runner.drawn_first_frame(PROMPT, 1).plate, runner.run("imageDecoder", latents=without)[0])


def test_a_word_that_was_not_learned_is_read_as_the_nearest(runner: PackRunner) -> None:
    strange, familiar, other = (runner.encode_text(f"a {noun} on white")["text"] for noun in (STRANGE, FAMILIAR, "apple"))
    assert np.abs(strange - familiar).mean() < 0.5 * np.abs(strange - other).mean()


def test_the_state_has_the_manifests_names(runner: PackRunner) -> None:
    (item,) = runner.manifest["imageToVideo"]["decoder"]["states"]
    assert runner.first_state().keys() == {item["input"]}
    latents = np.zeros((1, *runner.video_shape), np.float32)
    shot = runner.open_shot(runner.given_first_frame(np.full((1, 3, SIDE, SIDE), 0.5, np.float32)))
    frames, following = runner.decode(latents, shot, runner.first_state())
    assert frames.shape == (runner.frames_per_latent, 3, SIDE, SIDE)
    assert following.keys() == {item["input"]}


def test_subjects_are_at_rest_where_latents_are_zero(packed: Workshop, runner: PackRunner) -> None:
    loaded = load_animator(packed.runs)
    assert loaded
    animator, names = loaded
    assert runner.manifest["vocabulary"]["animated"] == names
    first = animator.recognition.picture_of(0, SIDE)
    alpha = ((first - 0.5).abs().amax(dim=1, keepdim=True) * 20).clamp(0, 1)
    first_frame = replace(runner.given_first_frame(first.numpy()), alpha=alpha.numpy(), plate=np.full_like(first.numpy(), 0.5))
    shot = runner.open_shot(first_frame)
    still = np.zeros((1, runner.motion_channels, *runner.video_shape[1:]), np.float32)
    hands = clock(3, runner.frames_per_latent, still.shape[-1])[2:].numpy()

    def shown(strength: float) -> Array:
        latents = np.concatenate([still, np.float32(strength) * hands], axis=1)
        return runner.decode(latents, shot, runner.first_state())[0]

    rest, faint, moving = shown(0.0), shown(1e-3), shown(1.0)
    assert np.isfinite(rest).all()
    assert np.abs(rest - faint).max() < 0.02
    placed = animator.recognition(F.avg_pool2d(alpha, SIDE // 32), F.avg_pool2d(first, SIDE // SEEN_SIDE))
    # Toy nouns share four shapes, so that one may be recognised as another, which has no animation.
    is_known = bool(placed.known > 0.5) and bool(placed.nouns.sum() > 0.5)
    assert (np.abs(moving - rest).max() > 0.01) == is_known


def test_the_cost_is_counted(packed: Workshop) -> None:
    assert 0 < count(packed.pack)["window"] < 36  # GFLOP


def test_every_graph_is_timed_in_pytorch(packed: Workshop, tmp_path: Path) -> None:
    sizes, out = tmp_path / "sizes.json", tmp_path / "torch.json"
    torch_speed.main(["--runs", str(packed.runs), "--save-sizes", str(sizes)])
    torch_speed.main(["--sizes", str(sizes), "--frame", str(SIDE), "--times", "2", "--compile-seconds", "0", "--device", "cpu", "--out", str(out)])
    rows = json.loads(out.read_text(encoding="utf-8"))["rows"]
    graphs, ways = read_manifest(packed.pack)["graphs"], torch_speed.BACKENDS[:2]
    assert {(row["graph"], row["backend"]) for row in rows} == {(graph, way) for graph in graphs for way in ways}
    assert all(0 < row["leastMs"] <= row["medianMs"] <= row["mostMs"] for row in rows)


def test_pytorch_takes_turns_with_the_weights_of_the_pack(packed: Workshop, tmp_path: Path) -> None:
    session = PackRunner(packed.pack).sessions["imageDecoder"]
    (described,) = session.get_inputs()
    latents = np.random.default_rng(0).standard_normal(described.shape).astype(np.float32)
    latents.tofile(tmp_path / "latents.in")
    given = [{"name": described.name, "type": "float32", "shape": described.shape, "path": str(tmp_path / "latents.in")}]
    order = {"do": "open", "graph": "imageDecoder", "inputs": given, "folder": str(tmp_path)}
    expected, *_ = session.run(None, {described.name: latents})
    for _ in range(2):  # the second time from the file that the first one has left
        engine = torch_engine.Engine(packed.pack, tmp_path / "weights", compiled=False, size="toy")
        assert engine.answer(order)["outputs"] == ["image", "alpha"]
        assert np.abs(np.fromfile(tmp_path / "image.f32", np.float32).reshape(expected.shape) - expected).max() < 0.15
    assert (tmp_path / "weights.imageDecoder.pt").exists()
    turn = engine.answer({"do": "run", "runs": 3})
    assert len(turn["times"]) == 3
    assert turn["cpuMs"] > 0
    assert "error" in engine.answer({"do": "open", "graph": "nothing", "inputs": [], "folder": str(tmp_path)})


@pytest.fixture(scope="session")
def restored(packed: Workshop) -> dict[str, dict[str, Any]]:
    return restore(packed.pack, "toy")


@pytest.mark.parametrize(
    ("checkpoint", "part"),
    [
        pytest.param("picture-decoder", "decoder", id="weights that become float32"),
        pytest.param("text-to-image", "", id="matrices, words, and a table of 4 bits"),
        pytest.param("inner-motion", "", id="tables of 8 bits"),
    ],
)
def test_the_weights_are_read_back(packed: Workshop, restored: dict[str, dict[str, Any]], checkpoint: str, part: str) -> None:
    trained = packed.checkpoint(checkpoint)["ema"]
    for name, value in restored[checkpoint]["ema"].items():
        if not name.startswith(part) or name.endswith("_sizes"):
            continue
        original = trained[name]
        for table in ("flow", "change"):
            if name == f"motion.{table}":  # stored in full size
                original = original * trained[f"motion.{table}_sizes"][:, None]
        # A table has 4 bits; the number opposite to a block's farthest may lose a whole step of eight.
        lost = 0.126 if name.endswith("memory.pictures") else 0.01
        assert torch.allclose(value, original, atol=lost * float(original.abs().max()) + 1e-9), name


def test_the_evaluation_is_written_into_the_pack(evaluated: Workshop) -> None:
    metrics = json.loads((evaluated.pack / "pack.json").read_text(encoding="utf-8"))["metrics"]
    assert set(metrics["others"]) == {"teacher", "few", "one", "sparse"}
    assert {row.name for row in ROWS} <= set(metrics["pack"])
    assert all(math.isfinite(metrics["pack"][row.name]) for row in ROWS if row.name != "colour")
    card = (evaluated.pack / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert all(row.title.format(seconds=6) in card for row in ROWS)
    assert card.endswith("The end.\n")
