"""Corrections without judgement, made in the YAML itself: what `check --fix` does.

Only the characters that are wrong change; comments, order, layout, line ends and a byte order
mark stay as they are. A correction is dropped when it would change an id, a cloze number, or any
text but its own.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .corrections import corrected
from .escapes import read
from .identity import slug
from .project import Project
from .source import compose, parse
from .textfile import shown_path
from .writtentexts import (
    NAMES,
    TEXTS,
    Tongues,
    Written,
    is_by_edition,
    lone_tongues,
    written_texts,
)
from .yamledit import spliced
from .yamltree import TreeError


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file with its corrections.

    Parameters:
        old, new: the whole text, with line ends and byte order mark.
        count: how many places are corrected.
    """

    path: Path
    old: str
    new: str
    count: int

    def diff(self) -> str:
        """A unified diff."""
        name = shown_path(self.path)
        lines = difflib.unified_diff(
            self.old.splitlines(keepends=True), self.new.splitlines(keepends=True), name, name, n=0
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def fix_project(project: Project) -> tuple[Fixed, ...]:
    """The corrected files of a project's chosen decks; those without corrections are left out.
    Reads, and writes nothing."""
    found = []
    for source in project.chosen:
        opened = [file for file in map(_opened, source.files) if file is not None]
        if project.settings.editions:
            editions = project.editions(None)
            tongues: Tongues = {edition.name: edition.language for edition in editions}
        else:
            tongues = lone_tongues(file.root for file in opened)
        found += [fixed for file in opened if (fixed := _fixed(file, tongues)) is not None]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that can be read: its byte order mark, the rest of its text, and its node tree."""

    path: Path
    mark: str
    body: str
    root: Any


def _opened(path: Path) -> _Opened | None:
    """None for a file that cannot be read; what is wrong with it is told by the check itself."""
    try:
        text = path.read_bytes().decode("utf-8")
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return _Opened(path, mark, text[len(mark) :], compose(text[len(mark) :]))
    except (OSError, UnicodeDecodeError, TreeError):
        return None


def _fixed(file: _Opened, tongues: Tongues) -> Fixed | None:
    spans = []
    for text in written_texts(file.root, tongues):
        old = file.body[text.start : text.end]
        new = corrected(old, text)
        if new != old:
            spans.append((text.start, text.end, new))
    spans = _harmless(file, spans)
    if not spans:
        return None
    new = file.mark + spliced(file.body, spans)
    return Fixed(file.path, file.mark + file.body, new, len(spans))


Span = tuple[int, int, str]
"""Start and end of a text in a file, and what to put there."""


def _harmless(file: _Opened, spans: list[Span]) -> list[Span]:
    """The corrections that change nothing else; a bad one is looked for by halves."""
    if not spans or _is_harmless(file, spans):
        return spans
    half = len(spans) // 2
    if not half:
        return []
    return [*_harmless(file, spans[:half]), *_harmless(file, spans[half:])]


def _is_harmless(file: _Opened, spans: list[Span]) -> bool:
    """Whether changes leave the shape of the file, all ids, all cloze numbers and every word as
    they are."""
    new = spliced(file.body, spans)
    before, _ = parse(file.body, file.path, file.path.name)
    after, wrong = parse(new, file.path, file.path.name)
    if before is None or after is None or wrong:
        return False
    if list(_fixed_points(before.value, "")) != list(_fixed_points(after.value, "")):
        return False
    made = {start: text for start, _, text in spans}
    texts = zip(written_texts(file.root, {}), written_texts(compose(new), {}), strict=True)
    return all(_is_whole(file.body, old, now, made.get(old.start)) for old, now in texts)


def _is_whole(body: str, old: Written, now: Written, made: str | None) -> bool:
    """Whether a text has all letters that it was given: without an invisible character, a ` #`
    could begin a comment."""
    if made is None:
        return old.value == now.value
    of_marks = _letters(_said(body[old.start : old.end], old)) - _letters(old.value)
    return _letters(_said(made, now)) - of_marks == _letters(now.value)


def _said(text: str, written: Written) -> str:
    return read(text) if written.has_escapes else text


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _fixed_points(value: Any, key: str) -> Iterator[object]:
    """Everything that must stay: keys, counts, ids, cloze numbers, and texts of other keys."""
    if isinstance(value, dict):
        by_edition = is_by_edition(key, value)
        for name, item in value.items():
            yield name
            yield from _fixed_points(item, key if by_edition else name)
    elif isinstance(value, list):
        yield len(value)
        for item in value:
            yield from _fixed_points(item, key)
    elif key in NAMES:
        yield slug(value or "")
    elif key in TEXTS:
        yield _NUMBERS.findall(value or "")
    else:
        yield value


_NUMBERS = re.compile(r"\{\{ ?[Cc] ?([0-9]+)")


def write_fixed(files: Iterable[Fixed]) -> None:
    """Put the corrected texts in the place of the files. Raises UserError when one cannot be
    written."""
    from .staging import staged

    for file in files:
        with staged(file.path, file.new.encode("utf-8")) as ready:
            ready.commit()
