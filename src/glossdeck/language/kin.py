"""English words of one family that the stemmer keeps apart, such as urban and urbanisation.

The stemmer cuts endings of inflection and a few more, so `hypoxic` and `hypoxia`, or `predict` and
`unpredictable`, are two words to it. To a learner each gives the other away.
"""

from __future__ import annotations

from .common import word_set

_ENDINGS = word_set(
    """
    a abl al an anc ant ar arian at ati ation enc ent enti er ement i ia ial ian ibl ic id ifi ific
    in ion is ism ist iti itud iv iz ment ness or os ous ti ul um ur us
    """
)
"""What stems of one family may have beyond the shortest of them."""

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
    return frozenset(found.union((stem, *bare)))


def opens_compound(word: str, compound: str) -> bool:
    """Whether a longer word begins with another, as `floodgate` with `flood`; its end only says
    what kind of thing it is."""
    is_word = len(word) >= _LEAST_FIRST and len(compound) - len(word) >= _LEAST_SECOND
    return is_word and compound.startswith(word)


_LEAST_FIRST, _LEAST_SECOND = 4, 3
