"""Lists of common words, our own: what carries no meaning alone, and what tells little.

`FUNCTION_WORDS` are articles, pronouns, prepositions, conjunctions and auxiliary verbs. Words of
polarity, quantity, order and direction (`not`, `never`, `more`, `before`, `up`) are left out on
purpose: hidden in a card, they are often the fact itself.
"""

from __future__ import annotations

from types import MappingProxyType


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
_OTHERS = {
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber doch denn
        als wie in im an am auf aus bei mit nach seit von vom zu zum zur für durch um über
        unter vor zwischen ist sind war waren sein wird werden wurde wurden hat haben
        hatte kann können muss müssen soll er sie es wir ihr ich du man sich sein seine
        ihre ihr dieser diese dieses jener welche welcher dass ob wenn weil so auch noch
        nur was wer wo
    """,
    "fr": """
        le la les l un une des du de d et ou mais donc car ni que qui quoi dont où en à au
        aux dans par pour sur avec sans sous entre vers chez est sont était être été a ont
        avait avoir il elle on nous vous ils elles je tu se s ce c cet cette ces son sa
        ses leur leurs ne pas plus comme si qu y n
    """,
    "es": """
        el la los las un una unos unas de del a al y e o u pero que quien cual cuyo donde
        en con por para sin sobre entre hasta desde es son era fue ser sido ha han había
        haber se su sus lo le les este esta estos estas ese esa eso como si no más muy él
        ella ellos yo tú nos
    """,
    "it": """
        il lo la i gli le l un uno una di del della dei degli delle a al alla ai alle da
        dal dalla in nel nella con su per tra fra e o ma che chi cui dove è sono era
        essere stato ha hanno aveva avere si suo sua suoi loro questo questa questi quello
        come se non più
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela para com
        sem sob sobre entre até e ou mas que quem cujo onde é são era foi ser sido tem têm
        tinha ter há se seu sua seus este esta isto esse como não mais ele ela eles eu
    """,
    "nl": """
        de het een en of maar want dat die dit deze wie wat waar in op aan bij met naar
        van voor uit over onder tussen door tot om te is zijn was waren wordt worden werd
        heeft hebben had kan kunnen moet hij zij ze het wij jullie ik je men zich hun haar
        als dan ook niet
    """,
}

FUNCTION_WORDS = MappingProxyType(
    {language: word_set(words) for language, words in {"en": _ENGLISH, **_OTHERS}.items()}
)
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
    run said same saw say second see seem seen set several side simple since sort special
    state still story such support take talk tell thing things think thought three time today
    told took top toward tried turn two type under understand until use used uses using
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
