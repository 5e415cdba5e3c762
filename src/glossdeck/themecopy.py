"""Copying a theme that ships, as the start of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .decode import nearest
from .problem import UserError, error
from .theme import Theme, style_files
from .themefolder import EXTRA_STYLE, SETTINGS, STYLE
from .themelayers import DEFAULT, SHIPPED
from .themesettings import Token


def copied_files(theme: Theme, only: Sequence[str] = ()) -> Mapping[str, str]:
    """The files of a theme of one's own that looks like this one, by their path in its folder.

    Parameters:
        theme: one that ships.
        only: paths of the files to copy; all when empty. The theme below provides the rest,
            and its improvements go on arriving for what was not copied.

    Raises UserError for a file that the theme does not have.
    """
    known = (SETTINGS, *sorted({*theme.files} - {EXTRA_STYLE}))
    for name in only:
        if name not in known:
            message = f"the theme {theme.name} has no file `{name}`"
            raise UserError(error("unknown-file", message, nearest(name, known)))
    if only:
        tokens = theme.tokens if SETTINGS in only else {}
        files = {name: theme.files[name].text for name in only if name != SETTINGS}
        if STYLE in files:
            files[STYLE] = theme.css
        return {SETTINGS: _settings(theme.name, tokens), **files}
    files = {name: theme.files[name].text for name in known if name != SETTINGS}
    added = style_files(theme)[1:]
    if added:
        files[EXTRA_STYLE] = "\n".join(file.text for file in added)
    return {SETTINGS: _settings(DEFAULT, theme.tokens), **files}


def _settings(below: str, tokens: Mapping[str, Token]) -> str:
    lines = [
        "# A theme of your own. What is not in this folder comes from the theme below.",
        f"extends: {below}",
    ]
    if tokens:
        lines += [
            "",
            "# Delete what you do not change: it then follows the theme below.",
            "# In the style sheet, `ink` is var(--gd-ink).",
            *_token_lines(tokens),
        ]
    return "\n".join(lines) + "\n"


def _token_lines(tokens: Mapping[str, Token]) -> Iterator[str]:
    """As the default theme has them, with what it says of each, and with these values."""
    text = (SHIPPED / DEFAULT / SETTINGS).read_text(encoding="utf-8")
    block = re.search(r"^tokens:\n((?:  .*\n)+)", text, re.M)
    left = dict(tokens)
    yield "tokens:"
    for line in block[1].splitlines() if block else ():
        known = re.match(r"  ([a-z0-9-]+): .*?( # .*)?$", line)
        if known is None:
            yield line
        elif known[1] in left:
            yield f"  {known[1]}: {_value(left.pop(known[1]))}{known[2] or ''}"
    yield from (f"  {name}: {_value(token)}" for name, token in left.items())


def _value(token: Token) -> str:
    if token.day == token.night and _PLAIN.fullmatch(token.day):
        return token.day
    day, night = (json.dumps(value, ensure_ascii=False) for value in (token.day, token.night))
    return day if day == night else f"{{day: {day}, night: {night}}}"


_PLAIN = re.compile(r"[a-zA-Z0-9][\w%.,()\"/ +*-]*[\w%)\"]")
"""What YAML reads as it is."""


def copy_theme(theme: Theme, target: Path, only: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write the copy into a folder and say which files were written. With `only`, a theme.yaml
    that is there stays.

    Raises UserError when a file is there already, and then writes nothing.
    """
    from .staging import write_whole
    from .textfile import shown_path

    files = dict(copied_files(theme, only))
    if only and SETTINGS not in only and (target / SETTINGS).exists():
        del files[SETTINGS]
    there = [target / name for name in files if (target / name).exists()]
    if there:
        fix = "copy into another folder, or delete it first"
        message = f"{shown_path(there[0])} exists already"
        raise UserError(error("exists", message, fix))
    for name, text in files.items():
        write_whole(target / name, text.encode())
    return tuple(target / name for name in files)
