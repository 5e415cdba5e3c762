"""Golden cases in Markdown, which a teacher can read: inputs and what the tool says to them.

    ## a name that says what the case is

    `deck.yaml`
    ```yaml
    …
    ```

    ```text
    what the tool says
    ```

To write the answers anew after a change, run the tests with GLOSSDECK_WRITE_GOLDEN=1, and
read the difference as carefully as any other change.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
_CASE = re.compile(r"^## (.+)$", re.M)
_FILE = re.compile(r"^`([^`\n]+)`\n(```+)\w*\n(.*?)^\2$", re.M | re.S)
_ANSWER = re.compile(r"^```text\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """One case: its files by name, and the answer that is expected."""

    name: str
    files: dict[str, str]
    answer: str


def cases(name: str) -> list[Case]:
    """The cases of one golden file."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    starts = list(_CASE.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        body = text[start.end() : end]
        files = {match[1]: match[3] for match in _FILE.finditer(body)}
        answer = _ANSWER.search(_FILE.sub("", body))
        found.append(Case(start[1], files, answer[1] if answer else ""))
    return found


def lay_out(case: Case, folder: Path) -> None:
    """Write the files of a case into a folder."""
    for name, text in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def check(golden: str, case: Case, said: str) -> None:
    """Assert the answer of a case, or write it down when asked to."""
    if os.environ.get("GLOSSDECK_WRITE_GOLDEN"):
        _write(golden, case, said)
    else:
        assert said == case.answer


def _write(golden: str, case: Case, said: str) -> None:
    path = FOLDER / golden
    text = path.read_text(encoding="utf-8")
    start = text.index(f"## {case.name}\n")
    after = text.find("\n## ", start)
    end = len(text) if after < 0 else after + 1
    body = text[start:end]
    answer = f"```text\n{said}```"
    bare = _FILE.sub(lambda match: "\0" * len(match[0]), body)
    match = _ANSWER.search(bare)
    if match:
        body = body[: match.start()] + answer + body[match.end() :]
    else:
        body = body.rstrip("\n") + f"\n\n{answer}\n\n"
    path.write_text(text[:start] + body + text[end:], encoding="utf-8")
