"""Scenes to pixels, in batches, on any device, with the true optical flow beside them."""
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from training.geometry.warps import affine_grid, pixel_centres
from training.scenes.artwork import FPS, backgrounds_path, sprite_side, sprites_path
from training.scenes.backdrop import Backdrops
from training.scenes.colours import COLOURS, NEUTRALS, find_hues
from training.scenes.motions import MOTIONS, Pose, Start, camera_view
from training.scenes.scene import Scene
from training.scenes.vocabulary import BACKGROUND_BY_NAME, CAMERAS, NOUN_BY_NAME, SPEEDS

# Sides of the sprite pyramid as shares of the full side. Half octaves: a sprite is never shrunk by
# more than 1.5 when sampled, so that bilinear sampling neither aliases nor blurs.
PYRAMID = (1, 3 / 4, 1 / 2, 3 / 8, 1 / 4, 3 / 16, 1 / 8)
HUE_LEVEL = 4  # of the pyramid: fine enough to find a sprite's dominant hue
CHUNK = 64  # frames rendered at a time: keeps the temporaries inside the processor's cache
GPU_CHUNK = 1024  # on a GPU few large pieces are faster
FLOW_MARGIN = 1 / 16  # how far beyond its edge the subject's flow reaches, as a share of the sprite's side


@dataclass
class Poses:
    """Where the subject is; floats [scenes, frames], in frame units (-1..1, y down), the camera included.

    `scale_x`, `scale_y`: half the sides of the sprite's square; `angle`: clockwise, radians; `view`
    [scenes, frames, 3]: the camera's enlargement, and where it looks; `sprite`: row of the sprite array, int64.
    """

    x: Tensor
    y: Tensor
    scale_x: Tensor
    scale_y: Tensor
    angle: Tensor
    view: Tensor
    sprite: Tensor


@dataclass
class Rendered:
    """`frames` [B,T,3,H,W] 0..1; `alpha` [B,T,1,H,W] 0..1; `flow` [B,T,2,H,W] in grid_sample units (x, y).

    grid_sample(frame 0, identity + flow, align_corners=False) gives the target where the subject covers it.
    """

    frames: Tensor
    alpha: Tensor
    flow: Tensor


class Renderer:
    """Holds the sprites on its device, as a pyramid of uint8 [frames, 5, side, side].

    The channels are premultiplied red, green, blue, then alpha, then alpha grown by FLOW_MARGIN.
    """

    def __init__(self, sprites_path: str | Path, device: str | torch.device = "cpu", frame_size: int = 128) -> None:
        path = Path(sprites_path)
        self.device = torch.device(device)
        self.frame_size = frame_size
        index = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        # First frame, how many, and how many frames of time each lasts.
        self.sprites: dict[str, tuple[int, int, int]] = {
            item["name"]: (item["start"], item["count"], item.get("every", 1)) for item in index
        }
        full = torch.from_numpy(np.load(path, mmap_mode="r").copy()).permute(0, 3, 1, 2)
        full = torch.cat([full, _grow(full[:, 3:])], 1)
        self.pyramid = [_shrink(full, round(full.shape[-1] * share)).to(self.device) for share in PYRAMID]
        # Nouns may share a sprite, whose hue is then looked for once.
        starts = sorted({start for start, _, _ in self.sprites.values()})
        neutral = {start for name, (start, _, _) in self.sprites.items() if NOUN_BY_NAME[name].colour in NEUTRALS}
        self.hues = find_hues(self.pyramid[HUE_LEVEL][torch.tensor(starts, device=self.device)], [start in neutral for start in starts])
        self.hue_of = {name: starts.index(start) for name, (start, _, _) in self.sprites.items()}
        self.backdrops = Backdrops(backgrounds_path(path.parent), self.device)

    @classmethod
    def of_size(cls, cache: Path, frame_size: int, device: str | torch.device = "cpu") -> "Renderer":
        """Of the fetched sprites that frames of this side are rendered from."""
        return cls(sprites_path(cache, sprite_side(frame_size)), device, frame_size)

    def poses(self, scenes: list[Scene], frames: Tensor) -> Poses:
        """`frames`: int64 [T] or [B,T], frames since the start of each scene."""
        frames = frames.to(self.device).expand(len(scenes), -1)
        seconds = frames / FPS
        numbers = ("x", "y", "half", "room")
        start = Start(*(self._column([getattr(scene, name) for scene in scenes]) for name in numbers))
        own_time = seconds / self._column([SPEEDS[scene.speed] for scene in scenes])

        pose = Pose(*(torch.empty_like(seconds) for _ in range(5)))
        for motion, move in MOTIONS.items():
            rows = self._rows([scene.motion == motion for scene in scenes])
            if rows.numel():
                part = move(Start(*(column[rows] for column in vars(start).values())), own_time[rows])
                for whole, piece in zip(vars(pose).values(), vars(part).values(), strict=True):
                    whole[rows] = piece
        view = seconds.new_empty(*seconds.shape, 3)
        for name in CAMERAS:
            rows = self._rows([scene.camera == name for scene in scenes])
            view[rows] = camera_view(name, seconds[rows])
        zoom, middle_x, middle_y = view.unbind(-1)

        parts = (self._column([self.sprites[scene.noun][part] for scene in scenes]).long() for part in range(3))
        first, count, every = parts
        offset = (self._column([scene.inner_phase for scene in scenes]) * count * every).long()
        size = start.half * zoom
        return Poses((pose.x - middle_x) * zoom, (pose.y - middle_y) * zoom, pose.stretch_x * size,
                     pose.stretch_y * size, pose.angle, view, first + (frames + offset) // every % count)

    def render(self, scenes: list[Scene], frames: Tensor, resolution: int | None = None,
               with_flow: bool = True) -> Rendered:
        """Frames `frames` ([T] or [B,T], int64) of each scene. Without `with_flow` the flow is empty (0 channels)."""
        side = resolution or self.frame_size
        poses = self.poses(scenes, frames)
        batch, count = poses.x.shape
        columns = torch.tensor([self.backdrops.rows[scene.background] for scene in scenes], device=self.device)
        view = poses.view.reshape(-1, 3)
        flat = {name: value.reshape(-1) for name, value in vars(poses).items() if name != "view"}
        to_sprite, to_first = self._affines(poses, self.poses(scenes, torch.zeros_like(frames[..., :1])))
        # Turned, it is the sprite that is mirrored and not its way, so the flow stays.
        to_sprite[self._rows([scene.turned for scene in scenes for _ in range(count)]), 0] *= -1
        background_rows = columns.repeat_interleave(count)
        wanted = torch.tensor([COLOURS.get(scene.colour, (-255,) * 3) for scene in scenes], device=self.device).repeat_interleave(count, 0) / 255
        hues = torch.tensor([self.hue_of[scene.noun] for scene in scenes], device=self.device).repeat_interleave(count)
        jitter = self._column([scene.jitter for scene in scenes])[:, 0].repeat_interleave(count)

        total = batch * count
        colours = torch.empty(total, 3, side, side, device=self.device)
        alphas = torch.empty(total, 1, side, side, device=self.device)
        flows = torch.empty(total, 2 if with_flow else 0, side, side, device=self.device)
        # Frames that use one level of the pyramid go together.
        extent = torch.maximum(flat["scale_x"], flat["scale_y"])
        for level, rows in self._levels(extent, side):
            for part in rows.split(GPU_CHUNK if self.device.type == "cuda" else CHUNK):
                sampled = self._sample(level, flat["sprite"][part], to_sprite[part], side)
                chosen = wanted[part, 0] >= 0
                painted = part[chosen]
                if painted.numel():
                    sampled[chosen] = self.hues.recolour(sampled[chosen], hues[painted], wanted[painted])
                alpha = sampled[:, 3:4]
                backdrop = self.backdrops.draw(background_rows[part], view[part], jitter[part], side)
                colours[part] = torch.addcmul(sampled[:, :3] + backdrop, alpha, backdrop, value=-1)
                alphas[part] = alpha
                if with_flow:
                    flows[part] = _flow(sampled[:, 4:] > 0.02, to_first[part], view[part])
        return Rendered(*(whole.view(batch, count, *whole.shape[1:]) for whole in (colours, alphas, flows)))

    def first_frames(self, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
        """First frames [B, 3, H, W] and the alpha of their subjects [B, 1, H, W]."""
        rendered = self.render(scenes, torch.tensor([0]), with_flow=False)
        return rendered.frames[:, 0], rendered.alpha[:, 0]

    def _affines(self, now: Poses, first: Poses) -> tuple[Tensor, Tensor]:
        """[B*T, 2, 3] each: from the frame to the sprite's square, and to the same point in frame 0."""
        cos, sin = torch.cos(now.angle), torch.sin(now.angle)
        matrix = torch.stack([cos / now.scale_x, sin / now.scale_x, -sin / now.scale_y, cos / now.scale_y], -1)
        matrix = matrix.reshape(-1, 2, 2)
        centre = torch.stack([now.x, now.y], -1).reshape(-1, 2, 1)
        to_sprite = torch.cat([matrix, -matrix @ centre], -1)
        # Every motion starts upright, so frame 0 needs only its scale and centre.
        scale = torch.stack([first.scale_x, first.scale_y], -1).expand(*now.x.shape, 2).reshape(-1, 2, 1)
        origin = torch.stack([first.x, first.y], -1).expand(*now.x.shape, 2).reshape(-1, 2, 1)
        to_first = to_sprite * scale
        to_first[:, :, 2:] += origin
        return to_sprite, to_first

    def _levels(self, extent: Tensor, side: int) -> list[tuple[int, Tensor]]:
        """Rows of each pyramid level: the smallest that has a texel for every pixel of the sprite."""
        pixels = extent * side
        texels = torch.tensor([level.shape[-1] for level in self.pyramid], device=self.device)
        level_of = (texels[None, 1:] >= pixels[:, None] * 0.95).sum(1)
        return [(level, (level_of == level).nonzero()[:, 0]) for level in level_of.unique().tolist()]

    def _sample(self, level: int, sprites: Tensor, to_sprite: Tensor, side: int) -> Tensor:
        grid = affine_grid(to_sprite, side)
        texture = self.pyramid[level][sprites].float().div_(255)
        return F.grid_sample(texture, grid, mode="bilinear", padding_mode="zeros", align_corners=False)

    def _column(self, values: list[float]) -> Tensor:
        return torch.tensor(values, dtype=torch.float32, device=self.device)[:, None]

    def _rows(self, chosen: list[bool]) -> Tensor:
        return torch.tensor([row for row, is_chosen in enumerate(chosen) if is_chosen], dtype=torch.int64,
                            device=self.device)


def background_colour(name: str) -> Tensor:
    """The mean colour of a background, 0..1 [3]: what evaluation compares with."""
    return torch.tensor(BACKGROUND_BY_NAME[name].stops).float().mean(0) / 255


def _grow(alpha: Tensor) -> Tensor:
    """Alpha uint8 [N, 1, side, side], dilated by FLOW_MARGIN of its side."""
    reach = round(alpha.shape[-1] * FLOW_MARGIN)
    parts = []
    for part in alpha.split(CHUNK):
        wide = F.max_pool2d(part.float(), (1, 2 * reach + 1), stride=1, padding=(0, reach))
        parts.append(F.max_pool2d(wide, (2 * reach + 1, 1), stride=1, padding=(reach, 0)).byte())
    return torch.cat(parts)


def _shrink(full: Tensor, side: int) -> Tensor:
    if side == full.shape[-1]:
        return full.contiguous()
    parts = [F.interpolate(part.float(), (side, side), mode="bilinear", antialias=True) for part in full.split(CHUNK)]
    return torch.cat([part.round().clamp(0, 255).byte() for part in parts])


def _flow(near: Tensor, to_first: Tensor, view: Tensor) -> Tensor:
    """Backward flow to frame 0 [N, 2, side, side]: the subject's where it is `near`, the backdrop's elsewhere."""
    side = near.shape[-1]
    line = pixel_centres(side).to(near.device)
    affine = (to_first - torch.eye(2, 3, device=near.device))[..., None, None]
    subject = affine[:, :, 0] * line + affine[:, :, 2] + affine[:, :, 1] * line[:, None]
    # In frame 0 the camera looks at the scene's middle and enlarges nothing.
    across, down = (line / view[:, :1] + view[:, axis, None] - line for axis in (1, 2))
    backdrop = torch.stack([across[:, None, :].expand(-1, side, -1), down[:, :, None].expand(-1, -1, side)], 1)
    return torch.where(near, subject, backdrop)
