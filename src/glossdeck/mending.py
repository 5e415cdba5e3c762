"""Where a look is to be mended: in the author's own files, at a token or at a declaration."""

from __future__ import annotations

from pathlib import Path

from .cssrules import Declaration
from .problem import Place, Problem, Severity
from .source import locate
from .theme import Theme
from .themefinding import at_declaration, found
from .themestyle import PREFIX


class Mending:
    """Turns the declarations that decided a look into problems at their place."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def topmost(self, *decided: Declaration | None) -> Declaration | None:
        """The declaration that the theme's own author wrote, rather than one below."""
        depth = {layer.folder.path: at for at, layer in enumerate(self._theme.layers)}

        def rank(declaration: Declaration) -> int:
            path = self._file(declaration)[0]
            return min((at for folder, at in depth.items() if folder in path.parents), default=99)

        there = [each for each in decided if each is not None]
        return min(there, key=rank) if there else None

    def _file(self, declaration: Declaration) -> tuple[Path, Place | None]:
        """Where to change it: the token's line in theme.yaml, if it only names a token."""
        name = declaration.value.removeprefix(f"var({PREFIX}").removesuffix(")")
        token = self._theme.tokens.get(name)
        if token is not None and declaration.value == f"var({PREFIX}{name})":
            for layer in self._theme.layers:
                if layer.source is not None and layer.source.name == token.place.file:
                    return layer.source.path, token.place
        return declaration.file.path, None

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
        _, place = self._file(declaration)
        if place is not None:
            sources = [layer.source for layer in self._theme.layers if layer.source is not None]
            problem = Problem(rule, severity, message, fix, place)
            return locate([problem], sources)[0]
        return at_declaration(declaration, rule, message, fix, severity)
