"""Stable Diffusion: text encoders, recipes, names of single files, and the keys of real configurations."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import AutoencoderKL, EulerDiscreteScheduler, LatentConsistencyModelPipeline, LCMScheduler, UNet2DConditionModel
from diffusers.loaders.single_file_utils import (
    convert_ldm_unet_checkpoint,
    convert_ldm_vae_checkpoint,
    convert_open_clip_checkpoint,
)
from safetensors.torch import save_file
from torch import Tensor
from transformers import CLIPTextConfig, CLIPTextModel

from kinora_convert.checkpoints.safetensors_source import SafetensorsSource
from kinora_convert.checkpoints.source import MemorySource, TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.stable_diffusion.clip import ClipTextEncoder, clip_key, is_projection
from kinora_convert.families.stable_diffusion.family import StableDiffusionOptions, is_encoder, plan
from kinora_convert.families.stable_diffusion.folder import open_folder
from kinora_convert.families.stable_diffusion.graphs import decoder_graph, denoiser_graph, guidance_embedding, text_encoder_graph
from kinora_convert.families.stable_diffusion.released import SD1_TEXT, SD1_UNET, SD2_TEXT, SD2_UNET, SD_VAE
from kinora_convert.families.stable_diffusion.schedule import schedule
from kinora_convert.families.stable_diffusion.single_file import TEXT_1, TEXT_2, UNET, VAE, open_file
from kinora_convert.rewrites.precision import Precision
from kinora_convert.rewrites.recipe import check_coverage, describe_module, materialize
from tests.checkpoints import write_clip_tokenizer, write_stable_diffusion
from tests.sampling import sample, torch_noise

BETAS = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000}


@pytest.fixture(autouse=True)
def _no_gradients() -> Any:
    with torch.no_grad():
        yield


def difference(a: Tensor, b: Tensor) -> float:
    assert a.shape == b.shape
    return float((a - b).abs().max())


@pytest.mark.parametrize("activation", ["gelu", "quick_gelu"])
def test_the_text_encoder_is_that_of_transformers(activation: str) -> None:
    config = CLIPTextConfig(vocab_size=60, hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4, hidden_act=activation)
    theirs = CLIPTextModel(config).eval()
    with torch.device("meta"):
        ours = ClipTextEncoder(config.to_dict())
    describe_module(ours)
    state = {clip_key(key) or "": value for key, value in theirs.state_dict().items()}
    materialize(ours, MemorySource(state))
    tokens = torch.randint(0, 60, (1, 77), generator=torch.Generator().manual_seed(0))
    assert difference(ours(tokens), theirs(tokens).last_hidden_state) < 1e-5


def test_one_step_of_turbo() -> None:
    made = schedule(BETAS | {"timestep_spacing": "trailing"}, "turbo", None, None)
    assert made == {
        "kind": "euler-epsilon",
        "sigmas": [pytest.approx(14.6146, abs=1e-4), 0.0],
        "timesteps": [999.0],
        "initialScale": pytest.approx(14.6146, abs=1e-4),
        "prediction": "epsilon",
        "guidance": 1,
    }


def linear_prediction(seen: Tensor, timestep: float) -> Tensor:
    """Stands for a network."""
    return 0.3 * seen + timestep / 2000


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_steps_are_those_of_diffusers_euler(prediction: str) -> None:
    made = schedule(BETAS | {"prediction_type": prediction}, "plain", 6, None)
    scheduler = EulerDiscreteScheduler(**BETAS, timestep_spacing="trailing", prediction_type=prediction)
    scheduler.set_timesteps(6)
    noise = torch_noise(1, 4, 8, 8)
    x = noise * scheduler.init_noise_sigma
    for timestep in scheduler.timesteps:
        x = scheduler.step(linear_prediction(scheduler.scale_model_input(x, timestep), float(timestep)), timestep, x).prev_sample
    got = sample(made, noise, lambda seen, _, timestep: linear_prediction(seen, timestep))
    assert difference(got, x) < 1e-4


def test_steps_are_those_of_diffusers_lcm() -> None:
    made = schedule(BETAS, "lcm", 4, None)
    assert made["timesteps"] == [999.0, 759.0, 499.0, 259.0]
    scheduler = LCMScheduler(**BETAS)
    scheduler.set_timesteps(4)
    noise = torch_noise(1, 4, 8, 8)
    x, generator = noise, torch.Generator().manual_seed(5)
    for timestep in scheduler.timesteps:
        x = scheduler.step(linear_prediction(x, float(timestep)), timestep, x, generator=generator).prev_sample
    generator = torch.Generator().manual_seed(5)
    fresh = (torch.randn(noise.shape, generator=generator) for _ in range(4))
    got = sample(made, noise, lambda seen, _, timestep: linear_prediction(seen, timestep), fresh)
    # The boundary conditions, which are nearly 0 and 1, are left out.
    assert difference(got, x) < 1e-3


def test_the_guidance_of_lcm_is_in_the_network(tmp_path: Path) -> None:
    want = LatentConsistencyModelPipeline.get_guidance_scale_embedding(None, torch.tensor([7.5 - 1]), embedding_dim=16)
    assert difference(guidance_embedding(7.5, 16), want) < 1e-5
    half = plan(open_folder(write_stable_diffusion(tmp_path / "lcm", "lcm")), StableDiffusionOptions(size=(64, 64), precision=Precision()))
    assert half.manifest["scheduler"]["kind"] == "lcm"
    graph = half.graphs[1].build()
    materialize(graph.module, half.graphs[1].source)
    unet = UNet2DConditionModel.from_pretrained(tmp_path / "lcm" / "unet")
    inputs = [each.example for each in graph.inputs.values()]
    assert difference(graph.module(*inputs), unet(*inputs, timestep_cond=want).sample) < 1e-5


@pytest.mark.parametrize(("unet", "text", "size"), [(SD1_UNET, SD1_TEXT, 0.86), (SD2_UNET, SD2_TEXT, 0.87)], ids=["1", "2"])
def test_every_key_of_the_real_configurations_is_used(unet: dict[str, Any], text: dict[str, Any], size: float) -> None:
    with torch.device("meta"):
        networks = [UNet2DConditionModel.from_config(unet), AutoencoderKL.from_config(SD_VAE), CLIPTextModel(CLIPTextConfig(**text))]
    assert round(sum(value.numel() for value in networks[0].state_dict().values()) / 1e9, 2) == size
    q8, half = Precision("q8", "float16"), Precision("float16", "float16")
    check_coverage([denoiser_graph(unet, q8, (512, 512), 1.0).module], MemorySource(networks[0].state_dict()))
    check_coverage([decoder_graph(SD_VAE, half, (512, 512)).module], MemorySource(networks[1].state_dict()), is_encoder)
    state = {clip_key(key) or "": value for key, value in networks[2].state_dict().items()}
    check_coverage([text_encoder_graph(text, q8, 49408).module], MemorySource(state), is_projection)


def meta_source(names: dict[str, tuple[int, ...]]) -> TensorSource:
    return MemorySource({key: torch.empty(shape, device="meta") for key, shape in names.items()}, "model.safetensors")


def original_unet_names(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """The names of the original code for the tensors of the U-Net, written the other way round than the converter reads them."""
    with torch.device("meta"):
        state = UNet2DConditionModel.from_config(config).state_dict()
    inner = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0", "conv2": "out_layers.3"}
    inner["conv_shortcut"] = "skip_connection"
    ends = {"conv_in": "input_blocks.0.0", "time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2"}
    ends |= {"conv_norm_out": "out.0", "conv_out": "out.2"}
    found: dict[str, tuple[int, ...]] = {}
    for key, value in state.items():
        parts = key.split(".")
        if parts[0] in ("down_blocks", "up_blocks"):
            down, level, kind, index, rest = parts[0] == "down_blocks", int(parts[1]), parts[2], int(parts[3]), parts[4:]
            place = 3 * level + index + (1 if down else 0)
            if kind == "downsamplers":
                name = f"input_blocks.{3 * level + 3}.0.op.{rest[-1]}"
            elif kind == "upsamplers":
                name = f"output_blocks.{3 * level + 2}.{1 if level == 0 else 2}.conv.{rest[-1]}"
            else:
                rest[0] = inner.get(rest[0], rest[0]) if kind == "resnets" else rest[0]
                name = f"{'input' if down else 'output'}_blocks.{place}.{0 if kind == 'resnets' else 1}.{'.'.join(rest)}"
        elif parts[0] == "mid_block":
            place, rest = (1 if parts[1] == "attentions" else 2 * int(parts[2])), parts[3:]
            rest[0] = inner.get(rest[0], rest[0]) if parts[1] == "resnets" else rest[0]
            name = f"middle_block.{place}.{'.'.join(rest)}"
        else:
            stem = ".".join(parts[:-1])
            name = f"{ends[stem]}.{parts[-1]}"
        found[UNET + name] = tuple(value.shape)
    return found


def original_vae_names() -> dict[str, tuple[int, ...]]:
    with torch.device("meta"):
        state = AutoencoderKL.from_config(SD_VAE).state_dict()
    layers = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}
    found: dict[str, tuple[int, ...]] = {}
    for key, value in state.items():
        name, shape = key, tuple(value.shape)
        for level in range(4):
            for ours, theirs in (("resnets", "block"), ("downsamplers.0", "downsample"), ("upsamplers.0", "upsample")):
                name = name.replace(f"down_blocks.{level}.{ours}", f"down.{level}.{theirs}").replace(f"up_blocks.{level}.{ours}", f"up.{3 - level}.{theirs}")
        name = name.replace("mid_block.resnets.0", "mid.block_1").replace("mid_block.resnets.1", "mid.block_2")
        if "mid_block.attentions.0." in name:
            for ours, theirs in layers.items():
                name = name.replace(f"mid_block.attentions.0.{ours}.", f"mid.attn_1.{theirs}.")
            shape = (*shape, 1, 1) if len(shape) == 2 else shape
        name = name.replace("conv_shortcut", "nin_shortcut").replace("conv_norm_out", "norm_out")
        found[VAE + name] = shape
    return found


def original_text_names(second: bool) -> dict[str, tuple[int, ...]]:
    if not second:
        with torch.device("meta"):
            state = ClipTextEncoder(SD1_TEXT).state_dict()
        names = {f"{TEXT_1}text_model.{key}": tuple(value.shape) for key, value in state.items()}
        return names | {f"{TEXT_1}text_model.embeddings.position_ids": (1, 77)}
    width, hidden = 1024, 4096
    names = {"token_embedding.weight": (49408, width), "positional_embedding": (77, width), "ln_final.weight": (width,), "ln_final.bias": (width,)}
    names |= {"text_projection": (width, width), "logit_scale": ()}
    for layer in range(24):
        stem = f"transformer.resblocks.{layer}."
        shapes = {"ln_1": (width,), "ln_2": (width,), "attn.out_proj": (width, width), "mlp.c_fc": (hidden, width), "mlp.c_proj": (width, hidden)}
        for name, shape in shapes.items():
            names |= {f"{stem}{name}.weight": shape, f"{stem}{name}.bias": shape[:1]}
        names |= {f"{stem}attn.in_proj_weight": (3 * width, width), f"{stem}attn.in_proj_bias": (3 * width,)}
    return {TEXT_2 + key: shape for key, shape in names.items()}


@pytest.mark.parametrize("second", [False, True], ids=["1", "2"])
def test_every_key_of_a_single_file_is_used(second: bool, tmp_path: Path) -> None:
    write_clip_tokenizer(tmp_path / "tokenizer", "!")
    unet = SD2_UNET if second else SD1_UNET
    names = original_unet_names(unet) | original_vae_names() | original_text_names(second)
    checkpoint = open_file(meta_source(names), tmp_path / "tokenizer", turbo=second)
    half = plan(checkpoint, StableDiffusionOptions())
    for graph in half.graphs:
        check_coverage([graph.build().module], graph.source, half.unused.get(graph.source.name, lambda key: False))
    assert half.manifest["scheduler"]["timesteps"][0] == 999.0


def test_names_of_single_files_are_read_as_diffusers_reads_them(tmp_path: Path) -> None:
    write_clip_tokenizer(tmp_path / "tokenizer", "!")
    names = original_unet_names(SD2_UNET) | original_vae_names() | original_text_names(True)
    file = {key: torch.empty(shape, device="meta") for key, shape in names.items()}
    ours = open_file(meta_source(names), tmp_path / "tokenizer", turbo=True)
    theirs = convert_ldm_unet_checkpoint(dict(file), config=SD2_UNET)
    assert {key: tuple(value.shape) for key, value in theirs.items()} == shapes(ours.unet)
    theirs = convert_ldm_vae_checkpoint(dict(file), config=SD_VAE)
    assert {key: tuple(value.shape) for key, value in theirs.items()} == shapes(ours.vae)
    with torch.device("meta"):
        model = CLIPTextModel(CLIPTextConfig(**SD2_TEXT))
    theirs = convert_open_clip_checkpoint(model, dict(file), prefix=TEXT_2)
    bare = {clip_key(key): tuple(value.shape) for key, value in theirs.items() if key != "text_projection.weight"}
    assert {key: shape for key, shape in bare.items() if key is not None} == shapes(ours.text_encoder)


def shapes(source: TensorSource) -> dict[str, tuple[int, ...]]:
    return {key: info.shape for key, info in source.tensors().items()}


def test_parts_of_a_single_file_have_the_right_values(tmp_path: Path) -> None:
    """Queries, keys and values are cut out of one matrix."""
    write_clip_tokenizer(tmp_path / "tokenizer", "!")
    joined = torch.arange(12.0).view(6, 2)
    save_file(
        {
            f"{UNET}input_blocks.0.0.weight": torch.zeros(1),
            f"{TEXT_2}transformer.resblocks.0.attn.in_proj_weight": joined,
            f"{VAE}encoder.mid.attn_1.q.weight": torch.ones(2, 2, 1, 1),
        },
        tmp_path / "model.safetensors",
    )
    checkpoint = open_file(SafetensorsSource([tmp_path / "model.safetensors"]), tmp_path / "tokenizer", turbo=False)
    for index, which in enumerate("qkv"):
        assert checkpoint.text_encoder.read(f"encoder.layers.0.self_attn.{which}_proj.weight").tolist() == joined[2 * index : 2 * index + 2].tolist()
    assert checkpoint.vae.read("encoder.mid_block.attentions.0.to_q.weight").shape == (2, 2)


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("unet_config", {"addition_embed_type": "text_time"}, "SDXL"),
        ("unet_config", {"in_channels": 9}, "inpainting"),
        ("unet_config", {"cross_attention_dim": 64}, "parts of one checkpoint"),
        ("scheduler_config", {"prediction_type": "other"}, "prediction_type other"),
    ],
)
def test_what_is_not_supported_is_refused(turbo: Path, part: str, change: dict[str, Any], message: str) -> None:
    checkpoint = open_folder(turbo)
    changed: Any = {part: {**getattr(checkpoint, part), **change}}
    with pytest.raises(ConvertError, match=message):
        plan(replace(checkpoint, **changed), StableDiffusionOptions())
