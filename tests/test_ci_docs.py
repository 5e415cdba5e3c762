"""The hooks and the workflow in the guide run: with pre-commit itself, and every step of the
workflow as it is written, with stand-ins for what GitHub's machines bring."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from docgen import DOCS
from environments import ROOT, python_of
from glossdeck.rules import RULES

TEXTS = re.findall(r"```yaml\n(.*?)```", (DOCS / "ci.md").read_text(), re.S)
LOCAL_HOOKS, INSTALLED_HOOKS = (text for text in TEXTS if "repos:" in text)
(WORKFLOW_TEXT,) = (text for text in TEXTS if "jobs:" in text)
WORKFLOW: dict[str, Any] = yaml.safe_load(WORKFLOW_TEXT)
PRE_COMMIT = ("pre-commit-4.7.0", "pre-commit==4.7.0")
SCHEMAS = ("check-jsonschema-0.39.0", "check-jsonschema==0.39.0")

DECK = """\
deck: {id: sample, title: Sample, source: {title: Course}}
terms:
  - term: Reactance
    definition: A motive to win back freedom.
    example: Ben does the opposite of what he is told.
"""

# `gh` keeps the files of the last release in a folder, as GitHub keeps them for the workflow.
STAND_INS = {
    "glossdeck": 'exec {python} -m glossdeck "$@"',
    "pip": 'echo "$@" >> {releases}/pip.txt',
    "gh": """\
case "$1 $2" in
    "release download") ls {releases}/*.apkg >/dev/null && cp {releases}/*.apkg "$6" ;;
    "release create")
        shift 3
        while [ "$1" != --notes-file ]; do cp "$1" {releases}; shift; done
        cp "$2" {releases}/notes.md ;;
    *) exit 2 ;;
esac""",
}


class Repository:
    """A project in git, on a machine where `glossdeck` is this one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.releases = folder / "releases"
        programs = folder / "bin"
        for each in (self.folder, self.releases, programs):
            each.mkdir()
        for name, script in STAND_INS.items():
            path = programs / name
            script = script.format(python=sys.executable, releases=self.releases)
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "PRE_COMMIT_HOME": str(folder / "pre-commit"),
            "GITHUB_REF_NAME": "v1",
            **{f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in WHO},
        }
        self.write("glossdeck.yaml", "namespace: k3v9q0d2m8xw\n")
        self.write(".gitignore", "build/\nnotes.md\nold/\n")
        self.write("deck/deck.yaml", DECK)
        self.run("git", "init", "-q")
        self.run("glossdeck", "build")
        self.commit()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self) -> None:
        self.run("git", "add", "-A")
        self.run("git", "commit", "-qm", "All", "--no-verify")

    def run(self, *words: str, fails: bool = False) -> str:
        """All that a command says; it fails if and only if it should."""
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        said = f"{done.stdout}{done.stderr}"
        assert (done.returncode != 0) is fails, f"{words}\n{said}"
        return said

    def job(self, name: str) -> None:
        """Every step that is a command, as it is written, in the shell that GitHub takes."""
        for step in WORKFLOW["jobs"][name]["steps"]:
            if "run" in step:
                self.run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])


WHO = ("NAME", "EMAIL")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def pre_commit(repository: Repository, *words: str, fails: bool = False) -> str:
    return repository.run(str(python_of(*PRE_COMMIT)), "-m", "pre_commit", *words, fails=fails)


def test_the_hooks_stop_what_must_not_be_committed(repository: Repository) -> None:
    repository.write(".pre-commit-config.yaml", LOCAL_HOOKS)
    repository.commit()
    assert pre_commit(repository, "run", "--all-files").count("Passed") == 2
    repository.write("deck/deck.yaml", DECK.replace("A motive", "Reactance is a motive"))
    repository.run("git", "add", "-A")
    said = pre_commit(repository, "run", fails=True)
    assert "deck/deck.yaml:4:17: error[leak-term]" in said
    repository.write("deck/deck.yaml", DECK.replace("A motive", "The wish"))
    repository.run("git", "add", "-A")
    said = pre_commit(repository, "run", fails=True)
    assert said.count("Passed") == 1
    assert "glossdeck.lock" in said
    repository.run("glossdeck", "build")
    repository.run("git", "add", "-A")
    assert pre_commit(repository, "run").count("Passed") == 2
    repository.write("notes.txt", "Nothing of a glossary.\n")
    repository.commit()
    assert pre_commit(repository, "run", "--files", "notes.txt").count("no files to check") == 2


def test_pre_commit_installs_the_hooks_from_a_repository(repository: Repository) -> None:
    """The address in the guide is that of this project, cloned and installed by pre-commit."""
    copy = repository.folder.parent / "glossdeck"
    for name in ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"], ["tag", "v0.1.0"]):
        repository.run("git", "-C", str(copy), *words)
    del repository.environment["PYTHONPATH"]
    repository.write(
        ".pre-commit-config.yaml",
        INSTALLED_HOOKS.replace("https://example.org/glossdeck", copy.as_uri()),
    )
    repository.commit()
    assert pre_commit(repository, "run", "--all-files").count("Passed") == 2
    repository.write("deck/deck.yaml", DECK.replace("A motive", "Reactance is a motive"))
    assert "error[leak-term]" in pre_commit(repository, "run", "--all-files", fails=True)


def test_the_check_of_a_pull_request_passes_and_fails(repository: Repository) -> None:
    repository.job("check")
    repository.write("deck/deck.yaml", DECK.replace("A motive", "Reactance is a motive"))
    with pytest.raises(AssertionError, match=r"::error file=deck/deck\.yaml,line=4,col=17"):
        repository.job("check")


def test_releases_are_built_verified_and_described(repository: Repository) -> None:
    repository.job("release")
    assert [path.name for path in repository.releases.glob("*.apkg")] == ["sample.apkg"]
    first = (repository.releases / "sample.apkg").read_bytes()
    more = "  - term: Shame\n    definition: A feeling of being bad.\n"
    repository.write("deck/deck.yaml", DECK + more)
    repository.run("glossdeck", "build")
    repository.commit()
    repository.run("git", "clean", "-qfdX")
    repository.job("release")
    assert (repository.releases / "sample.apkg").read_bytes() != first
    assert "Shame" in (repository.releases / "notes.md").read_text()
    installed = (repository.releases / "pip.txt").read_text().splitlines()
    assert set(installed) == {"install glossdeck[anki]"}


def test_the_workflow_is_what_github_takes(tmp_path: Path) -> None:
    path = tmp_path / "deck.yml"
    path.write_text(WORKFLOW_TEXT)
    words = ["check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]
    done = subprocess.run([python_of(*SCHEMAS), "-m", *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_hooks_are_what_pre_commit_takes(repository: Repository) -> None:
    for name, text in (("local.yaml", LOCAL_HOOKS), ("installed.yaml", INSTALLED_HOOKS)):
        repository.write(name, text)
        pre_commit(repository, "validate-config", name)
    pre_commit(repository, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))


def test_the_guide_lists_every_rule() -> None:
    guide = (DOCS / "rules.md").read_text()
    for rule in RULES:
        assert f"| `{rule.code}` | {rule.meta.title} |" in guide
    listed = set(re.findall(r"^\| `([a-z-]+)` \| [A-Z]", guide, re.M))
    assert listed == {rule.code for rule in RULES}
