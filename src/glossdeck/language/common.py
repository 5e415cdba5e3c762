"""Lists of common words, our own: what carries no meaning alone, and what tells little.

`FUNCTION_WORDS` are articles, pronouns, prepositions, conjunctions and auxiliary verbs. Words of
polarity, quantity, order and direction (`not`, `never`, `more`, `before`, `up`) are left out on
purpose: hidden in a card, they are often the fact itself.
"""

from __future__ import annotations

from types import MappingProxyType

from .functionwords import FUNCTION_WORDS_BEYOND_ENGLISH


def word_set(text: str) -> frozenset[str]:
    """The words of a text with blanks between them."""
    return frozenset(text.split())


_ENGLISH = """
a an the this that these those such it its itself he him his himself she her hers herself they
them their theirs themselves we us our ours ourselves you your yours yourself i me my mine myself
one ones someone somebody something anyone anybody anything everyone everybody everything
is are was were be been being am has have had having do does did doing done can could may might
must shall should will would ought get gets got let lets
of to in on at by for from with into onto upon about as than via per through across
and or but nor so yet if then because while when where which who whom whose what why how whether
also too very just even there here etc eg ie vs et al
s t don doesn isn aren wasn weren hasn haven hadn won wouldn couldn shouldn ll re ve d m
"""
FUNCTION_WORDS = MappingProxyType({"en": word_set(_ENGLISH), **FUNCTION_WORDS_BEYOND_ENGLISH})
"""By language, without region."""

FREQUENT_WORDS = word_set(
    """
    able add again age ago ask away back bad based become bring build call came case certain
    change clear come common complete consider course cut day deal does enough ever example
    fact few find follow form found full general give go goes good great grow hold hour idea
    important include increase interest issue keep kind know known later lead learn leave
    level like live look lot made main make makes many mean means might month move much name
    night now number occur off only order other others own part particular pay perhaps person
    place plan point possible present provide put question quite read real really result room
    run said same saw say see seem seen set several side simple since sort special
    state still story such support take talk tell thing things think thought time today
    told took top toward tried turn type under understand until use used uses using
    usually various want way ways week well went whole wide world write year years
    """
)
"""English words so frequent that hiding one alone tests little."""

GENERIC_HEADS = word_set(
    """
    ability action activity agent analysis approach area argument attitude behavior behaviour
    belief bias card case cause challenge change class code community component concept
    condition context control cycle data device disease disorder drug effect element error
    event experience factor fallacy fear feature field form function group habit idea illness
    index issue law level line list loop machine material measure mechanism method mode model
    myth network norm number object organ paradox part pattern period person phase phenomenon
    plan point policy position practice principle problem procedure process program programme
    property protocol quality rate ratio reaction region relation relationship resistance
    response role rule scale science score sequence service set sign skill space stage state
    step strategy structure study style substance symptom syndrome system task technique
    technology tendency test theorem theory therapy thing tool trait treatment type unit value
    variable way word work zone
    """
)
"""Words that end many terms and say what kind of thing they are, not which; a definition may use
them."""

PARTICLES = word_set(
    """
    after against all around away before between down less more most no not off out over under up
    within without
    """
)
"""English words of direction, polarity and degree: facts in a gap, but in a term of several words
(Time out, Pricking out) they give nothing away."""
