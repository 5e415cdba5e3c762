"""A deck lives for years, a learner imports every release, and no review is ever lost.

Each release is built by the command line and imported into the real Anki, where every card was
studied; then each promise of `glossdeck.promises` is held against the collection, card by card.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anki_versions import OLDER, python_with
from environments import ROOT
from forked import import_everything
from releases.learner import live_through
from releases.living import STEPS, releases


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[list[Path]]]:
    """The packages of every release."""
    import_everything()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")

        def set_time(now_s: int) -> None:
            patch.setenv("SOURCE_DATE_EPOCH", str(now_s))

        folder = tmp_path_factory.mktemp("living")
        yield [packages for _, packages in releases(folder, set_time)]


def test_there_are_releases_enough_to_speak_of_years(built: list[list[Path]]) -> None:
    assert len(built) == len(STEPS) >= 10


@pytest.mark.parametrize("version", ["newest", *OLDER])
def test_every_card_keeps_its_history_through_all_releases(
    built: list[list[Path]], version: str
) -> None:
    lived = live_through(built) if version == "newest" else _live_in_older(version, built)
    for step, release in zip(STEPS, lived["releases"], strict=True):
        for package in release:
            assert package["broken"] == [], f"{step.name}: {package['package']}"
    _assert_that_something_happened(lived["releases"])


def _live_in_older(version: str, built: list[list[Path]]) -> dict[str, Any]:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "tests"))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [python_with(version), ROOT / "tests" / "releases" / "learner.py"],
        input=json.dumps([[str(path) for path in release] for release in built]),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lived: dict[str, Any] = json.loads(done.stdout)
    assert lived["anki"].replace(".0", ".") == version.replace(".0", ".")
    return lived


def _assert_that_something_happened(lived: list[list[dict[str, Any]]]) -> None:
    """The promises would also be kept by releases without edits."""
    happened = {step.name: release for step, release in zip(STEPS, lived, strict=True)}
    total = {
        name: {
            kind: sum(package["counts"][kind] for package in release)
            for kind in ("new", "updated", "duplicate", "conflicting", "other")
        }
        for name, release in happened.items()
    }
    assert total["first"]["updated"] == 0
    assert total["corrections"]["updated"] >= 10
    assert total["corrections"]["new"] == 0
    assert total["insertions"]["new"] >= 6
    assert total["theme"]["updated"] == 0
    assert sum(package["new_cards"] for package in happened["slot"]) >= 4
    assert total["renamed"]["new"] == 0
    assert total["retired"]["updated"] >= 4
    assert total["edition"]["new"] >= 6
    assert max(package["unasked"] for package in happened["cloze work"]) >= 1
    assert total["touched"]["duplicate"] == 0
    assert len(happened["subdecks"]) == len(happened["touched"]) + 1
    assert sum(package["new_cards"] for package in happened["put back"]) == 0
    assert total["put back"]["updated"] >= 1
    assert total["names"]["new"] == 0
    assert total["picture retired"]["updated"] >= 4
    for counts in total.values():
        assert counts["conflicting"] == counts["other"] == 0
