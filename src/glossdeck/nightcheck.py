"""Night rules that day rules beat, and day colours that stay by night alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .cascade import longhands
from .colour import parse_colour
from .csslook import Look
from .cssrules import Declaration, Rule
from .problem import Problem, Severity
from .themefinding import at_declaration
from .themelayers import SHIPPED

Where = tuple[str, int, int]

_PAIR = ("color", "background-color")


class NightWatch:
    """Sees all cards by day and by night, and tells in the end what never shows."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rule_at = {each.where: rule for rule in rules for each in rule.declarations}
        self._shown: set[Where] = set()
        self._beaten: dict[Where, tuple[Declaration, Declaration]] = {}
        self._half_set: dict[Where, tuple[Declaration, str]] = {}

    def see(self, day: Look, night: Look) -> None:
        """Look at one element, by day and by night."""
        for rule in night.rules:
            if rule.selector.is_night:
                for declaration in rule.declarations:
                    self._fight(declaration, night)
        if night.has_text and not night.is_hidden:
            self._compare(day, night)

    def _fight(self, declaration: Declaration, night: Look) -> None:
        """Who wins: a declaration for the night, or one that holds by day as well?"""
        for longhand in longhands(declaration):
            winner = night.winners.get(longhand.name)
            if winner is None:
                continue
            rule = self._rule_at.get(winner.where)
            if winner.where == declaration.where or (rule and rule.selector.is_night):
                self._shown.add(declaration.where)
            elif rule is not None:
                self._beaten.setdefault(declaration.where, (declaration, winner))

    def _compare(self, day: Look, night: Look) -> None:
        """A plain colour that stays, while the other one of the pair changes."""
        pairs = zip(
            _PAIR,
            ((day.colour_from, night.colour_from), (day.ground_from, night.ground_from)),
            ((day.grounds, night.grounds), (day.colour, night.colour)),
            strict=True,
        )
        for name, (by_day, by_night), (other_by_day, other_by_night) in pairs:
            stays = by_day is not None and by_day == by_night and _is_plain(by_day.value)
            if by_day is not None and stays and other_by_day != other_by_night:
                rule = self._rule_at.get(by_day.where)
                if rule is None or not (rule.selector.is_page or _sets_both(rule)):
                    self._half_set.setdefault(by_day.where, (by_day, name))

    def problems(self) -> Iterator[Problem]:
        """What was seen."""
        for where, (declaration, winner) in self._beaten.items():
            if where not in self._shown and declaration.file.path.name:
                yield _never_shows(declaration, winner)
        for declaration, name in self._half_set.values():
            what, other = ("color", "a background") if name == "color" else (
                "background", "a text colour")  # fmt: skip
            message = f"a {what} that stays by night, without {other} that stays with it"
            fix = "use a token, add a rule for .nightMode, or set both colours here"
            yield at_declaration(declaration, "night-half-set", message, fix, Severity.WARNING)


def _sets_both(rule: Rule) -> bool:
    """Whether a rule gives plain values to text and ground."""
    named = {each.name: each.value for whole in rule.declarations for each in longhands(whole)}
    return all(_is_plain(named.get(name, "")) for name in _PAIR)


def _is_plain(value: str) -> bool:
    colour = parse_colour(value)
    return colour is not None and colour.alpha > 0


def _never_shows(declaration: Declaration, winner: Declaration) -> Problem:
    if SHIPPED in declaration.file.path.parents and SHIPPED not in winner.file.path.parents:
        message = (
            f"this holds by night as well: it is stronger than the rule for the night in line "
            f"{declaration.line} of {declaration.file.path.name}"
        )
        fix = "leave !important out, or begin the selector with .card alone"
        return at_declaration(winner, "night-beaten", message, fix)
    message = (
        f"this night rule never shows: a day rule in line {winner.line} of {winner.file.name} "
        "is stronger or comes later"
    )
    fix = "begin the selector with .card.nightMode, and put it after the day rule"
    return at_declaration(declaration, "night-beaten", message, fix)
