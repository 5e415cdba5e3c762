"""Motion in style sheets, which makes some people ill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .cssmedia import asks_for_motion
from .cssrules import Declaration, Rule
from .problem import Problem, Severity
from .themefinding import at_declaration

_MOVES = frozenset({"animation", "animation-name", "transition", "transition-property"})
_STILL = frozenset({"none", "inherit", "initial", "unset", "revert"})
_LASTS = re.compile(r"(?<![\w.-])(?:\d*\.)?\d+m?s\b", re.I)
_NO_TIME = re.compile(r"0*\.?0+m?s", re.I)


def check_motion(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Movements that people who asked for none still see."""
    stills = [
        (rule, declaration)
        for rule in rules
        if asks_for_motion(rule.media) is False
        for declaration in rule.declarations
        if _family(declaration.name) and not _moves(declaration)
    ]
    told: set[tuple[str, int, int]] = set()
    for rule in rules:
        if asks_for_motion(rule.media) is True:
            continue
        for declaration in rule.declarations:
            if _moves(declaration) and declaration.where not in told:
                told.add(declaration.where)
                if not any(_stills(*still, rule, declaration) for still in stills):
                    message = "motion, also for people whom it makes ill"
                    fix = "put it into @media (prefers-reduced-motion: no-preference) { … }"
                    yield at_declaration(declaration, "motion", message, fix, Severity.WARNING)


def _family(name: str) -> str:
    """`animation` or `transition`; empty for what does not move."""
    plain = re.sub(r"^-(?:webkit|moz)-", "", name)
    return plain.split("-")[0] if plain in _MOVES else ""


def _moves(declaration: Declaration) -> bool:
    value = declaration.value.lower()
    if not _family(declaration.name) or value in _STILL:
        return False
    times = _LASTS.findall(value)
    return not times or not all(_NO_TIME.fullmatch(time) for time in times)


def _stills(still: Rule, by: Declaration, rule: Rule, declaration: Declaration) -> bool:
    """Whether a rule for people who asked for no motion stops a movement."""
    if _family(by.name) != _family(declaration.name):
        return False
    is_same = still.selector.text == rule.selector.text
    is_wide = still.selector.text.split()[-1:] == ["*"] and by.is_important
    return (is_same or is_wide) and (by.is_important or not declaration.is_important)
