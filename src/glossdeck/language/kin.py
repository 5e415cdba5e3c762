"""English words of one family that the stemmer keeps apart, such as urban and urbanisation.

The stemmer cuts endings of inflection and a few more, so `hypoxic` and `hypoxia`, or `predict` and
`unpredictable`, are two words to it, and so are `pollen` and `pollination`, of which the root
itself changes. To a learner each gives the other away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .common import word_set

_ENDINGS = word_set(
    """
    a abl al an anc ant ar arian at ati ation enc ent enti er ement i ia ial ian ibl ic id ifi ific
    in ion is ism ist it iti itud iv iz ment ness or os ous ti ul um ur us
    """
)
"""What stems of one family may have beyond the shortest of them."""

_IRREGULAR = """
    erod eros; strength strengthen strong; length lengthen long; depth deep; width wide
    breadth broad; height high; growth grow; flight fli; thought think; proof prove
    advic advis; defenc defend; speech speak spoken; choic choos chosen; sale sell
    loss lose lost; blood bleed; food feed; receipt receiv; deceit deceiv; destruct destroy
    freez frozen; song sing; birth born; death die dead; weight weigh
    warmth warm; truth true; theft thief; tooth teeth; foot feet; mous mice; child children
    woman women; buri burial; deni denial; reli relianc; tri trial; repetit repeat
    pursuit pursu; success succeed; excess exceed; health heal; poverti poor; hatr hate
    moistur moist; departur depart; beggar beg; liar lie; anger angri; hunger hungri
"""
"""Stems of families that no rule of spelling tells, with `;` or a line end between."""

_NO_DOERS = word_set(
    """
    number corner master tender counter charter hammer matter letter butter liver cover monster
    chapter quarter barter river lever later meter fiber water paper super tower power never
    fever center cancer finger summer winter bitter better latter offer order poster former
    tiger layer sober silver timber buffer border ladder gender render wonder under elder cider
    spider powder murder solder copper pepper temper shiver clever sever over rover flower
    shower mother brother father weather leather feather lather badger manger barber limber
    saucer crater caper easter canter hunger burger quiver career proper plaster cluster member
    chamber
    """
)
"""Words on -er that are not made of a verb."""

_LONG_ENDINGS = ("itarian",)
"""Endings that leave no doubt, even behind four letters: `utilitarian` of `utility`."""

_CHANGES = (
    ("ceiv", "cept"), ("scrib", "script"), ("duc", "duct"), ("sum", "sumpt"), ("solv", "solut"),
    ("volv", "volut"), ("mit", "miss"), ("vert", "vers"), ("pel", "puls"), ("ced", "cess"),
    ("quir", "quisit"), ("tain", "tent"), ("orb", "orpt"), ("end", "ens"), ("ond", "ons"),
    ("and", "ans"), ("aid", "aint"), ("plain", "plan"), ("claim", "clam"), ("ounc", "unci"),
    ("iev", "ief"), ("flect", "flex"), ("scend", "scent"), ("id", "is"), ("od", "os"), ("ad", "as"),
    ("ud", "us"), ("ous", "os"), ("en", "in"), ("ynx", "yng"),
)  # fmt: skip
"""How a root ends in two words of one family: `perceive` and `perception`, `decide` and `decision`,
`pollen` and `pollination`."""

_PREFIXES = (
    "anti", "counter", "de", "dis", "hyper", "hypo", "im", "in", "inter", "macro", "micro", "mis",
    "multi", "non", "over", "pre", "re", "semi", "sub", "super", "trans", "un", "under",
)  # fmt: skip
_LEAST = 5
"""Letters below which what is left is another word: `station` is no kin of `state`."""

_LONGEST = 5


def family(stem: str) -> frozenset[str]:
    """A stem and those that it can be made from: `urban` of `urbanis`, `lepton` of `antilepton`."""
    bare = [stem[len(start) :] for start in _PREFIXES if stem.startswith(start)]
    bare = [left for left in bare if len(left) >= _LEAST]
    found = {
        left[:-size]
        for left in (stem, *bare)
        for size in range(1, min(_LONGEST, len(left) - _LEAST) + 1)
        if left[-size:] in _ENDINGS
    }
    found.update((stem, *bare))
    for root in tuple(found):
        found.update(_changed(root))
    return frozenset(found)


def _changed(root: str) -> Iterator[str]:
    """What a root can become in another word of its family."""
    if len(root) >= _LEAST and root not in _UNCHANGED:
        for one, other in _CHANGES_OF.get(root[-2:], ()):
            if root.endswith(one):
                yield root[: -len(one)] + other
        if root.endswith("si"):  # hypnosis, epilepsy: hypnotic, epileptic
            yield root[:-2] + "t"
        elif _ENDS_ON_R.search(root):  # arbitration, of an arbiter
            yield root[:-1]
    if root.endswith("er") and root not in _NO_DOERS:
        yield from _done_by(root[:-2])
    yield from _SAME.get(root, ())
    for ending in _LONG_ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= _LEAST_FIRST:
            yield root.removesuffix(ending)


def _done_by(verb: str) -> Iterator[str]:
    """What somebody does, as `lead` of a leader and `bake` of a baker."""
    if len(verb) >= _LEAST_FIRST:
        yield verb
    if len(verb) >= _LEAST_FIRST - 1 and verb[-1] not in "aeiouwy":
        yield f"{verb}e"


_SAME = {
    stem: tuple(group.split()) for group in re.split("[;\n]", _IRREGULAR) for stem in group.split()
}
_CHANGES_OF: dict[str, list[tuple[str, str]]] = {}
for _pair in _CHANGES:
    for _one, _other in (_pair, _pair[::-1]):
        _CHANGES_OF.setdefault(_one[-2:], []).append((_one, _other))
_UNCHANGED = frozenset({"electr", "intens", "intend"})
"""Of which the change would make another word, as `elect`."""
_ENDS_ON_R = re.compile(r"[tdb]r$")


def any_kin(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a stem of some is of the family of one of others, short words such as `risk` and
    `risky` too."""
    return any(
        not family(one).isdisjoint(family(other)) or _is_longer_form(*sorted((one, other), key=len))
        for one in some
        for other in others
        if one[:_LEAST_FIRST] == other[:_LEAST_FIRST]
    )


def _is_longer_form(short: str, long: str) -> bool:
    return len(short) >= _LEAST_FIRST and long.removeprefix(short) in _SHORT_ENDINGS


_SHORT_ENDINGS = frozenset({"i", "er", "ful", "less", "ness", "ous", "al", "ic", "ish", "en"})


def opens_compound(word: str, compound: str) -> bool:
    """Whether a longer word begins with another, as `floodgate` with `flood` and `lockout` with
    `locks`; its end only says what kind of thing it is."""
    if _is_first_part(word, compound):
        return True
    for ending in ("s", "ed", "ing"):
        if word.endswith(ending) and _is_first_part(word[: -len(ending)], compound):
            return not compound.endswith(_NO_WORDS)
    return False


def _is_first_part(word: str, compound: str) -> bool:
    is_word = len(word) >= _LEAST_FIRST and len(compound) - len(word) >= _LEAST_SECOND
    return is_word and compound.startswith(word)


_NO_WORDS = (
    "tic",
    "ous",
    "ial",
    "ent",
    "ant",
    "ate",
    "ite",
    "oid",
    "ist",
    "ism",
    "ize",
    "ise",
    "ify",
)
"""Endings with which no word is put together: `genetic` is not made of `genes`."""

_LEAST_FIRST, _LEAST_SECOND = 4, 3
