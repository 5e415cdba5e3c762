"""What pydantic says of a wrong value, said in the words of someone who writes glossaries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .problem import Route
from .wording import ID_FIX

FIRST_KEYS = {
    "terms": ("term", "definition"),
    "sections": ("title", "points"),
    "references": ("id", "text"),
    "questions": ("ask", "answer"),
    "contrast": ("with", "difference"),
}
"""The keys with which the entries of a list begin."""
_NAMES = ("references", "terms", "tags", "also", "allow")
"""Lists of names, which are mostly written in brackets."""

_LISTS = ("tuple_type", "list_type")
_TIGHT = re.compile(r"([a-z]+)(?::(?=\S)|：)")


def entry_fix(kind: str, route: Route, given: Any) -> str:
    """How the entries of a list are written, for a list or an entry that is something else."""
    if route == ("editions",) and isinstance(given, list):
        return "give each edition a line of its own below it: its name and a colon"
    if route == ("rules",) and kind == "dict_type":
        return "write a line for each rule below it, as in `leak-term: off`"
    if kind not in ("tuple_type", "list_type", "model_type", "model_attributes_type"):
        return ""
    if not route:
        return "begin with `deck:`, and go on with `terms:` or `sections:`"
    owner = route[-1] if isinstance(route[-1], str) else str(route[-2]) if len(route) > 1 else ""
    if owner not in FIRST_KEYS and owner not in _NAMES:
        return ""
    names = owner in _NAMES and (len(route) > 1 or owner not in FIRST_KEYS)
    if names and kind in _LISTS and isinstance(given, str):
        return f"put it in brackets: `{owner}: [{given}]`"
    if owner not in FIRST_KEYS:
        return ""
    first, second = FIRST_KEYS[owner]
    tight = _TIGHT.match(given) if isinstance(given, str) else None
    if tight and tight[1] == first:
        return f"write a blank after the colon: `- {first}: …`"
    if isinstance(given, str) and given.startswith(f"{first} ="):
        return f"write a colon and a blank in place of `=`: `- {first}: …`"
    return f"begin each with `- {first}: …`, and write `{second}: …` below it"


_TEXT_FIX = "write one text, in quotes if it holds special characters"
MESSAGES: Mapping[str, tuple[str, str]] = {
    "string_type": ("{name} must be a text", _TEXT_FIX),
    "string_too_short": ("{name} is empty", "write a text, or leave the key out"),
    "union_tag_not_found": ("{name} is empty", "write a text, or a map from edition to text"),
    "too_short": ("{name} is empty", "write a text for at least one edition"),
    "tuple_type": ("{name} must be a list", "put each item on a line of its own after `- `"),
    "list_type": ("{name} must be a list", "put each item on a line of its own after `- `"),
    "dict_type": ("{name} has no keys", "write a line for each below it: `name: …`"),
    "model_type": ("{name} has no keys", "write lines such as `title: …` below it"),
    "model_attributes_type": ("{name} has no keys", "write lines such as `title: …` below it"),
    "literal_error": ("{name} cannot be `{given}`", "write one of {expected}"),
    "string_pattern_mismatch": ("`{given}` cannot be an id", ID_FIX),
    "string_too_long": ("{name} is too long", "use at most 100 characters"),
    "int_parsing": ("{name} must be a whole number, not `{given}`", "write a whole number"),
    "int_type": ("{name} must be a whole number", "write a whole number"),
    "float_parsing": ("{name} must be a number, not `{given}`", "write a number, as in 8 or 8.5"),
    "float_type": ("{name} must be a number", "write a number, as in 8 or 8.5"),
    "greater_than": ("{name} cannot be {given}", "write a larger number"),
    "greater_than_equal": ("{name} cannot be {given}", "write a larger number"),
    "less_than": ("{name} cannot be {given}", "write a smaller number"),
    "less_than_equal": ("{name} cannot be {given}", "write a smaller number"),
    "language": (
        "`{given}` is no language code",
        "write the code of the language, as in `en`, `de` or `pt-BR`",
    ),
    "all_empty": ("{name} is empty for every edition", "write a text for at least one"),
    "bool_parsing": ("{name} must be true or false, not `{given}`", "write true or false"),
    "bool_type": ("{name} must be true or false", "write true or false"),
}
"""By kind of pydantic's error: what is wrong, and what to do."""

RULES = {
    "string_too_short": "empty-text",
    "union_tag_not_found": "empty-text",
    "too_short": "empty-text",
    "all_empty": "empty-text",
    "greater_than": "wrong-value",
    "greater_than_equal": "wrong-value",
    "less_than": "wrong-value",
    "less_than_equal": "wrong-value",
    "language": "wrong-value",
    "literal_error": "wrong-value",
    "string_pattern_mismatch": "wrong-id",
    "string_too_long": "wrong-id",
}
"""The names of problems that are not `wrong-type`."""
