"""Exports the trained models as the pack that ships: `python -m training.export.starter_pack`."""

import argparse
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from training.diffusion.sampling import schedule
from training.export.graphs import PackModels
from training.export.near_words import WordVectors, near_words, word_meanings
from training.export.pack import PackDescription, write_pack
from training.export.tables import quantize_table, read_table
from training.scenes.artwork import word_vectors_path
from training.scenes.captions import CAMERA_WORDS, MOTION_WORDS, moving_words, split_words, words_besides_nouns
from training.scenes.colours import COLOURS
from training.scenes.nouns import PRESETS
from training.scenes.tokenizer import PAD, UNKNOWN, UNKNOWN_ID
from training.scenes.tokens import tokenize, words
from training.scenes.vocabulary import BACKGROUNDS, NOUNS, Background, Noun
from training.trainer.checkpoints import RUNS, load_checkpoint
from training.trainer.run import run
from training.trainer.trained_models import load_animator, load_condition_encoder, load_motion_autoencoder, load_picture_autoencoder
from training.trainer.warm_start import load_pair_with_words

EXAMPLES = [
    "a red apple bouncing on a green background",
    "a penguin jumping on the beach",
    "a blue car drives to the left on the street",
    "a rocket floating in space",
    "a butterfly flapping its wings in the garden",
    "a soccer ball rolling in the stadium",
    "a purple dragon flying in the mountains",
    "a girl dancing on a stage",
    "two dogs running with a ball on the beach",
    "three penguins dancing in the snow",
    "a teddy bear and a cake at a party",
]
CREDITS = [
    {"name": "Microsoft Fluent emoji (subjects of the training scenes)", "license": "MIT", "url": "https://github.com/microsoft/fluentui-emoji"},
    {"name": "Poly Haven panoramas from @pmndrs/assets (backgrounds)", "license": "CC0-1.0", "url": "https://polyhaven.com/hdris"},
    {"name": "emojibase (labels)", "license": "MIT", "url": "https://emojibase.dev"},
]


def trained_models(runs: Path, picture_model: str, video_model: str, frame_size: int) -> tuple[PackModels, set[str], list[str]]:
    """The averaged weights of every stage, the words that may be offered, and the nouns that have an animation.

    Checkpoints may know fewer words than captions have today. A missing one is a StageError that names it.
    """
    pictures_of, conditions = load_picture_autoencoder(runs, "cpu"), load_condition_encoder(runs, "cpu")
    motion = load_motion_autoencoder(runs, "cpu")
    animator, animated = load_animator(runs) or (None, [])
    pictures, unknown_to_pictures = load_pair_with_words(runs / f"{picture_model}.pt", words())
    clips, unknown_to_clips = load_pair_with_words(runs / f"{video_model}.pt", words())
    # What is exported with 4 bits is what the goldens are made with.
    memory = pictures.memory.pictures
    memory.copy_(torch.from_numpy(read_table(*quantize_table(memory.numpy()))))
    models = PackModels(
        pictures.text, clips.text, pictures.picture_denoiser, clips.video_denoiser,
        pictures_of.decoder, conditions, motion.decoder, frame_size, animator,
    )
    # Image-to-video sees what things and places are; only words for motions have to be known to it.
    return models, set(words()) - unknown_to_pictures - (unknown_to_clips & moving_words()), animated


def sampler_record(checkpoint: Path, steps: int, guidance: float) -> dict[str, Any]:
    """How the pack samples a denoiser: a student as it was distilled, anything else with these steps and this guidance."""
    own = load_checkpoint(checkpoint).get("sampler", {"steps": steps, "guidance": guidance})
    return {"kind": "flow", "sigmas": [round(s, 4) for s in schedule(own["steps"])], "guidance": own["guidance"]}


def offered_nouns(preset: str, learned: set[str]) -> list[Noun]:
    fitting = [noun for noun in NOUNS if noun.name in PRESETS[preset]]
    return [noun for noun in fitting if learned.issuperset(split_words(noun.name))]


def words_of(noun: Noun) -> set[str]:
    return {word for text in (noun.name, *noun.synonyms, *noun.inner) for word in split_words(text)}


def learned_backgrounds(learned: set[str]) -> list[Background]:
    """Those of which every wording is known: one word of many may be known from elsewhere."""
    return [item for item in BACKGROUNDS if all(learned.issuperset(split_words(phrase)) for phrase in item.phrases)]


def left_out_words(offered: list[Noun], learned: set[str]) -> frozenset[str]:
    """Words that are not learned yet, or are in captions for the sake of nouns that are not offered."""
    needed = {word for noun in offered for word in words_of(noun)} | set(words_besides_nouns())
    return frozenset(set(words()) - (needed & learned) - {PAD, UNKNOWN})


def concepts(nouns: list[Noun], known: set[str]) -> dict[str, list[str]]:
    """What may be suggested for a word that the model does not know, each with the single words that mean it."""
    # Not motions: half of all words are somehow near to "shrinking".
    things = {noun.name: [noun.name, *noun.synonyms] for noun in nouns}
    shown = learned_backgrounds(known)
    return things | {item.name: [item.name, *(phrase.split()[-1] for phrase in item.phrases)] for item in shown}


#: Words without a meaning of their own; no other word is read as one of them.
SMALL_WORDS = frozenset("a an the is are make with and of on in at to it by from not does as into near very".split())


def by_meaning(cache: Path, nouns: list[Noun], known: set[str]) -> dict[str, Any]:
    """The fields of a PackDescription for words that were not learned, where the word vectors have been fetched."""
    if not word_vectors_path(cache).exists():
        print(f"No {word_vectors_path(cache)}: the pack will not read other words by their meaning (python -m training.data.word_vectors).")
        return {}
    table = WordVectors(cache)
    extra = table.beyond(known)
    return {
        "extra_words": extra,
        "meanings": word_meanings(table, extra, words(), known - SMALL_WORDS - {PAD, UNKNOWN}),
        "near_words": near_words(table, extra, concepts(nouns, known)),
    }


def parser() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=Path, default=RUNS)
    arguments.add_argument("--cache", type=Path, default=Path("training/cache"), help="folder of the word vectors")
    arguments.add_argument("--out", type=Path, default=Path("public/packs/starter"))
    arguments.add_argument("--goldens", type=Path, default=Path("test/fixtures/starter-goldens"), help="folder of what the tests compare with")
    arguments.add_argument("--preset", choices=sorted(PRESETS), default="all", help="which nouns are offered")
    arguments.add_argument("--frame", type=int, default=512, help="side of the frames: 512, or 256")
    arguments.add_argument("--version", default="1.0.0")
    arguments.add_argument("--image-model", default="text-to-image", help="name of the checkpoint; a student's also works")
    arguments.add_argument("--video-model", default="image-to-video", help="likewise; for example image-to-video-sparse-student-2-forced")
    arguments.add_argument("--image-steps", type=int, default=4, help="of a checkpoint that is not a student")
    arguments.add_argument("--image-guidance", type=float, default=1.0)
    arguments.add_argument("--video-steps", type=int, default=2)
    arguments.add_argument("--video-guidance", type=float, default=2.0)
    return arguments


def main(argv: Sequence[str] | None = None) -> None:
    arguments = parser().parse_args(argv)
    torch.set_num_threads(1)
    models, learned, animated = trained_models(
        arguments.runs, arguments.image_model, arguments.video_model, arguments.frame
    )
    pictures, clips = (arguments.runs / f"{name}.pt" for name in (arguments.image_model, arguments.video_model))
    nouns = offered_nouns(arguments.preset, learned)
    left_out = left_out_words(nouns, learned)

    def known(phrases: list[str]) -> list[str]:
        return [phrase for phrase in phrases if learned.issuperset(split_words(phrase))]

    description = PackDescription(
        id="starter",
        version=arguments.version,
        title="Kinora starter",
        about="A thousand glossy things in a hundred places, in motion; small, and quick on any computer.",
        licence="MIT",
        credits=CREDITS,
        vocabulary={
            "objects": [noun.name for noun in nouns],
            "animated": [noun.name for noun in nouns if noun.name in animated],
            # "stands still" is what a prompt without a motion does.
            "motions": [" ".join(forms[0][1].replace("{}", "").split()) for forms in MOTION_WORDS.values()],
            "colours": list(COLOURS),
            "cameras": known([sayings[0] for camera, sayings in CAMERA_WORDS.items() if camera != "none"]),
            "backgrounds": [background.phrases[0] for background in learned_backgrounds(learned)],
            "examples": EXAMPLES,
        },
        sampler={
            "textToImage": sampler_record(pictures, arguments.image_steps, arguments.image_guidance),
            "imageToVideo": sampler_record(clips, arguments.video_steps, arguments.video_guidance),
        },
        # Plurals are read by the app, with word lists that the graphs know nothing of.
        golden_prompts=[prompt for prompt in EXAMPLES if UNKNOWN_ID not in tokenize(prompt)],
        **by_meaning(arguments.cache, nouns, set(words()) - left_out),
        left_out=left_out,
    )
    write_pack(models, description, arguments.out, arguments.goldens)
    shutil.copyfile("training/data/LICENSES.md", arguments.out / "LICENSES.md")


if __name__ == "__main__":
    run(main)
