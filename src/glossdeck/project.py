"""Finds projects and their deck sources, and reads `glossdeck.yaml`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from .decode import decode
from .document import DeckInfo, Document, Line
from .edition import Edition, EditionSettings, edition_of, lone_edition, names_in, wrong_name
from .problem import Place, Problem, UserError, error
from .source import Source, read_source
from .textfile import shown_path

PROJECT_FILE = "glossdeck.yaml"
LOCK_FILE = "glossdeck.lock"
YAML_ENDINGS = (".yaml", ".yml")


class ProjectSettings(Document):
    """What `glossdeck.yaml` holds: all that the decks of a project share."""

    namespace: Annotated[Line, Field(max_length=100)] | None = Field(
        None,
        description="Random letters that keep your decks apart from everyone else's. "
        "Never change it after the first release.",
        examples=["k3v9q0d2m8xw"],
    )
    editions: dict[str, EditionSettings] = Field(
        default={}, description="The editions, by the names that texts use."
    )
    theme: Line = Field("default", description="A theme that ships, or the path of a folder.")
    rules: dict[str, Any] = Field(default={}, description="Settings of rules; `off` silences one.")
    review: bool = Field(
        False, description="Whether `build` refuses cards in which `check` finds errors."
    )
    output: Line | None = Field(None, description="Folder for packages; `build` when left out.")
    decks: list[Line] | None = Field(
        None, description="Deck sources, in order; all in the folder when left out."
    )
    subdecks: bool = Field(False, description="Give every section an Anki subdeck of its own.")
    retire_after_days: Annotated[int, Field(ge=0, le=36500)] = Field(
        365, description="How long a retired entry keeps shipping with its banner, in days."
    )


@dataclass(frozen=True, slots=True)
class DeckSource:
    """The YAML files that make one deck, in order; `folder` is where they lie."""

    folder: Path
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with `glossdeck.yaml`, or a lone deck source.

    Parameters:
        folder: nothing outside it is read into packages.
        settings: from `glossdeck.yaml`, or the defaults.
        place: `glossdeck.yaml`, or the lone file, for problems.
        sources: its deck sources, all of them.
        chosen: those that the command is about.
        lock_path: where its lock is.
        is_lone: whether it is a deck source without a `glossdeck.yaml`.
        read: `glossdeck.yaml`, to find lines in.
        problems: what is wrong with `glossdeck.yaml`.
    """

    folder: Path
    settings: ProjectSettings
    place: Place
    sources: tuple[DeckSource, ...]
    chosen: tuple[DeckSource, ...]
    lock_path: Path
    is_lone: bool
    read: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()

    def editions(self, info: DeckInfo | None) -> tuple[Edition, ...]:
        """The project's editions; a lone deck's are those that its title names."""
        named = self.settings.editions or {name: lone_edition(info) for name in names_in(info)}
        return tuple(edition_of(name, each, self.settings.theme) for name, each in named.items())

    def output_folder(self, cwd: Path) -> Path:
        """Where packages go: `output` of the project, else `build` in the project when the
        person stands in it, else `build` where they stand."""
        if self.settings.output:
            return self.folder / self.settings.output
        inside = self.folder in (cwd, *cwd.parents)
        return (self.folder if inside else cwd) / "build"


def find_projects(paths: Iterable[Path], cwd: Path) -> tuple[Project, ...]:
    """The projects that paths belong to; without paths, the one of the current folder, of the
    nearest folder above it, or of `decks/`. Raises UserError where there is none."""
    chosen: dict[Path, list[Path]] = {}
    for path in paths or [_default(cwd)]:
        absolute = Path(os.path.abspath(cwd / path))
        if not absolute.exists():
            fix = "check the path, or run `glossdeck init` to start a project"
            raise UserError(error("no-such-file", f"{path} does not exist", fix))
        chosen.setdefault(_home(absolute), []).append(absolute)
    return tuple(_load(home, wanted) for home, wanted in chosen.items())


def option_in(project: Project, cwd: Path) -> str:
    """What `rename`, `retire` and `touch` need so that they find a project from a folder."""
    with suppress(UserError):
        found = _home(_default(cwd))
        if found == project.folder / PROJECT_FILE or _lone(found).lock_path == project.lock_path:
            return ""
    file = project.lock_path.name != LOCK_FILE
    return f" --in {shown_path(project.sources[0].files[0] if file else project.folder)}"


def unread_deck_ids(project: Project) -> frozenset[str]:
    """The ids of the decks that the command is not about."""
    ids = set()
    for path in (file for each in project.sources for file in each.files):
        if _has_deck(path) and not any(path in each.files for each in project.chosen):
            source, _ = read_source(path)
            deck = source.value.get("deck") if source and isinstance(source.value, dict) else None
            if isinstance(deck, dict):
                ids.add(str(deck.get("id")))
    return frozenset(ids)


def _default(cwd: Path) -> Path:
    for folder in (cwd, *cwd.parents, cwd / "decks"):
        if (folder / PROJECT_FILE).is_file():
            return folder
    if any(_yaml_files(cwd)):
        return cwd
    fix = "run `glossdeck init` to start one, or name a YAML file: `glossdeck build FILE`"
    raise UserError(error("no-project", "there is no glossdeck.yaml here or in decks/", fix))


def _home(path: Path) -> Path:
    """The `glossdeck.yaml` that a path belongs to, or the path itself when it stands alone."""
    if path.name == PROJECT_FILE:
        return path
    for folder in (path, *path.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder / PROJECT_FILE
    return path


def _load(home: Path, wanted: list[Path]) -> Project:
    if home.name != PROJECT_FILE:
        return _lone(home)
    place = Place(shown_path(home))
    source, problems = read_source(home)
    # An empty glossdeck.yaml is a project that leaves everything at its default.
    problems = tuple(problem for problem in problems if problem.rule != "empty-file")
    settings, wrong = decode(source.value if source else {}, ProjectSettings, place)
    settings = settings or ProjectSettings()
    folder = home.parent
    sources, missing = _sources(folder, settings, place)
    chosen = tuple(each for each in sources if _is_wanted(each, home, wanted))
    if not missing:
        missing = _nothing_chosen(sources, chosen, wanted, place)
    return Project(
        folder,
        settings,
        place,
        sources,
        chosen,
        folder / LOCK_FILE,
        is_lone=False,
        read=(source,) if source else (),
        problems=(*problems, *wrong, *missing, *_wrong_names(settings, place)),
    )


def _wrong_names(settings: ProjectSettings, place: Place) -> Iterator[Problem]:
    for name in settings.editions:
        found = wrong_name(name, place.at("editions", name)._replace(part="key"))
        if found:
            yield found


def _nothing_chosen(
    sources: tuple[DeckSource, ...],
    chosen: tuple[DeckSource, ...],
    wanted: list[Path],
    place: Place,
) -> tuple[Problem, ...]:
    if not sources:
        fix = "add a YAML file with `deck:` to the folder"
        return (error("no-deck", "the project has no deck", fix, place),)
    if not chosen:
        fix = f"add it to `decks` in {PROJECT_FILE}, or move it out of the project"
        message = f"{shown_path(wanted[0])} is not one of the project's deck sources"
        return (error("not-a-deck", message, fix, place),)
    return ()


def _is_wanted(source: DeckSource, home: Path, wanted: list[Path]) -> bool:
    for path in wanted:
        if path in (home, home.parent) or path in source.files:
            return True
        if path == source.folder and path.is_dir():
            return True
        if path.is_dir() and path in source.folder.parents:
            return True
    return False


def _lone(path: Path) -> Project:
    if path.is_dir():
        source = DeckSource(path, tuple(_yaml_files(path)))
        if not source.files:
            fix = "name a YAML file or a folder of them, or run `glossdeck init`"
            raise UserError(error("no-deck", f"{shown_path(path)} has no YAML file", fix))
        folder, lock = path, path / LOCK_FILE
    else:
        source = DeckSource(path.parent, (path,))
        folder, lock = path.parent, path.with_suffix(".lock")
    place = Place(shown_path(source.files[0]))
    return Project(folder, ProjectSettings(), place, (source,), (source,), lock, is_lone=True)


def _sources(
    folder: Path, settings: ProjectSettings, place: Place
) -> tuple[tuple[DeckSource, ...], tuple[Problem, ...]]:
    if settings.decks is None:
        return tuple(_discover(folder, settings)), ()
    sources, problems = [], []
    for index, name in enumerate(settings.decks):
        path = folder / name
        if folder not in (path.resolve(), *path.resolve().parents) or not path.exists():
            message = f"there is no `{name}` in the project's folder"
            fix = "correct the path; it starts at the folder of glossdeck.yaml"
            problems.append(error("no-such-file", message, fix, place.at("decks", index)))
        elif path.is_dir():
            sources.append(DeckSource(path, tuple(_yaml_files(path))))
        else:
            sources.append(DeckSource(path.parent, (path,)))
    return tuple(sources), tuple(problems)


def _discover(folder: Path, settings: ProjectSettings) -> Iterator[DeckSource]:
    """YAML files beside `glossdeck.yaml` are one deck if one of them has `deck:`, else a deck
    each; and each folder below that has one is a deck."""
    files = tuple(_yaml_files(folder))
    heads = [path for path in files if _has_deck(path)]
    if len(heads) > 1:
        yield from (DeckSource(folder, (path,)) for path in files)
    elif files:
        yield DeckSource(folder, files)
    output = folder / (settings.output or "build")
    for below in sorted(path for path in folder.iterdir() if path.is_dir()):
        if below.name.startswith((".", "_")) or below == output or (below / "theme.yaml").exists():
            continue
        inner = tuple(_yaml_files(below))
        if inner and any(_has_deck(path) for path in inner):
            yield DeckSource(below, inner)


def _yaml_files(folder: Path) -> Iterator[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as why:
        fix = "check the folder's permissions"
        message = f"{shown_path(folder)} cannot be read: {why.strerror}"
        raise UserError(error("unreadable", message, fix)) from None
    for name in names:
        path = folder / name
        is_ours = name in (PROJECT_FILE, "theme.yaml") or name.startswith(".")
        if name.lower().endswith(YAML_ENDINGS) and not is_ours and path.is_file():
            yield path


def _has_deck(path: Path) -> bool:
    """Whether a file begins a deck; a look at its lines, as broken files count too."""
    try:
        with path.open("rb") as file:
            return any(line.startswith((b"deck:", b"\xef\xbb\xbfdeck:")) for line in file)
    except OSError:
        return False
