"""A negated question.

"Which is not …?" trains what is false; the learner remembers the wrong thing beside the topic. A
gap after "not" has countless right answers.

Warning: a gap of one word directly after "not" or "never", unless "but" follows, and a question
with two negations side by side.
Info: which, what or who, with not, never, can't, except or least.

Why: negative stems are a known flaw of test items (item-writing guides for medical
examinations). "Why does … not …?" is fine: it asks for a reason.

Bad:
    ask: Which of these is not a barrier?
Good:
    ask: Which factor makes it easier to ask for help?

To silence: `ignore: {negative-prompt: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..note import Kind
from .rule import ENGLISH, GAPPED, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role

META = Meta(
    code="negative-prompt",
    title="A negated question",
    group=Group.WORDING,
    of=Of.NOTE,
    severities=(WARNING, INFO),
    languages=ENGLISH,
    words=frozenset({"not", "never", "cannot", "except", "least"}),
    marks=r"(?i)n['’]t|(?:not|never|except|least)\W|\W(?:not|never|except|least)",
    kinds=GAPPED | {Kind.QUESTION},
)

_ASKS = re.compile(
    r"(?:^|[,;:.] )\W*(?:which|what|who)\b(?! if)"
    # "What is the one thing that you do not say?" asks for what is not said.
    r"(?: (?:is|are|was|were) the (?:\w+ ){1,3}(?:that|which|whom)"
    r"(?= (?:you|we|one|people|they|an?|the)\b))?"
    # "What happens to people who do not …?" is not negated itself.
    r"(?:(?!\b(?:who|that|which|when|if|whose|because|where)\b)[^,])*?"
    r"\b(not|except|least|never|cannot"
    r"|(?:is|are|was|were|do|does|did|ca|should|could|wo|must)n['’]t)\b",
    re.I,
)
_TWICE = re.compile(
    r"\b(?:not|never|cannot|(?:is|are|was|were|do|does|did|ca|should|could|wo|must|would)n['’]t)"
    r"(?: \w+)?(?: \w+)? (not|never)\b",
    re.I,
)
_FINE = re.compile(r"\bat least\b|\bnot only\b|\bwhether or not\b|\bif not\b|\bor not\b", re.I)
_BEFORE = re.compile(r"\b(not|never|isn['’]t|aren['’]t)(?: an?| the| about| in| to| of)* $", re.I)
_CONDITION = re.compile(
    r"\b(?:if|unless|until|when|while|once|who|that|which)\b[^,;:]*\b(?:do|does|did|can|could|will"
    r"|would|may|might|must|should) not $",
    re.I,
)
"""A negation of a part of the sentence: `A dog may come in if it does not ==bite==.`"""
_SHOUTED = re.compile(r"\b(NOT|EXCEPT|LEAST)\b")


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield a negated question, or a gap after a negation."""
    ask = note.texts.get(Role.ASK)
    if ask is not None:
        twice = _TWICE.search(ask.plain)
        if twice and " and " not in twice[0] and " or " not in twice[0]:
            message = f"two negations in one question (“{twice[0]}”) have to be worked out first"
            yield Finding(WARNING, message, "ask for what is so, without either", ask.at(twice[0]))
            return
        found = _SHOUTED.search(ask.plain) or _ASKS.search(ask.plain)
        if found and not _FINE.search(ask.plain):
            message = (
                f"the question asks for what is not so (“{found[1]}”), "
                "which may be remembered as if it were"
            )
            yield Finding(INFO, message, "turn it round: ask for what is so", ask.at(found[1]))
    elif note.cloze is not None:
        yield from _gaps(note)


def _gaps(note: NoteView) -> Iterator[Finding]:
    assert note.cloze is not None  # noqa: S101
    plain = note.cloze.plain
    for deletion in note.cloze.deletions:
        before = _BEFORE.search(plain, 0, deletion.start)
        if not before or before.end() != deletion.start or " " in deletion.answer:
            continue
        if _CONDITION.search(plain, 0, deletion.start):
            continue
        if re.search(r"\bbut\b|\brather\b|\binstead\b|;|:", plain[deletion.end :]):
            continue
        message = f"the gap “{deletion.answer}” comes after “{before[1]}”: nearly anything fits"
        fix = "say what it is instead of what it is not, or go on with “but …”"
        yield Finding(WARNING, message, fix, note.main.at_gap(deletion.answer))
        return
