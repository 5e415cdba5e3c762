"""A definition that says what it does, when it happens or why, but not what it is.

A definition begins with the kind of thing that is defined: "a fear that …", "the process of …",
"believing that …". Without it the learner cannot tell the term from its causes and effects.

Warning: the definition begins with when, where, because, or a verb such as causes, leads, occurs,
allows, can be, or with the term and such a verb, is a sentence about something else ("Cold makes
the body …", "You use it to …"), or is only "See …". Error: the definition says
nothing but the term. "Cause to sleep" is fine for a term that is a verb itself. Outside of
English only the last two are looked for: "Siehe …", "Voir …".

Why: an item must be understood before it is learned (Wozniak, Twenty rules, rules 1 and 12); none
of the ten definitions in the article that the first deck teaches says what its term is.

Bad:
    definition: Causes people to refuse help because of shame.
Good:
    definition: Not accepting that one's difficulties amount to a disorder.

To silence: `ignore: {not-a-definition: the reason}` at the term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from ..note import Kind
from .rule import ENGLISH, ERROR, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView

META = Meta(
    code="not-a-definition",
    title="A definition that does not say what it is",
    group=Group.WORDING,
    of=Of.NOTE,
    severities=(ERROR, WARNING),
    languages=ENGLISH | {"de", "es", "fr", "it", "nl", "pt"},
    kinds=frozenset({Kind.TERM}),
)

_DOES = (
    r"(?:often |usually |sometimes |typically |commonly |can |may |might |will |also )*"
    r"(?:causes?|leads? (?:\w+ )?to|stems? from|arises? from|results? (?:in|from)|occurs?|happens?"
    r"|makes?|prevents?|affects?|allows?|helps?|keeps?|stops?|discourages?|encourages?|creates?|drives?"
    r"|comes? from|depends? on|increases?|decreases?|reduces?|enables?|lets|forces?|pushes"
    r"|develops?|emerges?|explains?|involves?|requires?|tells?|says?|shapes?"
    r"|provides|gives|gave|protects|destroys|improves|kills|grows"
    r"|spreads (?:in|by|through|from|to|when)"
    r"|becomes|became|begins|began|starts (?:with|when|in|as|by|at|on|from|after|before)|started"
    r"|appears|weakens|worsens"
    r"|ensures|contributes|triggers|turns (?:into|the|a)"
    r"|(?:adds|takes|brings|removes|contains|has|gets|sends|carries|hangs|sits|goes|serves|specifies"
    r"|determines|indicates|lasts) (?:an?|the|its|in|on|at|over|under|up|down|out|from|to|how|what"
    r"|whether|no|all|each|every|two|three)"
    # stores of grain, marks on the skin
    r"|(?:stores|controls|sets|holds|shows|uses|marks|covers|runs|checks|opens|finds|puts)"
    r" (?:an?|the|its|how|what|whether|each|every)"
    r"|regulates|represents|governs|oversees|deals with|advocates for|examines|encompasses"
    r"|focuses on|includes"
    r"|(?:developed|invented|founded|discovered|wrote|introduced|established)"
    r" (?:the|an?|his|her))\b"
    r"|(?:can|may|might|could|must|should) (?:often |also |sometimes |only )?(?:be|have)\b"
    # "can be considered a loss" is a loss
    r"(?! (?:considered|called|defined|described|seen|thought of|regarded|understood|viewed)\b)"
)
_OPENS = re.compile(
    r"\W*(?:(?:is )?(when(?:ever)?(?! (?:speaking|talking|used|applied|said)\b)|where|because"
    r"|due to|so that|if)\b"
    # "This force …" is a force.
    r"|(?:it |this (?!(?:force|cause|result|drive|stop|increase|decrease) )|they )?"
    rf"({_DOES})(?! (?:which|by which|of|for)\b))",
    re.I,
)
_NOUNS = re.compile(
    r"\W*(?:makes?|causes?|results?|drives?|forces?|stops?|requires?|tells?|increases?|decreases?"
    r"|affects?) (?:of|for|from which|in which|is|are|and|or)\b"
    r"|\W*(?:causes|results|stops|help|force|drive|cause|increase|decrease) that\b",
    re.I,
)
_PEOPLE = re.compile(
    r"\W*(?:many |some |most )?(?:people|individuals|someone|persons|patients|clients|users)\b"
    r"[^.]*?\b(?:because of|due to|as a result of|out of)\b",
    re.I,
)
_NO_SUBJECT = (
    r"(?!(?:that|to|which|what|who|whom|whose|whoever|whatever|there|this|it|not|used|in|on|at|of"
    r"|for|from|with|by|as|or|and|if|when|how|where|all|something|anything|everything|nothing"
    r"|those|these|such|means|you|we|i|they|he|she|one)\b)"
)
_CLAUSE = re.compile(
    r"(?:(?:you|we) (?!who|that|and|or)[a-z]+(?= (?:[\w’'-]+ ){4})"
    r"|(?:(?:some|many|most|young|older) )?"
    r"(?:people|children|workers|players|users|members|parents|students|patients|clients|men|women)"
    r" (?!who|that|whose|with|without|in|from|of|to|or|and|which|on|at|by|for|as|not|under|over|are"
    r"|were|\w+(?:ed|ing|en)\b)[a-z]+"
    rf"|(?:the )?{_NO_SUBJECT}[a-z]+ and {_NO_SUBJECT}[a-z]+ (?:look|are|have|do|go|come|turn|seem"
    r"|make|take|get|feel|become|lose|give|say|want|need|meet|must|can)"
    rf"|(?:(?:the|an?|each|every|some|many|most|its|their|your|two) )?{_NO_SUBJECT}[a-z]+ "
    rf"(?:{_NO_SUBJECT}(?!people|someone)[a-z]+ )?"
    r"(?:(?:often|usually|always|never|also|then|only|just|sometimes|mostly|no longer) )?"
    r"(?:(?:makes|takes|gets|gives|brings|sends|loses|finds|keeps|lets|wants|does|doesn['’]t|goes"
    r"|tries|feels|thinks|believes|says|hears|refuses|agrees|decides|comes|becomes|begins|receives"
    r"|accepts|rejects|shuts|tells|asks|knows|sees|pays|writes|learns|teaches|eats|carries|chooses"
    r"|buys|sells|happens|applies|requires|allows|prevents|reduces|produces|improves|destroys"
    r"|protects|enters|sits|cannot|can['’]t|can|must|should|will|may|might|would|could|has|have|had)"
    r"(?! (?:of|that|which|who|with|for|in|or|and|to|from|on|by|as|at)\b)"
    # "A spline is a curve which …" says what kind of thing it is.
    r"|(?:is|are|was|were)(?! (?:an?|the|one|any|of|some|called|said|known|considered|what|that|two"
    r"|three|also|like|\w+ing)\b))"
    r")(?= [a-z]+)",
    re.I,
)
"""A sentence of its own, as `Cold makes the body …` or `You can use it to …`: someone or something
else than the term does something in it."""
_ARTICLE = re.compile(r"^(?:an?|the) ")
_IS = re.compile(r"\W*(?:an?|the)?\s*", re.I)
_SEE = re.compile(r"(See|See also|Cf\.|Compare|Same as) [^.;:]{1,60}\.?")
_SEE_SMALL = re.compile(
    r"(see(?: also)?) (?!(?:the|an?|in|into|through|with|from|to|as|for|if|that|how|what|whether|it"
    r"|by|at|and|or|off|out|over|\w+ly)\b)[\w-]+(?: [\w-]+){0,5}\.?"
)
"""In small letters, `see` may be what a verb means."""
_SEE_ELSEWHERE = MappingProxyType(
    {
        language: re.compile(rf"({words}) [^.;:]{{1,60}}\.?")
        for language, words in {
            # Where the word can be a verb of the definition, a name with a capital has to follow.
            "de": r"[Ss]iehe(?: auch)?|[Vv]gl\.",
            "es": r"[Vv]éase(?: también)?|[Vv]er(?: también)?(?= [A-ZÁÉÍÓÚ])",
            "fr": r"[Vv]oir(?: aussi)?(?= [A-ZÀÂÇÉÈÊÎÔ])|[Cc]f\.",
            "it": r"[Vv]edi(?: anche)?|[Cc]fr\.",
            "nl": r"[Zz]ie(?: ook)?",
            "pt": r"[Vv]er(?: também)?(?= [A-ZÁÂÇÉÊÍÓÔÚ])|[Vv]ide",
        }.items()
    }
)
"""In other languages only this is looked for."""
_RELATIVE = re.compile(
    r"\W*((?:that|which|who) (?:is|are|was|were|has|have|can|may|must|\w+(?:es|[^\Ws]s)))(?= \w)",
    re.I,
)
_NOUN = re.compile(r"(?:[ae]nce|ity|ness|[st]ion|ment|ism|ship|hood|acy)s?$", re.I)
"""A noun is no `that imposes …`, as an adjective may be: edible is `that can be eaten`."""
_GLOSSES = re.compile(r"\W*[\w-]+(?: [\w-]+)?(?:[,;/] ?[\w-]+(?: [\w-]+)?)*\W*")
"""Words that mean the same, as in a dictionary: `if, provided that`."""

_VERB = re.compile(
    r"\W*(?:cause|make|prevent|affect|allow|help|keep|stop|discourage|encourage|create|drive|increase"
    r"|decrease|reduce|enable|force|develop|explain|involve|require|tell|say|shape|happen|occur|lead|stem|arise|result|come|depend|emerge)\b",
    re.I,
)
"""What a thing does ends on -s; without it the term is a verb, and this is what it means."""

_WHEN = "when, where or why it happens"
_FIX = (
    "begin with the kind of thing it is: “a person who …”, “the process of …”, “believing that …”"
)


def check(note: NoteView, settings: Settings) -> Iterator[Finding]:
    """Yield when a definition does not begin as one."""
    text = note.texts.get(Role.DEFINITION)
    if text is None:
        return
    term = note.texts[Role.TERM]
    if text.squashed.endswith(term.squashed) and _is_only(text, term):
        message = "the definition says nothing but the term"
        yield Finding(ERROR, message, _FIX, text.at())
        return
    see = _pointer(text, term)
    if see:
        yield _points(text, term, see[1], text.plain[see.end(1) :].strip(" ."))
        return
    if text.edition.vocabulary.language != "en":
        return
    plain = _after_term(text.plain, term.plain)
    opens = _OPENS.match(plain)
    if opens is None and _NOUN.search(term.plain):
        opens = _RELATIVE.match(plain)
    if opens and not _is_fine(plain, term):
        word = (opens[1] or opens[2]).strip()
        why = "what it does" if opens.re is _RELATIVE or not opens[1] else _WHEN
        message = f"the definition says {why} (“{word} …”), not what it is"
        yield Finding(WARNING, message, _FIX, text.at(word))
        return
    people = _PEOPLE.match(plain)
    if people:
        message = f"the definition says what people do (“{people[0].strip()} …”), not what it is"
        yield Finding(WARNING, message, _FIX, text.at(people[0].strip()))
        return
    clause = _CLAUSE.match(plain) if plain is text.plain else None
    if clause and " if " not in plain and not _names(note, text):
        message = f"the definition says what goes on (“{clause[0]} …”), not what the term is"
        yield Finding(WARNING, message, _FIX, text.at(clause[0]))


def _pointer(text: TextView, term: TextView) -> re.Match[str] | None:
    """A whole definition that points at another entry."""
    language = text.edition.vocabulary.language
    if language != "en":
        return _SEE_ELSEWHERE[language].fullmatch(text.plain)
    if text.plain.startswith("see ") and (term.plain[:1].isupper() or " " in term.plain):
        return _SEE_SMALL.fullmatch(text.plain)
    return _SEE.fullmatch(text.plain)


def _points(text: TextView, term: TextView, see: str, other: str) -> Finding:
    """What to do about a definition that sends the learner to another entry, or out of the deck."""
    if other.casefold() in text.edition.named:
        message = f"the definition only points at another entry (“{see} …”)"
        fix = f"delete this entry, and write `also: [{term.plain}]` at “{other}”"
    else:
        message = f"the definition only says where to look (“{see} …”)"
        fix = f"write what it means; or let an entry that means it say `also: [{term.plain}]`"
    return Finding(WARNING, message, fix, text.at(see))


def _names(note: NoteView, text: TextView) -> bool:
    """Whether the definition has words of the term, of which leak-term tells, or begins with
    another name of it; "a function is bijective if …" is the way to define an adjective."""
    also = note.plain("Also")
    others = also.casefold().split(", ") if also else []
    is_named = text.plain.casefold().startswith(tuple(others))
    return is_named or text.shares(note.texts[Role.TERM].stems)


def _is_fine(plain: str, term: TextView) -> bool:
    """Whether such a beginning is that of a noun, of synonyms or of what a verb means."""
    if _NOUNS.match(plain) or _GLOSSES.fullmatch(plain):
        return True
    # "Barriers: keep people away", while "Impress: make others admire" is a verb.
    names_several = term.plain.endswith("s") and not term.plain.endswith(("ss", "us", "is"))
    return not names_several and _VERB.match(plain) is not None


def _is_only(text: TextView, term: TextView) -> bool:
    """Whether a text is the term, with an article or without."""
    bare = _ARTICLE.sub("", text.plain.casefold())
    return term.squashed in (text.squashed, bare.replace(" ", "").replace("-", "").strip("."))


def _after_term(definition: str, term: str) -> str:
    """The definition without the term at its beginning: `The myth tells …` becomes `tells …`."""
    start = _IS.match(definition)
    at = start.end() if start else 0
    after = definition[at + len(term) :]
    if definition[at : at + len(term)].casefold() == term.casefold() and after[:1] != ",":
        return after
    return definition
