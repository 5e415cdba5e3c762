"""Whether an English text may speak of a person, so that a later "he" or "she" has someone to mean.

Told by names, by words for people, and by endings that many such words have (`worker`, `artist`).
Too many rather than too few: a text that is taken to speak of a person is left alone.
"""

from __future__ import annotations

import re

from .common import word_set

_NAMED = re.compile(r"(?<=[\w,;:’'-] )[^\W\d_a-z]|^(?!The |An? )\W*[A-Z]\w+ [a-z]+ed\b")
_ENDINGS = ("er", "or", "ar", "ist", "ian", "ant", "ent", "ee", "ess", "eur", "man", "men", "woman")
_PEOPLE = word_set(
    """
    who whom he she his him her one someone somebody anyone everyone nobody people person
    persons boy girl child children women wife husband mother father son daughter brother sister
    parent king queen pope saint god monk nun nurse guide cook clerk judge coach chef chief
    guard guest host friend hero heroine infant baby twin pupil aunt uncle lord lady knight duke
    count prince priest cardinal rabbi imam poet thief critic mechanic sage scribe slave spouse
    peer rep boss bully victim teen kid adult male female individual figure character expert
    genius official general captain colonel spy heir orphan widow bride groom ghost demon wizard
    witch pilot athlete candidate delegate magistrate bishop archbishop mayor fool clown dwarf
    dog cat horse bull ox ram stag cock newborn cowboy tramp mystic addict convict recruit
    citizen warden alien villain chaplain hermit prophet scholar messiah squire apostle disciple
    martyr rebel ally staff crew nobleman deity spirit angel devil
    """
)
_THINGS = word_set(
    """
    number paper water other under over after never power order letter matter later river winter
    summer whether however either rather ever center anger danger hunger fever shoulder finger
    layer corner dinner timber copper silver iron motor color error terror horror factor vector
    sector tumor weather leather feather powder border cover answer quarter chapter cancer
    computer counter different accident moment percent present content event current parchment
    plant restaurant important instant constant distant patent agreement government movement
    treatment development three free tree degree coffee fee process access success less unless
    stress illness fitness mass glass business weakness darkness happiness awareness dress
    address for or nor floor door car war star sugar similar particular regular popular year
    near clear fear per her faster better larger higher lower longer shorter smaller bigger
    greater newer earlier easier harder stronger weaker deeper wider closer nearer slower
    quicker simpler cheaper lighter darker heavier thicker thinner warmer colder cooler hotter
    softer brighter safer further farther another together outer inner upper proper latter fewer
    rarer sooner
    """
)


def may_speak_of_someone(text: str) -> bool:
    """Whether a text has a name or a word that may mean a person."""
    if _NAMED.search(text):
        return True
    words = map(_singular, re.findall(r"[a-z]+", text.lower()))
    return any(
        word in _PEOPLE or (word.endswith(_ENDINGS) and word not in _THINGS) for word in words
    )


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
