"""`glossdeck touch`."""

from __future__ import annotations

from pathlib import Path

import click

from .identity import project_option, show
from .shared import now_s, progress_shown


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Choose the notes with this tag or one below it; can be given several times.",
)
@click.option("--all", "every", is_flag=True, help="Choose every note.")
@project_option
def command(ids: tuple[str, ...], tags: tuple[str, ...], every: bool, path: Path | None) -> int:
    """Send notes again, though their content is the same.

    Anki does not take a correction of a note that the learner edited or tagged after the
    correction was built. Touched notes are newer than that edit: the next release updates
    them for everyone, and replaces what learners wrote in them.
    """
    from ..identitychange import one_project
    from ..touching import touch_notes

    if not (ids or tags or every):
        raise click.UsageError("name entries, or choose notes with --tag or --all")
    project = one_project(path, Path.cwd())
    with progress_shown() as progress:
        changed = touch_notes(project, ids, now_s(), tags=tags, every=every, progress=progress)
    count = len(changed.keys)
    show(changed, f"{count} {'note' if count == 1 else 'notes'} will be sent again")
    return 0
