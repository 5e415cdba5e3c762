"""From a loaded project and its lock to what its packages would hold; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .compile import SlotNumbers, ThemeWords, compile_deck, deck_title
from .describe import describe
from .load import LoadedProject, Progress, quiet
from .lock import Lock
from .media import MediaStore
from .note import DeckOptions, MediaFile, Note, NoteDraft, NoteType, PackageContent
from .notetypes import NOTE_TYPES
from .plan import Plan, plan
from .problem import Problem
from .project import Edition
from .slots import Slots, assign_slots
from .source import locate
from .template import ords
from .theme import Theme, label, note_types
from .themesettings import ThemeCard

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
    media = MediaStore(loaded.project.folder)
    problems: list[Problem] = []
    drafts: list[NoteDraft] = []
    shown: dict[tuple[str, str], frozenset[str]] = {}
    types: dict[str, tuple[NoteType, ...]] = {}
    banners: dict[str, str] = {}
    remembered = lock
    for edition in editions_of(loaded):
        theme = loaded.themes.get(edition.theme)
        if theme is None:
            continue
        lock, words, templates, found = _theme_words(lock, theme, edition)
        problems += found
        types[edition.name] = note_types(theme, lock.namespace, edition, words.slots, templates)
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
    return Planned(loaded, remembered, result, contents, located)


def editions_of(loaded: LoadedProject) -> tuple[Edition, ...]:
    """Every edition that a chosen deck is in."""
    return tuple(dict.fromkeys(edition for each in loaded.decks for edition in each.editions))


def _theme_words(
    lock: Lock, theme: Theme, edition: Edition
) -> tuple[Lock, ThemeWords, SlotNumbers, list[Problem]]:
    numbers: dict[str, Mapping[str, int]] = {}
    templates: dict[str, Mapping[str, int]] = {}
    cards: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for key in ("term", "cloze", "question"):
        names = theme.slot_fields.get(key, ())
        further = theme.cards.get(key, ())
        slots = assign_slots(lock, edition.name, key, names, [card.name for card in further])
        lock = slots.lock
        problems += slots.problems
        numbers[key] = slots.fields
        templates[key] = slots.templates
        cards[key] = dict(_switches(key, further, slots))
    question = label(theme, edition, "contrast_question")
    return lock, ThemeWords(numbers, cards, question), templates, problems


def _switches(key: str, cards: Sequence[ThemeCard], slots: Slots) -> Iterator[tuple[str, str]]:
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
                    _media(theme, media, shown[key]),
                    CREATED_S,
                )
    return contents


def _media(theme: Theme, store: MediaStore, shown: frozenset[str]) -> tuple[MediaFile, ...]:
    """The pictures that an edition's notes show, and the theme's own files."""
    files = {file.name: file for file in theme.media}
    files |= {name: store.files[name] for name in shown}
    return tuple(files[name] for name in sorted(files))
