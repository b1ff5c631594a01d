"""Teaches the video decoder to find the subject in a first frame: `python -m training.stages.subject_finder`, 10 minutes.

What is not found stays behind when the subject moves: a panda lost its ears. Only the finder is trained, on single pictures with the
renderer's alpha; some of them are softened, as an uploaded picture may be.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.motion_autoencoder import FIELDS
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, sample_scene
from training.trainer.checkpoints import load_checkpoint, save_part
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import load_motion_autoencoder

NAME = "motion-decoder"
#: Names of the weights that this stage changes begin so.
TRAINED = "decoder.subject."
#: A first frame may be the last of another film; so frames, 12 a second, up to this one.
LAST_FRAME = 64
#: Share of each batch that is softened.
SOFT = 0.4
#: Share of the pictures without a subject: in a photograph there may be none.
EMPTY = 0.15
HELD = 128
RATE = 1e-3
REPORT_EVERY = 100


@torch.no_grad()
def make_pictures(renderer: Renderer, count: int, size: int, seed: int) -> tuple[Tensor, Tensor]:
    """Pictures at the fields' size s [N, 3, s, s], and the subject's alpha [N, 1, s, s]."""
    generator = np.random.default_rng(seed)
    parts = []
    for start in range(0, count, 32):
        scenes = [sample_scene(generator, "all") for _ in range(min(32, count - start))]
        scenes = [replace(scene, x=AWAY, motion="stands still") if generator.random() < EMPTY else scene for scene in scenes]
        moments = generator.integers(1, LAST_FRAME + 1, len(scenes)) * (generator.random(len(scenes)) < 0.3)
        real = renderer.render(scenes, torch.from_numpy(moments)[:, None], with_flow=False)
        parts.append([F.adaptive_avg_pool2d(part[:, 0], size) for part in (real.frames, real.alpha)])
    pictures, alpha = (torch.cat(part) for part in zip(*parts, strict=True))
    return pictures, alpha


def soften_rows(pictures: Tensor, rows: Tensor) -> Tensor:
    """Pictures [B, 3, s, s], those with rows [B] true blurred by 3x3 means."""
    soft = F.avg_pool2d(pictures, 3, stride=1, padding=1, count_include_pad=False)
    return torch.where(rows[:, None, None, None], soft, pictures)


def mirror_rows(batch: Tensor, rows: Tensor) -> Tensor:
    """[B, C, s, s], those with rows [B] true mirrored left to right."""
    return torch.where(rows[:, None, None, None], batch.flip(3), batch)


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.set_defaults(updates=3000)
    arguments.add_argument("--pictures", type=int, default=8000, help="how many are rendered to learn from")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    path, batch = arguments.runs / f"{NAME}.pt", arguments.batch or 32
    checkpoint = load_checkpoint(path)
    motion = load_motion_autoencoder(arguments.runs, arguments.device)
    renderer = Renderer(sprites_path(arguments.cache), arguments.device)
    size = motion.config.latent_size * FIELDS
    held, held_alpha = make_pictures(renderer, HELD, size, 1_000_003)
    known, alpha = make_pictures(renderer, arguments.pictures, size, arguments.seed)
    finder = motion.decoder.subject
    optimizer = torch.optim.AdamW(finder.parameters(), RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=arguments.updates)

    @torch.no_grad()
    def missed() -> float:
        """Share of the held-out subjects' area that is not found."""
        found = torch.cat([finder(part).sigmoid() for part in held.split(32)])
        return float((held_alpha - found).clamp(min=0).sum() / held_alpha.sum())

    print(f"{missed():.1%} of the subjects are missed", flush=True)
    for index in range(arguments.updates):
        rows = torch.randint(len(known), (batch,), device=arguments.device)
        soft, turn = (torch.rand(batch, device=arguments.device) < share for share in (SOFT, 0.5))
        pictures = soften_rows(known[rows], soft)
        loss = F.binary_cross_entropy_with_logits(finder(mirror_rows(pictures, turn)), mirror_rows(alpha[rows], turn).clamp(0, 1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if index % REPORT_EVERY == 0:
            print(f"step {index}, loss {loss.item():.4f}", flush=True)
    save_part(path, checkpoint, {f"{TRAINED}{name}": value for name, value in finder.state_dict().items()})
    print(f"{missed():.1%} of the subjects are missed")


if __name__ == "__main__":
    run(main)
