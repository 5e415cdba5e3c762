"""`glossdeck retire`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .identity import project_option, show, write_option
from .shared import now_s, progress_shown


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID...]")
@click.option(
    "--deck",
    "group",
    flag_value="deck",
    help="Retire whole decks: ID is a deck's. Of one that is gone no package is built any more.",
)
@click.option(
    "--edition",
    "group",
    flag_value="edition",
    help="Retire whole editions: ID is its name, or deck/edition for that of one deck.",
)
@click.option(
    "--gone",
    is_flag=True,
    help="Retire all that the YAML has no more, without IDs; what may only have another name now "
    "is left for you to decide.",
)
@click.option(
    "--at-once",
    is_flag=True,
    help="Leave the package with the next build and without a banner: for what no learner has yet.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the last built packages, in place of build/.",
)
@write_option
@project_option
def command(
    ids: tuple[str, ...],
    group: Literal["deck", "edition"] | None,
    gone: bool,
    at_once: bool,
    output: Path | None,
    write: bool,
    path: Path | None,
) -> int:
    """Retire entries: learners keep them, with a banner that says so.

    ID is as in `glossdeck rename`, or a whole key deck/edition/kind/id for a single note. A
    retired entry ships on with its last content for a year (`retire_after_days`), then leaves
    the package. Put back into the YAML, it is live again.
    """
    from ..identitychange import one_project
    from ..retiring import retire_entries

    if gone is bool(ids) or (gone and group):
        raise click.UsageError("give the IDs of what is to be retired, or --gone alone")
    project = one_project(path, Path.cwd())
    folder = output or project.output_folder(Path.cwd())
    with progress_shown() as progress:
        changed = retire_entries(
            project,
            ids,
            now_s(),
            folder,
            group=group,
            at_once=at_once,
            gone=gone,
            write=write,
            progress=progress,
        )
    named = f"{f'the {group} ' if group else ''}{', '.join(ids)}"
    show(changed, f"retired {'all that was gone' if gone else named}")
    return 0
