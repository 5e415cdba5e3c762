"""The three note types: their fields, templates and reserved slots, the same for ever.

Anki takes a package's note type for the one that a learner has only while the number and the
order of fields and templates stay as they were first imported; a change makes a second note
type, and every note of the first never updates again. So nothing here may be added, removed
or moved. What a theme adds after release goes into slots that were there from the start.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

SLOTS = tuple(f"Slot{number}" for number in range(1, 7))
"""Fields of every note type that mean nothing until a theme names them."""


@dataclass(frozen=True, slots=True)
class TemplateSpec:
    """One card template of a note type.

    Parameters:
        name: as Anki lists it, until a theme renames a reserved one.
        switch: the field that must be filled for its card to exist; empty for none.
        reserved: it means nothing until a theme uses it.
    """

    name: str
    switch: str = ""
    reserved: bool = False

    @property
    def file(self) -> str:
        """Name of its theme files, before `.front.html` and `.back.html`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class NoteTypeSpec:
    """One note type, whatever the edition.

    Parameters:
        key: its name in code, in the lock and as a folder of themes.
        title: the first part of its name in Anki.
        is_cloze: Anki's cloze kind: one template, and a card for each number.
    """

    key: str
    title: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[TemplateSpec, ...]

    @property
    def own_fields(self) -> tuple[str, ...]:
        """The fields that are not slots."""
        return tuple(name for name in self.fields if name not in SLOTS)

    @property
    def reserved(self) -> tuple[TemplateSpec, ...]:
        """The templates that a theme may use."""
        return tuple(template for template in self.templates if template.reserved)

    def index(self, field: str) -> int:
        """Position of a field. Raises ValueError when there is none of this name."""
        return self.fields.index(field)


_SPECS = (
    NoteTypeSpec(
        "term",
        "Glossary term",
        False,
        (
            *("Term", "Definition", "Example", "Also", "Contrast", "Extra", "Source", "Section"),
            *("AskDefinition", "AskTerm", "AskExample", "AskCard4", "AskCard5"),
            *("Retired", *SLOTS),
        ),
        (
            TemplateSpec("Definition", "AskDefinition"),
            TemplateSpec("Term", "AskTerm"),
            TemplateSpec("Example", "AskExample"),
            TemplateSpec("Card4", "AskCard4", reserved=True),
            TemplateSpec("Card5", "AskCard5", reserved=True),
        ),
    ),
    NoteTypeSpec(
        "cloze",
        "Glossary cloze",
        True,
        ("Text", "Section", "Extra", "Source", "Retired", *SLOTS),
        (TemplateSpec("Cloze"),),
    ),
    NoteTypeSpec(
        "question",
        "Glossary question",
        False,
        ("Question", "Answer", "Extra", "Source", "Section", "AskCard2", "Retired", *SLOTS),
        (TemplateSpec("Answer"), TemplateSpec("Card2", "AskCard2", reserved=True)),
    ),
)

NOTE_TYPES: Mapping[str, NoteTypeSpec] = MappingProxyType({spec.key: spec for spec in _SPECS})
"""By key, in the order in which they ship."""

_EPOCH_MS = 1_262_304_000_000
"""1 January 2010; ids of note types lie in the 300,000,000 seconds from there, in the past."""

_SPAN_MS = 300_000_000_000

_MAX_ID = 2**53 - 1
"""The largest integer that every JSON reader keeps."""


def note_type_id(namespace: str, edition: str, key: str) -> int:
    """Stable id of a note type: milliseconds in the past."""
    return _EPOCH_MS + _digest("note type", namespace, edition, key) % _SPAN_MS


def field_id(namespace: str, edition: str, key: str, name: str) -> int:
    """Stable id of a field: 1 to 2**53 - 1. A slot keeps it, whatever a theme names it."""
    return 1 + _digest("field", namespace, edition, key, name) % _MAX_ID


def template_id(namespace: str, edition: str, key: str, name: str) -> int:
    """Stable id of a template by its first name: 1 to 2**53 - 1."""
    return 1 + _digest("template", namespace, edition, key, name) % _MAX_ID


def note_type_name(spec: NoteTypeSpec, edition_title: str) -> str:
    """How learners find it in Anki. Anki refuses quotation marks and names without text."""
    title = " ".join(unicodedata.normalize("NFC", edition_title).replace('"', "'").split())
    return f"{spec.title} ({title})" if title else spec.title


def _digest(*parts: str) -> int:
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
