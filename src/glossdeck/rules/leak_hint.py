"""A hint that gives the answer away, or a gap that begins inside a word.

A hint stands in the gap. It should say what kind of thing is asked for, not how it is spelled:
with half of the letters there, the learner completes a word instead of remembering a fact.

Error: the hint holds the answer, a word of it in any form, or half of its letters in a row.
Warning: a hint of the first letters, or a gap with a letter directly before or after it.

Why: recall from weak cues lasts longer than recall from strong ones (Carpenter & DeLosh 2006,
Memory & Cognition 34:268–276; Carpenter 2009, JEP:LMC 35:1563–1569). The Anki manual advises to
use hints sparingly.

Bad:
    - "The wish to win back a lost freedom is ==reactance::react…==."
Good:
    - "The wish to win back a lost freedom is ==reactance::a motive==."

To silence: `ignore: {leak-hint: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.kin import any_kin
from ..problem import Severity
from .clozeview import DeletionView
from .mentions import stems_of
from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView

META = Meta(
    code="leak-hint",
    title="A hint gives the answer away",
    group=Group.LEAKS,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    kinds=GAPPED,
)

_FIX = "hint at the kind of thing that is asked for, such as “a feeling” or “author”, or drop it"
_BLANKS = re.compile(r"[._…\-–—*·?]+")
_DOTTED = re.compile(r"_|…|\.\.|\*")
_SPELLED = re.compile(
    r"^(?:starts|begins|start|begin|first letter|anfangs\w*|beginnt)\b.*?\b(\w)\W*$", re.I
)


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield each hint that is too strong, and each gap that cuts a word."""
    if note.cloze is None:
        return
    text = note.main
    for deletion in note.cloze.deletions:
        if deletion.hint:
            verdict = _verdict(deletion, note)
            if verdict:
                severity, why = verdict
                message = f"the hint “{deletion.hint}” {why} the answer “{deletion.answer}”"
                yield Finding(severity, message, _FIX, text.at(deletion.hint))
        cut = _cut_word(deletion, note.cloze.plain)
        if cut:
            message = f"the gap “{deletion.answer}” cuts the word “{cut}”; what is left tells it"
            fix = f"hide the whole word “{cut}”"
            yield Finding(WARNING, message, fix, text.at_gap(deletion.answer))


def _verdict(deletion: DeletionView, note: NoteView) -> tuple[Severity, str] | None:
    hint, answer = deletion.hint.casefold(), deletion.answer.casefold()
    vocabulary = note.edition.vocabulary
    hinted, asked = stems_of(hint, vocabulary), stems_of(answer, vocabulary)
    if hinted & asked:
        return ERROR, "holds a word of"
    letters = "".join(char for char in answer if char.isalnum())
    if _DOTTED.search(hint) and len(hint.split()) == len(answer.split()):
        hint = hint.replace(" ", "")  # "w_ggl_ d_nc_" spells two words
    spelled = _SPELLED.match(hint)
    if spelled and letters.startswith(spelled[1]):
        return WARNING, "gives the first letter of"
    pieces = [piece for piece in _BLANKS.split(hint) if piece]
    if _BLANKS.search(hint) and " " not in hint.strip() and _in_order(pieces, letters):
        shown = sum(map(len, pieces))
        if 2 * shown >= len(letters):
            return ERROR, "spells half of"
        return WARNING, "spells the beginning of" if hint[0].isalnum() else "spells part of"
    bare = "".join(char for char in hint if char.isalnum())
    if letters.startswith(bare) and " " not in hint.strip():
        return (ERROR if 2 * len(bare) >= len(letters) else WARNING), "is the beginning of"
    run = _longest_common(bare, letters)
    if run >= 5 and 2 * run >= len(letters):
        return ERROR, "spells half of"
    if vocabulary.language == "en" and any_kin(hinted, asked):
        return ERROR, "holds another form of"
    return None


def _in_order(pieces: list[str], letters: str) -> bool:
    """Whether the letters that a hint spells stand in the answer in this order, from its first."""
    at = 0
    for index, piece in enumerate(pieces):
        found = letters.find(piece, at)
        if found < 0 or (index == 0 and found > 0):
            return False
        at = found + len(piece)
    return bool(pieces)


def _longest_common(left: str, right: str) -> int:
    """Length of the longest run of letters that two words share."""
    longest = 0
    for start in range(len(left)):
        while left[start : start + longest + 1] in right and start + longest < len(left):
            longest += 1
    return longest


def _cut_word(deletion: DeletionView, plain: str) -> str:
    """The word that a gap covers only in part; digits beside letters are units, not words."""
    edges = plain[max(deletion.start - 1, 0) : deletion.start], plain[deletion.end :][:1]
    if not any(edge.isalpha() for edge in edges):
        return ""
    before, after = plain[: deletion.start], plain[deletion.end :]
    head = re.search(r"[^\W\d_]+$", before)
    tail = re.match(r"[^\W\d_]+", after)
    answer = plain[deletion.start : deletion.end]
    starts_inside = head is not None and answer[:1].isalpha()
    ends_inside = tail is not None and answer[-1:].isalpha() and tail[0] not in _ENDINGS
    if not (starts_inside or ends_inside):
        return ""
    return (head[0] if head else "") + answer + (tail[0] if tail else "")


_ENDINGS = frozenset({"s", "es", "n", "en", "e", "er", "em"})
"""Endings of inflection may stay outside of a gap."""
