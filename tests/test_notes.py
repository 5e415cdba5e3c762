"""What notes become of an author's entries: every field, tag and deck, as a reader can check."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden
from glossdeck.load import load_project
from glossdeck.lock import Lock
from glossdeck.note import Note
from glossdeck.notetypes import NOTE_TYPES
from glossdeck.planning import plan_project
from glossdeck.project import find_projects

CASES = golden.cases("notes.md")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_entries_become_these_notes(
    case: golden.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.lay_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    (project,) = find_projects((), tmp_path)
    planned = plan_project(load_project(project), Lock("test"), 1_800_000_000)
    assert planned.problems == ()
    golden.check("notes.md", case, "\n".join(shown(note) for note in planned.plan.notes))


def shown(note: Note) -> str:
    """A note for the eye: where it goes, its cards, its fields that hold something."""
    names = NOTE_TYPES[note.note_type].fields
    fields = (f"  {n}: {value}" for n, value in zip(names, note.fields, strict=True) if value)
    head = f"{note.key} in {note.deck_name}, cards {', '.join(str(each) for each in note.ords)}"
    return "\n".join([head, *fields, f"  tags: {' '.join(note.tags)}", ""])
