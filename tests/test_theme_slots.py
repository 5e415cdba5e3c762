"""Fields and cards that a theme adds after release: they reach a learner, and nothing is lost.

The author uses the command line; the learner the real Anki, in which every card was studied.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest

from anki_versions import verify_with
from commands import Result, run
from glossdeck.anki import LearnerCollection, new_collection
from glossdeck.locktext import read_lock
from glossdeck.notetypes import NOTE_TYPES
from glossdeck.readpackage import read_package
from glossdeck.templateparse import SPECIAL_FIELDS
from glossdeck.themecheck import check_theme
from test_theme import loaded

HERE = Path(__file__).parent
SLOTS = HERE / "slots"
PAGE = (HERE.parent / "src" / "glossdeck" / "docs" / "themes.md").read_text(encoding="utf-8")
START_S, DAY_S = 1_760_000_000, 86_400

FILLED = {
    "glossary.yaml": (
        ("term: Stigma\n", "term: Stigma\n    etymology: Greek στίγμα, a *mark*.\n"),
        ("term: Empathy\n", "term: Empathy\n    etymology: Greek empatheia.\n"),
        (
            "- A relapse is no ==failure==.\n",
            "- point: A relapse is no ==failure==.\n        remember: Look after the next day.\n",
        ),
        ("answer: Listen.\n", "answer: Listen.\n        short-answer: Listen\n"),
    ),
    "glossdeck.yaml": (("theme: default", "theme: mine"),),
}
"""The author takes the theme `mine`, and writes texts for its fields."""


@dataclass
class Author:
    """A project, and the releases that were made of it."""

    folder: Path
    patch: pytest.MonkeyPatch
    built: int = 0

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, f"{name} has no {old!r}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def take_the_theme(self) -> None:
        for name, changes in FILLED.items():
            self.edit(name, *changes)

    def build(self) -> Result:
        """A day later."""
        self.built += 1
        self.patch.setenv("SOURCE_DATE_EPOCH", str(START_S + self.built * DAY_S))
        return run("build")

    def release(self) -> Path:
        done = self.build()
        assert (done.status, done.err) == (0, "")
        (package,) = (self.folder / "build").glob("*.apkg")
        return Path(shutil.copy(package, self.folder / f"release-{self.built}.apkg"))

    def refused(self) -> str:
        """What a build says that must not write anything."""
        before = self.written()
        done = self.build()
        assert done.status == 1
        assert self.written() == before
        return done.err

    def written(self) -> list[tuple[str, bytes]]:
        paths = [self.folder / "glossdeck.lock", *sorted((self.folder / "build").glob("*"))]
        return [(path.name, path.read_bytes()) for path in paths if path.exists()]

    def slots(self, note_type: str) -> tuple[dict[str, int], dict[str, int]]:
        """Fields and cards, with the number of the slot that each has."""
        text = (self.folder / "glossdeck.lock").read_text(encoding="utf-8")
        locked = read_lock(text).note_types[f"default/{note_type}"]
        return dict(locked.field_slots), dict(locked.template_slots)


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Author:
    shutil.copytree(SLOTS / "deck", tmp_path, dirs_exist_ok=True)
    shutil.copytree(SLOTS / "mine", tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    return Author(tmp_path, monkeypatch)


def assert_promises_kept(new: Path, *old: Path, version: str = "newest") -> None:
    found = verify_with(version, new, *old)
    broken = [promise for promise in found["promises"] if not promise["kept"]]
    assert broken == [], version


def note_named(package: Path, first_field: str) -> str:
    (guid,) = (note.guid for note in read_package(package).notes if note.fields[0] == first_field)
    return guid


def spoken(package: Path) -> dict[str, list[tuple[str, str]]]:
    """What the device says on fronts, with the language, by the name of the template."""
    found: dict[str, list[tuple[str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        options = collection._backend.get_import_anki_package_presets()
        collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(package), options=options)
        )
        for card_id in collection.find_cards(""):
            card = collection.get_card(card_id)
            said = [(tag.field_text, tag.lang) for tag in card.question_av_tags()]
            found.setdefault(card.template()["name"], []).extend(said)
        collection.close()
    return {name: sorted(said) for name, said in found.items() if said}


def cards_of(learner: LearnerCollection, guid: str) -> dict[str, str]:
    """Front and back of the cards of a note, by the name of their template."""
    return {card.template: card.front + "\n" + card.back for card in learner.render([guid])}


# A release with slots, at a learner


def test_values_and_cards_arrive_at_a_learner_who_studied_the_release_before(
    author: Author,
) -> None:
    first = author.release()
    author.take_the_theme()
    second = author.release()
    with new_collection() as learner:
        learner.import_package(first)
        learner.study(START_S + 2 * DAY_S)
        kinds, schema = learner.note_types().keys(), learner.schema_time_ms
        earned = learner.cards()
        log = learner.import_package(second)
        assert (log.counts["conflicting"], log.counts["new"], log.counts["other"]) == (0, 0, 0)
        assert learner.note_types().keys() == kinds
        assert learner.schema_time_ms == schema
        now = learner.cards()
        assert {key: now[key] for key in earned} == earned
        new = now.keys() - earned.keys()
        # four terms to hear, two to spell, one question in short
        assert len(new) == 7
        assert not any(now[key].reviews for key in new)
        sides = cards_of(learner, note_named(second, "Empathy"))
        assert list(sides) == ["Definition", "Term", "Spelling", "Listening"]
        assert "[[type:Term]]" in sides["Spelling"]
        assert "Greek empatheia." in sides["Spelling"]
        assert "[anki:play:q:0]" in sides["Listening"]
        shown = [card.back for card in learner.render()]
        assert sum("Look after the next day." in back for back in shown) == 1
        assert learner.empty_cards() == frozenset()
    names = ("Empathy", "Relapse", "Stigma", "Sympathy")
    assert spoken(second) == {"Listening": [(name, "en_US") for name in names]}


@pytest.mark.parametrize("version", ["newest", "25.9.2", "23.10.1"])
def test_every_promise_is_kept_when_slots_come_into_use(author: Author, version: str) -> None:
    first = author.release()
    author.take_the_theme()
    second = author.release()
    assert_promises_kept(second, first, version=version)
    author.edit("mine/theme.yaml", ("[Etymology]", "[Etymology, Root]"))
    author.edit("glossary.yaml", ("term: Relapse\n", "term: Relapse\n    root: labi, to slip\n"))
    assert_promises_kept(author.release(), first, second, version=version)


def test_a_field_without_texts_changes_no_note(author: Author) -> None:
    author.edit("glossdeck.yaml", ("theme: default", "theme: mine"))
    author.edit("mine/theme.yaml", ("      needs: Term\n", "      needs: Etymology\n"))
    first = author.release()
    author.edit("mine/theme.yaml", ("[Etymology]", "[Etymology, Root]"))
    second = author.release()
    assert read_package(first).notes == read_package(second).notes


# Taken away, brought back, renamed


def test_a_field_and_a_card_that_come_back_have_the_slot_that_they_had(author: Author) -> None:
    author.take_the_theme()
    with_theme = author.release()
    taken = author.slots("term")
    assert taken == ({"Etymology": 1}, {"Spelling": 1, "Listening": 2})
    kept = {path: path.read_bytes() for path in author.folder.glob("g*.yaml")}
    author.edit("glossdeck.yaml", ("theme: mine", "theme: default"))
    author.edit("glossary.yaml", *((new, old) for old, new in FILLED["glossary.yaml"]))
    without = author.release()
    assert author.slots("term") == taken
    for path, content in kept.items():
        path.write_bytes(content)
    again = author.release()
    assert author.slots("term") == taken
    assert [note.fields for note in read_package(again).notes] == [
        note.fields for note in read_package(with_theme).notes
    ]
    with new_collection() as learner:
        learner.import_package(with_theme)
        learner.study(START_S + DAY_S)
        earned = learner.cards()
        learner.backdate({note.guid: note.modified_s for note in read_package(with_theme).notes})
        learner.import_package(without)
        assert len(learner.empty_cards()) == 7  # still there, with nothing to ask
        learner.backdate({note.guid: note.modified_s for note in read_package(without).notes})
        learner.import_package(again)
        assert learner.empty_cards() == frozenset()
        assert learner.cards() == earned


def test_a_text_for_a_field_that_the_theme_has_no_more_is_told_at_its_line(
    author: Author,
) -> None:
    author.take_the_theme()
    author.release()
    author.edit("glossdeck.yaml", ("theme: mine", "theme: default"))
    said = author.refused()
    assert "glossary.yaml:7:5: error[unknown-key] unknown key `etymology`" in said
    assert "unknown key `short-answer`" in said


def test_a_renamed_field_takes_another_slot_and_harms_nobody(author: Author) -> None:
    author.take_the_theme()
    first = author.release()
    author.edit("mine/theme.yaml", ("Etymology", "Origin"))
    author.edit("mine/term/spelling.back.html", ("Etymology", "Origin"))
    assert "unknown key `etymology`" in author.refused()
    author.edit("glossary.yaml", ("etymology:", "origin:"))
    second = author.release()
    assert author.slots("term")[0] == {"Etymology": 1, "Origin": 2}
    assert_promises_kept(second, first)


def test_a_renamed_card_must_say_so_and_keeps_its_reviews(author: Author) -> None:
    author.take_the_theme()
    first = author.release()
    author.edit("mine/theme.yaml", ("name: Spelling", "name: Write it\n      files: spelling"))
    said = author.refused()
    assert "no template slot is left" in said
    assert "write `was:`" in said
    author.edit("mine/theme.yaml", ("name: Write it", "name: Write it\n      was: Spelling"))
    second = author.release()
    assert author.slots("term")[1] == {"Listening": 2, "Write it": 1}
    assert_promises_kept(second, first)
    author.edit("mine/theme.yaml", ("      was: Spelling\n", ""))
    assert read_package(author.release()).notes == read_package(second).notes


def test_a_new_card_while_another_is_gone_is_asked_about(author: Author) -> None:
    author.edit("mine/theme.yaml", ("    - name: Listening\n      needs: Term\n", ""))
    author.take_the_theme()
    author.release()
    listening = ("    - name: Spelling\n      needs: Etymology\n",
                 "    - name: Listening\n      needs: Term\n")  # fmt: skip
    author.edit("mine/theme.yaml", listening)
    assert author.refused() == (
        'mine/theme.yaml:8:13: error[card-renamed] the card "Listening" is new, and "Spelling", '
        "which learners may have studied, is gone\n"
        "    8 |     - name: Listening\n"
        "                    ^^^^^^^^^\n"
        "  fix: if it is the same card under another name, write `was: Spelling` below its name, "
        "and reviews stay; if it is another card, write `new: true`\n"
        "1 error: nothing was written\n"
    )
    author.edit("mine/theme.yaml", ("name: Listening", "name: Listening\n      new: true"))
    author.release()
    assert author.slots("term")[1] == {"Listening": 2, "Spelling": 1}


# What cannot be


def test_a_seventh_field_and_a_third_card_are_told_at_their_line(author: Author) -> None:
    author.edit("glossdeck.yaml", ("theme: default", "theme: mine"))
    author.release()
    more = "[Etymology, B, C, D, E, F, G]"
    card = "      needs: Term\n    - name: Third\n      needs: Term\n"
    author.edit("mine/theme.yaml", ("[Etymology]", more), ("      needs: Term\n", card))
    for side in ("front", "back"):
        text = (author.folder / f"mine/term/listening.{side}.html").read_text(encoding="utf-8")
        path = author.folder / f"mine/term/third.{side}.html"
        path.write_text(text.replace("{{tts", "<b>3</b> {{tts"), encoding="utf-8")
    said = author.refused()
    assert (
        'mine/theme.yaml:3:36: error[slots-full] no field slot is left for "G" in the term note '
        'type of the edition "default": Etymology, B, C, D, E, F hold all 6'
    ) in said
    assert 'mine/theme.yaml:12:13: error[slots-full] no template slot is left for "Third"' in said


def test_a_cloze_note_has_no_further_cards(author: Author) -> None:
    author.edit("glossdeck.yaml", ("theme: default", "theme: mine"))
    author.edit("mine/theme.yaml", ("cards:\n", "cards:\n  cloze:\n    - name: A\n"
                "      files: cloze\n      needs: Text\n"))  # fmt: skip
    assert 'the cloze note type has no template slots, so "A" cannot be one' in author.refused()


@pytest.mark.parametrize("name", ["Cloze", "Ask", "References", "Tags", "Definition", "Slot1"])
def test_a_field_cannot_take_a_key_that_means_something(author: Author, name: str) -> None:
    author.edit("glossdeck.yaml", ("theme: default", "theme: mine"))
    author.edit("mine/theme.yaml", ("[Etymology]", f"[Etymology, {name}]"))
    assert "mine/theme.yaml:3:21: error[field-name]" in author.refused()


@pytest.mark.parametrize(
    ("old", "new", "key", "meant"),
    [
        ("etymology:", "etymolgy:", "etymolgy", "etymology"),
        ("remember:", "rember:", "rember", "remember"),
        ("short-answer:", "short_answer:", "short_answer", "short-answer"),
    ],
)
def test_an_unknown_key_names_the_nearest_field_of_the_theme(
    author: Author, old: str, new: str, key: str, meant: str
) -> None:
    author.take_the_theme()
    author.edit("glossary.yaml", (old, new))
    said = author.refused()
    assert re.search(rf"glossary\.yaml:\d+:\d+: error\[unknown-key\] unknown key `{key}`", said)
    assert f"did you mean `{meant}`?" in said


def test_a_key_whose_accents_are_letters_of_their_own_is_told(author: Author) -> None:
    """It cannot be seen in the message; so the message says it."""
    author.take_the_theme()
    author.edit("mine/theme.yaml", ("[Etymology]", "[Etymology, \u00c9cole]"))
    author.edit("glossary.yaml", ("etymology:", "e\u0301cole:"))
    said = author.refused()
    assert "error[unknown-key] unknown key `e\u0301cole`" in said
    assert "fix: type it anew" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("term/spelling.back.html", "{{Etymology}}", "{{etymology}}",
         "mine/term/spelling.back.html:6:25: error[unknown-field]"),
        ("term/spelling.front.html", "{{type:Term}}", "{{tpye:Term}}",
         "mine/term/spelling.front.html:4:3: error[unknown-filter]"),
        ("cloze/cloze.back.html", "{{/Remember}}", "",
         "mine/cloze/cloze.back.html:4:3: error[template-section]"),
        ("question/in-short.front.html", "{{> retired}}", "{{> retird}}",
         "mine/question/in-short.front.html:2:3: error[missing-partial]"),
        ("theme.yaml", "needs: Short answer", "needs: Shrt answer",
         "mine/theme.yaml:14:14: error[unknown-field]"),
        ("theme.yaml", "name: Listening", "name: Hearing",
         "mine/theme.yaml:10:7: error[missing-template]"),
    ],
)  # fmt: skip
def test_a_broken_theme_is_told_at_its_place_and_nothing_is_written(
    author: Author, file: str, old: str, new: str, expected: str
) -> None:
    author.release()
    author.take_the_theme()
    author.edit(f"mine/{file}", (old, new))
    assert expected in author.refused()


def test_a_lone_deck_that_becomes_a_project_keeps_its_identity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme needs a glossdeck.yaml; without the lock every card would come a second time."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SLOTS / "deck" / "glossary.yaml", tmp_path)
    assert run("build", "glossary.yaml").status == 0
    (package,) = Path("build").glob("*.apkg")
    first = Path(shutil.copy(package, tmp_path / "first.apkg"))
    Path("glossdeck.yaml").write_text("theme: plain\n", encoding="utf-8")
    refused = run("build")
    assert refused.status == 1
    assert "error[lone-lock]" in refused.err
    assert "rename glossary.lock to glossdeck.lock" in refused.err
    Path("glossary.lock").rename("glossdeck.lock")
    assert run("build").status == 0
    before, after = (read_package(path).notes for path in (first, package))
    assert [note.guid for note in before] == [note.guid for note in after]


# The page about themes


def examples() -> list[dict[str, str]]:
    """The files of each worked example on the page, by path."""
    found = []
    for section in re.split(r"^### ", PAGE, flags=re.M):
        if section.startswith("Example: "):
            section = section.split("\n## ")[0]
            blocks = re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", section, re.M | re.S)
            found.append(dict(blocks))
    return found


def test_the_worked_examples_of_the_page_reach_a_learner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelling, listening = examples()
    monkeypatch.chdir(tmp_path)
    author = Author(tmp_path, monkeypatch)
    deck = re.sub(r"    etymology:.*\n", "", spelling["glossary.yaml"])
    project = "namespace: 8d20f6b19e3c4a75\ntheme: "
    releases = []
    for theme, files in (
        ("default", {"glossary.yaml": deck}),
        ("spelling", spelling),
        ("spoken", listening),
    ):
        for name, text in {**files, "glossdeck.yaml": f"{project}{theme}\n"}.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        releases.append(author.release())
        assert check_theme(loaded(theme, tmp_path)) == ()
    assert_promises_kept(releases[1], releases[0])
    assert_promises_kept(releases[2], *releases[:2])
    with new_collection() as learner:
        learner.import_package(releases[2])
        stigma = cards_of(learner, note_named(releases[2], "Stigma"))
        empathy = cards_of(learner, note_named(releases[2], "Empathy"))
    assert list(stigma) == ["Definition", "Term", "Spelling"]
    assert "[[type:Term]]" in stigma["Spelling"]
    assert "a mark made with a pointed thing" in stigma["Spelling"]
    assert list(empathy) == ["Definition", "Term", "Listening"]
    assert spoken(releases[2]) == {"Listening": [("empathy", "en_US")]}


def test_every_other_example_of_a_file_is_a_theme_without_problems(
    tmp_path: Path,
) -> None:
    before = PAGE.split("### Example: ")[0]
    blocks = re.findall(r"^`mine/([\w./-]+)`:\n\n```\w+\n(.*?)^```$", before, re.M | re.S)
    assert len(blocks) == 3
    for at, (name, text) in enumerate(blocks):
        folder = tmp_path / f"mine-{at}"
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        assert check_theme(loaded(folder.name, tmp_path)) == (), name


def test_the_rules_of_style_on_the_page_have_nothing_to_find(tmp_path: Path) -> None:
    blocks = re.findall(r"^```css\n(.*?)^```$", PAGE, re.M | re.S)
    mine = tmp_path / "mine"
    (mine / "media").mkdir(parents=True)
    (mine / "media" / "readable.woff2").write_bytes(b"wOF2")
    learners = [block for block in blocks if "28px" in block]
    authors = [block for block in blocks if block not in learners]
    assert (len(learners), len(authors)) == (1, 4)
    (mine / "extra.css").write_text("\n".join(authors), encoding="utf-8")
    assert check_theme(loaded("mine", tmp_path)) == ()


def test_the_page_names_exactly_the_fields_that_there_are() -> None:
    for key, spec in NOTE_TYPES.items():
        table = PAGE.split(f"\n#### {spec.key.capitalize()}\n")[1].split("\n#")[0]
        assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == set(spec.own_fields), key
    fields = {name for spec in NOTE_TYPES.values() for name in spec.own_fields}
    fields |= {*SPECIAL_FIELDS, "Etymology", "Spoken"}
    tags = re.findall(
        r"\{\{[#^/]?(?:[\w ]+:)*(\w+)\}\}", re.sub(r"\{\{(label|edition):\w+\}\}", "", PAGE)
    )
    assert set(tags) - fields == set()


def test_the_page_names_exactly_the_tokens_that_there_are(tmp_path: Path) -> None:
    table = PAGE.split("\n| token | is |\n")[1].split("\n\n")[0]
    named = {name for row in table.splitlines() for name in re.findall(r"`([a-z-]+)`", row)}
    assert named == set(loaded("default", tmp_path).tokens)


def test_the_page_names_only_findings_labels_and_files_that_exist() -> None:
    source = "".join(
        path.read_text(encoding="utf-8") for path in (HERE.parent / "src/glossdeck").glob("*.py")
    )
    table = PAGE.split("## `glossdeck theme check`")[1].split("\n## ")[0]
    rules = [rule for row in re.findall(r"^\| (`.*?) \|", table, re.M)
             for rule in re.findall(r"`([a-z-]+)`", row)]  # fmt: skip
    assert len(rules) > 50
    for rule in rules:
        is_built = rule in {"unknown-label", "unknown-edition"}
        assert is_built or f'"{rule}"' in source, rule
    default = HERE.parent / "src" / "glossdeck" / "themes" / "default"
    for name in re.findall(r"`((?:term|cloze|question)/\w+\.(?:front|back)\.html)`", PAGE):
        assert (default / name).is_file(), name
