"""Documents and a theme's words become note drafts: one deck, one edition at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from .citations import Citations
from .deck import Deck
from .decode import slot_attribute
from .document import Contrast, Document, Section, Term
from .draftmaker import DraftMaker
from .edition import Edition
from .media import MediaStore
from .note import Kind, NoteDraft
from .problem import Problem
from .relations import Relations
from .texts import Texts
from .wording import text_for

SlotNumbers = Mapping[str, Mapping[str, int]]
"""Number of the slot that each of the theme's fields has, by key of the note type."""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """What the compiler needs of a theme.

    Parameters:
        slots: the numbers of the theme's fields.
        cards: the field whose presence asks for each further card, by note type and by name
            of the field that switches the card on.
        contrast_question: with `{term}` and `{other}`.
    """

    slots: SlotNumbers
    cards: Mapping[str, Mapping[str, str]]
    contrast_question: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """Drafts in the order of the source, the names of the media files that they show, and what
    is wrong with their texts."""

    drafts: tuple[NoteDraft, ...]
    media: frozenset[str]
    problems: tuple[Problem, ...]


def compile_deck(
    deck: Deck,
    edition: Edition,
    words: ThemeWords,
    media: MediaStore,
    title: str,
    subdecks: bool = False,
) -> Compiled:
    """All notes of one edition; an entry without a text for it is left out.

    Parameters:
        title: the deck's name in Anki.
        subdecks: whether each section has a deck of its own below it.
    """
    texts = Texts(edition.name, media)
    relations = Relations(deck, texts)
    maker = DraftMaker(deck, edition.name, title, subdecks, relations)
    compiler = _Compiler(deck, edition, words, texts, relations, Citations(deck, texts), maker)
    drafts: list[NoteDraft] = []
    for entry in deck.entries:
        if isinstance(entry, Term):
            drafts.extend(compiler.term(entry))
        else:
            drafts.extend(compiler.section(entry))
    return Compiled(tuple(drafts), frozenset(texts.shown), tuple(texts.problems))


def deck_title(deck: Deck, edition: Edition, editions: tuple[Edition, ...]) -> str | None:
    """The deck's name in Anki; None when the deck is not in the edition. Editions that would
    share a name get their own added, as Anki would merge them into one deck."""
    title = text_for(deck.info.title, edition.name)
    others = [text_for(deck.info.title, each.name) for each in editions if each != edition]
    if title in others and edition.title:
        return f"{title} ({edition.title})"
    return title if title is None else str(title)


@dataclass
class _Compiler:
    deck: Deck
    edition: Edition
    words: ThemeWords
    texts: Texts
    relations: Relations
    citations: Citations
    maker: DraftMaker

    def term(self, term: Term) -> Iterator[NoteDraft]:
        name = self.texts.html(term, "term")
        entry_id = self.deck.ids[term.place]
        sections = self.relations.sections_of.get(entry_id, [])
        shared = self._shared(term, term.references or (), sections)
        fields = {
            "Term": name,
            "Definition": self.texts.html(term, "definition"),
            "Example": self.texts.html(term, "example"),
            "Also": self._also(term),
            "Contrast": self._contrasts(term, entry_id),
        }
        fields |= shared
        fields |= self._slots(term, "term")
        fields |= self._switches(term, fields)
        cloze = self.texts.cloze(term, "cloze")
        if not name or not fields["Definition"]:
            return  # but all of its texts have been looked at, so that all flaws are known
        yield self.maker.draft(term, Kind.TERM, entry_id, fields, sections)
        if cloze:
            yield self.maker.draft(term, Kind.CLOZE, entry_id, shared, sections, cloze)
        yield from self._contrast_cards(term, name, shared, sections)

    def section(self, section: Section) -> Iterator[NoteDraft]:
        if text_for(section.title, self.edition.name) is None:
            return
        own = section.references or ()
        for point in section.points:
            cloze = self.texts.cloze(point, "point")
            if cloze:
                sources = own if point.references is None else point.references
                shared = self._shared(point, sources, [section])
                shared |= self._slots(point, "cloze")
                yield self.maker.draft(point, Kind.POINT, point.id or "", shared, [section], cloze)
        for question in section.questions:
            ask, answer = self.texts.html(question, "ask"), self.texts.html(question, "answer")
            if ask and answer:
                sources = own if question.references is None else question.references
                fields = {"Question": ask, "Answer": answer}
                fields |= self._shared(question, sources, [section])
                fields |= self._slots(question, "question")
                fields |= self._card_switches("question", fields)
                given = question.id or ""
                yield self.maker.draft(question, Kind.QUESTION, given, fields, [section])

    def _shared(
        self, entry: Any, sources: tuple[str, ...], sections: list[Section]
    ) -> dict[str, str]:
        return {
            "Extra": self.texts.html(entry, "extra"),
            "Source": self.citations.html(sources),
            "Section": " · ".join([self.texts.html(section, "title") for section in sections]),
        }

    def _also(self, term: Term) -> str:
        return ", ".join(self.texts.words(term.also)) if term.also else ""

    def _contrasts(self, term: Term, term_id: str) -> str:
        """The difference from each confusable term, whichever of the two it is written at."""
        others = self.relations.contrasted_with.get(term_id, ())
        if not term.contrast and not others:
            return ""
        told = [(other, difference) for _, other, difference in self._contrast_parts(term)]
        for first in others:
            name = self.texts.html(first, "term")
            told += [
                (name, text)
                for c, _, text in self._contrast_parts(first)
                if self.relations.terms[c.other] is term
            ]
        items = "".join(f"<li><b>{other}</b> {difference}</li>" for other, difference in told)
        return f'<ul class="contrasts">{items}</ul>' if items else ""

    def _contrast_parts(self, term: Term) -> Iterator[tuple[Contrast, str, str]]:
        for contrast in term.contrast:
            other = self.texts.html(self.relations.terms[contrast.other], "term")
            difference = self.texts.html(contrast, "difference")
            if other and difference:
                yield contrast, other, difference

    def _contrast_cards(
        self, term: Term, name: str, shared: dict[str, str], sections: list[Section]
    ) -> Iterator[NoteDraft]:
        if not term.contrast:
            return
        term_id = self.deck.ids[term.place]
        question = escape(self.words.contrast_question, quote=False)
        for contrast, other, difference in self._contrast_parts(term):
            fields = {
                **shared,
                "Question": _named(question, term=name, other=other),
                "Answer": difference,
                "Extra": "",
            }
            if contrast.references is not None:
                fields["Source"] = self.citations.html(contrast.references)
            entry_id = contrast.id or f"{term_id}--{contrast.other}"
            yield self.maker.draft(contrast, Kind.CONTRAST, entry_id, fields, sections)

    def _slots(self, entry: Document, note_type: str) -> dict[str, str]:
        numbers = self.words.slots.get(note_type)
        if not numbers:
            return {}
        return {
            f"Slot{number}": self.texts.html(entry, slot_attribute(name))
            for name, number in numbers.items()
            if hasattr(entry, slot_attribute(name))
        }

    def _switches(self, term: Term, fields: dict[str, str]) -> dict[str, str]:
        asked = term.ask if term.ask is not None else ("definition", "term", "example")
        return {
            "AskDefinition": "1" if "definition" in asked else "",
            "AskTerm": "1" if "term" in asked else "",
            "AskExample": "1" if "example" in asked and fields["Example"] else "",
            **self._card_switches("term", fields),
        }

    def _card_switches(self, note_type: str, fields: dict[str, str]) -> dict[str, str]:
        wanted = self.words.cards.get(note_type)
        if not wanted:
            return {}
        return {switch: "1" if fields.get(needed) else "" for switch, needed in wanted.items()}


def _named(label: str, **names: str) -> str:
    """A label with the names put in; whatever else it has in braces stays."""
    return re.sub(
        r"\{(\w+)\}",
        lambda match: f"<b>{names[match[1]]}</b>" if match[1] in names else match[0],
        label,
    )
