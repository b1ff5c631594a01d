"""From a first frame and the clock to the subject's own animation."""

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

from training.models.inner_motion.clock import read
from training.models.inner_motion.fields import InnerFields, InnerMotion, InnerMotionConfig
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

    def forward(self, clock: Tensor, first_frame: Tensor, found: Tensor) -> InnerFields:
        """clock [B, 2 F, h, w] (`inner_clock.py`), first_frame [B, 3, H, W] in 0..1, found [B, 1, s, s]: what the finder found in it."""
        small = F.avg_pool2d(first_frame, max(1, first_frame.shape[-1] // SEEN_SIDE))
        return self.motion(self.recognition(found, small), *read(clock))
