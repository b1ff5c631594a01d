"""Each rewrite against the module that it stands for."""

from typing import Any

import pytest
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKLLTXVideo
from diffusers.models.attention_processor import Attention
from diffusers.models.autoencoders.autoencoder_kl_ltx import LTXVideoCausalConv3d
from torch import Tensor, nn

from kinora_convert.checkpoints.source import MemorySource
from kinora_convert.families.ltx.decoder import FrameDecoder
from kinora_convert.families.ltx.encoder import PictureEncoder
from kinora_convert.rewrites.attention import chunked_attention
from kinora_convert.rewrites.build import described_model
from kinora_convert.rewrites.conv3d import FrameConv, split_frames, summed_taps
from kinora_convert.rewrites.diffusers_attention import FusedAttention
from kinora_convert.rewrites.norms import ChannelLayerNorm
from kinora_convert.rewrites.operators import multi_head_attention, rms_norm
from kinora_convert.rewrites.precision import HalfConv2d, HalfLinear, PlainLinear, Precision, QuantizedLinear, apply_precision
from kinora_convert.rewrites.recipe import describe_module, materialize
from tests.checkpoints import LTX_VAE_090, LTX_VAE_095, settle

CLOSE = 1e-5


def noise(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def difference(a: Tensor, b: Tensor) -> float:
    assert a.shape == b.shape
    return float((a - b).abs().max())


def rewritten(original: Any, make: Any) -> Any:
    """`make` of a copy of `original` without weights, filled with the weights of `original`."""
    with torch.device("meta"):
        described = type(original)(**original.given)
    describe_module(described)
    return materialize(make(described), MemorySource(original.state_dict())).eval()


def module(cls: Any, **given: Any) -> Any:
    torch.manual_seed(1)
    made = settle(cls(**given))
    made.given = given
    return made


@pytest.fixture(autouse=True)
def _no_gradients() -> Any:
    with torch.no_grad():
        yield


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("frames", [1, 2, 5])
@pytest.mark.parametrize("per_chunk", [1, 2, 9])
def test_a_3d_convolution_is_a_sum_of_2d_ones(causal: bool, frames: int, per_chunk: int) -> None:
    conv = module(LTXVideoCausalConv3d, in_channels=3, out_channels=4, kernel_size=3, is_causal=causal)
    video = noise(1, 3, frames, 6, 5)
    ours = rewritten(conv, lambda copy: FrameConv(copy.conv, causal))
    numbers = 3 * 6 * 5
    got = torch.cat(ours(split_frames(video[0].transpose(0, 1), 4 * numbers * per_chunk, numbers)))
    assert difference(got, conv(video)[0].transpose(0, 1)) < CLOSE


@pytest.mark.parametrize("stride", [1, 2])
def test_a_causal_convolution_of_one_frame_is_a_2d_one(stride: int) -> None:
    conv = module(LTXVideoCausalConv3d, in_channels=3, out_channels=4, kernel_size=3, stride=stride, is_causal=True)
    image = noise(1, 3, 6, 5)
    assert difference(rewritten(conv, lambda copy: summed_taps(copy.conv))(image), conv(image[:, :, None])[:, :, 0]) < CLOSE


@pytest.mark.parametrize("config", [LTX_VAE_090, LTX_VAE_095], ids=["0.9.0", "0.9.5"])
def test_the_autoencoder_of_ltx(config: dict[str, Any]) -> None:
    torch.manual_seed(2)
    vae = settle(AutoencoderKLLTXVideo(**config))
    source = MemorySource(vae.state_dict())
    copy: Any = described_model(AutoencoderKLLTXVideo, vae.config, "vae")
    encoder = materialize(PictureEncoder(copy.encoder, 8), source)
    image = noise(1, 3, 64, 96)
    assert difference(encoder(image), vae.encode(image[:, :, None]).latent_dist.mean[:, :, 0]) < CLOSE
    timestep = 0.05 if config["timestep_conditioning"] else None
    latents = noise(1, 8, 3, 2, 3)
    want = vae.decode(latents, None if timestep is None else torch.tensor([timestep])).sample[0].transpose(0, 1)
    for largest in (1 << 27, 20_000, 1):
        copy = described_model(AutoencoderKLLTXVideo, vae.config, "vae")
        decoder = materialize(FrameDecoder(copy.decoder, timestep, largest), source)
        assert difference(decoder(latents[0].transpose(0, 1)), want) < 2 * CLOSE


@pytest.mark.parametrize("config", [LTX_VAE_090, LTX_VAE_095], ids=["0.9.0", "0.9.5"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_decoder_in_tiles(config: dict[str, Any], turned: bool) -> None:
    """Long enough for tiles that see neither end of the picture."""
    torch.manual_seed(2)
    vae = settle(AutoencoderKLLTXVideo(**config))
    latents, timestep = noise(2, 8, 8, 1), 0.05 if config["timestep_conditioning"] else None

    def decoded(along: int, other: int = 1, cut: int = 0) -> Tensor:
        copy: Any = described_model(AutoencoderKLLTXVideo, vae.config, "vae")
        tiles = (other, along) if turned else (along, other)
        decoder: Any = materialize(FrameDecoder(copy.decoder, timestep, 40_000, tiles), MemorySource(vae.state_dict()))
        halo = decoder.blocks[-1].halo
        decoder.blocks[-1].halo = lambda axis, after: halo(axis, after) - cut
        frames: Tensor = decoder(latents.transpose(2, 3) if turned else latents)
        return frames

    want = decoded(1)
    for along, other in ((2, 1), (3, 2), (7, 1)):
        assert difference(decoded(along, other), want) < 2 * CLOSE
    assert difference(decoded(3, cut=1), want) > 2 * CLOSE


def test_a_norm_over_channels() -> None:
    norm = module(nn.LayerNorm, normalized_shape=6, eps=1e-6)
    x = noise(2, 6, 3, 4)
    want = norm(x.movedim(1, -1)).movedim(-1, 1)
    assert difference(rewritten(norm, ChannelLayerNorm)(x), want) < CLOSE


def test_rms_norm() -> None:
    x, weight = noise(2, 5, 8), noise(8, seed=1)
    want = x / (x.double().square().mean(-1, keepdim=True) + 1e-5).sqrt().float() * weight
    assert difference(rms_norm(x, weight, 1e-5), want) < CLOSE


@pytest.mark.parametrize("largest", [1, 4 * 2 * 7 * 3, 1 << 27])
@pytest.mark.parametrize("bias_rows", [None, 1, 10])
def test_attention_in_parts(largest: int, bias_rows: int | None) -> None:
    query, key, value = noise(1, 10, 8), noise(1, 7, 8, seed=1), noise(1, 7, 8, seed=2)
    bias = None if bias_rows is None else noise(1, 1, bias_rows, 7, seed=3)
    want = multi_head_attention(query, key, value, 2, 0.5, bias)
    assert difference(chunked_attention(query, key, value, 2, 0.5, bias, largest), want) < CLOSE


@pytest.mark.parametrize(
    ("given", "shape", "context"),
    [
        ({"query_dim": 16, "heads": 2, "dim_head": 8}, (1, 9, 16), None),
        ({"query_dim": 16, "cross_attention_dim": 12, "heads": 4, "dim_head": 4}, (1, 9, 16), (1, 5, 12)),
        ({"query_dim": 16, "heads": 1, "dim_head": 16, "norm_num_groups": 4, "residual_connection": True, "bias": True}, (1, 16, 3, 4), None),
    ],
    ids=["self", "cross", "pixels"],
)
def test_attention_of_diffusers(given: dict[str, Any], shape: tuple[int, ...], context: tuple[int, ...] | None) -> None:
    attention = module(Attention, **given)
    inputs = [noise(*shape), *([] if context is None else [noise(*context, seed=1)])]
    assert difference(rewritten(attention, FusedAttention)(*inputs), attention(*inputs)) < CLOSE


@pytest.mark.parametrize("bias", [True, False])
def test_a_linear_layer_is_stored_the_other_way_round(bias: bool) -> None:
    layer = module(nn.Linear, in_features=8, out_features=5, bias=bias)
    x = noise(2, 3, 8)
    assert difference(rewritten(layer, PlainLinear)(x), layer(x)) < CLOSE


@pytest.mark.parametrize(("bits", "bound"), [(8, 0.02), (4, 0.3)])
def test_a_quantized_layer_is_near_its_original(bits: int, bound: float) -> None:
    layer = module(nn.Linear, in_features=70, out_features=9)
    x = noise(4, 70)
    assert 0 < difference(rewritten(layer, lambda copy: QuantizedLinear(copy, bits))(x), layer(x)) < bound


@pytest.mark.parametrize("size", [1.0, 1e5, 1e8])
def test_layers_in_float16_stay_finite(size: float) -> None:
    layer = module(nn.Linear, in_features=64, out_features=9)
    conv = module(nn.Conv2d, in_channels=32, out_channels=4, kernel_size=3, padding=1)
    x, image = size * noise(4, 64), size * noise(1, 32, 5, 5)
    for original, ours, given in ((layer, rewritten(layer, HalfLinear), x), (conv, rewritten(conv, HalfConv2d), image)):
        got = ours(given)
        assert bool(torch.isfinite(got).all())
        assert difference(got, original(given)) < 5e-3 * size
    assert not bool(torch.isfinite(F.linear(x.half(), layer.weight.half())).all()) or size == 1.0


@pytest.mark.parametrize("size", [1.0, 1e5])
def test_a_convolution_after_a_norm_stays_finite(size: float) -> None:
    conv = module(nn.Conv2d, in_channels=32, out_channels=4, kernel_size=3, padding=1)
    image = size * noise(1, 32, 5, 5)
    got = rewritten(conv, lambda copy: HalfConv2d(copy, after_norm=True))(image)
    assert bool(torch.isfinite(got).all())
    assert size > 1 or difference(got, conv(image)) < 5e-3


def test_what_is_kept_stays_in_float32() -> None:
    with torch.device("meta"):
        network = nn.Sequential(nn.Linear(64, 64), nn.Linear(64, 64), nn.Linear(16, 64))
    describe_module(network)
    apply_precision(network, Precision("q8"), lambda name: name == "0")
    assert [type(layer) for layer in network] == [PlainLinear, QuantizedLinear, PlainLinear]
