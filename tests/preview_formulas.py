r"""A deck of formulas, and what MathJax makes of them when nothing of ours is near."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route

from anki_versions import aqt_folder
from glossdeck.preview.clients import CLIENTS, document
from glossdeck.preview.mathjax import MathJax
from preview_samples import write

FORMULAS = {
    "Inline": r"Between words \(E = mc^2\) and more \( \frac{1}{2} \).",
    "Display": r"A line of its own: \[\int_0^1 x^2 \,dx = \frac{1}{3}\] and on.",
    "Matrix": r"\[\begin{matrix} a & b \\ c & d \end{matrix}\] \(\begin{cases}1 \\ 2\end{cases}\)",
    "Numbered": r"\[x = y + z \tag{7}\]",
    "Macro": r"\(\newcommand{\half}{\tfrac12}\half + \half\) and \(\half\) again",
    "Undefined": r"\(\half\) is not known here, nor is \(\nosuchmacro{x}\).",
    "Broken": r"\(\left( x\) and \(\frac{1}\) cannot be read, \(b\) can; \(a_{\) never ends.",
    "Letters": r"\(\text{שלום}\), \(\text{Größe} = 3\,\mathrm{kg}\), \(\mathbb{R}, \mathfrak{g}\)",
    "Chemistry": r"\(\require{mhchem}\ce{2H2 + O2 -> 2H2O}\)",
    "Colour": r"\(\color{#b00020}{x} + \boxed{y} + \cancel{z}\)",
    "Less than": r"\(1 < 2\), \(a & b\) and \[x \le y > z\]",
    "Tall": r"\(\left(\sum_{i=1}^{n} \frac{x_i}{\sqrt{1 + \sqrt{y}}}\right)^{2}\)",
    "Not one": r"Code `\(x\)` stays, and a lonely \) too.",
}
"""Definitions by their term."""

DECK = "deck: {{id: formulas, title: Formulas}}\nterms:\n{terms}{tail}"
TAIL = r"""
  - term: In a table
    definition: |
      | sign | means |
      |------|-------|
      | \(\forall\) | for **all** \(x\) |

      - \(\exists\) in a list
      - small: <small>\(a^b\)</small> and large: <b>\(a^b\)</b>
sections:
  - title: Gaps
    points:
      - 'The area is \(\pi \cdot {{c1::r^2}}\) for a radius ==\(r\)==.'
      - 'ימין \(a + b\) לשמאל ==שלום==.'
"""


def formula_project(folder: Path) -> Path:
    """A deck of terms that are explained with formulas."""
    terms = "".join(
        f"  - term: {term}\n    definition: {json.dumps(text, ensure_ascii=False)}\n"
        for term, text in FORMULAS.items()
    )
    settings = "namespace: preview-sample-4\n"
    deck = DECK.format(terms=terms, tail=TAIL)
    return write(folder, {"glossdeck.yaml": settings, "formulas.yaml": deck})


def aqt_files(version: str) -> MathJax:
    """MathJax as this version of Anki's desktop program brings it."""
    scripts = aqt_folder(version) / "_aqt" / "data" / "web" / "js"
    return MathJax(scripts / "vendor" / "mathjax", scripts / "mathjax.js")


def typeset_by_mathjax(
    browser: Browser, mathjax: MathJax, width: int, sides: list[tuple[int, str]]
) -> list[list[str]]:
    """Each side of a card in a page of its own, typeset there as Anki's desktop program does it.

    Parameters:
        width: of the window, in CSS pixels.
        sides: ord, and HTML with the style of the note type.

    Returns: for each side what is in `#qa` then, and MathJax's style sheet.
    """
    shown = ""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body=shown, content_type="text/html; charset=utf-8")
        elif path == "/_anki/js/mathjax.js":
            route.fulfill(path=mathjax.settings)
        else:
            file = mathjax.folder / path.removeprefix("/_anki/js/vendor/mathjax/")
            route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    context = browser.new_context(viewport={"width": width, "height": 500})
    page = context.new_page()
    page.route("http://anki.test/**", answer)
    found = []
    for ordinal, html in sides:
        shown = re.sub("<meta http-equiv[^>]*>", "", document(CLIENTS[0], ordinal, False, "", html))
        page.goto("http://anki.test/")
        page.add_script_tag(url="/_anki/js/mathjax.js")
        page.add_script_tag(url=f"/_anki/js/vendor/mathjax/{mathjax.library.name}")
        found.append(page.evaluate(_TYPESET))
    context.close()
    return [[_without_menu(html.removeprefix("<style></style>")), style] for html, style in found]


_TYPESET = """async () => {
  await MathJax.startup.promise;
  MathJax.typesetClear();
  const card = document.getElementById("qa");
  await MathJax.typesetPromise([card]);
  return [card.innerHTML, document.getElementById("MJX-CHTML-styles").textContent];
}"""


def _without_menu(html: str) -> str:
    """In Anki formulas have a menu, opened by the right button or from the keyboard."""
    html = html.replace(' class="MathJax CtxtMenu_Attached_0"', ' class="MathJax"')
    return re.sub(r' tabindex="0"| ctxtmenu_counter="\d+"', "", html)
