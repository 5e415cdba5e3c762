"""The HTML that a field may hold: the allow list, and nh3, which lets nothing else pass.

The only import of nh3, which is loaded at the first text that needs it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nh3 import Cleaner

BLOCK_TAGS = frozenset(
    {"blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img"}
    | {"ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"}
    | {"strong", "sub", "sup", "u", "var", "wbr"}
)
VOID_TAGS = frozenset({"br", "hr", "img", "wbr"})
_EVERYWHERE = frozenset({"dir", "lang", "title"})
ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    dict.fromkeys(BLOCK_TAGS | _INLINE_TAGS, _EVERYWHERE)
    | {
        "a": _EVERYWHERE | {"href"},
        "img": _EVERYWHERE | {"src", "alt", "role", "width", "height"},
        "ol": _EVERYWHERE | {"start"},
        "td": _EVERYWHERE | {"colspan", "rowspan", "style"},
        "th": _EVERYWHERE | {"colspan", "rowspan", "scope", "style"},
    }
)
"""The tags of a field, with their attributes."""
VALUES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "style": frozenset(f"text-align:{side}" for side in ("left", "right", "center")),
        "role": frozenset({"presentation"}),
        "dir": frozenset({"ltr", "rtl", "auto"}),
    }
)
"""All values of attributes that do not take any text."""
LINK_SCHEMES = frozenset({"http", "https", "mailto"})

_VALUE = r"\"[^\"]*\"|'[^']*'|[^\"'=<>`\s]+"
ATTRIBUTE = re.compile(rf"\s+([a-zA-Z_:][\w:.-]*)(?:\s*=\s*({_VALUE}))?", re.ASCII)
TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)"
    rf"((?:\s+[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:{_VALUE}))?)*)\s*/?>|<[!?]",
    re.ASCII,
)
"""A tag as Markdown lets it pass: slash, name and attributes; or the start of a declaration."""
_ANKI_TAG = re.compile(r"\[(?=\[type:|sound:|anki:|/?(?:latex|\$\$?)\])", re.IGNORECASE)


def read_attributes(source: str) -> dict[str, str]:
    """The attributes in a tag, by name; of two with one name browsers take the first."""
    attributes: dict[str, str] = {}
    for name, value in ATTRIBUTE.findall(source):
        attributes.setdefault(name.lower(), unescape(value[1:-1] if value[:1] in "\"'" else value))
    return attributes


def has_attribute_twice(source: str) -> bool:
    """Whether one name is there more than once, of which browsers see one."""
    return len(read_attributes(source)) < len(ATTRIBUTE.findall(source))


def url_scheme(url: str) -> str:
    """The scheme as a browser sees it, in lower case; empty for a path."""
    head, colon, _ = _url_of_browser(url).partition(":")
    return head.lower() if colon and not set(head) & set("/?#") else ""


def is_relative_path(url: str) -> bool:
    """Whether a browser would look for it beside the page, not on another host or drive."""
    seen = _url_of_browser(url)
    return bool(seen) and not url_scheme(url) and not seen.startswith(("/", "\\"))


def _url_of_browser(url: str) -> str:
    """Browsers drop control characters, and blanks around it; so nobody hides behind them."""
    return re.sub(r"[\x00-\x20]", "", url)


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(ALLOWED),
        attributes={tag: set(names) for tag, names in ALLOWED.items()},
        attribute_filter=_safe_value,
        clean_content_tags=set(),
        link_rel=None,
        url_schemes=set(LINK_SCHEMES),
    )


def _safe_value(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if is_relative_path(value) else None
    return value if name not in VALUES or value in VALUES[name] else None


def clean(html: str) -> str:
    """The last guard: HTML as nh3 lets it pass, written in its way, in NFC."""
    html = _cleaner().clean(html)
    # Next to a tag, U+0338 would turn its `>` into `≯` when Anki normalises the field.
    html = html.replace("&nbsp;", "\u00a0").replace(">\u0338", ">&#824;")
    return unicodedata.normalize("NFC", html)


def shape(html: str) -> list[object]:
    """Tags, attributes and text, free of spelling and of what browsers add.

    HTML that has another shape after `clean` was not what a browser makes of it.
    """
    parts: list[object] = []
    done = 0
    for match in TAG.finditer(html):
        name = (match[2] or "").lower()
        parts.append("".join(unescape(html[done : match.start()]).split()))
        if name != "tbody":
            parts.append((match[1], name, sorted(read_attributes(match[3] or "").items())))
        done = match.end()
    parts.append("".join(unescape(html[done:]).split()))
    return [part for part in parts if part]


def anki_safe(html: str) -> str:
    """Keep Anki from reading what the author wrote as its own.

    A `{{c1::` counts as a deletion in every field of a cloze note (anki 26.9, rslib
    `cloze.rs`), and `[sound:`, `[latex]`, `[[type:` work in any field.
    """
    html = re.sub(r"\{(?=\{)", "&#123;", html)
    return _ANKI_TAG.sub("&#91;", html)
