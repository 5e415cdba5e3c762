"""What each rule says, whole: place, rule, message and what to do; and what rules promise in
common. The samples are in `tests/rules`, one a rule; `python tests/test_rules.py` renews them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from glossdeck.rules import BY_CODE, RULES
from glossdeck.rules.rule import Settings
from rules_golden import found

FOLDER = Path(__file__).with_name("rules")
SAMPLES = sorted(FOLDER.glob("*.md"))
_SAMPLE = re.compile(r"```yaml\n(.*?)```\n\n```text\n(.*?)\n```\n", re.S)
OF_OTHERS = {"leak-context", "readability", "img-alt", "unused-ignore"}
"""Tested on their own, because they need a theme, an edition or a picture."""


def _parts(path: Path) -> tuple[str, str]:
    match = _SAMPLE.fullmatch(path.read_text(encoding="utf-8"))
    assert match is not None
    return match[1], match[2]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_a_rule_says(path: Path) -> None:
    deck, said = _parts(path)
    assert "\n".join(found(deck)) == said


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_shows_its_rule(path: Path) -> None:
    assert f"[{path.stem}]" in _parts(path)[1]


def test_every_rule_has_a_sample() -> None:
    assert set(BY_CODE) - OF_OTHERS == {path.stem for path in SAMPLES} - OF_OTHERS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_manual_says_why_with_bad_and_good_examples_and_how_to_silence(rule: object) -> None:
    manual = rule.manual  # type: ignore[attr-defined]
    for part in ("\nWhy: ", "\nBad:\n", "\nGood:\n", "silence"):
        assert part in manual
    assert max(map(len, manual.splitlines())) <= 100


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_manual_names_every_setting(rule: object) -> None:
    defaults: Settings = rule.meta.settings  # type: ignore[attr-defined]
    for name in set(type(defaults).model_fields) - {"severity", "audience"}:
        info = type(defaults).model_fields[name]
        assert info.description, name


def test_names_of_rules_are_the_names_of_their_files() -> None:
    folder = Path(sys.modules["glossdeck.rules"].__file__ or "").parent
    for rule in RULES:
        assert (folder / f"{rule.code.replace('-', '_')}.py").is_file()


if __name__ == "__main__":
    for sample in SAMPLES:
        deck, _ = _parts(sample)
        said = "\n".join(found(deck))
        sample.write_text(f"```yaml\n{deck}```\n\n```text\n{said}\n```\n", encoding="utf-8")
