"""The command line."""

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from kinora_convert.errors import ConvertError

EXAMPLES = """examples:
  kinora-convert --draw sd-turbo/ --size 512x512 --out sd-turbo-pack/
  kinora-convert --move hybrid_371.pth --vae LTX-Video/vae --out mobilei2v-pack/
  kinora-convert --draw sd-turbo/ --move hybrid_371.pth --vae LTX-Video/vae --size 1280x720 --out pack/
  kinora-convert hollow --family mobilei2v --size real --out hollow-pack/
"""
WEIGHTS = ("float32", "float16", "q8", "q4")


def main(arguments: Sequence[str] | None = None) -> int:
    """@returns the exit code: 2 for what the person can mend"""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given and given[0] == "hollow":
            return run_hollow(given[1:])
        return run_convert(given)
    except ConvertError as error:
        print(f"kinora-convert: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("kinora-convert: stopped; the same command goes on from here.", file=sys.stderr)
        return 130


class Parser(argparse.ArgumentParser):
    """One line for a mistake, like all others."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise ConvertError(f"{message}; see kinora-convert --help.")


def parser(description: str) -> Parser:
    made = Parser(prog="kinora-convert", description=description, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--out", type=Path, required=True, help="folder of the pack")
    made.add_argument("--shard", default="1000MB", help="largest file with weights (default 1000MB, at most 2000MB)")
    made.add_argument("--steps", type=int, help="denoising steps of the model that moves, or of the one that draws if it is alone")
    made.add_argument("--draw-weights", choices=WEIGHTS, default="q8", help="of linear layers of the model that draws (default q8)")
    made.add_argument("--move-weights", choices=WEIGHTS, default="q8", help="of linear layers of the model that moves (default q8)")
    made.add_argument("--text-weights", choices=WEIGHTS, help="of text encoders (default q8 for CLIP, q4 for T5)")
    made.add_argument("--convolutions", choices=("float32", "float16"), default="float16", help="of convolutions and tables of tokens (default float16)")
    made.add_argument("--sparsity", type=float, default=0.0, help="part of the motion model's hidden units that is left out, 0 to 0.5 (default 0)")
    made.add_argument("--window", type=int, help="LTX-Video: frames that are made at a time, 8 for each latent and 1 (default 65)")
    made.add_argument("--decode-tiles", type=parse_tiles, help="rows x columns of tiles that frames are decoded in, such as 2x2: less memory, more time")
    made.add_argument("--distilled", action="store_true", help="MobileI2V: the distilled recipe (not confirmed)")
    return made


def run_convert(arguments: Sequence[str]) -> int:
    made = parser("Public diffusion checkpoints to a pack that Kinora runs in a browser.")
    made.add_argument("--draw", type=Path, help="checkpoint that draws: a folder of diffusers, or a safetensors file")
    made.add_argument("--move", type=Path, help="checkpoint that moves pictures: MobileI2V (.pth, .safetensors), or LTX-Video (folder, .safetensors)")
    made.add_argument("--vae", type=Path, help="autoencoder of --move, where its checkpoint has none: a folder of LTX-Video 0.9.0 or its vae folder")
    made.add_argument("--tokenizer", type=Path, help="folder of the tokenizer, where the checkpoint of --draw is a single file")
    made.add_argument("--turbo", action="store_true", help="the single file of --draw is of a Turbo model, which draws in one step")
    made.add_argument("--text-encoder", type=Path, help="folder with text_encoder/ and tokenizer/ (T5), where --move is a single file of LTX-Video")
    made.add_argument("--sigmas", help="noise levels of LTX-Video from 1 to 0, such as 1,0.9,0.5,0")
    made.add_argument("--size", default=None, help="width x height in pixels, such as 704x480 (default 512x512, or what the model that moves was made for)")
    made.add_argument("--draw-size", help="size of what the model that draws makes, where it is another")
    made.add_argument("--guidance", type=float, help="of the model that draws (default 7.5; Turbo and LCM have none)")
    made.add_argument("--title", help="name of the pack for people")
    given = made.parse_args(arguments)
    if given.draw is None and given.move is None:
        raise ConvertError("nothing to convert; give --draw or --move, see kinora-convert --help.")
    check_options(given)
    given.sigmas, given.draw_size = parse_sigmas(given.sigmas), parse_size(given.draw_size)
    from kinora_convert.choose import convert_checkpoints

    convert_checkpoints(given, parse_size(given.size), parse_bytes(given.shard))
    return 0


def run_hollow(arguments: Sequence[str]) -> int:
    made = parser("A pack of a real configuration with seeded random weights, to measure loading, memory and time.")
    made.add_argument("--family", required=True, choices=("sd-turbo", "mobilei2v", "ltx"))
    made.add_argument("--size", default="real", help='"real", or width x height')
    made.add_argument("--seed", type=int, default=0)
    given = made.parse_args(arguments)
    check_options(given)
    from kinora_convert.hollow import make_hollow

    make_hollow(given, None if given.size == "real" else parse_size(given.size), parse_bytes(given.shard))
    return 0


def check_options(given: argparse.Namespace) -> None:
    if given.steps is not None and not 1 <= given.steps <= 100:
        raise ConvertError(f"--steps {given.steps}: it must be from 1 to 100; leave it out for what the model was made for.")
    if not 0 <= given.sparsity <= 0.5:
        raise ConvertError(f"--sparsity {given.sparsity}: it must be from 0 to 0.5; 0.25 leaves out a quarter.")
    if (given.out / "pack.json").exists():
        raise ConvertError(f"{given.out} holds a finished pack; remove it, or choose another folder with --out.")
    if given.out.exists() and not given.out.is_dir():
        raise ConvertError(f"{given.out} is a file; choose a folder with --out.")


def parse_size(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = re.fullmatch(r"(\d{2,4})x(\d{2,4})", text)
    if match is None:
        raise ConvertError(f'--size {text}: write width x height in pixels, such as "704x480".')
    width, height = int(match[1]), int(match[2])
    if width % 2 or height % 2 or not (64 <= width <= 4096 and 64 <= height <= 4096):
        raise ConvertError(f"--size {text}: both must be even and from 64 to 4096; use 704x480.")
    return width, height


def parse_tiles(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([1-8])x([1-8])", text)
    if match is None:
        raise ConvertError(f"--decode-tiles {text}: write rows x columns, each from 1 to 8, such as 2x2; 1x1 is the whole.")
    return int(match[1]), int(match[2])


def parse_sigmas(text: str | None) -> list[float] | None:
    if text is None:
        return None
    try:
        levels = [float(part) for part in text.split(",")]
    except ValueError:
        levels = []
    if len(levels) < 2 or levels[0] != 1 or levels[-1] != 0 or any(a <= b for a, b in pairwise(levels)):
        raise ConvertError(f"--sigmas {text}: write falling numbers from 1 to 0, such as 1,0.9,0.5,0.")
    return levels


def parse_bytes(text: str) -> int:
    match = re.fullmatch(r"(\d+)\s*(MB|GB)", text, re.IGNORECASE)
    size = int(match[1]) * (1_000_000 if match[2].upper() == "MB" else 1_000_000_000) if match else 0
    if not 1_000_000 <= size <= 2_000_000_000:
        raise ConvertError(f"--shard {text}: write 1MB to 2000MB; browsers hold no larger file in one piece.")
    return size
