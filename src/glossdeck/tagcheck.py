"""Which tags and attributes of a text are not safe, or not well formed, by name.

What passes here is what `safe_html.clean` lets pass; but an author is told what is wrong,
where a cleaner would only take it away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from .flaw import Flaw
from .formulas import MARK
from .safe_html import (
    ALLOWED,
    LINK_SCHEMES,
    TAG,
    VALUES,
    VOID_TAGS,
    has_attribute_twice,
    is_relative_path,
    read_attributes,
    url_scheme,
)

DEEPEST_NESTING = 40

BADLY_NESTED = Flaw(
    "markup",
    "the HTML tags of this text do not fit into each other as a browser needs it",
    "put each tag where HTML allows it: <li> in <ul> or <ol>, <td> in <tr> in <table>, "
    "no <a> inside <a>, no block such as <div> inside <p> or a list inside <b>",
)
_TOO_DEEP = Flaw("markup", "the text nests too deeply", "use fewer lists or tags in each other")


def check_tags(html: str, text: str) -> tuple[tuple[str, ...], list[Flaw]]:
    """The sources of images, each once, and what is wrong with the tags.

    Parameters:
        html: as Markdown made it, with marks of cloze deletions.
        text: what the author wrote, in which flaws look for a word to underline.
    """
    images: dict[str, None] = {}
    flaws: list[Flaw] = []
    open_tags: list[tuple[str, str]] = []
    for match in TAG.finditer(html):
        source, name = match.group(), (match[2] or "").lower()
        if name not in ALLOWED:
            if not (match[1] and f"<{name}" in html[: match.start()].lower()):
                flaws.append(_refused_tag(source, name))
        elif match[1]:
            if not open_tags or open_tags[-1][0] != name:
                flaws.append(_stray_end(name, source, [tag for tag, _ in open_tags]))
                break
            open_tags.pop()
        else:
            attributes = read_attributes(match[3])
            if has_attribute_twice(match[3]):
                flaws.append(_attribute_twice(name, source))
            flaws += _attribute_flaws(name, attributes, source, text)
            if name == "img" and "src" in attributes:
                images[attributes["src"]] = None
            if name not in VOID_TAGS:
                open_tags.append((name, source))
    else:
        flaws += [_never_closed(name, source) for name, source in open_tags]
    return tuple(images), [_TOO_DEEP] if len(open_tags) > DEEPEST_NESTING else flaws


# Attributes


def _attribute_flaws(
    tag: str, attributes: Mapping[str, str], source: str, text: str
) -> Iterator[Flaw]:
    for name, value in attributes.items():
        flaw = _attribute_flaw(tag, name, value, _written((source, value, name), text))
        if flaw:
            yield flaw
    if tag == "img":
        yield from _image_flaws(attributes, source, text)


def _written(parts: Iterable[str], text: str) -> str:
    """The first part that the author wrote just so: Markdown writes tags of its own."""
    return next((part for part in parts if part in text), "")


def _attribute_flaw(tag: str, name: str, value: str, word: str) -> Flaw | None:
    if f"{MARK}==" in value or f"{MARK}{{{{" in value:
        return Flaw(
            "cloze-syntax",
            f"a gap cannot be inside the attribute {name} of <{tag}>",
            "move the gap into the visible text",
        )
    if name not in ALLOWED[tag]:
        return Flaw(
            "markup",
            f"the attribute {name} of <{tag}> is not allowed in a field",
            "remove it; how cards look is up to the theme, and cards run no scripts",
            word,
        )
    if name in VALUES and value not in VALUES[name]:
        *some, last = sorted(VALUES[name])
        allowed = f"{', '.join(some)} or {last}" if some else last
        return Flaw("markup", f"{name}={_short(value)} is not allowed", f"use {allowed}", word)
    if name == "href" and url_scheme(value) not in LINK_SCHEMES:
        return Flaw(
            "markup",
            f"a link cannot go to {_short(value)}",
            "link to a full address that starts with https://, http:// or mailto:",
            word,
        )
    if name == "src" and not is_relative_path(value):
        return Flaw(
            "markup",
            f"an image cannot come from {_short(value)}: decks work without a network",
            "save the image beside the YAML file and write its relative path",
            word,
        )
    return None


def _image_flaws(attributes: Mapping[str, str], source: str, text: str) -> Iterator[Flaw]:
    if "src" not in attributes:
        yield Flaw("markup", "an image has no src", 'write <img src="file.png" alt="…">', source)
    elif not attributes.get("alt", "").strip() and "role" not in attributes:
        path = attributes["src"]
        yield Flaw(
            "img-alt",
            f"the image {path} has no alternative text",
            "say in a few words what it shows: ![what it shows](file.png); if it only "
            'decorates: <img src="file.png" alt="" role="presentation">',
            _written((source, path), text),
        )


def _attribute_twice(name: str, source: str) -> Flaw:
    return Flaw("markup", f"<{name}> has an attribute twice", "keep one of them", source)


def _short(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:59] + "…")


# Tags

_INSTEAD = MappingProxyType(
    {
        name: fix
        for names, fix in (
            ("script iframe object embed svg", "remove it: cards run no scripts"),
            ("style font link", "remove it; how cards look is up to the theme"),
            ("audio video picture", "remove it: only images can ship"),
            (
                "form input button select textarea details summary",
                "remove it: on phones a tap on a card grades it",
            ),
        )
        for name in names.split()
    }
)


def _refused_tag(source: str, name: str) -> Flaw:
    if not name:
        return Flaw(
            "markup",
            "comments and other declarations of HTML do not belong in a field",
            "remove it; write notes to yourself as YAML comments, after #",
            source,
        )
    fix = _INSTEAD.get(name) or (
        f"to show it as text write `<{name}>` in backticks or &lt;{name}&gt;; else remove it"
    )
    return Flaw("markup", f"the tag <{name}> is not allowed in a field", fix, source)


def _stray_end(name: str, source: str, open_names: list[str]) -> Flaw:
    if name in open_names:
        inner = open_names[-1]
        return Flaw(
            "markup",
            f"</{name}> comes before the end of <{inner}>, which is inside it",
            f"end <{inner}> first",
            source,
        )
    return Flaw(
        "markup",
        f"</{name}> ends no tag that is open there",
        f"write <{name}> before it, inside the same paragraph or tag, or remove it",
        source,
    )


def _never_closed(name: str, source: str) -> Flaw:
    return Flaw("markup", f"the tag <{name}> is never closed", f"write </{name}> after it", source)
