"""Tiny checkpoints with random weights, of the classes that the real ones are of."""

import json
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderKLLTXVideo,
    EulerDiscreteScheduler,
    LCMScheduler,
    LTXVideoTransformer3DModel,
    UNet2DConditionModel,
)
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

from kinora_convert.families.mobilei2v.config import MobileI2VConfig
from kinora_convert.families.mobilei2v.model import MobileI2V

SD_UNET: dict[str, Any] = {
    "sample_size": 8,
    "in_channels": 4,
    "out_channels": 4,
    "layers_per_block": 1,
    "block_out_channels": (32, 64),
    "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    "cross_attention_dim": 32,
    "attention_head_dim": (2, 4),
    "use_linear_projection": True,
    "norm_num_groups": 8,
}
SD_VAE: dict[str, Any] = {
    "in_channels": 3,
    "out_channels": 3,
    "block_out_channels": (8, 16, 16, 16),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "latent_channels": 4,
    "norm_num_groups": 4,
    "scaling_factor": 0.18215,
}
WORDS = ["<|startoftext|>", "<|endoftext|>", "!"]
#: Version 0.9.0, as MobileI2V has it.
LTX_VAE_090: dict[str, Any] = {
    "in_channels": 3,
    "out_channels": 3,
    "latent_channels": 8,
    "block_out_channels": (8, 16, 24, 24),
    "decoder_block_out_channels": (8, 16, 24, 24),
    "layers_per_block": (2, 1, 1, 1, 2),
    "decoder_layers_per_block": (2, 1, 1, 1, 2),
    "spatio_temporal_scaling": (True, True, True, False),
    "decoder_spatio_temporal_scaling": (True, True, True, False),
    "timestep_conditioning": False,
}
#: From version 0.9.5 on.
LTX_VAE_095: dict[str, Any] = {
    "latent_channels": 8,
    "block_out_channels": (8, 16, 32, 64, 128),
    "decoder_block_out_channels": (8, 16, 32),
    "layers_per_block": (1, 1, 1, 1, 1),
    "decoder_layers_per_block": (1, 1, 1, 2),
    "down_block_types": ("LTXVideo095DownBlock3D",) * 4,
    "spatio_temporal_scaling": (True,) * 4,
    "decoder_spatio_temporal_scaling": (True, True, True),
    "decoder_inject_noise": (False,) * 4,
    "downsample_type": ("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
    "upsample_residual": (True,) * 3,
    "upsample_factor": (2, 2, 2),
    "timestep_conditioning": True,
    "spatial_compression_ratio": 32,
    "temporal_compression_ratio": 8,
}
LTX_TRANSFORMER: dict[str, Any] = {
    "in_channels": 8,
    "out_channels": 8,
    "num_attention_heads": 4,
    "attention_head_dim": 8,
    "cross_attention_dim": 32,
    "num_layers": 2,
    "caption_channels": 24,
}
MOBILEI2V = MobileI2VConfig(width=144, channels=8, hidden=96, linear=(True, False))


def byte_letters() -> list[str]:
    """One letter for each byte, as GPT-2's tokenizer and CLIP's write them."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + index) for index in range(len(others))]


def write_clip_tokenizer(folder: Path, pad: str) -> int:
    """Letters and one merge. Returns the size of the vocabulary."""
    folder.mkdir(parents=True)
    letters = byte_letters()
    words = [*letters, *(f"{letter}</w>" for letter in letters), "ap", "ple</w>", *WORDS[:2]]
    (folder / "vocab.json").write_text(json.dumps({word: index for index, word in enumerate(words)}), encoding="utf-8")
    (folder / "merges.txt").write_text("#version: 0.2\na p\n", encoding="utf-8")
    config = {"bos_token": WORDS[0], "eos_token": WORDS[1], "pad_token": pad, "unk_token": WORDS[1], "model_max_length": 77}
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "CLIPTokenizer", **config}), encoding="utf-8")
    return len(words)


def settle(module: Any) -> Any:
    """Norms and biases that are not trivial, so that a forgotten one is noticed."""
    generator = torch.Generator().manual_seed(5)
    for name, parameter in module.named_parameters():
        if parameter.ndim <= 1:
            noise = 0.1 * torch.randn(parameter.shape, generator=generator)
            with torch.no_grad():
                parameter.copy_(1 + noise if name.endswith("weight") else noise)
    return module.eval()


def write_stable_diffusion(folder: Path, kind: str = "turbo") -> Path:
    """kind: "turbo", "lcm" or "plain"."""
    torch.manual_seed(3)
    vocabulary = write_clip_tokenizer(folder / "tokenizer", "!" if kind == "turbo" else WORDS[1])
    text = CLIPTextConfig(
        vocab_size=vocabulary,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        hidden_act="gelu" if kind == "turbo" else "quick_gelu",
        bos_token_id=vocabulary - 2,
        eos_token_id=vocabulary - 1,
    )
    settle(CLIPTextModel(text)).save_pretrained(folder / "text_encoder")
    unet = SD_UNET | ({"time_cond_proj_dim": 16} if kind == "lcm" else {})
    settle(UNet2DConditionModel(**unet)).save_pretrained(folder / "unet")
    settle(AutoencoderKL(**SD_VAE)).save_pretrained(folder / "vae")
    betas = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000}
    if kind == "lcm":
        LCMScheduler(**betas).save_pretrained(folder / "scheduler")
    else:
        EulerDiscreteScheduler(**betas, timestep_spacing="trailing" if kind == "turbo" else "leading").save_pretrained(folder / "scheduler")
    index = {
        "_class_name": "StableDiffusionPipeline",
        "feature_extractor": [None, None],
        "safety_checker": [None, None],
        "scheduler": ["diffusers", "LCMScheduler" if kind == "lcm" else "EulerDiscreteScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }
    (folder / "model_index.json").write_text(json.dumps(index), encoding="utf-8")
    return folder


def random_tensors(module: nn.Module, seed: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    tensors = {}
    for key, value in module.state_dict().items():
        noise = torch.randn(value.shape, generator=generator)
        norm = value.ndim == 1 and key.endswith("weight")
        tensors[key] = 1 + 0.1 * noise if norm else noise / max(1.0, float(value[0].numel())) ** 0.5 if value.ndim > 1 else 0.1 * noise
    return tensors


def mobilei2v_tensors(config: MobileI2VConfig = MOBILEI2V) -> dict[str, Tensor]:
    with torch.device("meta"):
        model = MobileI2V(config)
    return random_tensors(model, 11) | {"pos_embed": torch.zeros(1, 16, config.width), "y_embedder.y_embedding": torch.zeros(8, 32)}


def write_mobilei2v(folder: Path) -> tuple[Path, Path]:
    """The denoiser's file and the autoencoder's folder."""
    folder.mkdir(parents=True)
    save_file(mobilei2v_tensors(), folder / "mobilei2v.safetensors")
    torch.manual_seed(4)
    settle(AutoencoderKLLTXVideo(**LTX_VAE_090)).save_pretrained(folder / "vae")
    return folder / "mobilei2v.safetensors", folder / "vae"


def write_ltx(folder: Path) -> Path:
    """A folder of diffusers, as far as the converter reads it."""
    torch.manual_seed(6)
    settle(LTXVideoTransformer3DModel(**LTX_TRANSFORMER)).save_pretrained(folder / "transformer")
    vae = settle(AutoencoderKLLTXVideo(**LTX_VAE_095))
    generator = torch.Generator().manual_seed(7)
    vae.latents_mean.copy_(0.2 * torch.randn(8, generator=generator))
    vae.latents_std.copy_(1 + 0.2 * torch.rand(8, generator=generator))
    vae.save_pretrained(folder / "vae")
    write_t5(folder)
    return folder


def write_t5(folder: Path) -> None:
    pieces = ["<pad>", "</s>", "<unk>", "\u2581", "\u2581a", "p", "l", "e"]
    text = T5Config(vocab_size=len(pieces) + 1100, d_model=24, d_kv=8, d_ff=48, num_layers=2, num_heads=4, feed_forward_proj="gated-gelu")
    encoder = T5EncoderModel(text)
    for parameter in encoder.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    encoder.eval().save_pretrained(folder / "text_encoder")
    tokenizer = Tokenizer(models.Unigram([(piece, -1.0) for piece in pieces], unk_id=2, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    (folder / "tokenizer").mkdir()
    tokenizer.save(str(folder / "tokenizer" / "tokenizer.json"))
