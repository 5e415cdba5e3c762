"""What the server tells the page: a view as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..problem import Location, Problem
from ..studyscreen import ShownCard
from .catalogue import ListedNote
from .clients import CLIENTS
from .mathjax import find_mathjax
from .session import View
from .tokens import token_sheets

if TYPE_CHECKING:
    from ..notediff import FieldChange


_AROUND = 120
"""Characters of a long line on each side of what is wrong in it."""


def state(view: View, anki: str) -> dict[str, Any]:
    """Everything but the cards themselves."""
    listed = view.catalogue
    versions = [note.version for note in listed.notes]
    return {
        "revision": view.revision,
        "stamp": view.stamp,
        "title": listed.title,
        "anki": anki,
        "decks": [asdict(name) for name in listed.decks],
        "editions": [asdict(name) for name in listed.editions],
        "sections": [asdict(name) for name in listed.sections],
        "notes": [_note(note) for note in listed.notes],
        "changes": {guid: [*map(_change, fields)] for guid, fields in view.changes.items()},
        "cards": [[at, number, versions[at]] for at, number in listed.cards],
        "problems": [_problem(problem) for problem in listed.problems],
        "failures": [_problem(problem) for problem in view.failures],
        "styles": {str(each.id): each.css for each in view.styles.values()},
        "templates": {
            str(each.id): [template[0] for template in each.templates]
            for each in view.styles.values()
        },
        "themes": token_sheets(view),
        "media": sorted(view.media),
        "imports": {
            name: path.read_text("utf-8", "replace")
            for name, path in view.media.items()
            if name.endswith(".css")
        },
        "clients": [asdict(client) for client in CLIENTS],
        "mathjax": find_mathjax() is not None,
    }


def cards_state(cards: Iterable[ShownCard]) -> list[dict[str, Any]]:
    """Rendered cards."""
    return [asdict(card) for card in cards]


def _note(listed: ListedNote) -> dict[str, Any]:
    note = listed.note
    return {
        "key": note.key,
        "guid": note.guid,
        "type": str(listed.style),
        "kind": note.kind,
        "deck": listed.deck,
        "edition": listed.edition,
        "title": listed.title,
        "text": listed.text,
        "sections": listed.sections,
        "tags": listed.tags,
        "change": listed.change,
        "problems": listed.problems,
        "file": note.place.file if note.place else "",
    }


def _change(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "pieces": [[each.mark, each.text] for each in change.pieces]}


def _line(where: Location) -> tuple[str, str, str]:
    """A line before, at and after what is wrong in it; long ones only around that."""
    start, end = where.column - 1, where.end - 1
    before, marked, after = where.text[:start], where.text[start:end], where.text[end:]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND]}…"
    return before.lstrip(), marked[: 2 * _AROUND], after.rstrip()


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.location
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "fix": problem.fix,
        "where": f"{where.path}:{where.line}:{where.column}" if where else "",
        "line": _line(where) if where else ("", "", ""),
    }
