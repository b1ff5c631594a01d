"""Models to ONNX graphs with static shapes, in float32 and with 8-bit weights. `roles.py` has what their tensors are for."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from torch import Tensor, nn

from training.models.denoisers import ImageToVideo, TextToImage
from training.models.image_autoencoder import ImageDecoder, ImageEncoder
from training.models.inner_motion.animator import Animator
from training.models.inner_motion.clock import advance, clock, clock_channels
from training.models.layered_decoder import LayeredVideoDecoder, ShotPreparation, guessed_plate
from training.models.motion_autoencoder import FIELDS, VideoDecoder
from training.models.subject import SubjectFinder
from training.models.text_encoder import TextEncoder, TextTower
from training.models.word_meanings import WordMeanings

OPSET = 20  # GridSample's "linear" and LayerNormalization as one node
QUANTIZATION_BLOCK = 32


@dataclass
class PackModels:
    """The models of a pack, on the CPU."""

    image_tower: TextTower
    video_tower: TextTower
    text_to_image: TextToImage
    image_to_video: ImageToVideo
    picture_decoder: ImageDecoder
    condition_encoder: ImageEncoder
    video_decoder: VideoDecoder
    #: Side of the frames: that of what the decoder draws, or a whole part of it.
    frame_size: int
    animator: Animator | None = None

    @property
    def video_channels(self) -> int:
        """Of a video latent: those of the motion, and the clock's."""
        return self.video_decoder.config.latent_channels + clock_channels(self.video_decoder.config.frames_per_latent)


#: The finder's confidence at which alpha begins, and at which it is 1.
ALPHA_FROM, ALPHA_FULL = 0.35, 0.65


class ImageEncoderGraph(nn.Module):
    """image [1, 3, H, W] in 0..1 -> latents [1, C, h, w] for image-to-video, the alpha of the subject [1, 1, H, W], and the plate [1, 3, H, W].

    The finder guesses alpha, and the plate is filled in around it, for pictures that text-to-image did not draw.
    """

    def __init__(self, encoder: ImageEncoder, enlargement: int, finder: SubjectFinder, found_side: int) -> None:
        super().__init__()
        self.encoder, self.enlargement, self.finder, self.found_side = encoder, enlargement, finder, found_side

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        latents = self.encoder(F.avg_pool2d(image, self.enlargement) if self.enlargement > 1 else image)
        coarser = image.shape[-1] // self.found_side
        found = self.finder(F.avg_pool2d(image, coarser)).sigmoid()
        found = F.interpolate(found, scale_factor=float(coarser), mode="bilinear", align_corners=False)
        alpha = ((found - ALPHA_FROM) / (ALPHA_FULL - ALPHA_FROM)).clamp(0, 1)
        return latents, alpha, guessed_plate(image, alpha)


class ImageDecoderGraph(nn.Module):
    """Draws a first frame at the size of the film: latents [1, C, h, w] -> image [1, 3, H, W] and alpha [1, 1, H, W], both in 0..1."""

    def __init__(self, decoder: ImageDecoder, shrunk: int) -> None:
        super().__init__()
        self.decoder, self.shrunk = decoder, shrunk

    def forward(self, latents: Tensor) -> tuple[Tensor, Tensor]:
        drawn = self.decoder(latents)
        drawn = F.avg_pool2d(drawn, self.shrunk) if self.shrunk > 1 else drawn
        return drawn[:, :3], drawn[:, 3:]


class ImageToVideoGraph(nn.Module):
    """The denoiser, with the offset of its half of the joined text; the clock's channels are computed, not predicted."""

    def __init__(self, model: ImageToVideo, text_offset: int) -> None:
        super().__init__()
        self.model = model
        self.model.body.config = replace(model.body.config, text_offset=text_offset)

    def forward(
        self, latents: Tensor, sigma: Tensor, text: Tensor, text_mask: Tensor, first_frame: Tensor, context: Tensor, context_mask: Tensor
    ) -> Tensor:
        channels = self.model.config.latent_channels
        motion, before = latents[:, :, :channels], context[:, :, :channels]
        denoised = self.model(motion, sigma, text, text_mask, first_frame, before, context_mask)
        clock = advance(context[:, -1, channels:], context_mask[:, -1], latents.shape[1])
        return torch.cat([denoised, clock], dim=2)


@dataclass
class Graph:
    """A module with the names and example values of its inputs."""

    module: nn.Module
    inputs: dict[str, Tensor]
    outputs: Sequence[str]
    #: Matrix weights are stored with 8 bits.
    quantize: bool = False
    #: All other weights are stored with 16 bits.
    halve: bool = False


def pack_graphs(models: PackModels, meanings: WordMeanings | None = None, seed: int = 0) -> dict[str, Graph]:
    """All graphs of a pack, by their names in `pack.json`, each with random inputs of the right shapes."""
    generator = torch.Generator().manual_seed(seed)

    def noise(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator)

    config, drawing = models.image_to_video.config, models.text_to_image.config
    channels, side, frame = config.latent_channels, config.latent_size, models.frame_size
    drawn = noise(1, drawing.latent_channels, drawing.latent_size, drawing.latent_size)
    picture_side = models.picture_decoder.picture_side(drawing.latent_size)
    moving, per_latent = models.video_channels, models.video_decoder.config.frames_per_latent
    length = models.image_tower.config.tokens
    tokens = torch.zeros(1, length, dtype=torch.int32)
    known = models.image_tower.config.vocabulary + (len(meanings.vectors) if meanings else 0)
    tokens[0, :5] = torch.randint(2, known, (5,), generator=generator, dtype=torch.int32)
    tokens[0, 5] = 2  # a learned one, whatever chance has chosen
    text_encoder = TextEncoder(models.image_tower, models.video_tower, meanings).eval()
    with torch.no_grad():
        text, text_mask = text_encoder(tokens)
    # Smooth, so that it is small when it is stored.
    picture = F.interpolate(torch.rand(1, 3, 16, 16, generator=generator), (frame, frame), mode="bilinear").mul(255).round() / 255
    opening = models.animator.recognition.picture_of(0, frame) if models.animator else picture
    opening_alpha = ((opening - 0.5).abs().amax(dim=1, keepdim=True) * 20).clamp(0, 1)
    preparation = ShotPreparation(side * FIELDS, models.animator).eval()
    with torch.no_grad():
        known_of_shot = dict(zip(KNOWN_OF_SHOT, preparation(opening, opening_alpha), strict=False))
    conditions = {"text": text, "text_mask": text_mask}
    sigma = torch.tensor([0.7])
    drawing_inputs = {"latents": drawn, "sigma": sigma, **conditions}
    # Without a memory the subject cannot be left out.
    if models.text_to_image.memory is not None:
        drawing_inputs["subject"] = torch.ones(1)
    return {
        "textEncoder": Graph(text_encoder, {"tokens": tokens}, ["text", "text_mask"], quantize=True, halve=True),
        "textToImage": Graph(models.text_to_image, drawing_inputs, ["denoised"], True),
        "imageEncoder": Graph(
            ImageEncoderGraph(models.condition_encoder, frame // (16 * side), models.video_decoder.subject, side * FIELDS),
            {"image": picture}, ["latents", "alpha", "plate"], halve=True,
        ),
        "imageDecoder": Graph(
            ImageDecoderGraph(models.picture_decoder, picture_side // frame), {"latents": drawn}, ["image", "alpha"], halve=True
        ),
        "imageToVideo": Graph(
            ImageToVideoGraph(models.image_to_video, models.image_tower.config.width),
            {
                "latents": noise(1, config.window, moving, side, side),
                "sigma": sigma,
                **conditions,
                "first_frame": noise(1, channels, side, side),
                "context": noise(1, config.context, moving, side, side),
                "context_mask": torch.ones(1, config.context),
            },
            ["denoised"],
            True,
        ),
        "videoDecoderPrepare": Graph(
            preparation, {"first_frame": opening, "alpha": opening_alpha}, list(known_of_shot),
            quantize=models.animator is not None, halve=True,
        ),
        "videoDecoder": Graph(
            VideoDecoderGraph(models.video_decoder, models.animator),
            {
                "latents": torch.cat([noise(1, channels, side, side), clock(2, per_latent, side)[1:]], dim=1),
                "previous": noise(1, channels, side, side),
                **known_of_shot,
            },
            ["maps", *(["fields"] if models.animator else []), "next"],
            halve=True,
        ),
    }


#: What `ShotPreparation` gives; without an animator, the first two.
KNOWN_OF_SHOT = ("small", "where", "beats", "flow", "change", "square")


class VideoDecoderGraph(nn.Module):
    """One latent at a time: motion and then the clock, [1, C, h, w] -> how its frames move (`LayeredVideoDecoder`), and the motion, which is the next
    one's `previous`."""

    def __init__(self, model: VideoDecoder, animator: Animator | None) -> None:
        super().__init__()
        self.layered = LayeredVideoDecoder(model, animator)

    def forward(self, latents: Tensor, previous: Tensor, *known_of_shot: Tensor) -> tuple[Tensor, ...]:
        channels = self.layered.decoder.config.latent_channels
        motion, clock = latents[:, :channels], latents[:, channels:]
        moved = self.layered(motion, clock, previous, *known_of_shot)
        return *moved, motion * 1.0  # an input that is also an output would be one tensor with two owners


def export_graph(graph: Graph, path: Path) -> None:
    """Writes float32 ONNX with the weights inside, static shapes throughout."""
    for noisy in ("torch.onnx", "onnx_ir", "onnxscript"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    program = torch.onnx.export(
        graph.module.eval(),
        tuple(graph.inputs.values()),
        input_names=list(graph.inputs),
        output_names=list(graph.outputs),
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    assert program is not None
    model = program.model_proto
    strip_notes(model)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def strip_notes(model: onnx.ModelProto) -> None:
    """Drops what the exporter notes about source lines: it holds paths of the machine, and is half of a small graph."""
    del model.metadata_props[:]
    model.doc_string = ""
    graph = model.graph
    graph.doc_string = ""
    del graph.metadata_props[:]
    del graph.value_info[:]
    for node in graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    for value in [*graph.input, *graph.output]:
        value.doc_string = ""
        del value.metadata_props[:]
    for initializer in graph.initializer:
        initializer.doc_string = ""
        del initializer.metadata_props[:]


def quantize_matrices(source: Path, target: Path) -> None:
    """8-bit weights in blocks of 32 (MatMulNBits), activations float32."""
    quantizer = MatMulNBitsQuantizer(
        onnx.load(source), bits=8, block_size=QUANTIZATION_BLOCK, is_symmetric=True, accuracy_level=4
    )
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.ERROR)
    quantizer.process()
    quantizer.model.save_model_to_file(str(target), use_external_data_format=False)


#: Tensors with fewer numbers than this stay float32: halving them would save nothing.
SMALLEST_HALVED = 1024
#: Names of what 8-bit weights are multiplied with end so; their operator takes no float16.
SCALES = "_scales"


def halve_weights(source: Path, target: Path) -> None:
    """Stores large float32 weights as float16 behind a Cast: half the download, float32 arithmetic on every backend.

    ONNX Runtime folds the casts when it loads the graph, so no step is slower for it.
    """
    model = onnx.load(source)
    graph = model.graph
    casts = []
    for initializer in graph.initializer:
        weights = numpy_helper.to_array(initializer)
        if weights.dtype != np.float32 or weights.size < SMALLEST_HALVED or initializer.name.endswith(SCALES):
            continue
        name, stored = initializer.name, f"{initializer.name}.float16"
        initializer.CopyFrom(numpy_helper.from_array(weights.astype(np.float16), stored))
        casts.append(onnx.helper.make_node("Cast", [stored], [name], name=f"{name}.cast", to=onnx.TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    onnx.checker.check_model(model)
    onnx.save(model, target)
