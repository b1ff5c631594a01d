"""The npm packages that the artwork comes from, and the lists of what may be read from them."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from training.scenes.artwork import FPS

LISTS = Path(__file__).parent / "lists"
ANIMATED_PACKAGES = tuple(f"@lobehub/fluent-emoji-anim-{part}@1.0.0" for part in (1, 2, 3, 4))
STATIC_PACKAGE = "@lobehub/fluent-emoji-3d@1.1.0"
LABELS_PACKAGE = "emojibase-data@17.0.0"


@dataclass(frozen=True)
class Listed:
    """A line of a list: a code point sequence whose artwork is under the MIT licence."""

    codepoints: str
    label: str
    group: str
    frames: int
    fps: float


def read_list(source: str) -> dict[str, Listed]:
    """The allowed code points of `animated` or `static`, in file order."""
    listed: dict[str, Listed] = {}
    for line in (LISTS / f"fluent-{source}-mit.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("# "):
            continue
        codepoints, label, group, frames, fps = line.split("\t")[:5]
        is_animated = source == "animated"
        listed[codepoints] = Listed(codepoints, label, group, int(frames) if is_animated else 1,
                                    float(fps) if is_animated else FPS)
    return listed


def npm_pack(package: str, folder: Path) -> Path:
    """The package's tarball, downloaded once."""
    name, version = package.rsplit("@", 1)
    tarball = folder / f"{name.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not tarball.exists():
        folder.mkdir(parents=True, exist_ok=True)
        print(f"npm pack {package}")
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return tarball


def clips(tarball: Path, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield (codepoints, webp bytes) of the wanted images of a package."""
    with tarfile.open(tarball) as archive:
        for member in archive:
            codepoints = Path(member.name).stem
            if member.name.endswith(".webp") and codepoints in wanted:
                content = archive.extractfile(member)
                assert content is not None
                yield codepoints, content.read()


def decode(webp: bytes, count: int) -> list[Image.Image]:
    """One whole loop as `count` evenly spaced frames, mode RGBa (premultiplied)."""
    image = Image.open(io.BytesIO(webp))
    total = getattr(image, "n_frames", 1)
    keep = [round(index * total / count) % total for index in range(count)]
    decoded: dict[int, Image.Image] = {}
    for index in sorted(set(keep)):
        image.seek(index)
        decoded[index] = image.convert("RGBA").convert("RGBa")
    return [decoded[index] for index in keep]
