r"""MathJax formulas and the marks of cloze deletions, kept from Markdown's eyes.

A formula stands between `\(` and `\)` or `\[` and `\]`. What may be part of a deletion is
marked while Markdown is read, because only then is it known what is code, a tag or text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .flaw import Flaw

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

MARK, END_OF_MARK, MATH, END_OF_MATH = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters, which no text of an author can hold: around what may be part of a cloze
deletion, and around formulas."""
_LINE, _PIPE = "\ufdd4", "\ufdd5"
"""Stand for line ends and bars of a formula, which Markdown would read as its own."""

_CLOZE_MARKS = re.compile(
    r"\{\{ *(?:[cC] *[0-9, ]*|[0-9][0-9, ]*)::?|\{\{ *[cC][0-9]+(?= *\}\})"
    r"|(?<!\\\{)\{ *[cC][0-9]+::|={2,}|::|\{|\}+"
)
_WITHOUT_MARKS = dict.fromkeys(map(ord, (MARK, END_OF_MARK, MATH, END_OF_MATH)))
_FORMULA_END = {
    "(": re.compile(r"(?:[^\\]|\\[^)])*?\\\)"),
    "[": re.compile(r"(?:[^\\]|\\[^\]])*?\\\]"),
}
_FORMULA_OR_CODE = re.compile(r"`+|\\.", re.DOTALL)
_BACKSLASH_BRACKET = re.compile(rf"{MATH}[^{END_OF_MATH}]*{END_OF_MATH}|\\(?=[(\[])")


def mark(text: str) -> str:
    """Put `MARK` and `END_OF_MARK` around all that may be part of a deletion."""
    return _CLOZE_MARKS.sub(rf"{MARK}\g<0>{END_OF_MARK}", text)


def without_marks(html: str) -> str:
    """Take all marks out again, those of formulas too."""
    return html.translate(_WITHOUT_MARKS)


def join_formulas(text: str) -> str:
    """Keep the lines and bars of formulas from Markdown's eyes; code stays as it is."""
    out: list[str] = []
    done, step = 0, _FORMULA_OR_CODE.search(text)
    hopeless: set[str] = set()
    while step:
        end, opener = step.end(), step.group()
        if opener[0] == "`" and opener not in hopeless:
            closing = re.compile(f"(?<!`){opener}(?!`)").search(text, end)
            if closing:
                end = closing.end()
            else:
                hopeless.add(opener)
        elif opener in ("\\(", "\\[") and opener not in hopeless:
            formula_end = _formula_end(text, step.start())
            if formula_end < 0:
                hopeless.add(opener)
            else:
                out.append(text[done : step.start()])
                formula = text[step.start() : formula_end]
                out.append(formula.replace("\n", _LINE).replace("|", _PIPE))
                done = end = formula_end
        step = _FORMULA_OR_CODE.search(text, end)
    return "".join((*out, text[done:]))


def part_formulas(html: str) -> str:
    """Give formulas their lines and bars back, after `join_formulas`."""
    return html.replace(_LINE, "\n").replace(_PIPE, "|")


def part_brackets(html: str) -> str:
    """Part a written backslash from its bracket, which is no formula: MathJax does not look
    across tags."""
    return _BACKSLASH_BRACKET.sub(_part_bracket, html) if "\\" in html else html


def _part_bracket(match: re.Match[str]) -> str:
    return "<span>\\</span>" if match.group() == "\\" else match.group()


def formula_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: take a whole formula as text, between `MATH` and `END_OF_MATH`."""
    start = state.pos
    opener = state.src[start : start + 2]
    if opener not in ("\\(", "\\["):
        return False
    hopeless = state.env.setdefault("hopeless", set())
    end = -1 if (opener, state.src) in hopeless else _formula_end(state.src, start)
    if end < 0:
        hopeless.add((opener, state.src))
        state.env["flaws"].append(_open_formula(opener))
        return False
    if not silent:
        formula = state.src[start:end]
        if state.env.get("marks"):
            formula = mark(formula)
        state.pending += f"{MATH}{formula}{END_OF_MATH}"
    state.pos = end
    return True


def mark_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: mark what may be part of a deletion."""
    match = _CLOZE_MARKS.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += f"{MARK}{match.group()}{END_OF_MARK}"
    state.pos = match.end()
    return True


def _formula_end(text: str, start: int) -> int:
    """Index after the formula that opens at `start`; -1 if it never ends."""
    pattern = _FORMULA_END[text[start + 1]]
    match = pattern.match(text, start + 2)
    return match.end() if match else -1


def _open_formula(opener: str) -> Flaw:
    closer = "\\)" if opener == "\\(" else "\\]"
    return Flaw(
        "markup",
        f"the formula that starts with {opener} never ends",
        f"close it with {closer}; for a plain bracket write {opener[1]} without the backslash",
        opener,
    )
