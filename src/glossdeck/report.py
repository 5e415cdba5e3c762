"""Problems and results as people read them; rich on a terminal, plain text elsewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .build import BuildResult
from .note import Kind
from .problem import Location, Problem, Severity

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_LINE_WIDTH = 96
"""Columns of a source line that are shown; a longer one is cut around what is underlined."""


def console(to_stderr: bool = False) -> Console:
    """Where text goes; never folded when it goes to a file or another program."""
    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() else 100_000
    return Console(stderr=to_stderr, width=width, highlight=False, soft_wrap=True)


def print_problems(problems: Iterable[Problem], to_stderr: bool = False) -> None:
    """Each problem with its line, a caret, and what to do."""
    out = console(to_stderr)
    # Without a terminal there is nothing to style or fold, and a glossary can have thousands.
    is_plain = out.color_system is None and not out.is_terminal
    write = out.file.write
    for problem in problems:
        pieces = list(_pieces(problem))
        text = "".join([words for words, _ in pieces]) + "\n"
        if is_plain and not _CONTROL.search(text):
            write(text)
        else:
            out.print(Text.assemble(*pieces))


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What a console must not be given as it is."""


def _pieces(problem: Problem) -> Iterator[tuple[str, str]]:
    """`path:line:column: error[rule] message`, the line with a caret, then `fix:`, each with its
    style."""
    where = problem.location
    if where is not None:
        yield f"{where.path}:{where.line}:{where.column}: ", "bold"
    yield f"{problem.severity}[{problem.rule}]", _STYLES[problem.severity]
    yield f" {problem.message}", ""
    if problem.edition:
        yield f" (edition {problem.edition})", ""
    if where is not None and where.text.strip():
        yield _excerpt(where), ""
    if problem.fix:
        yield "\n  fix: ", "bold green"
        yield problem.fix, ""


def _excerpt(where: Location) -> str:
    line = where.text
    if not line.isprintable():
        line = "".join(char if char.isprintable() else " " for char in line)
    start, end = where.column - 1, max(where.end - 1, where.column)
    cut = max(0, min(start - _LINE_WIDTH // 3, len(line) - _LINE_WIDTH))
    shown = line[cut : cut + _LINE_WIDTH]
    shown = ("…" + shown[1:] if cut else shown) + ("…" if cut + _LINE_WIDTH < len(line) else "")
    marked = shown[start - cut : end - cut]
    number = f"{where.line:>5} | "
    indent = " " * cell_len(number + shown[: start - cut])
    return f"\n{number}{shown}\n{indent}{'^' * max(1, cell_len(marked.rstrip('…')))}"


def print_result(results: Sequence[BuildResult]) -> None:
    """The closing table of a build: a row a package."""
    packages = [package for result in results for package in result.packages]
    errors = sum(problem.is_error for result in results for problem in result.problems)
    if errors:
        noun = "error" if errors == 1 else "errors"
        console(to_stderr=True).print(f"{errors} {noun}: nothing was written", style="bold red")
    if not packages:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("deck", "edition", "notes", *Kind, "cards", "media", "size", "file"):
        is_number = name not in ("deck", "edition", "file")
        table.add_column(name, justify="right" if is_number else "left", no_wrap=True)
    for package in packages:
        table.add_row(
            package.deck,
            package.edition,
            str(package.notes),
            *(str(package.cards.get(kind, 0)) for kind in Kind),
            str(sum(package.cards.values())),
            str(package.media),
            size_text(package.size),
            str(package.path),
        )
    console().print(table)


def size_text(size: int) -> str:
    """Bytes as people read them."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
