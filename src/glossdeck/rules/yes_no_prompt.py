"""A question that a guess answers half of the time.

Warning: the question opens with is, are, do, does, can, could, should, has, will or "true or
false", or its answer is yes, no, true or false. Info: the answer also gives a reason of four
words or more.

Why: yes/no prompts take too little effort to train memory (Matuschak, "How to write good
prompts", 2020).

Bad:
    ask: Is shame a barrier to asking for help?
    answer: Yes.
Good:
    ask: How can shame keep someone from asking for help?
    answer: It tells them that they do not deserve any.

To silence: `ignore: {yes-no-prompt: the reason}` at the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..note import Kind
from .rule import INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role

META = Meta(
    code="yes-no-prompt",
    title="A question that a guess answers half of the time",
    group=Group.WORDING,
    of=Of.NOTE,
    severities=(WARNING, INFO),
    languages=frozenset({"en", "de", "fr", "es", "it", "nl", "pt"}),
    kinds=frozenset({Kind.QUESTION}),
)

_OPENS = re.compile(
    r"\W*(is|are|was|were|am|do|does|did|can|could|should|would|has|have|had|will|may|might|must"
    r"|isn['’]t|aren['’]t|doesn['’]t|don['’]t|can['’]t|true or false)\b",
    re.I,
)
_INVITES = re.compile(
    r"\W*(?:can|could|will|would) you (?:name|list|explain|describe|give|say)\b", re.I
)
_LATER = re.compile(r"(?:^|[,:;.?!]\s+)(?:yes or no|true or false)\b", re.I)
_POLAR = re.compile(
    r"\W*(yes|no|true|false|correct|incorrect|right|wrong|ja|nein|oui|non|sí|sì|não|sim|nee"
    r"|richtig|falsch|wahr|vrai|faux|verdadero|falso|vero)\b(?=\W|$)(?! (?:one|more|other|longer))",
    re.I,
)
_FIX = "ask how, why, what or which instead, so that the answer has to be recalled"
_REASON_WORDS = 4


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield when a question can be answered by tossing a coin."""
    ask, answer = note.texts.get(Role.ASK), note.texts.get(Role.ANSWER)
    if ask is None or answer is None:
        return
    opens = _OPENS.match(ask.plain) if ask.edition.vocabulary.language == "en" else None
    if opens and _INVITES.match(ask.plain):
        opens = None
    asks = opens or _LATER.search(ask.plain)
    polar = _POLAR.match(answer.plain)
    is_bare = polar is not None and answer.length < _REASON_WORDS
    if not asks and not is_bare:
        return
    reason = answer.length - (1 if polar else 0)
    severity = INFO if reason >= _REASON_WORDS else WARNING
    if asks:
        word = asks[0].strip(" ,:;.?!")
        message = f"the question can be guessed: it asks “{word} …?”"
        yield Finding(severity, message, _FIX, ask.at(word))
    else:
        message = f"the answer is only “{answer.plain.strip(' .')}”, which can be guessed"
        yield Finding(severity, message, _FIX, answer.at())
