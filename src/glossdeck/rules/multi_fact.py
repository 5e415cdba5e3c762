"""More than one claim on one card.

A card that says "X stems from A, leading to B, causing C" can only be half known. Each claim
deserves a card of its own.

Warning: `warn_links` (2) or more connectives such as "because", "leading to", "as well as" or a
semicolon in a definition, an answer or a sentence with gaps; a question that asks two things
("When is it done, and why does it help?"). Error: `error_links` (4) or more, semicolons left out,
as they part verses, meanings and commands too. What stands in quotation marks is somebody's speech
and does not count.

Why: minimum information (Wozniak, Twenty rules, rule 4); focused prompts (Matuschak 2020).

Bad:
    definition: A fear that stems from stigma, leading to silence, which results in isolation.
Good:
    definition: A fear of being judged that keeps people silent.

To silence: `ignore: {multi-fact: the chain is the fact}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from ..language.common import word_set
from ..note import Kind
from .rule import ENGLISH, ERROR, WARNING, Finding, Group, Meta, Of, Settings, quoted
from .views import Role, TextView


class MultiFactSettings(Settings):
    warn_links: int = Field(2, description="Connectives from which on a text says too much.")
    error_links: int = Field(4, description="Connectives from which on it is an error.")


_STARTS = word_set(
    """
    because therefore thus hence consequently result so moreover furthermore addition well
    while leading leads lead led resulting results result resulted causing causes cause stems
    stemming arises arising due thereby turn then makes means keeps lets
    """
)

META = Meta(
    code="multi-fact",
    title="More than one claim on one card",
    group=Group.LENGTH,
    of=Of.TEXT,
    severities=(ERROR, WARNING),
    settings=MultiFactSettings(),
    languages=ENGLISH,
    kinds=frozenset(Kind) - {Kind.CONTRAST},
    words=_STARTS,
    marks=r"[;?]",
)

_WORDS = (
    r"(?:because(?! of)|therefore|thus|hence|consequently|as a result|so that|moreover|furthermore"
    r"|in addition|as well as|while also|(?:which |and |, )?(?:leading|leads?|led) to"
    r"|(?:which |and |, )?(?:resulting|results?|resulted) (?:in|from)|, causing|which causes?"
    r"|(?:which )?(?:stems|stemming|arises|arising) from|due to|thereby|which (?:in turn|then)"
    r"|, which (?:makes|means|keeps|lets)|because of (?:this|that|which))\b"
)
_LINKS = re.compile(
    rf"\b{_WORDS}"
    # A claim has a verb and more: "a net; a plexus" are two words for one thing. Prose goes on in
    # small letters, the next verse or speech does not.
    rf"|;(?! (?:\(|{_WORDS}))(?-i:(?! [A-Z][a-z]))(?=(?: [^\s;.]+){{4}})",
    re.I,
)
_ASKS_AGAIN = re.compile(
    r"\W*(?:what|when|where|why|how|who|which)\b(?!.*\b(?:differ|between)).*?[\w\)]"
    r"(,? and (?:what|when|where|why|how) (?:is|are|was|were|do|does|did|can|could|should|would"
    r"|will|has|have|had) [\w’'-]+)",
    re.I,
)
"""Two questions in one; in "how to tell when to speak and when to wait" there is only one."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
_ROLES = frozenset({Role.DEFINITION, Role.ANSWER, Role.CLOZE})


def check(text: TextView, settings: MultiFactSettings) -> Iterator[Finding]:
    """Yield when a text links several claims."""
    if text.role is Role.ASK:
        yield from _two_questions(text)
    if text.role not in _ROLES:
        return
    told = _QUOTED.sub(" ", text.plain)
    found = [match[0].strip(" ,") for match in _LINKS.finditer(told)]
    if text.role is Role.ANSWER and found and found[0].casefold() == "because":
        found = found[1:]  # the answer to a why
    if len(found) < settings.warn_links:
        return
    severity = ERROR if len(found) - found.count(";") >= settings.error_links else WARNING
    shown = quoted(dict.fromkeys(found))
    message = (
        f"the {text.role} says {len(found) + 1} things, joined by {shown}; learners may know some "
        "of them only"
    )
    fix = "keep the one thing that the card is about; give each other one a card of its own"
    yield Finding(severity, message, fix, text.at(found[0]))


def _two_questions(text: TextView) -> Iterator[Finding]:
    again = _ASKS_AGAIN.match(text.plain)
    if again:
        found = again[1].removeprefix(",").strip()
        message = (
            f"the question asks two things (“… {found} …”); learners may know one of them only"
        )
        yield Finding(
            WARNING, message, "make two questions of it, each with its answer", text.at(found)
        )
