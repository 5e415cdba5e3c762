"""What several commands share: their paths argument, the clock, progress on a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ..problem import UserError, error

Command = TypeVar("Command", bound=Callable[..., Any])


def paths_argument(command: Command) -> Command:
    """Deck sources or projects; none for the project of the current folder."""
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))(
        command
    )


def format_option(forms: Sequence[str], meaning: str) -> Callable[[Command], Command]:
    """`--format`, with the form for people first."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=meaning,
    )


def allow_empty_option(command: Command) -> Command:
    """Whether a card may become empty that the author took out."""
    return click.option(
        "--allow-empty",
        is_flag=True,
        help="Accept that learners' cards become empty of which you took out the example or the "
        "direction; they delete them with Tools, Empty Cards.",
    )(command)


def now_s() -> int:
    """Time of this build in whole seconds; SOURCE_DATE_EPOCH when it is set.

    Raises UserError when SOURCE_DATE_EPOCH is no time.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return int(time.time())
    try:
        seconds = int(given)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= 253_402_300_799:
        message = f"SOURCE_DATE_EPOCH is `{given}`, not a time"
        fix = "set it to whole seconds since 1970, or unset it"
        raise UserError(error("source-date-epoch", message, fix))
    return seconds


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Says on the terminal what is being done, and nothing when nobody looks at one."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda text: status.update(text)
