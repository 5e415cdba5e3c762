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
from itertools import chain, pairwise

from ..language.common import word_set
from ..language.people import may_speak_of_someone
from ..language.words import words_of
from ..wording import text_for
from .rule import ENGLISH, ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView

_POINTERS = word_set(
    """
    article section chapter text passage paragraph lesson author authors book deck page module
    slide lecture card question above below earlier aforementioned former latter
    """
)
_OPENERS = word_set(
    "this these those such it its they them their he she his her here former latter aforementioned"
)

META = Meta(
    code="orphan-deictic",
    title="A card points at something it does not show",
    group=Group.WORDING,
    of=Of.NOTE,
    severities=(ERROR, WARNING, INFO),
    languages=ENGLISH,
    words=_OPENERS | _POINTERS,
    marks=r"(?i)(?:it|they|he|she|this|these|those|here|such)['’]|that\?",
)

_OPENS = re.compile(
    r"\W*(this|these|those|such|it|its|they|them|their|he|she|his|her|the former|the latter"
    r"|the above|the aforementioned|here)\b(?![-‐‑'’](?!s\b|ll\b|d\b|ve\b|re\b))"
    # "his, her, its": a translation of one word points at nothing.
    r"(?:(?<=here)|(?!\s*(?:[,;(/]|$)))",
    re.I,
)
_FIRST = ("this", "the", "such", "it", "he", "she", "his", "her")
_FINE = re.compile(
    r"\W*(?:"
    # it is hard to …, it takes time to …, it seems that …
    r"it(?:['’]s| is| was| has been| can be| may be| might be| would be| will be| seems?| appears?"
    r"| takes?| took| helps?| hurts?| matters?| feels?| follows)\b[^.?!]*?"
    r"\b(?:to|that|if|when|whether|who|for|how|why)\b"
    r"|(?:those|they) (?:who|whom|whose|that|with|without|in|of|from)\b"
    r"|(?:he|she) (?:who|whom|whose|that)\b"
    r"|such (?:as|is|are)\b|such an?\b[^.?!]*? as\b"
    r"|these days\b|this (?:year|week|month|century|morning|day|way)\b"
    r"|here (?:is|are|comes)\b"
    r"|(?:he|she|they|it) (?:or|and) (?:he|she|they|it)\b"
    r"|its? (?:stands for|rains|is (?:raining|snowing|cold|late|time))"
    r")",
    re.I,
)
_ITS_TERM = re.compile(
    r"\W*this (?:(?:term|word|phrase|name|expression|abbreviation|acronym)\b|[“\"‘«])", re.I
)
"""What the term of a definition may be called in it."""
_CLAUSE = re.compile(
    r"\W*it (?:is|was) (?:(?:im)?possible (?:to|that)|(?:\w+ly )?(?:said|thought|believed"
    r"|known|held|likely|true|clear) that)\b",
    re.I,
)
"""An opening in which `it` cannot be the term: the clause stands for it."""
_SCENE_POINTS = re.compile(
    r"\W*(?:the (?:former|latter|above|aforementioned)|here|(?:this|these|those)"
    r" (?:is|are|was|were|has|have|had|can|could|may|might|must|will|would|should|does|do|did|also"
    r"|often|usually|means?|makes?|made|shows?|leads?|led|causes?|happens?|happened))\b",
    re.I,
)
"""A scene may begin with a person or a thing at hand, as in `This dog …`, not with `This is …`."""
_SAYS = (
    r"says?|said|argues?|argued|describes?|described|claims?|claimed|notes?|noted|writes?|wrote"
    r"|suggests?|suggested|states?|stated|believes?|explains?|explained|mentions?|mentioned|calls?"
    r"|called|points?|defines?|defined|lists?|listed|gives?|gave|thinks?|shows?|showed|uses?|used"
    r"|proposes?|proposed|concludes?|concluded|recommends?|discuss(?:es|ed)?|compares?|compared"
    r"|holds?|held|maintains?|insists?|warns?|reports?|reported|stresse[sd]|finds?|found"
)
_POINTS = re.compile(
    r"\b(?:this|the present) (?:article|section|chapter|text|passage|paragraph|lesson|author"
    r"|book|deck|page|module|slide|lecture)\b"
    # "this text editor" is an editor
    r"(?! (?:editor|file|string|box|field|message|mode|format\w*|process\w*|break|number|layout))"
    r"|\bthe (?:authors?|article|passage)(?= (?:\w+ly )?(?:" + _SAYS + r")\b)"
    # a question asks what the book says, and does not say which
    r"|(?<=\bdoes )the (?:authors?|article|passage|section|chapter|text|lesson|book|lecture|page)"
    r"(?= (?:say|tell|call|mean|mention|describe|explain|define|suggest|recommend|advise|argue"
    r"|claim|compare|list|give|warn|stress)\b)"
    r"|(?<=\baccording to )the (?:authors?|article|passage|section|chapter|text|lesson)\b(?! of)"
    r"|\bin the (?:article|passage)\b(?! (?:of|named|called|“|\"|[\"']))"
    r"|\bthe previous (?:section|chapter|page|card|question)\b"
    r"|\b(?:(?:mentioned|noted|described|seen|discussed|stated|shown|listed|named)"
    r" (?:above|below|earlier)"
    r"|(?:explained|defined|given) (?:above|earlier|in the (?:section|chapter|text))"
    r"|the (?:section|chapter|paragraph|text|list|example) (?:above|below|before)"
    r"|(?:see|(?<!such )as) (?:above|below)"
    r"|(?<!all of )(?<!none of )(?<!any of )the (?:above|aforementioned)"
    r"|aforementioned|the former|the latter)\b",
    re.I,
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
_PERSON = re.compile(r"\W*(?:he|she|they|it|his|her|their)\b", re.I)
_LATER = re.compile(r"\W*(this|these|such)\b", re.I)
_FIX = "in place of “{}” write what is meant: each card is seen alone, in any order"
_NAME_IT = "leave it out, or write its name: each card is seen alone, in any order"


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield what points out of a card."""
    for role, text in note.texts.items():
        if role in _READ and text.has_sign_of(META.code):
            yield from _in_text(text)


def _in_text(text: TextView) -> Iterator[Finding]:
    plain = text.plain
    first = _first_word(text)
    opening = _OPENS.match(plain) if first.startswith(_FIRST) else None
    if opening and not _is_fine(text, opening[1], first):
        word = opening[1]
        if _is_clue(text):
            yield _clue(text, word)
            return
        message = f"the {text.role} opens with “{word}”, and nothing on the card says what is meant"
        severity = WARNING if text.role is Role.EXAMPLE else ERROR
        yield Finding(severity, message, _FIX.format(word), text.at(word))
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
    points = None
    if text.role in _FRONTS and _has_pointer(text):
        points = _POINTS.search(_QUOTED.sub(" … ", plain))
    if points and not _is_at_home(text, points[0]):
        message = f"the {text.role} speaks of “{points[0]}”, which a card does not show"
        yield Finding(WARNING, message, _NAME_IT, text.at(points[0]))
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


def _first_word(text: TextView) -> str:
    """In small letters; empty when there is none."""
    words = chain.from_iterable(map(words_of, text.pieces))
    return next((word.text.casefold() for word in words), "")


def _has_pointer(text: TextView) -> bool:
    # Letters are looked for first, as most texts would be taken apart in vain.
    return any(map(text.plain.__contains__, _POINTERS)) and not _POINTERS.isdisjoint(text.tokens)


def _is_fine(text: TextView, word: str, first: str) -> bool:
    """Whether a text may open with such a word."""
    if word.isupper() or _is_gloss(text, word):
        return True  # "IT" is information technology
    if text.role is Role.DEFINITION and _ITS_TERM.match(text.plain):
        return True
    if first == "it" and text.role is Role.DEFINITION:
        return _CLAUSE.match(text.plain) is not None
    return _FINE.match(text.plain) is not None or _has_antecedent(text)


def _is_gloss(text: TextView, word: str) -> bool:
    """Phrases of another language in English, as in `he does not have` or `this one; here`, and no
    sentence."""
    if text.role is not Role.DEFINITION or not word.islower():
        return False
    parts = re.split("[;,(] ?", text.plain)
    if len(parts) == 1 and text.plain.endswith((".", "!", "?")):
        return False
    if _PERSON.match(text.plain):
        return len(parts[0].split()) <= _GLOSS_WORDS
    return all(len(part.split()) <= _SHORT_GLOSS_WORDS for part in parts)


_GLOSS_WORDS, _SHORT_GLOSS_WORDS = 6, 3
_FRONTS = frozenset({Role.DEFINITION, Role.EXAMPLE, Role.CLOZE, Role.ASK})
_READ = _FRONTS | {Role.ANSWER, Role.DIFFERENCE}


def _has_antecedent(text: TextView) -> bool:
    """Answers stand below their question, and a scene may begin with a person."""
    if text.role in (Role.ANSWER, Role.DIFFERENCE):
        return True
    if text.role is Role.EXAMPLE:
        return not _SCENE_POINTS.match(text.plain)
    if text.role in (Role.ASK, Role.CLOZE):
        return _names_first(text.plain)
    return False


def _names_first(plain: str) -> bool:
    """`In its early form, X …`: the noun follows within the sentence, after a comma."""
    head, comma, tail = plain.partition(",")
    return bool(comma) and len(head.split()) <= 6 and bool(re.search(r"\b[A-Z]\w+", tail))


def _is_at_home(text: TextView, words: str) -> bool:
    """`The former` and `the latter` after two things named in the same text are at home, and so
    is `this book` in a scene, or where a book was spoken of before, and the author of what was."""
    this, _, noun = words.casefold().partition(" ")
    if noun in ("author", "authors"):
        before = text.plain[: text.plain.find(words)]
        return _WRITTEN.search(before) is not None
    if this == "this" and (text.role is Role.EXAMPLE or _stands_before(text, words, noun)):
        return True
    pair = words.casefold() in ("the former", "the latter")
    return pair and text.plain.find(words) > _ROOM_FOR_TWO


_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_WRITTEN = re.compile(
    r"\b(?:article|blog|book|document|essay|letter|message|note|novel|paper|play|poem|post|report|review"
    r"|script|speech|story|study|text|thesis|work)s?\b",
    re.I,
)


def _stands_before(text: TextView, words: str, noun: str) -> bool:
    before = text.plain[: text.plain.find(words)].casefold()
    return re.search(rf"\b{re.escape(noun)}", before) is not None


_ROOM_FOR_TWO = 20
"""Characters before `the former` in which two things can have been named."""
