"""A card of a note as a learner of one edition sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language.words import Word
from ..note import Kind
from .clozeview import DeletionView
from .lazy import lazy
from .sides import Part

if TYPE_CHECKING:
    from .noteview import NoteView


class CardView:
    """One card of a note.

    Parameters:
        note: the note it is of.
        ord: index of its template, or cloze number minus 1.
    """

    def __init__(self, note: NoteView, ord_: int) -> None:
        self.note, self.ord = note, ord_

    @property
    def kind(self) -> Kind:
        """Kind of its note."""
        return self.note.kind

    @lazy
    def front_parts(self) -> tuple[Part, ...]:
        """What the front shows, field by field, with the theme's own words between."""
        return self.note.sides.parts(self.note.note, self.ord, "front", self.note.plain)

    @lazy
    def front_fields(self) -> frozenset[str]:
        """Names of the fields that the front shows."""
        return self.note.sides.fields(self.note.note, self.ord, "front")

    @lazy
    def front(self) -> str:
        """The visible text of the front; of a cloze card with `[…]` or the hint in the gaps."""
        return " ".join(part.text for part in self.front_parts if part.text)

    @lazy
    def back(self) -> str:
        """The visible text of the back."""
        parts = self.note.sides.parts(self.note.note, self.ord, "back", self.note.plain)
        return " ".join(part.text for part in parts if part.text)

    @lazy
    def hidden(self) -> tuple[DeletionView, ...]:
        """The deletions that a cloze card asks for."""
        cloze = self.note.cloze
        number = self.ord + 1
        return tuple(each for each in cloze.deletions if each.number == number) if cloze else ()

    @lazy
    def context(self) -> str:
        """What a cloze card leaves to read, with `…` for the gaps and without hints."""
        return self.note.cloze.context(self.ord + 1) if self.note.cloze else ""

    @lazy
    def context_words(self) -> list[Word]:
        """The words of `context`."""
        return self.note.edition.vocabulary.words(self.context)

    @lazy
    def context_stems(self) -> frozenset[str]:
        """Stems of the words of `context` that carry meaning."""
        if not self.note.repeated_stems:
            return self.note.main.stems - self.hidden_stems
        return self.note.edition.vocabulary.stems(self.context)

    @lazy
    def hidden_words(self) -> list[Word]:
        """The words of the deletions that a cloze card asks for."""
        words = self.note.edition.vocabulary.words
        return [word for deletion in self.hidden for word in words(deletion.answer)]

    @lazy
    def hidden_stems(self) -> frozenset[str]:
        """Stems of the hidden words that carry meaning."""
        return frozenset([stem for word in self.hidden_words for stem in word.stems])

    @property
    def asks_for_term(self) -> bool:
        """Whether the learner has to name the term: a term's card that does not show it."""
        return self.kind is Kind.TERM and "Term" not in self.front_fields

    @lazy
    def answers(self) -> tuple[str, ...]:
        """What the learner has to say."""
        if self.hidden:
            return tuple(deletion.answer for deletion in self.hidden)
        if self.kind is Kind.TERM:
            name = "Term" if self.asks_for_term else "Definition"
        else:
            name = "Answer"
        return (self.note.plain(name),)

    def let_go(self) -> None:
        """Forget what is large and only needed while rules look at its note."""
        for name in _LARGE:
            self.__dict__.pop(name, None)


_LARGE = ("front_parts", "front", "back", "hidden_words", "hidden_stems", "context_words")
