"""The reviewer: runs the rules on what learners will see, and honours what authors silence.

reviewed = review(loaded, plan)           # for `check`
problems = errors(loaded, plan)           # for `build`: what must not ship
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from .edition import Edition
from .language.words import Vocabulary, primary_language
from .load import LoadedProject
from .lock import Lock
from .note import Note
from .plan import Plan
from .problem import Location, Place, Problem, Severity
from .processes import results
from .reviewer import Ready, Reviewer
from .rules import RULES
from .rules.deckedition import DeckEdition
from .rules.rule import Finding, Rule
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
    loaded: LoadedProject,
    plan: Plan,
    scope: Scope = EVERYTHING,
    known: Lock | None = None,
    processes: int = 1,
) -> tuple[Problem, ...]:
    """What the rules have to say, in the order of the files.

    Parameters:
        plan: the notes of all chosen decks.
        known: the lock as it was, to tell what learners have already.
        processes: copies of this process that may be at work at once.
    """
    run = _Run(loaded, scope)
    for some in _batches(views(loaded, plan, scope.editions, known)):
        run.review(some, processes)
    problems = [*run.problems(), *settings_problems(loaded.project)]
    return locate(problems, loaded.files)


def errors(loaded: LoadedProject, plan: Plan, processes: int = 1) -> tuple[Problem, ...]:
    """What keeps a deck from being built: the errors of `review`."""
    found = review(loaded, plan, Scope(errors_only=True), processes=processes)
    return tuple(problem for problem in found if problem.is_error)


def _batches(views: Iterable[EditionView]) -> Iterator[list[EditionView]]:
    """Decks and editions that are reviewed at once: enough to share the work, not more than
    memory should hold."""
    batch: list[EditionView] = []
    for view in views:
        batch.append(view)
        if sum(len(each.notes) for each in batch) >= _BATCH_NOTES:
            yield batch
            batch = []
    yield batch


_BATCH_NOTES = 50_000
_FEW_NOTES = 4_000
"""Notes that are reviewed in less time than it takes to share them out."""
_MANY_NOTES = 100_000
"""Notes of which two copies would take more memory than a small machine has to spare."""


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
                vocabularies[edition.language] = Vocabulary(edition.language, signs)
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
        self.files = {source.name: source for source in loaded.files}
        self.places: dict[str, list[Place]] = {}
        self.locations: dict[Place, Location] = {}

    def review(self, views: Sequence[EditionView], processes: int) -> None:
        """Run all rules on some decks and editions."""
        for view in views:
            self.seen.setdefault(view.deck.info.id, set()).add(view.name)
        if not _FEW_NOTES <= sum(len(view.notes) for view in views) <= _MANY_NOTES:
            processes = 1
        of = [Reviewer(view, self._rules(view.edition), self.scope.errors_only) for view in views]
        # Decks first: they take longest. Then what is of the same file, one after the other.
        jobs = [each.whole() for each in of]
        parts = zip_longest(*(each.parts() for each in of))
        jobs += [part for side_by_side in parts for part in side_by_side if part]
        last = {file: number for number, job in enumerate(jobs) for file in job.files}
        found = results([job.run for job in jobs], processes)
        for number, (job, findings) in enumerate(zip(jobs, found, strict=True)):
            for rule, finding in findings:
                self._take(job.view, rule, finding)
            self._locate(file for file in job.files if last[file] == number)
        for view in views:
            view.close()

    def _take(self, view: EditionView, rule: str, finding: Finding) -> None:
        """Keep what a rule found, unless it is silenced."""
        place = finding.place
        if self.silences.silenced(rule, place):
            return
        key = _Key(rule, finding.message, finding.fix, place, view.deck.info.id)
        if key not in self.found:
            self.found[key] = {}
            self.places.setdefault(place.file, []).append(place)
        self.found[key][view.name] = finding.severity

    def _locate(self, files: Iterable[str]) -> None:
        """Look up lines while other processes are still at work."""
        for file in files:
            source = self.files[file].with_text()
            for place in self.places.pop(file, ()):
                self.locations[place] = source.locate(place)

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
            where = self.locations.get(key.place)
            yield Problem(key.rule, worst, key.message, key.fix, key.place, where, edition)
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
