"""How often the reviewer is right, on a corpus of cards from several fields, labelled by hand.

`pytest tests/test_rules_corpus.py -s` prints precision and recall by rule.
"""

from __future__ import annotations

import pytest

from card_corpus import Case, counts, precision, recall, reviewed, table
from glossdeck.problem import Severity


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


def _wrong(corpus: list[Case]) -> list[str]:
    return [f"{case.name}: {each.rule}: {each.message}" for case in corpus for each in case.wrong()]
