"""`glossdeck build`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problem import UserError
from ..processes import cores
from .shared import allow_empty_option, now_s, paths_argument, progress_shown
from .watching import saves

if TYPE_CHECKING:
    from ..build import BuildResult


@click.command()
@paths_argument
@click.option(
    "--edition",
    "editions",
    multiple=True,
    metavar="NAME",
    help="Write only this edition; can be given several times.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Folder for the packages, in place of build/.",
)
@click.option(
    "--locked", is_flag=True, help="Change nothing and fail if glossdeck.lock would change; for CI."
)
@click.option(
    "--verify",
    "verified",
    is_flag=True,
    help="Replace the last built packages only when the real Anki shows that no "
    'learner of them is harmed. Needs: pip install "glossdeck[anki]"',
)
@allow_empty_option
@click.option(
    "--check/--no-check",
    "reviewed",
    default=None,
    help="Refuse cards in which `glossdeck check` finds errors, or do not; otherwise as "
    "`review` in glossdeck.yaml says.",
)
@click.option(
    "--watch",
    is_flag=True,
    help="Build again whenever a file is saved, until Ctrl-C. Needs: pip install "
    '"glossdeck[preview]"',
)
def command(
    paths: tuple[Path, ...],
    editions: tuple[str, ...],
    output: Path | None,
    locked: bool,
    verified: bool,
    allow_empty: bool,
    reviewed: bool | None,
    watch: bool,
) -> int:
    """Write the Anki packages of a project.

    Nothing is written when anything is wrong: all problems are listed, each at its line.
    """
    from ..api import build

    def built() -> int:
        with progress_shown() as progress:
            results = build(
                paths,
                editions=editions,
                output=output,
                locked=locked,
                verified=verified,
                allow_empty=allow_empty,
                reviewed=reviewed,
                processes=cores(),
                now_s=now_s(),
                progress=progress,
            )
        return _shown(results)

    if not watch:
        return built()
    for _ in saves(paths):
        try:
            built()
        except UserError as wrong:
            from ..report import print_problems

            print_problems(wrong.problems, to_stderr=True)
    return 0


def _shown(results: Sequence[BuildResult]) -> int:
    """Print what was built, and the exit status of it."""
    # Only now: what prints takes memory, and a large build has let go of its own by then.
    from ..report import print_problems, print_result

    for result in results:
        print_problems(result.problems, to_stderr=True)
    print_result(results)
    return 1 if any(result.failed for result in results) else 0
