"""The hidden text carries nothing.

A gap over an article, a pronoun or a form of "to be" asks for grammar; it costs as much study time
as one over a fact.

Warning: the gap holds nothing but such words, or one or two small letters.
Info: it holds one word so frequent that it tells little (an own list of about 200).
Words of polarity and direction (not, never, all, before, up) count as facts; so do numbers,
abbreviations, symbols, and a word such as "while" that is spoken of by name ("a while loop").

Why: a good prompt is effortful and about something worth knowing (Matuschak 2020).

Bad:
    - "Shame ==is== a barrier to asking for help."
Good:
    - "==Shame== is a barrier to asking for help."

To silence: `ignore: {cloze-trivial: the deck teaches this preposition}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..language.common import FREQUENT_WORDS, word_set
from ..language.words import Word
from .rule import GAPPED, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView

META = Meta(
    code="cloze-trivial",
    title="A gap hides a word that carries nothing",
    group=Group.CLOZE,
    of=Of.NOTE,
    severities=(WARNING, INFO),
    kinds=GAPPED,
)

_JOINING = word_set("and as by for from if in of on or than to while with")
_ARTICLE = re.compile(r"\b(?:an?|the)\W+$", re.I)
_NUMBERED = re.compile(
    r"\b(?:axis|bipolar|category|class|cluster|division|factor|grade|group|level|nerve|part|phase"
    r"|schedule|stage|title|type|volume|war) $",
    re.I,
)
"""What is numbered in Roman numerals: type I, bipolar I."""

_FIX = "hide the word that the sentence is meant to teach"


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield each gap that asks for nothing."""
    if note.cloze is None:
        return
    vocabulary = note.edition.vocabulary
    for deletion in note.cloze.deletions:
        words = vocabulary.words(deletion.answer)
        if not words:
            continue  # a symbol or a picture
        if not any(word.is_content for word in words) or (
            len(words) == 1 and len(words[0].text) == 1 and words[0].text.islower()
        ):
            if _is_name(note.cloze.plain[: deletion.start], words):
                continue
            message = f"the gap hides only “{deletion.answer}”, so that the card asks for no fact"
            yield Finding(WARNING, message, _FIX, note.main.at_gap(deletion.answer))
        elif vocabulary.language == "en" and len(words) == 1 and words[0].text in FREQUENT_WORDS:
            message = f"the gap hides “{deletion.answer}”, a word so common that it tells little"
            yield Finding(INFO, message, _FIX, note.main.at_gap(deletion.answer))


def _is_name(before: str, words: list[Word]) -> bool:
    """Whether a small word is spoken of by name: IT, the square c5, a while loop."""
    if any(word.text.isupper() and len(word.text) > 1 for word in words):
        return True
    first = words[0].text
    if len(words) == 1 and any(char.isdigit() for char in first):
        return True
    if first == "I" and _NUMBERED.search(before):
        return True
    return first.casefold() in _JOINING and bool(_ARTICLE.search(before))
