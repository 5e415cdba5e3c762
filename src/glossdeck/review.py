"""The reviewer: runs the rules on what learners will see, and honours what authors silence.

reviewed = review(loaded, plan)           # for `check`
problems = errors(loaded, plan)           # for `build`: what must not ship
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from .edition import Edition
from .language.words import Vocabulary, primary_language
from .load import LoadedProject
from .lock import Lock
from .note import Kind, Note
from .plan import Plan
from .problem import Place, Problem, Severity
from .rules import RULES
from .rules.deckedition import DeckEdition
from .rules.rule import Finding, Of, Rule, Settings
from .rules.sides import Sides
from .rules.signs import Signs
from .rules.views import EditionView, documents_of
from .rulesettings import edition_settings, settings_problems
from .silence import Silences
from .source import locate


@dataclass(frozen=True, slots=True)
class Scope:
    """What to review.

    Parameters:
        rules: codes of the rules to run; all when empty.
        without: codes of rules not to run.
        editions: names; all when empty.
        errors_only: leave out what a rule finds beside errors.
    """

    rules: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    errors_only: bool = False

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is to be run."""
        if self.errors_only and Severity.ERROR not in rule.meta.severities:
            return False
        return (not self.rules or rule.code in self.rules) and rule.code not in self.without


EVERYTHING = Scope()


def review(
    loaded: LoadedProject, plan: Plan, scope: Scope = EVERYTHING, known: Lock | None = None
) -> tuple[Problem, ...]:
    """What the rules have to say, in the order of the files.

    Parameters:
        plan: the notes of all chosen decks.
        known: the lock as it was, to tell what learners have already.
    """
    run = _Run(loaded, scope)
    for view in views(loaded, plan, scope.editions, known):
        run.review(view)
    problems = [*run.problems(), *settings_problems(loaded.project)]
    return locate(problems, loaded.files)


def errors(loaded: LoadedProject, plan: Plan) -> tuple[Problem, ...]:
    """What keeps a deck from being built: the errors of `review`."""
    found = review(loaded, plan, Scope(errors_only=True))
    return tuple(problem for problem in found if problem.is_error)


def views(
    loaded: LoadedProject,
    plan: Plan,
    editions: frozenset[str] = frozenset(),
    known: Lock | None = None,
) -> Iterator[EditionView]:
    """Each chosen deck in each of its editions, one after the other to bound memory."""
    notes = _by_deck(plan)
    vocabularies: dict[str, Vocabulary] = {}
    signs = Signs(rule.meta for rule in RULES if rule.meta.has_signs)
    for each in loaded.decks:
        documents = documents_of(each.deck)
        for edition in each.editions:
            if (editions and edition.name not in editions) or edition.name not in plan.note_types:
                continue
            if edition.language not in vocabularies:
                vocabularies[edition.language] = Vocabulary(edition.language)
            types = {kind.key: kind for kind in plan.note_types[edition.name]}
            about = DeckEdition(
                each.deck,
                edition,
                vocabularies[edition.language],
                signs,
                {key: Sides(kind) for key, kind in types.items()},
                [
                    note
                    for note in notes.get((each.deck.info.id, edition.name), ())
                    if note.place in documents
                ],
                frozenset(known.notes) if known else frozenset(),
            )
            yield EditionView(about, types, documents)


def _by_deck(plan: Plan) -> dict[tuple[str, str], list[Note]]:
    found: dict[tuple[str, str], list[Note]] = {}
    for note in plan.notes:
        if note.place is not None:
            deck, edition, _ = note.key.split("/", 2)
            found.setdefault((deck, edition), []).append(note)
    return found


class _Run:
    """One review: collects what rules find in each edition, and puts together what is the same
    in several."""

    def __init__(self, loaded: LoadedProject, scope: Scope) -> None:
        self.loaded, self.scope = loaded, scope
        self.silences = Silences(each.deck for each in loaded.decks)
        self.found: dict[_Key, dict[str, Severity]] = {}
        self.ran: set[str] = set()
        self.seen: dict[str, set[str]] = {}

    def review(self, view: EditionView) -> None:
        """Run all rules on one deck in one edition."""
        self.seen.setdefault(view.deck.info.id, set()).add(view.name)
        rules = self._rules(view.edition)
        asked = _Asked(rules, view.about.signs.bit_of)
        take = partial(self._take, view)
        for text in view.loose_texts:
            _ask(asked.of_loose[text.signs], text, take)
        for note in view.passing():
            of_notes, of_texts, of_cards = asked.of_kind[note.kind]
            _ask(of_notes[note.signs], note, take)
            for text in note.texts.values():
                _ask(of_texts[text.signs], text, take)
            for card in note.cards if of_cards else ():
                _ask(of_cards, card, take)
        _ask(asked.of_deck, view, take)
        for rule, settings in rules:
            for finding in rule.conclude(view, settings) if rule.conclude else ():
                take(rule, settings, finding)
        view.close()

    def _take(self, view: EditionView, rule: Rule, settings: Settings, finding: Finding) -> None:
        """Keep what a rule found, unless it is silenced."""
        if self.scope.errors_only and finding.severity is not Severity.ERROR:
            return
        if self.silences.silenced(rule.code, finding.place):
            return
        severity = settings.severity or finding.severity
        key = _Key(rule.code, finding.message, finding.fix, finding.place, view.deck.info.id)
        self.found.setdefault(key, {})[view.name] = severity

    def _rules(self, edition: Edition) -> list[Ready]:
        language = primary_language(edition.language)
        chosen = []
        for rule in RULES:
            settings = edition_settings(rule, self.loaded.project, edition)
            speaks = rule.meta.languages is None or language in rule.meta.languages
            if settings is not None and speaks and self.scope.wants(rule):
                chosen.append((rule, settings))
                self.ran.add(rule.code)
        return chosen

    def problems(self) -> Iterator[Problem]:
        """All that was found, and the silences that are of no use."""
        for key, by_edition in self.found.items():
            editions = self.seen[key.deck]
            everywhere = len(by_edition) == len(editions)
            worst = min(by_edition.values(), key=list(Severity).index)
            edition = "" if everywhere else ", ".join(by_edition)
            yield Problem(key.rule, worst, key.message, key.fix, key.place, edition=edition)
        if not self.scope.errors_only:
            whole = not self.scope.editions
            yield from self.silences.problems(self.ran if whole else set())


class _Key(NamedTuple):
    """What makes two findings the same problem."""

    rule: str
    message: str
    fix: str
    place: Place
    deck: str


Ready = tuple[Rule, Settings]
"""A rule with its settings in one edition."""

Take = Callable[[Rule, Settings, Finding], None]


def _ask(rules: Iterable[Ready], target: object, take: Take) -> None:
    for rule, settings in rules:
        for finding in rule.check(target, settings):
            take(rule, settings, finding)


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
