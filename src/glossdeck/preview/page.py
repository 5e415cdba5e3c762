"""The page itself: one template, one style sheet and a few scripts, joined without a build step."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from .mathjax import FormulaPage, script_hash

_FOLDER = Path(__file__).parent / "page"

SCRIPTS = ("store.js", "source.js", "typesetter.js", "formulas.js", "frames.js", "tiles.js",
           "gallery.js", "single.js", "filters.js", "tokens.js", "colour.js", "notices.js",
           "keys.js", "main.js")  # fmt: skip
"""In the order in which they run; each adds to the one name `deck`."""

SHELL = (
    '<!doctype html><html><head><meta charset="utf-8"><title>Card</title>'
    '<style id="client"></style></head><body class="card"><div id="qa" dir="auto"></div></body>'
    "</html>"
)
"""What a card frame is before a card is put in; it has no script and is allowed none."""


@cache
def style() -> str:
    """The page's style sheet."""
    return (_FOLDER / "page.css").read_text("utf-8")


@cache
def script() -> str:
    """The page's scripts as one."""
    parts = ((_FOLDER / "js" / name).read_text("utf-8") for name in SCRIPTS)
    return '"use strict";\nconst deck = {};\n' + "\n".join(parts)


@cache
def typesetter() -> str:
    """The script with which a page has formulas typeset, without the rest of ours."""
    return (_FOLDER / "js" / "typesetter.js").read_text("utf-8")


def served_page(state: dict[str, Any], session: dict[str, Any]) -> str:
    """The page as the server sends it.

    Parameters:
        state: as `state.state` makes it.
        session: what holds as long as the server runs: the secret, whether there is an editor.
    """
    return _render(
        state=_json({**state, "session": session}),
        title=state["title"],
        style="",
        script="",
        csp="",
        formulas="",
    )


def exported_page(
    state: dict[str, Any], formulas: FormulaPage | None, fonts: Mapping[str, str]
) -> str:
    """The page as one file that needs nothing else; `state` holds cards and media too.

    Parameters:
        formulas: what typesets them; None for a deck that has none.
        fonts: a data URL for each of its font files.
    """
    code = script()
    hashes = [script_hash(f"\n{code}\n"), *(formulas.hashes if formulas else ())]
    csp = (
        f"default-src 'none'; script-src {' '.join(hashes)}; style-src 'unsafe-inline';"
        " img-src data:; font-src data:; media-src data:; base-uri 'none'; form-action 'none'"
    )
    return _render(
        state=_json({**state, "session": None, "shell": SHELL}),
        title=state["title"],
        style=style(),
        script=code,
        csp=csp,
        formulas=_json({"page": formulas.html, "fonts": dict(fonts)}) if formulas else "",
    )


def _render(**values: str) -> str:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string((_FOLDER / "page.html").read_text("utf-8"))
    return template.render(**values)


def _json(value: Any) -> str:
    """JSON that cannot end the element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
