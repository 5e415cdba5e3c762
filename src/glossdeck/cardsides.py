"""What a card must do: its two sides, and what each of them must and must not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .notetypes import NoteTypeSpec
from .problem import Problem, Severity
from .template import exists
from .templateparse import Node, Parsed, Replacement, walk
from .themefinding import found
from .themetemplate import Expanded

_LONG_FIELDS = frozenset({"Definition", "Example", "Contrast", "Extra", "Source", "Answer", "Text"})


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a theme, and what it must do.

    Parameters:
        name: as Anki lists it.
        fields: all that the note type has, those of the theme included.
        labels: names of words on cards.
        filled: fields that are filled whenever the card exists.
        asked: fields that give the answer away on the front.
        answers: fields of which the back must show one; empty when any new one will do.
    """

    name: str
    spec: NoteTypeSpec
    front: Expanded
    back: Expanded
    fields: tuple[str, ...]
    labels: frozenset[str]
    filled: frozenset[str]
    asked: frozenset[str]
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class CardSide:
    card: Card
    expanded: Expanded
    nodes: tuple[Node, ...]
    is_front: bool

    def at(
        self,
        start: int,
        end: int,
        rule: str,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        file, begin = self.expanded.origin(start)
        return found(file, begin, begin + end - start, rule, message, fix, severity)

    @property
    def replacements(self) -> list[Replacement]:
        """Fields that are shown, in order; words and the edition aside."""
        return [
            node
            for node in walk(self.nodes)
            if isinstance(node, Replacement) and not {"label", "edition"} & set(node.filters)
        ]


def check_sides(front: CardSide, back: CardSide) -> Iterator[Problem]:
    """What is missing on a side, or given away."""
    yield from _front(front)
    yield from _back(front, back)
    yield from _typing(front, back)


def _front(front: CardSide) -> Iterator[Problem]:
    card = front.card
    if not exists(Parsed(front.nodes), card.filled):
        message = f"the front of `{card.name}` shows no field, so the card would not exist"
        yield front.at(0, 1, "front-without-field", message, "show what is asked")
    shown = [node for node in front.replacements if "type" not in node.filters]
    for node in shown:
        if node.key in card.asked and not (card.spec.is_cloze and "cloze" in node.filters):
            message = f"the front of `{card.name}` shows the answer, `{node.key}`"
            fix = "write {{cloze:Text}}" if card.spec.is_cloze else "move it to the back"
            yield front.at(node.start, node.end, "front-shows-answer", message, fix)


def _back(front: CardSide, back: CardSide) -> Iterator[Problem]:
    card = front.card
    if card.spec.is_cloze:
        for side, name in ((front, "front"), (back, "back")):
            if not any("cloze" in node.filters for node in side.replacements):
                message = f"the {name} of `{card.name}` has no cloze filter"
                yield side.at(0, 1, "missing-cloze", message, "write {{cloze:Text}}")
        return
    shown = {node.key for node in back.replacements}
    asked = {node.key for node in front.replacements if "type" not in node.filters}
    answers = card.answers or (frozenset(card.fields) - asked)
    if not shown & answers:
        message = f"the back of `{card.name}` shows no answer"
        wanted = " or ".join(f"{{{{{name}}}}}" for name in sorted(card.answers))
        fix = f"show {wanted}" if wanted else "show a field that is not on the front"
        yield back.at(0, 1, "back-without-answer", message, fix)


def _typing(front: CardSide, back: CardSide) -> Iterator[Problem]:
    typed = [
        [node for node in side.replacements if "type" in node.filters] for side in (front, back)
    ]
    has_front = any(node.key == "FrontSide" for node in back.replacements)
    for side, nodes in zip((front, back), typed, strict=True):
        for node in nodes[1:]:
            message = "a side has room for one typed answer"
            yield side.at(node.start, node.end, "type-twice", message, "keep one {{type:…}}")
        for node in nodes[:1]:
            if node.key in _LONG_FIELDS and "cloze" not in node.filters:
                message = f"`{node.key}` is too long to be typed"
                fix = "let the learner type one word, such as the term"
                yield side.at(node.start, node.end, "type-long", message, fix, Severity.WARNING)
    if typed[0] and not typed[1] and not has_front:
        node = typed[0][0]
        message = "the typed answer is not compared: the back has no {{type:…}}"
        fix = f"write {_written(node)} on the back too"
        yield front.at(node.start, node.end, "type-one-side", message, fix)
    if typed[0] and typed[1] and typed[0][0].key != typed[1][0].key:
        node = typed[1][0]
        message = f"the front has a box for `{typed[0][0].key}`, and this is about `{node.key}`"
        fix = f"write {_written(typed[0][0])} on both sides"
        yield back.at(node.start, node.end, "type-one-side", message, fix)
    if typed[1] and not typed[0]:
        node = typed[1][0]
        message = "there is nothing to type on the front"
        fix = f"write {_written(node)} on the front too"
        yield back.at(node.start, node.end, "type-one-side", message, fix)


def _written(node: Replacement) -> str:
    """A tag as a template has it."""
    return "{{" + ":".join((*reversed(node.filters), node.key)) + "}}"
