"""The numbers of an evaluation as a table, and into the pack: `metrics` in `pack.json` and the table in `MODEL_CARD.md`."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from training.evaluation.checkpoint_runner import VARIANTS
from training.evaluation.originals import ALIVE
from training.trainer.errors import StageError

BEGIN, END = "<!-- evaluation:begin -->", "<!-- evaluation:end -->"
#: In the table's order; rows of checkpoints are left out when those are missing.
ROWS = {
    "real": "real renderings (the ceiling)",
    "autoencoder": "autoencoders only",
    **{name: variant.title for name, variant in VARIANTS.items()},
    "one": "the pack in one step each",
    "shipped": "the pack as shipped, quantized",
}


def percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def table(metrics: dict[str, Any]) -> str:
    """The markdown that stands between the markers."""
    half = metrics["clips"] // 2
    lines = [
        "| | object | background | motion | consistency | change |",
        "|---|---|---|---|---|---|",
    ]
    for name in metrics["rows"]:
        title = ROWS[name]
        seen, held = metrics["rows"][name]["seen"], metrics["rows"][name]["heldout"]
        shares = [f"{percent(seen[key])} / {percent(held[key])}" for key in ("object", "background", "motion")]
        steady = f"{seen['consistency']:.3f} / {held['consistency']:.3f}"
        change = f"{100 * seen['dynamicDegree']:.2f}% / {100 * held['dynamicDegree']:.2f}%"
        lines.append(f"| {title} | {' | '.join(shares)} | {steady} | {change} |")
    return "\n".join([
        *lines,
        "",
        f"Each cell is *seen / held out*: {half} prompts whose pair of noun and motion was in the training captions, and {half} whose "
        "pair never was (each word alone was). One clip a prompt, the seeds are 0, 1, 2, ..., nothing was picked. With so few clips a "
        f"share is known to about ±{100 * 0.98 / np.sqrt(half):.0f} points (95%) at worst.",
        "",
        f"- *object*: a classifier of {metrics['classifierNouns']} nouns, trained apart on renderings, names the first frame right. On new renderings "
        f"it is right {metrics['classifierAccuracy']:.1%} of the time.",
        "- *background*: of all named backgrounds, the prompted one is nearest to the colours of the first frame's border.",
        "- *motion*: of the 13 motions, the prompted one's real rendering, begun from the clip's own first frame, has the nearest track "
        "(middle, area, tilt).",
        "- *consistency*: cosine of the classifier's features, first frame with later ones. *change*: mean absolute difference of "
        "neighbouring frames. Both are to be read beside the real row; more is not better.",
        "",
        f"Image autoencoder, new renderings: **{metrics['imagePsnr']:.1f} dB**. Video decoder with the true first frame and the true "
        f"motion: **{metrics['videoDecoderPsnr']:.1f} dB** over {metrics['framesPerClip'] - 1} frames. Graphs: "
        f"{metrics['packBytes'] / 1e6:.1f} MB. A window of 16 frames took {metrics['cpuSecondsPerWindow']:.1f} s of one CPU core where "
        "this was measured (ONNX Runtime, native; a note, not a benchmark).",
        *original_lines(metrics.get("originals")),
        *long_film_lines(metrics.get("longFilms")),
    ])


def original_lines(measured: dict[str, Any] | None) -> list[str]:
    if measured is None:
        return []
    return [
        "",
        f"What animated subjects do by themselves, beside the animations themselves, over three seconds (medians of {measured['nouns']} of "
        f"{measured['of']} nouns): begun from the animation's own first frame, a clip has **{measured['given']:.0%}** of its squared change (one at "
        f"rest has 0%); drawn from words, the changes correlate by {measured['drawn']:.2f} (a subject that moves as a whole: about 0), and "
        f"{measured['alive']:.0%} of the subjects move as theirs do at all (by more than {ALIVE}); the others were not recognised.",
    ]


def long_film_lines(measured: dict[str, Any] | None) -> list[str]:
    if measured is None:
        return []
    made, real = measured["shipped"], measured["real"]
    return [
        "",
        f"At the end of {measured['films']} films of {measured['seconds']} seconds, beside their second second: the subject's features "
        f"{made['identity']:.0%} (real renderings {real['identity']:.0%}), sharpness {made['sharpness']:.0%} ({real['sharpness']:.0%}). Where "
        f"one window follows another, the picture changes {made['seam']:.2f} times as much as within windows.",
    ]


def write_into(pack: Path, metrics: dict[str, Any]) -> None:
    """Writes the metrics into the manifest, and their table between the markers of the card."""
    manifest_path, card_path = pack / "pack.json", pack / "MODEL_CARD.md"
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest["metrics"] = metrics
    manifest_path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if not card_path.exists():
        print(f"{card_path} is missing, so only pack.json has the numbers.")
        return
    card = card_path.read_text(encoding="utf-8")
    before, found_begin, rest = card.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not (found_begin and found_end):
        raise StageError(f"{card_path} lacks the markers {BEGIN} and {END}; put them where the table belongs.")
    card_path.write_text(f"{before}{BEGIN}\n{table(metrics)}\n{END}{after}", encoding="utf-8")
