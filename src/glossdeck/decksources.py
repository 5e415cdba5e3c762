"""The YAML files that make decks: found in a project's folder, or named by it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .problem import Place, Problem, UserError, error
from .source import read_source
from .textfile import shown_path

PROJECT_FILE = "glossdeck.yaml"
YAML_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class DeckSource:
    """The YAML files that make one deck, in order; `folder` is where they lie."""

    folder: Path
    files: tuple[Path, ...]


def named_sources(
    folder: Path, names: Iterable[str], place: Place
) -> tuple[tuple[DeckSource, ...], tuple[Problem, ...]]:
    """The deck sources that `decks` in `glossdeck.yaml` names, and what is wrong with it.

    Parameters:
        folder: of the project.
        place: `glossdeck.yaml`.
    """
    sources, problems = [], []
    for index, name in enumerate(names):
        path = folder / name
        if folder not in (path.resolve(), *path.resolve().parents) or not path.exists():
            message = f"there is no `{name}` in the project's folder"
            fix = "correct the path; it starts at the folder of glossdeck.yaml"
            problems.append(error("no-such-file", message, fix, place.at("decks", index)))
        elif path.is_dir():
            sources.append(DeckSource(path, tuple(yaml_files(path))))
        else:
            sources.append(DeckSource(path.parent, (path,)))
    return tuple(sources), tuple(problems)


def found_sources(folder: Path, output: Path) -> Iterator[DeckSource]:
    """YAML files beside `glossdeck.yaml` are one deck if one of them has `deck:`, else a deck
    each; and each folder below that has one is a deck."""
    files = tuple(yaml_files(folder))
    heads = [path for path in files if has_deck(path)]
    if len(heads) > 1:
        yield from (DeckSource(folder, (path,)) for path in files)
    elif files:
        yield DeckSource(folder, files)
    for below in sorted(path for path in folder.iterdir() if path.is_dir()):
        if (
            below.name.startswith((".", "_"))
            or below == output
            or os.path.exists(below / "theme.yaml")
        ):
            continue
        inner = tuple(yaml_files(below))
        if inner and any(has_deck(path) for path in inner):
            yield DeckSource(below, inner)


_OTHER_ENDING = "glossdeck.yml"


def yaml_files(folder: Path) -> Iterator[Path]:
    """Its deck files, by name. Raises UserError when it cannot be read."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as why:
        fix = "check the folder's permissions"
        message = f"{shown_path(folder)} cannot be read: {why.strerror}"
        raise UserError(error("unreadable", message, fix)) from None
    for name in names:
        path = folder / name
        if name == _OTHER_ENDING:
            message = f"{shown_path(path)} is not read: the name of that file is {PROJECT_FILE}"
            raise UserError(error("project-name", message, f"rename it to {PROJECT_FILE}"))
        is_ours = name in (PROJECT_FILE, "theme.yaml") or name.startswith(".")
        if name.lower().endswith(YAML_ENDINGS) and not is_ours and path.is_file():
            yield path


def has_deck(path: Path) -> bool:
    """Whether a file begins a deck; a look at its lines, as broken files count too."""
    try:
        with path.open("rb") as file:
            return any(line.startswith((b"deck:", b"\xef\xbb\xbfdeck:")) for line in file)
    except OSError:
        return False


def deck_ids(sources: Iterable[DeckSource]) -> frozenset[str]:
    """The ids of decks that are not otherwise read."""
    ids = set()
    for path in (file for each in sources for file in each.files):
        if has_deck(path):
            source, _ = read_source(path)
            deck = source.value.get("deck") if source and isinstance(source.value, dict) else None
            if isinstance(deck, dict):
                ids.add(str(deck.get("id")))
    return frozenset(ids)
