"""`touch`: notes are sent again, for learners whose Anki refused a correction."""

from __future__ import annotations

from collections.abc import Sequence

from . import lockedit
from .identitychange import Changed, held, write_identity
from .load import Progress, quiet
from .note import Note
from .problem import UserError, error
from .project import Project
from .retirement import RETIRED_TAG


def touch_notes(
    project: Project,
    selectors: Sequence[str],
    now_s: int,
    *,
    tags: Sequence[str] = (),
    every: bool = False,
    progress: Progress = quiet,
) -> Changed:
    """Make the next release update notes again that learners edited after the last one.

    Parameters:
        selectors: ids as in `rename_entry`.
        tags: those of notes to choose as well; a tag stands for those below it, as in Anki.
        every: whether to choose all notes.

    Raises:
        UserError: as in `rename_entry`; nothing is chosen.
    """
    with held(project, now_s, progress) as state:
        notes = [note for note in state.planned.plan.notes if note.key in state.lock.notes]
        keys = {note.key for word in selectors for note in lockedit.select(state.lock, word)}
        keys |= {note.key for note in notes if every or any(_has_tag(note, tag) for tag in tags)}
        if not keys:
            wanted = ", ".join(tags) or "--all"
            fix = "see `glossdeck check`; new notes need no touch" if every else "check the tag"
            raise UserError(error("nothing-chosen", f"no built note has {wanted}", fix))
        write_identity(project, lockedit.touch(state.lock, frozenset(keys), now_s), ())
    return Changed(project.lock_path, tuple(sorted(keys)))


def _has_tag(note: Note, wanted: str) -> bool:
    name = wanted.casefold()
    return any(
        tag.casefold() == name or tag.casefold().startswith(f"{name}::")
        for tag in note.tags
        if tag != RETIRED_TAG or name == RETIRED_TAG
    )
