"""The instruments of the evaluation: they name renderings right, and what is wrong is not called right."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from training.evaluation.instruments.measures import Rendered, identity, render_real
from training.evaluation.instruments.naming import Namer, Portraits, Shown, cut_out
from training.evaluation.report import table
from training.evaluation.sentences import SentenceJudge, places, read_thing
from training.scenes.artwork import sprites_path
from training.scenes.nouns import NOUNS
from training.scenes.render import Renderer
from training.scenes.scene import AWAY, Scene, make_scene
from training.tests.chain.toy_world import write_sprites

#: Of frames, as in the pack that ships.
SIDE = 512
#: Of the toy world's four shapes.
SHAPES = 4
DISC, BOX, RING, BAR = (NOUNS[number].name for number in range(SHAPES))
PLACES = (("white", 0.0, 0.0, 0.62), ("kitchen", -0.3, 0.2, 0.42), ("sunset", 0.1, -0.1, 0.82))


@pytest.fixture(scope="module")
def namer(tmp_path_factory: pytest.TempPathFactory) -> Namer:
    cache: Path = tmp_path_factory.mktemp("cache")
    write_sprites(cache)
    return Namer(Renderer(sprites_path(cache), frame_size=SIDE))


def shape_of(noun: str | None) -> int:
    """Toy nouns share four sprites."""
    return [each.name for each in NOUNS].index(noun or "") % SHAPES


def still(namer: Namer, scene: Scene, seed: int = 0) -> Shown:
    return Rendered(namer.renderer).still(scene, seed)


@pytest.mark.parametrize("noun", [DISC, BOX, RING, BAR])
@pytest.mark.parametrize(("background", "x", "y", "half"), PLACES)
@pytest.mark.parametrize("seed", [0, 1], ids=["noisy", "soft"])
def test_things_and_backgrounds_are_named_wherever_they_are(namer: Namer, noun: str, background: str, x: float, y: float, half: float, seed: int) -> None:
    shown = still(namer, replace(make_scene(noun, background=background), x=x, y=y, half=half, jitter=0.1), seed)
    assert shape_of(namer.thing(shown)) == shape_of(noun)
    name, jitter = namer.background(shown)
    assert name == background
    assert background != "kitchen" or jitter == pytest.approx(0.1, abs=0.02)


def test_alpha_that_is_never_quite_zero_does_not_matter(namer: Namer) -> None:
    shown = still(namer, replace(make_scene(RING, background="white"), half=0.3))
    assert shape_of(namer.thing(replace(shown, alpha=shown.alpha.clamp(min=0.02)))) == shape_of(RING)


@pytest.mark.parametrize("colour", ["", "green", "blue"])
def test_colours_are_named(namer: Namer, colour: str) -> None:
    car = replace(make_scene("car", background="white"), colour=colour)
    assert namer.colour(still(namer, car), "car") == colour


def test_a_portrait_does_not_depend_on_place_and_size() -> None:
    def square(left: int, top: int, side: int) -> Tensor:
        planes = torch.zeros(1, 2, 64, 64)
        planes[:, :, top : top + side, left : left + side] = 1
        planes[:, 0, top : top + side // 2, left : left + side] = 0.5
        return planes

    one, other = (cut_out(planes, planes[:, 1:]) for planes in (square(4, 8, 40), square(30, 34, 20)))
    assert (one - other).abs().mean() < 0.02
    assert one.std() > 0.1


def test_what_is_not_there_is_far(namer: Namer) -> None:
    pixels = namer.portraits("").pixels[:2]
    plate = torch.ones(1, 3, *pixels.shape[2:])
    picture = pixels[:1, :3] + (1 - pixels[:1, 3:]) * plate
    known, wrong = (Portraits(("it",), pixels[row : row + 1]).nearest(picture, plate)[0][0] for row in (0, 1))
    assert known < 1e-6
    assert wrong > 0.01


def test_a_turned_subject_is_itself_and_another_is_not(namer: Namer) -> None:
    spun = make_scene(BOX, "spins", "white")
    clip = render_real(namer.renderer, spun, torch.arange(12))
    plate = namer.renderer.render([replace(spun, x=AWAY)], torch.tensor([0]), with_flow=False).frames[0]
    other = render_real(namer.renderer, make_scene(BAR, background="white"), torch.tensor([0]))
    assert identity(clip, plate) > 0.95
    assert identity(np.concatenate([clip[:1], other]), plate) < 0.8


def test_labels_are_read_in_the_words_of_the_vocabulary() -> None:
    car = read_thing("2 red car")
    assert car
    assert (car.count, car.colour) == (2, "red")
    assert "car" in car.nouns
    puppy = read_thing("1 puppy")
    assert puppy
    assert "dog" in puppy.nouns
    assert read_thing("?lighthouse") is None
    assert {"beach"} <= places("beach")
    assert places("pink background") == {"pink"}


def test_films_of_sentences_are_judged_by_what_is_in_them(namer: Namer) -> None:
    def frame(*drawn: tuple[str, float]) -> Tensor:
        shown = namer.ground([("white", 0.0)], SIDE)
        for noun, x in drawn:
            rendered = namer.renderer.render([replace(make_scene(noun, background="white"), x=x, half=0.3)], torch.tensor([0]), with_flow=False)
            shown = torch.where(rendered.alpha[0] > 0.5, rendered.frames[0], shown)
        return shown

    # Of the nouns that share a sprite, the first is named.
    first = [namer.thing(still(namer, make_scene(noun, background="white"))) for noun in (DISC, BOX)]
    both, disc, box, nothing = frame((first[0], -0.5), (first[1], 0.5)), frame((first[0], -0.5)), frame((first[1], 0.5)), frame()
    judge = SentenceJudge(namer)
    line = f"- | 1 {first[0]}, 1 {first[1]} | white background | -"
    assert judge.judge(line, [both, nothing, disc, box]) == {"things": 1, "number": 1, "place": 1}
    assert judge.judge(line, [disc, nothing, disc, disc])["things"] == 0
    assert judge.judge(line, [disc, nothing, disc, box])["number"] == 0, "one of them is not seen"
    assert judge.judge(line.replace("white", "black"), [both, nothing, disc, box])["place"] == 0
    assert judge.judge(f"- | 2 {first[0]} | - | -", [disc, nothing]) | {"place": 0} == {"things": 1, "number": 0, "place": 0}


def test_the_table_says_what_is_missed() -> None:
    numbers = {"object": 0.96, "background": 0.9, "colour": 0.95, "motionSeen": 0.95, "motionHeldOut": 0.95, "consistency": 0.97, "change": 0.02}
    near = {"firstFramePsnr": 34.0, "firstFramePsnrMedian": 35.0, "firstFrameGradients": 0.9, "firstFrameAlpha": 0.03, "videoDecoderPsnr": 31.0}
    counts = {"stills": 100, "clips": 50, "compared": 10, "reconstructed": 2, "long_seconds": 60}
    written = table({"pack": numbers | near, "renderings": numbers, "counts": counts, "wrongPairs": 0.0, "packBytes": 1_000_000})
    assert "Missed: background (90.0% of 97.0%); first frames, error of alpha (0.0300 of 0.0200)" in written
    assert "| object | ≥ 95.0% | 96.0% | yes | 96.0% |" in written
