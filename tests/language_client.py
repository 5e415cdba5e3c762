"""What an editor asks of the YAML language server, over standard input and output."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from npm_packages import LANGUAGE_SERVER, installed, node

Answer = Any
"""JSON of the protocol."""

_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


class LanguageClient:
    """An editor with a folder open; lines and characters count from 0, as in the protocol."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last_id = 0
        self._said: list[Answer] = []

    def __enter__(self) -> LanguageClient:
        program = installed(LANGUAGE_SERVER) / "bin" / "yaml-language-server"
        self._server = subprocess.Popen(
            node(program, "--stdio"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=self._folder,
        )
        uri = self._folder.as_uri()
        folders = [{"uri": uri, "name": self._folder.name}]
        start = {"processId": None, "rootUri": uri, "capabilities": _CAPABILITIES}
        self._ask("initialize", {**start, "workspaceFolders": folders})
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._ask("shutdown", None)
        self._send({"method": "exit"})
        self._server.communicate(timeout=20)

    def open(self, name: str, text: str | None = None) -> list[Answer]:
        """Open a file, with other text than is on the disk if wanted; its diagnostics."""
        path = self._folder / name
        document = {
            "uri": path.as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": path.read_text(encoding="utf-8") if text is None else text,
        }
        self._said.clear()
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            for said in self._said:
                is_about = said.get("params", {}).get("uri") == path.as_uri()
                if said["method"] == "textDocument/publishDiagnostics" and is_about:
                    found: list[Answer] = said["params"]["diagnostics"]
                    return found
            self._receive()

    def completions(self, name: str, line: int, character: int) -> set[str]:
        """The keys and values that are offered at a place."""
        answer = self._ask("textDocument/completion", self._at(name, line, character))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"] for item in items}

    def hover(self, name: str, line: int, character: int) -> str:
        """What is explained at a place, as Markdown; empty for nothing."""
        answer = self._ask("textDocument/hover", self._at(name, line, character))
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, name: str, line: int, character: int) -> Answer:
        return {
            "textDocument": {"uri": (self._folder / name).as_uri()},
            "position": {"line": line, "character": character},
        }

    def _ask(self, method: str, params: Answer) -> Answer:
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._last_id and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: Answer) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        pipe = self._pipe(self._server.stdin)
        pipe.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        pipe.flush()

    def _receive(self) -> Answer:
        """The next message; questions of the server get the answer of an editor at its defaults."""
        pipe = self._pipe(self._server.stdout)
        length = 0
        while line := pipe.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server ended"
        message = json.loads(pipe.read(length))
        if "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items")
            answer = None if items is None else [self._setting(each["section"]) for each in items]
            self._send({"id": message["id"], "result": answer})
        elif "method" in message:
            self._said.append(message)
        return message

    @staticmethod
    def _setting(section: str) -> Answer:
        """No schemas are fetched from elsewhere: only what the files name themselves."""
        return {"schemaStore": {"enable": False}} if section == "yaml" else {}

    @staticmethod
    def _pipe(pipe: Any) -> BinaryIO:
        assert pipe is not None
        found: BinaryIO = pipe
        return found
