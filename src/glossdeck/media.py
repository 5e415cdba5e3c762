"""Images that entries show: found, checked, and named by their content.

Anki never overwrites a media file, so a changed picture needs a changed name to arrive.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from .note import MediaFile

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"})
MAX_BYTES = 20 * 1024 * 1024
"""Phones load a whole picture into memory; AnkiWeb refuses files of 100 MB."""


class MediaError(Exception):
    """Why a picture cannot ship, and what to do."""

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message, self.fix = message, fix


@dataclass(slots=True)
class MediaStore:
    """The pictures of one project, each read once; nothing outside `folder` is ever read."""

    folder: Path
    files: dict[str, MediaFile] = field(default_factory=dict)
    _names: dict[Path, str] = field(default_factory=dict)

    def name(self, written: str, beside: Path) -> str:
        """The name under which a picture ships.

        Parameters:
            written: its path as the author wrote it, relative to the YAML file's folder.
            beside: that folder.

        Raises MediaError when it is missing, outside the project, or no picture.
        """
        path = beside / unquote(written)
        if path not in self._names:
            file = self._read(path, written)
            self._names[path] = file.name
            self.files[file.name] = file
        return self._names[path]

    def _read(self, path: Path, written: str) -> MediaFile:
        try:
            real = path.resolve()
            if not real.is_relative_to(self.folder.resolve()):
                fix = "copy it into the project and name it from there"
                raise MediaError(f"the image `{written}` is outside the project", fix)
            if not real.is_file():
                fix = "check the name, also its capitals; it starts at this file's folder"
                raise MediaError(f"there is no image `{written}`", fix)
            if real.suffix.lower() not in ENDINGS:
                fix = "use one of " + ", ".join(sorted(ENDINGS))
                raise MediaError(f"`{written}` is no kind of image that Anki shows", fix)
            if real.stat().st_size > MAX_BYTES:
                raise MediaError(f"`{written}` has more than 20 MB", "make the image smaller")
            data = real.read_bytes()
        except (OSError, ValueError) as why:
            reason = getattr(why, "strerror", None) or str(why)
            message = f"the image `{written}` cannot be read: {reason}"
            raise MediaError(message, "check its permissions and its name") from None
        return MediaFile(media_name(real, data), data)


def media_name(path: Path, data: bytes) -> str:
    """A name that changes with the content: `stairs-1f3a9c02b7de.png`."""
    digest = hashlib.sha256(data).hexdigest()[:12]
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "image"
    return f"{stem[:40]}-{digest}{path.suffix.lower()}"
