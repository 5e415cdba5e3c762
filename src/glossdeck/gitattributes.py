"""Tells git how to merge a lock, for projects that `glossdeck init` did not make.

A lock has a record a line, so a union merge keeps what both branches added. Without it git
would call two notes added at the same place a conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .problem import Problem, Severity
from .textfile import shown_path

NAME = ".gitattributes"
UNION = "merge=union"


@dataclass(frozen=True, slots=True)
class Attributes:
    """A file to write, or an existing one to leave alone, and what to tell the author.

    Parameters:
        path: where to write `text`; nothing is to be written when `text` is empty.
    """

    path: Path
    text: str
    told: Problem


def attributes_for(lock_path: Path) -> Attributes | None:
    """What git needs to be told about a lock that is about to be written for the first time.

    None outside a git work tree, and where a `.gitattributes` of the folder or one above it
    speaks of union merges already. An existing file is the author's and is never changed.
    """
    folder = lock_path.parent.absolute()
    root = next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
    if root is None:
        return None
    for each in (folder, *folder.parents):
        if UNION in _text(each / NAME):
            return None
        if each == root:
            break
    path, line = lock_path.parent / NAME, f"{lock_path.name} {UNION}"
    if path.exists():
        message = f"git does not know yet how to merge {lock_path.name}"
        told = Problem("git-merge", Severity.INFO, message, f"add to {shown_path(path)}: {line}")
        return Attributes(path, "", told)
    message = f"wrote {shown_path(path)}, so that git merges the lock of two branches"
    text = f"# Two branches that add notes both keep their lines.\n{line}\n"
    told = Problem("git-merge", Severity.INFO, message, "commit it with the lock")
    return Attributes(path, text, told)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
