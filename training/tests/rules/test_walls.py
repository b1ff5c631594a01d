"""Which package may import which. Imports go one way; each message names the remedy."""

from collections import Counter

from training.tests.rules.sources import PACKAGE, imports_of, is_command, module_of, package_of, sources

#: What each package may import besides itself.
LIBRARY = {
    "geometry": set(),
    "scenes": {"geometry"},
    "models": {"geometry"},
    "trainer": {"geometry", "scenes", "models"},
    "datasets": {"geometry", "scenes", "models", "trainer"},
    "diffusion": {"geometry", "scenes", "models", "trainer", "datasets"},
}
EVERYTHING = set(LIBRARY)
ALLOWED: dict[str, set[str]] = {
    **LIBRARY,
    "data": {"geometry", "scenes", "models", "trainer"},
    "stages": EVERYTHING,
    "export": EVERYTHING,
    "evaluation": EVERYTHING | {"export"},
    "dev": {"scenes", "trainer", "evaluation"},
    "tests": EVERYTHING | {"data", "stages", "export", "evaluation", "dev"},
}
REMEDIES = {
    "stages": "A stage is a command, not a library: move what is shared into trainer, datasets or diffusion.",
    "evaluation": "Evaluation reads packs; nothing depends on it: move what is shared into a library package.",
    "tests": "Only tests import tests.",
    "models": "Scenes and geometry know no model: move shared constants and maps into geometry.",
    "export": "Only evaluation reads packs: move what training needs into a library package.",
    "data": "Commands of data write files: read those through scenes.artwork or datasets.",
    "dev": "Nothing depends on the machinery of one environment.",
}
#: The most source files in a folder, and lines in a file.
MOST_FILES, MOST_LINES = 15, 300


def test_imports_go_one_way() -> None:
    wrong = []
    for path in sources():
        own = package_of(module_of(path))
        for other in {package_of(name) for name in imports_of(path)} - {own} - ALLOWED.get(own, set()):
            remedy = REMEDIES.get(other, f"{own} may import {', '.join(sorted(ALLOWED[own])) or 'nothing'}: move what is shared below both.")
            wrong.append(f"{module_of(path)} imports {other}. {remedy}")
    assert not wrong, "\n".join(wrong)


def test_packages_have_no_circle() -> None:
    """With the walls held, an order of ALLOWED is enough."""
    left = {name: set(others) for name, others in ALLOWED.items()}
    while left:
        free = {name for name, others in left.items() if not others}
        assert free, f"These packages import each other: {sorted(left)}. Move what they share below both."
        left = {name: others - free for name, others in left.items() if name not in free}


def test_modules_have_no_circle() -> None:
    graph = {module_of(path): imports_of(path) - {module_of(path)} for path in sources()}
    # A package's own modules import its __init__ without a circle when that imports none of them.
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"A circle of imports: {' -> '.join([*path, module])}. Move what they share into a module of its own."
        if module not in done:
            for other in graph[module]:
                if not module.startswith(f"{other}."):
                    visit(other, (*path, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_commands_are_imported_by_tests_alone() -> None:
    commands = {module_of(path) for path in sources() if is_command(path)}
    wrong = {f"{module_of(path)} imports {name}" for path in sources() if package_of(module_of(path)) != "tests" for name in imports_of(path) & commands}
    assert not wrong, f"These are commands: {sorted(wrong)}. Move what is shared into a module that is no command."


def test_files_are_short() -> None:
    lines = {module_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    long = {name: count for name, count in lines.items() if count > MOST_LINES}
    assert not long, f"{long} have more than {MOST_LINES} lines: split them, one noun a file."


def test_folders_are_small() -> None:
    counts = Counter(path.parent.name for path in sources())
    large = {name: count for name, count in counts.items() if count > MOST_FILES}
    assert not large, f"{large} have more than {MOST_FILES} source files: group them into packages."


def test_the_root_holds_no_loose_modules() -> None:
    assert [path.name for path in sources() if path.parent == PACKAGE] == ["__init__.py"], "Put modules into packages."
