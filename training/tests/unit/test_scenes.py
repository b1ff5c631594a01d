"""Scenes and nouns: what is drawn at random, and what must hold of it."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from training.geometry.grid import FILL, GRID, KEPT_SIZES, SIZES
from training.scenes.ground import AIRBORNE, HORIZONS, ground_record
from training.scenes.motions import MOTIONS, Start
from training.scenes.nouns import NOUN_BY_NAME, NOUNS, PRESETS, TURNED_ROWS
from training.scenes.scene import Split, is_held_out, make_scene, nudged, sample_scene, settled
from training.scenes.vocabulary import BACKGROUND_BY_NAME, BACKGROUNDS

#: Places without ground.
GROUNDLESS = ("sunset", "ocean", "night sky", "clouds", "space", "underwater", "rainbow")


def test_the_vocabulary_has_its_size() -> None:
    assert (len(NOUNS), len(BACKGROUNDS), len(MOTIONS)) == (1027, 50, 24)
    assert PRESETS["first"] < PRESETS["cpu"] < PRESETS["all"]


def test_turned_rows_face_left() -> None:
    assert "car" in {NOUNS[row].name for row in TURNED_ROWS}
    assert "house" not in {NOUNS[row].name for row in TURNED_ROWS}


@pytest.mark.parametrize("split", ["train", "heldout"])
def test_scenes_belong_to_their_split(split: Split) -> None:
    generator = np.random.default_rng(5)
    scenes = [sample_scene(generator, split) for _ in range(50)]
    assert {is_held_out(scene.noun, scene.motion) for scene in scenes} == {split == "heldout"}


def test_about_a_tenth_of_the_pairs_is_held_out() -> None:
    held = [is_held_out(noun.name, motion) for noun in NOUNS for motion in MOTIONS]
    assert 0.08 < np.mean(held) < 0.12
    assert not is_held_out("panda", "stands still")


def test_the_same_seed_draws_the_same_scene() -> None:
    first, second = (sample_scene(np.random.default_rng(9)) for _ in range(2))
    assert first == second


def test_settled_scenes_are_on_the_grid_in_a_kept_size() -> None:
    generator = np.random.default_rng(1)
    for _ in range(50):
        scene = sample_scene(generator)
        if scene.place == "anywhere":
            continue
        moved = nudged(settled(scene), generator)
        assert (moved.x / GRID, moved.y / GRID) == (round(moved.x / GRID), round(moved.y / GRID))
        assert moved.half in KEPT_SIZES
        assert abs(moved.x - settled(scene).x) <= GRID


def test_a_nudge_stays_inside() -> None:
    scene = replace(make_scene("panda"), x=0.25, half=SIZES["big"])
    places = {nudged(scene, np.random.default_rng(seed)).x for seed in range(20)}
    assert all(abs(x) + FILL * scene.half <= 1 or x == scene.x for x in places)


def test_what_slides_right_is_turned_if_it_faces_left() -> None:
    assert make_scene("car", "slides right").turned
    assert not make_scene("car", "slides left").turned
    assert not make_scene("house", "slides right").turned


@pytest.mark.parametrize("motion", MOTIONS)
def test_motions_begin_at_the_start_pose(motion: str) -> None:
    column = torch.tensor([[0.1]])
    pose = MOTIONS[motion](Start(column, -column, column + 0.4, column + 0.9), torch.zeros(1, 1))
    assert [float(value) for value in (pose.x, pose.y, pose.stretch_x, pose.stretch_y, pose.angle)] == pytest.approx([0.1, -0.1, 1, 1, 0], abs=1e-6)


def test_clashing_backgrounds_are_not_drawn() -> None:
    generator = np.random.default_rng(2)
    by_name = {noun.name: noun for noun in NOUNS}
    for _ in range(100):
        scene = sample_scene(generator)
        assert not BACKGROUND_BY_NAME[scene.background].clashes_with(by_name[scene.noun])


def test_every_place_has_ground_or_is_known_to_have_none() -> None:
    assert HORIZONS.keys() | set(GROUNDLESS) == BACKGROUND_BY_NAME.keys()
    assert not HORIZONS.keys() & set(GROUNDLESS)
    assert all(0.4 < height < 1 for height in HORIZONS.values())


def test_what_is_in_the_air_are_things() -> None:
    assert NOUN_BY_NAME.keys() >= AIRBORNE


def test_no_place_is_said_to_be_at_two_heights() -> None:
    record = ground_record(list(BACKGROUNDS), list(NOUNS))
    places = [place for horizon in record["horizons"] for place in horizon["places"]]
    assert len(places) == len(set(places))
    assert {"on the beach", "in my kitchen"} <= set(places)
    assert not {"in space", "in the sky", "under water"} & set(places)
    assert {"hovering", "circling"} <= set(record["airborneMotions"])
    assert "bouncing" in record["landingMotions"]


def test_what_runs_is_followed_where_a_place_goes_on() -> None:
    followed = ground_record(list(BACKGROUNDS), list(NOUNS))["followed"]
    horizons = {place for horizon in ground_record(list(BACKGROUNDS), list(NOUNS))["horizons"] for place in horizon["places"]}
    assert {"dog", "puppy", "runner"} <= set(followed["names"])
    assert not {"car", "fish", "apple", "horse head"} & set(followed["names"])
    assert "on the beach" in followed["places"]
    assert "on the street" not in followed["places"]
    assert set(followed["places"]) <= horizons, "it stands there"
    runs, walks = followed["paces"]
    assert runs["speed"] > walks["speed"] > 0
    assert "galloping" in runs["motions"]
    assert "strolling" in walks["motions"]
