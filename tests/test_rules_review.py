"""Silencing, settings, editions and what `build` asks of the reviewer."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossdeck.checking import CheckResult, check_project
from glossdeck.markup import visible_text
from glossdeck.problem import Severity
from glossdeck.project import find_projects
from glossdeck.render import render
from glossdeck.review import Scope, errors, views

HEAD = "deck: {id: sample, title: Sample, source: {title: Course}%s}\n"
LEAKING = """\
terms:
  - term: Reactance
    definition: Reactance is a motive to win back freedom.
    example: Ben does the opposite.
%s"""


def check(folder: Path, scope: Scope | None = None, **files: str) -> CheckResult:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    (project,) = find_projects([folder], folder)
    return check_project(project, 0, scope or Scope())


def said(result: CheckResult) -> list[tuple[str, str, str]]:
    return [(each.rule, each.severity.value, each.edition) for each in result.problems]


def rules(result: CheckResult) -> list[str]:
    return [problem.rule for problem in result.problems]


def test_a_silence_on_the_entry_counts(tmp_path: Path) -> None:
    deck = HEAD % "" + LEAKING % "    ignore: {leak-term: it is its own definition in law}\n"
    assert rules(check(tmp_path, deck=deck)) == []


def test_a_silence_on_the_deck_counts(tmp_path: Path) -> None:
    deck = HEAD % ", ignore: {leak-term: we want it so}" + LEAKING % ""
    assert rules(check(tmp_path, deck=deck)) == []


def test_a_silence_on_a_section_counts_for_its_points(tmp_path: Path) -> None:
    deck = HEAD % "" + (
        "sections:\n  - title: One\n    ignore: {cloze-trivial: grammar is taught here}\n"
        "    points:\n      - Shame ==is== a barrier to asking others for help.\n"
        "  - title: Two\n    points:\n      - Guilt ==is== a barrier to asking others for help.\n"
    )
    result = check(tmp_path, deck=deck)
    assert [(each.rule, each.location and each.location.line) for each in result.problems] == [
        ("cloze-trivial", 9)
    ]


def test_a_silence_of_no_use_is_told(tmp_path: Path) -> None:
    deck = HEAD % "" + LEAKING % "    ignore: {def-length: it was long once, leak-term: law}\n"
    assert said(check(tmp_path, deck=deck)) == [("unused-ignore", "warning", "")]


def test_a_silence_is_not_called_useless_when_its_rule_did_not_run(tmp_path: Path) -> None:
    deck = HEAD % "" + LEAKING % "    ignore: {def-length: it was long once, leak-term: law}\n"
    assert rules(check(tmp_path, Scope(rules=frozenset({"leak-term"})), deck=deck)) == []


PROJECT = "editions:\n  one: {language: en%s}\n  two: {language: en%s}\n%s"


def test_a_rule_can_be_off_in_the_project_and_in_one_edition(tmp_path: Path) -> None:
    deck = "deck: {id: sample, title: Sample, source: {title: Course}}\n" + LEAKING % ""
    off = PROJECT % ("", "", "rules: {leak-term: off}\n")
    assert rules(check(tmp_path, deck=deck, glossdeck=off)) == []
    off_in_one = PROJECT % (", rules: {leak-term: off}", "", "")
    assert said(check(tmp_path, deck=deck, glossdeck=off_in_one)) == [("leak-term", "error", "two")]
    on_again = PROJECT % (", rules: {leak-term: on}", "", "rules: {leak-term: off}\n")
    assert said(check(tmp_path, deck=deck, glossdeck=on_again)) == [("leak-term", "error", "one")]


def test_settings_change_thresholds_and_weights(tmp_path: Path) -> None:
    term = "{term: Fear, definition: Six words in one short text., example: A.}"
    text = f"{HEAD % ''}terms:\n  - {term}\n"
    strict = "rules: {def-length: {warn_words: 3, error_words: 5}}\n"
    assert said(check(tmp_path, deck=text, glossdeck=strict)) == [("def-length", "error", "")]
    mild = "rules: {def-length: {warn_words: 3, severity: info}}\n"
    assert said(check(tmp_path, deck=text, glossdeck=mild)) == [("def-length", "info", "")]


@pytest.mark.parametrize(
    ("given", "rule", "fix"),
    [
        ("{leak-trm: off}", "unknown-rule", "did you mean `leak-term`?"),
        ("{def-length: {warn_word: 3}}", "unknown-key", "did you mean `warn_words`?"),
        ("{acronym: {allow: GDP}}", "wrong-type", "put it in brackets: `allow: [GDP]`"),
        ("{def-length: {warn_words: many}}", "wrong-type", "write a whole number"),
    ],
)
def test_wrong_settings_are_told_with_what_is_meant(
    tmp_path: Path, given: str, rule: str, fix: str
) -> None:
    deck = HEAD % "" + "terms:\n  - {term: Fear, definition: A feeling., example: A scene.}\n"
    (problem,) = check(tmp_path, deck=deck, glossdeck=f"rules: {given}\n").problems
    assert (problem.rule, problem.severity, problem.fix) == (rule, Severity.ERROR, fix)


def test_plain_editions_have_stricter_defaults(tmp_path: Path) -> None:
    words = " ".join(["A feeling that comes when someone near us is hurt, lost or gone,"] * 2)
    term = f"term: Grief\n    definition: {words[:-1]}.\n    example: A scene."
    deck = f"{HEAD % ''}terms:\n  - {term}\n"
    project = PROJECT % ("", ", reading_level: 8", "")
    result = check(tmp_path, Scope(rules=frozenset({"def-length"})), deck=deck, glossdeck=project)
    assert said(result) == [("def-length", "warning", "two")]


def test_what_is_the_same_in_all_editions_is_told_once(tmp_path: Path) -> None:
    deck = HEAD % "" + LEAKING % ""
    assert said(check(tmp_path, deck=deck, glossdeck=PROJECT % ("", "", ""))) == [
        ("leak-term", "error", "")
    ]


HARD = "Organisational responsibilities necessitate considerable interdisciplinary communication."


def test_an_edition_that_reads_harder_than_it_promises_is_told(tmp_path: Path) -> None:
    points = "".join(f"      - {HARD[:-1]} about ==subject {n}==.\n" for n in range(15))
    deck = HEAD % "" + f"sections:\n  - title: One\n    points:\n{points}"
    scope = Scope(rules=frozenset({"readability"}))
    project = PROJECT % ("", ", reading_level: 8", "")
    result = check(tmp_path, scope, deck=deck, glossdeck=project)
    worst = result.problems[0]
    assert (worst.rule, worst.severity, worst.edition) == ("readability", Severity.ERROR, "two")
    assert worst.message.endswith("and the edition promises 8")
    assert {each.severity for each in result.problems[1:]} == {Severity.INFO}


def test_other_languages_are_said_not_to_be_measured(tmp_path: Path) -> None:
    deck = HEAD % "" + "terms:\n  - {term: Angst, definition: Ein Gefühl., example: Er läuft.}\n"
    project = "editions:\n  one: {language: de, reading_level: 8}\n"
    (problem,) = check(tmp_path, deck=deck, glossdeck=project).problems
    assert problem.message == "the reading level is not measured: only English is, not `de`"


def test_a_theme_that_shows_the_title_on_the_front_may_give_the_answer(tmp_path: Path) -> None:
    theme = tmp_path / "mine" / "cloze"
    theme.mkdir(parents=True)
    (tmp_path / "mine" / "theme.yaml").write_text("extends: default\n")
    (theme / "cloze.front.html").write_text("<p>{{Section}}</p><div>{{cloze:Text}}</div>")
    deck = HEAD % "" + (
        "sections:\n  - title: Internalized shame\n    points:\n"
        "      - A feeling that was taken in is called ==internalized== by researchers.\n"
    )
    result = check(tmp_path, deck=deck, glossdeck="theme: mine\n")
    problem = next(each for each in result.problems if each.rule == "leak-context")
    assert problem.severity is Severity.ERROR
    assert problem.message.startswith("the section's title on the front gives the answer")


def test_errors_for_a_build_are_the_errors_of_a_check(tmp_path: Path) -> None:
    deck = HEAD % "" + LEAKING % "    cloze: It ==is== so.\n"
    result = check(tmp_path, deck=deck)
    planned = result.planned
    expected = tuple(problem for problem in result.problems if problem.is_error)
    assert expected
    assert errors(planned.loaded, planned.plan) == expected


def test_fronts_and_backs_are_what_anki_would_show(tmp_path: Path) -> None:
    deck = HEAD % "" + (
        "references: [{id: a, text: Someone 2001}]\n"
        "terms:\n  - term: '*Fear* & awe'\n    also: [dread]\n"
        "    definition: A feeling <b>of</b> it.\n    example: He runs.\n"
        "    cloze: 'One of the feelings is ==fear::which==, another ==awe=='\n"
        "    extra: More & more.\n    references: [a]\n"
        "    contrast: [{with: joy, difference: Joy is light.}]\n"
        "  - {term: Joy, definition: Delight.}\n"
        "sections:\n  - title: One & two\n    terms: [joy]\n"
        "    questions: [{ask: Why?, answer: So.}]\n"
    )
    planned = check(tmp_path, deck=deck).planned
    (view,) = views(planned.loaded, planned.plan)
    cards = [card for note in view.notes for card in note.cards]
    assert len(cards) == 9
    for card in cards:
        note = card.note
        for side, ours in (("front", card.front), ("back", card.back)):
            html = render(note.note_type, card.ord, note.note.fields, side)  # type: ignore[arg-type]
            theirs = visible_text(html).replace("[...]", "[…]")
            assert "".join(ours.split()) == "".join(theirs.split())


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def pictured(folder: Path, alt: str) -> CheckResult:
    """A term whose definition, the front of a card, has a picture."""
    (folder / "loop.png").write_bytes(PICTURE)
    deck = HEAD % "" + (
        "terms:\n  - term: Reactance\n"
        f"    definition: 'A motive to win back freedom ![{alt}](loop.png)'\n"
        "    example: Ben does the opposite.\n"
    )
    return check(folder, Scope(rules=frozenset({"img-alt"})), deck=deck)


def test_the_text_of_a_picture_must_not_give_the_answer(tmp_path: Path) -> None:
    (problem,) = pictured(tmp_path, "a diagram of reactance").problems
    assert (problem.rule, problem.severity) == ("img-alt", Severity.ERROR)
    assert problem.message == "the words for the picture on the front name the answer “Reactance”"
    assert problem.fix == "say what the picture shows without “reactance”"
    assert problem.location is not None
    assert problem.location.text[problem.location.column - 1 :].startswith("a diagram of")


def test_the_text_of_a_picture_must_not_be_long(tmp_path: Path) -> None:
    alt = "a loop of three arrows that lead from a rule to a wish " * 3
    (problem,) = pictured(tmp_path, alt.strip()).problems
    assert (problem.rule, problem.severity) == ("img-alt", Severity.WARNING)
    length = len(alt.strip())
    assert (
        problem.message == f"the words for the picture have {length} characters, long to listen to"
    )


def test_a_short_text_of_a_picture_is_fine(tmp_path: Path) -> None:
    assert rules(pictured(tmp_path, "loop of three arrows")) == []


def test_a_phrase_that_small_words_part_is_told_once(tmp_path: Path) -> None:
    ends = ("at night", "before a journey", "in front of others", "after a quarrel")
    deck = (
        HEAD % ""
        + "terms:\n"
        + "".join(
            f"  - term: Habit {number}\n"
            f"    definition: Rigid order of the steps to take with care {end}.\n"
            for number, end in enumerate(ends)
        )
    )
    found = check(tmp_path, Scope(frozenset({"boilerplate"})), deck=deck).problems
    (problem,) = found
    assert "“Rigid order of the steps to take with care”" in problem.message


SIGHTS = (
    "A walk under roses", "A glasshouse with palms", "A moving doll of brass", "Dried plants",
    "A picture all the way round",
)  # fmt: skip
OTHERS = (
    "A mark in silver", "Brown spots in paper", "Dust of beetles", "Thin wood glued on a chest",
    "Cracks in old paint", "A stone under a bust", "A copy of a charter", "A box of glass",
    "A chain of owners", "A film on bronze", "A loan of one year", "A case of tools",
    "A slow walk", "A key for all doors", "A list of gifts", "A net over peas", "A seat by a fire",
    "A row of hooks", "A bell for closing time", "A string of beads",
)  # fmt: skip


def test_a_long_tail_is_told_in_fewer_definitions_and_makes_no_two_alike(tmp_path: Path) -> None:
    tail = ", there for the guests of our museum to enjoy"
    texts = [*(sight + tail for sight in SIGHTS), *OTHERS]
    terms = "".join(
        f"  - term: Word {chr(97 + at) * 5}\n    definition: {text}.\n"
        for at, text in enumerate(texts)
    )
    some = Scope(frozenset({"boilerplate", "near-duplicate", "contrast-missing"}))
    found = check(tmp_path, some, deck=HEAD % "" + "terms:\n" + terms).problems
    assert [(each.rule, each.message) for each in found] == [
        (
            "boilerplate",
            "“guests of our museum to enjoy” stands in 5 of 25 definitions and tells none of them "
            "apart",
        )
    ]
