"""Teaches the video decoder to find the subject in drawn pictures: `python -m training.stages.subject_finder`, 20 minutes.

Renderings have edges; what the image decoder draws is soft, and a part that is soft, or near to the background's colour, was left
behind when the rest moved: a panda lost its ears. Only the finder is trained, on single pictures with the renderer's alpha.
"""

from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.models.image_autoencoder import ImageAutoencoder
from training.models.motion_autoencoder import FIELDS
from training.models.subject import SubjectFinder
from training.portraits import AWAY
from training.run import load_checkpoint, main, save_part, stage_arguments
from training.scenes.artwork import sprites_path
from training.scenes.render import Renderer
from training.scenes.scene import sample_scene
from training.stages.image_autoencoder import load_picture_autoencoder
from training.stages.motion_autoencoder import load_motion_autoencoder

NAME = "motion-decoder"
TRAINED = "decoder.subject."
#: Most noise on the latents of what is drawn, as of text-to-image that is off by so much.
LATENT_NOISE = 0.3
#: A picture may be the last of another film: frames of 12 a second.
LAST_FRAME = 64
#: Share of each batch that is drawn; the rest is rendered, as dropped pictures are sharp.
DRAWN = 0.7
#: Share of the pictures without a subject: in a photograph there may be none.
EMPTY = 0.15
HELD = 128
RATE = 1e-3
REPORT_EVERY = 100


@dataclass
class Pictures:
    """Single pictures at the fields' size s, [N, 3, s, s]: drawn, and rendered; and the subject's alpha [N, 1, s, s]."""

    drawn: Tensor
    rendered: Tensor
    alpha: Tensor


@torch.no_grad()
def make_pictures(autoencoder: ImageAutoencoder, renderer: Renderer, count: int, size: int, seed: int) -> Pictures:
    generator = np.random.default_rng(seed)
    parts = []
    for start in range(0, count, 32):
        scenes = [sample_scene(generator, "all") for _ in range(min(32, count - start))]
        scenes = [replace(scene, x=AWAY, motion="stands still") if generator.random() < EMPTY else scene for scene in scenes]
        moments = generator.integers(1, LAST_FRAME + 1, len(scenes)) * (generator.random(len(scenes)) < 0.3)
        real = renderer.render(scenes, torch.from_numpy(moments)[:, None], with_flow=False)
        frames, alpha = real.frames[:, 0], real.alpha[:, 0]
        latents = autoencoder.encoder(frames)
        strength = LATENT_NOISE * torch.rand(len(scenes), 1, 1, 1, device=latents.device)
        drawn = autoencoder.decoder(latents + strength * torch.randn_like(latents))[:, :3]
        parts.append(tuple(F.adaptive_avg_pool2d(part, size) for part in (drawn, frames, alpha)))
    return Pictures(*(torch.cat(part) for part in zip(*parts, strict=True)))


def mirrored(batch: Tensor, rows: Tensor) -> Tensor:
    return torch.where(rows[:, None, None, None], batch.flip(3), batch)


def train() -> None:
    parser = stage_arguments(__doc__ or "")
    parser.set_defaults(updates=3000)
    parser.add_argument("--pictures", type=int, default=4000, help="how many are drawn to learn from")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    path, batch = arguments.runs / f"{NAME}.pt", arguments.batch or 32
    checkpoint = load_checkpoint(path)
    motion = load_motion_autoencoder(arguments.runs, arguments.device)
    autoencoder = load_picture_autoencoder(arguments.runs, arguments.device)
    autoencoder.encoder.enlargement, side = 1, autoencoder.config.seen_side
    renderer = Renderer(sprites_path(arguments.cache, side), arguments.device, side)
    size = motion.config.latent_size * FIELDS
    held = make_pictures(autoencoder, renderer, HELD, size, 1_000_003)
    known = make_pictures(autoencoder, renderer, arguments.pictures, size, arguments.seed)
    finder: SubjectFinder = motion.decoder.subject
    optimizer = torch.optim.AdamW(finder.parameters(), RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=arguments.updates)

    @torch.no_grad()
    def missed() -> float:
        """Share of the held-out subjects' area that is not found in what is drawn."""
        found = torch.cat([finder(part).sigmoid() for part in held.drawn.split(32)])
        return float((held.alpha - found).clamp(min=0).sum() / held.alpha.sum())

    print(f"{missed():.1%} of the subjects are missed", flush=True)
    for index in range(arguments.updates):
        rows = torch.randint(len(known.alpha), (batch,), device=arguments.device)
        is_drawn, turn = (torch.rand(batch, device=arguments.device) < share for share in (DRAWN, 0.5))
        pictures = torch.where(is_drawn[:, None, None, None], known.drawn[rows], known.rendered[rows])
        loss = F.binary_cross_entropy_with_logits(finder(mirrored(pictures, turn)), mirrored(known.alpha[rows], turn).clamp(0, 1))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if index % REPORT_EVERY == 0:
            print(f"step {index}, loss {loss.item():.4f}", flush=True)
    save_part(path, checkpoint, {f"{TRAINED}{name}": value for name, value in finder.state_dict().items()})
    print(f"{missed():.1%} of the subjects are missed")


if __name__ == "__main__":
    main(train)
