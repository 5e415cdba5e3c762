"""A list as one answer.

A learner who recalls three of four items has neither known nor forgotten the card.

In a gap: warning from `warn_items` (3) items, error above `error_set` (3). In the answer of a
question: warning from 3, error above `error_items` (5). In a definition, where a list can be part
of what something is: info from 3, warning from 4; examples ("such as", "and the like"), synonyms
side by side and "See …" do not count there. Also a warning: a question that asks to name three or
more things.

Why: lists and sets are the hardest items (SuperMemo 7 help: lists of at most 3 to 5, sets of at
most 2 to 3; Wozniak, Twenty rules, rules 9 and 10).

Bad:
    ask: Name the four barriers to asking for help.
    answer: Stigma, cost, distance and doubt.
Good:
    - "Beside stigma, cost and distance, ==doubt== keeps people from asking for help."

To silence: `ignore: {enumeration: the order is the fact}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from ..language.lists import longest_list
from ..note import Kind
from ..problem import Severity
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView


class EnumerationSettings(Settings):
    warn_items: int = Field(3, description="Items of a list from which on it is too long.")
    error_items: int = Field(5, description="Items in an answer at most.")
    error_set: int = Field(3, description="Items in one gap at most.")


META = Meta(
    code="enumeration",
    title="A list as one answer",
    group=Group.LENGTH,
    of=Of.NOTE,
    severities=(ERROR, WARNING, INFO),
    settings=EnumerationSettings(),
    kinds=frozenset(Kind) - {Kind.CONTRAST},
)

_NAME_ALL = re.compile(
    r"\b(?:name|list|give|what are|which are|state)\b.{0,20}?"
    r"\b(three|four|five|six|seven|eight|nine|ten|[3-9]|\d\d)\b(?! ?(?:%|percent|years?|days?))",
    re.I,
)
_FIX = "write a sentence under `points` for each of them, which names the others and hides this one"
_LAST = re.compile(r"(?P<others>.*(?:[,;]|[,;]? (?:and|or)) )(?P<last>(?:\S+ ){0,3}?\S*\w)[^\w ]*")
_LONGEST_SHOWN = 90
"""Characters of a list that is shown with a gap."""
_ITEM_TAG = re.compile(r"<li\b")


def check(note: NoteView, settings: EnumerationSettings) -> Iterator[Finding]:
    """Yield lists in gaps, answers and definitions, and questions that ask for one."""
    language = note.edition.vocabulary.language
    if note.cloze is not None:
        for deletion in note.cloze.deletions:
            items, shown = longest_list(deletion.answer, language)
            if items >= settings.warn_items:
                severity = ERROR if items > settings.error_set else WARNING
                message = f"one gap asks for {items} things at once"
                yield Finding(
                    severity,
                    message,
                    _fix(shown, deletion.answer),
                    note.main.at_gap(deletion.answer),
                )
        return
    for role in (Role.ANSWER, Role.DEFINITION):
        text = note.texts.get(role)
        if text is not None:
            yield from _in_text(note, text, settings)


def _in_text(note: NoteView, text: TextView, settings: EnumerationSettings) -> Iterator[Finding]:
    language = text.edition.vocabulary.language
    items, shown = longest_list(text.plain, language, is_asked=text.role is not Role.DEFINITION)
    tags = len(_ITEM_TAG.findall(text.html)) if "<" in text.html else 0
    if tags > items:
        items, shown = tags, ""
    severity = _severity(items, text.role, settings)
    if severity is not None:
        message = f"the {text.role} lists {items} things, which are hard to recall completely"
        yield Finding(severity, message, _fix(shown, text.plain), text.at(shown))
    elif text.role is Role.ANSWER:
        ask = note.texts.get(Role.ASK)
        asked = _NAME_ALL.search(ask.plain) if ask else None
        if ask and asked:
            message = f"the question asks for {asked[1]} things at once"
            yield Finding(WARNING, message, _FIX, ask.at(asked[0]))


def _fix(shown: str, text: str) -> str:
    """What to do, with the author's own list where it is short and ends with its last item."""
    goes_on = text[text.find(shown) + len(shown) :].lstrip(" ")[:1].isalnum()
    found = _LAST.fullmatch(shown) if len(shown) <= _LONGEST_SHOWN and not goes_on else None
    return f"{_FIX}: “… {found['others']}=={found['last']}==”" if found else _FIX


def _severity(items: int, role: Role, settings: EnumerationSettings) -> Severity | None:
    if items > settings.error_items and role is not Role.DEFINITION:
        return ERROR
    spare = 1 if role is Role.DEFINITION else 0
    if items >= settings.warn_items + spare:
        return WARNING
    return INFO if items >= settings.warn_items else None
