"""What a build did by itself and its author should see: entries known again, and come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from .changes import Changes
from .decisions import shorten
from .edition import package_name
from .entries import Recognised
from .lock import LockedNote
from .problem import Problem, Severity
from .textfile import shown_path

SHOWN = 20
"""Entries told one by one; after a large rework the rest is counted."""


def noticed(changes: Changes) -> tuple[Problem, ...]:
    """A line for each entry and deletion that was recognised rather than known, and for each
    retired entry whose note is live again."""
    told = [*_known_again(changes.recognised), *_back(changes.unretired)]
    if len(told) > SHOWN:
        more = f"{len(told) - SHOWN} more entries were known again or came back"
        fix = "`glossdeck diff` with the last released package shows every note"
        told[SHOWN:] = [Problem("recognised", Severity.INFO, more, fix)]
    return tuple(told)


def _known_again(recognised: tuple[Recognised, ...]) -> Iterator[Problem]:
    for each in recognised:
        what = f"{each.key}, cloze {each.number}" if each.number else each.key
        message = (
            f'{what}: "{shorten([each.new])}" is what was "{shorten([each.old])}"'
            f" ({each.score:.0f} % sure); its learners keep their reviews"
        )
        fix = (
            "if it is another: put the lock back (git checkout), and give the new one a number of "
            "its own, as {{c9::…}}"
            if each.number
            else "if it is another: put the lock back (git checkout), and give the new one an `id`"
        )
        yield Problem("recognised", Severity.INFO, message, fix)


def left_behind(notes: Iterable[LockedNote], folder: Path) -> Iterator[Problem]:
    """A line for each package of a deck or edition that is retired: nobody builds it again.

    Parameters:
        notes: of the lock, without those that ship.
    """
    live: dict[str, bool] = {}
    for note in notes:
        name = package_name(note.deck, note.edition)
        live[name] = live.get(name, False) or not note.retired
    for name in sorted(name for name, is_live in live.items() if not is_live):
        if (folder / name).is_file():
            message = f"{shown_path(folder / name)} is of before: it is retired, and not built now"
            fix = "put it away, so that it is not published as a new one"
            yield Problem("left-behind", Severity.INFO, message, fix)


def _back(keys: tuple[str, ...]) -> Iterator[Problem]:
    for key in keys:
        message = f"{key} is back from retirement, because the source has it"
        fix = "if it is to stay retired, take it out of the YAML and retire it again"
        yield Problem("unretired", Severity.INFO, message, fix)
