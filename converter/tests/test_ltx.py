"""LTX-Video against diffusers' pipeline, and the names of its single file."""

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers import AutoencoderKLLTXVideo, FlowMatchEulerDiscreteScheduler, LTXConditionPipeline, LTXVideoTransformer3DModel
from diffusers.loaders.single_file_utils import convert_ltx_transformer_checkpoint_to_diffusers, convert_ltx_vae_checkpoint_to_diffusers
from diffusers.pipelines.ltx.pipeline_ltx_condition import linear_quadratic_schedule
from safetensors.torch import save_file
from torch import Tensor
from transformers import T5EncoderModel

from kinora_convert.checkpoints.safetensors_source import SafetensorsSource
from kinora_convert.checkpoints.source import JoinedSource, MemorySource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.family import LtxOptions, plan
from kinora_convert.families.ltx.graphs import (
    TEXT,
    TRANSFORMER,
    VAE,
    LtxConfigs,
    LtxShape,
    decoder_graph,
    denoiser_graph,
    first_frame_graph,
    text_encoder_graph,
)
from kinora_convert.families.ltx.load import is_single_file, open_ltx_file, transformer_key, vae_key
from kinora_convert.families.ltx.released import T5_XXL, TRANSFORMER_2B, VAE_095
from kinora_convert.families.ltx.schedule import LEVELS_098, levels, linear_quadratic
from kinora_convert.families.ltx.t5 import T5Encoder
from kinora_convert.rewrites.precision import Precision, apply_precision
from kinora_convert.rewrites.recipe import check_coverage, describe_module, materialize
from tests.packs import Pack
from tests.sampling import sample, torch_noise

GRID = (3, 2, 3)


@pytest.fixture(autouse=True)
def _no_gradients() -> Any:
    with torch.no_grad():
        yield


def difference(a: Tensor, b: Tensor) -> float:
    assert a.shape == b.shape
    return float((a - b).abs().max())


def prompt() -> tuple[Tensor, Tensor]:
    tokens, mask = torch.zeros(1, 128, dtype=torch.int32), torch.zeros(1, 128)
    tokens[0, :4], mask[0, :4] = torch.tensor([4, 5, 6, 1], dtype=torch.int32), 1.0
    return tokens, mask


def test_the_text_encoder_is_that_of_transformers(ltx_pack: Pack, ltx: Path) -> None:
    tokens, mask = prompt()
    encoder = T5EncoderModel.from_pretrained(ltx / "text_encoder").eval()
    projection = LTXVideoTransformer3DModel.from_pretrained(ltx / "transformer").caption_projection
    want = projection(encoder(tokens.long(), attention_mask=mask).last_hidden_state)
    assert difference(ltx_pack.run("videoTextEncoder", tokens=tokens, tokenMask=mask)[:, :4], want[:, :4]) < 1e-4


def velocity(pack: Pack, latents: Tensor, sigma: float, text: Tensor, mask: Tensor, first: Tensor) -> Tensor:
    zeros = torch.zeros(1, 1, *first.shape[1:])
    given = {"text": text, "textMask": mask, "firstFrameLatents": first, "context": zeros, "contextMask": torch.zeros(1, 1)}
    return pack.run("imageToVideo", latents=latents, sigma=torch.tensor([sigma]), **given)


def test_a_film_is_the_one_that_diffusers_makes(ltx_pack: Pack, ltx: Path) -> None:
    """Picture and prompt embeddings to frames, with the same noise; the pipeline adds none to the picture."""
    half = ltx_pack.manifest["imageToVideo"]
    transformer = LTXVideoTransformer3DModel.from_pretrained(ltx / "transformer").eval()
    vae = AutoencoderKLLTXVideo.from_pretrained(ltx / "vae").eval()
    encoder = T5EncoderModel.from_pretrained(ltx / "text_encoder").eval()
    pipeline = LTXConditionPipeline(FlowMatchEulerDiscreteScheduler(), vae, encoder, None, transformer)
    pipeline.set_progress_bar_config(disable=True)
    tokens, mask = prompt()
    image = torch.rand(1, 3, 64, 96, generator=torch.Generator().manual_seed(3))
    captured: dict[str, Tensor] = {}

    def keep(_: Any, step: int, timestep: Tensor, values: dict[str, Tensor]) -> dict[str, Tensor]:
        captured["latents"] = values["latents"]
        return values

    pipeline(
        image=image,
        prompt_embeds=encoder(tokens.long(), attention_mask=mask).last_hidden_state,
        prompt_attention_mask=mask,
        height=64,
        width=96,
        num_frames=17,
        frame_rate=half["window"]["fps"],
        num_inference_steps=4,
        guidance_scale=1.0,
        image_cond_noise_scale=0.0,
        generator=torch.Generator().manual_seed(9),
        output_type="latent",
        callback_on_step_end=keep,
    )
    # The noise is the first thing that the pipeline draws; the sample of the picture's latents comes after it.
    generator = torch.Generator().manual_seed(9)
    noise = torch.randn(1, 8, *GRID, generator=generator)
    posterior = vae.encode(image[:, :, None] * 2 - 1).latent_dist
    mean, std = (value.view(1, -1, 1, 1) for value in (vae.latents_mean, vae.latents_std))
    first = ltx_pack.run("firstFrame", image=image * 2 - 1)
    assert difference(first, (posterior.mean[:, :, 0] - mean) / std) < 1e-4
    sampled = (posterior.sample(generator)[:, :, 0] - mean) / std
    text = ltx_pack.run("videoTextEncoder", tokens=tokens, tokenMask=mask)
    scheduler = half["scheduler"] | {"stochastic": False}
    clean = sample(scheduler, noise[0].transpose(0, 1)[None, 1:], lambda seen, sigma, _: velocity(ltx_pack, seen, sigma, text, mask, sampled))
    want = LTXConditionPipeline._unpack_latents(captured["latents"], *GRID)[0].transpose(0, 1)
    assert difference(sampled, want[:1]) < 1e-5
    assert difference(clean[0], want[1:]) < 1e-4
    window = torch.cat([sampled[:, None], clean], dim=1)
    drawn = torch_noise(*window.shape, seed=4)
    frames = ltx_pack.run("videoDecoder", latents=window, noise=drawn)
    z = 0.975 * (window[0] * std + mean) + 0.025 * drawn[0]
    decoded = vae.decode(z.transpose(0, 1)[None], torch.tensor([0.05])).sample[0].transpose(0, 1).clamp(-1, 1)
    assert frames.shape == (17, 3, 64, 96)
    assert difference(frames, decoded) < 1e-4


def test_fresh_noise_after_each_step_is_added_as_diffusers_does() -> None:
    """The distilled recipe, with a denoiser that is simple to write down."""
    sigmas = linear_quadratic(4)
    scheduler = FlowMatchEulerDiscreteScheduler(stochastic_sampling=True)
    scheduler.set_timesteps(sigmas=sigmas[:-1])
    x, generator = torch_noise(1, 2, 3, 4), torch.Generator().manual_seed(2)
    want = x
    for sigma, timestep in zip(sigmas, scheduler.timesteps, strict=False):
        want = scheduler.step(0.5 * want + sigma, timestep, want, generator=generator).prev_sample
    generator = torch.Generator().manual_seed(2)
    fresh = (torch.randn(x.shape, generator=generator) for _ in sigmas)
    settings = {"kind": "flow", "sigmas": sigmas, "prediction": "velocity", "stochastic": True}
    assert difference(sample(settings, x, lambda seen, sigma, _: 0.5 * seen + sigma, fresh), want) < 1e-5


@pytest.mark.parametrize("steps", [2, 4, 7, 8, 20])
def test_the_noise_levels_are_those_of_diffusers(steps: int) -> None:
    assert difference(torch.tensor(linear_quadratic(steps)[:-1]), linear_quadratic_schedule(steps)) < 1e-6


def test_a_checkpoint_says_which_levels_it_wants() -> None:
    assert levels("ltxv-2b-0.9.8-distilled.safetensors", {}, None) == LEVELS_098
    assert levels("ltxv-2b-0.9.6-distilled-04-25.safetensors", {}, None) == linear_quadratic(8)
    uniform = {"config": '{"scheduler": {"sampler": "Uniform", "shifting": null}}'}
    assert levels("x.safetensors", uniform, 4) == [1.0, 0.75, 0.5, 0.25, 0.0]
    with pytest.raises(ConvertError, match="--sigmas"):
        levels("x.safetensors", {"config": '{"scheduler": {"shifting": "SD3"}}'}, 4)


def test_a_single_file_with_a_text_encoder_beside_it(ltx: Path, tmp_path: Path) -> None:
    tensors = {f"model.diffusion_model.transformer_blocks.{index}.attn1.q_norm.weight": torch.ones(2) for index in range(3)}
    tensors |= {"model.diffusion_model.patchify_proj.weight": torch.ones(1), "vae.per_channel_statistics.channel": torch.ones(1)}
    metadata = {"config": json.dumps({"scheduler": {"sampler": "Uniform"}})}
    save_file(tensors, tmp_path / "ltxv-2b-0.9.6-distilled.safetensors", metadata)
    source = SafetensorsSource([tmp_path / "ltxv-2b-0.9.6-distilled.safetensors"])
    assert is_single_file(source)
    with pytest.raises(ConvertError, match="--text-encoder"):
        open_ltx_file(source, None, None)
    checkpoint = open_ltx_file(source, ltx, None)
    assert checkpoint.configs.transformer["num_layers"] == 3
    assert checkpoint.sigmas == [1 - index / 8 for index in range(8)] + [0.0]
    assert checkpoint.source.tensors()["transformer.transformer_blocks.2.attn1.norm_q.weight"].shape == (2,)
    assert "vae.latents_mean" not in checkpoint.source.tensors()
    assert (checkpoint.tokenizer["kind"], checkpoint.tokenizer["endId"]) == ("unigram", 1)
    with pytest.raises(ConvertError, match="wants text of 4096 numbers and the encoder gives 24"):
        plan(checkpoint, LtxOptions())


def test_names_of_the_single_file_are_read_as_diffusers_reads_them() -> None:
    """With all names of the real file: ours, put back into those of the file, go through diffusers' own conversion."""
    with torch.device("meta"):
        transformer, vae = LTXVideoTransformer3DModel.from_config(TRANSFORMER_2B), AutoencoderKLLTXVideo.from_config(VAE_095)
    real = prefixed("model.diffusion_model.", original_names(transformer, TRANSFORMER_NAMES)) | prefixed("vae.", original_names(vae, VAE_NAMES))
    theirs = convert_ltx_transformer_checkpoint_to_diffusers(dict(real))
    assert {key: tuple(value.shape) for key, value in theirs.items()} == shapes_by(real, transformer_key)
    theirs = convert_ltx_vae_checkpoint_to_diffusers(dict(real))
    assert {key: tuple(value.shape) for key, value in theirs.items()} == shapes_by(real, vae_key)


TRANSFORMER_NAMES = (("proj_in", "patchify_proj"), ("time_embed", "adaln_single"), ("norm_q", "q_norm"), ("norm_k", "k_norm"))
VAE_NAMES = (("resnets", "res_blocks"),)


def prefixed(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {prefix + key: value for key, value in tensors.items()}


def original_names(model: Any, names: tuple[tuple[str, str], ...]) -> dict[str, Tensor]:
    """The names that the single file has for the tensors of a model of diffusers."""
    found = {}
    for key, value in model.state_dict().items():
        name = key
        if key in ("latents_mean", "latents_std"):
            name = "per_channel_statistics." + {"latents_mean": "mean-of-means", "latents_std": "std-of-means"}[key]
        name = name.replace("decoder.time_embedder", "decoder.last_time_embedder")
        if key == "decoder.scale_shift_table":
            name = "decoder.last_scale_shift_table"
        for ours, theirs in names:
            name = name.replace(ours, theirs)
        for side, blocks, last in (("encoder", "down_blocks", 8), ("decoder", "up_blocks", 0)):
            name = name.replace(f"{side}.mid_block", f"{side}.{blocks}.{last}")
            for index in range(4):
                base = 2 * index if side == "encoder" else 2 * index + 2
                sampler = base + 1 if side == "encoder" else base - 1
                name = name.replace(f"{side}.{blocks}.{index}.{'down' if side == 'encoder' else 'up'}samplers.0.", f"{side}.{blocks}#{sampler}.")
                name = name.replace(f"{side}.{blocks}.{index}.res_blocks", f"{side}.{blocks}#{base}.res_blocks")
                name = name.replace(f"{side}.{blocks}.{index}.time_embedder", f"{side}.{blocks}#{base}.time_embedder")
            name = name.replace("#", ".")
        found[name] = value
    return found


def shapes_by(tensors: dict[str, Tensor], key_of: Any) -> dict[str, tuple[int, ...]]:
    named = {key_of(key): tuple(value.shape) for key, value in tensors.items()}
    return {key: shape for key, shape in named.items() if key is not None}


def test_every_key_of_the_real_configuration_is_used() -> None:
    configs, shape = LtxConfigs(T5_XXL, TRANSFORMER_2B, VAE_095), LtxShape(9, 15, 22, 24)
    with torch.device("meta"):
        transformer, vae = LTXVideoTransformer3DModel.from_config(TRANSFORMER_2B), AutoencoderKLLTXVideo.from_config(VAE_095)
        text = T5EncoderModel(T5EncoderModel.config_class(**T5_XXL))
    tensors = {key: value for key, value in text.state_dict().items() if key != "encoder.embed_tokens.weight"}
    assert round(sum(value.numel() for value in transformer.state_dict().values()) / 1e9, 2) == 1.92
    assert round(sum(value.numel() for value in vae.state_dict().values()) / 1e9, 2) == 1.25
    source = JoinedSource({TEXT: MemorySource(tensors), TRANSFORMER: MemorySource(transformer.state_dict()), VAE: MemorySource(vae.state_dict())})
    q8, half = Precision("q8"), Precision("float16", "float16")
    graphs = [text_encoder_graph(configs, q8), denoiser_graph(configs, q8, shape), first_frame_graph(configs, half, shape), decoder_graph(configs, half, shape)]
    check_coverage([graph.module for graph in graphs], source)


def test_activations_of_1e5_stay_finite() -> None:
    """T5's grow beyond float16; here the residual stream is made as large."""
    config = {"vocab_size": 40, "d_model": 64, "d_kv": 16, "d_ff": 96, "num_layers": 2, "num_heads": 4, "feed_forward_proj": "gated-gelu"}
    with torch.device("meta"):
        encoder = T5Encoder(config)
    generator = torch.Generator().manual_seed(1)
    weights = {key: torch.randn(value.shape, generator=generator) * 0.2 for key, value in encoder.state_dict().items()}
    for key in weights:
        if "wi_" in key:
            weights[key] *= 600
    tokens, mask = torch.randint(2, 40, (1, 128), generator=generator), torch.ones(1, 128)
    results = {}
    for linear in ("float32", "float16", "q8", "q4"):
        with torch.device("meta"):
            encoder = T5Encoder(config)
        describe_module(encoder)
        encoder.fix_length(128)
        apply_precision(encoder, Precision(linear))
        materialize(encoder, MemorySource(weights))
        hidden = encoder.shared(tokens)
        bias = encoder.biases + 0 * mask[:, None, None]
        for block in encoder.encoder.block:
            hidden = block(hidden, bias)
        assert float(hidden.abs().max()) > 1e5
        results[linear] = encoder(tokens, mask)
        assert bool(torch.isfinite(results[linear]).all()), linear
    assert difference(results["float16"], results["float32"]) < 0.05
