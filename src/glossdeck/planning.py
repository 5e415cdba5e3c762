"""From a loaded project and its lock to what its packages would hold; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .drafting import Drafted, draft_project
from .load import LoadedProject, Progress, quiet
from .lock import Lock
from .media import MediaStore
from .note import MediaFile, Note, PackageContent
from .plan import Plan, plan
from .problem import Problem
from .project import option_in
from .retiredmedia import retired_pictures
from .source import locate
from .template import ords
from .theme import Theme

CREATED_S = 1_577_836_800
"""1 January 2020: the creation time of every package's collection, which Anki does not use."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A whole project as it would ship.

    Parameters:
        loaded: what it was made from.
        old: the lock as it was.
        plan: notes, note types, the new lock.
        contents: each package by (deck id, edition name).
        problems: of sources, texts and decisions, each with its line.
    """

    loaded: LoadedProject
    old: Lock
    plan: Plan
    contents: Mapping[tuple[str, str], PackageContent]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something keeps it from being built."""
        return any(problem.is_error for problem in self.problems)

    def without_sources(self) -> Planned:
        """The same without the documents that it was made from, which `writing` needs no more."""
        return replace(self, loaded=self.loaded.without_sources())


def plan_project(
    loaded: LoadedProject, lock: Lock, now_s: int, progress: Progress = quiet
) -> Planned:
    """What a build at this time would ship; reads pictures, writes nothing."""
    return plan_drafts(loaded, draft_project(loaded, lock, progress), lock, now_s, progress)


def plan_drafts(
    loaded: LoadedProject, drafted: Drafted, lock: Lock, now_s: int, progress: Progress = quiet
) -> Planned:
    """The same from drafts; of the project, its decks are not needed any more."""
    progress("comparing with the lock")
    where = option_in(loaded.project, Path.cwd())
    result = plan(
        drafted.drafts,
        drafted.types,
        drafted.lock,
        now_s,
        scope=frozenset(drafted.shown),
        ords=ords,
        banners=drafted.banners,
        retire_after_days=loaded.project.settings.retire_after_days,
        where=where,
    )
    contents, missing = _contents(result, drafted, loaded.project.lock_path, where)
    # Editions that share a text share its problems.
    decisions = _without_consequences(result.problems, drafted.problems)
    found = (*loaded.problems, *drafted.problems, *drafted.departures, *decisions, *missing)
    problems = dict.fromkeys(found)
    return Planned(loaded, lock, result, contents, locate(problems, loaded.files))


def _without_consequences(decisions: Iterable[Problem], texts: Sequence[Problem]) -> list[Problem]:
    """An entry whose text is wrong gives no note; it must not be said to be gone as well."""
    if not any(problem.is_error for problem in texts):
        return list(decisions)
    return [problem for problem in decisions if problem.rule not in ("removed", "renamed")]


def _contents(
    result: Plan, drafted: Drafted, lock_path: Path, where: str
) -> tuple[dict[tuple[str, str], PackageContent], list[Problem]]:
    """Each package, and what is missing in it."""
    notes: dict[tuple[str, str], list[Note]] = {key: [] for key in drafted.decks}
    for note in result.notes:
        deck_id, edition, _ = note.key.split("/", 2)
        notes[deck_id, edition].append(note)
    contents = {}
    problems = []
    for key, (options, theme) in drafted.decks.items():
        files = _media(theme, drafted.media, drafted.shown[key])
        for each in retired_pictures(notes[key], files, lock_path, where):
            if isinstance(each, Problem):
                problems.append(each)
            else:
                files[each.name] = each
        media = tuple(files[name] for name in sorted(files))
        types = result.note_types[key[1]]
        contents[key] = PackageContent(options, types, tuple(notes[key]), media, CREATED_S)
    return contents, problems


def _media(theme: Theme, store: MediaStore, shown: frozenset[str]) -> dict[str, MediaFile]:
    """The pictures that an edition's notes show, and the theme's own files, by name."""
    files = {file.name: file for file in theme.media}
    return files | {name: store.files[name] for name in shown}
