"""Anki's desktop program, in a virtual environment of its own, with no screen."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anki_versions import NEWEST
from environments import python_of

SCRIPT = Path(__file__).with_name("cards_in_this_desktop.py")
CHROMIUM_FLAGS = "--no-sandbox --disable-gpu --disable-dev-shm-usage --force-color-profile=srgb"


@dataclass(frozen=True)
class Picture:
    """One side of a card in the study screen.

    Parameters:
        card: GUID and ord.
        measures: as `page_measures` asks for them.
        scrolled: how far down to the answer, in CSS pixels.
    """

    card: tuple[str, int]
    side: str
    night: bool
    file: Path
    classes: tuple[str, str]
    measures: list[dict[str, Any]]
    scrolled: float


@dataclass(frozen=True)
class Studied:
    """What the program made of some packages.

    Parameters:
        cards: HTML of question and answer by GUID and ord, as it comes into the page.
    """

    cards: dict[tuple[str, int], tuple[str, str]]
    pictures: list[Picture]


def study(
    folder: Path,
    packages: Sequence[Path],
    photographed: Collection[tuple[str, int]],
    size: tuple[int, int],
    font: str,
) -> Studied:
    """Import packages into the program and look at their cards in its study screen.

    Parameters:
        folder: where pictures go.
        photographed: GUID and ord of the cards to take pictures of, by day and by night.
        size: of the window that the card is in, in CSS pixels.
        font: of the program's own window, which cards have that choose none.
    """
    result = folder / "result.json"
    job = {
        "packages": [str(path) for path in packages],
        "folder": str(folder),
        "size": size,
        "font": font,
        "pictures": sorted(photographed),
        "result": str(result),
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    python = python_of(f"aqt-{NEWEST}", f"aqt[qt]=={NEWEST}")
    done = subprocess.run(
        [python, SCRIPT, folder / "job.json"],
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert result.exists(), (
        f"{done.stdout}{done.stderr}\nOn Debian it needs chromium, libatomic1 and libegl1."
    )
    found = json.loads(result.read_text(encoding="utf-8"))
    assert "error" not in found, found["error"]
    cards = {_key(text): (front, back) for text, (front, back) in found["cards"].items()}
    return Studied(cards, [_picture(folder, each) for each in found["pictures"]])


def _picture(folder: Path, found: dict[str, Any]) -> Picture:
    changed = {
        "card": _key(found["card"]),
        "file": folder / found["file"],
        "classes": tuple(found["classes"]),
    }
    return Picture(**{**found, **changed})


def _key(text: str) -> tuple[str, int]:
    guid, _, number = text.rpartition(":")
    return guid, int(number)


def _environment(folder: Path) -> dict[str, str]:
    foreign = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": CHROMIUM_FLAGS,
        "ANKI_SINGLE_INSTANCE_KEY": f"glossdeck-{folder.name}-{os.getpid()}",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
