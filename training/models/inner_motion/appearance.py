"""An animation as an active appearance model (Cootes, Edwards and Taylor 1998): its first frame, displaced, and changed in colour and alpha.

Displacement and change are sums of a few fields that do not depend on time, times numbers that do. First the displacement of each frame is
found freely, from blurred to sharp; then both become few fields; then all is learned together, through the picture it makes.
"""

from dataclasses import fields

import torch
import torch.nn.functional as F
from torch import Tensor

from training.geometry.warps import warp
from training.models.inner_motion.fields import Beats, InnerMotionConfig, enlarged

FLOW_SIDE, CHANGE_SIDE = InnerMotionConfig.flow_side, InnerMotionConfig.change_side
#: Sides that frames are blurred over while their displacement is looked for, as shares of the picture; the last is none.
BLURS = (1 / 5, 1 / 9, 1 / 17, 0.0)
#: No fields more than so many; and no more than are needed to come this near, in units of half the picture and in 0..1.
MOST_FIELDS = {"flow": 8, "change": 6}
FLOW_ERROR, CHANGE_ERROR = 0.005, 0.012
#: How much neighbouring displacements may differ, and how large changes of colour may be where displacements could do.
SMOOTH, EVEN, SPARING = 30.0, 12.0, 0.02
#: A colour that few subjects have, for measuring.
BACKDROP = torch.tensor([0.6, 0.8, 0.7])
#: How much softer the pictures are made, in turns: what text-to-image draws is less sharp than the artwork, and a change that is sharper
#: than the picture it is added to stands out.
SOFTER = (1, 4, 8)
RATES = {"beats": 0.01, "flow": 0.004, "change": 0.01}


def over(frames: Tensor, background: Tensor) -> Tensor:
    """Premultiplied RGBA [T, 4, S, S] on a colour [3]: RGB, and alpha again."""
    return torch.cat([frames[:, :3] + (1 - frames[:, 3:]) * background[:, None, None], frames[:, 3:]], dim=1)


def blurred(picture: Tensor, share: float) -> Tensor:
    """Two means over squares whose side is that share of the picture's."""
    reach = round(share * picture.shape[-1] / 2)
    for _ in range(2 if reach else 0):
        picture = F.avg_pool2d(picture, 2 * reach + 1, stride=1, padding=reach, count_include_pad=False)
    return picture


def roughness(flow: Tensor) -> Tensor:
    """Mean squared difference of neighbouring displacements, flow [T, 2, s, s]."""
    return sum((flow.diff(dim=axis).square().mean() for axis in (2, 3)), start=torch.zeros(()))


def bending(flow: Tensor) -> Tensor:
    """Mean squared second difference of displacements, flow [T, 2, s, s]."""
    return sum((flow.diff(n=2, dim=axis).square().mean() for axis in (2, 3)), start=torch.zeros(()))


def free_flow(frames: Tensor, updates: int) -> Tensor:
    """How the first frame has to be displaced to look like each: [T, 2, FLOW_SIDE, FLOW_SIDE]."""
    flow = torch.zeros(len(frames), 2, FLOW_SIDE, FLOW_SIDE, requires_grad=True)
    optimizer = torch.optim.Adam([flow])
    small = F.avg_pool2d(frames, 2)
    for index in range(updates):
        share = index / updates
        optimizer.param_groups[0]["lr"] = 0.02 * (1 - 0.7 * share)
        on = blurred(over(small, torch.rand(3)), BLURS[int(share * len(BLURS))])
        made = warp(on[:1].expand(len(frames), -1, -1, -1), enlarged(flow, small.shape[-1]))
        loss = (made - on).abs().mean() * 160 + SMOOTH * roughness(flow) + 4 * SMOOTH * bending(flow)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (flow - flow[:1]).detach()


def few_fields(fields: Tensor, error: float, most: int) -> tuple[Tensor, Tensor]:
    """fields [T, ...] -> numbers [T, r], at most 1, and the r fields whose sums with those come as near as `error` (rms)."""
    flat = fields.flatten(1)
    numbers, sizes, basis = torch.linalg.svd(flat, full_matrices=False)
    left = (sizes.square().flip(0).cumsum(0).flip(0) / flat.numel()).sqrt()
    count = max(1, min(most, int((left > error).sum())))
    numbers, basis = numbers[:, :count] * sizes[:count], basis[:count]
    largest = numbers.abs().amax(dim=0) + 1e-6
    return numbers / largest, (basis * largest[:, None]).unflatten(1, fields.shape[1:])


def pictured(frames: Tensor, beats: Beats, background: Tensor) -> Tensor:
    """What the fields make of the first frame on a background: RGB and alpha [T, 4, S, S]."""
    side = frames.shape[-1]
    moved = warp(over(frames[:1], background).expand(len(frames), -1, -1, -1), enlarged(beats.flow(), side))
    change = enlarged(beats.change(), side)
    alpha = (moved[:, 3:] + change[:, 3:]).clamp(0, 1)
    return torch.cat([alpha * (moved[:, :3] + change[:, :3]) + (1 - alpha) * background[:, None, None], alpha], dim=1)


def missing_change(frames: Tensor, flow: Tensor) -> Tensor:
    """What a displacement leaves to be changed: [T, 4, CHANGE_SIDE, CHANGE_SIDE]."""
    gray = torch.full((3,), 0.5)
    moved = warp(over(frames[:1], gray).expand(len(frames), -1, -1, -1), enlarged(flow, frames.shape[-1]))
    alpha = frames[:, 3:]
    colour = (frames[:, :3] / (alpha + 1e-3) - moved[:, :3]) * alpha
    change = F.adaptive_avg_pool2d(torch.cat([colour, alpha - moved[:, 3:]], dim=1), CHANGE_SIDE)
    return change - change[:1]


def soften(frames: Tensor, factor: int) -> Tensor:
    """As if they had been drawn at 1 / `factor` of their size."""
    return F.interpolate(F.avg_pool2d(frames, factor), frames.shape[-2:], mode="bilinear", align_corners=False) if factor > 1 else frames


def first_guess(frames: Tensor, updates: int) -> Beats:
    """frames [T, 4, S, S], premultiplied, 0..1 -> the noun's beats, displacement first."""
    flow_beats, flow_fields = few_fields(free_flow(frames, updates), FLOW_ERROR, MOST_FIELDS["flow"])
    change = missing_change(frames, torch.einsum("tr,rcij->tcij", flow_beats, flow_fields))
    return Beats(flow_beats, flow_fields, *few_fields(change, CHANGE_ERROR, MOST_FIELDS["change"]))


def refine(frames: Tensor, guess: Beats, updates: int) -> Beats:
    """Both together, through the picture that they make of the first frame, be it sharp or soft."""
    beats = Beats(*(getattr(guess, field.name).clone().requires_grad_() for field in fields(Beats)))
    groups = {"beats": [beats.flow_beats, beats.change_beats], "flow": [beats.flow_fields], "change": [beats.change_fields]}
    optimizer = torch.optim.Adam([{"params": parameters, "name": name} for name, parameters in groups.items()])
    as_drawn = [soften(frames, factor) for factor in SOFTER]
    for index in range(updates):
        for group in optimizer.param_groups:
            group["lr"] = RATES[group["name"]] * min(1.0, 2 * (1 - index / updates))
        shown, background = as_drawn[index % len(SOFTER)], torch.rand(3)
        difference = (pictured(shown, beats, background) - over(shown, background)).abs().mean()
        change = beats.change()
        uneven = sum(change.diff(dim=axis).abs().mean() for axis in (2, 3))
        held = EVEN * bending(beats.flow()) + SPARING * (change.abs().mean() + uneven)
        optimizer.zero_grad()
        (difference * 4 + held).backward()
        optimizer.step()
    return Beats(*(getattr(beats, field.name).detach() for field in fields(Beats)))


def quality(frames: Tensor, made: Tensor) -> float:
    """In dB."""
    return -10 * float(torch.log10((made[:, :3] - over(frames, BACKDROP)[:, :3]).square().mean() + 1e-9))
