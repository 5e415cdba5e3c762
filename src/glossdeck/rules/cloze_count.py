"""A sentence has too many gaps.

Each number is a card of its own, and every one of them shows all the rest: with many gaps the
learner meets the same sentence again and again, and each card trains the others' answers. Several
gaps of one number are one card whose answer is a set, which is hard to recall completely.

Warning: more than `warn_numbers` (3) different numbers, or more than `warn_same` (2) gaps with
the same number. Error: more than `error_numbers` (5) different numbers.

Why: lists and sets are the hardest items (SuperMemo 7 help: lists of at most 3 to 5, sets of at
most 2 to 3; Wozniak, Twenty rules, rules 9 and 10); practice with medical decks says the same.

Bad:
    - "==Shame==, ==fear==, ==cost==, ==distance==, ==time== and ==doubt== keep people away."
Good:
    - "Beside cost and distance, ==shame== keeps people away."

To silence: `ignore: {cloze-count: the reason}` at the entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView


class ClozeCountSettings(Settings):
    warn_numbers: int = Field(3, description="Different numbers that are still fine.")
    error_numbers: int = Field(5, description="Different numbers at most.")
    warn_same: int = Field(2, description="Gaps with one number that are still fine.")


META = Meta(
    code="cloze-count",
    title="Too many gaps in one sentence",
    group=Group.CLOZE,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    settings=ClozeCountSettings(),
    kinds=GAPPED,
)


def check(note: NoteView, settings: ClozeCountSettings) -> Iterator[Finding]:
    """Yield when a text has too many numbers, or a number too many gaps."""
    if note.cloze is None or len(note.cloze.deletions) <= settings.warn_same:
        return
    counts = Counter(deletion.number for deletion in note.cloze.deletions)
    if len(counts) > settings.warn_numbers:
        severity = ERROR if len(counts) > settings.error_numbers else WARNING
        most_cards = settings.warn_numbers
        message = (
            f"one sentence makes {len(counts)} cards that look much the same; "
            f"up to {most_cards} are fine"
        )
        fix = "hide only the words that are hardest to remember, or make several sentences of it"
        yield Finding(severity, message, fix, note.main.at())
    number, most = max(counts.items(), key=lambda item: item[1])
    if most > settings.warn_same:
        message = f"{most} gaps share the number {number}: one card asks for all of them at once"
        fix = "number them c1, c2, c3 …, so that each has a card of its own, or hide fewer of them"
        yield Finding(WARNING, message, fix, note.main.at())
