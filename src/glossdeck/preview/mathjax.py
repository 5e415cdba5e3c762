"""MathJax as Anki has it, found among installed packages, and the page that it runs in.

Anki's desktop program (PyPI's `aqt`) brings its own; without it the same release comes from
`django-static-mathjax`, which is nothing but its files. Nothing is imported from either.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_FORMULA = re.compile(r"\\[(\[]")
_FOLDER = Path(__file__).parent / "page" / "formulas"
OWN_SETTINGS = _FOLDER / "settings.js"
"""What Anki tells MathJax, for where Anki's own file is not installed."""
_WHOLE, _SMALL = "tex-chtml-full.js", "tex-chtml.js"
"""The library; Anki up to 24.04 has the small one, with its extensions in files of their own."""
_EXTENSIONS = "input/tex/extensions"
_FONTS = "output/chtml/fonts/woff-v2"


@dataclass(frozen=True, slots=True)
class MathJax:
    """MathJax on this computer.

    Parameters:
        folder: with the library, and its fonts below.
        settings: Anki's own file, or ours, which says the same.
    """

    folder: Path
    settings: Path

    @property
    def library(self) -> Path:
        """The script that starts it."""
        whole = self.folder / _WHOLE
        return whole if whole.is_file() else self.folder / _SMALL

    @property
    def extensions(self) -> tuple[Path, ...]:
        """Scripts that it loads when a formula needs them."""
        if self.library.name == _WHOLE:
            return ()
        return tuple(sorted((self.folder / _EXTENSIONS).glob("*.js")))

    @property
    def fonts(self) -> Mapping[str, Path]:
        """Font files by name."""
        return {path.name: path for path in sorted((self.folder / _FONTS).glob("*.woff"))}


def has_formula(html: str) -> bool:
    """Whether a card may have something to typeset."""
    return _FORMULA.search(html) is not None


def find_mathjax() -> MathJax | None:
    """The one of an installed Anki, else the package's own; None where there is neither."""
    for folder, settings in _places():
        mathjax = MathJax(folder, settings)
        if settings.is_file() and mathjax.library.is_file():
            return mathjax
    return None


def _places() -> Iterator[tuple[Path, Path]]:
    desktop = importlib.util.find_spec("_aqt")
    for place in (desktop and desktop.submodule_search_locations) or ():
        scripts = Path(place, "data", "web", "js")
        yield scripts / "vendor" / "mathjax", scripts / "mathjax.js"
    try:
        package = importlib.metadata.distribution("django-static-mathjax")
    except importlib.metadata.PackageNotFoundError:
        return
    yield Path(str(package.locate_file("mathjax/static/mathjax/es5"))), OWN_SETTINGS


@dataclass(frozen=True, slots=True)
class FormulaPage:
    """The page of the frame in which MathJax runs.

    Parameters:
        html: whole, with every script in it.
        hashes: of its scripts, as a Content-Security-Policy names them.
    """

    html: str
    hashes: tuple[str, ...]


def formula_page(mathjax: MathJax) -> FormulaPage:
    """A page that asks nobody for anything."""
    scripts = [
        mathjax.settings.read_text("utf-8"),
        _functions(mathjax.extensions),
        (_FOLDER / "before.js").read_text("utf-8"),
        mathjax.library.read_text("utf-8"),
        (_FOLDER / "after.js").read_text("utf-8"),
    ]
    # In a string `<\/script` says the same and does not end the element.
    safe = ["\n" + script.replace("</script", r"<\/script") + "\n" for script in scripts]
    elements = "".join(f"<script>{script}</script>" for script in safe)
    html = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{elements}</body></html>'
    return FormulaPage(html, tuple(map(script_hash, safe)))


def _functions(extensions: Iterable[Path]) -> str:
    """A script that gives each extension by its file's name, to be called when it is needed."""
    functions = (
        f"{json.dumps(path.name)}: function () {{\n{path.read_text('utf-8')}\n}}"
        for path in extensions
    )
    return f"window.extensions = {{{', '.join(functions)}}};"


def script_hash(script: str) -> str:
    """How a Content-Security-Policy names a script that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
