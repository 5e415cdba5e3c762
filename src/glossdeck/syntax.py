"""What PyYAML says of broken YAML, said so that an author knows what to do."""

from __future__ import annotations

import re
from typing import Any

from .slips import QUOTES_FIX, slip
from .textfile import line_of
from .yamltree import TreeError

MAX_DEPTH = 32
"""Levels of nesting; the format itself has six."""

TOO_DEEP = (
    "too-deep",
    f"values are nested more than {MAX_DEPTH} levels deep",
    "check brackets and indentation",
)


def syntax_error(wrong: Any, text: str) -> TreeError:
    """Of a `yaml.MarkedYAMLError`: where it is, what it means, what to do."""
    mark = wrong.problem_mark or wrong.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = wrong.problem or "the YAML cannot be read"
    shown = line_of(text, line)
    unfinished = _unfinished(said, mark.index, text) if mark else None
    if unfinished is not None:
        return unfinished
    if _NEVER_CLOSED in said and wrong.context_mark:
        line, column = wrong.context_mark.line + 1, wrong.context_mark.column + 1
    if shown.lstrip(" ").startswith("\t"):
        column = shown.index("\t") + 1
        return TreeError("yaml-syntax", *_TAB, line, column, column + 1)
    if "maximum nesting depth" in said:  # newer releases of libyaml have a limit of their own
        return TreeError(*TOO_DEEP, line, column, column + 1)
    opened = wrong.context_mark
    found = slip(text, [each.line + 1 for each in (opened, mark) if each])
    if found is not None and _NEVER_CLOSED not in said:
        return found
    if opened and re.search("could not find expected ':'|alphabetic or numeric", said):
        line, column = opened.line + 1, opened.column + 1
    for pattern, message, fix in _SYNTAX:
        if re.search(pattern, said):
            sign = shown[column - 1 : column]
            at = "a backtick" if sign == "`" else f"`{sign}`"
            return TreeError("yaml-syntax", message.format(at), fix, line, column, column + 1)
    about = f" (it began on line {opened.line + 1})" if opened and opened.line + 1 != line else ""
    return TreeError("yaml-syntax", said + about, _SYNTAX_FIX, line, column, column + 1)


def _unfinished(said: str, index: int, text: str) -> TreeError | None:
    """The last bracket that opens, when the file ends inside of brackets."""
    opened = max(text.rfind("[", 0, index), text.rfind("{", 0, index))
    if opened < 0 or text[index:].strip() or not _UNFINISHED.search(said):
        return None
    column = opened - text.rfind("\n", 0, opened)
    return TreeError("yaml-syntax", *_OPEN, text.count("\n", 0, opened) + 1, column, column + 1)


_SYNTAX_FIX = (
    "check the indentation here and on the line above; put a text with special characters "
    "into quotes, or on its own lines after `|`"
)
_NEVER_CLOSED = "unexpected end of stream"
_UNFINISHED = re.compile(r"expected node content|expected ',' or")
"""What the parser says at the end of a file in which a bracket is open."""

_OPEN = (
    "a quotation mark or bracket is never closed",
    "close it; a text with an apostrophe can stand in double quotes",
)
_TAB = ("the line is indented with a tab", "indent with spaces; YAML allows no tabs there")
_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon followed by a space is in a text without quotes, or the indentation is off",
        QUOTES_FIX,
    ),
    (
        "cannot start any token",
        "a text without quotes cannot begin with {}",
        QUOTES_FIX,
    ),
    (
        "while scanning a tag|expected whitespace or line break|did not find expected '!'",
        "a text without quotes cannot begin with `!`",
        QUOTES_FIX,
    ),
    (
        "found undefined alias",
        "`*` at the beginning repeats what `&` names further up, and nothing is named so",
        QUOTES_FIX,
    ),
    (
        "alphabetic or numeric character",
        "a text without quotes cannot begin with `*` or `&`",
        QUOTES_FIX,
    ),
    (
        "but found another document",
        "the file has a second document, begun by `---`",
        "keep one document a file",
    ),
    (_NEVER_CLOSED, *_OPEN),
    (
        "unknown escape character|escape sequence",
        "in double quotes a backslash begins a sign of its own, and this is none",
        "put the text in single quotes, or write two backslashes for one",
    ),
    (
        r"did not find expected ',' or '[\]}}]'",
        "a comma or a closing bracket is missing",
        "part the values with commas, and close what you opened; or write one value a line",
    ),
    (
        "could not find expected ':'",
        "the line is neither `key: value` nor part of the text above",
        "put a blank after the colon of a key; indent a text that goes on more than its key",
    ),
    (
        "did not find expected key",
        "the line does not continue what is above it",
        "line up keys of one level; put a text with quotes inside it in quotes as a whole",
    ),
    (
        "did not find expected '-' indicator",
        "the list is interrupted here",
        "line up the dashes of the list",
    ),
)


def character_error(text: str, unprintable: re.Pattern[str]) -> TreeError:
    """Of the first character that YAML does not allow."""
    found = unprintable.search(text)
    index = found.start() if found else 0
    line = text.count("\n", 0, index) + 1
    column = index - (text.rfind("\n", 0, index) + 1) + 1
    message = f"the file holds the control character U+{ord(text[index]):04X}"
    fix = "delete it; it is invisible in many editors"
    return TreeError("control-character", message, fix, line, column, column + 1)
