"""Where a look is to be mended: in the author's own files, at a token or at a declaration."""

from __future__ import annotations

import re
from pathlib import Path

from .cssrules import Declaration
from .problem import Place, Problem, Severity
from .source import locate
from .theme import Theme
from .themefinding import at_declaration, found
from .themestyle import PREFIX

_NOWHERE = 99
_TOKEN = re.compile(rf"var\(\s*{PREFIX}([\w-]+)")
_NIGHT_FIX = "give it a value of its own for the night, as in {day: …, night: …}"


class Mending:
    """Turns the declarations that decided a look into problems at their place."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def topmost(self, *decided: Declaration | None) -> Declaration | None:
        """The declaration that the theme's own author wrote, or gave a token, rather than one of
        a theme below."""
        there = [each for each in decided if each is not None]
        return min(there, key=self._depth) if there else None

    def _depth(self, declaration: Declaration) -> int:
        """How far below the top it is decided."""
        return min(self._depth_of(declaration.file.path), self._token(declaration)[0])

    def _depth_of(self, path: Path) -> int:
        folders = [layer.folder.path for layer in self._theme.layers]
        return next((at for at, folder in enumerate(folders) if folder in path.parents), _NOWHERE)

    def _token(self, declaration: Declaration) -> tuple[int, Place | None]:
        """The uppermost of the tokens that a declaration is made of, and how far down it is."""
        best: tuple[int, Place | None] = (_NOWHERE, None)
        for name in _TOKEN.findall(declaration.value):
            token = self._theme.tokens.get(name)
            for at, layer in enumerate(self._theme.layers):
                is_here = token and layer.source and layer.source.name == token.place.file
                if token and is_here and at < best[0]:
                    best = at, token.place
        return best

    def at(
        self,
        declaration: Declaration | None,
        rule: str,
        message: str,
        fix: str,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        if declaration is None or declaration.file.name in {"", "Anki"}:
            return found(self._theme.files["style.css"], 0, 1, rule, message, fix, severity)
        depth, place = self._token(declaration)
        if depth > self._depth_of(declaration.file.path):
            place = None
        if place is not None:
            fix = _NIGHT_FIX if rule == "contrast-night" else fix
            sources = [layer.source for layer in self._theme.layers if layer.source is not None]
            problem = Problem(rule, severity, message, fix, place)
            return locate([problem], sources)[0]
        return at_declaration(declaration, rule, message, fix, severity)
