"""What a build did by itself and its author should see: entries known again, and come back."""

from __future__ import annotations

from collections.abc import Iterator

from .changes import Changes
from .decisions import shorten
from .entries import Recognised
from .problem import Problem, Severity

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


def _back(keys: tuple[str, ...]) -> Iterator[Problem]:
    for key in keys:
        message = f"{key} is back from retirement, because the source has it"
        fix = "if it is to stay retired, take it out of the YAML and retire it again"
        yield Problem("unretired", Severity.INFO, message, fix)
