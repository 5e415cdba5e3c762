"""Small packages for the tests, with the note types that ship and templates of a few words."""

from __future__ import annotations

from dataclasses import replace

from glossdeck.note import (
    DeckOptions,
    Field,
    Kind,
    MediaFile,
    Note,
    NoteType,
    PackageContent,
    Template,
)
from glossdeck.notetypes import NOTE_TYPES, NoteTypeSpec, TemplateSpec

BUILT_S = 1_700_000_000
"""Time of the first release, whole seconds."""

_SIDES = {
    "Definition": ("{{Term}}", "{{Definition}}"),
    "Term": ("{{Definition}}", "{{Term}}"),
    "Example": ("{{Example}}", "{{Term}}"),
    "Cloze": ("{{cloze:Text}}", "{{cloze:Text}} {{Extra}}"),
    "Answer": ("{{Question}}", "{{Answer}}"),
}


def note_type(key: str, css: str = ".card { color: black }") -> NoteType:
    spec = NOTE_TYPES[key]
    number = 1_500_000_000_000 + len(key)
    return NoteType(
        key,
        number,
        f"{spec.title} (Sample)",
        spec.is_cloze,
        tuple(Field(number + place, name) for place, name in enumerate(spec.fields)),
        tuple(
            Template(number + 100 + place, each.name, *_sides(spec, each))
            for place, each in enumerate(spec.templates)
        ),
        css,
        BUILT_S,
    )


def _sides(spec: NoteTypeSpec, template: TemplateSpec) -> tuple[str, str]:
    front, back = _SIDES.get(template.name, (f"{{{{{template.switch}}}}}", "{{FrontSide}}"))
    if template.switch:
        front = f"{{{{#{template.switch}}}}}{front}{{{{/{template.switch}}}}}"
    return front, back


def term(number: int, deck_name: str = "Sample", extra: str = "") -> Note:
    """A term with three cards."""
    values = {
        "Term": f"Term {number}",
        "Definition": f"What term {number} means",
        "Example": f"A scene, number {number}",
        "Extra": extra,
        "AskDefinition": "1",
        "AskTerm": "1",
        "AskExample": "1",
    }
    return _note(number, Kind.TERM, "term", values, (0, 1, 2), deck_name)


def cloze(number: int, text: str, ords: tuple[int, ...], deck_name: str = "Sample") -> Note:
    return _note(number, Kind.POINT, "cloze", {"Text": text}, ords, deck_name)


def question(number: int, deck_name: str = "Sample") -> Note:
    values = {"Question": f"Why {number}?", "Answer": f"Because {number}."}
    return _note(number, Kind.QUESTION, "question", values, (0,), deck_name)


def _note(
    number: int, kind: Kind, key: str, values: dict[str, str], ords: tuple[int, ...], deck: str
) -> Note:
    return Note(
        key=f"sample/all/{kind}/{number}",
        guid=f"guid-{number:05}",
        note_id=1_400_000_000_000 + 1000 * number,
        modified_s=BUILT_S,
        due=10 * number,
        note_type=key,
        fields=tuple(values.get(name, "") for name in NOTE_TYPES[key].fields),
        tags=tuple(sorted((f"sample::kind::{kind}", "sample::section::one"))),
        deck_name=deck,
        ords=ords,
        kind=kind,
        place=None,
    )


def changed(note: Note, field: str, text: str, later_s: int = 100) -> Note:
    """The note as the author has corrected it in a later release."""
    place = NOTE_TYPES[note.note_type].fields.index(field)
    fields = (*note.fields[:place], text, *note.fields[place + 1 :])
    return note._replace(fields=fields, modified_s=note.modified_s + later_s)


PICTURE = MediaFile("picture-0123abcd.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 9)

NOTES = (
    term(3),
    term(1, extra='<img src="picture-0123abcd.svg" alt="a picture">'),
    cloze(2, "{{c1::Rain}} makes {{c3::rivers::what?}} of {{c1::water}}", (0, 2)),
    question(4),
    term(5, deck_name="Sample::01 Basics::Words"),
    cloze(6, "\u05e9\u05dc\u05d5\u05dd {{c1::\U0001f30d &lt;b&gt;}}", (0,)),
)


def content(*notes: Note, **changes: object) -> PackageContent:
    """A package of these notes, or of `NOTES`."""
    whole = PackageContent(
        DeckOptions("Sample", "**What** this is\n\nhttps://example.org"),
        tuple(note_type(key) for key in NOTE_TYPES),
        notes or NOTES,
        () if notes else (PICTURE,),
        1_577_836_800,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]
