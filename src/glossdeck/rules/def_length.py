"""A definition or an answer is too long to check oneself against.

The learner says the answer aloud or in thought and compares. A long text cannot be held in mind
for that, and is graded by feeling instead.

Warning: more than `warn_words` words (30; 20 in plain language) or `warn_sentences` sentences (1).
Error: more than `error_words` words (50; 35), or more than `error_sentences` sentences (2) that
are together too long for one. Sentences of a third of `warn_words` in all are fine together.
Applies to definitions and to answers of questions. Answers may have one sentence more; for the
difference between two terms, which needs a sentence for each, only words count. Vietnamese and
languages without blanks between words are not measured.

Why: minimum information (Wozniak, Twenty rules, rule 4), short answers (Repple's guide), short
sentences (NHS digital service manual: up to 20 words). The numbers are this project's judgement.

Bad:
    definition: A fifty-word account of what it is, where it comes from and what it leads to.
Good:
    definition: Turning society's negative beliefs about mental illness on oneself.
    extra: Where it comes from, and what it leads to.

To silence: `ignore: {def-length: the legal wording}` at the entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from ..language.words import UNCOUNTED
from ..note import Kind
from ..problem import Severity
from .rule import ERROR, GAPPED, WARNING, Finding, Group, Meta, Of, Settings, plural
from .views import Role, TextView


class DefLengthSettings(Settings):
    warn_words: int = Field(30, description="Words that are still fine.")
    error_words: int = Field(50, description="Words at most.")
    warn_sentences: int = Field(1, description="Sentences that are still fine.")
    error_sentences: int = Field(2, description="Sentences at most.")


META = Meta(
    code="def-length",
    title="A definition or answer is too long",
    group=Group.LENGTH,
    of=Of.TEXT,
    severities=(ERROR, WARNING),
    settings=DefLengthSettings(),
    plain=DefLengthSettings(warn_words=20, error_words=35),
    kinds=frozenset(Kind) - GAPPED,
)

_FIX = {
    Role.DEFINITION: "keep one sentence that says what it is, and move the rest to `extra:`",
    Role.ANSWER: "keep only what the question asks for, and move the rest to `extra:`",
    Role.DIFFERENCE: "keep the one point in which the two differ",
}
_SPARE_SENTENCES = {Role.DEFINITION: 0, Role.ANSWER: 1, Role.DIFFERENCE: 1000}
"""Sentences that each may have beyond the settings."""


def check(text: TextView, settings: DefLengthSettings) -> Sequence[Finding]:
    """Find at most one fault of an answer side."""
    if text.role not in _SPARE_SENTENCES or text.edition.vocabulary.language in UNCOUNTED:
        return ()
    text = text.proper
    words = text.length
    if words * 3 <= settings.warn_words and words <= settings.error_words:
        return ()
    spare = _SPARE_SENTENCES[text.role]
    count = sum(" " in sentence.strip() for sentence in text.sentences)  # "(Anat.)" is none
    severity: Severity | None = None
    is_long = words > settings.warn_words
    if words > settings.error_words or (is_long and count > settings.error_sentences + spare):
        severity = ERROR
    elif is_long or (count > settings.warn_sentences + spare and words * 3 > settings.warn_words):
        severity = WARNING
    if severity is None:
        return ()
    size, most = plural(words, "word"), settings.warn_words
    if not is_long:
        size, most = plural(count, "sentence"), settings.warn_sentences + spare
    message = f"the {text.role} has {size}; learners can check themselves against {most} at most"
    return (Finding(severity, message, _fix(text, spare, settings), text.at()),)


def _fix(text: TextView, spare: int, settings: DefLengthSettings) -> str:
    """What to do, and where what can go begins, when the sentences before it may stay."""
    kept, rest = text.sentences[: spare + 1], text.sentences[spare + 1 :]
    length = sum(map(text.edition.vocabulary.count, kept))
    if not rest or not _LEAST_KEPT <= length <= settings.warn_words:
        return _FIX[text.role]
    start = " ".join(rest[0].split()[:_SHOWN])
    return f"move what comes last to `extra:`, from “{start} …” on"


_LEAST_KEPT = 4
_SHOWN = 4
"""Words of a definition that may stay, and of what can go."""
