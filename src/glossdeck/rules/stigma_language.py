"""Words that stigmatise, blame, or get in the way.

A list of more than fifty words and phrases, each with a better one, a weight and a source:
person-first words, words about suicide and substance use, words that put the blame on the person,
and long words for which there are short ones. Some are for plain-language editions only
(`reading_level` up to 9), such as "client" for someone whom a peer supports.

Text in quotation marks is left alone, and so are names with a capital letter within a sentence, as
of a film, and the names of the deck's own terms: a deck may teach a word that it does not use.
More can be allowed with `allow`.

Why: how people are spoken of changes how they are treated; the advice is from the NHS digital
service manual, Mindframe, the American Psychiatric Association, NIDA and training for peer
workers. `glossdeck rules stigma-language` shows this page; the list is in the guide to the rules.

Bad:
    - "The ==mentally ill== often suffer from stigma."
Good:
    - "People with ==mental health problems== often face stigma."

To silence: `ignore: {stigma-language: a quotation}` at the entry, or for one phrase everywhere
`rules: {stigma-language: {allow: [mental disorder]}}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from ..language.wordlist import word_list
from ..problem import Severity
from .rule import ENGLISH, ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import TextView


class StigmaLanguageSettings(Settings):
    allow: tuple[str, ...] = Field((), description="Words that may be written in this deck.")
    audience: str | None = Field(
        None, description="`plain` or `general`, where `reading_level` does not say it."
    )


def _is_listed(piece: str) -> bool:
    return word_list().knows(piece)


META = Meta(
    code="stigma-language",
    title="Words that stigmatise, blame or get in the way",
    group=Group.LANGUAGE,
    of=Of.TEXT,
    severities=(ERROR, WARNING, INFO),
    settings=StigmaLanguageSettings(),
    languages=ENGLISH,
    sign=_is_listed,
)

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»|(?<!\w)'[^']*'(?!\w)")
_NAMED = re.compile(r"[\w,;] $")


def check(text: TextView, settings: StigmaLanguageSettings) -> Iterator[Finding]:
    """Yield each entry of the list that a text matches, once."""
    plain = text.plain.replace("’", "'")
    is_plain = text.edition.is_plain if settings.audience is None else settings.audience == "plain"
    seen: set[int] = set()
    for entry, match in word_list().matches(plain, text.tokens, is_plain):
        severity = entry.weight(is_plain)
        if severity is None or id(entry) in seen or _is_exempt(text, match, settings):
            continue
        seen.add(id(entry))
        yield _finding(text, severity, _told(match[0].strip()), entry.prefer)


_VERB = re.compile(r"\b(?:suffer(?:s|ed|ing)? (?:from|with)|afflicted (?:by|with))\b", re.I)


def _told(found: str) -> str:
    """What has to go: of `people who suffer from anxiety` only the verb."""
    verb = _VERB.search(found)
    return verb[0] if verb else found


def _finding(text: TextView, severity: Severity, word: str, prefer: str) -> Finding:
    message = f"“{word}” is better said otherwise"
    if severity is ERROR:
        message = f"“{word}” hurts the people it is about"
    return Finding(severity, message, f"instead: {prefer}", text.at(word))


def _is_exempt(text: TextView, match: re.Match[str], settings: StigmaLanguageSettings) -> bool:
    if any(
        quote.start() < match.start() and match.end() < quote.end() + 1
        for quote in _QUOTED.finditer(text.plain)
    ):
        return True
    if match[0][:1].isupper() and _NAMED.search(text.plain, 0, match.start()):
        return True  # the title of a film, the name of a house
    vocabulary = text.edition.vocabulary
    found = match[0].casefold()
    if any(word.casefold() in found for word in settings.allow):
        return True
    spoken = tuple(part for word in vocabulary.words(match[0]) for part in word.parts)
    return text.edition.is_taught(spoken)
