"""The preview runs with every Anki since 23.10, and serves what that Anki shows."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from anki_versions import NEWEST, OLDER, aqt_folder, python_with
from environments import ROOT, python_of, run_here
from glossdeck.api import build
from preview_formulas import formula_project
from preview_hard_samples import hard_project, typing_project
from preview_html import comparable
from preview_samples import small_project

PROJECTS = {
    "small": small_project,
    "hard": hard_project,
    "formulas": formula_project,
    "typing": typing_project,
}
Sides = dict[str, list[str]]
"""HTML of both sides by `GUID:ord`."""


def preview_with(version: str) -> Path:
    """The Python of an environment with what `glossdeck[preview]` needs, and this Anki."""
    named = map(Requirement, importlib.metadata.requires("glossdeck") or ())
    needed = sorted(
        f"{each.name}{each.specifier}"
        for each in named
        if each.name != "anki" and (not each.marker or each.marker.evaluate({"extra": "preview"}))
    )
    mark = hashlib.sha256(" ".join(needed).encode()).hexdigest()[:8]
    return python_of(f"preview-{version}-{mark}", f"anki=={version}", *needed)


@contextmanager
def running(python: Path, project: Path) -> Iterator[str]:
    """The address of `glossdeck preview`, run by that Python on this source tree."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python, "-m", "glossdeck", "preview", project, "--no-open"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout
        assert process.stderr
        found = re.search(r"http://\S+(?=/)", process.stdout.readline())
        if not found or "cards; watching" not in process.stdout.readline():
            process.kill()
            pytest.fail(process.stderr.read())
        try:
            yield found[0]
        except BaseException:
            process.kill()  # it would go on serving, and this would wait for it
            raise
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == ""


def served(url: str) -> tuple[dict[str, Any], Sides]:
    """What the page gets: its state, and every card as its frames show it."""
    with urlopen(f"{url}/state") as answer:
        state = json.load(answer)
    numbers = ",".join(map(str, range(len(state["cards"]))))
    with urlopen(f"{url}/cards?revision={state['revision']}&cards={numbers}") as answer:
        cards = json.load(answer)
    return state, {
        f"{card['guid']}:{card['ord']}": [
            f"<style>{state['styles'][str(card['style'])]}</style>{card[side]}"
            for side in ("front", "back")
        ]
        for card in cards
    }


def shown(version: str, python: Path, packages: list[Path], folder: Path) -> Sides:
    """The same by Anki itself: its library, and its desktop program's own functions."""
    result = folder / "shown.json"
    script = Path(__file__).with_name("shown_by_this_anki.py")
    done = run_here(python, script, result, aqt_folder(version) / "aqt", *packages)
    assert done.returncode == 0, done.stderr
    found: Sides = json.loads(result.read_text(encoding="utf-8"))
    return found


def without_drags(html: str) -> str:
    """Without an attribute that says that a button cannot be dragged, which the oldest lack."""
    return comparable(html).replace(' href=# draggable="false">', " href=#>")


@pytest.mark.parametrize("name", PROJECTS)
@pytest.mark.parametrize("version", [*OLDER, NEWEST])
def test_what_is_served_is_what_this_anki_shows(version: str, name: str, tmp_path: Path) -> None:
    """Every card, both sides, to the letter."""
    project = PROJECTS[name](tmp_path / "deck")
    built = build([project], now_s=1_700_000_000, output=tmp_path)
    assert built
    packages = sorted(tmp_path.glob("*.apkg"))
    with running(preview_with(version), project) as url:
        state, cards = served(url)
    year, month, _ = map(int, version.split("."))
    assert state["anki"].startswith(f"{year}.{month:02}")
    expected = shown(version, python_with(version), packages, tmp_path)
    assert cards.keys() == expected.keys()
    for card, sides in expected.items():
        assert [*map(without_drags, cards[card])] == [*map(without_drags, sides)]


@pytest.mark.parametrize("version", OLDER)
def test_a_file_can_be_written_with_it(version: str, tmp_path: Path) -> None:
    project = formula_project(tmp_path / "deck")
    file = tmp_path / "review.html"
    python = preview_with(version)
    done = run_here(python, "-m", "glossdeck", "preview", project, "--export", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "MJXTEX" in file.read_text(encoding="utf-8")
