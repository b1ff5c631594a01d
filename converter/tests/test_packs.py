"""Packs that were converted from tiny checkpoints, against the reference implementations, through ONNX Runtime."""

import hashlib
import subprocess
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from diffusers import AutoencoderKLLTXVideo, FlowMatchEulerDiscreteScheduler, StableDiffusionPipeline
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import CLIPTextModel, CLIPTokenizer

from kinora_convert.families.mobilei2v.graphs import USUAL_FLOW
from kinora_convert.families.mobilei2v.rotary import RotaryTables, stretch_of
from kinora_convert.pack.manifest import backends_of
from tests.checkpoints import MOBILEI2V
from tests.packs import Pack
from tests.sampling import sample, torch_noise
from tests.test_mobilei2v import built

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_gradients() -> object:
    with torch.no_grad():
        yield


def difference(a: torch.Tensor, b: torch.Tensor) -> float:
    assert a.shape == b.shape
    return float((a - b).abs().max())


def test_graphs_in_float32_are_what_pytorch_computes(exact_pack: Pack) -> None:
    cases = exact_pack.cases()
    assert len(cases) == 6
    for case in cases:
        roles = {binding["name"]: binding["role"] for binding in exact_pack.manifest["graphs"][case["graph"]]["inputs"]}
        got = exact_pack.run(case["graph"], **{roles[name]: value for name, value in case["inputs"].items()})
        assert difference(got, next(iter(case["outputs"].values()))) < 1e-4, case["graph"]


@pytest.mark.parametrize(("graph", "bound"), [("textEncoder", 1e-3), ("imageToVideo", 1e-3), ("textToImage", 1e-2), ("imageDecoder", 1e-2)])
def test_quantized_graphs_are_what_pytorch_computes_with_the_stored_weights(small_pack: Pack, graph: str, bound: float) -> None:
    """Convolutions in float16 are summed in another order, so those graphs have a wider bound."""
    case = next(case for case in small_pack.cases() if case["graph"] == graph)
    roles = {binding["name"]: binding["role"] for binding in small_pack.manifest["graphs"][graph]["inputs"]}
    got = small_pack.run(graph, **{roles[name]: value for name, value in case["inputs"].items()})
    assert difference(got, next(iter(case["outputs"].values()))) < bound


def test_a_picture_is_the_one_that_diffusers_draws(exact_pack: Pack, turbo: Path) -> None:
    """Prompt to pixels, with the same noise."""
    noise = torch_noise(1, 4, 8, 12)
    pipeline = StableDiffusionPipeline.from_pretrained(turbo, safety_checker=None, local_files_only=True)
    pipeline.set_progress_bar_config(disable=True)
    want = pipeline("apple", num_inference_steps=1, guidance_scale=0.0, latents=noise, output_type="pt", height=64, width=96).images
    half = exact_pack.manifest["textToImage"]
    tokens = pipeline.tokenizer("apple", padding="max_length", max_length=77, return_tensors="pt").input_ids.to(torch.int32)
    assert int(tokens[0, 0]) == half["textEncoders"][0]["tokenizer"]["beginId"]
    assert int(tokens[0, -1]) == half["textEncoders"][0]["tokenizer"]["padId"]
    text = exact_pack.run("textEncoder", tokens=tokens)
    clean = sample(
        half["scheduler"],
        noise,
        lambda seen, sigma, timestep: exact_pack.run("textToImage", latents=seen, timestep=torch.tensor([timestep], dtype=torch.float32), text=text),
    )
    image = exact_pack.run("imageDecoder", latents=clean / half["latents"]["scalingFactor"])
    assert difference((image / 2 + 0.5).clamp(0, 1), want) < 1e-4


def test_the_text_encoder_is_that_of_transformers(exact_pack: Pack, turbo: Path) -> None:
    model = CLIPTextModel.from_pretrained(turbo / "text_encoder").eval()
    tokens = torch.tensor([[5, 9, 2, *([7] * 74)]], dtype=torch.int32)
    assert difference(exact_pack.run("textEncoder", tokens=tokens), model(tokens.long()).last_hidden_state) < 1e-5


def test_the_tokenizer_is_the_checkpoints(exact_pack: Pack, turbo: Path) -> None:
    ours = Tokenizer.from_file(str(exact_pack.folder / "tokenizer.json"))
    theirs = CLIPTokenizer.from_pretrained(turbo / "tokenizer")
    for text in ("apple", "An apple, and 2 pears!"):
        assert ours.encode(text, add_special_tokens=False).ids == theirs(text, add_special_tokens=False).input_ids


def test_a_film_is_sampled_as_diffusers_scheduler_does(exact_pack: Pack, mobilei2v: tuple[Path, Path]) -> None:
    """First frame, window and frames, with the released sampler's scheduler and the first frame put back after every step."""
    half = exact_pack.manifest["imageToVideo"]
    vae = AutoencoderKLLTXVideo.from_pretrained(mobilei2v[1]).eval()
    image = torch_noise(1, 3, 64, 96, seed=1).clamp(-1, 1)
    first = exact_pack.run("firstFrame", image=image)
    assert difference(first, vae.encode(image[:, :, None]).latent_dist.mean[:, :, 0]) < 1e-5
    noise = torch_noise(1, 2, 8, 2, 3, seed=2)
    zeros, mask, flow = torch.zeros(1, 1, 8, 2, 3), torch.zeros(1, 1), torch.tensor([USUAL_FLOW])
    clean = sample(
        half["scheduler"],
        noise,
        lambda seen, sigma, timestep: exact_pack.run(
            "imageToVideo", latents=seen, sigma=torch.tensor([sigma]), firstFrameLatents=first, context=zeros, contextMask=mask, motion=flow
        ),
    )
    model = built(MOBILEI2V, load_file(mobilei2v[0]))
    scheduler = FlowMatchEulerDiscreteScheduler(shift=3.0)
    scheduler.set_timesteps(4)
    x, rotary = torch.cat([first, noise[0]]), RotaryTables((3, 2, 3), stretch_of(2, 3))
    for timestep in scheduler.timesteps:
        times = torch.stack([torch.zeros(()), timestep / 1000, timestep / 1000])
        x = scheduler.step(model(x, times, flow, rotary), timestep, x).prev_sample
        x[:1] = first
    assert difference(clean[0], x[1:]) < 1e-4
    frames = exact_pack.run("videoDecoder", latents=torch.cat([first[:, None], clean], dim=1))
    want = vae.decode(x.transpose(0, 1)[None]).sample[0].transpose(0, 1).clamp(-1, 1)
    assert frames.shape == (17, 3, 64, 96)
    assert difference(frames, want) < 1e-4


def test_a_later_window_begins_with_the_end_of_the_one_before(exact_pack: Pack) -> None:
    first, context = torch_noise(1, 8, 2, 3), torch_noise(1, 1, 8, 2, 3, seed=1)
    common = {"latents": torch_noise(1, 2, 8, 2, 3, seed=2), "sigma": torch.tensor([0.5]), "motion": torch.tensor([1.0])}
    later = exact_pack.run("imageToVideo", firstFrameLatents=first, context=context, contextMask=torch.ones(1, 1), **common)
    as_first = exact_pack.run("imageToVideo", firstFrameLatents=context[:, 0], context=0 * context, contextMask=torch.zeros(1, 1), **common)
    assert difference(later, as_first) < 1e-6


def test_files_are_as_the_manifest_lists_them(small_pack: Pack) -> None:
    listed = {"pack.json", "goldens.json", "goldens.bin"}
    for graph in small_pack.manifest["graphs"].values():
        for variant in graph["variants"]:
            for file in [variant, *variant["data"]]:
                content = (small_pack.folder / file["file"]).read_bytes()
                assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
                assert len(content) <= 1_000_000
                listed.add(file["file"])
    listed.add(small_pack.manifest["textToImage"]["textEncoders"][0]["tokenizer"]["file"])
    assert {path.name for path in small_pack.folder.iterdir()} == listed
    assert len(small_pack.variant("textToImage")["data"]) > 1


def test_graphs_hold_nothing_of_the_machine(small_pack: Pack) -> None:
    for graph in small_pack.manifest["graphs"]:
        content = (small_pack.folder / small_pack.variant(graph)["file"]).read_bytes()
        assert b".py" not in content
        assert b"/kinora" not in content


@pytest.mark.parametrize(("graph", "roles"), [("imageDecoder", ["latents"]), ("textToImage", ["latents", "text"]), ("videoDecoder", ["latents"])])
def test_graphs_in_float16_stay_finite(small_pack: Pack, graph: str, roles: list[str]) -> None:
    case = next(case for case in small_pack.cases() if case["graph"] == graph)
    named = {binding["role"]: case["inputs"][binding["name"]] for binding in small_pack.manifest["graphs"][graph]["inputs"]}
    got = small_pack.run(graph, **(named | {role: 1e5 * named[role] for role in roles}))
    assert bool(torch.isfinite(got).all())


def test_weights_of_the_default_pack_are_small(small_pack: Pack) -> None:
    model = onnx.load(small_pack.folder / small_pack.variant("imageToVideo")["file"], load_external_data=False)
    operators = {node.op_type for node in model.graph.node}
    assert {"MatMulNBits", "MultiHeadAttention", "SimplifiedLayerNormalization", "LayerNormalization"} <= operators
    assert "ScatterND" not in operators
    assert all(node.op_type != "Conv" or len(node.input) > 1 for node in model.graph.node)
    assert small_pack.variant("imageToVideo")["needs"]["features"] == []
    assert small_pack.variant("textToImage")["needs"]["features"] == ["shader-f16"]


@pytest.mark.skipif(not (REPOSITORY / "node_modules" / "vite").exists(), reason="node_modules is missing: npm ci")
@pytest.mark.skipif(not (REPOSITORY / "contract" / "pack" / "read-manifest.ts").exists(), reason="this version of the app does not read kinora-pack/2")
@pytest.mark.parametrize("name", ["exact_pack", "small_pack"])
def test_the_app_accepts_the_manifest(name: str, request: pytest.FixtureRequest) -> None:
    """Through the app's own schema."""
    pack: Pack = request.getfixturevalue(name)
    done = subprocess.run(["node", "converter/tests/read-manifest.mjs", str(pack.folder / "pack.json")], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert np.all([word in done.stdout for word in ("textToImage", "imageToVideo")])


def test_graphs_too_large_for_webassembly_are_for_webgpu_alone() -> None:
    assert backends_of(95_000_000) == ["webgpu", "wasm"]
    assert backends_of(1_730_000_000) == ["webgpu"]
