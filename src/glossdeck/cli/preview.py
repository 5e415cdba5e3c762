"""`glossdeck preview`."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from pathlib import Path

import click

from ..problem import UserError, error
from .shared import now_s, paths_argument, progress_shown


@click.command()
@paths_argument
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="NUMBER",
    help="Port on 127.0.0.1; any free one when left out.",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option(
    "--export",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write the page with all cards into one file, and stop.",
)
@click.option(
    "--screenshots",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write a PNG of each card, by day and night, and stop; needs Chromium.",
)
@click.option(
    "--card",
    "words",
    multiple=True,
    metavar="TEXT",
    help="With --screenshots: only cards whose key or text has this; can be given several times.",
)
@click.option(
    "--client",
    "clients",
    multiple=True,
    type=click.Choice(["desktop", "android", "iphone"]),
    help="With --screenshots: only as this program shows them; can be given several times.",
)
def command(
    paths: tuple[Path, ...],
    port: int,
    no_open: bool,
    file: Path | None,
    folder: Path | None,
    words: tuple[str, ...],
    clients: tuple[str, ...],
) -> int:
    """Show every card in the browser, as the real Anki renders it.

    Builds the packages, imports them into a throw-away collection and serves one page on
    127.0.0.1. Saving a YAML, HTML or CSS file shows the new cards at once. Nothing is written:
    neither packages nor the lock. Needs: pip install "glossdeck[preview]"
    """
    _require_extra()
    gc.enable()
    from ..api import preview
    from ..preview.running import export, photograph, serve

    with progress_shown() as progress:
        session = preview(paths, now_s=now_s(), progress=progress)
        try:
            if file is None and folder is None:
                return serve(session, port, not no_open, click.echo)
            if file is not None:
                progress("rendering every card")
                click.echo(export(session, file))
            if folder is not None:
                progress("photographing cards")
                click.echo(photograph(session, folder, words, clients))
        finally:
            session.close()
    return 0


def _require_extra() -> None:
    missing = [
        name for name in ("anki", "jinja2", "starlette", "uvicorn", "watchfiles")
        if find_spec(name) is None
    ]  # fmt: skip
    if missing:
        message = f"the preview needs {', '.join(missing)}, which is not installed"
        raise UserError(error("preview-missing", message, 'pip install "glossdeck[preview]"'))
