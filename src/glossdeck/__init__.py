"""Glossaries in YAML become Anki decks that learners keep for years.

The public functions are in `glossdeck.api`: `load`, `check`, `build`, `diff`, `verify`, `preview`.
They take and give plain values. Importing this package alone costs nothing.
"""

__version__ = "0.1.0"
