"""Corrections without judgement, made in the YAML itself: what `check --fix` does.

Only the characters that are wrong change; comments, order, layout, line ends and a byte order
mark stay as they are. A correction is dropped when it would change an id, a cloze number, or any
text but its own.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .identity import slug
from .language.typing import GARBLED_RUN, INVISIBLE, TWICE, TWO_BLANKS, is_needed
from .language.words import primary_language
from .project import Project
from .source import compose, parse
from .textfile import shown_path
from .yamledit import spliced

TEXTS = frozenset(
    {
        "term",
        "definition",
        "example",
        "cloze",
        "difference",
        "extra",
        "title",
        "point",
        "ask",
        "answer",
        "description",
        "notice",
        "also",
        "text",
    }
)
"""Keys whose texts learners read."""

_GAPPED = frozenset({"cloze", "point", "points"})
_NAMES = frozenset({"term", "title"})
"""Keys that an id is made from when none is given."""


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text of a learner in a file: where it stands, and what kind it is."""

    start: int
    end: int
    key: str
    is_english: bool
    is_literal: bool


def fix_project(project: Project) -> tuple[Fixed, ...]:
    """The corrected files of a project's chosen decks; those without corrections are left out.
    Reads, and writes nothing."""
    named = project.editions(None) if project.settings.editions else ()
    tongues = {edition.name: edition.language for edition in named}
    found = []
    for source in project.chosen:
        for path in source.files:
            fixed = fix_file(path, tongues)
            if fixed is not None:
                found.append(fixed)
    return tuple(found)


def fix_file(path: Path, tongues: dict[str, str]) -> Fixed | None:
    """One file; None when nothing is to be corrected, or when it cannot be read.

    Parameters:
        tongues: the language of each edition; of a lone deck, whatever its file says.
    """
    try:
        old = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    mark = "\ufeff" if old.startswith("\ufeff") else ""
    body = old[len(mark) :]
    try:
        root = compose(body)
    except Exception:  # what is wrong is told by the check itself
        return None
    tongues = tongues or _own_language(root)
    spans = []
    for piece in sorted(set(_pieces(root, "", tongues, None)), key=lambda each: each.start):
        written = body[piece.start : piece.end]
        text = _corrected(written, piece)
        if text != written:
            spans.append((piece.start, piece.end, text))
    spans = _harmless(body, spans, path)
    return Fixed(path, old, mark + spliced(body, spans), len(spans)) if spans else None


Span = tuple[int, int, str]
"""Start and end of a text in a file, and what to put there."""


def _harmless(body: str, spans: list[Span], path: Path) -> list[Span]:
    """All corrections, or those that change nothing else when taken alone."""
    if not spans or _is_harmless(body, spliced(body, spans), path):
        return spans
    return [span for span in spans if _is_harmless(body, spliced(body, [span]), path)]


def _own_language(root: Any) -> dict[str, str]:
    """`language` of a deck without a project; English when it is left out."""
    for key, deck in root.value if root is not None and root.id == "mapping" else ():
        if key.value == "deck" and deck.id == "mapping":
            for name, value in deck.value:
                if name.value == "language" and value.id == "scalar":
                    return {"": str(value.value)}
    return {}


def _pieces(node: Any, key: str, tongues: dict[str, str], edition: str | None) -> Iterator[_Piece]:
    if node is None:
        return
    if node.id == "mapping":
        for key_node, value in node.value:
            if key_node.id == "scalar":
                name = key_node.value
                is_edition = key in TEXTS and name not in TEXTS
                yield from _pieces(
                    value, key if is_edition else name, tongues, name if is_edition else None
                )
    elif node.id == "sequence":
        for item in node.value:
            yield from _pieces(item, key, tongues, edition)
    elif key in TEXTS or key == "points":
        spoken = [tongues[edition]] if edition in tongues else list(tongues.values()) or ["en"]
        is_english = all(primary_language(each) == "en" for each in spoken)
        yield _Piece(node.start_mark.index, node.end_mark.index, key, is_english, node.style == "|")


Correct = Callable[[str, _Piece], str]


def _corrected(text: str, piece: _Piece) -> str:
    for correct in _CORRECTIONS:
        text = correct(text, piece)
    return text


def _composed(text: str, _piece: _Piece) -> str:
    return unicodedata.normalize("NFC", text)


def _ungarbled(text: str, _piece: _Piece) -> str:
    return GARBLED_RUN.sub(_decoded_again, text)


def _decoded_again(match: re.Match[str]) -> str:
    data = bytearray()
    for char in match[0]:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return match[0]
            data.append(ord(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _visible(text: str, piece: _Piece) -> str:
    language = "en" if piece.is_english else ""
    return INVISIBLE.sub(
        lambda match: match[0] if is_needed(text, match.start(), language) else "", text
    )


def _once(text: str, piece: _Piece) -> str:
    return _TWICE_IN_LINE.sub(r"\1", text) if piece.is_english else text


_TWICE_IN_LINE = re.compile(TWICE.pattern, re.I)


def _one_blank(text: str, piece: _Piece) -> str:
    return text if piece.is_literal else TWO_BLANKS.sub(r"\1 \2", text)


def _cloze_marks(text: str, piece: _Piece) -> str:
    if piece.key not in _GAPPED:
        return text
    return _ALMOST.sub(r"{{c\1::", text)


_ALMOST = re.compile(r"\{\{ ?[Cc] ?([0-9]{1,3})(?:::?)(?!:)")


def _article(text: str, piece: _Piece) -> str:
    if piece.key not in _GAPPED or not piece.is_english:
        return text
    return _ARTICLE.sub(r"\1(n)", text)


_ARTICLE = re.compile(r"\b([Aa])n?(?= (?:==(?!=)|\{\{c[0-9]))")
_CORRECTIONS: tuple[Correct, ...] = (
    _composed,
    _ungarbled,
    _visible,
    _once,
    _one_blank,
    _cloze_marks,
    _article,
)


def _is_harmless(old: str, new: str, path: Path) -> bool:
    """Whether a change leaves the shape of the file, all ids and all cloze numbers as they are."""
    before, _ = parse(old, path, path.name)
    after, wrong = parse(new, path, path.name)
    if before is None or after is None or wrong:
        return False
    return list(_fixed_points(before.value, "")) == list(_fixed_points(after.value, ""))


def _fixed_points(value: Any, key: str) -> Iterator[object]:
    """Everything that must stay: keys, counts, ids, cloze numbers, and texts of other keys."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _fixed_points(item, key if key in TEXTS and name not in TEXTS else name)
    elif isinstance(value, list):
        yield len(value)
        for item in value:
            yield from _fixed_points(item, key)
    elif key in _NAMES:
        yield slug(value or "")
    elif key in TEXTS or key == "points":
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
