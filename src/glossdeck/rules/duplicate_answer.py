"""Two cards with the same prompt, or one thing under two names.

Error: two fronts are word for word the same: a term that is defined twice, a question that is
asked twice, two definitions that are equal. The learner cannot know which answer is wanted.
Warning: another name (`also`) of one term is itself a term of the deck. Info: two questions with
the same answer.

Why: combat interference (Wozniak, Twenty rules, rule 11). Asking the same thing in two ways may
be wanted (rule 17), so equal answers are told as info only.

Bad:
    two questions "What is motivational interviewing?"
Good:
    one question.

To silence: `ignore: {duplicate-answer: the reason}` at either of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.words import WORD
from ..note import Kind
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import EditionView, NoteView, Role, TextView

META = Meta(
    code="duplicate-answer",
    title="Two cards with the same prompt",
    group=Group.CONFUSION,
    of=Of.DECK,
    severities=(ERROR, WARNING, INFO),
)

_ANSWER_WORDS = 2


def check(deck: EditionView, settings: Settings) -> Iterator[Finding]:
    """Yield the later one of each pair."""
    yield from _prompts(deck)
    yield from _names(deck)
    yield from _answers(deck)


def _prompts(deck: EditionView) -> Iterator[Finding]:
    first: dict[tuple[str, str], tuple[NoteView, TextView]] = {}
    for note in deck.notes:
        for kind, key, text in _prompts_of(note):
            other, before = first.setdefault((kind, key), (note, text))
            if before is not text:
                is_part = before.role in (Role.DEFINITION, Role.EXAMPLE)
                named = f"“{other.plain('Term')}”" if is_part else _named(before)
                message = f"the {kind} is the same as that of {named}"
                fix = "make them one entry, or say in each what tells it from the other"
                yield Finding(ERROR, message, fix, text.at())


def _prompts_of(note: NoteView) -> Sequence[tuple[str, str, TextView]]:
    """What fronts are called, what is compared, and the text that it is from."""
    if note.kind is Kind.TERM:
        texts = [text for role, text in note.texts.items() if role in _TERM_FRONTS]
        return [(text.role.value, _key(text), text) for text in texts if WORD.search(text.plain)]
    if note.kind is Kind.QUESTION:
        return (("question", _key(note.texts[Role.ASK]), note.texts[Role.ASK]),)
    if note.cloze is not None:
        return [("sentence", card.context, note.main) for card in note.cards]
    return ()


_TERM_FRONTS = frozenset({Role.TERM, Role.DEFINITION, Role.EXAMPLE})
"""What stands on a front of a term's cards."""


def _key(text: TextView) -> str:
    return text.plain.casefold().strip(" .?!")


def _named(text: TextView) -> str:
    words = text.plain.split()
    shown = " ".join(words[:6]) + (" …" if len(words) > 6 else "")
    number = text.document.place.route[-1]
    return f"“{shown}”" if isinstance(number, str) else f"entry {number + 1}, “{shown}”"


def _names(deck: EditionView) -> Iterator[Finding]:
    terms = {note.plain("Term").casefold(): note for note in deck.terms}
    for note in deck.terms:
        also = note.plain("Also")
        for name in also.split(", ") if also else ():
            other = terms.get(name.casefold())
            if other is not None and other is not note:
                message = f"“{name}”, another name of this term, is a term of its own"
                fix = "make them one term, or take the name out of `also` and add a `contrast`"
                text = note.texts[Role.TERM]
                yield Finding(WARNING, message, fix, text.at())


def _answers(deck: EditionView) -> Iterator[Finding]:
    first: dict[str, TextView] = {}
    for note in deck.notes:
        answer = note.texts.get(Role.ANSWER) if note.kind is Kind.QUESTION else None
        if answer is None or answer.length < _ANSWER_WORDS:
            continue
        before = first.setdefault(_key(answer), answer)
        if before is not answer:
            message = f"the answer is the same as that of {_named(before)}"
            yield Finding(INFO, message, "fine if both ways of asking are wanted", answer.at())
