"""Style sheets as rules with their places; tinycss2's only door."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from .selector import Selector, SelectorError, parse_selector
from .themefolder import ThemeFile

_END_OF_STYLE = re.compile(r"</style", re.I)
_BLOCK = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[{}]", re.S)


_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})
_MAX_TOKENS = 10_000


@dataclass(frozen=True, slots=True)
class Declaration:
    """One `property: value`; line and column count from 1."""

    name: str
    value: str
    is_important: bool
    file: ThemeFile
    line: int
    column: int

    @property
    def width(self) -> int:
        """Characters to underline."""
        return len(self.name) + 2 + len(self.value)


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector of a rule with its declarations.

    Parameters:
        order: place among all rules of all sheets.
        media: the conditions that it stands under, as written; empty for none.
    """

    selector: Selector
    declarations: tuple[Declaration, ...]
    order: int
    file: ThemeFile
    line: int
    column: int
    media: str = ""


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
            reader.rules_in(nodes, file, "")
        except RecursionError:
            message, fix = "brackets are nested too deep to be read", "nest fewer brackets"
            reader.faults.append(Fault("css-syntax", message, fix, file, 1, 1))
    return Sheets(tuple(reader.rules), tuple(reader.faults))


class _Reader:
    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.faults: list[Fault] = []

    def rules_in(self, nodes: Sequence[Any], file: ThemeFile, media: str) -> None:
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
        if opened:
            line, column = line_and_column(file.text, opened[-1])
            message, fix = "this block is never closed", "close it with }"
            self.faults.append(Fault("css-syntax", message, fix, file, line, column))

    def _fault(self, node: Any, file: ThemeFile) -> None:
        fix = "check brackets, quotes and semicolons here and on the line above"
        said = node.message.rstrip(".").lower()
        message = "this CSS does not parse" + ("" if "{" in said else f": {said}")
        self.faults.append(
            Fault("css-syntax", message, fix, file, node.source_line, node.source_column)
        )

    def _at_rule(self, node: Any, file: ThemeFile, media: str) -> None:
        line, column = node.source_line, node.source_column
        name = node.lower_at_keyword
        if name == "import":
            fix = "put its rules into this file"
            message = "an @import: cards are studied without a network"
            self.faults.append(Fault("css-import", message, fix, file, line, column))
        elif name in {"media", "supports", "layer", "container"} and node.content is not None:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            condition = f"@{name} {tinycss2.serialize(node.prelude).strip()}"
            self.rules_in(inner, file, f"{media} {condition}".strip())
        elif name == "keyframes" or name.endswith("-keyframes"):
            for step in tinycss2.parse_rule_list(
                node.content or (), skip_comments=True, skip_whitespace=True
            ):
                if step.type == "qualified-rule":
                    self._unselected(step, step.content, file, f"@{name}")
        elif node.content is not None:
            self._unselected(node, node.content, file, f"@{name}")

    def _unselected(self, node: Any, content: Any, file: ThemeFile, media: str) -> None:
        """Declarations that belong to no element: of a font, of a step of an animation."""
        declarations = tuple(self._declarations(content, file))
        nothing = Selector((), (0, 0, 0))
        line, column = node.source_line, node.source_column
        order = len(self.rules)
        self.rules.append(Rule(nothing, declarations, order, file, line, column, media))

    def _rule(self, node: Any, file: ThemeFile, media: str) -> None:
        declarations = tuple(self._declarations(node.content, file))
        order = len(self.rules)
        for text, line, column in _selectors(node.prelude, node):
            try:
                selector = parse_selector(text)
            except SelectorError as wrong:
                fix = "use class names, as in .card .gd-name"
                message = f"the selector `{text}` does not parse: {wrong}"
                self.faults.append(Fault("css-syntax", message, fix, file, line, column))
                continue
            self.rules.append(Rule(selector, declarations, order, file, line, column, media))

    def _declarations(self, content: Any, file: ThemeFile) -> Iterator[Declaration]:
        for node in tinycss2.parse_declaration_list(
            content, skip_comments=True, skip_whitespace=True
        ):
            if node.type == "error":
                self._fault(node, file)
            elif node.type == "at-rule":
                fix = "write it as a rule of its own; older phones know no rules inside rules"
                message = f"an @{node.at_keyword} inside a rule"
                line, column = node.source_line, node.source_column
                self.faults.append(Fault("css-syntax", message, fix, file, line, column))
            elif node.type == "declaration":
                yield Declaration(
                    node.name if node.name.startswith("--") else node.lower_name,
                    tinycss2.serialize(node.value).strip(),
                    node.important,
                    file,
                    node.source_line,
                    node.source_column,
                )


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """The line and column of a position, both counted from 1."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _selectors(prelude: Sequence[Any], node: Any) -> Iterator[tuple[str, int, int]]:
    """The parts of a selector list, each with its line and column."""
    part: list[Any] = []
    for token in (*prelude, None):
        if token is None or (token.type == "literal" and token.value == ","):
            real = [each for each in part if each.type not in {"whitespace", "comment"}]
            first = real[0] if real else node
            text = tinycss2.serialize([each for each in part if each.type != "comment"]).strip()
            yield text, first.source_line, first.source_column
            part = []
        else:
            part.append(token)


def css_addresses(value: str) -> list[str]:
    """The addresses of files in a value, or in a whole `style` attribute."""
    found: list[str] = []
    pending = list(tinycss2.parse_component_value_list(value, skip_comments=True))
    for _ in range(_MAX_TOKENS):
        if not pending:
            break
        token = pending.pop()
        if token.type == "url":
            found.append(token.value)
        elif token.type == "function":
            if token.lower_name in _FETCHING:
                found += [each.value for each in token.arguments if each.type == "string"]
            pending += token.arguments
        elif token.type.endswith("block"):
            pending += token.content
    return found
