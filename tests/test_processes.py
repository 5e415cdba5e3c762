"""Work that is shared out among copies of this process, and the review that is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from glossdeck import review, reviewer
from glossdeck.checking import check_project
from glossdeck.problem import Problem
from glossdeck.processes import cores, results
from glossdeck.project import find_projects

COPIES = sys.platform == "linux"


def test_results_come_in_order_and_from_copies() -> None:
    here = os.getpid()
    found = list(results([partial(divmod, number, 3) for number in range(20)], 2))
    assert found == [divmod(number, 3) for number in range(20)]
    workers = set(results([os.getpid] * 20, 2))
    assert (here not in workers) == COPIES
    assert set(results([os.getpid] * 20, 1)) == {here}


def test_a_copy_sees_what_is_there_and_changes_nothing_here() -> None:
    kept = ["before"]

    def job() -> list[str]:
        kept.append("in a copy")
        return list(kept)

    assert next(results([job, job], 2)) == ["before", "in a copy"]
    assert kept == (["before"] if COPIES else ["before", "in a copy", "in a copy"])


def test_what_a_killed_copy_did_not_finish_is_done_here() -> None:
    here = os.getpid()

    def dying(number: int) -> int:
        if number == 3 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    jobs: list[Callable[[], int]] = [partial(dying, number) for number in range(8)]
    assert list(results(jobs, 2)) == list(range(8))


@pytest.mark.parametrize("failure", [OSError("no memory"), NotImplementedError, ImportError])
def test_where_no_copies_can_be_made_the_work_is_done_here(
    failure: Exception | type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_semaphores(*_: object) -> None:
        raise failure

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", without_semaphores)
    assert set(results([os.getpid] * 4, 2)) == {os.getpid()}


def test_a_mistake_in_a_copy_is_raised_here() -> None:
    def wrong() -> int:
        raise ZeroDivisionError("in a job")

    with pytest.raises(ZeroDivisionError, match="in a job"):
        list(results([wrong, wrong], 2))


def test_there_is_a_core() -> None:
    assert cores() >= 1


TERM = """\
  - term: Weir {number}
    definition: {{trainees: Weir {number} holds back about {number} units of water., peers: It holds
        water back and keeps more than {number} units in the lake above the town.}}
    example: The keeper opens gate {number} and said nothing.
    cloze: A ==weir {number}== is a low wall across a river, where the water is held back by it.
"""


def write_project(folder: Path, terms: int) -> None:
    (folder / "glossdeck.yaml").write_text(
        "decks: [weirs]\neditions: {trainees: {title: A}, peers: {title: B, reading_level: 6}}\n",
        encoding="utf-8",
    )
    source = folder / "weirs"
    source.mkdir()
    for file in range(3):
        head = "deck: {id: weirs, title: The weirs}\n" if file == 0 else ""
        text = "".join(TERM.format(number=number) for number in range(file, terms, 3))
        (source / f"{file}.yaml").write_text(f"{head}terms:\n{text}", encoding="utf-8")


def problems(folder: Path, processes: int) -> tuple[Problem, ...]:
    (project,) = find_projects([folder], folder)
    return check_project(project, 0, processes=processes).problems


def test_a_review_finds_the_same_alone_and_shared_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, 60)
    alone = problems(tmp_path, 1)
    monkeypatch.setattr(review, "_FEW_NOTES", 0)
    monkeypatch.setattr(reviewer, "_PART_NOTES", 7)
    assert problems(tmp_path, 2) == alone
    monkeypatch.setattr(review, "_BATCH_NOTES", 1)
    assert problems(tmp_path, 2) == problems(tmp_path, 1) == alone
    assert {"leak-term", "duplicate-answer", "boilerplate"} <= {each.rule for each in alone}
    assert len({each.location.path for each in alone if each.location}) == 3


@pytest.mark.skipif(not COPIES, reason="there are no copies elsewhere")
def test_ctrl_c_ends_a_review_and_its_copies(tmp_path: Path) -> None:
    write_project(tmp_path, 4_000)
    command = [sys.executable, "-m", "glossdeck", "check", str(tmp_path)]
    first = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    children = Path(f"/proc/{first.pid}/task/{first.pid}/children")
    deadline = time.monotonic() + 60
    while not (copies := children.read_text("utf-8").split()):
        assert time.monotonic() < deadline
        assert first.poll() is None
        time.sleep(0.01)
    os.killpg(first.pid, signal.SIGINT)
    out, err = first.communicate(timeout=60)
    assert (first.returncode, out, err) == (130, b"", b"\nglossdeck: stopped\n")
    assert not any(Path(f"/proc/{copy}").exists() for copy in copies)
