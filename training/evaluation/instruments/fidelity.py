"""How near drawn pictures are to renderings of the same scene, and how near the video decoder comes to a rendered clip."""

from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F

from training.datasets.motion_groups import render_groups
from training.evaluation.instruments.naming import Namer, Shown
from training.evaluation.pack_runner import Array, FirstFrame, PackRunner
from training.geometry.grid import GRID
from training.geometry.warps import affine_grid, identity_grid
from training.models.inner_motion.clock import clock
from training.models.motion_autoencoder import VideoDecoder
from training.models.motion_rules import Extent, extent
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, Scene, settled
from training.scenes.vocabulary import BACKGROUND_BY_NAME, NOUN_BY_NAME
from training.trainer.reconstruction import gradient_energy, psnr

#: How many places of the grid a subject may be off where the words put it, each way: text-to-image's noise moves it by one, and a place may be
#: between two of the grid.
OFF = range(-2, 3)
#: Steps sideways, in units of half a frame, between which a background that is a picture is looked for again, around where it was found.
FINER_JITTERS = tuple(0.0025 * step for step in range(-4, 5))
#: Steps in which motion latents are fitted, how large the first are, and how far around a subject its background is not asked for, in fields' pixels.
FIT_STEPS, FIT_RATE, AROUND = 80, 0.3, 2


@dataclass(frozen=True)
class Nearness:
    """Of a drawn first frame, beside the rendering of its scene that is nearest."""

    #: Mean squared error, in units of the range 0..1.
    error: float
    #: Sums of squared differences of neighbouring pixels, drawn and rendered.
    gradients: tuple[float, float]
    #: Mean absolute error of alpha.
    alpha: float


def compare(namer: Namer, shown: Shown, scene: Scene) -> Nearness:
    """The noise decides the place within the words' and how far a picture behind is moved sideways: the nearest rendering counts."""
    renderer, planned = namer.renderer, replace(settled(scene), jitter=namer.background(shown)[1])
    nudges = [replace(planned, x=planned.x + GRID * across, y=planned.y + GRID * down) for across in OFF for down in OFF]
    alphas = renderer.first_frames(nudges)[1]
    planned = nudges[int((alphas - shown.alpha).abs().mean(dim=(1, 2, 3)).argmin())]
    moved = [planned]
    if BACKGROUND_BY_NAME[scene.background].is_picture:
        moved = [replace(planned, jitter=planned.jitter + step) for step in FINER_JITTERS]
    frames, alphas = renderer.first_frames(moved)
    errors = (frames - shown.image).square().mean(dim=(1, 2, 3))
    best = int(errors.argmin())
    gradients = gradient_energy(shown.image), gradient_energy(frames[best : best + 1])
    return Nearness(float(errors[best]), gradients, float((alphas[best] - shown.alpha[0]).abs().mean()))


def pooled_psnr(errors: list[float]) -> float:
    """Of the mean squared error over all pictures, in dB."""
    return psnr(float(np.mean(errors)))


class Reconstruction:
    """Rendered clips through the pack's video decoder, with the motion latents that it shows their motion best with."""

    def __init__(self, runner: PackRunner, renderer: Renderer, decoder: VideoDecoder) -> None:
        self.runner, self.renderer = runner, renderer
        self.decoder = decoder.requires_grad_(False)

    def motion_latents(self, scene: Scene, count: int) -> list[Array]:
        """Found by gradients through the decoder's maps: `count` latents [1, C, h, w] of a scene's first frames."""
        config = self.decoder.config
        groups = render_groups(self.renderer, [scene], 0, count, config)
        flow, alpha = (torch.cat([getattr(group, name)[0] for group in groups]) for name in ("flow", "alpha"))
        first, found = groups[0].first.expand(count, -1, -1, -1), extent(groups[0].first_alpha)
        where = Extent(found.middle.expand(count, -1), found.half.expand(count, -1))
        true = flow.permute(0, 2, 3, 1) + identity_grid(flow.shape[-1])
        subject = alpha[:, 0, :, :, None]
        background = 1 - F.max_pool2d(alpha, 2 * AROUND + 1, stride=1, padding=AROUND)[:, 0, :, :, None]
        latents = torch.zeros(count, config.latent_channels, config.latent_size, config.latent_size, requires_grad=True)
        optimizer = torch.optim.Adam([latents], FIT_RATE)
        schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, FIT_STEPS)
        for _ in range(FIT_STEPS):
            maps = self.decoder.maps(latents, first, torch.cat([torch.zeros_like(latents[:1]), latents[:-1]]), where)
            loss = torch.zeros(())
            for affine, weight in ((maps.subject, subject), (maps.background, background)):
                loss = loss + (weight * (affine_grid(affine, true.shape[1]) - true).square()).sum() / weight.sum().clamp(min=1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        # Scenes hold the frames of some animations, and stills of the others.
        is_animated = float(NOUN_BY_NAME[scene.noun].source == "animated")
        hands = is_animated * clock(count, config.frames_per_latent, config.latent_size)
        return [torch.cat([latent, hand])[None].detach().numpy() for latent, hand in zip(latents, hands, strict=True)]

    def error(self, scene: Scene, count: int) -> float:
        """Mean squared error of the clip of so many latents, of the true first frame, alpha and background."""
        numbers = torch.arange(1 + count * self.runner.frames_per_latent)
        real = self.renderer.render([scene], numbers, with_flow=False)
        plate = self.renderer.render([replace(scene, x=AWAY)], numbers[:1], with_flow=False).frames[0]
        image, alpha = real.frames[0, :1].numpy(), real.alpha[0, :1].numpy()
        first = replace(self.runner.given_first_frame(image), alpha=alpha, plate=plate.numpy())
        made = self.moved(first, self.motion_latents(scene, count))
        return float(np.square(made - real.frames[0, 1:].numpy()).mean())

    def moved(self, first: FirstFrame, latents: list[Array]) -> Array:
        """The frames [T, 3, H, W] that the video decoder makes of a first frame and motion latents."""
        state, shot = self.runner.first_state(), self.runner.open_shot(first)
        made: list[Array] = []
        for part in latents:
            four, state = self.runner.decode(part, shot, state)
            made.extend(four)
        return np.stack(made)
