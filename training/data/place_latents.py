"""Finds the latents of stored places: `python -m training.data.place_latents`, a minute of a core for each.

The picture encoder sees a painting at a size at which much of it is lost, and its latents decode to a soft picture. What a table stores need not be
encoded, only decoded: so its latents are searched by gradients through the decoder, from the encoder's on. That gains 6 to 8 dB.
Places whose painting has not changed keep theirs; `--resume` improves those as well.
"""

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from training.data.places import paint_stored
from training.models.image_autoencoder import ImageAutoencoder
from training.scenes.artwork import places_path
from training.scenes.backdrop import EXTENT
from training.scenes.stored_places import stored_phrases
from training.trainer.checkpoints import save_checkpoint
from training.trainer.reconstruction import psnr
from training.trainer.run import prepare, run, stage_arguments
from training.trainer.trained_models import PLACES, load_picture_autoencoder, load_places

UPDATES = 200
RATE = 0.08


def painting(name: str, side: int, cache: Path) -> Tensor:
    """What a frame shows of a place, [1, 3, side, side] in 0..1. The whole painting is kept in the cache."""
    whole = paint_stored(name, round(side * EXTENT))
    places_path(cache).mkdir(parents=True, exist_ok=True)
    Image.fromarray(whole).save(places_path(cache) / f"{name}.png")
    margin = (len(whole) - side) // 2
    shown = whole[margin : margin + side, margin : margin + side]
    return torch.from_numpy(shown.astype(np.float32) / 255).permute(2, 0, 1)[None]


def search(autoencoder: ImageAutoencoder, target: Tensor, start: Tensor, updates: int) -> tuple[Tensor, float]:
    """Latents [1, C, h, w] that decode to the picture, and how near that comes, in dB."""
    latents = start.clone().requires_grad_(True)
    optimizer = torch.optim.Adam([latents], lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    for _ in range(updates):
        loss = F.mse_loss(autoencoder.decoder(latents)[:, :3], target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    with torch.no_grad():
        found = latents.detach()
        return found, psnr(float(F.mse_loss(autoencoder.decoder(found)[:, :3].clamp(0, 1), target)))


def parser() -> argparse.ArgumentParser:
    arguments = stage_arguments(__doc__)
    arguments.set_defaults(updates=UPDATES)
    arguments.add_argument("--only", nargs="+", metavar="NAME", help="these places alone")
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    prepare(arguments)
    autoencoder = load_picture_autoencoder(arguments.runs, arguments.device)
    for parameter in autoencoder.parameters():
        parameter.requires_grad_(False)
    for name in arguments.only or stored_phrases():
        find_latents(autoencoder, name, arguments)


def find_latents(autoencoder: ImageAutoencoder, name: str, arguments: argparse.Namespace) -> None:
    side = autoencoder.decoder.picture_side(autoencoder.config.latent_size)
    target = painting(name, side, arguments.cache).to(arguments.device)
    painted = zlib.crc32((target * 255).round().byte().cpu().numpy().tobytes())
    path: Path = arguments.runs / f"{PLACES}.pt"
    places = load_places(arguments.runs)
    known = places.get(name)
    # Those of a pack are kept, whatever they were painted as.
    if known and known["painted"] in (painted, None) and not arguments.resume:
        return
    with torch.no_grad():
        # Latents of another painting are a worse start than those of the encoder.
        start = known["latents"].to(arguments.device) if known and known["painted"] == painted else autoencoder.encoder(target)
    latents, near = search(autoencoder, target, start, arguments.updates)
    # Another run may have added places meanwhile.
    save_checkpoint(path, load_places(arguments.runs) | {name: {"latents": latents.cpu(), "painted": painted}})
    print(f"{name}: {near:.1f} dB", flush=True)


if __name__ == "__main__":
    run(main)
