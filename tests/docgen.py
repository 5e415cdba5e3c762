"""The generated parts of the documents: every `--help`, and every key of the YAML.

A part stands between `<!-- generated: name -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from glossdeck.cli import COMMANDS, cli
from glossdeck.document import (
    Contrast,
    DeckFile,
    DeckInfo,
    Origin,
    Point,
    Question,
    Reference,
    Section,
    Term,
)
from glossdeck.edition import EditionSettings
from glossdeck.project import ProjectSettings

DOCS = Path(__file__).parent.parent / "src" / "glossdeck" / "docs"
_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.S)
MODELS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The top level of a deck file", DeckFile),
    ("`deck`", DeckInfo),
    ("`deck.source`", Origin),
    ("An item of `references`", Reference),
    ("An item of `terms`", Term),
    ("An item of `contrast`", Contrast),
    ("An item of `sections`", Section),
    ("An item of `points`", Point),
    ("An item of `questions`", Question),
    ("`glossdeck.yaml`", ProjectSettings),
    ("An edition in `glossdeck.yaml`", EditionSettings),
)


def filled(text: str) -> str:
    """A document with its generated parts as they should be."""
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part[2]]()}\n{part[3]}", text)


def keys() -> str:
    """A table for each model."""
    return "\n".join(line for title, model in MODELS for line in _table(title, model))


def _table(title: str, model: type[BaseModel]) -> Iterator[str]:
    yield from (f"### {title}", "", "| key | meaning |", "|---|---|")
    for name, info in model.model_fields.items():
        needed = " **Needed.**" if info.is_required() else ""
        yield f"| `{info.alias or name}` | {info.description}{needed} |"
    yield ""


def commands() -> str:
    """The help of every command and subcommand."""
    return "\n".join(
        _help("glossdeck", cli, click.Context(cli, info_name="glossdeck", **cli.context_settings))
    )


def _help(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    yield from (f"## {name}", "", "```text", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        names: Any = COMMANDS if command is cli else command.list_commands(context)
        for inner in names:
            below = command.get_command(context, inner)
            assert below is not None
            inside = click.Context(below, info_name=inner, parent=context)
            inside.max_content_width = 80
            yield from _help(f"{name} {inner}", below, inside)


PARTS = {"keys": keys, "commands": commands}
