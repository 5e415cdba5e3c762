"""Author's text (Markdown, safe HTML, MathJax) to the HTML of a field.

The only place that escapes, and the only import of markdown-it, which is loaded at the first
text that needs it: most texts are plain, and cost one search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any, NamedTuple

from .flaw import Flaw
from .formulas import (
    formula_rule,
    join_formulas,
    mark,
    mark_rule,
    part_brackets,
    part_formulas,
    without_marks,
)
from .ordinals import with_ordinals
from .safe_html import BLOCK_TAGS, TAG, anki_safe, clean, read_attributes, shape, url_scheme
from .tagcheck import BADLY_NESTED, check_tags

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LONGEST_TEXT = 20_000
"""Characters in one text. Markdown's worst cases grow with the square of the length."""

_AROUND = " \t\n"
_SPECIAL = re.compile(r"[\x00-\x1f\x7f\\`*_\[<>&~|]")
_STARTS_BLOCK = re.compile(r"[-+](?: |$|--)|#{1,6}(?: |$)|[0-9]{1,9}[.)](?: |$)")


class Rendered(NamedTuple):
    """A text as field HTML; `html` is empty when there are flaws.

    `images` are the sources of its images, as the author wrote them, each once, in order.
    """

    html: str
    images: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


def to_html(text: str) -> Rendered:
    """The HTML of a field; never raises, all flaws are in the result.

    A text of one paragraph has no `<p>` around it, so that it stays inline.
    """
    html = as_it_is(text)
    return Rendered(html) if html is not None else _render(text.strip(_AROUND), marks=False)


def as_it_is(text: str) -> str | None:
    """The HTML of a text that is its own, which most are; None for one with any markup."""
    text = text.strip(_AROUND)
    return text if is_plain(text) and "{{" not in text else None


def to_marked_html(text: str) -> Rendered:
    """The same for a cloze text: what may belong to a deletion stands
    between `MARK` and `END_OF_MARK` of `formulas`, a formula between `MATH` and `END_OF_MATH`.

    Nothing is marked in code, tags and the addresses of links.
    """
    text = text.strip(_AROUND)
    if is_plain(text):
        return Rendered(mark(text))
    return _render(text, marks=True)


def is_plain(text: str) -> bool:
    """Whether a text is its own HTML, leaving braces aside. This is the way of most texts,
    so that it takes about a microsecond."""
    if _SPECIAL.search(text) or len(text) > LONGEST_TEXT or _STARTS_BLOCK.match(text):
        return False
    if text.isascii():
        return True
    kept = text.isprintable() or not _control().search(text)
    return kept and unicodedata.is_normalized("NFC", text)


def _render(text: str, *, marks: bool) -> Rendered:
    flaws = tuple(_text_flaws(text))
    if flaws:
        return Rendered("", (), flaws)
    text = unicodedata.normalize("NFC", text)
    raw, markdown_flaws = _read_markdown(text, marks)
    images, tag_flaws = check_tags(raw, text)
    flaws = tuple(dict.fromkeys((*markdown_flaws, *tag_flaws)))
    if flaws:
        return Rendered("", (), flaws)
    raw = TAG.sub(lambda match: without_marks(match.group()), raw)
    html = clean(raw)
    if shape(html) != shape(raw):
        return Rendered("", (), (BADLY_NESTED,))
    return Rendered(html if marks else anki_safe(without_marks(html)), images)


@cache
def _control() -> re.Pattern[str]:
    """Control characters but tab and line end, surrogates and noncharacters."""
    last = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    return re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{last}]")


def _text_flaws(text: str) -> Iterator[Flaw]:
    if len(text) > LONGEST_TEXT:
        yield Flaw(
            "markup",
            f"the text has {len(text):,} characters; a field takes at most {LONGEST_TEXT:,}",
            "split it into several entries",
        )
    for character in sorted(set(_control().findall(text))):
        yield Flaw(
            "control-character",
            f"the text holds the control character U+{ord(character):04X}, which Anki cannot keep",
            "remove it; it often comes along when text is copied from a PDF",
            character,
        )


# Markdown


def _read_markdown(text: str, marks: bool) -> tuple[str, list[Flaw]]:
    """HTML with marks, not yet safe, and what is wrong with formulas and images."""
    env: dict[str, Any] = {"flaws": [], "marks": marks}
    markdown = _markdown(marks)
    tokens = markdown.parse(with_ordinals(join_formulas(text)), env)
    _unwrap(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_without_pointers(token.children))
    html = markdown.renderer.render(tokens, markdown.options, env).strip("\n")
    return part_formulas(html), env["flaws"]


@cache
def _markdown(marks: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False, "langPrefix": ""})
    markdown.enable(["table", "strikethrough"])
    # Underlines that make headings, indented code and link definitions surprise those who
    # do not know Markdown, and HTML blocks would keep deletions from being seen.
    markdown.disable(["lheading", "code", "reference", "html_block"])
    markdown.inline.ruler.before("escape", "formula", formula_rule)
    if marks:
        markdown.inline.ruler.before("escape", "mark", mark_rule)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.add_render_rule("text", _text)
    return markdown


def _text(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    content = tokens[index].content
    lost = _LOST_IMAGE.search(content)
    if lost:
        env["flaws"].append(_image_with_blanks(lost.group(), lost[1], lost[2]))
    return part_brackets(escape(content, quote=False))


_LOST_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\"<>]* [^()\"<>]*)\)")


def _image_with_blanks(source: str, alt: str, path: str) -> Flaw:
    return Flaw(
        "markup",
        f"the path of the image {path} has blanks, so that it is read as text",
        f"put it in angle brackets: ![{alt}](<{path}>)",
        source,
    )


def _unwrap(tokens: list[Any]) -> None:
    """No `<p>` around a single paragraph, nor around the author's own block tags."""
    single = len(tokens) == 3 and tokens[0].type == "paragraph_open"
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "paragraph_open" and (single or _has_block(token.children)):
            before.hidden = after.hidden = True
    for token in tokens:
        token.info = ""  # the language of a code block would become a class


def _without_pointers(children: list[Any]) -> Iterator[Any]:
    """Markdown links to another entry or page of the author's, as in `[key](#key)`, lead nowhere
    from a card: their words stay, the links go."""
    dropped = []
    for child in children:
        if child.type == "link_open":
            target = child.attrGet("href") or ""
            dropped.append(not url_scheme(target) and not target.startswith("//"))
            if dropped[-1]:
                continue
        elif child.type == "link_close" and dropped.pop():
            continue
        yield child


def _has_block(children: list[Any]) -> bool:
    return any(
        child.type == "html_inline" and child.content.strip("</>").split()[0].lower() in BLOCK_TAGS
        for child in children
    )


# Reading HTML again

_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>")
_SRC = re.compile(r'(<img(?:[^<>"]|"[^"]*")*? src=")([^"]*)(")')


def visible_text(html: str) -> str:
    """What a reader sees: without tags, with an image's alternative text in its place.

    Blocks and line breaks are separated by a line end; other white space is one blank.
    Formulas stay as they are written.
    """
    if "<" not in html and "&" not in html and "\n" not in html and "  " not in html:
        return html
    text = _ANY_TAG.sub(_tag_as_text, re.sub(r"[ \t\n]+", " ", html))
    text = re.sub(r" *\ufdd0[ \ufdd0]*", "\n", text).strip(" \n")
    return unescape(text)


def _tag_as_text(match: re.Match[str]) -> str:
    name = match[2]
    if name == "img":
        return escape(read_attributes(match[3]).get("alt", ""), quote=False)
    return "\ufdd0" if name in BLOCK_TAGS or name == "br" else ""


def replace_images(html: str, names: Mapping[str, str]) -> str:
    """Put media names in place of the paths that the author wrote; others stay."""
    return _SRC.sub(
        lambda match: match[1] + escape(names.get(unescape(match[2]), match[2])) + match[3], html
    )
