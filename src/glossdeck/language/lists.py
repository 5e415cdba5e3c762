"""Lists in sentences: how many things a text names side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from .listwords import (
    ABOUT,
    ADJECTIVE,
    AND,
    AND_MORE,
    CHIEFLY,
    EXAMPLES,
    GOES_ON,
    LEAD,
    MADE_OF,
    MAY_DESCRIBE,
    MORE,
    NO_ITEM,
    THAT_ARE,
)

_ITEM = r"[^\s,;:.()]+(?: [^\s,;:.()]+){0,3}"
_SHORT_ITEM = r"[^\s,;:.()]+(?: [^\s,;:.()]+){0,2}"


@dataclass(frozen=True, slots=True)
class _Lists:
    """How a language writes lists.

    Parameters:
        joined: a list with a last `and`, by what parts its items, and the last two items of one,
            which are found fast, as they begin with that; none where the word for `and` is not
            known.
        bare: a whole text that is a list with commas or semicolons only.
    """

    joined: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
    bare: re.Pattern[str]

    def in_text(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """The lists with a last `and`, and what parts their items."""
        for mark, end, whole in self.joined:
            if mark in text and end.search(text):
                for match in whole.finditer(text):
                    yield match, mark


@lru_cache(maxsize=64)
def _lists(language: str) -> _Lists:
    joins = AND.get(language, "")
    stops = "|".join(filter(None, (joins, GOES_ON.get(language, ""))))
    no_item = rf"(?!(?:{stops}) )" if stops else ""
    joined = []
    # Before `and` a comma may be missing, a semicolon may not.
    for mark, before in ((",", ",?"), (";", ";")) if joins else ():
        end = rf"{mark} {no_item}{_ITEM}{before} (?:{joins}) {_ITEM}"
        whole = rf"(?<![\w-])(?!(?:{joins}) ){_ITEM}(?:{mark} {no_item}{_ITEM})*{end}"
        joined.append((mark, re.compile(end, re.I), re.compile(whole, re.I)))
    bare = rf"^{no_item}{_SHORT_ITEM}(?:[,;] {no_item}{_SHORT_ITEM}){{2,}}\W*$"
    return _Lists(tuple(joined), re.compile(bare, re.I))


_OPENING = re.compile(r"^\W*(?:yes|no|true|false|ja|nein|oui|non)\b[,.;:]? ?", re.I)


def longest_list(text: str, language: str, *, is_asked: bool = True) -> tuple[int, str]:
    """How many things the longest list of a text holds, and the list; 0 without one.

    Parameters:
        is_asked: whether all of the text has to be recalled; otherwise examples, lists without an
            end and mere synonyms do not count.
    """
    if "," not in text and ";" not in text:
        return 0, ""
    text = _OPENING.sub("", text)
    lists = _lists(language)
    longest, found = 0, ""
    for match, mark in lists.in_text(text):
        items = match[0].split(f"{mark} ")
        if not is_asked and (_is_open(text, match, items) or _is_one_thing(items)):
            continue
        if not is_asked and any(map(_HAS_AND[language].search, items[1:-1])):
            continue  # a list has one `and`, verses and clauses have more
        items = items[_leading(text, match, items, language, is_asked=is_asked) :]
        shown = f"{mark} ".join(items)
        # The last `and` stands after a mark of its own, or between two items.
        count = len(items) + (_LAST_AND[language].match(items[-1]) is None) - _symbols(items)
        longest, found = max((longest, found), (count, shown), key=lambda pair: pair[0])
    if not longest and is_asked:
        listed = text.rpartition(": ")[2]
        if lists.bare.match(listed):
            longest, found = len(re.findall(r"[,;]", listed.rstrip(" ,;."))) + 1, listed
    return (longest, found) if longest > 2 else (0, "")


_LAST_AND = MappingProxyType(
    {language: re.compile(rf"(?:{joins})\b", re.I) for language, joins in AND.items()}
)
_ENDS_AND = MappingProxyType(
    {language: re.compile(rf" (?:{joins})$", re.I) for language, joins in AND.items()}
)
_HAS_AND = MappingProxyType(
    {language: re.compile(rf" (?:{joins}) ", re.I) for language, joins in AND.items()}
)


def _is_one_thing(items: list[str]) -> bool:
    """Whether commas part a formula, or the adjectives of one thing: `A small, round stone and`."""
    if any("=" in item for item in items):
        return True
    adjectives = all(" " not in item for item in items[1:-1])
    return adjectives and ADJECTIVE.match(items[0]) is not None and items[-1].count(" ") > 2


def _symbols(items: list[str]) -> int:
    """How many items are but the letters of those before: `a mantissa, M, an exponent, E, and`."""
    return sum(
        len(item) == 1 and item.isalpha() and len(before) > 1 for before, item in pairwise(items)
    )


def _leading(
    text: str, match: re.Match[str], items: list[str], language: str, *, is_asked: bool
) -> int:
    """How many of what look like the first items go before the list; never all of them."""
    count = 0
    if _HAS_AND[language].search(items[0]) and (
        not is_asked or EXAMPLES.search(text[: match.start()] + items[0])
    ):
        count = 1  # "In plants and fungi, …": what ended before the list
    if language == "en" and len(items) > 1 and _is_about_the_first(items):
        count = 1  # "A mixture, consisting of …"
    for place, item in enumerate(items[:-1]):
        if _ENDS_AND[language].search(item):
            count = place + 2  # "mood and, as a rule, energy"
        elif language == "en" and THAT_ARE.search(item):
            count = place  # "Thoughts, pictures and urges that are strong, …": a list of its own
        elif language == "en" and place == count and _are_of_one_noun(item, items[place + 1]):
            count = place + 1  # "Sudden, sharp pains, nausea and …"
    count = min(count, len(items) - 1)
    if language == "en" and (
        _opens_sentence(text, match, items[count]) or NO_ITEM.match(items[count])
    ):
        count += 1
    return min(count, len(items) - 1)


def _are_of_one_noun(item: str, following: str) -> bool:
    """Whether a comma only parts two adjectives: `sudden, sharp pains`."""
    words = following.split()
    if len(words) < 2 or words[1].casefold() in ("and", "or"):
        return False  # "bodily, mental and social ills" are of three kinds
    return all(MAY_DESCRIBE.fullmatch(word) for word in (item.split()[-1], words[0]))


def _is_about_the_first(items: list[str]) -> bool:
    """Whether the second item only says something of the first: `A report, influenced by …`."""
    if MADE_OF.match(items[1]):
        return True
    about = ABOUT.match(items[1])
    if about is None:
        return False
    others = (items[0], *items[2:])  # "washed with soap, dried with a towel and" is a list
    if about[1]:
        return not any("ed " in f"{item} " for item in others)
    return not any(item.split()[0].endswith("ing") for item in others)


def _is_open(text: str, match: re.Match[str], items: list[str]) -> bool:
    """Whether a list holds examples, goes on without end, or names other entries."""
    before = text[: match.start()] + items[0]
    return bool(
        EXAMPLES.search(before)
        or AND_MORE.search(match[0])
        or MORE.match(text, match.end())
        or any(CHIEFLY.match(item) for item in items)
    )


def _opens_sentence(text: str, match: re.Match[str], item: str) -> bool:
    """Whether what looks like the first item leads into a sentence: `In summer, …`."""
    starts = (
        not text[: match.start()].strip(" \"'“‘(") or text[: match.start()].rstrip()[-1] in ".!?"
    )
    return starts and LEAD.match(item) is not None
