"""The decks that ship, built by the command line and studied in the real Anki."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from anki_versions import OLDER, verify_with
from commands import run
from glossdeck.anki import LearnerCollection, new_collection
from glossdeck.learner import ImportLog, RenderedCard
from glossdeck.markup import visible_text
from glossdeck.readpackage import ReadPackage, read_package

ROOT = Path(__file__).parent.parent
EDITIONS = ("trainees", "peer-support")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages, as `build --locked` writes them."""
    folder = tmp_path_factory.mktemp("decks")
    result = run("build", str(ROOT / "decks"), "--locked", "--output", str(folder))
    assert (result.status, result.err) == (0, "")
    return folder


@dataclass(frozen=True)
class Studied:
    """A package, and a learner's collection that has imported it."""

    path: Path
    package: ReadPackage
    learner: LearnerCollection
    log: ImportLog
    cards: tuple[RenderedCard, ...]


@pytest.fixture(scope="module", params=EDITIONS)
def studied(request: pytest.FixtureRequest, built: Path) -> Iterator[Studied]:
    path = built / f"resistance-to-therapy-{request.param}.apkg"
    with new_collection() as learner:
        log = learner.import_package(path)
        yield Studied(path, read_package(path), learner, log, tuple(learner.render()))


def test_every_note_and_card_arrives(studied: Studied) -> None:
    assert len(studied.log.new) == len(studied.package.notes) == studied.log.found
    planned = {(note.guid, ord_) for note in studied.package.notes for ord_ in note.ords}
    assert set(studied.learner.cards()) == planned
    assert 120 <= len(planned) <= 250


def test_all_kinds_of_cards_are_there(studied: Studied) -> None:
    kinds = Counter(kind_of(note) for note in studied.package.notes)
    assert kinds["term"] == kinds["cloze"] == 10
    assert kinds["point"] >= 22
    assert kinds["question"] >= 11
    assert kinds["contrast"] >= 5


def kind_of(note: object) -> str:
    tags: tuple[str, ...] = note.tags  # type: ignore[attr-defined]
    return next(tag.split("::kind::")[1] for tag in tags if "::kind::" in tag)


def test_every_card_shows_both_sides_without_an_error(studied: Studied) -> None:
    for card in studied.cards:
        assert card.problem == ""
        assert visible_text(body(card.front))
        assert 'id="answer"' in card.back or "id=answer" in card.back


def test_no_front_shows_its_answer(studied: Studied) -> None:
    notes = {note.guid: note for note in studied.package.notes}
    for card in studied.cards:
        front = folded(visible_text(body(card.front)))
        for answer in answers(card, notes[card.guid]):
            assert folded(answer) not in front, f"{answer!r} in {front!r}"


def answers(card: RenderedCard, note: object) -> list[str]:
    """What the learner is asked for, as text."""
    fields: tuple[str, ...] = note.fields  # type: ignore[attr-defined]
    if card.template == "Cloze" or "Cloze" in card.template:
        number = card.ord + 1
        return re.findall(rf"\{{\{{c{number}::(.*?)(?:::.*?)?\}}\}}", fields[0])
    if card.template == "Definition":
        return [visible_text(fields[1])]
    return (
        [visible_text(fields[0])]
        if card.template in ("Term", "Example")
        else [visible_text(fields[1])]
    )


def body(side: str) -> str:
    return re.sub(r"<style>.*?</style>", "", side, flags=re.S)


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", html.unescape(text).casefold()).strip()


CONFUSABLE = {
    "trainees": (
        ("public stigma", "self-stigma"),
        ("therapy aversion bias", "therapeutic skepticism"),
        ("therapy aversion bias", "help-seeking reluctance"),
        ("emotional suppression norms", "cultural non-disclosure codes"),
        ("vulnerability avoidance", "emotional suppression norms"),
        ("self-sufficiency myth", "emotional suppression norms"),
        ("pathology denial", "anosognosia"),
        ("change resistance loop", "reactance"),
        ("shame", "guilt"),
        ("bad therapy history", "mistrust"),
    ),
    "peer-support": (
        ("public stigma", "self-stigma"),
        ("early no to therapy", "doubt about therapy"),
        ("early no to therapy", "putting off asking"),
        ("hide-your-feelings rules", "keep-it-in-the-family rules"),
        ("fear of opening up", "hide-your-feelings rules"),
        ("go-it-alone belief", "hide-your-feelings rules"),
        ("seeing it differently", "not being able to notice"),
        ("fear-of-change loop", "pushing back"),
        ("shame", "guilt"),
        ("bad past therapy", "mistrust"),
    ),
}
"""What is easily confused, by the words in which each edition says it."""


def test_what_is_easily_confused_is_told_apart(studied: Studied) -> None:
    fronts = [visible_text(body(card.front)).casefold() for card in studied.cards]
    asking = [front for front in fronts if re.search("differ|separates", front)]
    for pair in CONFUSABLE[edition_of(studied)]:
        assert any(all(name in front for name in pair) for front in asking), pair


def edition_of(studied: Studied) -> str:
    return next(name for name in EDITIONS if studied.path.stem.endswith(name))


def test_peers_read_no_word_that_blames(studied: Studied) -> None:
    if edition_of(studied) == "trainees":
        return
    for card in studied.cards:
        text = visible_text(body(card.front) + body(card.back))
        assert not re.search(r"(?i)\b(resistant|in denial|patients?|clients?)\b", text), text


def test_whom_to_call_is_not_one_country_s_number(studied: Studied) -> None:
    (description,) = studied.learner.decks().values()
    texts = [visible_text(body(card.front) + body(card.back)) for card in studied.cards]
    for text in (description, *texts):
        assert not re.search(
            r"(?<![\d:–.,])(911|999|988|112|000|111|113|116 ?\d{3})(?![\d–])", text
        )


COINED = (
    "therapy aversion bias",
    "vulnerability avoidance",
    "self-sufficiency myth",
    "emotional suppression norms",
    "pathology denial",
    "change resistance loop",
    "cultural non-disclosure codes",
)


def test_a_label_that_the_article_coined_is_called_the_article_s(studied: Studied) -> None:
    """Trainees see it on the front, peers only on the back of a plainer name."""
    for label in COINED:
        (card,) = (
            card
            for card in studied.cards
            if card.template == "Definition" and label in where_the_label_is(studied, card)
        )
        assert "article" in visible_text(body(card.back)), label


def where_the_label_is(studied: Studied, card: RenderedCard) -> str:
    side = card.front if edition_of(studied) == "trainees" else card.back
    return visible_text(body(side)).casefold()


def test_new_cards_come_in_the_order_of_the_source(studied: Studied) -> None:
    order = {note.guid: note.due for note in studied.package.notes}
    cards = [key for key in studied.learner.cards() if key[1] == 0]
    assert [order[guid] for guid, _ in cards] == sorted(order[guid] for guid, _ in cards)


def test_the_description_says_what_the_deck_is_and_is_not(studied: Studied) -> None:
    (description,) = studied.learner.decks().values()
    for words in ("learning aid", "not ", "local emergency number", "2025-02-28"):
        assert words in description.lower()
    assert "\n\n" in description


def test_anki_finds_nothing_to_mend_and_no_empty_card(studied: Studied) -> None:
    assert studied.learner.check_database()[0]
    assert studied.learner.empty_cards() == frozenset()


def test_a_second_import_changes_nothing(studied: Studied) -> None:
    log = studied.learner.import_package(studied.path)
    assert len(log.duplicate) == log.found
    assert (log.new, log.updated, log.conflicting) == ((), (), ())


@pytest.mark.parametrize("version", OLDER)
@pytest.mark.parametrize("edition", EDITIONS)
def test_older_ankis_keep_every_promise(built: Path, edition: str, version: str) -> None:
    found = verify_with(version, built / f"resistance-to-therapy-{edition}.apkg")
    broken = [promise for promise in found["promises"] if not promise["kept"]]
    assert broken == []
