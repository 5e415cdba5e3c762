"""The hooks and the workflow in the guide run, as far as they need no network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen import DOCS
from glossdeck.rules import RULES

BLOCKS = [
    yaml.safe_load(block)
    for block in re.findall(r"```yaml\n(.*?)```", (DOCS / "ci.md").read_text(), re.S)
]
HOOKS: dict[str, Any] = next(block for block in BLOCKS if block and "repos" in block)
WORKFLOW: dict[str, Any] = next(block for block in BLOCKS if block and "jobs" in block)
NEEDS_NETWORK = ("pip install", "gh release")


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which `glossdeck` is this one, and a project that was built once."""
    command = tmp_path / "bin" / "glossdeck"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m glossdeck "$@"\n')
    command.chmod(0o755)
    source = str(Path(__file__).parent.parent / "src")
    environment = {
        **os.environ,
        "PATH": f"{command.parent}:{os.environ['PATH']}",
        "PYTHONPATH": source,
    }
    project = tmp_path / "project"
    (project / "deck").mkdir(parents=True)
    (project / "glossdeck.yaml").write_text("namespace: k3v9q0d2m8xw\n")
    (project / "deck" / "deck.yaml").write_text(
        "deck: {id: sample, title: Sample, source: {title: Course}}\n"
        "terms:\n  - term: Reactance\n    definition: A motive to win back freedom.\n"
        "    example: Ben does the opposite of what he is told.\n"
    )
    run_step("glossdeck build --output old", project, environment)
    return environment


def run_step(step: str, project: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-e", "-c", step], cwd=project, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"


def steps(job: str) -> list[str]:
    every = [step["run"] for step in WORKFLOW["jobs"][job]["steps"] if "run" in step]
    return [step for step in every if not any(words in step for words in NEEDS_NETWORK)]


def test_the_hooks_pass_on_a_project_in_order(tmp_path: Path, shell: dict[str, str]) -> None:
    for hook in HOOKS["repos"][0]["hooks"]:
        assert re.search(hook["files"], "deck/deck.yaml")
        run_step(hook["entry"], tmp_path / "project", shell)


def test_the_check_of_a_pull_request_passes(tmp_path: Path, shell: dict[str, str]) -> None:
    assert len(steps("check")) == 2
    for step in steps("check"):
        run_step(step, tmp_path / "project", shell)


def test_a_release_is_built_verified_and_described(tmp_path: Path, shell: dict[str, str]) -> None:
    project = tmp_path / "project"
    deck = project / "deck" / "deck.yaml"
    deck.write_text(deck.read_text() + "  - term: Shame\n    definition: A feeling of being bad.\n")
    run_step("glossdeck build --output new", project, shell)
    for step in steps("release"):
        run_step(step, project, shell)
    assert "Shame" in (project / "notes.md").read_text()


def test_the_guide_lists_every_rule() -> None:
    guide = (DOCS / "rules.md").read_text()
    for rule in RULES:
        assert f"| `{rule.code}` | {rule.meta.title} |" in guide
    listed = set(re.findall(r"^\| `([a-z-]+)` \| [A-Z]", guide, re.M))
    assert listed == {rule.code for rule in RULES}
