"""The hidden text is too long to be remembered as one thing.

Warning: more than `warn_words` words (5) or `warn_characters` characters (40) in one gap.
Error: more than `error_words` words (10).

Why: the less there is to recall, the surer it is recalled the same way each time, which is what
schedules build on ("minimum information", Wozniak, Twenty rules, 1999, rule 4; Repple's guide:
answers under ten words). The numbers are this project's judgement.

Bad:
    - "Many keep silent for ==fear of being seen as weak by family and friends==."
Good:
    - "Many keep silent for fear of being seen as ==weak== by family and friends."

To silence: `ignore: {cloze-long: a fixed phrase}` at the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..language.words import UNCOUNTED
from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings, plural
from .views import NoteView


class ClozeLongSettings(Settings):
    warn_words: int = Field(5, description="Words in one gap that are still fine.")
    warn_characters: int = Field(40, description="Characters in one gap that are still fine.")
    error_words: int = Field(10, description="Words in one gap at most.")


META = Meta(
    code="cloze-long",
    title="A gap hides too much at once",
    group=Group.CLOZE,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    settings=ClozeLongSettings(),
    kinds=GAPPED,
)

_FIX = "hide only the one or two words that matter most, or make several gaps of it"


def check(note: NoteView, settings: ClozeLongSettings) -> Iterator[Finding]:
    """Yield each gap that is too long."""
    if note.cloze is None:
        return
    vocabulary = note.edition.vocabulary
    counts_words = vocabulary.language not in UNCOUNTED
    for deletion in note.cloze.deletions:
        if len(deletion.answer) <= settings.warn_words or _is_all(note, deletion.answer):
            continue
        words = len(vocabulary.words(deletion.answer)) if counts_words else 1
        if words > settings.warn_words:
            severity = ERROR if words > settings.error_words else WARNING
            message = (
                f"the gap hides {plural(words, 'word')}; learners hardly recall more than "
                f"{settings.warn_words} at once"
            )
        elif len(deletion.answer) > settings.warn_characters:
            severity = WARNING
            message = (
                f"the gap hides {len(deletion.answer)} characters; learners hardly recall more "
                f"than {settings.warn_characters} at once"
            )
        else:
            continue
        yield Finding(severity, message, _FIX, note.main.at_gap(deletion.answer))


def _is_all(note: NoteView, answer: str) -> bool:
    """Whether the gap is the whole text, which `cloze-ratio` tells."""
    return note.main.plain.strip(" .") == answer.strip(" .")
