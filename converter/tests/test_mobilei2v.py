"""MobileI2V against numbers that the original code gave, and the keys of the released checkpoint."""

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import AutoencoderKLLTXVideo
from safetensors.torch import load_file
from torch import Tensor

from kinora_convert.checkpoints.source import MemorySource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.released import VAE_090
from kinora_convert.families.mobilei2v.config import RELEASED, MobileI2VConfig, config_of, is_unused
from kinora_convert.families.mobilei2v.family import MobileI2VOptions, sigmas_of
from kinora_convert.families.mobilei2v.graphs import denoiser_graph, usual_tiles
from kinora_convert.families.mobilei2v.model import LARGEST_VALUE, MobileI2V, modulated, rewrite
from kinora_convert.families.mobilei2v.rotary import PAIRS, RotaryTables, stretch_of
from kinora_convert.families.mobilei2v.schedule import DISTILLED_SIGMAS, released_sigmas
from kinora_convert.rewrites.precision import Precision
from kinora_convert.rewrites.recipe import check_coverage, describe_module, materialize
from tests.checkpoints import MOBILEI2V, mobilei2v_tensors

FIXTURES = Path(__file__).parent / "fixtures"
#: As the authors of the reference numbers suggest for float32.
CLOSE = 2e-5
#: A folder with all weights and results that the numbers in `fixtures/` are a part of.
REFERENCE = os.environ.get("KINORA_MOBILEI2V_REFERENCE")
#: Positions of all reference results, whatever their grid.
RELEASED_STRETCH = stretch_of(23, 40)


@pytest.fixture(scope="module")
def golden() -> dict[str, Tensor]:
    return load_file(FIXTURES / "mobilei2v.safetensors")


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FIXTURES / "real-keys.json").read_text(encoding="utf-8"))
    return content


def built(config: MobileI2VConfig, tensors: dict[str, Tensor], sparsity: float = 0.0, largest: int = LARGEST_VALUE) -> MobileI2V:
    with torch.device("meta"):
        model = MobileI2V(config, largest)
    describe_module(model)
    rewrite(model, sparsity)
    return materialize(model, MemorySource(tensors)).eval()  # type: ignore[return-value]


@pytest.fixture(scope="module")
def model(golden: dict[str, Tensor]) -> MobileI2V:
    """The first three blocks of the reference; what the fixture leaves out is zero, and not looked at."""
    config = MobileI2VConfig(width=144, channels=16, hidden=360, linear=(True, True, False))
    with torch.device("meta"):
        wanted = MobileI2V(config).state_dict()
    tensors = {key: torch.zeros(value.shape) for key, value in wanted.items()}
    for key, value in golden.items():
        if key.startswith("weights."):
            name = key.removeprefix("weights.")
            tensors[name][: value.shape[0]] = value
    return built(config, tensors)


def difference(a: Tensor, b: Tensor) -> float:
    assert a.shape == b.shape
    return float((a - b).abs().max())


GRID = (3, 5, 7)


def modulation_of(golden: dict[str, Tensor]) -> Tensor:
    """One row for each frame; the reference has those of the clean first frame and of the last one."""
    rows = golden["a.tap.t_mod"][0] + golden["a.tap.flow_mod"][0]
    return torch.stack([rows[0], rows[1], rows[1]])


def tokens(value: Tensor) -> Tensor:
    return value[0].unflatten(0, (3, 35))


@torch.no_grad()
def test_the_embeddings(model: MobileI2V, golden: dict[str, Tensor]) -> None:
    times = torch.minimum(golden["a.in.timestep"] / 1000, 1 - golden["a.in.cond_mask"][0, [0, -1]])
    embedded, flow = model.t_embedder(times), model.flow_embedder(golden["a.in.flow_score"])
    assert difference(embedded, golden["a.tap.t_emb"][0]) < CLOSE
    assert difference(flow.expand(2, -1), golden["a.tap.flow_emb"][0]) < CLOSE
    assert difference(model.t_block(embedded)[:, :144], golden["a.tap.t_mod"][0, :, :144]) < CLOSE
    assert difference(model.flow_block(flow)[:, :144].expand(2, -1), golden["a.tap.flow_mod"][0, :, :144]) < CLOSE
    x = golden["a.in.x"][0].transpose(0, 1).flatten(2).transpose(1, 2)
    assert difference(model.x_embedder.proj(x), golden["a.tap.patch_embed"]) < CLOSE


@torch.no_grad()
def test_a_block_with_linear_attention(model: MobileI2V, golden: dict[str, Tensor]) -> None:
    rotary = RotaryTables(GRID, RELEASED_STRETCH)
    got = model.blocks[0](golden["a.tap.patch_embed"], modulation_of(golden), rotary, GRID[1:])
    assert difference(got, tokens(golden["a.tap.block0"])) < CLOSE


@torch.no_grad()
def test_softmax_attention(model: MobileI2V, golden: dict[str, Tensor]) -> None:
    block: Any = model.blocks[2]
    parts = modulation_of(golden).unflatten(1, (6, -1)) + block.scale_shift_table
    h = modulated(tokens(golden["a.tap.block1"]), parts[:, None, 0], parts[:, None, 1])
    got = block.attn(h.flatten(0, 1)[None], RotaryTables(GRID, RELEASED_STRETCH))
    assert difference(got, golden["a.tap.block2_attn"]) < CLOSE


@torch.no_grad()
def test_the_final_layer(model: MobileI2V, golden: dict[str, Tensor]) -> None:
    rows = golden["a.tap.t_emb"][0]
    got = model.final_layer(tokens(golden["a.tap.block4"]), torch.stack([rows[0], rows[1], rows[1]]))
    assert difference(got, tokens(golden["a.tap.final_tokens"])) < CLOSE


def test_positions_of_the_released_grid(golden: dict[str, Tensor]) -> None:
    """The reference has each axis' table, with both numbers of a pair."""
    tables = RotaryTables((3, 23, 40), stretch_of(23, 40))
    for name, table in (("cos", tables.cos), ("sin", tables.sin)):
        grid = table[0, :, 0].unflatten(0, (3, 23, 40)).unflatten(-1, (3, PAIRS))
        for axis, rows in enumerate((grid[:, 0, 0, 0], grid[0, :, 0, 1], grid[0, 0, :, 2])):
            want = golden[f"rope.{'thw'[axis]}.{name}"]
            assert difference(torch.cat([rows, rows], dim=1), want) < 1e-6


@pytest.mark.parametrize("steps", [2, 4, 30])
def test_the_noise_levels_of_the_released_sampler(golden: dict[str, Tensor], steps: int) -> None:
    assert difference(torch.tensor(released_sigmas(steps)), golden[f"main{steps}.sigmas"]) < 1e-6
    assert difference(torch.tensor(released_sigmas(steps)[:-1]) * 1000, golden[f"main{steps}.timesteps"]) < 1e-3


def test_other_recipes(golden: dict[str, Tensor]) -> None:
    for steps in (1, 2):
        assert sigmas_of(MobileI2VOptions(steps=steps, distilled=True)) == golden[f"few{steps}.sigmas"].tolist()
    with pytest.raises(ConvertError, match="--steps 2"):
        sigmas_of(MobileI2VOptions(steps=2))
    with pytest.raises(ConvertError, match="--steps 4"):
        sigmas_of(MobileI2VOptions(steps=4, distilled=True))


@torch.no_grad()
def test_left_out_units_are_as_if_they_gave_zeros() -> None:
    tensors = mobilei2v_tensors(MOBILEI2V)
    sparse = built(MOBILEI2V, tensors, 0.3)
    first: Any = sparse.blocks[0]
    kept = first.mlp.point_conv.conv.weight.shape[1]
    assert kept == 64 < MOBILEI2V.hidden
    for index in range(len(MOBILEI2V.linear)):
        stem = f"blocks.{index}.mlp"
        wide, deep, narrow = (tensors[f"{stem}.{name}.conv.weight"] for name in ("inverted_conv", "depth_conv", "point_conv"))
        norms = wide.flatten(1).norm(dim=1) * deep.flatten(1).norm(dim=1)
        score = norms[:96] * norms[96:] * narrow.flatten(1).norm(dim=0)
        narrow[:, score.argsort()[: 96 - kept]] = 0
    x, times = torch.randn(3, 8, 4, 4, generator=torch.Generator().manual_seed(1)), torch.tensor([0.0, 0.4, 0.4])
    rotary = RotaryTables((3, 4, 4), stretch_of(4, 4))
    full = built(MOBILEI2V, tensors)
    assert difference(sparse(x, times, torch.ones(1), rotary), full(x, times, torch.ones(1), rotary)) < CLOSE


@torch.no_grad()
@pytest.mark.parametrize("frames", [1, 2])
def test_parts_of_a_window_are_as_the_whole(frames: int) -> None:
    """Widened layers a frame or two at a time, and softmax attention a few queries at a time."""
    tensors = mobilei2v_tensors(MOBILEI2V)
    x, times = torch.randn(3, 8, 4, 4, generator=torch.Generator().manual_seed(1)), torch.tensor([0.0, 0.4, 0.4])
    rotary = RotaryTables((3, 4, 4), stretch_of(4, 4))
    largest = 4 * frames * 16 * 2 * MOBILEI2V.hidden
    given = (x, times, torch.ones(1), rotary)
    assert difference(built(MOBILEI2V, tensors, largest=largest)(*given), built(MOBILEI2V, tensors)(*given)) < CLOSE


@pytest.mark.parametrize(("size", "along"), [((1280, 720), 2), ((640, 352), 1), ((1920, 1088), 3)])
def test_large_frames_are_decoded_in_tiles(size: tuple[int, int], along: int) -> None:
    assert usual_tiles(size) == (along, along)


def test_every_key_of_the_released_checkpoint_is_used(keys: dict[str, Any]) -> None:
    source = MemorySource({key: torch.empty(shape, device="meta") for key, shape in keys["mobilei2v"].items()}, "hybrid_371.pth")
    assert config_of(source.tensors(), source.name) == RELEASED
    check_coverage([denoiser_graph(RELEASED, Precision("q8"), (1280, 720)).module], source, is_unused)
    assert sorted(key for key in keys["mobilei2v"] if is_unused(key)) == sorted(keys["unused"])


def test_the_released_autoencoder_is_the_one_that_was_published(keys: dict[str, Any]) -> None:
    with torch.device("meta"):
        vae = AutoencoderKLLTXVideo.from_config(VAE_090)
    assert {key: list(value.shape) for key, value in vae.state_dict().items()} == keys["vae"]
    assert {key: keys["vaeConfig"][key] for key in VAE_090} == VAE_090


def test_another_checkpoint_is_refused() -> None:
    with pytest.raises(ConvertError, match="no MobileI2V"):
        config_of(MemorySource({"a": torch.zeros(1)}).tensors(), "a.safetensors")
    tensors = mobilei2v_tensors() | {"blocks.0.attn.extra": torch.zeros(1)}
    with pytest.raises(ConvertError, match=r"nothing uses, such as blocks\.0\.attn\.extra"):
        check_coverage([denoiser_graph(MOBILEI2V, Precision(), (128, 128)).module], MemorySource(tensors), is_unused)
    del tensors["blocks.0.attn.extra"], tensors["t_block.1.bias"]
    with pytest.raises(ConvertError, match=r"lacks 1 tensors, such as t_block\.1\.bias"):
        check_coverage([denoiser_graph(MOBILEI2V, Precision(), (128, 128)).module], MemorySource(tensors), is_unused)


@pytest.mark.skipif(REFERENCE is None, reason="KINORA_MOBILEI2V_REFERENCE names no folder with all reference results")
@torch.no_grad()
def test_all_reference_results() -> None:
    """Every forward pass and every sampling loop of the original code, with all five blocks."""
    folder = Path(REFERENCE or "")
    tensors, golden = load_file(folder / "tiny.safetensors"), load_file(folder / "tiny-goldens.safetensors")
    model = built(config_of(MemorySource(tensors).tensors(), "reference"), tensors)
    for case in ("a", "b", "c", "e", "sq", "tall", "full"):
        x, mask = golden[f"{case}.in.x"], golden[f"{case}.in.cond_mask"][0]
        rotary = RotaryTables((x.shape[2], x.shape[3], x.shape[4]), RELEASED_STRETCH)
        times = torch.minimum(golden[f"{case}.in.timestep"] / 1000, 1 - mask.unflatten(0, (x.shape[2], -1))[:, 0])
        got = model(x[0].transpose(0, 1), times, golden[f"{case}.in.flow_score"], rotary).transpose(0, 1)[None]
        assert difference(got, golden.get(f"{case}.out_nocollision", golden[f"{case}.out"])) < CLOSE
    first, noise = golden["loop.in.first_frame_latent"][0].transpose(0, 1), golden["loop.in.noise"][0].transpose(0, 1)
    rotary = RotaryTables(GRID, RELEASED_STRETCH)
    loops = {f"main{steps}": released_sigmas(steps) for steps in (2, 4, 30)} | {f"few{steps}": DISTILLED_SIGMAS[steps] for steps in (1, 2)}
    for loop, sigmas in loops.items():
        x = noise[1:]
        for sigma, following in pairwise(sigmas):
            velocity = model(torch.cat([first, x]), torch.tensor([0, sigma, sigma]), torch.tensor([2.0]), rotary)[1:]
            x = x + (following - sigma) * velocity
        assert difference(torch.cat([first, x]).transpose(0, 1)[None], golden[f"{loop}.out"]) < CLOSE
