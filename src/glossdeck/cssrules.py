"""Style sheets as rules with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from .selector import NOTHING, Selector, SelectorFault, parse_selector
from .themefolder import ThemeFile

_END_OF_STYLE = re.compile(r"</style", re.I)
_BLOCK = re.compile(r"/\*.*?\*/|/\*|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[{}]", re.S)


_GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})
"""Rules around rules."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `property: value`; line and column count from 1.

    Parameters:
        written: characters of the shorthand that it is a part of; 0 if it is none.
    """

    name: str
    value: str
    is_important: bool
    file: ThemeFile
    line: int
    column: int
    written: int = 0

    @property
    def width(self) -> int:
        """Characters to underline."""
        return self.written or len(self.name) + 2 + len(self.value)

    @property
    def where(self) -> tuple[str, int, int]:
        """Its place; that of the shorthand that it is a part of."""
        return self.file.name, self.line, self.column


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of a rule with its declarations.

    Parameters:
        media: the conditions that it stands under, as written, the outermost first.
    """

    selector: Selector
    declarations: tuple[Declaration, ...]
    file: ThemeFile
    line: int
    column: int
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not parse, or must not be in a style sheet."""

    rule: str
    message: str
    fix: str
    file: ThemeFile
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """All rules of a theme's style sheets in the order in which they apply."""

    rules: tuple[Rule, ...]
    faults: tuple[Fault, ...]


def read_sheets(files: Sequence[ThemeFile]) -> Sheets:
    """Read style sheets, the one that applies last at the end."""
    reader = _Reader()
    for file in files:
        reader.check_blocks(file)
        try:
            nodes = tinycss2.parse_stylesheet(file.text, skip_comments=True, skip_whitespace=True)
            reader.rules_in(nodes, file, ())
        except RecursionError:
            message, fix = "brackets are nested too deep to be read", "nest fewer brackets"
            reader.faults.append(Fault("css-syntax", message, fix, file, 1, 1))
    return Sheets(tuple(reader.rules), tuple(reader.faults))


class _Reader:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.faults: list[Fault] = []

    def rules_in(self, nodes: Sequence[Any], file: ThemeFile, media: tuple[str, ...]) -> None:
        for node in nodes:
            if node.type == "error":
                self._fault(node, file)
            elif node.type == "qualified-rule":
                self._rule(node, file, media)
            elif node.type == "at-rule":
                self._at_rule(node, file, media)

    def check_blocks(self, file: ThemeFile) -> None:
        """A block that is never closed swallows all that follows, and CSS says nothing."""
        for match in _END_OF_STYLE.finditer(file.text):
            message = "this ends the style sheet on Anki's page, even in a comment or a string"
            line, column = line_and_column(file.text, match.start())
            self.faults.append(Fault("script", message, "leave it out", file, line, column))
        opened: list[int] = []
        for match in _BLOCK.finditer(file.text):
            if match[0] == "{":
                opened.append(match.start())
            elif match[0] == "}" and opened:
                opened.pop()
            elif match[0] == "/*":
                self._never_closed("comment", "*/", file, match.start())
                break
        if opened:
            self._never_closed("block", "}", file, opened[-1])

    def _never_closed(self, what: str, closing: str, file: ThemeFile, at: int) -> None:
        line, column = line_and_column(file.text, at)
        message, fix = f"this {what} is never closed", f"close it with {closing}"
        self.faults.append(Fault("css-syntax", message, fix, file, line, column))

    def _fault(self, node: Any, file: ThemeFile, is_inside: bool = False) -> None:
        if is_inside and node.message.lower().startswith("expected <ident> for declaration name"):
            self._nested(node, file, "this is no `property: value`, but maybe a rule inside a rule")
            return
        fix = "check brackets, quotes and semicolons here and on the line above"
        said = node.message.rstrip(".").lower()
        message = "this CSS does not parse" + ("" if "{" in said else f": {said}")
        self.faults.append(
            Fault("css-syntax", message, fix, file, node.source_line, node.source_column)
        )

    def _at_rule(self, node: Any, file: ThemeFile, media: tuple[str, ...]) -> None:
        line, column = node.source_line, node.source_column
        name = node.lower_at_keyword
        if name == "import":
            fix = "put its rules into this file"
            message = "an @import: cards are studied without a network"
            self.faults.append(Fault("css-import", message, fix, file, line, column))
        elif name in _GROUPS and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            condition = f"@{name} {tinycss2.serialize(node.prelude).strip()}"
            self.rules_in(inner, file, (*media, condition))
        elif name == "keyframes" or name.endswith("-keyframes"):
            for step in tinycss2.parse_rule_list(
                node.content or (), skip_comments=True, skip_whitespace=True
            ):
                if step.type == "qualified-rule":
                    self._unselected(step, step.content, file, (f"@{name}",))
        elif node.content is not None:
            self._unselected(node, node.content, file, (f"@{name}",))

    def _unselected(self, node: Any, content: Any, file: ThemeFile, media: tuple[str, ...]) -> None:
        """Declarations that belong to no element: of a font, of a step of an animation."""
        declarations = tuple(self._declarations(content, file))
        line, column = node.source_line, node.source_column
        self.rules.append(Rule(NOTHING, declarations, file, line, column, media))

    def _rule(self, node: Any, file: ThemeFile, media: tuple[str, ...]) -> None:
        declarations = tuple(self._declarations(node.content, file))
        for tokens, line, column in _selectors(node.prelude, node):
            try:
                selector = parse_selector(tokens)
            except SelectorFault as wrong:
                text = shortened(tinycss2.serialize(tokens).strip())
                message = f"the selector `{text}` does not parse: {wrong}"
                fix = "use class names, as in .card .gd-name"
                self.faults.append(Fault("css-syntax", message, fix, file, line, column))
                continue
            self.rules.append(Rule(selector, declarations, file, line, column, media))

    def _declarations(self, content: Any, file: ThemeFile) -> Iterator[Declaration]:
        for node in tinycss2.parse_declaration_list(
            content, skip_comments=True, skip_whitespace=True
        ):
            if node.type == "error":
                self._fault(node, file, is_inside=True)
            elif node.type == "at-rule":
                self._nested(node, file, f"an @{node.at_keyword} inside a rule")
            elif node.type == "declaration":
                for token in node.value:
                    if token.type == "error":
                        self._fault(token, file)
                yield declaration_of(node, file)

    def _nested(self, node: Any, file: ThemeFile, message: str) -> None:
        fix = "write it as a rule of its own; older phones know no rules inside rules"
        line, column = node.source_line, node.source_column
        self.faults.append(Fault("css-syntax", message, fix, file, line, column))


def declaration_of(node: Any, file: ThemeFile, line: int = 0, column: int = 0) -> Declaration:
    """A declaration of tinycss2.

    Parameters:
        line, column: how far it stands from where tinycss2 began, both from 0; the column counts
            for the first line.
    """
    return Declaration(
        node.name if node.name.startswith("--") else node.lower_name,
        tinycss2.serialize(node.value).strip(),
        node.important,
        file,
        node.source_line + line,
        node.source_column + (column if node.source_line == 1 else 0),
    )


def shortened(text: str) -> str:
    """A text for a message: one line of at most 60 characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and column of a position, both counted from 1."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _selectors(prelude: Sequence[Any], node: Any) -> Iterator[tuple[list[Any], int, int]]:
    """The selectors of a list, each with its line and column."""
    part: list[Any] = []
    for token in (*prelude, None):
        if token is None or (token.type == "literal" and token.value == ","):
            real = [each for each in part if each.type not in {"whitespace", "comment"}]
            first = real[0] if real else node
            tokens = [each for each in part if each.type != "comment"]
            yield tokens, first.source_line, first.source_column
            part = []
        else:
            part.append(token)
