"""Night rules that are beaten by day rules, and day colours without a night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .colour import parse_colour
from .cssrules import Declaration, Rule
from .problem import Problem, Severity
from .selector import Compound, Simple
from .themefinding import found, offset

NIGHT_CLASSES = frozenset({"nightMode", "night_mode"})

_BODY = frozenset({("class", "card")})
_COLOURS = {"color", "background-color", "background"}


def check_night(rules: Sequence[Rule]) -> Iterator[Problem]:
    """Night colours that never show, and colours that only fit the day."""
    night = [rule for rule in rules if is_night(rule)]
    day = [rule for rule in rules if not is_night(rule) and not rule.media]
    for rule in night:
        for declaration in rule.declarations:
            winner = _beaten_by(rule, declaration, day)
            if winner is not None:
                yield _beaten(declaration, winner)
    twins = {(_subject(rule), name) for rule in night for name in _names(rule)}
    for rule in day:
        yield from _half_set(rule, twins)


def is_night(rule: Rule) -> bool:
    """Whether a rule holds only by night."""
    return any(
        part.kind == "class" and part.name in NIGHT_CLASSES
        for compound in rule.selector.compounds
        for part in compound.parts
    )


def _names(rule: Rule) -> set[str]:
    return {_group(declaration.name) for declaration in rule.declarations}


def _group(name: str) -> str:
    return "background" if name == "background-color" else name


def _subject(rule: Rule) -> frozenset[tuple[str, str]]:
    """What a rule is about, without its night; the page itself counts as the card."""
    if not rule.selector.compounds:
        return frozenset()
    parts = _without_night(rule.selector.compounds[-1])
    named = frozenset((part.kind, part.name) for part in parts)
    is_page = not named or named <= {("type", "body"), ("class", "card"), ("type", "html")}
    return _BODY if is_page else named


def _without_night(compound: Compound) -> list[Simple]:
    return [
        part for part in compound.parts if not (part.kind == "class" and part.name in NIGHT_CLASSES)
    ]


def _ancestors(rule: Rule) -> list[frozenset[tuple[str, str]]]:
    """What else a selector asks for further up, without night and the page."""
    found_above = []
    for compound in rule.selector.compounds[:-1]:
        named = frozenset((part.kind, part.name) for part in _without_night(compound))
        if named and not named <= {("type", "body"), ("class", "card"), ("type", "html")}:
            found_above.append(named)
    return found_above


def _beaten_by(rule: Rule, declaration: Declaration, day: Sequence[Rule]) -> Rule | None:
    mine = (declaration.is_important, rule.selector.specificity, rule.order)
    for other in day:
        if _subject(other) != _subject(rule) or other.selector.is_pseudo_element:
            continue
        if any(each not in _ancestors(rule) for each in _ancestors(other)):
            continue
        for theirs in other.declarations:
            strength = (theirs.is_important, other.selector.specificity, other.order)
            if _group(theirs.name) == _group(declaration.name) and strength > mine:
                return other
    return None


def _beaten(declaration: Declaration, winner: Rule) -> Problem:
    start = offset(declaration.file.text, declaration.line, declaration.column)
    end = start + declaration.width
    message = (
        f"this night rule never shows: a day rule in line {winner.line} of {winner.file.name} "
        "is stronger or comes later"
    )
    fix = "begin the selector with .card.nightMode, and put it after the day rule"
    return found(declaration.file, start, end, "night-beaten", message, fix)


def _half_set(rule: Rule, twins: set[tuple[frozenset[tuple[str, str]], str]]) -> Iterator[Problem]:
    """A plain colour that stays by night, while the other one of the pair changes."""
    given = {
        _group(each.name): each
        for each in rule.declarations
        if each.name in _COLOURS and _is_plain(each.value)
    }
    subject = _subject(rule)
    if len(given) != 1 or not rule.selector.compounds:
        return
    name, declaration = next(iter(given.items()))
    if (subject, name) in twins:
        return
    start = offset(declaration.file.text, declaration.line, declaration.column)
    other = "a background" if name == "color" else "a text colour"
    message = f"a {name} that stays by night, without {other} that stays with it"
    fix = "use a token, add a rule for .nightMode, or set both colours here"
    yield found(declaration.file, start, start + declaration.width, "night-half-set", message, fix,
                Severity.WARNING)  # fmt: skip


def _is_plain(value: str) -> bool:
    colour = parse_colour(value)
    return colour is not None and colour.alpha > 0
