"""What holds the fields of a card: tags that fit, the language, the mark of the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType

from .htmlscan import Tag, scan
from .htmltree import VOID, Element, parse_html
from .problem import Problem, Severity
from .templateparse import Node, Replacement, Section, TemplateError, parse, walk

Report = Callable[..., Problem]
"""Makes a problem of: start, end, rule, message, fix and maybe a severity."""

_LANGUAGE = re.compile(r"\{\{edition:language\}\}|[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")
_DIRECTION = re.compile(r"\{\{edition:direction\}\}|ltr|rtl|auto")
_FORMS = MappingProxyType({"lang": _LANGUAGE, "dir": _DIRECTION})
_WHAT = MappingProxyType({"lang": "language", "dir": "direction"})
_WRAP = 'write <div lang="{{edition:language}}" dir="{{edition:direction}}"> around it'

_CLOSED_BY_BROWSERS = VOID | frozenset(
    {"p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "rt", "rp", "col"}
    | {"colgroup", "option", "caption"}
)


def check_frame(text: str, is_front: bool, report: Report) -> Iterator[Problem]:
    """What is wrong with how the elements of one side stand in each other."""
    try:
        nodes: Sequence[Node] = parse(text).nodes
    except TemplateError:
        return
    root = parse_html(text)
    yield from _fitting(text, nodes, report)
    yield from _language(nodes, root, report)
    if not is_front:
        yield from _answer(root, report)


def _fitting(text: str, nodes: Sequence[Node], report: Report) -> Iterator[Problem]:
    """Tags that are never closed, or close nothing. Those inside sections may belong to others."""
    after = [*(node.start for node in nodes[1:]), len(text)]
    sections = [
        (node.start, end)
        for node, end in zip(nodes, after, strict=False)
        if isinstance(node, Section)
    ]
    opened: list[Tag] = []
    for tag in scan(text):
        if not isinstance(tag, Tag) or tag.is_closed or tag.name in _CLOSED_BY_BROWSERS:
            continue
        if any(start <= tag.start < end for start, end in sections):
            continue
        if not tag.is_end:
            opened.append(tag)
        elif opened and opened[-1].name == tag.name:
            opened.pop()
        else:
            message = f"</{tag.name}> closes nothing here"
            if any(each.name == tag.name for each in opened):
                message = f"</{tag.name}> comes before the end of <{opened[-1].name}>"
            fix = "close what was opened last, first; or delete it"
            yield report(tag.start, tag.end, "html-syntax", message, fix, Severity.WARNING)
            return
    for tag in opened[:1]:
        message, fix = f"<{tag.name}> is never closed", f"write </{tag.name}> behind it"
        yield report(tag.start, tag.end, "html-syntax", message, fix, Severity.WARNING)


def _language(nodes: Sequence[Node], root: Element, report: Report) -> Iterator[Problem]:
    """Every field stands in an element that says its language, and one its direction."""
    for element in root.walk():
        for name, pattern in _FORMS.items():
            value = element.attributes.get(name)
            if value is not None and not pattern.fullmatch(value):
                message = f'{name}="{value}" says nothing to a browser'
                fix = f'write {name}="{{{{edition:{_WHAT[name]}}}}}"'
                yield report(element.start, element.end, "lang-dir", message, fix)
    spans = {
        name: [(each.start, each.close) for each in root.walk() if name in each.attributes]
        for name in ("lang", "dir")
    }
    for node in walk(nodes):
        if not isinstance(node, Replacement) or node.key == "FrontSide":
            continue
        if {"label", "edition"} & set(node.filters):
            continue
        for name, covered in spans.items():
            if not any(start <= node.start < close for start, close in covered):
                missing = (
                    "`lang` and `dir`" if not spans["lang"] and not spans["dir"] else f"`{name}`"
                )
                message = f"`{node.key}` stands in no element with {missing}"
                yield report(node.start, node.end, "lang-dir", message, _WRAP)
                return


def _answer(root: Element, report: Report) -> Iterator[Problem]:
    marks = [element for element in root.walk() if element.attributes.get("id") == "answer"]
    if not marks:
        message = "nothing on the back has the id `answer`, to which Anki scrolls"
        fix = 'write <hr id="answer"> before the answer'
        yield report(0, 1, "answer-anchor", message, fix, Severity.WARNING)
    for element in marks[1:]:
        message = "the id `answer` is there twice"
        fix = "keep the first"
        start, end = element.start, element.end
        yield report(start, end, "answer-anchor", message, fix, Severity.WARNING)
