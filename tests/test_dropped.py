"""A gap that its author takes out, as learners of each Anki meet it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from anki_versions import OLDER, python_with
from commands import run
from environments import ROOT

FIRST_S = 1_600_000_000
DECK = """\
deck: {{id: change, title: Change}}
sections:
  - title: Fear
    points:
      - {}
"""
BANNER = "This card is no longer part of the deck. You can suspend it."


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two releases; the second asks for `safer` alone."""
    monkeypatch.chdir(tmp_path)
    Path("glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\n")
    found = []
    for number, text in enumerate(
        ("Known pain can feel ==safer== than ==unknown== change.",
         "Known pain can feel ==safer== than unknown change.")
    ):  # fmt: skip
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(FIRST_S + number * 86_400))
        Path("deck.yaml").write_text(DECK.format(text))
        assert run("build").status == 0
        found.append(Path("build/change.apkg").rename(f"{number}.apkg").absolute())
    return found


def seen(version: str, packages: list[Path]) -> list[dict[str, Any]]:
    """What learners of one Anki see: one of both releases, one of the last alone."""
    python = python_with(version) if version != "newest" else Path(sys.executable)
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests")))
    done = subprocess.run(
        [python, ROOT / "tests" / "dropped_with_this_anki.py", *packages],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("version", ["newest", *OLDER])
def test_its_card_says_so_and_stays_and_nobody_new_gets_it(
    packages: list[Path], version: str
) -> None:
    old, new = seen(version, packages)
    asked, dropped = old["cards"]
    assert dropped["front"] == f"Known pain can feel safer than unknown change. [{BANNER}]"
    assert dropped["back"] == "Known pain can feel safer than unknown change. Fear"
    assert dropped["problem"] == ""
    assert dropped["reviews"] == asked["reviews"] == 3
    assert asked["front"] == "Known pain can feel [...] than unknown change."
    assert [card["front"] for card in new["cards"]] == [asked["front"]]
    assert old["empty"] == new["empty"] == 0


def test_release_notes_and_diff_tell_of_it(packages: list[Path]) -> None:
    told = run("diff", str(packages[0]), "--to", str(packages[1]), "--fail-on", "dropped-gaps")
    assert told.status == 1
    assert "cards that are no longer asked, and say so: c2" in told.out
    assert "error[dropped-gaps] Change: Known pain can feel safer than unknown change.: c2" in (
        told.err
    )
    notes = run("diff", str(packages[0]), "--to", str(packages[1]), "--format", "markdown").out
    assert "- 1 card asks nothing any more, and says so. You can suspend it when it comes" in notes
    assert "8203" not in notes + told.out


def test_nothing_of_it_is_lost_with_the_lock(packages: list[Path]) -> None:
    """A number that was dropped, and was the highest, is known from the package."""
    Path("glossdeck.lock").unlink()
    assert run("lock", "restore", str(packages[1])).status == 0
    Path("deck.yaml").write_text(DECK.format("Known ==pain== can feel ==safer== than ==change==."))
    assert run("build").status == 0
    lock = Path("glossdeck.lock").read_text()
    assert '"facts":[[3,"pain",6],[1,"safer",20],[4,"change",31]]' in lock
