"""A note and its cards as a learner of one edition sees them.

Everything is worked out when first asked for, because a project can have tens of thousands of
cards, and let go when the rules have seen the note.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

from ..document import Document
from ..dropped import without_dropped
from ..language.words import Word
from ..markup import visible_text
from ..note import Kind, Note, NoteType
from .clozeview import ClozeView, DeletionView, read_cloze
from .deckedition import DeckEdition
from .lazy import lazy
from .nameroots import name_roots
from .sides import Part, Sides
from .textview import Role, TextView

KEY_OF_FIELD: Mapping[Kind, Mapping[str, tuple[str, Role]]] = {
    Kind.TERM: {
        "Term": ("term", Role.TERM),
        "Definition": ("definition", Role.DEFINITION),
        "Example": ("example", Role.EXAMPLE),
        "Extra": ("extra", Role.EXTRA),
    },
    Kind.CLOZE: {"Text": ("cloze", Role.CLOZE)},
    Kind.CONTRAST: {"Answer": ("difference", Role.DIFFERENCE)},
    Kind.POINT: {"Text": ("point", Role.CLOZE), "Extra": ("extra", Role.EXTRA)},
    Kind.QUESTION: {
        "Question": ("ask", Role.ASK),
        "Answer": ("answer", Role.ANSWER),
        "Extra": ("extra", Role.EXTRA),
    },
}
"""The author's key for each field that is written by the author, by kind of note."""


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


class NoteView:
    """One note with its document, texts and cards."""

    def __init__(
        self,
        note: Note,
        note_type: NoteType,
        document: Document,
        parent: Document | None,
        edition: DeckEdition,
    ) -> None:
        self.note, self.note_type, self.document = note, note_type, document
        self.parent, self.edition = parent, edition
        self.at = edition.sides[note_type.key].at
        self.kind = note.kind
        self._plain: dict[str, str] = {}

    @property
    def sides(self) -> Sides:
        """How its note type shows it."""
        return self.edition.sides[self.note_type.key]

    def html(self, name: str) -> str:
        """A field."""
        html = self.note.fields[self.at[name]]
        return without_dropped(html) if name == "Text" else html

    def plain(self, name: str) -> str:
        """The visible text of a field; of a cloze text with the answers in it."""
        if name == "Text":
            return self.cloze.plain if self.cloze else ""
        found = self._plain.get(name)
        if found is None:
            value = self.note.fields[self.at[name]]
            found = self._plain[name] = visible_text(value) if value else ""
        return found

    @lazy
    def cloze(self) -> ClozeView | None:
        """Its text with gaps; None for notes without."""
        return read_cloze(self.html("Text")) if self.note.note_type == "cloze" else None

    @lazy
    def texts(self) -> dict[Role, TextView]:
        """The author's texts in it, by role."""
        found = {}
        fields, at = self.note.fields, self.at
        for name, (key, role) in KEY_OF_FIELD[self.kind].items():
            if fields[at[name]]:
                html = self.html(name)
                if html:
                    plain = self.plain(name)
                    found[role] = TextView(role, plain, html, self.document, key, self.edition)
        return found

    @lazy
    def signs(self) -> int:
        """The rules that one of its texts can matter to."""
        return reduce(or_, [text.signs for text in self.texts.values()], 0)

    @lazy
    def own_stems(self) -> frozenset[str]:
        """Stems of a term's definition that its name does not have."""
        definition = self.texts.get(Role.DEFINITION)
        return definition.stems - self.texts[Role.TERM].stems if definition else frozenset()

    @lazy
    def roots(self) -> frozenset[str]:
        """How words begin that may be of its term's names or of one family with one of them."""
        return name_roots(self.texts[Role.TERM], self.plain("Also"))

    @lazy
    def cards(self) -> tuple[CardView, ...]:
        """Its cards."""
        return tuple(CardView(self, ord_) for ord_ in self.note.ords)

    @lazy
    def repeated_stems(self) -> bool:
        """Whether some word of the main text is there twice, in any form."""
        return self.main.says_twice()

    @property
    def main(self) -> TextView:
        """The text that a problem of the whole note is shown at."""
        return next(iter(self.texts.values()))

    def text(self, *roles: Role) -> TextView | None:
        """The first of these texts that it has."""
        return next((self.texts[role] for role in roles if role in self.texts), None)

    def settle(self) -> None:
        """Work out what it is compared with other notes by, and keep little else."""
        if self.kind is Kind.TERM:
            self.own_stems  # noqa: B018  # made and kept here
        for card in self.cards if self.cloze is not None else ():
            card.context_stems  # noqa: B018
        self.let_go()

    def forget(self) -> None:
        """Let go of all that was worked out, once nothing more is asked of this note."""
        for name in _WORKED_OUT:
            self.__dict__.pop(name, None)
        self._plain.clear()

    def let_go(self) -> None:
        """Forget what is large and only needed while rules look at this note; what is asked for
        again is worked out again."""
        for text in self.texts.values():
            text.let_go()
        if self.cloze is None:
            self.__dict__.pop("cards", None)
        else:
            for card in self.cards:
                card.let_go()


_WORKED_OUT = ("texts", "cards", "cloze", "signs", "own_stems", "roots", "repeated_stems")
