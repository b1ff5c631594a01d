"""The backgrounds that are pictures: photographs out of focus, from the panoramas of `@pmndrs/assets`, and painted places.

Reading the panoramas, which are EXR files, needs `ffmpeg`. Written as an npz: `names` and `pixels`, uint8 [backgrounds, SIDE,
SIDE, 3]. A picture reaches EXTENT times as far from its
middle as the frame does, so that cameras can move.
"""
import base64
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data import places
from training.data.places.canvas import blurred
from training.scenes.backdrop import EXTENT
from training.scenes.vocabulary import BACKGROUNDS, Photo
from training.trainer.errors import StageError

PACKAGE = "@pmndrs/assets@1.7.0"
SIDE = 448  # 256 pixels a frame: what is a little out of focus has no more to show at 512
VIEW_DEGREES = 90.0  # of the panorama, across a frame
SATURATION = 1.3  # blurring and tone mapping fade colours
BLUR = 0.008  # sigma, as a share of the frame's side
SMOOTHING = 2.0  # pixels of the picture
BRIGHTEST = 6.0  # times the mean: the sun would bleach everything around it when blurred

Floats = NDArray[np.float32]


def read_panoramas(tarball: Path, names: set[str]) -> dict[str, Floats]:
    """Linear light [height, width, 3] by name."""
    found: dict[str, Floats] = {}
    with tarfile.open(tarball) as archive:
        for member in archive:
            match = re.fullmatch(r"package/hdri/(\w+)\.exr\.js", member.name)
            if match and match[1] in names:
                content = archive.extractfile(member)
                assert content is not None
                encoded = re.search(rb"base64,([A-Za-z0-9+/=]+)", content.read())
                assert encoded is not None
                found[match[1]] = _decode(base64.b64decode(encoded[1]))
    if names - found.keys():
        raise StageError(f"The package of panoramas lacks {sorted(names - found.keys())}.")
    return found


def _decode(exr: bytes) -> Floats:
    with tempfile.NamedTemporaryFile(suffix=".exr") as file:  # ffmpeg does not find the frame in a pipe
        file.write(exr)
        file.flush()
        command = ["ffmpeg", "-v", "error", "-i", file.name, "-f", "rawvideo", "-pix_fmt", "gbrpf32le", "-"]
        try:
            raw = subprocess.run(command, capture_output=True, check=True).stdout
        except FileNotFoundError:
            raise StageError("The panoramas are EXR files: install ffmpeg, which reads them.") from None
    values = np.frombuffer(raw, np.float32)
    height = round((values.size / 6) ** 0.5)
    green, blue, red = values.reshape(3, height, 2 * height)
    # Suns overflow half precision.
    return np.nan_to_num(np.stack([red, green, blue], -1), nan=1e3, posinf=1e3, neginf=0).clip(0, 1e3).astype(np.float32)


def photograph(panorama: Floats, photo: Photo) -> NDArray[np.uint8]:
    """[SIDE, SIDE, 3]: the part that `photo` shows, blurred in linear light, then tone-mapped."""
    height, width, _ = panorama.shape
    degrees = (np.arange(SIDE) + 0.5) / SIDE * 2 * EXTENT - EXTENT
    degrees = degrees * VIEW_DEGREES / 2
    # A wide margin of the panorama, so that the blur has something to read at the edges.
    columns = photo.turn * width + degrees / 360 * width - 0.5
    rows = (90 - photo.tilt + degrees) / 180 * height - 0.5
    exposed = panorama * (0.42 / np.exp(np.log(panorama.mean(-1) + 1e-3).mean()))
    unsharp = _blur(np.minimum(exposed, BRIGHTEST), BLUR * width * VIEW_DEGREES / 360)
    across = _interpolate(unsharp.transpose(1, 0, 2), columns, wrap=True).transpose(1, 0, 2)
    # The picture has more pixels than the panorama: without this, where those lie would show.
    shown = blurred(_interpolate(across, rows, wrap=False), SMOOTHING)
    light = shown.mean(-1, keepdims=True)
    mapped = (shown / (1e-6 + light)) * (light * (1 + light / 16) / (1 + light))
    gray = mapped.mean(-1, keepdims=True)
    mapped = gray + SATURATION * (mapped - gray)
    return np.round(np.clip(mapped, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)


def _blur(picture: Floats, sigma: float) -> Floats:
    """Gaussian; round the back across, the last row repeated up and down."""
    reach = round(3 * sigma)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    wide = np.pad(picture, ((0, 0), (reach, reach), (0, 0)), mode="wrap")
    across = sum(weight * wide[:, shift:shift + picture.shape[1]] for shift, weight in enumerate(kernel))
    tall = np.pad(across, ((reach, reach), (0, 0), (0, 0)), mode="edge")
    return sum(weight * tall[shift:shift + picture.shape[0]] for shift, weight in enumerate(kernel))


def _interpolate(picture: Floats, rows: NDArray[np.float64], wrap: bool) -> Floats:
    below = np.floor(rows).astype(int)
    share = (rows - below)[:, None, None].astype(np.float32)
    pair = [np.take(picture, below + step, axis=0, mode="wrap" if wrap else "clip") for step in (0, 1)]
    return pair[0] * (1 - share) + pair[1] * share


def write_backgrounds(tarball: Path, target: Path) -> None:
    """Also prints the colours that `vocabulary.py` keeps for each."""
    photos = {item.name: item.photo for item in BACKGROUNDS if item.photo}
    panoramas = read_panoramas(tarball, {photo.panorama for photo in photos.values()})
    pictures = {name: photograph(panoramas[photo.panorama], photo) for name, photo in photos.items()}
    pictures |= {item.name: places.paint(item.painter, SIDE) for item in BACKGROUNDS if item.painter}
    np.savez_compressed(target, names=np.array(list(pictures)), pixels=np.stack(list(pictures.values())))
    edge = round(SIDE * (1 - 1 / EXTENT) / 2)
    for name, picture in pictures.items():
        shown = picture[edge:-edge, edge:-edge]
        thirds = np.array_split(shown.reshape(len(shown), -1, 3).mean(1), 3)
        print(f'    "{name}": ({", ".join(str(tuple(int(v) for v in third.mean(0))) for third in thirds)}),')
    print(f"{target}: {len(pictures)} backgrounds")
