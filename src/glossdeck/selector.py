"""CSS selectors: enough of them to say which rules reach an element of a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .htmltree import Element

Specificity = tuple[int, int, int]

_NAME = r"-?[_a-zA-Z\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*|--[\w-]+"
_PART = re.compile(
    rf"(?P<type>{_NAME}|\*)|\#(?P<id>[\w\u0080-\U0010ffff-]+)|\.(?P<class>{_NAME})"
    rf"|\[\s*(?P<attribute>{_NAME})\s*(?:(?P<operator>[~|^$*]?=)\s*"
    rf"(?P<value>\"[^\"]*\"|'[^']*'|{_NAME}|\d+)\s*[iIsS]?\s*)?\]"
    rf"|(?P<element>::{_NAME}(?:\([^()]*\))?|:(?:before|after|first-line|first-letter)\b)"
    rf"|:(?P<pseudo>{_NAME})(?P<open>\()?"
)
_COMBINATOR = re.compile(r"\s*([>+~])\s*|\s+")
_LISTS = frozenset({"not", "is", "where", "has", "matches", "-webkit-any"})


class SelectorError(ValueError):
    """A selector that browsers would pass over, with its rule."""


@dataclass(frozen=True, slots=True)
class Simple:
    """One condition: kind, name, operator and value for attributes, selectors for lists."""

    kind: str
    name: str
    operator: str = ""
    value: str = ""
    inner: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Compound:
    """Conditions on one element; `combinator` leads to the compound before it."""

    parts: tuple[Simple, ...]
    combinator: str = ""

    @property
    def classes(self) -> frozenset[str]:
        """Classes that it asks for."""
        return frozenset(part.name for part in self.parts if part.kind == "class")


@dataclass(frozen=True, slots=True)
class Selector:
    """A whole selector, from left to right."""

    compounds: tuple[Compound, ...]
    specificity: Specificity

    @property
    def is_pseudo_element(self) -> bool:
        """Whether it is about `::before` and the like."""
        return any(part.kind == "element" for each in self.compounds for part in each.parts)

    def all_compounds(self) -> Iterator[Compound]:
        """Also those inside `:not(…)` and the like."""
        for compound in self.compounds:
            yield compound
            for part in compound.parts:
                for inner in part.inner:
                    yield from inner.all_compounds()

    def matches(self, element: Element) -> bool:
        """Whether it reaches the element."""
        last = len(self.compounds) - 1
        return last >= 0 and _matches(element, self.compounds, last, {})


MAX_LENGTH = 1000
"""Characters of a selector; real ones have fewer than a hundred."""


def parse_selector(text: str) -> Selector:
    """Parse one selector without commas outside parentheses. Raises SelectorError."""
    if len(text) > MAX_LENGTH:
        raise SelectorError("it is too long")
    compounds: list[Compound] = []
    at, combinator = 0, ""
    text = text.strip()
    while at < len(text):
        parts, at = _compound(text, at)
        if not parts:
            raise SelectorError(f"`{text[at : at + 10]}` is no selector")
        compounds.append(Compound(tuple(parts), combinator))
        match = _COMBINATOR.match(text, at)
        if at < len(text) and (match is None or match.end() == len(text)):
            raise SelectorError(f"`{text[at : at + 10]}` leads nowhere")
        if match:
            combinator, at = match[1] or " ", match.end()
    if not compounds:
        raise SelectorError("it is empty")
    return Selector(tuple(compounds), _specificity(compounds))


def _compound(text: str, at: int) -> tuple[list[Simple], int]:
    parts: list[Simple] = []
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or (match["type"] and parts):
            break
        at = match.end()
        if match["open"]:
            stop = _closing(text, at)
            inside = text[at:stop]
            at = stop + 1
            name = match["pseudo"].lower()
            inner = (
                tuple(parse_selector(each) for each in _commas(inside)) if name in _LISTS else ()
            )
            parts.append(Simple("pseudo", name, value=inside, inner=inner))
            continue
        kind = match.lastgroup or ""
        if match["attribute"]:
            value = (match["value"] or "").strip("\"'")
            parts.append(Simple("attribute", match["attribute"].lower(), match["operator"] or "",
                                value))  # fmt: skip
        else:
            name = match[kind]
            parts.append(Simple(kind, name.lower() if kind in {"type", "pseudo"} else name))
    return parts, at


def _closing(text: str, at: int) -> int:
    depth = 1
    for index in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise SelectorError("a bracket is never closed")


def _commas(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, char in enumerate(text):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def _specificity(compounds: list[Compound]) -> Specificity:
    ids = classes = types = 0
    for compound in compounds:
        for part in compound.parts:
            if part.inner:
                if part.name != "where":
                    best = max(inner.specificity for inner in part.inner)
                    ids, classes, types = ids + best[0], classes + best[1], types + best[2]
            elif part.kind == "id":
                ids += 1
            elif part.kind in {"class", "attribute", "pseudo"}:
                classes += 1
            elif part.name != "*":
                types += 1
    return ids, classes, types


def _matches(
    element: Element,
    compounds: tuple[Compound, ...],
    at: int,
    known: dict[tuple[int, int], bool],
) -> bool:
    """Remembers what it has tried, or long selectors would take ages on deep trees."""
    key = (id(element), at)
    if key not in known:
        compound = compounds[at]
        holds = bool(element.name) and all(_holds(element, part) for part in compound.parts)
        known[key] = holds and (
            at == 0
            or any(
                _matches(each, compounds, at - 1, known)
                for each in _reached(element, compound.combinator)
            )
        )
    return known[key]


def _reached(element: Element, combinator: str) -> Iterator[Element]:
    parent = element.parent
    if combinator in {">", " "}:
        while parent is not None and parent.name:
            yield parent
            parent = parent.parent if combinator == " " else None
    elif parent is not None:
        siblings = parent.elements
        before = siblings[: siblings.index(element)]
        yield from reversed(before[-1:] if combinator == "+" else before)


def _holds(element: Element, part: Simple) -> bool:
    if part.kind == "type":
        return part.name in {"*", element.name}
    if part.kind == "class":
        return part.name in element.classes
    if part.kind == "id":
        return element.attributes.get("id") == part.name
    if part.kind == "attribute":
        return _attribute(element, part)
    return part.kind == "element" or _pseudo(element, part)


def _attribute(element: Element, part: Simple) -> bool:
    value = element.attributes.get(part.name)
    if value is None or not part.operator:
        return value is not None
    wanted = part.value
    return {
        "=": value == wanted,
        "~=": wanted in value.split(),
        "|=": value == wanted or value.startswith(f"{wanted}-"),
        "^=": bool(wanted) and value.startswith(wanted),
        "$=": bool(wanted) and value.endswith(wanted),
        "*=": bool(wanted) and wanted in value,
    }[part.operator]


def _pseudo(element: Element, part: Simple) -> bool:
    """States that come and go (`:hover`) do not hold; unknown ones neither."""
    name = part.name
    if name == "not":
        return not any(inner.matches(element) for inner in part.inner)
    if name in {"is", "where", "matches", "-webkit-any"}:
        return any(inner.matches(element) for inner in part.inner)
    if name in {"link", "any-link"}:
        return element.name == "a" and "href" in element.attributes
    if name in {"root", "empty"}:
        return element.name == "html" if name == "root" else not element.children
    of_type = element.name if name.endswith("-of-type") else ""
    is_first = _nearest(element, of_type, last=False) is element
    is_last = _nearest(element, of_type, last=True) is element
    return {
        "first-child": is_first,
        "first-of-type": is_first,
        "last-child": is_last,
        "last-of-type": is_last,
        "only-child": is_first and is_last,
        "only-of-type": is_first and is_last,
    }.get(name, False)


def _nearest(element: Element, name: str, last: bool) -> Element | None:
    """The first or last of its siblings, or of those with its name."""
    children = element.parent.children if element.parent else [element]
    for child in reversed(children) if last else children:
        if isinstance(child, Element) and (not name or child.name == name):
            return child
    return None
