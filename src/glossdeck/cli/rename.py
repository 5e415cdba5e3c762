"""`glossdeck rename`."""

from __future__ import annotations

from pathlib import Path

import click

from .identity import project_option, show, write_option
from .shared import now_s, progress_shown


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@write_option
@project_option
def command(old: str, new: str, write: bool, path: Path | None) -> int:
    """Give an entry another id; learners keep every review.

    OLD is the id of a term, point, question or contrast; where several entries share it,
    kind/id, deck/id or deck/kind/id. NEW is the new id, or deck/id to move the entry to
    another deck. The lock is changed at once; what the YAML needs is said, or done by --write.
    """
    from ..identitychange import one_project
    from ..renaming import rename_entry

    project = one_project(path, Path.cwd())
    with progress_shown() as progress:
        changed = rename_entry(project, old, new, now_s(), write=write, progress=progress)
    show(changed, f"{old} is now {new}")
    return 0
