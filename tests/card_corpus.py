"""The labelled corpus of cards: reads it, reviews it, and counts what the reviewer got right.

Each entry becomes a deck of its own, so that no entry changes what is said about another.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from glossdeck.load import load_project
from glossdeck.lock import Lock
from glossdeck.planning import plan_project
from glossdeck.problem import Problem, Severity
from glossdeck.project import find_projects
from glossdeck.review import review

FOLDER = Path(__file__).with_name("corpus_cards")
MARKS = {"!": Severity.ERROR, "?": Severity.INFO}


@dataclass
class Case:
    """One deck of the corpus with what has to be said about it."""

    name: str
    lines: list[str]
    expected: dict[str, Severity]
    found: list[Problem] = field(default_factory=list)

    @property
    def is_plain(self) -> bool:
        return "[plain]" in self.lines[0]

    @property
    def language(self) -> str:
        """`es` of a case marked `[es]`; English without a mark."""
        marked = re.search(r"\[([a-z]{2})\]", self.lines[0])
        return marked[1] if marked else "en"

    def missed(self) -> list[str]:
        """Expected rules that found nothing; one that found it with another weight did find it."""
        said = {problem.rule for problem in self.found}
        return [rule for rule in self.expected if rule not in said]

    def wrong(self) -> list[Problem]:
        """Errors and warnings that were not expected, or weigh more than expected."""
        return [
            problem
            for problem in self.found
            if problem.severity is not Severity.INFO
            and not _is_expected(problem, self.expected.get(problem.rule))
        ]


def _is_expected(problem: Problem, weight: Severity | None) -> bool:
    order = list(Severity)
    return weight is not None and order.index(problem.severity) >= order.index(weight)


def cases() -> Iterator[Case]:
    """All cases of all files."""
    for path in sorted(FOLDER.glob("*.txt")):
        lines: list[str] = []
        first = 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            first = number if not line.startswith("+") else first
            content, arrow, labels = line.removeprefix("+ ").partition("=>")
            lines.append(content.strip())
            if arrow:
                yield Case(f"{path.stem}-{first}", lines, dict(map(_label, labels.split())))
                lines = []


def _label(text: str) -> tuple[str, Severity]:
    return text.rstrip("!?"), MARKS.get(text[-1], Severity.WARNING)


def reviewed(folder: Path) -> list[Case]:
    """All cases with what the reviewer says about them; writes their decks into a folder."""
    found = list(cases())
    by_edition: dict[tuple[str, bool], list[Case]] = defaultdict(list)
    for case in found:
        by_edition[case.language, case.is_plain].append(case)
    for (language, is_plain), chosen in by_edition.items():
        name = f"{language}-plain" if is_plain else language
        edition = {"language": language, **({"reading_level": 8} if is_plain else {})}
        _review(chosen, folder / name, edition)
    return found


def _review(chosen: list[Case], folder: Path, edition: dict[str, object]) -> None:
    folder.mkdir()
    # A project of one edition; JSON is YAML too.
    (folder / "glossdeck.yaml").write_text(json.dumps({"editions": {"all": edition}}))
    for case in chosen:
        (folder / f"{case.name}.yaml").write_text(_yaml(_deck(case)), "utf-8")
    (project,) = find_projects([folder], folder)
    loaded = load_project(project)
    broken = [problem for problem in loaded.problems if problem.is_error]
    assert not broken, broken[:3]
    planned = plan_project(loaded, Lock("corpus"), 0)
    errors = [problem for problem in planned.problems if problem.is_error]
    assert not errors, errors[:3]
    by_name = {case.name: case for case in chosen}
    for problem in review(loaded, planned.plan):
        assert problem.location is not None
        by_name[Path(problem.location.path).stem].found.append(problem)


def _yaml(deck: dict[str, object]) -> str:
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in deck.items())
    return "\n".join(lines)


def _deck(case: Case) -> dict[str, object]:
    flags = set(re.findall(r"\[(plain|ref|noref)\]", " ".join(case.lines)))
    marks = re.compile(r" ?\[(?:plain|ref|noref|[a-z]{2})\]")
    entries = [_entry(marks.sub("", line).strip()) for line in case.lines]
    terms = [entry for key, entry in entries if key == "terms"]
    section: dict[str, object] = {"title": "Section"}
    for key in ("points", "questions"):
        section[key] = [entry for kind, entry in entries if kind == key]
    deck: dict[str, object] = {
        "deck": {"id": case.name, "title": "Corpus", "source": {"title": "Course"}},
        "terms": terms,
        "sections": [section],
    }
    if flags & {"ref", "noref"}:
        deck["references"] = [{"id": "study", "text": "Someone 2019, Journal"}]
    for number, (_, entry) in enumerate(entries, 1):
        entry["id"] = f"entry-{number}"
    if "ref" in flags:
        for _, entry in entries:
            entry["references"] = ["study"]
    return deck


def _entry(line: str) -> tuple[str, dict[str, object]]:
    kind, rest = line.split(" ", 1)
    parts = [part.strip() for part in re.split(r" \| ", rest)]
    if kind == "T":
        keys = ("term", "definition", "example")
        return "terms", dict(zip(keys, parts, strict=False))
    if kind == "Q":
        return "questions", {"ask": parts[0], "answer": parts[1]}
    return "points", {"point": rest.strip()}


@dataclass
class Count:
    """Findings of one rule: right and wrong ones by weight, and those that were missed."""

    right: dict[Severity, int] = field(default_factory=lambda: defaultdict(int))
    wrong: dict[Severity, int] = field(default_factory=lambda: defaultdict(int))
    missed: int = 0


def counts(found: list[Case]) -> dict[str, Count]:
    """What each rule got right; findings of a rule in one case count once."""
    by_rule: dict[str, Count] = defaultdict(Count)
    for case in found:
        wrong = {(problem.rule, problem.severity) for problem in case.wrong()}
        for rule, severity in {(problem.rule, problem.severity) for problem in case.found}:
            if (rule, severity) in wrong:
                by_rule[rule].wrong[severity] += 1
            elif rule in case.expected:
                by_rule[rule].right[severity] += 1
        for rule in case.missed():
            by_rule[rule].missed += 1
    return by_rule


def share(part: int, whole: int) -> float:
    """A share, 1 of nothing."""
    return part / whole if whole else 1.0


def table(by_rule: dict[str, Count]) -> str:
    """Precision and recall by rule, for people."""
    lines = [f"{'rule':<20} {'right':>5} {'wrong':>5} {'missed':>6} precision recall"]
    for rule, count in sorted(by_rule.items()):
        right, wrong = sum(count.right.values()), sum(count.wrong.values())
        lines.append(
            f"{rule:<20} {right:>5} {wrong:>5} {count.missed:>6} "
            f"{share(right, right + wrong):>9.2f} {share(right, right + count.missed):>6.2f}"
        )
    return "\n".join(lines)


def precision(by_rule: dict[str, Count], severity: Severity) -> float:
    """Share of the findings of one weight that were expected."""
    right = sum(count.right[severity] for count in by_rule.values())
    wrong = sum(count.wrong[severity] for count in by_rule.values())
    return share(right, right + wrong)


def recall(by_rule: dict[str, Count]) -> float:
    """Share of what was expected that was found."""
    right = sum(sum(count.right.values()) for count in by_rule.values())
    missed = sum(count.missed for count in by_rule.values())
    return share(right, right + missed)
