"""Checkpoints and packs that several tests look at, each made once."""

from pathlib import Path

import pytest

from kinora_convert.cli import main
from tests.checkpoints import write_ltx, write_mobilei2v, write_stable_diffusion
from tests.packs import Pack


def converted(folder: Path, *arguments: str) -> Pack:
    assert main([*arguments, "--out", str(folder)]) == 0
    return Pack(folder)


@pytest.fixture(scope="session")
def turbo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_stable_diffusion(tmp_path_factory.mktemp("checkpoints") / "turbo")


@pytest.fixture(scope="session")
def mobilei2v(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_mobilei2v(tmp_path_factory.mktemp("checkpoints") / "mobilei2v")


@pytest.fixture(scope="session")
def exact_pack(turbo: Path, mobilei2v: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Both halves with all weights in float32."""
    exact = ["--draw-weights", "float32", "--move-weights", "float32", "--text-weights", "float32", "--convolutions", "float32"]
    checkpoints = ["--draw", str(turbo), "--move", str(mobilei2v[0]), "--vae", str(mobilei2v[1])]
    return converted(tmp_path_factory.mktemp("packs") / "exact", *checkpoints, *exact, "--size", "96x64", "--steps", "4")


@pytest.fixture(scope="session")
def small_pack(turbo: Path, mobilei2v: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Both halves as they are converted by default, in shards of one megabyte."""
    checkpoints = ["--draw", str(turbo), "--move", str(mobilei2v[0]), "--vae", str(mobilei2v[1])]
    return converted(tmp_path_factory.mktemp("packs") / "small", *checkpoints, "--size", "96x64", "--shard", "1MB")


@pytest.fixture(scope="session")
def ltx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ltx(tmp_path_factory.mktemp("checkpoints") / "ltx")


@pytest.fixture(scope="session")
def ltx_pack(ltx: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """All weights in float32, windows of 17 frames."""
    exact = ["--move-weights", "float32", "--text-weights", "float32", "--convolutions", "float32"]
    return converted(tmp_path_factory.mktemp("packs") / "ltx", "--move", str(ltx), *exact, "--size", "96x64", "--window", "17", "--steps", "4")
