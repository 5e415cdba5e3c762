"""`build --verify`: a package replaces the last one only when the real Anki kept its promises."""

from __future__ import annotations

from pathlib import Path

from .problem import Problem, error
from .textfile import shown_path
from .verify import verify
from .writing import Proof

SHOWN_NOTES = 10
"""Notes named in a message; `glossdeck verify --format json` names all of them."""


def proof_by_anki(now_s: int, allow_empty: bool = False) -> Proof:
    """A proof that imports the last package, then the new one, into a throw-away collection.

    Parameters:
        allow_empty: see `verify.verify`.
        now_s: whole seconds; the learner's reviews lie in the months before.
    """

    def prove(new: Path, last: Path) -> tuple[Problem, ...]:
        report = verify(new, [last] if last.exists() else [], now_s=now_s, allow_empty=allow_empty)
        return tuple(
            error(
                "promise",
                f"{shown_path(last)} would break a promise: {promise.name}"
                f" ({promise.evidence}){_named(promise.notes)}",
                f"{promise.way_on}{'; ' if promise.way_on else ''}see `glossdeck diff` for what "
                "changed; the last package is still in its place",
            )
            for promise in report.promises
            if not promise.kept
        )

    return prove


def _named(notes: tuple[str, ...]) -> str:
    if not notes:
        return ""
    more = f" and {len(notes) - SHOWN_NOTES} more" if len(notes) > SHOWN_NOTES else ""
    return "; notes: " + ", ".join(notes[:SHOWN_NOTES]) + more
