"""The server of the preview, on 127.0.0.1 only."""

from __future__ import annotations

import asyncio
import secrets
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from .answers import Answers
from .guard import Guard
from .live import Live
from .session import Session


def free_socket(port: int) -> socket.socket:
    """A socket on 127.0.0.1; any free port for 0. Raises OSError when the port is taken."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", port))
    except BaseException:
        taken.close()
        raise
    return taken


def application(live: Live, port: int, editor: tuple[str, ...] | None = None) -> Starlette:
    """The application, for requests to this port; it has a secret of its own."""
    secret = secrets.token_urlsafe(24)
    return Starlette(
        routes=Answers(live, secret, editor).routes(),
        middleware=[Middleware(Guard, port=port, secret=secret)],
        lifespan=lambda _app: live.running(),
    )


def configuration(app: ASGIApp) -> uvicorn.Config:
    """How the application is served."""
    return uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


async def serve(
    session: Session,
    listening: socket.socket,
    ready: Callable[[], None],
    begun: Callable[[], None],
    editor: tuple[str, ...] | None = None,
) -> None:
    """Serve until the person stops it.

    Parameters:
        ready: called once requests are answered.
        begun: called once there are cards, or the mistakes that keep them away.
    """
    live = Live(session, begun)
    config = configuration(application(live, listening.getsockname()[1], editor))
    loop = asyncio.get_running_loop()
    server = _Uvicorn(config, lambda: loop.call_soon_threadsafe(live.stop))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started and not task.done():
        await asyncio.sleep(0.005)
    if server.started:
        ready()
    await task


class _Uvicorn(uvicorn.Server):
    """Tells open pages of the end, since it waits for answers that never end by themselves."""

    def __init__(self, config: uvicorn.Config, stopping: Callable[[], object]) -> None:
        super().__init__(config)
        self._stopping = stopping

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._stopping()
