"""The files of one theme folder, and nothing outside it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from .media import media_name
from .note import MediaFile
from .notetypes import NOTE_TYPES
from .problem import Location, Problem, error
from .textfile import at_top, line_of, read_text, shown_path
from .thememedia import check_media

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

MEDIA_NAME = re.compile(r"[\w.-]+")
"""Names that stand in `url("media/NAME")` and in `src` as they are."""

MAX_FILES = 500

FOLDERS = (*NOTE_TYPES, PARTIALS, MEDIA)
_NEAR_FOLDERS = frozenset(name.rstrip("s") for name in FOLDERS)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
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
    entries, problems = _entries(path)
    for file in entries:
        relative = file.relative_to(path).as_posix()
        try:
            problem = _read(file, path, relative, files, media)
        except OSError as why:
            problem = _unreadable(file, why)
        if problem is not None:
            problems.append(problem)
    folder = Folder(path, MappingProxyType(files), MappingProxyType(media))
    return folder, tuple(problems)


def _read(
    file: Path,
    root: Path,
    relative: str,
    files: dict[str, ThemeFile],
    media: dict[str, MediaFile],
) -> Problem | None:
    """Add one file to those of its kind, or say why not. Raises OSError."""
    kind = _kind(relative)
    problem = _unfit(file, root, relative, kind)
    if problem is None and kind == MEDIA:
        data = file.read_bytes()
        problem = check_media(file, data)
        media[relative] = MediaFile(f"_{media_name(file, data)}", data)
    elif problem is None and kind == "text":
        text, problem = read_text(file, shown_path(file))
        problem = problem or _control_character(shown_path(file), text)
        text = unicodedata.normalize("NFC", text)  # as names of fields are, in Anki too
        files[relative] = ThemeFile(file, shown_path(file), text)
    return problem


def _unreadable(path: Path, why: OSError) -> Problem:
    message = f"this cannot be read: {why.strerror}"
    return at_top(shown_path(path), "unreadable", message, "check its permissions and the disk")


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, with all its links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a link that leads to itself, a name too long
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name, whatever the name is."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _entries(path: Path) -> tuple[list[Path], list[Problem]]:
    """What lies in the theme's own folders; never deeper, so that no link can lead in circles."""
    entries: list[Path] = []
    problems: list[Problem] = []
    for folder in (path, *(path / name for name in FOLDERS)):
        shown = shown_path(folder)
        if folder != path and not is_folder(folder):
            if os.path.lexists(folder):
                message = f"`{folder.name}` is no folder"
                fix = f"make a folder {folder.name}, and put its files into it"
                problems.append(at_top(shown, "theme-file", message, fix))
        elif folder != path and not is_inside(folder, path):
            message, fix = "this link leads out of the theme's folder", "copy the folder into it"
            problems.append(at_top(shown, "outside", message, fix))
        else:
            try:
                found = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
            except OSError as why:
                problems.append(_unreadable(folder, why))
                continue
            if folder == path:
                found = [each for each in found if each.name not in FOLDERS]
            entries += found
    if len(entries) > MAX_FILES:
        message = f"a theme of more than {MAX_FILES} files"
        problems.append(at_top(shown_path(path), "too-large", message, "delete what no card uses"))
    return entries[:MAX_FILES], problems


def _kind(relative: str) -> str:
    above, _, name = relative.rpartition("/")
    if not above:
        if name in {STYLE, EXTRA_STYLE}:
            return "text"
        is_near = name.lower().endswith((".html", ".css")) or _singular(name) in _NEAR_FOLDERS
        return "unknown" if is_near else "other"
    if above == MEDIA:
        return MEDIA
    pattern = _PARTIAL if above == PARTIALS else _TEMPLATE
    return "text" if pattern.fullmatch(name) else "unknown"


def _singular(name: str) -> str:
    return name.lower().rstrip("s")


def _unfit(file: Path, root: Path, relative: str, kind: str) -> Problem | None:
    shown = shown_path(file)
    if kind == "other":
        return None
    if kind == "unknown":
        fix = "name it like extra.css, term/definition.front.html or partials/source.html"
        return at_top(shown, "theme-file", f"a theme has no file `{relative}`", fix)
    if not is_inside(file, root):
        fix = "copy the file into the theme's folder"
        return at_top(shown, "outside", "this link leads out of the theme's folder", fix)
    if not file.exists():
        return at_top(shown, "no-such-file", "this link leads nowhere", "delete it")
    if not file.is_file():
        what = "folder" if file.is_dir() else "device or pipe"
        message = f"this is a {what}, where a theme has a file"
        return at_top(shown, "theme-file", message, "put the file itself there, or delete it")
    if kind == MEDIA and file.suffix.lower() not in MEDIA_ENDINGS:
        fix = "use one of " + ", ".join(sorted(MEDIA_ENDINGS))
        return at_top(shown, "theme-file", "cards cannot show this kind of file", fix)
    if kind == MEDIA and not MEDIA_NAME.fullmatch(file.name):
        fix = "rename it, with letters, digits, hyphens and a dot before its ending"
        message = f"`{file.name}` cannot be named in a style sheet as it is"
        return at_top(shown, "theme-file", message, fix)
    limit = MAX_STYLE_BYTES if file.suffix == ".css" else MAX_TEMPLATE_BYTES
    limit = MAX_MEDIA_BYTES if kind == MEDIA else limit
    if file.stat().st_size > limit:
        size = f"the file has more than {limit // 1024} KB"
        return at_top(shown, "too-large", size, "make it smaller")
    return None


def _control_character(shown: str, text: str) -> Problem | None:
    """What no editor shows, and Anki takes away or stumbles over."""
    match = _CONTROL.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    problem = error("control-character", f"the invisible character U+{ord(match[0]):04X}",
                    "delete it")  # fmt: skip
    shown_line = _CONTROL.sub("\ufffd", line_of(text, line))
    return replace(problem, location=Location(shown, line, column, column + 1, shown_line))
