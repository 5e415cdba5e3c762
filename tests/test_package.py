"""Packages are what was planned, byte for byte the same, and appear whole or not at all."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from glossdeck.note import DeckOptions, PackageContent
from glossdeck.notetypes import NOTE_TYPES
from glossdeck.package import package_bytes, write_package
from glossdeck.packaged import PackagedCard, planned_head
from glossdeck.problem import UserError
from glossdeck.readpackage import read_package
from package_samples import NOTES, PICTURE, cloze, content, note_type, term


def rows(path: Path, sql: str) -> list[Any]:
    with zipfile.ZipFile(path) as package:
        data = package.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        return database.execute(sql).fetchall()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "sample.apkg"
    write_package(content(), path)
    return path


def test_all_that_was_planned_can_be_read_back(package: Path) -> None:
    read = read_package(package)
    assert [found.guid for found in read.notes] == sorted(note.guid for note in NOTES)
    planned = {note.guid: note for note in NOTES}
    for found in read.notes:
        note = planned[found.guid]
        assert (found.note_id, found.modified_s) == (note.note_id, note.modified_s)
        assert (found.fields, found.tags) == (note.fields, note.tags)
        assert found.note_type_id == note_type(note.note_type).id
        assert found.cards == tuple(
            PackagedCard(note.note_id + 1 + ordinal, ordinal, note.deck_name, note.due, (0, 0))
            for ordinal in note.ords
        )
    assert read.head == planned_head(content())
    assert read.media == (PICTURE,)


def test_a_note_in_the_database_carries_its_identity(package: Path) -> None:
    note = next(note for note in NOTES if note.note_type == "cloze" and "Rain" in note.fields[0])
    found = rows(package, f"SELECT id, guid, mid, mod FROM notes WHERE guid = '{note.guid}'")
    assert found == [(note.note_id, note.guid, note_type("cloze").id, note.modified_s)]
    cards = rows(package, f"SELECT id, ord, due FROM cards WHERE nid = {note.note_id} ORDER BY ord")
    assert cards == [(note.note_id + 1, 0, note.due), (note.note_id + 3, 2, note.due)]


def test_fields_and_templates_keep_their_ids_as_json_integers(package: Path) -> None:
    ((models,),) = rows(package, "SELECT models FROM col")
    model = json.loads(models)[str(note_type("term").id)]
    assert [field["id"] for field in model["flds"]] == [f.id for f in note_type("term").fields]
    assert [card["id"] for card in model["tmpls"]] == [t.id for t in note_type("term").templates]
    assert (model["mod"], model["sortf"], model["type"]) == (note_type("term").modified_s, 0, 0)


def test_each_note_type_has_a_mod_of_its_own(tmp_path: Path) -> None:
    kinds = tuple(
        replace(note_type(key), modified_s=1_650_000_000 + place)
        for place, key in enumerate(NOTE_TYPES)
    )
    write_package(content(note_types=kinds), tmp_path / "a.apkg")
    read = read_package(tmp_path / "a.apkg").head.note_types
    assert sorted(kind.modified_s for kind in read) == [1_650_000_000, 1_650_000_001, 1_650_000_002]


def test_parents_of_subdecks_are_there_and_only_the_deck_itself_is_described(package: Path) -> None:
    assert read_package(package).head.decks == (
        DeckOptions("Sample", "**What** this is\n\nhttps://example.org"),
        DeckOptions("Sample::01 Basics", ""),
        DeckOptions("Sample::01 Basics::Words", ""),
    )
    ((decks,),) = rows(package, "SELECT decks FROM col")
    assert all(deck["md"] is True for key, deck in json.loads(decks).items() if key != "1")


def test_members_are_compressed_and_bear_no_trace_of_when_and_where(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        members = opened.infolist()
    assert [member.filename for member in members] == ["collection.anki2", "media", "0"]
    for member in members:
        assert member.compress_type == zipfile.ZIP_DEFLATED
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert (member.create_system, member.external_attr >> 16) == (3, 0o100644)


_BUILD = """
import hashlib, os, sys
os.umask(int(sys.argv[1], 8))
from package_samples import content
from glossdeck.package import package_bytes
print(hashlib.sha256(package_bytes(content())).hexdigest())
"""


def test_equal_content_gives_equal_bytes_whatever_the_hash_seed_zone_umask_and_folder(
    tmp_path: Path,
) -> None:
    tests = Path(__file__).parent
    path = os.pathsep.join([str(tests), str(tests.parent / "src")])
    digests = set()
    for seed, zone, umask in (("0", "UTC", "022"), ("1", "Asia/Tokyo", "077")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", _BUILD, umask],
            cwd=folder, env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
        digests.add(done.stdout)
    assert len(digests) == 1


def test_order_of_the_notes_given_does_not_matter() -> None:
    assert package_bytes(content(notes=NOTES[::-1])) == package_bytes(content())


def test_the_sqlite_version_is_not_in_the_file(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        header = opened.read("collection.anki2")[:100]
    assert header[96:100] == bytes(4)


@pytest.mark.parametrize("name", ["collection.apkg", "Collection.APKG"])
def test_the_name_that_phones_take_for_a_whole_collection_is_refused(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(UserError, match="AnkiDroid would replace the learner's whole collection"):
        write_package(content(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def broken(**changes: Any) -> PackageContent:
    return content(term(1)._replace(**changes), term(2))


@pytest.mark.parametrize(
    ("planned", "message"),
    [
        (broken(fields=("a\x1fb", *term(1).fields[1:])), "sample/all/term/1' differs"),
        (broken(tags=("two words",)), "sample/all/term/1' differs"),
        (broken(guid="guid-00002"), "two notes have one GUID"),
        (broken(note_id=term(2).note_id), "the notes cannot be stored"),
        (broken(fields=("\ud800", *term(1).fields[1:])), "the notes cannot be stored"),
    ],
)
def test_a_package_that_differs_from_the_plan_never_replaces_the_old_one(
    tmp_path: Path, planned: PackageContent, message: str
) -> None:
    path = tmp_path / "sample.apkg"
    path.write_bytes(b"old")
    with pytest.raises(UserError, match=message):
        write_package(planned, path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["sample.apkg"]


def test_a_package_without_notes_can_be_written_and_read(tmp_path: Path) -> None:
    write_package(content(notes=()), tmp_path / "a.apkg")
    assert read_package(tmp_path / "a.apkg").notes == ()


def test_cloze_numbers_up_to_the_highest_fit_between_two_notes(tmp_path: Path) -> None:
    note = cloze(1, "{{c499::a}}", (498,))
    write_package(content(note, term(2)), tmp_path / "a.apkg")
    assert read_package(tmp_path / "a.apkg").notes[0].ords == (498,)


def test_permissions_follow_the_umask(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        write_package(content(), tmp_path / "a.apkg")
    finally:
        os.umask(previous)
    assert stat.S_IMODE((tmp_path / "a.apkg").stat().st_mode) == 0o640
