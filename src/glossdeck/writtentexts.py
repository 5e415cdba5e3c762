"""Where the texts that learners read stand in a YAML file, as they are written there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .document import KEYS_OF_POINTS
from .edition import EditionSettings, edition_of
from .language.words import primary_language

TEXTS = frozenset(
    {
        "term",
        "definition",
        "example",
        "cloze",
        "difference",
        "extra",
        "title",
        "point",
        "points",
        "ask",
        "answer",
        "description",
        "notice",
        "also",
        "text",
    }
)
"""Keys whose texts learners read."""

GAPPED = frozenset({"cloze", "point", "points"})
NAMES = frozenset({"term", "title"})
"""Keys that an id is made from when none is given."""


def is_by_edition(key: str, names: Iterable[str]) -> bool:
    """Whether a mapping below a key has a text for each edition, and no keys of an entry."""
    return key in TEXTS and KEYS_OF_POINTS.union(TEXTS).isdisjoint(names)


Tongues = Mapping[str, str]
"""Languages of editions, by name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A learner's text in a file.

    Parameters:
        start, end: where it stands, in characters, with its quotes.
        key: of the text, whatever edition it is of.
        languages: of the editions that show it, each once.
        is_literal: whether line ends and blanks are kept, as after `|`.
        has_escapes: whether it stands in double quotes, where `\\u00e9` is a letter.
        value: the text that YAML makes of it.
    """

    start: int
    end: int
    key: str
    languages: tuple[str, ...]
    is_literal: bool
    has_escapes: bool
    value: str

    @property
    def is_english(self) -> bool:
        """Whether it is in English wherever it is shown."""
        return all(primary_language(language) == "en" for language in self.languages)

    @property
    def has_gaps(self) -> bool:
        """Whether it is a text in which answers are hidden."""
        return self.key in GAPPED


def written_texts(root: Any, tongues: Tongues) -> list[Written]:
    """All texts of learners in a composed file, in order; one that aliases repeat only once, as
    what it is where it may be changed least."""
    found: dict[int, Written] = {}
    for text in _below(root, "", tongues, None):
        before = found.get(text.start)
        if before is None or (before.has_gaps, before.is_english) > (
            text.has_gaps,
            text.is_english,
        ):
            found[text.start] = text
    return [found[start] for start in sorted(found)]


def _freedom(text: Written) -> tuple[bool, bool]:
    """How much may be corrected in a text."""
    return text.has_gaps, text.is_english


def _below(node: Any, key: str, tongues: Tongues, edition: str | None) -> Iterator[Written]:
    if node is None:
        return
    if node.id == "mapping":
        names = [key_node.value for key_node, _ in node.value if key_node.id == "scalar"]
        for key_node, value in node.value:
            if key_node.id == "scalar":
                name = key_node.value
                is_edition = is_by_edition(key, names)
                yield from _below(
                    value, key if is_edition else name, tongues, name if is_edition else None
                )
    elif node.id == "sequence":
        for item in node.value:
            yield from _below(item, key, tongues, edition)
    elif key in TEXTS or key == "points":
        spoken = _spoken(edition, tongues)
        start, end = node.start_mark.index, node.end_mark.index
        style = node.style
        yield Written(start, end, key, spoken, style == "|", style == '"', node.value)


def _spoken(edition: str | None, tongues: Tongues) -> tuple[str, ...]:
    """The languages of the editions that show a text: of all when it names none."""
    if edition is not None and edition in tongues:
        return (tongues[edition],)
    return tuple(dict.fromkeys(tongues.values())) or ("en",)


def lone_tongues(roots: Iterable[Any]) -> Tongues:
    """Languages of the editions of a deck without a project, from its files: as its `language`
    says, else as the names of its editions do."""
    for root in roots:
        deck = _child(root, "deck")
        if deck is not None:
            language = getattr(_child(deck, "language"), "value", None)
            given = EditionSettings(language=str(language) if language else None)
            maps = [_child(deck, key) for key in ("title", "description", "notice")]
            names = {
                key.value for each in maps if each and each.id == "mapping" for key, _ in each.value
            }
            return {name: edition_of(name, given, "").language for name in names or {""}}
    return {}


def _child(node: Any, name: str) -> Any:
    """The value under a key of a mapping; None without one."""
    pairs = node.value if node is not None and node.id == "mapping" else ()
    return next((value for key, value in pairs if key.value == name), None)
