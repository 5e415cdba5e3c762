"""Questions that leave open what of many true things is asked for, and answers that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rule import WARNING, Finding
from .views import EditionView, Role

_VAGUE = re.compile(
    r"\W*(?:"
    r"what (?:else )?(?:is|are|was|were)(?: (?:also|so|especially|particularly|very|most|really))?"
    r" (?:important|special|interesting|notable|significant|good|bad|useful|relevant|known|true)\b"
    r"(?! (?:than|to\b|enough|as))(?: (?:about|in|for|with|of|when|at)\b.*)?\W*$"
    r"|what (?:should|must|do) (?:you|we|one|people) (?:know|remember|consider|note|learn|think)"
    r" (?:about|of|regarding)\b"
    r"|what (?:can|could) (?:you|one|we|be) (?:say|said|tell)\b"
    r"|what about\b|(?:tell|say|write) (?:something|anything|what you know)\b"
    r"|(?:tell me|talk) about\b"
    # nothing that it is about
    r"|(?P<bare>(?:and |but )?(?:how (?:many|much|long|often|far|soon|so)|why(?: not)?|when|where"
    r"|who|which(?: ones?)?|what(?: for| else| then)?|how))\W*$"
    r")",
    re.I,
)


_EMPTY = re.compile(
    r"\W*(?:(?:it|that|this) (?:all )?depends|(?:various|many|several|different|lots of)"
    r"(?: things| reasons| ways| factors)?)\W*",
    re.I,
)


def vague_questions(deck: EditionView) -> Iterator[Finding]:
    """Yield each, at the words that leave it open."""
    for note in deck.notes:
        ask = note.texts.get(Role.ASK)
        answer = note.texts.get(Role.ANSWER)
        if answer is not None and _EMPTY.fullmatch(answer.plain):
            message = f"learners cannot check themselves against “{answer.plain}”"
            fix = "say what it depends on, or which ones are meant, and ask for that"
            yield Finding(WARNING, message, fix, answer.at())
        found = _VAGUE.match(ask.plain) if ask is not None else None
        if ask is None or found is None:
            continue
        start = " ".join(found[0].split()[:4]).rstrip("?.! ")
        if found["bare"]:
            message = f"“{start}?” names nothing that it is about"
            fix = "write out what is asked for: each card is seen alone, in any order"
        else:
            message = f"many answers fit “{start} …”: only you know which one is meant"
            fix = "ask for one fact, with how, why, when, which or how many"
        yield Finding(WARNING, message, fix, ask.at(start))
