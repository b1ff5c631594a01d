"""Models to ONNX graphs with static shapes, in float32, and the tables that they are given rows of. `roles.py` has what their tensors are for."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.export.tables import Table
from training.models.denoisers import ImageToVideo, TextToImage
from training.models.image_autoencoder import ImageDecoder, ImageEncoder, sharpened
from training.models.inner_motion.animator import Animator
from training.models.inner_motion.clock import advance, clock, clock_channels
from training.models.layered_decoder import LayeredVideoDecoder, ShotPreparation, guessed_plate
from training.models.motion_autoencoder import FIELDS, VideoDecoder
from training.models.subject import SubjectFinder
from training.models.text_encoder import TextEncoder, TextTower
from training.models.word_meanings import WordMeanings

OPSET = 20  # GridSample's "linear" and LayerNormalization as one node
#: What the tables are stored with.
TABLE_TYPES = {"words": "q8", "pictures": "q4", "beats": "q8", "flow": "q8", "change": "q8"}


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
        # What is shrunk is sharp enough.
        return drawn[:, :3] if self.shrunk > 1 else sharpened(drawn[:, :3]), drawn[:, 3:]


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
    #: Matrices are multiplied with as they are stored, with 8 bits. Other weights become float32 when the graph is loaded.
    quantize: bool = False


def pack_tables(models: PackModels, meanings: WordMeanings | None = None) -> dict[str, Table]:
    """What the graphs are given rows of, by their names in `pack.json`. @param meanings for words beyond the towers' own"""
    memory, animator = models.text_to_image.memory, models.animator
    values = {"words": TextEncoder(models.image_tower, models.video_tower).word_rows(meanings)}
    if memory is not None:
        values["pictures"] = memory.pictures
    if animator is not None:
        values |= animator.motion.tables()
    return {name: Table.of(table.detach().numpy(), TABLE_TYPES[name]) for name, table in values.items()}


def pack_graphs(models: PackModels, tables: dict[str, Table], seed: int = 0) -> dict[str, Graph]:
    """All graphs of a pack, by their names in `pack.json`, each with random inputs of the right shapes."""

    def rows(name: str, numbers: Tensor) -> Tensor:
        return torch.from_numpy(tables[name].rows(numbers.numpy()))

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
    tokens[0, :5] = torch.randint(2, len(tables["words"].numbers), (5,), generator=generator, dtype=torch.int32)
    tokens[0, 5] = 2  # a learned one, whatever chance has chosen
    text_encoder = TextEncoder(models.image_tower, models.video_tower, models.text_to_image.memory).eval()
    words = rows("words", tokens)
    with torch.no_grad():
        text, text_mask, *row = text_encoder(tokens, words)
    # Smooth, so that it is small when it is stored.
    picture = F.interpolate(torch.rand(1, 3, 16, 16, generator=generator), (frame, frame), mode="bilinear").mul(255).round() / 255
    opening = models.animator.recognition.picture_of(0, frame) if models.animator else picture
    opening_alpha = ((opening - 0.5).abs().amax(dim=1, keepdim=True) * 20).clamp(0, 1)
    preparation = ShotPreparation(side * FIELDS, models.animator).eval()
    with torch.no_grad():
        known_of_shot = dict(zip(KNOWN_OF_SHOT, preparation(opening, opening_alpha), strict=False))
    looked_up = {name: rows(name, value) if name in tables else value for name, value in known_of_shot.items()}
    conditions = {"text": text, "text_mask": text_mask}
    sigma = torch.tensor([0.7])
    drawing_inputs = {"latents": drawn, "sigma": sigma, **conditions}
    # Without a memory the subject cannot be left out.
    if models.text_to_image.memory is not None:
        drawing_inputs |= {"subject": torch.ones(1), "reference": rows("pictures", row[0])}
    encoded = ["text", "text_mask", *(["reference"] if row else [])]
    return {
        "textEncoder": Graph(text_encoder, {"tokens": tokens, "words": words}, encoded, quantize=True),
        "textToImage": Graph(models.text_to_image, drawing_inputs, ["denoised"], quantize=True),
        "imageEncoder": Graph(
            ImageEncoderGraph(models.condition_encoder, frame // (16 * side), models.video_decoder.subject, side * FIELDS),
            {"image": picture}, ["latents", "alpha", "plate"],
        ),
        "imageDecoder": Graph(ImageDecoderGraph(models.picture_decoder, picture_side // frame), {"latents": drawn}, ["image", "alpha"]),
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
            quantize=True,
        ),
        "videoDecoderPrepare": Graph(preparation, {"first_frame": opening, "alpha": opening_alpha}, list(known_of_shot)),
        "videoDecoder": Graph(
            VideoDecoderGraph(models.video_decoder, models.animator),
            {
                "latents": torch.cat([noise(1, channels, side, side), clock(2, per_latent, side)[1:]], dim=1),
                "previous": noise(1, channels, side, side),
                **looked_up,
            },
            ["maps", *(["fields"] if models.animator else []), "next"],
        ),
    }


#: What `ShotPreparation` gives; without an animator, the first two. Where there is a table of that name, numbers of its rows.
KNOWN_OF_SHOT = ("small", "where", "known", "beats", "flow", "change", "square")


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
