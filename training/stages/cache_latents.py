"""Renders scenes once and keeps their latents: `python -m training.stages.cache_latents --kind images --count 20000`.

The denoisers read these files again and again; rendering and encoding would cost more than their own steps do. `images` holds
composed first frames for text-to-image; `clips` holds clips with their own first frames for image-to-video.
"""

import argparse
import multiprocessing
import time
from collections.abc import Iterator
from functools import partial

import numpy as np
import torch
from torch import Tensor

from training.models.image_autoencoder import CONDITION, PICTURE, ImageEncoder
from training.trainer.run import StageError, main, save_checkpoint, stage_arguments
from training.scenes.artwork import sprites_path
from training.scenes.captions import caption
from training.scenes.render import Renderer
from training.scenes.scene import TURNING, Scene, nudged, sample_scene, settled
from training.scenes.vocabulary import NOUNS
from training.scenes.tokens import tokenize
from training.stages.image_autoencoder import load_condition_encoder, load_picture_encoder
from training.stages.motion_autoencoder import GROUPS, encode, load_motion_autoencoder, render_groups

#: Scenes that are rendered at a time.
BATCH, BATCH_ON_GPU = 64, 512
#: By kind, which encoder sees the first frames.
ENCODERS = {"images": (PICTURE, load_picture_encoder), "clips": (CONDITION, load_condition_encoder)}
#: Paraphrases kept for each scene.
CAPTIONS = 6
#: From 1, since 0 is nothing.
NOUN_NUMBERS = {noun.name: number for number, noun in enumerate(NOUNS, start=1)}


def is_composed(scene: Scene) -> bool:
    """True where the subject stands where the words put it, at the start of its own movement.

    The others are for image-to-video, which must animate any picture; in text-to-image they would only blur a noun.
    """
    return scene.place != "anywhere" and scene.inner_phase == 0


def scene_at(index: int, seed: int, kind: str) -> tuple[Scene, np.random.Generator]:
    """The training scene of that number, the same on every machine, and the generator of its captions."""
    generator = np.random.default_rng([seed, index])
    while True:
        scene = sample_scene(generator, "train")
        if kind == "clips":
            return scene, generator
        if is_composed(scene):
            return nudged(settled(scene), generator), generator


def tokens_of(scene: Scene, generator: np.random.Generator) -> list[list[int]]:
    return [tokenize(caption(scene, generator)) for _ in range(CAPTIONS)]


def imagine(numbers: range, seed: int, kind: str) -> tuple[list[Scene], list[list[list[int]]]]:
    """Scenes of these numbers, and the tokens of their captions."""
    pairs = [scene_at(number, seed, kind) for number in numbers]
    return [scene for scene, _ in pairs], [tokens_of(scene, generator) for scene, generator in pairs]


def imagined(numbers: list[range], arguments: argparse.Namespace) -> Iterator[tuple[list[Scene], list[list[list[int]]]]]:
    """`imagine` for each, in order; by other processes, if there are any, so that a GPU does not wait for Python."""
    one = partial(imagine, seed=arguments.seed, kind=arguments.kind)
    if not arguments.workers:
        yield from map(one, numbers)
        return
    # Each worker starts anew: a copy of a process that uses a GPU is not to be trusted.
    with multiprocessing.get_context("spawn").Pool(arguments.workers) as pool:
        yield from pool.imap(one, numbers)


@torch.no_grad()
def first_frame_latents(encoder: ImageEncoder, renderer: Renderer, scenes: list[Scene]) -> Tensor:
    return encoder(renderer.render(scenes, torch.tensor([0]), with_flow=False).frames[:, 0])


def layouts(scenes: list[Scene]) -> Tensor:
    """Where the subjects stand in the first frame [B, 3]: x, y, and half the side, in units of half the frame."""
    return torch.tensor([[scene.x, scene.y, scene.half] for scene in scenes])


@torch.no_grad()
def cache() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.add_argument("--kind", choices=["images", "clips"], required=True)
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--workers", type=int, default=0, help="processes that make up scenes and captions ahead of the rendering")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    if arguments.count < 1:
        raise StageError(f"--count {arguments.count} leaves nothing to render; give at least 1.")
    config, load_encoder = ENCODERS[arguments.kind]
    renderer = Renderer(sprites_path(arguments.cache, config.seen_side), arguments.device, config.seen_side)
    encoder = load_encoder(arguments.runs, arguments.device)
    motion = load_motion_autoencoder(arguments.runs, arguments.device) if arguments.kind == "clips" else None
    batch = BATCH_ON_GPU if arguments.device.startswith("cuda") else BATCH
    tokens, firsts, clips = [], [], []
    nouns, shown, meant, headings = [], [], [], []
    start = time.monotonic()
    numbers = [range(offset, min(offset + batch, arguments.count)) for offset in range(0, arguments.count, batch)]
    for part, (scenes, captions) in zip(numbers, imagined(numbers, arguments), strict=True):
        tokens += captions
        if arguments.kind == "images":
            nouns += [NOUN_NUMBERS[scene.noun] for scene in scenes]
            shown.append(layouts(scenes))
            meant.append(layouts([settled(scene) for scene in scenes]))
            headings += [scene.motion == TURNING for scene in scenes]
        firsts.append(first_frame_latents(encoder, renderer, scenes).half())
        if motion:
            groups = render_groups(renderer, scenes, 0, GROUPS, motion.config)
            clips.append(torch.stack([encode(motion, group) for group in groups], dim=1).half())
        if part.start % (100 * batch) == 0:
            print(f"{part.start} of {arguments.count}, {time.monotonic() - start:.0f} s", flush=True)
        if time.monotonic() - start > 60 * arguments.minutes:
            print(f"The time is over: {len(tokens)} of {arguments.count} are kept.", flush=True)
            break
    cached = {"tokens": torch.tensor(tokens, dtype=torch.int16), "firsts": torch.cat(firsts)}
    if nouns:
        cached |= {"nouns": torch.tensor(nouns, dtype=torch.int16), "layouts": torch.cat(shown), "meant": torch.cat(meant)}
        cached["headings"] = torch.tensor(headings, dtype=torch.float32)[:, None]
    if clips:
        cached["clips"] = torch.cat(clips)
    save_checkpoint(arguments.cache / f"latents-{arguments.kind}.pt", cached)


if __name__ == "__main__":
    main(cache)
