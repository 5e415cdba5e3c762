"""A list as one answer.

A learner who recalls three of four items has neither known nor forgotten the card.

In a gap: warning from `warn_items` (3) items, error above `error_set` (3). In the answer of a
question: warning from 3, error above `error_items` (5). In a definition, where a list can be part
of what something is: info from 3, warning from 4; examples ("such as", "and the like"), synonyms
side by side and "See …" do not count there. Also a warning: a question that asks to name three or
more things.

Why: lists and sets are the hardest items (SuperMemo 7 help: lists of at most 3 to 5, sets of at
most 2 to 3; Wozniak, Twenty rules, rules 9 and 10).

Bad:
    ask: Name the four barriers to asking for help.
    answer: Stigma, cost, distance and doubt.
Good:
    - "Beside stigma, cost and distance, ==doubt== keeps people from asking for help."

To silence: `ignore: {enumeration: the order is the fact}` at the entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from pydantic import Field

from ..note import Kind
from ..problem import Severity
from .rule import ERROR, INFO, WARNING, Finding, Group, Meta, Of, Settings
from .views import NoteView, Role, TextView


class EnumerationSettings(Settings):
    warn_items: int = Field(3, description="Items of a list from which on it is too long.")
    error_items: int = Field(5, description="Items in an answer at most.")
    error_set: int = Field(3, description="Items in one gap at most.")


META = Meta(
    code="enumeration",
    title="A list as one answer",
    group=Group.LENGTH,
    of=Of.NOTE,
    severities=(ERROR, WARNING, INFO),
    settings=EnumerationSettings(),
    kinds=frozenset(Kind) - {Kind.CONTRAST},
)

_AND = MappingProxyType(
    {
        "bg": "и|или", "bs": "i|ili", "ca": "i|o", "cs": "a|nebo|či", "da": "og|eller",
        "de": "und|oder|sowie", "el": "και|ή", "en": "and|or", "es": "y|e|o|u", "et": "ja|või|ning",
        "eu": "eta|edo", "fa": "و|یا", "fi": "ja|tai|sekä", "fr": "et|ou", "gl": "e|ou",
        "hi": "और|या|तथा", "hr": "i|ili", "hu": "és|vagy", "id": "dan|atau", "it": "e|ed|o|od",
        "lt": "ir|ar|arba", "lv": "un|vai", "nb": "og|eller", "nl": "en|of", "nn": "og|eller",
        "no": "og|eller", "pl": "i|oraz|lub|albo", "pt": "e|ou", "ro": "și|sau", "ru": "и|или",
        "sk": "a|alebo|či", "sl": "in|ali", "sr": "и|или|i|ili", "sv": "och|eller",
        "tr": "ve|veya", "uk": "і|й|та|або", "vi": "và|hoặc",
    }
)  # fmt: skip
"""What joins the last item of a list, by language; in others only lists with commas are seen."""

_GOES_ON = MappingProxyType(
    {
        "bg": "който|която|което|които|където|как|че|когато|но|а|с|в|за|ако",
        "bs": "koji|koja|koje|kojih|gdje|kao|da|kad|kada|ali|a|s|sa|u|za|ako|je|su|se",
        "ca": "que|qui|on|quan|com|però|per|amb|sense|en|a|és|si",
        "cs": "kter[ýáéíouýchm]+|že|aby|když|kde|jak|jako|je|jsou|se|v|na|pro|s|při|což|ale",
        "da": "som|der|at|når|hvor|men|for|med|i|på|til|om|hvis|er",
        "de": "der|die|das|dem|den|deren|dessen|wie|wobei|wenn|weil|dass|um|aber|also|mit|bei|in"
        "|auf|für|von|zu|damit|falls|was|ist|sind|er|sie|es|man|nicht",
        "el": "που|ότι|όταν|αν|όπως|αλλά|με|για|σε|στο|στη|να|ώστε|ενώ|είναι",
        "en": "and|or|but|so|which|who|whose|that|where|when|while|because|as|if|by|with|not|then"
        "|yet|for|in|at|to|of|on|from|often|usually|such|including|thus|hence|therefore|however"
        "|leading|resulting|causing|making"
        "|this|these|it|they|he|she|we|you|there|is|are|was|were|has|have|had|can|could|may|might"
        "|must|will|would|should|does|did|whether|either|both|after|before|during|like|unlike"
        r"|\S+ (?:is|are|was|were|has|have)",
        "es": "que|quien|cuyo|cuya|donde|como|cuando|pero|por|para|con|sin|en|a|es|son|no|se|si"
        r"|\w+(?:a|ie|e)ndo",
        "et": "mis|kes|et|kui|kus|nagu|aga|vaid|on",
        "fi": "joka|jotka|jonka|että|jos|kun|kuten|mutta|koska|on|ovat|missä|jossa|mikä",
        "fr": "qui|que|dont|où|comme|mais|car|par|pour|avec|sans|dans|en|à|lorsque|il|elle|ce|on"
        "|est|sont|si|ne",
        "gl": "que|quen|cuxo|cuxa|onde|como|cando|pero|por|para|con|sen|en|é|isto"
        r"|\w+[aei]ndo",
        "hr": "koji|koja|koje|kojih|gdje|kao|da|kad|kada|ali|a|s|sa|u|za|ako|je|su|se",
        "hu": r"hogy|amely\w*|ami|aki|ahol|amikor|ha|mint|de|mert|illetve|azaz|vagyis|van",
        "id": "yang|di|dengan|untuk|karena|jika|tetapi",
        "it": r"che|cui|dove|come|ma|per|con|senza|in|nel|nella|quando|è|sono|se|non|si|\w+[ae]ndo",
        "lt": "kuris|kuri|kurie|kad|kai|kur|kaip|bet|o|su|jei",
        "nb": "som|at|når|hvor|men|for|med|i|på|til|om|hvis|er",
        "nl": "die|dat|waar|waarbij|zoals|maar|met|om|als|voor|in|van|is|zijn",
        "pl": r"któr[yaei]\w*|że|aby|żeby|gdy|gdzie|jak|jako|jest|są|się|w|na|dla|z|przy|co|a|ale",
        "pt": "que|quem|cujo|cuja|onde|como|mas|por|para|com|sem|em|no|na|quando|é|são|não|se|ele"
        r"|ela|\w+[aei]ndo",
        "ro": "care|că|unde|când|cum|ca|dar|pentru|cu|fără|în|din|la|este|sunt|să|iar",
        "ru": "который|которая|которое|которые|которых|где|как|что|когда|но|а|с|в|для|если|чтобы",
        "sk": "ktor[ýáéíouýchm]+|že|aby|keď|kde|ako|je|sú|sa|v|na|pre|s|pri|čo|ale",
        "sl": "ki|da|če|ko|ker|kot|je|so|se|lahko|z|s|v|na|za|pri|kjer",
        "sr": "који|која|које|којих|где|као|да|кад|када|али|а|са|у|за|ако|је|су|се",
        "sv": "som|att|när|där|men|för|med|i|på|till|om|är|vilket",
        "uk": "який|яка|яке|які|яких|де|як|що|коли|але|а|з|у|в|для|щоб|якщо",
        "vi": "mà|khi|nếu|với|cho|để|trong",
    }
)
"""What goes on after a comma without being one more item of a list."""

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
    joins = _AND.get(language, "")
    stops = "|".join(filter(None, (joins, _GOES_ON.get(language, ""))))
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
_NAME_ALL = re.compile(
    r"\b(?:name|list|give|what are|which are|state)\b.{0,20}?"
    r"\b(three|four|five|six|seven|eight|nine|ten|[3-9]|\d\d)\b(?! ?(?:%|percent|years?|days?))",
    re.I,
)
_FIX = "make a card for each of them, which names the others and hides this one"
_LAST = re.compile(r"(?P<others>.*(?:[,;]|[,;]? (?:and|or)) )(?P<last>\S+(?: \S+){0,3}?)\W*")
_LONGEST_SHOWN = 90
"""Characters of a list that is shown with a gap."""
_ITEM_TAG = re.compile(r"<li\b")


def check(note: NoteView, settings: EnumerationSettings) -> Iterator[Finding]:
    """Yield lists in gaps, answers and definitions, and questions that ask for one."""
    language = note.edition.vocabulary.language
    if note.cloze is not None:
        for deletion in note.cloze.deletions:
            items, shown = longest_list(deletion.answer, language)
            if items >= settings.warn_items:
                severity = ERROR if items > settings.error_set else WARNING
                message = f"one gap asks for {items} things at once"
                yield Finding(severity, message, _fix(shown), note.main.at_gap(deletion.answer))
        return
    for role in (Role.ANSWER, Role.DEFINITION):
        text = note.texts.get(role)
        if text is not None:
            yield from _in_text(note, text, settings)


def _in_text(note: NoteView, text: TextView, settings: EnumerationSettings) -> Iterator[Finding]:
    language = text.edition.vocabulary.language
    items, shown = longest_list(text.plain, language, is_asked=text.role is not Role.DEFINITION)
    tags = len(_ITEM_TAG.findall(text.html))
    if tags > items:
        items, shown = tags, ""
    severity = _severity(items, text.role, settings)
    if severity is not None:
        message = f"the {text.role} lists {items} things, which are hard to recall completely"
        yield Finding(severity, message, _fix(shown), text.at(shown))
    elif text.role is Role.ANSWER:
        ask = note.texts.get(Role.ASK)
        asked = _NAME_ALL.search(ask.plain) if ask else None
        if ask and asked:
            message = f"the question asks for {asked[1]} things at once"
            yield Finding(WARNING, message, _FIX, ask.at(asked[0]))


def _fix(shown: str) -> str:
    """What to do, with the author's own list where it is short."""
    found = _LAST.fullmatch(shown) if len(shown) <= _LONGEST_SHOWN else None
    return f"{_FIX}: “… {found['others']}=={found['last']}==”" if found else _FIX


def _severity(items: int, role: Role, settings: EnumerationSettings) -> Severity | None:
    if items > settings.error_items and role is not Role.DEFINITION:
        return ERROR
    spare = 1 if role is Role.DEFINITION else 0
    if items >= settings.warn_items + spare:
        return WARNING
    return INFO if items >= settings.warn_items else None


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
    if not longest and is_asked and lists.bare.match(text):
        longest, found = len(re.findall(r"[,;]", text.rstrip(" ,;."))) + 1, text
    return (longest, found) if longest > 2 else (0, "")


_LAST_AND = MappingProxyType(
    {language: re.compile(rf"(?:{joins})\b", re.I) for language, joins in _AND.items()}
)
_HAS_AND = MappingProxyType(
    {language: re.compile(rf" (?:{joins}) ", re.I) for language, joins in _AND.items()}
)


def _is_one_thing(items: list[str]) -> bool:
    """Whether commas part a formula, or the adjectives of one thing: `A small, round stone and`."""
    if any("=" in item for item in items):
        return True
    adjectives = all(" " not in item for item in items[1:-1])
    return adjectives and _ADJECTIVE.match(items[0]) is not None and items[-1].count(" ") > 2


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
        not is_asked or _EXAMPLES.search(text[: match.start()] + items[0])
    ):
        count = 1  # "In plants and fungi, …": what ended before the list
    if language == "en" and len(items) > 1 and _MADE_OF.match(items[1]):
        count = 1  # "A mixture, consisting of …"
    if language == "en" and (
        _opens_sentence(text, match, items[count]) or _NO_ITEM.match(items[count])
    ):
        count += 1
    return min(count, len(items) - 1)


def _is_open(text: str, match: re.Match[str], items: list[str]) -> bool:
    """Whether a list holds examples, goes on without end, or names other entries."""
    before = text[: match.start()] + items[0]
    return bool(
        _EXAMPLES.search(before)
        or _AND_MORE.search(match[0])
        or _MORE.match(text, match.end())
        or any(_CHIEFLY.match(item) for item in items)
    )


def _opens_sentence(text: str, match: re.Match[str], item: str) -> bool:
    """Whether what looks like the first item leads into a sentence: `In summer, …`."""
    starts = (
        not text[: match.start()].strip(" \"'“‘(") or text[: match.start()].rstrip()[-1] in ".!?"
    )
    return starts and _LEAD.match(item) is not None


_LEAD = re.compile(
    r"(?:in|on|at|for|to|by|with|without|from|as|if|when|while|after|before|during|since|because"
    r"|unlike|like|under|over|once|here|then|today|now|first|finally|thus|also)\b|\w+ly$",
    re.I,
)
_MADE_OF = re.compile(r"(?:comprising|consisting of|composed of|containing|made of) ", re.I)
_NO_ITEM = re.compile(
    r"(?:hence|thus|therefore|also|then|moreover)$"
    r"|.* (?:from|of|to|with|by|in|on|for|at|into|than)$",
    re.I,
)
"""What goes before a list within a sentence, cut off by a comma."""
_ADJECTIVE = re.compile(r"an? [^\W\d_]+(?:-[^\W\d_]+)*$", re.I)
_CHIEFLY_WORDS = (
    "especially|particularly|in particular|mainly|mostly|notably|most notably|chiefly|primarily"
    "|above all|namely|hauptsächlich|vor allem|insbesondere|besonders|vorwiegend|notamment|surtout"
    "|principalement|en particulier|especialmente|principalmente|sobre todo|en particular"
    "|particularmente|sobretudo|soprattutto|in particolare|specialmente|voornamelijk|vooral"
    "|met name|hoofdzakelijk|především|zejména|hlavně|převážně|najmä|predovšetkým|hlavne|głównie"
    "|zwłaszcza|przede wszystkim|szczególnie|predvsem|zlasti|uglavnom|posebno|osobito|főleg"
    "|elsősorban|különösen|главным образом|особенно|преимущественно|прежде всего|в основном"
    "|переважно|особливо|головним чином|κυρίως|ιδίως|ιδιαίτερα|främst|framför allt|särskilt"
    "|huvudsakligen|især|primært|hovedsageligt|særlig|hovedsakelig|lähinnä|pääasiassa|erityisesti"
    "|etenkin|özellikle|başlıca|în special|mai ales|sobretot|especialment|principalment|batez ere"
    "|bereziki|ypač|daugiausia"
)
_CHIEFLY = re.compile(rf"(?:{_CHIEFLY_WORDS})\b|say$", re.I)
"""What goes before the weightiest of more things than a list names."""
_EXAMPLES = re.compile(
    rf"\b(?:(?:{_CHIEFLY_WORDS})\)?(?: [^\s,;:.()]+){{0,2}} ?"
    r"|as (?:of|in)(?: [^\s,;:.()]+){0,4} ?"
    r"|(?:such as|examples? (?:are|is|include)|including|includes?|(?:have|has) included|e\.g\.?,?"
    r"|for (?:example|instance),?|namely|see(?: also)?|cf\.?|compare|z\. ?B\.|zum Beispiel"
    r"|par exemple|tel(?:le)?s? que|por ejemplo|tales como|por exemplo|tais como|ad esempio|zoals"
    r"|jako (?:jsou|například|např\.)|takich jak|takie jak|na przykład|kot so|na primer|például"
    r"|esimerkiksi|till exempel|for eksempel|com ara|de exemplu|например|такие как|наприклад"
    r"|такі як|για παράδειγμα|örneğin)(?: [^\s,;:.]+){0,8}"
    r"|(?:like|etwa|wie|comme|como|come|jako|jak|kot|kuten|mint|såsom|precum|όπως|как|як|як-от)"
    r"(?: [^\s,;:.()]+){0,4}) ?$",
    re.I,
)
"""What goes before examples, which nobody has to recall completely, and before other entries."""
_AND_MORE = re.compile(
    r" (?:(?:and|or) (?:(?:the like|so on|so forth|more)\b|(?:many |any )?(?:other|similar)s?\b).*"
    r"|(?:und|oder) (?:andere\w*|weitere\w*|so weiter)\b.*|(?:et|ou) (?:autres?)\b.*"
    r"|(?:y|o|e|ou) (?:otr[oa]s|outr[oa]s|altr[ie])\b.*|(?:en|of) andere\w*\b.*"
    r"|(?:и|или) (?:др|пр|т|други\w*|прочи\w*)\b.*|(?:i|lub) inn[eyi]\w*\b.*"
    r"|(?:och|og|eller) (?:andra|andre|annat|liknande)\b.*)$",
    re.I,
)
_MORE = re.compile(
    r",? ?(?:etc\b|among (?:many )?others\b|and (?:the like|so on|so forth|more|others?)\b|usw\b"
    r"|…|\.\.\.)",
    re.I,
)
"""What says that a list goes on."""
