"""A title, tag or deck name on the front gives the answer.

A theme may show the section's title, the tags or the deck's name above the question. When the
words of the answer stand there, the card is answered before the question is read.

Why: a prompt must be answerable only from memory (Matuschak 2020, "tractable yet effortful").
The default theme shows the section on the back only, so this finds what other themes do.

Bad:
    A theme's front shows {{Section}}, the section is called "Internalized shame", and the
    sentence is "Shame that is ==internalized== …".
Good:
    {{Section}} on the back.

To silence: `ignore: {leak-context: the reason}` at the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..note import Kind
from .mentions import stems_of, words_with
from .rule import ERROR, Finding, Group, Meta, Of, Settings
from .views import CardView

META = Meta(
    code="leak-context",
    title="A title, tag or deck name on the front gives the answer",
    group=Group.LEAKS,
    of=Of.CARD,
    severities=(ERROR,),
)

_CONTEXT = {
    "Section": "the section's title",
    "Tags": "the tags",
    "Deck": "the deck's name",
    "Subdeck": "the subdeck's name",
}
_LONGEST_ANSWER = 6
"""Words; a longer answer is a statement whose words a title can hold without giving it away."""


def check(card: CardView, settings: Settings) -> Iterable[Finding]:
    """Yield each answer whose words stand in what surrounds the question."""
    return () if card.front_fields.isdisjoint(_CONTEXT) else _in_context(card)


def _in_context(card: CardView) -> Iterator[Finding]:
    shown = _CONTEXT.keys() & card.front_fields
    if card.kind is Kind.TERM and not card.asks_for_term:
        return
    vocabulary = card.note.edition.vocabulary
    for part in card.front_parts:
        if part.field not in shown:
            continue
        words = vocabulary.words(part.text)
        around = {stem for word in words for stem in word.stems}
        for answer in card.answers:
            stems = stems_of(answer, vocabulary)
            if stems and stems <= around and len(vocabulary.words(answer)) <= _LONGEST_ANSWER:
                title = " ".join(words_with(stems, words))
                message = (
                    f"{_CONTEXT[part.field]} on the front gives the answer “{answer}”: it holds "
                    f"“{title}”"
                )
                fix = f"show {{{{{part.field}}}}} on the back in the theme, or reword the title"
                yield Finding(ERROR, message, fix, card.note.main.at(answer))
