"""Runs rules on one deck in one edition, in parts that do not need one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from .note import Kind
from .problem import Severity
from .rules.rule import Finding, Of, Rule, Settings
from .rules.views import EditionView

Ready = tuple[Rule, Settings]
"""A rule with its settings in one edition."""

Found = list[tuple[str, Finding]]
"""What rules found, each with its code."""


@dataclass(frozen=True, slots=True)
class Part:
    """What can be reviewed on its own.

    Parameters:
        run: does so.
        files: whose notes are in it.
    """

    view: EditionView
    run: Callable[[], Found]
    files: frozenset[str] = frozenset()


class Reviewer:
    """The rules of one deck in one edition."""

    def __init__(self, view: EditionView, rules: Sequence[Ready], errors_only: bool) -> None:
        self.view, self.rules, self.errors_only = view, rules, errors_only
        self.asked = _Asked(rules, view.about.signs.bit_of)

    def whole(self) -> Part:
        """The deck as a whole, and texts that are in no note."""
        return Part(self.view, self._of_deck)

    def parts(self) -> Iterator[Part]:
        """Its notes in parts that take about as long as one another."""
        for start in range(0, len(self.view.notes), _PART_NOTES):
            some = slice(start, start + _PART_NOTES)
            files = {each.document.place.file for each in self.view.notes[some]}
            yield Part(self.view, partial(self._of_notes, some), frozenset(files))

    def _of_notes(self, some: slice) -> Found:
        found: Found = []
        for note in self.view.passing(some):
            of_notes, of_texts, of_cards = self.asked.of_kind[note.kind]
            self._ask(of_notes[note.signs], note, found)
            for text in note.texts.values():
                self._ask(of_texts[text.signs], text, found)
            for card in note.cards if of_cards else ():
                self._ask(of_cards, card, found)
        return found

    def _of_deck(self) -> Found:
        found: Found = []
        for text in self.view.loose_texts:
            self._ask(self.asked.of_loose[text.signs], text, found)
        for note in self.view.notes if self.asked.of_deck else ():
            note.settle()
        self._ask(self.asked.of_deck, self.view, found)
        for rule, settings in self.rules:
            for finding in rule.conclude(self.view, settings) if rule.conclude else ():
                self._keep(rule, settings, finding, found)
        return found

    def _ask(self, rules: Iterable[Ready], target: object, found: Found) -> None:
        for rule, settings in rules:
            for finding in rule.check(target, settings):
                self._keep(rule, settings, finding, found)

    def _keep(self, rule: Rule, settings: Settings, finding: Finding, found: Found) -> None:
        if self.errors_only and finding.severity is not Severity.ERROR:
            return
        if settings.severity is not None:
            finding = finding._replace(severity=settings.severity)
        found.append((rule.code, finding))


_PART_NOTES = 500


class _Asked:
    """The rules of one edition by what they are asked about."""

    def __init__(self, rules: Sequence[Ready], bit_of: Mapping[str, int]) -> None:
        of = {target: [pair for pair in rules if pair[0].meta.of is target] for target in Of}
        self.of_deck = of[Of.DECK]
        self.of_loose = _BySigns(of[Of.TEXT], bit_of)
        self.of_kind = {
            kind: (
                _BySigns(_for_kind(of[Of.NOTE], kind), bit_of),
                _BySigns(_for_kind(of[Of.TEXT], kind), bit_of),
                _for_kind(of[Of.CARD], kind),
            )
            for kind in Kind
        }


def _for_kind(rules: Sequence[Ready], kind: Kind) -> list[Ready]:
    return [pair for pair in rules if kind in pair[0].meta.kinds]


class _BySigns(dict[int, Sequence[Ready]]):
    """The rules that a text can matter to, by its signs."""

    def __init__(self, rules: Sequence[Ready], bit_of: Mapping[str, int]) -> None:
        super().__init__()
        self._rules, self._bit_of = rules, bit_of

    def __missing__(self, signs: int) -> Sequence[Ready]:
        found = self[signs] = [
            (rule, settings)
            for rule, settings in self._rules
            if not (rule.meta.has_signs and rule.meta.passes_over)
            or signs & self._bit_of[rule.code]
        ]
        return found
