"""Time and memory of a whole process, as its user feels them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

KIB = 1024 if sys.platform != "darwin" else 1
"""Unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run; `seconds` of wall clock, `processor` of all cores, `peak` memory in bytes."""

    seconds: float
    processor: float
    peak: int


def run(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    fine: Collection[int] = (0,),
) -> Run:
    """Runs a command to its end.

    Parameters:
        fine: exit statuses that are none of a failure.

    Raises:
        RuntimeError: it failed; with what it wrote.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise RuntimeError(f"{' '.join(command)}\n{output.decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * KIB)
