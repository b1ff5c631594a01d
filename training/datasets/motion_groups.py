"""Groups of four frames with the renderer's true flow: what the motion autoencoder encodes."""

from dataclasses import dataclass

import torch
from torch import Tensor

from training.models.motion_autoencoder import FIELDS, MotionAutoencoder, MotionAutoencoderConfig
from training.scenes.render import Renderer
from training.scenes.scene import Scene

#: Groups in a training clip: 1 + 16 * 4 frames are 5.4 seconds at 12 a second.
GROUPS = 16


@dataclass
class Group:
    """Four frames of B scenes, as the encoder sees them (at the fields' size s)."""

    flow: Tensor  # [B, F, 2, s, s], in units of half a frame
    alpha: Tensor  # [B, F, 1, s, s] in 0..1
    frames: Tensor  # [B, F, 3, s, s] in 0..1
    first: Tensor  # [B, 3, s, s] in 0..1
    first_alpha: Tensor  # [B, 1, s, s] in 0..1


def group_frames(index: int, frames_per_latent: int) -> Tensor:
    """Frame numbers of group `index`: 4k + 1 to 4k + 4; frame 0 is the first frame."""
    return torch.arange(1, frames_per_latent + 1) + index * frames_per_latent


def render_groups(renderer: Renderer, scenes: list[Scene], start: int, count: int, config: MotionAutoencoderConfig) -> list[Group]:
    """`count` groups from `start` on, in one rendering at the fields' size."""
    per_group = config.frames_per_latent
    numbers = torch.cat([torch.zeros(1, dtype=torch.long)] + [group_frames(start + i, per_group) for i in range(count)])
    small = renderer.render(scenes, numbers, resolution=config.latent_size * FIELDS)
    groups = []
    for i in range(count):
        at = slice(1 + i * per_group, 1 + (i + 1) * per_group)
        groups.append(Group(small.flow[:, at], small.alpha[:, at], small.frames[:, at], small.frames[:, 0], small.alpha[:, 0]))
    return groups


def encode(model: MotionAutoencoder, group: Group) -> Tensor:
    """The group's motion latents [B, C, h, w]."""
    latents: Tensor = model.encoder(group.flow, group.alpha, group.frames, group.first)
    return latents
