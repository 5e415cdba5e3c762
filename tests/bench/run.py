"""Measures glossdeck against the shortest script that does the same: python tests/bench/run.py

Both sides run in turn, so that a slow moment of the machine meets them alike, and with the
bytecode of their modules kept, as after an installation; the table shows medians, and the ratios
of medians that the project promises to stay under.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from glossary import FILES, write_project
from measure import Run, run
from prose import write_prose

REFERENCE = Path(__file__).with_name("reference.py")
RULES = Path(__file__).with_name("rules.py")
GLOSSDECK = (sys.executable, "-m", "glossdeck")
TARGETS = {
    "build: time": 1.3,
    "build: processor time": math.inf,
    "build: peak memory": 2.0,
    "build: package size": 0.35,
    "--version: time": 2.0,
    "rebuild after one edit: time": math.inf,
    "check against build: time": 1.0,
    "check against build: processor time": math.inf,
    "check against build: memory": math.inf,
    "check of prose: time": 1.0,
    "check of prose: processor time": math.inf,
    "check of prose: memory": math.inf,
}
"""Largest ratio that is a success. Processor time has none, and tells more than time on a busy
machine; a rebuild has none, as it reads, compares and writes everything like the first build. The
reference of a check is a build of the same project."""


@dataclass(slots=True)
class Series:
    """Measurements of two sides, taken in turn."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def add(self, ours: float, theirs: float) -> None:
        self.ours.append(ours)
        self.theirs.append(theirs)

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.theirs)


def main() -> int:
    arguments = _arguments()
    series = {name: Series() for name in TARGETS}
    with tempfile.TemporaryDirectory(prefix="glossdeck-bench-") as name:
        folder = Path(name)
        _keep_bytecode(folder / "bytecode")
        source = write_project(folder / "project", arguments.size)
        for number in range(arguments.rounds):
            print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
            _measure_builds(source.parent, source, series)
            _measure_check(source.parent, "check against build", series)
        prose = write_prose(folder / "prose", arguments.size).parent
        for number in range(arguments.rounds):
            print(f"prose, round {number + 1} of {arguments.rounds}", file=sys.stderr)
            _measure_check(prose, "check of prose", series)
        for _ in range(arguments.rounds * 3):
            _measure_version(series["--version: time"])
        megabytes = sum(file.stat().st_size for file in source.iterdir()) / 1e6
    print(f"{arguments.size} terms, {megabytes:.1f} MB of YAML, {arguments.rounds} rounds, medians")
    missed = _print_table(series)
    print("\nRules, on cards that were labelled by hand:", flush=True)
    return missed | subprocess.run([sys.executable, str(RULES)], check=False).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--size", type=int, default=10_000, help="terms (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="(default: %(default)s)")
    return parser.parse_args()


def _keep_bytecode(folder: Path) -> None:
    """Lets Python write what it compiles into `folder`, whatever this checkout's own habit is,
    and has both sides compile all of theirs once before anything is measured."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    source = write_project(folder / "project", FILES)
    _measure_builds(source.parent, source, {name: Series() for name in TARGETS})
    _measure_check(source.parent, "check of prose", {name: Series() for name in TARGETS})
    _measure_version(Series())


def _measure_builds(folder: Path, source: Path, series: dict[str, Series]) -> None:
    """One first build by each side, and one rebuild after an edit."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    (folder / "glossdeck.lock").unlink(missing_ok=True)
    theirs = run([sys.executable, str(REFERENCE), str(source), str(folder / "reference.apkg")])
    ours = _build(folder)
    series["build: time"].add(ours.seconds, theirs.seconds)
    series["build: processor time"].add(ours.processor, theirs.processor)
    series["build: peak memory"].add(ours.peak, theirs.peak)
    (package,) = (folder / "build").glob("*.apkg")
    size = package.stat().st_size
    series["build: package size"].add(size, (folder / "reference.apkg").stat().st_size)
    again = _edited(source / "05.yaml", lambda: _build(folder))
    series["rebuild after one edit: time"].add(again.seconds, ours.seconds)


def _build(folder: Path) -> Run:
    return run([*GLOSSDECK, "build", str(folder), "--output", str(folder / "build")])


def _measure_check(folder: Path, name: str, series: dict[str, Series]) -> None:
    """A build and a check of one project; what rules find is no failure."""
    built = _build(folder)
    checked = run([*GLOSSDECK, "check", str(folder)], fine=(0, 1))
    series[f"{name}: time"].add(checked.seconds, built.seconds)
    series[f"{name}: processor time"].add(checked.processor, built.processor)
    series[f"{name}: memory"].add(checked.peak, built.peak)


def _edited(file: Path, rebuild: Callable[[], Run]) -> Run:
    """What `rebuild` takes after one definition was corrected; the file is restored."""
    before = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(definition: \w+)", r"\1 rather", before, count=1), encoding="utf-8")
    try:
        return rebuild()
    finally:
        file.write_text(before, encoding="utf-8")


def _measure_version(series: Series) -> None:
    theirs = run([sys.executable, "-c", "import click"])
    series.add(run([*GLOSSDECK, "--version"]).seconds, theirs.seconds)


def _print_table(series: dict[str, Series]) -> int:
    print(f"{'':36}{'glossdeck':>12}{'reference':>12}{'ratio':>8}{'at most':>9}")
    for name, values in series.items():
        ours, theirs = (_shown(name, median(side)) for side in (values.ours, values.theirs))
        missed = "  missed" if values.ratio > TARGETS[name] else ""
        most = "" if math.isinf(TARGETS[name]) else TARGETS[name]
        print(f"{name:36}{ours:>12}{theirs:>12}{values.ratio:>8.2f}{most:>9}{missed}")
    return int(any(values.ratio > TARGETS[name] for name, values in series.items()))


def _shown(name: str, value: float) -> str:
    return f"{value:.3f} s" if name.endswith("time") else f"{value / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.exit(main())
