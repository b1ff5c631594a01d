"""Rendering: painted places, colours, and the true optical flow."""

from pathlib import Path

import numpy as np
import pytest
import torch

from training.data.places import paint
from training.geometry.warps import warp
from training.scenes.artwork import SPRITE_SIDES, sprite_side, sprites_path
from training.scenes.colours import COLOURS, find_hues, recoloured, takes_colours
from training.scenes.nouns import NOUN_BY_NAME
from training.scenes.render import Renderer
from training.scenes.scene import make_scene
from training.scenes.vocabulary import BACKGROUNDS
from training.tests.chain.toy_world import toy_sprite, write_sprites


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    cache: Path = tmp_path_factory.mktemp("cache")
    write_sprites(cache)
    return Renderer(sprites_path(cache))


def test_places_differ_from_each_other_and_are_the_same_each_time() -> None:
    names = [item.painter for item in BACKGROUNDS if item.painter]
    painted = [paint(name, 32).astype(float) for name in names]
    assert len(names) == 24
    for row, picture in enumerate(painted):
        assert picture.std() > 20, f"{names[row]} is nearly even"
        apart = {name: np.abs(picture - other).mean() for name, other in zip(names[:row], painted[:row], strict=True)}
        assert min(apart.values(), default=99) > 16, f"{names[row]} looks like another: {apart}"
    assert (paint(names[-1], 32) == painted[-1]).all()


def test_a_frame_shows_the_subject_over_the_background(renderer: Renderer) -> None:
    rendered = renderer.render([make_scene("panda", background="white")], torch.tensor([0]), with_flow=False)
    frame, alpha = rendered.frames[0, 0], rendered.alpha[0, 0, 0]
    assert frame.shape == (3, 128, 128)
    assert 0.1 < float(alpha.mean()) < 0.6
    assert frame[:, alpha == 0].min() > 0.9, "the background is white"
    assert rendered.flow.shape[2] == 0


def test_the_flow_leads_back_to_the_first_frame(renderer: Renderer) -> None:
    rendered = renderer.render([make_scene("panda", "slides left", "white")], torch.tensor([0, 6]))
    first, later = rendered.frames[0]
    assert (later - first).abs().mean() > 0.05, "the subject has moved"
    inside = rendered.alpha[0, 1] > 0.99
    apart = (warp(first[None], rendered.flow[0, 1:])[0] - later).abs()
    assert apart[inside.expand(3, -1, -1)].mean() < 0.01


def test_a_colour_replaces_the_dominant_hue() -> None:
    sprite = torch.from_numpy(toy_sprite(1)).permute(2, 0, 1)[None]
    hues = find_hues(sprite, [False])
    wanted = torch.tensor(COLOURS["blue"]).float()[None] / 255
    painted = hues.recolour(sprite.float() / 255, torch.tensor([0]), wanted)
    alpha = painted[0, 3] > 0.5
    before, after = (part[0, :3, alpha].mean(dim=1) for part in (sprite.float() / 255, painted))
    assert (after - wanted[0]).abs().sum() < (before - wanted[0]).abs().sum()
    assert torch.equal(painted[:, 3], sprite[:, 3].float() / 255)


def test_a_gray_thing_takes_a_colour_but_for_its_eyes() -> None:
    sprite = torch.full((1, 4, 8, 8), 255, dtype=torch.uint8)
    sprite[:, :3] = 140
    sprite[:, :3, 2:4, 2:4] = 20
    hues = find_hues(sprite, [True])
    painted = hues.recolour(sprite.float() / 255, torch.tensor([0]), torch.tensor([[1.0, 0.5, 0.7]]))
    assert painted[0, :3, 6, 6].tolist() == pytest.approx([1.0, 0.5, 0.7], abs=0.05)
    assert torch.equal(painted[0, :3, 2:4, 2:4], sprite[0, :3, 2:4, 2:4].float() / 255)


@pytest.mark.parametrize(("noun", "takes"), [("car", True), ("elephant", True), ("clown", False), ("green apple", False)])
def test_nouns_of_one_colour_take_others(noun: str, takes: bool) -> None:
    assert takes_colours(NOUN_BY_NAME[noun]) == takes


@pytest.mark.parametrize(("frame", "sprite"), [(64, 128), (128, 128), (256, 256), (512, 256)])
def test_the_sprites_side(frame: int, sprite: int) -> None:
    assert sprite_side(frame) == sprite in SPRITE_SIDES


#: The same as in test/unit/workers/generator/pipelines/colours/recolour.test.ts.
THING = ((200, 40, 30), (160, 30, 24), (120, 22, 18), (250, 120, 110), (60, 120, 200), (240, 240, 240), (20, 20, 24), (150, 150, 160))
HUED = ((52, 113, 216), (41, 89, 170), (30, 66, 126), (136, 174, 238), (60, 120, 200), (240, 240, 240), (20, 20, 24), (150, 150, 160))
NEUTRAL = ((200, 40, 30), (160, 30, 24), (120, 22, 18), (250, 120, 110), (60, 120, 200), (216, 228, 249), (20, 20, 24), (76, 133, 229))


@pytest.mark.parametrize(("is_neutral", "wanted"), [(False, HUED), (True, NEUTRAL)])
def test_a_drawn_subject_takes_another_colour(is_neutral: bool, wanted: tuple[tuple[int, ...], ...]) -> None:
    colours = torch.tensor(THING).t().reshape(1, 3, 2, 4) / 255
    painted = recoloured(torch.cat([colours, torch.ones(1, 1, 2, 4)], dim=1), COLOURS["blue"], is_neutral)
    assert (painted[0, :3] * 255).round().int().reshape(3, 8).t().tolist() == [list(rgb) for rgb in wanted]
