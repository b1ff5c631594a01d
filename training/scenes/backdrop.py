"""What is behind the subject: gradients and pictures, seen through the camera."""
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from training.geometry.warps import pixel_centres
from training.scenes.artwork import places_path
from training.scenes.vocabulary import BACKGROUNDS

# How far a picture reaches from its middle; the frame reaches 1. Zooming out needs 1.5, and JITTER on top.
EXTENT = 1.75
JITTER = 0.15  # how far a scene's picture may be off its middle, sideways


class Backdrops:
    """All backgrounds, on one device. Pictures: uint8 [pictures, 3, side, side]."""

    def __init__(self, pictures_path: Path, device: torch.device) -> None:
        stops = torch.tensor([item.stops for item in BACKGROUNDS], dtype=torch.float32, device=device) / 255
        self.stops = stops.transpose(1, 2).contiguous()  # [backgrounds, rgb, stops]
        self.rows = {item.name: row for row, item in enumerate(BACKGROUNDS)}
        with np.load(pictures_path) as stored:
            order = {str(name): row for row, name in enumerate(stored["names"])}
            self.pictures = torch.from_numpy(stored["pixels"]).permute(0, 3, 1, 2).contiguous().to(device)
        picture_rows = [order[item.name] if item.is_picture else -1 for item in BACKGROUNDS]
        self.picture_of = torch.tensor(picture_rows, device=device)  # -1: a gradient

    def show(self, pictures: dict[str, NDArray[np.uint8]]) -> None:
        """Other pictures [side, side, 3] of backgrounds, by their names, from now on; all that are pictures become as large."""
        if not pictures:
            return
        side = len(next(iter(pictures.values())))
        kept = F.interpolate(self.pictures.float(), size=(side, side), mode="bilinear", align_corners=False).round().byte()
        added = torch.from_numpy(np.stack(list(pictures.values()))).permute(0, 3, 1, 2).to(self.pictures.device)
        for number, name in enumerate(pictures):
            self.picture_of[self.rows[name]] = len(kept) + number
        self.pictures = torch.cat([kept, added])

    def draw(self, rows: Tensor, view: Tensor, jitter: Tensor, side: int) -> Tensor:
        """[N, 3, side, side]: backgrounds `rows` [N], `view` [N, 3] the camera's zoom and centre, `jitter` [N]."""
        line = pixel_centres(side).to(rows.device)
        across, down = (line / view[:, :1] + view[:, axis, None] for axis in (1, 2))
        drawn = self._gradients(rows, down).expand(-1, -1, -1, side)
        pictures = self.picture_of[rows]
        shown = (pictures >= 0).nonzero()[:, 0]
        if shown.numel():
            drawn = drawn.contiguous()
            textures = self.pictures[pictures[shown]].float().div_(255)
            x = ((across[shown] + jitter[shown, None]) / EXTENT)[:, None, :].expand(-1, side, -1)
            y = (down[shown] / EXTENT)[:, :, None].expand(-1, -1, side)
            grid = torch.stack([x, y], -1)
            drawn[shown] = F.grid_sample(textures, grid, mode="bilinear", padding_mode="border", align_corners=False)
        return drawn

    def _gradients(self, rows: Tensor, height: Tensor) -> Tensor:
        """[N, 3, side, 1]; beyond its ends a gradient continues as a plain colour."""
        stops = self.stops[rows]
        height = height.clamp(-1, 1)[:, None, :]
        upper, middle, lower = (stops[:, :, stop, None] for stop in range(3))
        colour = middle + (middle - upper) * height.clamp(max=0) + (lower - middle) * height.clamp(min=0)
        return colour[..., None]


def stored_paintings(cache: Path) -> dict[str, NDArray[np.uint8]]:
    """What the stored ones of the backgrounds are painted as, [side, side, 3] by name; those that were not painted are left out."""
    files = {item.name: places_path(cache) / f"{item.name}.png" for item in BACKGROUNDS}
    return {name: np.array(Image.open(file).convert("RGB")) for name, file in files.items() if file.exists()}
