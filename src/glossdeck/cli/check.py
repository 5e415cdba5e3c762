"""`glossdeck check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problem import UserError
from ..processes import cores
from .findings import exit_status, findings_options, print_findings
from .shared import now_s, paths_argument, progress_shown

if TYPE_CHECKING:
    from ..problem import Problem
    from ..summary import Summary


@click.command()
@paths_argument
@findings_options
@click.option(
    "--select",
    "rules",
    multiple=True,
    metavar="RULE",
    help="Run only this rule; can be given several times.",
)
@click.option(
    "--ignore",
    "without",
    multiple=True,
    metavar="RULE",
    help="Do not run this rule; can be given several times.",
)
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Review only this edition; can be given several times.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="First correct in the YAML what has one right form; shows a diff and asks.",
)
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option(
    "--summary",
    "summed",
    is_flag=True,
    help="Add coverage, reading level, confusable pairs and kinds of cards.",
)
def command(
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    editions: tuple[str, ...],
    fix: bool,
    yes: bool,
    summed: bool,
) -> int:
    """Validate and review what learners will see.

    Every mistake and every card that could be better is told at its line, with what to do.
    `glossdeck rules` lists what is looked at. Exit status 1: errors, or with --strict warnings.
    """
    from ..api import check
    from ..checking import check_rules

    try:
        check_rules((*rules, *without))
    except UserError as wrong:
        first = wrong.problems[0]
        raise click.UsageError(f"{first.message}: {first.fix}") from None
    if fix:
        _fix(paths, yes)
    with progress_shown() as progress:
        results = check(
            paths,
            now_s=now_s(),
            rules=rules,
            without=without,
            editions=editions,
            processes=cores(),
            progress=progress,
        )
    problems = [problem for result in results for problem in result.problems]
    found = [each for result in results for each in result.summaries()] if summed else []
    _print(form, problems, found)
    return exit_status(problems, strict)


def _fix(paths: tuple[Path, ...], yes: bool) -> None:
    """Show what would be corrected, ask, and correct it. The diff goes to standard error, so
    that standard output is the report alone."""
    from ..fixes import fix_project, write_fixed
    from ..project import find_projects

    fixed = [each for project in find_projects(paths, Path.cwd()) for each in fix_project(project)]
    if not fixed:
        click.echo("nothing to fix", err=True)
        return
    for file in fixed:
        click.echo(file.diff(), err=True, nl=False)
    places = sum(file.count for file in fixed)
    question = f"correct {places} place{'' if places == 1 else 's'}?"
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("nothing was changed: add --yes to --fix where nobody can be asked")
    if yes or click.confirm(question, err=True):
        write_fixed(fixed)
        click.echo(f"corrected {places} place{'' if places == 1 else 's'}", err=True)


def _print(form: str, problems: list[Problem], found: Sequence[Summary]) -> None:
    from ..summary import as_text, as_values

    further = {"summary": [as_values(each) for each in found]} if found else None
    print_findings(form, problems, further)
    if form == "text":
        for each in found:
            click.echo("\n" + "\n".join(as_text(each)))
