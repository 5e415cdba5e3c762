"""The architecture holds: who may import whom, which library has which door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "glossdeck"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in ROOT.rglob("*.py")
}
DOORS = {
    "yaml": {"source"},
    "genanki": {"package"},
    "nh3": {"safe_html"},
    "filelock": {"lockfile"},
}
"""Third-party libraries that only these modules may import."""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import of a file, wherever it stands: how many dots it begins with, and the name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.level, f"{node.module or alias.name}") for alias in node.names)


def inner_imports(name: str) -> set[str]:
    """The modules of this package that a module imports."""
    package = name.split(".")[:-1]
    found = set()
    for level, target in imports(MODULES[name]):
        if level:
            base = package[: len(package) - level + 1]
            found.add(".".join([*base, target]))
        elif target.startswith("glossdeck."):
            found.add(target.removeprefix("glossdeck."))
    return found


@pytest.mark.parametrize("name", sorted(MODULES))
def test_each_library_has_one_door(name: str) -> None:
    for level, target in imports(MODULES[name]):
        library = target.split(".")[0]
        if level == 0 and library in DOORS:
            assert name in DOORS[library], f"{name} imports {library}"
        if level == 0 and library == "anki":
            assert name in ("anki", "render_anki", "learner", "history"), f"{name} imports anki"
        if level == 0 and library in ("click", "rich"):
            assert name.startswith(("cli", "report", "difftext")), f"{name} imports {library}"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_nobody_imports_the_command_line(name: str) -> None:
    if not name.startswith("cli") and name != "__main__":
        assert not [each for each in inner_imports(name) if each.split(".")[0] == "cli"]


@pytest.mark.parametrize("name", [each for each in sorted(MODULES) if each.startswith("rules")])
def test_rules_see_documents_and_never_yaml(name: str) -> None:
    assert not inner_imports(name) & {"source", "yamltree", "yamlvalues", "assemble"}


def test_package_preview_and_anki_do_not_know_each_other() -> None:
    apart = {"package", "preview", "anki"}
    for name in MODULES:
        group = name.split(".")[0]
        if group in apart:
            others = {each.split(".")[0] for each in inner_imports(name)}
            assert not others & (apart - {group}), name


def test_there_is_no_cycle() -> None:
    graph = {name: inner_imports(name) & set(MODULES) for name in MODULES}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join([*above[above.index(name) :], name])
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*above, name))
            done.add(name)

    for name in sorted(MODULES):
        visit(name, ())


def test_nothing_prints_or_exits_below_the_command_line() -> None:
    for name, path in MODULES.items():
        if name.startswith("cli") or name == "report":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("print", "sys.exit", "exit", "click.echo"), (
                    f"{name}: {called}"
                )
