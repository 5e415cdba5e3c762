"""Lists of any shape: words that lead to one, letters, formulas and ends break nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from glossdeck.language.lists import longest_list

_PIECES = (
    "in", "salt", "salt and oil", "of", "such as salt", "and", "a", "and oil", "hence", "M",
    "x=y", "once", "kept from", "chiefly salt", "which goes on", "and the like",
    "mood and", "urges that are strong", "sudden", "sharp pains", "influenced by", "washed",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6),
    st.sampled_from([", ", "; ", " and ", ", and "]),
    st.sampled_from(["", "We saw ", "Yes, ", "See "]),
    st.sampled_from(["", ".", " and more of it.", ", etc."]),
    st.sampled_from(["en", "de", "sl", "ja"]),
    st.booleans(),
)
def test_a_list_of_any_shape_is_counted_and_shown(
    pieces: list[str], mark: str, before: str, after: str, language: str, is_asked: bool
) -> None:
    text = before + mark.join(pieces) + after
    count, shown = longest_list(text, language, is_asked=is_asked)
    assert count == 0 or count > 2
    assert shown in text
