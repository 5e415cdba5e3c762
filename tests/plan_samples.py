"""Drafts, note types and builds for the tests of the planner; small enough to read."""

from __future__ import annotations

from collections.abc import Sequence

from glossdeck.cloze_reader import to_cloze
from glossdeck.clozefield import card_ords
from glossdeck.lock import Lock
from glossdeck.note import Field, Kind, NoteDraft, NoteType, Template
from glossdeck.plan import Plan, plan
from glossdeck.problem import Place

FIELDS = {
    "term": ("Term", "Definition", "Retired"),
    "cloze": ("Text", "Retired"),
    "question": ("Question", "Answer", "Retired"),
}
EMPTY = Lock("a-namespace")


def note_types(css: str = "") -> tuple[NoteType, ...]:
    """One of each kind, as the theme would give them."""
    return tuple(
        NoteType(
            key,
            1000 + place,
            key.title(),
            key == "cloze",
            tuple(Field(place * 10 + at, name) for at, name in enumerate(fields)),
            (Template(place + 1, "Card", "front", "back"),),
            css,
        )
        for place, (key, fields) in enumerate(FIELDS.items())
    )


def draft(kind: Kind, entry_id: str, fields: tuple[str, ...], cloze: str = "") -> NoteDraft:
    """A draft of the deck `deck` in the edition `all`; its text is its place."""
    parsed = to_cloze(cloze).cloze if cloze else None
    assert bool(parsed) == bool(cloze), cloze
    where = Place("deck.yaml", (kind, entry_id or cloze or fields[0]))
    tags = (f"deck::kind::{kind}",)
    return NoteDraft("deck", "all", kind, entry_id, fields, parsed, "Deck", tags, where)


def term(name: str, definition: str = "What it is.", entry_id: str = "") -> NoteDraft:
    made = entry_id or name.lower().replace(" ", "-")
    return draft(Kind.TERM, made, (name, definition, ""))


def point(text: str, entry_id: str = "") -> NoteDraft:
    return draft(Kind.POINT, entry_id, ("", ""), text)


def question(ask: str, answer: str, entry_id: str = "") -> NoteDraft:
    return draft(Kind.QUESTION, entry_id, (ask, answer, ""))


def build(
    drafts: Sequence[NoteDraft],
    lock: Lock = EMPTY,
    now_s: int = 1000,
    *,
    editions: Sequence[str] = ("all",),
    decks: Sequence[str] = ("deck",),
    css: str = "",
    days: int = 365,
) -> Plan:
    """A plan as `build` makes it."""
    return plan(
        drafts,
        {edition: note_types(css) for edition in editions},
        lock,
        now_s,
        scope=frozenset((deck, edition) for deck in decks for edition in editions),
        ords=lambda kind, fields: card_ords(fields) if kind.is_cloze else (0,),
        banners=dict.fromkeys(editions, "<div>Retired</div>"),
        retire_after_days=days,
    )


def numbers(plan: Plan, key: str) -> dict[str, int]:
    """Answer to number of a note's facts."""
    return {fact.answer: fact.number for fact in plan.lock.notes[key].facts}
