"""What an edition is called, and in which language and direction its cards are."""

from __future__ import annotations

import pytest

from glossdeck.edition import EditionSettings, edition_of


@pytest.mark.parametrize(
    ("name", "given", "language", "direction"),
    [
        ("trainees", None, "en", "ltr"),
        ("de", None, "de", "ltr"),
        ("ar", None, "ar", "rtl"),
        ("pt_BR", None, "pt-BR", "ltr"),
        ("zh-Hant", None, "zh-Hant", "ltr"),
        ("pro", None, "en", "ltr"),
        ("he-peers", None, "en", "ltr"),
        ("peers", "fa", "fa", "rtl"),
        ("de", "en", "en", "ltr"),
    ],
)
def test_the_language_is_the_one_given_or_the_one_that_names_the_edition(
    name: str, given: str | None, language: str, direction: str
) -> None:
    edition = edition_of(name, EditionSettings(language=given), "default")
    assert (edition.language, edition.direction) == (language, direction)


def test_a_direction_that_is_given_wins() -> None:
    settings = EditionSettings(language="az", direction="rtl")
    assert edition_of("main", settings, "default").direction == "rtl"
