"""`glossdeck theme`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .findings import exit_status, findings_options, print_findings

if TYPE_CHECKING:
    from ..problem import Problem

AA, AAA = 4.5, 7.0


@click.group()
def command() -> None:
    """Change how cards look and what they ask."""


@command.command("list")
def list_() -> None:
    """List the themes that ship."""
    from ..theme import load_theme
    from ..themelayers import shipped_themes

    names = shipped_themes()
    width = max(map(len, names))
    for name in names:
        theme, _ = load_theme(name, Path.cwd())
        if theme is not None:
            click.echo(f"{name:<{width}}  {theme.layers[0].settings.description or ''}")
    click.echo("\n`glossdeck theme copy NAME FOLDER` starts one of your own.")


@command.command()
@click.argument("name")
@click.argument("folder", default="theme", type=click.Path(path_type=Path))
@click.option(
    "--only",
    multiple=True,
    metavar="FILE",
    help="Copy only this file, as in style.css or term/definition.back.html; can be "
    "given several times. The rest goes on coming from the theme.",
)
def copy(name: str, folder: Path, only: tuple[str, ...]) -> None:
    """Start a theme of your own in FOLDER from one that ships.

    Without --only all files are copied. Name the folder in glossdeck.yaml, as in
    `theme: theme`. Existing files are never changed.
    """
    from ..decode import nearest
    from ..textfile import shown_path
    from ..theme import load_theme
    from ..themecopy import copy_theme
    from ..themelayers import shipped_themes

    names = shipped_themes()
    theme, _ = load_theme(name, Path.cwd()) if name in names else (None, ())
    if theme is None:
        raise click.UsageError(f"there is no theme `{name}`: {nearest(name, names)}")
    for path in copy_theme(theme, folder, only):
        click.echo(f"wrote {shown_path(path)}")
    click.echo(_next(folder))


def _next(folder: Path) -> str:
    """What to do with a theme that was copied into a folder."""
    from ..problem import UserError
    from ..textfile import shown_path

    try:
        used = {(base / name).resolve() for name, base, _ in _chosen(())}
    except UserError:  # there is no project yet, or it is not in order
        used = set()
    if folder.resolve() in used:
        return "next: edit it, and see it in `glossdeck preview`"
    return f"next: write `theme: {shown_path(folder)}` into glossdeck.yaml"


@command.command()
@click.argument("names", nargs=-1, metavar="[THEME]...")
@findings_options
@click.option("--aaa", is_flag=True, help="Ask for the contrast of WCAG AAA, 7 to 1.")
def check(names: tuple[str, ...], form: str, strict: bool, aaa: bool) -> int:
    """Check themes: by name, by folder, or all that the project uses.

    Templates as Anki reads them, style sheets, and how cards look in the end, by day and by
    night, on the desktop and on phones.
    """
    problems = [
        problem
        for name, folder, editions in _chosen(names)
        for problem in _problems(name, folder, AAA if aaa else AA, editions)
    ]
    problems = list(dict.fromkeys(problems))
    print_findings(form, problems)
    return exit_status(problems, strict)


def _chosen(names: tuple[str, ...]) -> list[tuple[str, Path, dict[str, str]]]:
    """Themes, the folders that their paths start from, the languages of their editions."""
    if names:
        return [(name, _base(name), {}) for name in names]
    from ..project import find_projects

    chosen = []
    for project in find_projects((), Path.cwd()):
        used = [project.settings.theme]
        used += [each.theme for each in project.settings.editions.values() if each.theme]
        chosen += [
            (name, project.folder, project.editions_with(name)) for name in dict.fromkeys(used)
        ]
    return chosen


def _base(name: str) -> Path:
    """The folder beside which the theme below may lie."""
    path = Path(name).resolve()
    return path.parent if path.is_dir() and not path.is_relative_to(Path.cwd()) else Path.cwd()


def _problems(name: str, folder: Path, contrast: float, editions: dict[str, str]) -> list[Problem]:
    from ..theme import load_theme
    from ..themecheck import check_templates, check_theme

    theme, problems = load_theme(name, folder)
    if theme is None:
        return list(problems)
    if any(problem.is_error for problem in problems):  # its looks would be those of another theme
        return [*problems, *check_templates(theme)]
    return [*problems, *check_theme(theme, contrast, editions)]
