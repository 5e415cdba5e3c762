"""Who may talk to the server: pages that it served itself, and nobody else.

A site elsewhere can make a browser send requests to 127.0.0.1, under a name of its own (DNS
rebinding) or as a picture or form. Such requests carry a foreign Host, Origin or
Sec-Fetch-Site and are refused before anything is looked up.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECRET_HEADER = "x-glossdeck-secret"  # noqa: S105 - the name of the header

_ALWAYS: Mapping[str, str] = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
    "cache-control": "no-store",
}


class Guard:
    """Lets own requests through; adds the headers that every answer has.

    Parameters:
        port: of this server.
        secret: must come with every request that changes something.
    """

    def __init__(self, app: ASGIApp, port: int, secret: str) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode(), value.encode())
                    for name, value in _ALWAYS.items()
                    if name.encode() not in given
                ]
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        app = PlainTextResponse(refusal, 403) if refusal else self._app
        await app(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> str:
        host = headers.get("host", "")
        if host not in self._hosts:
            return "this server answers only under its own name"
        origin = headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return "this server answers only its own page"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "this server answers only its own page"
        if method in ("GET", "HEAD"):
            return ""
        given = headers.get(SECRET_HEADER, "")
        if method != "POST" or not hmac.compare_digest(given.encode(), self._secret.encode()):
            return "the page is older than the server; reload it"
        return ""
