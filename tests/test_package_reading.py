"""Packages from anyone are read or refused with a clear word, and can do no harm."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import genanki
import pytest
from anki.collection import (
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from glossdeck import archive
from glossdeck.package import package_bytes, write_package
from glossdeck.problem import UserError
from glossdeck.readpackage import read_package
from package_samples import content


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("_", ".", 1), data)
    return buffer.getvalue()


def database(*changes: str) -> bytes:
    """The database of a good package after some SQL."""
    with zipfile.ZipFile(io.BytesIO(package_bytes(content()))) as package:
        data = package.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        for change in changes:
            connection.execute(change)
        connection.commit()
        return bytes(connection.serialize())


def refusal(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "given.apkg"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_package(path)
    (problem,) = caught.value.problems
    assert problem.fix
    assert list(tmp_path.iterdir()) == [path]
    return problem.message.replace(str(path), "given.apkg")


def test_a_package_by_genanki_is_read(tmp_path: Path) -> None:
    kind = genanki.Model(
        1_600_000_000_001,
        "Plain",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    )
    deck = genanki.Deck(1_600_000_000_002, "Theirs")
    deck.add_note(genanki.Note(kind, ["a", "b"], guid="abc", tags=["x", "y"], due=7))
    genanki.Package(deck).write_to_file(tmp_path / "theirs.apkg", timestamp=1_600_000_000)
    read = read_package(tmp_path / "theirs.apkg")
    (note,) = read.notes
    assert (note.guid, note.fields, note.tags) == ("abc", ("a", "b"), ("x", "y"))
    assert (note.ords, note.due, note.deck_name) == ((0,), 7, "Theirs")
    assert [field.id for field in read.head.note_types[0].fields] == [0, 0]


def exported(tmp_path: Path, legacy: bool) -> Path:
    """Our package, imported into Anki and exported again."""
    write_package(content(), tmp_path / "ours.apkg")
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(tmp_path / "ours.apkg"))
        )
        deck_id = collection.decks.id_for_name("Sample")
        assert deck_id is not None
        collection.export_anki_package(
            out_path=str(tmp_path / "exported.apkg"),
            options=ExportAnkiPackageOptions(with_media=True, legacy=legacy),
            limit=DeckIdLimit(deck_id),
        )
    finally:
        collection.close()
    return tmp_path / "exported.apkg"


def test_what_anki_exports_for_older_versions_is_read_as_what_we_wrote(tmp_path: Path) -> None:
    theirs = read_package(exported(tmp_path, legacy=True))
    ours = read_package(tmp_path / "ours.apkg")
    assert {note.guid: note.fields for note in theirs.notes} == {
        note.guid: note.fields for note in ours.notes
    }
    assert {deck.name for deck in theirs.head.decks} == {deck.name for deck in ours.head.decks}
    assert theirs.media == ours.media


def test_ankis_newer_format_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is in Anki's newer format") as caught:
        read_package(exported(tmp_path, legacy=False))
    assert "'Support older Anki versions' ticked" in caught.value.problems[0].fix


@pytest.mark.parametrize("legacy", [True, False], ids=["older format", "newer format"])
def test_a_package_is_no_larger_than_ankis_own_export(tmp_path: Path, legacy: bool) -> None:
    theirs = exported(tmp_path, legacy).stat().st_size
    assert (tmp_path / "ours.apkg").stat().st_size <= theirs


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"cannot read .*none\.apkg: No such file or directory"):
        read_package(tmp_path / "none.apkg")


DAMAGED = "given.apkg is not an Anki package, or it is damaged"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: b"no zip at all", "File is not a zip file"),
        (lambda: b"", "File is not a zip file"),
        (lambda: zipped(readme=b"hello"), "it has no collection.anki2"),
        (lambda: zipped(collection_anki2=b"no database" * 99), "file is not a database"),
        (lambda: zipped(collection_anki2=database("DROP TABLE cards")), "no table 'cards'"),
        (
            lambda: zipped(
                collection_anki2=database(
                    "DROP TABLE notes",
                    "CREATE VIEW notes AS WITH RECURSIVE n(id) AS"
                    " (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT * FROM n",
                )
            ),
            "no table 'notes'",
        ),
        (lambda: zipped(collection_anki2=database("DELETE FROM col")), "NoneType"),
        (lambda: zipped(collection_anki2=database("UPDATE col SET models = '['")), "Expecting"),
        (lambda: zipped(collection_anki2=database("UPDATE col SET models = '[]'")), "list"),
        (lambda: zipped(collection_anki2=database("UPDATE col SET decks = '{}'")), "is missing"),
        (lambda: zipped(collection_anki2=database("UPDATE notes SET mod = 'soon'")), "'soon'"),
        (lambda: zipped(collection_anki2=database("UPDATE notes SET flds = x'ff'")), "text"),
        (lambda: zipped(collection_anki2=database(), media=b"[1]"), "list"),
        (
            lambda: zipped(collection_anki2=database(), media=b'{"0": "a.png"}'),
            "'a.png' is missing",
        ),
        (lambda: package_bytes(content())[:-200], "zip"),
        (
            lambda: package_bytes(content()).replace(b"collection.anki2", b"collection.anki3"),
            "no c",
        ),
    ],
)
def test_a_broken_package_is_said_to_be_broken(
    tmp_path: Path, make: Callable[[], bytes], reason: str
) -> None:
    message = refusal(tmp_path, make())
    assert message.startswith(DAMAGED)
    assert reason in message


def test_bytes_that_fail_their_checksum_are_refused(tmp_path: Path) -> None:
    data = bytearray(package_bytes(content()))
    data[len(data) // 2] ^= 0xFF
    assert refusal(tmp_path, bytes(data)).startswith(DAMAGED)


@pytest.mark.parametrize("name", ["../a.png", "/etc/passwd", "a/b.png", "..", "", "a\\b.png", 7])
def test_media_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: object) -> None:
    media = json.dumps({"0": name}).encode()
    data = zipped(collection_anki2=database(), media=media, **{"0": b"data"})
    assert "leads out of the media folder" in refusal(tmp_path, data)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped(collection_anki2=bytes(5_000_000))
    assert len(bomb) < 10_000
    size = (5_000_000).to_bytes(4, "little")
    claimed = bomb.replace(size, (0xFFFF_0000).to_bytes(4, "little"))
    message = refusal(tmp_path, claimed)
    assert message.startswith("given.apkg would unpack to 4095 MB, more than the 2048 MB")


def test_media_are_bounded_all_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEDIA_BYTES", 1_000)
    media = json.dumps({str(number): f"{number}.png" for number in range(3)}).encode()
    files = {str(number): bytes(400) for number in range(3)}
    data = zipped(collection_anki2=database(), media=media, **files)
    assert "would unpack to" in refusal(tmp_path, data)


def test_a_query_that_a_hostile_schema_makes_endless_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_STEPS", 1_000_000)
    huge = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)"
    insert = (
        f"INSERT INTO cards {huge} SELECT 10000000000000 + i, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
        " 0, 0, 0, 0, '' FROM n"
    )
    assert "interrupted" in refusal(tmp_path, zipped(collection_anki2=database(insert)))
