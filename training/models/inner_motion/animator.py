"""From a first frame and the clock to the subject's own animation."""

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

from training.models.inner_motion.clock import read
from training.models.inner_motion.fields import Animation, InnerFields, InnerMotion, InnerMotionConfig, WantedRows
from training.models.inner_motion.recognition import Recognition, RecognitionConfig

#: Side of the first frame as recognition sees it.
SEEN_SIDE = 64


@dataclass(frozen=True)
class AnimatorConfig:
    """Sizes of both parts."""

    recognition: RecognitionConfig
    motion: InnerMotionConfig


class Animator(nn.Module):
    """Recognition of the subject, and the fields of its animation."""

    def __init__(self, config: AnimatorConfig) -> None:
        super().__init__()
        self.config = config
        self.recognition = Recognition(config.recognition)
        self.motion = InnerMotion(config.motion)

    def wanted(self, first_frame: Tensor, found: Tensor) -> WantedRows:
        """Which rows of the tables are needed: first_frame [B, 3, H, W] in 0..1, found [B, 1, s, s]: where its subject is."""
        small = F.avg_pool2d(first_frame, max(1, first_frame.shape[-1] // SEEN_SIDE))
        return self.motion.wanted(self.recognition(found, small))

    def at(self, animation: Animation, clock: Tensor) -> InnerFields:
        """clock [B, 2 F, h, w] (`clock.py`)"""
        return self.motion.at(animation, *read(clock))
