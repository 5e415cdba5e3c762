"""What rules look at: texts, cards, notes and decks as a learner of one edition sees them.

Everything is worked out when first asked for and then kept, and words are looked up once for
each different word, because a project can have tens of thousands of texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from typing import Any

from ..document import Contrast, Deck, Document, route_for, text_for
from ..dropped import without_dropped
from ..edition import Edition
from ..language.words import WORD, Vocabulary, Word, sentences
from ..markup import visible_text
from ..note import Kind, Note, NoteType
from ..problem import Place
from .clozeview import ClozeView, DeletionView, read_cloze
from .lazy import lazy
from .sides import Part, Sides


class Role(StrEnum):
    """What a text is in its entry; its value is what messages call it."""

    TERM = "term"
    ALSO = "other name"
    DEFINITION = "definition"
    EXAMPLE = "example"
    CLOZE = "sentence"
    DIFFERENCE = "difference"
    ASK = "question"
    ANSWER = "answer"
    EXTRA = "extra"
    TITLE = "title"
    ABOUT = "description"
    SLOT = "field"


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


class TextView:
    """One text of an author, as it is read.

    Parameters:
        role: what it is in its entry.
        plain: visible text.
        html: the field; empty for texts that are no field.
        document, key: where it stands.
        vocabulary: of the edition's language.
    """

    def __init__(
        self,
        role: Role,
        plain: str,
        html: str,
        document: Document,
        key: str,
        edition: EditionView,
        index: int | None = None,
    ) -> None:
        self.role, self.plain, self.html = role, plain, html
        self.document, self.key, self.edition, self.index = document, key, edition, index

    @lazy
    def words(self) -> list[Word]:
        """Its words in order."""
        return list(map(self.edition.vocabulary.__getitem__, self.tokens))

    @lazy
    def tokens(self) -> list[str]:
        """Its words as they are written."""
        return WORD.findall(self.plain)

    @lazy
    def squashed(self) -> str:
        """Its text in small letters without blanks, hyphens and a full stop."""
        return self.plain.casefold().replace(" ", "").replace("-", "").strip(".")

    @lazy
    def stems(self) -> frozenset[str]:
        """Stems of the words that carry meaning."""
        return frozenset(chain.from_iterable([word.stems for word in self.words]))

    @lazy
    def sentences(self) -> list[str]:
        """Its sentences."""
        return sentences(self.plain)

    def at_gap(self, answer: str) -> Place:
        """The place of a gap, with its marks: the same words may stand elsewhere too."""
        shown = text_for(getattr(self.document, self.key), self.edition.name)
        marked = (f"=={answer}==", f"=={answer}::", f"::{answer}}}}}", f"::{answer}::")
        return self.at(next((form for form in marked if form in shown), answer))

    def at(self, word: str = "") -> Place:
        """Its place, with words to underline; those that marks such as `==` cut are shortened."""
        written = getattr(self.document, self.key)
        name = type(self.document).model_fields[self.key].alias or self.key
        route = (*self.document.place.route, name, *route_for(written, self.edition.name))
        if self.index is not None:
            route = (*route, self.index)
        shown = text_for(written, self.edition.name)
        if word and isinstance(shown, str):
            word = longest_part(word, " ".join(shown.split()))
        return Place(self.document.place.file, route, word=word)


def longest_part(words: str, text: str) -> str:
    """The longest run of some words that a text holds; empty when it holds none of them."""
    if words in text:
        return words
    parts = words.split()
    for length in range(len(parts), 0, -1):
        for start in range(len(parts) - length + 1):
            run = " ".join(parts[start : start + length])
            if run in text:
                return run
    return ""


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
        return frozenset([stem for word in self.context_words for stem in word.stems])

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


class NoteView:
    """One note with its document, texts and cards."""

    def __init__(
        self,
        note: Note,
        note_type: NoteType,
        document: Document,
        parent: Document | None,
        edition: EditionView,
    ) -> None:
        self.note, self.note_type, self.document = note, note_type, document
        self.parent, self.edition = parent, edition
        self.names = edition.sides[note_type.key].names
        self._plain: dict[str, str] = {}

    @property
    def kind(self) -> Kind:
        """What it asks."""
        return self.note.kind

    @property
    def sides(self) -> Sides:
        """How its note type shows it."""
        return self.edition.sides[self.note_type.key]

    def html(self, name: str) -> str:
        """A field."""
        html = self.note.fields[self.names.index(name)]
        return without_dropped(html) if name == "Text" else html

    def plain(self, name: str) -> str:
        """The visible text of a field; of a cloze text with the answers in it."""
        if name == "Text":
            return self.cloze.plain if self.cloze else ""
        found = self._plain.get(name)
        if found is None:
            value = self.note.fields[self.names.index(name)]
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
        for name, (key, role) in KEY_OF_FIELD[self.kind].items():
            html = self.html(name)
            if html:
                found[role] = TextView(
                    role, self.plain(name), html, self.document, key, self.edition
                )
        return found

    @lazy
    def cards(self) -> tuple[CardView, ...]:
        """Its cards."""
        return tuple(CardView(self, ord_) for ord_ in self.note.ords)

    @lazy
    def repeated_stems(self) -> bool:
        """Whether some word of the main text is there twice, in any form."""
        stems = [stem for word in self.main.words for stem in word.stems]
        return len(stems) > len(self.main.stems)

    @property
    def main(self) -> TextView:
        """The text that a problem of the whole note is shown at."""
        return next(iter(self.texts.values()))

    def text(self, *roles: Role) -> TextView | None:
        """The first of these texts that it has."""
        return next((self.texts[role] for role in roles if role in self.texts), None)


@dataclass(eq=False)
class EditionView:
    """One deck in one edition.

    Parameters:
        deck, edition: as written.
        vocabulary: of the edition's language.
        sides: how each note type shows its notes, by its key.
        notes: in the order of the source, without retired ones.
        documents: each entry and its parent, by place.
        known: keys of notes that learners have already.
        kept: what rules worked out for one another.
    """

    deck: Deck
    edition: Edition
    vocabulary: Vocabulary
    sides: Mapping[str, Sides]
    notes: list[NoteView] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The edition's name."""
        return self.edition.name

    @property
    def is_plain(self) -> bool:
        """Whether it has to be easy to read."""
        from .rule import PLAIN_LEVEL

        level = self.edition.reading_level
        return level is not None and level <= PLAIN_LEVEL

    @lazy
    def terms(self) -> list[NoteView]:
        """The notes of terms."""
        return [note for note in self.notes if note.kind is Kind.TERM]

    @lazy
    def names(self) -> dict[str, tuple[str, ...]]:
        """Each term's names, the term itself first, by the term's id."""
        found = {}
        for note in self.terms:
            also = note.plain("Also")
            others = tuple(name.strip() for name in also.split(",")) if also else ()
            found[note.note.key.rsplit("/", 1)[1]] = (note.plain("Term"), *others)
        return found

    @lazy
    def taught(self) -> frozenset[tuple[str, ...]]:
        """All names of all terms and the deck's title as parts of words, in small letters."""
        names = [name for names in self.names.values() for name in names]
        names += [text.plain for text in self.loose_texts if text.document is self.deck.info][:1]
        return frozenset(
            tuple(part for word in self.vocabulary.words(name) for part in word.parts)
            for name in names
        )

    def is_taught(self, words: tuple[str, ...]) -> bool:
        """Whether words, as parts in small letters, stand in a row in the name of a term."""
        if "taught" not in self.kept:
            named: dict[str, list[tuple[str, ...]]] = {}
            for name in self.taught:
                for part in set(name):
                    named.setdefault(part, []).append(name)
            self.kept["taught"] = named
        return any(
            name[at : at + len(words)] == words
            for name in self.kept["taught"].get(words[0] if words else "", ())
            for at in range(len(name) - len(words) + 1)
        )

    @lazy
    def loose_texts(self) -> list[TextView]:
        """Texts that are in no note of their own: titles and the deck's description."""
        found = []
        info = self.deck.info
        for document, key, role in (
            (info, "title", Role.TITLE),
            (info, "description", Role.ABOUT),
            (info, "notice", Role.ABOUT),
            *((section, "title", Role.TITLE) for section in self.deck.sections),
        ):
            view = _loose(document, key, role, self)
            if view is not None:
                found.append(view)
        return found

    def all_texts(self) -> Iterator[TextView]:
        """Every text of an author that a learner of this edition can read."""
        yield from self.loose_texts
        for note in self.notes:
            yield from note.texts.values()


def _loose(document: Any, key: str, role: Role, edition: EditionView) -> TextView | None:
    from ..markup import to_html

    written = text_for(getattr(document, key), edition.name)
    if not written:
        return None
    html = to_html(written).html
    return TextView(role, visible_text(html), html, document, key, edition)


def documents_of(deck: Deck) -> dict[Place, tuple[Document, Document | None]]:
    """Every entry of a deck with the entry that it is part of, by its place."""
    found: dict[Place, tuple[Document, Document | None]] = {}
    for entry in deck.entries:
        found[entry.place] = (entry, None)
        parts: Iterator[Document] | list[Contrast]
        for name in ("contrast", "points", "questions"):
            parts = getattr(entry, name, [])
            for part in parts:
                found[part.place] = (part, entry)
    return found
