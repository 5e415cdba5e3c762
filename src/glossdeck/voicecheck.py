"""Voices: what is spoken is in the language of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .cardsides import Card
from .problem import Problem, Severity
from .templatecheck import SPEECH
from .templateparse import Replacement, TemplateError, parse, walk
from .themefinding import found


def check_voices(cards: Iterable[Card], languages: Sequence[str]) -> Iterator[Problem]:
    """Voices of another language than that of an edition which has the theme.

    Parameters:
        languages: BCP 47 tags, of all editions that have it.
    """
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
