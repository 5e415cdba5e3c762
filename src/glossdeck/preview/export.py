"""The whole preview as one HTML file, for somebody who has neither the deck nor Anki."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .page import exported_page
from .session import Session
from .state import cards_state, state


def export_html(session: Session) -> str:
    """The page with every card and picture in it; needs nothing and asks for nothing."""
    view = session.view
    indices = range(len(view.catalogue.cards))
    values = state(view, session.anki)
    shown = session.cards(view.revision, indices) or ()
    values["rendered"] = cards_state(shown)
    values["places"] = [_place(session, at) for at in indices]
    values["media"] = _media(view.media)
    return exported_page(values)


def _place(session: Session, index: int) -> str:
    where = session.location(index)
    return f"{where.path}:{where.line}" if where else ""


def _media(files: Mapping[str, Path]) -> dict[str, Any]:
    found = {}
    for name, path in sorted(files.items()):
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        data = base64.b64encode(path.read_bytes()).decode()
        found[name] = f"data:{kind};base64,{data}"
    return found
