"""What `rename`, `retire` and `touch` share: their options, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..identitychange import Changed

Command = TypeVar("Command", bound=Callable[..., Any])

SHOWN_NOTES = 20


def project_option(command: Command) -> Command:
    """The project whose lock is changed."""
    return click.option(
        "--in",
        "path",
        metavar="PATH",
        type=click.Path(path_type=Path),
        help="A project or deck source; the project of this folder when left out.",
    )(command)


def write_option(command: Command) -> Command:
    """Whether the YAML is changed too."""
    return click.option(
        "--write", is_flag=True, help="Change the YAML too; comments and layout stay."
    )(command)


def show(changed: Changed, done: str) -> None:
    """What was done, which notes it was about, and what is left to do."""
    from ..textfile import shown_path

    click.echo(f"{shown_path(changed.lock_path)}: {done}")
    for key in changed.keys[:SHOWN_NOTES]:
        click.echo(f"  {key}")
    if len(changed.keys) > SHOWN_NOTES:
        click.echo(f"  and {len(changed.keys) - SHOWN_NOTES} more")
    if changed.kept:
        folder = shown_path(changed.kept[0].parent)
        click.echo(f"keeps its pictures in {folder}/; commit them with the lock")
    for path in changed.stale:
        click.echo(f"{shown_path(path)} has the old name: put it away once the new one is built")
    done_edits = [edit for edit in changed.edits if changed.edited and edit.change]
    if done_edits:
        click.echo("changed in the YAML:")
        for edit in done_edits:
            click.echo(f"  {edit}")
    todo = [edit for edit in changed.edits if edit not in done_edits]
    if todo:
        click.echo("to do in the YAML:")
        for edit in todo:
            click.echo(f"  {edit}")
    if changed.unread:
        click.echo("the source has errors: what it needs for this could not all be looked up")
        click.echo("next: glossdeck check")
    else:
        click.echo("next: glossdeck build")
