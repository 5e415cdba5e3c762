"""The same source gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOW = "1700000000"
FIRST = {
    "HOME": "/",
    "LC_ALL": "C",
    "PYTHONHASHSEED": "1",
    "TZ": "America/St_Johns",
    "umask": "022",
}
SECOND = {
    "LC_ALL": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Kiritimati",
    "umask": "077",
}


def built(project: Path, surroundings: dict[str, str]) -> dict[str, str]:
    """SHA-256 of every file that a build writes, by name."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "SOURCE_DATE_EPOCH": NOW,
        **{name: value for name, value in surroundings.items() if name != "umask"},
    }
    words = f"umask {surroundings['umask']} && exec {sys.executable} -m glossdeck build"
    done = subprocess.run(
        ["sh", "-c", words], cwd=project, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    files = [*project.rglob("*.apkg"), *project.rglob("*.lock")]
    return {
        str(path.relative_to(project)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


@pytest.mark.parametrize("source", ["decks", "tests/releases/deck"])
def test_two_folders_hash_seeds_time_zones_and_umasks(tmp_path: Path, source: str) -> None:
    found = []
    for name, surroundings in (("one", FIRST), ("another/deeper one", SECOND)):
        project = tmp_path / name
        shutil.copytree(ROOT / source, project, ignore=shutil.ignore_patterns("build", "*.lock"))
        for path in project.rglob("*.yaml"):
            os.utime(path, (len(name), len(name)))
        found.append(built(project, surroundings))
    assert len(found[0]) == 3
    assert found[0] == found[1]


def test_building_again_writes_the_same_and_leaves_the_lock_alone(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests/releases/deck", project)
    first = built(project, FIRST)
    lock = project / "glossdeck.lock"
    os.utime(lock, ns=(1, 1))
    assert built(project, SECOND) == first
    assert lock.stat().st_mtime_ns == 1


def test_files_may_be_read_by_others_as_the_umask_says(tmp_path: Path) -> None:
    """Files that were written aside first still have the rights of any new file."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "tests/releases/deck", project)
    built(project, FIRST)
    assert {path.stat().st_mode & 0o777 for path in project.rglob("*.apkg")} == {0o644}
    assert (project / "glossdeck.lock").stat().st_mode & 0o777 == 0o644
