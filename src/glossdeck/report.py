"""Problems and results as people read them; rich on a terminal, plain text elsewhere.

rich is loaded where there is something to style: loading it takes longer than a small build.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from .build import BuildResult
from .note import Kind
from .problem import Location, Problem, Severity
from .writing import BuiltPackage

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_LINE_WIDTH = 96
"""Columns of a source line that are shown; a longer one is cut around what is underlined."""


def console(to_stderr: bool = False) -> Console:
    """Where text goes; never folded when it goes to a file or another program."""
    from rich.console import Console

    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() else 100_000
    return Console(stderr=to_stderr, width=width, highlight=False, soft_wrap=True)


def print_problems(problems: Iterable[Problem], to_stderr: bool = False) -> None:
    """Each problem with its line, a caret, and what to do."""
    say = _speaker(to_stderr)
    for problem in problems:
        say(*_pieces(problem))


Piece = tuple[str, str]
"""Some words and the style that rich gives them."""


def _speaker(to_stderr: bool = False) -> Callable[..., None]:
    """What prints one message after the other, each given as its pieces."""
    stream = sys.stderr if to_stderr else sys.stdout
    has_style = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))
    styled = cache(partial(console, to_stderr))

    def say(*pieces: Piece) -> None:
        text = "".join([words for words, _ in pieces])
        # Without a terminal there is nothing to style or fold, and a glossary can have thousands.
        if not has_style and not _CONTROL.search(text):
            stream.write(f"{text}\n")
            return
        from rich.text import Text

        styled().print(Text.assemble(*pieces))

    return say


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
"""What a console must not be given as it is."""


def _pieces(problem: Problem) -> Iterator[Piece]:
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
    from rich.cells import cell_len

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
        _speaker(to_stderr=True)((f"{errors} {noun}: nothing was written", "bold red"))
    if not packages:
        return
    header, *rows = _aligned([_COLUMNS, *map(_row, packages)])
    say = _speaker()
    say((header, "bold"))
    for row in rows:
        say((row, ""))


_COLUMNS = ("deck", "edition", "notes", *Kind, "cards", "media", "size", "file")
_TEXTS = frozenset({"deck", "edition", "file"})
"""Columns that are no numbers, which are lined up at their right."""


def _row(package: BuiltPackage) -> tuple[str, ...]:
    return (
        package.deck,
        package.edition,
        str(package.notes),
        *(str(package.cards.get(kind, 0)) for kind in Kind),
        str(sum(package.cards.values())),
        str(package.media),
        size_text(package.size),
        str(package.path),
    )


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of the table, its columns as wide as what they hold."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for name, text, width in zip(_COLUMNS, row, widths, strict=True):
            space = " " * (width - cell_len(text))
            cells.append(text + space if name in _TEXTS else space + text)
        yield "  ".join(cells).rstrip()


def size_text(size: int) -> str:
    """Bytes as people read them."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
