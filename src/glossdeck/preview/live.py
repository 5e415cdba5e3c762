"""A session that watches its sources and tells open pages of every change."""

from __future__ import annotations

import asyncio
import contextlib
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from ..problem import error
from .session import Session
from .watch import Watched, saves

Result = TypeVar("Result")

_REST_S = 0.4
"""Rest after a refresh before the review, so that cards come first."""


class Live:
    """Everything that touches the session runs on one thread, one after the other; only the
    review runs beside it."""

    def __init__(self, session: Session, begun: Callable[[], None] = lambda: None) -> None:
        """`begun` is called once the sources have been read for the first time."""
        self.session = session
        self._begun = begun
        self._worker = ThreadPoolExecutor(1, "preview")
        self._reviewer = ThreadPoolExecutor(1, "review")
        self._listeners: set[asyncio.Queue[str]] = set()
        self._stopping = asyncio.Event()

    async def do(self, work: Callable[..., Result], *values: Any) -> Result:
        """Call something on the session's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *values)

    async def refresh(self) -> None:
        """Read the sources again and tell every open page."""
        try:
            await self.do(self.session.refresh)
        except Exception as bug:
            # A mistake of ours must not end the watching: the next save may be fine again.
            traceback.print_exception(bug)
            message = f"glossdeck itself failed: {type(bug).__name__}: {bug}"
            fix = "the terminal has the details; please report them"
            self.session.fail(error("internal", message, fix))
        self._tell()

    async def review(self) -> None:
        """Add what `check` says, beside the rendering of cards."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._reviewer, self.session.review)
        self._tell()

    async def words(self) -> AsyncIterator[str]:
        """The stamp of the view, now and after every change, as server-sent events."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        stopping = asyncio.create_task(self._stopping.wait())
        getting: asyncio.Task[str] | None = None
        try:
            word = str(self.session.view.stamp)
            while not stopping.done():
                yield f"data: {word}\n\n"
                getting = asyncio.create_task(queue.get())
                await asyncio.wait({getting, stopping}, return_when=asyncio.FIRST_COMPLETED)
                word = getting.result() if getting.done() else ""
        finally:
            for task in (stopping, getting):
                if task is not None:
                    task.cancel()
            self._listeners.discard(queue)

    def stop(self) -> None:
        """End the events of all open pages."""
        self._stopping.set()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch until the block ends, then close the session."""
        tasks = [asyncio.create_task(self._watch(each)) for each in self.session.watches]
        tasks.append(asyncio.create_task(self._begin()))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._reviewer.shutdown(cancel_futures=True)
            await self.do(self.session.close)
            self._worker.shutdown()

    def _tell(self) -> None:
        for queue in self._listeners:
            queue.put_nowait(str(self.session.view.stamp))

    async def _begin(self) -> None:
        """The page is there before the cards, so that the browser starts while we read."""
        if self.session.view.stamp == 0:
            await self.refresh()
        self._begun()
        await self._after()

    async def _watch(self, watch: Watched) -> None:
        after: asyncio.Task[None] | None = None
        try:
            async for _ in saves(watch):
                if after is not None:
                    after.cancel()
                await self.refresh()
                after = asyncio.create_task(self._after())
        finally:
            if after is not None:
                after.cancel()

    async def _after(self) -> None:
        """What can wait until the cards are on the screen."""
        await asyncio.sleep(_REST_S)
        await self.review()
        await self.do(self.session.prepare)
