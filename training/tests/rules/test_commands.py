"""Every command that a document or a script names can be run: the module exists, and so do its flags."""

import argparse
import importlib
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from training.export.restore import NAMES
from training.tests.conftest import ROOT
from training.tests.rules.sources import PACKAGE, is_command, module_of, sources

NAMED_IN = (
    "training/README.md",
    "training/LOG.md",
    "training/data/LICENSES.md",
    "training/scripts/starter.sh",
    "public/packs/starter/LICENSES.md",
    "public/packs/starter/MODEL_CARD.md",
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
)
#: A command up to the end of its line, of the code that it stands in, or of what the shell runs as one command.
COMMAND = re.compile(r"(?:python|\$PYTHON|\bstage)\S* +(?:-m +)?training\.(?P<module>[a-z_]+(?:\.[a-z_]+)*)(?P<arguments>[^`\n]*)")
#: What ends a command within its line.
END = re.compile(r"&&|\|\||[;#<>]| {2,}")


def commands_in(path: Path) -> list[tuple[str, str]]:
    """Modules and arguments."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [(match["module"], END.split(match["arguments"])[0].strip(" .,:)")) for match in COMMAND.finditer(text)]


NAMED = sorted({command for name in NAMED_IN if (ROOT / name).exists() for command in commands_in(ROOT / name)})


#: Checkpoints that stages write.
WRITTEN = {f"{name}.pt" for name in NAMES}


def parser_of(module: str) -> argparse.ArgumentParser:
    parser = importlib.import_module(f"training.{module}").parser()
    assert isinstance(parser, argparse.ArgumentParser)
    return parser


@pytest.mark.parametrize(("module", "arguments"), NAMED, ids=lambda value: value or "-")
def test_named_commands_exist(module: str, arguments: str) -> None:
    path = PACKAGE / f"{module.replace('.', '/')}.py"
    assert path.exists(), f"training.{module} is named and does not exist."
    assert is_command(path), f"training.{module} is named as a command and is none."
    flags = [word.partition("=")[0] for word in shlex.split(arguments.replace("$", "")) if word.startswith("--")]
    known = {option for action in parser_of(module)._actions for option in action.option_strings}
    assert not set(flags) - known, f"training.{module} has no {sorted(set(flags) - known)}."


def test_named_files_exist() -> None:
    """In documents of training, paths are relative to it or to the root."""
    missing = []
    for name in ("training/README.md", "training/LOG.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`([\w./-]+\.(?:py|sh|md|tsv|pt))`", text):
            folders = [PACKAGE, ROOT, *(folder for folder in PACKAGE.rglob("*") if folder.is_dir() and "/" not in path)]
            if not any((folder / path).exists() for folder in folders) and path not in WRITTEN:
                missing.append(f"{name}: {path}")
    assert not missing, missing


def test_commands_are_found_in_the_documents() -> None:
    modules = {module for module, _ in NAMED}
    assert {"data.fetch", "stages.text_to_image", "export.starter_pack", "evaluation.evaluate"} <= modules


@pytest.mark.parametrize("module", [module_of(path) for path in sources() if is_command(path)])
def test_commands_explain_themselves(module: str) -> None:
    parser = parser_of(module)
    assert parser.description
    for action in parser._actions:
        assert action.dest in {"help", "runs", "cache"} or action.option_strings or action.help or action.choices, action.dest
    assert "usage" in parser.format_help()


@pytest.mark.parametrize("toy", ["", "1"])
def test_every_command_of_the_script_parses(toy: str) -> None:
    environment = os.environ | {"DRY": "1", "TOY": toy, "RUNS": "runs folder", "CACHE": "cache", "PACK": "pack"}
    script = str(PACKAGE / "scripts" / "starter.sh")
    printed = subprocess.run(["bash", script], env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(printed) > 20
    for line in printed:
        python, dash_m, module, *arguments = shlex.split(line.replace("runs folder", "'runs folder'"))
        assert (python, dash_m) == ("python", "-m")
        parser_of(module.removeprefix("training.")).parse_args(arguments)


def test_every_stage_is_in_the_script() -> None:
    script = (PACKAGE / "scripts" / "starter.sh").read_text(encoding="utf-8")
    optional = {"stages.distill", "stages.self_forcing", "stages.picture_memory"}
    stages = {module_of(path) for path in sources() if is_command(path) and path.parent.name == "stages"}
    assert {name for name in stages - optional if f"training.{name} " not in script and f"training.{name}\n" not in script} == set()
