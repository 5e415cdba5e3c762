"""Small projects and a served preview for the tests of `glossdeck.preview`."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import uvicorn
from starlette.types import Receive, Scope, Send

from glossdeck.api import preview
from glossdeck.note import PackageContent
from glossdeck.package import package_bytes
from glossdeck.preview.live import Live
from glossdeck.preview.server import application, configuration, free_socket
from glossdeck.preview.session import Session

NOW_S = 1_700_000_000

SETTINGS = """\
namespace: preview-sample-1
theme: {theme}
editions:
  plain: {{title: Plain words, language: en}}
  full: {{title: Full text, language: en}}
"""

DECK = """\
deck:
  id: rivers
  title: {plain: Rivers, full: River science}
terms:
  - term: Delta
    definition: Land that a river builds where it slows down in standing water.
    example: The boat finds no channel, only mud islands between a hundred arms.
    tags: [week-1]
    contrast:
      - with: estuary
        difference: A delta grows out into the sea; the sea reaches into an estuary.
  - term: Estuary
    definition: A wide mouth where fresh and salt water mix with the tide.
    extra: {full: Mixing makes a gradient of salt.}
sections:
  - title: Running water
    terms: [delta]
    points:
      - Fast water carries ==sand::grain== and slow water drops ==clay==.
    questions:
      - ask: Why does a river drop its load at the mouth?
        answer: Because the water slows down.
"""

HARD_THEME = """\
extends: default
fields:
  term: [Spelling]
cards:
  term:
    - {name: Spelling, needs: Spelling}
    - {name: Spoken, needs: Term}
"""

HARD_FILES = {
    name: f'<div lang="{{{{edition:language}}}}" dir="{{{{edition:direction}}}}">{text}</div>'
    for name, text in {
        "term/spelling.front.html": "{{Definition}}<br>{{type:Spelling}}",
        "term/spelling.back.html": "{{Definition}}<hr id=answer>{{type:Spelling}} {{hint:Extra}}",
        "term/spoken.front.html": "{{tts edition:Term}} {{hint:Extra}}",
        "term/spoken.back.html": (
            "{{FrontSide}}<hr id=answer>{{tts edition speed=0.8:Term}} {{Definition}}"
        ),
    }.items()
}

HARD_DECK = r"""
deck: {id: hard, title: Hard cases}
terms:
  - term: Energy
    definition: 'It is \(E = mc^2\), and \[\int_0^1 x < 2 \,dx\] stays as it is.'
    spelling: naïve “energy” & co
    extra: |
      | unit | name |
      |------|------|
      | J    | joule & more |

      - one
      - two **three**
  - term: סלמון מעושן
    definition: 'דג שעושן, <span dir="ltr">smoked</span> ושוב עברית.'
    spelling: סלמון
  - term: Stair
    definition: 'A step up: ![a stair of two steps](stair.svg) and so on.'
sections:
  - title: Deletions & more
    points:
      - 'Outer {{c1::one {{c2::two}} three::a hint}} and {{c2::four}}.'
      - 'Math in a gap: ==\(a_{1}\)==.'
      - 'שלום ==עולם::רמז== וגם ==שלום==.'
    questions:
      - ask: 'Quotes " and '' & < > in a question?'
        answer: 'Yes: `code <b>` & more.'
"""

BARE_FILES = {
    "bare-look/theme.yaml": "extends: default\n",
    "bare-look/style.css": ".card { --nothing: 0 }\n",
    "bare-look/term/definition.front.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">
<h1>First {{Term}}</h1><h2>Second</h2><p>A paragraph with <a href="https://x.example">a link</a>,
<b>bold</b>, <i>slanted</i>, <u>underlined</u>, <s>struck</s>, <small>small</small>,
<code>code</code>, <kbd>key</kbd>, H<sub>2</sub>O and x<sup>2</sup>.</p><hr>
<ul><li>one<li>two<ul><li>inner</ul></ul><ol><li>first<li>second</ol>
<button>A button</button> <button disabled>Another</button>
</div>
""",
    "bare-look/term/definition.back.html": """\
{{FrontSide}}<hr id=answer><div lang="{{edition:language}}" dir="{{edition:direction}}">
<div>{{Definition}}</div></div>
""",
    "bare-look/term/term.front.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">{{Definition}}
<blockquote>A quotation</blockquote><pre>  set
    as it is</pre><table><tr><th>head<td>cell</table>
<dl><dt>term<dd>what it is</dl><details open><summary>More</summary>of it</details>
{{tts edition:Definition}} {{type:Term}}</div>
""",
    "bare-look/term/term.back.html": """\
{{FrontSide}}<hr id=answer><div lang="{{edition:language}}" dir="{{edition:direction}}">
{{Term}} {{hint:Extra}}</div>
""",
}
"""A theme that leaves everything to the programs that show cards."""

BARE_SETTINGS = """\
namespace: preview-sample-5
theme: bare-look
editions:
  left: {language: en}
  right: {language: ar, direction: rtl}
"""

BARE_DECK = r"""
deck: {id: bare, title: Bare}
terms:
  - term: Stair
    definition: 'A step up: ![a stair of two steps](stair.svg) with \(h = 2r\).'
    extra: More of it.
"""

TYPING_FILES = {
    "glossdeck.yaml": "namespace: preview-sample-6\ntheme: typing-look\n",
    "typing-look/theme.yaml": """\
extends: default
fields: {term: [Spelling]}
cards:
  term: [{name: Spelling, needs: Spelling}, {name: Heard, needs: Spelling}]
""",
    "typing-look/term/spelling.front.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">{{Definition}}<br>
{{type:nc:Spelling}} {{tts edition:Term}}</div>
""",
    "typing-look/term/spelling.back.html": """\
{{FrontSide}}<hr id=answer><div lang="{{edition:language}}" dir="{{edition:direction}}">
{{Spelling}}</div>
""",
    "typing-look/term/heard.front.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">{{tts edition:Spelling}}
{{type:Spelling}} {{hint:Extra}}</div>
""",
    "typing-look/term/heard.back.html": """\
<hr id=answer><div lang="{{edition:language}}" dir="{{edition:direction}}">{{Definition}}</div>
{{type:Spelling}}
""",
    "typing-look/cloze/cloze.front.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">{{cloze:Text}}
{{type:cloze:Text}}</div>
""",
    "typing-look/cloze/cloze.back.html": """\
<div lang="{{edition:language}}" dir="{{edition:direction}}">{{cloze:Text}}<hr id=answer>
{{type:cloze:Text}}</div>
""",
    "typing.yaml": """\
deck: {id: typing, title: Typing}
terms:
  - {term: Résumé, definition: what one has done, spelling: "résumé <b>&amp; mo</b>", extra: It is}
  - {term: Hindi, definition: a language, spelling: "हिन्दी "}
sections:
  - title: Gaps
    points:
      - "==one== and {{c2::two::a hint}} and {{c2::three}} and ==a < b & c==."
""",
}
"""Everything that can be asked to be typed, and where Ankis differ in it."""

STAIR = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<path d="M0 40V20H20V0H40V40Z" fill="#14605a"/></svg>'
)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write text files below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def small_project(folder: Path, theme: str = "default") -> Path:
    """Two editions, two terms, a contrast, a point and a question: 18 cards."""
    return write(folder, {"glossdeck.yaml": SETTINGS.format(theme=theme), "rivers.yaml": DECK})


def themed_project(folder: Path, tokens: str = "") -> Path:
    """The same with a theme of its own, on the default one."""
    small_project(folder, "look")
    return write(folder, {"look/theme.yaml": f"# our colours\nextends: default\n{tokens}"})


def hard_project(folder: Path) -> Path:
    """Formulas, tables, pictures, right to left, nested gaps, hints, typing and speech."""
    files = {f"hard-look/{name}": text for name, text in HARD_FILES.items()}
    files |= {
        "glossdeck.yaml": "namespace: preview-sample-2\ntheme: hard-look\n",
        "hard.yaml": HARD_DECK,
        "stair.svg": STAIR,
        "hard-look/theme.yaml": HARD_THEME,
    }
    return write(folder, files)


def bare_project(folder: Path) -> Path:
    """Elements of every kind with no style but that of the program, in both directions."""
    more = {"glossdeck.yaml": BARE_SETTINGS, "bare.yaml": BARE_DECK, "stair.svg": STAIR}
    return write(folder, {**BARE_FILES, **more})


def typing_project(folder: Path) -> Path:
    """Cards to type: without marks of letters, in gaps, with and without an answer's line."""
    return write(folder, TYPING_FILES)


def large_project(folder: Path, terms: int, theme: str = "default", formulas: bool = False) -> Path:
    """Three cards for each term, with or without a formula in its definition."""
    lines = ["deck: {id: large, title: A large deck}", "terms:"]
    for number in range(terms):
        formula = rf", \(\sqrt{{x_{{{number}}}}} = \frac{{1}}{{2}}\)" if formulas else ""
        lines += [
            f"  - term: Notion {number}",
            f"    definition: What people mean by the thing in place {number} of a list{formula}",
            f"    example: Somebody sees item {number} and gives it a name",
        ]
    settings = f"namespace: preview-sample-3\ntheme: {theme}\n"
    return write(folder, {"glossdeck.yaml": settings, "large.yaml": "\n".join(lines) + "\n"})


def session_of(folder: Path) -> Session:
    """A session that has read its sources."""
    session = preview([folder], now_s=NOW_S)
    session.refresh()
    return session


def with_fields(session: Session, change: Callable[[str, str], str]) -> Session:
    """The same, but what comes into the packages is what `change` makes of each field.

    Parameters:
        change: takes a note's key and the field's HTML.
    """

    def package(content: PackageContent) -> bytes:
        notes = tuple(
            note._replace(fields=tuple(change(note.key, text) for text in note.fields))
            for note in content.notes
        )
        return package_bytes(replace(content, notes=notes))

    changed = Session(replace(session._tools, package=package))
    session.close()
    changed.refresh()
    return changed


@contextlib.contextmanager
def served(
    session: Session, editor: tuple[str, ...] | None = None, seen: list[str] | None = None
) -> Iterator[str]:
    """The address of a running preview, without a slash at its end.

    Parameters:
        seen: gets the method and address of every request that arrives.
    """
    listening = free_socket(0)
    port = listening.getsockname()[1]
    live = Live(session)
    app = application(live, port, editor)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and seen is not None:
            query = scope["query_string"].decode()
            seen.append(f"{scope['method']} {scope['path']}{'?' * bool(query)}{query}")
        await app(scope, receive, send)

    server = uvicorn.Server(configuration(watched))

    async def run() -> None:
        task = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.should_exit:
            await asyncio.sleep(0.02)
        live.stop()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
