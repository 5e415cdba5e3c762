"""`glossdeck rename`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .identity import project_option, show, write_option
from .shared import now_s, progress_shown


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--deck", "group", flag_value="deck", help="Rename a whole deck: OLD and NEW are its ids."
)
@click.option(
    "--edition",
    "group",
    flag_value="edition",
    help="Rename a whole edition: OLD and NEW are its names.",
)
@write_option
@project_option
def command(
    old: str, new: str, group: Literal["deck", "edition"] | None, write: bool, path: Path | None
) -> int:
    """Give an entry another id; learners keep every review.

    OLD is the id of a term, point, question or contrast; where several entries share it,
    kind/id, deck/id or deck/kind/id. NEW is the new id, or deck/id to move the entry to
    another deck. The lock is changed at once; what the YAML needs is said, or done by --write.
    With --deck or --edition the YAML is yours to change.
    """
    from ..identitychange import one_project
    from ..renaming import rename_entry, rename_whole

    if group and write:
        raise click.UsageError(f"--write changes ids of entries; the name of a {group} is yours")
    project = one_project(path, Path.cwd())
    with progress_shown() as progress:
        if group:
            folder = project.output_folder(Path.cwd())
            changed = rename_whole(project, group, old, new, now_s(), folder, progress)
            show(changed, f"the {group} {old} is now {new}")
            return 0
        changed = rename_entry(project, old, new, now_s(), write=write, progress=progress)
    show(changed, f"{old} is now {new}")
    return 0
