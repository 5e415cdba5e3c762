"""The files of a new project in an editor: the YAML language server itself completes our keys,
explains them, and marks mistakes, with the schema that the first line of each file names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import run
from glossdeck.deck import Deck
from glossdeck.document import Section, Term
from language_client import LanguageClient

GLOSSARY, PROJECT = "glossary.yaml", "glossdeck.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    assert run("init", str(folder)).status == 0
    return folder


@pytest.fixture(scope="module")
def editor(folder: Path) -> Iterator[LanguageClient]:
    with LanguageClient(folder) as client:
        yield client


def with_schema(kind: str, text: str) -> str:
    return f"# yaml-language-server: $schema=.schema/{kind}.json\n{text}"


def name_for(text: str) -> str:
    """A name of its own for a file with a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def keys_of(model: type[Term | Section | Deck]) -> set[str]:
    names = {field.alias or name for name, field in model.model_fields.items()}
    return names - {"place"}


def test_what_init_writes_has_no_mistakes(editor: LanguageClient) -> None:
    assert editor.open(GLOSSARY) == []
    assert editor.open(PROJECT) == []


@pytest.mark.parametrize(
    ("text", "place", "offered"),
    [
        ("\n", (1, 0), {"deck", "terms", "sections", "references"}),
        ("deck:\n  \n", (2, 2), {"id", "title", "description", "source", "notice"}),
        ("terms:\n  - term: A\n    \n", (3, 4), keys_of(Term) - {"term", "slots"}),
        ("sections:\n  - title: A\n    \n", (3, 4), keys_of(Section) - {"title", "slots"}),
        ("terms:\n  - term: A\n    ask:\n      - \n", (4, 8), {"definition", "term", "example"}),
        ("terms:\n  - term: A\n    ignore:\n      \n", (4, 6), {"leak-term", "def-length"}),
    ],
)
def test_keys_are_completed(
    editor: LanguageClient, text: str, place: tuple[int, int], offered: set[str]
) -> None:
    editor.open(f"{name_for(text)}.yaml", with_schema("deck", text))
    assert offered <= editor.completions(f"{name_for(text)}.yaml", *place)


@pytest.mark.parametrize(
    ("text", "place", "offered"),
    [
        ("\n", (1, 0), {"namespace", "editions", "theme", "rules", "output"}),
        ("editions:\n  main:\n    \n", (3, 4), {"title", "language", "reading_level"}),
        ("rules:\n  \n", (2, 2), {"leak-term", "near-duplicate"}),
        ("rules:\n  def-length:\n    \n", (3, 4), {"warn_words", "severity"}),
    ],
)
def test_settings_are_completed(
    editor: LanguageClient, text: str, place: tuple[int, int], offered: set[str]
) -> None:
    editor.open(f"{name_for(text)}-project.yaml", with_schema("project", text))
    assert offered <= editor.completions(f"{name_for(text)}-project.yaml", *place)


def test_keys_are_explained(folder: Path, editor: LanguageClient) -> None:
    text = (folder / GLOSSARY).read_text()
    lines = text.splitlines()
    editor.open("explained.yaml", text)
    for key in ("definition", "cloze", "contrast", "points"):
        line = next(i for i, text in enumerate(lines) if text.strip().startswith(f"{key}:"))
        model = Section if key == "points" else Term
        explained = model.model_fields[key].description
        assert explained
        shown = editor.hover("explained.yaml", line, lines[line].index(key) + 1).replace("\\", "")
        assert explained.replace("\n", " ") in shown.replace("\n", " ")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("terms:\n  - term: A\n    defintion: B\n", 3, "defintion"),
        ("terms:\n  - term: A\n    definition: [B]\n", 3, "Incorrect type"),
        ("terms:\n  - term: A\n    definition: B\n    tags: shame\n", 4, "Incorrect type"),
        ("deck: {id: Not An Id, title: A}\n", 1, "pattern"),
    ],
)
def test_a_mistake_is_marked_at_its_line(
    editor: LanguageClient, text: str, line: int, said: str
) -> None:
    marked = editor.open(f"wrong-{name_for(text)}.yaml", with_schema("deck", text))
    assert any(
        each["range"]["start"]["line"] == line and said in each["message"] for each in marked
    ), marked


def test_a_themes_fields_are_completed_and_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", ".")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.yaml").write_text("fields: {term: [Word family]}\n")
    project = tmp_path / PROJECT
    project.write_text(project.read_text().replace("theme: default", "theme: mine"))
    (tmp_path / ".schema" / "deck.json").write_text(run("schema").out)
    text = with_schema("deck", "terms:\n  - term: A\n    definition: B\n    word-family: C\n    \n")
    with LanguageClient(tmp_path) as editor:
        assert editor.open(GLOSSARY, text.rstrip(" \n") + "\n") == []
        assert "Word family" in editor.hover(GLOSSARY, 4, 6)
        editor.open("other.yaml", text.replace("    word-family: C\n", ""))
        assert "word-family" in editor.completions("other.yaml", 4, 4)
