"""Opens a file at a line in the author's editor, where it is one that has a window."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_COLON = ("{file}:{line}",)
_GOTO = ("--goto", "{file}:{line}")
_PLUS = ("+{line}", "{file}")
_LINE = ("--line", "{line}", "{file}")

EDITORS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": _GOTO,
        "code-insiders": _GOTO,
        "codium": _GOTO,
        "cursor": _GOTO,
        "subl": _COLON,
        "zed": _COLON,
        "zeditor": _COLON,
        "mate": _LINE,
        "kate": _LINE,
        "idea": _LINE,
        "pycharm": _LINE,
        "gedit": _PLUS,
        "gvim": _PLUS,
        "emacsclient": ("--no-wait", *_PLUS),
    }
)
"""How each is told the line. Editors of the terminal are left out: it is ours while we run."""


def find_editor(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The command up to the file, from GLOSSDECK_EDITOR, VISUAL or EDITOR; None without one."""
    for variable in ("GLOSSDECK_EDITOR", "VISUAL", "EDITOR"):
        try:
            words = shlex.split(environ.get(variable, ""))
        except ValueError:
            continue
        if words and _name(words[0]) in EDITORS and shutil.which(words[0]):
            return tuple(words)
    return None


def editor_command(editor: tuple[str, ...], path: Path, line: int) -> list[str]:
    """The whole command."""
    known = [word for word in editor[1:] if word not in ("--wait", "-w")]
    full = os.path.abspath(path)
    said = (word.format(file=full, line=line) for word in EDITORS[_name(editor[0])])
    return [editor[0], *known, *said]


def open_editor(editor: tuple[str, ...], path: Path, line: int) -> None:
    """Start it and go on. Raises OSError when it cannot be started."""
    subprocess.Popen(  # noqa: S603 - the command is the author's own, the file one of the deck's
        editor_command(editor, path, line),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _name(command: str) -> str:
    return Path(command).name.lower().removesuffix(".exe").removesuffix(".cmd")
