"""What the command does with a session: serve it, write it into a file, photograph it."""

from __future__ import annotations

import asyncio
import os
import threading
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from ..problem import UserError, error
from ..staging import write_whole
from ..textfile import shown_path
from .editor import find_editor
from .session import Session


def serve(session: Session, port: int, opens: bool, say: Callable[[str], None]) -> int:
    """Serve until Ctrl-C. Mistakes in the sources are shown in the page and wait for a save.

    Raises:
        UserError: there is no project, or the port is taken.
    """
    folders = ", ".join(shown_path(watch.folder) for watch in session.watches)
    from .server import free_socket
    from .server import serve as serve_session

    try:
        listening = free_socket(port)
    except OSError as why:
        fix = "leave --port out, or choose another"
        message = f"port {port} cannot be used: {why.strerror}"
        raise UserError(error("port-taken", message, fix)) from None
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    def ready() -> None:
        say(f"preview at {url} (Ctrl-C stops)")
        if opens:
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def begun() -> None:
        view = session.view
        count = len(view.failures)
        mistakes = f"; {count} errors, shown in the page" if count else ""
        say(f"{len(view.catalogue.cards)} cards; watching {folders}{mistakes}")

    # Ctrl-C is how a preview ends, so it is no failure.
    with listening, suppress(KeyboardInterrupt):
        asyncio.run(serve_session(session, listening, ready, begun, find_editor(os.environ)))
    return 0


def export(session: Session, file: Path) -> str:
    """Write the page as one file. Raises UserError when there is an error in the sources."""
    from .export import export_html

    _begin(session)
    data = export_html(session).encode()
    write_whole(file, data)
    return f"wrote {file}: {len(session.view.catalogue.cards)} cards, {len(data) / 1e6:.1f} MB"


def photograph(session: Session, folder: Path, words: Sequence[str], clients: Sequence[str]) -> str:
    """Write pictures of cards. Raises UserError when Chromium is missing or no card fits."""
    from .screenshots import write_screenshots

    _begin(session)
    count = write_screenshots(session, folder, words, clients)
    return f"wrote {count} pictures to {folder}"


def _begin(session: Session) -> None:
    view = session.refresh()
    if view.failures:
        raise UserError(*view.failures)
    session.review()
