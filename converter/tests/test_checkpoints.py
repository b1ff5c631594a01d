"""Reading of checkpoints, and what is said of those that cannot be read."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from kinora_convert.checkpoints.pickle_source import PickleSource
from kinora_convert.checkpoints.random_source import RandomSource
from kinora_convert.checkpoints.safetensors_source import SafetensorsSource, open_component, read_config
from kinora_convert.checkpoints.source import JoinedSource, MemorySource, RenamedSource
from kinora_convert.errors import ConvertError


def test_a_checkpoint_in_several_files(tmp_path: Path) -> None:
    save_file({"a": torch.ones(2)}, tmp_path / "model-1.safetensors")
    save_file({"b": torch.full((3,), 2.0, dtype=torch.bfloat16)}, tmp_path / "model-2.safetensors")
    index = {"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    source = open_component(tmp_path)
    assert {key: info.bytes for key, info in source.tensors().items()} == {"a": 8, "b": 6}
    assert source.read("b").tolist() == [2, 2, 2]
    (tmp_path / "model-2.safetensors").unlink()
    with pytest.raises(ConvertError, match=r"model-2\.safetensors is missing"):
        open_component(tmp_path)


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    save_file({"a": torch.ones(1000)}, tmp_path / "whole.safetensors")
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes((tmp_path / "whole.safetensors").read_bytes()[:2000])
    with pytest.raises(ConvertError, match="download it again"):
        SafetensorsSource([cut])


def test_a_folder_without_weights_or_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConvertError, match="no safetensors file"):
        open_component(tmp_path)
    with pytest.raises(ConvertError, match="missing"):
        open_component(tmp_path / "unet")
    with pytest.raises(ConvertError, match="missing"):
        read_config(tmp_path / "config.json")
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConvertError, match="no JSON"):
        read_config(tmp_path / "config.json")


def test_a_pickled_checkpoint_with_the_state_of_random_generators(tmp_path: Path) -> None:
    content = {
        "state_dict": {"a": torch.ones(2), "b": torch.zeros(1)},
        "epoch": 371,
        "rng_state": {"numpy": np.random.RandomState(0).get_state(), "torch": torch.get_rng_state()},
    }
    torch.save(content, tmp_path / "hybrid.pth")
    source = PickleSource(tmp_path / "hybrid.pth")
    assert set(source.tensors()) == {"a", "b"}
    assert source.read("a").tolist() == [1, 1]


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return (print, ("run by a checkpoint",))


def test_nothing_that_is_pickled_is_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    torch.save({"state_dict": {"a": torch.ones(1)}, "extra": Harmful()}, tmp_path / "harmful.pth")
    with pytest.raises(ConvertError, match="cannot be read safely"):
        PickleSource(tmp_path / "harmful.pth")
    assert "run by" not in capsys.readouterr().out


def test_a_pickle_without_weights(tmp_path: Path) -> None:
    torch.save({"epoch": 1}, tmp_path / "empty.pth")
    with pytest.raises(ConvertError, match="holds no state_dict"):
        PickleSource(tmp_path / "empty.pth")
    with pytest.raises(ConvertError, match="missing"):
        PickleSource(tmp_path / "none.pth")


def test_two_names_for_one_tensor_are_refused() -> None:
    source = MemorySource({"a.x": torch.ones(1), "b.x": torch.ones(1)})
    assert set(RenamedSource(source, lambda key: key if key == "a.x" else None).tensors()) == {"a.x"}
    with pytest.raises(ConvertError, match="would both be x"):
        RenamedSource(source, lambda key: key[2:])


def test_joined_checkpoints_keep_their_names_apart() -> None:
    source = JoinedSource({"vae.": MemorySource({"x": torch.ones(1)}), "text.": MemorySource({"x": torch.zeros(2)})})
    assert {key: info.shape for key, info in source.tensors().items()} == {"vae.x": (1,), "text.x": (2,)}
    assert source.read("text.x").tolist() == [0, 0]


def test_random_weights_depend_on_seed_and_name_alone() -> None:
    shapes = {"a.weight": (64, 64), "b.weight": (64, 64), "norm.weight": (64,)}
    first, again, other = RandomSource(shapes, 1), RandomSource({"a.weight": (64, 64)}, 1), RandomSource(shapes, 2)
    assert torch.equal(first.read("a.weight"), again.read("a.weight"))
    assert not torch.equal(first.read("a.weight"), first.read("b.weight"))
    assert not torch.equal(first.read("a.weight"), other.read("a.weight"))
    assert abs(float(first.read("norm.weight").mean()) - 1) < 0.1
    x = torch.randn(100, 64, generator=torch.Generator().manual_seed(0))
    assert 0.8 < float((x @ first.read("a.weight").T).std()) < 1.2
