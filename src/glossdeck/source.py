"""YAML text to plain values, and the line and column of each: the only import of yaml.

Values are mappings, lists and text: a scalar stays the text that the author typed, whatever
YAML 1.1 would make of `no`, `1.10` or `2020-01-01`. An empty value is None. A tree of nodes is
composed only to show where a problem is.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from .problem import Location, Place, Problem, error
from .syntax import MAX_DEPTH, TOO_DEEP, character_error, syntax_error
from .textfile import at_top, line_of, read_text, shown_path
from .yamltree import Finder, TreeError, fault
from .yamlvalues import MAX_VALUES, ComposerError, Kinds, ValueReader


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was read.

    Parameters:
        path: where it is.
        name: the path as it is shown to the author.
        text: the whole text, without a byte order mark; empty when it is to be read again
            in the rare case that a line is looked for.
        value: mappings, lists, text and None.
    """

    path: Path
    name: str
    text: str
    value: Any

    def locate(self, place: Place) -> Location:
        """Line and column of a place in this file; the nearest value above if it is missing."""
        text = self.with_text().text
        try:
            return _finder(text).find(place)
        except TreeError:  # the file has changed since
            return Location(place.file, 1, 1, 1)

    def with_text(self) -> Source:
        """The same with its text, for looking up many places."""
        return self if self.text else replace(self, text=read_text(self.path, self.name)[0])


def read_source(path: Path, name: str = "") -> tuple[Source | None, tuple[Problem, ...]]:
    """Read one YAML file. Every way in which it can be wrong is a problem, none raises."""
    name = name or shown_path(path)
    text, problem = read_text(path, name)
    if problem:
        return None, (problem,)
    return parse(text, path, name)


def parse(text: str, path: Path, name: str) -> tuple[Source | None, tuple[Problem, ...]]:
    """Text of one file to values; problems have their location already."""
    try:
        with paused_collector():
            reading = read_values(text)
    except TreeError as wrong:
        return None, (_problem(wrong, text, name),)
    if reading is None or reading == (None, []):  # nothing, or nothing but `---`
        return None, (at_top(name, "empty-file", "the file is empty", _EMPTY_FIX),)
    value, faults = reading
    return Source(path, name, text, value), tuple(_problem(wrong, text, name) for wrong in faults)


_EMPTY_FIX = "write at least `deck:` with an `id` and a `title`, or delete the file"


class _Untyped:
    """In place of YAML's resolver: every plain scalar is text, and nesting is counted."""

    depth = 0
    count = 0

    def resolve(self, _kind: Any, _value: Any, _implicit: Any) -> None:
        return None

    def descend_resolver(self, current_node: Any, _index: Any) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MAX_DEPTH:
            raise fault(current_node, *TOO_DEEP)
        if self.count > MAX_VALUES:
            message = f"the file has more than {MAX_VALUES:,} values"
            raise fault(current_node, "too-large", message, "split it into several files")

    def ascend_resolver(self) -> None:
        self.depth -= 1


class _PythonLoader(
    _Untyped,
    yaml.reader.Reader,
    yaml.scanner.Scanner,
    yaml.parser.Parser,
    yaml.composer.Composer,
):
    """For installations of PyYAML without libyaml: the same, some ten times slower."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)
        yaml.composer.Composer.__init__(self)


def _loader_class() -> Any:
    if not yaml.__with_libyaml__:
        return _PythonLoader
    from yaml import cyaml

    return type("_LibyamlLoader", (_Untyped, vars(cyaml)["CParser"]), {})


_LOADER = _loader_class()


_KINDS = Kinds(
    yaml.ScalarEvent,
    yaml.AliasEvent,
    yaml.MappingStartEvent,
    yaml.SequenceEndEvent,
    yaml.MappingEndEvent,
)


def read_values(text: str, loader: Any = None) -> tuple[Any, list[TreeError]] | None:
    """The values of one document, and the faults that leave the rest readable; None for an
    empty one. Raises TreeError."""
    with _told_as_faults(text):
        next_event = (loader or _LOADER)(text).get_event
        next_event()  # the start of the stream
        if type(next_event()) is yaml.StreamEndEvent:
            return None
        reader = ValueReader(next_event, _KINDS)
        value, _ = reader.value(next_event())
        next_event()  # the end of the document
        following = next_event()
        if type(following) is not yaml.StreamEndEvent:
            raise ComposerError("but found another document", following.start_mark)
        return value, [*reader.faults, *reader.lost_words()]


def compose(text: str, loader: Any = None) -> Any:
    """The node tree of one document; None for an empty one. Raises TreeError."""
    with _told_as_faults(text):
        return (loader or _LOADER)(text).get_single_node()


@contextmanager
def _told_as_faults(text: str) -> Iterator[None]:
    """Turns what a parser raises into a TreeError."""
    try:
        yield
    except (yaml.MarkedYAMLError, ComposerError) as wrong:
        raise syntax_error(wrong, text) from None
    except yaml.reader.ReaderError:
        raise character_error(text, yaml.reader.Reader.NON_PRINTABLE) from None


def _problem(wrong: TreeError, text: str, name: str) -> Problem:
    location = Location(name, wrong.line, wrong.column, wrong.end, line_of(text, wrong.line))
    return replace(error(wrong.rule, wrong.message, wrong.fix), location=location)


@lru_cache(maxsize=2)
def _finder(text: str) -> Finder:
    with paused_collector():
        root = compose(text)
    if root is None:
        raise TreeError("empty-file", "the file is empty", _EMPTY_FIX, 1, 1, 1)
    return Finder(text, root)


def locate(problems: Iterable[Problem], sources: Iterable[Source]) -> tuple[Problem, ...]:
    """Give each problem its line and column and put them in the order of the files."""
    by_name = {source.name: source for source in sources}
    located: list[Problem] = []
    for name, found in groupby(sorted(problems, key=_file_of), key=_file_of):
        source = by_name.get(name)
        if source is not None:
            source = source.with_text()
        located += (_located(problem, source) for problem in found)
    return tuple(sorted(_without_effects(located), key=_order))


def _without_effects(located: list[Problem]) -> list[Problem]:
    """A value with a tag is told for its tag, and not also for what the tag makes of it."""
    tagged = {_line_of(problem) for problem in located if problem.rule == "yaml-tag"}
    if not tagged:
        return located
    return [
        problem
        for problem in located
        if problem.rule != "wrong-type" or _line_of(problem) not in tagged
    ]


def _line_of(problem: Problem) -> tuple[str, int]:
    where = problem.location
    return (where.path, where.line) if where else ("", 0)


def _file_of(problem: Problem) -> str:
    return problem.place.file if problem.place and problem.location is None else ""


def _located(problem: Problem, source: Source | None) -> Problem:
    place = problem.place
    if problem.location is not None or place is None:
        return problem
    location = source.locate(place) if source else Location(place.file, 1, 1, 1)
    if problem.rule == "empty-text" and " #" in location.text[location.column - 2 :]:
        problem = replace(problem, fix=_COMMENT_FIX)
    return problem.at(location)


_COMMENT_FIX = "write its text; what follows # is a comment, unless it stands in quotes"


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    where = problem.location
    if where is None:
        return "", 0, 0, problem.rule, problem.message
    return where.path, where.line, where.column, problem.rule, problem.message


@contextmanager
def paused_collector() -> Iterator[None]:
    """Building a large tree makes Python's cyclic collector walk it again and again, more than
    half of the time of a parse; nothing in a tree is garbage, so it waits."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
