"""Tells a command to work again whenever a source is saved."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click

from ..problem import UserError, error


def saves(paths: tuple[Path, ...]) -> Iterator[None]:
    """One at once, then one for each burst of saves, for ever.

    Raises UserError when the library for it is not installed, or there is no project.
    """
    if find_spec("watchfiles") is None:
        message = "watching files needs watchfiles, which is not installed"
        raise UserError(error("preview-missing", message, 'pip install "glossdeck[preview]"'))
    gc.enable()
    from watchfiles import watch

    from ..preview.watch import matters, watched
    from ..project import find_projects

    watches = [watched(project, Path.cwd()) for project in find_projects(paths, Path.cwd())]
    wanted = [matters(each) for each in watches]

    def is_source(change: object, name: str) -> bool:
        # The lock is ours: what a build remembers must not call for the next one.
        return not name.endswith(".lock") and any(each(change, name) for each in wanted)

    yield
    click.echo("watching for changes; Ctrl-C stops", err=True)
    folders = {each.folder for each in watches}
    for _ in watch(*folders, watch_filter=is_source, raise_interrupt=True):
        yield
