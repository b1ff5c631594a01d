"""MobileI2V as the half of a pack that sets pictures in motion."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kinora_convert.checkpoints.source import TensorSource
from kinora_convert.errors import ConvertError
from kinora_convert.families.ltx.decoder import Tiles
from kinora_convert.families.mobilei2v.config import WINDOW, config_of, is_unused
from kinora_convert.families.mobilei2v.graphs import STRIDE, USUAL_FLOW, decoder_graph, denoiser_graph, first_frame_graph, grid_of, usual_tiles
from kinora_convert.families.mobilei2v.schedule import DISTILLED_SIGMAS, USUAL_STEPS, released_sigmas
from kinora_convert.families.plan import GraphPlan, HalfPlan
from kinora_convert.rewrites.precision import Precision

RELEASED_SIZE = (1280, 720)
FPS = 17
CARD = "https://huggingface.co/hustvl/MobileI2V"
FLOW_RANGE = [0.5, 10.0]
DENOISER_PRECISION, VAE_PRECISION = Precision("q8"), Precision("float16", "float16")


@dataclass(frozen=True)
class MobileI2VOptions:
    size: tuple[int, int] = RELEASED_SIZE
    precision: Precision = DENOISER_PRECISION
    vae_precision: Precision = VAE_PRECISION
    steps: int = USUAL_STEPS
    distilled: bool = False
    sparsity: float = 0.0
    #: Rows and columns of tiles that the decoder's last block goes over, one after the other; None for as many as WebAssembly needs.
    decode_tiles: Tiles | None = None


def is_mobilei2v(source: TensorSource) -> bool:
    return "flow_embedder.mlp.0.weight" in source.tensors()


def plan(source: TensorSource, vae: TensorSource, vae_config: Mapping[str, Any], options: MobileI2VOptions) -> HalfPlan:
    """@raises ConvertError when the checkpoints do not fit each other or the options"""
    config = config_of(source.tensors(), source.name)
    if config.channels != vae_config["latent_channels"]:
        raise ConvertError(
            f"{source.name} works on {config.channels} channels and {vae.name} on {vae_config['latent_channels']}; "
            "use the autoencoder of LTX-Video 0.9.0."
        )
    if vae_config.get("timestep_conditioning"):
        raise ConvertError(f"{vae.name} is of LTX-Video 0.9.1 or later; MobileI2V was trained with that of 0.9.0.")
    height, width = grid_of(options.size)
    sigmas = sigmas_of(options)
    notes = ["The first frame's latents are the mean of the encoder's distribution; the released script draws a sample from it."]
    if options.size != RELEASED_SIZE:
        released = "x".join(str(part) for part in RELEASED_SIZE)
        notes.append(f"Not confirmed: MobileI2V was released for {released} only; the positions of other sizes are a guess.")
    if options.distilled:
        notes.append("Not confirmed: the steps of the distilled model are not published, and neither are its weights.")
    notes.append("Not confirmed: windows after the first begin with the last latent of the one before, which was never trained.")
    if options.sparsity > 0:
        notes.append(f"Not confirmed: {options.sparsity:.0%} of the hidden units are left out without training afterwards.")
    check_size(options.size)
    size, precision, vae_precision = options.size, options.precision, options.vae_precision
    tiles = options.decode_tiles or usual_tiles(size)
    graphs = [
        GraphPlan("firstFrame", "firstFrame", vae, lambda: first_frame_graph(vae_config, vae_precision, size), vae_precision.tag),
        GraphPlan("imageToVideo", "motion", source, lambda: denoiser_graph(config, precision, size, options.sparsity), precision.tag),
        GraphPlan("videoDecoder", "decode", vae, lambda: decoder_graph(vae_config, vae_precision, size, tiles), vae_precision.tag),
    ]
    manifest = {
        "size": {"width": size[0], "height": size[1]},
        "textEncoders": [],
        "denoiser": "imageToVideo",
        "scheduler": {"kind": "flow", "sigmas": sigmas, "prediction": "velocity"},
        "latents": {"shape": [config.channels, height, width]},
        "firstFrame": {"graph": "firstFrame", "range": [-1, 1]},
        "window": {"latents": WINDOW - 1, "context": 1, "fps": FPS},
        "decoder": {"mode": "perWindow", "graph": "videoDecoder", "range": [-1, 1], "framesPerLatent": {"first": 1, "rest": 8}, "overlap": 1},
        "motion": {"mode": "condition", "range": FLOW_RANGE, "usual": USUAL_FLOW},
        "capabilities": ["motionStrength"],
    }
    return HalfPlan(
        key="imageToVideo",
        title="MobileI2V",
        description=f"Sets a picture of {size[0]}x{size[1]} in motion, without a prompt.",
        graphs=graphs,
        unused={source.name: is_unused, vae.name: is_latent_statistic},
        manifest=manifest,
        licence={"name": "See the model cards of hustvl/MobileI2V and Lightricks/LTX-Video", "url": CARD, "mustAccept": True},
        credits=[
            {"name": "MobileI2V", "license": "see its model card", "url": CARD},
            {"name": "LTX-Video autoencoder", "license": "see its model card", "url": "https://huggingface.co/Lightricks/LTX-Video"},
        ],
        notes=notes,
        fingerprint=repr((config, sorted(vae_config.items(), key=str), options)),
    )


def is_latent_statistic(key: str) -> bool:
    """Stored with the autoencoder; MobileI2V's latents are not normalised."""
    return key in ("latents_mean", "latents_std")


def sigmas_of(options: MobileI2VOptions) -> list[float]:
    if not options.distilled:
        if options.steps == 2:
            raise ConvertError("--steps 2: the released sampler's second step begins at almost no noise; use 1, or 3 or more.")
        return released_sigmas(options.steps)
    if options.steps not in DISTILLED_SIGMAS:
        raise ConvertError(f"--steps {options.steps}: the distilled recipe has 1 or 2 steps; use --steps 1 or --steps 2.")
    return DISTILLED_SIGMAS[options.steps]


def check_size(size: tuple[int, int]) -> None:
    if size[0] % STRIDE != 0 or size[1] % 2 != 0:
        raise ConvertError(f"--size {size[0]}x{size[1]}: the width must be a multiple of {STRIDE} and the height even; use 1280x720.")
