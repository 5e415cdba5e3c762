"""From sources to cards: plan, package, import into a throw-away Anki, render what is asked for.

Each refresh is a new collection, because Anki rightly ignores a note that is not newer than the
one it has. The next collection is opened beforehand, while the author is still typing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..learner import LearnerNoteType
from ..note import PackageContent
from ..planning import Planned
from ..problem import Location, Problem, UserError
from ..studyscreen import ShownCard
from .catalogue import Catalogue, catalogue
from .watch import Watched

if TYPE_CHECKING:
    from ..notediff import FieldChange


class Collection(Protocol):
    """What the preview needs of the real Anki; `anki.LearnerCollection` has it."""

    def import_package(self, path: Path) -> object: ...
    def show(self, keys: Iterable[tuple[str, int]]) -> Iterator[ShownCard]: ...
    def note_types(self) -> Mapping[int, LearnerNoteType]: ...
    def media(self) -> Path: ...


@dataclass(frozen=True, slots=True)
class Tools:
    """The other parts of the tool, brought by whoever starts a preview.

    Parameters:
        plan: reads the sources and plans what would ship. Raises UserError.
        problems: all that `check` has to say about a plan, each with its line.
        changes: what differs from the last release, by GUID.
        package: the bytes of an `.apkg`.
        collection: opens an empty collection of the real Anki, gone after the block.
        anki: version of Anki's library.
        watches: the folders whose files matter.
    """

    plan: Callable[[], tuple[Planned, ...]]
    problems: Callable[[Planned], tuple[Problem, ...]]
    changes: Callable[[Planned], Mapping[str, tuple[FieldChange, ...]]]
    package: Callable[[PackageContent], bytes]
    collection: Callable[[], AbstractContextManager[Collection]]
    anki: Callable[[], str]
    watches: Callable[[], tuple[Watched, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows now.

    Parameters:
        revision: grows with every refresh that gives cards; 0 before the first.
        stamp: grows with every change of anything here.
        catalogue: of the last plan without errors.
        styles: the note types in Anki, by id.
        media: the files in Anki's media folder, by name.
        failures: what keeps the sources, as they are now, from being shown.
        planned: the last plan without errors.
        changes: fields that differ from the last release, by GUID; once it has been reviewed.
    """

    revision: int = 0
    stamp: int = 0
    catalogue: Catalogue = field(default_factory=Catalogue)
    styles: Mapping[int, LearnerNoteType] = field(default_factory=dict)
    media: Mapping[str, Path] = field(default_factory=dict)
    failures: tuple[Problem, ...] = ()
    planned: tuple[Planned, ...] = ()
    changes: Mapping[str, tuple[FieldChange, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A collection, and what closes it."""

    collection: Collection
    stack: ExitStack


def _opened(context: AbstractContextManager[Collection]) -> _Opened:
    stack = ExitStack()
    return _Opened(stack.enter_context(context), stack)


class Session:
    """A preview at work. Not for several threads at once: Anki's collection is not either."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._shown: _Opened | None = None
        self._next: _Opened | None = None
        self.view = View()

    @property
    def anki(self) -> str:
        """Version of Anki's library."""
        return self._tools.anki()

    @property
    def watches(self) -> tuple[Watched, ...]:
        """The folders whose files matter. Raises UserError."""
        return self._tools.watches()

    def prepare(self) -> None:
        """Opens the collection of the next refresh. Raises UserError without Anki's library."""
        if self._next is None:
            self._next = _opened(self._tools.collection())

    def refresh(self) -> View:
        """Reads the sources again. What is wrong with them becomes `failures`, above the last
        good cards."""
        try:
            planned = self._tools.plan()
        except UserError as wrong:
            return self.fail(*wrong.problems)
        errors = [problem for each in planned for problem in each.problems if problem.is_error]
        if errors:
            return self.fail(*errors)
        try:
            opened = self._import(planned)
        except UserError as wrong:
            return self.fail(*wrong.problems)
        return self._succeeded(planned, opened)

    def fail(self, *problems: Problem) -> View:
        """Says what keeps the sources from being shown; the cards stay as they were."""
        self.view = replace(self.view, stamp=self.view.stamp + 1, failures=problems)
        return self.view

    def cards(self, revision: int, indices: Iterable[int]) -> Sequence[ShownCard] | None:
        """Cards of the catalogue as the study screen shows them; None after a refresh."""
        if self._shown is None or revision != self.view.revision:
            return None
        listed = self.view.catalogue
        keys = [listed.cards[at] for at in indices if 0 <= at < len(listed.cards)]
        return tuple(
            self._shown.collection.show((listed.notes[at].note.guid, number) for at, number in keys)
        )

    def location(self, index: int) -> Location | None:
        """Where the author wrote a card; None for a retired one."""
        listed = self.view.catalogue
        if not 0 <= index < len(listed.cards):
            return None
        place = listed.notes[listed.cards[index][0]].note.place
        if place is None:
            return None
        source = next((each for each in listed.files if each.name == place.file), None)
        return source.locate(place) if source else None

    def review(self) -> View:
        """Adds what takes longer than showing the cards: what `check` says of them, and what
        differs from the last release. May run beside the other calls."""
        view = self.view
        problems = [problem for each in view.planned for problem in self._tools.problems(each)]
        listed = catalogue(view.planned, problems)
        changes: dict[str, tuple[FieldChange, ...]] = {}
        for each in view.planned:
            changes.update(self._tools.changes(each))
        if self.view.revision == view.revision:
            stamp = self.view.stamp + 1
            self.view = replace(self.view, stamp=stamp, catalogue=listed, changes=changes)
        return self.view

    def close(self) -> None:
        """Closes and removes the collections."""
        for opened in (self._shown, self._next):
            if opened is not None:
                opened.stack.close()
        self._shown = self._next = None

    def _import(self, planned: Sequence[Planned]) -> _Opened:
        """A collection with all packages. Raises UserError."""
        opened, self._next = self._next or _opened(self._tools.collection()), None
        try:
            with tempfile.TemporaryDirectory(prefix="glossdeck-preview-") as folder:
                for each in planned:
                    for (deck, edition), content in each.contents.items():
                        path = Path(folder) / f"{deck}-{edition}.apkg"
                        path.write_bytes(self._tools.package(content))
                        opened.collection.import_package(path)
        except BaseException:
            opened.stack.close()
            raise
        return opened

    def _succeeded(self, planned: tuple[Planned, ...], opened: _Opened) -> View:
        if self._shown is not None:
            self._shown.stack.close()
        self._shown = opened
        collection = opened.collection
        problems = [problem for each in planned for problem in each.problems]
        self.view = View(
            self.view.revision + 1,
            self.view.stamp + 1,
            catalogue(planned, problems),
            collection.note_types(),
            {path.name: path for path in collection.media().iterdir() if path.is_file()},
            (),
            planned,
        )
        return self.view
