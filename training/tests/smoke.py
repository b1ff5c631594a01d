"""Every stage at toy size, in order, in a folder that is thrown away: `python -m training.tests.smoke`.

Nothing is downloaded and nothing real is touched. The sprites are coloured shapes; the models are the smallest that go all the
way, after a few steps. It shows that the stages fit together, that a run can be resumed, and that failures say what to do.
"""

import contextlib
import io
import json
import math
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import numpy as np
import torch
import torch.nn.functional as F

from training.evaluation import classifier, count_flops, evaluate
from training.data.places import paint
from training.data.word_vectors import DIMENSIONS
from training.data.word_vectors import FILE as WORD_VECTORS
from training.export import starter_pack
from training.models.inner_motion.animator import SEEN_SIDE
from training.models.inner_motion.clock import clock, read, turned_on, turns
from training.models.memory import KEPT_SIZES, PictureMemory, Truth
from training.models.motion_rules import WIDENING, Extent, extent, subject_map
from training.geometry.warps import Fit, affine_grid
from training.evaluation.pack_runner import PackRunner, read_manifest
from training.export.restore import blank_models, files_of, read_weights
from training.trainer.run import load_checkpoint
from training.trainer.run import main as run_stage
from training.scenes.artwork import animations_path, backgrounds_path, sprites_path
from training.scenes.vocabulary import BACKGROUNDS, NOUNS
from training.stages import (
    cache_latents,
    distill,
    image_autoencoder,
    image_to_video,
    inner_motion,
    motion_autoencoder,
    naming,
    self_forcing,
    sparsify,
    subject_finder,
    text_to_image,
)
from training.scenes.tokens import words

#: Sides of the sprites: what the encoders see, and the pictures that come out.
SIDES = (128, 256)
FRAMES = 9
#: Of each training stage: enough to see it learn, be saved and go on.
STEPS = 3
TOY = ("--size", "toy")


def toy_sprite(number: int, side: int) -> np.ndarray:
    """A coloured shape, uint8 [side, side, 4], premultiplied: disc, box, ring or bar by `number`."""
    generator = np.random.default_rng(number)
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    radius = np.hypot(x, y)
    shapes = (radius < 0.85, np.maximum(abs(x), abs(y)) < 0.75, abs(radius - 0.6) < 0.25, (abs(x) < 0.35) & (abs(y) < 0.85))
    alpha = shapes[number % len(shapes)].astype(np.float64)
    light = 0.75 - 0.25 * y  # brighter at the top, so that a turn shows
    colour = generator.uniform(0.2, 1, 3) * light[..., None] * alpha[..., None]
    return np.round(np.concatenate([colour, alpha[..., None]], axis=2) * 255).astype(np.uint8)


def write_toy_sprites(folder: Path) -> None:
    """The files that `training.data.fetch` writes; four shapes stand for all nouns."""
    folder.mkdir(parents=True)
    for side in SIDES:
        sprites = sprites_path(folder, side)
        np.save(sprites, np.stack([toy_sprite(number, side) for number in range(4)]))
        index = [{"name": noun.name, "start": number % 4, "count": 1} for number, noun in enumerate(NOUNS)]
        sprites.with_suffix(".json").write_text(json.dumps(index), encoding="utf-8")
    names = [item.name for item in BACKGROUNDS if item.is_picture]
    pictures = np.random.default_rng(0).integers(0, 256, (len(names), 16, 16, 3), np.uint8)
    np.savez(backgrounds_path(folder), names=np.array(names), pixels=pictures)


#: Nouns that move by themselves in the toy world, one of which may be mirrored.
MOVING = ("panda", "fish")


def write_toy_animations(folder: Path) -> None:
    """The files that `training.data.animations` writes: the nouns' own sprites, moved up and down."""
    sprites = np.load(sprites_path(folder))
    rows = {item["name"]: item["start"] for item in json.loads(sprites_path(folder).with_suffix(".json").read_text(encoding="utf-8"))}
    heights = np.round(6 * np.sin(np.arange(12) * 2 * np.pi / 12)).astype(int)
    frames = [np.roll(sprites[rows[name]], height, axis=0)[::2, ::2] for name in MOVING for height in heights]
    np.save(animations_path(folder), np.stack(frames))
    index = [{"name": name, "start": 12 * number, "count": 12, "reach": 1.0} for number, name in enumerate(MOVING)]
    animations_path(folder).with_suffix(".json").write_text(json.dumps(index), encoding="utf-8")


#: A word that no caption has, and the one that it is near to.
STRANGE, FAMILIAR = "limousine", "car"


def write_toy_vectors(folder: Path) -> None:
    """The file that `training.data.word_vectors` writes: every word by itself, but the strange one beside the familiar one."""
    generator = np.random.default_rng(1)
    known = [word for word in words() if word.isalpha()]
    vectors = generator.standard_normal((len(known), DIMENSIONS))
    strange = vectors[known.index(FAMILIAR)] + 0.3 * generator.standard_normal(DIMENSIONS)
    table = np.concatenate([vectors, strange[None]])
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    np.savez(folder / WORD_VECTORS, words=np.array([*known, STRANGE]), vectors=table.astype(np.float16))


class Workshop:
    """Runs stages as `python -m` would, on folders of its own."""

    def __init__(self, folder: Path) -> None:
        self.runs, self.cache = folder / "runs", folder / "cache"

    def run(self, stage: Callable[[], None], *arguments: str) -> None:
        command = [stage.__module__, *arguments, "--runs", str(self.runs), "--cache", str(self.cache)]
        start = time.process_time()
        with (
            mock.patch.object(sys, "argv", command),
            contextlib.redirect_stdout(io.StringIO()),
            warnings.catch_warnings(action="ignore", category=FutureWarning),  # the exporter's own
        ):
            run_stage(stage)
        print(f"{time.process_time() - start:5.1f} s  {' '.join([stage.__module__, *arguments])}", flush=True)

    def train(self, stage: Callable[[], None], *arguments: str) -> None:
        self.run(stage, "--updates", str(STEPS), "--batch", "4", "--threads", "1", *arguments)

    def curve(self, name: str) -> list[dict[str, float]]:
        return [json.loads(line) for line in (self.runs / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]

    def check_curve(self, name: str) -> None:
        """The run reported at least once, and nothing in the report is infinite."""
        rows = self.curve(name)
        assert rows, f"{name} reported nothing"
        for row in rows:
            assert all(math.isfinite(value) for value in row.values()), f"{name} reported {row}"

    def check_refusal(self, stage: Callable[[], None], about: Path, word: str) -> None:
        """The stage ends with exit code 2 and one line that names the file."""
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                self.train(stage)
        except SystemExit as end:
            assert end.code == 2, f"exit code {end.code}"
        else:
            raise AssertionError(f"{stage.__module__} went on although {about} is {word}")
        lines = said.getvalue().strip().splitlines()
        assert len(lines) == 1 and str(about) in lines[0] and word in lines[0], lines


@contextlib.contextmanager
def without(path: Path) -> Iterator[None]:
    aside = path.with_suffix(".aside")
    path.rename(aside)
    try:
        yield
    finally:
        aside.replace(path)


@contextlib.contextmanager
def damaged(path: Path) -> Iterator[None]:
    """Half of the file, as after a full disk."""
    with without(path):
        whole = path.with_suffix(".aside").read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        yield


def check_resume(shop: Workshop) -> None:
    """A resumed run begins with the weights and at the step that the run before saved."""
    path = shop.runs / "text-to-image.pt"
    before = load_checkpoint(path)
    assert before["step"] > 0 and before["config"]["model"]["width"] > 0
    assert before["ema"]["denoiser.memory.pictures"].std() > 0, "the memory of text-to-image is empty"
    shop.train(text_to_image.train, "--minutes", "0", "--resume")
    same = load_checkpoint(path)
    assert same["step"] == before["step"]
    assert all(torch.equal(same["ema"][key], value) for key, value in before["ema"].items()), "a reload changed weights"
    shop.train(text_to_image.train, "--resume")
    after = load_checkpoint(path)
    assert after["step"] == before["step"] + STEPS, "--resume did not go on"


def check_places() -> None:
    """Every place is painted, none is like another, and each is the same when it is painted again."""
    names = [item.painter for item in BACKGROUNDS if item.painter]
    painted = [paint(name, 32).astype(float) for name in names]
    for row, picture in enumerate(painted):
        assert picture.std() > 20, f"{names[row]} is nearly even"
        apart = {name: np.abs(picture - other).mean() for name, other in zip(names[:row], painted[:row], strict=True)}
        assert min(apart.values(), default=99) > 16, f"{names[row]} looks like another: {apart}"
    assert (paint(names[-1], 32) == painted[-1]).all(), f"{names[-1]} is another each time"


def check_memory() -> None:
    """What is kept is found again where the noise has it, moved by whole latents, and not out of the picture."""
    channels, side, noun, small, big = 3, 8, 2, 0, 2
    memory = PictureMemory(noun, 1, channels, side, 4)
    portraits = torch.randn(noun + 1, len(KEPT_SIZES), channels + 1, side, side)
    memory.fill(portraits, [noun - 1])
    kept, turned = portraits[noun - 1 :]
    text = torch.zeros(1, 5, 4), torch.ones(1, 5)
    nowhere = torch.zeros(1, channels, side, side)

    def shown(x: int, y: int, size: int, heading: float = 0.0, shows: int = noun) -> torch.Tensor:
        layout = torch.tensor([[x * memory.step, y * memory.step, KEPT_SIZES[size]]])
        truth = Truth(torch.tensor([shows]), layout, torch.tensor([[heading]]))
        return memory(*text, nowhere, truth).picture[0]

    expected = torch.zeros(channels + 1, side, side)
    expected[:, :-1, 1:] = kept[small, :, 1:, :-1]
    assert torch.equal(shown(1, -1, small), expected), "a picture was moved wrongly"
    assert torch.equal(shown(0, 0, small, 1.0), turned[small]), "the turned picture is another"
    assert not shown(0, 0, big, shows=0).any(), "nothing is not empty"
    torch.nn.init.zeros_(memory.name.weight)
    memory.heading.bias.data.fill_(-1.0)
    memory.name.bias.data = torch.tensor([0.0, 0.0, 100.0])
    for size, is_found in ((small, True), (big, False)):  # big, it would be cut by the border
        memory.layout.bias.data = torch.tensor([1.1 * memory.step, -0.9 * memory.step, KEPT_SIZES[size] + 0.02])
        picture = shown(2, -1, size)
        recalled = memory(*text, picture[None, :-1]).picture[0]
        assert torch.allclose(recalled, picture, atol=1e-5) == is_found, f"size {size}: {'not found' if is_found else 'out of the picture'}"


def check_rules() -> None:
    """The size of what turns or moves is the camera's; what stands may grow; nothing leaves the picture by itself."""
    zero = torch.zeros(1, 2)
    camera, small = Fit(*torch.tensor([[1.0], [0.0], [0.0], [1.0]])[:, None].unbind(), zero, zero), Extent(zero, zero + 0.3)

    def ruled(a: float, b: float, c: float, d: float, x: float, y: float) -> list[float]:
        """What becomes of the map that brings the middle to x, y: its matrix, and that place."""
        matrix = (torch.tensor([[value]]) for value in (a, b, c, d))
        fit = subject_map(Fit(*matrix, torch.tensor([[x, y]]), zero), camera, small)
        return [round(float(value), 3) + 0.0 for value in (fit.a, fit.b, fit.c, fit.d, *fit.at[0])]

    assert ruled(0, 2, -2, 0, 0, 0) == [0, 1, -1, 0, 0, 0], "what turns has shrunk"
    assert ruled(0.5, 0, 0, 0.5, 0, 0) == [0.5, 0, 0, 0.5, 0, 0], "what stands cannot grow"
    assert ruled(0.5, 0, 0, 0.5, 0.4, 0) == [1, 0, 0, 1, 0.4, 0], "what moves has grown"
    assert ruled(1, 0, 0, 1, -2, 0.5) == [1, 0, 0, 1, -0.715, 0.5], "what moves has left the picture"
    flat = ruled(0.8, 0, 0, 1.4, 0, 0.5)
    assert 0 < flat[0] < 1 < flat[3] and abs((1 / flat[0] - 1) / (1 - 1 / flat[3]) - WIDENING) < 0.01, flat


def check_clock() -> None:
    """From window to window it goes on as if there were none, and a share of it is a share of the animation."""
    per_latent, side = 4, 2
    whole = clock(6, per_latent, side)
    first = turned_on(torch.zeros(1, 2 * per_latent, side, side), torch.zeros(1), 3)
    following = turned_on(first[:, -1], torch.ones(1), 3)
    assert torch.allclose(torch.cat([first, following], dim=1)[0], whole, atol=1e-5), "the clock has jumped"
    for share, expected in ((0.5, 0.5), (2.0, 1.0)):
        amount, angle = read(share * whole[:1])
        assert torch.allclose(amount, torch.tensor(expected)) and torch.allclose(angle, turns(1, per_latent)), (amount, angle)


def check_recognition(shop: Workshop) -> None:
    """What is shown is recognised on the grid and off it, mirrored too, and nothing in an empty picture."""
    model = inner_motion.load_animator(shop.runs)[0].recognition
    side, fields = 64, 32
    # What a finder would find that found exactly what is there.
    alphas = model.portraits[3].unflatten(1, (model.config.side, model.config.side))[:, None]
    for row, alpha in enumerate(alphas):
        where = extent(pasted(alpha, 0.0, 0.0, 0.8, 1.0, fields))
        model.shift[row], model.reach[row] = where.middle[0] / 0.8 * torch.tensor([float(model.heading[row]), 1.0]), where.half[0] / 0.8
    for name, x, y, half, heading in (("panda", 0.25, -0.125, 0.62, 1.0), ("fish", 0.05, 0.02, 0.7, -1.0)):
        portrait = model.portraits[:, [noun.name for noun in NOUNS].index(name)].unflatten(1, (model.config.side, model.config.side))
        colour, alpha = (pasted(part[None], x, y, half, heading, side) for part in (portrait[:3], portrait[3:]))
        found = F.avg_pool2d(alpha, side // fields)
        placed = model(found, colour * alpha + 0.5 * (1 - alpha))
        square = [round(float(value), 2) for value in (*placed.middle[0], placed.half[0], placed.heading[0])]
        # Toy nouns share four shapes, so that one of the same shape may be meant.
        assert placed.known > 0.9 and np.allclose(square[:3], (x, y, half), atol=0.08), (name, square)
    nothing = model(torch.zeros(1, 1, fields, fields), torch.full((1, 3, side, side), 0.9))
    assert nothing.known == 0 and nothing.heading.abs() == 1, "something is seen in nothing"


def pasted(portrait: torch.Tensor, x: float, y: float, half: float, heading: float, side: int) -> torch.Tensor:
    """[C, s, s], laid into an empty picture: [1, C, side, side]"""
    to_square = torch.tensor([[[heading / half, 0, -heading * x / half], [0, 1 / half, -y / half]]])
    return F.grid_sample(portrait.reshape(1, -1, *portrait.shape[-2:]), affine_grid(to_square, side), mode="bilinear", align_corners=False)


def check_inner_motion(shop: Workshop) -> None:
    """What the toy world's subjects do by themselves is learned, kept, and shown by the video decoder."""
    with without(animations_path(shop.cache).with_suffix(".json")):
        shop.check_refusal(inner_motion.train, animations_path(shop.cache).with_suffix(".json"), "missing")
    shop.run(inner_motion.train, "--updates", "40", "--threads", "1")
    for name in MOVING:
        learned = load_checkpoint(shop.runs / inner_motion.NAME / f"{name}.pt")
        assert learned["moving"] > learned["still"] + 6, (name, learned["still"], learned["moving"])
    check_clock()
    check_recognition(shop)


def check_restore(shop: Workshop, pack: Path) -> None:
    """What was exported is read again, whether stored with 8 bits, 16 or 32."""
    manifest = read_manifest(pack)
    files = files_of(pack, manifest)
    blank = blank_models(manifest, files, "toy")
    for graph, model, run, part in (
        ("imageEncoder", blank.conditions.encoder, "condition-autoencoder", "encoder"),
        ("imageDecoder", blank.drawn.decoder, "picture-decoder", "decoder"),
        ("textToImage", blank.pictures.denoiser, "text-to-image", "denoiser"),
        ("videoDecoder", blank.animator, "inner-motion", ""),
    ):
        read_weights(blank.graph(graph), files[graph])
        trained = load_checkpoint(shop.runs / f"{run}.pt")["ema"]
        for name, value in model.state_dict().items():
            original = trained[f"{part}.{name}".removeprefix(".")]
            # A table has 4 bits, of which half a step may be lost.
            lost = 0.07 if name.endswith("memory.pictures") else 0.01
            assert torch.allclose(value, original, atol=lost * float(original.abs().max())), f"{graph}: {name} was not read"


def check_part(shop: Workshop, stage: ModuleType, *arguments: str) -> None:
    """A stage that trains a part of a model has changed that part alone, in both sets of weights."""
    path = shop.runs / f"{stage.NAME}.pt"
    before = load_checkpoint(path)
    shop.train(stage.train, *arguments)
    after = load_checkpoint(path)
    for weights in ("model", "ema"):
        changed = {key for key, value in after[weights].items() if not torch.equal(value, before[weights][key])}
        assert changed and all(key.startswith(stage.TRAINED) for key in changed), changed


def check_students(shop: Workshop) -> None:
    """Few steps, fewer weights, windows of its own: each checkpoint says what it is and how it is sampled."""
    few = ("--paths", "8", "--teacher-steps", "4")
    shop.train(distill.train, "--model", "text-to-image", "--steps", "1", *few)
    shop.train(sparsify.train, "--share", "0.3")
    shop.train(sparsify.train, "--share", "0.3", "--steps", "2", "--guidance", "2", "--name", "image-to-video-folded")
    folded = load_checkpoint(shop.runs / "image-to-video-folded.pt")
    assert folded["sampler"] == {"steps": 2, "guidance": 1.0} and folded["config"]["model"]["kept"], folded["config"]
    dense, sparse = (load_checkpoint(shop.runs / f"{name}.pt") for name in ("image-to-video", "image-to-video-sparse"))
    left = denoiser_weights(sparse) / denoiser_weights(dense)
    assert left <= 0.7, f"{left:.0%} of the weights are left"
    student = shop.runs / "image-to-video-sparse-student-2.pt"
    options = ("--model", "image-to-video", "--steps", "2", "--name", student.stem, *few)
    shop.train(distill.train, "--student", str(shop.runs / "image-to-video-sparse.pt"), *options)
    shop.train(distill.train, *options, "--resume")
    shop.train(self_forcing.train, "--student", str(student), "--windows", "2")
    forced = load_checkpoint(shop.runs / f"{student.stem}-forced.pt")
    assert forced["sampler"] == {"steps": 2, "guidance": 1.0} and forced["config"]["model"]["kept"], forced["config"]
    for name in ("text-to-image-student-1", "image-to-video-sparse", student.stem, f"{student.stem}-forced"):
        shop.check_curve(name)


def denoiser_weights(checkpoint: dict[str, Any]) -> int:
    return sum(value.numel() for key, value in checkpoint["ema"].items() if key.startswith("denoiser."))


def check_pack(shop: Workshop, pack: Path) -> None:
    video_model = "image-to-video-sparse-student-2-forced"
    shop.run(starter_pack.export, "--out", str(pack), "--video-model", video_model)
    samplers = json.loads((pack / "pack.json").read_text(encoding="utf-8"))["sampler"]
    assert samplers["imageToVideo"]["guidance"] == 1 and len(samplers["imageToVideo"]["sigmas"]) == 3, samplers
    runner = PackRunner(pack, threads=1)
    clip = runner.clip("a red apple bouncing on a green background", FRAMES, seed=1)
    assert clip.shape == (FRAMES, SIDES[-1], SIDES[-1], 3) and clip.dtype == np.uint8, (clip.shape, clip.dtype)
    assert clip.std() > 0, "the clip is one colour"
    again = runner.clip("a red apple bouncing on a green background", FRAMES, seed=1)
    assert np.array_equal(clip, again), "the same seed gave another clip"
    like = [runner.encode_text(f"a {noun} on white")["text"] for noun in (STRANGE, FAMILIAR, "apple")]
    nearer, further = (float(np.abs(like[0] - other).mean()) for other in like[1:])
    assert nearer < 0.5 * further, f"a word that was not learned is not read as what is nearest to it: {nearer}, {further}"
    check_rest(runner, shop)
    counted = count_flops.count(pack)
    assert 0 < counted["window"] < 36, counted


def check_rest(runner: PackRunner, shop: Workshop) -> None:
    """Where latents fade to nothing, so does what the subject does by itself; and before that it shows."""
    side = int(runner.manifest["frame"]["width"])
    animator, names = inner_motion.load_animator(shop.runs)
    assert runner.manifest["vocabulary"]["animated"] == names, runner.manifest["vocabulary"]["animated"]
    first = animator.recognition.picture_of(0, side)
    alpha = ((first - 0.5).abs().amax(dim=1, keepdim=True) * 20).clamp(0, 1)
    still = np.zeros(runner.state_shape, np.float32)
    hands = clock(3, runner.frames_per_latent, still.shape[-1])[2:].numpy()

    def shown(strength: float) -> np.ndarray:
        latents = np.concatenate([still, np.float32(strength) * hands], axis=1)
        return runner.run("videoDecoder", latents=latents, first_frame=first.numpy(), alpha=alpha.numpy(), previous=still)[0]

    rest, faint, moving = shown(0.0), shown(1e-3), shown(1.0)
    assert np.isfinite(rest).all() and np.abs(rest - faint).max() < 0.02, "latents of nothing are no rest"
    placed = animator.recognition(F.avg_pool2d(alpha, 8), F.avg_pool2d(first, side // SEEN_SIDE))
    # Toy nouns share four shapes, so that one may be taken for another, which does not move.
    expected = placed.known > 0.5 and placed.nouns.sum() > 0.5
    assert (np.abs(moving - rest).max() > 0.01) == bool(expected), f"the clock moves {'nothing' if expected else 'what is not known'}"


def check_evaluation(shop: Workshop, pack: Path) -> None:
    shop.run(classifier.train, "--steps", "3", "--batch", "8")
    (pack / "MODEL_CARD.md").write_text(f"# Toy\n{evaluate.BEGIN}\n{evaluate.END}\nThe end.\n", encoding="utf-8")
    shop.run(evaluate.run, "--pack", str(pack), "--clips", "2", "--originals", "1", "--long-films", "1", "--long-seconds", "6")
    metrics = json.loads((pack / "pack.json").read_text(encoding="utf-8"))["metrics"]
    card = (pack / "MODEL_CARD.md").read_text(encoding="utf-8")
    expected = {"real", "autoencoder", "teacher", "few", "one", "sparse", "shipped"}
    assert set(metrics["rows"]) == expected and math.isfinite(metrics["videoDecoderPsnr"]), metrics
    assert evaluate.ROWS["shipped"] in card and card.endswith("The end.\n"), card


def smoke(folder: Path) -> None:
    shop = Workshop(folder)
    write_toy_sprites(shop.cache)
    write_toy_vectors(shop.cache)
    write_toy_animations(shop.cache)
    for stage, about in (
        (text_to_image.train, shop.cache / "latents-images.pt"),
        (image_to_video.train, shop.cache / "latents-clips.pt"),
    ):
        shop.check_refusal(stage, about, "missing")

    for of in ("condition", "picture"):
        shop.train(image_autoencoder.train, "--of", of, *TOY)
        shop.check_curve(f"{of}-autoencoder")
    shop.train(image_autoencoder.train, "--phase", "decoder", *TOY)
    shop.check_curve("picture-decoder")
    shop.train(motion_autoencoder.train, *TOY)
    shop.check_curve("motion-autoencoder")
    shop.train(motion_autoencoder.train, "--phase", "decoder", *TOY)
    shop.check_curve("motion-decoder")
    check_part(shop, subject_finder, "--pictures", "8")
    check_rules()
    check_inner_motion(shop)
    for kind in ("images", "clips"):
        shop.run(cache_latents.cache, "--kind", kind, "--count", "32", "--threads", "1")

    check_memory()
    check_places()
    shop.train(text_to_image.train, *TOY)
    check_resume(shop)
    shop.check_curve("text-to-image")
    check_part(shop, naming)
    with damaged(shop.cache / "latents-clips.pt"):
        shop.check_refusal(image_to_video.train, shop.cache / "latents-clips.pt", "damaged")
    with without(sprites_path(shop.cache)):
        shop.check_refusal(motion_autoencoder.train, sprites_path(shop.cache), "missing")
    shop.train(image_to_video.train, "--near-steps", "2", *TOY)
    shop.check_curve("image-to-video")
    check_students(shop)

    check_pack(shop, folder / "pack")
    check_restore(shop, folder / "pack")
    check_evaluation(shop, folder / "pack")


def main() -> None:
    # Toy batches gain nothing from a second thread, and two wait for each other where the cores are busy.
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory(prefix="kinora-smoke-") as folder:
        smoke(Path(folder))
    print(f"training works from sprites to an evaluated pack ({time.process_time():.0f} s of CPU)")


if __name__ == "__main__":
    main()
