"""The chain of stages as fixtures: each runs once a session, after those that it needs, and returns what its tests look at."""

from typing import Any, NamedTuple

import pytest

from training.evaluation import evaluate
from training.evaluation.report import BEGIN, END
from training.export import starter_pack
from training.stages import (
    cache_latents,
    distill,
    end_to_end,
    image_autoencoder,
    image_to_video,
    inner_motion,
    motion_autoencoder,
    naming,
    picture_details,
    self_forcing,
    sparsify,
    subject_finder,
    text_to_image,
)
from training.tests.chain.toy_world import SIDE, write_animations, write_sprites, write_vectors
from training.tests.chain.workshop import TOY, Workshop

FEW_PATHS = ("--paths", "8", "--teacher-steps", "4")
FEW_MEASURES = (
    "--stills", "2", "--clips", "2", "--compared", "1", "--reconstructed", "1", "--long-films", "1", "--long-seconds", "6", "--pulses", "1", "--originals", "1",
)  # fmt: skip
STUDENT = "image-to-video-sparse-student-2"


class Change(NamedTuple):
    """A checkpoint before and after a stage."""

    before: dict[str, Any]
    after: dict[str, Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "training/tests/chain" in item.path.as_posix():
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """The fetched files, nothing trained."""
    shop = Workshop(tmp_path_factory.mktemp("training"))
    write_sprites(shop.cache)
    write_animations(shop.cache)
    write_vectors(shop.cache)
    return shop


@pytest.fixture(scope="session")
def pictures(shop: Workshop) -> Workshop:
    """Both picture autoencoders, and the decoder that enlarges."""
    for of in ("condition", "picture"):
        shop.train(image_autoencoder.main, "--of", of, *TOY)
    shop.train(image_autoencoder.main, "--phase", "decoder", *TOY)
    return shop


@pytest.fixture(scope="session")
def motion(shop: Workshop) -> Workshop:
    """The motion autoencoder, and its decoder trained alone."""
    shop.train(motion_autoencoder.main, *TOY)
    shop.train(motion_autoencoder.main, "--phase", "decoder", *TOY)
    return shop


@pytest.fixture(scope="session")
def finder(motion: Workshop) -> Change:
    before = motion.checkpoint(subject_finder.NAME)
    motion.train(subject_finder.main, "--pictures", "8")
    return Change(before, motion.checkpoint(subject_finder.NAME))


@pytest.fixture(scope="session")
def animated(motion: Workshop, finder: Change) -> Workshop:
    """What the toy world's animated nouns do by themselves."""
    motion.run(inner_motion.main, "--updates", "40", "--threads", "1", *TOY)
    return motion


@pytest.fixture(scope="session")
def latents(pictures: Workshop, motion: Workshop, finder: Change) -> Workshop:
    """Cached images and clips."""
    for kind in ("images", "clips"):
        pictures.run(cache_latents.main, "--kind", kind, "--count", "32", "--threads", "1")
    return pictures


@pytest.fixture(scope="session")
def drawn(latents: Workshop) -> dict[str, Any]:
    """The first checkpoint of text-to-image."""
    latents.train(text_to_image.main, *TOY)
    return latents.checkpoint("text-to-image")


@pytest.fixture(scope="session")
def reloaded(latents: Workshop, drawn: dict[str, Any]) -> dict[str, Any]:
    """The same after a run that continues for no time at all."""
    latents.train(text_to_image.main, "--minutes", "0", "--resume")
    return latents.checkpoint("text-to-image")


@pytest.fixture(scope="session")
def resumed(latents: Workshop, reloaded: dict[str, Any]) -> dict[str, Any]:
    """The same after some more steps."""
    latents.train(text_to_image.main, "--resume")
    return latents.checkpoint("text-to-image")


@pytest.fixture(scope="session")
def named(latents: Workshop, resumed: dict[str, Any]) -> Change:
    latents.train(naming.main)
    return Change(resumed, latents.checkpoint(naming.NAME))


class Drawing(NamedTuple):
    """What draws, before and after the stages that train it by its pictures."""

    text_to_image: Change
    decoder: Change
    details: Change


@pytest.fixture(scope="session")
def drawing(latents: Workshop, named: Change) -> Drawing:
    before = latents.checkpoint("picture-decoder")
    latents.train(end_to_end.main)
    between = latents.checkpoint("picture-decoder")
    latents.train(picture_details.main, "--count", "4")
    return Drawing(Change(named.after, latents.checkpoint(naming.NAME)), Change(before, between), Change(between, latents.checkpoint("picture-decoder")))


@pytest.fixture(scope="session")
def denoisers(latents: Workshop, drawing: Drawing) -> Workshop:
    """Text-to-image and image-to-video."""
    latents.train(image_to_video.main, "--near-steps", "2", *TOY)
    return latents


@pytest.fixture(scope="session")
def sparse(denoisers: Workshop) -> Workshop:
    """Pruned models: without and with a sampler folded in."""
    denoisers.train(sparsify.main, "--share", "0.3")
    denoisers.train(sparsify.main, "--share", "0.3", "--steps", "2", "--guidance", "2", "--name", "image-to-video-folded")
    return denoisers


@pytest.fixture(scope="session")
def students(sparse: Workshop) -> Workshop:
    """Distilled models, one of them resumed and then trained on its own windows."""
    sparse.train(distill.main, "--model", "text-to-image", "--steps", "1", *FEW_PATHS)
    options = ("--model", "image-to-video", "--steps", "2", "--name", STUDENT, *FEW_PATHS)
    sparse.train(distill.main, "--student", str(sparse.runs / "image-to-video-sparse.pt"), *options)
    sparse.train(distill.main, *options, "--resume")
    sparse.train(self_forcing.main, "--student", str(sparse.runs / f"{STUDENT}.pt"), "--windows", "2")
    return sparse


@pytest.fixture(scope="session")
def packed(students: Workshop, animated: Workshop) -> Workshop:
    """An exported pack."""
    students.run(starter_pack.main, "--out", str(students.pack), "--goldens", str(students.pack), "--video-model", f"{STUDENT}-forced", "--frame", str(SIDE))
    return students


@pytest.fixture(scope="session")
def evaluated(packed: Workshop) -> Workshop:
    """The pack with metrics."""
    (packed.pack / "MODEL_CARD.md").write_text(f"# Toy\n{BEGIN}\n{END}\nThe end.\n", encoding="utf-8")
    packed.run(evaluate.main, "--pack", str(packed.pack), "--checkpoints", "--threads", "1", *FEW_MEASURES)
    return packed
