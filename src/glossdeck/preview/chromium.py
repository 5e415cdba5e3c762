"""Chromium without a window, told what to do through two pipes: no driver and no port."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from ..problem import UserError, error

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--mute-audio",
    "--force-color-profile=srgb",
)
_PATIENCE_S = 5.0


def find_chromium(environ: Mapping[str, str]) -> str:
    """Path of the program, from GLOSSDECK_CHROMIUM or where it usually is.

    Raises:
        UserError: there is none, or this is Windows, where it cannot be given pipes.
    """
    wanted = environ.get("GLOSSDECK_CHROMIUM")
    found = (shutil.which(name) for name in ([wanted] if wanted else (*NAMES, _MAC)))
    path = next((each for each in found if each), None)
    if path is None or os.name == "nt":
        message = "screenshots need Chromium or Chrome, which is not installed"
        if os.name == "nt":
            message = "screenshots work on Linux and macOS only"
        fix = "install Chromium, or set GLOSSDECK_CHROMIUM to its path; or use --export"
        raise UserError(error("chromium-missing", message, fix))
    return path


@contextmanager
def chromium(path: str) -> Iterator[Chromium]:
    """A browser with one empty page, gone after the block. Raises UserError if it ends early."""
    with tempfile.TemporaryDirectory(prefix="glossdeck-chromium-") as folder:
        browser = Chromium(path, folder)
        try:
            browser.open_page()
            yield browser
        finally:
            browser.close()


class Chromium:
    """One browser; speaks the DevTools protocol, messages ended by a zero byte."""

    def __init__(self, path: str, folder: str) -> None:
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()

        def give_pipes() -> None:
            # Copies first: the two may already be 3 and 4, the other way round.
            ends = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        # As root Chromium does not start with its sandbox; the cards' own frames stay sandboxed.
        root = ("--no-sandbox",) if os.geteuid() == 0 else ()
        self._process = subprocess.Popen(  # noqa: S603 - the author's own browser
            [path, *_FLAGS, *root, f"--user-data-dir={folder}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=give_pipes,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer = b""
        self._count = 0
        self._page: str | None = None

    def open_page(self) -> None:
        """Makes the page that all further calls are about."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._page = attached["sessionId"]

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result. Raises UserError when the browser has gone."""
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._page:
            message["sessionId"] = self._page
        data = memoryview(json.dumps(message).encode() + b"\0")
        try:
            while data:
                data = data[os.write(self._out, data) :]
        except OSError:
            raise _ended() from None
        while True:
            answer = self._read()
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise _ended(f": {answer['error'].get('message', '')}")
                result: dict[str, Any] = answer["result"]
                return result

    def resize(self, width: int, height: int) -> None:
        """Size of the page in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip

    def run(self, expression: str) -> Any:
        """Value of a script in the page, awaited."""
        result = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in result:
            raise _ended(f": {result['exceptionDetails'].get('text', '')}")
        return result["result"].get("value")

    def picture(self) -> bytes:
        """The page as a PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def close(self) -> None:
        """Ends the browser."""
        self._page = None
        with suppress(OSError):
            os.write(self._out, b'{"id":0,"method":"Browser.close"}\0')
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._out)
        os.close(self._in)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            part = os.read(self._in, 1 << 20)
            if not part:
                raise _ended()
            self._buffer += part
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


def _ended(why: str = "") -> UserError:
    fix = "start it by hand to see why, or use --export"
    return UserError(error("chromium-failed", f"Chromium ended{why}", fix))
