"""A whole project's documents and themes as drafts of notes, before they have an identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .compile import Compiled, SlotNumbers, ThemeWords, compile_deck, deck_title
from .departures import departures
from .describe import describe
from .edition import Edition
from .load import LoadedDeck, LoadedProject, Progress, quiet
from .lock import Lock
from .media import MediaStore
from .note import DeckOptions, NoteDraft, NoteType
from .notetypes import NOTE_TYPES
from .problem import Problem, Severity
from .project import option_in
from .slots import Renaming, Slots, assign_slots
from .source import locate
from .theme import Theme, label, note_types
from .themelayers import slot_places
from .themesettings import NoteTypeKey, ThemeCard


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a project's files say, for all of its editions.

    Parameters:
        lock: with the slots that themes take.
        drafts: in the order of the source, an edition after the other.
        types: note types by edition, without times.
        banners: by edition, what the fronts of retired notes say.
        shown: names of the pictures in each (deck id, edition name).
        media: the pictures.
        decks: name and description of each (deck id, edition name), and its theme.
        departures: decks and editions of the lock that are gone.
    """

    lock: Lock
    drafts: tuple[NoteDraft, ...]
    types: Mapping[str, tuple[NoteType, ...]]
    banners: Mapping[str, str]
    shown: Mapping[tuple[str, str], frozenset[str]]
    media: MediaStore
    decks: Mapping[tuple[str, str], tuple[DeckOptions, Theme]]
    problems: tuple[Problem, ...]
    departures: tuple[Problem, ...] = ()


def draft_project(loaded: LoadedProject, lock: Lock, progress: Progress = quiet) -> Drafted:
    """Compile every deck in every edition; reads pictures, writes nothing."""
    media = MediaStore(loaded.project.folder)
    problems: list[Problem] = []
    drafts: list[NoteDraft] = []
    shown: dict[tuple[str, str], frozenset[str]] = {}
    types: dict[str, tuple[NoteType, ...]] = {}
    banners: dict[str, str] = {}
    decks: dict[tuple[str, str], tuple[DeckOptions, Theme]] = {}
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
                problems += compiled.problems or _emptiness(each, edition, compiled, lock)
                key = (each.deck.info.id, edition.name)
                shown[key] = compiled.media
                decks[key] = DeckOptions(title, describe(each.deck, edition, theme)), theme
    where = option_in(loaded.project, Path.cwd())
    left = tuple(departures(loaded, lock, shown.keys(), where))
    return Drafted(lock, tuple(drafts), types, banners, shown, media, decks, tuple(problems), left)


def _emptiness(
    loaded: LoadedDeck, edition: Edition, compiled: Compiled, lock: Lock
) -> Iterator[Problem]:
    """A deck that would give its learners nothing, not even retired notes."""
    deck_id = loaded.deck.info.id
    known = ((note.deck, note.edition) for note in lock.notes.values())
    if compiled.drafts or (deck_id, edition.name) in known:
        return
    where = f" in the edition `{edition.name}`" if len(loaded.editions) > 1 else ""
    message = f"the deck has no cards{where} yet"
    fix = "add `terms`, or `sections` with points or questions"
    if where:
        fix += ", that have a text for it"
    yield Problem("empty-deck", Severity.WARNING, message, fix, loaded.deck.info.place)


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
    keys: tuple[NoteTypeKey, ...] = ("term", "cloze", "question")
    for key in keys:
        names = theme.slot_fields.get(key, ())
        further = theme.cards.get(key, ())
        slots = assign_slots(
            lock,
            edition.name,
            key,
            names,
            [card.name for card in further],
            Renaming(
                {card.name: card.was for card in further if card.was},
                {card.name for card in further if card.is_new},
            ),
            slot_places(theme.layers, key),
        )
        lock = slots.lock
        problems += slots.problems
        numbers[key] = slots.fields
        templates[key] = slots.templates
        cards[key] = dict(_switches(key, further, slots))
    question = label(theme, edition, "contrast_question")
    sources = [layer.source for layer in theme.layers if layer.source]
    found = list(locate(problems, sources))
    return lock, ThemeWords(numbers, cards, question), templates, found


def _switches(key: str, cards: Sequence[ThemeCard], slots: Slots) -> Iterator[tuple[str, str]]:
    reserved = NOTE_TYPES[key].reserved
    for card in cards:
        if card.name in slots.templates:
            switch = reserved[slots.templates[card.name] - 1].switch
            needed = card.needs
            yield switch, f"Slot{slots.fields[needed]}" if needed in slots.fields else needed
