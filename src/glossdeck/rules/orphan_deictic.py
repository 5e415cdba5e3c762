"""A card opens with a word that points at something it does not show.

Cards come alone and in any order. "This bias …", "It …" or "the author says" made sense in the
article; on a card nobody knows what it points at.

Error: the first sentence of a front, or a definition, opens with this, these, it, they, the
former and the like. Warning: a front speaks of "this section", "the author" or "as mentioned
above", or a later sentence opens with "He" or "She" when nobody was spoken of before. Info: a
later sentence of a definition opens with This or These, which a second card would tear from its
noun.
A question asks about "it", "they" or "that" without saying what is meant: error, as in "Why is it
called so?". "It is hard to …", "Those who …" and scenes that begin with "She" or "This dog" are
fine; a scene that begins with "This is …" is a warning.

Why: prompts must stand alone (Repple's guide; item-writing rules for medical examinations: no bare
pronouns in stems). In the article that the first deck teaches, nine of ten definitions go on with
"This".

Bad:
    definition: This often stems from stigma.
Good:
    definition: A negative prejudgement of therapy that often grows from stigma.

To silence: `ignore: {orphan-deictic: the reason}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..language.people import may_speak_of_someone
from ..wording import text_for
from .openings import OPENERS, orphan_opening
from .pointers import POINTERS, pointer
from .rule import ENGLISH, ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView

META = Meta(
    code="orphan-deictic",
    title="A card points at something it does not show",
    group=Group.WORDING,
    of=Of.NOTE,
    severities=(ERROR, WARNING, INFO),
    languages=ENGLISH,
    words=OPENERS | POINTERS,
    marks=r"(?i)(?:it|they|he|she|this|these|those|here|such)['’]|that\?",
)

_ASKS = (
    r"\W*(?:[Ww]hy|[Hh]ow|[Ww]hat|[Ww]hen|[Ww]here|[Ww]ho|[Ww]hich)\b"
    r"(?: else| often| long| many| much| far| soon)?"
    r" (?:is|are|was|were|does|do|did|can|could|should|would|will|has|have|had|must|might)(?: not)?"
)
_ASKS_OF = re.compile(
    _ASKS
    # "Why does it help to …?" and "What time is it?" need nothing that "it" stands for.
    + r" (it|they|he|she)"
    r"(?: (?!(?:to|that|if|when|take)\b|rain|snow|cold|hot|warm|dark)[a-z]+){0,2}\W*$"
    # A longer one: "Why do they sit near the door?", but not "What do they call it?" of people at
    # large, and not "Why is it best kept dry when …?", in which the rest can be what is meant.
    rf"|{_ASKS} (they|he|she)(?= (?!call|say|speak|who\b|that\b|of\b|with\b|in\b)[a-z]+ )"
    r"(?: (?!when\b|if\b|and\b|or\b|as\b|after\b|before\b|while\b)[a-z-]+){3,9}\W*$"
    # "How can it be read in the dark?" is about a thing that can be read.
    rf"|{_ASKS} (it)(?= (?:be )?(?:\w+ed|kept|made|done|held|put|read|seen|built|sold|worn|cut"
    r"|found|given|taken|written|drawn|laid|eaten|grown|shown|hung|sent|tied|work|look|smell|taste)\b)"
    r"(?: (?!(?:to|that|if|when|and|or|as|after|before|while|for|who|how|why|what)\b)[a-z-]+){3,8}"
    r"\W*$"
    r"|\W*(?:Who|What) (?!about|if)[a-z]+(?:s|ed|ade|ote|ew|ilt|id) (it|them|this|that)\W*$"
    r"|(?!.*[,;:.]|.*\b(?:and|or|when|if|who|that)\b.*\bthat\b)"
    r".*\b(?:after|before|because of|instead of|besides) (that|this)\W*$"
)
"""A whole question that is about something it does not name; only lower-case words follow, as
"Why is it called Lent?" names what is meant."""
_LATER = re.compile(r"\W*(this|these|such)\b", re.I)
_FIX = "in place of “{}” write what is meant: each card is seen alone, in any order"
_ITS_TERM = re.compile(
    r"\W*((?:it|this|these|they|those)\b(?:(?:['’]s| is| are| was| were)(?: when)?\b"
    r"| means?\b| refers? to\b)?)",
    re.I,
)
"""What mostly stands for the term at the beginning of its definition."""
_BEGIN = (
    "leave “{}” out, and begin with the kind of thing it is: “a person who …”, “the process of …”"
)
_ASK_WITHOUT = "ask without a list to choose from, so that the answer has to be recalled"
_NAME_IT = "leave it out, or write its name: each card is seen alone, in any order"


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield what points out of a card."""
    for role, text in note.texts.items():
        if role in _READ and text.has_sign_of(META.code):
            yield from _in_text(text)


def _in_text(text: TextView) -> Iterator[Finding]:
    plain = text.plain
    word = orphan_opening(text)
    if word:
        if _is_clue(text):
            yield _clue(text, word)
            return
        message = f"the {text.role} opens with “{word}”, and nothing on the card says what is meant"
        severity = WARNING if text.role is Role.EXAMPLE else ERROR
        its_term = _ITS_TERM.match(plain) if text.role is Role.DEFINITION else None
        fix = _BEGIN.format(its_term[1]) if its_term else _FIX.format(word)
        yield Finding(severity, message, fix, text.at(word))
        return
    if text.role is Role.ASK:
        asks = _ASKS_OF.match(plain) if "<" not in text.html else None
        if asks:
            at = asks.start(asks.lastindex or 0)
            word = asks[asks.lastindex or 0]
            message = (
                f"the question asks about “{word}”, and nothing on the card says what is meant"
            )
            place = text.at(plain[at:].rstrip("?. "))
            yield Finding(ERROR, message, _FIX.format(word), place)
            return
    points_at = pointer(text) if text.role in _FRONTS else ""
    if points_at:
        message = f"the {text.role} speaks of “{points_at}”, which a card does not show"
        fix = _ASK_WITHOUT if points_at.endswith("following") else _NAME_IT
        yield Finding(WARNING, message, fix, text.at(points_at))
        return
    yield from _later(text)


def _is_clue(text: TextView) -> bool:
    """Whether a question is a clue as in a quiz, in which `this` stands for the answer: `This
    skill helps people to …`."""
    if text.role is not Role.ASK or "?" in text.plain:
        return False
    return _CLUE.match(text.plain) is not None and _GAP_IN_IT.search(text.plain) is None


_CLUE = re.compile(r"\W*(?:this|these)\b(?: [^\s.]+){4}", re.I)
_GAP_IN_IT = re.compile(r"__|…|\.\.|(?::| (?:by|of|to|in|for|with|from|at|as|is|are|called))\W*$")
"""What is left open is somewhere else then."""


def _clue(text: TextView, word: str) -> Finding:
    after = text.plain[text.plain.find(word) + len(word) :].split()
    asks = "What" if after[0] in ("is", "are", "was", "were") else "Which"
    message = f"“{word}” stands for the answer: nothing shows that something is asked"
    fix = f"make it a question: “{asks} {' '.join(after[:_SHOWN])} …?”"
    return Finding(INFO, message, fix, text.at(word))


_SHOWN = 3
"""Words of a clue that the question is begun with."""


def _later(text: TextView) -> Iterator[Finding]:
    """Yield a later sentence whose first word has nothing before it that it can mean."""
    if text.role in _ALONE and _HE_OR_SHE.search(text.plain):
        for before, sentence in pairwise(text.sentences):
            who = _HE_OR_SHE_OPENS.match(sentence)
            if who and not _was_someone_named(text, before):
                message = f"a later sentence opens with “{who[0]}”, and no one was spoken of before"
                place = text.at(" ".join(sentence.split()[:2]))
                yield Finding(WARNING, message, _FIX.format(who[0]), place)
                return
    if text.role is Role.DEFINITION:
        for sentence in text.sentences[1:]:
            later = _LATER.match(sentence)
            if later:
                start = " ".join(sentence.split()[:2])
                message = f"a later sentence of the definition opens with “{start}”"
                fix = "make one sentence of both, or write the name of what is meant"
                yield Finding(INFO, message, fix, text.at(start))
                return


def _was_someone_named(text: TextView, sentence: str) -> bool:
    """Whether a person was spoken of up to the end of a sentence; the term can be a name too."""
    end = text.plain.find(sentence) + len(sentence)
    term = text_for(getattr(text.document, "term", ""), text.edition.name) or ""
    return may_speak_of_someone(text.plain[:end]) or may_speak_of_someone(f"the {term}")


_ALONE = frozenset({Role.DEFINITION, Role.CLOZE, Role.ASK})
"""Texts that are fronts on which nobody was spoken of yet."""
_HE_OR_SHE = re.compile(r"[.!?] (?:He|She)\b")
_HE_OR_SHE_OPENS = re.compile(r"(?:He|She)\b")


_FRONTS = frozenset({Role.DEFINITION, Role.EXAMPLE, Role.CLOZE, Role.ASK})
_READ = _FRONTS | {Role.ANSWER, Role.DIFFERENCE}
