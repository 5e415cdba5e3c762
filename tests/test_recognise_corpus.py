"""Numbers and GUIDs stay with their facts in hundreds of edits as authors make them.

Each case in `corpus/` shows entries before (`-`) and after (`+`) an edit. A letter names an
entry that the author gave no id, `#name` one with an id, `*` a new one. Of several lines `a~`
one goes on as `a`, whichever, and the others are new. `[2 answer]` is a deletion with the
number that it has or must get; `question => answer` is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from glossdeck.cloze_reader import to_cloze
from glossdeck.note import Kind, NoteDraft
from glossdeck.problem import Place
from plan_samples import build

CORPUS = Path(__file__).parent / "corpus"
ASK = "(a question is right)"
_DELETION = re.compile(r"\[(\d+) ([^\]]+)\]")
_LINE = re.compile(r"([-+]) (\*|#?[\w-]+~?): (.*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a case."""

    label: str
    text: str

    @property
    def kind(self) -> Kind:
        return Kind.QUESTION if " => " in self.text else Kind.POINT

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number, _ in _DELETION.findall(self.text)]

    def draft(self, place: int) -> NoteDraft:
        """The entry as the compiler would hand it over."""
        entry_id = self.label[1:] if self.label.startswith("#") else ""
        where = Place("deck.yaml", ("sections", 0, "points", place))
        text = _DELETION.sub(r"==\2==", self.text)
        tags = (f"deck::kind::{self.kind}",)
        if self.kind == Kind.QUESTION:
            fields = (*text.split(" => "), "")
            return NoteDraft("deck", "all", self.kind, entry_id, fields, None, "Deck", tags, where)
        cloze = to_cloze(text).cloze
        assert cloze, text
        return NoteDraft("deck", "all", self.kind, entry_id, ("", ""), cloze, "Deck", tags, where)


@dataclass(frozen=True, slots=True)
class Case:
    """An edit."""

    name: str
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]

    @property
    def may_ask(self) -> bool:
        return ASK in self.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the planner made of a case: `wrong` and `asked` say it in words."""

    wrong: tuple[str, ...]
    asked: tuple[str, ...]


def cases() -> Iterator[Case]:
    """All cases of the corpus."""
    for path in sorted(CORPUS.glob("*.md")):
        for block in path.read_text("utf-8").split("\n## ")[1:]:
            name, *lines = block.strip().split("\n")
            old: list[Entry] = []
            new: list[Entry] = []
            for line in filter(None, lines):
                match = _LINE.fullmatch(line)
                assert match, f"{path.name}: {line}"
                (old if match[1] == "-" else new).append(Entry(match[2], match[3]))
            yield Case(f"{path.stem}: {name}", tuple(old), tuple(new))


def drafts(entries: Sequence[Entry]) -> list[NoteDraft]:
    return [entry.draft(place) for place, entry in enumerate(entries)]


def plain(text: str) -> str:
    return _DELETION.sub(r"\2", text)


def judge(old: Sequence[Entry], new: Sequence[Entry]) -> Verdict:
    """Build before and after the edit, and compare with what the corpus says."""
    first = build(drafts(old))
    assert not first.problems
    second = build(drafts(new), first.lock, 2000)
    before = {note.place: note for note in first.notes}
    after = {note.place: note for note in second.notes}
    places = {entry.label: place for place, entry in enumerate(old)}
    doubts = [problem for problem in second.problems if problem.rule == "cloze-doubt"]
    wrong: list[str] = []
    asked: list[str] = []
    heirs = [entry.label for entry in new if entry.label.endswith("~")]
    known = {note.guid: note.key for note in first.notes}
    for place, entry in enumerate(new):
        where = Place("deck.yaml", ("sections", 0, "points", place))
        note = after[where]
        if entry.label == "*":
            if note.guid in known:
                wrong.append(f"took the place of {known[note.guid]}: {entry.text}")
            continue
        if entry.label.endswith("~") and note.guid not in known and heirs.count(entry.label) > 1:
            heirs.remove(entry.label)  # another part has to go on
            continue
        label = entry.label.rstrip("~")
        old_where = Place("deck.yaml", ("sections", 0, "points", places[label]))
        if note.guid != before[old_where].guid:
            if note.guid in known:
                wrong.append(f"is {known[note.guid]}: {entry.text}")
            else:
                asked.append(f"not known again: {entry.text}")
            continue
        if entry.kind == Kind.QUESTION:
            continue
        given = [fact.number for fact in second.lock.notes[note.key].facts]
        unsure = [p for p in doubts if p.place and p.place.route == where.route]
        if given != entry.numbers:
            (asked if unsure else wrong).append(f"numbered {given}: {entry.text}")
        elif unsure:
            asked.append(f"doubted: {entry.text}")
    return Verdict(tuple(wrong), tuple(asked))


def test_no_fact_is_confused_and_hardly_any_is_asked_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of at least 200 edits none goes wrong, and at most one in twenty is asked about."""
    all_cases = list(cases())
    wrong, asked = [], []
    for case in all_cases:
        verdict = judge(case.old, case.new)
        if verdict.wrong and not (case.may_ask and verdict.asked):
            wrong.append(f"{case.name}: {verdict.wrong}")
        elif verdict.asked:
            asked.append(f"{case.name}: {verdict.asked}")
    with capsys.disabled():
        print(f"\n{len(all_cases)} edits: {len(wrong)} wrong, {len(asked)} asked about")
        print("\n".join(asked))
    assert len(all_cases) >= 200
    assert not wrong, "\n".join(wrong)
    assert len(asked) <= len(all_cases) / 20


def test_nothing_is_confused_when_every_edit_comes_at_once() -> None:
    """The whole corpus as one deck, edited everywhere between two builds."""
    old: list[Entry] = []
    new: list[Entry] = []
    for number, case in enumerate(cases()):
        texts = {plain(entry.text) for entry in (*old, *new)}
        own = {plain(entry.text) for entry in (*case.old, *case.new)}
        if not case.may_ask and not texts & own:
            old += [Entry(f"{entry.label}-{number}", entry.text) for entry in case.old]
            for entry in case.new:
                name, part = entry.label.rstrip("~"), "~" * entry.label.endswith("~")
                label = "*" if name == "*" else f"{name}-{number}{part}"
                new.append(Entry(label, entry.text))
    verdict = judge(old, new)
    assert not verdict.wrong, "\n".join(verdict.wrong)
    assert len(verdict.asked) <= len(old) / 20, "\n".join(verdict.asked)
