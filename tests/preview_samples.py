"""Small projects and a served preview for the tests of `glossdeck.preview`."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.types import Receive, Scope, Send

from glossdeck.api import preview
from glossdeck.note import PackageContent
from glossdeck.package import package_bytes
from glossdeck.preview.live import Live
from glossdeck.preview.server import application, configuration, free_socket
from glossdeck.preview.session import Session

NOW_S = 1_700_000_000

SETTINGS = """\
namespace: preview-sample-1
theme: {theme}
editions:
  plain: {{title: Plain words, language: en}}
  full: {{title: Full text, language: en}}
"""

DECK = """\
deck:
  id: rivers
  title: {plain: Rivers, full: River science}
terms:
  - term: Delta
    definition: Land that a river builds where it slows down in standing water.
    example: The boat finds no channel, only mud islands between a hundred arms.
    tags: [week-1]
    contrast:
      - with: estuary
        difference: A delta grows out into the sea; the sea reaches into an estuary.
  - term: Estuary
    definition: A wide mouth where fresh and salt water mix with the tide.
    extra: {full: Mixing makes a gradient of salt.}
sections:
  - title: Running water
    terms: [delta]
    points:
      - Fast water carries ==sand::grain== and slow water drops ==clay==.
    questions:
      - ask: Why does a river drop its load at the mouth?
        answer: Because the water slows down.
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write text files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def small_project(folder: Path, theme: str = "default") -> Path:
    """Two editions, two terms, a contrast, a point and a question: 18 cards."""
    return write(folder, {"glossdeck.yaml": SETTINGS.format(theme=theme), "rivers.yaml": DECK})


def themed_project(folder: Path, tokens: str = "") -> Path:
    """The same with a theme of its own, on the default one."""
    small_project(folder, "look")
    return write(folder, {"look/theme.yaml": f"# our colours\nextends: default\n{tokens}"})


def large_project(folder: Path, terms: int, theme: str = "default", formulas: bool = False) -> Path:
    """Three cards for each term, with or without a formula in its definition."""
    lines = ["deck: {id: large, title: A large deck}", "terms:"]
    for number in range(terms):
        formula = rf", \(\sqrt{{x_{{{number}}}}} = \frac{{1}}{{2}}\)" if formulas else ""
        lines += [
            f"  - term: Notion {number}",
            f"    definition: What people mean by the thing in place {number} of a list{formula}",
            f"    example: Somebody sees item {number} and gives it a name",
        ]
    settings = f"namespace: preview-sample-3\ntheme: {theme}\n"
    return write(folder, {"glossdeck.yaml": settings, "large.yaml": "\n".join(lines) + "\n"})


def session_of(folder: Path) -> Session:
    """A session that has read its sources."""
    session = preview([folder], now_s=NOW_S)
    session.refresh()
    return session


def with_fields(session: Session, change: Callable[[str, str], str]) -> Session:
    """The same, but what comes into the packages is what `change` makes of each field.

    Parameters:
        change: takes a note's key and the field's HTML.
    """

    def package(content: PackageContent) -> bytes:
        notes = tuple(
            note._replace(fields=tuple(change(note.key, text) for text in note.fields))
            for note in content.notes
        )
        return package_bytes(replace(content, notes=notes))

    changed = Session(replace(session._tools, package=package))
    session.close()
    changed.refresh()
    return changed


@contextlib.contextmanager
def served(
    session: Session, editor: tuple[str, ...] | None = None, seen: list[str] | None = None
) -> Iterator[str]:
    """The address of a running preview, without a slash at its end.

    Parameters:
        seen: gets the method and address of every request that arrives.
    """
    listening = free_socket(0)
    port = listening.getsockname()[1]
    live = Live(session)
    app = application(live, port, editor)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and seen is not None:
            query = scope["query_string"].decode()
            seen.append(f"{scope['method']} {scope['path']}{'?' * bool(query)}{query}")
        await app(scope, receive, send)

    server = uvicorn.Server(configuration(watched))

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.should_exit:
            await asyncio.sleep(0.02)
        live.stop()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
