"""Runs the command line as a user would, in this process, with everything it says."""

from __future__ import annotations

import contextlib
import io
import sys
from dataclasses import dataclass
from unittest import mock

from glossdeck.cli import main


@dataclass(frozen=True)
class Result:
    """Exit status, standard output and standard error of one command."""

    status: int
    out: str
    err: str


def run(*words: str) -> Result:
    """Run `glossdeck` with these words."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.object(sys, "argv", ["glossdeck", *words]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
            status = 0
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
    return Result(status, out.getvalue(), err.getvalue())
