"""From a loaded project and its lock to packages on disk."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .compile import ThemeWords, compile_deck, deck_title
from .decode import nearest
from .describe import describe
from .document import DEFAULT
from .load import LoadedProject, Progress, load_project, quiet
from .lock import Lock, read_lock, write_lock
from .media import MediaStore
from .note import DeckOptions, Kind, Note, NoteDraft, NoteType, PackageContent
from .notetypes import NOTE_TYPES
from .package import check_name, package_bytes
from .plan import Plan, plan
from .problem import Problem, UserError, error
from .project import Edition, Project
from .slots import Slots, assign_slots
from .source import locate
from .staging import staged
from .template import ords
from .textfile import read_text, shown_path
from .theme import Theme, ThemeCard, label, note_types

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


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A package that was written; `size` in bytes, `cards` by kind."""

    deck: str
    edition: str
    name: str
    path: Path
    notes: int
    cards: Mapping[Kind, int]
    media: int
    size: int


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did, or why it did nothing."""

    planned: Planned
    packages: tuple[BuiltPackage, ...]
    lock_written: bool

    @property
    def failed(self) -> bool:
        """Whether nothing was written because of problems."""
        return self.planned.has_errors

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is to be said, each with its line."""
        return self.planned.problems


def package_name(deck: str, edition: str) -> str:
    """The file name of a package."""
    return f"{deck}.apkg" if edition == DEFAULT else f"{deck}-{edition}.apkg"


def plan_project(
    loaded: LoadedProject, lock: Lock, now_s: int, progress: Progress = quiet
) -> Planned:
    """What a build at this time would ship; reads pictures, writes nothing."""
    media = MediaStore(loaded.project.folder)
    problems: list[Problem] = []
    drafts: list[NoteDraft] = []
    shown: dict[tuple[str, str], frozenset[str]] = {}
    types: dict[str, tuple[NoteType, ...]] = {}
    banners: dict[str, str] = {}
    for edition in _editions(loaded):
        theme = loaded.themes.get(edition.theme)
        if theme is None:
            continue
        lock, words, found = _theme_words(lock, theme, edition)
        problems += found
        types[edition.name] = _types(theme, lock, loaded.project, edition, words)
        banners[edition.name] = label(theme, edition, "retired_banner")
        for each in loaded.decks:
            if edition in each.editions:
                progress(f"compiling {each.deck.info.id}, {edition.title or 'one edition'}")
                title = deck_title(each.deck, edition, each.editions) or ""
                subdecks = loaded.project.settings.subdecks
                compiled = compile_deck(each.deck, edition, words, media, title, subdecks)
                drafts += compiled.drafts
                problems += compiled.problems
                shown[each.deck.info.id, edition.name] = compiled.media
    progress("comparing with the lock")
    result = plan(
        drafts,
        types,
        lock,
        now_s,
        scope=frozenset(shown),
        ords=ords,
        banners=banners,
        retire_after_days=loaded.project.settings.retire_after_days,
    )
    problems += result.problems
    contents = _contents(loaded, result, media, shown)
    located = locate((*loaded.problems, *problems), loaded.files)
    return Planned(loaded, lock, result, contents, located)


def _editions(loaded: LoadedProject) -> tuple[Edition, ...]:
    return tuple(dict.fromkeys(edition for each in loaded.decks for edition in each.editions))


def _theme_words(
    lock: Lock, theme: Theme, edition: Edition
) -> tuple[Lock, ThemeWords, list[Problem]]:
    numbers: dict[str, Mapping[str, int]] = {}
    cards: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for key in ("term", "cloze", "question"):
        names = theme.slot_fields.get(key, ())
        further = theme.cards.get(key, ())
        slots = assign_slots(lock, edition.name, key, names, [card.name for card in further])
        lock = slots.lock
        problems += slots.problems
        numbers[key] = slots.fields
        cards[key] = dict(_switches(key, further, slots))
    question = label(theme, edition, "contrast_question")
    return lock, ThemeWords(numbers, cards, question), problems


def _switches(key: str, cards: tuple[ThemeCard, ...], slots: Slots) -> Iterator[tuple[str, str]]:
    reserved = NOTE_TYPES[key].reserved
    for card in cards:
        if card.name in slots.templates:
            switch = reserved[slots.templates[card.name] - 1].switch
            needed = card.needs
            yield switch, f"Slot{slots.fields[needed]}" if needed in slots.fields else needed


def _contents(
    loaded: LoadedProject,
    result: Plan,
    media: MediaStore,
    shown: Mapping[tuple[str, str], frozenset[str]],
) -> dict[tuple[str, str], PackageContent]:
    notes: dict[tuple[str, str], list[Note]] = {key: [] for key in shown}
    for note in result.notes:
        deck_id, edition_name, _ = note.key.split("/", 2)
        notes[deck_id, edition_name].append(note)
    contents = {}
    for each in loaded.decks:
        for edition in each.editions:
            key = (each.deck.info.id, edition.name)
            if key in shown:
                theme = loaded.themes[edition.theme]
                title = deck_title(each.deck, edition, each.editions) or ""
                contents[key] = PackageContent(
                    DeckOptions(title, describe(each.deck, edition, theme)),
                    result.note_types[edition.name],
                    tuple(notes[key]),
                    tuple(media.files[name] for name in sorted(shown[key])),
                    CREATED_S,
                )
    return contents


def build_project(
    project: Project,
    now_s: int,
    folder: Path,
    *,
    editions: tuple[str, ...] = (),
    progress: Progress = quiet,
) -> BuildResult:
    """Write the packages of a project into a folder; nothing when anything is wrong.

    Parameters:
        now_s: time of the build, whole seconds since 1970.
        editions: names of the editions to write; all when empty.

    Raises:
        UserError: the lock is broken, or a file cannot be written; all files are as before.
    """
    loaded = load_project(project, progress)
    _check_editions(loaded, editions)
    with lock_held(project.lock_path):
        lock, exists = lock_of(loaded)
        planned = plan_project(loaded, lock, now_s, progress)
        if planned.has_errors:
            return BuildResult(planned, (), lock_written=False)
        is_new = not exists or planned.plan.lock != planned.old
        packages = _write(planned, folder, editions, is_new, progress)
    return BuildResult(planned, packages, is_new)


def _check_editions(loaded: LoadedProject, wanted: tuple[str, ...]) -> None:
    known = [edition.name for edition in _editions(loaded)]
    for name in wanted:
        if name not in known and not loaded.has_errors:
            message = f"there is no edition `{name}`"
            raise UserError(error("unknown-edition", message, nearest(name, known)))


def lock_of(loaded: LoadedProject) -> tuple[Lock, bool]:
    """The project's lock, or an empty one, and whether there was one. Raises UserError."""
    path = loaded.project.lock_path
    given = loaded.project.settings.namespace or next(
        (each.deck.info.namespace for each in loaded.decks if each.deck.info.namespace), None
    )
    if not path.exists():
        return Lock(given or random_namespace()), False
    text, problem = read_text(path, shown_path(path))
    if problem:
        raise UserError(problem)
    return read_lock(text, shown_path(path), given or ""), True


def random_namespace() -> str:
    """Letters and digits that no other project has: 80 random bits in base 32."""
    return "".join(secrets.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(16))


def _write(
    planned: Planned, folder: Path, editions: tuple[str, ...], lock_is_new: bool, progress: Progress
) -> tuple[BuiltPackage, ...]:
    """Everything is on disk beside its place before anything is moved, so that a full disk
    changes nothing. The lock goes first: a package whose numbers the lock does not know would
    let the next build give them to other facts, while a lock without its package only knows
    numbers that nobody has seen yet."""
    packages = []
    with ExitStack() as stack:
        files = []
        if lock_is_new:
            text = write_lock(planned.plan.lock).encode()
            files.append(stack.enter_context(staged(planned.loaded.project.lock_path, text)))
        for (deck, edition), content in planned.contents.items():
            if editions and edition not in editions:
                continue
            path = folder / package_name(deck, edition)
            check_name(path)
            progress(f"writing {path.name}")
            data = package_bytes(content)
            files.append(stack.enter_context(staged(path, data)))
            packages.append(_built(deck, edition, content, path, len(data)))
        for file in files:
            file.commit()
    return tuple(packages)


def _built(
    deck: str, edition: str, content: PackageContent, path: Path, size: int
) -> BuiltPackage:
    cards: Counter[Kind] = Counter()
    for note in content.notes:
        cards[note.kind] += len(note.ords)
    return BuiltPackage(
        deck, edition, content.deck.name, path, len(content.notes), cards, len(content.media), size
    )


@contextmanager
def lock_held(path: Path, timeout_s: float = 60.0) -> Iterator[None]:
    """Keeps two builds of one project apart. The file that says so is not in the project, where
    it would be committed by mistake, but in the system's folder for such files."""
    from filelock import FileLock, Timeout

    digest = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else "user"
    name = Path(tempfile.gettempdir()) / f"glossdeck-{user}-{digest}.busy"
    try:
        with FileLock(name, timeout=timeout_s):
            yield
    except Timeout:
        fix = "wait until it has finished, then build again"
        raise UserError(error("busy", "another build of this project is running", fix)) from None
