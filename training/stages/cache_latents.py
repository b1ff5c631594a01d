"""Renders scenes once and keeps their latents: `python -m training.stages.cache_latents --kind images --count 20000`.

The denoisers read these files again and again; rendering and encoding would cost more than their own steps do. `images` holds
composed first frames for text-to-image; `clips` holds clips with their own first frames for image-to-video.
"""

import argparse
import time
from collections.abc import Sequence

import torch
from torch import Tensor

from training.datasets.cached_scenes import layouts, sample_ahead
from training.datasets.motion_groups import GROUPS, encode, render_groups
from training.models.image_autoencoder import ImageEncoder
from training.scenes.nouns import NOUN_NUMBERS
from training.scenes.render import Renderer
from training.scenes.scene import Scene, settled
from training.trainer.checkpoints import save_checkpoint
from training.trainer.errors import StageError
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import load_condition_encoder, load_motion_autoencoder, load_picture_encoder

#: Scenes that are rendered at a time.
BATCH, BATCH_ON_GPU = 64, 512
#: By kind, the loader of the encoder that sees the first frames.
LOADERS = {"images": load_picture_encoder, "clips": load_condition_encoder}


class PictureLabels:
    """What text-to-image is supervised with besides the latents: nouns, places and headings of all cached scenes."""

    def __init__(self) -> None:
        self.nouns: list[int] = []
        self.shown: list[Tensor] = []
        self.meant: list[Tensor] = []
        self.headings: list[bool] = []

    def add(self, scenes: list[Scene]) -> None:
        self.nouns += [NOUN_NUMBERS[scene.noun] for scene in scenes]
        self.shown.append(layouts(scenes))
        self.meant.append(layouts([settled(scene) for scene in scenes]))
        self.headings += [scene.heads_right for scene in scenes]

    def tensors(self) -> dict[str, Tensor]:
        """nouns [N] int16, layouts and meant [N, 3], headings [N, 1]"""
        return {
            "nouns": torch.tensor(self.nouns, dtype=torch.int16),
            "layouts": torch.cat(self.shown),
            "meant": torch.cat(self.meant),
            "headings": torch.tensor(self.headings, dtype=torch.float32)[:, None],
        }


def first_frame_latents(encoder: ImageEncoder, renderer: Renderer, scenes: list[Scene]) -> Tensor:
    """[B, C, h, w] float16"""
    latents: Tensor = encoder(renderer.first_frames(scenes)[0])
    return latents.half()


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.add_argument("--kind", choices=["images", "clips"], required=True)
    arguments.add_argument("--count", type=int, default=20000, help="how many scenes")
    arguments.add_argument("--workers", type=int, default=0, help="processes that sample scenes and captions ahead of the rendering")
    return arguments


@torch.no_grad()
def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    if arguments.count < 1:
        raise StageError(f"--count {arguments.count} leaves nothing to render; give at least 1.")
    encoder = LOADERS[arguments.kind](arguments.runs, arguments.device)
    renderer = Renderer.of_size(arguments.cache, encoder.seen_side, arguments.device)
    motion = load_motion_autoencoder(arguments.runs, arguments.device) if arguments.kind == "clips" else None
    batch = BATCH_ON_GPU if arguments.device.startswith("cuda") else BATCH
    tokens: list[list[list[int]]] = []
    firsts: list[Tensor] = []
    clips: list[Tensor] = []
    labels = PictureLabels()
    start = time.monotonic()
    numbers = [range(offset, min(offset + batch, arguments.count)) for offset in range(0, arguments.count, batch)]
    for part, (scenes, captions) in zip(numbers, sample_ahead(numbers, arguments), strict=True):
        tokens += captions
        firsts.append(first_frame_latents(encoder, renderer, scenes))
        if motion is None:
            labels.add(scenes)
        else:
            groups = render_groups(renderer, scenes, 0, GROUPS, motion.config)
            clips.append(torch.stack([encode(motion, group) for group in groups], dim=1).half())
        if part.start % (100 * batch) == 0:
            print(f"{part.start} of {arguments.count}, {time.monotonic() - start:.0f} s", flush=True)
        if time.monotonic() - start > 60 * arguments.minutes:
            print(f"The time is over: {len(tokens)} of {arguments.count} are kept.", flush=True)
            break
    cached = {"tokens": torch.tensor(tokens, dtype=torch.int16), "firsts": torch.cat(firsts)}
    cached |= labels.tensors() if motion is None else {"clips": torch.cat(clips)}
    save_checkpoint(arguments.cache / f"latents-{arguments.kind}.pt", cached)


if __name__ == "__main__":
    run(main)
