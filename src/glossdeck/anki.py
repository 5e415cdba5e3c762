"""The real Anki, when it is installed: imports packages, renders cards (the only import of anki).

Works with Anki 23.10 to 26.09. Every collection opened here is a new one in a temporary folder
that goes away afterwards; nobody's own collection is ever touched.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, redirect_stdout
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import history
from .learner import (
    ImportLog,
    LearnerCard,
    LearnerNote,
    LearnerNoteType,
    RenderedCard,
    read_cards,
    read_notes,
    template_name,
)
from .problem import UserError, error
from .studyscreen import ShownCard, show

if TYPE_CHECKING:
    from anki.collection import Collection
    from anki.dbproxy import DBProxy

_EMPTY_FRONT = "the front of this card is empty"


def anki_version() -> str:
    """Version of the library, as `26.9.3`.

    Raises:
        UserError: it is not installed.
    """
    _require_anki()
    from anki.buildinfo import version

    return str(version)


@contextmanager
def new_collection() -> Iterator[LearnerCollection]:
    """An empty collection of a learner, gone after the block.

    Raises:
        UserError: Anki's library is not installed.
    """
    _require_anki()
    from anki import _backend
    from anki.collection import Collection

    # Ankis up to 25.09 print on stdout, which is ours, whenever a call takes long.
    vars(_backend)["print"] = lambda *_: None
    with tempfile.TemporaryDirectory(prefix="glossdeck-anki-") as folder:
        collection = Collection(os.path.join(folder, "collection.anki2"))
        try:
            yield LearnerCollection(collection)
        finally:
            collection.close()


class LearnerCollection:
    """A learner's collection: what can be done with it, and what is in it."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._database = _database(collection)

    def import_package(self, path: Path) -> ImportLog:
        """Imports with the options that Anki's dialog offers by default.

        Raises:
            UserError: Anki refuses the package.
        """
        from anki.collection import ImportAnkiPackageRequest
        from anki.errors import BackendError

        options = self._collection._backend.get_import_anki_package_presets()
        request = ImportAnkiPackageRequest(package_path=os.path.abspath(path), options=options)
        try:
            with _silence():
                log = self._collection.import_anki_package(request).log
        except BackendError as refusal:
            raise UserError(
                error("anki-refuses", f"Anki refuses {path}: {refusal}", "build the package again")
            ) from refusal
        self._collection.models._clear_cache()
        guids = {row[0]: row[1] for row in self._database.all("SELECT id, guid FROM notes")}
        return ImportLog.of(log, guids)

    def notes(self) -> dict[str, LearnerNote]:
        """Every note by its GUID."""
        return read_notes(self._database)

    def cards(self) -> dict[tuple[str, int], LearnerCard]:
        """Every card by the GUID of its note and its ord, in the order that new ones come."""
        return read_cards(self._database, self._deck_names())

    def note_types(self) -> dict[int, LearnerNoteType]:
        """The note types that have notes, by id."""
        used = {row[0] for row in self._database.all("SELECT DISTINCT mid FROM notes")}
        models = (self._collection.models.get(mid) for mid in sorted(used))
        return {model["id"]: LearnerNoteType.of(model) for model in models if model is not None}

    def decks(self) -> dict[str, str]:
        """The description of each deck by its name, without the empty `Default`."""
        names = self._deck_names()
        return {
            name: str((self._collection.decks.get(did) or {}).get("desc", ""))  # type: ignore[arg-type]
            for did, name in names.items()
            if did != 1
        }

    def media(self) -> Path:
        """The media folder; it goes away with the collection."""
        return Path(self._collection.media.dir())

    @property
    def schema_time_ms(self) -> int:
        """Changes when Anki must send the whole collection at the next sync."""
        return int(self._database.scalar("SELECT scm FROM col"))

    def check_database(self) -> tuple[bool, str]:
        """Anki's *Check Database*: whether all was well, and what it says."""
        with _silence():
            message, well = self._collection.fix_integrity()
        return well, message

    def empty_cards(self) -> frozenset[tuple[str, int]]:
        """GUID and ord of the cards that Anki's *Empty Cards* would delete."""
        with _silence():
            report = self._collection.get_empty_cards()
        ids = {cid for note in report.notes for cid in note.card_ids}
        return frozenset((row[1], row[2]) for row in self._card_rows() if row[0] in ids)

    def render(self, guids: Iterable[str] | None = None) -> Iterator[RenderedCard]:
        """Both sides of every card, or of those of some notes, in the order new ones come."""
        wanted = None if guids is None else frozenset(guids)
        decks = self._deck_names()
        empty = self.empty_cards()
        for cid, guid, ordinal, did, due in self._card_rows():
            if wanted is None or guid in wanted:
                problem = _EMPTY_FRONT if (guid, ordinal) in empty else ""
                yield self._render(cid, guid, decks[did], due, problem)

    def show(self, keys: Iterable[tuple[str, int]]) -> Iterator[ShownCard]:
        """Cards by GUID and ord, as Anki's study screen shows them; unknown ones are left out."""
        ids = {(row[1], row[2]): row[0] for row in self._card_rows()}
        return show(self._collection, (ids[key] for key in keys if key in ids))

    def study(self, now_s: int) -> None:
        """Gives every card that is still new three reviews, an interval and a due day.

        Each card gets numbers of its own, so that a history that moves to another is seen.
        """
        (last_ms,) = self._database.first("SELECT coalesce(max(id), 0) FROM revlog") or (0,)
        card_ids = self._database.list("SELECT id FROM cards WHERE type = 0 ORDER BY id")
        cards, reviews = history.of_cards(card_ids, now_s, int(last_ms))
        self._in_one_transaction(history.UPDATE_CARD, cards)
        self._in_one_transaction(history.ADD_REVIEW, reviews)

    def edit(self, guid: str, field: int, text: str, tag: str) -> None:
        """Changes a note as a learner does in Anki's browser: `text` appended, `tag` added."""
        note_id = self._database.scalar("SELECT id FROM notes WHERE guid = ?", guid)
        note = self._collection.get_note(note_id)
        note.fields[field] += text
        note.tags.append(tag)
        self._collection.update_note(note)

    def backdate(self, modified_s: Mapping[str, int]) -> None:
        """Makes notes look as if they had been imported on the day their package was built.

        Anki up to 24.11 stamps an updated note with the time of the import. Here releases of
        several months are imported within a second, and that stamp would make Anki refuse the
        next release, which for a learner comes later.

        Parameters:
            modified_s: whole seconds by GUID.
        """
        ids = self._database.all("SELECT id, guid FROM notes")
        rows = [(modified_s[guid], note_id) for note_id, guid in ids if guid in modified_s]
        self._in_one_transaction("UPDATE notes SET mod = ? WHERE id = ?", rows)

    def _in_one_transaction(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        self._database.transact(lambda: self._database.executemany(sql, rows))

    def _render(self, cid: int, guid: str, deck_name: str, due: int, problem: str) -> RenderedCard:
        from anki.errors import BackendError

        card = self._collection.get_card(cid)  # type: ignore[arg-type]
        note_type = card.note_type()
        try:
            # Anki itself shows what is wrong with a template in place of the card.
            self._collection._backend.render_existing_card(
                card_id=cid, browser=False, partial_render=False
            )
            output = card.render_output()
            front, back = output.question_text, output.answer_text
        except BackendError as failure:
            front = back = problem = str(failure)
        return RenderedCard(
            guid=guid,
            ord=card.ord,
            note_type=note_type["name"],
            template=template_name(note_type, card.ord),
            deck_name=deck_name,
            due=due,
            front=front,
            back=back,
            css=note_type["css"],
            problem=problem,
        )

    def _card_rows(self) -> Sequence[Sequence[Any]]:
        return self._database.all(
            "SELECT c.id, n.guid, c.ord, c.did, c.due FROM cards c JOIN notes n ON n.id = c.nid"
            " ORDER BY c.ord, c.due, c.id"
        )

    def _deck_names(self) -> dict[int, str]:
        return {deck.id: deck.name for deck in self._collection.decks.all_names_and_ids()}


def _database(collection: Collection) -> DBProxy:
    if collection.db is None:
        raise RuntimeError("the collection is closed")
    return collection.db


def _silence() -> AbstractContextManager[object]:
    """Keeps stdout for us: some Ankis print there when a call of theirs takes long."""
    return redirect_stdout(io.StringIO())


def _require_anki() -> None:
    if find_spec("anki") is None:
        raise UserError(
            error(
                "anki-missing",
                "this needs Anki's own library, which is not installed",
                'pip install "glossdeck[anki]"',
            )
        )
