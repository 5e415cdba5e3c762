"""A deck at a glance for its author: coverage, reading level, confusable pairs, kinds of cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .language.readability import total
from .load import LoadedProject
from .markup import to_html, visible_text
from .note import Kind
from .plan import Plan
from .review import views
from .rules.confusable import closest_pairs, contrasted, term_id
from .rules.coverage import sections_without_why, terms_without_example
from .rules.readability import grades
from .rules.views import EditionView
from .wording import text_for

GRADES = (4, 6, 8, 10, 12)
"""Upper ends of the steps of the distribution; the last step is open."""

PAIRS = 5
"""Closest pairs that are shown."""

_LEAST_WORDS = 8
"""A shorter text says nothing about reading level."""


@dataclass(frozen=True, slots=True)
class SectionSummary:
    """What a section asks: terms that it names, points, questions, and whether one asks why or
    how."""

    id: str
    title: str
    terms: int
    points: int
    questions: int
    asks_why: bool


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """Flesch–Kincaid grade of all texts together, and how many texts are in each step."""

    grade: float
    level: float | None
    texts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PairSummary:
    """Two terms with the share of words that their definitions have in common."""

    first: str
    second: str
    share: float
    has_contrast: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One deck in one edition.

    Parameters:
        notes, cards: by kind.
        without_example: names of terms.
        reading: None for languages that are not measured.
        closest: the terms that are most easily confused.
    """

    deck: str
    edition: str
    notes: Mapping[str, int]
    cards: Mapping[str, int]
    terms: int
    without_example: tuple[str, ...]
    sections: tuple[SectionSummary, ...]
    reading: ReadingSummary | None
    closest: tuple[PairSummary, ...]


def summaries(
    loaded: LoadedProject, plan: Plan, editions: frozenset[str] = frozenset()
) -> Iterator[Summary]:
    """A summary of each chosen deck in each edition."""
    for view in views(loaded, plan, editions):
        yield summary(view)
        view.close()


def summary(view: EditionView) -> Summary:
    """The summary of one deck in one edition."""
    notes = Counter(note.kind.value for note in view.notes)
    cards: Counter[str] = Counter()
    for note in view.notes:
        cards[note.kind.value] += len(note.note.ords)
    return Summary(
        view.deck.info.id,
        view.name,
        {kind.value: notes[kind.value] for kind in Kind},
        {kind.value: cards[kind.value] for kind in Kind},
        len(view.terms),
        tuple(note.plain("Term") for note in terms_without_example(view)),
        tuple(_sections(view)),
        _reading(view),
        tuple(_closest(view)),
    )


def _sections(view: EditionView) -> Iterator[SectionSummary]:
    _, without = sections_without_why(view)
    parts: dict[object, Counter[Kind]] = {}
    for note in view.notes:
        if note.parent is not None:
            parts.setdefault(note.parent.place, Counter())[note.kind] += 1
    for section in view.deck.sections:
        title = text_for(section.title, view.name)
        if title is None:
            continue
        found = parts.get(section.place, Counter())
        name = view.deck.ids[section.place]
        asks_why = bool(found[Kind.QUESTION]) and name not in without
        yield SectionSummary(
            name,
            visible_text(to_html(title).html),
            len(section.terms),
            found[Kind.POINT],
            found[Kind.QUESTION],
            asks_why,
        )


def _reading(view: EditionView) -> ReadingSummary | None:
    if view.vocabulary.language != "en":
        return None
    measured = [each for _, each in grades(view)]
    steps = dict.fromkeys((*(f"up to {grade}" for grade in GRADES), f"above {GRADES[-1]}"), 0)
    for each in measured:
        if each.words >= _LEAST_WORDS:
            top = next((grade for grade in GRADES if each.grade <= grade), None)
            steps[f"above {GRADES[-1]}" if top is None else f"up to {top}"] += 1
    whole = total(measured).grade
    return ReadingSummary(round(whole, 1), view.edition.reading_level, steps)


def _closest(view: EditionView) -> Iterator[PairSummary]:
    known = contrasted(view)
    for pair in closest_pairs(view)[:PAIRS]:
        both = frozenset((term_id(pair.first), term_id(pair.second)))
        yield PairSummary(
            pair.first.plain("Term"),
            pair.second.plain("Term"),
            round(pair.jaccard, 2),
            both in known,
        )


def as_values(found: Summary) -> dict[str, Any]:
    """The summary as plain values for JSON."""
    return asdict(found)


def as_text(found: Summary) -> Iterator[str]:
    """The summary in lines for people."""
    yield f"{found.deck}, edition {found.edition}"
    total = sum(found.cards.values())
    shares = [
        f"{kind} {number} ({number / total:.0%})" for kind, number in found.cards.items() if number
    ]
    yield f"  cards: {total}" + (f": {', '.join(shares)}" if shares else "")
    with_example = found.terms - len(found.without_example)
    yield f"  terms with an example: {with_example} of {found.terms}"
    if found.without_example:
        yield f"    without: {', '.join(found.without_example[:10])}" + (
            " …" if len(found.without_example) > 10 else ""
        )
    yield from _section_lines(found.sections)
    if found.reading is None:
        yield "  reading level: only English is measured"
    else:
        promised = f", promised {found.reading.level:g}" if found.reading.level else ""
        yield f"  reading level: grade {found.reading.grade:g}{promised}"
        most = max((*found.reading.texts.values(), 1))
        for step, number in found.reading.texts.items():
            bar = "█" * round(30 * number / most)
            yield f"    {step:>8}  {number:>5}  {bar}".rstrip()
    if found.closest:
        yield "  most easily confused:"
        for pair in found.closest:
            mark = "contrast" if pair.has_contrast else "no contrast"
            yield f"    {pair.share:.2f}  {pair.first} / {pair.second} ({mark})"


def _section_lines(sections: tuple[SectionSummary, ...]) -> Iterator[str]:
    if not sections:
        return
    yield "  sections: terms, points, questions, a why or how"
    width = min(40, max(len(section.title) for section in sections))
    for section in sections:
        why = "yes" if section.asks_why else "NO"
        numbers = f"{section.terms:>4} {section.points:>4} {section.questions:>4}"
        yield f"    {section.title[:width]:<{width}} {numbers}  {why}"
