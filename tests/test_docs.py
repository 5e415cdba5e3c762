"""Documents say what is so: generated parts do not drift, named paths exist, examples work."""

from __future__ import annotations

import inspect
import os
import re
from pathlib import Path

import pytest

from commands import run
from docgen import DOCS, filled
from glossdeck import api

ROOT = Path(__file__).parent.parent
PAGES = sorted(DOCS.glob("*.md"))
README = ROOT / "README.md"


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_generated_parts_are_up_to_date(page: Path) -> None:
    """To write them anew: GLOSSDECK_WRITE_GOLDEN=1 python -m pytest tests/test_docs.py"""
    text = page.read_text(encoding="utf-8")
    if os.environ.get("GLOSSDECK_WRITE_GOLDEN"):
        page.write_text(filled(text), encoding="utf-8")
    else:
        assert filled(text) == text


@pytest.mark.parametrize("page", [README, *PAGES], ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(
        r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S)
    ):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"


def test_the_example_of_python_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "my-deck")
    (block,) = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / "python.md").read_text(encoding="utf-8"), re.M | re.S
    )
    exec(compile(block, "python.md", "exec"), {})
    assert capsys.readouterr().out.endswith(" notes\n")
    assert len(list(Path("packages").glob("*.apkg"))) == 1


def test_the_functions_of_the_page_about_python_are_the_public_ones() -> None:
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    public = {name for name, each in vars(api).items() if inspect.isfunction(each)}
    public -= {name for name in public if vars(api)[name].__module__ != api.__name__}
    assert set(re.findall(r"^\| `(\w+)\(", page, re.M)) == public


def yaml_examples() -> list[tuple[str, str]]:
    found = []
    for page in (README, DOCS / "format.md"):
        blocks = re.findall(r"^```yaml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
        found += [(page.name, block) for block in blocks]
    return found


@pytest.mark.parametrize(("page", "block"), yaml_examples())
def test_every_example_of_yaml_builds(
    page: str, block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("example.yaml").write_text(block, encoding="utf-8")
    result = run("build", "example.yaml")
    assert (result.status, result.err) == (0, "")
