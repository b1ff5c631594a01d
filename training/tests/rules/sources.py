"""The Python sources of `training`, and what each imports."""

import ast
import re
from functools import cache
from pathlib import Path

from training.tests.conftest import ROOT

PACKAGE = ROOT / "training"


@cache
def sources() -> tuple[Path, ...]:
    """All Python files, without those of virtual environments and outputs."""
    return tuple(sorted(path for path in PACKAGE.rglob("*.py") if not {"cache", "runs", ".venv", "venv"} & set(path.relative_to(PACKAGE).parts[:1])))


def module_of(path: Path) -> str:
    """`training/models/pair.py` -> "models.pair"; packages by their folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str:
    """The folder below `training/` that a module lies in."""
    return module.partition(".")[0]


@cache
def modules() -> frozenset[str]:
    return frozenset(module_of(path) for path in sources())


@cache
def imports_of(path: Path) -> set[str]:
    """Modules of `training` that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for each in found if (name := each.removeprefix("training.")) != each and name in modules()}


def is_command(path: Path) -> bool:
    return re.search(r"^if __name__ ==", path.read_text(encoding="utf-8"), re.MULTILINE) is not None
