"""Whether content changed: short hashes that the lock keeps in place of the content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .note import NoteType

LENGTH = 16
"""Hex characters, 64 bits: enough to tell one version of a note from another."""


def note_hash(note_type: str, fields: Sequence[str], tags: Sequence[str]) -> str:
    """Of what an update would bring to the learner; `due` and deck name are no part of it.

    Fields and tags cannot hold control characters, so these can separate them.
    """
    text = "\x1e".join((note_type, "\x1f".join(fields), "\x1f".join(tags)))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def type_hash(note_type: NoteType) -> str:
    """Of what Anki stores of a note type, but its time."""
    parts = [note_type.name, note_type.css]
    parts += [f"{field.id} {field.name}" for field in note_type.fields]
    for template in note_type.templates:
        parts += [str(template.id), template.name, template.front, template.back]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:LENGTH]
