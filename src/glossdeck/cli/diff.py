"""`glossdeck diff`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .shared import format_option, now_s, progress_shown

if TYPE_CHECKING:
    from ..diff import Difference
    from ..problem import Problem


def _risks(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Names of risks, each once."""
    from ..decode import nearest
    from ..diff import RISKS

    names = [name.strip() for names in given for name in names.split(",") if name.strip()]
    for name in names:
        if name not in RISKS:
            raise click.BadParameter(f"there is no risk `{name}`: {nearest(name, tuple(RISKS))}")
    return tuple(dict.fromkeys(names))


@click.command()
@click.argument(
    "paths", nargs=-1, metavar="[OLD.apkg]... [PATH]...", type=click.Path(path_type=Path)
)
@click.option(
    "--to",
    "new",
    metavar="NEW.apkg",
    type=click.Path(path_type=Path),
    help="Compare OLD.apkg with this package, in place of the source.",
)
@format_option(
    ["text", "json", "markdown"], "For authors, for programs, or as release notes for learners."
)
@click.option(
    "--fail-on",
    "risks",
    multiple=True,
    metavar="RISK,...",
    callback=_risks,
    help="Exit with 1 if the release has one of: new-notes, updated-notes, "
    "retired-notes, left-notes, new-cards, empty-cards, dropped-gaps, cloze-moves, "
    "ignored-notes, note-type, looks, new-decks.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder of the last built packages, in place of build/.",
)
def command(
    paths: tuple[Path, ...],
    new: Path | None,
    form: str,
    risks: tuple[str, ...],
    output: Path | None,
) -> int:
    """Show what learners will see when they import the next release.

    Compares the source with OLD.apkg, a release that learners have, or with the last built
    packages. Nothing is written.
    """
    from ..report import print_problems

    old = tuple(path for path in paths if path.suffix.lower() == ".apkg")
    rest = tuple(path for path in paths if path not in old)
    if new and (len(old) != 1 or rest):
        raise click.UsageError("--to compares one package with another: OLD.apkg --to NEW.apkg")
    with progress_shown() as progress:
        if new:
            from ..comparing import compare_files

            changes = [compare_files(old[0], new)]
            problems: list[Problem] = []
        else:
            from ..api import diff

            changes, problems = diff(rest, old=old, output=output, now_s=now_s(), progress=progress)
    print_problems(problems, to_stderr=True)
    _print(changes, form)
    failed = [problem for change in changes for problem in _found(change, risks)]
    print_problems(failed, to_stderr=True)
    return 1 if failed or any(problem.is_error for problem in problems) else 0


def _print(changes: list[Difference], form: str) -> None:
    from ..report import console

    if form == "json":
        from ..difftext import as_json

        click.echo(as_json(changes))
    elif form == "markdown":
        from ..releasenotes import release_notes

        click.echo("\n".join(release_notes(change) for change in changes), nl=False)
    else:
        from ..difftext import text_lines

        for change in changes:
            for line in text_lines(change):
                console().print(line)


def _found(change: Difference, risks: tuple[str, ...]) -> Iterator[Problem]:
    from ..diff import RISKS
    from ..problem import error

    for name in risks:
        for what in RISKS[name](change):
            yield error(name, f"{change.new.title}: {what}")
