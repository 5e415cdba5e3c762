"""Older Ankis, each in a virtual environment of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from environments import files_of, python_of, run_here

OLDER = ("23.10.1", "24.6.3", "25.9.2")
"""What learners still use; the newest is the one that the tests run in."""
NEWEST = "26.9.3"


def python_with(version: str) -> Path:
    """The Python of an environment that has this Anki and nothing else."""
    return python_of(f"anki-{version}", f"anki=={version}")


def aqt_folder(version: str) -> Path:
    """The files of Anki's desktop program, without all that it needs to run."""
    return files_of(f"aqt-files-{version}", f"aqt=={version}")


def verify_with(version: str, new: Path, *old: Path) -> dict[str, Any]:
    """What `glossdeck verify` finds when it runs with an older Anki."""
    script = Path(__file__).parent / "verify_with_this_anki.py"
    python = python_with(version) if version != "newest" else Path(sys.executable)
    done = run_here(python, script, new, *old)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result
