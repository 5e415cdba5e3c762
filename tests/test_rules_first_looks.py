"""Rules look for plain words first and run a pattern only where one stands; nothing that a pattern
would find may be missed by that."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossdeck.language import sentences as language
from glossdeck.language.sentences import sentences
from glossdeck.language.typing import GARBLED, INVISIBLE
from glossdeck.language.words import Vocabulary
from glossdeck.rules import leak_grammar, mentions, pointers, typography, unsupported_claim

ASCII = st.characters(codec="ascii")
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def matching(pattern: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts in which a pattern finds something."""
    return st.from_regex(pattern, alphabet=ASCII).filter(pattern.search)


@pytest.mark.parametrize(
    ("pattern", "some"),
    [
        (unsupported_claim._AGES, unsupported_claim._AGING),
        (unsupported_claim._REPLACES, unsupported_claim._BEARING),
        (unsupported_claim._ABSOLUTE, unsupported_claim._STRONG),
    ],
    ids=["ages", "replaces", "absolute"],
)
def test_a_claim_holds_one_of_the_words_that_are_looked_for_first(
    pattern: re.Pattern[str], some: tuple[str, ...]
) -> None:
    @PATIENT
    @given(matching(pattern))
    def holds(text: str) -> None:
        assert unsupported_claim._holds(text.lower(), some)

    holds()


@PATIENT
@given(matching(unsupported_claim._NUMBER))
def test_a_counted_claim_holds_a_word_or_a_ratio(text: str) -> None:
    low = text.lower()
    counted = unsupported_claim._holds(low, unsupported_claim._COUNTED)
    ratio = unsupported_claim._NEAR_RATIO.search(low) and unsupported_claim._RATIO.search(low)
    assert counted or ratio


@PATIENT
@given(matching(pointers._POINTS))
def test_what_points_out_of_a_card_holds_letters_that_are_looked_for_first(text: str) -> None:
    assert any(map(text.casefold().__contains__, pointers._NEAR))


@given(st.text(ASCII))
def test_what_came_from_elsewhere_is_not_ascii(text: str) -> None:
    for pattern in (GARBLED, INVISIBLE, typography._CURLY):
        assert not pattern.search(text)


@PATIENT
@given(matching(leak_grammar._ARTICLE))
def test_an_article_ends_as_articles_do(text: str) -> None:
    found = leak_grammar._ARTICLE.search(text)
    assert found is not None
    assert text.endswith(leak_grammar._ARTICLES, 0, found.end())


@given(st.text("aB.?! )\n", max_size=5))
def test_a_text_without_marks_inside_is_one_sentence(text: str) -> None:
    if language._is_one(text):
        assert not language._SEVERAL.search(text)
        assert sentences(text) == ([text] if text else [])


@pytest.mark.parametrize("before", ["", "It takes ", "a (", "self-", "…"])
@pytest.mark.parametrize(
    "short", ["approx.", "Dr.", "et al.", "e.g.", "i.e.", "cf.", "No.", "J.", "U.S.", "ﬅ.", "pp."]
)
def test_an_abbreviation_is_known_by_its_last_word(before: str, short: str) -> None:
    """The pattern finds it wherever the look at its last word lets it pass."""
    piece = before + short
    found = language._SHORT.search(piece) is not None
    assert language._is_abbreviation(piece, "5 Smith") == found


NAMES = st.lists(
    st.sampled_from(
        ["therapy", "therapies", "box", "boxes", "self-stigma", "Self", "stigma", "bus", "fear's",
         "well", "being", "wellbeing", "series", "IT", "it", "ß", "STRASSE", "l'eau"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)  # fmt: skip


@given(NAMES, NAMES, st.sampled_from(["en", "de", "fr", "ko"]))
def test_a_text_that_names_something_holds_how_the_name_begins(
    name: str, text: str, tongue: str
) -> None:
    vocabulary = Vocabulary(tongue)
    parts = [part for word in vocabulary.words(name) for part in word.parts]
    said = vocabulary.words(text)
    if mentions._run(parts, said, frozenset()) or mentions._joined("".join(parts), said):
        flat = "".join(chain.from_iterable(word.parts for word in said))
        assert mentions._beginning(parts) in flat
