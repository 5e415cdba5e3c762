"""How words begin that can be of a term's names: without one of these a text gives no name away."""

from __future__ import annotations

from .textview import TextView, squash

ROOT = 4
"""Letters that a stemmer leaves as they are, and that a family and a compound begin with."""

_OF_OTHER_NAME = 3
"""Letters of a name that its plural has as well: `cities` for `city`."""


def name_roots(term: TextView, also: str) -> frozenset[str]:
    """Beginnings, in small letters without blanks and hyphens, of a term's names and in English
    of all that is of one family with a word of it; one is empty where any text may hold a name.

    Parameters:
        also: its other names, with commas between.
    """
    vocabulary = term.edition.vocabulary
    words = [word for word in term.words if word.stems]
    roots = {term.squashed[:ROOT], *(word.parts[0][:ROOT] for word in words)}
    if vocabulary.language == "en":
        for family in map(vocabulary.families.__getitem__, term.stems):
            roots.update([stem[:ROOT] for stem in family])
    if also and vocabulary.language != "en":
        roots.add("")  # `l'eau` is in `d'eau`
    elif also:
        roots.update(squash(name)[:_OF_OTHER_NAME] for name in also.split(", "))
    return frozenset(roots)
