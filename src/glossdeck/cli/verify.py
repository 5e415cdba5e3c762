"""`glossdeck verify`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import allow_empty_option, format_option, progress_shown

if TYPE_CHECKING:
    from ..verify import Report

SHOWN_NOTES = 20
"""Notes named under a broken promise in text; JSON has them all."""


@click.command()
@click.option(
    "--from",
    "old",
    multiple=True,
    metavar="OLD.apkg",
    type=click.Path(path_type=Path),
    help="A release that learners have; give several with the oldest first.",
)
@format_option(["text", "json"], "For people, or for programs.")
@allow_empty_option
@click.argument("new", metavar="NEW.apkg", type=click.Path(path_type=Path))
def command(new: Path, old: tuple[Path, ...], form: str, allow_empty: bool) -> int:
    """Prove in the real Anki that a release does learners no harm.

    In a throw-away collection the old releases are imported, every card is studied and some
    notes are edited. Then NEW.apkg is imported with Anki's default options, and each promise
    is shown with its evidence. Needs: pip install "glossdeck[anki]"
    """
    import time

    from ..verify import verify

    with progress_shown() as progress:
        progress(f"importing {new.name} into Anki")
        report = verify(new, old, now_s=int(time.time()), allow_empty=allow_empty)
    for line in [_as_json(report)] if form == "json" else _as_text(report):
        click.echo(line)
    return 0 if report.kept else 1


def _as_json(report: Report) -> str:
    return json.dumps(
        {
            "anki": report.anki,
            "new": str(report.new),
            "old": [str(path) for path in report.old],
            "counts": dict(report.log.counts),
            "kept": report.kept,
            "promises": [asdict(promise) for promise in report.promises],
        },
        indent=2,
        ensure_ascii=False,
    )


def _as_text(report: Report) -> Iterator[str]:
    after = f" after {', '.join(str(path) for path in report.old)}" if report.old else ""
    yield f"{report.new}, imported into Anki {report.anki}{after}"
    for promise in report.promises:
        mark = click.style("kept  ", "green") if promise.kept else click.style("BROKEN", "red")
        yield f"  {mark}  {promise.name} ({promise.evidence})"
        yield from (f"          {note}" for note in promise.notes[:SHOWN_NOTES])
        if len(promise.notes) > SHOWN_NOTES:
            yield f"          and {len(promise.notes) - SHOWN_NOTES} more notes"
        if promise.way_on and not promise.kept:
            yield f"          {promise.way_on}"
    broken = sum(not promise.kept for promise in report.promises)
    yield (
        f"{broken} of {len(report.promises)} promises broken"
        if broken
        else f"all {len(report.promises)} promises kept"
    )
