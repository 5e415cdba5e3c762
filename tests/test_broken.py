"""What authors are told of broken sources: the whole message, with place and fix."""

from __future__ import annotations

from pathlib import Path

import pytest

import golden
from commands import run

CASES = golden.cases("broken.md")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_mistake_is_told_at_its_line_and_nothing_is_written(
    case: golden.Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden.lay_out(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    alone = "glossdeck.yaml" not in case.files
    result = run("build", *(sorted(case.files) if alone else ()))
    assert result.status == 1
    assert result.out == ""
    assert sorted(tmp_path.rglob("*")) == before
    golden.check("broken.md", case, result.err)
