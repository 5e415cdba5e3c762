"""A deck as a whole, whatever files it was written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .document import DeckInfo, Reference, Section, Term
from .problem import Place


@dataclass(frozen=True, slots=True)
class Deck:
    """A whole deck source, put together from its files and checked.

    Parameters:
        info: the deck itself.
        entries: terms and sections in the order of the files.
        references: by id.
        ids: the id of each term and section, by its place.
    """

    info: DeckInfo
    entries: tuple[Term | Section, ...]
    references: Mapping[str, Reference]
    ids: Mapping[Place, str]

    @property
    def terms(self) -> Iterator[Term]:
        """Its terms, in order."""
        return (entry for entry in self.entries if isinstance(entry, Term))

    @property
    def sections(self) -> Iterator[Section]:
        """Its sections, in order."""
        return (entry for entry in self.entries if isinstance(entry, Section))
