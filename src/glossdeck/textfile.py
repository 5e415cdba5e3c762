"""Text files as they come from authors: UTF-8 or a clear word about what they are instead."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from .problem import Location, Place, Problem, error

MAX_BYTES = 32 * 1024 * 1024
"""A glossary of 40,000 terms has about 30 MB; a larger file is a mistake or an attack."""


def read_text(path: Path, name: str, max_bytes: int = MAX_BYTES) -> tuple[str, Problem | None]:
    """The text of a file, or why there is none."""
    try:
        if path.is_dir():
            return "", at_top(name, "not-a-file", "this is a folder, not a file", "name a file")
        if path.exists() and not path.is_file():
            return "", at_top(name, "not-a-file", "this is a device or pipe", "name a file")
        if path.stat().st_size > max_bytes:
            size = f"the file has more than {max_bytes // 1024**2} MB"
            return "", at_top(name, "too-large", size, "split it into several files of a folder")
        data = path.read_bytes()
    except FileNotFoundError:
        return "", at_top(name, "no-such-file", "there is no such file", "check the path")
    except (OSError, ValueError) as why:
        reason = getattr(why, "strerror", None) or str(why)
        return "", at_top(name, "unreadable", f"the file cannot be read: {reason}", _RIGHTS_FIX)
    return _decoded(data, name)


_RIGHTS_FIX = "check the file's permissions and the disk"


def _decoded(data: bytes, name: str) -> tuple[str, Problem | None]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(data[:_FEW]):
        message = "the file is UTF-16, not UTF-8"
        return "", at_top(name, "not-utf8", message, _UTF8_FIX)
    try:
        text = data.decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text, None
    except UnicodeDecodeError as why:
        good = data[: why.start].decode("utf-8")
        line = good.count("\n") + 1
        column = len(good) - (good.rfind("\n") + 1) + 1
        shown = data[why.start : why.start + 60].split(b"\n")[0].decode("latin-1")
        text = good.rsplit("\n", 1)[-1] + shown
        message = f"the file is not UTF-8: byte 0x{data[why.start]:02x} begins no character"
        location = Location(name, line, column, column + 1, text)
        return "", replace(error("not-utf8", message, _UTF8_FIX), location=location)


_FEW = 64


def _is_wide(start: bytes) -> bool:
    """Whether every other byte is zero, as in UTF-16 without a mark."""
    return len(start) > 3 and (not any(start[1::2]) or not any(start[::2]))


_UTF8_FIX = "save it as UTF-8 (in most editors: Save with Encoding)"


def at_top(name: str, rule: str, message: str, fix: str) -> Problem:
    """A problem with a file as a whole."""
    return replace(error(rule, message, fix, Place(name)), location=Location(name, 1, 1, 1))


def line_of(text: str, line: int) -> str:
    """The line with this number, counted from 1, without its end."""
    lines = text.split("\n", line)
    return lines[line - 1] if 0 < line <= len(lines) else ""


def shown_path(path: Path) -> str:
    """A path as the author would write it: relative to the current folder when inside it."""
    absolute = Path(os.path.abspath(path))
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return str(path)
