"""`glossdeck retire`."""

from __future__ import annotations

from pathlib import Path

import click

from .identity import project_option, show, write_option
from .shared import now_s, progress_shown


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the last built packages, in place of build/.",
)
@write_option
@project_option
def command(ids: tuple[str, ...], output: Path | None, write: bool, path: Path | None) -> int:
    """Retire entries: learners keep them, with a banner that says so.

    ID is as in `glossdeck rename`, or a whole key deck/edition/kind/id for a single note. A
    retired entry ships on with its last content for a year (`retire_after_days`), then leaves
    the package. Put back into the YAML, it is live again.
    """
    from ..identitychange import one_project
    from ..retiring import retire_entries

    project = one_project(path, Path.cwd())
    folder = output or project.output_folder(Path.cwd())
    with progress_shown() as progress:
        changed = retire_entries(project, ids, now_s(), folder, write=write, progress=progress)
    show(changed, f"retired {', '.join(ids)}")
    return 0
