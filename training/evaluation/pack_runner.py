"""Runs a pack in Python through ONNX Runtime, as the browser does: `python -m training.evaluation.pack_frames` and the instruments use it."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.diffusion.sampling import guided, sample, schedule
from training.evaluation.prompt_parts import AskedColours, StoredPlaces
from training.export.manifest import draws_plate, graph_files, pack_tables_of, read_manifest, sampler_of, tokenizer_of
from training.models.layered_decoder import Layers, cut_out, in_front_of, paint, plain_background, settled_plate, subject_of
from training.scenes.colours import Rgb, recoloured
from training.scenes.tokens import tokenize

Array = NDArray[np.float32]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class StateTensor:
    """A tensor that the video decoder hands from call to call; it begins as zeros."""

    input: str
    output: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class FirstFrame:
    """What the video decoder moves, all in 0..1, and what image-to-video is told of it."""

    #: [1, C, h, w]
    latents: Array
    #: [1, 3, H, W]
    image: Array
    #: Of its subject, [1, 1, H, W].
    alpha: Array
    #: The scene without its subject, [1, 3, H, W].
    plate: Array


@dataclass(frozen=True)
class Shot:
    """A first frame, taken apart, and what the video decoder knows of it, by the names of its inputs."""

    layers: Layers
    known: dict[str, Array]


class PackRunner:
    """`clip(prompt, frames, seed)` -> uint8 [frames, H, W, 3]."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.manifest = read_manifest(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.sessions = {
            name: onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
            for name, file in graph_files(folder, self.manifest).items()
        }
        self.tables = pack_tables_of(folder, self.manifest)
        self.tokenizer = Tokenizer.from_file(str(folder / tokenizer_of(self.manifest)["file"]))
        drawing, moving = self.manifest["textToImage"], self.manifest["imageToVideo"]
        decoder = moving["decoder"]
        self.latent_shape = (1, *drawing["latents"]["shape"])
        self.video_shape = tuple(moving["latents"]["shape"])
        #: Latents that are made at a time, and those of the window before that they see.
        self.window, self.context = int(moving["window"]["latents"]), int(moving["window"]["context"])
        self.places = StoredPlaces(drawing.get("places"), self.manifest["vocabulary"]["objects"])
        self.asked_colours = AskedColours(folder, self.manifest)
        #: Whether text-to-image can leave the subject out.
        self.draws_plate = draws_plate(self.manifest)
        self.frames_per_latent = int(decoder["framesPerLatent"]["rest"])
        self.prepared = [(item["output"], item["input"], item.get("table")) for item in decoder["prepare"]["tensors"]]
        states = decoder["states"]
        #: Channels of a video latent that are motion; the clock's follow them.
        self.motion_channels = int(states[0]["shape"][1])
        self.states = tuple(StateTensor(item["input"], item["output"], tuple(item["shape"])) for item in states)

    def in_steps(self, count: int) -> "PackRunner":
        """The same pack with this many steps of each denoiser, as a user can ask for them."""
        other = copy.copy(self)
        halves = {name: self.manifest[name] for name in ("textToImage", "imageToVideo")}
        other.manifest = self.manifest | {name: half | {"scheduler": half["scheduler"] | {"sigmas": schedule(count)}} for name, half in halves.items()}
        return other

    def run(self, graph: str, **inputs: Any) -> list[Array]:
        outputs: list[Array] = self.sessions[graph].run(None, inputs)
        return outputs

    def encode_text(self, prompt: str) -> dict[str, Array]:
        """text [1, L, width], text_mask [1, L], and where text-to-image has a memory `reference`, the row of it that the prompt names."""
        drawn_as = self.places.read(self.asked_colours.read(prompt)[0])[0]
        tokens = np.array([tokenize(drawn_as, self.tokenizer)], dtype=np.int32)
        made = self.named("textEncoder", tokens=tokens, words=self.tables["words"].rows(tokens))
        return made | ({"reference": self.tables["pictures"].rows(made["reference"])} if "reference" in made else {})

    def first_frame_latents(self, prompt: str, seed: int, sampler: dict[str, Any] | None = None, subject: bool = True) -> Array:
        """Picture latents [1, C, h, w] of the scene, with its subject or without."""
        noise = np.random.default_rng(seed).standard_normal(self.latent_shape).astype(np.float32)
        switch = {"subject": np.array([subject], dtype=np.float32)} if self.draws_plate else {}
        return self.denoise("textToImage", prompt, noise, sampler or sampler_of(self.manifest, "textToImage"), switch)

    def drawn_first_frame(self, prompt: str, seed: int) -> FirstFrame:
        uncoloured, painted = self.asked_colours.read(prompt)
        drawn_as, place = self.places.read(uncoloured)
        drawn, alpha = (torch.from_numpy(planes) for planes in self.run("imageDecoder", latents=self.first_frame_latents(drawn_as, seed)))
        subject = subject_of(drawn, alpha) if place is not None or painted else None
        if subject is not None and painted:
            subject = recoloured(subject, painted.rgb, painted.is_neutral)
        if subject is not None and place is not None:
            scene = torch.from_numpy(self.scene(place))
            return replace(self.given_first_frame(in_front_of(scene, subject).numpy()), alpha=alpha.numpy(), plate=scene.numpy())
        image = drawn if subject is None else in_front_of(plain_background(drawn, alpha), subject)
        first = replace(self.given_first_frame(image.numpy()), alpha=alpha.numpy())
        if not self.draws_plate:
            return first
        without = torch.from_numpy(self.run("imageDecoder", latents=self.first_frame_latents(drawn_as, seed, subject=False))[0])
        return replace(first, plate=settled_plate(image, alpha, without).numpy())

    def scene(self, place: int | Rgb) -> Array:
        """A stored place, or one colour, [1, 3, H, W]."""
        if isinstance(place, int):
            return self.stored_place(place)
        size = self.manifest["textToImage"]["size"]
        return np.tile(np.array(place, dtype=np.float32).reshape(1, 3, 1, 1) / np.float32(255), (1, 1, size["height"], size["width"])).astype(np.float32)

    def stored_place(self, row: int) -> Array:
        """As the picture decoder draws it, [1, 3, H, W]."""
        return self.run("imageDecoder", latents=self.tables[self.places.table].rows(np.array([row])).reshape(self.latent_shape))[0]

    def given_first_frame(self, image: Array) -> FirstFrame:
        """Of a picture [1, 3, H, W] that was not drawn: the image encoder guesses its alpha and plate."""
        latents, alpha, plate = self.run("imageEncoder", image=image)
        return FirstFrame(latents, image, alpha, plate)

    def denoise(self, graph: str, prompt: str, noise: Array, sampler: dict[str, Any], conditions: dict[str, Array]) -> Array:
        """Latents like the noise, sampled with the graph of a denoiser."""
        text, nothing = self.encode_text(prompt), self.encode_text("")
        guidance = float(sampler.get("guidance", 1.0))
        if graph != "textToImage":
            for encoded in (text, nothing):
                encoded.pop("reference", None)

        def predict(x: Array, sigma: float) -> Array:
            level = np.array([sigma], dtype=np.float32)
            conditional = self.run(graph, latents=x, sigma=level, **text, **conditions)[0]
            if guidance == 1:
                return conditional
            return guided(conditional, self.run(graph, latents=x, sigma=level, **nothing, **conditions)[0], guidance)

        return sample(predict, noise, sampler["sigmas"])

    def first_state(self) -> dict[str, Array]:
        """The video decoder's state at the start of a clip, by input name."""
        return {item.input: np.zeros(item.shape, dtype=np.float32) for item in self.states}

    def open_shot(self, first: FirstFrame) -> Shot:
        """What of decoding depends on the first frame alone."""
        known = self.named("videoDecoderPrepare", first_frame=first.image, alpha=first.alpha)
        image, alpha, plate = (torch.from_numpy(planes) for planes in (first.image, first.alpha, first.plate))
        return Shot(
            cut_out(image, alpha, plate),
            {into: self.tables[table].rows(known[output]) if table else known[output] for output, into, table in self.prepared},
        )

    def decode(self, latents: Array, shot: Shot, state: dict[str, Array]) -> tuple[Array, dict[str, Array]]:
        """Video latents [1, C, h, w] -> frames [F, 3, H, W] in 0..1, and the following state."""
        made = self.named("videoDecoder", latents=latents, **shot.known, **state)
        maps, fields = (torch.from_numpy(made[name]) if name in made else None for name in ("maps", "fields"))
        assert maps is not None
        return paint(shot.layers, maps, fields).numpy(), {item.input: made[item.output] for item in self.states}

    def named(self, graph: str, **inputs: Any) -> dict[str, Array]:
        """Outputs by their names."""
        return dict(zip((output.name for output in self.sessions[graph].get_outputs()), self.run(graph, **inputs), strict=True))

    def clip(
        self,
        prompt: str,
        frames: int,
        seed: int,
        image: Array | None = None,
        video_sampler: dict[str, Any] | None = None,
        on_window: Callable[[int], None] | None = None,
    ) -> Bytes:
        """`image` [1, 3, H, W] in 0..1 replaces the drawn first frame; `on_window` gets the number of windows made so far."""
        first = self.drawn_first_frame(prompt, seed) if image is None else self.given_first_frame(image)
        window, kept = self.window, self.context
        generator = np.random.default_rng([seed, 1])
        context = np.zeros((1, kept, *self.video_shape), dtype=np.float32)
        mask = np.zeros((1, kept), dtype=np.float32)
        state, shot = self.first_state(), self.open_shot(first)
        made = [first.image[0]]
        sampler = video_sampler or sampler_of(self.manifest, "imageToVideo")
        number = 0
        while len(made) < frames:
            noise = generator.standard_normal((1, window, *self.video_shape)).astype(np.float32)
            conditions = {"first_frame": first.latents, "context": context, "context_mask": mask}
            latents = self.denoise("imageToVideo", prompt, noise, sampler, conditions)
            context, mask = latents[:, window - kept :], np.ones_like(mask)
            for i in range(window):
                four, state = self.decode(latents[:, i], shot, state)
                made.extend(four)
            number += 1
            if on_window:
                on_window(number)
        stacked = np.stack(made[:frames]).transpose(0, 2, 3, 1)
        return np.round(stacked * 255).clip(0, 255).astype(np.uint8)
