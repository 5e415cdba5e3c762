"""Gaps inside gaps.

Warning: a gap inside another. Error: deeper than `error_depth` (3).

Why: Anki before 2.1.56 shows nested gaps wrongly, and Anki shows three levels (manual, Anki
24.11). A learner meets a sentence of which the answer to one card is a part of another's.

Bad:
    - "{{c1::The fear of {{c2::being judged}}}} keeps people silent."
Good:
    - "The fear of ==being judged== keeps people silent."

To silence: `ignore: {cloze-nesting: the reason}` at the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView


class ClozeNestingSettings(Settings):
    error_depth: int = Field(3, description="Levels of gaps inside gaps at most.")


META = Meta(
    code="cloze-nesting",
    title="Gaps inside gaps",
    group=Group.CLOZE,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    settings=ClozeNestingSettings(),
    kinds=GAPPED,
)

_FIX = "write a sentence of its own for each, or hide only one of them"


def check(note: NoteView, settings: ClozeNestingSettings) -> Iterator[Finding]:
    """Yield the deepest gap that is inside another."""
    if note.cloze is None:
        return
    deepest = max(note.cloze.deletions, key=lambda each: each.depth, default=None)
    if deepest is not None and deepest.depth > 1:
        severity = ERROR if deepest.depth > settings.error_depth else WARNING
        message = (
            f"the gap “{deepest.answer}” lies inside another gap, which makes both hard to read"
        )
        if deepest.depth > 2:
            message = f"gaps are nested {deepest.depth} levels deep, down to “{deepest.answer}”"
        yield Finding(severity, message, _FIX, note.main.at_gap(deepest.answer))
