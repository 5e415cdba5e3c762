"""Whatever happens while a file is written, the old one or the new one is there, and no litter."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from glossdeck.cannotwrite import cannot_write
from glossdeck.problem import UserError
from glossdeck.staging import PART_NAME, clean_leftovers, staged, working_file, write_whole

TESTS = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{TESTS.parent / 'src'}{os.pathsep}{TESTS}"}


def run(script: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True)


def test_a_file_appears_in_folders_that_are_made_for_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "c.apkg", b"new")
    assert (tmp_path / "a" / "b" / "c.apkg").read_bytes() == b"new"
    assert os.listdir(tmp_path / "a" / "b") == ["c.apkg"]


def test_until_it_is_committed_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(b"old")
    with staged(path, b"new") as file:
        assert path.read_bytes() == b"old"
        file.commit()
        assert path.read_bytes() == b"new"
    with staged(path, b"newer"):
        pass
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.apkg"]


def test_names_cannot_be_guessed(tmp_path: Path) -> None:
    with staged(tmp_path / "a", b"") as one, staged(tmp_path / "a", b"") as other:
        assert PART_NAME.fullmatch(one.part.name)
        assert one.part != other.part


def test_what_a_killed_build_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    leftover = tmp_path / ".glossdeck-0123456789abcdef.part"
    others = [tmp_path / name for name in (".glossdeck-x.part", "a.part", "a.apkg")]
    for path in (leftover, *others):
        path.write_bytes(b"half")
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    link = tmp_path / ".glossdeck-fedcba9876543210.part"
    link.symlink_to(outside)
    clean_leftovers(tmp_path)
    assert not leftover.exists()
    assert all(path.read_bytes() == b"half" for path in others)
    assert outside.read_bytes() == b"mine"


def test_a_part_that_another_build_is_writing_is_left_alone(tmp_path: Path) -> None:
    with staged(tmp_path / "a.apkg", b"one") as running:
        write_whole(tmp_path / "b.apkg", b"two")
        running.commit()
    assert (tmp_path / "a.apkg").read_bytes() == b"one"
    assert (tmp_path / "b.apkg").read_bytes() == b"two"


def test_a_folder_in_the_way_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").mkdir()
    with pytest.raises(UserError, match=r"cannot write .*a\.apkg: .*; nothing was changed"):
        write_whole(tmp_path / "a.apkg", b"new")
    assert os.listdir(tmp_path) == ["a.apkg"]


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("mine")
    with pytest.raises(UserError) as caught:
        write_whole(tmp_path / "build" / "a.apkg", b"new")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.fix) == (
        "cannot-write",
        "build is a file, and its packages need a folder of that name: give the file another "
        "name, or choose another folder with --output",
    )


_WRITE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from glossdeck.problem import UserError
from glossdeck.staging import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), bytes(5000))
except UserError as told:
    print(told)
"""


def test_when_the_system_takes_no_more_bytes_the_old_file_stays(tmp_path: Path) -> None:
    """A limit on file size stops a write in its middle, as a full disk does."""
    path = tmp_path / "a.apkg"
    path.write_bytes(b"old")
    done = run(_WRITE_TOO_MUCH, path)
    assert done.stdout.startswith(f"cannot write {path}: File too large; nothing was changed")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.apkg"]


_PACKAGE_TOO_LARGE = """
import resource, signal, sys
from pathlib import Path
from package_samples import content, term
from glossdeck.package import write_package
from glossdeck.problem import UserError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_package(content(*(term(number) for number in range(2000))), Path(sys.argv[1]))
except UserError as told:
    print(told, "|", told.problems[0].fix)
"""


def test_a_full_temporary_folder_is_named_and_the_old_package_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    path.write_bytes(b"old")
    said = run(_PACKAGE_TOO_LARGE, path).stdout
    assert said.startswith(f"cannot write {tempfile.gettempdir()}: ")
    assert "set TMPDIR to a folder that you may write to" in said
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.apkg"]


def test_without_any_temporary_folder_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with (
        pytest.raises(UserError, match="cannot write a temporary file: No such file") as caught,
        working_file(),
    ):
        pass
    assert "set TMPDIR" in caught.value.problems[0].fix


def test_the_working_file_of_a_killed_build_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / ".glossdeck-0123456789abcdef.part").write_bytes(b"half a database")
    with working_file() as file:
        assert os.listdir(tmp_path) == [file.name]
    assert os.listdir(tmp_path) == []


_FOREVER = """
import sys
from pathlib import Path
from glossdeck.staging import write_whole
print("ready", flush=True)
number = 0
while True:
    number = (number + 1) % 256
    write_whole(Path(sys.argv[1]), bytes([number]) * 200_000)
"""


def test_killed_at_any_moment_one_whole_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "a.apkg"
    write_whole(path, bytes([0]) * 200_000)
    chance = random.Random(1)
    for _ in range(20):
        command = [sys.executable, "-c", _FOREVER, str(path)]
        with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() / 50)
            writer.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        assert len(data) == 200_000
        assert len(set(data)) == 1
    write_whole(path, b"next build")
    assert os.listdir(tmp_path) == ["a.apkg"]


def test_a_package_that_anki_has_open_on_windows_is_said_so() -> None:
    denied = PermissionError(13, "Access is denied")
    denied.winerror = 5  # type: ignore[attr-defined,unused-ignore]
    (problem,) = cannot_write(Path("build/a.apkg"), denied).problems
    assert problem.message == "cannot write build/a.apkg: Access is denied; nothing was changed"
    assert problem.fix == "close the program that has a.apkg open, such as Anki, and build again"


def test_folders_are_made_for_files_alone(tmp_path: Path) -> None:
    """What was not written leaves no empty folder behind."""
    path = tmp_path / "build" / "deep" / "a.apkg"
    with staged(path, b"new"):
        assert path.parent.is_dir()
    assert list(tmp_path.iterdir()) == []
    with staged(path, b"new") as file:
        file.commit()
    assert path.read_bytes() == b"new"
