"""Which fact stands under which cloze number, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .clozefield import Deletion, read
from .dropped import without_dropped
from .markup import visible_text


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A cloze number whose answer changed; an empty answer is none.

    Parameters:
        moved: whether the answer stood, or stands now, under another number: the history that
            was earned on one fact would be that of another.
    """

    number: int
    old: str
    new: str
    moved: bool


def visible(field: str) -> str:
    """The text of a field on one line, without tags."""
    return " ".join(visible_text(field).split())


def answers(field: str) -> dict[int, str]:
    """Number to visible answer; several answers of one number are joined."""
    found: dict[int, list[str]] = {}
    field = without_dropped(field)
    for deletion in _deletions(read(field)):
        for number in deletion.numbers:
            found.setdefault(number, []).append(visible(_text(deletion.nodes)))
    return {number: " \u2026 ".join(texts) for number, texts in sorted(found.items())}


def plain_text(field: str) -> str:
    """The visible text of a field with the answers in place of the gaps."""
    return visible(_text(read(without_dropped(field))))


def compare_numbers(old: Mapping[int, str], new: Mapping[int, str]) -> tuple[NumberChange, ...]:
    """The numbers whose answers differ, ascending."""
    changes = []
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number, ""), new.get(number, "")
        if was != now:
            moved = _moved(now, number, old, new) or _moved(was, number, new, old)
            changes.append(NumberChange(number, was, now, moved))
    return tuple(changes)


def _moved(answer: str, number: int, there: Mapping[int, str], here: Mapping[int, str]) -> bool:
    """Whether an answer has another number there, where it is no longer the same."""
    return bool(answer) and any(
        text == answer and other != number and here.get(other) != answer
        for other, text in there.items()
    )


def _deletions(nodes: Iterable[str | Deletion]) -> Iterator[Deletion]:
    for node in nodes:
        if isinstance(node, Deletion):
            yield node
            yield from _deletions(node.nodes)


def _text(nodes: Iterable[str | Deletion]) -> str:
    return "".join(node if isinstance(node, str) else _text(node.nodes) for node in nodes)
