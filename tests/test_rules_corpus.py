"""How often the reviewer is right, on a corpus of cards from several fields, labelled by hand.

`pytest tests/test_rules_corpus.py -s` prints precision and recall by rule.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from card_corpus import Case, counts, precision, recall, reviewed, table
from glossdeck.load import load_project
from glossdeck.lock import Lock
from glossdeck.planning import plan_project
from glossdeck.problem import Severity
from glossdeck.project import find_projects
from glossdeck.review import views
from glossdeck.rules import RULES
from glossdeck.rules.rule import Of


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return reviewed(tmp_path_factory.mktemp("corpus"))


def test_the_corpus_is_large_enough_to_say_something(corpus: list[Case]) -> None:
    assert len(corpus) >= 300


def test_errors_are_right(corpus: list[Case]) -> None:
    """An error keeps a deck from being built: at most 2 of 100 may be wrong."""
    by_rule = counts(corpus)
    print(f"\n{table(by_rule)}")
    assert precision(by_rule, Severity.ERROR) >= 0.98, _wrong(corpus)


def test_warnings_are_mostly_right(corpus: list[Case]) -> None:
    assert precision(counts(corpus), Severity.WARNING) >= 0.90, _wrong(corpus)


def test_what_is_wrong_with_cards_is_mostly_found(corpus: list[Case]) -> None:
    missed = [f"{case.name}: {case.missed()}" for case in corpus if case.missed()]
    assert recall(counts(corpus)) >= 0.90, missed


def test_no_sign_hides_what_a_rule_finds(tmp_path: Path) -> None:
    """A text that a rule finds something in holds one of its signs, so that it is asked."""
    reviewed(tmp_path)
    (project,) = find_projects([tmp_path / "en"], tmp_path)
    loaded = load_project(project)
    signed = [rule for rule in RULES if rule.meta.has_signs and rule.meta.passes_over]
    found: set[str] = set()
    for view in views(loaded, plan_project(loaded, Lock("corpus"), 0).plan):
        for note in view.notes:
            for rule in signed:
                targets = {Of.NOTE: [note], Of.TEXT: note.texts.values()}
                for target in targets.get(rule.meta.of, ()):
                    if list(rule.check(target, rule.meta.settings)):
                        assert target.signs & view.about.signs.bit_of[rule.code], target
                        found.add(rule.code)
    assert len(found) >= 5


def _wrong(corpus: list[Case]) -> list[str]:
    return [f"{case.name}: {each.rule}: {each.message}" for case in corpus for each in case.wrong()]
