"""`glossdeck schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from ..problem import UserError

if TYPE_CHECKING:
    from ..schema import FileKind


@click.command()
@click.argument(
    "kind", metavar="[deck|project]", default="deck", type=click.Choice(["deck", "project"])
)
@click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Whose theme's fields to add; the project of this folder when left out.",
)
def command(kind: str, folder: Path | None) -> None:
    """Print the JSON Schema of deck sources or of glossdeck.yaml, for editors.

    Save it and name it in the first line of a file:

    # yaml-language-server: $schema=deck.schema.json
    """
    from ..schema import schema

    slots = _slots(folder)
    made = schema(cast("FileKind", kind), slots)
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))


def _slots(folder: Path | None) -> dict[str, tuple[str, ...]]:
    """The fields of the project's themes; none outside of a project."""
    from ..load import theme_fields
    from ..project import find_projects

    try:
        projects = find_projects((folder,) if folder else (), Path.cwd())
    except UserError:
        if folder is not None:
            raise
        return {}
    return theme_fields(projects[0])
