"""An abbreviation that no card spells out.

Warning (an error in plain language): two to six capitals that are spelled out nowhere in the
deck; told once for each abbreviation, where it is first used. Info: spelled out elsewhere in the
deck, but not on this card.
Left alone: the deck's own terms and their other names, Roman numerals, and abbreviations that
everyone reads as words (DNA, HTML, TV, UK …). `allow` adds more.

Why: cards come alone and in any order (Repple's guide); the NHS service manual asks to spell
out abbreviations unless they are better known than what they stand for.

Bad:
    - "MI lowers ==discord==."
Good:
    - "Motivational interviewing (MI) lowers ==discord==."

To silence: `rules: {acronym: {allow: [MI, CBT]}}`, or `ignore: {acronym: the reason}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import Field

from ..language.common import word_set
from ..problem import Severity
from .rule import ENGLISH, ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings, plural
from .views import EditionView, NoteView, Role, TextView


class AcronymSettings(Settings):
    allow: tuple[str, ...] = Field((), description="Abbreviations that learners know.")
    unknown: Severity = Field(WARNING, description="Weight of one that is spelled out nowhere.")


META = Meta(
    code="acronym",
    title="An abbreviation that no card spells out",
    group=Group.WORDING,
    of=Of.DECK,
    severities=(ERROR, WARNING, INFO),
    settings=AcronymSettings(),
    plain=AcronymSettings(unknown=ERROR),
    languages=ENGLISH,
)

_ACRONYM = re.compile(
    r"(?<![\w.'’&/${<=-])(?<!= )(?<!\b[Ss]ee )(?<!\b[Ss]ee also )(?<!\bcf\. )(?<!\bCompare )"
    r"([A-Z]{2,5})s?(?!['’](?!s\b)|[\w&/:{}=>-]|\.\w)"
)
"""Not in cross-references, which name other entries, not who speaks in a dialogue, and not in
code or formulas, as `$HOME`, `<BR>` and `V = UW`."""
_CAPITALS = re.compile(r"[A-Z]{2}")
_ROMAN = re.compile(r"C{0,3}(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,4})[AB]?")
"""CIC, IC and LCD have such letters and are none."""
KNOWN = word_set(
    """
    AC AD AI AIDS AM API ASCII ATM BBC BC BCE BMW CD CE CEO CIA CNN CO CPU CV DC DIY DNA DVD
    EEG EU FAQ FBI FIFA FM GDP GMT GPS HIV HTML HTTP HTTPS IBM ID IP IQ IT JSON LED LGBT LGBTQ
    MIT MRI NASA NATO NBA NHS OK PC PDF PH PIN PM RAM RNA ROM SMS SQL TB TV UFO UK UN UNESCO
    UNICEF URL US USA USB UTC VAT VIP WHO WWW XML YAML DOI ISBN ISO AND OR NOT NOR NAND XOR IF
    EXCEPT ANY ALL NO YES TRUE FALSE NULL LEAST MOST ONLY KB MB GB TODO FIXME MUST NEVER BOTH
    EVERY WITH EACH SOME THEN THAT THIS WHEN FIRST
    """
)
"""Read as words by nearly everyone, or capitals for emphasis."""


def check(deck: EditionView, settings: AcronymSettings) -> Iterator[Finding]:
    """Yield each abbreviation once, where it is first used without being spelled out."""
    known = KNOWN.union(settings.allow, _taught(deck))
    first: dict[str, tuple[NoteView, TextView]] = {}
    times: dict[str, int] = {}
    explained: set[str] = set()
    for note in deck.notes:
        written = [text for text in note.texts.values() if _CAPITALS.search(text.plain)]
        found = {
            acronym: text
            for text in reversed(written)
            if text.role not in _NOT_READ
            for acronym in acronyms(text.plain)
            if acronym not in known
        }
        if not found:
            continue
        card = " ".join(text.plain for text in note.texts.values())
        for acronym, text in found.items():
            if spells_out(card, acronym):
                explained.add(acronym)
            else:
                first.setdefault(acronym, (note, text))
                times[acronym] = times.get(acronym, 0) + 1
    for acronym, (_, text) in first.items():
        # Where the deck has it in small letters too, capitals are a cry and no abbreviation.
        if acronym.lower() not in deck.tokens:
            yield _finding(acronym, text, times[acronym], acronym in explained, settings)


_NOT_READ = frozenset({Role.TERM})


def _finding(
    acronym: str, text: TextView, times: int, is_explained: bool, settings: AcronymSettings
) -> Finding:
    more = f" (and on {plural(times - 1, 'other entry').replace('entrys', 'entries')})"
    also = more if times > 1 else ""
    if is_explained:
        message = f"“{acronym}” is spelled out on other cards, but not on this one{also}"
        fix = f"write it out here too, once: … ({acronym})"
        return Finding(INFO, message, fix, text.at(acronym))
    message = f"no card says what “{acronym}” stands for{also}"
    fix = f"write out what it stands for, with {acronym} in brackets behind it: … ({acronym})"
    return Finding(settings.unknown, message, fix, text.at(acronym))


def acronyms(text: str) -> Iterator[str]:
    """The abbreviations of a text; none when all of it is in capitals."""
    if not _CAPITALS.search(text) or text.isupper():
        return
    for match in _ACRONYM.finditer(text):
        if not _ROMAN.fullmatch(match[1]):
            yield match[1]


def spells_out(text: str, acronym: str) -> bool:
    """Whether words whose initials are the abbreviation stand in a text, in this order."""
    return (
        _is_in_full(acronym, text)
        or any(acronym in match.groups() for match in _EXPLAINED.finditer(text))
        or any(
            match[1] == acronym and _is_in_full(acronym, match[2].replace(",", ""))
            for match in _BRACKETED.finditer(text)
        )
    )


def _is_in_full(acronym: str, text: str) -> bool:
    """Whether words with such initials follow one another, small words between them or counted:
    `theory of everything` is TE and TOE."""
    reached: set[int] = set()
    for match in _RUN.finditer(text.upper()):
        # A comma or another mark; or itself, as "RA and PPE" spells out no RA.
        if match[1] is None or match[1].rstrip("’'.") == acronym:
            reached.clear()
            continue
        initial = match[1][0]
        stays = reached if match[0] in _SMALL_WORDS else set()
        reached = {at + 1 for at in (0, *reached) if acronym[at] == initial}.union(stays)
        if len(acronym) in reached:
            return True
    return False


_RUN = re.compile(r"(\w[\w’'.]*)\s?|[^\w\s-]+")
"""A word with the blank after it, or what parts words."""
_SMALL_WORDS = frozenset(f"{word} " for word in ("OF", "THE", "AND", "FOR", "IN", "TO", "A", "ON"))

_EXPLAINED = re.compile(
    r"[a-z] \(([A-Z]{2,5})s?\)|\b([A-Z]{2,5})s? (?:\([a-z]|(?:stands|is short) for)"
)
"""What explains it where initials do not: tomography (CT), CT (a scan), CT stands for …"""
_BRACKETED = re.compile(r"\b([A-Z]{2,5})s? \(([A-Z][^()]*,[^()]*)\)")
"""Words of a name with commas, as `SBAR (Situation, Background, Assessment, Recommendation)`."""


def _taught(deck: EditionView) -> set[str]:
    """Abbreviations that terms are called, and whole questions, as `CBT?`."""
    found: set[str] = set()
    for names in deck.about.names.values():
        for name in names:
            found.update(match[1] for match in _ACRONYM.finditer(name))
    for note in deck.notes:
        ask = note.texts.get(Role.ASK)
        if ask is not None and ask.plain.isupper():
            found.update(match[1] for match in _ACRONYM.finditer(ask.plain))
    return found
