"""One promise to learners, with what bears it out or breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .evidence import Evidence

_TAG = re.compile(r"<[^>]*>")
_LABEL_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Parameters:
        name: the promise as a sentence.
        kept: whether the evidence bears it out.
        evidence: what was counted or read.
        notes: the notes that break it, each as GUID and the beginning of its first field.
        way_on: what to do where breaking it is what the author wants; empty if nothing can be.
    """

    name: str
    kept: bool
    evidence: str
    notes: tuple[str, ...] = ()
    way_on: str = ""


def labels(evidence: Evidence, guids: Iterable[str]) -> tuple[str, ...]:
    """Notes as an author knows them again."""
    first_fields = {guid: note.fields[0] for guid, note in evidence.before.notes.items()}
    first_fields.update({note.guid: note.fields[0] for note in evidence.new.notes})
    return tuple(f"{guid} {plain(first_fields.get(guid, ''))}".strip() for guid in sorted({*guids}))


def plain(html: str) -> str:
    text = " ".join(_TAG.sub(" ", html).split())
    return text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "\u2026"
