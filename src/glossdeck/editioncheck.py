"""A theme and the editions that have it: voices of their language, labels for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .cardsides import Card
from .decode import nearest
from .problem import Place, Problem, Severity, error
from .source import locate
from .templatecheck import SPEECH
from .templateparse import Replacement, TemplateError, parse, walk
from .theme import Theme
from .themefinding import found

Editions = Mapping[str, str]
"""The BCP 47 tag of each edition that has a theme, by its name."""


def check_editions(theme: Theme, cards: Iterable[Card], editions: Editions) -> Iterator[Problem]:
    """What does not fit the editions that have a theme; nothing where none are known."""
    if editions:
        yield from _voices(cards, sorted(editions.values()))
        yield from _labels(theme, editions)


def _labels(theme: Theme, editions: Editions) -> Iterator[Problem]:
    for layer in theme.layers:
        if layer.source is not None:
            for name in layer.settings.edition_labels.keys() - editions.keys():
                message = f"no edition `{name}` has this theme, so its labels show nowhere"
                place = Place(layer.source.name, ("edition_labels", name), "key")
                problem = error("unknown-edition", message, nearest(name, editions), place)
                yield from locate([replace(problem, severity=Severity.WARNING)], [layer.source])


def _voices(cards: Iterable[Card], languages: Sequence[str]) -> Iterator[Problem]:
    primary = {tag.lower().split("-")[0]: tag for tag in languages}
    for card in cards:
        for side in (card.front, card.back):
            try:
                nodes = parse(side.text).nodes
            except TemplateError:
                continue
            for node in walk(nodes):
                if not isinstance(node, Replacement):
                    continue
                for name in node.filters:
                    match = SPEECH.match(name)
                    others = sorted(primary.keys() - {match[1].split("_")[0]}) if match else []
                    if match and match[1] != "edition" and others:
                        file, at = side.origin(node.start)
                        message = (
                            f"this voice speaks `{match[1]}`, and an edition is in "
                            f"`{primary[others[0]]}`"
                        )
                        fix = "write tts edition, which follows the edition"
                        yield found(file, at, at + node.end - node.start, "tts", message, fix,
                                    Severity.WARNING)  # fmt: skip
