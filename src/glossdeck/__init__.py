"""Glossaries in YAML become Anki decks that learners keep for years.

The public functions take and give plain values: `load`, `check`, `build`, `verify`, `preview`.
They are imported when first used, so that `import glossdeck` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .api import build, check, load, preview, verify

__all__ = ["__version__", "build", "check", "load", "preview", "verify"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
