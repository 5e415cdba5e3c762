"""`glossdeck lock restore`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .identity import project_option
from .shared import now_s, progress_shown

if TYPE_CHECKING:
    from ..restoring import RestoredLock

SHOWN_NOTES = 20


@click.group()
def command() -> None:
    """Look after glossdeck.lock, which remembers what learners have."""


@command.command()
@click.argument(
    "packages", nargs=-1, required=True, metavar="FILE.apkg...", type=click.Path(path_type=Path)
)
@click.option("--force", is_flag=True, help="Replace a lock that is there.")
@project_option
def restore(packages: tuple[Path, ...], force: bool, path: Path | None) -> int:
    """Rebuild a lost lock from the last released packages.

    Give one package of each deck and edition. GUIDs, ids, dates, places and cloze numbers come
    back from them; which entry a note belongs to follows from its id, or from its text.
    """
    from ..identitychange import one_project
    from ..restoring import restore_lock

    project = one_project(path, Path.cwd())
    with progress_shown() as progress:
        done = restore_lock(project, packages, now_s(), force=force, progress=progress)
    _show(done)
    return 0


def _show(done: RestoredLock) -> None:
    from ..textfile import shown_path

    restored = done.restored
    click.echo(
        f"wrote {shown_path(done.path)}: {len(restored.lock.notes)} notes, "
        f"{len(restored.by_guid)} by their id, {len(restored.by_text)} by their text"
    )
    _list("found by their text; check that they are the same:", restored.by_text)
    _list("in no entry of the source; the next build asks about them:", restored.lost)
    _list("no package was given of:", tuple(f"{deck}, {edition}" for deck, edition in done.missing))
    if done.namespace_is_new:
        click.echo("the namespace was only in the lost lock: new notes get a new one")
    click.echo(
        "gone for good: dates of retirement (counted from today), what dropped gaps had asked, "
        "and names of the theme's slots"
    )
    click.echo("next: glossdeck diff, then glossdeck build")


def _list(title: str, lines: tuple[str, ...]) -> None:
    if lines:
        click.echo(title)
    for line in lines[:SHOWN_NOTES]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN_NOTES:
        click.echo(f"  and {len(lines) - SHOWN_NOTES} more")
