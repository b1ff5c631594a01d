"""Runs a shipped pack in Python through ONNX Runtime, as the browser does: for evaluation, contact sheets and parity."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from training.trainer.run import StageError
from training.diffusion.sampling import schedule
from training.scenes.tokens import tokenize

Array = np.ndarray[Any, np.dtype[np.float32]]


def read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / "pack.json"
    if not path.exists():
        raise StageError(f"{path} is missing. Export a pack first: python -m training.export.starter_pack")
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


class PackRunner:
    """`clip(prompt, frames, seed)` -> uint8 [frames, H, W, 3]."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.manifest = read_manifest(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        self.sessions = {
            name: onnxruntime.InferenceSession(
                str(folder / graph["variants"][0]["file"]), options, providers=["CPUExecutionProvider"]
            )
            for name, graph in self.manifest["graphs"].items()
        }
        self.tokenizer = Tokenizer.from_file(str(folder / self.manifest["tokenizer"]["file"]))
        latent = self.manifest["latent"]
        drawn = self.manifest.get("imageLatent", latent)
        self.latent_shape = (1, drawn["channels"], drawn["height"], drawn["width"])
        self.video_shape = (latent.get("videoChannels", latent["channels"]), latent["height"], latent["width"])
        self.state_shape = self.manifest["graphs"]["videoDecoder"]["state"][0]["shape"]
        self.frames_per_latent = int(latent["framesPerLatent"])

    def in_steps(self, count: int) -> "PackRunner":
        """The same pack, asked for so many steps of each denoiser, as a person can ask for them."""
        other = copy.copy(self)
        samplers = {name: own | {"sigmas": schedule(count)} for name, own in self.manifest["sampler"].items()}
        other.manifest = self.manifest | {"sampler": samplers}
        return other

    def run(self, graph: str, **inputs: Any) -> list[Array]:
        return self.sessions[graph].run(None, inputs)  # type: ignore[no-any-return]

    def encode_text(self, prompt: str) -> dict[str, Array]:
        text, mask = self.run("textEncoder", tokens=np.array([tokenize(prompt, self.tokenizer)], dtype=np.int32))
        return {"text": text, "text_mask": mask}

    def first_frame_latents(self, prompt: str, seed: int, sampler: dict[str, Any] | None = None) -> Array:
        noise = np.random.default_rng(seed).standard_normal(self.latent_shape).astype(np.float32)
        return self.denoise("textToImage", prompt, noise, sampler or self.manifest["sampler"]["textToImage"], {})

    def denoise(
        self, graph: str, prompt: str, noise: Array, sampler: dict[str, Any], conditions: dict[str, Array]
    ) -> Array:
        text, nothing = self.encode_text(prompt), self.encode_text("")
        guidance = float(sampler.get("guidance", 1.0))
        x = noise
        for sigma, following in zip(sampler["sigmas"][:-1], sampler["sigmas"][1:], strict=True):
            level = np.array([sigma], dtype=np.float32)
            denoised = self.run(graph, latents=x, sigma=level, **text, **conditions)[0]
            if guidance != 1:
                without = self.run(graph, latents=x, sigma=level, **nothing, **conditions)[0]
                denoised = without + guidance * (denoised - without)
            x = denoised + np.float32(following / sigma) * (x - denoised)
        return x

    def clip(
        self,
        prompt: str,
        frames: int,
        seed: int,
        image: Array | None = None,
        video_sampler: dict[str, Any] | None = None,
        on_window: Callable[[int], None] | None = None,
    ) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """`image` [1, 3, H, W] in 0..1 replaces the drawn first frame."""
        if image is None:
            image, alpha = self.run("imageDecoder", latents=self.first_frame_latents(prompt, seed))
            first_latents = self.run("imageEncoder", image=image)[0]
        else:
            first_latents, alpha = self.run("imageEncoder", image=image)
        window, kept = self.manifest["window"]["latents"], self.manifest["window"]["context"]
        generator = np.random.default_rng([seed, 1])
        context = np.zeros((1, kept, *self.video_shape), dtype=np.float32)
        mask = np.zeros((1, kept), dtype=np.float32)
        state = {
            item["input"]: np.zeros(item["shape"], dtype=np.float32)
            for item in self.manifest["graphs"]["videoDecoder"]["state"]
        }
        made = [image[0]]
        sampler = video_sampler or self.manifest["sampler"]["imageToVideo"]
        number = 0
        while len(made) < frames:
            noise = generator.standard_normal((1, window, *self.video_shape)).astype(np.float32)
            conditions = {"first_frame": first_latents, "context": context, "context_mask": mask}
            latents = self.denoise("imageToVideo", prompt, noise, sampler, conditions)
            context, mask = latents[:, window - kept :], np.ones_like(mask)
            for i in range(window):
                four, following = self.run("videoDecoder", latents=latents[:, i], first_frame=image, alpha=alpha, **state)
                state = {"previous": following}
                made.extend(four)
            number += 1
            if on_window:
                on_window(number)
        stacked = np.stack(made[:frames]).transpose(0, 2, 3, 1)
        return np.round(stacked * 255).clip(0, 255).astype(np.uint8)
