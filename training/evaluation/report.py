"""The numbers of an evaluation as a table, and into the pack: `metrics` in `pack.json` and the table in `MODEL_CARD.md`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from training.evaluation.checkpoint_runner import VARIANTS
from training.evaluation.instruments.originals import ALIVE
from training.trainer.errors import StageError

BEGIN, END = "<!-- evaluation:begin -->", "<!-- evaluation:end -->"
OTHERS = {"one": "the pack in one step each", **{name: variant.title for name, variant in VARIANTS.items()}}
#: What is judged of any source, in the order of the table of others.
JUDGED = ("object", "background", "colour", "motionSeen", "motionHeldOut", "consistency")
#: What the sentences of a person are judged by (`evaluation.sentences`).
ASPECTS = ("things", "number", "place")


@dataclass(frozen=True)
class Row:
    """A number that has to hold."""

    name: str
    title: str
    wanted: float
    #: How it is written; a share in percent.
    form: str = "{:.1%}"
    #: Whether as much is wanted as of renderings, or a share of it.
    of_real: bool = False
    at_most: bool = False


ROWS = (
    Row("object", "object", 0.95),
    Row("background", "background", 0.97),
    Row("colour", "colour", 0.90),
    Row("motionSeen", "motion, seen pairs", 0.90),
    Row("motionHeldOut", "motion, held-out pairs", 0.90),
    Row("consistency", "consistency, beside renderings", 0.97, of_real=True),
    Row("firstFramePsnr", "first frames, beside renderings", 33, "{:.1f} dB"),
    Row("firstFrameGradients", "first frames, energy of gradients", 0.85),
    Row("firstFrameAlpha", "first frames, error of alpha", 0.02, "{:.4f}", at_most=True),
    Row("videoDecoderPsnr", "video decoder", 30, "{:.1f} dB"),
    Row("lateIdentity", "after {seconds} s: identity", 0.98),
    Row("lateSharpness", "after {seconds} s: sharpness", 0.98),
    Row("latePulses", "after 10 s: pulse, beside renderings", 0.5, of_real=True),
)


def table(metrics: dict[str, Any]) -> str:
    """The markdown that stands between the markers."""
    made, real, counts = metrics["pack"], metrics["renderings"], metrics["counts"]
    lines, missed = ["| what | wanted | measured | held | of renderings |", "|---|---|---|---|---|"], []
    for row in ROWS:
        if row.name not in made:
            continue
        value = made[row.name] / real[row.name] if row.of_real else made[row.name]
        held = value <= row.wanted if row.at_most else value >= row.wanted
        title = row.title.format(seconds=counts["long_seconds"])
        wanted, said = row.form.format(row.wanted), row.form.format(value)
        beside = row.form.format(real[row.name]) if row.name in real and not row.of_real else ""
        if row.of_real:
            said, beside = f"{said} ({made[row.name]:.3f})", f"{real[row.name]:.3f}"
        lines.append(f"| {title} | {'≤' if row.at_most else '≥'} {wanted} | {said} | {'yes' if held else '**no**'} | {beside} |")
        if not held:
            missed.append(f"{title} ({said} of {wanted})")
    verdict = f"**Missed: {'; '.join(missed)}.**" if missed else "All of it holds."
    return "\n".join([*lines, "", verdict, "", *explanations(metrics), *other_lines(metrics), *sentence_lines(metrics), *original_lines(metrics)])


def explanations(metrics: dict[str, Any]) -> list[str]:
    made, real, counts = metrics["pack"], metrics["renderings"], metrics["counts"]
    stills, half = counts["stills"], counts["clips"] // 2
    return [
        "`python -m training.evaluation.evaluate` measures this. Nothing was picked: the prompts are drawn at random and the seeds are 0, 1, 2, ... A "
        f"share of {stills} is known to about ±{margin(stills)} points (95%) at worst, one of {half} to ±{margin(half)}. No instrument is trained; "
        "all compare with renderings, and judge renderings too (last column): half of those softened four times, all with noise of "
        f"3%. Named as what another of them shows were {metrics['wrongPairs']:.1%} of the renderings.",
        "",
        f"- *object*: of {stills} first frames (half with a colour that is asked for, half of held-out pairs), what is cut out by the pack's alpha is "
        "nearest to the prompted one of all nouns' sprites, brought to the same size and put on the same background.",
        "- *background*: outside the subject, the prompted one of 50 is nearest. *colour*: of the noun in every colour that it takes, the prompted "
        "one is nearest.",
        f"- *motion*: of all motions, the prompted one's rendering, begun from the clip's own first frame, has the nearest track (middle, area, tilt); {half} "
        f"clips of seen and {half} of held-out pairs, all motions in turn, on backgrounds of one colour.",
        "- *consistency* and *identity*: what differs from the background, brought to one size and turned by the angle at which it is most like the first "
        "frame's, correlates with that.",
        f"- *first frames*: {counts['compared']}, each beside the rendering of its scene that is nearest (the noise decides the place within two latents, "
        f"and how far a picture behind is moved sideways), at full size. The median is {made['firstFramePsnrMedian']:.1f} dB.",
        f"- *video decoder*: {counts['reconstructed']} rendered clips of two windows from their first frame, alpha and background, with the motion latents "
        "that gradients find for them.",
        *late_lines(made, real, counts),
        "",
        f"From frame to frame a pixel changes by {made['change']:.2%} of its range ({real['change']:.2%} in renderings). Graphs: "
        f"{metrics['packBytes'] / 1e6:.1f} MB.",
    ]


def margin(count: int) -> str:
    return f"{98 / np.sqrt(count):.0f}"


def late_lines(made: dict[str, Any], real: dict[str, Any], counts: dict[str, Any]) -> list[str]:
    lines = []
    if "lateIdentity" in made:
        lines.append(
            f"- *after {counts['long_seconds']} s*: the end of {counts['long_films']} films, beside their second second; *sharpness* is the mean difference "
            f"of neighbouring pixels. Where a window follows another, the picture changes {made['lateSeam']:.2f} times as much as within windows "
            f"({real['lateSeam']:.2f} in renderings)."
        )
    if "latePulses" in made:
        lines.append(f"- *pulse*: the deviation of the logarithm of a subject's size, seconds 10 to 13 of {counts['pulses']} films.")
    return lines


def other_lines(metrics: dict[str, Any]) -> list[str]:
    """Checkpoints, judged like the pack (`--checkpoints`)."""
    if "others" not in metrics:
        return []
    rows = {"renderings": metrics["renderings"], "the pack": metrics["pack"], **{OTHERS[name]: numbers for name, numbers in metrics["others"].items()}}
    titles = {row.name: row.title.split(",")[0] for row in ROWS}
    return [
        "", f"| | {' | '.join(titles[name] for name in JUDGED)} |", f"|---|{'---|' * len(JUDGED)}",
        *(f"| {title} | {' | '.join(f'{numbers[name]:.1%}' for name in JUDGED)} |" for title, numbers in rows.items()),
    ]  # fmt: skip


def sentence_lines(metrics: dict[str, Any]) -> list[str]:
    measured = metrics.get("sentences")
    if measured is None:
        return []
    lines = ["", f"| sentences of people | films | {' | '.join(ASPECTS)} |", "|---|---|---|---|---|"]
    for name, each in measured.items():
        shares = [f"{each[aspect]:.0%}" if aspect in each else "-" for aspect in ASPECTS]
        lines.append(f"| {name} | {each['films']} | {' | '.join(shares)} |")
    return [*lines, "", "Those are judged by the pixels of films that Kinora made of them (`python -m training.evaluation.sentences`)."]


def original_lines(metrics: dict[str, Any]) -> list[str]:
    measured = metrics.get("originals")
    if measured is None:
        return []
    return [
        "",
        f"What animated subjects do by themselves, beside the animations themselves, over three seconds (medians of {measured['nouns']} of "
        f"{measured['of']} nouns): begun from the animation's own first frame, a clip has **{measured['given']:.0%}** of its squared change (one at "
        f"rest has 0%); drawn from words, the changes correlate by {measured['drawn']:.2f} (a subject that moves as a whole: about 0), and "
        f"{measured['alive']:.0%} of the subjects move as theirs do at all (by more than {ALIVE}); the others were not recognised.",
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
