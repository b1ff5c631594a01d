"""Models of the sizes that a pack's have, and the weights that its graphs have for them."""

import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.export.goldens import golden_case
from training.export.graphs import Graph, PackModels, export_graph, pack_graphs
from training.export.manifest import frame_side, tokenizer_of
from training.export.small_weights import stored_arrays
from training.export.tables import Table
from training.models.denoisers import DenoiserConfig
from training.models.image_autoencoder import CONDITION, PICTURE, TOY, TOY_PICTURE, ImageAutoencoder
from training.models.inner_motion.animator import Animator, AnimatorConfig
from training.models.inner_motion.fields import CHANGE, FLOW, InnerMotionConfig
from training.models.inner_motion.recognition import RecognitionConfig
from training.models.motion_autoencoder import TOY as TOY_MOTION
from training.models.motion_autoencoder import MotionAutoencoder, MotionAutoencoderConfig
from training.models.pair import TextAndDenoiser, pair_config
from training.scenes.nouns import NOUNS, TURNED_ROWS
from training.scenes.tokens import words
from training.trainer.errors import StageError

#: The sizes (of `pair.SIZES`) of what ships.
SHIPPED_SIZES = {"text-to-image": "gpu", "image-to-video": "cpu"}
#: How far a restored model may be from its graph. Both read the same numbers, but where weights have 8 bits, what they are multiplied with has too.
MOST_APART = 0.15


def shared_arrays(exported: onnx.GraphProto, shipped: Path, stored: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights that the shipped graph has under another's name: of equal ones, as of two layers' biases that are added up, it keeps one."""
    reads = {(node.name, place): name for node in onnx.load(shipped).graph.node for place, name in enumerate(node.input)}
    found = {}
    for node in exported.node:
        for place, name in enumerate(node.input):
            other = reads.get((node.name, place))
            if name not in stored and other in stored and any(item.name == name for item in exported.initializer):
                found[name] = stored[other]
    return found


def transposes(arrays: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    return ((name, array.T) for name, array in arrays.items() if array.ndim == 2)


def read_weights(graph: Graph, shipped: Path) -> None:
    """Gives the module of `graph` the weights of the file `shipped`, which was exported from one like it.

    @raises StageError when it was not
    """
    tensors = graph.module.state_dict()
    before = {name: tensor.clone() for name, tensor in tensors.items()}
    for tensor in tensors.values():
        if tensor.is_floating_point():
            tensor.normal_()
    stored = stored_arrays(shipped)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        export_graph(graph, plain)
        exported = onnx.load(plain).graph
    named = {item.name: numpy_helper.to_array(item) for item in exported.initializer}
    stored |= shared_arrays(exported, shipped, stored)
    unchanged, transposed = ({array.tobytes(): name for name, array in each} for each in (named.items(), transposes(named)))
    for name, tensor in tensors.items():
        content, shape = tensor.numpy().tobytes(), tuple(tensor.shape)
        if name in named or content in unchanged:
            array = stored[name if name in named else unchanged[content]]
        elif content in transposed:
            array = stored[transposed[content]].T
        else:
            tensor.copy_(before[name])  # a constant, folded away
            continue
        # The last block of 8-bit numbers is filled up, along one axis or the other.
        array = array[tuple(slice(count) for count in shape)] if array.ndim == len(shape) else array.reshape(shape)
        tensor.copy_(torch.from_numpy(array.copy()))
    _, _, apart = golden_case("", graph, shipped)
    if not apart < MOST_APART:
        raise StageError(f"{shipped} was exported from another model than today's: they differ by {apart:.2g}.")


def kept_units(stored: dict[str, np.ndarray], config: DenoiserConfig) -> tuple[tuple[int, int, int], ...]:
    """What pruning has left of each block, as DenoiserConfig has it."""
    parts = (("attention.query", config.width // config.heads), ("cross.query", config.width // config.heads), ("feed_forward.expand", 1))
    nothing = np.zeros(0)  # a layer without units is not in the graph
    kept = tuple(
        tuple(len(stored.get(f"model.body.blocks.{block}.{part}.bias", nothing)) // unit for part, unit in parts)
        for block in range(config.blocks)
    )
    return kept if kept != config.units else ()  # type: ignore[return-value]


@dataclass
class Blank:
    """Models without what they have learned, of the sizes that a pack's models have."""

    pictures: TextAndDenoiser
    clips: TextAndDenoiser
    drawn: ImageAutoencoder
    conditions: ImageAutoencoder
    motion: MotionAutoencoder
    animator: Animator | None
    tables: dict[str, Table]
    frame_size: int

    def graph(self, name: str) -> Graph:
        """Made anew each time: the text that goes into the denoisers comes out of the text encoder as it is then."""
        models = PackModels(
            self.pictures.text, self.clips.text, self.pictures.picture_denoiser, self.clips.video_denoiser,
            self.drawn.decoder, self.conditions.encoder, self.motion.decoder, self.frame_size, self.animator,
        )
        return pack_graphs(models, self.tables)[name]

    def read_tables(self) -> None:
        """Gives the models what the tables hold of them."""
        values = {name: torch.from_numpy(table.values) for name, table in self.tables.items()}
        towers, memory = (self.pictures.text, self.clips.text), self.pictures.memory
        learned = values.pop("words")[: towers[0].config.vocabulary]
        for tower, part in zip(towers, learned.split([tower.config.width for tower in towers], dim=1), strict=True):
            tower.words.weight.data.copy_(part)
        memory.pictures.copy_(values.pop("pictures"))
        if self.animator is not None:
            motion = self.animator.motion
            # Rows are stored in their full size.
            for ones in (motion.flow_sizes, motion.change_sizes):
                ones.fill_(1)
            values.pop("places", None)
            for name, table in values.items():
                getattr(motion, name).copy_(table)


def blank_models(manifest: dict[str, Any], files: dict[str, Path], tables: dict[str, Table], size: str) -> Blank:
    """`size`: "toy", or else that of what ships. @raises StageError when the pack knows other words"""
    if tokenizer_of(manifest)["learnedTokens"] != len(words()):
        raise StageError("The pack knows other words than today's captions have, so its rows cannot be told apart.")
    toy = size == "toy"
    sizes = dict.fromkeys(SHIPPED_SIZES, "toy") if toy else SHIPPED_SIZES
    drawn_config, motion_config = (TOY_PICTURE if toy else PICTURE), (TOY_MOTION if toy else MotionAutoencoderConfig())
    shapes = (drawn_config.latent_channels, drawn_config.latent_size), (motion_config.latent_channels, motion_config.latent_size)
    first, moving = (
        pair_config(kind, of, shape, len(words()), len(NOUNS), len(TURNED_ROWS)) for (kind, of), shape in zip(sizes.items(), shapes, strict=True)
    )
    moving = replace(moving, model=replace(moving.model, kept=kept_units(stored_arrays(files["imageToVideo"]), moving.model)))
    pictures, clips = TextAndDenoiser(first), TextAndDenoiser(moving)
    drawn, conditions = ImageAutoencoder(drawn_config), ImageAutoencoder(TOY if toy else CONDITION)
    conditions.encoder.enlargement = 1  # the graph shrinks what it is given
    names = manifest["vocabulary"].get("animated", [])
    motion = MotionAutoencoder(motion_config)
    animator = blank_animator(stored_arrays(files["videoDecoderPrepare"]), tables, names)
    return Blank(pictures, clips, drawn, conditions, motion, animator, tables, frame_side(manifest))


def blank_animator(stored: dict[str, np.ndarray], tables: dict[str, Table], animated_names: list[str]) -> Animator | None:
    """Of the sizes that a pack's has; None where it has none."""
    own = {name.split("animator.", 1)[1]: array for name, array in stored.items() if "animator." in name}
    if "motion.flow_rows" not in own:
        return None
    shape = {name: array.shape for name, array in own.items()}
    _, upright, portraits = shape["recognition.portraits"]
    animated, most_flow = shape["motion.flow_rows"]
    # Of the nouns in their order, those that were known when it was learned, and the mirrored ones among them.
    turned = [row for row in TURNED_ROWS if row < upright]
    recognition = RecognitionConfig(upright, len(turned), animated, math.isqrt(portraits))
    motion = InnerMotionConfig(
        animated=animated,
        flow_fields=len(tables["flow"].numbers),
        change_fields=len(tables["change"].numbers),
        most_flow=most_flow,
        most_change=shape["motion.change_rows"][1],
        flow_side=math.isqrt(tables["flow"].columns // FLOW),
        change_side=math.isqrt(tables["change"].columns // CHANGE),
    )
    animator = Animator(AnimatorConfig(recognition, motion))
    animator.recognition.fill_rows(upright, turned, [row for row, noun in enumerate(NOUNS) if noun.name in animated_names])
    return animator
