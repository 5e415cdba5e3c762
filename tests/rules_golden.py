"""Reviews a small deck and says each problem in two lines: place and message, and the fix."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from glossdeck.checking import check_project
from glossdeck.project import find_projects


def found(deck: str) -> Iterator[str]:
    """All that `glossdeck check` says about a deck, with `^` around what is underlined."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "deck.yaml")
        path.write_text(deck, encoding="utf-8")
        (project,) = find_projects([path], Path(folder))
        for problem in check_project(project, 0).problems:
            where = problem.location
            assert where is not None
            marked = where.text[where.column - 1 : where.end - 1]
            yield f"{where.line}:{where.column} ^{marked}^ {problem.severity}[{problem.rule}]"
            yield f"    {problem.message}"
            yield f"    fix: {problem.fix}"
