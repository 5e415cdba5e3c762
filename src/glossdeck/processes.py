"""Work that is done side by side, in copies of this process.

A copy sees every object as it was, without a word being sent to it, and only what it finds is
sent back. So a reviewer that holds a hundred thousand cards can use all cores. Only Linux makes
such copies safely; elsewhere, and when a copy dies, this process does the work.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def cores() -> int:
    """How many processes can be at work at once; 1 where there are no copies."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def results(jobs: Sequence[Callable[[], T]], processes: int) -> Iterator[T]:
    """What each of some jobs returns, in their order, as soon as it is there.

    Parameters:
        jobs: they change nothing that others need.
        processes: copies at most; below 2 each job runs here when its result is asked for.
    """
    done = 0
    if min(processes, len(jobs)) > 1 and sys.platform == "linux":
        from concurrent.futures.process import BrokenProcessPool  # takes long, for small decks

        try:
            for result in _from_copies(jobs, min(processes, len(jobs))):
                done += 1
                yield result
        except (BrokenProcessPool, OSError, ImportError, NotImplementedError):
            pass  # no memory or semaphores for copies, or one was killed: the rest is done here
    yield from (job() for job in jobs[done:])


def _from_copies(jobs: Sequence[Callable[[], T]], processes: int) -> Iterator[T]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    _jobs[:] = jobs
    pool = ProcessPoolExecutor(processes, get_context("fork"), _end_quietly)
    try:
        # An interrupt amid a fork could be lost: it waits until all copies are made.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            waiting = [pool.submit(_run, number) for number in range(len(jobs))]
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for each in waiting:
            result: T = each.result()
            yield result
    finally:
        pool.shutdown(cancel_futures=True)
        _jobs.clear()


_jobs: list[Callable[[], Any]] = []
"""What copies find in their memory, as jobs cannot be sent."""


def _run(number: int) -> Any:
    return _jobs[number]()


def _end_quietly() -> None:
    """Ctrl-C reaches every process of a terminal: the first one says so, its copies just end."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
