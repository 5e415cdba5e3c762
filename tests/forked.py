"""The real command line in processes of its own, many times a second.

A server process imports glossdeck once; each command then runs in a fresh child that is forked
from it, through `glossdeck.cli.main` as always, and can be killed like any other process. Only
the half second in which Python imports modules is saved.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from commands import run

WARM_UP = """
deck: {id: warm, title: Warm}
terms:
  - term: A
    definition: Before the second letter of its kind.
    cloze: In most alphabets the ==first== letter is a vowel.
"""


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status, or minus the signal that killed it; and what it
    said on standard error."""

    status: int
    seconds: float
    err: str = ""


def import_everything() -> None:
    """What a build imports when it runs, so that children need not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "warm.yaml").write_text(WARM_UP)
        assert run("build", f"{folder}/warm.yaml", "--output", f"{folder}/build").status == 0


def run_forked(
    folder: Path,
    *words: str,
    kill_after_s: float | None = None,
    sign: int = signal.SIGKILL,
    user: int = 0,
) -> Ended:
    """Run `glossdeck` with these words in a folder; send it a signal after some time.

    The child has the environment of this process; standard output goes nowhere.

    Parameters:
        user: id of the user to become, if this process may.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        child = os.fork()
        if child == 0:
            _become_command(folder, words, said.fileno(), user)
        status = _wait(child, began, kill_after_s, sign)
        seconds = time.monotonic() - began
        said.seek(0)
        return Ended(os.waitstatus_to_exitcode(status), seconds, said.read())


def _wait(child: int, began: float, kill_after_s: float | None, sign: int) -> int:
    """The status of a child that may be sent a signal before it ends by itself."""
    if kill_after_s is not None:
        while time.monotonic() - began < kill_after_s:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return status
            time.sleep(0.0002)
        os.kill(child, sign)
    return os.waitpid(child, 0)[1]


def _become_command(folder: Path, words: tuple[str, ...], said: int, user: int) -> None:
    status = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream, target in ((0, nowhere), (1, nowhere), (2, said)):
            os.dup2(target, stream)
        if user and not os.getuid():
            os.setgid(user)
            os.setuid(user)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
        os.chdir(folder)
        sys.argv = ["glossdeck", *words]
        from glossdeck.cli import main

        main()
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 1
    except KeyboardInterrupt:
        status = 130
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)
