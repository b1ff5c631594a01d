"""How near drawn pictures are to renderings of the same scene, and how near the video decoder comes to a rendered clip."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

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
#: How far around a subject its background is not asked for, in fields' pixels.
AROUND = 2
#: Steps of a search for motion latents, how large the first are, and how often it begins again.
FIT_STEPS, FIT_RATE, RESTARTS = 80, 0.3, 3
#: How many times the median's error a latent has that the search has lost, the least such error, a pixel of 256, and how far from a latent beside it
#: the search for it begins again.
LOST, LEAST_LOST, ASTRAY = 3.0, 1 / 128**2, 0.3


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


def searched(errors: Callable[[Tensor], Tensor], start: Tensor) -> Tensor:
    """Latents like `start` [count, C, h, w] with the least sum of `errors` [count] that was found.

    A search by gradients stays where a subject has become so large, or has gone so far, that moving it a little is no gain. Latents that ended so are
    searched again from near the one beside them.
    """
    best = descended(errors, start)
    rng = torch.Generator().manual_seed(0)
    for _ in range(RESTARTS):
        with torch.no_grad():
            found = errors(best)
        lost = found > LOST * found.median().clamp(min=LEAST_LOST)
        if not lost.any():
            break
        kept = (~lost).nonzero()[:, 0]
        again = best.clone()
        for number in lost.nonzero()[:, 0]:
            beside = kept[(kept - number).abs().argmin()]
            again[number] = best[beside] + ASTRAY * torch.randn(best[beside].shape, generator=rng)
        again = descended(errors, again)
        with torch.no_grad():
            if errors(again).sum() < found.sum():
                best = again
    return best


def descended(errors: Callable[[Tensor], Tensor], start: Tensor) -> Tensor:
    latents = start.clone().requires_grad_(True)
    optimizer = torch.optim.Adam([latents], FIT_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, FIT_STEPS)
    for _ in range(FIT_STEPS):
        optimizer.zero_grad()
        errors(latents).sum().backward()
        optimizer.step()
        schedule.step()
    return latents.detach()


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
        def errors(latents: Tensor) -> Tensor:
            """Of each latent, [count]: mean squared distances, in half frames, of where its frames' pixels are said to be from."""
            maps = self.decoder.maps(latents, first, torch.cat([torch.zeros_like(latents[:1]), latents[:-1]]), where)
            found = torch.zeros(len(true))
            for affine, weight in ((maps.subject, subject), (maps.background, background)):
                squares = (weight * (affine_grid(affine, true.shape[1]) - true).square()).sum(dim=(1, 2, 3))
                found = found + squares / weight.sum(dim=(1, 2, 3)).clamp(min=1)
            return found.view(count, -1).mean(dim=1)

        latents = searched(errors, torch.zeros(count, config.latent_channels, config.latent_size, config.latent_size))
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
