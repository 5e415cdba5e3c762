"""Syllables of English words, counted by rules of spelling.

Letters e that are written but not spoken are taken out first (`asked`, `makes`, `movement`),
then groups of vowels are counted, and then those vowels are told apart that stand together but
are spoken one after the other (`create`, `being`, `radio`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GROUPS = re.compile(r"[aeiouy]+")

_SILENT_END = re.compile(
    r"(?<=[aeiouy])(?P<stem>[^aeiouy]*[qg]u|[^aeiouy]+)e"
    r"(?P<end>d|s|ly|lys|less|ful|fully|ment|ments|ness|)$"
)
"""An e that is silent at the end of a word or before an ending: make, makes, asked, movement."""

_SPOKEN = re.compile(r"[^aeiouylr]l$")
"""Before these endings the e is spoken after all: handled, wanted, boxes, table, element."""
_SPOKEN_BEFORE = {
    "d": re.compile(r"[td]$|[^aeiouylr]l$|[^aeiouyrl]r$"),
    "ment": re.compile(r"l$|cr$"),
    "ments": re.compile(r"l$|cr$"),
    "s": re.compile(r"(?:[sxzcg]|ch|sh)$|[^aeiouylr]l$|[^aeiouyrl]r$|thes$"),
    "": re.compile(r"[^aeiouylr]l$|[^aeiouyrlwhs]r$"),
}
_COMPOUND = re.compile(
    r"^(?:un)?(?:some|there|where|here|life|time|home|base|line|like|side|care|name|fore|note|safe"
    r"|nine|use|make|take|hope|guide|place|space|face|house|horse|wave|white|fire|pipe|game|code"
    r"|stone|state|scope|more|clothes|change|edge|whole|wide|live|love|lone|wise|free|price|file"
    r"|type|trade|sense|rule|table|smoke|grade|store|eye|one|else|may|any)"
    r"(?=[bcdfghjklmnpqrstvwxz][a-z]*[aeiouy])"
)
"""First parts of compounds, whose last e is as silent as at the end of a word: something."""

_APART = re.compile(
    "|".join(
        (
            # i before a: material, media, initiate; not social, carriage, familiar
            r"(?<![ctsx])i(?=a(?!ge?$))(?!(?<=[a-z]{3}li)ar)",
            r"(?<=[ctsx])i(?=a(?:t|b|s|$))",
            r"(?<!^)(?<=[bs][ct])i(?=a(?!ge))",
            # i before o and u: period, obvious, medium; not nation, million, behaviour
            r"(?<![ctsxglnhv])i(?=o)",
            r"(?<=v)i(?=o(?!u?r))",
            r"(?<=[ts])i(?=o(?!n|u))",
            r"(?<=[^l]l)i(?=o(?!n$|ns))",
            r"(?<=[gn])i(?=o(?!n|u))",
            r"(?<=nn)i(?=o)",
            r"i(?=u)",
            # i before e: client, science, society, carrier, easiest; not patient, field
            r"(?<![ct])i(?=en[tc])",
            r"(?<=^sc)i(?=en)",
            r"i(?=et(?!h))",
            r"i(?=er(?:s$|$|a|n))",
            r"i(?=est$)",
            r"i(?=ed?e)",
            # before -ing, and y between vowels: being, royal; not played
            r"[aeiouy](?=ing(?:s|ly)?$)",
            r"[aeou]y(?=[aeiou])(?!ed$|es$|e$|ed[a-z])",
            # e before a: create, reality, ideal, area, linear, react; not great, real
            r"(?<=cr)e(?=at)",
            r"(?<=[rd])e(?=ali)",
            r"(?<=id)e(?=al)",
            r"(?<=e)e(?=a)",
            r"(?<=^pr)e(?=am)",
            r"(?<=wher)e(?=as)",
            r"(?<=[a-z]r)e(?=a(?:s?$))",
            r"(?<=ide)(?=as?$)",
            r"(?<=in)e(?=ar)",
            r"(?<=ucl)e(?=ar)",
            r"(?<=^r)e(?=ac[t])",
            r"(?<=p)e(?=an$|ans$)",
            # e before o and u: video, simultaneous, museum; not people, surgeon, courageous
            r"(?<![g])e(?=o(?!u|pl|pa|n$|ns$|f))",
            r"(?<![gc])e(?=ous)",
            r"e(?=um)",
            # u before vowels: actual, influence, continuity, fluid, ambiguous; not quality, build
            r"(?<![qgs])u(?=a(?!y))",
            r"(?<=[sg])u(?=al|ar?y)",
            r"(?<![qg])u(?=e(?:n[tc]|l(?:$|t|l|s)|t$))",
            r"(?<![qgb])u(?=i(?:t(?:y|i|o|e)|n(?!s|g)|c[i]))",
            r"(?<=[lr])u(?=id)",
            r"u(?=ou)",
            # o and a before vowels: whoever, poem, cooperate, archaic, chaos
            r"(?<=[^cdhst])o(?=ev)",
            r"(?<=wh)o(?=ev)",
            r"o(?=a(?:$|n$|ns$|s[ei]))",
            r"(?<=^p)o(?=e)",
            r"(?<=^c)o(?=ef|ed|ex|ope|ord|inc|inn|al[ei]|au)",
            r"a(?=ic)",
            r"a(?=o)",
            r"(?<=zo)(?=ol)",
            # prefixes: reinforce, reuse, preoccupied, deactivate
            r"(?<=^r)e(?=in[^s]|iter|o|us|en|ass|app|ali[gt]|ev|ex|es|em|ele)",
            r"(?<=^pr)e(?=[oe])",
            r"(?<=^d)e(?=act)",
        )
    )
)
_SAID = (("ically", "icly"), ("every", "evry"), ("yone", "ywun"))
_MORE_END = re.compile(r"[^aeiouy]sms?$|thms?$|ism[s']?$|[sd]nt$")


@lru_cache(maxsize=100_000)
def syllables(word: str) -> int:
    """Syllables of one English word; at least 1."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return _count("".join(char for char in plain if "a" <= char <= "z"))


def _count(word: str) -> int:
    if not _GROUPS.search(word):
        return max(1, len(word) + 2 * word.count("w"))  # spelled out, as HTML and WWW
    for written, said in _SAID:
        word = word.replace(written, said)
    spoken = _without_silent(word)
    groups = len(_GROUPS.findall(spoken)) + len(_APART.findall(spoken))
    if _MORE_END.search(spoken):
        groups += 1
    return max(1, groups)


def _without_silent(word: str) -> str:
    compound = _COMPOUND.match(word)
    if compound and compound.end() < len(word):
        return _without_silent(compound[0]) + _without_silent(word[compound.end() :])
    match = _SILENT_END.search(word)
    if match is None:
        return word
    end = match["end"]
    before = word[: match.end("stem")]
    if (_SPOKEN_BEFORE.get(end) or _SPOKEN).search(before):
        return word
    return (before[:-1] if match["stem"][-1] == "u" else before) + end
