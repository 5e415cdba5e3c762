"""An article before a gap narrows the answer.

"a" or "an" directly before a gap tells whether the answer begins with a vowel. With few
candidates that is enough to choose.

Info: `a` or `an` directly before a gap. That a verb's number (is, are) narrows the answer too
was tried and left out: nearly every sentence has a verb, and it hardly ever decides.

Why: grammatical cues are a known flaw of test items (item-writing guides for medical
examinations).

Bad:
    - "Trust between client and therapist is called an ==alliance==."
Good:
    - "Trust between client and therapist is called a(n) ==alliance==."

`glossdeck check --fix` writes a(n). To silence: `ignore: {leak-grammar: the reason}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import ENGLISH, GAPPED, INFO, Finding, Group, Meta, Of, Settings
from .views import NoteView

META = Meta(
    code="leak-grammar",
    title="An article before a gap narrows the answer",
    group=Group.LEAKS,
    of=Of.NOTE,
    severities=(INFO,),
    languages=ENGLISH,
    kinds=GAPPED,
)

_ARTICLES = ("a ", "an ", "A ", "An ")
_ARTICLE = re.compile(r"(?:(?<![\w-])(an?)|(?:^|(?<=[.!?:] )|(?<=[\"'“(]))(An?)) $", re.M)
"""An article at the end; a capital A within a sentence is a name, as in `vitamin A`."""


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield the first article before a gap."""
    if note.cloze is None:
        return
    plain = note.cloze.plain
    for deletion in note.cloze.deletions:
        if not plain.endswith(_ARTICLES, 0, deletion.start):
            continue
        article = _ARTICLE.search(plain, 0, deletion.start)
        if article and article.end() == deletion.start:
            shown = article[1] or article[2]
            message = f"“{shown}” before the gap tells how “{deletion.answer}” begins"
            fix = f"write “{shown[0]}(n)”"
            yield Finding(INFO, message, fix, note.main.at(f"{shown} "))
            return
