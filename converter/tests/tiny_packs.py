"""Writes tiny packs of every family, for tests of the app: `python -m tests.tiny_packs OUT`, in the folder `converter/`."""

import sys
import tempfile
from pathlib import Path

from kinora_convert.cli import main
from tests.checkpoints import write_ltx, write_mobilei2v, write_stable_diffusion

SIZE = "96x64"


def write_all(out: Path) -> None:
    """With the weights that are the default, which is what people will have."""
    with tempfile.TemporaryDirectory() as scratch:
        checkpoints = Path(scratch)
        mobilei2v, vae = write_mobilei2v(checkpoints / "mobilei2v")
        turbo, ltx = write_stable_diffusion(checkpoints / "turbo"), write_ltx(checkpoints / "ltx")
        packs = {
            "tiny-turbo": ["--draw", str(turbo)],
            "tiny-mobilei2v": ["--move", str(mobilei2v), "--vae", str(vae), "--steps", "3"],
            "tiny-ltx": ["--move", str(ltx), "--window", "17", "--steps", "3"],
        }
        for name, arguments in packs.items():
            code = main([*arguments, "--size", SIZE, "--out", str(out / name)])
            if code != 0:
                raise SystemExit(code)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
