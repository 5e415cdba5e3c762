"""What the server answers: the page, its cards and media, and the two things that change files."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from ..problem import Location, UserError
from . import page
from .editor import open_editor
from .live import Live
from .mathjax import find_mathjax, formula_page
from .state import cards_state, state
from .tokens import save_tokens

_KEPT = {"cache-control": "private, max-age=3600"}

MOST_CARDS = 200
"""Cards in one answer; the page asks for those that come into view."""

_PAGE_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FORMULA_CSP = (
    "default-src 'none'; script-src {}; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts"
)
"""For the frame in which MathJax runs: its own scripts and the styles it writes, nothing else."""
_FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def card_csp(host: str) -> str:
    """For frames with cards: styles, media of this package and fonts of formulas; nothing else,
    from nowhere."""
    media = f"http://{host}/media/"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {media} data:;"
        f" font-src {media} http://{host}/formulas/ data:; media-src {media} data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin"
    )


class Answers:
    """Answers from one session.

    Parameters:
        secret: what pages must send with a request that changes something.
        editor: the author's editor, if there is one that can be opened.
    """

    def __init__(self, live: Live, secret: str, editor: tuple[str, ...] | None) -> None:
        self._live = live
        self._secret = secret
        self._editor = editor

    def routes(self) -> list[Route]:
        """All addresses; everything but the last two only reads."""
        return [
            Route("/", self.page),
            Route("/page.js", _text(page.script, "text/javascript")),
            Route("/page.css", _text(page.style, "text/css")),
            Route("/state", self.state),
            Route("/cards", self.cards),
            Route("/place", self.place),
            Route("/events", self.events),
            Route("/formulas", self.formulas),
            Route("/formulas/{name}", self.formula_font),
            Route("/media/", _shell),
            Route("/media/{name}", self.media),
            Route("/tokens", self.save, methods=["POST"]),
            Route("/open", self.open, methods=["POST"]),
        ]

    async def page(self, _request: Request) -> Response:
        """The page, with what is to be listed in it."""
        session = {"secret": self._secret, "editor": self._editor is not None}
        html = page.served_page(self._values(), session)
        return HTMLResponse(html, headers={"content-security-policy": _PAGE_CSP})

    async def state(self, _request: Request) -> Response:
        """What is to be listed, after a change."""
        return JSONResponse(self._values())

    def _values(self) -> dict[str, Any]:
        # A view never changes, so it can be read while the next one is being made.
        return state(self._live.session.view, self._live.session.anki)

    async def cards(self, request: Request) -> Response:
        """Rendered cards; 409 when the page asks for those of an older state."""
        revision = _number(request.query_params.get("revision", ""))
        wanted = [_number(word) for word in request.query_params.get("cards", "").split(",")]
        if revision is None or None in wanted or len(wanted) > MOST_CARDS:
            return _refused("no such cards", 400)
        cards = await self._live.do(self._live.session.cards, revision, wanted)
        if cards is None:
            return _refused("the cards have changed since", 409)
        return JSONResponse(cards_state(cards))

    async def place(self, request: Request) -> Response:
        """File and line of a card."""
        card = _number(request.query_params.get("card", ""))
        where = await self._live.do(self._live.session.location, -1 if card is None else card)
        if where is None:
            return _refused("no such card in the sources", 404)
        return JSONResponse({"path": where.path, "line": where.line})

    async def media(self, request: Request) -> Response:
        """A file of the package, as Anki has it."""
        path = self._live.session.view.media.get(request.path_params["name"])
        if path is None:
            return _refused("no such file in the package", 404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return FileResponse(path, media_type=kind, headers={"content-security-policy": _FILE_CSP})

    async def formulas(self, _request: Request) -> Response:
        """The page in which formulas are typeset; asked for when a card has one."""
        mathjax = find_mathjax()
        if mathjax is None:
            return _refused("MathJax is not installed", 404)
        made = await run_in_threadpool(formula_page, mathjax)
        csp = _FORMULA_CSP.format(" ".join(made.hashes))
        return HTMLResponse(made.html, headers={"content-security-policy": csp})

    async def formula_font(self, request: Request) -> Response:
        """A font of formulas."""
        mathjax = find_mathjax()
        path = mathjax.fonts.get(request.path_params["name"]) if mathjax else None
        if path is None:
            return _refused("no such font", 404)
        return FileResponse(path, media_type="font/woff", headers=_KEPT)

    async def events(self, _request: Request) -> Response:
        """A word for every change, for as long as the page is open."""
        return StreamingResponse(self._live.words(), media_type="text/event-stream")

    async def save(self, request: Request) -> Response:
        """Changed tokens, into the theme's own file."""
        given = await _body(request)
        values = given.get("tokens") if given else None
        if not isinstance(values, dict) or not all(map(_is_pair, values.values())):
            return _refused("this is no list of tokens", 400)
        wanted = {str(name): (pair[0], pair[1]) for name, pair in values.items()}
        theme = str(given.get("theme", "")) if given else ""
        try:
            path = await self._live.do(save_tokens, self._live.session.view, theme, wanted)
        except UserError as wrong:
            return _refused("; ".join(problem.message for problem in wrong.problems), 409)
        return JSONResponse({"saved": str(path)})

    async def open(self, request: Request) -> Response:
        """The line of a card or a problem, in the author's editor."""
        given = await _body(request)
        if self._editor is None:
            return _refused("no editor is set", 400)
        where = await self._location(given or {})
        if where is None:
            return _refused("no such place in the sources", 404)
        try:
            open_editor(self._editor, Path(where.path), where.line)
        except OSError as why:
            return _refused(f"the editor did not start: {why.strerror}", 500)
        return JSONResponse({"opened": f"{where.path}:{where.line}"})

    async def _location(self, given: dict[str, Any]) -> Location | None:
        """The place of a card, of a problem, or of what keeps the cards from being shown."""
        view = self._live.session.view
        for name, problems in (("problem", view.catalogue.problems), ("failure", view.failures)):
            at = given.get(name)
            if isinstance(at, int) and 0 <= at < len(problems):
                return problems[at].location
        card = given.get("card")
        if not isinstance(card, int):
            return None
        return await self._live.do(self._live.session.location, card)


def _text(content: Callable[[], str], kind: str) -> Callable[[Request], Any]:
    async def answer(_request: Request) -> Response:
        return Response(content(), media_type=kind)

    return answer


async def _shell(request: Request) -> Response:
    csp = card_csp(request.headers["host"])
    return HTMLResponse(page.SHELL, headers={"content-security-policy": csp, **_KEPT})


async def _body(request: Request) -> dict[str, Any] | None:
    try:
        given = json.loads(await request.body())
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _refused(message: str, status: int) -> Response:
    return JSONResponse({"message": message}, status)
