"""`glossdeck init`."""

from __future__ import annotations

import re
from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Start a project that builds at once and explains itself.

    Existing files are never changed.
    """
    from ..identity import slug
    from ..lockfile import random_namespace
    from ..scaffold import start_project
    from ..textfile import shown_path

    name = folder.resolve().name or "glossary"
    title = " ".join(re.split(r"[-_\s]+", name)).strip().capitalize() or "Glossary"
    for path in start_project(folder, slug(name), title, random_namespace()):
        click.echo(f"wrote {shown_path(path)}")
    where = "" if folder.resolve() == Path.cwd() else f" {shown_path(folder)}"
    # Cards of the sample that were built once would be asked about when they are gone.
    sample = shown_path(folder / "glossary.yaml")
    click.echo(f"next: put your own terms into {sample}, then: glossdeck build{where}")
