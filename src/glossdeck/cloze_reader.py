"""Reads cloze texts, in which two notations may be mixed: Anki's `{{c1::answer::hint}}`, whose
numbers are taken as written, and the short `==answer==` or `==answer::hint==`, which is
numbered later.
"""

from __future__ import annotations

import re
import unicodedata

from . import cloze_flaws as flaws
from .cloze import HIGHEST_NUMBER, ClozeText, Deletion, RenderedCloze, answer_starts
from .cloze_frames import Frame, OpenFrames
from .cloze_simple import read_simple
from .cloze_writer import ClozeWriter
from .flaw import Flaw
from .formulas import END_OF_MARK, END_OF_MATH, MARK, MATH
from .markup import to_marked_html, visible_text
from .safe_html import VOID_TAGS

_TOKEN = re.compile(
    rf"({MARK}[^{END_OF_MARK}]*{END_OF_MARK}|[{MATH}{END_OF_MATH}]|<(?:[^<>\"]|\"[^\"]*\")*>)"
)
_OPENER = re.compile(r"\{\{c0*([1-9][0-9]{0,2})::")
_NUMBERED = re.compile(r"\{\{c[0-9]+::")


def to_cloze(text: str) -> RenderedCloze:
    """Read a cloze text in both notations; never raises, all flaws are in the result."""
    simple = read_simple(text)
    if simple:
        return RenderedCloze(simple)
    rendered = to_marked_html(text)
    if rendered.flaws:
        return RenderedCloze(None, (), rendered.flaws)
    reader = read_marked(rendered.html)
    if reader.flaws:
        return RenderedCloze(None, (), tuple(dict.fromkeys(reader.flaws)))
    return RenderedCloze(reader.cloze(), rendered.images)


def read_marked(html: str) -> ClozeReader:
    """Read the HTML of `markup.to_marked_html`, which knows what is code, a tag or text."""
    reader = ClozeReader()
    for token in _TOKEN.split(html):
        if token:
            reader.read(token)
    reader.end()
    return reader


class ClozeReader:
    """Reads the marked HTML of a text from left to right.

    Attributes:
        flaws: what is wrong with the text.
    """

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []
        self.deletions: list[Frame] = []
        self.open = OpenFrames()
        self.out = ClozeWriter()
        self.lost = False  # after a deletion that crosses something, the rest makes no sense

    def read(self, token: str) -> None:
        """Take the next piece of text, tag, formula bracket or mark."""
        if self.lost:
            return
        first = token[0]
        if first == MARK:
            self._read_mark(token[1:-1])
        elif first == MATH:
            self.open.push(Frame("formula", token))
        elif first == END_OF_MATH:
            self._leave("formula", "a formula")
        elif first == "<":
            self._read_tag(token)
        else:
            self._keep(token)

    def end(self) -> None:
        """Nothing follows."""
        if not self.lost:
            self.flaws += [flaws.unclosed(frame.source) for frame in self.open.unclosed()]
        self.out.end()
        if not self.flaws and not self.deletions:
            self.flaws.append(flaws.NO_DELETION)

    def cloze(self) -> ClozeText:
        """The result; only without flaws."""
        deletions = tuple(
            Deletion(frame.answer, _one_line("".join(frame.hint or ())), frame.number)
            for frame in self.deletions
        )
        plain = visible_text("".join(self.out.plain))
        context = visible_text("".join(self.out.context))
        starts = answer_starts(context, plain, [deletion.answer for deletion in deletions])
        return ClozeText(deletions, starts, plain, tuple(self.out.pieces))

    def _keep(self, html: str) -> None:
        hinted = self.open.in_hint()
        if hinted and hinted.hint is not None:
            hinted.hint.append(html)
            self.out.keep_hint(html)
        else:
            self.out.keep(html)

    def _read_tag(self, tag: str) -> None:
        name = tag.strip("</>").split()[0]
        hinted = self.open.in_hint()
        if hinted and tag not in ("<span>", "</span>"):  # markup's own, in a written `\\[`
            self.flaws.append(flaws.marked_up_hint(hinted.source))
        if tag[1] == "/":
            self._leave("tag", flaws.name_of(name))
        elif name not in VOID_TAGS:
            self.open.push(Frame("tag", name))
        self._keep(tag)

    def _leave(self, kind: str, name: str) -> None:
        if self.open.top.kind == kind:
            self.open.pop()
        else:
            self._crosses(self.open.top, name)

    def _crosses(self, deletion: Frame, name: str) -> None:
        self.lost = True
        self.flaws.append(flaws.crossing(deletion.source, name))

    def _read_mark(self, mark: str) -> None:
        inner = self.open.inner()
        if mark == "{":
            inner.braces += 1
            self._keep(mark)
        elif mark[0] == "{":
            self._read_opener(mark)
        elif mark[0] == "}":
            self._read_closers(len(mark))
        elif inner.kind == "formula" or (mark[0] == "=" and self.open.formulas):
            self._keep(mark)
        elif mark == "::":
            self._read_separator(inner)
        elif len(mark) % 2:
            self.flaws.append(flaws.odd_equals(mark))
        else:
            for _ in range(len(mark) // 2):
                self._read_equals()

    def _read_opener(self, mark: str) -> None:
        if self.open.formulas and not _NUMBERED.match(mark):
            self.open.inner().braces += mark.count("{")
            self._keep(mark)
            return
        match = _OPENER.fullmatch(mark)
        number = int(match[1]) if match else 0
        if not 1 <= number <= HIGHEST_NUMBER:
            self.flaws.append(flaws.bad_opener(mark))
            number = 0
            if not mark.startswith("{{"):
                return
        self._start(Frame("deletion", mark, number=number))

    def _read_equals(self) -> None:
        if self.open.has_short():
            if self.open.top.is_short:
                self._close()
            else:
                self._crosses(*self.open.crossed())
        else:
            self._start(Frame("deletion", "=="))

    def _read_closers(self, count: int) -> None:
        """A run of `}`: those of the author's own `{` first, then ends of deletions."""
        while count and not self.lost:
            inner = self.open.inner()
            own = inner.own_braces(count)
            inner.braces = max(0, inner.braces - own)
            if own:
                self._keep("}" * own)
            count -= own
            if count:
                count -= 2
                self._read_end(inner)

    def _read_end(self, inner: Frame) -> None:
        if inner.kind != "deletion":
            self.flaws.append(flaws.STRAY_END)
        elif self.open.top is not inner:
            self._crosses(*self.open.crossed())
        else:
            self._close()

    def _read_separator(self, inner: Frame) -> None:
        if inner.kind == "text":
            self._keep("::")
        elif inner.hint is not None:
            self.flaws.append(flaws.TWO_HINTS)
        elif self.open.top is not inner:
            self._crosses(inner, flaws.name_of(self.open.top.source))
        else:
            self.out.begin_hint()
            inner.answer = self._answer(inner)
            inner.hint = []

    def _start(self, frame: Frame) -> None:
        if hinted := self.open.in_hint():
            self.flaws.append(flaws.marked_up_hint(hinted.source))
        if self.open.deletions == flaws.DEEPEST_NESTING:
            self.flaws.append(flaws.TOO_DEEP)
            self.lost = True
            return
        self.out.open()
        frame.start = len(self.out.plain)
        self.open.push(frame)
        self.deletions.append(frame)

    def _close(self) -> None:
        frame = self.open.pop()
        self.out.close()
        if frame.hint is None:
            frame.answer = self._answer(frame)

    def _answer(self, frame: Frame) -> str:
        html = "".join(self.out.plain[frame.start :])
        answer = _one_line(html)
        if not answer and frame.number != 0:
            self.flaws.append(flaws.empty(frame.source))
        elif frame.is_short and html != html.strip():
            self.flaws.append(flaws.blanks(answer))
        return answer


def _one_line(html: str) -> str:
    return " ".join(unicodedata.normalize("NFC", visible_text(html)).split())
