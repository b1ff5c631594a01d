"""Renders scenes once and keeps their latents: `python -m training.stages.cache_latents --kind images --count 20000`.

The denoisers read these files again and again; rendering and encoding would cost more than their own steps do. Scene i is
the same in both kinds, so that clips share the first frames of the pictures.
"""

import time

import numpy as np
import torch
from torch import Tensor

from training.models.image_autoencoder import ImageAutoencoder, ImageAutoencoderConfig
from training.run import StageError, load_checkpoint, main, save_checkpoint, stage_arguments, weights_of
from training.scenes.captions import caption
from training.scenes.render import Renderer
from training.scenes.scene import Scene, sample_scene
from training.tokens import tokenize
from training.stages.motion_autoencoder import GROUPS, encode, load_motion_autoencoder, render_groups

#: Paraphrases kept for each scene.
CAPTIONS = 6


def scene_at(index: int, seed: int, split: str = "train") -> tuple[Scene, np.random.Generator]:
    generator = np.random.default_rng([seed, index])
    return sample_scene(generator, split), generator  # type: ignore[arg-type]


def tokens_of(scene: Scene, generator: np.random.Generator) -> list[list[int]]:
    return [tokenize(caption(scene, generator)) for _ in range(CAPTIONS)]


@torch.no_grad()
def first_frame_latents(model: ImageAutoencoder, renderer: Renderer, scenes: list[Scene]) -> Tensor:
    return model.encoder(renderer.render(scenes, torch.tensor([0]), with_flow=False).frames[:, 0])


@torch.no_grad()
def cache() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--kind", choices=["images", "clips"], required=True)
    parser.add_argument("--count", type=int, default=20000)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    renderer = Renderer(arguments.cache / "sprites-128.npy", arguments.device)
    tokens, latents = [], []
    start = time.monotonic()
    if arguments.kind == "images":
        pictures = ImageAutoencoder(ImageAutoencoderConfig()).to(arguments.device)
        pictures.load_state_dict(weights_of(load_checkpoint(arguments.runs / "image-decoder.pt", arguments.device)))
    else:
        motion = load_motion_autoencoder(arguments.runs, arguments.device)
    for offset in range(0, arguments.count, 64):
        pairs = [scene_at(i, arguments.seed) for i in range(offset, min(offset + 64, arguments.count))]
        scenes = [scene for scene, _ in pairs]
        tokens += [tokens_of(scene, generator) for scene, generator in pairs]
        if arguments.kind == "images":
            latents.append(first_frame_latents(pictures, renderer, scenes).half())
        else:
            groups = render_groups(renderer, scenes, 0, GROUPS, motion.config)
            latents.append(torch.stack([encode(motion, group) for group in groups], dim=1).half())
        if offset % 6400 == 0:
            print(f"{offset} of {arguments.count}, {time.monotonic() - start:.0f} s", flush=True)
    if not latents:
        raise StageError("--count is 0: there is nothing to render.")
    save_checkpoint(
        arguments.cache / f"latents-{arguments.kind}.pt",
        {"latents": torch.cat(latents), "tokens": torch.tensor(tokens, dtype=torch.int16)},
    )


if __name__ == "__main__":
    main(cache)
