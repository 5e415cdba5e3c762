"""Virtual environments beside that of the tests, each made once and kept."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).parent.parent


def kept_folder() -> Path:
    """Where they are: the folder that GLOSSDECK_ENVIRONMENTS names, else `.cache` here."""
    folder = Path(os.environ.get("GLOSSDECK_ENVIRONMENTS") or ROOT / ".cache")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def python_of(name: str, *requirements: str) -> Path:
    """The Python of an environment that has these packages and what they need, nothing else.

    Parameters:
        name: of its folder; another set of requirements needs another name.
    """
    folder = kept_folder() / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = folder / "complete"
    with FileLock(f"{folder}.lock"):
        if not complete.exists():
            venv.create(folder, with_pip=False, clear=True)
            install = ["--python", str(python), "install", "--quiet", *requirements]
            subprocess.run([_python_with_pip(), "-m", "pip", *install], check=True)
            complete.touch()
    return python


def files_of(name: str, requirement: str) -> Path:
    """A folder with the files of one package and of nothing that it needs."""
    folder = kept_folder() / name
    complete = folder / "complete"
    with FileLock(f"{folder}.lock"):
        if not complete.exists():
            options = ("--quiet", "--no-deps", "--upgrade", "--target", str(folder))
            install = ["install", *options, requirement]
            subprocess.run([_python_with_pip(), "-m", "pip", *install], check=True)
            complete.touch()
    return folder


def run_here(python: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a Python with this source tree, and keep what it says."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [python, *words], env=environment, capture_output=True, text=True, check=False
    )


def _python_with_pip() -> str:
    """The Python that runs the tests, or the one that its environment was made from."""
    has_pip = importlib.util.find_spec("pip") is not None
    return sys.executable if has_pip else getattr(sys, "_base_executable", sys.executable)
