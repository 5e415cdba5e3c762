"""Marks of a gap where none can be made, or marks that make none.

A mark that is almost right (`{{C1::…}}`, `{{c1:…}}`, an empty answer, a gap that is never
closed) keeps a deck from being read at all; that is told wherever the deck is read. This rule
adds what can be read and is wrong all the same.

Error: `==…==` or `{{c1::…}}` in a text that makes no gaps, as a definition or an answer. The
learner would see the marks.

Why: tried in Anki 26.9: such marks make no card and are shown as they are.

Bad:
    definition: A motive to win back ==freedom==.
Good:
    cloze: A motive to win back ==freedom==.

To silence: `ignore: {cloze-syntax: the deck is about this notation}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import ERROR, Finding, Group, Meta, Of, Settings
from .views import Role, TextView

META = Meta(
    code="cloze-syntax",
    title="Marks of a gap where none can be made",
    group=Group.CLOZE,
    of=Of.TEXT,
    severities=(ERROR,),
    marks=r"==|\{\{",
)

_MARKED = re.compile(
    r"\{\{c\d+::.*?\}\}|(?:^|(?<=[\s(“\"]))==[^\s=](?:[^=]*[^\s=])?==(?=$|[\s).,;:!?”\"])", re.I
)
_FIX = (
    "put the sentence under `cloze` of a term or among the `points` of a section, "
    "or take the marks away"
)


def check(text: TextView, settings: Settings) -> Iterator[Finding]:
    """Yield the first mark in a text without gaps."""
    if text.role is Role.CLOZE:
        return
    found = _MARKED.search(text.plain)
    if found and "<code>" not in text.html:
        message = f"the {text.role} makes no gaps: learners would see “{found[0]}” as it is"
        yield Finding(ERROR, message, _FIX, text.at(found[0]))
