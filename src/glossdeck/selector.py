"""CSS selectors, and which rules reach an element; cssselect2's only door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, Protocol, TypeVar
from xml.etree.ElementTree import Element as Branch  # nothing is parsed with it

import tinycss2
from cssselect2 import ElementWrapper, Matcher, SelectorError, compile_selector_list

from .htmltree import Element

NIGHT_CLASSES = frozenset({"nightMode", "night_mode"})

MAX_TOKENS, MAX_DEPTH, MAX_COMBINATORS = 300, 4, 12
"""Of a selector; real ones have a tenth of it."""

MAX_STEPS, RULE_STEPS = 3_000_000, 10
"""Elements looked at while rules are matched, and what each rule that matches counts for; a theme
that ships takes 90,000."""

_BEYOND = frozenset(
    {"autofill", "dir", "fullscreen", "in-range", "indeterminate", "invalid", "modal", "open"}
    | {"optional", "out-of-range", "placeholder-shown", "read-only", "read-write", "required"}
    | {"valid", "backdrop", "cue", "details-content", "part"}
)
"""Names that browsers know and cssselect2 does not; no card is ever in such a state."""


class SelectorFault(ValueError):  # noqa: N818
    """A selector that browsers would pass over, with its rule; the text says why."""


class TooLargeError(Exception):
    """A theme so large that judging it would take minutes."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One selector.

    Parameters:
        text: as it is written.
        classes: all that it names, also in `:not(…)`.
        is_night: whether it holds only by night.
        is_page: whether it is about the card as a whole.
        compiled: cssselect2's; None where no card is ever in such a state.
    """

    text: str
    classes: frozenset[str]
    is_night: bool
    is_page: bool
    compiled: Any


NOTHING = Selector("", frozenset(), False, False, None)
"""Of rules that belong to no element."""


def parse_selector(tokens: Sequence[Any]) -> Selector:
    """A selector without commas outside parentheses. Raises SelectorFault.

    Parameters:
        tokens: tinycss2's component values.
    """
    text = tinycss2.serialize(tokens).strip()
    every = list(_every(tokens, 0))
    if len(every) > MAX_TOKENS or sum(_is(each, ">+~ ") for each in every) > MAX_COMBINATORS * 2:
        raise SelectorFault("it is too long")
    pseudos = _pseudo_names(every)
    compiled = None
    if not any(name.startswith("-") or name in _BEYOND for name in pseudos):
        compiled = _compiled(tokens)
    named = frozenset(_classes(every))
    outside = frozenset(_classes(_every(tokens, 0, "not")))
    last = _last_compound(tokens)
    is_body = bool(last) and last[0].type == "ident" and last[0].lower_value == "body"
    is_page = is_body or "card" in _classes(last)
    return Selector(text, named, bool(outside & NIGHT_CLASSES), is_page, compiled)


def _compiled(tokens: Sequence[Any]) -> Any:
    try:
        (compiled,) = compile_selector_list(tokens)
    except SelectorError as wrong:
        if wrong.args[0] == "Unknown pseudo-class":
            raise SelectorFault(f"no browser knows `:{wrong.args[1]}`") from None
        raise SelectorFault("something is missing, or too much") from None
    except (NotImplementedError, ValueError, SyntaxError, MemoryError, RecursionError):
        raise SelectorFault("it is not understood") from None
    return compiled


def _every(tokens: Iterable[Any], depth: int, without: str = "") -> Iterator[Any]:
    """All tokens, those in brackets included; not those of the function `without`."""
    if depth > MAX_DEPTH:
        raise SelectorFault("its brackets are nested too deep")
    for token in tokens:
        yield token
        if token.type == "function" and token.lower_name != without:
            yield from _every(token.arguments, depth + 1, without)


def _is(token: Any, literals: str) -> bool:
    return (token.type == "literal" and token.value in literals) or token.type == "whitespace"


def _classes(tokens: Iterable[Any]) -> Iterator[str]:
    is_after_dot = False
    for token in tokens:
        if is_after_dot and token.type == "ident":
            yield token.value
        is_after_dot = token.type == "literal" and token.value == "."


def _pseudo_names(tokens: Sequence[Any]) -> set[str]:
    names = set()
    for before, token in pairwise(tokens):
        if before.type == "literal" and before.value == ":":
            names.add(getattr(token, "lower_value", getattr(token, "lower_name", "")))
    return names


def _last_compound(tokens: Sequence[Any]) -> list[Any]:
    compound: list[Any] = []
    for token in reversed(tokens):
        if _is(token, ">+~") and compound:
            break
        if token.type not in {"whitespace", "comment"}:
            compound.insert(0, token)
    return compound


class Selected(Protocol):
    """What has a selector."""

    @property
    def selector(self) -> Selector: ...


RuleT = TypeVar("RuleT", bound=Selected)


class RuleIndex(Generic[RuleT]):
    """Rules by what they are about, as browsers keep them."""

    def __init__(self, rules: Iterable[RuleT]) -> None:
        self._matcher = Matcher()
        self._steps = _Steps()
        for rule in rules:
            if rule.selector.compiled is not None:
                self._matcher.add_selector(rule.selector.compiled, rule)

    def reaching(self, root: Element) -> Iterator[tuple[Element, list[tuple[str, RuleT]]]]:
        """Every element below the root, with the rules that match it, the strongest last.

        Each rule comes with the pseudo-element that it is about; empty for the element itself.
        Raises TooLargeError.
        """
        known: dict[Branch, Element] = {}
        for top in root.elements:
            page = _Page.from_html_root(_branch(top, known))
            page.steps = self._steps
            for each in _below(page):
                matched = self._matcher.match(each)
                self._steps.spend(len(matched) * RULE_STEPS)
                yield known[each.etree_element], [(on or "", rule) for _, _, on, rule in matched]


def _branch(element: Element, known: dict[Branch, Element]) -> Branch:
    """An element as ElementTree has it, which cssselect2 reads."""
    branch = Branch(element.name, element.attributes)
    known[branch] = element
    for child in element.children:
        if isinstance(child, Element):
            branch.append(_branch(child, known))
        else:
            branch.text = child
    return branch


def _below(page: _Page) -> Iterator[_Page]:
    yield page
    for child in page.iter_children():
        yield from _below(child)


@dataclass(slots=True)
class _Steps:
    """How many elements were looked at, on all pages together."""

    count: int = 0

    def spend(self, count: int) -> None:
        """Raises TooLargeError when long selectors and deep pages would take ages."""
        self.count += count + 1
        if self.count > MAX_STEPS:
            raise TooLargeError


class _Page(ElementWrapper):  # type: ignore[misc]
    """An element of a page, as cssselect2 sees it; its root has the steps."""

    steps: _Steps

    def spend(self, count: int) -> None:
        above = super().ancestors
        (above[0] if above else self).steps.spend(count)

    @property
    def ancestors(self) -> tuple[_Page, ...]:
        found: tuple[_Page, ...] = super().ancestors
        self.spend(len(found))
        return found

    @property
    def previous_siblings(self) -> tuple[_Page, ...]:
        found: tuple[_Page, ...] = super().previous_siblings
        self.spend(len(found))
        return found

    def iter_subtree(self) -> Iterator[_Page]:
        for each in super().iter_subtree():
            self.spend(1)
            yield each
