"""A project with its themes and decks, read and checked, ready to be compiled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .assemble import load_deck
from .crosscheck import check_decks
from .deck import Deck
from .decksources import DeckSource
from .edition import Edition, wrong_name
from .problem import Problem, error
from .project import Project
from .source import Source, locate
from .theme import Theme, load_theme
from .wording import text_for

Progress = Callable[[str], None]
"""Told what is being done, in a few words, each time something longer begins."""


def quiet(_: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class LoadedDeck:
    """A deck source that could be read, with the editions that it is in."""

    source: DeckSource
    deck: Deck
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class LoadedProject:
    """Everything that the files of a project say.

    Parameters:
        decks: those chosen that have no error.
        themes: by the name or path that editions give.
        files: what was read, to find lines in.
        problems: each with its line.
    """

    project: Project
    decks: tuple[LoadedDeck, ...]
    themes: Mapping[str, Theme]
    files: tuple[Source, ...]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something keeps it from being built."""
        return any(problem.is_error for problem in self.problems)

    def without_decks(self) -> LoadedProject:
        """The same without its documents, once drafts have been made of them."""
        return replace(self, decks=())

    def without_sources(self) -> LoadedProject:
        """The same without its decks and files, once notes have been made of them."""
        return replace(self, decks=(), files=())


def load_project(project: Project, progress: Progress = quiet) -> LoadedProject:
    """Read all that the chosen decks of a project need."""
    themes, problems = _themes(project)
    problems += project.problems
    slots = _slots(themes)
    loaded, files = [], list(project.read)
    for source in project.chosen:
        several = len(source.files) > 1
        progress(f"reading {source.folder.name if several else source.files[0].name}")
        result = load_deck(source, project, slots)
        files += result.files
        problems += result.problems
        if result.deck is not None:
            loaded.append(LoadedDeck(source, result.deck, _editions(result.deck, project)))
    problems += check_decks(each.deck for each in loaded)
    if not project.problems:  # else it may only be the editions that could not be read
        problems += [_no_edition(each) for each in loaded if not each.editions]
    return LoadedProject(project, tuple(loaded), themes, tuple(files), locate(problems, files))


def _themes(project: Project) -> tuple[dict[str, Theme], list[Problem]]:
    names = {project.settings.theme}
    names |= {each.theme for each in project.settings.editions.values() if each.theme}
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for name in sorted(names):
        theme, wrong = load_theme(name, project.folder)
        problems += [_asked_for(name, each, project) for each in wrong]
        if theme is not None:
            themes[name] = theme
            if not all(layer.is_shipped for layer in theme.layers):
                from .themecheck import check_before_build

                problems += check_before_build(theme, project.editions_with(name))
    return themes, problems


def _asked_for(name: str, problem: Problem, project: Project) -> Problem:
    """A theme that is not there is told where the project names it."""
    if problem.place is not None or problem.location is not None:
        return problem
    by_edition = project.settings.editions.items()
    edition = next((key for key, each in by_edition if each.theme == name), "")
    is_shared = project.settings.theme == name
    route = ("theme",) if is_shared else ("editions", edition, "theme")
    return replace(problem, place=project.place.at(*route))


def theme_fields(project: Project) -> dict[str, tuple[str, ...]]:
    """The fields that a project's themes add to entries, by key of the note type."""
    return _slots(_themes(project)[0])


def _slots(themes: Mapping[str, Theme]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for theme in themes.values():
        for key, names in theme.slot_fields.items():
            found.setdefault(key, {}).update(dict.fromkeys(names))
    return {key: tuple(names) for key, names in found.items()}


def _editions(deck: Deck, project: Project) -> tuple[Edition, ...]:
    return tuple(
        edition
        for edition in project.editions(deck.info)
        if text_for(deck.info.title, edition.name) is not None and not wrong_name(edition.name)
    )


def _no_edition(loaded: LoadedDeck) -> Problem:
    fix = "give the deck a `title` for at least one edition"
    place = loaded.deck.info.place.at("title")
    return error("no-edition", "the deck is in none of the project's editions", fix, place)
