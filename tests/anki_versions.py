"""Older Ankis, each in a virtual environment of its own, made once and kept."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from filelock import FileLock

ROOT = Path(__file__).parent.parent
OLDER = ("23.10.1", "24.6.3", "25.9.2")
"""What learners still use; the newest is the one that the tests run in."""


def python_with(version: str) -> Path:
    """The Python of an environment that has this Anki and nothing else.

    Environments are kept in the folder that GLOSSDECK_ANKI_VENVS names, else in `.cache` of
    this repository.
    """
    kept = Path(os.environ.get("GLOSSDECK_ANKI_VENVS") or ROOT / ".cache")
    folder = kept / f"anki-{version}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "complete"
    if complete.exists() or _has(python, version):
        return python
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not complete.exists():
            venv.create(folder, with_pip=False, clear=True)
            install = ["--python", str(python), "install", "--quiet", f"anki=={version}"]
            subprocess.run([_python_with_pip(), "-m", "pip", *install], check=True)
            complete.touch()
    return python


def _python_with_pip() -> str:
    """The Python that runs the tests, or the one that its environment was made from."""
    has_pip = importlib.util.find_spec("pip") is not None
    return sys.executable if has_pip else getattr(sys, "_base_executable", sys.executable)


def _has(python: Path, version: str) -> bool:
    """Whether somebody made the environment who does not leave our mark in it."""
    ask = "import importlib.metadata as m; print(m.version('anki'))"
    try:
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return done.stdout.strip() == version


def verify_with(version: str, new: Path, *old: Path) -> dict[str, Any]:
    """What `glossdeck verify` finds when it runs with an older Anki."""
    script = Path(__file__).parent / "verify_with_this_anki.py"
    python = python_with(version) if version != "newest" else Path(sys.executable)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, script, new, *old], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result
