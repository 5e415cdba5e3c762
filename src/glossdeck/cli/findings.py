"""How `check` and `theme check` tell what they found: the options, the forms, the exit status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from .shared import Command, format_option

if TYPE_CHECKING:
    from ..problem import Problem


def findings_options(command: Command) -> Command:
    """`--format` and `--strict`."""
    strict = click.option("--strict", is_flag=True, help="Warnings fail as errors do.")
    return format_option(
        ["text", "json", "github", "sarif"],
        "For people, for programs, as annotations, or for code scanning.",
    )(strict(command))


def exit_status(problems: Iterable[Problem], strict: bool) -> int:
    """1 when something was found that fails the command, else 0."""
    worst = ("error", "warning") if strict else ("error",)
    return 1 if any(problem.severity in worst for problem in problems) else 0


def print_findings(
    form: str, problems: Sequence[Problem], further: dict[str, Any] | None = None
) -> None:
    """Print problems on standard output.

    Parameters:
        form: one of those that `--format` offers.
        further: more keys of the JSON.
    """
    from .. import formats

    if form == "json":
        click.echo(formats.as_json(problems, further))
    elif form == "sarif":
        from ..sarif import as_sarif

        click.echo(as_sarif(problems))
    elif form == "github":
        if problems:
            click.echo(formats.as_github(problems))
    else:
        _print_text(problems)


def _print_text(problems: Sequence[Problem]) -> None:
    from ..report import print_problems

    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.location.path if problem.location else "", []).append(problem)
    for index, found in enumerate(by_file.values()):
        if index:
            click.echo()
        print_problems(found)
    if problems:
        click.echo()
    click.echo(_closing_line(problems, len(by_file.keys() - {""})))


def _closing_line(problems: Sequence[Problem], files: int) -> str:
    """`2 errors, 1 warning in 1 file` and where to read more, or that nothing was found."""
    from ..formats import counts
    from ..rules import BY_CODE

    found = counts(problems)
    names = {"error": "error", "warning": "warning", "info": "suggestion"}
    parts = [
        f"{number} {names[severity]}{'' if number == 1 else 's'}"
        for severity, number in found.items()
        if number
    ]
    if not parts:
        return "nothing to improve"
    said = ", ".join(parts)
    if files:
        said += f" in {files} file{'' if files == 1 else 's'}"
    explained = [problem for problem in problems if problem.rule in BY_CODE]
    weight = list(names)
    worst = min(explained, key=lambda problem: weight.index(problem.severity), default=None)
    rule = worst.rule if worst else ""
    more = f"\n`glossdeck rules {rule}` says why, and how to keep an entry as it is" if rule else ""
    return said + more
