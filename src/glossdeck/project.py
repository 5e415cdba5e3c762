"""Finds projects and their deck sources, and reads `glossdeck.yaml`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from .decksources import PROJECT_FILE, DeckSource, found_sources, named_sources, yaml_files
from .decode import decode
from .document import DeckInfo, Document
from .edition import Edition, EditionSettings, edition_of, lone_edition, names_in, wrong_name
from .problem import Place, Problem, UserError, error
from .source import Source, read_source
from .textfile import shown_path
from .wording import Line

LOCK_FILE = "glossdeck.lock"


def _or_defaults(value: Any) -> Any:
    """An edition of which only the name is given."""
    return {} if value is None else value


class ProjectSettings(Document):
    """What `glossdeck.yaml` holds: all that the decks of a project share."""

    namespace: Annotated[Line, Field(max_length=100)] | None = Field(
        None,
        description="Random letters that keep your decks apart from everyone else's. "
        "Never change it after the first release.",
        examples=["k3v9q0d2m8xw"],
    )
    editions: dict[str, Annotated[EditionSettings, BeforeValidator(_or_defaults)]] = Field(
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

    def editions_with(self, theme: str) -> dict[str, str]:
        """The languages of the editions that have a theme, by name; none for a lone deck."""
        named = self.settings.editions.items()
        editions = (edition_of(name, each, self.settings.theme) for name, each in named)
        return {each.name: each.language for each in editions if each.theme == theme}

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


def _default(cwd: Path) -> Path:
    for folder in (cwd, *cwd.parents, cwd / "decks"):
        if (folder / PROJECT_FILE).is_file():
            return folder
    if any(yaml_files(cwd)):
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


def _sources(
    folder: Path, settings: ProjectSettings, place: Place
) -> tuple[tuple[DeckSource, ...], tuple[Problem, ...]]:
    if settings.decks is not None:
        return named_sources(folder, settings.decks, place)
    return tuple(found_sources(folder, folder / (settings.output or "build"))), ()


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
        source = DeckSource(path, tuple(yaml_files(path)))
        if not source.files:
            fix = "name a YAML file or a folder of them, or run `glossdeck init`"
            raise UserError(error("no-deck", f"{shown_path(path)} has no YAML file", fix))
        folder, lock = path, path / LOCK_FILE
    else:
        source = DeckSource(path.parent, (path,))
        folder, lock = path.parent, path.with_suffix(".lock")
    place = Place(shown_path(source.files[0]))
    return Project(folder, ProjectSettings(), place, (source,), (source,), lock, is_lone=True)
