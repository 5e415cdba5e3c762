"""Files as text, to stand in a page that may load nothing."""

from __future__ import annotations

import base64
import mimetypes
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

_SOURCE = re.compile(
    r"(?P<before>\bsrc\s*=\s*(?P<quote>[\"']))(?P<name>[^\"'<>]+)(?P<after>(?P=quote))", re.I
)
_URL = re.compile(r"(?P<before>\burl\(\s*[\"']?)(?P<name>[^\"')]+)(?P<after>[\"']?\s*\))", re.I)


def data_url(path: Path) -> str:
    """A file's content as a `data:` URL of its kind."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def data_urls(files: Mapping[str, Path]) -> dict[str, str]:
    """The same for many, by name."""
    return {name: data_url(path) for name, path in sorted(files.items())}


def with_media(html: str, media: Mapping[str, str]) -> str:
    """References to files of a package as data.

    Parameters:
        media: data URL of each file by its name.
    """

    def inlined(match: re.Match[str]) -> str:
        data = media.get(unquote(match["name"].replace("&amp;", "&")))
        return f"{match['before']}{data}{match['after']}" if data else match[0]

    html = _SOURCE.sub(inlined, html)
    return _URL.sub(inlined, html)
