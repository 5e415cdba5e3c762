"""Cloze deletions: the author's text, numbered for Anki.

Two notations may be mixed: Anki's `{{c1::answer::hint}}`, whose numbers are taken as written,
and the short `==answer==` or `==answer::hint==`, which is numbered later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .markup import (
    END_OF_MARK,
    END_OF_MATH,
    MARK,
    MATH,
    VOID_TAGS,
    Flaw,
    anki_safe,
    is_plain,
    to_marked_html,
    visible_text,
)

HIGHEST_NUMBER = 499
"""Anki's limit (`rslib/src/cloze.rs`)."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a learner is asked.

    Parameters:
        answer: visible text, NFC, white space collapsed; of an image its alternative text.
        hint: visible text, or empty.
        number: 1 to 499 as the author wrote it; None for the short notation.
    """

    answer: str
    hint: str
    number: int | None


@dataclass(frozen=True, slots=True)
class ClozeText:
    """A cloze text whose deletions have no numbers yet.

    Parameters:
        deletions: in the order in which they open; at least one.
        context: visible text with `…` for each outermost deletion.
        plain: visible text with the answers in it.
        pieces: the field's HTML, cut where a number goes.
    """

    deletions: tuple[Deletion, ...]
    context: str
    plain: str
    pieces: tuple[str, ...]

    def numbered(self, numbers: Sequence[int]) -> str:
        """The field's HTML, with one number for each deletion in the order of opening.

        Raises:
            ValueError: too many or too few numbers, or one outside 1 to 499.
        """
        if len(numbers) != len(self.deletions):
            raise ValueError(f"{len(self.deletions)} deletions take as many numbers: {numbers}")
        if any(not 1 <= number <= HIGHEST_NUMBER for number in numbers):
            raise ValueError(f"cloze numbers run from 1 to {HIGHEST_NUMBER}: {numbers}")
        html = [self.pieces[0]]
        for number, piece in zip(numbers, self.pieces[1:], strict=True):
            html += str(number), piece
        return "".join(html)


@dataclass(frozen=True, slots=True)
class RenderedCloze:
    """A cloze text; `cloze` is None when there are flaws. `images` as in `markup.Rendered`."""

    cloze: ClozeText | None
    images: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def to_cloze(text: str) -> RenderedCloze:
    """Read a cloze text in both notations; never raises, all flaws are in the result."""
    simple = _read_simple(text)
    if simple:
        return RenderedCloze(simple)
    rendered = to_marked_html(text)
    if rendered.flaws:
        return RenderedCloze(None, (), rendered.flaws)
    reader = _read_marked(rendered.html)
    if reader.flaws:
        return RenderedCloze(None, (), tuple(dict.fromkeys(reader.flaws)))
    return RenderedCloze(reader.cloze(), rendered.images)


def _read_marked(html: str) -> _Reader:
    reader = _Reader()
    for token in _TOKEN.split(html):
        if token:
            reader.read(token)
    reader.end()
    return reader


def _read_simple(text: str) -> ClozeText | None:
    """The usual text, plain with short deletions, in a fraction of the time; else None."""
    text = text.strip(" \t\n")
    parts = text.split("==")
    if len(parts) < 3 or len(parts) % 2 == 0 or _NOT_SIMPLE.search(text) or not is_plain(text):
        return None
    answers = parts[1::2]
    if any(not answer or answer != answer.strip() for answer in answers):
        return None
    pieces = [parts[0]]
    for answer, after in zip(answers, parts[2::2], strict=True):
        pieces[-1] += "{{c"
        pieces.append(f"::{answer}}}}}{after}")
    parts[1::2] = "…" * len(answers)
    return ClozeText(
        tuple(Deletion(answer, "", None) for answer in answers),
        "".join(parts),
        text.replace("==", ""),
        tuple(pieces),
    )


_NOT_SIMPLE = re.compile("[{}]|::|===|  |image-occlusion")
_TOKEN = re.compile(
    rf"({MARK}[^{END_OF_MARK}]*{END_OF_MARK}|[{MATH}{END_OF_MATH}]|<(?:[^<>\"]|\"[^\"]*\")*>)"
)
_OPENER = re.compile(r"\{\{c0*([1-9][0-9]{0,2})::")
_NUMBERED = re.compile(r"\{\{c[0-9]+::")


@dataclass(slots=True)
class _Frame:
    """Something that is open: the text itself, a deletion, a tag or a formula."""

    kind: str
    source: str
    start: int = 0
    number: int | None = None
    braces: int = 0
    hint: list[str] | None = None
    answer: str = ""

    @property
    def is_short(self) -> bool:
        return self.source == "=="


class _Reader:
    """Reads the marked HTML of a text from left to right."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.deletions: list[_Frame] = []
        self.frames = [_Frame("text", "")]
        self.open_deletions = 0
        self.formulas = 0
        self.buffer: list[str] = []  # HTML of the answer or hint that is not yet in `html`
        self.html: list[str] = []
        self.pieces: list[str] = []
        self.plain: list[str] = []
        self.context: list[str] = []
        self.lost = False  # after a deletion that crosses something, the rest makes no sense

    def read(self, token: str) -> None:
        """Take the next piece of text, tag, formula bracket or mark."""
        if self.lost:
            return
        first = token[0]
        if first == MARK:
            self._read_mark(token[1:-1])
        elif first == MATH:
            self.formulas += 1
            self.frames.append(_Frame("formula", token))
        elif first == END_OF_MATH:
            self._leave("formula", "a formula")
            self.formulas -= 1
        elif first == "<":
            self._read_tag(token)
        else:
            self._keep(token)

    def end(self) -> None:
        """Nothing follows."""
        for frame in self.frames[1:]:
            if not self.lost:
                self.flaws.append(_unclosed(frame))
        self._flush("")
        self.pieces.append("".join(self.html))
        if not self.flaws and not self.deletions:
            self.flaws.append(_NO_DELETION)

    def cloze(self) -> ClozeText:
        """The result; only without flaws."""
        return ClozeText(
            tuple(
                Deletion(frame.answer, _one_line("".join(frame.hint or ())), frame.number)
                for frame in self.deletions
            ),
            visible_text("".join(self.context)),
            visible_text("".join(self.plain)),
            tuple(self.pieces),
        )

    def _keep(self, html: str) -> None:
        self.buffer.append(html)
        if self.open_deletions:
            hinted = self._in_hint()
            if hinted and hinted.hint is not None:
                hinted.hint.append(html)
                return
        else:
            self.context.append(html)
        self.plain.append(html)

    def _inner(self) -> _Frame:
        """The innermost deletion or formula, else the text."""
        return next(frame for frame in reversed(self.frames) if frame.kind != "tag")

    def _in_hint(self) -> _Frame | None:
        """The innermost deletion, when its hint is being read."""
        for frame in reversed(self.frames):
            if frame.kind == "deletion":
                return None if frame.hint is None else frame
        return None

    def _read_tag(self, tag: str) -> None:
        name = tag.strip("</>").split()[0]
        hinted = self._in_hint()
        if hinted and tag not in ("<span>", "</span>"):  # markup's own, in a written `\\[`
            self.flaws.append(_marked_up_hint(hinted))
        if tag[1] == "/":
            self._leave("tag", _NAMES.get(name, f"<{name}>"))
        elif name not in VOID_TAGS:
            self.frames.append(_Frame("tag", name))
        self._keep(tag)

    def _leave(self, kind: str, name: str) -> None:
        if self.frames[-1].kind == kind:
            self.frames.pop()
        else:
            self._crosses(self.frames[-1], name)

    def _crosses(self, deletion: _Frame, name: str) -> None:
        self.lost = True
        self.flaws.append(_crossing(deletion, name))

    def _read_mark(self, mark: str) -> None:
        inner = self._inner()
        if mark == "{":
            inner.braces += 1
            self._keep(mark)
        elif mark[0] == "{":
            self._read_opener(mark)
        elif mark[0] == "}":
            self._read_closers(len(mark))
        elif inner.kind == "formula" or (mark[0] == "=" and self.formulas):
            self._keep(mark)
        elif mark == "::":
            self._read_separator(inner)
        elif len(mark) % 2:
            self.flaws.append(_odd_equals(mark))
        else:
            for _ in range(len(mark) // 2):
                self._read_equals()

    def _read_opener(self, mark: str) -> None:
        if self.formulas and not _NUMBERED.match(mark):
            self._inner().braces += mark.count("{")
            self._keep(mark)
            return
        match = _OPENER.fullmatch(mark)
        number = int(match[1]) if match else 0
        if not 1 <= number <= HIGHEST_NUMBER:
            self.flaws.append(_bad_opener(mark))
            number = 0
            if not mark.startswith("{{"):
                return
        self._open(_Frame("deletion", mark, number=number))

    def _read_equals(self) -> None:
        if any(frame.is_short for frame in self.frames):
            if self.frames[-1].is_short:
                self._close()
            else:
                self._crosses(*self._crossed())
        else:
            self._open(_Frame("deletion", "=="))

    def _crossed(self) -> tuple[_Frame, str]:
        """The innermost open deletion and what is open inside it, for a message."""
        top = self.frames[-1]
        if top.kind == "deletion":
            return top, "the deletion around it"
        deletion = next(frame for frame in reversed(self.frames) if frame.kind == "deletion")
        return deletion, _NAMES.get(top.source, f"<{top.source}>")

    def _read_closers(self, count: int) -> None:
        """A run of `}`: those of the author's own `{` first, then ends of deletions."""
        while count and not self.lost:
            inner = self._inner()
            own = _own_braces(inner, count)
            inner.braces = max(0, inner.braces - own)
            if own:
                self._keep("}" * own)
            count -= own
            if count:
                count -= 2
                self._read_end(inner)

    def _read_end(self, inner: _Frame) -> None:
        if inner.kind != "deletion":
            self.flaws.append(_STRAY_END)
        elif self.frames[-1] is not inner:
            self._crosses(*self._crossed())
        else:
            self._close()

    def _read_separator(self, inner: _Frame) -> None:
        if inner.kind == "text":
            self._keep("::")
        elif inner.hint is not None:
            self.flaws.append(_two_hints(inner))
        elif self.frames[-1] is not inner:
            self._crosses(inner, _NAMES.get(self.frames[-1].source, "a tag"))
        else:
            self._flush("::")
            inner.answer = self._answer(inner)
            inner.hint = []

    def _open(self, frame: _Frame) -> None:
        if hinted := self._in_hint():
            self.flaws.append(_marked_up_hint(hinted))
        if self.open_deletions == DEEPEST_NESTING:
            self.flaws.append(_TOO_DEEP)
            self.lost = True
            return
        self._flush("{{")
        self.html.append("{{c")
        self.pieces.append("".join(self.html))
        self.html = ["::"]
        if not self.open_deletions:
            self.context.append("…")
        self.open_deletions += 1
        frame.start = len(self.plain)
        self.frames.append(frame)
        self.deletions.append(frame)

    def _close(self) -> None:
        frame = self.frames[-1]
        self._flush("}}")
        self.html.append("}}")
        if frame.hint is None:
            frame.answer = self._answer(frame)
        self.frames.pop()
        self.open_deletions -= 1

    def _answer(self, frame: _Frame) -> str:
        html = "".join(self.plain[frame.start :])
        answer = _one_line(html)
        if not answer and frame.number != 0:
            self.flaws.append(_empty(frame))
        elif frame.is_short and html != html.strip():
            self.flaws.append(_blanks(answer))
        return answer

    def _flush(self, following: str) -> None:
        """Write out what was kept, safe from being read as the end or hint of a deletion."""
        html = anki_safe("".join(self.buffer))
        self.buffer.clear()
        if self.open_deletions:
            html = _DOUBLE.sub(lambda match: _ENTITY[match.group()], html)
            html = _IMAGE_OCCLUSION.sub(r"\1&#58;", html)
        if html and following and html[-1] == following[0]:
            html = html[:-1] + _ENTITY[html[-1]]
        self.html.append(html)
        if following == "::":
            self.html.append("::")


def _own_braces(inner: _Frame, count: int) -> int:
    """How many of a run of `}` are the author's own; what is left is at least two."""
    if inner.kind == "formula" or inner.is_short:
        return count
    own = min(inner.braces, count)
    if count - own != 1:
        return own
    return count - 2 if inner.kind == "deletion" and count > 1 else count


_DOUBLE = re.compile(r"\}(?=\})|:(?=:)")
_ENTITY = {"{": "&#123;", "}": "&#125;", ":": "&#58;"}
_IMAGE_OCCLUSION = re.compile(r"^(image-occlusion):")
DEEPEST_NESTING = 8


def _one_line(html: str) -> str:
    return " ".join(unicodedata.normalize("NFC", visible_text(html)).split())


# What can be wrong

_NAMES = {
    "strong": "bold text",
    "b": "bold text",
    "em": "italic text",
    "i": "italic text",
    "s": "struck text",
    "a": "a link",
    "p": "a paragraph",
    "li": "a list item",
    "td": "a table cell",
    "th": "a table cell",
    MATH: "a formula",
}


def _flaw(message: str, fix: str, word: str = "") -> Flaw:
    return Flaw("cloze-syntax", message, fix, word)


_NO_DELETION = _flaw(
    "the text hides nothing, so there is nothing to ask",
    "Mark what the learner should recall: ==answer== or {{c1::answer}}.",
)
_STRAY_END = _flaw(
    "}} ends a deletion, but none is open there",
    "Start the deletion with {{c1::, or write \\}} for the two braces themselves.",
    "}}",
)
_TOO_DEEP = _flaw(
    f"deletions nest more than {DEEPEST_NESTING} deep", "Split the text into several."
)


def _unclosed(frame: _Frame) -> Flaw:
    if frame.is_short:
        return _flaw(
            "== starts a deletion that never ends",
            "Close it: ==answer==; for the two signs themselves write \\==.",
            "==",
        )
    return _flaw(
        f"the deletion {frame.source} never ends",
        "Close it with }}; a single brace in the answer needs its partner or a backslash: \\{.",
        frame.source,
    )


def _crossing(deletion: _Frame, name: str) -> Flaw:
    return _flaw(
        f"the deletion {deletion.source} and {name} cross each other",
        f"Let the deletion start and end inside {name}, or put all of it inside the deletion.",
        deletion.source,
    )


def _bad_opener(mark: str) -> Flaw:
    number = re.search(r"[0-9]+", mark)
    if number and not 1 <= int(number[0]) <= HIGHEST_NUMBER:
        problem = f"cloze numbers run from 1 to {HIGHEST_NUMBER}"
    elif "," in mark:
        problem = "a deletion has one number"
    elif not number:
        problem = "the number is missing"
    elif not mark.startswith("{{"):
        problem = "a deletion starts with two braces"
    elif "C" in mark or "c" not in mark or " " in mark:
        problem = "a deletion starts with a small c, without blanks"
    else:
        problem = "two colons belong between number and answer"
    return _flaw(
        f"{mark.strip()} starts no deletion: {problem}",
        "Write {{c1::answer}} or ==answer==; for the braces themselves write \\{{ and \\}}.",
        mark.strip(),
    )


def _odd_equals(mark: str) -> Flaw:
    return _flaw(
        f"{mark} cannot be read: two = start or end a deletion",
        "Write ==answer==; for the signs themselves write a backslash before each: \\=.",
        mark,
    )


def _empty(frame: _Frame) -> Flaw:
    return _flaw(
        "a deletion has no answer", "Write the answer: ==answer== or {{c1::answer}}.", frame.source
    )


def _blanks(answer: str) -> Flaw:
    return _flaw(
        f"there are blanks just inside the == around {answer!r}",
        "Write ==answer== without them; for the two signs themselves write \\==.",
        "==",
    )


def _two_hints(frame: _Frame) -> Flaw:
    return _flaw(
        "a deletion has more than one hint, or :: in its answer or hint",
        "Keep one :: before the hint; for the two colons themselves write \\::.",
        "::",
    )


def _marked_up_hint(frame: _Frame) -> Flaw:
    return _flaw(
        "a hint is plain text, without markup, images or deletions",
        "Write the hint in plain words; a backslash before * or _ keeps them as they are.",
        frame.source,
    )
