"""What is open at the place up to which a cloze text is read."""

from __future__ import annotations

from dataclasses import dataclass

from .cloze_flaws import name_of


@dataclass(slots=True)
class Frame:
    """Something that is open.

    Parameters:
        kind: `text` (the text itself), `deletion`, `tag` or `formula`.
        source: how it was opened; of a tag its name.
        start: where the answer of a deletion starts in the parts of the visible text.
        number: of a deletion; None in the short notation, 0 when it was wrong.
        braces: the author's own `{` that wait for their `}`.
        hint: what is read of the hint of a deletion; None before it starts.
        answer: of a deletion, once it is over.
    """

    kind: str
    source: str
    start: int = 0
    number: int | None = None
    braces: int = 0
    hint: list[str] | None = None
    answer: str = ""

    @property
    def is_short(self) -> bool:
        return self.source == "=="

    def own_braces(self, count: int) -> int:
        """How many of a run of `}` are the author's own; what is left is at least two."""
        if self.kind == "formula" or self.is_short:
            return count
        own = min(self.braces, count)
        if count - own != 1:
            return own
        return count - 2 if self.kind == "deletion" and count > 1 else count


class OpenFrames:
    """The open frames, from the text itself inwards."""

    def __init__(self) -> None:
        self._frames = [Frame("text", "")]
        self._of_kind = {"deletion": 0, "formula": 0, "tag": 0}

    @property
    def deletions(self) -> int:
        """How many deletions are open."""
        return self._of_kind["deletion"]

    @property
    def formulas(self) -> int:
        """How many formulas are open: none or one."""
        return self._of_kind["formula"]

    @property
    def top(self) -> Frame:
        """The innermost frame."""
        return self._frames[-1]

    def push(self, frame: Frame) -> None:
        self._of_kind[frame.kind] += 1
        self._frames.append(frame)

    def pop(self) -> Frame:
        self._of_kind[self.top.kind] -= 1
        return self._frames.pop()

    def unclosed(self) -> list[Frame]:
        """All that is open but the text itself."""
        return self._frames[1:]

    def has_short(self) -> bool:
        """Whether a deletion in the short notation is open."""
        return any(frame.is_short for frame in self._frames)

    def inner(self) -> Frame:
        """The innermost deletion or formula, else the text."""
        return next(frame for frame in reversed(self._frames) if frame.kind != "tag")

    def in_hint(self) -> Frame | None:
        """The innermost deletion, when its hint is being read."""
        deletion = self._deletion() if self.deletions else None
        return deletion if deletion and deletion.hint is not None else None

    def crossed(self) -> tuple[Frame, str]:
        """The innermost open deletion and what is open inside it, for a message."""
        if self.top.kind == "deletion":
            return self.top, "the gap around it"
        return self._deletion(), name_of(self.top.source)

    def _deletion(self) -> Frame:
        return next(frame for frame in reversed(self._frames) if frame.kind == "deletion")
