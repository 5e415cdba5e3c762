"""Slips of the hand in YAML, found in the lines where a parser stopped.

A parser says where it could not go on. What an author did wrong often stands a line above, and has
a simpler name: a dash without a blank, a text that goes on behind its quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .yamltree import TreeError

QUOTES_FIX = "put the text in quotes, or after `>-` on a line of its own"
KEYS = (
    "deck|id|title|description|source|notice|url|date|references|text|terms|term|also|definition"
    "|cloze|example|contrast|with|difference|sections|points|point|questions|ask|answer|extra|tags"
    "|ignore|namespace|editions|language|direction|reading_level|theme|rules|output|decks|subdecks"
    "|review|retire_after_days"
)
"""Every key that an author can write, for a regular expression."""
_LINE = re.compile(rf"(?P<start> *(?:- +)?)(?P<key>{KEYS}):(?: +(?P<value>.*))?$")
_BRACED_ITEM = re.compile(r" *- +(?P<value>\{\{.*)$")
_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_ODD_INDENT = re.compile(f"[ ]*([{_BLANKS}]+)[ {_BLANKS}]*(?:- )?\\S")
_ODD_AFTER = re.compile(rf" *(?:- +)?(?:{KEYS}):([{_BLANKS}])")
_OTHER_COLON = re.compile(rf" *(?:- +)?(?:{KEYS})([：﹕︓]) ?")
_OTHER_DASH = re.compile(rf" *([–—−‐•·*])\s*(?:{KEYS}):")
_TIGHT_DASH = re.compile(rf" *-(?P<key>{KEYS}):(?: |$)")
_TIGHT_COLON = re.compile(rf" *(?:- +)?(?P<key>{KEYS}):(?P<next>[^\s:/])")
_BLOCK = re.compile(r"[|>][-+0-9]*$")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, with its number from 1 and the last line above that is not empty."""

    number: int
    text: str
    above: str

    def error(self, message: str, fix: str, column: int, length: int = 1) -> TreeError:
        """A slip in this line.

        Parameters:
            column: where it begins, counted from 0.
        """
        return TreeError("yaml-syntax", message, fix, self.number, column + 1, column + length + 1)


def slip(text: str, lines: Sequence[int]) -> TreeError | None:
    """The first slip in some lines, counted from 1: those where the parser stopped, and where
    what it could not read began."""
    every = text.split("\n")
    for number in sorted({near for line in lines for near in (line - 1, line)}):
        if 0 < number <= len(every):
            above = next((line for line in reversed(every[: number - 1]) if line.strip()), "")
            line = _Line(number, every[number - 1], above)
            found = next((found for find in _FINDERS for found in find(line)), None)
            if found is not None:
                return found
    return None


def _odd_blanks(line: _Line) -> Iterator[TreeError]:
    found = _ODD_INDENT.match(line.text)
    if found:
        message = "the line is indented with blanks that YAML does not take for spaces"
        yield line.error(message, _BLANKS_FIX, found.start(1), len(found[1]))
    found = _ODD_AFTER.match(line.text)
    if found:
        message = "the blank after the colon is none that YAML takes for a space"
        yield line.error(message, _BLANKS_FIX, found.start(1))


_BLANKS_FIX = "delete them and type spaces; such blanks come along from web pages and documents"


def _other_signs(line: _Line) -> Iterator[TreeError]:
    colon, dash = _OTHER_COLON.match(line.text), _OTHER_DASH.match(line.text)
    if colon:
        yield line.error(
            f"`{colon[1]}` is no colon to YAML", "type `:` and a blank", colon.start(1)
        )
    if dash:
        message = f"`{dash[1]}` begins no item of a list"
        yield line.error(message, "type `-` and a blank", dash.start(1))


def _missing_blanks(line: _Line) -> Iterator[TreeError]:
    dash, colon = _TIGHT_DASH.match(line.text), _TIGHT_COLON.match(line.text)
    if dash:
        fix = f"write `- {dash['key']}: …`"
        yield line.error("a blank is missing after the dash", fix, line.text.index("-"))
    elif colon:
        message = f"a blank is missing after the colon of `{colon['key']}`"
        fix = f"write `{colon['key']}: …`"
        yield line.error(message, fix, colon.start("key"), len(colon["key"]) + 1)


def _quotes(line: _Line) -> Iterator[TreeError]:
    found = _LINE.match(line.text)
    value, at = (found["value"] or "", found.start("value")) if found else ("", 0)
    quoted = _DOUBLE.match(value) or _SINGLE.match(value)
    rest = value[quoted.end() :] if quoted else ""
    if quoted and rest.strip() and not re.match(r" +#", rest):
        message = "the text goes on after its closing quotation mark"
        is_apostrophe = value[0] == "'" and rest[:1].isalpha()
        fix = "put the whole text in single quotes: '…'"
        if is_apostrophe:
            message = "the apostrophe ends the text, which began with one"
            fix = "put the text in double quotes, or write two apostrophes for one: ''"
        elif "'" in value and '"' in value:
            fix = "write all of it on a line of its own after `>-`, as it has both kinds of quotes"
        elif value[0] == "'":
            fix = 'put the whole text in double quotes: "…"'
        yield line.error(message, fix, at + quoted.end() - is_apostrophe)
    elif value[:1] in ("“", "‘", "„", "«", "”", "’") and ": " in value:
        message = f"`{value[0]}` is no quotation mark to YAML, and the text has a colon"
        yield line.error(message, "put straight quotation marks around it", at)


def _beginnings(line: _Line) -> Iterator[TreeError]:
    found = _LINE.match(line.text) or _BRACED_ITEM.match(line.text)
    value = (found["value"] or "") if found else ""
    closed = {"[": "]", "{": "}"}.get(value[:1])
    is_text = closed and not re.search(rf"[{re.escape(closed)},]\s*(?:#.*)?$", value)
    is_text = is_text and closed in value
    if found and (is_text or re.match(r"(?:[?-]) ", value)):
        message = f"a text without quotes cannot begin with `{value[0]}`"
        yield line.error(message, QUOTES_FIX, found.start("value"))


def _indentation(line: _Line) -> Iterator[TreeError]:
    found, above = _LINE.match(line.text), _LINE.match(line.above)
    if above is None or not line.text.strip():
        return
    begins, value = len(above["start"]), above["value"] or ""
    indent = len(line.text) - len(line.text.lstrip(" "))
    if _BLOCK.match(value):
        if indent <= begins - len(above["start"].lstrip(" ")) and found is None:
            message = f"the text after `{value[0]}` is not indented more than its key"
            yield line.error(message, f"indent it more than `{above['key']}`", indent)
    elif found and value and indent != begins and "-" not in found["start"]:
        if indent > begins or (indent and "-" in above["start"]):
            message = (
                f"`{found['key']}` begins in column {indent + 1}, and the key above in {begins + 1}"
            )
            fix = f"line it up with `{above['key']}`"
            yield line.error(message, fix, indent, len(found["key"]))
    elif (
        found is None and value and indent <= begins and not line.text.lstrip().startswith(_NO_TEXT)
    ):
        message = "the text goes on further to the left than its key begins"
        yield line.error(message, f"indent the line more than `{above['key']}`", indent)


_NO_TEXT = ("-", "#", "]", "}", "---")
_FINDERS: tuple[Callable[[_Line], Iterator[TreeError]], ...] = (
    _odd_blanks,
    _other_signs,
    _missing_blanks,
    _quotes,
    _beginnings,
    _indentation,
)
