"""Author's text (Markdown, safe HTML, MathJax) to the HTML of a field.

The only place that escapes, and the only import of markdown-it and nh3. Both are loaded at
the first text that needs them: most texts are plain, and cost one search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from nh3 import Cleaner

LONGEST_TEXT = 20_000
"""Characters in one text. Markdown's worst cases grow with the square of the length."""
DEEPEST_NESTING = 40

MARK, END_OF_MARK, MATH, END_OF_MATH = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters, which no text of an author can hold: around what may be part of a cloze
deletion, and around formulas."""
_LINE, _PIPE = "\ufdd4", "\ufdd5"
"""Stand for line ends and bars of a formula, which Markdown would read as its own."""

CLOZE_MARKS = re.compile(
    r"\{\{ *(?:[cC] *[0-9, ]*|[0-9][0-9, ]*)::?|\{\{ *[cC][0-9]+(?= *\}\})"
    r"|(?<!\\\{)\{ *[cC][0-9]+::|={2,}|::|\{|\}+"
)

_SPECIAL = re.compile(r"[\x00-\x1f\x7f\\`*_\[<>&~|]")
_STARTS_BLOCK = re.compile(r"[-+](?: |$|--)|#{1,6}(?: |$)|[0-9]{1,9}[.)](?: |$)")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a text, without a place, which the caller knows.

    Parameters:
        rule: `markup`, `img-alt`, `control-character` or `cloze-syntax`.
        message: what is wrong.
        fix: what to do next.
        word: the part of the author's text to underline; may be empty.
    """

    rule: str
    message: str
    fix: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
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
    text = text.strip(" \t\n")
    if is_plain(text) and "{{" not in text:
        return Rendered(text)
    return _render(text, marks=False)


def to_marked_html(text: str) -> Rendered:
    """The same for a cloze text: what may belong to a deletion (`CLOZE_MARKS`)
    stands between `MARK` and `END_OF_MARK`, formulas between `MATH` and `END_OF_MATH`.

    Nothing is marked in code, tags and the addresses of links.
    """
    text = text.strip(" \t\n")
    if is_plain(text):
        return Rendered(_marked(text))
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


def _marked(text: str) -> str:
    return CLOZE_MARKS.sub(rf"{MARK}\g<0>{END_OF_MARK}", text)


def _render(text: str, *, marks: bool) -> Rendered:
    flaws = tuple(_text_flaws(text))
    if flaws:
        return Rendered("", (), flaws)
    text = unicodedata.normalize("NFC", text)
    env: dict[str, Any] = {"flaws": [], "marks": marks}
    markdown = _markdown(marks)
    tokens = markdown.parse(_join_formulas(text), env)
    _unwrap(tokens)
    raw = markdown.renderer.render(tokens, markdown.options, env).strip("\n")
    raw = raw.replace(_LINE, "\n").replace(_PIPE, "|")
    images, tag_flaws = _check_tags(raw, text)
    raw = _TAG.sub(lambda match: match.group().translate(_WITHOUT_MARKS), raw)
    flaws = tuple(dict.fromkeys((*env["flaws"], *tag_flaws)))
    if flaws:
        return Rendered("", (), flaws)
    html = _clean(raw)
    if _shape(html) != _shape(raw):
        return Rendered("", (), (_BADLY_NESTED,))
    if not marks:
        html = anki_safe(html.translate(_WITHOUT_MARKS))
    return Rendered(html, images)


_WITHOUT_MARKS = dict.fromkeys(map(ord, (MARK, END_OF_MARK, MATH, END_OF_MATH)))


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
            "Split it into several entries.",
        )
    for character in sorted(set(_control().findall(text))):
        yield Flaw(
            "control-character",
            f"the text holds the control character U+{ord(character):04X}, which Anki cannot keep",
            "Remove it; it often comes along when text is copied from a PDF.",
            character,
        )


# Formulas and marks


def _formula_end(text: str, start: int) -> int:
    r"""Index after the formula that opens at `start` with `\(` or `\[`; -1 if it never ends."""
    pattern = _FORMULA_END[text[start + 1]]
    match = pattern.match(text, start + 2)
    return match.end() if match else -1


_FORMULA_END = {
    "(": re.compile(r"(?:[^\\]|\\[^)])*?\\\)"),
    "[": re.compile(r"(?:[^\\]|\\[^\]])*?\\\]"),
}
_FORMULA_OR_CODE = re.compile(r"`+|\\.", re.DOTALL)


def _join_formulas(text: str) -> str:
    """Keep the lines and bars of formulas from Markdown's eyes; code stays as it is."""
    out: list[str] = []
    done, step = 0, _FORMULA_OR_CODE.search(text)
    hopeless: set[str] = set()
    while step:
        end, opener = step.end(), step.group()
        if opener[0] == "`" and opener not in hopeless:
            closing = re.compile(f"(?<!`){opener}(?!`)").search(text, end)
            if closing:
                end = closing.end()
            else:
                hopeless.add(opener)
        elif opener in ("\\(", "\\[") and opener not in hopeless:
            formula_end = _formula_end(text, step.start())
            if formula_end < 0:
                hopeless.add(opener)
            else:
                out.append(text[done : step.start()])
                formula = text[step.start() : formula_end]
                out.append(formula.replace("\n", _LINE).replace("|", _PIPE))
                done = end = formula_end
        step = _FORMULA_OR_CODE.search(text, end)
    return "".join((*out, text[done:]))


def _formula_rule(state: StateInline, silent: bool) -> bool:
    start = state.pos
    opener = state.src[start : start + 2]
    if opener not in ("\\(", "\\["):
        return False
    hopeless = state.env.setdefault("hopeless", set())
    end = -1 if (opener, state.src) in hopeless else _formula_end(state.src, start)
    if end < 0:
        hopeless.add((opener, state.src))
        state.env["flaws"].append(_open_formula(opener))
        return False
    if not silent:
        formula = state.src[start:end]
        if state.env.get("marks"):
            formula = _marked(formula)
        state.pending += f"{MATH}{formula}{END_OF_MATH}"
    state.pos = end
    return True


def _mark_rule(state: StateInline, silent: bool) -> bool:
    match = CLOZE_MARKS.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.pending += f"{MARK}{match.group()}{END_OF_MARK}"
    state.pos = match.end()
    return True


def _open_formula(opener: str) -> Flaw:
    closer = "\\)" if opener == "\\(" else "\\]"
    return Flaw(
        "markup",
        f"the formula that starts with {opener} never ends",
        f"Close it with {closer}; for a plain bracket write {opener[1]} without the backslash.",
        opener,
    )


def _image_with_blanks(source: str, alt: str, path: str) -> Flaw:
    return Flaw(
        "markup",
        f"the path of the image {path} has blanks, so that it is read as text",
        f"Put it in angle brackets: ![{alt}](<{path}>).",
        source,
    )


# Markdown


@cache
def _markdown(marks: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False, "langPrefix": ""})
    markdown.enable(["table", "strikethrough"])
    # Underlines that make headings, indented code and link definitions surprise those who
    # do not know Markdown, and HTML blocks would keep deletions from being seen.
    markdown.disable(["lheading", "code", "reference", "html_block"])
    markdown.inline.ruler.before("escape", "formula", _formula_rule)
    if marks:
        markdown.inline.ruler.before("escape", "mark", _mark_rule)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.add_render_rule("text", _text)
    return markdown


def _text(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    content = tokens[index].content
    lost = _LOST_IMAGE.search(content)
    if lost:
        env["flaws"].append(_image_with_blanks(lost.group(), lost[1], lost[2]))
    html = escape(content, quote=False)
    return _BACKSLASH_BRACKET.sub(_part_bracket, html) if "\\" in html else html


_LOST_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()\"<>]* [^()\"<>]*)\)")
_BACKSLASH_BRACKET = re.compile(rf"{MATH}[^{END_OF_MATH}]*{END_OF_MATH}|\\(?=[(\[])")


def _part_bracket(match: re.Match[str]) -> str:
    """A written backslash before a bracket is no formula: MathJax does not look across tags."""
    return "<span>\\</span>" if match.group() == "\\" else match.group()


_BLOCK_TAGS = frozenset(
    {"blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)


def _unwrap(tokens: list[Any]) -> None:
    """No `<p>` around a single paragraph, nor around the author's own block tags."""
    single = len(tokens) == 3 and tokens[0].type == "paragraph_open"
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.type == "paragraph_open" and (single or _has_block(token.children)):
            before.hidden = after.hidden = True
    for token in tokens:
        token.info = ""  # the language of a code block would become a class


def _has_block(children: list[Any]) -> bool:
    return any(
        child.type == "html_inline" and child.content.strip("</>").split()[0].lower() in _BLOCK_TAGS
        for child in children
    )


# Safe HTML

_EVERYWHERE = frozenset({"dir", "lang", "title"})
_INLINE_TAGS = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img"}
    | {"ins", "kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span"}
    | {"strong", "sub", "sup", "u", "var", "wbr"}
)
_ALLOWED: Mapping[str, frozenset[str]] = MappingProxyType(
    dict.fromkeys(_BLOCK_TAGS | _INLINE_TAGS, _EVERYWHERE)
    | {
        "a": _EVERYWHERE | {"href"},
        "img": _EVERYWHERE | {"src", "alt", "role", "width", "height"},
        "ol": _EVERYWHERE | {"start"},
        "td": _EVERYWHERE | {"colspan", "rowspan", "style"},
        "th": _EVERYWHERE | {"colspan", "rowspan", "scope", "style"},
    }
)
VOID_TAGS = frozenset({"br", "hr", "img", "wbr"})
_ALIGN = frozenset(f"text-align:{side}" for side in ("left", "right", "center"))
_VALUES = {
    "style": _ALIGN,
    "role": frozenset({"presentation"}),
    "dir": frozenset({"ltr", "rtl", "auto"}),
}
_SCHEMES = frozenset({"https", "mailto"})

_ATTRIBUTE = re.compile(
    r"\s+([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\"'=<>`\s]+))?", re.ASCII
)
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[a-zA-Z_:][\w:.-]*"
    r"(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\"'=<>`\s]+))?)*)\s*/?>|<[!?]",
    re.ASCII,
)
_BADLY_NESTED = Flaw(
    "markup",
    "the HTML tags of this text do not fit into each other as a browser needs it",
    "Put each tag where HTML allows it: <li> in <ul> or <ol>, <td> in <tr> in <table>, "
    "no <a> inside <a>, no block such as <div> inside <p> or a list inside <b>.",
)


def _check_tags(html: str, text: str) -> tuple[tuple[str, ...], list[Flaw]]:
    """The sources of images, and every tag or attribute that is not safe, by name."""
    images: dict[str, None] = {}
    flaws: list[Flaw] = []
    open_tags: list[tuple[str, str]] = []
    for match in _TAG.finditer(html):
        source, name = match.group(), (match[2] or "").lower()
        if name not in _ALLOWED:
            if not (match[1] and f"<{name}" in html[: match.start()].lower()):
                flaws.append(_refused_tag(source, name))
        elif match[1]:
            if open_tags and open_tags[-1][0] == name:
                open_tags.pop()
            else:
                flaws.append(_stray_end(name, source, [tag for tag, _ in open_tags]))
                break
        else:
            attributes = _attributes(match[3])
            if len(attributes) < len(_ATTRIBUTE.findall(match[3])):
                flaws.append(_attribute_twice(name, source))
            flaws += _attribute_flaws(name, attributes, source, text)
            if name == "img" and "src" in attributes:
                images[attributes["src"]] = None
            if name not in VOID_TAGS:
                open_tags.append((name, source))
    else:
        flaws += [_never_closed(name, source) for name, source in open_tags]
    if len(open_tags) > DEEPEST_NESTING:
        flaws = [_TOO_DEEP]
    return tuple(images), flaws


def _attributes(source: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        # Of two with one name browsers take the first.
        attributes.setdefault(name.lower(), unescape(value[1:-1] if value[:1] in "\"'" else value))
    return attributes


def _attribute_flaws(
    tag: str, attributes: Mapping[str, str], source: str, text: str
) -> Iterator[Flaw]:
    for name, value in attributes.items():
        word = next((part for part in (source, value, name) if part in text), "")
        if f"{MARK}==" in value or f"{MARK}{{{{" in value:
            yield Flaw(
                "cloze-syntax",
                f"a deletion cannot be inside the attribute {name} of <{tag}>",
                "Move the deletion into the visible text.",
            )
        elif name not in _ALLOWED[tag]:
            yield Flaw(
                "markup",
                f"the attribute {name} of <{tag}> is not allowed in a field",
                "Remove it; how cards look is up to the theme, and cards run no scripts.",
                word,
            )
        elif name in _VALUES and value not in _VALUES[name]:
            allowed = ", ".join(sorted(_VALUES[name]))
            yield Flaw("markup", f"{name}={_short(value)} is not allowed", f"Use {allowed}.", word)
        elif name == "href" and _scheme(value) not in _SCHEMES:
            yield Flaw(
                "markup",
                f"a link cannot go to {_short(value)}",
                "Link to a full address that starts with https:// or mailto:.",
                word,
            )
        elif name == "src" and (_scheme(value) or not value or value.startswith(("/", "\\"))):
            yield Flaw(
                "markup",
                f"an image cannot come from {_short(value)}: decks work without a network",
                "Save the image beside the YAML file and write its relative path.",
                word,
            )
    if tag == "img" and "src" not in attributes:
        yield Flaw("markup", "an image has no src", 'Write <img src="file.png" alt="…">.', source)
    elif tag == "img" and not attributes.get("alt", "").strip() and "role" not in attributes:
        path = attributes.get("src", "")
        yield _no_alt(path, next((part for part in (source, path) if part in text), ""))


def _no_alt(path: str, word: str) -> Flaw:
    return Flaw(
        "img-alt",
        f"the image {path} has no alternative text",
        "Say in a few words what it shows: ![what it shows](file.png). If it only "
        'decorates: <img src="file.png" alt="" role="presentation">.',
        word,
    )


def _short(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:59] + "…")


def _scheme(url: str) -> str:
    """The scheme as a browser sees it, which drops blanks and control characters."""
    head, colon, _ = re.sub(r"[\x00-\x20]", "", url).partition(":")
    return head.lower() if colon and not set(head) & set("/?#") else ""


def _refused_tag(source: str, name: str) -> Flaw:
    if not name:
        return Flaw(
            "markup",
            "comments and other declarations of HTML do not belong in a field",
            "Remove it; write notes to yourself as YAML comments, after #.",
            source,
        )
    fix = _INSTEAD.get(name) or (
        f"To show it as text write `<{name}>` in backticks or &lt;{name}&gt;; else remove it."
    )
    return Flaw("markup", f"the tag <{name}> is not allowed in a field", fix, source)


_INSTEAD = {
    name: fix
    for names, fix in (
        ("script iframe object embed svg", "Remove it: cards run no scripts."),
        ("style font link", "Remove it; how cards look is up to the theme."),
        ("audio video picture", "Remove it: only images can ship."),
        (
            "form input button select textarea details summary",
            "Remove it: on phones a tap on a card grades it.",
        ),
    )
    for name in names.split()
}


def _attribute_twice(name: str, source: str) -> Flaw:
    return Flaw("markup", f"<{name}> has an attribute twice", "Keep one of them.", source)


def _stray_end(name: str, source: str, open_names: list[str]) -> Flaw:
    if name in open_names:
        inner = open_names[-1]
        return Flaw(
            "markup",
            f"</{name}> comes before the end of <{inner}>, which is inside it",
            f"End <{inner}> first.",
            source,
        )
    return Flaw(
        "markup",
        f"</{name}> ends no tag that is open there",
        f"Write <{name}> before it, inside the same paragraph or tag, or remove it.",
        source,
    )


def _never_closed(name: str, source: str) -> Flaw:
    return Flaw("markup", f"the tag <{name}> is never closed", f"Write </{name}> after it.", source)


_TOO_DEEP = Flaw("markup", "the text nests too deeply", "Use fewer lists or tags in each other.")


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(
        tags=set(_ALLOWED),
        attributes={tag: set(names) for tag, names in _ALLOWED.items()},
        attribute_filter=_safe_value,
        clean_content_tags=set(),
        link_rel=None,
        url_schemes=set(_SCHEMES),
    )


def _clean(html: str) -> str:
    """The last guard: HTML as nh3 lets it pass, written in its way."""
    html = _cleaner().clean(html)
    # Next to a tag, U+0338 would turn its `>` into `≯` when Anki normalises the field.
    html = html.replace("&nbsp;", "\u00a0").replace(">\u0338", ">&#824;")
    return unicodedata.normalize("NFC", html)


def _safe_value(tag: str, name: str, value: str) -> str | None:
    return value if name not in _VALUES or value in _VALUES[name] else None


def _shape(html: str) -> list[object]:
    """Tags, attributes and text, free of spelling and of what browsers add."""
    shape: list[object] = []
    done = 0
    for match in _TAG.finditer(html):
        name = (match[2] or "").lower()
        shape.append("".join(unescape(html[done : match.start()]).split()))
        if name != "tbody":
            shape.append((match[1], name, sorted(_attributes(match[3] or "").items())))
        done = match.end()
    shape.append("".join(unescape(html[done:]).split()))
    return [part for part in shape if part]


def anki_safe(html: str) -> str:
    """Keep Anki from reading what the author wrote as its own.

    A `{{c1::` counts as a deletion in every field of a cloze note (anki 26.9, rslib
    `cloze.rs`), and `[sound:`, `[latex]`, `[[type:` work in any field.
    """
    html = re.sub(r"\{(?=\{)", "&#123;", html)
    return _ANKI_TAG.sub("&#91;", html)


_ANKI_TAG = re.compile(r"\[(?=\[type:|sound:|anki:|/?(?:latex|\$\$?)\])", re.IGNORECASE)


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
        return escape(_attributes(match[3]).get("alt", ""), quote=False)
    return "\ufdd0" if name in _BLOCK_TAGS or name == "br" else ""


def replace_images(html: str, names: Mapping[str, str]) -> str:
    """Put media names in place of the paths that the author wrote; others stay."""
    return _SRC.sub(
        lambda match: match[1] + escape(names.get(unescape(match[2]), match[2])) + match[3], html
    )
