"""The oldest releases that pyproject.toml allows of what glossdeck needs are enough for it."""

from __future__ import annotations

import hashlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from environments import ROOT, python_of, run_here


def oldest() -> list[str]:
    """Each dependency at its lower bound, as `click==8.1.7`."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        re.sub(r"^([\w.-]+)>=([\w.]+)$", r"\1==\2", line)
        for line in settings["project"]["dependencies"]
    ]


@pytest.fixture(scope="module")
def python() -> Path:
    pinned = oldest()
    name = hashlib.sha256("\n".join(pinned).encode()).hexdigest()[:10]
    return python_of(f"oldest-{name}", *pinned)


def test_every_dependency_says_which_release_is_the_oldest() -> None:
    assert oldest() == [line for line in oldest() if "==" in line]


@pytest.mark.parametrize(
    "words",
    [
        ("build", "--locked", "decks", "--output", "packages"),
        ("check", "--strict", "decks"),
        ("check", "--summary", "decks"),
        ("diff", "decks"),
        ("theme", "check", "default"),
        ("schema", "deck"),
        ("rules", "leak-term"),
    ],
    ids=" ".join,
)
def test_commands_do_their_work_with_the_oldest_releases(
    python: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    paths = ("decks", "packages")
    done = run_here(
        python,
        "-m",
        "glossdeck",
        *(str(tmp_path / word) if word in paths else word for word in words),
    )
    assert (done.returncode, done.stderr) == (0, "")
