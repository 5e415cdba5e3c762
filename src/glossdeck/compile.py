"""Documents and a theme's words become note drafts: one deck, one edition at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from . import markup
from .cloze import ClozeText, to_cloze
from .decode import slot_attribute
from .document import Deck, Document, Section, Term, route_for, text_for
from .media import MediaError, MediaStore
from .note import NOTE_TYPE_OF_KIND, Kind, NoteDraft
from .notetypes import NOTE_TYPES
from .problem import Place, Problem, error
from .project import Edition

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
    compiler = _Compiler(deck, edition, words, media, title, subdecks)
    drafts: list[NoteDraft] = []
    for entry in deck.entries:
        if isinstance(entry, Term):
            drafts.extend(compiler.term(entry))
        else:
            drafts.extend(compiler.section(entry))
    return Compiled(tuple(drafts), frozenset(compiler.shown), tuple(compiler.problems))


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
    media: MediaStore
    title: str
    subdecks: bool
    problems: list[Problem] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)

    def term(self, term: Term) -> Iterator[NoteDraft]:
        name = self.html(term, "term")
        entry_id = self.deck.ids[term.place]
        sections = self._sections_of.get(entry_id, [])
        shared = self._shared(term, term.references or [], sections)
        fields = {
            "Term": name,
            "Definition": self.html(term, "definition"),
            "Example": self.html(term, "example"),
            "Also": self._also(term),
            "Contrast": self._contrasts(term),
            **shared,
            **self._slots(term, "term"),
        }
        fields |= self._switches(term, fields)
        cloze = self.cloze(term, "cloze")
        if not name or not fields["Definition"]:
            return  # but all of its texts have been looked at, so that all flaws are known
        yield self._draft(term, Kind.TERM, entry_id, fields, sections)
        if cloze:
            yield self._draft(term, Kind.CLOZE, entry_id, shared, sections, cloze)
        yield from self._contrast_cards(term, name, shared, sections)

    def section(self, section: Section) -> Iterator[NoteDraft]:
        if text_for(section.title, self.edition.name) is None:
            return
        own = section.references or []
        for point in section.points:
            cloze = self.cloze(point, "point")
            if cloze:
                sources = own if point.references is None else point.references
                shared = self._shared(point, sources, [section])
                shared |= self._slots(point, "cloze")
                yield self._draft(point, Kind.POINT, point.id or "", shared, [section], cloze)
        for question in section.questions:
            ask, answer = self.html(question, "ask"), self.html(question, "answer")
            if ask and answer:
                sources = own if question.references is None else question.references
                fields = {"Question": ask, "Answer": answer}
                fields |= self._shared(question, sources, [section])
                fields |= self._slots(question, "question")
                fields |= self._card_switches("question", fields)
                yield self._draft(question, Kind.QUESTION, question.id or "", fields, [section])

    def html(self, entry: Document, key: str) -> str:
        """A text of an entry as field HTML; empty when this edition has none."""
        text, place = self._text(entry, key)
        if text is None:
            return ""
        rendered = markup.to_html(text)
        if not (rendered.flaws or rendered.images):
            return rendered.html
        self._note_flaws(rendered.flaws, place)
        return markup.replace_images(rendered.html, self._images(rendered.images, place))

    def cloze(self, entry: Document, key: str) -> ClozeText | None:
        """A text with gaps."""
        text, place = self._text(entry, key)
        if text is None:
            return None
        rendered = to_cloze(text)
        self._note_flaws(rendered.flaws, place)
        if rendered.cloze is None or not rendered.images:
            return rendered.cloze
        names = self._images(rendered.images, place)
        pieces = tuple(markup.replace_images(piece, names) for piece in rendered.cloze.pieces)
        return replace(rendered.cloze, pieces=pieces)

    def _text(self, entry: Document, key: str) -> tuple[str | None, Place]:
        written = getattr(entry, key)
        if written is None:
            return None, entry.place
        step = type(entry).model_fields[key].alias or key
        place = entry.place.at(step, *route_for(written, self.edition.name))
        return text_for(written, self.edition.name), place

    def _note_flaws(self, flaws: tuple[markup.Flaw, ...], place: Place) -> None:
        for flaw in flaws:
            here = Place(place.file, place.route, word=flaw.word)
            self.problems.append(error(flaw.rule, flaw.message, flaw.fix, here))

    def _images(self, written: tuple[str, ...], place: Place) -> dict[str, str]:
        names = {}
        for path in written:
            try:
                names[path] = self.media.name(path, Path(place.file).parent)
            except MediaError as wrong:
                here = Place(place.file, place.route, word=path)
                self.problems.append(error("image", wrong.message, wrong.fix, here))
        self.shown.update(names.values())
        return names

    def _shared(
        self, entry: Any, sources: list[str], sections: list[Section]
    ) -> dict[str, str]:
        return {
            "Extra": self.html(entry, "extra"),
            "Source": self._sources(tuple(sources)),
            "Section": " · ".join(self.html(section, "title") for section in sections),
        }

    def _sources(self, names: tuple[str, ...]) -> str:
        if names not in self._source_lists:
            items = "".join(f"<li>{self._source(name)}</li>" for name in names)
            self._source_lists[names] = f'<ul class="sources">{items}</ul>' if items else ""
        return self._source_lists[names]

    @cached_property
    def _source_lists(self) -> dict[tuple[str, ...], str]:
        return {}

    def _source(self, name: str) -> str:
        reference = self.deck.references[name]
        text = self.html(reference, "text")
        if reference.url is None:
            return text
        if not reference.url.startswith(("https://", "http://")):
            message = f"the url of `{name}` is not a web address"
            fix = "begin it with https://"
            self.problems.append(error("url", message, fix, reference.place.at("url")))
        return f'<a href="{escape(reference.url)}">{text}</a>'

    def _also(self, term: Term) -> str:
        names = text_for(term.also, self.edition.name) or []
        return ", ".join(markup.to_html(name).html for name in names)

    def _contrasts(self, term: Term) -> str:
        items = "".join(
            f"<li><b>{other}</b> {difference}</li>"
            for _, other, difference in self._contrast_parts(term)
        )
        return f'<ul class="contrasts">{items}</ul>' if items else ""

    def _contrast_parts(self, term: Term) -> Iterator[tuple[Any, str, str]]:
        for contrast in term.contrast:
            other = self.html(self._terms[contrast.other], "term")
            difference = self.html(contrast, "difference")
            if other and difference:
                yield contrast, other, difference

    def _contrast_cards(
        self, term: Term, name: str, shared: dict[str, str], sections: list[Section]
    ) -> Iterator[NoteDraft]:
        term_id = self.deck.ids[term.place]
        for contrast, other, difference in self._contrast_parts(term):
            question = escape(self.words.contrast_question, quote=False)
            fields = {
                **shared,
                "Question": question.format(term=f"<b>{name}</b>", other=f"<b>{other}</b>"),
                "Answer": difference,
                "Extra": "",
            }
            if contrast.references is not None:
                fields["Source"] = self._sources(tuple(contrast.references))
            entry_id = contrast.id or f"{term_id}--{contrast.other}"
            yield self._draft(contrast, Kind.CONTRAST, entry_id, fields, sections)

    def _slots(self, entry: Document, note_type: str) -> dict[str, str]:
        numbers = self.words.slots.get(note_type)
        if not numbers:
            return {}
        return {
            f"Slot{number}": self.html(entry, slot_attribute(name))
            for name, number in numbers.items()
            if hasattr(entry, slot_attribute(name))
        }

    def _switches(self, term: Term, fields: dict[str, str]) -> dict[str, str]:
        asked = term.ask if term.ask is not None else ("definition", "term", "example")
        prompts = {"definition": "Definition", "term": "Definition", "example": "Example"}
        own = {
            f"Ask{name.capitalize()}": "1" if name in asked and fields[prompt] else ""
            for name, prompt in prompts.items()
        }
        return own | self._card_switches("term", fields)

    def _card_switches(self, note_type: str, fields: dict[str, str]) -> dict[str, str]:
        wanted = self.words.cards.get(note_type, {})
        return {switch: "1" if fields.get(needed) else "" for switch, needed in wanted.items()}

    def _draft(
        self,
        entry: Document,
        kind: Kind,
        entry_id: str,
        fields: dict[str, str],
        sections: list[Section],
        cloze: ClozeText | None = None,
    ) -> NoteDraft:
        deck_id = self.deck.info.id
        tags = {f"{deck_id}::kind::{kind}", *self.deck.info.tags, *getattr(entry, "tags", ())}
        tags |= {f"{deck_id}::section::{self.deck.ids[section.place]}" for section in sections}
        values = tuple(fields.get(name, "") for name in NOTE_TYPES[NOTE_TYPE_OF_KIND[kind]].fields)
        return NoteDraft(
            deck=deck_id,
            edition=self.edition.name,
            kind=kind,
            entry_id=entry_id,
            fields=values,
            cloze=cloze,
            deck_name=self._deck_name(sections),
            tags=tuple(sorted(tag.replace(" ", "_") for tag in tags)),
            place=entry.place,
        )

    def _deck_name(self, sections: list[Section]) -> str:
        """In a deck with subdecks an entry goes into the first section that names it."""
        if not (self.subdecks and sections):
            return self.title
        number, title = self._section_names[sections[0].place]
        return f"{self.title}::{number} {title}"

    @cached_property
    def _section_names(self) -> dict[Place, tuple[str, str]]:
        """Anki sorts decks as text, so numbers are as wide as the last one."""
        sections = tuple(self.deck.sections)
        width = len(str(len(sections)))
        return {
            section.place: (
                str(index).zfill(width),
                markup.visible_text(self.html(section, "title")).replace("::", ":"),
            )
            for index, section in enumerate(sections, 1)
        }

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {self.deck.ids[term.place]: term for term in self.deck.terms}

    @cached_property
    def _sections_of(self) -> dict[str, list[Section]]:
        found: dict[str, list[Section]] = {}
        for section in self.deck.sections:
            if text_for(section.title, self.edition.name) is not None:
                for name in section.terms:
                    found.setdefault(name, []).append(section)
        return found
