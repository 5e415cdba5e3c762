"""The lines of a lock file, and everything that can be wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .problem import Location, Place, Problem, Severity, UserError, error

FORMAT = 1
HEAD = "glossdeck.lock"
END = "end"

_TOLD = 8
"""Problems told one by one."""

_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_RESTORE = (
    "take the file from git (git checkout -- {path}), or rebuild it from the last release: "
    "glossdeck lock restore --force FILE.apkg"
)


def records(text: str, path: str, namespace: str) -> dict[str, Any]:
    """Key and JSON value of every record, head and end among them.

    The fast way parses all lines as one JSON object; whatever it cannot vouch for is read
    again line by line, so that each problem is told at its line.

    Raises:
        UserError: see `lock.read_lock`.
    """
    lines = [line for line in text.split("\n") if line[:1] not in "#\r"]
    try:
        found: dict[str, Any] = json.loads("{" + ",".join(lines) + "}")
    except ValueError:
        found = {}
    if (
        len(found) == len(lines) > 0
        and lines[0].startswith(f'"{HEAD}"')
        and found[HEAD] == FORMAT
        and END in found
        and _is_name(found.get("namespace"))
        and namespace in ("", found["namespace"])
    ):
        return found
    return _careful(text, path, namespace)


def damaged(text: str, path: str, key: str) -> Problem:
    """The problem of a record whose JSON is well-formed but not what the lock holds."""
    return _broken(path, *_line_of(text, key))


def same_guid(text: str, path: str, guids: list[tuple[str, str]]) -> list[Problem]:
    """A problem for each GUID that stands under two keys, given (GUID, key) pairs.

    It happens when one branch renamed an entry and another changed it under the old name.
    """
    if len(dict(guids)) == len(guids):
        return []
    first: dict[str, str] = {}
    problems = []
    for guid, key in guids:
        if guid not in first:
            first[guid] = key
            continue
        number, line = _line_of(text, key)
        problems.append(
            _problem(
                "lock-double",
                path,
                number,
                line,
                f"{first[guid]} and {key} are the same note for learners: one branch renamed it "
                "and another changed it",
                "delete the line of the name that the merged YAML does not have; then build",
            )
        )
    return problems


def _line_of(text: str, key: str) -> tuple[int, str]:
    """Number and text of the line that holds a record."""
    start = json.dumps(key, ensure_ascii=False) + ":"
    lines = enumerate(text.split("\n"), 1)
    return next(((number, line) for number, line in lines if line.startswith(start)), (1, ""))


def _careful(text: str, path: str, namespace: str) -> dict[str, Any]:
    """The records again, line by line; doubled lines that are equal count once."""
    found: dict[str, Any] = {}
    first_line: dict[str, int] = {}
    problems: list[Problem] = []
    lines = text.removeprefix("\ufeff").split("\n")
    _check_head(lines, path, namespace)
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r")
        if line.startswith(_MARKERS):
            problems.append(_conflict(path, number, line))
        elif line and not line.startswith("#"):
            pair = _pair(line)
            if pair is None:
                problems.append(_broken(path, number, line))
            elif pair[0] in found and found[pair[0]] != pair[1]:
                problems.append(_double(path, number, line, pair[0], first_line[pair[0]]))
            else:
                found[pair[0]] = pair[1]
                first_line.setdefault(pair[0], number)
    problems += _check_whole(found, lines, path, namespace)
    refuse(problems, path)
    return found


def refuse(problems: list[Problem], path: str) -> None:
    """Stop if there are problems; of a file that is damaged all over, the first are told."""
    if len(problems) > _TOLD:
        left = len(problems) - _TOLD
        message = f"{left} more {'line' if left == 1 else 'lines'} like these"
        problems = [*problems[:_TOLD], error("lock-damaged", message, _RESTORE.format(path=path))]
    if problems:
        raise UserError(*problems)


def _pair(line: str) -> tuple[str, Any] | None:
    try:
        record = json.loads("{" + line + "}")
    except ValueError:
        return None
    return next(iter(record.items())) if len(record) == 1 else None


def _check_head(lines: list[str], path: str, namespace: str) -> None:
    """Stop at once where the rest of the file could only be misread."""
    pair = _pair(lines[0].rstrip("\r"))
    if pair is None or pair[0] != HEAD or not isinstance(pair[1], int):
        if any(line.startswith(_MARKERS) for line in lines):
            return
        raise UserError(
            _problem(
                "lock-damaged",
                path,
                1,
                lines[0],
                f'this is not a whole lock file: its first line should be "{HEAD}": {FORMAT}',
                _RESTORE.format(path=path),
            )
        )
    if pair[1] > FORMAT:
        raise UserError(
            _problem(
                "lock-newer",
                path,
                1,
                lines[0],
                f"the lock was written by a newer glossdeck (format {pair[1]}; "
                f"this one reads up to {FORMAT})",
                "update glossdeck: pip install --upgrade glossdeck",
            )
        )


def _check_whole(
    found: dict[str, Any], lines: list[str], path: str, namespace: str
) -> Iterator[Problem]:
    """Namespace and end."""
    number = next((n for n, line in enumerate(lines, 1) if line.startswith('"namespace"')), 1)
    space = found.get("namespace")
    if not _is_name(space):
        yield _problem(
            "lock-damaged",
            path,
            number,
            lines[number - 1],
            "the lock does not say which namespace it is of",
            _RESTORE.format(path=path),
        )
    elif namespace not in ("", space):
        yield _problem(
            "lock-namespace",
            path,
            number,
            lines[number - 1],
            f'the lock is of the namespace "{space}", but the project\'s is "{namespace}"; '
            "every learner would get every note a second time",
            f"set `namespace: {space}` again; or, if these decks were never released under it, "
            f"delete {path} and the packages to start afresh",
        )
    if END not in found:
        last = max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
        yield _problem(
            "lock-damaged",
            path,
            last,
            lines[last - 1],
            f'the lock is cut short: its last line should be "{END}": true',
            _RESTORE.format(path=path),
        )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _conflict(path: str, number: int, line: str) -> Problem:
    return _problem(
        "lock-conflict",
        path,
        number,
        line,
        "git left a conflict marker: two branches changed the same lines of the lock",
        "delete the lines of markers (<<<<<<<, =======, >>>>>>>) and keep the records of both "
        'sides; of two records with one key keep the one with the higher "mod"; then build',
    )


def _broken(path: str, number: int, line: str) -> Problem:
    return _problem(
        "lock-damaged",
        path,
        number,
        line,
        "this line of the lock is damaged or cut short",
        _RESTORE.format(path=path),
    )


def _double(path: str, number: int, line: str, key: str, first: int) -> Problem:
    return _problem(
        "lock-double",
        path,
        number,
        line,
        f"{key} stands here and at line {first}: two branches changed the same note",
        f"delete one of the two lines ({first} or {number}) and keep the one that fits the merged "
        'YAML: with "retired" if the entry is gone, else with its gaps under "facts", else with '
        'the higher "mod"; then build',
    )


def _problem(rule: str, path: str, number: int, line: str, message: str, fix: str) -> Problem:
    shown = line.rstrip("\r")[:200]
    location = Location(path, number, 1, len(shown) + 1, shown)
    return Problem(rule, Severity.ERROR, message, fix, Place(path), location)
