"""A theme's tokens on the page, and back into `theme.yaml`: only the lines that change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..problem import Place, UserError, error
from ..source import Source, parse
from ..staging import write_whole
from ..theme import Theme
from ..themesettings import read_settings
from .session import View

DayNight = tuple[str, str]
"""A token's values by day and by night."""

_SETTINGS = "theme.yaml"
_TOKENS_LINE = re.compile(r"^tokens:[ \t]*(#.*)?$", re.M)


@dataclass(frozen=True, slots=True)
class TokenSheet:
    """The tokens of a theme in use.

    Parameters:
        theme: its name or path, as the project gives it.
        editions: those that use it.
        file: where a save goes, as it is shown.
        locked: why nothing can be saved; empty when it can.
        tokens: (name, day, night).
    """

    theme: str
    editions: tuple[str, ...]
    file: str
    locked: str
    tokens: tuple[tuple[str, str, str], ...]


def token_sheets(view: View) -> list[dict[str, Any]]:
    """The themes of a view, each as the page wants it."""
    return [
        {name: getattr(sheet, name) for name in TokenSheet.__slots__} for sheet in _sheets(view)
    ]


def _sheets(view: View) -> Iterator[TokenSheet]:
    for theme, editions in _themes(view):
        layer = theme.layers[0]
        path = layer.folder.path / _SETTINGS
        yield TokenSheet(
            theme.name,
            editions,
            layer.source.name if layer.source else str(path),
            _locked(theme),
            tuple((name, token.day, token.night) for name, token in theme.tokens.items()),
        )


def _themes(view: View) -> Iterator[tuple[Theme, tuple[str, ...]]]:
    for each in view.planned:
        editions = {edition for deck in each.loaded.decks for edition in deck.editions}
        for name, theme in each.loaded.themes.items():
            used = sorted(edition.name for edition in editions if edition.theme == name)
            if used:
                yield theme, tuple(used)


def _locked(theme: Theme) -> str:
    if theme.layers[0].is_shipped:
        return (
            f"The theme “{theme.name}” comes with glossdeck and is left as it is. To keep your"
            f" changes, run `glossdeck theme copy {theme.name} my-theme` beside glossdeck.yaml and"
            " write `theme: my-theme` into it."
        )
    return ""


def save_tokens(view: View, theme_name: str, values: Mapping[str, DayNight]) -> Path:
    """Write changed tokens into the theme's own `theme.yaml`; the rest of it stays as it is.

    Raises:
        UserError: the theme is not in use or ships with glossdeck, a value is no plain CSS
            value, or the file is not as it was read.
    """
    theme = next((theme for theme, _ in _themes(view) if theme.name == theme_name), None)
    if theme is None:
        raise _refusal(f"no edition uses the theme `{theme_name}`", "reload the page")
    locked = _locked(theme)
    if locked:
        raise _refusal(locked, f"glossdeck theme copy {theme_name}")
    unknown = [name for name in values if name not in theme.tokens]
    if unknown:
        raise _refusal(f"the theme has no token `{unknown[0]}`", "reload the page")
    path = theme.layers[0].folder.path / _SETTINGS
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    write_whole(path, with_tokens(text, values).encode())
    return path


def with_tokens(text: str, values: Mapping[str, DayNight]) -> str:
    """The text of a `theme.yaml` with other values; comments and all other lines as they were.

    Raises:
        UserError: a value is no plain CSS value, or the text is written in a way that cannot be
            edited line by line, with anchors for example.
    """
    # New ones go below `tokens:`, so the last one goes there first.
    for name, (day, night) in reversed([*values.items()]):
        text = _with_token(text, name, day, night)
    source = _read(text)
    settings, problems = read_settings(source)
    wrong = [problem for problem in problems if problem.rule.startswith("token")]
    if wrong:
        raise UserError(*wrong)
    for name, wanted in values.items():
        value = settings.tokens.get(name)
        found = (value, value) if isinstance(value, str) else value and (value.day, value.night)
        if found != wanted:
            raise _refusal(
                f"the token `{name}` is written in a way that cannot be changed from here",
                f"write `{name}: value` on a line of its own below `tokens:`",
            )
    return text


def _with_token(text: str, name: str, day: str, night: str) -> str:
    source = _read(text)
    known = (source.value or {}).get("tokens") or {}
    old = known.get(name)
    if old is None:
        return _added(text, source, name, day, night)
    if isinstance(old, dict):
        for key, value in (("day", day), ("night", night)):
            if old.get(key) != value:
                text = _replaced(text, ("tokens", name, key), json.dumps(value, ensure_ascii=False))
        return text
    if (old, old) == (day, night):
        return text
    return _replaced(text, ("tokens", name), _written(day, night))


def _replaced(text: str, route: tuple[str, ...], value: str) -> str:
    where = _read(text).locate(Place(_SETTINGS, route))
    lines = text.split("\n")
    line = lines[where.line - 1]
    lines[where.line - 1] = line[: where.column - 1] + value + line[where.end - 1 :]
    return "\n".join(lines)


def _added(text: str, source: Source, name: str, day: str, night: str) -> str:
    line = f"{name}: {_written(day, night)}"
    head = _TOKENS_LINE.search(text)
    if head is None:
        if (source.value or {}).get("tokens"):
            return text  # `tokens: {…}` on one line; `with_tokens` sees that nothing came of it
        return f"{text.rstrip()}\n\ntokens:\n  {line}\n".lstrip()
    tokens = (source.value or {}).get("tokens") or {}
    indent = 2
    if tokens:
        first = source.locate(Place(_SETTINGS, ("tokens", next(iter(tokens))), "key"))
        indent = first.column - 1
    return f"{text[: head.end()]}\n{' ' * indent}{line}{text[head.end() :]}"


def _written(day: str, night: str) -> str:
    day_text, night_text = (json.dumps(value, ensure_ascii=False) for value in (day, night))
    return day_text if day == night else f"{{day: {day_text}, night: {night_text}}}"


def _read(text: str) -> Source:
    if not text.strip():
        return Source(Path(_SETTINGS), _SETTINGS, text, {})
    source, problems = parse(text, Path(_SETTINGS), _SETTINGS)
    if source is None:
        raise UserError(*problems)
    return source


def _refusal(message: str, fix: str) -> UserError:
    return UserError(error("token-save", message, fix))
