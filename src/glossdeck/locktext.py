"""The text of `glossdeck.lock`: written, and read again.

It merges in git. Each record is one line of JSON, `"key": value`, between
a line `# key` and an empty line: two branches then never edit neighbouring lines, which git
would call a conflict, and which a union merge would turn into doubled records. The reader
looks at the JSON lines alone, in any order, so whatever git keeps of the others is fine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.encoder import encode_basestring as quoted
from types import MappingProxyType
from typing import Any

from .lock import Content, Fact, Lock, LockedNote, LockedType, Retired
from .lockcheck import END, FORMAT, HEAD, damaged, records, refuse, same_guid
from .problem import Problem


def read_lock(text: str, path: str = "glossdeck.lock", namespace: str = "") -> Lock:
    """The lock that the text of a lock file holds.

    Parameters:
        path: as it is shown in messages.
        namespace: the project's, when it is known.

    Raises:
        UserError: with a problem at its line for each conflict marker, damaged or doubled
            line; two keys for one GUID; a newer format; another namespace; a file cut short.
    """
    found = records(text, path, namespace)
    del found[HEAD], found[END]
    space: str = found.pop("namespace")
    types: dict[str, LockedType] = {}
    notes: dict[str, LockedNote] = {}
    problems: list[Problem] = []
    for key, value in found.items():
        try:
            if key.count("/") == 1:
                types[key] = _type(key, value)
            else:
                notes[key] = _note(key, value)
        except (KeyError, TypeError, ValueError, AttributeError):
            problems.append(damaged(text, path, key))
    problems += same_guid(text, path, [(note.guid, key) for key, note in notes.items()])
    refuse(problems, path)
    return Lock(space, MappingProxyType(types), MappingProxyType(notes))


def write_lock(lock: Lock) -> str:
    """The text of a lock file: the same for equal locks, whatever their order."""
    return "".join(lock_records(lock))


def lock_records(lock: Lock) -> Iterator[str]:
    """The same piece by piece, as the whole text of a large lock is not needed at once."""
    yield f'"{HEAD}": {FORMAT}\n"namespace": {quoted(lock.namespace)}\n\n'
    for key in sorted(lock.note_types):
        yield f"# {key}\n{quoted(key)}: {_encode(_plain_type(lock.note_types[key]))}\n\n"
    for key in sorted(lock.notes):
        yield f"# {key}\n{quoted(key)}: {_note_text(lock.notes[key])}\n\n"
    yield f'"{END}": true\n'


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _type(key: str, value: dict[str, Any]) -> LockedType:
    edition, name = key.split("/")
    return LockedType(
        edition,
        name,
        value["id"],
        tuple(number for number, _ in value["fields"]),
        tuple(title for _, title in value["fields"]),
        tuple(value["templates"]),
        value["mod"],
        value["hash"],
        tuple(sorted((title, number) for title, number in value["slots"].items())),
        tuple(sorted((title, number) for title, number in value["cards"].items())),
    )


def _plain_type(locked: LockedType) -> dict[str, Any]:
    return {
        "cards": dict(sorted(locked.template_slots)),
        "fields": list(zip(locked.field_ids, locked.field_names, strict=True)),
        "hash": locked.content_hash,
        "id": locked.id,
        "mod": locked.modified_s,
        "slots": dict(sorted(locked.field_slots)),
        "templates": locked.template_ids,
    }


def _note(key: str, value: dict[str, Any]) -> LockedNote:
    get = value.get
    deck, edition, kind, entry_id = key.split("/")
    retired = get("retired")
    note_id, modified_s, due, seen_s = value["id"], value["mod"], value["due"], value["new"]
    guid, content_hash = value["guid"], value["hash"]
    if not type(note_id) is type(modified_s) is type(due) is type(seen_s) is int:
        raise TypeError(key)
    if not type(guid) is type(content_hash) is str:
        raise TypeError(key)
    return LockedNote(
        deck,
        edition,
        kind,
        entry_id,
        guid,
        note_id,
        modified_s,
        due,
        content_hash,
        seen_s,
        "unnamed" not in value,
        tuple(get("text", ())),
        _facts(get("facts")),
        _spent(get("spent")),
        retired and _retired(retired),
    )


def _facts(value: list[list[Any]] | None) -> tuple[Fact, ...]:
    return tuple([Fact(number, answer, start) for number, answer, start in value or ()])


def _spent(value: list[list[Any]] | None) -> tuple[Fact, ...]:
    return tuple([Fact(*fact) for fact in value]) if value else ()


def _retired(value: dict[str, Any]) -> Retired:
    content = Content(tuple(value["fields"]), tuple(value["tags"]))
    return Retired(value["since"], content, value["deck"])


def _note_text(note: LockedNote) -> str:
    """A note as JSON, its keys in alphabetical order. Put together here, because the encoder
    takes three times as long to set off for each of so many notes."""
    facts = f'"facts":{_facts_text(note.facts)},' if note.facts else ""
    retired = f',"retired":{_encode(_plain_retired(note.retired))}' if note.retired else ""
    spent = f',"spent":{_facts_text(note.spent)}' if note.spent else ""
    text = f',"text":[{",".join(map(quoted, note.texts))}]' if note.texts else ""
    unnamed = "" if note.named else ',"unnamed":true'
    return (
        f'{{"due":{note.due},{facts}"guid":{quoted(note.guid)},"hash":{quoted(note.content_hash)},'
        f'"id":{note.note_id},"mod":{note.modified_s},"new":{note.seen_s}'
        f"{retired}{spent}{text}{unnamed}}}"
    )


def _facts_text(facts: tuple[Fact, ...]) -> str:
    found = [
        f"[{number},{quoted(answer)},{start},{dropped_s}]"
        if dropped_s
        else f"[{number},{quoted(answer)},{start}]"
        for number, answer, start, dropped_s in facts
    ]
    return f"[{','.join(found)}]"


def _plain_retired(retired: Retired) -> dict[str, Any]:
    return {
        "deck": retired.deck_name,
        "fields": retired.content.fields,
        "since": retired.since_s,
        "tags": retired.content.tags,
    }
