"""Releases drawn at random: whatever an author does, each fact keeps its card and each card its
history, in the newest Anki."""

from __future__ import annotations

import copy
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forked import import_everything, run_forked
from glossdeck.anki import new_collection
from glossdeck.clozediff import answers
from glossdeck.readpackage import read_package
from releases.learner import Life
from releases.writer import ADJECTIVES, PLACES, VERBS, Entry, Sentence, Source, word

EDITS = (
    "add term", "add point", "insert gap", "swap gaps", "drop gap", "reword term", "reword point",
    "move point", "move term", "example", "rename", "retire term", "touch",
    "rename deck", "rename edition",
)  # fmt: skip
Script = list[tuple[str, int]]
scripts = st.lists(
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 999)), min_size=1, max_size=4),
    min_size=2,
    max_size=5,
)


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    import_everything()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(scripts)
def test_facts_keep_their_cards_and_cards_their_histories(
    monkeypatch: pytest.MonkeyPatch, script: list[Script]
) -> None:
    with tempfile.TemporaryDirectory() as folder, new_collection() as learner:
        writer = _Writer(Path(folder))
        life = Life(learner)
        for number, edits in enumerate([[], *script]):
            monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_600_000_000 + number * 2_000_000))
            writer.release(edits)
            taken = life.take(writer.package)
            assert taken["broken"] == []
            assert taken["counts"]["conflicting"] == taken["counts"]["other"] == 0
            writer.assert_facts_kept_their_cards()


class _Writer:
    """The random author with a project, and where each fact was when it was first seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cards: dict[str, tuple[str, int]] = {}
        source = Source()
        source.terms = [Entry(source.next(), 0, 0), Entry(source.next(), 1, 1)]
        source.sections = [
            [Sentence([source.next(), source.next()], 0, 0), Sentence([source.next()], 1, 1)],
            [Sentence([source.next(), source.next(), source.next()], 2, 2)],
        ]
        self.source = source
        (folder / "glossdeck.yaml").write_text("namespace: randomrandom\n")

    @property
    def package(self) -> Path:
        source = self.source
        name = source.deck if source.edition == "default" else f"{source.deck}-{source.edition}"
        return self.folder / "build" / f"{name}.apkg"

    def release(self, edits: Script) -> None:
        """Edit, and build; an edit that the tool asks about is taken back."""
        self.source.begin_release()
        for edit, number in edits:
            before = copy.deepcopy(self.source)
            self._edit(edit, number)
            if not edit.startswith(("rename", "retire")) and not self._is_understood():
                self.source = before
        self._write()
        ended = run_forked(self.folder, "build")
        assert ended.status == 0, ended.err

    def _is_understood(self) -> bool:
        """Whether the tool needs no answer; `diff` plans as `build` does, and writes nothing."""
        self._write()
        ended = run_forked(self.folder, "diff")
        asked = re.findall(r"error\[([a-z-]+)\]", ended.err)
        assert set(asked) <= {"renamed", "removed", "cloze-doubt", "entry-doubt"}, ended.err
        return ended.status == 0

    def _write(self) -> None:
        (self.folder / "deck.yaml").write_text(self.source.yaml())

    def _edit(self, edit: str, number: int) -> None:
        source = self.source
        points = source.sections[number % len(source.sections)]
        point = points[number % len(points)] if points else None
        term = source.terms[number % len(source.terms)] if source.terms else None
        if edit == "add term":
            source.terms.insert(
                number % (len(source.terms) + 1), Entry(source.next(), number % 8, 3)
            )
        elif edit == "add point":
            new = Sentence([source.next() for _ in range(1 + number % 3)], number % 8, number % 6)
            points.insert(number % (len(points) + 1), new)
        elif edit == "move term" and term:
            source.terms.remove(term)
            source.terms.insert(number // 7 % (len(source.terms) + 1), term)
        elif edit in ("rename deck", "rename edition"):
            self._rename_whole(edit.split()[1])
        elif edit == "touch":
            assert run_forked(self.folder, "touch", "--all").status in (0, 1)
        elif point and edit.endswith(("gap", "gaps", "point")):
            self._edit_point(edit, number, points, point)
        elif term:
            self._edit_term(edit, number, term)

    def _rename_whole(self, group: str) -> None:
        """A deck or edition is called otherwise: the build asks, and its first answer works."""
        if not self.package.exists():
            return
        old, new = getattr(self.source, group), f"{group}-{self.source.next()}"
        assert self._is_understood(), "edits before this one were taken back or answered"
        setattr(self.source, group, new)
        self._write()
        asked = run_forked(self.folder, "build")
        command = f"glossdeck rename --{group} {old} {new}"
        assert f"error[renamed-{group}]" in asked.err, asked.err
        assert command in asked.err
        assert run_forked(self.folder, *command.split()[1:]).status == 0
        last = self.package.with_name("last")
        for path in (self.folder / "build").glob("*.apkg"):
            path.rename(last)
        last.rename(self.package)

    def _edit_point(self, edit: str, number: int, points: list[Sentence], point: Sentence) -> None:
        source = self.source
        if edit == "insert gap" and not point.dropped:
            point.inserted = True
            point.gaps.insert(number % (len(point.gaps) + 1), source.next())
        elif edit == "swap gaps":
            point.gaps.reverse()
        elif edit == "drop gap" and len(point.gaps) > 1 and not point.inserted:
            point.dropped = True
            point.gaps.pop(number % len(point.gaps))
        elif edit == "reword point":
            point.verb, point.place = number % len(VERBS), number % len(PLACES)
        elif edit == "move point":
            points.remove(point)
            other = source.sections[(number + 1) % len(source.sections)]
            other.insert(number % (len(other) + 1), point)

    def _edit_term(self, edit: str, number: int, term: Entry) -> None:
        if edit == "reword term":
            term.verb, term.place = number % len(VERBS), number % len(PLACES)
        elif edit == "example":
            term.example = True
        elif not self.package.exists():
            return
        elif edit == "rename":
            new = f"{ADJECTIVES[number % 8]}-{self.source.next()}"
            if run_forked(self.folder, "rename", term.id, new).status == 0:
                term.given_id = new
        elif len(self.source.terms) > 1 and self._retires(term):
            self.source.terms.remove(term)

    def _retires(self, term: Entry) -> bool:
        """A term that was never built cannot be retired."""
        return run_forked(self.folder, "retire", term.id).status == 0

    def assert_facts_kept_their_cards(self) -> None:
        """A fact that is in the source has the card that it had in every release before."""
        now = {}
        for note in read_package(self.package).notes:
            if f"{self.source.deck}::kind::term" in note.tags:
                now[note.fields[0].lower()] = (note.guid, 0)
                continue
            for number, answer in answers(note.fields[0]).items():
                now[answer.split()[-1]] = (note.guid, number - 1)
        facts = set(self.source.facts())
        assert facts <= now.keys()
        for fact in facts:
            assert self.cards.setdefault(fact, now[fact]) == now[fact], fact
        taken = {card: fact for fact, card in self.cards.items()}
        assert len(taken) == len(self.cards), "a card passed from one fact to another"


def test_words_are_all_different() -> None:
    assert len({word(number) for number in range(1300)}) == 1300
