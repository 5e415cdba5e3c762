"""What authors write, as immutable documents: decks, terms, sections, points, questions.

The models are both the validation and, with their descriptions, the schema that editors show.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from .problem import Place
from .wording import DeckId, EntryId, Language, Line, Text, Words

CardName = Literal["definition", "term", "example"]


class Document(BaseModel):
    """A part of a deck source that knows where it stands."""

    model_config = ConfigDict(extra="forbid", frozen=True, regex_engine="python-re")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_empty(cls, value: Any) -> Any:
        """A key with nothing after it is as good as a key left out; an unknown one is told: inside
        of braces, it is what follows a comma in a text without quotes."""
        if isinstance(value, dict) and None in value.values():
            known = {info.alias or name for name, info in cls.model_fields.items()}
            return {
                key: item for key, item in value.items() if item is not None or key not in known
            }
        return value

    @property
    def place(self) -> Place:
        """Where the author wrote it; known once the decoder has `put` it."""
        place: Place = self.__dict__["place"]
        return place

    def put(self, place: Place) -> None:
        """Say where the author wrote it; called once, when the deck is put together."""
        # Beside the fields, as a private attribute of pydantic's costs a call for each document
        # made; and which keys were given does not matter any more, but is a third of its size.
        self.__dict__["place"] = place
        object.__setattr__(self, "__pydantic_fields_set__", _NOTHING)


_NOTHING: set[str] = set()


class Cited(Document):
    """What every entry can have."""

    references: tuple[Line, ...] | None = Field(
        None,
        description="Ids from `references`: where the statement comes from.",
        examples=[["corrigan-2009"]],
    )
    tags: tuple[Line, ...] = Field(
        default=(), description="Tags of your own; `::` makes a hierarchy.", examples=[["week-1"]]
    )
    ignore: dict[str, Line] = Field(
        default={},
        description="Rules that do not apply here, each with the reason.",
        examples=[{"leak-term": "the term is its own definition in law"}],
    )


class Contrast(Document):
    """What tells a term from one that is easily confused with it."""

    other: Line = Field(
        alias="with", description="Id of the other term.", examples=["self-sufficiency-myth"]
    )
    difference: Text = Field(
        description="What tells the two apart; the answer of a card.",
        examples=["Stigma is about blame; the myth is about coping alone."],
    )
    id: EntryId | None = Field(None, description="A name that never changes.")
    references: tuple[Line, ...] | None = Field(None, description="Ids from `references`.")
    ignore: dict[str, Line] = Field(default={}, description="Rules that do not apply here.")


class Term(Cited):
    """A glossary term: a note with a card for each direction, an example, a cloze, contrasts."""

    term: Text = Field(description="The term itself.", examples=["Stigma internalization"])
    id: EntryId | None = Field(
        None,
        description="A name that never changes, even when the term is reworded.",
        examples=["stigma-internalization"],
    )
    also: Words = Field(
        default=(), description="Other names of the same thing.", examples=[["self-stigma"]]
    )
    definition: Text = Field(
        description="What it is, without the term itself: it is also asked backwards.",
        examples=["Agreeing with negative beliefs about mental illness and turning them inwards."],
    )
    cloze: Text | None = Field(
        None,
        description="A sentence with gaps: `==answer==` or `{{c1::answer::hint}}`.",
        examples=["Self-stigma begins with being ==aware== of a stereotype."],
    )
    example: Text | None = Field(
        None,
        description="A short scene; the card asks which term it shows.",
        examples=["Ana reads that people like her are weak, and thinks: they are right."],
    )
    contrast: tuple[Contrast, ...] = Field(
        default=(), description="What it is easily confused with."
    )
    extra: Text | None = Field(None, description="More, for the back of the cards.")
    ask: tuple[CardName, ...] | None = Field(
        None,
        description="Which cards to make of the term; all that have a text when left out.",
        examples=[["definition", "term"]],
    )


def wrap_point(value: Any) -> Any:
    is_whole = isinstance(value, dict) and not KEYS_OF_POINTS.isdisjoint(value)
    return value if is_whole else {"point": value}


KEYS_OF_POINTS = frozenset({"point", "id", "extra", "references", "tags", "ignore"})
"""A mapping with one of them is a whole point; one without is a text by edition."""


class Point(Cited):
    """One sentence of a section with gaps."""

    point: Text = Field(
        description="A sentence with gaps: `==answer==`, `==answer::hint==`, or Anki's own "
        "`{{c1::answer::hint}}`.",
        examples=["Known pain can feel ==safer== than unknown change."],
    )
    id: EntryId | None = Field(None, description="A name that never changes; not needed.")
    extra: Text | None = Field(None, description="More, for the back of the card.")


class Question(Cited):
    """A question about a section; why and how teach most."""

    ask: Text = Field(
        description="The question.",
        examples=["Why can a painful habit outlast the wish to change?"],
    )
    answer: Text = Field(
        description="The answer, short enough to check oneself against.",
        examples=["Because what is known feels safer than what is not."],
    )
    id: EntryId | None = Field(None, description="A name that never changes; not needed.")
    extra: Text | None = Field(None, description="More, for the back of the card.")


class Section(Cited):
    """The summary of one section: points and questions."""

    title: Text = Field(
        description="The section's title; shown on the back of its cards.",
        examples=["Fear of change"],
    )
    id: EntryId | None = Field(None, description="A name that never changes.")
    terms: tuple[Line, ...] = Field(default=(), description="Ids of the terms that belong here.")
    points: tuple[Annotated[Point, BeforeValidator(wrap_point)], ...] = Field(
        default=(), description="Sentences with gaps: a text each, or a mapping with `point`."
    )
    questions: tuple[Question, ...] = Field(default=(), description="Questions and answers.")


class Reference(Document):
    """A source that entries name by its id."""

    id: Line = Field(description="The name that entries use.", examples=["corrigan-2009"])
    text: Line = Field(
        description="Authors, year, where it appeared.",
        examples=["Corrigan, Larson & Rüsch 2009, World Psychiatry 8:75–81"],
    )
    url: Line | None = Field(None, description="A link that learners can open.")


class Origin(Document):
    """What the deck as a whole is made from."""

    title: Line = Field(description="Title of the article, book or course.")
    url: Line | None = Field(None, description="Where to find it.")
    date: Line | None = Field(
        None, description="Its date, as it should be shown.", examples=["2025-02-28"]
    )


class DeckInfo(Document):
    """The deck as learners see it in their list."""

    id: DeckId = Field(
        description="A name that never changes; the rest may.", examples=["resistance-to-therapy"]
    )
    title: Text = Field(description="The deck's name in Anki.", examples=["Resistance to therapy"])
    description: Text | None = Field(None, description="Shown on the deck's page; Markdown.")
    source: Origin | None = Field(None, description="What the deck is made from.")
    notice: Text | None = Field(None, description="A notice below the description.")
    language: Language | None = Field(
        None,
        description="Language of a deck without a project, as in `en` or `pt-BR`.",
        examples=["en"],
    )
    direction: Literal["ltr", "rtl"] | None = Field(
        None, description="Direction of its script; from the language when left out."
    )
    namespace: Line | None = Field(
        None, description="Keeps decks of different authors apart, for a deck without a project."
    )
    tags: tuple[Line, ...] = Field(default=(), description="Tags for every note of the deck.")
    ignore: dict[str, Line] = Field(default={}, description="Rules that do not apply to the deck.")


class DeckFile(Document):
    """The top level of one YAML file; the files of a folder are put together."""

    deck: DeckInfo | None = Field(None, description="The deck itself; in one file of a folder.")
    references: tuple[Reference, ...] = Field(default=(), description="Sources that entries name.")
    terms: tuple[Term, ...] = Field(default=(), description="Glossary terms.")
    sections: tuple[Section, ...] = Field(default=(), description="Section summaries.")
