"""Decks of hard cases: what Markdown, gaps, typing, speech and bare themes can bring."""

from __future__ import annotations

from pathlib import Path

from preview_samples import write

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
