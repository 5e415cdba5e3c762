"""The files of one theme folder, and nothing outside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .media import media_name
from .note import MediaFile
from .notetypes import NOTE_TYPES
from .problem import Problem
from .textfile import at_top, read_text, shown_path

STYLE = "style.css"
EXTRA_STYLE = "extra.css"
"""Added to the style sheet of the theme below, where `style.css` would replace it."""
SETTINGS = "theme.yaml"
PARTIALS = "partials"
MEDIA = "media"

MAX_STYLE_BYTES, MAX_TEMPLATE_BYTES = 96 * 1024, 24 * 1024
"""They are sent to the card with every question; real ones have a few KB."""

MAX_MEDIA_BYTES = 20 * 1024 * 1024

MEDIA_ENDINGS = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".woff", ".woff2", ".ttf", ".otf"}
)

_TEMPLATE = re.compile(r"[a-z0-9][a-z0-9_-]*\.(front|back)\.html")
_PARTIAL = re.compile(r"[a-z0-9][a-z0-9_-]*\.html")


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """A text file of a theme; `name` is its path as it is shown."""

    path: Path
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Folder:
    """One theme folder.

    Parameters:
        path: absolute.
        files: style sheet, templates and partials by their path in the folder.
        media: by the name that templates and style sheet use, as in `media/logo.svg`.
    """

    path: Path
    files: Mapping[str, ThemeFile]
    media: Mapping[str, MediaFile]


def read_folder(path: Path) -> tuple[Folder, tuple[Problem, ...]]:
    """Read a theme folder, `theme.yaml` aside. A file that no one would use is a problem."""
    files: dict[str, ThemeFile] = {}
    media: dict[str, MediaFile] = {}
    problems: list[Problem] = []
    root = path.resolve()
    for file in _files_below(path):
        relative = file.relative_to(path).as_posix()
        kind = _kind(relative)
        problem = _unfit(file, root, relative, kind)
        if problem is None and kind == MEDIA:
            data = file.read_bytes()
            media[relative] = MediaFile(f"_{media_name(file, data)}", data)
        elif problem is None and kind == "text":
            text, problem = read_text(file, shown_path(file))
            files[relative] = ThemeFile(file, shown_path(file), text)
        if problem is not None:
            problems.append(problem)
    folder = Folder(path, MappingProxyType(files), MappingProxyType(media))
    return folder, tuple(problems)


def _files_below(path: Path) -> Iterator[Path]:
    """Files of the theme's own folders; never deeper, so that no link can lead in circles."""
    folders = [path, *(path / name for name in (*NOTE_TYPES, PARTIALS, MEDIA))]
    for folder in folders:
        if folder.is_dir():
            yield from sorted(
                file
                for file in folder.iterdir()
                if not file.name.startswith(".") and (file.is_file() or file.is_symlink())
            )


def _kind(relative: str) -> str:
    above, _, name = relative.rpartition("/")
    if not above:
        if name in {STYLE, EXTRA_STYLE}:
            return "text"
        return "unknown" if name.endswith((".html", ".css")) else "other"
    if above == MEDIA:
        return MEDIA
    pattern = _PARTIAL if above == PARTIALS else _TEMPLATE
    return "text" if pattern.fullmatch(name) else "unknown"


def _unfit(file: Path, root: Path, relative: str, kind: str) -> Problem | None:
    shown = shown_path(file)
    if kind == "other":
        return None
    if kind == "unknown":
        fix = "name it like extra.css, term/definition.front.html or partials/source.html"
        return at_top(shown, "theme-file", f"a theme has no file `{relative}`", fix)
    if not file.resolve().is_relative_to(root):
        fix = "copy the file into the theme's folder"
        return at_top(shown, "outside", "this link leads out of the theme's folder", fix)
    if not file.is_file():
        return at_top(shown, "no-such-file", "this link leads nowhere", "delete it")
    if kind == MEDIA and file.suffix.lower() not in MEDIA_ENDINGS:
        fix = "use one of " + ", ".join(sorted(MEDIA_ENDINGS))
        return at_top(shown, "theme-file", "cards cannot show this kind of file", fix)
    limit = MAX_STYLE_BYTES if file.suffix == ".css" else MAX_TEMPLATE_BYTES
    limit = MAX_MEDIA_BYTES if kind == MEDIA else limit
    if file.stat().st_size > limit:
        size = f"the file has more than {limit // 1024} KB"
        return at_top(shown, "too-large", size, "make it smaller")
    return None
