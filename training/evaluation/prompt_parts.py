"""What of a prompt is not drawn by the denoiser: the place behind the subject, and the subject's colour."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.scenes.colours import NEUTRALS, Rgb


class StoredPlaces:
    """Which places of prompts are rows of a table, or one colour, as `workers/generator/pipelines/stored-places.ts` finds them."""

    def __init__(self, entry: dict[str, Any] | None, objects: list[str]) -> None:
        self.table: str = entry["table"] if entry else ""
        self.background: str = entry["background"] if entry else ""
        self.instead: dict[str, Any] = (entry or {}).get("instead", {"background": "", "things": []})
        self.any_object = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(objects, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)
        self.rows = {phrase: row for row, phrases in enumerate(entry["rows"] if entry else []) for phrase in phrases}
        self.plain: dict[str, Rgb] = {name: tuple(rgb) for name, rgb in (entry or {}).get("plain", {}).items()}
        names = "|".join(map(re.escape, sorted(self.plain, key=len, reverse=True)))
        plain = [rf"(?:(?:on|with|in front of|against) an? )?(?:{names}) background"] if self.plain else []
        anything = [*map(re.escape, sorted(self.rows, key=len, reverse=True)), *plain]
        self.any_of = re.compile(rf"(?<!\w)(?:{'|'.join(anything)})(?!\w)", re.IGNORECASE) if anything else None

    def read(self, prompt: str) -> tuple[str, int | Rgb | None]:
        """What the denoiser draws of a prompt, and the row of its place, or its one colour; None where it is drawn as well."""
        found = self.any_of.search(prompt) if self.any_of else None
        if not found:
            return prompt, None
        said = found[0].lower()
        place = self.rows[said] if said in self.rows else self.plain[max((name for name in self.plain if said.endswith(f"{name} background")), key=len)]
        thing = self.any_object.search(prompt)
        is_hard = thing is not None and thing[0].lower() in self.instead["things"]
        return prompt.replace(found[0], self.instead["background"] if is_hard else self.background, 1), place


@dataclass(frozen=True)
class Paint:
    """What a subject is painted in after it was drawn."""

    rgb: Rgb
    #: Whether it is of no hue by itself.
    is_neutral: bool


class AskedColours:
    """Which colours of prompts are painted, of a name that stands behind one. The app also reads what people write otherwise."""

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        entry: dict[str, list[int]] = manifest["textToImage"].get("colours", {})
        self.colours: dict[str, Rgb] = {name: (rgb[0], rgb[1], rgb[2]) for name, rgb in entry.items()}
        words: dict[str, Any] = json.loads((folder / manifest["words"]["file"]).read_text(encoding="utf-8")) if "words" in manifest else {}
        self.own = {name: colour for colour, names in words.get("thingColours", {}).items() for name in names}
        colours, names = ("|".join(map(re.escape, sorted(each, key=len, reverse=True))) for each in (self.colours, self.own))
        self.any_of = re.compile(rf"(?<!\w)({colours}) ({names})(?!\w)", re.IGNORECASE) if colours and names else None

    def read(self, prompt: str) -> tuple[str, Paint | None]:
        """The prompt without the colour, and that; None where the thing has it by itself, or none is asked for."""
        found = self.any_of.search(prompt) if self.any_of else None
        if not found:
            return prompt, None
        colour, name = found[1].lower(), found[2].lower()
        if self.own[name] == colour:
            return prompt, None
        return prompt[: found.start(1)] + prompt[found.start(2) :], Paint(self.colours[colour], self.own[name] in NEUTRALS)
